"""Indicator vergelijken: one indicator, places side by side, and what may and may not be concluded.

Picks published cells and sentences; does not compute, rank or judge.
"""

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from dashboards import cells, charts, definitions, frame, queries
from dashboards.cells import plain
from dashboards.queries import Database
from dashboards.records import Cell, Comparison, Indicator, Reference
from pipelines.words import Lang, say


@dataclass(frozen=True)
class Chosen:
    """What the reader looks at; the link holds the same."""

    card: Indicator
    cohort: str
    level: str
    role: str
    own: str


def choices(database: Database, cards: dict[str, Indicator], lang: Lang) -> Chosen:
    """Indicator, period, level, role and own location, from the link or the boxes."""
    boxes = st.columns([5, 6, 4, 4, 5])
    with boxes[0]:
        names = {name: card.label for name, card in cards.items()}
        card = cards[frame.choose("indicator", say("choice.indicator", lang), names)]
    everything = {"all": say("choice.all", lang)}
    with boxes[2]:
        levels = queries.levels(database, lang, card.indicator) or everything
        level = frame.choose("level", say("choice.level", lang), levels, "all")
    with boxes[1]:
        # Period and level together are not published: the groups would become small enough to recognise people.
        periods = queries.periods(database, lang, card.indicator) or everything
        both = level != "all"
        cohort = frame.choose(
            "period",
            say("choice.period", lang),
            {"all": periods.get("all", everything["all"])} if both else periods,
            queries.cohort_of_tests(database, card.indicator) or "all",
            disabled=both,
            explain=say("choice.period_or_level", lang),
        )
    with boxes[3]:
        roles = {role: say(f"role.{role}", lang) for role in queries.roles(database, card.indicator)}
        role = frame.choose("role", say("choice.role", lang), roles or {"all": say("role.all", lang)}, "participant")
    with boxes[4]:
        locations = {place.location: place.label for place in queries.places(database) if place.kind == "location"}
        own = frame.choose("own", say("choice.own", lang), {"none": say("choice.no_own", lang), **locations})
    return Chosen(card, cohort, level, role, own)


def chart(found: list[Cell], chosen: Chosen, references: list[Reference], lang: Lang) -> None:
    """Places in the agreed order, never sorted by outcome; the same in words for who cannot see it."""
    rows = pd.DataFrame(
        {
            "label": cell.label,
            "text": ", ".join([cells.figure(cell, lang), *(say(mark, lang) for mark in _told(cell))]),
            "value": cell.value,
            "low": cell.low,
            "high": cell.high,
            "own": cell.location == chosen.own,
            "small": cells.is_small(cell),
        }
        for cell in found
    )
    alt = charts.described(chosen.card.label, rows, say("chart.more_in_table", lang))
    if chosen.card.unit == "fraction":
        title = say("chart.share", lang, label=chosen.card.label)
        drawn = charts.interval_chart(rows, title, national_line(references, lang))
    else:
        drawn = charts.amount_chart(rows)
    st.altair_chart(drawn, alt=alt)


def _told(cell: Cell) -> list[str]:
    return [mark for mark in cells.marks(cell) if mark != "mark.small"]


def national_line(references: list[Reference], lang: Lang) -> tuple[float, str] | None:
    """The national line, only when exactly one figure was counted in the same way."""
    same = [reference for reference in references if reference.comparable and reference.unit in ("%", "fraction")]
    if len(same) != 1:
        return None
    share = same[0].value / 100 if same[0].unit == "%" else same[0].value
    return share, say("chart.reference", lang, value=definitions.reference_value(same[0], lang), period=same[0].period)


def conclusion(tests: list[Comparison], chosen: Chosen, lang: Lang) -> None:
    """What may be read from this: the sentences stored with the tests, the own location's first."""
    first = sorted(tests, key=lambda test: test.location != chosen.own)
    told = [test for test in first if test.location == chosen.own or test.q_passed]
    lines = [plain(f"{test.label}: {test.sentence}") for test in told]
    if chosen.card.unit != "fraction":
        lines = [say("conclusion.amount", lang)]
    elif not tests:
        lines = [say("conclusion.not_tested", lang)]
    elif not any(test.q_passed for test in tests):
        lines.append(say("conclusion.none_differ", lang))
    with frame.card("conclusion"):
        st.markdown(f"**{say('conclusion.title', lang)}** {' '.join(lines)} {say('conclusion.no_cause', lang)}")


def comparison(database: Database, found: list[Cell], chosen: Chosen, threshold: int, lang: Lang) -> None:
    """Chart, table and definition of the same cells."""
    card = chosen.card
    rate = card.unit == "fraction"
    references = queries.references(database, card.indicator)
    tests = [
        test
        for test in queries.comparisons(database, lang, chosen.cohort, chosen.level)
        if test.indicator == card.indicator and test.role == chosen.role
    ]
    # Beside its own sum every bar is short; a rate or an average of all is something to stand beside.
    kinds = ("location",) if card.kind in ("count", "people") else ("location", "all")
    shown = [cell for cell in found if cell.place in kinds]
    drawn, figures, definition = st.tabs([say(f"tab.{name}", lang) for name in ("chart", "figures", "definition")])
    with drawn:
        st.caption(say("chart.note_rate" if rate else "chart.note_amount", lang))
        chart(shown, chosen, references, lang)
        conclusion(tests, chosen, lang)
        for line in cells.explained(cells.by_place(shown), lang, threshold):
            st.caption(line)
    with figures:
        frame.words_table(cells.table(found, lang), say("compare.title", lang))
        for line in [*cells.explained(cells.by_place(found), lang, threshold), *cells.responses(found, lang)]:
            st.caption(line)
        name = f"{card.indicator}-{chosen.cohort}-{chosen.level}-{chosen.role}"
        frame.download(cells.raw_table(found, lang), name)
    with definition:
        definitions.full(card, lang)
        if rate:
            definitions.national(references, lang)


def page() -> None:
    """Draw the page."""
    lang = frame.language()
    title, question = say("page.compare", lang), say("compare.question", lang)
    database, edition = frame.open_publication(title)
    frame.top(edition.demo)
    # What is worked out of figures (the MKBA) has none to lay side by side.
    cards = {name: card for name, card in queries.indicators(database, lang).items() if card.kind != "value"}
    if not cards or not queries.periods(database, lang):
        frame.header(title, question, database, edition)
        frame.empty_words()
        return
    heading = st.container()
    chosen = choices(database, cards, lang)
    with heading:
        frame.header(plain(chosen.card.label), plain(chosen.card.question), database, edition)
    found = queries.compared(database, lang, chosen.card.indicator, chosen.cohort, chosen.level, chosen.role)
    if not found:
        frame.empty_words("choice.nothing")
        return
    left, right = st.columns([7, 3])
    with left, frame.card("comparison"):
        st.header(say("compare.title", lang), anchor=False)
        comparison(database, found, chosen, edition.threshold, lang)
    with right, frame.card("definition"):
        definitions.short(chosen.card, lang)
        st.page_link(
            "pages/definitions.py",
            label=say("definition.more", lang),
            query_params={"indicator": chosen.card.indicator},
        )


frame.run(page)
