"""A clean text file and the same one with damage in every hundredth line, in rows per second, beside DuckDB's own reader."""

import random
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from pipelines.stages.read.text import read_text
from pipelines.table_language import Table, Text

ROWS = 500_000
HEADER = "Nr;Client;Datum;Datum;Soort;Via;Status;Wijk"
TABLE = {"name": "x", "header": {"find": "Nr"}, "fills": [{"dataset": "x", "columns": {"nr": "Nr"}}]}


def _lines(rows: int, *, quoted: bool, damaged: bool) -> list[str]:
    rng = random.Random(1)
    lines = []
    for n in range(rows):
        line = f"HH{n % 2 + 1}-{n:07};C{rng.randrange(20_000):05};03-02-2016;05-02-2016;mee naar huisarts;huisarts;Afgerond;HH1"
        if quoted:
            line = '"' + line.replace(";", '";"') + '"'
        if damaged and n % 100 == 0:
            line = line.replace(";", "", 1)
        if damaged and quoted and n % 1000 == 50:
            line = line.replace('"', "", 1)
        lines.append(line)
    return lines


def _rate(path: Path, rows: int) -> float:
    with TemporaryDirectory() as folder, duckdb.connect(config={"threads": 2}) as con:
        started = time.perf_counter()
        cells = read_text(path, path.name, Text(), Table.model_validate(TABLE), con, Path(folder))
        seconds = time.perf_counter() - started
        if cells.source_rows != rows:
            raise RuntimeError("rows were lost")
        return rows / seconds


def measure(rows: int = ROWS) -> dict[str, float]:
    """Rows per second of four files."""
    found = {}
    with TemporaryDirectory() as folder:
        path = Path(folder) / "lines.csv"
        for name, quoted, damaged in (
            ("clean", False, False), ("clean_quoted", True, False), ("damaged", False, True), ("damaged_quoted", True, True),
        ):  # fmt: skip
            path.write_text("\n".join([HEADER, *_lines(rows, quoted=quoted, damaged=damaged), ""]), encoding="utf-8")
            found[f"{name}_rows_per_second"] = max(_rate(path, rows) for _ in range(2))
    return found


if __name__ == "__main__":
    print(measure())
