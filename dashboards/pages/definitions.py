"""Definities: what every indicator counts, what was claimed in public, and which deliveries the figures rest on.

Shows what was published with the figures; holds no definition of its own.
"""

from dataclasses import asdict

import streamlit as st

from dashboards import choosing, definitions, frame, queries
from dashboards.cells import plain
from dashboards.records.figures import Indicator
from dashboards.stored import Database
from pipelines import words
from pipelines.words import Lang, say

SHOWN = 25


def one_definition(database: Database, cards: dict[str, Indicator], lang: Lang) -> None:
    """Choose an indicator, read its card and the national figures beside it."""
    box, _ = st.columns([1, 2])
    with box:
        names = {name: card.label for name, card in cards.items()}
        card = cards[choosing.choose("indicator", say("choice.indicator", lang), names)]
    with frame.card("definition"):
        st.header(plain(card.label), anchor=False)
        st.markdown(plain(card.question))
        definitions.full(card, lang)
    with frame.card("national"):
        definitions.national(queries.comparisons.references(database, card.indicator), lang)


def provenance(database: Database, lang: Lang) -> None:
    """The deliveries behind the figures."""
    rows = queries.partnership.provenance(database)
    if not rows:
        st.markdown(say("provenance.none", lang))
        return
    newest = sorted(rows, key=lambda row: row.period, reverse=True)[:SHOWN]
    shown = [
        {
            say("column.partner", lang): plain(row.name),
            say("column.dataset", lang): words.dataset(row.dataset, lang),
            say("column.period", lang): words.month(row.period, lang),
            say("column.arrived", lang): words.moment(row.arrived_at, lang) if row.arrived_at else "",
            say("column.delivery_id", lang): plain(row.delivery_id),
        }
        for row in newest
    ]
    frame.words_table(shown, say("provenance.title", lang))
    if len(rows) > SHOWN:
        st.caption(say("deliveries.more", lang, shown=SHOWN, n=len(rows)))
    frame.download([asdict(row) for row in rows], "herkomst")


def page() -> None:
    """Draw the page."""
    lang = frame.language()
    title = say("page.definitions", lang)
    database, edition = frame.open_publication(title)
    frame.top(edition.demo)
    frame.header(title, say("definitions.question", lang), database, edition)
    cards = queries.figures.indicators(database, lang)
    if not cards:
        frame.empty_words()
        return
    by_indicator, claimed, origin = st.tabs([say(f"tab.{name}", lang) for name in ("indicators", "claims", "origin")])
    with by_indicator:
        one_definition(database, cards, lang)
    with claimed, frame.card("claims"):
        st.header(say("claim.title", lang), anchor=False)
        st.caption(say("claim.note_demo" if edition.demo else "claim.note", lang))
        told = queries.partnership.claims(database, lang)
        if told:
            definitions.claims(told, lang)
        else:
            st.markdown(say("claim.none", lang))
    with origin, frame.card("origin"):
        st.header(say("provenance.title", lang), anchor=False)
        st.caption(say("provenance.note", lang, version=plain(edition.version), code=plain(edition.code)))
        provenance(database, lang)


frame.run(page)
