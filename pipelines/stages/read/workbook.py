"""A workbook (.xlsx, .xlsb, .xls, .ods) → `Cells` per sheet, read in a child process with limits on time and memory.

Does not look for tables inside a sheet (`layout` does) and does not open macros, links or styles. A workbook can make a
reader abort or run out of memory; only the child dies of it.
"""

import errno
import json
import re
import signal
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import duckdb

from pipelines import findings, sql
from pipelines.findings import Blocked
from pipelines.stages.land import BROKEN_ZIP, OLE_MAGIC, ZIP_MAGIC, refuse_unsafe
from pipelines.stages.read import kind, package
from pipelines.stages.read.cells import Cells
from pipelines.table_language import Table

CHILD = Path(__file__).with_name("sheets.py")
# What the child says when it cannot read a workbook → why, for the supplier.
REFUSALS = {
    "protected": "de werkmap is met een wachtwoord beveiligd; haal het wachtwoord eraf",
    "too_large": "een tabblad is onwaarschijnlijk groot: er staat een cel heel ver naar rechts of naar beneden, of een cel "
    "met buitengewoon veel tekst",
    "damaged": "de werkmap is beschadigd of afgebroken",
}


@dataclass(frozen=True)
class Sheet:
    """One sheet of the workbook as the child wrote it."""

    name: str
    visible: bool
    width: int
    rows: int
    path: str


def read_workbook(
    path: Path,
    name: str,
    tables: Iterable[Table],
    decimal: str,
    con: duckdb.DuckDBPyConnection,
    work: Path,
    seconds: int,
) -> tuple[list[Cells], list[Cells]]:
    """Read one `Cells` per table with columns c0, c1, …, and the sheets that no table names; raises `Blocked` with the reason.

    The other sheets are only there to be guarded: what must not be received may stand on any of them.
    """
    refuse_unsafe(path, name)
    with path.open("rb") as file:
        magic = file.read(8)
    if magic != OLE_MAGIC and magic[:4] != ZIP_MAGIC:
        raise Blocked(findings.unreadable(name, f"het is {kind.of_text(path)}, geen Excel-werkmap, ook al heet het zo"))
    mended = 0
    try:
        if magic == OLE_MAGIC:
            flaws: dict[str, package.Flaws] = {}
            sheets = _read_in_child(path, name, decimal, work, seconds)
        else:
            package.refuse_lying(path, name)
            with _start_child(path, work, decimal) as child:
                try:
                    flaws = package.examine(path)  # meanwhile the child reads
                    sheets = _sheets_of(child, name, seconds)
                except _DamagedError:
                    copy = work / "mended.xlsx"
                    if not (mended := package.mend(path, copy)):
                        raise
                    sheets = _read_in_child(copy, name, decimal, work, seconds)
                finally:
                    child.kill()
    except package.TooLarge as error:
        raise Blocked(findings.unreadable(name, REFUSALS["too_large"])) from error
    except (*BROKEN_ZIP, OSError) as error:
        if isinstance(error, OSError) and error.errno != errno.EINVAL:
            raise
        raise Blocked(findings.unreadable(name, REFUSALS["damaged"])) from error
    found, named = [], set()
    for index, table in enumerate(tables):
        sheet = next((sheet for sheet in sheets if re.search(table.sheet or "", sheet.name)), None)
        if sheet is None:
            raise Blocked(findings.sheet_not_found(table.sheet or "", [sheet.name for sheet in sheets]))
        named.add(sheet.name)
        found.append(_load(con, sheet, f"cells_{index}", flaws.get(sheet.name)))
    if mended and found:
        found[0].findings.append(findings.mended_cells(mended))
    others = [sheet for sheet in sheets if sheet.name not in named]
    return found, [_load(con, sheet, f"other_{number}") for number, sheet in enumerate(others)]


def _load(con: duckdb.DuckDBPyConnection, sheet: Sheet, relation: str, flaws: package.Flaws | None = None) -> Cells:
    """One sheet as a table of text, with `#N/B` and the like where the child saw an empty cell."""
    width = max(sheet.width, 1)
    names = [f"c{i}" for i in range(width)]
    columns = dict.fromkeys([*names, "behind"] if width == 1 else names, "varchar")
    con.execute(
        f"create or replace temp table {relation} as select row_number() over () as _row, {', '.join(names)} from read_csv("
        f"{sql.text(sheet.path)}, header = false, auto_detect = false, delim = '\x1f', quote = '\"', escape = '\"', "
        f"columns = {columns}, new_line = '\\n', max_line_size = 16777216)"
    )
    cells = Cells(relation, tuple(f"c{i}" for i in range(width)), sheet.name, sheet.rows)
    for column in sorted({column for column, _ in flaws.errors if column <= width}) if flaws else ():
        told = [(row, text) for (at, row), text in flaws.errors.items() if at == column] if flaws else []
        con.execute(
            f"update {relation} set c{column - 1} = told.text from "
            f"(select unnest($1::bigint[]) as row, unnest($2::varchar[]) as text) as told where {relation}._row = told.row",
            [[row for row, _ in told], [text for _, text in told]],
        )
    if flaws and flaws.errors:
        (column, row), text = min(flaws.errors.items(), key=lambda item: (item[0][1], item[0][0]))
        cells.findings.append(findings.formula_errors(sheet.name, len(flaws.errors), row, column_letters(column), text))
    if flaws and flaws.empty:
        column, row = min(flaws.empty, key=lambda cell: (cell[1], cell[0]))
        cells.findings.append(findings.never_computed(sheet.name, len(flaws.empty), row, column_letters(column)))
    return cells


def column_letters(number: int) -> str:
    """Spreadsheet letters of a 1-based column number: 28 → AB."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


class _DamagedError(ValueError):
    """The child could not make anything of the workbook."""


def _read_in_child(path: Path, name: str, decimal: str, work: Path, seconds: int) -> list[Sheet]:
    with _start_child(path, work, decimal) as child:
        try:
            return _sheets_of(child, name, seconds)
        finally:
            child.kill()


def _start_child(path: Path, work: Path, decimal: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "-I", str(CHILD), str(path), str(work), decimal]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def _sheets_of(child: "subprocess.Popen[str]", name: str, seconds: int) -> list[Sheet]:
    """What the child wrote; raises `Blocked` when it refused or took too long, `_DamagedError` when it could not read it."""
    try:
        out, complaint = child.communicate(timeout=seconds)
    except subprocess.TimeoutExpired as error:
        raise Blocked(findings.unreadable(name, f"het openen duurde langer dan {seconds} seconden")) from error
    if child.returncode != 0:
        if child.returncode == -signal.SIGABRT or "memory" in complaint:
            raise Blocked(findings.unreadable(name, REFUSALS["too_large"]))
        raise _DamagedError
    told = json.loads(out)
    if told.get("refused") == "damaged":
        raise _DamagedError
    if "refused" in told:
        raise Blocked(findings.unreadable(name, REFUSALS[told["refused"]]))
    return [Sheet(**sheet) for sheet in told["sheets"]]
