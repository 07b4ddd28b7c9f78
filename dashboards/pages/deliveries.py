"""Aanleveringen, for stewards: what came in, what did not, and what has to be done about it.

Reads the desk; shows no figures and changes nothing.
"""

import json
import re
from dataclasses import asdict

import streamlit as st

from dashboards import frame, links, queries
from dashboards.cells import plain
from dashboards.queries import Database
from dashboards.records import Action, Delivery, Expected, Finding
from pipelines import words
from pipelines.words import Lang, say

MONTHS = 12
SHOWN = 20
OPEN = ("late", "missing", "rejected")
NO_REFERENCE = re.compile(r"[^\w. -]")  # it stands between backquotes, where escaping would show
QUIET = ("accepted", "already_received")


def calendar(expected: list[Expected], lang: Lang) -> list[dict[str, str]]:
    """Deliveries down, the last twelve periods across, each cell a word."""
    periods = sorted({due.period for due in expected})[-MONTHS:]
    heads = {period: words.month_short(period, lang) for period in periods}
    rows: dict[tuple[str, str], dict[str, str]] = {}
    for due in expected:
        if due.period in heads:
            name = f"**{plain(due.partner_name)}**  \n{plain(due.delivery_title)}"
            start = {say("column.partner", lang): name} | dict.fromkeys(heads.values(), say("due.not_due", lang))
            row = rows.setdefault((due.partner, due.delivery), start)
            row[heads[due.period]] = worded("due", due.state, lang)
    return list(rows.values())


def attention(expected: list[Expected], lang: Lang) -> list[str]:
    """What is open in the newest period that was due of each delivery, a sentence each."""
    due_already = sorted((due for due in expected if due.state != "expected"), key=lambda due: due.period)
    newest = {(due.partner, due.delivery): due for due in due_already}
    return [
        say(
            f"due_line.{due.state}",
            lang,
            partner=plain(due.partner_name),
            title=plain(due.delivery_title),
            period=words.month(due.period, lang),
            due=words.date_long(due.due_on, lang) if due.due_on else say("cell.none", lang),
        )
        for due in newest.values()
        if due.state in OPEN
    ]


def receipts(deliveries: list[Delivery], lang: Lang) -> list[dict[str, str]]:
    """The newest receipts in words."""
    return [
        {
            say("column.arrived", lang): words.moment(row.arrived_at, lang) if row.arrived_at else "",
            say("column.partner", lang): plain(row.partner_name or row.partner or ""),
            say("column.delivery", lang): plain(row.delivery_title or row.file or ""),
            say("column.period", lang): words.month(row.period or "", lang),
            say("column.outcome", lang): outcome(row.outcome, lang),
            say("column.used", lang): words.number(row.used or 0, lang),
            say("column.quarantined", lang): words.number(row.quarantined or 0, lang),
        }
        for row in deliveries[:SHOWN]
    ]


def outcome(code: str, lang: Lang) -> str:
    """The outcome as a badge with a word; grey for what was taken, amber for what needs somebody."""
    colour = "gray" if code in QUIET else "blue" if code.startswith("accepted") else "orange"
    return f":{colour}-badge[{worded('outcome', code, lang)}]"


def worded(group: str, code: str, lang: Lang) -> str:
    """The word for a code; a code without a word is shown as it is."""
    key = f"{group}.{code}"
    return say(key, lang) if words.knows(key) else plain(code)


def receipt(database: Database, row: Delivery, lang: Lang) -> None:
    """One receipt: what happened to the file, where its rows went, and what was found in it."""
    st.markdown(f"{outcome(row.outcome, lang)} {plain(row.sentence or '')}")
    counts = {"rows": row.rows, "used": row.used, "quarantined": row.quarantined, "skipped": row.skipped}
    for column, (name, count) in zip(st.columns(len(counts)), counts.items(), strict=True):
        column.metric(say(f"column.{name}", lang), words.number(count or 0, lang))
    kinds = json.loads(row.skipped_by_kind or "{}")
    told = [f"{worded('skipped', kind, lang)} {words.number(count, lang)}" for kind, count in kinds.items() if count]
    if told:
        st.caption(say("receipt.skipped", lang, kinds=", ".join(told)))
    if row.new is not None:
        changes = {"new": row.new, "changed": row.changed or 0, "vanished": row.vanished or 0}
        st.caption(say("receipt.difference", lang, **changes))
    st.caption(say("receipt.file", lang, file=plain(row.file or ""), id=plain(row.receipt_id)))
    found = queries.findings(database, row.receipt_id)
    if not found:
        st.markdown(say("receipt.no_findings", lang))
        return
    repairs = queries.actions(database, row.receipt_id)
    if repairs:
        frame.words_table([action(line, lang) for line in repairs], say("receipt.actions", lang))
        st.caption(say("receipt.copy", lang, id=NO_REFERENCE.sub("", row.delivery_id or row.receipt_id)))
    else:
        frame.words_table([finding(line, lang) for line in found[:SHOWN]], say("receipt.findings", lang))
        if len(found) > SHOWN:
            st.caption(say("receipt.more_findings", lang, shown=SHOWN, n=len(found)))
    frame.download([asdict(line) for line in found], f"bevindingen-{row.receipt_id}")


