"""One workbook → one CSV file per sheet: the child process of `workbook`, with a ceiling on its memory.

Runs alone and imports nothing of ours, so that it starts fast and can die without harm.
"""

import csv
import gc
import json
import os
import resource
import sys
from collections.abc import Sequence
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any, TextIO

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

MEMORY = 4 << 30
MAX_CELLS = 40_000_000
MAX_LETTERS = 1_000_000
BLOCK = 4096
SEPARATOR = "\x1f"
LARGE = 1e15  # above it a float no longer holds every whole number


def write_sheets(path: Path, work: Path, decimal: str) -> list[dict[str, Any]]:
    """Write every sheet, visible or hidden, row by row as `sheet_<n>.csv`; returns what was written."""
    workbook = CalamineWorkbook.from_path(str(path))
    described = []
    for index, meta in enumerate(workbook.sheets_metadata):
        if str(meta.typ) != "SheetTypeEnum.WorkSheet":
            continue
        sheet = workbook.get_sheet_by_name(meta.name)
        target = work / f"sheet_{index}.csv"
        if (sheet.total_height + 1) * (sheet.total_width + 1) > MAX_CELLS:
            raise MemoryError
        left = [("",) * BLOCK] * (sheet.start[1] if sheet.start else 0)
        rows = width = 0
        with target.open("w", encoding="utf-8", newline="") as file:
            read = iter(sheet.iter_rows())
            while block := list(islice(read, BLOCK)):
                columns = [*left, *(_as_texts(column, decimal) for column in zip(*block, strict=True))]
                width = len(columns)
                # A row of one cell that is empty would be no line at all: always two cells.
                columns += [("",) * len(block)] * (2 - width)
                _write(file, list(zip(*columns, strict=False)))
                rows += len(block)
        described.append(
            {
                "name": meta.name,
                "visible": str(meta.visible).endswith(".Visible"),
                "width": width,
                "rows": rows,
                "path": str(target),
            }
        )
    return described


def _write(file: TextIO, rows: list[tuple[str, ...]]) -> None:
    """Rows of text; quoting is only for the few blocks in which a cell holds a line end, a quote or the separator itself."""
    text = "\n".join(map(SEPARATOR.join, rows)) + "\n"
    if len(text) > MAX_LETTERS and max(len(cell) for row in rows for cell in row) > MAX_LETTERS:
        raise MemoryError
    plain = text.count("\n") == len(rows) and text.count(SEPARATOR) == len(rows) * (len(rows[0]) - 1)
    if plain and '"' not in text and "\r" not in text:
        file.write(text)
    else:
        csv.writer(file, delimiter=SEPARATOR, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(rows)


def _as_texts(column: tuple[Any, ...], decimal: str) -> Sequence[str]:
    """The cells of one column as the partner would type them; nearly always of one kind, and then each value once."""
    kinds = set(map(type, column))
    if kinds == {str}:
        return column
    if kinds == {date}:
        return list(map(date.isoformat, column))
    if len(kinds) == 1:
        different = set(column)
        many = kinds == {float} and len(different) * 2 > len(column)
        if many and all(map(float.is_integer, column)) and min(column) > -LARGE and max(column) < LARGE:
            return list(map(str, map(int, column)))
        texts = {cell: _as_text(cell, decimal) for cell in different}
        return list(map(texts.__getitem__, column))
    return [cell if cell == "" else _as_text(cell, decimal) for cell in column]


def _as_text(cell: object, decimal: str) -> str:
    """A cell as the partner would type it; real dates become yyyy-mm-dd, whole numbers lose their fraction."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "WAAR" if cell else "ONWAAR"
    if isinstance(cell, float):
        whole = abs(cell) < LARGE and cell.is_integer()
        return str(int(cell)) if whole else repr(cell).replace(".", decimal)
    return str(cell).removesuffix(" 00:00:00")


def main(path: Path, work: Path, decimal: str) -> dict[str, Any]:
    """The sheets that were written, or why the workbook is refused: protected, too_large or damaged."""
    try:
        return {"sheets": write_sheets(path, work, decimal)}
    except PasswordError:
        return {"refused": "protected"}
    except MemoryError:
        return {"refused": "too_large"}
    except (CalamineError, OSError, ValueError) as error:
        return {"refused": "too_large" if "limit" in str(error) else "damaged"}


if __name__ == "__main__":
    gc.disable()  # rows are lists by the million and never in a circle
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    sys.stdout.write(json.dumps(main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])))
    sys.stdout.flush()
    os._exit(0)  # at once: what is left need not be taken apart
