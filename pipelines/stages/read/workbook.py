"""A workbook (.xlsx, .xlsb, .xls, .ods) → `Cells` per sheet, read in a child process with limits on time and memory.

Does not look for tables inside a sheet (`layout` does) and does not open macros, links or styles. A workbook can make a
reader abort or run out of memory; only the child dies of it.
"""

import json
import re
import signal
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import duckdb

from pipelines import findings, sql
from pipelines.findings import Blocked
from pipelines.stages.land import OLE_MAGIC, ZIP_MAGIC, refuse_unsafe
from pipelines.stages.read import kind
from pipelines.stages.read.cells import Cells
from pipelines.table_language import Table

CHILD = Path(__file__).with_name("sheets.py")
MAX_CELLS = 40_000_000
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
    try:
        if magic != OLE_MAGIC:
            _refuse_lying_dimensions(path, name)
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError) as error:
        raise Blocked(findings.unreadable(name, REFUSALS["damaged"])) from error
    sheets = _run_child(path, name, decimal, work, seconds)
    found, named = [], set()
    for index, table in enumerate(tables):
        sheet = next((sheet for sheet in sheets if re.search(table.sheet or "", sheet.name)), None)
        if sheet is None:
            raise Blocked(findings.sheet_not_found(table.sheet or "", [sheet.name for sheet in sheets]))
        named.add(sheet.name)
        found.append(_load(con, sheet, f"cells_{index}"))
    others = [sheet for sheet in sheets if sheet.name not in named]
    return found, [_load(con, sheet, f"other_{number}") for number, sheet in enumerate(others)]


def _load(con: duckdb.DuckDBPyConnection, sheet: Sheet, relation: str) -> Cells:
    width = max(sheet.width, 1)
    columns = ", ".join(f"'c{i}': 'varchar'" for i in range(width))
    con.execute(
        f"create or replace temp table {relation} as select _row, columns(lambda c: c like 'c%') from read_csv("
        f"{sql.text(sheet.path)}, header = false, auto_detect = false, delim = '\x1f', quote = '\"', escape = '\"', "
        f"columns = {{'_row': 'bigint', {columns}}}, new_line = '\\n', max_line_size = 16777216)"
    )
    return Cells(relation, tuple(f"c{i}" for i in range(width)), sheet.name, sheet.rows)


def _refuse_lying_dimensions(path: Path, name: str) -> None:
    """A sheet that declares an absurd size makes every reader fall over: look before opening."""
    with zipfile.ZipFile(path) as package:
        for entry in package.namelist():
            if not entry.endswith((".xml", ".rels")):
                continue
            with package.open(entry) as file:
                head = file.read(64 << 10)
            if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
                raise Blocked(findings.unreadable(name, "de werkmap bevat een verwijzing die niet is toegestaan"))
            match = re.search(rb'<dimension ref="[A-Z]+\d+:([A-Z]+)(\d+)"', head) if "/worksheets/" in entry else None
            if match and _column_number(match[1].decode()) * int(match[2]) > MAX_CELLS:
                raise Blocked(findings.unreadable(name, "een tabblad noemt zichzelf onwaarschijnlijk groot"))


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def column_letters(number: int) -> str:
    """Spreadsheet letters of a 1-based column number: 28 → AB."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _run_child(path: Path, name: str, decimal: str, work: Path, seconds: int) -> list[Sheet]:
    command = [sys.executable, "-I", str(CHILD), str(path), str(work), decimal]
    try:
        done = subprocess.run(command, capture_output=True, timeout=seconds, check=False, text=True)
    except subprocess.TimeoutExpired as error:
        raise Blocked(findings.unreadable(name, f"het openen duurde langer dan {seconds} seconden")) from error
    if done.returncode != 0:
        memory = done.returncode == -signal.SIGABRT or "memory" in done.stderr
        raise Blocked(findings.unreadable(name, REFUSALS["too_large" if memory else "damaged"]))
    told = json.loads(done.stdout)
    if "refused" in told:
        raise Blocked(findings.unreadable(name, REFUSALS[told["refused"]]))
    return [Sheet(**sheet) for sheet in told["sheets"]]
