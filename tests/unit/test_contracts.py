"""Each agreed dataset is a valid contract, and each of its rules is seen to fail and to pass."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipelines import sql
from pipelines.contracts import SQL_TYPES, Contract, Rule, contract_from
from pipelines.findings import Blocked
from pipelines.settings import SOURCES
from pipelines.stages.validate import mark_copies, validate
from pipelines.yaml_lines import ConfigurationError, load

CONTRACTS = {path.stem: contract_from(load(path)) for path in sorted((SOURCES / "contracts").glob("*.yaml"))}
FILLED = "expect_column_values_to_not_be_null"
Row = dict[str, Any]

# For every written rule: rows that pass and rows that break it. A rule without an entry fails the test below.
EXAMPLES: dict[str, tuple[list[Row], list[Row]]] = {
    "attendance.hours.hours_are_0_to_60": ([{"hours": 0}, {"hours": 60}, {}], [{"hours": -0.5}, {"hours": 60.5}]),
    "diploma.mbo_has_a_crebo": (
        [{"level": "mbo2", "crebo": "25655"}, {"level": "vmbo"}],
        [{"level": "mbo2"}, {"level": "mbo1"}],
    ),
    "diploma.crebo.crebo_has_five_digits": ([{"crebo": "25655"}], [{"crebo": "2565"}, {"crebo": "25655x"}]),
    "diploma.awarded_on.award_date_is_possible": (
        [{"awarded_on": date(1990, 1, 1)}, {"awarded_on": date(2016, 1, 25)}],
        [{"awarded_on": date(1989, 12, 31)}, {"awarded_on": date(2999, 12, 31)}],
    ),
    "early_leaver.count_year.year_is_possible": (
        [{"count_year": 2005}, {"count_year": 2026}],
        [{"count_year": 15}, {"count_year": 2004}, {"count_year": 2101}],
    ),
    "early_leaver.left_in_the_count_year": (
        [{"left_year": 2015, "count_year": 2015}, {"count_year": 2015}],
        [{"left_year": 2015, "count_year": 2016}],
    ),
    "employment.hours_per_week.hours_are_0_to_40": (
        [{"hours_per_week": 0}, {"hours_per_week": 40}, {}],
        [{"hours_per_week": 40.25}, {"hours_per_week": -1}],
    ),
    "employment.end_is_not_before_start": (
        [{"started_on": date(2016, 1, 2), "ended_on": date(2016, 1, 2)}, {"started_on": date(2016, 1, 2)}],
        [{"started_on": date(2016, 1, 2), "ended_on": date(2016, 1, 1)}],
    ),
    "employment.start_or_state_is_known": (
        [{"started_on": date(2016, 1, 2)}, {"state_on": date(2016, 1, 31)}],
        [{"started_on": None, "state_on": None}],
    ),
    "employment.start_is_not_after_state": (
        [{"started_on": date(2016, 1, 2), "state_on": date(2016, 1, 2)}, {"state_on": date(2016, 1, 2)}],
        [{"started_on": date(2016, 1, 3), "state_on": date(2016, 1, 2)}],
    ),
    "enrolment.mbo_has_a_crebo": (
        [{"level": "mbo2", "crebo": "25655"}, {"level": "vmbo"}],
        [{"level": "mbo2"}, {"level": "mbo1"}],
    ),
    "enrolment.crebo.crebo_has_five_digits": ([{"crebo": "25655"}], [{"crebo": "abcde"}, {"crebo": "256555"}]),
    "enrolment.end_is_not_before_start": (
        [{"enrolled_from": date(2016, 8, 1), "enrolled_until": date(2016, 8, 1)}, {"enrolled_from": date(2016, 8, 1)}],
        [{"enrolled_from": date(2016, 8, 1), "enrolled_until": date(2015, 8, 1)}],
    ),
    "follow_up.moment.moment_is_0_6_or_12": ([{"moment": 0}, {"moment": 6}, {"moment": 12}], [{"moment": 3}, {"moment": 24}]),
    "follow_up.hours_per_week.hours_are_0_to_60": ([{"hours_per_week": 60}, {}], [{"hours_per_week": 61}]),
    "follow_up.reached_has_an_answer": (
        [{"reached": True, "in_work": "no"}, {"reached": False}, {"reached": True, "in_work": "unknown"}],
        [{"reached": True}],
    ),
    "funding.year.year_is_2011_to_2060": ([{"year": 2011}, {"year": 2060}, {}], [{"year": 2010}, {"year": 2061}]),
    "funding.amount_eur.amount_is_not_negative": ([{"amount_eur": 0}, {"amount_eur": 4500.5}], [{"amount_eur": -0.01}]),
    "funding.trajectory_person_or_year_is_known": (
        [{"trajectory_id": "a"}, {"person_key": "a"}, {"year": 2016}],
        [{"trajectory_id": None, "person_key": None, "year": None}],
    ),
    "funding.amount_of_one_trajectory_is_plausible": (
        [{"trajectory_id": "a", "amount_eur": 25_000}, {"trajectory_id": None, "amount_eur": 250_000}],
        [{"trajectory_id": "a", "amount_eur": 25_000.01}],
    ),
    "help_request.requested_on.request_date_is_possible": (
        [{"requested_on": date(2005, 1, 1)}],
        [{"requested_on": date(2004, 12, 31)}, {"requested_on": date(2106, 2, 3)}],
    ),
    "help_request.handled_is_not_before_requested": (
        [{"requested_on": date(2016, 2, 3), "handled_on": date(2016, 2, 3)}, {"requested_on": date(2016, 2, 3)}],
        [{"requested_on": date(2016, 2, 3), "handled_on": date(2016, 2, 2)}],
    ),
    "help_request.handled_has_a_date": (
        [{"status": "handled", "handled_on": date(2016, 2, 3)}, {"status": "open"}],
        [{"status": "handled"}],
    ),
    "student_count.brin.brin_has_four_characters": ([{"brin": "27GZ"}], [{"brin": "27G"}, {"brin": "27gz"}]),
    "student_count.crebo.crebo_has_five_digits": ([{"crebo": "25655"}], [{"crebo": ""}]),
    "student_count.year.year_is_1990_to_2100": ([{"year": 1990}, {"year": 2100}], [{"year": 16}, {"year": 2101}]),
    "student_count.men_and_women_make_total": (
        [{"men_and_women": 5, "total": 5}, {"total": 5}],
        [{"men_and_women": 5, "total": 6}],
    ),
    "trajectory.started_on.start_is_possible": (
        [{"started_on": date(2005, 1, 1)}],
        [{"started_on": date(1916, 1, 1)}, {"started_on": date(2216, 1, 1)}],
    ),
    "trajectory.care_level.care_level_is_1_to_5": ([{"care_level": 1}, {"care_level": 5}, {}], [{"care_level": 0}, {"care_level": 6}]),
    "trajectory.age_at_start.age_is_12_to_70": ([{"age_at_start": 12}, {}], [{"age_at_start": 11}, {"age_at_start": 71}]),
    "trajectory.work_hours.work_hours_are_0_to_60": ([{"work_hours": 60}, {}], [{"work_hours": 99}]),
    "trajectory.end_is_not_before_start": (
        [{"started_on": date(2016, 1, 1), "ended_on": date(2016, 1, 1)}, {"started_on": date(2016, 1, 1)}],
        [{"started_on": date(2016, 1, 1), "ended_on": date(2015, 1, 1)}],
    ),
    "trajectory.planned_end_is_not_before_start": (
        [{"started_on": date(2016, 1, 1), "planned_end_on": date(2016, 1, 1)}],
        [{"started_on": date(2016, 1, 1), "planned_end_on": date(2015, 1, 1)}],
    ),
    "trajectory.diploma_is_not_before_start": (
        [{"started_on": date(2016, 1, 1), "diploma_on": date(2016, 1, 1)}, {"started_on": date(2016, 1, 1)}],
        [{"started_on": date(2016, 1, 1), "diploma_on": date(2015, 1, 1)}],
    ),
    "trajectory.stopped_has_a_reason": (
        [{"status": "stopped", "stop_reason": "illness"}, {"status": "graduated"}],
        [{"status": "stopped"}],
    ),
    "visit.hours.hours_are_a_quarter_to_12": ([{"hours": 0.25}, {"hours": 12}], [{"hours": 0.2}, {"hours": 12.5}, {"hours": 0}]),
    "visit.travel_hours.travel_is_0_to_8": ([{"travel_hours": 0}, {"travel_hours": 8}, {}], [{"travel_hours": 8.5}]),
}  # fmt: skip
SINCE_2011: tuple[list[Row], list[Row]] = ([{"year": 2011}, {"year": 2060}], [{"year": 2010}, {"year": 2061}])
EXAMPLES |= {
    "capacity.places.places_are_0_to_200": ([{"places": 0}, {"places": 200}], [{"places": -1}, {"places": 2016}]),
    "client.client_from.from_is_possible": ([{"client_from": date(2005, 1, 1)}], [{"client_from": date(1925, 1, 1)}]),
    "client.until_is_not_before_from": (
        [{"client_from": date(2016, 1, 2), "client_until": date(2016, 1, 2)}, {"client_from": date(2016, 1, 2)}],
        [{"client_from": date(2016, 1, 2), "client_until": date(2016, 1, 1)}],
    ),
    "cost.year.year_is_2011_to_2060": SINCE_2011,
    "cost.amount_eur.amount_is_plausible": (
        [{"amount_eur": -5_000_000}, {"amount_eur": 5_000_000}], [{"amount_eur": 12_345_000}, {"amount_eur": -5_000_001}],
    ),
    "cost.amount_eur.amount_is_not_negative": ([{"amount_eur": 0}], [{"amount_eur": -0.01}]),
    "placement.started_on.start_is_possible": ([{"started_on": date(2005, 1, 1)}], [{"started_on": date(2004, 12, 31)}]),
    "placement.planned_weeks.planned_weeks_are_1_to_60": ([{"planned_weeks": 1}, {"planned_weeks": 60}, {}], [{"planned_weeks": 91}, {"planned_weeks": 0}]),
    "placement.hours_per_week.hours_are_0_to_40": ([{"hours_per_week": 40}, {}], [{"hours_per_week": 208}, {"hours_per_week": -1}]),
    "placement.planned_end_is_not_before_start": (
        [{"started_on": date(2016, 1, 1), "planned_end_on": date(2016, 1, 1)}],
        [{"started_on": date(2016, 1, 1), "planned_end_on": date(2015, 1, 1)}],
    ),
    "placement.end_is_not_before_start": (
        [{"started_on": date(2016, 1, 1), "ended_on": date(2016, 1, 1)}, {"started_on": date(2016, 1, 1)}],
        [{"started_on": date(2016, 1, 1), "ended_on": date(2015, 1, 1)}],
    ),
    "practice.year.year_is_2011_to_2060": SINCE_2011,
    **{
        f"practice.{column}.holds_no_contact_details": (
            [{column: "van 2012 tot 2016, 13 weken, 30 uur"}, {column: "kosten: € 10.000 (2016)"}, {column: "apenstaart @ 9 uur"}],
            [{column: "mail jan@wijk.nl"}, {column: "bel 06-12345678"}, {column: "bel (078) 612 34 56"}, {column: "+31 6 12345678"}],
        )
        for column in ("title", "description", "with_partner", "contact_role")
    },
    "practice.description.says_something": ([{"description": "x" * 20}], [{"description": "x" * 19}]),
    "practice.since.since_is_2005_to_2060": ([{"since": 2005}, {}], [{"since": 13}]),
    "practice.elective_code.is_a_code_of_an_elective": ([{"elective_code": "K0907"}, {}], [{"elective_code": "907"}]),
    "practice.study_hours.study_hours_are_1_to_1600": ([{"study_hours": 240}, {}], [{"study_hours": 2400}]),
    "practice.coordinators.coordinators_are_0_to_50": ([{"coordinators": 2.5}, {}], [{"coordinators": 90}]),
    "practice.contact_moments_per_day.contact_moments_are_0_to_24": ([{"contact_moments_per_day": 2}, {}], [{"contact_moments_per_day": 60}]),
    "practice.placement_weeks.placement_weeks_are_1_to_60": ([{"placement_weeks": 13}, {}], [{"placement_weeks": 91}]),
}  # fmt: skip
ORDINARY: dict[str, Any] = {
    "id": "x", "text": "x", "code": "x", "iso_week": "2016-W06", "date": date(2016, 1, 1), "int": 6, "decimal": 1.0, "money": 1.0,
    "bool": True,
}  # fmt: skip


def examples_of(contract: Contract, rule: Rule) -> tuple[list[Row], list[Row]]:
    """Rows that pass and rows that break; what the contract itself implies needs no table."""
    if rule.id.endswith(".is_filled"):
        column = contract.column(rule.arguments["column"])
        return [{column.name: ORDINARY[column.type]}], [{}]
    if rule.id.endswith(".key_stands_once"):
        same = {column.name: ORDINARY[column.type] for column in contract.columns if column.key}
        return [same], [same, same]
    return EXAMPLES[rule.id]


def broken_in(contract: Contract, rows: list[Row]) -> dict[str, list[int]]:
    """Rule → positions of the rows that break it, judged as a delivery is."""
    con = duckdb.connect()
    columns = [column for column in contract.columns if not column.identifying]
    listed = ", ".join(f"{sql.name(column.name)} {SQL_TYPES[column.type]}" for column in columns)
    con.execute(
        f'create table rows (_table utinyint, _fill utinyint, _row bigint, _fails struct("column" varchar, "text" varchar)[], {listed})'
    )
    for position, row in enumerate(rows):
        values = [row.get(column.name) for column in columns]
        con.execute(f"insert into rows values (0, 0, ?, [], {', '.join('?' * len(values))})", [position, *values])
    mark_copies(con, "rows", contract)
    validate(con, "rows", contract, {column.name for column in columns}, side=False)
    found: dict[str, list[int]] = {}
    query = "select rule, _row from broken_rows join rows on rows.rowid = record order by rule, _row"
    for rule, row in con.execute(query).fetchall():
        found.setdefault(rule, []).append(row)
    return found


ALL_RULES = [(contract, rule) for contract in CONTRACTS.values() for rule in contract.rules]


@pytest.mark.parametrize(("contract", "rule"), ALL_RULES, ids=[rule.id for _, rule in ALL_RULES])
@pytest.mark.usefixtures("great_expectations")
@pytest.mark.xdist_group("rules")  # all examples of a contract are judged once, by one worker
def test_every_rule_is_shown_to_pass_and_to_fail(contract: Contract, rule: Rule) -> None:
    passing, failing = examples_of(contract, rule)
    assert passing
    assert failing
    if rule.id.endswith(".key_stands_once"):
        assert broken_in(contract, failing)[rule.id] == [1]  # the first of two is not a copy
        return
    own, broken = judged_together(contract.id)
    assert broken.get(rule.id, set()) & own[rule.id].keys() == {row for row, breaks in own[rule.id].items() if breaks}


@cache
def judged_together(contract_id: str) -> tuple[dict[str, dict[int, bool]], dict[str, set[int]]]:
    """Rule → its examples and whether each should break it, and rule → what breaks it; all rows of a contract at once.

    As one file: a rule is about one row, so what others say plays no part. (A key that stands twice is judged apart.)
    """
    contract = CONTRACTS[contract_id]
    rows: list[Row] = []
    own: dict[str, dict[int, bool]] = {}
    for rule in contract.rules:
        if not rule.id.endswith(".key_stands_once"):
            passing, failing = examples_of(contract, rule)
            breaks = [False] * len(passing) + [True] * len(failing)
            own[rule.id] = dict(enumerate(breaks, start=len(rows)))
            rows += [*passing, *failing]
    return own, {rule: set(found) for rule, found in broken_in(contract, rows).items()}


def test_no_example_is_about_a_rule_that_is_gone() -> None:
    assert set(EXAMPLES) <= {rule.id for _, rule in ALL_RULES}


@pytest.mark.parametrize("contract", CONTRACTS.values(), ids=list(CONTRACTS))
def test_every_contract_speaks_both_languages_and_says_what_it_is_for(contract: Contract) -> None:
    assert contract.label_nl
    assert contract.label_en
    assert contract.purpose
    assert contract.limitations
    assert contract.key
    assert 0 < contract.quarantine_limit < 1
    assert len({column.name for column in contract.columns}) == len(contract.columns)
    assert all(column.label_nl and column.label_en for column in contract.columns)
    assert all(rule.sentence.endswith(".") and rule.why.endswith(".") for rule in contract.rules)


@pytest.mark.parametrize("contract", CONTRACTS.values(), ids=list(CONTRACTS))
def test_no_name_birth_date_or_raw_number_is_kept(contract: Contract) -> None:
    kept = {column.name for column in contract.kept}
    assert kept.isdisjoint({"family_name", "given_name", "birth_date"})
    numbers = {column.name for column in contract.columns if column.name.endswith(("_id", "_key"))}
    assert all(contract.column(name).masked or contract.column(name).derived for name in numbers)


def changed(tmp_path: Path, old: str, new: str, name: str = "help_request") -> Path:
    text = (SOURCES / "contracts" / f"{name}.yaml").read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / f"{name}.yaml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


@pytest.mark.usefixtures("great_expectations")
def test_a_misspelt_expectation_is_a_broken_check_and_blocks(tmp_path: Path) -> None:
    path = changed(tmp_path, "type: expect_column_values_to_be_between", "type: expect_column_values_to_be_bitween")
    with pytest.raises(Blocked) as caught:
        broken_in(contract_from(load(path)), [{"requested_on": date(2016, 1, 1)}])
    (finding,) = caught.value.findings
    assert finding.severity == "blocks"
    assert "kon niet worden uitgevoerd" in finding.sentence
    assert "niet aan uw bestand" in finding.sentence


@pytest.mark.usefixtures("great_expectations")
def test_an_expectation_that_falls_over_is_a_broken_check_and_blocks(tmp_path: Path) -> None:
    path = changed(tmp_path, "row_condition: status == 'handled'", "row_condition: status ==== 'handled'")
    with pytest.raises(Blocked) as caught:
        broken_in(contract_from(load(path)), [{"status": "handled"}])
    assert {finding.rule for finding in caught.value.findings} == {"help_request.handled_has_a_date"}
    assert "kon niet worden uitgevoerd" in str(caught.value)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("kind: DataContract", "kind: Datacontract", "is not one of"),
        ("apiVersion: v3.1.0", "apiVersie: v3.1.0", "apiVersie"),
        ("physicalType: date", "physicalType: datum", "physicalType 'datum' is none of"),
        ("{property: vocabulary, value: help_category}", "{property: woorden, value: help_category}", "unknown custom property 'woorden'"),
        ("{property: label_en, value: Kind of help}", "{property: keyed, value: x}", "English name is missing"),
        ("{property: vocabulary, value: help_category}", "{property: vocabulary, value: help_category}\n          - {property: happened, value: true}", "only a date"),
        ("          - {property: vocabulary, value: help_category}\n", "", "needs the custom property 'vocabulary'"),
        ("column_B: requested_on", "column_B: gevraagd_op", "reads 'gevraagd_op', which is not a column"),
        ("severity: quarantines", "severity: error", "severity is none of"),
        ("            dimension: accuracy\n", "", "rule lacks ['dimension']"),
        ("  - {property: quarantine_limit, value: 0.05}\n", "", "'quarantine_limit' is required here"),
        ("  limitations: Geannuleerde", "  usage: Geannuleerde", "'limitations' is required here"),
        ("        physicalType: date\n", "", "'physicalType' is required here"),
        ("              kwargs: {min_value: '2005-01-01', max_value: '2100-01-01'}\n", "", "'kwargs' is required here"),
    ],
)  # fmt: skip
def test_a_contract_that_cannot_be_meant_is_refused_with_its_line(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    path = changed(tmp_path, old, new)
    with pytest.raises(ConfigurationError) as caught:
        contract_from(load(path))
    assert any(said in mistake for mistake in caught.value.mistakes), caught.value.mistakes
    assert all(mistake.startswith(f"{path}:") for mistake in caught.value.mistakes)
