"""Published figures and their comparisons → what a place would gain if it had what the other places together have.

Looks at nothing that was hidden, and promises nothing: a gain is told only where the difference is demonstrable, and the
others' figure is no proof that it can be had here.
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

OPPORTUNITY = [
    *CELL, "unit", "status", "reason", "out_of", "more", "low", "high", "sentence_nl", "sentence_en",
]  # fmt: skip
HOURS = "hours_per_request"
"""The unit of figures that are told in hours; they have no interval, so nothing is called demonstrable there."""
Row = dict[str, object]


def opportunity(
    figures: pd.DataFrame, comparison: pd.DataFrame, metrics: tuple[Metric, ...], locations: list[str]
) -> pd.DataFrame:
    """What every location would have with the share (or the hours per request) of the others; columns as in `OPPORTUNITY`.

    `figures` as `disclose` gives them for one audience, `comparison` as `compare` makes of them. `more` is in people
    (`unit`), out of `out_of` who were judged; negative where fewer is better. Status: behind (with `more` and the interval
    low … high, from Newcombe's interval of the difference), ahead, no_difference or not_compared (with the reason): these
    hold no number. In hours: not_tested, `more` without interval.
    """
    directions = {metric.indicator: metric.direction for metric in metrics if metric.direction != "neutral"}
    others = comparison[(comparison["against"] == "others") & comparison["indicator"].isin(list(directions))]
    cells = others.merge(figures[[*CELL, "numerator", "denominator"]], on=CELL, how="left")
    rows = [_in_people(cell, directions[str(cell["indicator"])]) for _, cell in cells.iterrows()]
    rows += _in_hours(figures, metrics, locations)
    return pd.DataFrame(rows, columns=OPPORTUNITY)


def _in_people(cell: "pd.Series[Any]", direction: str) -> Row:
    row: Row = dict.fromkeys(OPPORTUNITY) | {name: cell[name] for name in CELL} | {"unit": "people"}
    found = str(cell["status"])
    if found == "not_compared":
        told = {"sentence_nl": cell["sentence_nl"], "sentence_en": cell["sentence_en"]}
        return row | {"status": found, "reason": cell["reason"], **told}
    if found == "no_difference":
        return row | {"status": found, **both(lambda lang: say("says.gain.none", lang))}
    if (found == "higher") == (direction == "up"):
        return row | {"status": "ahead", **both(lambda lang: say("says.gain.ahead", lang))}
    out_of, have = _number(cell["denominator"]), _number(cell["numerator"])
    more, *ends = (-_number(cell[name]) * out_of for name in ("difference", "high", "low"))
    # Nobody can have more than everyone, or fewer than none.
    low, high = (min(max(end, -have), out_of - have) for end in ends)
    return row | {
        "status": "behind", "out_of": int(out_of), "more": more, "low": low, "high": high,
        **both(lambda lang: _gain((low, high), more > 0, int(out_of), str(cell["role"]), lang)),
    }  # fmt: skip


def _gain(ends: tuple[float, float], is_more: bool, out_of: int, role: str, lang: Lang) -> str:
    """The interval in whole people, rounded away from the middle: never more precise than it is."""
    near, far = ends if is_more else (-ends[1], -ends[0])
    key = f"says.gain.{'more' if is_more else 'fewer'}{'_unsure' if near < 0 else ''}"
    return say(key, lang, near=math.floor(near), far=math.ceil(far), who=say(f"role.{role}", lang), out_of=out_of)


def _in_hours(figures: pd.DataFrame, metrics: tuple[Metric, ...], locations: list[str]) -> Iterator[Row]:
    """The same requests with the others' hours for each; only where both sides can be seen."""
    counted = [metric.indicator for metric in metrics if metric.unit == HOURS]
    pools = figures[
        figures["indicator"].isin(counted)
        & figures["location"].isin(locations)
        & figures["cohort"].str.startswith("pool:")
        & (figures["level"] == "all")
    ]
    for _, same in pools.groupby(["indicator", "role"]):
        newest = same[same["cohort"] == same["cohort"].max()]
        shown = newest[(newest["status"] == "final") & (newest["denominator"] > 0)]
        for _, own in newest.iterrows():
            rest = shown[shown["location"] != own["location"]]
            row: Row = dict.fromkeys(OPPORTUNITY) | {name: own[name] for name in CELL} | {"unit": "hours"}
            reason = "nobody_else" if rest.empty else None
            if own["status"] != "final" or not _number(own["denominator"]):
                reason = str(own["status"])
            if reason:
                why = both(partial(_not_compared, reason))
                yield row | {"status": "not_compared", "reason": reason, **why}
                continue
            requests = _number(own["denominator"])
            more = requests * float(rest["numerator"].sum() / rest["denominator"].sum()) - _number(own["numerator"])
            told = both(partial(_hours, more, requests))
            yield row | {"status": "not_tested", "out_of": int(requests), "more": more, **told}


def _not_compared(reason: str, lang: Lang) -> str:
    against = say("says.against.others", lang)
    return say("says.not_compared", lang, against=against, why=say(f"says.not_compared.{reason}", lang))


def _hours(more: float, requests: float, lang: Lang) -> str:
    which = "more" if more >= 0 else "fewer"
    size = number(round(abs(more)), lang)
    return say(f"says.gain.hours_{which}", lang, hours=size, requests=number(requests, lang))


def _number(value: object) -> float:
    return float(str(value))
