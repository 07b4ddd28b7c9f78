"""Van start tot werk: the same people, step by step, first on one base and then each figure on its own.

Picks published cells; the percentages are the published ones, never a quotient of two cells.
"""

import streamlit as st

from dashboards import cells, choosing, definitions, frame, queries
from dashboards.records.figures import Cell
from dashboards.stored import Database
from dashboards.way import OF_PREVIOUS, OF_STARTERS, ROLE, one_base, reasons
from pipelines.words import Lang, say


def own_bases(found: dict[str, Cell], threshold: int, lang: Lang) -> None:
    """The quoted figures, each with what it is a share of."""
    st.header(say("steps.own_bases", lang), anchor=False)
    st.caption(say("steps.own_bases_note", lang))
    picked = {step: found[indicator] for step, indicator in OF_PREVIOUS.items() if indicator in found}
    rows = [
        {
            say(
                "column.step", lang
            ): f"{say(f'step.{step}', lang)}  \n:gray[{say('steps.of', lang, whom=say(f'base.{step}', lang))}]",
            say("column.value", lang): cells.in_two_lines(cell, lang),
            say("column.interval", lang): cells.interval(cell, lang),
        }
        for step, cell in picked.items()
    ]
    if not rows:
        st.markdown(say("choice.nothing", lang))
        return
    frame.words_table(rows, say("steps.own_bases", lang))
    reasons(picked, threshold, lang)


def told_here(database: Database, location: str, demo: bool, lang: Lang) -> None:
    """What was said in public about this place, beside the same count now."""
    steps = {*OF_STARTERS.values(), *OF_PREVIOUS.values(), "diploma_rate_leavers"}
    told = [
        claim
        for claim in queries.partnership.claims(database, lang)
        if location in ("all", claim.location, claim.site) and claim.indicator in steps
    ]
    if told:
        with frame.card("claims"):
            st.header(say("claim.title", lang), anchor=False)
            st.caption(say("claim.note_demo" if demo else "claim.note", lang))
            definitions.claims(told, lang)


def page() -> None:
    """Draw the page."""
    lang = frame.language()
    title = say("page.steps", lang)
    database, edition = frame.open_publication(title)
    frame.top(edition.demo)
    frame.header(title, say("steps.question", lang), database, edition)
    periods = queries.figures.periods(database, lang)
    places = choosing.places(queries.figures.places(database, lang), lang)
    if not periods or not places:
        frame.empty_words()
        return
    first, second, _ = st.columns([1, 1, 2])
    with second:
        cohort = choosing.choose(
            "period", say("choice.period", lang), periods, queries.comparisons.cohort_of_tests(database)
        )
    with first:
        shown = queries.figures.places_shown(database, list(OF_STARTERS.values()), cohort, ROLE)
        # Where nothing of the whole can be shown the page opens on the place with most to see.
        most = max((place for place in shown if place in places), key=lambda place: shown[place], default="all")
        usual = "all" if "all" in shown else most
        location = choosing.choose("location", say("choice.location", lang), places, usual)
    found = queries.figures.steps(
        database, lang, location, cohort, ROLE, [*OF_STARTERS.values(), *OF_PREVIOUS.values()]
    )
    if not found:
        frame.empty_words("choice.nothing")
    else:
        left, right = st.columns(2)
        with left, frame.card("one-base", True):
            one_base(found, places[location], edition.threshold, frame.look(), lang)
        with right, frame.card("own-bases", True):
            own_bases(found, edition.threshold, lang)
            frame.download(cells.raw_table(found.values(), lang), f"van-start-tot-werk-{location}-{cohort}")
    told_here(database, location, edition.demo, lang)


frame.run(page)
