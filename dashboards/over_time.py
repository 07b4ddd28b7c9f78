"""Published school years, months and curves of one place → the rows that a chart draws, with their words.

Picks and words; limits, rules and shares are as published. A year or month that is not shown stays a gap.
"""

from collections.abc import Sequence

import pandas as pd

from dashboards import cells
from dashboards.records.derived import CurvePoint, TrendMonth, TrendYear
from dashboards.records.figures import Cell
from pipelines import words
from pipelines.words import HIDDEN, Lang, say

RISK_COLUMNS = 7
# Each quarter has its month under the chart; the other months only a point.
QUARTERS = (1, 4, 7, 10)


def year_rows(years: Sequence[Cell], limits: dict[str, TrendYear], lang: Lang) -> pd.DataFrame:
    """One row per school year, oldest first, for `charts.over_time.trend_chart`."""
    rows: list[dict[str, object]] = []
    piece = 0
    for cell in years:
        limit = limits.get(cell.cohort)
        before = rows[-1] if rows else None
        if before is None or before["value"] is None or (limit and limit.stretch != before["stretch"]):
            piece += 1
        rows.append(
            {
                "label": cell.cohort,
                "text": ", ".join([cells.figure(cell, lang), *(say(mark, lang) for mark in cells.marks(cell))]),
                "value": cell.value,
                "low": cell.low,
                "high": cell.high,
                "mean": limit.mean if limit else None,
                "limit_low": limit.low if limit else None,
                "limit_high": limit.high if limit else None,
                "stretch": limit.stretch if limit else None,
                "piece": piece,
                "whole": cell.status not in ("provisional", "not_evaluable"),
                "signal": bool(limit and limit.counts and limit.rules),
                "note": HIDDEN if cell.hidden else "",
            }
        )
    return pd.DataFrame(rows)


def year_table(years: Sequence[Cell], limits: dict[str, TrendYear], lang: Lang) -> list[dict[str, str]]:
    """The same in words, one row per school year."""
    dash = say("cell.none", lang)
    rows = []
    for cell in years:
        limit = limits.get(cell.cohort)
        rows.append(
            {
                say("column.year", lang): cell.cohort,
                say("column.value", lang): " ".join([cells.in_two_lines(cell, lang), *cells.badges(cell, lang)]),
                say("column.interval", lang): cells.interval(cell, lang),
                say("column.limits", lang): _range(limit.low, limit.high, cell, lang) if limit else dash,
                say("column.change", lang): _rules(limit, lang),
            }
        )
    return rows


def _range(low: float | None, high: float | None, cell: Cell, lang: Lang) -> str:
    if low is None or high is None:
        return say("cell.none", lang)
    if cell.unit != "fraction":
        return say("range", lang, low=low, high=high)
    return say("range", lang, low=words.number(low * 100, lang, 0), high=words.percent(high, lang, 0))


def month_rows(months: Sequence[TrendMonth], unit: str, lang: Lang) -> pd.DataFrame:
    """One row per month from the first to the last that is shown, for `charts.over_time.trend_chart`; what lacks is a gap."""
    shown = {_number(one.month): one for one in months}
    rows: list[dict[str, object]] = []
    piece = 0
    for number in range(min(shown), max(shown) + 1):
        one, name = shown.get(number), f"{(number - 1) // 12}-{(number - 1) % 12 + 1:02}"
        before = rows[-1] if rows else None
        if one and (before is None or before["value"] is None or one.stretch != before["stretch"]):
            piece += 1
        rows.append(
            {
                "label": words.month(name, lang),
                "tick": words.month_short(name, lang) if int(name[5:]) in QUARTERS else "",
                "text": words.quantity(one.value, unit, lang) if one else say("cell.none", lang),
                "value": one.value if one else None,
                "low": None,
                "high": None,
                "mean": one.mean if one else None,
                "limit_low": one.low if one else None,
                "limit_high": one.high if one else None,
                "stretch": one.stretch if one else None,
                "piece": piece,
                "whole": True,
                "signal": bool(one and one.counts and one.rules),
                "note": "",
            }
        )
    return pd.DataFrame(rows)


def _number(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:])


def month_table(months: Sequence[TrendMonth], unit: str, lang: Lang) -> list[dict[str, str]]:
    """The same in words, one row per month, the newest first."""
    dash = say("cell.none", lang)
    return [
        {
            say("column.month", lang): words.month(one.month, lang),
            say("column.value", lang): words.quantity(one.value, unit, lang),
            say("column.limits", lang): dash
            if one.low is None or one.high is None
            else say("range", lang, low=words.amount(one.low, lang), high=words.amount(one.high, lang)),
            say("column.change", lang): _rules(one, lang),
        }
        for one in reversed(months)
    ]


def _rules(limit: TrendYear | TrendMonth | None, lang: Lang) -> str:
    """Which rules a point is part of, in words; a dash when none."""
    rules = limit.rules.split() if limit and limit.counts else []
    return "; ".join(say(f"says.rule.{rule}", lang) for rule in rules) or say("cell.none", lang)


def curve_rows(points: Sequence[CurvePoint], names: tuple[str, str]) -> pd.DataFrame:
    """The days of a curve for `charts.over_time.curve_chart`; a second share, when there is one, is a second line."""
    rows = [
        {"day": point.day, "value": point.value, "low": point.low, "high": point.high, "series": names[0]}
        for point in points
    ]
    rows += [
        {"day": point.day, "value": point.other, "low": None, "high": None, "series": names[1]}
        for point in points
        if point.other is not None
    ]
    return pd.DataFrame(rows)


def risk_rows(points: Sequence[CurvePoint], lang: Lang) -> pd.DataFrame:
    """How many were still followed, at a few days spread over the curve."""
    last, picked = points[-1].day, [0]
    for place, point in enumerate(points):
        # Numbers that are closer together than this would be written over each other.
        if point.day - points[picked[-1]].day >= last / RISK_COLUMNS:
            picked.append(place)
    return pd.DataFrame(
        {
            "day": points[place].day,
            "n": HIDDEN if points[place].at_risk is None else words.number(points[place].at_risk or 0, lang),
        }
        for place in picked
    )


def curve_table(points: Sequence[CurvePoint], names: tuple[str, str], lang: Lang) -> list[dict[str, str]]:
    """The curve in words, every day on which it may be drawn."""
    return [
        {
            say("column.day", lang): words.number(point.day, lang),
            names[0]: words.percent(point.value, lang, 0),
            **({names[1]: words.percent(point.other, lang, 0)} if point.other is not None else {}),
            say("column.at_risk", lang): HIDDEN if point.at_risk is None else words.number(point.at_risk, lang),
        }
        for point in points
    ]
