"""Figures that are too small to be shown → those plus the cheapest others, until nobody can compute one back.

Pure. What makes a count safe is another table that fits everything that is still shown: along places, years and kinds of
count at once some counts go up and others down. Such a table is found and hidden in one step, and kept as the proof.
"""

from collections.abc import Iterator, Sequence
from itertools import product

import numpy as np

from pipelines.stages.disclose.audit import EPSILON, Change, Reasons, extremes, open_counts, targets
from pipelines.stages.disclose.system import Attacker, Flags, Floats, System, Whole, steps

NEAR = (4, 10)
"""Ways along one axis that are tried together with those along the others: the cheapest and the widest by themselves; if need be more."""
LONG = 10
PIECES = 6
"""Out of how many ways together a count may get its room."""
SMALL = 60
"""Up to so many figures it is tried again with other prices, and to show each complement again."""
STARTS = 3
ROUNDS = 8
TRIES = 40
REMEMBERED = 64
HARD = 40
"""Of how many counts at most an integer programme is asked what no search found."""
HARD_SYSTEM = 1000
"""In up to how many counts it also looks for another reason to hide."""
TRIFLE = 1e-4
NEVER = 1e12


def hide(
    system: System, primary: Flags, attackers: Sequence[Attacker], every: bool = True, locked: Flags | None = None
) -> tuple[Flags, list[Change]]:
    """Which figures to hide (per figure), and the other tables that prove that nobody can tell.

    `primary` are the figures that hide for themselves; `every` protects each hidden count, else only those too small to
    be shown. `locked` figures cannot be hidden any more: they are known. What cannot be protected stays open: ask the audit.
    """
    price = system.weight if locked is None else np.where(locked & ~primary, NEVER, system.weight)
    random, best = np.random.default_rng(0), None
    for start in range(STARTS if system.figures <= SMALL else 1):
        noise = random.uniform(0.5, 1.5, system.figures) if start else np.ones(system.figures)
        search = Search(system, attackers, primary, price * noise, every)
        search.protect()
        search.show_unused(primary)
        search.protect()
        if system.figures <= SMALL:
            search.show_again(primary)
        cost = (search.is_open(), float(system.weight[search.hidden].sum()))
        if best is None or cost < best[0]:
            best = cost, search
    if best is None:
        raise AssertionError("at least one start is always tried")
    return best[1].hidden, best[1].changes


