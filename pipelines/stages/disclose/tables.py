"""A count that must not be narrowed → other tables that fit all that is shown, in which it is something else.

Pure. A table is put together out of one way or a few, and what it would cost to hide what it moves is known beforehand.
"""

from collections.abc import Iterator, Sequence

import numpy as np

from pipelines.stages.disclose.audit import EPSILON, Change, Reasons
from pipelines.stages.disclose.system import Attacker, Flags, Floats, System, Whole
from pipelines.stages.disclose.ways import NEVER, Ways

NEAR = (4, 10)
"""Of the ways along one axis how many are tried together with those along the others; if need be more."""
PIECES = 6
"""Out of how many ways together a count may get its room."""
TRIES = 40
REMEMBERED = 64


class Tables:
    """The other tables that were found for one system, and which attackers cannot rule them out."""

    def __init__(self, system: System, attackers: Sequence[Attacker], hidden: Flags, price: Floats) -> None:
        self.system, self.attackers, self.ways = system, attackers, Ways(system)
        self.hidden, self.price = hidden.copy(), price
        self.changes: list[Change] = []
        self.reasons: Reasons | None = None
        """Where a reader finds reasons to hide; looked at from the second round on, when few counts are left."""
        size = len(system.value)
        self.figure = np.append(system.figure, [system.figures, system.figures])
        self.fee = np.append(np.where(self.hidden, 0.0, price), 0.0)
        self.known = np.array([[*reader.known, False, True] for reader in attackers], dtype=bool).reshape(-1, size + 2)
        self.least = np.array([[*reader.least, 0.0, 0.0] for reader in attackers]).reshape(-1, size + 2)
        self.share = np.array([reader.share for reader in attackers])
        self.shared: dict[bytes, tuple[Flags, Floats]] = {}
        self.seen: dict[int, list[tuple[float, Flags]]] = {}
        """Per count how far each table moves it, and which attackers cannot rule that table out."""

    def waiting(self, count: int, more: Sequence[Change] = ()) -> Flags:
        """The attackers that can still narrow this count."""
        size = len(self.attackers)
        low, high = np.zeros(size), np.zeros(size)
        moved = self.seen.get(count, []) + [
            (float(change.by[change.counts == count].sum()), self.fooled(change)) for change in more
        ]
        for by, fooled in moved:
            low, high = np.where(fooled, np.minimum(low, by), low), np.where(fooled, np.maximum(high, by), high)
        nobody_elses = self.known[:, count] | (self.least[:, count] >= max(self.system.value[count], EPSILON))
        waiting: Flags = ~nobody_elses & (high - low < self.share * self.system.width[count] - 1e-6)
        return waiting

    def fooled(self, change: Change) -> Flags:
        """The attackers that cannot rule a table out."""
        value = self.system.value[change.counts] + change.by
        possible = ~self.known[:, change.counts] & (value >= self.least[:, change.counts] - 1e-6)
        return np.asarray(possible.all(axis=1))

    def take(self, change: Change) -> None:
        """Hide what a table moves, and remember who cannot rule it out."""
        fooled = self.fooled(change)
        moved = np.unique(self.figure[change.counts])
        self.hidden[moved], self.fee[moved] = True, 0.0
        self.changes.append(change)
        for count, by in zip(change.counts.tolist(), change.by.tolist(), strict=True):
            self.seen.setdefault(count, []).append((by, fooled))

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
            known: Flags = np.asarray(self.known[chosen].any(axis=0))
            self.shared[key] = known, self.least[chosen].max(axis=0)
        return self.shared[key]

    def two_tables(self, count: int, blocked: Flags, least: Floats, fee: Floats, thrifty: bool) -> list[Change]:
        """A table with more and one with less of a count, its width apart, out of one way or a few; empty when not found."""
        width, up, down = self.system.width[count], Moved(self.ways.value), Moved(self.ways.value)
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
        self,
        count: int,
        blocked: Flags,
        least: Floats,
        fee: Floats,
        tables: tuple["Moved", "Moved"],
        near: int,
        thrifty: bool,
    ) -> tuple["Moved", "Moved", float] | None:
        """The two tables moved further along the best way, and what that costs; None when nothing moves them."""
        index, sign, cost = self.ways.through(count, np.where(blocked, NEVER, fee[self.figure]), near)
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
        order = np.lexsort(
            ((sign[useful] != 0).sum(axis=1), (cost[useful] + 0.01) / (gain[useful] if thrifty else 1.0))
        )
        for way in useful[order[:TRIES]]:
            last = gain[way] >= lacks - 1e-9
            for rises, falls in (
                _splits(rise[way], fall[way], lacks) if last and self.reasons else [(rise[way], fall[way])]
            ):
                tables = up.with_(index[way], sign[way] * rises), down.with_(index[way], -sign[way] * falls)
                if (
                    not last
                    or not self.reasons
                    or all(self.reasons.remain(table.change()) for table in tables if table.moved)
                ):
                    return *tables, float(cost[way])
        return None


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
