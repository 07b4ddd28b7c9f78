"""What the three sites deliver beside people and requests, as the demo writes it, read by the real YAML."""

import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pipelines import ingest
from pipelines.receipts import Receipt
from pipelines.settings import SOURCES, Settings
from tests import demo_files
from tests.workplace import KEY, Workplace, workbook

NAMES = ("praktijk", "kosten", "stagiairs_wk", "werkmap", "presentie_202610")


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory, great_expectations: Any) -> tuple[Workplace, dict[str, Receipt]]:
    """Every such file of the demo, taken in; receipts by file name."""
    assert great_expectations
    data = tmp_path_factory.mktemp("sites") / "data"
    data.mkdir()
    (data / "demo.key").write_bytes(KEY)
    (data / "demo.json").write_text(f'{{"as_of": "{demo_files.AS_OF}", "today": "2026-11-20"}}', encoding="utf-8")
    place = Workplace(Settings(_env_file=None, data=data, threads=1, memory_limit="500MB"), SOURCES)
    for export in demo_files.exports():
        if any(name in export.name for name in NAMES):
            path = place.drop(export.partner, export.name, export.content())
            os.utime(path, (export.arrived_at.timestamp(),) * 2)
    made = [receipt for partner in ("den_haag", "dordrecht", "amersfoort") for receipt in place.run(partner)]
    return place, {receipt.file: receipt for receipt in made}


def rules(receipt: Receipt, severity: str) -> set[str]:
    return {finding["rule"] for finding in receipt.findings if finding["severity"] == severity}


def test_every_file_is_accepted_with_its_few_bad_rows_set_apart(told: tuple[Workplace, dict[str, Receipt]]) -> None:
    assert {name: (one.outcome, one.quarantined) for name, one in told[1].items()} == {
        "WLB DH praktijkprofiel 2025.xlsx": ("accepted_with_notices", 1),
        "stagiairs_wk42.csv": ("accepted_with_notices", 1),
        "stagiairs_wk43.csv": ("accepted_with_notices", 1),
        **{f"kosten{year}.xlsx": ("accepted_with_notices", 1) for year in (2023, 2024, 2025)},
        "praktijk_2025.csv": ("accepted_with_notices", 2),
        "WLB Amersfoort werkmap 2026-10.xlsx": ("accepted_with_notices", 6),
        "presentie_202610.ods": ("accepted_with_notices", 3),
    }
    for one in told[1].values():
        assert one.source_rows == one.used + one.quarantined + sum(one.skipped.values())
        assert "no_record" not in one.skipped


def test_a_week_file_is_about_its_own_week_and_both_weeks_of_a_month_count(
    told: tuple[Workplace, dict[str, Receipt]],
) -> None:
    place, made = told
    rows = place.rows(made["stagiairs_wk42.csv"], "attendance", "iso_week, status, hours")
    assert {week for week, _, _ in rows} == {"2026-W42"}
    assert {status for _, status, _ in rows} == {"present", "ill", "excused"}
    assert all((hours is None) == (status != "present") for _, status, hours in rows)
    counted = {receipt.file for receipt in place.effective()}
    assert {"stagiairs_wk42.csv", "stagiairs_wk43.csv"} <= counted


def test_costs_stand_in_euros_per_payer_budgeted_and_spent(told: tuple[Workplace, dict[str, Receipt]]) -> None:
    place, made = told
    rows = place.rows(made["kosten2025.xlsx"], "cost", "kind, payer, basis, amount_eur, year")
    amounts = {row[:3]: row[3] for row in rows if row[4] == 2025}
    assert {row[4] for row in rows} == set(range(2013, 2026))
    assert amounts["staff", "municipality", "actual"] == 94_350  # a number
    assert amounts["staff", "school", "budget"] == 48_000  # € 48,00
    assert amounts["accommodation", "care_organisation", "actual"] == 6_000  # € 6,-
    assert amounts["materials", "care_organisation", "actual"] == 0  # -
    assert amounts["overhead", "fund", "actual"] == -1_750  # € 1,75-
    assert ("training", "fund", "actual") not in amounts  # p.m.
    assert rules(made["kosten2025.xlsx"], "quarantines") == {"cost.amount_eur.is_readable", "cost.kind.is_known"}
    assert rules(made["kosten2025.xlsx"], "notice") == {"cost.amount_eur.amount_is_not_negative"}


