"""Counts → intervals, survival, tests and which differences are demonstrable.

Does not know indicators or partners, reads no data and chooses no families: whoever calls it brings the counts.
Nothing here is home-made where scipy or statsmodels has it. Proportions, tests and Kaplan–Meier stand here; beside it
`rates` (counts, case mix), `funnel` (lines to draw), `incidence` (competing outcomes) and `control_chart` (XmR).
"""

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from scipy import stats
from scipy.stats._survival import EmpiricalDistributionFunction as Curve
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

Floats = npt.NDArray[np.float64]
TESTS = 10_000
"""How many tests are remembered: most audiences see the same counts."""


@dataclass(frozen=True)
class Point:
    """A survival curve on one day: the share without the event, its interval, and how many were still followed."""

    day: int
    survival: float
    low: float | None
    high: float | None
    at_risk: int
    """Followed up to this day or longer."""
    events_until: int
    """Events up to and including this day."""
    still_followed: int
    """Without the event and in sight at the end of this day."""


def wilson(successes: npt.ArrayLike, totals: npt.ArrayLike, confidence: float = 0.95) -> tuple[Floats, Floats]:
    """Wilson score interval of each proportion; NaN where the total is 0."""
    count = np.asarray(successes, dtype=np.float64)
    total = np.asarray(totals, dtype=np.float64)
    known = total > 0
    low, high = proportion_confint(
        np.where(known, count, 0.0), np.where(known, total, 1.0), alpha=1 - confidence, method="wilson"
    )
    # At 0 and n the limit is exact in theory; floating point leaves 1e-18 or 1 - 1e-16.
    low = np.where(count == 0, 0.0, np.asarray(low))
    high = np.where(count == total, 1.0, np.asarray(high))
    return np.where(known, low, np.nan), np.where(known, high, np.nan)


@lru_cache(TESTS)
def newcombe(
    successes: int, total: int, other_successes: int, other_total: int, confidence: float = 0.95
) -> tuple[float, float]:
    """Newcombe hybrid score interval of the difference of two independent proportions (first minus other).

    NaN when either group is empty.
    """
    if not total or not other_total:
        return np.nan, np.nan
    low, high = confint_proportions_2indep(
        successes, total, other_successes, other_total, method="newcomb", compare="diff", alpha=1 - confidence
    )
    return float(low), float(high)


@lru_cache(TESTS)
def fisher(successes: int, total: int, other_successes: int, other_total: int) -> float:
    """Two-sided p-value of Fisher's exact test on two independent proportions."""
    table = [[successes, total - successes], [other_successes, other_total - other_successes]]
    return float(stats.fisher_exact(table).pvalue)


def binomial_p(successes: int, total: int, expected: float) -> float:
    """Two-sided exact binomial p-value against a fixed rate: twice the smaller tail, at most 1."""
    lower = float(stats.binom.cdf(successes, total, expected))
    upper = float(stats.binom.sf(successes - 1, total, expected))
    return min(1.0, 2 * min(lower, upper))


def demonstrable(p_values: Sequence[float], q: float = 0.05) -> list[bool]:
    """Which tests of one family pass at false discovery rate `q` (Benjamini–Hochberg)."""
    if not len(p_values):
        return []
    return [bool(adjusted <= q) for adjusted in stats.false_discovery_control(np.asarray(p_values), method="bh")]


def survival(
    days: Sequence[int], events: Sequence[bool], at: Sequence[int], confidence: float = 0.95
) -> tuple[Point, ...]:
    """Kaplan–Meier at the asked days, with a log-log interval; days after the last follow-up are left out.

    `days` is how long each person was followed, `events` whether it ended in the event (else censored). There is no
    interval while survival is 1 or once it is 0: log-log is undefined there.
    """
    followed = np.asarray(days, dtype=np.int64)
    ended = np.asarray(events, dtype=bool)
    if not followed.size:
        return ()
    curve = stats.ecdf(stats.CensoredData(uncensored=followed[ended], right=followed[~ended])).sf
    wanted = [day for day in at if day <= followed.max()]
    if not wanted:
        return ()
    values = np.atleast_1d(curve.evaluate(wanted))
    lows, highs = _log_log(curve, wanted, confidence) if ended.any() else (np.full(len(wanted), np.nan),) * 2
    return tuple(
        Point(
            day,
            float(value),
            None if np.isnan(low) or not 0 < value < 1 else float(low),
            None if np.isnan(high) or not 0 < value < 1 else float(high),
            int((followed >= day).sum()),
            int((ended & (followed <= day)).sum()),
            int((followed + ~ended > day).sum()),
        )
        for day, value, low, high in zip(wanted, values, lows, highs, strict=True)
    )


def _log_log(curve: Curve, at: Sequence[int], confidence: float) -> tuple[Floats, Floats]:
    with warnings.catch_warnings(), np.errstate(divide="ignore", invalid="ignore"):
        # Where survival is 0 or 1 log-log has no value; those days get no interval.
        warnings.filterwarnings("ignore", message="The confidence interval is undefined", category=RuntimeWarning)
        interval = curve.confidence_interval(confidence_level=confidence, method="log-log")
    return np.atleast_1d(interval.low.evaluate(at)), np.atleast_1d(interval.high.evaluate(at))
