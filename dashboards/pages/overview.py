"""Overzicht: how the partnership stands, place by place, and what asks for attention.

Picks published cells; does not compute, rank or judge.
"""

import streamlit as st

from dashboards import cells, frame, queries
from dashboards.cells import plain
from dashboards.records import Cell, Comparison, Freshness
from pipelines import words
from pipelines.words import Lang, say

HEADLINES = 4


def headlines(whole: list[Cell], lang: Lang, threshold: int) -> None:
    """The partnership as a whole: the first outcomes and the first amounts, each with its counts."""
    st.caption(say("overview.together", lang))
    outcomes = [cell for cell in whole if cell.unit == "fraction" and cell.role != "intern"]
    amounts = [cell for cell in whole if cell.unit != "fraction"]
    for group in (outcomes[:HEADLINES], amounts[:HEADLINES]):
        for column, cell in zip(st.columns(HEADLINES), group, strict=False):
            with column, frame.card(f"headline-{cell.indicator}-{cell.role}", True):
                headline(cell, lang)
    for line in cells.hidden_reasons(outcomes[:HEADLINES] + amounts[:HEADLINES], lang, threshold):
        st.caption(line)


def headline(cell: Cell, lang: Lang) -> None:
    """One figure, big; its counts and marks, small."""
    value, under = cells.big_and_small(cell, lang)
    st.metric(plain(cell.indicator_label), plain(value))
    notes = [under, *(say(mark, lang) for mark in cells.marks(cell))]
    st.caption(plain(" · ".join(note for note in notes if note)) or "\u00a0")


def matrix(group: list[Cell], demonstrable: set[tuple[str, str, str]], lang: Lang) -> list[dict[str, str]]:
    """Places down, indicators across; a mark only where the published test found a difference."""
    across = list(dict.fromkeys(plain(cell.indicator_label) for cell in group))
    rows: dict[str, dict[str, str]] = {}
    for cell in group:
        start = {say("column.location", lang): f"**{plain(cell.label)}**"}
        row = rows.setdefault(cell.location, start | dict.fromkeys(across, say("cell.none", lang)))
        parts = [cells.in_two_lines(cell, lang), *cells.badges(cell, lang)]
        if (cell.indicator, cell.location, cell.role) in demonstrable:
            parts.append(f":blue-badge[{say('mark.differs', lang)}]")
        row[plain(cell.indicator_label)] = " ".join(parts)
    return list(rows.values())


def attention(found: list[Cell], tests: list[Comparison], fresh: list[Freshness], lang: Lang) -> list[str]:
    """What is worth a look, in the sentences that were published, and who has not delivered."""
    lines = [plain(f"{test.indicator_label}, {test.label}: {test.sentence}") for test in tests if test.q_passed]
    lines += [late(supplier, lang) for supplier in fresh if not supplier.on_time]
    provisional = dict.fromkeys(
        cell.label for cell in found if cell.status == "provisional" and cell.place == "location"
    )
    if provisional:
        lines.append(say("attention.provisional", lang, places=plain(", ".join(provisional))))
    return lines


def late(supplier: Freshness, lang: Lang) -> str:
    """One supplier that is not on time, in a sentence."""
    key = f"freshness.{supplier.state}"
    if not supplier.last_period:
        key = "freshness.never"
    return say(
        key if words.knows(key) else "freshness.late",
        lang,
        name=plain(supplier.name),
        last=words.month(supplier.last_period or "", lang),
        expected=words.month(supplier.expected_period or "", lang),
    )


def freshness(fresh: list[Freshness], lang: Lang) -> list[dict[str, str]]:
    """Who has delivered up to when, late ones first."""
    return [
        {
            say("column.partner", lang): plain(supplier.name),
            say("column.last", lang): words.month(supplier.last_period or "", lang) or say("cell.none", lang),
            say("column.state", lang): state(supplier.state, lang),
        }
        for supplier in fresh
    ]


def state(code: str, lang: Lang) -> str:
    """The state of a delivery in words."""
    key = f"state.{code}"
    return say(key if words.knows(key) else "state.unknown", lang)


def tables(found: list[Cell]) -> dict[str, list[Cell]]:
    """The matrix in parts, because participants and interns never stand in one: outcomes, amounts, interns' outcomes."""
    shown = [cell for cell in found if cell.place in ("location", "all")]
    interns = [cell for cell in shown if cell.unit == "fraction" and cell.role == "intern"]
    parts = {
        "rates": [cell for cell in shown if cell.unit == "fraction" and cell.role != "intern"],
        "amounts": [cell for cell in shown if cell.unit != "fraction"],
        "interns": interns if any(cell.status != "not_evaluable" for cell in interns) else [],
    }
    return {name: part for name, part in parts.items() if part}


def side_by_side(found: list[Cell], tests: list[Comparison], cohort: str, threshold: int, lang: Lang) -> None:
    """All places × all indicators, a tab for each part."""
    parts = tables(found)
    demonstrable = {(test.indicator, test.location, test.role) for test in tests if test.q_passed}
    for tab, (name, part) in zip(
        st.tabs([say(f"overview.{name}", lang) for name in parts]), parts.items(), strict=True
    ):
        with tab:
            frame.words_table(matrix(part, demonstrable, lang), say("overview.matrix", lang))
            for line in cells.hidden_reasons(part, lang, threshold):
                st.caption(line)
            frame.download(cells.raw_table(part, lang), f"overzicht-{name}-{cohort}")


def page() -> None:
    """Draw the page."""
    lang = frame.language()
    title = say("page.overview", lang)
    database, edition = frame.open_publication(title)
    frame.top(edition.demo)
    frame.header(title, say("overview.question", lang), database, edition)
    periods = queries.periods(database, lang)
    if not periods:
        frame.empty_words()
        return
    whole = [cell for cell in queries.overview(database, lang, "all") if cell.place == "all"]
    headlines(whole, lang, edition.threshold)
    with frame.card("matrix"):
        title_, box = st.columns([5, 2], vertical_alignment="center")
        title_.header(say("overview.matrix", lang), anchor=False)
        with box:
            cohort = frame.choose("period", say("choice.period", lang), periods, queries.cohort_of_tests(database))
        st.caption(say("overview.matrix_note", lang))
        found = queries.overview(database, lang, cohort)
        tests = queries.comparisons(database, lang, cohort)
        if found:
            side_by_side(found, tests, cohort, edition.threshold, lang)
        else:
            st.markdown(say("choice.nothing", lang))
    fresh = queries.freshness(database)
    left, right = st.columns(2)
    with left, frame.card("attention", True):
        st.header(say("overview.attention", lang), anchor=False)
        lines = attention(found, tests, fresh, lang)
        st.markdown("\n".join(f"- {line}" for line in lines) if lines else say("overview.no_attention", lang))
    with right, frame.card("freshness", True):
        st.header(say("overview.freshness", lang), anchor=False)
        frame.words_table(freshness(fresh, lang), say("overview.freshness", lang))


frame.run(page)
