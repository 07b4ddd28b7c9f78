"""Values in order of time → an XmR chart: mean, limits, and which points are more than ordinary variation.

Does not explain a change, and does not know what is measured: what breaks a series is told by the caller.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

LIMIT = 2.66
"""3 ÷ 1.128, the constant of two-point moving ranges."""
RUN = 7
"""This many points in a row on one side of the mean, or each higher (lower) than the last."""
ENOUGH_POINTS = 12
"""With fewer points the limits are on trial ("proeflimieten")."""
RULES = ("outside_limits", "shift", "trend", "two_of_three")


@dataclass(frozen=True)
class Chart:
    """One stretch of an XmR chart; `rules` has one entry per point, with the names of `RULES` that it is part of."""

    mean: float
    low: float | None
    high: float | None
    on_trial: bool
    rules: tuple[tuple[str, ...], ...]


def xmr(values: Sequence[float], gaps: Sequence[int] = ()) -> Chart | None:
    """Mean ± 2,66 · mean moving range over all points, not screened for outliers; None without points.

    `gaps` holds the positions of points before which something is missing: no moving range and no run goes across.
    One point, or nothing but gaps, has no limits. Rules as in "Making Data Count" of the NHS: a point outside the limits;
    7 in a row on one side of the mean; 7 in a row that rise or fall; of 3 in a row on one side, 2 in the outer third.
    """
    if not len(values):
        return None
    points, breaks = np.asarray(values, dtype=np.float64), frozenset(gaps)
    mean = float(points.mean())
    ranges = [abs(later - earlier) for at, (earlier, later) in enumerate(pairwise(points), 1) if at not in breaks]
    if not ranges:
        return Chart(mean, None, None, True, tuple(() for _ in values))
    reach = LIMIT * float(np.mean(ranges))
    hits = {
        "outside_limits": {at for at, value in enumerate(points) if abs(value - mean) > reach},
        "shift": set[int](),
        "trend": set[int](),
        "two_of_three": set[int](),
    }
    for start, end in pairwise([0, *sorted(b for b in breaks if 0 < b < len(points)), len(points)]):
        stretch = points[start:end]
        side = np.sign(stretch - mean)
        near = (abs(stretch - mean) > reach * 2 / 3) & (abs(stretch - mean) <= reach)
        hits["shift"] |= {start + at for at in _runs(side, RUN)}
        # Seven points that rise make six steps up.
        hits["trend"] |= {start + at + more for at in _runs(np.sign(np.diff(stretch)), RUN - 1) for more in (0, 1)}
        hits["two_of_three"] |= {
            start + at + more
            for at in range(len(stretch) - 2)
            if abs(side[at : at + 3].sum()) == 3 and near[at : at + 3].sum() >= 2
            for more in range(3)
            if near[at + more]
        }
    rules = tuple(tuple(rule for rule in RULES if at in hits[rule]) for at in range(len(points)))
    return Chart(mean, mean - reach, mean + reach, len(points) < ENOUGH_POINTS, rules)


def _runs(signs: "np.ndarray[tuple[int], np.dtype[np.float64]]", length: int) -> set[int]:
    """Positions that are part of `length` or more equal signs in a row; 0 is no sign."""
    return {
        at + more
        for at in range(len(signs) - length + 1)
        if abs(signs[at : at + length].sum()) == length
        for more in range(length)
    }
