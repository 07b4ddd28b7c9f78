"""Files from elsewhere that are hard on every reader: read right, or refused with a true sentence (`docs/hostile-files.md`).

They are not ours to copy; without the folder `WLB_HOSTILE` these tests say so and skip. `python -m tests.unit.test_hostile_files`
writes the table.
"""

import json
import os
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
import pytest

from pipelines import sql
from pipelines.findings import Blocked
from pipelines.settings import ROOT
from pipelines.stages.read.layout import arrange
from pipelines.stages.read.text import read_text
from pipelines.stages.read.workbook import read_workbook
from pipelines.table_language import Table, Text
from tests.mutations.pollution import scores

FOLDER = Path(os.environ.get("WLB_HOSTILE", "hostile"))
SPECTRUM = sorted((FOLDER / "csv-spectrum" / "csvs").glob("*.csv"))


@dataclass(frozen=True)
class Case:
    """How one file would be agreed on, and what must come of it: rows, or words of the sentence."""

    file: str
    header: dict[str, Any]
    dialect: dict[str, Any] = field(default_factory=dict)
    rows: int = -1
    apart: int = 0
    refused: str = ""
    sheet: str = ""


CASES = (
    Case("government/Gemeenten_2024_onbewerkte_Iv3_data_10062024_133154.csv", {"row": 6}, rows=-2),
    Case("government/Laag_en_langdurig_laag_inkomen_regio_2023.csv", {"find": "Perioden"}, rows=-2),
    Case("government/Regionale_kerncijfers_Nederland_10062024_133622.csv", {"find": "Perioden"}, rows=-2),
    Case(
        "government/RvIG_Tabel33_Gemeententabel.csv",
        {"find": "92.10 Gemeentecode"},
        {"encoding": "utf-16", "delimiter": ","},
        rows=-2,
    ),
    Case("government/UIC_bevolking_vrouwen_leeftijd_2024_buurten.csv", {"find": "Buurten"}, rows=-2),
    Case("government/UIC_leerlingen_woonlocatie_onderwijsinstelling_2023.csv", {"find": "Wijken"}, rows=-2),
    Case("messytables/characters.csv", {"find": "id"}, {"delimiter": ","}, rows=0, apart=863),
    Case("messytables/long.csv", {"row": 1}, rows=-2),
    Case("messytables/mixedGLB.csv", {"find": "Year"}, {"delimiter": ","}, rows=-2),
    Case("messytables/null.csv", {"row": 1}, {"delimiter": ","}, rows=9),
    Case("messytables/skip_initials.csv", {"find": "field1"}, {"delimiter": ","}, rows=2),
    Case("messytables/small.csv", {"find": "a"}, rows=0),
    Case("messytables/spanish_chars.csv", {"find": "GF_ID"}, {"delimiter": ",", "encoding": "cp1252"}, rows=-2),
    Case("messytables/utf-16le_encoded.csv", {"row": 1}, {"encoding": "utf-16-le", "delimiter": "\t"}, rows=-2),
    Case("messytables/utf8bom.csv", {"find": "kitten"}, {"delimiter": ","}, rows=0),
    Case("messytables/weird_head_padding.csv", {"find": "1985"}, {"trailing_delimiter": True}, rows=-2),
    Case("messytables/simple.zip", {"row": 1}, refused="ingepakt bestand"),
    Case("messytables/blank_line.ods", {"find": "Name"}, rows=3, sheet="^Sheet1$"),
    Case("messytables/ods_formats.ods", {"find": "Date"}, rows=-2, sheet="^Sheet1$"),
    Case("messytables/encrypted_no_password.xls", {"row": 1}, refused="wachtwoord", sheet="."),
)


@dataclass
class Outcome:
    """What came of one file."""

    rows: list[tuple[str, ...]] = field(default_factory=list)
    headers: tuple[str, ...] = ()
    damaged: int = 0
    skipped: int = 0
    told: tuple[str, ...] = ()
    refused: str = ""
    accounted: bool = True


