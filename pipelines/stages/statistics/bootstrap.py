"""What each person brings to a figure → an interval, by drawing the persons again as a whole.

For figures whose unit is not a person counted once: weeks, placements, waiting days, deliveries (there: partners). Weeks of
one person resemble each other, so that an interval over weeks would be too narrow.
"""

import numpy as np
import numpy.typing as npt

DRAWS = 2000
SEED = 20_261_101
FEWEST_CLUSTERS = 20
"""Below this many persons drawing them again says nothing: no interval."""
MANY_CLUSTERS = 200
"""From this many persons on their sums are drawn from the normal distribution that drawing persons tends to."""


def ratio_interval(
    numerators: npt.ArrayLike,
    denominators: npt.ArrayLike,
    clusters: npt.ArrayLike,
    fixed: float = 0.0,
    confidence: float = 0.95,
) -> tuple[float, float]:
    """Percentile bootstrap of Σ numerator ÷ (Σ denominator + `fixed`); NaN with fewer than 20 clusters.

    One row per kind of cluster: what one of them adds to numerator and denominator, and how many there are of that kind.
    `fixed` is the part of the denominator that is nobody's (weeks of a location). The same rows give the same interval,
    in whatever order they come.
    """
    counts = np.asarray(clusters, dtype=np.int64)
    total = int(counts.sum())
    added = np.column_stack([np.asarray(numerators, dtype=np.float64), np.asarray(denominators, dtype=np.float64)])
    if total < FEWEST_CLUSTERS:
        return float("nan"), float("nan")
    order = np.lexsort((counts, added[:, 1], added[:, 0]))
    sums = _sums(added[order], counts[order], total)
    below = sums[:, 1] + fixed
    if not (below > 0).any():
        return float("nan"), float("nan")
    values = sums[below > 0, 0] / below[below > 0]
    tail = (1 - confidence) / 2
    low, high = np.quantile(values, [tail, 1 - tail])
    return float(low), float(high)


def _sums(added: npt.NDArray[np.float64], counts: npt.NDArray[np.int64], total: int) -> npt.NDArray[np.float64]:
    """Numerator and denominator of each draw of as many persons as there are; one row per draw."""
    rng = np.random.default_rng(SEED)
    if total < MANY_CLUSTERS:
        # Drawing n persons with replacement is drawing how often each kind comes: equal persons need no rows of their own.
        return rng.multinomial(total, counts / total, size=DRAWS) @ added
    mean = counts @ added / total
    apart = added - mean
    spread = (apart * counts[:, None]).T @ apart
    return total * mean + rng.standard_normal((DRAWS, 2)) @ _root(spread).T


def _root(spread: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """A matrix whose product with its transpose is `spread`; also where one of the two does not vary."""
    values, vectors = np.linalg.eigh(spread)
    root: npt.NDArray[np.float64] = vectors * np.sqrt(np.clip(values, 0, None))
    return root
