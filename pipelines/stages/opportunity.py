"""A demonstrable difference → what it would be in people: "dan ging het om 2 tot 5 mensen meer", with its interval.

Only where the published test found a location behind the others; made of the published difference and the published number
of people, so nothing hidden comes back. Says nothing about whether it can be done, or by what.
"""

from collections.abc import Hashable, Mapping

import pandas as pd

from pipelines.metrics import Metric
from pipelines.stages.conclude import both
from pipelines.words import number, say

OPPORTUNITY = [
    "indicator",
    "location",
    "cohort",
    "level",
    "role",
    "people",
    "low",
    "high",
    "sentence_nl",
    "sentence_en",
]
CELL = OPPORTUNITY[:5]
# The side on which a location is behind, by the direction of the indicator; a neutral one has none.
BEHIND = {"up": "lower", "down": "higher"}


def opportunities(comparisons: pd.DataFrame, figures: pd.DataFrame, metrics: tuple[Metric, ...]) -> pd.DataFrame:
    """One row per location that is demonstrably behind the others together; columns as in `OPPORTUNITY`.

    `people`, `low` and `high` are numbers of people, from the difference and its 95 % interval. `comparisons` as `compare`
    gives them, `figures` as `disclose` does.
    """
    direction = {metric.indicator: metric.direction for metric in metrics}
    behind = comparisons[
        (comparisons["against"] == "others")
        & comparisons["q_passed"].fillna(False).astype(bool)
        & (comparisons["status"] == comparisons["indicator"].map(direction).map(BEHIND))
    ]
    found = behind[[*CELL, "difference", "low", "high"]].merge(figures[[*CELL, "denominator"]], on=CELL)
    rows = [_in_people(row, direction[str(row["indicator"])]) for row in found.to_dict("records")]
    return pd.DataFrame(rows, columns=OPPORTUNITY)


def _in_people(row: Mapping[Hashable, object], direction: str) -> dict[str, object]:
    whole = float(str(row["denominator"]))
    people = abs(float(str(row["difference"]))) * whole
    low, high = sorted(abs(float(str(row[side]))) * whole for side in ("low", "high"))
    # A rounded bound never promises more than the difference holds.
    least, most = int(low), -int(-high // 1)
    told = both(
        lambda lang: say(
            f"says.opportunity.{direction}",
            lang,
            low=number(least, lang, 0),
            high=number(most, lang, 0),
            whole=number(whole, lang, 0),
        )
    )
    return {**{name: row[name] for name in CELL}, "people": people, "low": low, "high": high, **told}
