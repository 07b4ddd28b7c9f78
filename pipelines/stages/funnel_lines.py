"""The published share of all locations together → the lines of a funnel to draw around it.

Never says who lies outside: that is `compare`. Uses nothing that was hidden.
"""

import numpy as np
import pandas as pd

from pipelines.metrics import Metric
from pipelines.stages.statistics.funnel import binomial_limits, overdispersion

FUNNEL = [
    "indicator",
    "cohort",
    "role",
    "people",
    "target",
    "low_95",
    "high_95",
    "low_998",
    "high_998",
    "spread",
]
TAILS = {"low_95": 0.025, "high_95": 0.975, "low_998": 0.001, "high_998": 0.999}
POINTS = 60
Lines = dict[str, "float | str | int"]


def funnel_lines(figures: pd.DataFrame, metrics: tuple[Metric, ...], locations: list[str]) -> pd.DataFrame:
    """Lines per rate and role in the newest pool, at up to 60 numbers of people; columns as in `FUNNEL`.

    `spread` is what the lines were widened by because locations differ more than chance: 1 below ten locations.
    """
    rates = [metric.indicator for metric in metrics if metric.kind == "rate" and not metric.clustered]
    pools = figures[
        figures["indicator"].isin(rates)
        & figures["cohort"].str.startswith("pool:")
        & (figures["level"] == "all")
        & (figures["status"] == "final")
    ]
    rows: list[Lines] = []
    for (indicator, role), same in pools.groupby(["indicator", "role"], sort=False):
        newest = same[same["cohort"] == same["cohort"].max()]
        whole, places = newest[newest["location"] == "all"], newest[newest["location"].isin(locations)]
        if whole.empty or places.empty:
            continue
        target = float(whole["value"].iloc[0])
        spread = overdispersion(list(places["numerator"]), list(places["denominator"]), target)
        factor = spread.factor if spread else 1.0
        most = int(places["denominator"].max())
        people = np.unique(np.linspace(1, most, min(most, POINTS)).astype(int))
        lines = {
            name: target + factor * (binomial_limits(target, people, tail) - target) for name, tail in TAILS.items()
        }
        rows += [
            {"indicator": str(indicator), "cohort": str(newest["cohort"].iloc[0]), "role": str(role)}
            | {"people": int(count), "target": target, "spread": factor}
            | {name: float(line[at].clip(0.0, 1.0)) for name, line in lines.items()}
            for at, count in enumerate(people)
        ]
    return pd.DataFrame(rows, columns=FUNNEL)
