"""Published figures, delivered costs and scenario sets → the tables of the MKBA, for one audience.

Pure. Nothing can leak: the only counts it gets are figures as this audience may see them, so that every ratio is a sum
that a reader could make; where one of the figures is hidden, the whole row is. The sums themselves are in `value`.
"""

from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, Literal

import pandas as pd

from pipelines.claims import Claim
from pipelines.scenarios import ScenarioSet
from pipelines.stages import value
from pipelines.stages.value import Counted, Swing, exact
from pipelines.words import number, say

Row = dict[str, object]
Reason = Literal["too_few_people", "not_evaluable", "no_figure", "no_costs", "no_price_index"]

INDICATOR = "social_value_ratio"
KEY = ["location", "cohort", "scenario_set", "scenario_version"]
VALUE = [
    *KEY, "costs_eur", "in_kind_eur", "benefits_before_eur", "benefits_eur", "ratio", "balance_per_euro", "ratio_low",
    "ratio_high", "break_even_deadweight", "status", "reason",
]  # fmt: skip
BENEFIT = [
    *KEY, "benefit", "label_nl", "label_en", "indicator", "role", "counted", "benefits_before_eur", "benefits_eur", "position",
]  # fmt: skip
TORNADO = [
    *KEY, "assumption", "label_nl", "label_en", "low", "high", "ratio_at_low", "ratio", "ratio_at_high", "swing", "position",
]  # fmt: skip
SCENARIO = [
    "scenario_set", "scenario_version", "label_nl", "label_en", "status", "adopted_on", "price_year", "discount_rate",
]  # fmt: skip
ASSUMPTION = [
    "scenario_set", "scenario_version", "assumption", "label_nl", "label_en", "unit", "base", "low", "high", "source", "position",
]  # fmt: skip
STATUS: dict[Reason, str] = {"too_few_people": "hidden", "not_evaluable": "not_evaluable"}


@dataclass(frozen=True)
class Period:
    """A cohort as a stretch of calendar: its school year or pool."""

    cohort: str
    starts_on: date
    ends_on: date

    @property
    def months(self) -> dict[int, int]:
        """Months per calendar year."""
        return value.months_by_year(self.starts_on, self.ends_on)


def appraise(
    scenarios: Iterable[ScenarioSet], costs: pd.DataFrame, figures: pd.DataFrame, periods: Iterable[Period]
) -> dict[str, pd.DataFrame]:
    """The frames `value`, `value_benefit`, `tornado`, `scenario` and `assumption`.

    `costs`: site, year, amount_eur (in money of that year) and open_items, as `metrics.social_value_ratio`; `figures` as
    `disclose` gives them to one audience. There is a row for every period of which any year was paid for.
    """
    sets, stretches = tuple(scenarios), tuple(periods)
    counted = {one.counted_by for scenario in sets for one in scenario.benefits}
    figured = figures[
        (figures["level"] == "all") & figures["indicator"].isin(counted) & figures["location"].isin(costs["site"])
    ]
    seen = {
        tuple(row[name] for name in ("indicator", "location", "cohort", "role")): row
        for row in figured.to_dict("records")
    }
    frames: dict[str, list[Row]] = {"value": [], "value_benefit": [], "tornado": []}
    for site, own in costs.groupby("site"):
        paid = own.groupby("year")[["amount_eur", "open_items"]].sum()
        booked = {int(year): (float(row["amount_eur"]), int(row["open_items"])) for year, row in _rows(paid)}
        for period in stretches:
            for scenario in sets if set(period.months) & set(booked) else ():
                for name, rows in _appraised(scenario, str(site), period, booked, seen).items():
                    frames[name] += rows
    made = {"value": VALUE, "value_benefit": BENEFIT, "tornado": TORNADO}
    return {name: pd.DataFrame(frames[name], columns=columns) for name, columns in made.items()} | {
        "scenario": pd.DataFrame([_scenario(one) for one in sets], columns=SCENARIO),
        "assumption": pd.DataFrame([row for one in sets for row in _assumptions(one)], columns=ASSUMPTION),
    }


def _rows(frame: pd.DataFrame) -> Iterator[tuple[Any, "pd.Series[Any]"]]:
    return frame.iterrows()


def _appraised(
    scenario: ScenarioSet,
    site: str,
    period: Period,
    booked: Mapping[int, tuple[float, int]],
    seen: Mapping[tuple[Hashable, ...], Mapping[Hashable, Any]],
) -> dict[str, list[Row]]:
    """The rows of one site, period and scenario set; without numbers where a figure, or a year's costs, lacks."""
    key: Row = dict(zip(KEY, (site, period.cohort, scenario.scenario_set, scenario.version), strict=True))
    found = [seen.get((one.counted_by, site, period.cohort, one.role)) for one in scenario.benefits]
    figures = [one for one in found if one is not None]
    paid = _paid(scenario, period.months, booked)
    reason = _reason(len(found), figures) or (paid if not isinstance(paid, Fraction) else None)
    if reason is not None or not isinstance(paid, Fraction):
        return {"value": [{**key, "status": STATUS.get(reason or "no_costs", "not_computed"), "reason": reason}]}
    counts = {one.benefit: exact(row["numerator"]) for one, row in zip(scenario.benefits, figures, strict=True)}
    counted = Counted(counts, paid, Fraction(sum(period.months.values()), 12), site)
    waits = any(booked[year][1] for year in period.months) or any(row["status"] == "provisional" for row in figures)
    swings = value.tornado(scenario, counted)
    return {
        "value": [
            {**key, **_value(scenario, counted, swings), "status": "provisional" if waits else "final", "reason": None}
        ],
        "value_benefit": [{**key, **row} for row in _benefits(scenario, counted)],
        "tornado": [{**key, **row} for row in _tornado(scenario, counted, swings)],
    }


