"""A demonstrable difference → what it would be in people: "2 tot 5 deelnemers meer", with its interval; and help in hours.

Only where the published test found a location behind the others; made of the published difference and the published number
of people, so nothing hidden comes back. Says nothing about whether it can be done, or by what.
"""

import math
from collections.abc import Iterator
from functools import partial
from typing import Any

import pandas as pd

from pipelines.metrics import Metric
from pipelines.stages.compare import CELL
from pipelines.stages.conclude import both
from pipelines.words import Lang, number, say

OPPORTUNITY = [*CELL, "people", "hours", "low", "high", "sentence_nl", "sentence_en"]
# The side on which a location is behind, by the direction of the indicator; a neutral one has none.
BEHIND = {"up": "lower", "down": "higher"}
HOURS = "hours_per_request"
"""The unit of figures that are told in hours; they have no interval, so nothing is called demonstrable there."""
Row = dict[str, object]


def opportunities(comparison: pd.DataFrame, figures: pd.DataFrame, metrics: tuple[Metric, ...]) -> pd.DataFrame:
    """What a location that is demonstrably behind would have with the share of the others together; columns as in `OPPORTUNITY`.

    `people` is how many more (or fewer, where less is better), with the 95 % interval low … high from that of the difference.
    `hours`: for every location of which hours per request are compared with others, how many more (negative: fewer) hours of
    help the same requests would have had there; without interval. `comparison` as `compare` gives it, `figures` as `disclose`.
    """
    directions = {metric.indicator: metric.direction for metric in metrics}
    behind = comparison[
        (comparison["against"] == "others")
        & (comparison["status"] == comparison["indicator"].map(directions).map(BEHIND).fillna("neither"))
    ]
    cells = behind.merge(figures[[*CELL, "numerator", "denominator"]], on=CELL)
    rows = [_in_people(cell, directions[str(cell["indicator"])] == "up") for _, cell in cells.iterrows()]
    rows += _in_hours(figures, metrics, frozenset(comparison["location"]))
    return pd.DataFrame(rows, columns=OPPORTUNITY)


def _in_people(cell: "pd.Series[Any]", is_more: bool) -> Row:
    everyone, have = int(cell["denominator"]), int(cell["numerator"])
    sign = -1 if is_more else 1
    low, high = sorted(sign * float(cell[name]) * everyone for name in ("low", "high"))
    # Nobody can have more than everyone, or fewer than none.
    most = everyone - have if is_more else have
    told = both(partial(_people, min(low, most), min(high, most), everyone, is_more, str(cell["role"])))
    people = sign * float(cell["difference"]) * everyone
    own: Row = {name: cell[name] for name in CELL}
    return dict.fromkeys(OPPORTUNITY) | own | {"people": people, "low": min(low, most), "high": min(high, most), **told}


def _people(low: float, high: float, everyone: int, is_more: bool, role: str, lang: Lang) -> str:
    """The interval in whole people, rounded outwards: never more precise than it is. Below nought its lower end says nothing."""
    key = f"says.gain.{'more' if is_more else 'fewer'}{'_unsure' if low < 0 else ''}"
    who = say(f"role.{role}", lang)
    return say(key, lang, near=math.floor(low), far=math.ceil(high), who=who, out_of=everyone)


def _in_hours(figures: pd.DataFrame, metrics: tuple[Metric, ...], locations: frozenset[str]) -> Iterator[Row]:
    """The same requests with the others' hours for each; only where both sides can be seen."""
    pools = figures[
        figures["indicator"].isin([metric.indicator for metric in metrics if metric.unit == HOURS])
        & figures["location"].isin(locations)
        & figures["cohort"].str.startswith("pool:")
        & (figures["level"] == "all")
        & (figures["status"] == "final")
        & (figures["denominator"] > 0)
    ]
    for _, same in pools.groupby(["indicator", "role"]):
        newest = same[same["cohort"] == same["cohort"].max()]
        for _, own in newest.iterrows():
            rest = newest[newest["location"] != own["location"]]
            if rest.empty:
                continue
            requests = float(own["denominator"])
            more = requests * float(rest["numerator"].sum() / rest["denominator"].sum()) - float(own["numerator"])
            told = both(partial(_hours, more, requests))
            yield dict.fromkeys(OPPORTUNITY) | {name: own[name] for name in CELL} | {"hours": more, **told}


def _hours(more: float, requests: float, lang: Lang) -> str:
    which = "more" if more >= 0 else "fewer"
    size = number(round(abs(more)), lang)
    return say(f"says.gain.hours_{which}", lang, hours=size, requests=number(requests, lang))
