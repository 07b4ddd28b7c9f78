"""Overzicht: how the partnership stands, what needs attention, all places side by side, and how fresh the data is.

Picks published cells; does not compute, rank or judge.
"""

from functools import partial

import streamlit as st

from dashboards import attention, cells, charts, choosing, frame, matrix, queries
from dashboards.cells import plain
from dashboards.records.figures import Cell, Freshness, Indicator
from dashboards.stored import Database
from pipelines import words
from pipelines.words import HIDDEN, Lang, say

HEADLINES = 4
# So many lines of what needs attention stand in sight.
IN_SIGHT = 6
OUTCOMES = ("education", "work", "placements")


def headlines(whole: list[Cell], cards: dict[str, Indicator], lang: Lang, threshold: int) -> None:
    """The partnership as a whole: the first outcomes and the first amounts that can be shown; which ones cannot, in a line."""
    outcomes = [cell for cell in whole if cell.unit == "fraction" and cards[cell.indicator].theme in OUTCOMES]
    # Who learns here and who works here are told apart: interns come when there is room left.
    outcomes.sort(key=lambda cell: cell.role == "intern")
    amounts = [cell for cell in whole if cell.unit != "fraction"]
    groups = [[cell for cell in group if cells.has_figure(cell)][:HEADLINES] for group in (outcomes, amounts)]
    hidden = [cell for cell in outcomes[:HEADLINES] if cell.hidden]
    st.markdown(f":small[{say('overview.together', lang)}]")
    with st.container(key="headlines"):
        for group in groups:
            for column, cell in zip(st.columns(HEADLINES) if group else [], group, strict=False):
                with column, frame.card(f"headline-{cell.indicator}-{cell.role}", True):
                    headline(cell, lang)
    for line in cells.explained([(cell.indicator_label, cell) for cell in hidden], lang, threshold):
        st.caption(f"{HIDDEN} {line}")


def headline(cell: Cell, lang: Lang) -> None:
    """One figure, big; its counts and marks, small."""
    value, under = cells.big_and_small(cell, lang)
    intern = f" ({say('role.intern', lang)})" if cell.unit == "fraction" and cell.role == "intern" else ""
    notes = [under, *(say(mark, lang) for mark in cells.marks(cell))]
    with st.container(gap=None):
        st.metric(plain(cell.indicator_label + intern), plain(value))
        st.caption(plain(" · ".join(note for note in notes if note)) or "\u00a0")


def freshness(fresh: list[Freshness], lang: Lang) -> None:
    """Who has delivered up to when: in one sentence, and one by one for who wants to know."""
    on_time = sum(supplier.on_time for supplier in fresh)
    st.markdown(say("freshness.summary", lang, part=on_time, whole=len(fresh)))
    rows = [
        {
            say("column.partner", lang): plain(supplier.name),
            say("column.last", lang): words.month(supplier.last_period or "", lang) or say("cell.none", lang),
            say("column.state", lang): state(supplier.state, lang),
        }
        for supplier in fresh
    ]
    with st.expander(say("freshness.all", lang)):
        frame.words_table(rows, say("overview.freshness", lang))


def state(code: str, lang: Lang) -> str:
    """The state of a delivery in words."""
    key = f"state.{code}"
    return say(key if words.knows(key) else "state.unknown", lang)


def side_by_side(database: Database, found: list[Cell], cohort: str, threshold: int, lang: Lang) -> None:
    """Places × all indicators, a card for each theme."""
    tests = queries.comparisons.differences(database, lang, cohort)
    differs = {(test.indicator, test.location, test.role) for test in tests if test.q_passed}
    parts = matrix.sections(found, queries.figures.indicators(database, lang))
    held = {cell.location for part in parts.values() for cell in part}
    places = {place.location: place.label for place in queries.figures.places(database, lang) if place.location in held}
    everything = [cell for part in parts.values() for cell in part]
    for line in cells.hidden_reasons(everything, lang, threshold):
        st.caption(line)
    for name, part in parts.items():
        with frame.card(f"matrix-{name}"):
            st.header(say(f"theme.{name}", lang), anchor=False)
            frame.words_table(matrix.table(part, places, differs, cohort, lang), say(f"theme.{name}", lang))
    frame.download(
        partial(cells.raw_table, everything, lang),
        f"overzicht-{cohort}",
        lambda: charts.people.matrix_chart(matrix.field(parts, places, differs, lang)),
        say("overview.matrix", lang),
    )


def noticed(lines: list[str], lang: Lang) -> None:
    """What needs attention: the first in sight, the rest for who wants to read on."""
    st.header(say("overview.attention", lang), anchor=False)
    st.markdown("\n".join(f"- {line}" for line in lines[:IN_SIGHT]) or say("overview.no_attention", lang))
    if more := lines[IN_SIGHT:]:
        with st.expander(say("attention.more", lang, n=len(more))):
            st.markdown("\n".join(f"- {line}" for line in more))


def page() -> None:
    """Draw the page."""
    lang = frame.language()
    title = say("page.overview", lang)
    database, edition = frame.open_publication(title)
    frame.top(edition.demo)
    frame.header(title, say("overview.question", lang), database, edition)
    periods = queries.figures.periods(database, lang)
    if not periods:
        frame.empty_words()
        return
    whole = queries.figures.profile(database, lang, "all", "all")
    headlines(whole, queries.figures.indicators(database, lang), lang, edition.threshold)
    above, fresh = st.container(), queries.partnership.freshness(database)
    names, lots = choosing.lots(queries.figures.places(database, lang), lang)
    title_, *boxes = st.columns([5, 2] if len(lots) < 2 else [4, 4, 3], vertical_alignment="bottom")
    with title_:
        st.header(say("overview.matrix", lang), anchor=False)
        st.caption(say("overview.matrix_note", lang))
    with boxes[-1]:
        cohort = choosing.choose(
            "period", say("choice.period", lang), periods, queries.comparisons.cohort_of_tests(database)
        )
    lot = next(iter(lots), "")
    if len(lots) > 1:
        with boxes[0]:
            lot = choosing.choose("places", say("choice.places", lang), names)
    shown = ["all", *(place.location for place in lots.get(lot, []))]
    found = queries.figures.overview(database, lang, cohort, shown)
    if found:
        side_by_side(database, found, cohort, edition.threshold, lang)
    else:
        st.markdown(say("choice.nothing", lang))
    with above:
        left, right = st.columns([3, 2])
        with left, frame.card("attention", True):
            noticed(attention.lines(database, cohort, fresh, lang), lang)
        with right, frame.card("freshness", True):
            st.header(say("overview.freshness", lang), anchor=False)
            freshness(fresh, lang)


frame.run(page)
