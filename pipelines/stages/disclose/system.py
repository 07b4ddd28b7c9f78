"""Counts that add up along places and along years and levels → one system, with what a reader may know of it beforehand.

Pure, and knows no indicator: a table of numbers is enough (see `from_table`). Hides nothing and audits nothing.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
from scipy import sparse

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Whole = npt.NDArray[np.int64]
Sum = tuple[tuple[int, int], ...]
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
        positions, signs = np.array(added).T
        lines = np.take(self.at, positions, axis=axis)
        lines = np.moveaxis(lines, axis, 0).reshape(len(positions), -1).T
        there = lines >= 0
        # Along rows and columns a total that is not there says nothing; two kinds are equal also where one has nobody.
        useful = there[:, signs < 0].all(axis=1) & there[:, signs > 0].any(axis=1) if axis else there.any(axis=1)
        for line, present in zip(lines[useful], there[useful], strict=True):
            yield line[present], signs[present].astype(np.float64)

    @cached_property
    def lookup(self) -> Whole:
        """`at`, with counts + 0 where nothing is and nothing need be, and counts + 1 where nothing is and so nothing may move."""
        there = self.at >= 0
        stuck = np.zeros_like(there)
        for axis, sums in enumerate(self.sums):
            for added in sums:
                positions, signs = np.array(added).T
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
    by_row, by_column = ((total_of(range(number), number),) if margins else () for number in inner.shape)
    return System(
        at=np.arange(size).reshape(1, *cells.shape),
        value=cells.ravel(),
        figure=np.arange(size),
        sums=((), by_row, by_column),
        weight=(weight if margins else weight[:-1, :-1]).ravel() * (1 + np.log1p(cells.ravel()) / 100),
        threshold=threshold,
        small_from=np.ones(size),
        width=np.full(size, float(threshold)),
        whole=np.ones(size, dtype=bool),
        marked=np.zeros(size, dtype=bool),
    )


def total_of(parts: Iterable[int], total: int) -> Sum:
    """Parts that add up to a total."""
    return (*((part, 1) for part in parts), (total, -1))
