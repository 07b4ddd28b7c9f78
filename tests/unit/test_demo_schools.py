"""The schools' files of the demo, read back without the pipeline: who is in them, every quirk, and what is wrong in them."""

import re
import zipfile
from collections import Counter
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest
from python_calamine import CalamineWorkbook

from pipelines.demo import (
    da_vinci,
    gezondheidszorg_college,
    mbo_amersfoort,
    placements,
    prisma_college,
    studies,
    trajectories,
)
from pipelines.demo import vakcollege_amersfoort as vakcollege
from pipelines.demo.exports import Export
from pipelines.demo.write import demo_exports
from tests import demo_files

AS_OF = date(2026, 10, 31)
SCHOOLS = (
    "da_vinci",
    "hoornbeeck",
    "mbo_amersfoort",
    "vakcollege_amersfoort",
    "prisma_college",
    "gezondheidszorg_college",
)


@pytest.fixture(scope="module")
def exports() -> dict[str, Export]:
    """One file per school."""
    found = [export for export in demo_files.exports() if export.partner in SCHOOLS]
    assert len(found) == len(SCHOOLS)
    return {export.partner: export for export in found}


@pytest.fixture(scope="module")
def written(exports: dict[str, Export], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Their bytes."""
    folder = tmp_path_factory.mktemp("schools")
    paths = {partner: folder / export.name for partner, export in exports.items()}
    for partner, path in paths.items():
        path.write_bytes(exports[partner].content())
    return paths


def test_every_participant_of_dordrecht_goes_to_one_of_two_schools(written: dict[str, Path]) -> None:
    everyone = {one.number for one in trajectories.dordrecht(1, date(2026, 10, 15))}
    lines = written["hoornbeeck"].read_text(encoding="utf-8").splitlines()
    small = {line.split("|")[2] for line in lines if line.startswith("PER|")} - {""}
    book = CalamineWorkbook.from_path(str(written["da_vinci"])).get_sheet_by_name("Blad3").to_python()
    large = {str(row[5]) for row in book[1:]} - {""}
    assert not small & large
    assert small | large <= everyone
    assert len(everyone - small - large) < 0.08 * len(everyone), "some numbers are left blank"


def test_every_intern_goes_to_one_of_four_schools(written: dict[str, Path]) -> None:
    interns = {one.number: one for one in placements.amersfoort(1, date(2026, 10, 15))}
    text = written["mbo_amersfoort"].read_bytes().decode("utf-16")
    found = Counter(re.findall(r"\bAF-\d{4}\b", text))
    for partner in ("vakcollege_amersfoort", "gezondheidszorg_college"):
        found.update(re.findall(r"\bAF-\d{4}\b", written[partner].read_text(encoding="cp1252")))
    sheet = CalamineWorkbook.from_path(str(written["prisma_college"])).get_sheet_by_name("stages").to_python()
    found.update(str(row[3]) for row in sheet if str(row[3]).startswith("AF-"))
    assert set(found) <= set(interns)
    assert len(found) > 0.92 * len(interns)
    assert Counter(found.values()).keys() <= {1, 2}, "a line that stands there twice is a fault of the demo"


def test_a_placement_lies_within_the_study_and_outcomes_are_plausible() -> None:
    interns = placements.amersfoort(1, AS_OF)
    schools = {
        "mbo_amersfoort": placements.MBO_SCHOOLS, "vakcollege_amersfoort": placements.VMBO_SCHOOLS[:1],
        "prisma_college": placements.VMBO_SCHOOLS[1:], "gezondheidszorg_college": (placements.CARE_SCHOOL,),
    }  # fmt: skip
    for school, names in schools.items():
        found = studies.of_interns(1, school, names, interns, 1, AS_OF)
        assert len(found) > 60, school
        assert all(one.enrolled_from <= one.placed_from <= one.planned_until for one in found), school
        ended = [one for one in found if one.planned_until < date(2025, 1, 1)]
        assert 0.75 <= sum(one.diploma_on is not None for one in ended) / len(ended) <= 0.93, school
        assert not any(one.diploma_on and one.left_on for one in found)
        assert all(one.ended_on is None or one.ended_on <= AS_OF for one in found)


def test_the_workbook_has_a_pivot_first_hidden_rows_roman_levels_and_lost_digits(written: dict[str, Path]) -> None:
    book = CalamineWorkbook.from_path(str(written["da_vinci"]))
    assert book.sheet_names == ["Blad1", "Blad2", "Blad3"]
    assert str(book.get_sheet_by_name("Blad1").to_python()[1][0]) == "Rijlabels"
    rows = book.get_sheet_by_name("Blad3").to_python()[1:]
    assert {str(row[8]) for row in rows} == {"I", "II", "III", "V"}
    assert [row[0] for row in rows].count("1,23457E+08") == 2
    assert {type(row[6]) for row in rows} == {float}
    diplomas = {re.sub(r"\d+", "0", str(row[15])) for row in rows}
    assert diplomas == {"Ja (0-0-0)", "Ja", "Nee", ""}
    assert all(re.fullmatch(r"\d\d/\d\d", str(row[10])) for row in rows)
    with zipfile.ZipFile(written["da_vinci"]) as package:
        sheet = package.read("xl/worksheets/sheet3.xml").decode()
    assert '<filterColumn colId="8"><filters><filter val="II"/>' in sheet
    ElementTree.fromstring(sheet)
    hidden = sheet.count(' hidden="1"')
    assert hidden == sum(str(row[8]) != "II" for row in rows) > 100


def test_the_record_types_have_totals_that_hold_and_a_field_that_nobody_announced(written: dict[str, Path]) -> None:
    lines = written["hoornbeeck"].read_bytes().decode().removesuffix("\r\n").split("\r\n")
    kinds = Counter(line.split("|")[0] for line in lines)
    assert set(kinds) == {"VLP", "PER", "ISG", "ISP", "DIP", "SLR", "PRE"}
    assert lines[0].startswith("VLP|09MR|")
    assert lines[-1] == "SLR|" + "|".join(str(kinds[kind]) for kind in ("PER", "ISG", "ISP", "DIP"))
    widths = Counter(line.count("|") for line in lines if line.startswith("ISP|"))
    assert set(widths) == {9, 10}


def test_the_list_with_tabs_has_a_mark_two_digit_years_and_five_words_for_nothing(written: dict[str, Path]) -> None:
    raw = written["mbo_amersfoort"].read_bytes()
    assert raw.startswith(b"\xff\xfeN\x00")
    header, *rows = [line.split("\t") for line in raw.decode("utf-16").removesuffix("\r\n").split("\r\n")]
    assert header[:10] == [
        "Naam leerling", "Stamnr", "Opleiding", "Niveau", "Leerjaar", "Stage van", "Stage t/m", "Uitval?", "Datum uitval", "Startkwal.",
    ]  # fmt: skip
    assert {len(row) for row in rows} == {17}
    cells = {cell for row in rows for cell in row}
    assert {"n.v.t.", "-", "?", "onb.", "", "J*"} <= cells
    assert {row[7] for row in rows} == {"J", "J*", "N", "n.v.t.", "-", "?", "onb.", ""}
    assert all(re.fullmatch(r"\d{1,2}/\d{1,2}/\d\d", row[10]) for row in rows)
    assert any(re.fullmatch(r"[^,]+, \S+ (de|el|ten|ter|van.*)", row[0]) for row in rows), "a prefix behind the name"


def test_the_printed_list_repeats_its_header_and_numbers_its_pages(written: dict[str, Path]) -> None:
    text = written["vakcollege_amersfoort"].read_text(encoding="cp1252")
    pages = text.count('"Leerlingnr",')
    assert pages > 2
    assert f'"Pagina {pages} van {pages}"' in text
    assert re.search(r'"ja, \d+ (jun|jul)\. \d{4}"', text)


def test_the_class_list_has_merged_headers_a_row_per_class_and_two_kinds_of_dates(written: dict[str, Path]) -> None:
    rows = CalamineWorkbook.from_path(str(written["prisma_college"])).get_sheet_by_name("stages").to_python()
    classes = [str(row[0]) for row in rows if str(row[0]).startswith("Klas")]
    assert len(classes) > 10
    assert all(re.fullmatch(r"Klas 4ZW \(\d{4}-\d{4}\)", name) for name in classes)
    born = [row[2] for row in rows if isinstance(row[0], float)]
    assert {type(day) for day in born} == {str, date}


def test_the_list_with_dots_has_apostrophes_and_two_columns_of_one_name(written: dict[str, Path]) -> None:
    lines = written["gezondheidszorg_college"].read_bytes().decode("cp1252").removesuffix("\r\n").split("\r\n")
    assert lines[0].split(";").count("Ingeschreven") == 2
    assert lines[-1].startswith(f"Einde bestand;{len(lines) - 2} deelnemers")
    assert all(line.startswith("'0") for line in lines[1:-1])
    assert any(";2099.12.31;" in line for line in lines)


@pytest.mark.parametrize("module", [da_vinci, mbo_amersfoort, vakcollege, prisma_college, gezondheidszorg_college])
def test_every_fault_has_a_name_and_none_is_lost(module: object, exports: dict[str, Export]) -> None:
    faults = module.faults(2026)  # type: ignore[attr-defined]
    assert len(faults) >= 2
    assert all(fault.what for fault in faults)
    assert module.PARTNER in exports  # type: ignore[attr-defined]


@pytest.mark.parametrize("as_of", [date(2017, 1, 31), date(2019, 4, 30)])
def test_an_early_demo_knows_nothing_of_later_days(as_of: date) -> None:
    day = studies.delivered_on(as_of)
    assert day <= as_of
    for export in demo_exports(as_of, 1):
        if export.partner == "hoornbeeck":
            days = re.findall(r"\d{4}-\d\d-\d\d", export.content().decode())
            ended = [
                line.split("|") for line in export.content().decode().splitlines() if line.startswith(("ISG", "DIP"))
            ]
            assert days
            assert all((row[6] if row[0] == "ISG" else row[5]) <= f"{day}" for row in ended)
