"""Workbooks as people make them, and workbooks that must not be opened."""

import struct
import subprocess
import sys
import zipfile
from collections import Counter
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from pipelines.findings import Blocked
from pipelines.stages import land
from pipelines.stages.read import workbook as reader
from pipelines.stages.read.cells import Cells
from pipelines.stages.read.layout import Arranged, arrange
from pipelines.stages.read.sheets import write_sheets
from pipelines.table_language import Table
from tests.workplace import workbook

SAMPLES = Path(__file__).resolve().parents[1] / "samples" / "workbooks"
PEOPLE: list[list[Any]] = [
    ["Rapportage Wijk", None, None, None, None],
    [],
    ["Stand t/m 31 maart"],
    ["Nr", "Naam", "Traject", None, "Opm."],
    [None, None, "Start", "Eind", None],
    ["Groep 1 Plein (feb 2015)"],
    ["A1", "Anna", date(2015, 2, 2), "25 jan. 2016", "x"],
    ["A2", "Bram", date(2015, 2, 3), None, None],
    ["Subtotaal", 2, None, None, None],
    [None, None, None, None, None],
    ["Groep 2 Plein (sep 2015)"],
    ["B1", "Cas", date(2015, 9, 1), None, None],
    ["Nr", "Naam", "Traject", None, "Opm."],
    ["Totaal", 3],
    ["Legenda"],
    ["x = bijzonder"],
]
GROUPS = r"^(?P<group>Groep \d+ (?P<place>\w+) \(.+\))$"


def table(**words: Any) -> Table:
    fills = [{"dataset": "x", "columns": {"a": "Nr"}}]
    return Table.model_validate({"name": "x", "sheet": "^Mensen$", "header": {"find": "Nr"}, "fills": fills} | words)


def read(path: Path, work: Path, *tables: Table, seconds: int = 60) -> tuple[duckdb.DuckDBPyConnection, list[Cells]]:
    con = duckdb.connect()
    work.mkdir(exist_ok=True)
    return con, reader.read_workbook(path, path.name, tables, ",", con, work, seconds)[0]


def arranged(path: Path, work: Path, one: Table) -> tuple[list[tuple[Any, ...]], Cells, Arranged]:
    con, (cells,) = read(path, work, one)
    found = arrange(con, cells, one, 0)
    listed = ", ".join(f'"{name}"' for name in ("_row", *found.columns))
    return con.execute(f"select {listed} from {found.relation} order by _row").fetchall(), cells, found


def refused(path: Path, work: Path, seconds: int = 60) -> str:
    with pytest.raises(Blocked) as caught:
        read(path, work, table(), seconds=seconds)
    (finding,) = caught.value.findings
    assert not caught.value.destroy
    assert finding.severity == "blocks"
    return finding.sentence


def test_stacked_merged_headers_groups_totals_and_legend_are_resolved(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"Voorblad": [["x"]], "Mensen": PEOPLE}, {"Mensen": ["C4:D4"]})
    words = {
        "header": {"find": "Nr", "rows": 2}, "fill_down": GROUPS, "end": "^Legenda",
        "skip": [{"kind": "total", "matches": "^(Subtotaal|Totaal)"}],
    }  # fmt: skip
    rows, cells, found = arranged(path, tmp_path / "work", table(**words))
    assert found.columns == ("Nr", "Naam", "Traject · Start", "Traject · Eind", "Opm.", "group", "place")
    assert [(row[0], row[1], row[3], row[6], row[7]) for row in rows] == [
        (7, "A1", "2015-02-02", "Groep 1 Plein (feb 2015)", "Plein"),
        (8, "A2", "2015-02-03", "Groep 1 Plein (feb 2015)", "Plein"),
        (12, "B1", "2015-09-01", "Groep 2 Plein (sep 2015)", "Plein"),
    ]
    assert cells.skipped == Counter(preamble=2, blank=2, group=2, total=2, legend=2, repeated_header=1)
    assert cells.source_rows == len(rows) + sum(cells.skipped.values())
    assert found.letters["Traject · Eind"] == 4
    assert reader.column_letters(28) == "AB"