def outcome(path: Path, case: Case) -> Outcome:
    fills = [{"dataset": "x", "columns": {"a": "a"}}]
    words = {"name": "x", "header": case.header, "fills": fills} | ({"sheet": case.sheet} if case.sheet else {})
    table = Table.model_validate(words)
    with TemporaryDirectory() as folder, duckdb.connect() as con:
        try:
            if case.sheet:
                (cells,), _ = read_workbook(path, path.name, [table], ",", con, Path(folder), 60)
            else:
                cells = read_text(path, path.name, Text(**case.dialect), table, con, Path(folder))
            arranged = arrange(con, cells, table, 0)
        except Blocked as blocked:
            return Outcome(refused=str(blocked))
        listed = ", ".join(sql.name(column) for column in arranged.columns)
        found = con.execute(f"select {listed} from {arranged.relation} order by _row").fetchall() if listed else []
    skipped = sum(cells.skipped.values())
    rows = [tuple(cell or "" for cell in row) for row in found]
    told = tuple(finding.rule for finding in cells.findings if finding.rule != "row.is_whole")
    return Outcome(rows, arranged.headers, len(cells.damaged), skipped, told,
                   accounted=cells.source_rows == len(rows) + len(cells.damaged) + skipped)  # fmt: skip


needs_files = pytest.mark.skipif(not SPECTRUM, reason="the hostile files are not here; set WLB_HOSTILE to their folder")


@needs_files
@pytest.mark.parametrize("path", SPECTRUM, ids=lambda path: path.stem)
def test_csv_spectrum_is_read_exactly(path: Path) -> None:
    found = outcome(path, Case(path.name, {"row": 1}, {"delimiter": ","}))
    told = (path.parents[1] / "json" / f"{path.stem}.json").read_bytes().decode("utf-8")
    expected = json.loads(
        told if b"\r" in path.read_bytes() else told.replace("\\r\\n", "\\n")
    )  # as this copy has them
    read = [dict(zip(found.headers, row, strict=True)) for row in found.rows]
    for row in (*read, *([expected] if isinstance(expected, dict) else expected)):
        row.pop("Contact Phone Number", None)  # of this file the published answer has another number
    assert read == ([expected] if isinstance(expected, dict) else expected)
    assert not found.damaged


@needs_files
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.file)
def test_every_hostile_file_is_read_or_refused_with_a_true_sentence(case: Case) -> None:
    found = outcome(FOLDER / case.file, case)
    assert found.accounted
    if case.refused:
        assert case.refused in found.refused
    else:
        assert not found.refused
        assert found.damaged >= case.apart
        assert len(found.rows) == case.rows if case.rows >= 0 else found.rows


def test_no_single_pollution_costs_a_record() -> None:
    assert [row for row in scores() if row[2] < 1] == []


def write_table() -> None:
    """The outcomes as a page."""
    lines = [
        "# Bestanden die elke lezer op de proef stellen", "",
        "Gemaakt door `WLB_HOSTILE=<map> python -m tests.unit.test_hostile_files`. Elk bestand wordt goed gelezen of geweigerd met een ware zin.",
        "", "| bestand | afgesproken | regels | apart gezet | overgeslagen | gemeld of geweigerd |", "|---|---|---:|---:|---:|---|",
    ]  # fmt: skip
    cases = [Case(f"csv-spectrum/csvs/{path.name}", {"row": 1}, {"delimiter": ","}) for path in SPECTRUM]
    for case in (*cases, *CASES):
        found = outcome(FOLDER / case.file, case)
        agreed = ", ".join(f"{key} {value!r}" for key, value in ({"kop": case.header} | case.dialect).items())
        told = found.refused or ", ".join(found.told)
        told = told.replace("\n", " ").replace("|", "\\|")
        agreed = agreed.replace("|", "\\|")
        lines.append(f"| {case.file} | {agreed} | {len(found.rows)} | {found.damaged} | {found.skipped} | {told} |")
    lines += [
        "", "## Eén vervuiling per bestand", "",
        "Een eigen export in elke vorm die andere programma's eraan geven, gelezen zoals dat dan is afgesproken "
        "(`tests/mutations/pollution.py`). De score is het deel van de regels dat precies terugkomt.", "",
        "| soort | vervuiling | score |", "|---|---|---:|",
    ]  # fmt: skip
    scored = scores()
    lines += [f"| {kind} | {name.replace('|', '&#124;')} | {score:.2f} |" for kind, name, score in scored]
    lines.append(f"| samen | {len(scored)} bestanden | {sum(score for *_, score in scored) / len(scored):.3f} |")
    (ROOT / "docs").mkdir(exist_ok=True)
    (ROOT / "docs" / "hostile-files.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    write_table()
