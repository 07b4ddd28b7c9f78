"""Bevindingen, for stewards: what was found in files as the few repairs that solve it, and what partners contradict.

Reads the desk; what a steward decides goes through the `wlb repair` command. Shows no row of a file, only the masked cell.
"""

from dataclasses import asdict

import streamlit as st

from dashboards import choosing, frame, queries
from dashboards.cells import capital, plain
from dashboards.records.desk import OpenAction
from dashboards.steward import deciding, links, repairing, rulebook, runs
from dashboards.steward.repairing import Repair
from dashboards.stored import Database
from pipelines import words
from pipelines.words import Lang, say

SHOWN = 10
ROWS = 20
DELIVERIES = 12


def overview(repairs: list[Repair], lang: Lang) -> list[Repair]:
    """Choose a partner, a kind of mistake and an effect, and see the repairs, what solves most first; returns them."""
    names = {"all": say("choice.all_partners", lang)}
    names |= {one.newest.partner: one.newest.partner_name for one in repairs}
    themes = {"all": say("findings.theme.all", lang)}
    themes |= {theme: say(f"findings.theme.{theme}", lang) for theme in repairing.ALL_THEMES}
    kinds = {kind: say(f"findings.kind.{kind}", lang) for kind in ("open", *repairing.KINDS)}
    boxes = st.columns(3)
    with boxes[0]:
        partner = choosing.choose("partner", say("column.partner", lang), names)
    with boxes[1]:
        theme = choosing.choose("theme", say("findings.theme", lang), themes)
    with boxes[2]:
        kind = choosing.choose("kind", say("column.severity", lang), kinds)
    picked = repairing.of_kind(repairs, partner, theme, kind)
    if not picked:
        st.markdown(say("findings.none", lang))
        return []
    with st.container(key="repairs-list"):
        frame.words_table([repairing.row(one, lang) for one in picked[:SHOWN]], say("findings.title", lang))
    if len(picked) > SHOWN:
        st.caption(say("receipt.more_findings", lang, shown=SHOWN, n=len(picked)))
    frame.download([asdict(action) for one in picked for action in one.actions], "bevindingen")
    return picked


def one_repair(database: Database, picked: list[Repair], lang: Lang) -> None:
    """Everything about one repair: where, why, which rows, and what may be decided."""
    labels = {one.id: repairing.label(one, lang) for one in picked}
    chosen = choosing.choose("repair", say("findings.choose", lang), labels)
    repair = next(one for one in picked if one.id == chosen)
    one = repair.newest
    st.markdown(f"**{plain(capital(one.what))}**" + (f"  \n{plain(one.now)}" if one.now else ""))
    where, why, rows, decide = st.tabs(
        [say(f"findings.tab.{name}", lang) for name in ("where", "why", "rows", "decide")]
    )
    with where:
        _where(repair, lang)
    with why:
        _why(one, lang)
    with rows:
        _rows(database, repair, lang)
    with decide:
        deciding.forms(database, repair, lang)


def _where(repair: Repair, lang: Lang) -> None:
    """The deliveries in which it stands."""
    frame.words_table([_place(action, lang) for action in repair.actions[:DELIVERIES]], say("findings.tab.where", lang))
    if len(repair.actions) > DELIVERIES:
        st.caption(say("receipt.more_findings", lang, shown=DELIVERIES, n=len(repair.actions)))
    st.page_link(
        "pages/deliveries.py",
        label=say("findings.to_receipt", lang),
        query_params={"partner": repair.newest.partner, "receipt": repair.newest.receipt_id},
    )


def _place(action: OpenAction, lang: Lang) -> dict[str, str]:
    return {
        say("column.period", lang): words.month(action.period or "", lang),
        say("column.file", lang): plain(action.file),
        say("column.count", lang): words.number(action.count, lang),
        say("column.place", lang): plain(action.places) or say("cell.none", lang),
        say("column.run", lang): runs.link(action.run, lang),
    }


def _why(one: OpenAction, lang: Lang) -> None:
    """What was agreed and why, as suppliers read it."""
    entries = rulebook.about(one.rule)
    for entry in entries[:1]:
        for key in ("agreed", "why", "example"):
            if text := getattr(entry, key):
                st.markdown(f"**{say(f'rules.{key}', lang)}**  \n{plain(text)}")
    if not entries:
        st.markdown(say("rules.unknown", lang))
    st.page_link("pages/rules.py", label=say("rules.link", lang), query_params={"rule": one.rule})


def _rows(database: Database, repair: Repair, lang: Lang) -> None:
    """The rows that this sets apart: place and the cell concerned."""
    one = repair.newest
    if one.severity != "quarantines":
        st.markdown(say("findings.no_rows", lang))
        return
    found = queries.desk.apart(database, [action.receipt_id for action in repair.actions], one.rule, one.header)
    if one.may_map:
        found = [row for row in found if row.value.casefold() == one.value.casefold()]
    st.caption(say("findings.masked", lang))
    files = {action.receipt_id: action.file for action in repair.actions}
    frame.words_table(
        [
            {
                say("column.file", lang): plain(files[row.receipt_id]),
                say("column.place", lang): plain(row.sentence.partition(": ")[0]),
                say("column.cell", lang): plain(row.value) or say("findings.empty_cell", lang),
            }
            for row in found[:ROWS]
        ],
        say("findings.tab.rows", lang),
    )
    if len(found) > ROWS:
        st.caption(say("receipt.more_findings", lang, shown=ROWS, n=len(found)))
    frame.download([asdict(row) for row in found], f"apart-{repair.id}")


def decided(database: Database, lang: Lang) -> None:
    """What stewards repaired before, by whom and why."""
    rows = queries.desk.repaired(database)
    if not rows:
        return
    with frame.card("repaired"):
        st.header(say("findings.repaired", lang), anchor=False)
        st.markdown(say("findings.repaired_note", lang))
        shown = [
            {
                say("column.partner", lang): plain(f"{row.partner_name} · {row.delivery}"),
                say("column.what", lang): plain(f"{row.what} → {row.becomes}" if row.becomes else row.what),
                say("column.reason", lang): plain(row.reason),
                say("column.decided", lang): plain(f"{row.decided_by}, {words.date_long(row.decided_on, lang)}"),
            }
            for row in rows
        ]
        frame.words_table(shown, say("findings.repaired", lang))


def page() -> None:
    """Draw the page."""
    lang = frame.language()
    title = say("page.findings", lang)
    database = frame.open_desk(title)
    run = queries.desk.run(database)
    frame.top(run.demo)
    st.title(title, anchor=False)
    st.markdown(say("findings.question", lang))
    st.caption(say("deliveries.status", lang, today=run.today, at=run.built_at))
    deciding.said()
    repairs = repairing.together(queries.desk.open_actions(database))
    if not repairs and not queries.desk.deliveries(database):
        frame.empty_words("desk.empty")
        return
    if short := repairing.in_short(repairs, lang):
        with frame.card("short"):
            st.header(say("findings.short", lang), anchor=False)
            with st.container(key="repairs-short"):
                frame.words_table(short, say("findings.short", lang))
    with frame.card("findings"):
        st.header(say("findings.title", lang), anchor=False)
        picked = overview(repairs, lang)
    if picked:
        with frame.card("repair"):
            st.header(say("findings.one", lang), anchor=False)
            one_repair(database, picked, lang)
    decided(database, lang)
    links.draw(database, lang)


frame.run(page)
