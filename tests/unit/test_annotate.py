"""A workbook comes back with notes on the cells concerned, and every part that holds no notes is byte for byte the same."""

import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pytest

from pipelines.stages.feedback import markup, notes, workbook
from tests.returned_workbooks import (
    MAIN,
    WORKBOOKS,
    commented,
    notes_in,
    parts_of,
    plain,
    relations_in,
    rewritten,
    rich,
)

AUTHOR = "Kopgroep benchmark"
# What a note needs besides its own parts: who refers to them, and what kind they are.
MAY_CHANGE = re.compile(
    r"\[Content_Types\]\.xml|xl/(comments|drawings)/.*|xl/comments\d+\.xml|xl/worksheets/(_rels/)?sheet\d+\.xml(\.rels)?"
)
ORDER = [
    "sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData",
    "sheetCalcPr", "sheetProtection", "protectedRanges", "scenarios", "autoFilter", "sortState",
    "dataConsolidate", "customSheetViews", "mergeCells", "phoneticPr", "conditionalFormatting", "dataValidations",
    "hyperlinks", "printOptions", "pageMargins", "pageSetup", "headerFooter", "rowBreaks",
    "colBreaks", "customProperties", "cellWatches", "ignoredErrors", "smartTags", "drawing",
    "legacyDrawing", "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls",
    "webPublishItems", "tableParts", "extLst",
]  # fmt: skip


def annotated(source: Path, cells: dict[str, dict[str, str]]) -> Path:
    target = source.with_name(f"back {source.name}")
    assert workbook.annotate(source, target, cells, AUTHOR) == sum(len(texts) for texts in cells.values())
    return target


def only_notes_changed(source: Path, target: Path, sheets: set[str]) -> None:
    """Everything but the notes is what it was; of an annotated sheet only the reference to its drawing is new."""
    before, after = parts_of(source), parts_of(target)
    assert set(before) <= set(after)
    for name, content in before.items():
        if content == after[name]:
            continue
        assert MAY_CHANGE.fullmatch(name), name
        if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", name):
            assert name in sheets
            assert (
                re.sub(rb'<(\w+:)?legacyDrawing xmlns:r="[^"]*" r:id="rId\d+"/>', b"", after[name], count=1) == content
            )
    for name in set(after) - set(before):
        assert MAY_CHANGE.fullmatch(name), name


def well_formed(target: Path) -> None:
    """The order of a sheet's elements is the standard's, and every note has exactly one box with a number of its own."""
    numbers: list[bytes] = []
    for name, content in parts_of(target).items():
        if name.endswith((".xml", ".rels")):
            ElementTree.fromstring(content)
        if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", name):
            places = [ORDER.index(child.tag.rpartition("}")[2]) for child in ElementTree.fromstring(content)]
            assert places == sorted(places), name
            kinds = [kind for kind, _ in relations_in(target, name).values()]
            assert kinds.count("comments") <= 1
            assert kinds.count("vmlDrawing") <= 1
            drawn = [(t, k) for k, t in relations_in(target, name).values() if k in ("comments", "vmlDrawing")]
            listed = {kind: parts_of(target)[part] for part, kind in drawn}
            if "comments" in listed:
                refs = set(notes.texts_of(listed["comments"]))
                ours = re.findall(rb"<x:Row>(\d+)</x:Row><x:Column>(\d+)</x:Column>", listed["vmlDrawing"])
                boxes = [notes.name(int(column) + 1, int(row) + 1) for row, column in ours]
                assert len(set(boxes)) == len(boxes)
                assert set(boxes) <= refs
        if name.endswith(".vml"):
            numbers += re.findall(rb'id="_x0000_s(\d{4,})"', content)
    assert len(set(numbers)) == len(numbers)


@pytest.mark.parametrize("kind", WORKBOOKS)
def test_every_part_without_notes_stays_byte_for_byte(tmp_path: Path, kind: str) -> None:
    source = WORKBOOKS[kind](tmp_path / "boek.xlsx")
    sheets = workbook.sheets_of(source)
    first = next(iter(sheets))
    target = annotated(source, {first: {"B2": "Eerste regel\ntweede & <derde>", "Z90": "ver weg", "B3": "x"}})
    only_notes_changed(source, target, {sheets[first]})
    well_formed(target)
    found = notes_in(target)[first]
    assert found["B2"] == "Eerste regel\ntweede & <derde>"
    assert found["Z90"] == "ver weg"
    before = notes_in(source)
    for sheet, texts in before.items():
        for cell, text in texts.items():
            assert notes_in(target)[sheet][cell] == text


