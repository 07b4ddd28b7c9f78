"""Counts of events → intervals of rates, also when one place has other people than the next (case mix).

Does not know levels or places: a stratum is a number of people, a number of events and a rate to compare with.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import optimize, stats
from statsmodels.stats.rates import confint_poisson

from pipelines.stages.statistics import wilson

EXACT_BELOW = 10
"""Byar's approximation is used from this count on; below it the exact limits."""
RARE = 0.1
"""Below this expected rate the number of events is taken to be Poisson; from here on everyone has one chance."""
ENOUGH_PER_STRATUM = 10
ENOUGH_EVENTS = 10


@dataclass(frozen=True)
class Estimate:
    """A value with its interval; `low` and `high` are None where none can be given."""

    value: float
    low: float | None
    high: float | None


@dataclass(frozen=True)
class Ratio:
    """Observed ÷ expected, with an exact interval of the ratio and the exact two-sided p-value (2 · smaller tail)."""

    observed: int
    expected: float
    value: float
    low: float
    high: float
    p_value: float
    method: str
    """`poisson` or `poisson_binomial`."""


def exact_count(events: float, confidence: float = 0.95) -> tuple[float, float]:
    """Exact Poisson limits of a count (Garwood 1936)."""
    if events <= 0:
        return 0.0, float(stats.chi2.ppf((1 + confidence) / 2, 2) / 2)
    low, high = confint_poisson(events, 1, method="exact-c", alpha=1 - confidence)
    return float(low), float(high)


def byar(events: float, confidence: float = 0.95) -> tuple[float, float]:
    """Byar's limits of a Poisson count, whatever its size; 0 events have lower limit 0."""
    z = stats.norm.ppf((1 + confidence) / 2)
    more = events + 1
    low = events * (1 - 1 / (9 * events) - z / (3 * np.sqrt(events))) ** 3 if events > 0 else 0.0
    return max(0.0, float(low)), float(more * (1 - 1 / (9 * more) + z / (3 * np.sqrt(more))) ** 3)


def count_interval(events: float, confidence: float = 0.95) -> tuple[float, float]:
    """Limits of a Poisson count: exact below 10 events, Byar from there on."""
    return exact_count(events, confidence) if events < EXACT_BELOW else byar(events, confidence)


def rate_interval(events: float, exposure: float, confidence: float = 0.95) -> Estimate | None:
    """Events per unit of exposure with its limits (exact below 10, else Byar); None without exposure."""
    if exposure <= 0:
        return None
    low, high = count_interval(events, confidence)
    return Estimate(events / exposure, low / exposure, high / exposure)


def withheld(totals: Sequence[float], events: Sequence[float]) -> str | None:
    """Why a standardised figure is not given: `small_stratum` or `few_events`; None when it may be.

    One rule for all: every stratum has at least 10 people, and there are at least 10 events in all.
    """
    if not len(totals) or min(totals) < ENOUGH_PER_STRATUM:
        return "small_stratum"
    return "few_events" if sum(events) < ENOUGH_EVENTS else None


def dobson(
    events: Sequence[float], totals: Sequence[float], standard: Sequence[float], confidence: float = 0.95
) -> Estimate | None:
    """A directly standardised rate with Dobson's interval; None when `withheld`.

    One entry per stratum: events, people (or exposure) here, and people in the standard population.
    Dobson, Kuulasmaa, Eberle & Scherer 1991; for rates below about 10 %, where a count is nearly Poisson.
    """
    if withheld(totals, events):
        return None
    count, total, weight = (np.asarray(values, dtype=np.float64) for values in (events, totals, standard))
    share = weight / weight.sum()
    value, observed = float((share * count / total).sum()), float(count.sum())
    variance = float((share**2 * count / total**2).sum())
    low, high = count_interval(observed, confidence)
    scale = np.sqrt(variance / observed)
    return Estimate(value, float(value + scale * (low - observed)), float(value + scale * (high - observed)))