def action(line: Action, lang: Lang) -> dict[str, str]:
    """One repair in words: what is wrong and where, what to do or what the supplier said about it."""
    where = f"  \n:gray[{plain(line.places)}]" if line.places else ""
    now = say("receipt.explained", lang, text=plain(line.explained)) if line.explained else plain(line.now)
    return {
        say("column.count", lang): words.number(line.count, lang),
        say("column.what", lang): f"{plain(line.what)}{where}",
        say("column.now", lang): now or say("cell.none", lang),
        say("column.severity", lang): worded("severity", line.severity, lang),
    }


def finding(line: Finding, lang: Lang) -> dict[str, str]:
    """One kind of finding in words; the sentence names the first place, what stands there and what was agreed."""
    return {
        say("column.what", lang): plain(line.sentence),
        say("column.count", lang): words.number(line.count, lang),
        say("column.severity", lang): worded("severity", line.severity, lang),
        say("column.proposal", lang): plain(line.proposal or say("cell.none", lang)),
    }


def label(row: Delivery, lang: Lang) -> str:
    """'oktober 2026 · Hulpvragen · …, ontvangen 6 nov 2026, 09:00': how a receipt is called in the list."""
    parts = (
        words.month(row.period or "", lang),
        row.delivery_title or row.file,
        row.partner_name or row.partner,
        words.moment(row.arrived_at, lang) if row.arrived_at else "",
    )
    return " · ".join(str(part) for part in parts if part)


def one_receipt(database: Database, deliveries: list[Delivery], lang: Lang) -> list[Delivery]:
    """Choose a partner and a delivery and read its receipt; returns the deliveries of that partner."""
    names = {"all": say("choice.all_partners", lang)}
    names |= {row.partner: row.partner_name or row.partner for row in deliveries if row.partner}
    left, right = st.columns([1, 2])
    with left:
        partner = frame.choose("partner", say("column.partner", lang), names)
    picked = [row for row in deliveries if partner in ("all", row.partner)]
    with right:
        labels = {row.receipt_id: label(row, lang) for row in picked}
        chosen = frame.choose("receipt", say("choice.receipt", lang), labels)
    receipt(database, next(row for row in picked if row.receipt_id == chosen), lang)
    return picked


def page() -> None:
    """Draw the page."""
    lang = frame.language()
    title = say("page.deliveries", lang)
    database = frame.open_desk(title)
    run = queries.desk_run(database)
    frame.top(run.demo)
    st.title(title, anchor=False)
    st.markdown(say("deliveries.question", lang))
    st.caption(say("deliveries.status", lang, today=run.today, at=run.built_at))
    expected, deliveries = queries.expected(database), queries.deliveries(database)
    if not expected and not deliveries:
        frame.empty_words("desk.empty")
        return
    with frame.card("attention"):
        st.header(say("deliveries.attention", lang), anchor=False)
        lines = attention(expected, lang)
        st.markdown("\n".join(f"- {line}" for line in lines) if lines else say("deliveries.no_attention", lang))
    if expected:
        with frame.card("calendar"):
            st.header(say("deliveries.calendar", lang), anchor=False)
            frame.words_table(calendar(expected, lang), say("deliveries.calendar", lang))
    with frame.card("receipt"):
        st.header(say("deliveries.receipts", lang), anchor=False)
        if not deliveries:
            st.markdown(say("deliveries.no_receipts", lang))
            return
        picked = one_receipt(database, deliveries, lang)
    with frame.card("newest"):
        st.header(say("deliveries.newest", lang), anchor=False)
        frame.words_table(receipts(picked, lang), say("deliveries.newest", lang))
        if len(picked) > SHOWN:
            st.caption(say("deliveries.more", lang, shown=SHOWN, n=len(picked)))
        frame.download([asdict(row) for row in picked], "aanleveringen")
    links.draw(database, lang)


frame.run(page)
