"""Ontwikkeling: one place over school years or months, what is ordinary variation, how long work lasts or a diploma takes.

Draws published limits and curves; does not compute, smooth or bridge a gap.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass

import altair as alt
import pandas as pd
import streamlit as st

from dashboards import cells, charts, choosing, definitions, drawing, frame, over_time, queries
from dashboards.cells import plain
from dashboards.look import described
from dashboards.records.derived import TrendMonth
from dashboards.records.figures import Indicator
from dashboards.stored import Database
from pipelines import words
from pipelines.words import Lang, say

HALF_A_YEAR = 182
# Under which theme a curve belongs: its table, its indicator, and the day that the indicator looks at.
CURVES = {"work": ("survival", "retention_6m", HALF_A_YEAR), "education": ("incidence", "diploma_rate_starters", None)}
LABELS = ("chart", "figures", "definition")
# With fewer school years than this there is nothing to see of the whole, and the page opens on a place that has more.
ENOUGH = 3


@dataclass(frozen=True)
class Chosen:
    """What the reader looks at; the link holds the same."""

    card: Indicator
    location: str
    place: str
    role: str


def elsewhere(key: str, found: Iterable[str], places: dict[str, str], lang: Lang) -> None:
    """Where this can be seen, when anywhere."""
    if names := [places[location] for location in found if location in places]:
        st.caption(say(key, lang, places=plain(", ".join(names))))


def by_year_or_month(database: Database, chosen: Chosen, places: dict[str, str], threshold: int, lang: Lang) -> None:
    """The figure per school year, or per month where months are shown of this place."""
    months = queries.over_time.months(database, lang, chosen.card.indicator, chosen.location, chosen.role)
    per = "years"
    if months:
        per = choosing.segments(
            "per", say("choice.per", lang), {name: say(f"per.{name}", lang) for name in ("years", "months")}
        )
    if per == "months":
        over_the_months(months, chosen, lang)
        return
    over_the_years(database, chosen, places, threshold, lang)
    if not months:
        elsewhere(
            "trend.months_elsewhere",
            queries.over_time.places_with_months(database, chosen.card.indicator, chosen.role),
            places,
            lang,
        )


def over_the_years(database: Database, chosen: Chosen, places: dict[str, str], threshold: int, lang: Lang) -> None:
    """The figure per school year with its interval, the limits of ordinary variation, and what that says."""
    card, place = chosen.card, chosen.place
    # A year in which nobody began says nothing, not even that it cannot be judged yet.
    years = [
        cell
        for cell in queries.over_time.years(database, lang, card.indicator, chosen.location, chosen.role)
        if cell.hidden or cell.value is not None or cell.not_evaluable
    ]
    limits = queries.over_time.trend(database, lang, card.indicator, chosen.location, chosen.role)
    st.header(plain(say("trend.title", lang, place=place)), anchor=False)
    if not any(cell.value is not None for cell in years):
        st.markdown(say("trend.nothing", lang))
        shown = queries.over_time.years_shown(database, card.indicator, chosen.role)
        elsewhere("trend.elsewhere", shown, places, lang)
        for line in cells.hidden_reasons(years, lang, threshold):
            st.caption(line)
        return
    rows = over_time.year_rows(years, limits, lang)
    parts = choosing.tabs("tab", {tab: say(f"tab.{tab}", lang) for tab in LABELS})
    with parts["chart"]:
        st.caption(say("trend.note", lang))
        drawn = drawing_of(rows, chosen, lang)
        conclusion(dict.fromkeys(limit.sentence for limit in limits.values()), "says.trend.few", lang)
        for line in cells.explained([(cell.cohort, cell) for cell in years], lang, threshold):
            st.caption(line)
        name = f"ontwikkeling-{card.indicator}-{chosen.location}"
        frame.download(cells.raw_table(years, lang), name, drawn, f"{card.label} · {place}")
    with parts["figures"]:
        frame.words_table(over_time.year_table(years, limits, lang), say("tab.figures", lang))
    with parts["definition"]:
        definitions.full(card, lang)


def over_the_months(months: list[TrendMonth], chosen: Chosen, lang: Lang) -> None:
    """What there was each month, the limits of ordinary variation, and what that says."""
    card, place = chosen.card, chosen.place
    st.header(plain(say("trend.title_months", lang, place=place)), anchor=False)
    parts = choosing.tabs("tab", {tab: say(f"tab.{tab}", lang) for tab in LABELS})
    with parts["chart"]:
        st.caption(say("trend.note_months", lang))
        drawn = drawing_of(over_time.month_rows(months, card.unit, lang), chosen, lang)
        conclusion(dict.fromkeys(one.sentence for one in months), "says.trend.few_months", lang)
        name = f"ontwikkeling-per-maand-{card.indicator}-{chosen.location}"
        frame.download([asdict(one) for one in months], name, drawn, f"{card.label} · {place}")
    with parts["figures"]:
        frame.words_table(over_time.month_table(months, card.unit, lang), say("tab.figures", lang))
    with parts["definition"]:
        definitions.full(card, lang)


def drawing_of(rows: pd.DataFrame, chosen: Chosen, lang: Lang) -> alt.LayerChart:
    """Draw the points and their limits; returns the chart, for the download."""
    share = chosen.card.unit == "fraction"
    names = tuple(say(f"trend.{line}", lang) for line in ("mean", "upper", "lower"))
    axis = say("chart.share", lang, label=chosen.card.label) if share else chosen.card.label
    drawn = charts.over_time.trend_chart(rows, share, axis, names, frame.look())
    told = list(zip(rows["label"].tail(10), rows["text"].tail(10), strict=True))
    drawing.draw(drawn, described(f"{chosen.card.label}, {chosen.place}", told, ""))
    return drawn


def conclusion(sentences: Iterable[str], few: str, lang: Lang) -> None:
    """What may be read from it, as published."""
    with frame.card("conclusion"):
        st.markdown(f"**{say('conclusion.title', lang)}** {plain(' '.join(sentences) or say(few, lang))}")


def over_the_days(database: Database, theme: str, location: str, places: dict[str, str], lang: Lang) -> None:
    """How long work lasts, or how long a diploma takes, with how many were followed."""
    table, indicator, day = CURVES[theme]
    place = places[location]
    with frame.card("curve"):
        st.header(plain(say(f"curve.{theme}", lang, place=place)), anchor=False)
        offered = queries.over_time.curves(database, table, indicator, location)
        if not offered:
            st.markdown(say("curve.nothing", lang))
            elsewhere("trend.elsewhere", queries.over_time.places_with_curves(database, table, indicator), places, lang)
            return
        periods = {name: label for name, label in queries.figures.periods(database, lang).items() if name in offered}
        box, _ = st.columns([2, 3])
        with box:
            cohort = choosing.choose("started", say("choice.started", lang), periods, offered[0])
        points = queries.over_time.curve(database, table, indicator, location, cohort)
        names = (say(f"curve.{theme}.line", lang), say("curve.left", lang))
        rows = over_time.curve_rows(points, names)
        titles = (say(f"curve.{theme}.days", lang), say("curve.share", lang), say("curve.followed", lang))
        drawn = charts.over_time.curve_chart(rows, over_time.risk_rows(points, lang), titles, day, frame.look())
        parts = choosing.tabs("curve", {tab: say(f"tab.{tab}", lang) for tab in LABELS[:2]})
        title = f"{say(f'curve.{theme}', lang, place=place)}"
        with parts["chart"]:
            note = say(f"curve.{theme}.note", lang)
            st.caption(f"{note} {say('curve.few', lang)}" if len(points) < charts.over_time.FEW_DAYS else note)
            step = max(1, len(points) // 6)
            told = [
                (say("curve.day", lang, n=point.day), words.percent(point.value, lang, 0))
                for point in [*points[::step], points[-1]]
            ]
            drawing.draw(drawn, described(title, told))
            frame.download([asdict(point) for point in points], f"{table}-{location}-{cohort}", drawn, title)
        with parts["figures"]:
            frame.words_table(over_time.curve_table(points, names, lang), title)


def most_to_see(shown: dict[str, int], places: dict[str, str]) -> str:
    """The whole, unless it has hardly a school year to see and another place has more."""
    if shown.get("all", 0) >= ENOUGH:
        return "all"
    return max((place for place in shown if place in places), key=lambda place: shown[place], default="all")


def page() -> None:
    """Draw the page."""
    lang = frame.language()
    title = say("page.trend", lang)
    database, edition = frame.open_publication(title)
    frame.top(edition.demo)
    cards = {name: card for name, card in queries.figures.indicators(database, lang).items() if card.kind != "value"}
    places = choosing.places(queries.figures.places(database, lang), lang)
    if not cards or not places or not queries.figures.periods(database, lang):
        frame.header(title, say("trend.question", lang), database, edition)
        frame.empty_words()
        return
    heading = st.container()
    first, second, third, _ = st.columns([4, 4, 3, 3])
    with first:
        names = {name: card.label for name, card in cards.items()}
        card = cards[choosing.choose("indicator", say("choice.indicator", lang), names)]
    with third:
        roles = {role: say(f"role.{role}", lang) for role in queries.figures.roles(database, card.indicator)}
        role = choosing.choose("role", say("choice.role", lang), roles or {"all": say("role.all", lang)}, "participant")
    with second:
        usual = most_to_see(queries.over_time.years_shown(database, card.indicator, role), places)
        location = choosing.choose("location", say("choice.location", lang), places, usual)
    with heading:
        frame.header(f"{title}: {plain(card.label)}", plain(card.question), database, edition)
    with frame.card("trend"):
        by_year_or_month(database, Chosen(card, location, places[location], role), places, edition.threshold, lang)
    if card.theme in CURVES and role == "participant":
        over_the_days(database, card.theme, location, places, lang)


frame.run(page)
