"""Published figures per level → what a place would have with everybody's mix of levels, or why that is not given.

Made of figures that the reader sees: with one level hidden there is no standardised figure, or the level would be the
difference. Corrects for nothing but level.
"""

import re
from dataclasses import dataclass

import pandas as pd

from pipelines.metrics import Metric
from pipelines.stages.conclude import ENOUGH_RESPONSE, both, share_range
from pipelines.stages.statistics.rates import observed_expected, standardised_proportion, withheld
from pipelines.words import Lang, number, percent, say

STANDARDISED = [
    "indicator",
    "location",
    "cohort",
    "level",
    "role",
    "method",
    "reason",
    "standard",
    "people",
    "observed",
    "expected",
    "crude",
    "value",
    "low",
    "high",
    "sentence_nl",
    "sentence_en",
]
Row = dict[str, object]


@dataclass(frozen=True)
class Strata:
    """One place and the standard, level by level."""

    levels: tuple[str, ...]
    successes: tuple[int, ...]
    totals: tuple[int, ...]
    standard: tuple[int, ...]


def standardise(
    figures: pd.DataFrame,
    metrics: tuple[Metric, ...],
    locations: list[str],
    levels: list[str],
    references: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Every rate of every location over all years, corrected for level; columns as in `STANDARDISED`.

    Direct to all locations together, when every level has at least 10 people here and there are at least 10 events in
    all; otherwise observed ÷ expected on comparable national figures per level; otherwise `reason` says why not.
    People who cannot be judged yet are left out, as in the figures. `levels` are the real levels, without pairs and totals.
    """
    rates = [metric.indicator for metric in metrics if metric.kind == "rate" and not metric.clustered]
    cells = figures[
        figures["indicator"].isin(rates) & (figures["cohort"] == "all") & figures["level"].isin([*levels, "all"])
    ]
    rows: list[Row] = []
    for (indicator, role), same in cells.groupby(["indicator", "role"], sort=False):
        national = national_by_level(references, str(indicator))
        whole = same[(same["location"] == "all") & (same["level"] != "all")]
        for location, own in same[same["location"].isin(locations)].groupby("location", sort=False):
            cell: Row = {"indicator": indicator, "location": location, "cohort": "all", "level": "all", "role": role}
            rows.append(dict.fromkeys(STANDARDISED) | cell | _standardised(own[own["level"] != "all"], whole, national))
    return pd.DataFrame(rows, columns=STANDARDISED)


def national_by_level(references: pd.DataFrame | None, indicator: str) -> dict[str, float]:
    """The newest comparable national share of each mbo level ('niveau 2' is mbo2)."""
    found: dict[str, tuple[str, float]] = {}
    if references is None:
        return {}
    same = references[(references["indicator"] == indicator) & references["comparable"].astype(bool)]
    for _, row in same[same["unit"] == "fraction"].iterrows():
        match = re.fullmatch(r"(?:mbo )?niveau (\d)", str(row["breakdown"]))
        if match:
            level, period = f"mbo{match[1]}", str(row["period"])
            found[level] = max(found.get(level, ("", 0.0)), (period, float(row["value"])))
    newest = max((period for period, _ in found.values()), default="")
    return {level: value for level, (period, value) in found.items() if period == newest}


def _standardised(own: pd.DataFrame, whole: pd.DataFrame, national: dict[str, float]) -> Row:
    strata = _strata(own, whole)
    if isinstance(strata, str):
        return _withheld(strata)
    observed, people = sum(strata.successes), sum(strata.totals)
    counted: Row = {"people": people, "observed": observed, "crude": observed / people}
    estimate = standardised_proportion(strata.successes, strata.totals, strata.standard)
    if estimate and estimate.low is not None and estimate.high is not None:
        value, span = estimate.value, (estimate.low, estimate.high)
        return counted | {
            "method": "direct", "standard": "all", "value": value, "low": span[0], "high": span[1],
            **both(lambda lang: _say_direct(value, span, lang)),
        }  # fmt: skip
    if all(level in national for level in strata.levels):
        ratio = observed_expected(observed, strata.totals, [national[level] for level in strata.levels])
        if ratio:
            return counted | {
                "method": "observed_expected", "standard": "national", "expected": ratio.expected,
                "value": ratio.value, "low": ratio.low, "high": ratio.high,
                **both(lambda lang: say("says.ratio", lang, observed=observed, expected=number(ratio.expected, lang),
                                        ratio=number(ratio.value, lang, 2), low=number(ratio.low, lang, 2),
                                        high=number(ratio.high, lang, 2))),
            }  # fmt: skip
    return _withheld(withheld(strata.totals, strata.successes) or "small_stratum")


def _strata(own: pd.DataFrame, whole: pd.DataFrame) -> Strata | str:
    """One place level by level, or the reason why that cannot be had."""
    everyone = whole[whole["hidden"].astype(bool) | (whole["denominator"].fillna(0) > 0)]
    if everyone.empty:
        return "no_levels"
    if own["hidden"].astype(bool).any() or everyone["hidden"].astype(bool).any():
        return "hidden_stratum"
    if (own["response"] < ENOUGH_RESPONSE).fillna(False).any():
        return "few_answers"
    # A level that nobody here did has no rate to weigh; what was expected of it is nothing.
    counts = own.set_index("level")[["numerator", "denominator"]].reindex(everyone["level"]).fillna(0).astype(int)
    if not counts["denominator"].sum():
        return "nobody"
    return Strata(
        tuple(map(str, everyone["level"])),
        tuple(map(int, counts["numerator"])),
        tuple(map(int, counts["denominator"])),
        tuple(map(int, everyone["denominator"])),
    )


def _withheld(reason: str) -> Row:
    told = both(lambda lang: say("says.not_standardised", lang, why=say(f"says.withheld.{reason}", lang)))
    return {"reason": reason, **told}


def _say_direct(value: float, span: tuple[float, float], lang: Lang) -> str:
    return say("says.standardised", lang, percent=percent(value, lang, 0), range=share_range(*span, lang))