def test_the_presence_list_as_a_workbook_gives_numbers_schools_and_ticks(
    told: tuple[Workplace, dict[str, Receipt]],
) -> None:
    place, made = told
    one = made["presentie_202610.ods"]
    rows = place.rows(one, "trajectory", "school, status, started_on, trajectory_id")
    assert {school for school, _, _, _ in rows} == {
        "MBO Amersfoort",
        "ROC Midden Nederland",
        "Vakcollege Amersfoort",
        "Prisma College",
        "Gezondheidszorg College",
    }
    assert {status for _, status, _, _ in rows} == {"graduated", "stopped", "running"}
    assert date(2013, 6, 26) in {started for _, _, started, _ in rows}
    placed = {row[0] for row in place.rows(made["WLB Amersfoort werkmap 2026-10.xlsx"], "placement", "trajectory_id")}
    linked = sum(number in placed for _, _, _, number in rows)
    assert 0.98 < linked / len(rows) < 1
    assert one.skipped["key_list"] > 1_000
    assert "row.is_in_key_list" in rules(one, "notice")


def test_one_shared_workbook_gives_placements_clients_places_and_practices(
    told: tuple[Workplace, dict[str, Receipt]],
) -> None:
    place, made = told
    one = made["WLB Amersfoort werkmap 2026-10.xlsx"]
    clients = place.rows(one, "client", "postcode4, age_class, regular, client_until")
    assert {row[0] for row in clients} == {"3811", "3812", "3813"}
    assert {row[2] for row in clients} == {True, False}
    assert {row[1] for row in clients} == {"under_65", "from_65_to_74", "from_75_to_84", "from_85", None}
    places = place.rows(one, "capacity", "location, iso_week, places")
    assert {row[0] for row in places} == {"amersfoort/soesterkwartier"}
    assert max(row[1] for row in places) == "2026-W44"
    assert {row[2] for row in places} == {18, 20, 22}
    assert {row[0] for row in place.rows(one, "placement", "setting")} == {"informal", "formal"}
    expected = {
        "placement.hours_per_week.hours_are_0_to_40", "placement.started_on.is_readable", "placement.key_stands_once",
        "client.until_is_not_before_from", "client.regular.is_readable", "capacity.iso_week.is_readable",
    }  # fmt: skip
    assert rules(one, "quarantines") == expected
    assert rules(one, "notice") == {"placement.planned_weeks.planned_weeks_are_1_to_60"}


def test_each_site_tells_how_it_works_and_its_three_numbers(told: tuple[Workplace, dict[str, Receipt]]) -> None:
    place, made = told
    told_by = {name: one for name, one in made.items() if "practice" in one.files}
    assert len(told_by) == 3
    for one in told_by.values():
        rows = place.rows(one, "practice", "year, theme, title, coordinators, contact_moments_per_day, placement_weeks")
        assert {row[0] for row in rows} == {2025}
        (numbers,) = [row[3:] for row in rows if row[3] is not None]
        assert None not in numbers
        assert {row[1:3] for row in rows if row[3] is not None} == {("guidance", "Kerncijfers")}
    electives = {
        row for one in told_by.values() for row in place.rows(one, "practice", "with_partner, elective_code, study_hours, agreed_on")
        if row[1]
    }  # fmt: skip
    assert electives == {
        ("Da Vinci College", "K0907", 240, date(2016, 6, 14)), ("Hoornbeeck College", "K0812", 240, date(2019, 9, 2)),
    }  # fmt: skip
    themes = {row[0] for one in told_by.values() for row in place.rows(one, "practice", "theme")}
    assert themes == {
        "school_cooperation", "electives", "community_team", "bridging_programme", "excellent_interns", "guidance", "employers",
        "residents_give_back",
    }  # fmt: skip
    practice = {rule for one in told_by.values() for rule in rules(one, "quarantines") if rule.startswith("practice.")}
    assert practice == {"practice.contact_role.holds_no_contact_details", "practice.theme.is_known"}


