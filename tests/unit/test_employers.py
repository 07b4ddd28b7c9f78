"""Each employer's and municipality's own kind of file, read as agreed with it: a sample in, rows out."""

import io
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from pipelines.receipts import Receipt
from pipelines.settings import SOURCES
from tests.workplace import Workplace, make_workplace

pytestmark = pytest.mark.usefixtures("great_expectations")
WORK = "started_on, ended_on, contract_kind, hours_per_week"
Rows = list[list[Any]]


@pytest.fixture
def place(tmp_path: Path) -> Workplace:
    """A place with what was really agreed."""
    return replace(make_workplace(tmp_path), sources=SOURCES)


def workbook(sheets: dict[str, Rows], merged: tuple[str, ...] = ()) -> bytes:
    """An .xlsx with these sheets; the ranges are merged on the last."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    for cells in merged:
        book.worksheets[-1].merge_cells(cells)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def found(receipt: Receipt) -> list[tuple[str, str]]:
    """Rule and value of every finding."""
    return [(finding["rule"], finding["value"]) for finding in receipt.findings]


BLOCKS = [
    "Persnr",
    "Naam",
    "Geb.datum",
    "Functie",
    "Contract 1 van",
    "t/m",
    "uren",
    "Contract 2 van",
    "t/m",
    "uren",
    "Opm.",
]


def eykenburg(place: Workplace, *rows: list[Any]) -> Receipt:
    content = workbook({"Contracten": [["Oud-deelnemers"], [], BLOCKS, *rows, [f"Aantal: {len(rows)}"]]})
    return place.deliver("eykenburg", "Eykenburg contracten WLB per 31-03-2016.xlsx", content)


def test_contracts_side_by_side_become_one_row_each(place: Workplace) -> None:
    receipt = eykenburg(
        place,
        [
            "7100",
            "Vries, F. de",
            date(1990, 4, 3),
            "Zorghulp",
            date(2015, 2, 1),
            "31-8-2015",
            16,
            date(2015, 9, 1),
            "vast",
            24,
        ],
        ["7107", "Kaya, E.", "17-5-1985", "Keuken", "1-3-2016", None, None],
    )
    assert (receipt.outcome, receipt.used, receipt.records) == ("accepted", 2, {"employment": 3})
    assert sorted(place.rows(receipt, "employment", WORK)) == [
        (date(2015, 2, 1), date(2015, 8, 31), "temporary", 16.0),
        (date(2015, 9, 1), None, "permanent", 24.0),
        (date(2016, 3, 1), None, "temporary", None),
    ]
    assert len({key for (key,) in place.rows(receipt, "employment", "contract_id")}) == 3
    assert len({key for (key,) in place.rows(receipt, "employment", "person_key")}) == 2


def test_a_word_that_is_no_date_and_not_vast_is_told(place: Workplace) -> None:
    people = [[f"{n}", f"Kaya, E{n}.", date(1985, 5, 17), "Keuken", date(2016, 3, 1), "VAST", 24] for n in range(30)]
    receipt = eykenburg(
        place, *people, ["99", "Kaya, A.", date(1985, 5, 17), "Keuken", date(2016, 3, 1), "onbekend", 24]
    )
    assert {kind for (kind,) in place.rows(receipt, "employment", "contract_kind")} == {"permanent"}
    assert found(receipt) == [
        ("employment.contract_kind.is_known", "onbekend"),
        ("employment.ended_on.is_readable", "onbekend"),
    ]


def test_a_cell_in_a_later_block_is_pointed_at_in_its_own_place(place: Workplace) -> None:
    people = [[f"{n}", f"Kaya, E{n}.", date(1985, 5, 17), "Keuken", date(2016, 3, 1), "vast", 24] for n in range(60)]
    first = ["98", "Kaya, A.", date(1985, 5, 17), "Keuken", date(2015, 3, 1), "31-8-2015", 24]
    receipt = eykenburg(place, *people, [*first, date(2015, 9, 1), "1-2-2012", 24], [*first, "31-06-2016", "vast", 99])
    told = {finding["rule"].split(".")[-1]: finding["sentence"].split(":")[0] for finding in receipt.findings}
    assert told["end_is_not_before_start"] == "Contracten!I64, kolom 't/m (2)'"
    assert told["is_readable"] == "Contracten!H65, kolom 'Contract 2 van'"
    assert told["hours_are_0_to_40"] == "Contracten!J65, kolom 'uren (2)'"


TWO_ROWS: Rows = [
    [
        "Pers.nr.",
        "WLB-nummer",
        "Achternaam",
        "Tussenv.",
        "Voorl.",
        "Geboren",
        "1e contract",
        None,
        None,
        None,
        "2e contract",
    ],
    [None, None, None, None, None, None, "Begin", "Einde", "Soort", "Uren", "Begin", "Einde", "Soort", "Uren"],
]


def humanitas(place: Workplace, *rows: list[Any]) -> Receipt:
    listed: Rows = [["Dienstverbanden oud-deelnemers"], [], *TWO_ROWS, *rows, [], ["Legenda"], ["bep. = bepaalde tijd"]]
    content = workbook({"Toelichting": [["Bron"]], "Dienstverbanden": listed}, ("G3:J3", "K3:N3"))
    return place.deliver("humanitas_dmh", "HDMH dienstverbanden jun 2016.xlsx", content)


def test_contracts_under_a_header_of_two_rows_are_read_with_their_words(place: Workplace) -> None:
    receipt = humanitas(
        place,
        ["H1", "DH-0001", "Vries", "de", "F.", date(1990, 4, 3), "1 sep. 2015", "31 mrt. 2016", "bep.", "16 uur",
         date(2016, 4, 1), "heden", "onbep.", "22,5 uur"],
        ["H2", None, "Kaya", None, "E.", date(1985, 5, 17), "1 feb. 2016", "heden", "oproep", "wisselend"],
    )  # fmt: skip
    assert (receipt.outcome, receipt.used, receipt.records) == ("accepted", 2, {"employment": 3})
    assert sorted(place.rows(receipt, "employment", WORK)) == [
        (date(2015, 9, 1), date(2016, 3, 31), "temporary", 16.0),
        (date(2016, 2, 1), None, "on_call", None),
        (date(2016, 4, 1), None, "permanent", 22.5),
    ]
    assert [number is None for (number,) in place.rows(receipt, "employment", "trajectory_id")].count(True) == 1


ENGLISH = "Employee,Name,Date of birth,Start date,End date,Contract,FTE,Position,Site"


def birkhoven(place: Workplace, *lines: str) -> Receipt:
    # The last line has no line end.
    return place.deliver(
        "birkhoven_zorggoed", "Birkhoven_contracts_20160630.csv", "\n".join([ENGLISH, *lines]).encode()
    )


def test_an_english_export_is_read_month_first_and_in_parts_of_a_full_week(place: Workplace) -> None:
    receipt = birkhoven(
        place,
        'E1,"Vries, Fatima de",04/03/1990,03/04/2016,09/30/2016,BT,0.67,"Helpende, huishouding",Birkhoven',
        'E1,"Vries, Fatima de",04/03/1990,10/01/2016,,OT,1,Helpende,"Soesterkwartier, Amersfoort"',
        'E2,"Kaya, Emine",05/17/1985,03/04/2016,,0-u,,Helpende,Birkhoven',
        'E3,"Post, Ewa",05/17/1986,03/04/2016,06/01/2016,UZK,0.5,Helpende,Birkhoven',
    )
    assert (receipt.outcome, receipt.source_rows, receipt.used) == ("accepted", 4, 4)
    assert place.rows(receipt, "employment", WORK) == [
        (date(2016, 3, 4), date(2016, 9, 30), "temporary", 24.12),
        (date(2016, 10, 1), None, "permanent", 36.0),
        (date(2016, 3, 4), None, "on_call", None),
        (date(2016, 3, 4), date(2016, 6, 1), "agency", 18.0),
    ]


def test_a_day_in_front_and_hours_instead_of_a_factor_are_told_as_they_were_written(place: Workplace) -> None:
    good = [f'E{n},"Kaya, E{n}",05/17/1985,03/04/2016,,OT,0.5,Helpende,Birkhoven' for n in range(60)]
    receipt = birkhoven(
        place,
        *good,
        'E97,"Post, Ewa",05/17/1986,23/04/2016,,BT,0.5,Helpende,Birkhoven',
        'E98,"Post, Ewa",05/17/1986,03/04/2016,,BT,24,Helpende,Birkhoven',
    )
    assert (receipt.outcome, receipt.used, receipt.quarantined) == ("accepted_with_notices", 60, 2)
    assert sorted(found(receipt)) == [
        ("employment.hours_per_week.hours_are_0_to_40", "24"),
        ("employment.started_on.is_readable", "23/04/2016"),
    ]
    assert any("hier staat 24." in finding["sentence"] for finding in receipt.findings)


LIST = "Pers.nr;WLB-nr;Naam;Geb.datum;Contracturen;Dienstverband"


def thuiszorg(place: Workplace, day: str, *lines: str) -> Receipt:
    text = "\r\n".join([f"In dienst per {day} – uit het WijkLeerbedrijf", "", LIST, *lines, ""])
    return place.deliver("thuiszorg_dordrecht", f"In dienst per {day}.csv", text.encode("cp1252"))


def test_a_monthly_list_has_a_day_and_no_begin_or_end(place: Workplace) -> None:
    columns = "state_on, started_on, ended_on, contract_kind, hours_per_week"
    first = thuiszorg(
        place, "29-02-2016", "T1;DD-0001;F. de Vries;03-04-1990;24,0;vast", "T2;;E. Kaya;17-05-1985;-;oproep"
    )
    assert (first.outcome, first.period, first.kind) == ("accepted", "2016-02", "census")
    assert place.rows(first, "employment", columns) == [
        (date(2016, 2, 29), None, None, "permanent", 24.0),
        (date(2016, 2, 29), None, None, "on_call", None),
    ]
    second = thuiszorg(place, "30-04-2016", "T1;DD-0001;F. de Vries;03-04-1990;24,0;vast")
    assert place.rows(second, "employment", "contract_id")[0] == place.rows(first, "employment", "contract_id")[0]
    assert {receipt.period for receipt in place.effective()} == {"2016-02", "2016-04"}, "every list is kept"


def test_a_person_has_one_key_however_an_employer_writes_the_name(place: Workplace) -> None:
    born = date(1990, 4, 3)
    receipts = [
        eykenburg(place, ["1", "Vries, F. de", born, "Zorghulp", date(2015, 2, 1), "vast", 16]),
        humanitas(place, ["H1", None, "Vries", "de", "F.", born, date(2015, 2, 1), "heden", "bep.", "16 uur"]),
        birkhoven(place, 'E1,"Vries, Fatima de",04/03/1990,03/04/2016,,BT,0.67,Helpende,Birkhoven'),
        thuiszorg(place, "29-02-2016", "T1;;F. de Vries;03-04-1990;24,0;vast"),
    ]
    keys = {row for receipt in receipts for row in place.rows(receipt, "employment", "person_key")}
    assert len(keys) == 1
    assert keys != {(None,)}


FUNDED = ["Regel", "Trajectnr", "Naam", "Geb.datum", "Regeling", "Jaar", "Bedrag"]
BENEFIT = ["Trajectnr", "Uitstroom", "Mnd na uitstroom", "Peildatum", "Uitkering"]


def service(place: Workplace, funded: Rows, benefit: Rows) -> Receipt:
    sheets = {"Financiering": [["Trajectfinanciering"], [], FUNDED, *funded], "Uitkering": [BENEFIT, *benefit]}
    return place.deliver("werkgeversservicepunt_den_haag", "WSP trajecten WLB mrt 2016.xlsx", workbook(sheets))


def test_the_employment_service_tells_what_was_paid_and_who_is_on_benefit(place: Workplace) -> None:
    receipt = service(
        place,
        [
            ["1", "DH-0001", None, None, "Re-integratie", 2015, "€ 4.687,50"],
            ["2", None, "Vries, F. de", date(1990, 4, 3), "LKS", 2016, 3600],
        ],
        [
            ["DH-0001", date(2016, 1, 25), 6, date(2016, 8, 1), "geen"],
            ["DH-0001", date(2016, 1, 25), 12, date(2017, 2, 1), "P-wet"],
            ["DH-0002", date(2016, 1, 25), 6, date(2016, 8, 1), "onbekend"],
        ],
    )
    assert (receipt.outcome, receipt.records) == ("accepted", {"funding": 2, "follow_up": 3})
    money = "scheme, year, amount_eur, trajectory_id is not null, person_key is not null"
    assert place.rows(receipt, "funding", money) == [
        ("reintegration", 2015, 4687.5, True, False),
        ("wage_subsidy", 2016, 3600.0, False, True),
    ]
    asked = "moment, asked_on, source, reached, in_work, benefit"
    assert place.rows(receipt, "follow_up", asked) == [
        (6, date(2016, 8, 1), "municipality", True, "unknown", "no"),
        (12, date(2017, 2, 1), "municipality", True, "unknown", "yes"),
        (6, date(2016, 8, 1), "municipality", True, "unknown", "unknown"),
    ]


def test_what_cannot_be_a_grant_is_set_apart_and_a_large_one_is_told(place: Workplace) -> None:
    good = [[f"{n}", f"DH-{n:04}", None, None, "Re-integratie", 2015, 4500] for n in range(80)]
    receipt = service(
        place,
        [
            *good,
            ["91", "DH-9001", None, None, "STAP", 2015, 4500],
            ["92", "DH-9002", None, None, "LKS", 2015, "vier duizend"],
            ["93", "DH-9003", None, None, "LKS", 2015, -450],
            ["94", "DH-9004", None, None, "LKS", 2015, 58500],
        ],
        [["DH-0001", date(2016, 1, 25), 6, date(2016, 8, 1), "geen"]],
    )
    assert (receipt.used, receipt.quarantined) == (82, 3)
    assert sorted(found(receipt)) == [
        ("funding.amount_eur.amount_is_not_negative", "-450"),
        ("funding.amount_eur.is_readable", "vier duizend"),
        ("funding.amount_of_one_trajectory_is_plausible", "58500"),
        ("funding.scheme.is_known", "STAP"),
    ]


def test_a_municipality_gives_a_sum_a_year_to_nobody_in_particular(place: Workplace) -> None:
    lines = ["Jaar;Regeling;Toegekend;Besluit", *(f"{y};Wmo;€ 45.000,00;B{y}" for y in range(2012, 2016))]
    lines += ["2015;ESF;€ 21.000,00;B2015-088", "Totaal;;;", ""]
    receipt = place.deliver("gemeente_dordrecht", "Bijdragen_WLB_2015.csv", "\r\n".join(lines).encode())
    assert (receipt.outcome, receipt.period, receipt.used, receipt.skipped) == ("accepted", "2015-12", 5, {"total": 1})
    rows = place.rows(receipt, "funding", "year, scheme, amount_eur, trajectory_id, person_key")
    assert rows[0] == (2012, "wmo", 45_000.0, None, None)
    assert rows[-1] == (2015, "esf", 21_000.0, None, None)


def test_a_table_with_a_column_a_year_is_read_in_thousands(place: Workplace) -> None:
    rows: Rows = [
        ["Bijdragen (x € 1.000)"], [], ["Regeling", 2013, 2014, "Totaal"],
        ["Wmo", 12.5, 15, 27.5], ["Social return", 2, "p.m.", 2], ["Totaal", 12.5, 15, 27.5],
    ]  # fmt: skip
    receipt = place.deliver("gemeente_amersfoort", "Bijdragen Soesterkwartier 2014.xlsx", workbook({"Bijdragen": rows}))
    assert sorted(place.rows(receipt, "funding", "year, scheme, amount_eur")) == [
        (2013, "social_return", 2_000.0),
        (2013, "wmo", 12_500.0),
        (2014, "wmo", 15_000.0),
    ]
    assert ("funding.amount_eur.is_readable", "p.m.") in found(receipt)
