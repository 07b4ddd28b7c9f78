"""Overzicht: how the partnership stands, place by place, and what asks for attention.

Picks published cells; does not compute, rank or judge.
"""

import pandas as pd
import streamlit as st

from dashboards import cells, frame, queries
from dashboards.cells import plain
from dashboards.queries import Cell, Database
from pipelines import words
from pipelines.words import Lang, say

HEADLINES = 4
OUTCOME_ROLE = "participant"


def headlines(found: list[Cell], lang: Lang, threshold: int) -> None:
    """The partnership as a whole: the first indicators, each with its counts."""
    whole = [cell for cell in found if cell.place == "all"]
    for unit_group in (
        [cell for cell in whole if cell.unit == "fraction"],
        [cell for cell in whole if cell.unit != "fraction"],
    ):
        if not unit_group:
            continue
        for column, cell in zip(st.columns(HEADLINES), unit_group[:HEADLINES], strict=False):
            with column, frame.card(f"headline-{cell.indicator}"):
                headline(cell, lang, threshold)


def headline(cell: Cell, lang: Lang, threshold: int) -> None:
    """One figure, big; its counts and what it is about, small."""
    value, under = big_and_small(cell, lang)
    st.metric(plain(cell.indicator_label), plain(value))
    notes = [under, *(say(mark, lang) for mark in cells.marks(cell))]
    why = cells.reason(cell, lang, threshold) if cell.hidden or cell.status == "not_evaluable" else ""
    st.caption(" · ".join(plain(note) for note in notes if note) + (f" {why}" if why else ""))


def big_and_small(cell: Cell, lang: Lang) -> tuple[str, str]:
    """The figure and its counts apart: ('84 %', '130 van 155'); what has no counts stands alone."""
    text = cells.figure(cell, lang)
    shown = not cell.hidden and cell.status != "not_evaluable" and cell.value is not None
    if not shown or cell.unit != "fraction" or cell.denominator is None or cells.is_small(cell):
        return text, ""
    big = words.percent(cell.value or 0.0, lang, 0)
    if cell.bound == "lower":
        big = say("at_least", lang, what=big)
    return big, say("of", lang, part=cell.numerator or 0, whole=cell.denominator)


def matrix(found: list[Cell], demonstrable: set[tuple[str, str]], lang: Lang) -> pd.DataFrame:
    """Places down, indicators across; a mark only where the published test found a difference."""
    rows: dict[str, dict[str, str]] = {}
    for cell in found:
        row = rows.setdefault(cell.label, {say("column.location", lang): f"**{plain(cell.label)}**"})
        text = cells.figure(cell, lang)
        badges = [f":orange-badge[{say('mark.provisional', lang)}]"] if cell.status == "provisional" else []
        if (cell.indicator, cell.location) in demonstrable:
            badges.append(f":blue-badge[{say('mark.differs', lang)}]")
        row[plain(cell.indicator_label)] = " ".join([plain(text), *badges])
    frame_ = pd.DataFrame(rows.values())
    return frame_.fillna(say("cell.none", lang))


def attention(database: Database, found: list[Cell], tests: pd.DataFrame, lang: Lang) -> list[str]:
    """What is worth a look, in the sentences that were published, and who has not delivered."""
    lines = [plain(row.sentence) for row in tests[tests["q_passed"].astype(bool)].itertuples()]
    for row in queries.freshness(database).itertuples():
        if not row.on_time:
            state = f"freshness.{row.state}"
            lines.append(
                say(
                    state if words.knows(state) else "freshness.late",
                    lang,
                    name=plain(row.name),
                    last=words.month(row.last_period or "", lang) or say("cell.none", lang),
                    expected=words.month(row.expected_period or "", lang),
                )
            )
    provisional = sorted({cell.label for cell in found if cell.status == "provisional"})
    if provisional:
        lines.append(say("attention.provisional", lang, places=", ".join(map(plain, provisional))))
    return lines


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
    left, _ = st.columns([1, 3])
    with left:
        cohort = frame.choose("period", say("choice.period", lang), periods, "all")
    found = queries.overview(database, lang, cohort, (OUTCOME_ROLE, "intern", "all"))
    tests = queries.comparisons(database, lang)
    tests = tests[(tests["cohort"] == cohort) & (tests["level"] == "all")]

    headlines(found, lang, edition.threshold)

    with frame.card("matrix"):
        st.subheader(say("overview.matrix", lang), anchor=False)
        st.caption(say("overview.matrix_note", lang))
        places = [cell for cell in found if cell.place in ("location", "all")]
        demonstrable = {(row.indicator, row.location) for row in tests[tests["q_passed"].astype(bool)].itertuples()}
        rates, amounts = st.tabs([say("overview.rates", lang), say("overview.amounts", lang)])
        for tab, name, group in (
            (rates, "rates", [cell for cell in places if cell.unit == "fraction"]),
            (amounts, "amounts", [cell for cell in places if cell.unit != "fraction"]),
        ):
            with tab:
                if not group:
                    st.markdown(say("choice.nothing", lang))
                    continue
                frame.words_table(matrix(group, demonstrable, lang), say("overview.matrix", lang))
                for line in cells.hidden_reasons(group, lang, edition.threshold):
                    st.caption(line)
                frame.download(cells.raw_table(group, lang), f"overzicht-{name}-{cohort}".replace(":", "-"))

    left, right = st.columns(2)
    with left, frame.card("attention"):
        st.subheader(say("overview.attention", lang), anchor=False)
        lines = attention(database, found, tests, lang)
        st.markdown("\n".join(f"- {line}" for line in lines) if lines else say("overview.no_attention", lang))
    with right, frame.card("freshness"):
        st.subheader(say("overview.freshness", lang), anchor=False)
        frame.words_table(freshness(database, lang), say("overview.freshness", lang))


def freshness(database: Database, lang: Lang) -> pd.DataFrame:
    """Who has delivered up to when, late ones first."""
    rows = [
        {
            say("column.partner", lang): plain(row.name),
            say("column.last", lang): words.month(row.last_period, lang) if row.last_period else say("cell.none", lang),
            say("column.state", lang): say(
                f"state.{row.state}" if words.knows(f"state.{row.state}") else "state.unknown", lang
            ),
        }
        for row in queries.freshness(database).itertuples()
    ]
    return pd.DataFrame(rows, columns=[say(f"column.{name}", lang) for name in ("partner", "last", "state")])


page()
