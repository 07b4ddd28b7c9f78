"""Records in the agreed dialect, one after another → table `raw_cells`, by DuckDB's strict reader.

Does not know lines, footers or damage. It takes the text in parts and reads one while its caller still makes the next:
decoding is Python's work and reading is not, so on two cores a large file waits for one of them only.
"""

import shutil
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from tempfile import mkdtemp
from types import TracebackType
from typing import Self

import duckdb

from pipelines import sql
from pipelines.table_language import Text

# Rows of a table stand in groups of 122.880; what is added in fewer at once is copied twice. Nor may a part be huge.
PART_ROWS, PART_SIZE = 130_000, 64 << 20


class StrictReader:
    """Fills `raw_cells` (columns `c0`, `c1`, … of text) with every record that is written to it, in that order.

    Nobody else may use the connection before `close`, which is what tells whether all was well; leaving it by an exception
    waits for the part in hand and throws away the rest.
    """

    def __init__(self, con: duckdb.DuckDBPyConnection, work: Path, dialect: Text, width: int) -> None:
        self.con, self.folder = con, Path(mkdtemp(dir=work))
        columns = {f"c{i}": "varchar" for i in range(width)}
        quote = sql.text(dialect.quote)
        self.dialect = (
            f"header = false, auto_detect = false, columns = {columns}, delim = {sql.text(dialect.delimiter)}, quote = {quote}, "
            f"escape = {quote}, new_line = '\\n', strict_mode = true, null_padding = false, max_line_size = 16777216"
        )
        self.con.execute(f"create or replace temp table raw_cells ({', '.join(f'{name} varchar' for name in columns)})")
        self.reader = ThreadPoolExecutor(max_workers=1)
        self.parts: list[Future[None]] = []
        self.part: list[bytes] = []
        self.size = self.handed_over = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.reader.shutdown(wait=True, cancel_futures=True)
        shutil.rmtree(self.folder)

    def write(self, text: bytes) -> None:
        """Add UTF-8 text, of which every line has its end."""
        self.part.append(text)
        self.size += len(text)

    def between_records(self, count: int) -> None:
        """Say that the last record is whole and how many lines were written until now; these may then be read."""
        if count - self.handed_over >= PART_ROWS or self.size >= PART_SIZE:
            self._hand_over()
            self.handed_over = count

    @property
    def has_failed(self) -> bool:
        """True as soon as a part was refused: to write more is of no use."""
        return any(part.done() and part.exception() for part in self.parts)

    def close(self) -> int:
        """Read what is left; how many records there are now. Raises `duckdb.Error` when one of them is not in the dialect."""
        self._hand_over()
        for part in self.parts:
            part.result()
        return int(self.con.execute("select count(*) from raw_cells").fetchall()[0][0])

    def _hand_over(self) -> None:
        if self.part:
            path = self.folder / f"{len(self.parts)}.txt"
            with path.open("wb") as file:
                file.writelines(self.part)
            self.part, self.size = [], 0
            self.parts.append(self.reader.submit(self._read, path))

    def _read(self, path: Path) -> None:
        self.con.execute(f"insert into raw_cells select * from read_csv({sql.text(str(path))}, {self.dialect})")
        path.unlink()
