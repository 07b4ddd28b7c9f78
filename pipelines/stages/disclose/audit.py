"""Published and hidden counts → for each hidden count the smallest and largest value that a reader cannot rule out.

Pure. Three steps, cheapest first: intervals that follow from the sums (they can only be too wide), other tables that fit
(they can only be too narrow), and an integer programme for a count of which the two disagree.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from pipelines.stages.disclose.moves import EPSILON, SECONDS, Wish, move
from pipelines.stages.disclose.system import Attacker, Flags, Floats, System, Whole, blocks

SMALLER = 4
PINS = 12
FAR = 1e7


@dataclass
class Seen:
    """Per count the smallest and largest value found so far in tables that one attacker cannot tell from the real one."""

    attacker: Attacker
    low: Floats
    high: Floats
    label: Whole = field(default_factory=lambda: np.empty(0, dtype=np.int64))

    def width(self) -> Floats:
        """How much room every count has at least."""
        return self.high - self.low


def nothing_seen(system: System, attacker: Attacker) -> Seen:
    """Before any other table was found, the real value is all there is."""
    return Seen(attacker, system.value.copy(), system.value.copy())


def open_targets(system: System, seen: Seen, targets: Flags) -> Whole:
    """Targets of which it is not shown yet that they have enough room."""
    lacking = targets & ~seen.attacker.known & (seen.width() < system.width - 1e-6)
    return np.flatnonzero(lacking)


def look(
    system: System,
    hidden: Flags,
    seen: Seen,
    targets: Flags,
    *,
    least: int = 1,
    others: Sequence[Seen] = (),
    seed: int = 0,
) -> Whole:
    """Find other tables until every target has room or nothing more is found; returns what is still open.

    Many targets are pushed at once; where they stand in each other's way, ever fewer, down to `least` at a time. What is
    found goes to `others` too as far as they cannot rule it out.
    """
    random = np.random.default_rng(seed)
    targets = targets & hidden[system.figure]
    left = open_targets(system, seen, targets)
    size = max(len(left), least)
    while len(left):
        for chunk in np.array_split(random.permutation(left), max(1, len(left) // size)):
            sign = np.where(random.random(len(chunk)) < 0.5, -1.0, 1.0)
            for signs in (sign, -sign):
                still = np.isin(chunk, open_targets(system, seen, targets))
                if still.any():
                    change = widen(system, hidden, seen, wish(system, seen, chunk[still], signs[still]))
                    share(system, change, others)
        now = open_targets(system, seen, targets)
        if len(now) > 0.7 * len(left):
            if size <= least:
                return now
            size = max(least, size // SMALLER)
        left = now
    return left


def share(system: System, change: Floats | None, others: Sequence[Seen]) -> None:
    """Let other attackers know of a change, when they cannot rule it out either."""
    if change is None:
        return
    for other in others:
        if not change[other.attacker.known].any() and (system.value + change > other.attacker.least - EPSILON).all():
            remember(system, other, change)


def wish(system: System, seen: Seen, counts: Whole, sign: Floats) -> Wish:
    """How far each count still has to go in the given direction to have enough room."""
    lacking = system.width[counts] - seen.width()[counts]
    gone = np.where(sign > 0, seen.high[counts] - system.value[counts], system.value[counts] - seen.low[counts])
    return Wish(counts, sign, gone + lacking)


def widen(system: System, hidden: Flags, seen: Seen, wanted: Wish, price: Floats | None = None) -> Floats | None:
    """Move towards a wish and remember what that shows; returns the change that was kept, or None."""
    free = hidden[system.figure]
    change = move(system, seen.attacker, free, wanted, price)
    if change is None or not np.abs(change).max(initial=0) > 1e-9:
        return None
    kept = _explained(system, hidden, change)
    if kept is None and len(wanted.count) == 1:
        for pin in _pins(system, free & ~seen.attacker.known, wanted.count[0]):
            change = move(system, seen.attacker, free, wanted, price, np.array([pin]))
            kept = None if change is None else _explained(system, hidden, change)
            if kept is not None:
                break
    if kept is None:
        return None
    remember(system, seen, kept)
    return kept


def remember(system: System, seen: Seen, change: Floats) -> None:
    """The real table plus this change is one that the attacker cannot rule out."""
    seen.low = np.minimum(seen.low, system.value + change)
    seen.high = np.maximum(seen.high, system.value + change)


def _explained(system: System, hidden: Flags, change: Floats) -> Floats | None:
    """The part of a change that a reader of the rules would believe: every block still has a reason to be hidden."""
    moved = np.unique(system.figure[np.abs(change) > 1e-9])
    now = hidden.copy()
    now[moved] = True
    label = blocks(system, now)
    small = system.small(system.value + change) & now[system.figure]
    reasons = np.unique(label[system.figure[small]])
    believed = np.isin(label, reasons) & (label >= 0)
    kept = np.where(believed[system.figure], change, 0.0)
    return kept if np.abs(kept).max(initial=0) > 1e-9 else None


def _pins(system: System, free: Flags, count: int) -> Whole:
    """Counts that might be the small one in another table: those nearest to the threshold first, the count itself last."""
    others = np.flatnonzero(free & (np.arange(len(system.value)) != count))
    nearest = others[np.argsort(np.abs(system.value[others] - system.threshold / 2), kind="stable")][:PINS]
    return np.append(nearest, count)


def propagate(system: System, hidden: Flags, attacker: Attacker, rounds: int = 30) -> tuple[Floats, Floats]:
    """Intervals that follow from the sums one at a time; never narrower than what can really be known."""
    unknown = hidden[system.figure] & ~attacker.known
    low = np.where(unknown, np.minimum(attacker.least, system.value), system.value) - system.value
    high = np.where(unknown, FAR, 0.0)
    up = system.equations.maximum(0).tocsr()
    down = (-system.equations.minimum(0)).tocsr()
    rows, columns = system.equations.nonzero()
    sign = np.asarray(system.equations[rows, columns]).ravel()
    for _ in range(rounds):
        least = up @ low - down @ high
        most = up @ high - down @ low
        own_least = np.where(sign > 0, low[columns], -high[columns])
        own_most = np.where(sign > 0, high[columns], -low[columns])
        # sign · change = −(the rest of the row), so it lies between −(most of the rest) and −(least of the rest).
        at_least, at_most = -(most[rows] - own_most), -(least[rows] - own_least)
        new_low, new_high = low.copy(), high.copy()
        np.maximum.at(new_low, columns, np.where(sign > 0, at_least, -at_most))
        np.minimum.at(new_high, columns, np.where(sign > 0, at_most, -at_least))
        if np.abs(new_low - low).max(initial=0) < 1e-9 and np.abs(new_high - high).max(initial=0) < 1e-9:
            break
        low, high = new_low, new_high
    return system.value + low, system.value + high


def bounds(
    system: System, hidden: Flags, attacker: Attacker, count: int, with_rule: bool = False
) -> tuple[float, float]:
    """The exact smallest and largest value of one hidden count; `inf` when nothing limits it.

    `with_rule`: the reader also reasons that something must have been the reason to hide, so that in the block of the
    count at least one is too small to be shown.
    """
    if attacker.known[count] or not hidden[system.figure[count]]:
        return float(system.value[count]), float(system.value[count])
    label = blocks(system, hidden)
    inside = label[system.figure] == label[system.figure[count]]
    columns = np.flatnonzero(inside & ~attacker.known)
    reasons = columns
    if not with_rule or (system.small(system.value) & inside & attacker.known).any():
        reasons = np.empty(0, dtype=np.int64)
    ends = [_end(system, attacker, columns, reasons, count, direction) for direction in (1.0, -1.0)]
    return ends[0], ends[1]


def _end(system: System, attacker: Attacker, columns: Whole, reasons: Whole, count: int, direction: float) -> float:
    """One end of the range, with a yes-or-no per possible reason when the reader reasons with the rules."""
    size, asked = len(columns), len(reasons)
    sums = system.equations[:, columns]
    sums = sums[np.diff(sums.indptr) > 0]
    low = np.minimum(attacker.least - system.value, 0.0)[columns]
    largest = float(system.value.sum()) + system.threshold + 1.0
    rows, least, most = [sparse.hstack([sums, sparse.csr_matrix((sums.shape[0], asked))])], [0.0] * sums.shape[0], []
    most += [0.0] * sums.shape[0]
    if asked:
        own, here = sparse.eye(size, format="csr"), system.value[columns]
        rows += [sparse.hstack([own, largest * sparse.eye(asked)]), sparse.hstack([own, -largest * sparse.eye(asked)])]
        # reason → value ≤ T − 1 and value ≥ the least that counts as too small
        least += [-np.inf] * asked + list(np.maximum(system.small_from[columns], 0) - here - largest)
        most += list(system.threshold - 1 - here + largest) + [np.inf] * asked
        rows.append(sparse.csr_matrix(np.concatenate([np.zeros(size), np.ones(asked)])[None, :]))
        least, most = [*least, 1.0], [*most, np.inf]
    objective = np.zeros(size + asked)
    objective[np.searchsorted(columns, count)] = direction
    answer = milp(
        objective,
        integrality=np.concatenate([system.whole[columns], np.ones(asked)]),
        bounds=Bounds(np.concatenate([low, np.zeros(asked)]), np.concatenate([np.full(size, FAR), np.ones(asked)])),
        constraints=LinearConstraint(sparse.vstack(rows, format="csc"), least, most),
        options={"time_limit": SECONDS * 4},
    )
    if answer.x is None:
        raise ArithmeticError(f"the range of count {count} could not be computed: {answer.message}")
    change = direction * float(answer.fun)
    return float("inf") if change >= FAR / 2 else float(system.value[count] + change)
