"""Survival curves of shown figures → the points that may be drawn: no step between two of them is a small count."""

import pandas as pd

from pipelines.stages.measure import CURVE, RETENTION_DAY


def disclose_curves(curves: pd.DataFrame, figures: pd.DataFrame, threshold: int) -> pd.DataFrame:
    """Survival curves of the figures that are shown, with so few points that no step between two is a small count.

    `curves` as `measure.curves` gives them, `figures` as `disclose` gives them; `events` stays behind.
    """
    cell = ["indicator", "location", "cohort", "level", "role"]
    shown = figures.loc[figures["status"].isin(["final", "provisional"]), cell]
    kept = [
        group[_may_be_drawn(group, threshold)]
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
