"""Van start tot werk: the same people, step by step, first on one base and then each figure on its own.

Picks published cells; the percentages are the published ones, never a quotient of two cells.
"""

import pandas as pd
import streamlit as st

from dashboards import cells, charts, definitions, frame, queries
from dashboards.cells import plain
from dashboards.queries import Cell, Database
from pipelines import words
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


def chart_rows(found: dict[str, Cell], lang: Lang) -> pd.DataFrame:
    """Everyone who started, then each step as a share of them."""
    rows = []
    first = found.get(OF_STARTERS["diploma"])
    if first:
        known = not first.hidden and first.denominator is not None
        rows.append(
            {
                "label": say("step.started", lang),
                "text": say("step.started_n", lang, n=first.denominator or 0) if known else cells.figure(first, lang),
                "value": 1.0 if known and first.denominator else None,
            }
        )
    for step, indicator in OF_STARTERS.items():
        if cell := found.get(indicator):
            rows.append({"label": say(f"step.{step}", lang), "text": cells.figure(cell, lang), "value": cell.value})
    return pd.DataFrame(rows, columns=["label", "text", "value"])


def one_base(found: dict[str, Cell], place: str, threshold: int, lang: Lang) -> None:
    """Every step as a share of the starters."""
    st.subheader(say("steps.one_base", lang, place=plain(place)), anchor=False)
    st.caption(say("steps.one_base_note", lang))
    rows = chart_rows(found, lang)
    alt = charts.described(say("steps.one_base", lang, place=place), rows, say("chart.more_in_table", lang))
    st.altair_chart(charts.steps_chart(rows), alt=alt)
    picked = [found[indicator] for indicator in OF_STARTERS.values() if indicator in found]
    bases = {cell.denominator for cell in picked if not cell.hidden}
    if len(bases) > 1:
        st.caption(say("steps.bases_differ", lang))
    for line in reasons(picked, threshold, lang):
        st.caption(line)


def own_bases(found: dict[str, Cell], threshold: int, lang: Lang) -> None:
    """The quoted figures, each with what it is a share of."""
    st.subheader(say("steps.own_bases", lang), anchor=False)
    st.caption(say("steps.own_bases_note", lang))
    rows = [
        {
            say("column.step", lang): say(f"step.{step}", lang),
            say("column.of_whom", lang): say(f"base.{step}", lang),
            say("column.value", lang): plain(cells.figure(cell, lang)),
            say("column.interval", lang): cells.interval(cell, lang),
        }
        for step, indicator in OF_PREVIOUS.items()
        if (cell := found.get(indicator))
    ]
    if not rows:
        st.markdown(say("choice.nothing", lang))
        return
    frame.words_table(pd.DataFrame(rows), say("steps.own_bases", lang))
    picked = [found[indicator] for indicator in OF_PREVIOUS.values() if indicator in found]
    for line in reasons(picked, threshold, lang):
        st.caption(line)


def reasons(picked: list[Cell], threshold: int, lang: Lang) -> list[str]:
    """Why a step is hidden, provisional or not judged yet, by indicator."""
    return [
        f"{plain(cell.indicator_label)}: {why}" for cell in picked if (why := cells.reason(cell, lang, threshold))
    ]


def page() -> None:
    lang = frame.language()
    title = say("page.steps", lang)
    database, edition = frame.open_publication(title)
    frame.top(edition.demo)
    frame.header(title, say("steps.question", lang), database, edition)
    periods = queries.periods(database, lang)
    places = queries.locations(database)
    if not periods or places.empty:
        frame.empty_words()
        return
    first, second, _ = st.columns([1, 1, 2])
    labels = dict(zip(places["location"], places["label"], strict=True))
    labels.update({row.location: say("choice.whole_site", lang, site=row.label) for row in _sites(places)})
    with first:
        location = frame.choose("location", say("choice.location", lang), labels, "all")
    with second:
        cohort = frame.choose("period", say("choice.period", lang), periods, "all")
    found = queries.steps(database, lang, location, cohort, ROLE, [*OF_STARTERS.values(), *OF_PREVIOUS.values()])
    if not found:
        frame.empty_words("choice.nothing")
    else:
        left, right = st.columns([6, 5])
        with left, frame.card("one-base"):
            one_base(found, labels[location], edition.threshold, lang)
        with right, frame.card("own-bases"):
            own_bases(found, edition.threshold, lang)
            frame.download(
                cells.raw_table(found.values(), lang),
                f"van-start-tot-werk-{location}-{cohort}".replace("/", "-").replace(":", "-"),
            )
    told_here(database, location, lang, edition.demo)


def _sites(places: pd.DataFrame) -> list[pd.Series]:
    return [row for row in places.itertuples() if row.kind == "site"]


def told_here(database: Database, location: str, lang: Lang, demo: bool) -> None:
    """What was said in public about this place, beside the same count today."""
    told = queries.claims(database, lang)
    if location != "all":
        told = told[(told["location"] == location) | (told["site"] == location)]
    if told.empty:
        return
    with frame.card("claims"):
        st.subheader(say("claim.title", lang), anchor=False)
        st.caption(say("claim.note_demo" if demo else "claim.note", lang))
        definitions.claims(told, lang)


page()
