"""Counts that add up → one linear system, with what a reader may know of it beforehand.

Pure, and knows no indicator: a table of numbers is enough (see `from_table`). Hides nothing and audits nothing.
"""

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
from scipy import sparse

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Whole = npt.NDArray[np.int64]


@dataclass(frozen=True)
class System:
    """Counts, the figures they stand in, and every sum that a reader knows to hold between them.

    A figure is shown or hidden with all its counts. A row of `equations` times a *change* of the counts is 0: parts minus
    their total. So what is missing from a total (nobody's level) counts as known, which favours the attacker.
    """

    value: Floats
    figure: Whole
    """The figure of each count, 0 … figures − 1."""
    equations: sparse.csr_matrix
    weight: Floats
    """What hiding costs, per figure."""
    threshold: int
    small_from: Floats
    """From which value up to T − 1 a count is too small to be shown: 1, or 0 where "nobody" is sensitive too."""
    width: Floats
    """How far apart the smallest and largest possible value of a count must be."""
    whole: Flags
    """Counts that are whole numbers."""
    marked: Flags | None = None
    """Counts that are sensitive for another reason than their size, such as hours of few people."""

    @property
    def figures(self) -> int:
        """How many figures there are."""
        return len(self.weight)

    def small(self, values: Floats) -> Flags:
        """Which counts would be too small to be shown, if these were the values."""
        small = (values > self.small_from - 0.5) & (values < self.threshold - 0.5)
        return small if self.marked is None else small | self.marked


@dataclass(frozen=True)
class Attacker:
    """Who reads, and what it knows besides the publication."""

    name: str
    known: Flags
    """Counts that it knows exactly."""
    least: Floats
    """At least so much of each count is its own."""
    words: dict[str, str] = field(default_factory=dict)


def outsider(system: System, name: str = "outsider") -> Attacker:
    """Somebody who has the publication and nothing else."""
    size = len(system.value)
    return Attacker(name, np.zeros(size, dtype=bool), np.zeros(size))


def blocks(system: System, hidden: Flags) -> Whole:
    """For each figure the number of its block: hidden figures that hang together through sums; −1 for a shown one."""
    counts = hidden[system.figure]
    touched = abs(system.equations) @ sparse.diags(counts.astype(float))
    in_figure = sparse.csr_matrix(
        (np.ones(len(counts)), (np.arange(len(counts)), system.figure)), shape=(len(counts), system.figures)
    )
    together = (touched @ in_figure).tocsr()
    _, label = sparse.csgraph.connected_components(together.T @ together, directed=False)
    return np.where(hidden, label, -1).astype(np.int64)


def from_table(table: npt.ArrayLike, threshold: int, margins: bool = True) -> System:
    """A table of rows × columns, with its row totals, column totals and grand total behind it.

    Counts are numbered row by row; with margins the last column and the last row are the totals.
    """
    inner = np.asarray(table, dtype=np.float64)
    full = np.block([[inner, inner.sum(axis=1, keepdims=True)], [inner.sum(axis=0, keepdims=True), inner.sum()]])
    number = np.arange(full.size).reshape(full.shape)
    sums = [*(number[row] for row in range(full.shape[0])), *(number[:, column] for column in range(full.shape[1]))]
    cells = inner if not margins else full
    weight = np.ones(full.shape)
    weight[-1, :], weight[:, -1] = 4.0, 4.0
    weight[-1, -1] = 16.0
    size = cells.size
    return System(
        value=cells.ravel(),
        figure=np.arange(size),
        equations=equations([(list(line[:-1]), int(line[-1])) for line in sums] if margins else [], size),
        weight=(weight if margins else weight[:-1, :-1]).ravel() * (1 + np.log1p(cells.ravel()) / 100),
        threshold=threshold,
        small_from=np.ones(size),
        width=np.full(size, float(threshold)),
        whole=np.ones(size, dtype=bool),
    )


def equations(sums: list[tuple[list[int], int]], size: int) -> sparse.csr_matrix:
    """One row per sum: its parts and their total, as numbers of counts."""
    rows = [row for row, (parts, _) in enumerate(sums) for _ in range(len(parts) + 1)]
    columns = [column for parts, total in sums for column in (*parts, total)]
    signs = [sign for parts, _ in sums for sign in (*[1.0] * len(parts), -1.0)]
    return sparse.csr_matrix((signs, (rows, columns)), shape=(len(sums), size))
