"""Aanleveringen, for stewards: what came in, what did not, why a figure is provisional, and every receipt.

Reads the desk; changes nothing.
"""

from dataclasses import asdict

import streamlit as st

from dashboards import choosing, frame, queries
from dashboards.cells import plain
from dashboards.records.desk import Delivery, Expected
from dashboards.steward import due, provisional
from dashboards.steward import receipt as receipts
from dashboards.stored import Database
from pipelines import words
from pipelines.words import Lang, say

SHOWN = 20
OPEN = ("late", "missing", "rejected")


def attention(expected: list[Expected], lang: Lang) -> list[str]:
    """What is open in the newest period that was due of each delivery, a sentence each."""
    due_already = sorted((row for row in expected if row.state != "expected"), key=lambda row: row.period)
    newest = {(row.partner, row.delivery): row for row in due_already}
    return [
        say(
            f"due_line.{row.state}",
            lang,
            partner=plain(row.partner_name),
            title=plain(row.delivery_title),
            period=words.month(row.period, lang),
            due=words.date_long(row.due_on, lang) if row.due_on else say("cell.none", lang),
        )
        for row in newest.values()
        if row.state in OPEN
    ]


def calendar(database: Database, expected: list[Expected], lang: Lang) -> None:
    """Per partner its deliveries, each with its rhythm and the last year in as few words as it takes."""
    partners = due.by_partner(expected, queries.desk.plans(database, lang), lang)
    if not partners:
        st.markdown(say("deliveries.nothing_due", lang))
        return
    st.caption(say("deliveries.calendar_note", lang))
    left, _ = st.columns([1, 2])
    with left:
        choices = {"all": say("choice.all_partners", lang), "open": say("choice.only_open", lang)}
        shown = choosing.choose("show", say("choice.show", lang), choices)
    picked = [one for one in partners if shown == "all" or one.is_open]
    if not picked:
        st.markdown(say("deliveries.no_attention", lang))
    for one in picked:
        name, lines = st.columns([2, 5])
        # Each delivery says how it went; the partner says it again only when somebody has to do something.
        state = f"  \n:{due.COLOUR[one.state]}-badge[{say(f'due.{one.state}', lang)}]" if one.is_open else ""
        name.markdown(f"**{plain(one.name)}**{state}")
        told = [f"{plain(line.title)} :gray[· {plain(line.rhythm)}]  \n{line.year}" for line in one.lines]
        lines.markdown("\n\n".join(told))


def newest(deliveries: list[Delivery], lang: Lang) -> list[dict[str, str]]:
    """The newest receipts in words."""
    return [
        {
            say("column.arrived", lang): words.moment(row.arrived_at, lang).replace(" ", "\u00a0")
            if row.arrived_at
            else "",
            say("column.partner", lang): plain(row.partner_name or row.partner or ""),
            say("column.delivery", lang): plain(row.delivery_title or row.file or ""),
            say("column.period", lang): words.month(row.period or "", lang),
            say("column.outcome", lang): receipts.outcome(row.outcome, lang),
            say("column.used", lang): words.number(row.used or 0, lang),
            say("column.quarantined", lang): words.number(row.quarantined or 0, lang),
        }
        for row in deliveries[:SHOWN]
    ]


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
        partner = choosing.choose("partner", say("column.partner", lang), names)
    picked = [row for row in deliveries if partner in ("all", row.partner)]
    with right:
        labels = {row.receipt_id: label(row, lang) for row in picked}
        chosen = choosing.choose("receipt", say("choice.receipt", lang), labels)
    receipts.show(database, next(row for row in picked if row.receipt_id == chosen), lang)
    return picked


def page() -> None:
    """Draw the page."""
    lang = frame.language()
    title = say("page.deliveries", lang)
    database = frame.open_desk(title)
    run = queries.desk.run(database)
    frame.top(run.demo)
    st.title(title, anchor=False)
    st.markdown(say("deliveries.question", lang))
    st.caption(say("deliveries.status", lang, today=run.today, at=run.built_at))
    expected, deliveries = queries.desk.expected(database), queries.desk.deliveries(database)
    if not expected and not deliveries:
        frame.empty_words("desk.empty")
        return
    with frame.card("attention"):
        st.header(say("deliveries.attention", lang), anchor=False)
        lines = attention(expected, lang)
        st.markdown("\n".join(f"- {line}" for line in lines) if lines else say("deliveries.no_attention", lang))
    provisional.draw(expected, lang)
    with frame.card("calendar"):
        st.header(say("deliveries.calendar", lang), anchor=False)
        calendar(database, expected, lang)
    with frame.card("receipt"):
        st.header(say("deliveries.receipts", lang), anchor=False)
        if not deliveries:
            st.markdown(say("deliveries.no_receipts", lang))
            return
        picked = one_receipt(database, deliveries, lang)
    with frame.card("newest"):
        st.header(say("deliveries.newest", lang), anchor=False)
        frame.words_table(newest(picked, lang), say("deliveries.newest", lang))
        if len(picked) > SHOWN:
            st.caption(say("deliveries.more", lang, shown=SHOWN, n=len(picked)))
        frame.download([asdict(row) for row in picked], "aanleveringen")


frame.run(page)