def test_a_hidden_sheet_is_read_like_any_other(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"Voorblad": [["x"]], "Mensen": [["Nr"], ["A1"]]})
    book = openpyxl.load_workbook(path)
    book["Mensen"].sheet_state = "hidden"
    book.save(path)
    rows, _, _ = arranged(path, tmp_path / "work", table())
    assert rows == [(2, "A1")]


def test_cells_come_back_as_the_partner_would_type_them(tmp_path: Path) -> None:
    values = [1, 2.5, 24.0, True, date(2016, 1, 25), datetime.fromisoformat("2016-01-25 09:30"), time(2, 15), " tekst "]
    path = workbook(tmp_path / "a.xlsx", {"Mensen": [["Nr", *"abcdefg"], values]})
    ((_, *cells),), _, _ = arranged(path, tmp_path / "work", table())
    assert cells == ["1", "2,5", "24", "WAAR", "2016-01-25", "2016-01-25 09:30:00", "02:15:00", " tekst "]


def test_a_table_that_starts_to_the_right_keeps_its_row_numbers(tmp_path: Path) -> None:
    rows = [[], [], [None, None, "Nr", "Naam"], [None, None, "A1", "Anna"]]
    found, cells, where = arranged(workbook(tmp_path / "a.xlsx", {"Mensen": rows}), tmp_path / "work", table())
    assert found == [(4, "A1", "Anna")]
    assert where.letters == {"Nr": 3, "Naam": 4}
    assert cells.skipped == Counter(blank=2)


def test_a_column_without_a_header_counts_only_when_something_stands_in_it(tmp_path: Path) -> None:
    rows = [["Nr", None, "Naam", None], ["A1", None, "Anna", "los"]]
    _, _, found = arranged(workbook(tmp_path / "a.xlsx", {"Mensen": rows}), tmp_path / "work", table())
    assert found.columns == ("Nr", "Naam", "kolom 4")


def test_a_sheet_with_nothing_on_it_has_no_columns(tmp_path: Path) -> None:
    rows, cells, found = arranged(workbook(tmp_path / "a.xlsx", {"Mensen": []}), tmp_path / "work", table())
    assert rows == []
    assert found.columns == ()
    assert cells.source_rows == 0


def test_a_missing_sheet_is_told_with_the_sheets_that_are_there(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"Deelnemers": [["Nr"]], "Uren": [["Nr"]]})
    sentence = refused(path, tmp_path / "work")
    assert "Tabblad 'Mensen' ontbreekt" in sentence
    assert "Deelnemers, Uren" in sentence


def test_a_missing_header_is_told_without_what_stands_there_instead(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"Mensen": [["A1", "Anna de Vries", date(1990, 4, 3)]]})
    with pytest.raises(Blocked) as caught:
        arranged(path, tmp_path / "work", table())
    assert "geen kopregel met 'Nr'" in str(caught.value)
    assert "Vries" not in str(caught.value)


def test_text_that_is_called_a_workbook_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_text("Nr;Naam\n", encoding="utf-8")
    assert "het is tekst, geen Excel-werkmap" in refused(path, tmp_path / "work")


@pytest.mark.parametrize(
    ("stream", "why"),
    [
        ("EncryptedPackage", "wachtwoord"),
        ("_VBA_PROJECT_CUR", "macro"),
        ("WordDocument", "geen Excel-werkmap"),
        ("Workbook", "beschadigd of afgebroken"),
    ],
)
def test_an_old_container_is_opened_only_when_it_holds_a_workbook(tmp_path: Path, stream: str, why: str) -> None:
    path = tmp_path / "a.xls"
    path.write_bytes(land.OLE_MAGIC + bytes(600) + stream.encode("utf-16-le") + bytes(600))
    assert why in refused(path, tmp_path / "work")