def _reason(wanted: int, figures: list[Mapping[Hashable, Any]]) -> Reason | None:
    """Why figures do not give a ratio; a hidden one goes first, or the others would tell which it is."""
    statuses = {row["status"] for row in figures}
    if any(bool(row["hidden"]) for row in figures):
        return "too_few_people"
    if len(figures) < wanted:
        return "no_figure"
    return "not_evaluable" if "not_evaluable" in statuses else None


def _paid(
    scenario: ScenarioSet, months: Mapping[int, int], booked: Mapping[int, tuple[float, int]]
) -> Fraction | Reason:
    """What was paid over these months in prices of the set; a year's costs are spread evenly over its months."""
    total = Fraction(0)
    for year, share in months.items():
        if year not in booked:
            return "no_costs"
        factor = value.in_prices_of(scenario, year)
        if factor is None:
            return "no_price_index"
        total += exact(booked[year][0]) * factor * share / 12
    return total if total > 0 else "no_costs"


def _value(scenario: ScenarioSet, counted: Counted, swings: list[Swing]) -> Row:
    money = value.worth(scenario, counted, value.base(scenario))
    low, high = value.scenario_range(scenario, counted, swings)
    even = value.break_even_deadweight(scenario, counted)
    return {
        "costs_eur": float(money.costs), "in_kind_eur": float(money.in_kind),
        "benefits_before_eur": float(money.benefits_before), "benefits_eur": float(money.benefits),
        "ratio": float(money.ratio), "balance_per_euro": float(money.balance_per_euro),
        "ratio_low": float(low), "ratio_high": float(high),
        "break_even_deadweight": None if even is None else float(even),
    }  # fmt: skip


def _benefits(scenario: ScenarioSet, counted: Counted) -> Iterator[Row]:
    for position, one in enumerate(scenario.benefits):
        before, after = value.benefit_worth(one, counted.counts[one.benefit], value.base(scenario))
        yield {
            "benefit": one.benefit, "label_nl": one.label.nl, "label_en": one.label.en, "indicator": one.counted_by,
            "role": one.role, "counted": float(counted.counts[one.benefit]), "benefits_before_eur": float(before),
            "benefits_eur": float(after), "position": position,
        }  # fmt: skip


def _tornado(scenario: ScenarioSet, counted: Counted, swings: list[Swing]) -> Iterator[Row]:
    known = scenario.assumptions
    middle = float(value.worth(scenario, counted, value.base(scenario)).ratio)
    for position, swing in enumerate(swings):
        named = known[swing.assumption]
        yield {
            "assumption": swing.assumption, "label_nl": named.label("nl"), "label_en": named.label("en"),
            "low": named.assumption.low, "high": named.assumption.high, "ratio_at_low": float(swing.at_low),
            "ratio": middle, "ratio_at_high": float(swing.at_high), "swing": float(swing.width), "position": position,
        }  # fmt: skip


def _scenario(one: ScenarioSet) -> Row:
    cells = (
        one.scenario_set, one.version, one.label.nl, one.label.en, one.status, one.adopted_on, one.price_year,
        one.discount_rate.base,
    )  # fmt: skip
    return dict(zip(SCENARIO, cells, strict=True))


def _assumptions(scenario: ScenarioSet) -> Iterator[Row]:
    for position, (name, one) in enumerate(scenario.assumptions.items()):
        told = one.assumption
        cells = (
            scenario.scenario_set, scenario.version, name, one.label("nl"), one.label("en"), one.unit, told.base,
            told.low, told.high, told.source, position,
        )  # fmt: skip
        yield dict(zip(ASSUMPTION, cells, strict=True))


def for_claims(claims: Iterable[Claim], frames: Mapping[str, pd.DataFrame], periods: Iterable[Period]) -> pd.DataFrame:
    """Beside each claim about the ratio: the published ratio of the school year that its period shares most months with.

    Rows as `measure` gives them, with the ratio in words (`computed`); the newest scenario set counts.
    """
    stretches = tuple(periods)
    newest = frames["scenario"].tail(1)[["scenario_set", "scenario_version"]]
    shown = frames["value"].merge(newest).dropna(subset=["ratio"])
    rows = []
    for claim in claims:
        if not any(statement.indicator == INDICATOR for statement in claim.statements):
            continue
        near = shown[shown["location"] == claim.location]
        beside = sorted((-_shared(claim, one), one.cohort) for one in stretches if one.cohort in set(near["cohort"]))
        if beside and beside[0][0] < 0:
            row = near[near["cohort"] == beside[0][1]].iloc[0]
            cell = {
                "ask": claim.claim,
                "indicator": INDICATOR,
                "location": claim.location,
                "cohort": row["cohort"],
                "role": "all",
                "kind": "value",
            }
            rows.append({**cell, "value": row["ratio"], "computed": _in_words(row)})
    return pd.DataFrame(rows, columns=["ask", "indicator", "location", "cohort", "role", "kind", "value", "computed"])


def _shared(claim: Claim, period: Period) -> int:
    """Days of a claim's period that lie in this one; a pool is never nearer than a year of it."""
    if not claim.started_from or not claim.started_until or sum(period.months.values()) != 12:
        return 0
    first, last = max(claim.started_from, period.starts_on), min(claim.started_until, period.ends_on)
    return max(0, (last - first).days + 1)


def _in_words(row: "pd.Series[Any]") -> str:
    ratio, low, high = (number(row[name], digits=2) for name in ("ratio", "ratio_low", "ratio_high"))
    cohort, version = str(row["cohort"]), str(row["scenario_version"])
    return say("value.computed", ratio=ratio, ratio_low=low, ratio_high=high, cohort=cohort, version=version)
