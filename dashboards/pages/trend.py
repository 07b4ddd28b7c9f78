"""Ontwikkeling: one place over the school years, what is ordinary variation, and how long work lasts or a diploma takes.

Draws published limits and curves; does not compute, smooth or bridge a gap.
"""

from dataclasses import asdict

import streamlit as st

from dashboards import cells, charts_time, choosing, definitions, drawing, frame, over_time, queries
from dashboards.cells import plain
from dashboards.look import described
from dashboards.queries import Database
from dashboards.records import Indicator
from pipelines import words
from pipelines.words import Lang, say

HALF_A_YEAR = 182
# Under which theme a curve belongs: its table, its indicator, and the day that the indicator looks at.
CURVES = {"work": ("survival", "retention_6m", HALF_A_YEAR), "education": ("incidence", "diploma_rate_starters", None)}
LABELS = ("chart", "figures", "definition")


def over_the_years(
    database: Database, card: Indicator, location: str, place: str, role: str, threshold: int, lang: Lang
) -> None:
    """The figure per school year with its interval, the limits of ordinary variation, and what that says."""
    # A year in which nobody began says nothing, not even that it cannot be judged yet.
    years = [
        cell
        for cell in queries.years(database, lang, card.indicator, location, role)
        if cell.hidden or cell.value is not None or cell.not_evaluable
    ]
    limits = queries.trend(database, lang, card.indicator, location, role)
    st.header(plain(say("trend.title", lang, place=place)), anchor=False)
    if not any(cell.value is not None for cell in years):
        st.markdown(say("trend.nothing", lang))
        for line in cells.hidden_reasons(years, lang, threshold):
            st.caption(line)
        return
    share = card.unit == "fraction"
    rows = over_time.year_rows(years, limits, lang)
    names = tuple(say(f"trend.{line}", lang) for line in ("mean", "upper", "lower"))
    axis = say("chart.share", lang, label=card.label) if share else card.label
    drawn = charts_time.trend_chart(rows, share, axis, names, frame.look())
    parts = frame.tabs("tab", {tab: say(f"tab.{tab}", lang) for tab in LABELS})
    with parts["chart"]:
        st.caption(say("trend.note", lang))
        told = list(zip(rows["label"].tail(10), rows["text"].tail(10), strict=True))
        drawing.draw(drawn, described(f"{card.label}, {place}", told, ""))
        with frame.card("conclusion"):
            sentences = dict.fromkeys(limit.sentence for limit in limits.values())
            st.markdown(
                f"**{say('conclusion.title', lang)}** {plain(' '.join(sentences) or say('says.trend.few', lang))}"
            )
        for line in cells.explained([(cell.cohort, cell) for cell in years], lang, threshold):
            st.caption(line)
        name = f"ontwikkeling-{card.indicator}-{location}"
        frame.download(cells.raw_table(years, lang), name, drawn, f"{card.label} · {place}")
    with parts["figures"]:
        frame.words_table(over_time.year_table(years, limits, lang), say("tab.figures", lang))
    with parts["definition"]:
        definitions.full(card, lang)


def over_the_days(database: Database, theme: str, location: str, place: str, lang: Lang) -> None:
    """How long work lasts, or how long a diploma takes, with how many were followed."""
    table, indicator, day = CURVES[theme]
    with frame.card("curve"):
        st.header(plain(say(f"curve.{theme}", lang, place=place)), anchor=False)
        offered = queries.curves(database, table, indicator, location)
        if not offered:
            st.markdown(say("curve.nothing", lang))
            return
        periods = {name: label for name, label in queries.periods(database, lang).items() if name in offered}
        box, _ = st.columns([2, 3])
        with box:
            cohort = frame.choose("started", say("choice.started", lang), periods, offered[0])
        points = queries.curve(database, table, indicator, location, cohort)
        names = (say(f"curve.{theme}.line", lang), say("curve.left", lang))
        rows = over_time.curve_rows(points, names)
        titles = (say(f"curve.{theme}.days", lang), say("curve.share", lang), say("curve.followed", lang))
        drawn = charts_time.curve_chart(rows, over_time.risk_rows(points, lang), titles, day, frame.look())
        parts = frame.tabs("curve", {tab: say(f"tab.{tab}", lang) for tab in LABELS[:2]})
        title = f"{say(f'curve.{theme}', lang, place=place)}"
        with parts["chart"]:
            note = say(f"curve.{theme}.note", lang)
            st.caption(f"{note} {say('curve.few', lang)}" if len(points) < charts_time.FEW_DAYS else note)
            step = max(1, len(points) // 6)
            told = [
                (say("curve.day", lang, n=point.day), words.percent(point.value, lang, 0))
                for point in [*points[::step], points[-1]]
            ]
            drawing.draw(drawn, described(title, told))
            frame.download([asdict(point) for point in points], f"{table}-{location}-{cohort}", drawn, title)
        with parts["figures"]:
            frame.words_table(over_time.curve_table(points, names, lang), title)


def page() -> None:
    """Draw the page."""
    lang = frame.language()
    title = say("page.trend", lang)
    database, edition = frame.open_publication(title)
    frame.top(edition.demo)
    cards = {name: card for name, card in queries.indicators(database, lang).items() if card.kind != "value"}
    places = choosing.places(queries.places(database, lang), lang)
    if not cards or not places or not queries.periods(database, lang):
        frame.header(title, say("trend.question", lang), database, edition)
        frame.empty_words()
        return
    heading = st.container()
    first, second, third, _ = st.columns([4, 4, 3, 3])
    with first:
        names = {name: card.label for name, card in cards.items()}
        card = cards[frame.choose("indicator", say("choice.indicator", lang), names)]
    with second:
        location = frame.choose("location", say("choice.location", lang), places, "all")
    with third:
        roles = {role: say(f"role.{role}", lang) for role in queries.roles(database, card.indicator)}
        role = frame.choose("role", say("choice.role", lang), roles or {"all": say("role.all", lang)}, "participant")
    with heading:
        frame.header(f"{title}: {plain(card.label)}", plain(card.question), database, edition)
    with frame.card("trend"):
        over_the_years(database, card, location, places[location], role, edition.threshold, lang)
    if card.theme in CURVES and role == "participant":
        over_the_days(database, card.theme, location, places[location], lang)


frame.run(page)