def open_document(path: Path, rows: str) -> Path:
    """A small .ods with one sheet `Mensen`; `rows` is its XML."""
    spaces = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"' for short in ("office", "table", "text")
    )
    body = f'<office:body><office:spreadsheet><table:table table:name="Mensen">{rows}</table:table></office:spreadsheet></office:body>'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        content = f'<office:document-content {spaces} office:version="1.2">{body}</office:document-content>'
        package.writestr("content.xml", f'<?xml version="1.0"?>{content}')
        package.writestr("META-INF/manifest.xml", "<manifest/>")
    return path


def cell(text: str, words: str = "") -> str:
    return f'<table:table-cell office:value-type="string" {words}><text:p>{text}</text:p></table:table-cell>'


def test_an_open_document_reads_like_any_workbook(tmp_path: Path) -> None:
    rows = (
        f"<table:table-row>{cell('Nr')}{cell('Start')}{cell('Uren')}</table:table-row>"
        f'<table:table-row>{cell("A1")}<table:table-cell office:value-type="date" office:date-value="2016-01-25"/>'
        '<table:table-cell office:value-type="float" office:value="2.5"/></table:table-row>'
        '<table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="3"/></table:table-row>'
        f"<table:table-row>{cell('A2')}</table:table-row>"
        '<table:table-row table:number-rows-repeated="1048570"><table:table-cell table:number-columns-repeated="3"/></table:table-row>'
    )
    found, cells, _ = arranged(open_document(tmp_path / "a.ods", rows), tmp_path / "work", table())
    assert [tuple(c or "" for c in row) for row in found] == [(2, "A1", "2016-01-25", "2,5"), (5, "A2", "", "")]
    assert cells.skipped == Counter(blank=2)


@pytest.mark.parametrize(("rows", "columns"), [(1_000_000, 40), (1_000_000, 16_000)])
def test_an_open_document_that_repeats_a_cell_endlessly_is_not_read(tmp_path: Path, rows: int, columns: int) -> None:
    repeated = cell("x", f'table:number-columns-repeated="{columns}"')
    xml = f'<table:table-row table:number-rows-repeated="{rows}">{repeated}</table:table-row>'
    assert "onwaarschijnlijk groot" in refused(open_document(tmp_path / "a.ods", xml), tmp_path / "work")


def test_a_cell_far_away_is_told_and_kills_nobody(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"Mensen": [["Nr", "Naam"], ["A1", "Anna"]]})
    far = rewritten(path, b'r="B2"', b'r="XFD1048576"')
    assert "heel ver naar rechts" in refused(far, tmp_path / "work")


def test_a_cell_with_more_text_than_any_workbook_holds_is_told(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"Mensen": [["Nr", "Naam"], ["A1", "Anna"]]})
    letters = "".join(chr(97 + n * n % 23) + str(n) for n in range(400_000)).encode()
    assert "buitengewoon veel tekst" in refused(rewritten(path, b"Anna", letters), tmp_path / "work")


@pytest.mark.parametrize("content", [b"<!DOCTYPE html><table><tr><td>Nr</td></tr></table>", b"\xef\xbb\xbf<html>"])
def test_a_web_page_that_is_called_a_workbook_is_told(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.xls"
    path.write_bytes(content)
    assert "een webpagina (HTML), geen Excel-werkmap" in refused(path, tmp_path / "work")


def test_a_workbook_with_macros_is_not_opened(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"Mensen": [["Nr"]]})
    with zipfile.ZipFile(path, "a") as package:
        package.writestr("xl/vbaProject.bin", b"macro")
    assert "macro" in refused(path, tmp_path / "work")


def test_a_workbook_that_unpacks_far_too_large_is_not_opened(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"Mensen": [["Nr"]]})
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/media/bom.bin", bytes(20_000_000))
    assert "onwaarschijnlijk groot" in refused(path, tmp_path / "work")


def rewritten(path: Path, old: bytes, new: bytes) -> Path:
    """The same workbook with other bytes inside its first sheet."""
    target = path.with_name("b.xlsx")
    with zipfile.ZipFile(path) as package, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as changed:
        for entry in package.namelist():
            content = package.read(entry)
            if entry == "xl/worksheets/sheet1.xml":
                assert old in content
                content = content.replace(old, new, 1)
            changed.writestr(entry, content)
    return target


