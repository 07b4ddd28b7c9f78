"""Published and hidden counts → for each hidden count the smallest and largest value that a reader cannot rule out.

Pure. Other tables that fit are the proof that there is room: each is checked here against every sum, whoever found it. Where
none was found, intervals that follow from the sums (they can only be too wide) and an integer programme tell what is true.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, linprog, milp

from pipelines.stages.disclose.system import Attacker, Flags, Floats, System, Whole, blocks

FAR = 1e7
MANY = 200.0
"""More counts than have to move for one to go up by one."""
PATIENCE = {"time_limit": 10.0, "mip_rel_gap": 0.0}
EPSILON = 1e-6


@dataclass(frozen=True)
class Change:
    """Another table: how far it moves which counts."""

    counts: Whole
    by: Floats


class NoProof(Exception):
    """A table that is said to fit does not: it moves what is shown, breaks a sum, or is not made of whole people."""


class Reasons:
    """Where a reader who knows the rules finds a reason to hide: every block must hold a count too small to be shown."""

    def __init__(self, system: System, hidden: Flags) -> None:
        self.system = system
        self.label = blocks(system, hidden)
        small = system.small(system.value) & hidden[system.figure]
        self.known = np.bincount(self.label[system.figure[small]], minlength=int(self.label.max(initial=0)) + 1)

    def remain(self, change: Change) -> bool:
        """Whether something is still too small to be shown after a change, in the blocks that it brings together."""
        system, counts = self.system, change.counts
        label = np.unique(self.label[system.figure[counts]])
        before = system.small(system.value[counts], counts) & (self.label[system.figure[counts]] >= 0)
        after = system.small(system.value[counts] + change.by, counts)
        return bool(self.known[label[label >= 0]].sum() - before.sum() + after.sum() > 0)


def targets(system: System, hidden: Flags, every: bool) -> Flags:
    """Counts that must not be narrowed: all that are hidden, or those that are too small to be shown."""
    inside = hidden[system.figure]
    return inside if every else inside & system.small(system.value)


def rooms(
    system: System, hidden: Flags, attackers: Sequence[Attacker], changes: Sequence[Change]
) -> Iterator[tuple[Floats, Floats]]:
    """Per attacker the smallest and largest value of each count in tables that it cannot rule out.

    A table counts when every block still has a reason to be hidden. Raises `NoProof` when one does not fit what is shown.
    """
    tables = _tables(system, hidden, changes)
    column, by = tables.indices, tables.data
    row = np.repeat(np.arange(len(changes)), np.diff(tables.indptr))
    believed = _believed(system, hidden, row, column, by, len(changes))
    for attacker in attackers:
        ruled_out = attacker.known[column] | (system.value[column] + by < attacker.least[column] - EPSILON)
        fits = believed & (np.bincount(row[ruled_out], minlength=len(changes)) == 0)
        own = fits[row]
        low, high = np.zeros(len(system.value)), np.zeros(len(system.value))
        np.minimum.at(low, column[own], by[own])
        np.maximum.at(high, column[own], by[own])
        yield system.value + low, system.value + high


def open_counts(
    system: System, hidden: Flags, attackers: Sequence[Attacker], changes: Sequence[Change], every: bool = True
) -> dict[str, Whole]:
    """Per attacker the counts of which it is not shown that they have enough room; empty when all is safe.

    What an attacker delivered itself needs no room before it: there is nobody in it whom it does not know.
    """
    asked, found = targets(system, hidden, every), {}
    for attacker, (low, high) in zip(attackers, rooms(system, hidden, attackers, changes), strict=True):
        of_others = ~attacker.known & (attacker.least < np.maximum(system.value, EPSILON))
        lacking = np.flatnonzero(asked & of_others & (high - low < attacker.share * system.width - EPSILON))
        if len(lacking):
            found[attacker.name] = lacking
    return found


def _tables(system: System, hidden: Flags, changes: Sequence[Change]) -> sparse.csr_matrix:
    """One row per table; raises `NoProof`."""
    lengths = [len(change.counts) for change in changes]
    column = np.concatenate([change.counts for change in changes]) if changes else np.empty(0, dtype=np.int64)
    by = np.concatenate([change.by for change in changes]) if changes else np.empty(0)
    tables = sparse.csr_matrix(
        (by, column, np.concatenate([[0], np.cumsum(lengths, dtype=np.int64)])), shape=(len(changes), len(system.value))
    )
    if not hidden[system.figure[column]].all():
        raise NoProof("a table moves a count that is shown")
    if np.abs((system.equations @ tables.T).data).max(initial=0) > EPSILON * 100:
        raise NoProof("a table breaks a sum")
    whole = system.whole[column]
    if np.abs(by[whole] - np.round(by[whole])).max(initial=0) > EPSILON:
        raise NoProof("a table has parts of people")
    return tables


def _believed(system: System, hidden: Flags, row: Whole, column: Whole, by: Floats, size: int) -> Flags:
    """Which tables leave a reason to hide in their block."""
    found = Reasons(system, hidden)
    before = system.small(system.value[column], column)
    after = system.small(system.value[column] + by, column)
    first = np.zeros(size, dtype=np.int64)
    first[row[::-1]] = column[::-1]
    left = found.known[found.label[system.figure[first]]] if size else np.empty(0)
    changed = np.bincount(row, weights=after.astype(float) - before, minlength=size)
    believed: Flags = left + changed > 0.5
    return believed


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
    low, high = (
        float(system.value[count]) + float(change.by[change.counts == count].sum())
        for change in extremes(system, hidden, attacker, count, with_rule)
    )
    return low, float("inf") if high >= FAR / 2 else high


def extremes(
    system: System,
    hidden: Flags,
    attacker: Attacker,
    count: int,
    with_rule: bool = True,
    far: float = FAR,
    toll: Floats | None = None,
) -> tuple[Change, Change]:
    """The tables with the least and with the most of one hidden count, at most `far` away; `with_rule` as in `bounds`.

    `toll`: what moving each count by one costs, also those that are shown; then of such tables the cheapest.
    """
    label = blocks(system, hidden)
    inside = label[system.figure] == label[system.figure[count]]
    columns = np.flatnonzero((inside if toll is None else np.isfinite(toll)) & ~attacker.known)
    if toll is not None and not with_rule:
        columns = _reachable(system, columns, count)
    reasons = columns
    sure = system.small(system.value) & inside & (attacker.known | system.marked)
    if not with_rule or sure.any():
        reasons = np.empty(0, dtype=np.int64)
    price = np.zeros(len(columns)) if toll is None else toll[columns]
    found = (_extreme(system, attacker, columns, reasons, count, sign * far, price) for sign in (-1.0, 1.0))
    return next(found), next(found)


def _reachable(system: System, columns: Whole, count: int) -> Whole:
    """Of counts that may move, those that hang together with one of them through sums."""
    touched = abs(system.equations[:, columns])
    links = sparse.bmat([[None, touched.T], [touched, None]], format="csr")
    _, label = sparse.csgraph.connected_components(links, directed=False)
    reachable: Whole = columns[label[: len(columns)] == label[int(np.searchsorted(columns, count))]]
    return reachable


def _extreme(
    system: System, attacker: Attacker, columns: Whole, reasons: Whole, count: int, far: float, price: Floats
) -> Change:
    """One end of the range. Columns: what goes up, what goes down, and a yes-or-no per possible reason to hide."""
    size, asked = len(columns), len(reasons)
    sums = system.equations[:, columns]
    sums = sums[np.diff(sums.indptr) > 0]
    spot = int(np.searchsorted(columns, count))
    rises, falls = np.full(size, FAR), np.maximum(system.value - attacker.least, 0.0)[columns]
    rises[spot], falls[spot] = max(far, 0.0), min(max(-far, 0.0), falls[spot])
    rows = [sparse.hstack([sums, -sums, sparse.csr_matrix((sums.shape[0], asked))])]
    least, most = [0.0] * sums.shape[0], [0.0] * sums.shape[0]
    if asked:
        # reason → value ≤ T − 1 and value ≥ the least that counts as too small
        here, largest = system.value[columns], float(system.value.sum()) + system.threshold + 1.0
        own, switch = sparse.eye(size, format="csr"), largest * sparse.eye(asked)
        rows += [sparse.hstack([own, -own, switch]), sparse.hstack([own, -own, -switch])]
        least += [-np.inf] * asked + list(np.maximum(system.small_from[columns], 0) - here - largest)
        most += list(system.threshold - 1 - here + largest) + [np.inf] * asked
        rows.append(sparse.csr_matrix(np.concatenate([np.zeros(2 * size), np.ones(asked)])[None, :]))
        least, most = [*least, 1.0], [*most, np.inf]
    objective = np.concatenate([price, price, np.zeros(asked)])
    reward = (1.0 + MANY * price.max(initial=0.0)) * np.sign(far)
    objective[[spot, size + spot]] = -reward, reward
    ends = np.concatenate([rises, falls, np.ones(asked)])
    rounded = None
    if not asked:
        # What adds up in two directions has whole ends by nature: most often the quick question gives a whole answer.
        rounded = _if_whole(system, columns, _quickly(objective, rows[0], ends))
    if rounded is None:
        whole = np.concatenate([system.whole[columns], system.whole[columns], np.ones(asked)])
        limits = LinearConstraint(sparse.vstack(rows, format="csc"), least, most)
        answer = milp(objective, integrality=whole, bounds=Bounds(0.0, ends), constraints=limits, options=PATIENCE)
        by = None if answer.x is None else answer.x[:size] - answer.x[size : 2 * size]
        rounded = _if_whole(system, columns, by)
    if rounded is None:
        raise ArithmeticError(f"the range of count {count} could not be computed: {answer.message}")
    moved = np.abs(rounded) > EPSILON
    return Change(columns[moved], rounded[moved])


def _quickly(objective: Floats, sums: sparse.csr_matrix, ends: Floats) -> Floats | None:
    """The best table when people may come in parts."""
    # Nothing moved is a table already, from which the best is a few steps away: making the question smaller costs more.
    answer = linprog(
        objective, A_eq=sums.tocsc(), b_eq=np.zeros(sums.shape[0]), bounds=np.stack([np.zeros(len(ends)), ends], axis=1),
        method="highs", options={"presolve": False, "time_limit": PATIENCE["time_limit"]},
    )  # fmt: skip
    half = len(ends) // 2
    return None if answer.x is None else answer.x[:half] - answer.x[half:]


def _if_whole(system: System, columns: Whole, by: Floats | None) -> Floats | None:
    """A change without parts of people, or None."""
    if by is None:
        return None
    rounded = np.where(system.whole[columns], np.round(by), by)
    return rounded if np.abs(by - rounded).max(initial=0) < EPSILON else None
