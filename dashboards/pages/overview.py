"""Overzicht: how the partnership stands, place by place, and what asks for attention.

Picks published cells; does not compute, rank or judge.
"""

import streamlit as st

from dashboards import cells, frame, queries
from dashboards.cells import plain
from dashboards.queries import Database
from dashboards.records import Cell, Comparison, Freshness
from pipelines import words
from pipelines.words import Lang, say

HEADLINES = 4


def headlines(whole: list[Cell], lang: Lang, threshold: int) -> None:
    """The partnership as a whole: the first outcomes and the first amounts, each with its counts."""
    outcomes = [cell for cell in whole if cell.unit == "fraction" and cell.role != "intern"]
    amounts = [cell for cell in whole if cell.unit != "fraction"]
    for group in (outcomes[:HEADLINES], amounts[:HEADLINES]):
        for column, cell in zip(st.columns(HEADLINES), group, strict=False):
            with column, frame.card(f"headline-{cell.indicator}-{cell.role}", True):
                headline(cell, lang, threshold)


def headline(cell: Cell, lang: Lang, threshold: int) -> None:
    """One figure, big; its counts, marks or the reason why it is not there, small."""
    value, under = cells.big_and_small(cell, lang)
    st.metric(plain(cell.indicator_label), plain(value))
    notes = [under, *(say(mark, lang) for mark in cells.marks(cell))]
    if cell.hidden or cell.status == "not_evaluable":
        notes.append(cells.reason(cell, lang, threshold))
    st.caption(plain(" · ".join(note for note in notes if note)) or "\u00a0")


def matrix(group: list[Cell], demonstrable: set[tuple[str, str, str]], lang: Lang) -> list[dict[str, str]]:
    """Places down, indicators across; a mark only where the published test found a difference."""
    across = list(dict.fromkeys(column(cell, lang) for cell in group))
    rows: dict[str, dict[str, str]] = {}
    for cell in group:
        start = {say("column.location", lang): f"**{plain(cell.label)}**"}
        row = rows.setdefault(cell.location, start | dict.fromkeys(across, say("cell.none", lang)))
        parts = [cells.in_two_lines(cell, lang)]
        if cell.status == "provisional":
            parts.append(f":orange-badge[{say('mark.provisional', lang)}]")
        if (cell.indicator, cell.location, cell.role) in demonstrable:
            parts.append(f":blue-badge[{say('mark.differs', lang)}]")
        row[column(cell, lang)] = " ".join(parts)
    return list(rows.values())


def column(cell: Cell, lang: Lang) -> str:
    """The head of a column; interns never share one with participants."""
    label = plain(cell.indicator_label)
    return f"{label} ({say('role.intern', lang)})" if cell.role == "intern" and cell.unit == "fraction" else label


def attention(found: list[Cell], tests: list[Comparison], fresh: list[Freshness], lang: Lang) -> list[str]:
    """What is worth a look, in the sentences that were published, and who has not delivered."""
    lines = [plain(test.sentence) for test in tests if test.q_passed]
    lines += [late(supplier, lang) for supplier in fresh if not supplier.on_time]
    provisional = dict.fromkeys(cell.label for cell in found if cell.status == "provisional")
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


def table(database: Database, found: list[Cell], tests: list[Comparison], cohort: str, lang: Lang) -> None:
    """All places × all indicators, outcomes and amounts apart."""
    edition = queries.edition(database)
    shown = [cell for cell in found if cell.place in ("location", "all")]
    demonstrable = {(test.indicator, test.location, test.role) for test in tests if test.q_passed}
    tabs = st.tabs([say("overview.rates", lang), say("overview.amounts", lang)])
    for tab, rates in zip(tabs, (True, False), strict=True):
        group = [cell for cell in shown if (cell.unit == "fraction") == rates]
        with tab:
            if not group:
                st.markdown(say("choice.nothing", lang))
                continue
            frame.words_table(matrix(group, demonstrable, lang), say("overview.matrix", lang))
            for line in cells.hidden_reasons(group, lang, edition.threshold):
                st.caption(line)
            frame.download(cells.raw_table(group, lang), f"overzicht-{'uitkomsten' if rates else 'hulp'}-{cohort}")


def page() -> None:
    lang = frame.language()
    title = say("page.overview", lang)
    database, edition = frame.open_publication(title)
    frame.top(edition.demo)
    frame.header(title, say("overview.question", lang), database, edition)
    periods = queries.periods(database, lang)
    if not periods:
        frame.empty_words()
        return
    box, _ = st.columns([1, 3])
    with box:
        cohort = frame.choose("period", say("choice.period", lang), periods, "all")
    found = queries.overview(database, lang, cohort)
    tests = queries.comparisons(database, lang, cohort)
    fresh = queries.freshness(database)
    headlines([cell for cell in found if cell.place == "all"], lang, edition.threshold)
    with frame.card("matrix"):
        st.subheader(say("overview.matrix", lang), anchor=False)
        st.caption(say("overview.matrix_note", lang))
        table(database, found, tests, cohort, lang)
    left, right = st.columns(2)
    with left, frame.card("attention", True):
        st.subheader(say("overview.attention", lang), anchor=False)
        lines = attention(found, tests, fresh, lang)
        st.markdown("\n".join(f"- {line}" for line in lines) if lines else say("overview.no_attention", lang))
    with right, frame.card("freshness", True):
        st.subheader(say("overview.freshness", lang), anchor=False)
        frame.words_table(freshness(fresh, lang), say("overview.freshness", lang))


frame.run(page)