def test_a_sheet_that_lies_about_its_size_is_not_opened(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"Mensen": [["Nr", "Naam"], ["A1", "Anna"]]})
    lying = rewritten(path, b'<dimension ref="A1:B2"', b'<dimension ref="A1:XFD1048576"')
    assert "noemt zichzelf onwaarschijnlijk groot" in refused(lying, tmp_path / "work")


def test_a_sheet_that_refers_outside_is_not_opened(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"Mensen": [["Nr"]]})
    outside = rewritten(path, b"<worksheet", b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><worksheet')
    assert "niet is toegestaan" in refused(outside, tmp_path / "work")


def test_a_workbook_that_was_cut_off_is_damaged(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"Mensen": [["Nr"]] * 200})
    path.write_bytes(path.read_bytes()[:-300])
    assert "beschadigd" in refused(path, tmp_path / "work")


def test_a_workbook_with_bytes_gone_wrong_is_damaged(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"Mensen": [["Nr", n] for n in range(5000)]})
    content = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as package:
        start = package.getinfo("xl/worksheets/sheet1.xml").header_offset
    content[start + 60 : start + 900] = bytes(range(256)) * 3 + bytes(72)
    path.write_bytes(bytes(content))
    assert "beschadigd" in refused(path, tmp_path / "work")


def test_a_workbook_with_encrypted_parts_is_protected(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"Mensen": [["Nr"]]})
    content = bytearray(path.read_bytes())
    for magic, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = -1
        while (at := content.find(magic, at + 1)) >= 0:
            flags = struct.unpack_from("<H", content, at + offset)[0]
            struct.pack_into("<H", content, at + offset, flags | 1)
    path.write_bytes(bytes(content))
    assert "wachtwoord" in refused(path, tmp_path / "work")


def test_a_zip_that_is_no_workbook_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("brief.txt", "hallo")
    assert "beschadigd" in refused(path, tmp_path / "work")


def test_a_workbook_that_takes_too_long_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    slow = tmp_path / "slow.py"
    slow.write_text("import time\ntime.sleep(30)\n", encoding="utf-8")
    monkeypatch.setattr(reader, "CHILD", slow)
    path = workbook(tmp_path / "a.xlsx", {"Mensen": [["Nr"]]})
    assert "langer dan 1 seconden" in refused(path, tmp_path / "work", seconds=1)


def test_the_child_writes_every_row_of_every_sheet(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"Mensen": [[], [None, "Nr"], [None, 2.5]], "Leeg": []})
    book = openpyxl.load_workbook(path)
    book.create_chartsheet("Grafiek")
    book.save(path)
    described = write_sheets(path, tmp_path, ",")
    assert [(sheet["name"], sheet["width"], sheet["rows"]) for sheet in described] == [("Mensen", 2, 3), ("Leeg", 0, 0)]
    text = (tmp_path / "sheet_0.csv").read_text(encoding="utf-8")
    assert text.split("\n") == ["\x1f", "\x1fNr", "\x1f2,5", ""]


def test_the_child_runs_alone_and_describes_what_it_wrote(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"Mensen": [["Nr"], ["A1"]], "Leeg": []})
    command = [sys.executable, "-I", str(reader.CHILD), str(path), str(tmp_path), ","]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert '"name": "Leeg", "visible": true, "width": 0, "rows": 0' in done.stdout
    assert (tmp_path / "sheet_0.csv").read_text(encoding="utf-8") == "Nr\x1f\nA1\x1f\n"


def test_blank_rows_of_a_sheet_with_one_column_keep_their_place(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"Mensen": [[], ["Nr"], [], [], ["A1"], [], ["A2"]]})
    rows, cells, _ = arranged(path, tmp_path / "work", table())
    assert rows == [(5, "A1"), (7, "A2")]
    assert cells.skipped == Counter(blank=4)


