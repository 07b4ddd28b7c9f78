"""Everything that can be wrong with a delivery: what is told, what counts, and that no bytes are lost."""

import json
import os
import shutil
from pathlib import Path

import pytest

from pipelines import ingest, intake, judging, receipts
from pipelines.receipts import Receipt
from pipelines.stages import accept, land
from tests.workplace import (
    CONTRACTS,
    ENROLMENTS,
    REQUESTS,
    TRAJECTORIES,
    Workplace,
    enrolment,
    enrolments,
    request,
    requests,
    trajectories,
    trajectory,
    workbook,
)

FEBRUARY = "hulpvragen_201602.csv"
GOOD = requests(*(request(n) for n in range(40)))
PEOPLE = trajectories(*(trajectory(n) for n in range(40)))
# 9999… is the official range for tests.
BSNS = ["999990019", "999990020", "999990032", "999990044", "999990056", "999990068", "999990081", "999990093"]


def rules(receipt: Receipt) -> dict[str, str]:
    """Rule → severity of what was found."""
    return {str(finding["rule"]): str(finding["severity"]) for finding in receipt.findings}


def test_a_good_file_is_accepted_and_leaves_the_inbox(workplace: Workplace) -> None:
    receipt = workplace.deliver("noord", FEBRUARY, GOOD)
    assert (receipt.outcome, receipt.period, receipt.kind) == ("accepted", "2016-02", "increment")
    assert (receipt.source_rows, receipt.used, receipt.quarantined) == (41, 40, 0)
    assert receipt.skipped == {"control": 1}
    assert receipt.records == {"help_request": 40}
    assert not list((workplace.data / "inbox/noord").iterdir())
    assert GOOD in workplace.bytes_kept()
    rows = workplace.rows(receipt, "help_request", "location, category, partner, period, source_file, source_row")
    assert rows[0] == ("noord/haven", "meal", "noord", "2016-02", FEBRUARY, 2)


def test_a_file_of_an_unknown_partner_stays_where_it_is(workplace: Workplace) -> None:
    path = workplace.drop("nord", FEBRUARY, GOOD)
    (receipt,) = intake.note_strangers(workplace.settings, workplace.registry)
    assert receipt.outcome == "unknown_partner"
    assert "Map 'nord'" in receipt.sentence
    assert "Bedoelt u 'noord'?" in receipt.sentence
    assert path.read_bytes() == GOOD
    assert intake.note_strangers(workplace.settings, workplace.registry) == []
    assert intake.waiting(workplace.settings, workplace.registry) == {}


def test_an_unknown_file_is_kept_unread_and_the_agreed_names_are_told(workplace: Workplace) -> None:
    receipt = workplace.deliver("noord", "Notulen overleg.txt", b"geheim")
    assert receipt.outcome == "unknown_file"
    assert "hulpvragen_201602.csv" in receipt.sentence
    assert b"geheim" in workplace.bytes_kept()
    assert workplace.effective() == []


def test_a_file_becomes_known_when_the_name_is_agreed(workplace: Workplace) -> None:
    workplace.deliver("noord", "vragen_201602.csv", GOOD)
    workplace.agree("partners/noord/hulpvragen.yaml", "'^hulpvragen_", "'^(?:hulp)?vragen_")
    (receipt,) = workplace.run()
    assert (receipt.outcome, receipt.used) == ("accepted", 40)