def standardised_proportion(
    successes: Sequence[float], totals: Sequence[float], standard: Sequence[float], confidence: float = 0.95
) -> Estimate | None:
    """A directly standardised proportion; Dobson where the rate is below 10 %, else the same construction on Wilson.

    None when `withheld`. From 10 % on a count is no longer Poisson: then Wilson's limits of the count are scaled with
    binomial variances. Where everyone or nobody succeeds these are 0 and the scale is that of equal proportions.
    """
    if withheld(totals, successes):
        return None
    if sum(successes) / sum(totals) < RARE:
        return dobson(successes, totals, standard, confidence)
    count, total, weight = (np.asarray(values, dtype=np.float64) for values in (successes, totals, standard))
    share, rate = weight / weight.sum(), count / total
    value, observed, everyone = float((share * rate).sum()), float(count.sum()), float(total.sum())
    spread = float((total * rate * (1 - rate)).sum())
    if spread > 0:
        scale = np.sqrt(float((share**2 * rate * (1 - rate) / total).sum()) / spread)
    else:
        scale = np.sqrt(float((share**2 / total).sum()) / everyone)
    lows, highs = wilson([observed], [everyone], confidence)
    low, high = (value + scale * (limit * everyone - observed) for limit in (lows[0], highs[0]))
    return Estimate(value, max(0.0, float(low)), min(1.0, float(high)))


def observed_expected(
    observed: int, totals: Sequence[int], reference: Sequence[float], confidence: float = 0.95
) -> Ratio | None:
    """Observed ÷ expected at fixed reference rates per stratum, exact; None when nothing is expected.

    Expected below 10 % of the people: Poisson. Otherwise the count is Poisson-binomial over the strata; its limits are
    the expected counts at which the observed one is just as extreme as agreed, all odds multiplied by the same number.
    """
    total, rate = np.asarray(totals, dtype=np.int64), np.asarray(reference, dtype=np.float64)
    expected, everyone = float((total * rate).sum()), int(total.sum())
    if not expected > 0:
        return None
    if expected / everyone < RARE:
        low, high = exact_count(observed, confidence)
        below, above = stats.poisson.cdf(observed, expected), stats.poisson.sf(observed - 1, expected)
        method = "poisson"
    else:
        chances = np.repeat(rate, total)
        low, high = _odds_limits(observed, chances, confidence)
        below, above = _tails(observed, chances)
        method = "poisson_binomial"
    p_value = min(1.0, 2 * float(min(below, above)))
    return Ratio(observed, expected, observed / expected, low / expected, high / expected, p_value, method)


def _tails(observed: int, chances: npt.NDArray[np.float64]) -> tuple[float, float]:
    """P(X ≤ observed) and P(X ≥ observed) when everyone has an own chance."""
    count = stats.poisson_binom(chances)
    below = float(count.cdf(observed))
    return min(1.0, below), min(1.0, float(count.sf(observed - 1)) if observed > 0 else 1.0)


def _odds_limits(observed: int, chances: npt.NDArray[np.float64], confidence: float) -> tuple[float, float]:
    """Expected counts at which `observed` lies just in the upper, and just in the lower tail."""
    tail, free = (1 - confidence) / 2, chances[(chances > 0) & (chances < 1)]
    certain = int((chances == 1).sum())
    if not free.size:
        return float(certain), float(certain)
    log_odds = np.log(free / (1 - free))

    def moved(shift: float) -> npt.NDArray[np.float64]:
        return 1 / (1 + np.exp(-(log_odds + shift)))

    def limit(side: int) -> float:
        found = optimize.brentq(lambda shift: _tails(observed - certain, moved(shift))[side] - tail, -40, 40)
        return float(moved(found).sum()) + certain

    low = limit(1) if observed > certain else float(certain)
    high = limit(0) if observed < certain + free.size else float(certain + free.size)
    return low, high