@pytest.mark.parametrize("name", ["old_excel.xls", "open_document.ods"])
def test_other_programs_workbooks_read_the_same(tmp_path: Path, name: str) -> None:
    rows, cells, _ = arranged(SAMPLES / name, tmp_path / "work", table())
    assert rows == [(4, "A1", "Renée", "2016-01-25", "2,5"), (6, "A2", "Bram", "2015-12-31", "24")]
    assert cells.skipped == Counter(preamble=1, blank=2)


def test_an_error_of_a_formula_is_no_empty_cell(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "a.xlsx", {"Voorblad": [["#N/A"]], "Mensen": [["Nr", "Uren"], ["A1", "#DIV/0!"], ["#N/A", 3]]}
    )
    rows, cells, _ = arranged(path, tmp_path / "work", table())
    assert rows == [(2, "A1", "#DIV/0!"), (3, "#N/A", "3")]
    (finding,) = cells.findings
    assert finding.sentence.startswith("Mensen!B2: hier staat #DIV/0!; 2 cel(len)")


def test_a_formula_that_was_never_computed_is_told(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"Mensen": [["Nr", "Uren"], ["A1", "=1+1"], ["A2", 3]]})
    rows, cells, _ = arranged(path, tmp_path / "work", table())
    assert rows == [(2, "A1", None), (3, "A2", "3")]
    (finding,) = cells.findings
    assert "Mensen!B2: van 1 formule(s)" in finding.sentence


def test_a_workbook_that_counts_its_days_from_1904_gives_the_same_dates(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"Mensen": [["Nr", "Start"]]})
    book = openpyxl.load_workbook(path)
    book.epoch = CALENDAR_MAC_1904
    book["Mensen"].append(["A1", date(2016, 1, 25)])
    book.save(path)
    rows, _, _ = arranged(path, tmp_path / "work", table())
    assert rows == [(2, "A1", "2016-01-25")]


def test_a_sheet_that_is_very_hidden_is_guarded_too(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"Mensen": [["Nr"], ["A1"]], "Geheim": [["BSN"]]})
    book = openpyxl.load_workbook(path)
    book["Geheim"].sheet_state = "veryHidden"
    book.save(path)
    (tmp_path / "work").mkdir()
    _, others = reader.read_workbook(path, path.name, [table()], ",", duckdb.connect(), tmp_path / "work", 60)
    assert [cells.sheet for cells in others] == ["Geheim"]


def test_a_part_that_is_not_what_was_written_is_damage(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"Mensen": [["Nr", "Uren"], ["A1", 20]]})
    stored = tmp_path / "b.xlsx"
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(stored, "w", zipfile.ZIP_STORED) as target:
        for entry in source.namelist():
            target.writestr(entry, source.read(entry))
    stored.write_bytes(stored.read_bytes().replace(b"<v>20</v>", b"<v>90</v>"))
    assert "beschadigd" in refused(stored, tmp_path / "work")


@pytest.mark.parametrize(
    ("old", "new", "cell"),
    [
        (b"<v>20</v>", b"<v>twintig</v>", "twintig"),
        (b't="n"><v>20</v>', b't="s"><v>7000</v>', "#ONLEESBAAR"),
        (b't="n"><v>20</v>', b't="zz"><v>20</v>', "20"),
        (b'<dimension ref="A1:B3"', b'<dimension ref="hallo"', "20"),
    ],
)
def test_a_cell_that_no_program_writes_does_not_cost_the_others(
    tmp_path: Path, old: bytes, new: bytes, cell: str
) -> None:
    path = workbook(tmp_path / "a.xlsx", {"Mensen": [["Nr", "Uren"], ["A1", 20], ["A2", 30]]})
    rows, cells, _ = arranged(rewritten(path, old, new), tmp_path / "work", table())
    assert rows == [(2, "A1", cell), (3, "A2", "30")]
    assert [finding.rule for finding in cells.findings] == ["file.workbook_is_whole"]
