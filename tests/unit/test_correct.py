"""Known mistakes are repaired as corrections.yaml says, counted and told; one that no longer fits stops the delivery."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from pipelines import ingest
from pipelines.corrections import Corrections
from pipelines.receipts import Receipt
from pipelines.settings import SOURCES
from pipelines.yaml_lines import ConfigurationError
from tests.workplace import CONTRACTS, Workplace, request, requests, trajectories, trajectory, workbook

pytestmark = pytest.mark.usefixtures("great_expectations")

ABOUT = "reason: de teamleider belde hierover, reported_by: T. Eamleider, reported_on: 2026-09-01"
WEST = "sources/partners/west/corrections.yaml"


def agree(place: Workplace, partner: str, *corrections: str) -> None:
    """Write the corrections of a partner; each is the inside of a YAML mapping."""
    path = place.sources / "partners" / partner / "corrections.yaml"
    lines = "\n".join(f"  - {{{one}, {ABOUT}}}" for one in corrections)
    path.write_text(f"corrections:\n{lines}\n", encoding="utf-8")
    place.agree(f"partners/{partner}/corrections.yaml", "corrections:", "corrections:")


def staff(*lines: str) -> bytes:
    return "\n".join([CONTRACTS, *lines, ""]).encode("cp1252")


def worker(number: int, hours: str = "24,00", start: str = "01-03-2016", kind: str = "Bepaalde tijd") -> str:
    return f"{number};Fatima;Bakker;03-04-1990;{start};31-12-2999;{kind};{hours}"


def deliver(place: Workplace, *lines: str, day: int = 0) -> Receipt:
    return place.deliver("west", "personeel 2026-08.csv", staff(*lines), day)


def hours(place: Workplace, receipt: Receipt) -> list[float | None]:
    return [row[0] for row in place.rows(receipt, "employment", "hours_per_week")]


OVERRIDE = (
    "id: uren-fout, delivery: personeel, periods: 2026-08, action: override, where: {Medewerker: '2'}, column: Uren, value: '24,00', "
    "expect: {Uren: '240'}"
)
SCALE = (
    "id: uren-per-maand, delivery: personeel, periods: 2026-08/, action: scale, column: Uren, factor: 0.25, "
    "where: {Soort: Onbepaalde tijd}, expect: {Uren: {matches: '^(6|9)\\d'}}"
)
DROP = "id: test-medewerker, delivery: personeel, periods: 2026-01/2026-12, action: drop, where: {Medewerker: '2', In dienst: 01-03-2016}"
FLAG = "id: twijfel, delivery: personeel, periods: 2026-08, action: flag, where: {Medewerker: '1'}"


def test_an_override_puts_another_value_and_leaves_every_other_row_alone(workplace: Workplace) -> None:
    agree(workplace, "west", OVERRIDE)
    others = [worker(number, "16,00") for number in range(4, 30)]
    receipt = deliver(workplace, worker(1, "16,00"), worker(2, "240"), worker(3, "240"), *others)
    assert hours(workplace, receipt) == [16, 24, *[16] * 26]  # of worker 3 nothing was said: set apart
    assert (receipt.used, receipt.quarantined, receipt.corrections) == (28, 1, {"uren-fout": 1})


def test_an_override_can_empty_a_cell(workplace: Workplace) -> None:
    agree(workplace, "west", OVERRIDE.replace("'24,00'", "''"))
    assert hours(workplace, deliver(workplace, worker(2, "240"))) == [None]


def test_a_scale_multiplies_in_the_partners_own_way_of_writing(workplace: Workplace) -> None:
    agree(workplace, "west", SCALE)
    permanent = "Onbepaalde tijd"
    receipt = deliver(
        workplace, worker(1, "96,00", kind=permanent), worker(2, "69", kind=permanent), worker(3, "20,00")
    )
    assert hours(workplace, receipt) == [24, 17.25, 20]
    assert receipt.corrections == {"uren-per-maand": 2}


def test_a_dropped_row_is_a_skipped_row(workplace: Workplace) -> None:
    agree(workplace, "west", DROP)
    receipt = deliver(workplace, worker(1), worker(2), worker(2, start="01-06-2016"))
    assert len(hours(workplace, receipt)) == 2
    assert receipt.skipped == {"dropped": 1}
    assert receipt.source_rows == receipt.used + receipt.quarantined + sum(receipt.skipped.values())


def test_a_flagged_row_counts_and_is_told(workplace: Workplace) -> None:
    agree(workplace, "west", FLAG)
    receipt = deliver(workplace, worker(1), worker(2))
    assert len(hours(workplace, receipt)) == 2
    assert receipt.corrections == {"twijfel": 1}
    (finding,) = receipt.findings
    assert finding["severity"] == "notice"
    assert finding["sentence"].startswith("regel 2: bij deze regel staat een kanttekening")


def test_the_supplier_is_told_what_was_done_and_why_and_what_to_do(workplace: Workplace) -> None:
    agree(workplace, "west", OVERRIDE)
    receipt = deliver(workplace, worker(1), worker(2, "240"))
    (finding,) = receipt.findings
    assert finding["rule"] == "correction.uren-fout"
    assert "regel 3, kolom 'Uren'" in finding["sentence"]
    assert "de teamleider belde hierover (gemeld door T. Eamleider)" in finding["sentence"]
    assert "Herstel het in uw eigen administratie" in finding["sentence"]


def test_several_corrections_are_all_judged_by_what_was_delivered(workplace: Workplace) -> None:
    second = OVERRIDE.replace("uren-fout", "soort-fout").replace(
        "column: Uren, value: '24,00'", "column: Soort, value: Bepaalde tijd"
    )
    agree(workplace, "west", OVERRIDE, second)
    receipt = deliver(workplace, worker(2, "240", kind="Payroll"))
    assert hours(workplace, receipt) == [24]
    assert receipt.corrections == {"uren-fout": 1, "soort-fout": 1}


def test_what_was_delivered_is_what_quarantine_keeps(workplace: Workplace) -> None:
    agree(workplace, "west", OVERRIDE.replace("'24,00'", "'99,00'"))
    lines = [worker(number) for number in range(3, 30)]
    receipt = deliver(workplace, worker(2, "240"), *lines)
    ((_, _, cells),) = workplace.quarantined(receipt)
    assert '"240"' in cells


# It no longer fits: loud, nothing wrong gets through, and nothing is lost


def test_the_guard_stops_the_delivery_when_the_source_has_repaired_itself(workplace: Workplace) -> None:
    agree(workplace, "west", OVERRIDE)
    before = deliver(workplace, worker(2, "240"))
    receipt = deliver(workplace, worker(2, "24,00"), day=1)
    assert receipt.outcome == "rejected"
    assert "regel 2, kolom 'Uren'" in receipt.sentence
    assert "de bron is hersteld of anders gewijzigd" in receipt.sentence
    assert "Dit ligt niet aan uw bestand" in receipt.sentence
    assert [one.receipt_id for one in workplace.effective()] == [before.receipt_id]


def test_one_row_that_was_repaired_is_enough(workplace: Workplace) -> None:
    agree(workplace, "west", OVERRIDE.replace("{Medewerker: '2'}", "{Medewerker: {matches: '[23]'}}"))
    assert deliver(workplace, worker(2, "240"), worker(3, "24,00")).outcome == "rejected"


def test_a_correction_that_fits_no_row_is_an_error(workplace: Workplace) -> None:
    agree(workplace, "west", OVERRIDE, DROP.replace("'2'", "'7'"))
    receipt = deliver(workplace, worker(2, "240"))
    assert receipt.outcome == "rejected"
    assert "correctie 'test-medewerker' past op geen enkele regel" in receipt.sentence
    assert "uren-fout" not in receipt.sentence


def test_every_failed_correction_is_told_at_once(workplace: Workplace) -> None:
    agree(workplace, "west", OVERRIDE, DROP, FLAG)
    receipt = deliver(workplace, worker(8))
    assert {finding["rule"] for finding in receipt.findings} == {
        "correction.uren-fout", "correction.test-medewerker", "correction.twijfel",
    }  # fmt: skip


def test_a_number_that_cannot_be_multiplied_is_not_what_was_expected(workplace: Workplace) -> None:
    agree(workplace, "west", SCALE.replace("'^(6|9)\\d'", "'.'"))
    assert deliver(workplace, worker(1, "veel", kind="Onbepaalde tijd")).outcome == "rejected"


def test_a_changed_correction_takes_in_what_waited_in_the_archive(workplace: Workplace) -> None:
    agree(workplace, "west", OVERRIDE)
    assert deliver(workplace, worker(2, "24,00")).outcome == "rejected"
    agree(workplace, "west", OVERRIDE.replace("periods: 2026-08", "periods: 2026-05/2026-07"))
    (receipt,) = workplace.run("west")
    assert receipt.is_accepted
    assert receipt.corrections == {}
    assert hours(workplace, receipt) == [24]


@pytest.mark.parametrize(
    ("periods", "holds"),
    [
        ("2026-08", True),
        ("2026-07", False),
        ("2026-07/2026-08", True),
        ("2026-08/", True),
        ("2026-01/2026-07", False),
        ("2026-09/", False),
    ],
)
def test_a_correction_holds_for_its_months_and_has_nothing_to_find_in_others(
    workplace: Workplace, periods: str, holds: bool
) -> None:
    agree(workplace, "west", OVERRIDE.replace("periods: 2026-08", f"periods: {periods}"))
    assert deliver(workplace, worker(2, "24,00")).is_accepted is not holds


def test_a_correction_of_one_delivery_leaves_the_other_deliveries_of_the_partner_as_they_were(
    workplace: Workplace,
) -> None:
    before = workplace.registry.digests
    agree(workplace, "noord", "id: x, delivery: trajecten, periods: 2016-04, action: drop, where: {Trajectnr: NO-0001}")
    after = workplace.registry.digests
    assert {name for name, digest in after.items() if digest != before[name]} == {("noord", "trajecten")}


# Which row is meant


def test_a_row_can_be_meant_by_its_number_in_the_file(workplace: Workplace) -> None:
    agree(workplace, "west", FLAG.replace("where: {Medewerker: '1'}", "row: 3"))
    receipt = deliver(workplace, worker(1), worker(2))
    assert receipt.findings[0]["row"] == 3


def test_an_empty_cell_can_be_meant(workplace: Workplace) -> None:
    agree(workplace, "west", OVERRIDE.replace("{Uren: '240'}", "{Uren: ''}"))
    assert hours(workplace, deliver(workplace, worker(2, ""))) == [24]


def test_a_row_can_be_meant_by_the_pseudonym_that_its_accepted_row_has(workplace: Workplace) -> None:
    first = deliver(workplace, worker(1), worker(2, "30,00"))
    (pseudonym,) = [key for key, h in workplace.rows(first, "employment", "contract_id, hours_per_week") if h == 30]
    by_key = f"dataset: employment, key: {{contract_id: {pseudonym}}}"
    agree(workplace, "west", OVERRIDE.replace("where: {Medewerker: '2'}", by_key).replace("'240'", "'30,00'"))
    (second,) = workplace.run("west")
    assert hours(workplace, second) == [24, 24]
    assert second.corrections == {"uren-fout": 1}


def test_a_number_that_is_hashed_is_matched_as_it_stands_in_the_file_and_told_nowhere(workplace: Workplace) -> None:
    agree(
        workplace, "noord",
        "id: dubbele-vraag, delivery: hulpvragen, periods: 2016-02, action: drop, where: {Vraagnr: HV-0002, Clientnr: K002}",
    )  # fmt: skip
    receipt = workplace.deliver("noord", "hulpvragen_201602.csv", requests(*(request(n) for n in range(5))))
    assert receipt.records == {"help_request": 4}
    told = workplace.told()
    assert "HV-0002" not in told
    assert "K002" not in told


def test_weeks_side_by_side_are_corrected_before_they_become_rows(workplace: Workplace) -> None:
    agree(
        workplace, "oost",
        "id: week-twee, delivery: presentie, periods: 2013-06, action: override, where: {Start: 07-01-2013}, column: wk 2, value: z, "
        "expect: {wk 2: '1'}",
    )  # fmt: skip
    lines = "Stagiair,Start,Einde,wk 1,wk 2,tot,Afgerond\nFenna,07-01-2013,05-04-2013,1,1,2,\nGijs,14-01-2013,05-04-2013,1,1,2,\n"
    receipt = workplace.deliver("oost", "presentie_201306.csv", lines.encode("utf-8-sig"))
    found = workplace.rows(receipt, "attendance", "source_row, iso_week, status")
    assert sorted(found) == [
        (2, "2013-W02", "present"), (2, "2013-W03", "ill"), (3, "2013-W03", "present"), (3, "2013-W04", "present"),
    ]  # fmt: skip


def test_a_cell_of_a_workbook_is_told_by_its_letter(workplace: Workplace, tmp_path: Path) -> None:
    agree(
        workplace, "oost",
        "id: uren-fout, delivery: rapportage, table: uitstroom, periods: 2016-03, action: override, where: {Trajectnr: A1}, "
        "column: Uren p/w, value: '24', expect: {Uren p/w: '240'}",
    )  # fmt: skip
    sheets: dict[str, list[list[Any]]] = {
        "Deelnemers": [
            ["Trajectnr", "Naam", "Geb.dat.", "Traject", None, None, "J/N", "Status"],
            [None, None, None, "Start", "Eind gepl.", "Eind", None, None],
            ["Groep 1 Plein (feb 2015)"],
            ["A1", "Ans Bakker", "03-04-1990", "02-02-2015", "25-01-2016", "25-01-2016", "J", "Afgerond"],
        ],
        "Uitstroom": [["Trajectnr", "Baan vanaf", "Uren p/w"], ["A1", "01-02-2016", "240"]],
    }
    path = workbook(tmp_path / "w.xlsx", sheets)
    receipt = workplace.deliver("oost", "rapportage mrt 2016.xlsx", path.read_bytes())
    assert receipt.is_accepted, receipt.sentence
    assert workplace.rows(receipt, "trajectory", "work_hours") == [(24,)]
    assert any(finding["sentence"].startswith("Uitstroom!C2, kolom 'Uren p/w'") for finding in receipt.findings)


def test_trying_a_file_out_shows_its_corrections(workplace: Workplace, tmp_path: Path) -> None:
    agree(workplace, "west", OVERRIDE)
    path = tmp_path / "personeel 2026-08.csv"
    path.write_bytes(staff(worker(2, "240")))
    _, trial = ingest.try_out(workplace.settings, workplace.registry, path, "west")
    assert trial.error is None
    assert [finding.rule for finding in trial.findings] == ["correction.uren-fout"]


# Mistakes in corrections.yaml itself


@pytest.mark.parametrize(
    ("correction", "said"),
    [
        (OVERRIDE.replace("delivery: personeel", "delivery: personel"), "there is no delivery 'personel'"),
        (OVERRIDE.replace("Medewerker", "Medewrker"), "'Medewrker' is no agreed header"),
        (OVERRIDE.replace("column: Uren", "column: Urn"), "'Urn' is no agreed header"),
        (OVERRIDE.replace("{Uren: '240'}", "{Achternaam: Bakker}"), "'Achternaam' holds names or birth dates"),
        (FLAG.replace("Medewerker: '1'", "Geboren: 03-04-1990"), "'Geboren' holds names or birth dates"),
        (OVERRIDE.replace(", expect: {Uren: '240'}", ""), "'override' needs 'expect'"),
        (OVERRIDE.replace(", value: '24,00'", ""), "'override' needs 'value'"),
        (DROP + ", column: Uren", "'drop' has no 'column'"),
        (DROP.replace(", where: {Medewerker: '2', In dienst: 01-03-2016}", ""), "say which rows are meant"),
        (SCALE.replace("factor: 0.25", "factor: 0"), "greater than 0"),
        (OVERRIDE.replace("periods: 2026-08", "periods: 2026-13"), "pattern"),
        (DROP.replace("2026-01/2026-12", "2026-12/2026-01"), "ends before it begins"),
        (FLAG.replace("where: {Medewerker: '1'}", "row: 3").replace("2026-08", "2026-08/"), "a row number holds for the file of one month"),
        (OVERRIDE.replace("action: override", "action: change"), "'drop', 'override', 'scale' or 'flag'"),
        (FLAG.replace("where: {Medewerker: '1'}", "dataset: employment, key: {contract_id: '41003'}"), "stored as a pseudonym"),
        (FLAG.replace("where: {Medewerker: '1'}", "dataset: employment, key: {hours_per_week: '1'}"), "the key of employment is"),
        (FLAG.replace("where: {Medewerker: '1'}", "dataset: visit, key: {visit_id: '1'}"), "does not give 'visit'"),
        (FLAG.replace("'1'", "1"), "valid string"),
        (OVERRIDE.replace("{Uren: '240'}", "{Uren: {matches: '('}}"), "not a valid regular expression"),
        (FLAG + ", remark: x", "unknown key"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_file_and_line(workplace: Workplace, correction: str, said: str) -> None:
    agree(workplace, "west", FLAG.replace("twijfel", "goed"), correction)
    with pytest.raises(ConfigurationError) as error:
        load(workplace)
    assert any("corrections.yaml:3: " in mistake and said in mistake for mistake in error.value.mistakes), (
        error.value.mistakes
    )


@pytest.mark.parametrize(
    "lacking", ["reason: de teamleider belde hierover, ", "reported_by: T. Eamleider, ", ", reported_on: 2026-09-01"]
)
def test_reason_reporter_and_day_are_mandatory(workplace: Workplace, lacking: str) -> None:
    agree(workplace, "west", FLAG)
    workplace.agree("partners/west/corrections.yaml", lacking, "")
    with pytest.raises(ConfigurationError, match=r"corrections\.yaml:2: .*this key is required and missing"):
        load(workplace)


def test_a_name_stands_once(workplace: Workplace) -> None:
    agree(workplace, "west", FLAG, FLAG)
    with pytest.raises(ConfigurationError, match=r"corrections\.yaml:3: .*'twijfel' stands here twice"):
        load(workplace)


def test_of_several_tables_one_is_named(workplace: Workplace) -> None:
    agree(workplace, "oost", "id: x, delivery: rapportage, periods: 2016-03, action: drop, where: {Trajectnr: A1}")
    with pytest.raises(ConfigurationError, match=r"name the table, one of \['deelnemers', 'uitstroom'\]"):
        load(workplace)


def test_the_example_in_the_readme_is_a_good_one() -> None:
    text = (SOURCES / "README.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```yaml\n(corrections:.*?)```", text, re.DOTALL)
    (one,) = Corrections.model_validate(yaml.safe_load(example)).corrections
    assert one.action == "scale"
    assert one.holds_for("2026-10")
    assert not one.holds_for("2026-07")


def load(place: Workplace) -> None:
    assert place.registry


def test_lines_of_trajectories_without_corrections_are_as_before(workplace: Workplace) -> None:
    receipt = workplace.deliver("noord", "trajecten_201604.csv", trajectories(trajectory(1)))
    assert (receipt.outcome, receipt.corrections, receipt.used) == ("accepted", {}, 1)