class Search:
    """What is hidden so far in one system, and the other tables that were found."""

    def __init__(
        self, system: System, attackers: Sequence[Attacker], primary: Flags, price: Floats, every: bool
    ) -> None:
        self.system, self.attackers, self.every = system, attackers, every
        self.hidden, self.price = primary.copy(), price
        self.changes: list[Change] = []
        self.reasons: Reasons | None = None
        """Where a reader finds reasons to hide; looked at from the second round on, when few counts are left."""
        size = len(system.value)
        # Behind the counts stand two that are none: one that may move freely, and one that may not.
        self.figure = np.append(system.figure, [system.figures, system.figures])
        self.fee = np.append(np.where(self.hidden, 0.0, price), 0.0)
        self.value = np.append(system.value, [np.inf, np.inf])
        self.known = np.array([[*reader.known, False, True] for reader in attackers], dtype=bool).reshape(-1, size + 2)
        self.least = np.array([[*reader.least, 0.0, 0.0] for reader in attackers]).reshape(-1, size + 2)
        self.share = np.array([reader.share for reader in attackers])
        spots = np.argwhere(system.at >= 0)
        self.spot = np.empty((size, 3), dtype=np.int64)
        self.spot[system.at[tuple(spots.T)]] = spots
        self.place_of_kind = _places(system)
        filled = np.append(system.value, 0.0)[system.at]
        self.plenty = [filled.sum(axis=tuple({0, 1, 2} - {axis})) for axis in range(3)]
        self.known_ways: tuple[dict[int, tuple[Whole, Whole]], ...] = ({}, {}, {})
        self.shared: dict[bytes, tuple[Flags, Floats]] = {}
        self.seen: dict[int, list[tuple[float, Flags]]] = {}
        """Per count how far each table moves it, and which attackers cannot rule that table out."""

    def protect(self) -> None:
        """Give every target room before every attacker, hiding more where need be."""
        for turn in range(ROUNDS):
            left = self.open_counts()
            if not len(left):
                return
            before = self.hidden.sum()
            if turn:
                self.look_for_reasons()
            for count in left[np.argsort(self.system.value[left], kind="stable")]:
                self.give_room(int(count))
            stuck = turn > 0 and self.hidden.sum() == before and self.is_open()
            if stuck and not self.prove_exactly() and not self.hide_around(self.open_counts()):
                return

    def open_counts(self) -> Whole:
        """Targets that some attacker can narrow too far, as the audit finds it."""
        found = open_counts(self.system, self.hidden, self.attackers, self.changes, self.every)
        return np.unique(np.concatenate(list(found.values()))) if found else np.empty(0, dtype=np.int64)

    def is_open(self) -> bool:
        """Whether anything can still be narrowed."""
        return len(self.open_counts()) > 0

    def give_room(self, count: int) -> None:
        """Let one count be anything in a wide enough range, for every attacker, in the cheapest of four manners.

        Either by tables that none of the attackers can rule out, or by one after the other for those who still can; and
        either by a single way that gives all the room, or by whatever gives most room for its price.
        """
        if not self.waiting(count).any():
            return
        best = (np.inf, np.inf), list[Change]()
        for at_once, thrifty in product((True, False), (True, False)):
            found = self.attempt(count, at_once, thrifty)
            best = min(best, found, key=lambda attempt: attempt[0])
            if best[0] == (0, 0.0):
                break
        for change in best[1]:
            self.take(change)

    def waiting(self, count: int, more: Sequence[Change] = ()) -> Flags:
        """The attackers that can still narrow this count."""
        size = len(self.attackers)
        low, high = np.zeros(size), np.zeros(size)
        moved = self.seen.get(count, []) + [
            (float(change.by[change.counts == count].sum()), self.fooled(change)) for change in more
        ]
        for by, fooled in moved:
            low, high = np.where(fooled, np.minimum(low, by), low), np.where(fooled, np.maximum(high, by), high)
        nobody_elses = self.known[:, count] | (self.least[:, count] >= max(self.value[count], EPSILON))
        return ~nobody_elses & (high - low < self.share * self.system.width[count] - 1e-6)

    def fooled(self, change: Change) -> Flags:
        """The attackers that cannot rule a table out."""
        value = self.system.value[change.counts] + change.by
        knows = self.known[:, change.counts].any(axis=1)
        return ~knows & (value >= self.least[:, change.counts] - 1e-6).all(axis=1)

    def attempt(self, count: int, at_once: bool, thrifty: bool) -> tuple[tuple[int, float], list[Change]]:
        """Tables that give a count its room, before how many attackers they do not, and what hiding them costs."""
        changes: list[Change] = []
        fee, cost, waiting = self.fee, 0.0, self.waiting(count)
        in_vain = np.zeros_like(waiting)
        while (trying := np.flatnonzero(waiting & ~in_vain)).size:
            chosen = trying if at_once else trying[:1]
            found = self.two_tables(count, *self.knowledge(chosen), fee, thrifty)
            before, waiting = waiting, self.waiting(count, [*changes, *found])
            if not (before & ~waiting).any():
                in_vain[chosen] = True
                continue
            changes += found
            touched = np.unique(np.concatenate([self.figure[change.counts] for change in found]))
            cost += float(fee[touched].sum())
            fee = fee.copy()
            fee[touched] = 0.0
        return (int(waiting.sum()), cost), changes

    def knowledge(self, chosen: Whole) -> tuple[Flags, Floats]:
        """What at least one of some attackers knows, and the most that one of them has of each count."""
        key = chosen.tobytes()
        if key not in self.shared:
            if len(self.shared) > REMEMBERED:
                self.shared.clear()
            self.shared[key] = self.known[chosen].any(axis=0), self.least[chosen].max(axis=0)
        return self.shared[key]

    def two_tables(self, count: int, blocked: Flags, least: Floats, fee: Floats, thrifty: bool) -> list[Change]:
        """A table with more and one with less of a count, its width apart, out of one way or a few; empty when not found."""
        width, up, down = self.system.width[count], Moved(self.value), Moved(self.value)
        for _ in range(PIECES):
            for near in NEAR:
                piece = self.piece(count, blocked, least, fee, (up, down), near, thrifty)
                if piece is not None and piece[2] == 0.0:
                    break
            if piece is None:
                return []
            up, down, _ = piece
            if up.by(count) - down.by(count) >= width - 1e-6:
                return [moved.change() for moved in (up, down) if moved.moved]
            fee = fee.copy()
            fee[np.unique(self.figure[list(up.moved | down.moved)])] = 0.0
        return []

    def piece(
        self, count: int, blocked: Flags, least: Floats, fee: Floats, tables: tuple["Moved", "Moved"], near: int, thrifty: bool
    ) -> tuple["Moved", "Moved", float] | None:
        """The two tables moved further along the best way, and what that costs; None when nothing moves them."""
        index, sign, cost = self.ways(count, blocked, fee, near)
        (up, down), width = tables, self.system.width[count]
        rise = np.where(sign < 0, up.value[index] - least[index], np.inf).min(axis=1, initial=width)
        fall = np.where(sign > 0, down.value[index] - least[index], np.inf).min(axis=1, initial=width)
        if self.system.whole[count]:
            rise, fall = np.floor(rise + 1e-6), np.floor(fall + 1e-6)
        lacks = width - (up.by(count) - down.by(count))
        gain = np.minimum(rise + fall, lacks)
        useful = np.flatnonzero((gain > 1e-9) & (cost < NEVER / 2))
        enough = gain[useful] >= lacks - 1e-9
        if not thrifty and enough.any():
            useful = useful[enough]
        order = np.lexsort(((sign[useful] != 0).sum(axis=1), (cost[useful] + 0.01) / (gain[useful] if thrifty else 1.0)))
        for way in useful[order[:TRIES]]:
            last = gain[way] >= lacks - 1e-9
            for rises, falls in _splits(rise[way], fall[way], lacks) if last and self.reasons else [(rise[way], fall[way])]:
                tables = up.with_(index[way], sign[way] * rises), down.with_(index[way], -sign[way] * falls)
                if not last or not self.reasons or all(self.reasons.remain(table.change()) for table in tables if table.moved):
                    return *tables, float(cost[way])
        return None

    def ways(self, count: int, blocked: Flags, fee: Floats, near: int) -> tuple[Whole, Whole, Floats]:
        """Ways to move a count by one up that leave every sum as it is: their counts, signs, and what hiding them costs.

        Each is a way along kinds, times one along rows, times one along columns.
        """
        kind, row, column = self.spot[count]
        lookup, toll = self.system.lookup, np.where(blocked, NEVER, fee[self.figure])
        lines = lookup[:, row, column], lookup[kind, :, column], lookup[kind, row, :]
        (kinds, kind_signs), (rows, row_signs), (columns, column_signs) = (
            self.along(axis, position, toll[line], self.value[line], near)
            for axis, (position, line) in enumerate(zip((kind, row, column), lines, strict=True))
        )
        shape = (len(kinds) * len(rows) * len(columns), kinds.shape[1] * rows.shape[1] * columns.shape[1])
        index = lookup[
            kinds[:, None, None, :, None, None], rows[None, :, None, None, :, None], columns[None, None, :, None, None, :]
        ]
        sign = (
            kind_signs[:, None, None, :, None, None]
            * row_signs[None, :, None, None, :, None]
            * column_signs[None, None, :, None, None, :]
        )
        once = self.place_of_kind[kinds]
        share = 1.0 / (once[:, :, None] == once[:, None, :]).sum(axis=2)
        price = toll[index] * (sign != 0)
        price = np.where(price >= NEVER / 2, price, price * share[:, None, None, :, None, None])
        nothing = len(self.system.value)
        index = np.where(sign != 0, index, nothing)
        return index.reshape(shape), sign.reshape(shape), price.reshape(shape).sum(axis=1)

    def along(self, axis: int, position: int, toll: Floats, value: Floats, near: int) -> tuple[Whole, Whole]:
        """The cheapest and the widest ways along one axis through a position, as positions and signs."""
        made = self.known_ways[axis]
        if position not in made:
            found = self.steps(axis, position)
            positions = np.full((len(found), max(map(len, found), default=1)), position)
            signs = np.zeros(positions.shape, dtype=np.int64)
            for row, step in enumerate(found):
                positions[row, : len(step)], signs[row, : len(step)] = list(step), list(step.values())
            made[position] = positions, signs
        positions, signs = made[position]
        if len(positions) > near:
            there = signs != 0
            cost = np.where(there, toll[positions], 0.0).sum(axis=1)
            # What it could move by itself: a cheap way through counts of nobody gives no room.
            room = np.where(signs < 0, value[positions], np.inf).min(axis=1) + np.where(
                signs > 0, value[positions], np.inf
            ).min(axis=1)
            room = np.minimum(room, self.system.threshold)
            cheapest = np.lexsort((there.sum(axis=1), cost))
            widest = np.lexsort((there.sum(axis=1), cost, -room))
            chosen = list(dict.fromkeys(np.stack([cheapest, widest], axis=1).ravel().tolist()))[:near]
            positions, signs = positions[chosen], signs[chosen]
        longest = int((signs != 0).sum(axis=1).max(initial=1))
        return positions[:, :longest], signs[:, :longest]

    def steps(self, axis: int, position: int) -> list[dict[int, int]]:
        """Short ways in every form, and long ones through what there is most of."""
        sums, plenty = self.system.sums[axis], self.plenty[axis]
        found = steps(sums, position, plenty)
        if axis == 0 and sums:
            known = [step.keys() for step in found]
            long = steps(sums, position, plenty, longest=LONG, branches=2)
            found += [step for step in long if not any(keys <= step.keys() for keys in known)]
        return found

    def take(self, change: Change) -> None:
        """Hide what a table moves, and remember who cannot rule it out."""
        fooled = self.fooled(change)
        moved = np.unique(self.figure[change.counts])
        self.hidden[moved], self.fee[moved] = True, 0.0
        self.changes.append(change)
        for count, by in zip(change.counts.tolist(), change.by.tolist(), strict=True):
            self.seen.setdefault(count, []).append((by, fooled))

    def prove_exactly(self) -> bool:
        """Ask an integer programme for what no search found, hiding more where need be; tells whether it helped."""
        left = self.open_counts()
        if len(left) > HARD:
            return False
        before = len(self.changes)
        for count, as_is in product(left.tolist(), (True, False)):
            width = float(self.system.width[count])
            for reader in np.flatnonzero(self.waiting(count)):
                toll = (self.fee[:-1] / width + TRIFLE)[self.system.figure]
                dear = NEVER / 2 / width if not as_is else 2 * TRIFLE
                toll[toll >= dear] = np.inf
                for change in extremes(
                    self.system, self.hidden, self.attackers[reader], count,
                    with_rule=len(self.system.value) <= HARD_SYSTEM, far=width, toll=toll,
                ):  # fmt: skip
                    if len(change.counts):
                        self.take(change)
        return len(self.changes) > before and len(self.open_counts()) < len(left)

    def hide_around(self, left: Whole) -> bool:
        """The last resort: hide all that adds up directly with what is still open; tells whether there was anything."""
        touched = self.system.equations[np.unique(self.system.equations[:, left].nonzero()[0])].indices
        more = np.unique(self.system.figure[touched])
        more = more[(self.price[more] < NEVER / 2) & ~self.hidden[more]]
        self.hidden[more], self.fee[more] = True, 0.0
        return len(more) > 0

    def show_unused(self, primary: Flags) -> None:
        """Show each complement again that no table needs, once the tables are left out that others have made needless."""
        asked = targets(self.system, self.hidden, self.every)
        moves = [np.unique(self.figure[change.counts]) for change in self.changes]
        used = np.bincount(np.concatenate([*moves, np.empty(0, dtype=np.int64)]), minlength=self.system.figures)
        price = np.where(primary, 0.0, self.system.weight)
        alone = [float((price[figures] / used[figures]).sum()) for figures in moves]
        needed = []
        for number in np.argsort(-np.array(alone), kind="stable"):
            change, fooled = self.changes[number], self.fooled(self.changes[number])
            entries = [(int(count), (float(by), fooled)) for count, by in zip(change.counts, change.by, strict=True) if asked[count]]
            kept = {count: self.seen[count] for count, _ in entries}
            for count, entry in entries:
                self.seen[count] = [one for one in self.seen[count] if one[0] != entry[0] or (one[1] != entry[1]).any()]
            if any(self.waiting(count).any() for count in kept):
                self.seen |= kept
                needed.append(change)
        self.fee = np.append(np.where(primary, 0.0, self.price), 0.0)
        self.forget(primary.copy(), needed)

    def show_again(self, primary: Flags) -> None:
        """Show each complement again that turns out not to be needed, dearest first."""
        for figure in np.argsort(-self.system.weight, kind="stable"):
            if not self.hidden[figure] or primary[figure]:
                continue
            kept = self.hidden.copy(), self.changes, self.fee.copy()
            trial = self.hidden.copy()
            trial[figure] = False
            self.forget(trial, [c for c in self.changes if not (self.figure[c.counts] == figure).any()])
            self.fee = np.append(np.where(trial, 0.0, NEVER), 0.0)
            self.protect_as_is()
            if self.is_open():
                self.forget(kept[0], kept[1])
            self.fee = np.append(np.where(self.hidden, 0.0, self.price), 0.0)

    def look_for_reasons(self) -> None:
        """From here on only tables count that leave a reason to hide."""
        self.reasons = Reasons(self.system, self.hidden)
        self.forget(self.hidden, [change for change in self.changes if self.reasons.remain(change)])

    def protect_as_is(self) -> None:
        """Find tables within what is hidden already."""
        self.look_for_reasons()
        for count in self.open_counts():
            self.give_room(int(count))

    def forget(self, hidden: Flags, changes: list[Change]) -> None:
        """Go on from what was hidden and found then."""
        self.hidden, self.changes, self.seen = hidden, [], {}
        for change in changes:
            self.take(change)


