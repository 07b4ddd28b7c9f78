"""Locatieprofiel: everything about one site: its figures in sentences, its partners, how it works, its costs and its worth.

Shows published sentences, sums and practices; computes none of them.
"""

import streamlit as st

from dashboards import cells, choosing, definitions, frame, practising, queries, valuing
from dashboards.cells import plain
from dashboards.factsheet import button
from dashboards.records.derived import Party
from dashboards.records.figures import Cell, Indicator, Place
from dashboards.stored import Database
from pipelines.words import Lang, say

KINDS = ("site", "school", "employer", "municipality", "housing", "network")


def figures(
    database: Database, cards: dict[str, Indicator], location: str, cohort: str, threshold: int, lang: Lang
) -> None:
    """Each figure of this place with what it says by itself, theme by theme."""
    found = [
        cell
        for cell in queries.figures.profile(database, lang, location, cohort)
        if cell.hidden or cell.value is not None
    ]
    if not found:
        st.markdown(say("choice.nothing", lang))
        return
    told = queries.comparisons.said_of(database, lang, location, cohort)
    themes: dict[str, list[Cell]] = {}
    for cell in found:
        themes.setdefault(cards[cell.indicator].theme or "other", []).append(cell)
    for theme, part in themes.items():
        st.subheader(say(f"theme.{theme}", lang), anchor=False)
        rows = [
            {
                say("column.indicator_name", lang): _name(cell, lang),
                say("column.value", lang): " ".join([cells.in_two_lines(cell, lang), *cells.badges(cell, lang)]),
                say("column.says", lang): _says(cell, told.get((cell.indicator, cell.role), ""), lang),
            }
            for cell in part
        ]
        said = say("column.says", lang)
        if not any(row[said] for row in rows):
            rows = [{name: text for name, text in row.items() if name != said} for row in rows]
        frame.words_table(rows, say(f"theme.{theme}", lang))
    for line in cells.hidden_reasons(found, lang, threshold):
        st.caption(line)
    frame.download(cells.raw_table(found, lang), f"profiel-{location}-{cohort}")


def _says(cell: Cell, sentence: str, lang: Lang) -> str:
    """What the figure says by itself; nothing where that is the figure once more, or that it is hidden: that stands below."""
    return "" if cell.hidden or sentence.rstrip(".") == cells.figure(cell, lang) else plain(sentence)


def _name(cell: Cell, lang: Lang) -> str:
    interns = f"  \n:gray[{say('role.intern', lang)}]" if cell.unit == "fraction" and cell.role == "intern" else ""
    return plain(cell.indicator_label) + interns


def partners(found: list[Party], place: str, lang: Lang) -> None:
    """Who makes this site, by kind; who is of no place in particular belongs to all."""
    st.header(say("profile.partners", lang), anchor=False)
    near = [party for party in found if party.place == place]
    for kind in KINDS:
        named = [party for party in near if party.kind == kind]
        if named:
            st.markdown(f":gray[{say(f'party.{kind}', lang)}]  \n{plain(', '.join(party.name for party in named))}")
    if not near:
        st.markdown(say("profile.no_partners", lang))


def own_site(places: list[Place], location: str) -> str:
    """The site that a place belongs to."""
    return next(place.site for place in places if place.location == location)


def page() -> None:
    """Draw the page."""
    lang = frame.language()
    title = say("page.profile", lang)
    database, edition = frame.open_publication(title)
    frame.top(edition.demo)
    known = queries.figures.places(database, lang)
    places = {place: label for place, label in choosing.places(known, lang).items() if place != "all"}
    periods = queries.figures.periods(database, lang)
    if not periods or not places:
        frame.header(title, say("profile.question", lang), database, edition)
        frame.empty_words()
        return
    heading = st.container()
    first, second, third = st.columns([2, 2, 3], vertical_alignment="bottom")
    with first:
        location = choosing.choose("location", say("choice.location", lang), places)
    with second:
        cohort = choosing.choose("period", say("choice.period", lang), periods, "all")
    with third:
        button.offer(database, location, lang)
    with heading:
        frame.header(plain(places[location]), say("profile.question", lang), database, edition)
    site = own_site(known, location)
    site_label = next((place.label for place in known if place.location == site), site)
    left, right = st.columns([7, 3])
    with left, frame.card("profile"):
        st.header(say("profile.figures", lang), anchor=False)
        figures(database, queries.figures.indicators(database, lang), location, cohort, edition.threshold, lang)
    with right:
        with frame.card("partners"):
            partners(queries.partnership.parties(database, lang), site_label, lang)
        with frame.card("key"):
            practising.key_figures(queries.partnership.practices(database, lang, site), lang)
    valuing.draw(database, site, site_label, lang)
    told = [claim for claim in queries.partnership.claims(database, lang) if site in (claim.location, claim.site)]
    if told:
        with frame.card("claims"):
            st.header(say("claim.title", lang), anchor=False)
            st.caption(say("claim.note_demo" if edition.demo else "claim.note", lang))
            definitions.claims(told, lang)


frame.run(page)