def test_cached_values_images_shapes_tables_and_hidden_sheets_are_kept(tmp_path: Path) -> None:
    source = rich(tmp_path / "boek.xlsx")
    target = annotated(
        source, {"Deelnemers": {"C9": "hier"}, "Gefilterd": {"A2": "verborgen rij"}, "Verborgen": {"A1": "x"}}
    )
    only_notes_changed(source, target, set(workbook.sheets_of(source).values()))
    well_formed(target)
    assert openpyxl.load_workbook(target, data_only=True)["Deelnemers"]["C9"].value == 27
    parts = parts_of(target)
    assert any(b"rightArrow" in content for name, content in parts.items() if "drawing" in name)
    assert any(name.startswith("xl/media/") for name in parts)
    assert openpyxl.load_workbook(target)["Verborgen"].sheet_state == "veryHidden"
    assert set(notes_in(target)["Gefilterd"]) == {"A2"}


def test_a_note_of_a_colleague_is_kept_and_added_to(tmp_path: Path) -> None:
    source = commented(tmp_path / "boek.xlsx")
    target = annotated(source, {"Uitstroom": {"A2": "Deze regel staat apart", "A3": "nieuw"}})
    book = openpyxl.load_workbook(target)["Uitstroom"]
    first, fresh = book["A2"].comment, book["A3"].comment
    assert first is not None
    assert fresh is not None
    assert (first.text, first.author) == ("navragen bij Jan\n\nDeze regel staat apart", "Collega")
    assert (fresh.text, fresh.author) == ("nieuw", AUTHOR)
    assert notes_in(target)["Uitstroom"]["B4"] == "klopt & is <zeker>"
    well_formed(target)


def test_annotating_twice_keeps_both(tmp_path: Path) -> None:
    source = plain(tmp_path / "boek.xlsx")
    once = annotated(source, {"Blad één": {"A1": "een"}})
    twice = annotated(once, {"Blad één": {"A1": "twee", "B1": "drie"}, "Uren & meer": {"A1": "vier"}})
    assert notes_in(twice) == {"Blad één": {"A1": "een\n\ntwee", "B1": "drie"}, "Uren & meer": {"A1": "vier"}}
    well_formed(twice)


def test_notes_that_lost_their_drawing_show_again(tmp_path: Path) -> None:
    source = WORKBOOKS["without drawing"](tmp_path / "boek.xlsx")
    target = annotated(source, {"Uitstroom": {"A1": "x"}})
    drawing = next(p for k, p in relations_in(target, "xl/worksheets/sheet1.xml").values() if k == "vmlDrawing")
    assert parts_of(target)[drawing].count(b"<v:shape ") == 3
    well_formed(target)


def test_a_button_keeps_its_drawing_and_its_number(tmp_path: Path) -> None:
    source = WORKBOOKS["with a button"](tmp_path / "boek.xlsx")
    target = annotated(source, {"Uren & meer": {"A1": "x"}})
    drawing = parts_of(target)["xl/drawings/vmlDrawing1.vml"]
    assert b'id="_x0000_s1031"' in drawing
    assert b"Druk<br>hier" in drawing
    assert b'data="1,2"' in drawing
    assert b'id="_x0000_t202"' in drawing
    assert parts_of(source)["xl/worksheets/sheet1.xml"] == parts_of(target)["xl/worksheets/sheet1.xml"]


def test_a_note_on_a_conversation_stands_beside_it(tmp_path: Path) -> None:
    source = WORKBOOKS["with a conversation"](tmp_path / "boek.xlsx")
    target = annotated(source, {"Uitstroom": {"A2": "staat apart"}})
    found = notes_in(target)["Uitstroom"]
    assert found["B2"] == "A2: staat apart"
    assert found["A2"] == "navragen bij Jan"


def test_of_merged_cells_the_first_has_the_note(tmp_path: Path) -> None:
    target = annotated(rich(tmp_path / "boek.xlsx"), {"Deelnemers": {"F2": "a", "G1": "b", "E3": "c"}})
    assert notes_in(target)["Deelnemers"] == {"E1": "a\n\nb", "E3": "c"}


def test_a_sheet_in_utf16_is_understood(tmp_path: Path) -> None:
    source = plain(tmp_path / "boek.xlsx")

    def wide(name: str, xml: bytes) -> bytes:
        text = re.sub(r"<\?xml.*?\?>", "", xml.decode())
        return (
            ('<?xml version="1.0" encoding="UTF-16"?>' + text).encode("utf-16") if name.endswith("sheet1.xml") else xml
        )

    target = annotated(rewritten(source, wide), {"Uren & meer": {"A1": "é"}})
    assert notes_in(target)["Uren & meer"] == {"A1": "é"}


