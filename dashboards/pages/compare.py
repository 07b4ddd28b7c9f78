"""Indicator vergelijken: one indicator, places side by side, and what may and may not be concluded.

Picks published cells, lines and sentences; does not compute, rank or judge.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import pandas as pd
import streamlit as st

from dashboards import cells, charts, choosing, comparing, definitions, drawing, frame, queries, way
from dashboards.cells import plain
from dashboards.comparing import View
from dashboards.records.figures import Cell, Comparison, Indicator
from dashboards.stored import Database
from pipelines.words import Lang, say

# More groups than this, person by person, nobody reads.
GROUPS = 12
# So many rows a chart may have before what it says stands above it.
ROWS_IN_SIGHT = 24
PERIODS = 5
# Why something is not compared that stands on the page already: with the figure itself, or in its definition.
TOLD_ALREADY = ("hidden", "few_answers", "provisional", "not_evaluable", "not_comparable")


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
    boxes = st.columns([5, 6, 3, 4, 6])
    with boxes[0]:
        names = {name: card.label for name, card in cards.items()}
        card = cards[choosing.choose("indicator", say("choice.indicator", lang), names)]
    everything = {"all": say("choice.all", lang)}
    with boxes[2]:
        levels = queries.figures.levels(database, lang, card.indicator) or everything
        level = choosing.choose("level", say("choice.level", lang), levels, "all")
    with boxes[1]:
        # Period and level together are not published: the groups would become small enough to recognise people.
        periods = queries.figures.periods(database, lang, card.indicator) or everything
        both = level != "all"
        cohort = choosing.choose(
            "period",
            say("choice.period", lang),
            {"all": periods.get("all", everything["all"])} if both else periods,
            usual_period(database, card),
            disabled=both,
            explain=say("choice.period_or_level", lang),
        )
    with boxes[3]:
        roles = {role: say(f"role.{role}", lang) for role in queries.figures.roles(database, card.indicator)}
        role = choosing.choose("role", say("choice.role", lang), roles or {"all": say("role.all", lang)}, "participant")
    with boxes[4]:
        locations = {
            place.location: place.label for place in queries.figures.places(database, lang) if place.kind == "location"
        }
        own = choosing.choose("own", say("choice.own", lang), {"none": say("choice.no_own", lang), **locations})
    return Chosen(card, cohort, level, role, own)


def usual_period(database: Database, card: Indicator) -> str:
    """The period whose differences were tested, else the one with most locations to see; all years where that is the same."""
    roles = queries.figures.roles(database, card.indicator)
    role = "participant" if "participant" in roles or not roles else roles[0]
    shown = queries.figures.periods_shown(database, card.indicator, role)
    tested = queries.comparisons.cohort_of_tests(database, card.indicator)
    return tested if tested in shown else next(iter(shown), "all")


def views(database: Database, found: list[Cell], chosen: Chosen, lang: Lang) -> dict[str, Callable[[], View]]:
    """The ways to look at this choice: side by side always, as a funnel and corrected for level where that is published.

    Each is drawn when it is asked for: a reader looks at one.
    """
    card = chosen.card
    # Beside its own sum every bar is short; a rate or an average of all is something to stand beside.
    kinds = ("location",) if card.kind in ("count", "people") else ("location", "all")
    shown = [cell for cell in found if cell.place in kinds]
    national = comparing.national_line(queries.comparisons.references(database, card.indicator), lang)
    look = frame.look()
    offered: dict[str, Callable[[], View]] = {
        "side": partial(comparing.side_by_side, shown, card, chosen.own, national, look, lang)
    }
    lines = queries.comparisons.funnel(database, card.indicator, chosen.role)
    tests = queries.comparisons.differences(database, lang, chosen.cohort, chosen.level)
    differs = {test.location for test in tests if test.q_passed and test.indicator == card.indicator}
    if lines and lines[0].cohort == chosen.cohort and chosen.level == "all":
        locations = [cell for cell in shown if cell.place == "location" and cell.value is not None]
        if locations:
            offered["funnel"] = partial(comparing.funnel, locations, lines, card, chosen.own, differs, look, lang)
    if chosen.cohort == "all" and chosen.level == "all":
        corrected = queries.comparisons.standardised(database, lang, card.indicator, chosen.role)
        if any(one.value is not None for one in corrected):
            offered["level"] = partial(comparing.corrected, corrected, card, chosen.own, look, lang)
    return offered


def conclusion(
    database: Database, tests: list[Comparison], chosen: Chosen, lang: Lang, *, nothing_shown: bool = False
) -> None:
    """What may be read from this: the sentences stored with the figures and the tests, the own location's first."""
    alone = queries.comparisons.said(database, lang, chosen.card.indicator, chosen.cohort, chosen.level, chosen.role)
    names = {place.location: place.label for place in queries.figures.places(database, lang)}
    lines = []
    if chosen.own in alone:
        mine = [test for test in tests if test.location == chosen.own and test.reason not in TOLD_ALREADY]
        own = [alone[chosen.own], *(test.sentence for test in mine)]
        lines.append(f"{names[chosen.own]}: {' '.join(own)}")
    lines += [f"{test.label}: {test.sentence}" for test in tests if test.q_passed and test.location != chosen.own]
    lines += [
        f"{one.label}: {one.sentence}"
        for one in queries.comparisons.opportunities(database, lang, chosen.cohort)
        if (one.indicator, one.role, "all") == (chosen.card.indicator, chosen.role, chosen.level)
        and one.location in {chosen.own, *(test.location for test in tests if test.q_passed)}
    ]
    lines = [plain(line) for line in lines]
    tested = [test for test in tests if test.status != "not_compared"]
    if nothing_shown:
        lines.append(say("conclusion.nothing_shown", lang))
    elif chosen.card.unit != "fraction":
        lines.append(say("conclusion.amount", lang))
    elif not tested:
        lines.append(say("conclusion.none_comparable" if tests else "conclusion.not_tested", lang))
    elif not any(test.q_passed for test in tested):
        # Of a location that is hidden, or of which too few answered, nothing may be said, not even that it does not differ.
        seen, asked = ({test.location for test in part} for part in (tested, tests))
        key = "conclusion.none_differ" if seen == asked else "conclusion.none_compared_differ"
        lines.append(say(key, lang, n=len(seen)))
        few = [plain(test.label) for test in tests if test.reason == "few_answers" and test.location != chosen.own]
        if few:
            lines.append(say("conclusion.few_answers_at", lang, places=", ".join(few)))
    if not nothing_shown:
        lines.append(say("conclusion.no_cause", lang))
    with frame.card("conclusion"):
        st.markdown(f"**{say('conclusion.title', lang)}** {' '.join(lines)}")


