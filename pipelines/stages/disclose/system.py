"""Counts that add up along places and along years and levels → one system, with what a reader may know of it beforehand.

Pure, and knows no indicator: a table of numbers is enough (see `from_table`). Hides nothing and audits nothing.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
from scipy import sparse

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Whole = npt.NDArray[np.int64]
Sum = Mapping[int, int]
"""Positions along one axis and their sign: parts +1, their total −1. The signed changes of every sum add up to 0."""


@dataclass(frozen=True)
class System:
    """Counts in a cube of kinds × rows × columns, the figures they stand in, and every sum that a reader knows to hold.

    Kinds are what is counted (such as the met of one indicator), rows are places, columns are years and levels. A figure
    is shown or hidden with all its counts. What is missing from a total counts as known, which favours the attacker.
    """

    at: Whole
    """Which count stands at a kind, row and column: 0 … counts − 1, or −1 where there is none."""
    value: Floats
    figure: Whole
    """The figure of each count, 0 … figures − 1."""
    sums: tuple[tuple[Sum, ...], tuple[Sum, ...], tuple[Sum, ...]]
    """Per axis which positions add up."""
    weight: Floats
    """What hiding costs, per figure."""
    threshold: int
    small_from: Floats
    """From which value up to T − 1 a count is too small to be shown: 1, or 0 where "nobody" is sensitive too."""
    width: Floats
    """How far apart the smallest and largest possible value of a count must be."""
    whole: Flags
    """Counts that are whole numbers."""
    marked: Flags
    """Counts that are sensitive for another reason than their size, such as hours of few people."""

    @property
    def figures(self) -> int:
        """How many figures there are."""
        return len(self.weight)

    def small(self, values: Floats, counts: Whole | slice = slice(None)) -> Flags:
        """Which counts would be too small to be shown, if these were the values."""
        small = (values > self.small_from[counts] - 0.5) & (values < self.threshold - 0.5)
        return small | self.marked[counts]

    @cached_property
    def equations(self) -> sparse.csr_matrix:
        """One row per sum that can be read off; a row times a *change* of the counts is 0."""
        entries = [entry for axis in range(3) for added in self.sums[axis] for entry in self._read_off(axis, added)]
        lengths = [len(counts) for counts, _ in entries]
        row = np.repeat(np.arange(len(entries)), lengths)
        column = np.concatenate([counts for counts, _ in entries]) if entries else row
        sign = np.concatenate([signs for _, signs in entries]) if entries else row.astype(float)
        return sparse.csr_matrix((sign, (row, column)), shape=(len(entries), len(self.value)))

    def _read_off(self, axis: int, added: Sum) -> Iterator[tuple[Whole, Floats]]:
        positions, signs = np.array(list(added)), np.array(list(added.values()), dtype=np.float64)
        lines = np.take(self.at, positions, axis=axis)
        lines = np.moveaxis(lines, axis, 0).reshape(len(positions), -1).T
        there = lines >= 0
        # Along rows and columns a total that is not there says nothing; two kinds are equal also where one has nobody.
        useful = there[:, signs < 0].all(axis=1) & there[:, signs > 0].any(axis=1) if axis else there.any(axis=1)
        for line, present in zip(lines[useful], there[useful], strict=True):
            yield line[present], signs[present]

    @cached_property
    def lookup(self) -> Whole:
        """`at`, with counts + 0 where nothing is and nothing need be, and counts + 1 where nothing is and so nothing may move."""
        there = self.at >= 0
        stuck = np.zeros_like(there)
        for axis, sums in enumerate(self.sums):
            for added in sums:
                positions = np.array(list(added))
                signs = np.array(list(added.values()))
                lines = np.moveaxis(there, axis, 0)
                read = lines[positions[signs < 0]].all(axis=0) if axis else lines[positions].any(axis=0)
                parts = positions[signs > 0] if axis else positions
                for part in parts:
                    np.moveaxis(stuck, axis, 0)[part] |= read
        return np.where(there, self.at, len(self.value) + stuck)


@dataclass(frozen=True)
class Attacker:
    """Who reads, and what it knows besides the publication."""

    name: str
    known: Flags
    """Counts that it knows exactly."""
    least: Floats
    """At least so much of each count is its own."""
    share: float = 1.0
    """Of the room that a count must have, the part that it must have for this reader."""


def outsider(system: System, name: str = "outsider") -> Attacker:
    """Somebody who has the publication and nothing else."""
    size = len(system.value)
    return Attacker(name, np.zeros(size, dtype=bool), np.zeros(size))


def blocks(system: System, hidden: Flags) -> Whole:
    """For each figure the number of its block: hidden figures that hang together through sums; −1 for a shown one."""
    counts = np.flatnonzero(hidden[system.figure])
    touched = abs(system.equations[:, counts])
    in_figure = sparse.csr_matrix(
        (np.ones(len(counts)), (np.arange(len(counts)), system.figure[counts])), shape=(len(counts), system.figures)
    )
    together = (touched @ in_figure).tocsr()
    links = sparse.bmat([[None, together.T], [together, None]], format="csr")
    _, label = sparse.csgraph.connected_components(links, directed=False)
    return np.where(hidden, label[: system.figures], -1).astype(np.int64)


def from_table(table: npt.ArrayLike, threshold: int, margins: bool = True) -> System:
    """A table of rows × columns, with its row totals, column totals and grand total behind it.

    Counts are numbered row by row; with margins the last column and the last row are the totals.
    """
    inner = np.asarray(table, dtype=np.float64)
    full = np.block([[inner, inner.sum(axis=1, keepdims=True)], [inner.sum(axis=0, keepdims=True), inner.sum()]])
    cells = full if margins else inner
    weight = np.ones(full.shape)
    weight[-1, :], weight[:, -1] = 4.0, 4.0
    weight[-1, -1] = 16.0
    size = cells.size
    sums = (total_of(range(number), number) for number in inner.shape)
    return System(
        at=np.arange(size).reshape(1, *cells.shape),
        value=cells.ravel(),
        figure=np.arange(size),
        sums=((), *((added,) for added in sums)) if margins else ((), (), ()),
        weight=(weight if margins else weight[:-1, :-1]).ravel() * (1 + np.log1p(cells.ravel()) / 100),
        threshold=threshold,
        small_from=np.ones(size),
        width=np.full(size, float(threshold)),
        whole=np.ones(size, dtype=bool),
        marked=np.zeros(size, dtype=bool),
    )


def total_of(parts: Iterable[int], total: int) -> Sum:
    """Parts that add up to a total."""
    return dict.fromkeys(parts, 1) | {total: -1}


def steps(
    sums: Sequence[Sum], start: int, plenty: Floats, longest: int = 6, most: int = 120, branches: int = 1000
) -> list[dict[int, int]]:
    """Ways to change positions of one axis by one up or down, with `start` up, that leave every sum as it is; shortest first.

    Of the positions that could mend a sum, `branches` are tried, those of which there is most (`plenty`) first.
    """
    containing: dict[int, list[Sum]] = {}
    for added in sums:
        for position in added:
            containing.setdefault(position, []).append(added)
    found: dict[frozenset[tuple[int, int]], dict[int, int]] = {}
    growing = [{start: 1}]
    seen = {frozenset(growing[0].items())}
    while growing and len(found) < most:
        longer = []
        for step in growing:
            broken = _broken(step, containing)
            if broken is None:
                # What holds a shorter way is two ways at once.
                if not any(shorter.keys() <= step.keys() for shorter in found.values()):
                    found[frozenset(step.items())] = step
                continue
            added, rest = broken
            mending = [p for p in added if p not in step] if abs(rest) == 1 and len(step) < longest else []
            for position in sorted(mending, key=lambda p: -plenty[p])[:branches]:
                change = -rest * added[position]
                grown = step | {position: change}
                if (key := frozenset(grown.items())) not in seen:
                    seen.add(key)
                    longer.append(grown)
        growing = longer[: most * 40]
    return list(found.values())[:most]


def _broken(step: dict[int, int], containing: Mapping[int, list[Sum]]) -> tuple[Sum, int] | None:
    for position in step:
        for added in containing.get(position, ()):
            rest = sum(sign * step.get(other, 0) for other, sign in added.items())
            if rest:
                return added, rest
    return None
