"""A mutated file and what the reader made of it → what went wrong, if anything: lost, changed, unaccounted, refused."""

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from pipelines import sql
from pipelines.findings import Blocked
from pipelines.stages.read.layout import arrange
from pipelines.stages.read.text import read_text
from pipelines.stages.read.workbook import read_workbook
from pipelines.table_language import Table, Text
from tests.mutations import text, workbooks


@dataclass
class Verdict:
    """What became of one file; every list is empty when all is well."""

    lost: list[text.Record] = field(default_factory=list)
    changed: list[text.Record] = field(default_factory=list)
    unaccounted: int = 0
    refused: str = ""
    contradicts_itself: bool = False
    damaged: int = 0
    rows: int = 0

    @property
    def is_well(self) -> bool:
        return not (self.lost or self.changed or self.unaccounted or self.refused)


def agreed(dialect: text.Dialect) -> Table:
    """The table that was agreed for a mutated file."""
    columns = {f"c{i}": name for i, name in enumerate(text.NAMES[: dialect.width])}
    end = "^Bewoners" if dialect.end else None
    return Table.model_validate(
        {"name": "x", "header": {"find": "Nr"}, "end": end, "fills": [{"dataset": "x", "columns": columns}]}
    )


def judge_workbook(book: workbooks.Book, seed: int) -> Verdict:
    """The same of a workbook; one that was damaged as a file may be refused, but not read wrongly."""
    columns = {f"c{i}": name for i, name in enumerate(text.NAMES[: book.width])}
    fills = [{"dataset": "x", "columns": columns}]
    table = Table.model_validate({
        "name": "x", "sheet": f"^{workbooks.TABLE_SHEET}$", "header": {"find": "Nr"}, "fills": fills,
        "skip": [{"kind": "total", "matches": "^Totaal"}],
    })  # fmt: skip
    with TemporaryDirectory() as folder, duckdb.connect() as con:
        path = Path(folder) / "file.xlsx"
        path.write_bytes(workbooks.content(book, seed))
        try:
            (cells,), _ = read_workbook(path, path.name, [table], ",", con, Path(folder), 60)
            arranged = arrange(con, cells, table, 0)
        except Blocked as blocked:
            return Verdict(refused="" if book.may_be_refused else str(blocked))
        listed = ", ".join(sql.name(name) for name in arranged.columns if name in text.NAMES)
        found = con.execute(f"select {listed} from {arranged.relation}").fetchall()
    verdict = Verdict(rows=len(found))
    verdict.unaccounted = cells.source_rows - len(found) - sum(cells.skipped.values())
    _compare(Counter(tuple(cell or "" for cell in row) for row in found), Counter(book.untouched), verdict)
    return verdict


def judge(file: text.File) -> Verdict:
    """Read it as agreed and compare with what nobody touched."""
    with TemporaryDirectory() as folder, duckdb.connect() as con:
        path = Path(folder) / "file.csv"
        path.write_bytes(file.content())
        table = agreed(file.dialect)
        try:
            cells = read_text(path, path.name, Text(**text.words(file.dialect)), table, con, Path(folder))
        except Blocked as blocked:
            return Verdict(refused="" if file.header_touched else str(blocked))
        arranged = arrange(con, cells, table, 0)
        listed = ", ".join(sql.name(column) for column in arranged.columns)
        found = con.execute(f"select {listed} from {arranged.relation}").fetchall() if listed else []
    verdict = Verdict(rows=len(found), damaged=len(cells.damaged))
    verdict.contradicts_itself = any(finding.severity == "blocks" for finding in cells.findings)
    verdict.unaccounted = cells.source_rows - len(found) - len(cells.damaged) - sum(cells.skipped.values())
    seen = Counter(tuple(cell or "" for cell in row) for row in found)
    if len(cells.headers) != file.dialect.width:
        seen = Counter({row[: file.dialect.width]: count for row, count in seen.items()})
    _compare(seen, Counter(file.untouched), verdict)
    if (file.header_touched and not found) or "header: cut" in file.applied:  # as good as refused: lines are set apart
        verdict.lost = []
    return verdict


def _compare(seen: Counter[text.Record], untouched: Counter[text.Record], verdict: Verdict) -> None:
    verdict.lost = [record for record, count in untouched.items() if seen[record] < count]
    numbers = {record[0] for record in verdict.lost}
    verdict.changed = [row for row in seen if row[0] in numbers and row not in untouched]
    verdict.changed += [row for row, count in seen.items() if row in untouched and count > untouched[row]]
