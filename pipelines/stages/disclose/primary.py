"""Exact measurements → which figures hide by their own counts, and the separate counts that stand in each figure.

Pure: a frame in, a mask or counts out. What follows from several figures together is for `hide` and `audit`.
"""

import pandas as pd

OUTCOMES = ("rate", "survival")
COUNTS = ("met", "not_met", "unknown", "not_yet", "excluded")
"""The counts that together are everyone in a rate or a survival figure; no two overlap."""
AMOUNTS = {
    "count": ("numerator",), "people": ("numerator",), "per_week": ("numerator",), "ratio": ("numerator", "denominator"),
}  # fmt: skip
"""The numbers that stand in every other figure, by its kind."""


def counts(cells: pd.DataFrame) -> pd.DataFrame:
    """The counts of every outcome figure as separate numbers: columns as in `COUNTS`, same index.

    For survival `met` is who is known to be at work on the day, `not_met` everyone else who was followed.
    """
    lower = cells["bound"] == "lower"
    unknown = cells["unknown"].astype(float)
    met = cells["numerator"].fillna(0).astype(float)
    return pd.DataFrame(
        {
            "met": met,
            "not_met": cells["denominator"].fillna(0).astype(float) - met - unknown.where(lower, 0),
            "unknown": unknown,
            "not_yet": cells["not_evaluable"].astype(float) - unknown.where(~lower, 0),
            "excluded": cells["excluded"].astype(float),
        }
    )


def primary(cells: pd.DataFrame, threshold: int, released: "pd.Series[bool] | None" = None) -> "pd.Series[bool]":
    """Which cells hide by their own counts: a rate is shown when T ≤ numerator ≤ n − T and the rest is 0 or ≥ T.

    `released`: figures of which a site decided to show its own 0 % or 100 %; a count of 1 … T − 1 hides them still.
    """

    def tiny(counted: "pd.Series[float]") -> "pd.Series[bool]":
        return small(counted, threshold)

    rate, survival = cells["kind"] == "rate", cells["kind"] == "survival"
    outcome = rate | survival
    some = outcome & (cells["denominator"] > 0)
    numerator, complement = cells["numerator"].fillna(0), (cells["denominator"] - cells["numerator"]).fillna(0)
    apart = counts(cells)
    hidden = pd.Series(data=False, index=cells.index)
    for counted in (cells["not_evaluable"], cells["excluded"], cells["unknown"], apart["not_yet"]):
        hidden |= outcome & tiny(counted)
    hidden |= some & (tiny(numerator) | tiny(complement) | tiny(apart["not_met"]))
    extreme = (some & (numerator == 0)) | (some & rate & (complement == 0))
    hidden |= extreme if released is None else extreme & ~released
    events, at_risk = cells["events"].astype("Float64").fillna(0), cells["at_risk"].astype("Float64").fillna(0)
    censored = complement - events
    hidden |= some & survival & (tiny(events) | tiny(censored) | (at_risk < threshold))
    return ((hidden | few_people(cells, threshold)) & (cells["about"] != "deliveries")).astype(bool)


def few_people(cells: pd.DataFrame, threshold: int) -> "pd.Series[bool]":
    """Which cells count something else than people, such as weeks or hours, and rest on 1 … T − 1 people on either side."""
    few = ~cells["kind"].isin(OUTCOMES) & small(cells["persons"], threshold)
    for people in (cells["persons"], cells["met_persons"], cells["not_met_persons"]):
        few |= (cells["kind"] == "rate") & cells["clustered"].eq(True) & small(people, threshold)
    return few.astype(bool)


def small(counted: "pd.Series[float]", threshold: int) -> "pd.Series[bool]":
    """Counts of 1 … T − 1."""
    return (counted > 0) & (counted < threshold)