def test_no_finding_and_no_row_repeats_a_name_a_mail_address_or_a_telephone_number(
    told: tuple[Workplace, dict[str, Receipt]],
) -> None:
    place, made = told
    said = "\n".join(str(one.findings) for one in made.values())
    files = [place.data / "accepted" / file for one in made.values() for file in one.files.values()]
    for text in ("@wijkleerbedrijf", "06-12345678", "Fatima", "AF-0", "ST-0", "3812 AB", "mw. "):
        assert text not in said
        assert not [path for path in files if text.encode() in Path(path).read_bytes()]


def shared(place: Workplace, month: int, **sheets: list[list[Any]]) -> Receipt:
    practice: list[list[Any]] = [
        ["Jaar", "Thema", "Wat", "Hoe", "Met", "Sinds", "Contact", "Coörd.", "Contact p/d", "Wkn stage"]
    ]
    practice += [[2025, "begeleiding", "Kring", "Elke dag beginnen wij samen.", None, 2013, "begeleider"]]
    residents: list[list[Any]] = [
        ["Klantnr", "Sinds", "Tot", "Postcode", "Leeftijd", "Vast"],
        ["B1", "01-02-2015", None, "3812", "85+", True],
    ]
    interns: list[list[Any]] = [
        ["Trajectnr", "Van", "T/m", "Weken", "Uren p/w", "Soort"],
        ["AF-1", "01-02-2015", "01-05-2015", 13, 16, None],
    ]
    filled: dict[str, list[list[Any]]] = {
        "Stagiairs": interns, "Praktijk": practice,
        "Bewoners en plaatsen": [*residents, ["Plaatsen per week"], ["Week", "Plaatsen"], ["2015-06", 20]],
    }  # fmt: skip
    path = workbook(place.data.parent / f"{month}.xlsx", filled | sheets)
    return place.deliver("amersfoort", f"WLB Amersfoort werkmap 2026-{month:02}.xlsx", path.read_bytes(), month)


def test_a_sheet_that_is_blank_now_has_lost_everything(workplace: Workplace) -> None:
    place = Workplace(workplace.settings, SOURCES)
    first = shared(place, 8)
    assert first.records == {"placement": 1, "client": 1, "capacity": 1, "practice": 1}
    second = shared(place, 9, Praktijk=[])
    assert second.difference["practice"] == {"new": 0, "changed": 0, "vanished": 1}
    assert rules(second, "notice") == {"practice.little_vanished"}


def test_a_wrong_word_in_a_header_is_pointed_at_in_the_file_and_not_by_our_own_name(
    told: tuple[Workplace, dict[str, Receipt]], tmp_path: Path
) -> None:
    """Who pays stands above the amounts: a finding about it needs a cell, and the supplier knows no column 'payer'."""
    place, _ = told
    heads: list[list[Any]] = [
        ["Kostensoort", "Da Vinci", None, "Zwolle", None],
        [None, "Begroot", "Werkelijk", "Begroot", "Werkelijk"],
    ]
    spent: list[list[Any]] = [
        [kind, 1, 2, None, None] for kind in ("Huur", "Materialen", "Trainingen", "Overige kosten")
    ]
    earlier: list[list[Any]] = [["Eerdere jaren (in euro's)"], ["Jaar", "Kostensoort", "Betaler", "Uitgegeven"]]
    rows = [["Kosten Helpende Handen 2025 (x € 1.000)"], *heads, *spent, ["Administratie", "1,2,3", 2, None, 5]]
    path = workbook(
        tmp_path / "kosten2025.xlsx", {"Kosten": rows, "Eerdere jaren": earlier}, {"Kosten": ["B2:C2", "D2:E2"]}
    )
    _, trial = ingest.try_out(place.settings, place.registry, path, "dordrecht")
    assert {(finding.rule, finding.place) for finding in trial.findings} == {
        ("cost.amount_eur.is_readable", "Kosten!B8, kolom 'Da Vinci · Begroot'"),
        ("cost.payer.is_known", "Kosten!E8, kolom 'Zwolle · Werkelijk'"),
    }
