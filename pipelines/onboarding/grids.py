"""A file on disk → its grids of cells: one for a text file, one per sheet of a workbook.

Opens workbooks only through the guarded reader that deliveries go through; reads no more rows than are needed to see the form.
"""

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from pipelines.findings import Blocked
from pipelines.onboarding.remarks import Remark, question
from pipelines.onboarding.sniff import Sniffed, sniff
from pipelines.stages.read.workbook import read_workbook

ROWS = 20_000
BYTES = 64 << 20


@dataclass(frozen=True)
class Grid:
    """Cells by row number, blanks around them left out; `sheet` is empty for text."""

    sheet: str
    rows: tuple[tuple[int, tuple[str, ...]], ...]

    @property
    def width(self) -> int:
        """The widest row."""
        return max((len(cells) for _, cells in self.rows), default=0)


@dataclass(frozen=True)
class Opened:
    """One sample file, opened: what it is and what stands in it."""

    name: str
    sniffed: Sniffed
    grids: tuple[Grid, ...]
    remarks: tuple[Remark, ...]


def open_sample(path: Path, seconds: int) -> Opened:
    """Read a sample file of any kind; what cannot be opened gives no grids and a remark that says why."""
    with path.open("rb") as file:
        data = file.read(BYTES)
    sniffed = sniff(data, path.name)
    if sniffed.reads == "text":
        return Opened(path.name, sniffed, (Grid("", sniffed.rows),), sniffed.remarks)
    if sniffed.reads == "unreadable":
        return Opened(path.name, sniffed, (), sniffed.remarks)
    try:
        return Opened(path.name, sniffed, tuple(_sheets(path, seconds)), sniffed.remarks)
    except Blocked as blocked:
        return Opened(path.name, sniffed, (), (*sniffed.remarks, question((), str(blocked))))


def _sheets(path: Path, seconds: int) -> list[Grid]:
    with TemporaryDirectory() as folder, duckdb.connect() as con:
        _, sheets = read_workbook(path, path.name, (), ",", con, Path(folder), seconds)
        return [
            Grid(
                cells.sheet,
                tuple(
                    (row[0], tuple(" ".join((cell or "").replace("\u00a0", " ").split()) for cell in row[1:]))
                    for row in con.execute(f"select * from {cells.relation} order by _row limit {ROWS}").fetchall()
                ),
            )
            for cells in sheets
        ]
