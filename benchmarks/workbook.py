"""A workbook of 200 000 rows: our reader, child process and limits included, beside python-calamine alone in this process."""

import random
import time
import zipfile
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import duckdb
from python_calamine import CalamineWorkbook

from pipelines.stages.read.workbook import read_workbook
from pipelines.table_language import Table

ROWS, ROUNDS = 200_000, 5
TABLE = {
    "name": "x",
    "sheet": "^Blad1$",
    "header": {"find": "Nr"},
    "fills": [{"dataset": "x", "columns": {"nr": "Nr"}}],
}
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def write(path: Path, rows: int) -> None:
    """Twelve columns as a care register has them: numbers, dates, hours, words that come back and words that do not."""
    rng = random.Random(1)
    words = ["Nr", "Naam", "Soort", "Status", "Wijk", "Van", "Tot", "Uren", "Aantal", "Code", "Opmerking", "Leeg"]
    words += [f"woord {n}" for n in range(40)]
    first = len(words)
    words += [f"C{n:07}" for n in range(rows)]
    lines = ["".join(f'<c r="{chr(65 + i)}1" t="s"><v>{i}</v></c>' for i in range(12))]
    for n in range(rows):
        r, day = n + 2, 40_000 + rng.randrange(5_000)
        lines.append(
            f'<c r="A{r}"><v>{n}</v></c><c r="B{r}" t="s"><v>{first + n}</v></c>'
            + "".join(f'<c r="{c}{r}" t="s"><v>{12 + rng.randrange(40)}</v></c>' for c in "CDE")
            + f'<c r="F{r}" s="1"><v>{day}</v></c><c r="G{r}" s="1"><v>{day + 30}</v></c><c r="H{r}"><v>{rng.randrange(80) / 4}</v></c>'
            f'<c r="I{r}"><v>{rng.randrange(9)}</v></c><c r="J{r}" t="s"><v>{12 + n % 40}</v></c>'
            + (f'<c r="K{r}" t="s"><v>{first + n // 2}</v></c>' if n % 3 == 0 else "")
        )
    sheet = "".join(f'<row r="{i}">{cells}</row>' for i, cells in enumerate(lines, start=1))
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" Type="{RELATIONS}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook {MAIN} xmlns:r="{RELATIONS}"><sheets>'
        '<sheet name="Blad1" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
        + "".join(
            f'<Relationship Id="rId{i}" Type="{RELATIONS}/{kind}" Target="{target}"/>'
            for i, kind, target in (
                (1, "worksheet", "worksheets/sheet1.xml"), (2, "sharedStrings", "sharedStrings.xml"), (3, "styles", "styles.xml"),
            )
        )
        + "</Relationships>",
        "xl/styles.xml": f'<styleSheet {MAIN}><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>',
        "xl/sharedStrings.xml": f"<sst {MAIN}>" + "".join(f"<si><t>{word}</t></si>" for word in words) + "</sst>",
        "xl/worksheets/sheet1.xml": f'<worksheet {MAIN}><dimension ref="A1:L{rows + 1}"/><sheetData>{sheet}</sheetData></worksheet>',
    }  # fmt: skip
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, xml in parts.items():
            package.writestr(name, f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{xml}')


def alone(path: Path) -> int:
    """Every row of every sheet as Python objects, and nothing else."""
    book = CalamineWorkbook.from_path(str(path))
    return sum(sum(1 for _ in book.get_sheet_by_name(name).iter_rows()) for name in book.sheet_names)


def ours(path: Path) -> int:
    """The same workbook as a table of text in DuckDB."""
    with TemporaryDirectory() as folder, duckdb.connect(config={"threads": 2}) as con:
        (cells,), _ = read_workbook(path, path.name, [Table.model_validate(TABLE)], ",", con, Path(folder), 300)
        return cells.source_rows


def measure(rows: int = ROWS) -> dict[str, float]:
    """Seconds of both by turns, and their ratio."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "large.xlsx"
        write(path, rows)
        turns = []
        for _ in range(ROUNDS):
            times = []
            for work in (alone, ours):
                started = time.perf_counter()
                if work(path) != rows + 1:
                    raise RuntimeError(f"{work.__name__} lost rows")
                times.append(time.perf_counter() - started)
            turns.append(times)
    return {
        "calamine_seconds": median(turn[0] for turn in turns),
        "workbook_seconds": median(turn[1] for turn in turns),
        "workbook_ratio": median(turn[1] / turn[0] for turn in turns),
    }


if __name__ == "__main__":
    print(measure())