@pytest.mark.parametrize(
    ("partner", "name", "content", "rule", "said"),
    [
        ("noord", FEBRUARY, b"", "file.is_not_empty", "is leeg"),
        ("noord", FEBRUARY, GOOD.replace(b"Vraagnr;", b"Nummer;"), "table.header_is_found", "geen kopregel met 'Vraagnr'"),
        ("noord", FEBRUARY, GOOD.replace(b"Wijk;", b"Buurt;"), "table.column_is_present", "kolom 'Wijk' ontbreekt"),
        ("noord", FEBRUARY, requests(*(request(n) for n in range(40)), stated=41), "file.control_total_holds", "zelf 41 regels"),
        ("noord", "hulpvragen_201613.csv", GOOD, "file.period_exists", "maand '13'"),
        ("noord", "hulpvragen_209902.csv", GOOD, "file.period_exists", "niet kan kloppen"),
        ("noord", "hulpvragen_200902.csv", GOOD, "file.period_exists", "wij verwachten 2012-01"),
        ("noord", "hulpvragen_201512.csv", GOOD, "help_request.is_of_its_own_period", "40 van de 40 regels zijn van daarna, meestal van februari 2016"),
        ("oost", "rapportage mrt 2016.xlsx", b"geen werkmap", "file.is_readable", "geen Excel-werkmap"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_used_is_rejected_and_kept(
    workplace: Workplace, partner: str, name: str, content: bytes, rule: str, said: str
) -> None:
    receipt = workplace.deliver(partner, name, content)
    assert receipt.outcome == "rejected"
    assert rules(receipt) == {rule: "blocks"} | {key: v for key, v in rules(receipt).items() if key != rule}
    assert said in receipt.sentence
    assert content in workplace.bytes_kept()
    assert workplace.effective() == []
    assert not list((workplace.data / "inbox" / partner).iterdir())


def test_an_unmapped_column_is_a_notice_and_its_values_go_nowhere(workplace: Workplace) -> None:
    lines = [trajectory(n) + ";roddel" for n in range(30)]
    content = "\n".join([TRAJECTORIES + ";Aantekening", *lines]).encode("utf-8-sig")
    receipt = workplace.deliver("noord", "trajecten_201602.csv", content)
    assert receipt.outcome == "accepted_with_notices"
    assert rules(receipt) == {"table.column_is_known": "notice"}
    assert "roddel" not in workplace.told()
    assert b"roddel" not in b"".join(path.read_bytes() for path in (workplace.data / "accepted").rglob("*.parquet"))


def test_a_missing_optional_column_is_a_notice(workplace: Workplace) -> None:
    receipt = workplace.deliver("noord", FEBRUARY, GOOD.replace(b"Via;", b"Door;"))
    assert receipt.is_accepted
    assert rules(receipt) == {"table.column_is_known": "notice", "table.column_is_present": "notice"}


@pytest.mark.parametrize(
    ("bad", "rule"),
    [
        ({"kind": "boodschapen"}, "help_request.category.is_known"),
        ({"asked": "31-06-2016"}, "help_request.requested_on.is_readable"),
        ({"client": ""}, "help_request.client_key.is_filled"),
        ({"handled": "01-01-2016"}, "help_request.handled_is_not_before_requested"),
        ({"handled": ""}, "help_request.handled_has_a_date"),
        ({"asked": "03-02-1916"}, "help_request.requested_on.request_date_is_possible"),
    ],
)
def test_one_bad_row_is_set_apart_with_its_reason_and_the_rest_counts(
    workplace: Workplace, bad: dict[str, str], rule: str
) -> None:
    receipt = workplace.deliver("noord", FEBRUARY, requests(*(request(n) for n in range(40)), request(41, **bad)))
    assert receipt.outcome == "accepted_with_notices"
    assert (receipt.used, receipt.quarantined) == (40, 1)
    assert rules(receipt) == {rule: "quarantines"}
    assert receipt.findings[0]["row"] == 42
    ((row, reasons, cells),) = workplace.quarantined(receipt)
    assert row == 42
    assert any(rule.startswith(f"help_request.{reason}") or reason == rule for reason in reasons)
    assert json.loads(cells)["Vraagnr"] == "HV-0041"
    assert "Herstel de regels die apart staan" in receipt.sentence


def test_a_damaged_line_is_set_apart_verbatim(workplace: Workplace) -> None:
    receipt = workplace.deliver("noord", FEBRUARY, requests(*(request(n) for n in range(40)), "HV-9;halve regel;"))
    assert (receipt.used, receipt.quarantined) == (40, 1)
    assert workplace.quarantined(receipt) == [(42, ["row.is_whole"], "HV-9;halve regel")]


def test_too_many_bad_rows_reject_the_delivery_and_each_is_named(workplace: Workplace) -> None:
    before = workplace.deliver("noord", "trajecten_201601.csv", PEOPLE)
    lines = [trajectory(n, status="zoek" if n < 5 else "klaar") for n in range(40)]
    receipt = workplace.deliver("noord", "trajecten_201602.csv", trajectories(*lines), day=1)
    assert receipt.outcome == "rejected"
    assert "5 van de 40 regels (12%)" in receipt.sentence
    assert "De vorige levering blijft gelden" in receipt.sentence
    assert rules(receipt) == {
        "trajectory.quarantine_limit_holds": "blocks",
        "trajectory.status.is_known": "quarantines",
    }
    assert receipt.findings[1]["count"] == 5
    assert workplace.effective() == [before]


def test_the_same_bytes_twice_change_nothing(workplace: Workplace) -> None:
    first = workplace.deliver("noord", FEBRUARY, GOOD)
    again = workplace.deliver("noord", FEBRUARY, GOOD, day=3)
    assert again.outcome == "already_received"
    assert "byte voor byte gelijk" in again.sentence
    assert "01-10-2026" in again.sentence
    assert workplace.effective() == [first]
    assert workplace.run() == []


def test_a_rejected_file_that_comes_again_is_told_again_what_is_wrong(workplace: Workplace) -> None:
    first = workplace.deliver("noord", FEBRUARY, requests(stated=3))
    again = workplace.deliver("noord", FEBRUARY, requests(stated=3), day=2)
    assert (again.outcome, again.sentence, again.findings) == ("rejected", first.sentence, first.findings)
    assert again.receipt_id != first.receipt_id


def test_the_same_bytes_twice_at_once_are_told_as_well(workplace: Workplace) -> None:
    workplace.drop("noord", FEBRUARY, GOOD)
    workplace.drop("noord", "hulpvragen_201602 v2.csv", GOOD, day=1)
    outcomes = {receipt.file: receipt.outcome for receipt in workplace.run()}
    assert outcomes == {FEBRUARY: "accepted", "hulpvragen_201602 v2.csv": "already_received"}


def test_an_older_period_after_a_newer_one_does_not_become_the_register(workplace: Workplace) -> None:
    newer = workplace.deliver("noord", "trajecten_201603.csv", PEOPLE)
    older = workplace.deliver("noord", "trajecten_201602.csv", trajectories(*(trajectory(n) for n in range(5))), day=5)
    assert older.is_accepted
    assert workplace.effective() == [newer]
    assert rules(older) == {"file.is_the_newest": "notice"}
    assert "'trajecten_201602.csv' is ouder dan 'trajecten_201603.csv'" in older.findings[0]["sentence"]


def test_a_lower_version_after_a_higher_one_changes_nothing_and_says_so(workplace: Workplace) -> None:
    newer = workplace.deliver("noord", "hulpvragen_201602 v2.csv", GOOD)
    older = workplace.deliver("noord", FEBRUARY, requests(*(request(n) for n in range(9))), day=5)
    other = workplace.deliver("noord", "hulpvragen_201601.csv", requests(request(90, asked="03-01-2016")), day=6)
    assert rules(older) == {"file.is_the_newest": "notice"}  # and nothing of what would be gone: nothing is
    assert rules(other) == {}
    assert newer in workplace.effective()
    assert older not in workplace.effective()


def test_what_came_earlier_and_is_older_is_no_news(workplace: Workplace) -> None:
    """A changed agreement has everything judged again, also what a newer file replaced long ago."""
    workplace.deliver("noord", "trajecten_201602.csv", trajectories(*(trajectory(n) for n in range(40))))
    workplace.deliver("noord", "trajecten_201603.csv", PEOPLE, day=5)
    workplace.agree("partners/noord/trajecten.yaml", "title: ", "title: Nieuwe naam van ")
    assert [rules(receipt) for receipt in workplace.run()] == [{}, {}]


def test_a_name_in_other_letters_than_ours_stops_nobody(workplace: Workplace) -> None:
    inbox = workplace.data / "inbox" / "noord"
    workplace.drop("noord", FEBRUARY, GOOD)
    (inbox / os.fsdecode(b"caf\xe9.csv")).write_bytes(b"x")
    (inbox / "twee\nregels.csv").write_bytes(b"y")
    (workplace.data / "inbox" / os.fsdecode(b"caf\xe9")).mkdir()
    (workplace.data / "inbox" / os.fsdecode(b"caf\xe9") / "z.csv").write_bytes(b"z")
    assert list(intake.waiting(workplace.settings, workplace.registry)) == ["noord"]
    assert [receipt.partner for receipt in intake.note_strangers(workplace.settings, workplace.registry)] == ["café"]
    outcomes = {receipt.file: receipt.outcome for receipt in workplace.run()}
    assert outcomes == {FEBRUARY: "accepted", "café.csv": "unknown_file", "twee\ufffdregels.csv": "unknown_file"}
    assert not list(inbox.iterdir())


def test_a_file_that_is_something_else_is_told_by_its_own_name(workplace: Workplace, tmp_path: Path) -> None:
    book = workbook(tmp_path / "b.xlsx", {"Blad1": [["Vraagnr"]]}).read_bytes()
    assert (
        f"'{FEBRUARY}' kan niet worden gelezen: het is een werkmap"
        in workplace.deliver("noord", FEBRUARY, book).sentence
    )
    noise = workplace.deliver("oost", "rapportage mrt 2016.xlsx", bytes(range(256)) * 4)
    assert "het is een onbekend soort bestand, geen Excel-werkmap" in noise.sentence


def test_a_new_version_tells_what_changed(workplace: Workplace) -> None:
    workplace.deliver("noord", "trajecten_201602.csv", PEOPLE)
    lines = [trajectory(n, level="1" if n == 7 else "2") for n in range(3, 45)]
    receipt = workplace.deliver("noord", "trajecten_201603.csv", trajectories(*lines), day=1)
    assert receipt.difference == {"trajectory": {"new": 5, "changed": 1, "vanished": 3}}


@pytest.mark.parametrize(("gone", "told"), [(2, False), (3, True)])
def test_more_than_5_percent_vanished_from_a_register_is_a_notice(workplace: Workplace, gone: int, told: bool) -> None:
    workplace.deliver("noord", "trajecten_201602.csv", trajectories(*(trajectory(n) for n in range(40))))
    lines = [trajectory(n) for n in range(gone, 60)]
    receipt = workplace.deliver("noord", "trajecten_201603.csv", trajectories(*lines), day=1)
    assert receipt.outcome == ("accepted_with_notices" if told else "accepted")
    assert rules(receipt) == ({"trajectory.little_vanished": "notice"} if told else {})
    if told:
        (finding,) = receipt.findings
        said = "van de 40 gegevens in de vorige levering ('trajecten_201602.csv') staan er 3 (8%) niet meer in"
        assert said in finding["sentence"]


def test_a_redelivered_period_in_which_much_is_gone_is_told_and_another_period_is_not(workplace: Workplace) -> None:
    workplace.deliver("noord", FEBRUARY, GOOD)
    march = requests(*(request(n, handled="05-03-2016") for n in range(90, 95)))
    other = workplace.deliver("noord", "hulpvragen_201603.csv", march, day=1)
    again = workplace.deliver("noord", "hulpvragen_201602 v2.csv", requests(*(request(n) for n in range(9))), day=2)
    assert (rules(other), rules(again)) == ({}, {"help_request.little_vanished": "notice"})


def test_an_empty_register_loses_nothing_and_the_next_is_compared_with_the_last_that_counts(
    workplace: Workplace, tmp_path: Path
) -> None:
    workplace.deliver("oost", "rapportage feb 2016.xlsx", report(tmp_path))
    content = workbook(tmp_path / "leeg.xlsx", {"Deelnemers": [], "Uitstroom": []}).read_bytes()
    empty = workplace.deliver("oost", "rapportage mrt 2016.xlsx", content, day=1)
    assert (empty.difference, rules(empty)) == ({}, {"file.register_has_records": "notice"})
    again = workplace.deliver("oost", "rapportage apr 2016.xlsx", report(tmp_path), day=2)
    assert again.difference == {"trajectory": {"new": 0, "changed": 0, "vanished": 0}}


def test_a_register_without_records_leaves_what_was_known(workplace: Workplace, tmp_path: Path) -> None:
    before = workplace.deliver("oost", "rapportage feb 2016.xlsx", report(tmp_path))
    content = workbook(tmp_path / "leeg.xlsx", {"Deelnemers": [], "Uitstroom": []}).read_bytes()
    receipt = workplace.deliver("oost", "rapportage mrt 2016.xlsx", content, day=1)
    assert receipt.is_accepted
    assert receipt.difference == {}
    assert rules(receipt) == {"file.register_has_records": "notice"}
    assert receipts.effective([before, receipt]) == [before]


def test_a_file_that_could_not_be_read_is_guarded_all_the_same(workplace: Workplace) -> None:
    numbers = "\n".join(f"{number};x" for number in BSNS)
    for name, content in {
        "enrolments": f"geen kop;hier\n{numbers}\n", "html": f"<table><tr><td>{numbers}</td></tr></table>",
    }.items():  # fmt: skip
        receipt = workplace.deliver("noord", "hulpvragen_201602.csv", content.encode(), day=1 if name == "html" else 0)
        assert receipt.outcome == "destroyed", name
        assert not any(number in str(receipt) for number in BSNS)
        assert not (workplace.data / "archive" / "noord" / receipt.sha256).exists()


def test_a_file_under_an_unknown_name_is_guarded_too(workplace: Workplace, tmp_path: Path) -> None:
    content = workbook(tmp_path / "x.xlsx", {"Blad1": [["Nummer"], *([number] for number in BSNS)]}).read_bytes()
    assert workplace.deliver("noord", "lijstje.xlsx", content).outcome == "destroyed"
    assert workplace.deliver("noord", "brief.txt", b"Beste allen,\n", day=1).outcome == "unknown_file"


def test_a_file_that_stays_in_the_inbox_is_told_once_and_waits_for_nobody(workplace: Workplace) -> None:
    inbox = workplace.data / "inbox"
    (inbox / "noord" / "2016").mkdir(parents=True)
    (inbox / "noord" / "2016" / "hulpvragen_201602.csv").write_bytes(requests(request(1)))
    (inbox / "los.csv").write_bytes(b"x")
    (inbox / "noord" / "verwijzing.csv").symlink_to(inbox / "los.csv")
    noted = intake.note_strangers(workplace.settings, workplace.registry)
    assert {(receipt.partner, receipt.file) for receipt in noted} == {
        ("noord", "hulpvragen_201602.csv"),
        ("inbox", "los.csv"),
    }
    assert "submap" in noted[-1].sentence or "submap" in noted[0].sentence
    assert intake.note_strangers(workplace.settings, workplace.registry) == []
    assert list(intake.waiting(workplace.settings, workplace.registry)) == ["noord"]
    (receipt,) = ingest.ingest_partner(workplace.settings, workplace.registry, "noord")
    assert "geen gewoon bestand" in receipt.sentence
    assert "blijft in de inbox staan" in receipt.sentence
    (loose,) = [found for found in noted if found.file == "los.csv"]
    assert "'los.csv' ligt los in de inbox" in loose.sentence
    assert intake.waiting(workplace.settings, workplace.registry) == {}


def test_identical_and_contradicting_rows_of_one_key_are_told_apart(workplace: Workplace) -> None:
    good = [request(n) for n in range(60)]
    receipt = workplace.deliver("noord", FEBRUARY, requests(*good, request(1), request(2, kind="overig")))
    assert (receipt.used, receipt.quarantined) == (59, 3)
    values = {str(finding["value"]) for finding in receipt.findings}
    assert len(values) == 2
    assert any("precies zo" in value for value in values)
    assert any("andere inhoud" in value for value in values)
    assert [row for row, _, _ in workplace.quarantined(receipt)] == [4, 62, 63]


def enrolments_with_bsn() -> bytes:
    lines = [f"{enrolment(n)};{number}" for n, number in enumerate(BSNS)]
    return enrolments(*lines, header=f"{ENROLMENTS};BURGERNR")


def test_a_column_of_citizen_service_numbers_destroys_the_bytes_and_keeps_their_hash(workplace: Workplace) -> None:
    content = enrolments_with_bsn()
    receipt = workplace.deliver("zuid", "inschrijvingen_201610.csv", content)
    assert receipt.outcome == "destroyed"
    assert rules(receipt) == {"file.carries_no_bsn": "blocks"}
    assert "'BURGERNR' bevat 8 waarden" in receipt.sentence
    assert len(receipt.sha256) == 64
    assert receipt.size == len(content)
    assert content not in workplace.bytes_kept()
    every_byte = b"".join(path.read_bytes() for path in workplace.data.rglob("*") if path.is_file())
    assert not any(number.encode() in every_byte for number in BSNS)
    told = workplace.told()
    assert not any(number in told for number in BSNS)


def test_destroyed_bytes_that_come_again_are_destroyed_again_and_told(workplace: Workplace) -> None:
    content = enrolments_with_bsn()
    workplace.deliver("zuid", "inschrijvingen_201610.csv", content)
    again = workplace.deliver("zuid", "inschrijvingen_201610.csv", content, day=2)
    assert again.outcome == "destroyed"
    assert "vernietigd" in again.sentence
    assert content not in workplace.bytes_kept()


def test_destroyed_bytes_stay_destroyed_under_another_agreement_and_are_told(workplace: Workplace) -> None:
    content = enrolments_with_bsn()
    workplace.deliver("zuid", "inschrijvingen_201610.csv", content)
    workplace.agree("partners/zuid/inschrijvingen.yaml", "title: Inschrijvingen", "title: Inschrijvingen van de school")
    again = workplace.deliver("zuid", "inschrijvingen_201610.csv", content, day=2)
    assert again.outcome == "destroyed"
    assert content not in workplace.bytes_kept()


def test_a_citizen_service_number_is_looked_for_before_anything_else_is_refused(workplace: Workplace) -> None:
    lines = [f"{request(n)}{number};" for n, number in enumerate(BSNS)]
    content = "\r\n".join([REQUESTS + "Extra;", *lines, "Aantal regels: 99"]).encode("cp1252")
    assert workplace.deliver("noord", FEBRUARY, content).outcome == "destroyed"


@pytest.mark.parametrize("sheet", ["Deelnemers", "Lijsten"])
def test_every_sheet_of_a_workbook_is_guarded(workplace: Workplace, tmp_path: Path, sheet: str) -> None:
    sheets: dict[str, list[list[object]]] = {
        "Deelnemers": [["Trajectnr"]],
        "Uitstroom": [["Trajectnr"]],
        "Lijsten": [["x"]],
    }
    sheets[sheet] = [["Titel"], [], ["Naam", "Kolom"], *(["Anna", int(number)] for number in BSNS)]
    content = workbook(tmp_path / "a.xlsx", sheets).read_bytes()
    receipt = workplace.deliver("oost", "rapportage mrt 2016.xlsx", content)
    assert receipt.outcome == "destroyed"
    told = workplace.told()
    assert not any(number in told for number in BSNS)


def test_a_delivery_that_is_not_admitted_is_kept_unread_and_processed_once_it_is(workplace: Workplace) -> None:
    (workplace.data / "demo.json").unlink()
    receipt = workplace.deliver("noord", FEBRUARY, GOOD)
    assert receipt.outcome == "rejected"
    assert rules(receipt) == {"file.delivery_is_admitted": "blocks"}
    assert "WijkLeerbedrijf Noord (hulpvraag)" in receipt.sentence
    assert GOOD in workplace.bytes_kept()
    admission = (
        "    name: WijkLeerbedrijf Noord\n    admission: {basis: a, purpose: b, agreement: c, retention_days: 30}\n"
    )
    workplace.agree("partners.yaml", "    name: WijkLeerbedrijf Noord\n", admission)
    (again,) = workplace.run()
    assert again.outcome == "accepted"


def test_open_data_needs_no_key(workplace: Workplace) -> None:
    (workplace.data / "demo.json").unlink()
    (workplace.data / "demo.key").unlink()
    content = b"BRIN;TYPE;NIVEAU;CREBO;MAN2018;VROUW2018;TOTAAL2018\n27GZ;BOLVT;1;25655;2;3;5\n"
    receipt = workplace.deliver("land", "tellingen_2018.csv", content)
    assert receipt.outcome == "accepted"
    assert workplace.rows(receipt, "student_count", "year, men, women, total") == [(2018, 2, 3, 5)]


@pytest.mark.parametrize("key", [None, b"te kort"])
def test_without_a_real_key_nothing_is_read_and_nothing_is_lost(workplace: Workplace, key: bytes | None) -> None:
    (workplace.data / "demo.key").unlink()
    if key:
        (workplace.data / "demo.key").write_bytes(key)
    workplace.drop("noord", FEBRUARY, GOOD)
    with pytest.raises(judging.MissingKeyError, match="32"):
        workplace.run()
    assert GOOD in workplace.bytes_kept()
    assert workplace.receipts() == []
    (workplace.data / "demo.key").write_bytes(b"k" * 32)
    (receipt,) = workplace.run()
    assert receipt.outcome == "accepted"


def test_a_rejected_file_is_reprocessed_from_the_archive_once_the_agreement_is_repaired(workplace: Workplace) -> None:
    content = requests(*(request(n, kind="eten koken") for n in range(40)))
    assert workplace.deliver("noord", FEBRUARY, content).outcome == "rejected"
    assert workplace.run() == []
    workplace.agree("partners/noord/hulpvragen.yaml", "koken: meal", "koken: meal, eten koken: meal")
    assert intake.waiting(workplace.settings, workplace.registry) == {"noord": ["2016-02"]}
    (receipt,) = workplace.run()
    assert (receipt.outcome, receipt.used) == ("accepted", 40)
    assert workplace.effective() == [receipt]


def test_a_contract_that_gains_a_column_still_compares_with_what_came_before(workplace: Workplace) -> None:
    workplace.deliver("noord", "trajecten_201602.csv", PEOPLE)
    workplace.deliver("noord", "trajecten_201603.csv", trajectories(*(trajectory(n) for n in range(42))), day=1)
    column = (
        "      - {name: shoe_size, businessName: Schoenmaat, logicalType: integer, physicalType: int, "
        "customProperties: [{property: label_en, value: Shoe size}]}\n"
    )
    workplace.agree("contracts/trajectory.yaml", "      - name: school\n", f"{column}      - name: school\n")
    (workplace.data / "archive/noord" / workplace.receipts()[0].sha256).unlink()
    (receipt,) = workplace.run()
    assert receipt.difference == {"trajectory": {"new": 2, "changed": 0, "vanished": 0}}


def test_nothing_to_report_and_only_a_header_are_deliveries(workplace: Workplace) -> None:
    for name, content in ((FEBRUARY, b"Niets te melden"), ("hulpvragen_201603.csv", requests())):
        receipt = workplace.deliver("noord", name, content)
        assert receipt.outcome == "accepted", receipt.sentence
        assert (receipt.used, receipt.quarantined) == (0, 0)


def test_a_workbook_with_a_joined_sheet_fills_one_dataset(workplace: Workplace, tmp_path: Path) -> None:
    receipt = workplace.deliver("oost", "rapportage mrt 2016.xlsx", report(tmp_path))
    assert receipt.is_accepted, receipt.sentence
    assert rules(receipt) == {"trajectory.joined_row_has_a_match": "notice"}
    rows = workplace.rows(receipt, "trajectory", "started_on::varchar, work_hours, start_group, source_sheet")
    assert rows[0] == ("2015-02-02", 24.0, "Groep 1 Plein (feb 2015)", "Deelnemers")
    assert rows[1][1] is None
    assert receipt.source_rows == receipt.used + receipt.quarantined + sum(receipt.skipped.values())


def report(folder: Path, people: bool = True) -> bytes:
    head: list[list[object]] = [
        ["Trajectnr", "Naam", "Geb.dat.", "Traject", None, None, "J/N", "Status"],
        [None, None, None, "Start", "Eind gepl.", "Eind", None, None],
        ["Groep 1 Plein (feb 2015)"],
    ]
    persons: list[list[object]] = [
        [f"OO-{n}", "Anna de Vries", "03-04-1990", "02-02-2015", "25 jan. 2016", "25-1-'16", "J", "Afgerond"]
        for n in range(20)
    ]
    left: list[list[object]] = [
        ["Trajectnr", "Baan vanaf", "Uren p/w"],
        ["OO-0", "01-02-2016", 24],
        ["OO-99", "01-02-2016", 24],
    ]
    sheets = {"Deelnemers": [*head, *persons] if people else [], "Uitstroom": left}
    return workbook(folder / "report.xlsx", sheets, {"Deelnemers": ["D1:F1"]} if people else {}).read_bytes()


def test_a_blank_main_sheet_beside_a_filled_one_is_rejected(workplace: Workplace, tmp_path: Path) -> None:
    receipt = workplace.deliver("oost", "rapportage mrt 2016.xlsx", report(tmp_path, people=False))
    assert receipt.outcome == "rejected"
    assert "Deelnemers" in receipt.sentence


def test_a_file_without_a_single_week_column_is_rejected(workplace: Workplace) -> None:
    content = "Stagiair,Start,Einde,Afgerond,tot\nAnna,07-01-2013,01-02-2014,,3\n".encode("utf-8-sig")
    receipt = workplace.deliver("oost", "presentie_201306.csv", content)
    assert receipt.outcome == "rejected"
    assert rules(receipt)["table.column_is_present"] == "blocks"


def test_one_row_that_feeds_two_datasets_is_counted_once(workplace: Workplace) -> None:
    lines = [f"Naam {n},wo {n % 20 + 1}-5-2013,01-02-2014,1,x,,,2" for n in range(40)]
    bad = "Naam 41,31-6-2013,01-02-2014,1,x,,,2"
    content = "\n".join(["Presentie", "", "Stagiair,Start,Einde,wk 1,wk 2,wk 3,Afgerond,tot", *lines, bad]).encode()
    receipt = workplace.deliver("oost", "presentie_201306.csv", content)
    assert (receipt.source_rows, receipt.used, receipt.quarantined) == (43, 40, 1)
    assert receipt.records == {"trajectory": 40, "attendance": 80}
    assert len(workplace.quarantined(receipt)) == 1


def test_rows_out_of_scope_are_skipped(workplace: Workplace) -> None:
    rows = [
        f"M{n};Anna;Vries;03-04-1990;01-01-2016;31-12-2999;{'Stage' if n < 3 else 'Onbepaalde tijd'};24,00"
        for n in range(20)
    ]
    receipt = workplace.deliver("west", "personeel 2016-02.csv", "\r\n".join([CONTRACTS, *rows]).encode("cp1252"))
    assert (receipt.used, receipt.skipped) == (17, {"out_of_scope": 3})
    assert workplace.rows(receipt, "employment", "ended_on, hours_per_week")[0] == (None, 24.0)


def test_a_symlink_is_not_followed_and_stays(workplace: Workplace, tmp_path: Path) -> None:
    (tmp_path / "elders").write_bytes(GOOD)
    for month, target in ((7, "elders"), (9, "nergens")):
        link = workplace.data / "inbox/noord" / f"hulpvragen_20160{month}.csv"
        link.parent.mkdir(parents=True, exist_ok=True)
        link.symlink_to(tmp_path / target)
    assert intake.waiting(workplace.settings, workplace.registry) == {"noord": ["2016-07", "2016-09"]}
    assert [receipt.outcome for receipt in workplace.run()] == ["rejected", "rejected"]
    assert workplace.run() == []
    (workplace.data / "inbox/nord").mkdir()
    (workplace.data / "inbox/nord/x.csv").symlink_to(tmp_path / "nergens")
    assert len(intake.note_strangers(workplace.settings, workplace.registry)) == 1


def test_a_file_that_is_too_large_stays_in_the_inbox_and_is_told_once(workplace: Workplace) -> None:
    content = b"x" * (2 << 20)
    workplace.settings = workplace.settings.model_copy(update={"max_file_mb": 1})
    receipt = workplace.deliver("noord", FEBRUARY, content)
    assert "2 MB groot" in receipt.sentence
    assert (workplace.data / "inbox/noord" / FEBRUARY).read_bytes() == content
    assert workplace.run() == []


def test_temporary_and_hidden_files_are_left_alone(workplace: Workplace) -> None:
    for name in (".hulpvragen_201602.csv", "~$hulpvragen_201602.csv", "hulpvragen_201602.csv.part", "x.tmp"):
        workplace.drop("noord", name, GOOD)
    assert intake.waiting(workplace.settings, workplace.registry) == {}
    assert workplace.run() == []


def test_a_file_that_is_replaced_while_it_is_taken_in_is_not_thrown_away(
    workplace: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = workplace.drop("noord", FEBRUARY, GOOD)
    really = land.land

    def landed_while_somebody_writes(source: Path, partner: str, archive: Path, max_mb: int) -> land.Arrival:
        arrival = really(source, partner, archive, max_mb)
        path.write_bytes(PEOPLE)
        return arrival

    monkeypatch.setattr(land, "land", landed_while_somebody_writes)
    workplace.run()
    assert {GOOD, PEOPLE} <= workplace.bytes_kept()


def test_a_crash_between_destroying_and_the_receipt_is_made_good(
    workplace: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = enrolments_with_bsn()
    workplace.drop("zuid", "inschrijvingen_201610.csv", content)
    with monkeypatch.context() as patch:
        patch.setattr(receipts, "write", lambda *_: (_ for _ in ()).throw(OSError("disk full")))
        with pytest.raises(OSError, match="disk full"):
            workplace.run("zuid")
    (receipt,) = workplace.run("zuid")
    assert receipt.outcome == "destroyed"
    assert content not in workplace.bytes_kept()


def test_what_a_killed_run_left_behind_is_cleared_away(workplace: Workplace) -> None:
    left = workplace.data / "work" / "999999999.oud"
    left.mkdir(parents=True)
    (left / "records.txt").write_bytes(GOOD)
    (workplace.data / "archive/noord").mkdir(parents=True)
    (workplace.data / "archive/noord/.999999999.tmp").write_bytes(GOOD)
    workplace.deliver("noord", FEBRUARY, GOOD)
    assert not left.exists()
    assert not (workplace.data / "archive/noord/.999999999.tmp").exists()


def test_trying_a_file_keeps_nothing(workplace: Workplace, tmp_path: Path) -> None:
    path = tmp_path / FEBRUARY
    path.write_bytes(requests(*(request(n) for n in range(40)), request(41, kind="zzz")))
    task, trial = ingest.try_out(workplace.settings, workplace.registry, path, "noord")
    assert (task.delivery, task.period) == ("hulpvragen", "2016-02")
    assert (trial.outcome.used, trial.outcome.quarantined, trial.error) == (40, 1, None)
    assert [finding.rule for finding in trial.findings] == ["help_request.category.is_known"]
    assert path.exists()
    assert workplace.receipts() == []
    assert not (workplace.data / "archive").exists()
    path.write_bytes(b"")
    _, trial = ingest.try_out(workplace.settings, workplace.registry, path, "noord")
    assert trial.error is not None
    assert [finding.rule for finding in trial.findings] == ["file.is_not_empty"]


def test_findings_of_one_kind_are_told_once_with_their_number(workplace: Workplace) -> None:
    lines = [request(n, kind="zzz" if n % 40 == 0 else "koken", via="Jan" if n % 3 else "huisarts") for n in range(100)]
    receipt = workplace.deliver("noord", FEBRUARY, requests(*lines))
    assert [(finding["rule"], finding["count"]) for finding in receipt.findings] == [
        ("help_request.category.is_known", 3),
        ("help_request.requested_by.is_known", 66),
    ]


def test_progress_is_told_per_file(workplace: Workplace) -> None:
    told: list[tuple[str, int, int]] = []
    workplace.drop("noord", FEBRUARY, GOOD)
    workplace.drop("noord", "trajecten_201602.csv", PEOPLE)
    ingest.ingest_partner(
        workplace.settings, workplace.registry, "noord", "run", lambda name, at, of: told.append((name, at, of))
    )
    assert told == [(FEBRUARY, 0, 2), ("trajecten_201602.csv", 1, 2)]
    assert {receipt.run for receipt in workplace.receipts()} == {"run"}


def test_the_archive_alone_gives_everything_again(workplace: Workplace) -> None:
    first = workplace.deliver("noord", FEBRUARY, GOOD)
    shutil.rmtree(workplace.data / "receipts")
    shutil.rmtree(workplace.data / "accepted")
    (again,) = workplace.run()
    assert (again.receipt_id, again.used, again.files) == (first.receipt_id, first.used, first.files)


def test_a_broken_check_blocks_and_does_not_blame_the_file(workplace: Workplace) -> None:
    workplace.agree("contracts/help_request.yaml", "expect_column_values_to_be_between", "expect_nothing_that_exists")
    receipt = workplace.deliver("noord", FEBRUARY, GOOD)
    assert receipt.outcome == "rejected"
    assert "niet aan uw bestand" in receipt.sentence
    workplace.agree("contracts/help_request.yaml", "expect_nothing_that_exists", "expect_column_values_to_be_between")
    (again,) = workplace.run()
    assert again.outcome == "accepted"


def test_details_are_capped_and_counts_are_not(workplace: Workplace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(accept, "DETAILS_PER_RULE", 2)
    lines = [request(n, handled="" if n % 30 == 0 else "05-02-2016") for n in range(100)]
    receipt = workplace.deliver("noord", FEBRUARY, requests(*lines))
    assert receipt.quarantined == 4
    assert len(workplace.quarantined(receipt)) == 4
