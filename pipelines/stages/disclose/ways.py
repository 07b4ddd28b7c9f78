"""A count of a system → the ways in which it can go up by one, and others with it, so that every sum stays as it is.

Pure. A way goes along kinds, rows and columns at once; which ways there are follows from the sums alone.
"""

from functools import lru_cache

import numpy as np

from pipelines.stages.disclose.system import Flags, Floats, Sum, System, Whole

NEVER = 1e12
"""What touching a count costs that may not be touched."""
LONG = 10


class Ways:
    """The ways through each count of one system."""

    def __init__(self, system: System) -> None:
        self.system = system
        # Behind the counts stand two that are none: one that may move freely, and one that may not.
        self.value = np.append(system.value, [np.inf, np.inf])
        spots = np.argwhere(system.at >= 0)
        self.spot = np.empty((len(system.value), 3), dtype=np.int64)
        self.spot[system.at[tuple(spots.T)]] = spots
        self.place_of_kind = _places(system)
        filled = np.append(system.value, 0.0)[system.at]
        self.plenty = tuple(np.argsort(-filled.sum(axis=(1, 2)), kind="stable").tolist())
        self.known: tuple[dict[int, tuple[Whole, Whole]], ...] = ({}, {}, {})

    def through(self, count: int, toll: Floats, near: int) -> tuple[Whole, Whole, Floats]:
        """Ways to move a count by one up that leave every sum as it is: their counts, signs, and what hiding them costs.

        Each is a way along kinds, times one along rows, times one along columns; `toll` is what touching each count costs.
        Of the ways along one axis the `near` best by themselves are tried together with those along the others.
        """
        kind, row, column = self.spot[count]
        lookup = self.system.lookup
        lines = lookup[:, row, column], lookup[kind, :, column], lookup[kind, row, :]
        (kinds, kind_signs), (rows, row_signs), (columns, column_signs) = (
            self.along(axis, position, toll[line], self.value[line], near)
            for axis, (position, line) in enumerate(zip((kind, row, column), lines, strict=True))
        )
        shape = (len(kinds) * len(rows) * len(columns), kinds.shape[1] * rows.shape[1] * columns.shape[1])
        index = lookup[
            kinds[:, None, None, :, None, None],
            rows[None, :, None, None, :, None],
            columns[None, None, :, None, None, :],
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
        made = self.known[axis]
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
        """Short ways in every form; along kinds, which may be linked in a long row, also long ones through what there is most of."""
        sums = self.system.sums[axis]
        found = steps(sums, position)
        if axis == 0 and sums:
            known = [step.keys() for step in found]
            long = steps(sums, position, self.plenty, longest=LONG, branches=2)
            found = found + [step for step in long if not any(keys <= step.keys() for keys in known)]
        return found

    def nearby(self, count: int, near: int) -> Flags:
        """The counts in the columns that a short way leads through from a count: what it is asked about first."""
        ways = self.steps(2, int(self.spot[count, 2]))[:near]
        return np.isin(self.spot[:, 2], [position for step in ways for position in step])


def _places(system: System) -> Whole:
    """For each kind a number that it shares with the kinds that stand in the same figures."""
    found = [line[line >= 0][:1] for line in system.at.reshape(len(system.at), -1)]
    return np.array([int(system.figure[line[0]]) if len(line) else -1 for line in found])


@lru_cache(maxsize=4096)
def steps(
    sums: tuple[Sum, ...],
    start: int,
    order: tuple[int, ...] = (),
    longest: int = 6,
    most: int = 60,
    branches: int = 1000,
) -> list[dict[int, int]]:
    """Ways to change positions of one axis by one up or down, with `start` up, that leave every sum as it is; shortest first.

    Of the positions that could mend a sum, `branches` are tried, in the given `order`.
    """
    containing: dict[int, list[tuple[int, int]]] = {}
    for number, added in enumerate(sums):
        for position, sign in added:
            containing.setdefault(position, []).append((number, sign))
    mending = [sorted((p for p, _ in added), key=order.index) if order else [p for p, _ in added] for added in sums]
    sign_in = [dict(added) for added in sums]
    found: list[dict[int, int]] = []
    seen: set[frozenset[tuple[int, int]]] = set()
    growing = [({start: 1}, dict(containing.get(start, ())))]
    while growing and len(found) < most:
        longer = []
        for step, rests in growing:
            broken = next(iter(rests), None)
            if broken is None:
                # What holds a shorter way is two ways at once.
                if not any(shorter.keys() <= step.keys() for shorter in found):
                    found.append(step)
                continue
            if abs(rests[broken]) != 1 or len(step) >= longest:
                continue
            for position in [p for p in mending[broken] if p not in step][:branches]:
                change = -rests[broken] * sign_in[broken][position]
                grown = step | {position: change}
                if (key := frozenset(grown.items())) not in seen:
                    seen.add(key)
                    longer.append((grown, _mended(rests, containing[position], change)))
        growing = longer[: most * 20]
    return found[:most]


def _mended(rests: dict[int, int], touched: list[tuple[int, int]], change: int) -> dict[int, int]:
    """What each sum still lacks after a position changed; sums that lack nothing are left out."""
    left = dict(rests)
    for number, sign in touched:
        left[number] = left.get(number, 0) + sign * change
        if not left[number]:
            del left[number]
    return left
