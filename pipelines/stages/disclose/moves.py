"""What else the hidden counts could be: other tables that fit everything that was published.

Pure. One linear programme (HiGHS) pushes many counts at once; what it returns is checked to be whole and to fit, so every
answer is a proof by example, never an estimate.
"""

from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from pipelines.stages.disclose.system import Attacker, Flags, Floats, System, Whole

SECONDS = 5.0
EPSILON = 1e-6
REWARD = 1e4


@dataclass(frozen=True)
class Wish:
    """Which counts should change, in which direction (+1 or −1), and how far at most."""

    count: Whole
    sign: Floats
    far: Floats


def move(
    system: System,
    attacker: Attacker,
    free: Flags,
    wish: Wish,
    price: Floats | None = None,
    pinned: Whole | None = None,
) -> Floats | None:
    """A change of the counts that fits every sum and what the attacker knows, and goes as far as wished.

    `free` may change for nothing; with a `price` per count the others may too, at that price per unit. `pinned` counts
    must end too small to be shown. None when there is no such change.
    """
    allowed = ~attacker.known & (free if price is None else free | np.isfinite(price))
    counts = np.flatnonzero(allowed)
    wanted = np.isin(wish.count, counts)
    wish = Wish(wish.count[wanted], wish.sign[wanted], wish.far[wanted])
    place = np.full(len(system.value), -1)
    place[counts] = np.arange(len(counts))
    paid = np.flatnonzero(~free[counts]) if price is not None else np.empty(0, dtype=np.int64)
    low = np.minimum(attacker.least - system.value, 0.0)[counts]
    high = np.full(len(counts), np.inf)
    if pinned is not None:
        spot = place[pinned]
        low[spot] = np.maximum(low[spot], np.maximum(system.small_from[pinned], 0) - system.value[pinned])
        high[spot] = system.threshold - 1 - system.value[pinned]
        if (low > high).any():
            return None
    sums = system.equations[:, counts]
    sums = sums[np.diff(sums.indptr) > 0]
    found = _solve(system, counts, sums, wish, place, (low, high), paid, price)
    if found is None:
        return None
    change = np.zeros(len(system.value))
    change[counts] = found
    return change


def _solve(
    system: System,
    counts: Whole,
    sums: sparse.csr_matrix,
    wish: Wish,
    place: Whole,
    bounds: tuple[Floats, Floats],
    paid: Whole,
    price: Floats | None,
) -> Floats | None:
    """Columns: the changes, what each wish got, and how much each paid count changed either way."""
    size, wishes, payments = len(counts), len(wish.count), len(paid)
    steps = sparse.csr_matrix((-wish.sign, (np.arange(wishes), place[wish.count])), shape=(wishes, size))
    rows = [
        sparse.hstack([sums, sparse.csr_matrix((sums.shape[0], wishes + payments))]),
        sparse.hstack([steps, sparse.eye(wishes), sparse.csr_matrix((wishes, payments))]),
    ]
    limits = [(0.0, 0.0, sums.shape[0]), (-np.inf, 0.0, wishes)]
    if payments and price is not None:
        chosen = sparse.csr_matrix((np.ones(payments), (np.arange(payments), paid)), shape=(payments, size))
        nothing, pay = sparse.csr_matrix((payments, wishes)), -sparse.eye(payments)
        rows += [sparse.hstack([chosen, nothing, pay]), sparse.hstack([-chosen, nothing, pay])]
        limits += [(-np.inf, 0.0, 2 * payments)]
    cost = np.concatenate(
        [np.zeros(size), -REWARD / np.maximum(wish.far, 1.0), price[counts][paid] if price is not None else []]
    )
    low, high = bounds
    box = Bounds(
        np.concatenate([low, np.zeros(wishes + payments)]),
        np.concatenate([high, wish.far, np.full(payments, np.inf)]),
    )
    matrix = sparse.vstack(rows, format="csc")
    fits = LinearConstraint(
        matrix,
        np.concatenate([np.full(number, least) for least, _, number in limits]),
        np.concatenate([np.full(number, most) for _, most, number in limits]),
    )
    for whole in (False, True):
        integrality = np.zeros(len(cost))
        if whole:
            integrality[:size] = system.whole[counts]
        answer = milp(cost, integrality=integrality, bounds=box, constraints=fits, options={"time_limit": SECONDS})
        if answer.x is None:
            return None
        change: Floats = np.where(system.whole[counts], np.round(answer.x[:size]), answer.x[:size])
        if (
            np.abs(change - answer.x[:size]).max(initial=0) < EPSILON * 100
            and np.abs(sums @ change).max(initial=0) < EPSILON
        ):
            return change
    return None
