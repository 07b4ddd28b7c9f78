"""Aanleveringen, for stewards: what came in, what did not, and what has to be done about it.

Reads the desk; shows no figures and changes nothing.
"""

import json

import pandas as pd
import streamlit as st

from dashboards import frame, queries
from dashboards.cells import plain
from dashboards.queries import Database
from pipelines import words
from pipelines.words import Lang, say

MONTHS = 12
SHOWN = 50
LATE = ("late", "missing", "rejected")


def calendar(expected: pd.DataFrame, lang: Lang) -> pd.DataFrame:
    """Deliveries down, the last twelve periods across, each cell a word."""
    periods = sorted(set(expected["period"]))[-MONTHS:]
    rows: dict[tuple[str, str], dict[str, str]] = {}
    for row in expected[expected["period"].isin(periods)].itertuples():
        names = (plain(row.partner_name), plain(row.delivery_title))
        line = rows.setdefault(names, dict.fromkeys(periods, say("due.none", lang)))
        key = f"due.{row.state}"
        line[row.period] = say(key, lang) if words.knows(key) else plain(row.state)
    shown = pd.DataFrame(
        [
            {say("column.partner", lang): f"**{partner}**  \n{title}", **line}
            for (partner, title), line in rows.items()
        ]
    )
    return shown.rename(columns={period: words.month_short(period, lang) for period in periods})


def attention(expected: pd.DataFrame, lang: Lang) -> list[str]:
    """The open ones in a sentence each: late, missing or refused, newest period only."""
    newest = expected.sort_values("period").groupby(["partner", "delivery"], sort=False).tail(1)
    return [
        say(
            f"due_line.{row.state}",
            lang,
            partner=plain(row.partner_name),
            title=plain(row.delivery_title),
            period=words.month(row.period, lang),
            due=row.due_on if row.due_on else say("cell.none", lang),
        )
        for row in newest.itertuples()
        if row.state in LATE
    ]


def receipts(deliveries: pd.DataFrame, lang: Lang) -> pd.DataFrame:
    """The newest receipts in words."""
    return pd.DataFrame(
        [
            {
                say("column.arrived", lang): words.moment(row.arrived_at, lang) if row.arrived_at else "",
                say("column.partner", lang): plain(row.partner_name or row.partner or ""),
                say("column.delivery", lang): plain(row.delivery_title or row.file or ""),
                say("column.period", lang): words.month(row.period or "", lang),
                say("column.outcome", lang): outcome(row.outcome, lang),
                say("column.used", lang): words.number(row.used or 0, lang),
                say("column.quarantined", lang): words.number(row.quarantined or 0, lang),
            }
            for row in deliveries.head(SHOWN).itertuples()
        ]
    )


def outcome(code: str, lang: Lang) -> str:
    """The outcome as a badge with a word; grey for what was taken, amber for what needs somebody."""
    key = f"outcome.{code}"
    text = say(key, lang) if words.knows(key) else plain(code)
    colour = "gray" if code in ("accepted", "already_received") else "blue" if code.startswith("accepted") else "orange"
    return f":{colour}-badge[{text}]"


