"""One workbook → one CSV file per sheet: the child process of `workbook`, with a ceiling on its memory.

Runs alone and imports nothing of ours, so that it starts fast and can die without harm.
"""

import csv
import json
import resource
import sys
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

MEMORY = 4 << 30
MAX_CELLS = 40_000_000
MAX_LETTERS = 1_000_000


def write_sheets(path: Path, work: Path, decimal: str) -> list[dict[str, Any]]:
    """Write every sheet, visible or hidden, as `sheet_<n>.csv` with its row number in front; returns what was written."""
    workbook = CalamineWorkbook.from_path(str(path))
    described = []
    for index, meta in enumerate(workbook.sheets_metadata):
        if str(meta.typ) != "SheetTypeEnum.WorkSheet":
            continue
        sheet = workbook.get_sheet_by_name(meta.name)
        target = work / f"sheet_{index}.csv"
        if (sheet.total_height + 1) * (sheet.total_width + 1) > MAX_CELLS:
            raise MemoryError
        left = [""] * (sheet.start[1] if sheet.start else 0)
        rows = width = 0
        with target.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\n")
            for rows, row in enumerate(sheet.iter_rows(), start=1):
                cells = [*left, *(_as_text(cell, decimal) for cell in row)]
                width = len(cells)
                writer.writerow([rows, *(cells or [""])])
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


def _as_text(cell: object, decimal: str) -> str:
    """A cell as the partner would type it; real dates become yyyy-mm-dd, whole numbers lose their fraction."""
    if isinstance(cell, str):
        if len(cell) > MAX_LETTERS:
            raise MemoryError
        return cell
    if isinstance(cell, bool):
        return "WAAR" if cell else "ONWAAR"
    if isinstance(cell, float):
        return str(int(cell)) if abs(cell) < 1e15 and cell.is_integer() else repr(cell).replace(".", decimal)
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
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    sys.stdout.write(json.dumps(main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])))