class Moved:
    """The real table with some counts moved."""

    def __init__(self, value: Floats, moved: dict[int, float] | None = None) -> None:
        self.moved = moved or {}
        self.value = value
        if self.moved:
            self.value = value.copy()
            self.value[list(self.moved)] += list(self.moved.values())
        self.start = value

    def by(self, count: int) -> float:
        """How far a count was moved."""
        return self.moved.get(count, 0.0)

    def with_(self, counts: Whole, by: Floats) -> "Moved":
        """The same with more counts moved, from the real table on."""
        moved = dict(self.moved)
        for count, change in zip(counts.tolist(), by.tolist(), strict=True):
            if change:
                moved[count] = moved.get(count, 0.0) + change
        real = self.value.copy()
        if self.moved:
            real[list(self.moved)] -= list(self.moved.values())
        return Moved(real, {count: change for count, change in moved.items() if change})

    def change(self) -> Change:
        """The counts that moved."""
        there = [count for count in self.moved if count < len(self.value) - 2]
        return Change(np.array(there, dtype=np.int64), np.array([self.moved[count] for count in there]))


def _splits(rise: float, fall: float, lacks: float) -> Iterator[tuple[float, float]]:
    """Ways to divide the room that lacks over up and down, the widest first."""
    yield rise, fall
    for rises in np.arange(0.0, min(rise, lacks) + 1e-9):
        if lacks - rises <= fall + 1e-9:
            yield float(rises), float(lacks - rises)


def _places(system: System) -> Whole:
    """For each kind a number that it shares with the kinds that stand in the same figures."""
    found = [line[line >= 0][:1] for line in system.at.reshape(len(system.at), -1)]
    return np.array([int(system.figure[line[0]]) if len(line) else -1 for line in found])