def receipt(database: Database, row: pd.Series, lang: Lang) -> None:
    """One receipt: what happened to the file, where its rows went, and what was found in it."""
    st.markdown(f"{outcome(row['outcome'], lang)} {plain(row['sentence'] or '')}")
    counts = st.columns(4)
    for column, name in zip(counts, ("rows", "used", "quarantined", "skipped"), strict=True):
        column.metric(say(f"column.{name}", lang), words.number(row[name] or 0, lang))
    kinds = json.loads(row["skipped_by_kind"] or "{}")
    if kinds:
        named = [f"{skipped(kind, lang)} {words.number(count, lang)}" for kind, count in kinds.items() if count]
        st.caption(say("receipt.skipped", lang, kinds=", ".join(named)))
    st.caption(say("receipt.file", lang, file=plain(row["file"] or ""), id=plain(row["receipt_id"])))
    found = queries.findings(database, row["receipt_id"])
    if found.empty:
        st.markdown(say("receipt.no_findings", lang))
        return
    lines = [
        {
            say("column.severity", lang): say(f"severity.{line.severity}", lang),
            say("column.count", lang): words.number(line.count_, lang),
            say("column.where", lang): plain(" ".join(str(part) for part in (line.sheet, line.cell or line.row) if part)),
            say("column.header", lang): plain(line.header or say("cell.none", lang)),
            say("column.value_found", lang): plain(line.value or say("cell.none", lang)),
            say("column.what", lang): plain(line.sentence),
            say("column.what_now", lang): plain(line.proposal or say("cell.none", lang)),
        }
        for line in found.head(SHOWN).rename(columns={"count": "count_"}).itertuples()
    ]
    frame.words_table(pd.DataFrame(lines), say("receipt.findings", lang))
    if len(found) > SHOWN:
        st.caption(say("receipt.more_findings", lang, shown=SHOWN, n=len(found)))
    frame.download(found.drop(columns=["receipt_id"]), "bevindingen")


def skipped(kind: str, lang: Lang) -> str:
    """The kind of skipped row in words."""
    key = f"skipped.{kind}"
    return say(key, lang) if words.knows(key) else plain(kind)


def page() -> None:
    lang = frame.language()
    title = say("page.deliveries", lang)
    database = frame.open_desk(title)
    run = queries.desk_run(database)
    frame.top(run.demo)
    st.title(title, anchor=False)
    st.markdown(say("deliveries.question", lang))
    st.caption(say("deliveries.status", lang, today=run.today, at=run.built_at))
    expected, deliveries = queries.calendar(database), queries.deliveries(database)
    if expected.empty and deliveries.empty:
        frame.empty_words("desk.empty")
        return

    with frame.card("attention"):
        st.subheader(say("deliveries.attention", lang), anchor=False)
        lines = attention(expected, lang)
        st.markdown("\n".join(f"- {line}" for line in lines) if lines else say("deliveries.no_attention", lang))
    if not expected.empty:
        with frame.card("calendar"):
            st.subheader(say("deliveries.calendar", lang), anchor=False)
            frame.words_table(calendar(expected, lang), say("deliveries.calendar", lang))
    with frame.card("receipts"):
        st.subheader(say("deliveries.receipts", lang), anchor=False)
        if deliveries.empty:
            st.markdown(say("deliveries.no_receipts", lang))
            return
        left, right = st.columns([1, 2])
        partners = deliveries.drop_duplicates("partner")
        names = {"all": say("choice.all_partners", lang)}
        names |= {row.partner: row.partner_name or row.partner for row in partners.itertuples()}
        with left:
            partner = frame.choose("partner", say("column.partner", lang), names)
        if partner != "all":
            deliveries = deliveries[deliveries["partner"] == partner]
        with right:
            labels = {row.receipt_id: receipt_label(row, lang) for row in deliveries.itertuples()}
            chosen = frame.choose("receipt", say("choice.receipt", lang), labels)
        receipt(database, deliveries[deliveries["receipt_id"] == chosen].iloc[0], lang)
    with frame.card("all-receipts"):
        st.subheader(say("deliveries.newest", lang), anchor=False)
        frame.words_table(receipts(deliveries, lang), say("deliveries.newest", lang))
        if len(deliveries) > SHOWN:
            st.caption(say("deliveries.more", lang, shown=SHOWN, n=len(deliveries)))
        frame.download(deliveries, "aanleveringen")


def receipt_label(row: pd.Series, lang: Lang) -> str:
    """'oktober 2026 · Hulpvragen · Wijkbedrijf Oost': how a receipt is called in the list."""
    parts = (words.month(row.period or "", lang), row.delivery_title or row.file, row.partner_name or row.partner)
    return " · ".join(str(part) for part in parts if part)


page()