def comparison(database: Database, found: list[Cell], chosen: Chosen, threshold: int, lang: Lang) -> None:
    """Chart, table and definition of the same cells."""
    card = chosen.card
    tests = [
        test
        for test in queries.comparisons.differences(database, lang, chosen.cohort, chosen.level)
        if test.indicator == card.indicator and test.role == chosen.role
    ]
    parts = choosing.tabs("tab", {tab: say(f"tab.{tab}", lang) for tab in ("chart", "figures", "definition")})
    # Only what stands in the open tab is made.
    opened = choosing.opened(parts)
    with parts[opened]:
        if opened == "chart":
            as_chart(database, found, tests, chosen, threshold, lang)
        elif opened == "figures":
            frame.words_table(cells.table(found, lang), say("compare.title", lang))
            for line in [*cells.explained(cells.by_place(found), lang, threshold), *cells.responses(found, lang)]:
                st.caption(line)
        else:
            definitions.full(card, lang)
            if card.unit == "fraction":
                definitions.national(queries.comparisons.references(database, card.indicator), lang)


def as_chart(
    database: Database, found: list[Cell], tests: list[Comparison], chosen: Chosen, threshold: int, lang: Lang
) -> None:
    """The cells in the way the reader likes to look at them, what they say, and everything to take along."""
    card, offered = chosen.card, views(database, found, chosen, lang)
    way_to_look = "side"
    if len(offered) > 1:
        names = {key: say(f"view.{key}", lang) for key in offered}
        way_to_look = choosing.segments("view", say("choice.view", lang), names)
    view = offered[way_to_look]()
    # Under a chart of a hundred rows nobody would find what it says.
    is_long = way_to_look != "funnel" and len(found) > ROWS_IN_SIGHT
    nothing_shown = not any(cells.has_figure(cell) for cell in found if cell.place == "location")
    if is_long:
        conclusion(database, tests, chosen, lang, nothing_shown=nothing_shown)
    st.caption(view.note)
    drawing.draw(view.chart, view.alt)
    if not is_long:
        conclusion(database, tests, chosen, lang, nothing_shown=nothing_shown)
    if nothing_shown:
        periods_with_figures(database, chosen, lang)
    few = [cell for cell in found if cell.place == "location" and cells.is_small(cell) and cell.value is not None]
    if few and way_to_look == "side":
        people(sorted(few, key=lambda cell: cell.location != chosen.own), lang)
    drawn = [cell for cell in found if cell.place in ("location", "all")]
    if any(cell.bound == "lower" and cells.has_figure(cell) for cell in drawn):
        st.caption(say("chart.at_least", lang))
    for line in [*cells.explained(cells.by_place(drawn), lang, threshold), *view.remarks]:
        st.caption(line)
    name = f"{card.indicator}-{chosen.cohort}-{chosen.level}-{chosen.role}"
    frame.download(
        partial(cells.raw_table, found, lang),
        name,
        lambda: offered[way_to_look]().chart,
        f"{card.label} · {view.title}",
    )