def test_thousands_of_notes_get_numbers_of_their_own(tmp_path: Path) -> None:
    cells = {f"A{row}": f"regel {row}" for row in range(1, 2_600)}
    target = annotated(plain(tmp_path / "boek.xlsx"), {"Blad één": cells, "Uren & meer": {"A1": "x"}})
    well_formed(target)
    blocks = [match[3] for vml in parts_of(target).values() for match in notes.IDMAP.finditer(vml)]
    assert sorted(blocks, key=len) == [b"4", b"1,2,3"]
    assert len(notes_in(target)["Blad één"]) == len(cells)


def test_a_note_is_never_longer_than_excel_allows(tmp_path: Path) -> None:
    source = commented(tmp_path / "boek.xlsx")
    target = annotated(source, {"Uitstroom": {"A1": "a" * 40_000, "A2": "b" * 40_000}})
    found = notes_in(target)["Uitstroom"]
    assert len(found["A1"]) <= 32_767
    assert len(found["A2"]) <= 32_767
    assert found["A2"].startswith("navragen bij Jan\n\nbbb")
    assert found["A1"].endswith("…")


def test_a_full_note_of_a_colleague_is_left_as_it_is(tmp_path: Path) -> None:
    source = plain(tmp_path / "boek.xlsx")
    once = annotated(source, {"Blad één": {"A1": "x" * notes.LONGEST}})
    again = annotated(once, {"Blad één": {"A1": "y"}})
    assert notes_in(again)["Blad één"]["A1"] == "x" * notes.LONGEST


def test_characters_that_xml_cannot_hold_are_left_out(tmp_path: Path) -> None:
    target = annotated(plain(tmp_path / "boek.xlsx"), {"Blad één": {"A1": "a\x00b\x0bc\ufffe]]>d"}})
    assert notes_in(target)["Blad één"]["A1"] == "abc]]>d"
    well_formed(target)


def test_reading_aids_stay_behind_the_text() -> None:
    xml = (
        f'<comments xmlns="{MAIN}"><authors/><commentList><comment ref="A1" authorId="0"><text><t>a</t>'
        '<rPh sb="0" eb="1"><t>x</t></rPh></text></comment></commentList></comments>'
    )
    found, fresh = notes.extended(xml.encode(), {"A1": "b", "A2": "c"}, AUTHOR)
    assert fresh == ["A2"]
    text = ElementTree.fromstring(found).find(f".//{{{MAIN}}}text")
    assert text is not None
    assert [child.tag.rpartition("}")[2] for child in text] == ["t", "r", "rPh"]
    assert b"<authors><author>Kopgroep benchmark</author></authors>" in found


@pytest.mark.parametrize("bad", [b"", b"PK\x03\x04 not a zip", b"Nr;Naam\r\n1;x\r\n"])
def test_what_is_no_workbook_is_said_so(tmp_path: Path, bad: bytes) -> None:
    path = tmp_path / "boek.xlsx"
    path.write_bytes(bad)
    with pytest.raises(workbook.NotAWorkbook):
        workbook.sheets_of(path)


def test_a_zip_of_something_else_is_no_workbook(tmp_path: Path) -> None:
    for name, content in (
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("[Content_Types].xml", "<Types/>"),
    ):
        path = tmp_path / "boek.xlsx"
        with zipfile.ZipFile(path, "w") as package:
            package.writestr(name, content)
        with pytest.raises(workbook.NotAWorkbook):
            workbook.sheets_of(path)


def test_a_part_that_declares_entities_is_refused() -> None:
    with pytest.raises(ValueError, match="entities"):
        markup.elements(b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')
    with pytest.raises(ValueError, match="well-formed"):
        markup.elements(b"<a><b></a>")


@pytest.mark.parametrize("cell", ["", "A0", "A", "12", "AAAA1", "XFE1", "A1048577", "a1"])
def test_what_is_no_cell_gets_no_note(cell: str) -> None:
    with pytest.raises(ValueError, match="is no cell"):
        notes.position(cell)


def test_the_last_cell_of_a_sheet_can_have_a_note(tmp_path: Path) -> None:
    assert notes.position("XFD1048576") == (16_384, 1_048_576)
    target = annotated(plain(tmp_path / "boek.xlsx"), {"Blad één": {"XFD1048576": "laatste"}})
    drawing = parts_of(target)["xl/drawings/vmlDrawing1.vml"].decode()
    corners = [int(number) for number in re.findall(r"<x:Anchor>(.*?)</x:Anchor>", drawing)[0].split(", ")]
    assert max(corners[0], corners[4]) < 16_384
    assert max(corners[2], corners[6]) < 1_048_576
