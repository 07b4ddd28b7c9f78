"""Published figures → which differences are demonstrable, and in which words.

Pure, and looks at nothing that was hidden: whoever has the publication can redo it. Does not explain a difference.
"""

import re
from collections.abc import Hashable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import pandas as pd

from pipelines.metrics import Metric
from pipelines.stages.conclude import ENOUGH_RESPONSE, Compared, difference, not_compared
from pipelines.stages.statistics import binomial_p, demonstrable, fisher, newcombe, wilson

COMPARISON = [
    "indicator",
    "location",
    "cohort",
    "level",
    "role",
    "against",
    "status",
    "reason",
    "compared_with",
    "p_value",
    "q_passed",
    "q_strict",
    "difference",
    "low",
    "high",
    "sentence_nl",
    "sentence_en",
]
CELL = COMPARISON[:5]
ASKED = ["status", "response", "numerator", "denominator"]
Q, Q_STRICT = 0.05, 0.002
Row = dict[str, object]
Cell = Mapping[Hashable, Any]
"""One published figure; what it does not tell is None."""


class Sides(NamedTuple):
    """What one test was done on: counts here, and counts of the others or the national share."""

    own: tuple[int, int]
    other: tuple[int, int] | float


def compare(
    figures: pd.DataFrame, metrics: tuple[Metric, ...], locations: list[str], references: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Each location against the other visible locations together, and against a comparable national figure.

    Columns as in `COMPARISON`, one row per rate of persons counted once, location, role and `against` (others, national).
    Families are fixed: all rates × locations in the newest school-year pool that can be judged, one family per `against`.
    Against others Fisher's exact test and Newcombe's interval, against a national figure the exact binomial test and
    Wilson's; corrected together (Benjamini–Hochberg), `q_passed` at .05 and `q_strict` at .002. Participants and interns
    never meet. What is hidden, provisional or answered by less than 80 % is not compared: the row says why and carries no
    number.
    `references` as `reference.load_reference` gives them; without a national figure on an indicator there is no row.
    """
    rates = {metric.indicator: metric for metric in metrics if metric.kind == "rate" and not metric.clustered}
    pools = figures[
        figures["indicator"].isin(list(rates))
        & figures["location"].isin(locations)
        & figures["cohort"].str.startswith("pool:")
        & (figures["level"] == "all")
    ]
    rows: list[Row] = []
    for (indicator, _), same in pools.groupby(["indicator", "role"]):
        newest = same[same["cohort"] == same["cohort"].max()]
        cells: list[Cell] = newest[[*CELL, *ASKED]].astype(object).where(newest.notna(), None).to_dict("records")
        rows += list(_with_others(cells))
        rows += list(_with_national(cells, rates[str(indicator)], references))
    for against in ("others", "national"):
        _judge([row for row in rows if row["against"] == against and row["p_value"] is not None])
    return pd.DataFrame(rows, columns=COMPARISON)


def reason_not_compared(cell: Cell) -> str | None:
    """Why one figure takes no part in any comparison; None when it does."""
    if cell["status"] != "final":
        return str(cell["status"])
    response = cell["response"]
    return "few_answers" if response is not None and float(response) < ENOUGH_RESPONSE else None


def national_share(references: pd.DataFrame | None, indicator: str) -> float | str | None:
    """The newest national share that was counted like ours; `not_comparable` when there are only others; else None.

    Only totals count here; two of one newest year are no reference, for nothing says which one holds.
    """
    if references is None:
        return None
    known = references[(references["indicator"] == indicator) & (references["unit"] == "fraction")]
    if known.empty:
        return None
    same = known[known["comparable"].astype(bool) & known["breakdown"].fillna("totaal").isin(["totaal", ""])]
    years = same["period"].map(lambda period: max(map(int, re.findall(r"\d{4}", str(period))), default=0))
    newest = same[years == years.max()]
    return float(newest["value"].iloc[0]) if len(newest) == 1 else "not_comparable"


def _with_others(newest: Sequence[Cell]) -> Iterator[Row]:
    reasons = {cell["location"]: reason_not_compared(cell) for cell in newest}
    visible = [_counts(cell) for cell in newest if reasons[cell["location"]] is None]
    met, people = (sum(counts) for counts in zip(*visible, strict=True)) if visible else (0, 0)
    for own in newest:
        reason = reasons[own["location"]] or (None if len(visible) > 1 else "nobody_else")
        if reason:
            yield _row(own, "others", reason)
            continue
        one = _counts(own)
        other = met - one[0], people - one[1]
        low, high = newcombe(*one, *other)
        yield _row(own, "others") | {
            "compared_with": other[0] / other[1],
            "p_value": fisher(*one, *other),
            "difference": one[0] / one[1] - other[0] / other[1],
            "low": low,
            "high": high,
            "sides": Sides(one, other),
        }


def _with_national(newest: Sequence[Cell], metric: Metric, references: pd.DataFrame | None) -> Iterator[Row]:
    national = national_share(references, metric.indicator)
    if national is None:
        return
    for own in newest:
        reason = national if isinstance(national, str) else reason_not_compared(own)
        # Who is unknown counts as "no" in a lower bound, in the national figure as nothing.
        reason = reason or ("lower_bound" if metric.bound == "lower" else None)
        if reason or isinstance(national, str):
            yield _row(own, "national", reason)
            continue
        one = _counts(own)
        lows, highs = wilson([one[0]], [one[1]])
        yield _row(own, "national") | {
            "compared_with": national,
            "p_value": binomial_p(*one, national),
            "difference": one[0] / one[1] - national,
            "low": float(lows[0]) - national,
            "high": float(highs[0]) - national,
            "sides": Sides(one, national),
        }


def _counts(cell: Cell) -> tuple[int, int]:
    return int(cell["numerator"]), int(cell["denominator"])


def _row(own: Cell, against: str, reason: str | None = None) -> Row:
    empty: Row = dict.fromkeys(COMPARISON)
    known: Row = {name: own[name] for name in CELL}
    row = empty | known | {"against": against, "status": "not_compared", "q_passed": False, "q_strict": False}
    return row | {"reason": reason, **not_compared(against, reason)} if reason else row


def _judge(family: list[Row]) -> None:
    """Status and sentence of every test in one family."""
    p_values = [float(str(row["p_value"])) for row in family]
    for row, passed, strict in zip(family, demonstrable(p_values, Q), demonstrable(p_values, Q_STRICT), strict=True):
        size, low, high = (float(str(row[name])) for name in ("difference", "low", "high"))
        status = "no_difference" if not passed else "higher" if size > 0 else "lower"
        sides = row.pop("sides")
        assert isinstance(sides, Sides)
        found = Compared(str(row["against"]), status, strict, sides.own, sides.other, size, low, high)
        row.update(status=status, q_passed=passed, q_strict=strict, **difference(found))
