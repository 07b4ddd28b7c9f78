"""Published figures per school year, or per month → an XmR chart per indicator and place: limits, signals and what they say.

Looks at nothing that was hidden: every limit is made of figures that the reader sees. Explains no change.
"""

import re
from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Any

import pandas as pd

from pipelines.metrics import Metric
from pipelines.stages.conclude import both, share_range
from pipelines.stages.statistics.control_chart import ENOUGH_POINTS, RULES, Chart, xmr
from pipelines.words import Lang, amount, month, say

TREND = [
    "indicator",
    "location",
    "cohort",
    "level",
    "role",
    "value",
    "maturity",
    "counts",
    "stretch",
    "mean",
    "low",
    "high",
    "on_trial",
    "rules",
    "sentence_nl",
    "sentence_en",
]
MONTHLY = ["month" if name == "maturity" else name for name in TREND]
SCHOOL_YEAR = re.compile(r"\d{4}/\d{2}")
Row = dict[str, object]
Point = dict[Hashable, Any]
"""One shown figure of a chart."""


@dataclass(frozen=True)
class Clock:
    """What the points of a chart are: the column that names them, their place in order, and how they are said."""

    column: str
    place: Callable[[str], int]
    said: Callable[[str, Lang], str]
    few: str


YEARS = Clock("cohort", lambda cohort: int(cohort[:4]), lambda cohort, _: cohort, "says.trend.few")
MONTHS = Clock("month", lambda point: int(point[:4]) * 12 + int(point[5:]), month, "says.trend.few_months")


def trend(figures: pd.DataFrame, metrics: tuple[Metric, ...]) -> pd.DataFrame:
    """The shown figures of every school year with the limits of their stretch; columns as in `TREND`.

    `counts` is true for final figures: provisional ones are drawn but make no limits. A year that is hidden or missing
    is a gap that no moving range and no run goes across; a year in `metric.breaks` starts a new `stretch` with limits of
    its own. `rules` names the rules that a point is part of, separated by a space. Limits stop at 0, for shares also at
    1. Fewer than 12 points: `on_trial` ("proeflimieten").
    """
    known = {metric.indicator: metric for metric in metrics}
    is_shown = (
        figures["cohort"].map(lambda cohort: bool(SCHOOL_YEAR.fullmatch(cohort)))
        & (figures["level"] == "all")
        & figures["status"].isin(["final", "provisional"])
        & figures["value"].notna()
    )
    shown = figures.loc[is_shown, [*TREND[:5], "value", "maturity", "status"]]
    return pd.DataFrame(_all_drawn(shown, known, YEARS), columns=TREND)


def trend_by_month(months: pd.DataFrame, metrics: tuple[Metric, ...]) -> pd.DataFrame:
    """As `trend`, over months: `months` as `monthly.shown` gives them; columns as in `MONTHLY`. A month is never provisional."""
    known = {metric.indicator: metric for metric in metrics}
    return pd.DataFrame(_all_drawn(months, known, MONTHS), columns=MONTHLY)


def _all_drawn(points: pd.DataFrame, known: Mapping[str, Metric], clock: Clock) -> list[Row]:
    """The rows of every chart: one per indicator, location and role."""
    charts: dict[tuple[str, str, str], list[Point]] = {}
    for point in points.sort_values(clock.column, kind="stable").to_dict("records"):
        charts.setdefault((point["indicator"], point["location"], point["role"]), []).append(point)
    return [
        row
        for (indicator, *_), own in charts.items()
        for stretch, part in enumerate(_stretches(own, known[indicator].breaks), start=1)
        for row in _drawn(part, known[indicator], stretch, clock)
    ]


def _stretches(own: list[Point], breaks: tuple[str, ...]) -> Iterator[list[Point]]:
    """The years in pieces that were counted in one way."""
    for _, part in groupby(own, key=lambda point: sum(point["cohort"] >= first for first in breaks)):
        yield list(part)


def _drawn(part: list[Point], metric: Metric, stretch: int, clock: Clock) -> list[Row]:
    final = [point for point in part if point["status"] == "final"]
    starts = [clock.place(point[clock.column]) for point in final]
    gaps = [at for at, (earlier, later) in enumerate(pairwise(starts), 1) if later != earlier + 1]
    chart = xmr([float(point["value"]) for point in final], gaps)
    rules = dict(zip([point[clock.column] for point in final], chart.rules, strict=True)) if chart else {}
    low, high = _within(chart, metric)
    told = both(lambda lang: _sentence(chart, rules, (low, high), metric, clock, lang))
    return [
        {
            **{name: point[name] for name in (*TREND[:5], "value", "maturity" if clock is YEARS else clock.column)},
            "counts": point[clock.column] in rules,
            "stretch": stretch,
            "mean": chart.mean if chart else None,
            "low": low,
            "high": high,
            "on_trial": chart is None or chart.on_trial,
            "rules": " ".join(rules.get(point[clock.column], ())),
            **told,
        }
        for point in part
    ]


def _within(chart: Chart | None, metric: Metric) -> tuple[float | None, float | None]:
    """The limits, no lower and no higher than the figure itself can go."""
    if chart is None or chart.low is None or chart.high is None:
        return None, None
    most = 1.0 if metric.kind in ("rate", "survival") else chart.high
    return max(0.0, chart.low), min(most, chart.high)


def _sentence(
    chart: Chart | None,
    rules: Mapping[str, tuple[str, ...]],
    limits: tuple[float | None, float | None],
    metric: Metric,
    clock: Clock,
    lang: Lang,
) -> str:
    low, high = limits
    if chart is None or low is None or high is None:
        return say(clock.few, lang)
    signals = [
        say("says.trend.rule", lang, rule=say(f"says.rule.{rule}", lang), years=_spans(held, clock, lang))
        for rule in RULES
        if (held := [point for point, hit in rules.items() if rule in hit])
    ]
    span = share_range(low, high, lang) if metric.unit == "fraction" else _amounts(low, high, lang)
    text = say("says.trend.calm", lang, range=span)
    if signals:
        text = say("says.trend.signal", lang, signals="; ".join(signals))
    if chart.on_trial:
        text += " " + say("says.trend.on_trial", lang, points=len(rules), enough=ENOUGH_POINTS)
    return text


def _spans(points: list[str], clock: Clock, lang: Lang) -> str:
    """'2011/12, 2016/17 t/m 2025/26': points in a row as one span."""
    runs: list[list[str]] = []
    for point in points:
        if runs and clock.place(point) == clock.place(runs[-1][-1]) + 1:
            runs[-1].append(point)
        else:
            runs.append([point])
    ends = [[clock.said(end, lang) for end in (run[0], run[-1])] for run in runs]
    spans = [first if first == last else say("says.trend.span", lang, first=first, last=last) for first, last in ends]
    return ", ".join(spans)


def _amounts(low: float, high: float, lang: Lang) -> str:
    return say("range", lang, low=amount(low, lang), high=amount(high, lang))
