"""Praktijken en afspraken: who works how, theme by theme, what comes out beside it, and whom to ask.

Lays side by side and explains nothing: a practice beside an outcome is no cause. Asking never depends on a difference.
"""

from collections.abc import Sequence
from dataclasses import asdict
from urllib.parse import quote

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboards import cells, choosing, frame, practising, queries
from dashboards.cells import plain
from dashboards.records.derived import Practice
from dashboards.stored import Database
from pipelines.words import Lang, say

EVERY = "every"
ABREAST = 4


def by_site(found: Sequence[Practice], lang: Lang) -> None:
    """The practices of the chosen theme, a column per site and a few beside each other, each with a mailbox to ask."""
    sites: dict[str, list[Practice]] = {}
    for practice in found:
        sites.setdefault(practice.site, []).append(practice)
    columns: list[DeltaGenerator] = []
    for site, part in sites.items():
        columns = columns or st.columns(min(ABREAST, len(sites)))
        with columns.pop(0), frame.card(f"practice-{site}", True):
            st.header(plain(part[0].site_name), anchor=False)
            theme = ""
            for practice in part:
                if practice.theme_label != theme:
                    theme = practice.theme_label
                    st.markdown(f":green-badge[{plain(theme)}]")
                practising.describe(practice, lang)
            ask(part[0], lang)


def ask(practice: Practice, lang: Lang) -> None:
    """Whom to ask, whatever the figures say."""
    if practice.mailbox:
        subject = quote(say("practice.subject", lang))
        st.markdown(
            f"**{say('practice.ask', lang)}** [{plain(practice.mailbox)}](mailto:{practice.mailbox}?subject={subject})"
        )
    elif practice.contact_role:
        st.markdown(f"**{say('practice.ask', lang)}** {plain(practice.contact_role)}")


def beside(database: Database, found: Sequence[Practice], threshold: int, lang: Lang) -> None:
    """One outcome per site beside the practices, with "geen oorzaak", and who is demonstrably higher or lower."""
    cards = {name: card for name, card in queries.figures.indicators(database, lang).items() if card.unit == "fraction"}
    with frame.card("beside"):
        st.header(say("practice.beside", lang), anchor=False)
        box, _ = st.columns([1, 2])
        with box:
            names = {name: card.label for name, card in cards.items()}
            indicator = choosing.choose("indicator", say("choice.indicator", lang), names)
        cohort = queries.comparisons.cohort_of_tests(database, indicator) or "all"
        shown = queries.figures.compared(database, lang, indicator, cohort, "all", "participant")
        titles: dict[str, list[str]] = {}
        for practice in found:
            titles.setdefault(practice.site, []).append(practice.title)
        site_of = {place.location: place.site for place in queries.figures.places(database, lang)}
        rows = [
            {
                say("column.location", lang): plain(cell.label),
                say("column.value", lang): " ".join([cells.in_two_lines(cell, lang), *cells.badges(cell, lang)]),
                say("column.interval", lang): cells.interval(cell, lang),
                say("column.practices", lang): plain("; ".join(titles.get(site_of[cell.location], [])) or "–"),
            }
            for cell in shown
            if cell.place == "location"
        ]
        if not rows:
            st.markdown(say("choice.nothing", lang))
            return
        st.caption(say("practice.period", lang, period=queries.figures.periods(database, lang)[cohort]))
        frame.words_table(rows, say("practice.beside", lang))
        shown = [cell for cell in shown if cell.place == "location"]
        for line in cells.hidden_reasons(shown, lang, threshold):
            st.caption(line)
        tests = [
            test
            for test in queries.comparisons.differences(database, lang, cohort)
            if test.indicator == indicator and test.role == "participant"
        ]
        compared = {test.location for test in tests if test.status != "not_compared"}
        nobody = "practice.nobody" if compared == {cell.location for cell in shown} else "practice.nobody_compared"
        differs = [plain(f"{test.label}: {test.sentence}") for test in tests if test.q_passed]
        lines = differs or [say(nobody, lang)]
        with frame.card("conclusion"):
            st.markdown(f"**{say('practice.no_cause', lang)}** {' '.join(lines)} {say('practice.always_ask', lang)}")


def page() -> None:
    """Draw the page."""
    lang = frame.language()
    title = say("page.practices", lang)
    database, edition = frame.open_publication(title)
    frame.top(edition.demo)
    frame.header(title, say("practice.question", lang), database, edition)
    told = [
        practice for practice in queries.partnership.practices(database, lang) if not practising.has_figures(practice)
    ]
    if not told:
        frame.empty_words("practice.none")
        return
    themes = {EVERY: say("practice.every", lang)} | {practice.theme: practice.theme_label for practice in told}
    box, _ = st.columns([1, 2])
    with box:
        theme = choosing.choose("theme", say("choice.theme", lang), themes)
    chosen = [practice for practice in told if theme in (EVERY, practice.theme)]
    by_site(chosen, lang)
    frame.download([asdict(practice) for practice in chosen], f"praktijken-{theme}")
    if queries.figures.periods(database, lang):
        beside(database, chosen, edition.threshold, lang)


frame.run(page)
