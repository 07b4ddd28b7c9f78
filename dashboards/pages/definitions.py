"""Definities: what every indicator counts, what was claimed in public, and which deliveries the figures rest on.

Shows what was published with the figures; holds no definition of its own.
"""

import pandas as pd
import streamlit as st

from dashboards import definitions, frame, queries
from dashboards.cells import plain
from dashboards.queries import Database
from pipelines import words
from pipelines.words import Lang, say


def one_definition(database: Database, cards: pd.DataFrame, lang: Lang) -> None:
    """Choose an indicator, read its card and the national figures beside it."""
    box, _ = st.columns([1, 2])
    with box:
        names = dict(zip(cards["indicator"], cards[f"label_{lang}"], strict=True))
        indicator = frame.choose("indicator", say("choice.indicator", lang), names)
    card = cards[cards["indicator"] == indicator].iloc[0]
    with frame.card("definition"):
        st.subheader(plain(card[f"label_{lang}"]), anchor=False)
        st.markdown(plain(card[f"question_{lang}"]))
        definitions.full(card, lang)
    with frame.card("national"):
        references = queries.references(database)
        definitions.national(references[references["indicator"] == indicator], lang)


def provenance(database: Database, lang: Lang) -> None:
    """The deliveries behind the figures."""
    rows = queries.provenance(database)
    if rows.empty:
        st.markdown(say("provenance.none", lang))
        return
    names = {
        "name": "partner",
        "dataset": "dataset",
        "period": "period",
        "rows": "rows",
        "used": "used",
        "quarantined": "quarantined",
        "arrived_at": "arrived",
        "delivery_id": "delivery_id",
    }
    shown = rows.assign(
        period=[words.month(period, lang) for period in rows["period"]],
        arrived_at=[words.moment(at, lang) if at else "" for at in rows["arrived_at"]],
    ).rename(columns={column: say(f"column.{name}", lang) for column, name in names.items()})
    st.dataframe(shown, hide_index=True, alt=say("provenance.title", lang))
    frame.download(rows, "herkomst")


def page() -> None:
    lang = frame.language()
    title = say("page.definitions", lang)
    database, edition = frame.open_publication(title)
    frame.top(edition.demo)
    frame.header(title, say("definitions.question", lang), database, edition)
    cards = queries.indicators(database)
    if cards.empty:
        frame.empty_words()
        return
    by_indicator, claimed, origin = st.tabs([say(f"tab.{name}", lang) for name in ("indicators", "claims", "origin")])
    with by_indicator:
        one_definition(database, cards, lang)
    with claimed, frame.card("claims"):
        st.subheader(say("claim.title", lang), anchor=False)
        st.markdown(say("claim.note_demo" if edition.demo else "claim.note", lang))
        told = queries.claims(database, lang)
        if told.empty:
            st.markdown(say("claim.none", lang))
        definitions.claims(told, lang)
    with origin, frame.card("origin"):
        st.subheader(say("provenance.title", lang), anchor=False)
        st.markdown(say("provenance.note", lang, version=plain(edition.version), code=plain(edition.code)))
        provenance(database, lang)


page()
