"""Van start tot werk: the same people, step by step, first on one base and then each figure on its own.

Picks published cells; the percentages are the published ones, never a quotient of two cells.
"""

import pandas as pd
import streamlit as st

from dashboards import cells, charts, definitions, frame, queries
from dashboards.cells import plain
from dashboards.queries import Database
from dashboards.records import Cell, Place
from pipelines.words import Lang, say

ROLE = "participant"
# The step and the indicator that gives it as a share of everyone who started.
OF_STARTERS = {
    "diploma": "diploma_rate_starters",
    "work": "work_rate_starters",
    "lasting": "sustained_work_starters",
}
# The figures people quote, each with its own base.
OF_PREVIOUS = {
    "diploma": "diploma_rate_starters",
    "work": "work_rate_graduates",
    "lasting": "retention_6m_counted",
}


def started(first: Cell, lang: Lang) -> dict[str, object]:
    """Everyone who started: the base of the first step."""
    known = not first.hidden and bool(first.denominator)
    return {
        "label": say("step.started", lang),
        "text": say("step.started_n", lang, n=first.denominator or 0) if known else cells.figure(first, lang),
        "value": 1.0 if known else None,
    }


def one_base(found: dict[str, Cell], place: str, threshold: int, lang: Lang) -> None:
    """Every step as a share of the starters."""
    title = say("steps.one_base", lang, place=place)
    st.header(plain(title), anchor=False)
    st.caption(say("steps.one_base_note", lang))
    picked = {step: found[indicator] for step, indicator in OF_STARTERS.items() if indicator in found}
    if not picked:
        st.markdown(say("choice.nothing", lang))
        return
    rows = [started(picked["diploma"], lang)] if "diploma" in picked else []
    rows += [
        {"label": say(f"step.{step}", lang), "text": cells.figure(cell, lang), "value": cell.value}
        for step, cell in picked.items()
    ]
    drawn = pd.DataFrame(rows)
    st.altair_chart(charts.steps_chart(drawn), alt=charts.described(title, drawn, ""))
    if len({cell.denominator for cell in picked.values() if not cell.hidden}) > 1:
        st.caption(say("steps.bases_differ", lang))
    reasons(picked, threshold, lang)


def own_bases(found: dict[str, Cell], threshold: int, lang: Lang) -> None:
    """The quoted figures, each with what it is a share of."""
    st.header(say("steps.own_bases", lang), anchor=False)
    st.caption(say("steps.own_bases_note", lang))
    picked = {step: found[indicator] for step, indicator in OF_PREVIOUS.items() if indicator in found}
    rows = [
        {
            say("column.step", lang): say(f"step.{step}", lang),
            say("column.of_whom", lang): say(f"base.{step}", lang),
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


def reasons(picked: dict[str, Cell], threshold: int, lang: Lang) -> None:
    """Why steps are hidden, provisional or not judged yet, each reason once."""
    named = [(say(f"step.{step}", lang), cell) for step, cell in picked.items()]
    for line in cells.explained(named, lang, threshold):
        st.caption(line)


def names(places: list[Place], lang: Lang) -> dict[str, str]:
    """Places to choose from: the whole, each site and each location; a site of one location is that location."""
    alone = {place.site for place in places if place.kind == "location"}
    several = {site for site in alone if sum(place.kind == "location" and place.site == site for place in places) > 1}
    return {
        place.location: say("choice.whole_site", lang, site=place.label) if place.kind == "site" else place.label
        for place in places
        if place.kind != "site" or place.site in several
    }


def told_here(database: Database, location: str, demo: bool, lang: Lang) -> None:
    """What was said in public about this place, beside the same count now."""
    told = [claim for claim in queries.claims(database, lang) if location in ("all", claim.location, claim.site)]
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
    periods = queries.periods(database, lang)
    places = names(queries.places(database), lang)
    if not periods or not places:
        frame.empty_words()
        return
    first, second, _ = st.columns([1, 1, 2])
    with first:
        location = frame.choose("location", say("choice.location", lang), places, "all")
    with second:
        cohort = frame.choose("period", say("choice.period", lang), periods, queries.cohort_of_tests(database))
    found = queries.steps(database, lang, location, cohort, ROLE, [*OF_STARTERS.values(), *OF_PREVIOUS.values()])
    if not found:
        frame.empty_words("choice.nothing")
    else:
        left, right = st.columns(2)
        with left, frame.card("one-base", True):
            one_base(found, places[location], edition.threshold, lang)
        with right, frame.card("own-bases", True):
            own_bases(found, edition.threshold, lang)
            frame.download(cells.raw_table(found.values(), lang), f"van-start-tot-werk-{location}-{cohort}")
    told_here(database, location, edition.demo, lang)


frame.run(page)