def periods_with_figures(database: Database, chosen: Chosen, lang: Lang) -> None:
    """Where there is something to see, when nothing is here."""
    shown = queries.figures.periods_shown(database, chosen.card.indicator, chosen.role)
    labels = queries.figures.periods(database, lang, chosen.card.indicator)
    if names := [plain(labels[cohort]) for cohort in shown if cohort in labels][:PERIODS]:
        st.markdown(say("compare.shown_in", lang, periods="; ".join(names)))


def people(few: list[Cell], lang: Lang) -> None:
    """Small groups person by person, since a percentage would suggest more than it knows; of many groups the first."""
    st.subheader(say("compare.people", lang), anchor=False)
    st.caption(say("compare.people_note", lang))
    if len(few) > GROUPS:
        st.caption(say("compare.people_more", lang, shown=GROUPS, n=len(few)))
    rows = pd.DataFrame(
        {"label": cell.label, "text": cells.figure(cell, lang), "met": cell.numerator, "people": cell.denominator}
        for cell in few[:GROUPS]
    )
    drawing.draw(
        charts.people.icon_chart(rows, frame.look()), charts.figures.described(say("compare.people", lang), rows, "")
    )


def way_to_work(database: Database, chosen: Chosen, threshold: int, lang: Lang) -> None:
    """Beside an outcome of participants: all steps of the own location (or of all) on one base, so that no share misleads."""
    if chosen.card.indicator not in {*way.OF_STARTERS.values(), *way.OF_PREVIOUS.values()} or chosen.role != way.ROLE:
        return
    location = "all" if chosen.own == "none" else chosen.own
    found = queries.figures.steps(database, lang, location, chosen.cohort, way.ROLE, list(way.OF_STARTERS.values()))
    told = chosen.own != "none" or any(cells.has_figure(cell) for cell in found.values())
    if chosen.level == "all" and found and told:
        with frame.card("way"):
            names = {place.location: place.label for place in queries.figures.places(database, lang)}
            way.one_base(found, names[location], threshold, frame.look(), lang)


def page() -> None:
    """Draw the page."""
    lang = frame.language()
    title, question = say("page.compare", lang), say("compare.question", lang)
    database, edition = frame.open_publication(title)
    frame.top(edition.demo)
    # What is worked out of figures (the MKBA) has none to lay side by side.
    cards = {name: card for name, card in queries.figures.indicators(database, lang).items() if card.kind != "value"}
    if not cards or not queries.figures.periods(database, lang):
        frame.header(title, question, database, edition)
        frame.empty_words()
        return
    heading = st.container()
    chosen = choices(database, cards, lang)
    with heading:
        frame.header(plain(chosen.card.label), plain(chosen.card.question), database, edition)
    found = queries.figures.compared(database, lang, chosen.card.indicator, chosen.cohort, chosen.level, chosen.role)
    if not found:
        frame.empty_words("choice.nothing")
        return
    left, right = st.columns([7, 3])
    with left, frame.card("comparison"):
        st.header(say("compare.title", lang), anchor=False)
        comparison(database, found, chosen, edition.threshold, lang)
    with left:
        way_to_work(database, chosen, edition.threshold, lang)
    with right:
        with frame.card("definition"):
            definitions.short(chosen.card, lang)
            st.page_link(
                "pages/definitions.py",
                label=say("definition.more", lang),
                query_params={"indicator": chosen.card.indicator},
            )
        with frame.card("brief"):
            st.header(say("tab.figures", lang), anchor=False)
            frame.words_table(
                comparing.brief([cell for cell in found if cell.place != "site"], lang), say("tab.figures", lang)
            )


frame.run(page)
