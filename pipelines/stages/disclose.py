"""Exact measurements → the figures that one audience may see, with what is too small hidden.

Pure: a frame in, a frame out. Measures nothing and knows no partner. For now it hides *primary*: a count of 1 … T−1 on
either side of a figure. Hiding complements and auditing what can be subtracted belong between `primary` and `_figures`.
"""

from dataclasses import dataclass

import pandas as pd

from pipelines.stages.measure import CURVE, RETENTION_DAY

FIGURE = [
    "indicator",
    "location",
    "cohort",
    "level",
    "role",
    "numerator",
    "denominator",
    "not_evaluable",
    "excluded",
    "unknown",
    "value",
    "low",
    "high",
    "maturity",
    "hidden",
    "hidden_reason",
    "status",
    "response",
    "bound_low",
    "bound_high",
]
NUMBERS = [
    "numerator",
    "denominator",
    "not_evaluable",
    "excluded",
    "unknown",
    "value",
    "low",
    "high",
    "maturity",
    "response",
    "bound_low",
    "bound_high",
]
# One reason for every hidden cell: saying which count is small would give it away.
HIDDEN_REASON = "too_few_people"


@dataclass(frozen=True)
class Audience:
    """Who reads a publication, and below how many people a count stays hidden for them."""

    name: str
    threshold: int


PUBLIC = Audience("public", 10)
AUDIENCES = {audience.name: audience for audience in (PUBLIC,)}


def disclose(measured: pd.DataFrame, audience: Audience = PUBLIC) -> pd.DataFrame:
    """The benchmark's figures for an audience: columns as in `FIGURE`; every number of a hidden figure is null."""
    cells = measured[measured["ask"] == "benchmark"].reset_index(drop=True)
    hidden = primary(cells, audience.threshold)
    return _figures(cells, hidden, audience.threshold)


def primary(cells: pd.DataFrame, threshold: int) -> "pd.Series[bool]":
    """Which cells hide by their own counts: a rate is shown when T ≤ numerator ≤ n − T and the rest is 0 or ≥ T."""

    def small(counts: "pd.Series[float]") -> "pd.Series[bool]":
        return _small(counts, threshold)

    rate, survival = cells["kind"] == "rate", cells["kind"] == "survival"
    outcome = rate | survival
    some = outcome & (cells["denominator"] > 0)
    numerator, complement = cells["numerator"].fillna(0), (cells["denominator"] - cells["numerator"]).fillna(0)
    # What can be subtracted within one figure: who could not be judged yet, and of whom a "no" is known.
    apart = cells["not_evaluable"] - cells["unknown"].where(cells["bound"] != "lower", 0)
    known_no = complement - cells["unknown"].where(cells["bound"] == "lower", 0)
    hidden = ~outcome & small(cells["persons"])
    for counts in (cells["not_evaluable"], cells["excluded"], cells["unknown"], apart):
        hidden |= outcome & small(counts)
    hidden |= some & ((numerator < threshold) | small(complement) | small(known_no))
    hidden |= some & rate & (complement < threshold)
    events, at_risk = cells["events"].astype("Float64").fillna(0), cells["at_risk"].astype("Float64").fillna(0)
    censored = complement - events
    hidden |= some & survival & (small(events) | small(censored) | (at_risk < threshold))
    # Where somebody can count several times, the people on both sides must be enough, not only what they did.
    for people in (cells["persons"], cells["met_persons"], cells["not_met_persons"]):
        hidden |= rate & cells["clustered"].eq(True) & small(people)
    # That a partner delivered late gives nobody away.
    return (hidden & (cells["about"] != "deliveries")).astype(bool)


def disclose_curves(curves: pd.DataFrame, figures: pd.DataFrame, audience: Audience = PUBLIC) -> pd.DataFrame:
    """Survival curves of the figures that are shown, with so few points that no step between two is a small count.

    `curves` as `measure.curves` gives them, `figures` as `disclose` gives them; `events` stays behind.
    """
    cell = ["indicator", "location", "cohort", "level", "role"]
    shown = figures.loc[figures["status"].isin(["final", "provisional"]), cell]
    kept = [
        group[_may_be_drawn(group, audience.threshold)]
        for _, group in curves.merge(shown, on=cell).sort_values([*cell, "day"]).groupby(cell, sort=False)
    ]
    columns = [name for name in CURVE if name != "events"]
    return pd.concat(kept)[columns].reset_index(drop=True) if kept else curves.iloc[0:0][columns]


def _may_be_drawn(curve: pd.DataFrame, threshold: int) -> list[bool]:
    """Which points of one curve stay: enough people at risk, and 0 or ≥ T people leaving since the point before."""
    points = list(zip(curve["day"], curve["at_risk"], curve["events"], strict=True))
    anchor = next((point for point in points if point[0] == RETENTION_DAY), None)

    def safe(earlier: tuple[int, int, int], later: tuple[int, int, int]) -> bool:
        events, left = later[2] - earlier[2], earlier[1] - later[1]
        return later[1] >= threshold and all(
            count <= 0 or count >= threshold for count in (events, left, left - events)
        )

    last, keep = points[0], [points[0][1] >= threshold]
    for point in points[1:]:
        # The published figure is the curve on the anchor's day: a point before it must also be safe beside that one.
        good = safe(last, point) and (anchor is None or point[0] >= anchor[0] or safe(point, anchor))
        keep.append(good)
        last = point if good else last
    return keep


def _small(counts: "pd.Series[float]", threshold: int) -> "pd.Series[bool]":
    return (counts > 0) & (counts < threshold)


def _figures(cells: pd.DataFrame, hidden: "pd.Series[bool]", threshold: int) -> pd.DataFrame:
    figures = cells.copy()
    lower, rate = figures["bound"] == "lower", figures["kind"] == "rate"
    everyone = figures["denominator"] + figures["unknown"].where(~lower, 0)
    everyone = everyone.where(figures["rests_on_answers"] & (everyone > 0))
    figures["response"] = (everyone - figures["unknown"]) / everyone
    figures["bound_low"] = (figures["numerator"] / everyone).where(rate)
    figures["bound_high"] = ((figures["numerator"] + figures["unknown"]) / everyone).where(rate)
    figures["hidden"] = hidden
    figures["hidden_reason"] = pd.Series(HIDDEN_REASON, index=figures.index, dtype="object").where(hidden, None)
    figures["status"] = "final"
    figures.loc[figures["maturity"] < 1, "status"] = "provisional"
    figures.loc[figures["denominator"] == 0, "status"] = "not_evaluable"
    figures.loc[hidden, "status"] = "hidden"
    # The share tells how many are waiting; that may be said when it is nobody or enough.
    figures["maturity"] = figures["maturity"].mask(_small(figures["waiting"], threshold))
    for name in NUMBERS:
        figures[name] = figures[name].astype("Float64").mask(hidden)
    return figures[FIGURE]
