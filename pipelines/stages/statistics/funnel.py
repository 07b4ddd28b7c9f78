"""A target and a number of people → the lines of a funnel, to be drawn.

Never decides who differs: near 100 % an interpolated line lies below 1, so that 13 of 13 would stand outside it while
it happens one time in ten. Status comes from exact tests.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import stats
from scipy.stats import mstats

Floats = npt.NDArray[np.float64]
ENOUGH_LOCATIONS = 10
"""With fewer locations the spread between them cannot be told from chance."""
WINSORISED = 0.1


@dataclass(frozen=True)
class Spread:
    """How much more locations differ than chance allows: 1 is exactly as much, and nothing is corrected."""

    phi: float
    locations: int

    @property
    def factor(self) -> float:
        """What the half-width of the lines is multiplied by; never narrower."""
        return float(np.sqrt(max(1.0, self.phi)))


def binomial_limits(target: float, totals: npt.ArrayLike, tail: float) -> Floats:
    """The line below which a share `tail` of locations falls when all have the same chance `target`.

    Exact binomial, interpolated between the two nearest counts (Spiegelhalter 2005, appendix A.1.1); NaN for nobody.
    """
    total = np.asarray(totals, dtype=np.float64)
    people = np.where(total > 0, total, 1)
    count = stats.binom.ppf(tail, people, target)
    at, before = stats.binom.cdf(count, people, target), stats.binom.cdf(count - 1, people, target)
    step = np.where(at > before, at - before, 1.0)
    limit = (count - (at - tail) / step) / people
    return np.where(total > 0, np.clip(limit, 0.0, 1.0), np.nan)


def poisson_limits(expected: npt.ArrayLike, confidence: float = 0.95) -> tuple[Floats, Floats]:
    """Exact lower and upper funnel line of observed ÷ expected, around 1; NaN where nothing is expected."""
    mean = np.asarray(expected, dtype=np.float64)
    known = np.where(mean > 0, mean, 1.0)
    tail = (1 - confidence) / 2
    low = stats.chi2.ppf(tail, 2 * known) / 2 / known
    high = stats.chi2.ppf(1 - tail, 2 * (known + 1)) / 2 / known
    return np.where(mean > 0, low, np.nan), np.where(mean > 0, high, np.nan)


def overdispersion(successes: Sequence[int], totals: Sequence[int], target: float) -> Spread | None:
    """Winsorised multiplicative overdispersion (Spiegelhalter 2005); None with fewer than 10 locations.

    A tenth of the z-scores on either side is pulled in first, so that one outlier does not widen its own line.
    """
    count, total = np.asarray(successes, dtype=np.float64), np.asarray(totals, dtype=np.float64)
    count, total = count[total > 0], total[total > 0]
    if total.size < ENOUGH_LOCATIONS or not 0 < target < 1:
        return None
    z = (count / total - target) / np.sqrt(target * (1 - target) / total)
    kept = np.asarray(mstats.winsorize(z, limits=(WINSORISED, WINSORISED)))
    return Spread(float((kept**2).mean()), int(total.size))
