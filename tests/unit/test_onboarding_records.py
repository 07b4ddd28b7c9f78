"""Lines of several types without a header become record types, with their totals and every column as a question."""

from pathlib import Path

import pytest

from pipelines.onboarding.propose import Proposal, propose
from pipelines.onboarding.render import as_yaml
from pipelines.registry import load_registry
from pipelines.settings import SOURCES
from pipelines.table_language import Delivery
from pipelines.yaml_lines import load, parse

REGISTRY = load_registry(SOURCES)


def lines(people: int) -> list[str]:
    found = ["KOP|2016-08-01|2017-07-31|2017-08-02|demo"]
    for i in range(people):
        sex, path = "MV"[i % 2], ("BOL", "BBL")[i % 2]
        found.append(f"PER|{90100 + i}|19{80 + i % 15}-03-{i % 27 + 1:02}|{sex}")
        found.append(f"INS|{90100 + i}|1|2016-08-{i % 27 + 1:02}|2018-07-31|")
        found.append(f"OPL|{90100 + i}|1|2016-08-{i % 27 + 1:02}|92640|{path}")
    return [*found, f"TOT|{people}|{people}|{people}"]


@pytest.fixture
def proposed(tmp_path: Path) -> Proposal:
    path = tmp_path / "export_20170802.txt"
    path.write_text("\n".join(lines(30)), encoding="utf-8")
    (found,) = propose([path], "roc_nieuw", REGISTRY, SOURCES, 60)
    return found


def test_types_parents_and_totals_are_found(proposed: Proposal, tmp_path: Path) -> None:
    target = tmp_path / "voorstel.yaml"
    target.write_text(as_yaml(proposed), encoding="utf-8")
    records = parse(Delivery, load(target)).tables[0].records
    assert records
    assert {name: kind.below for name, kind in records.types.items()} == {
        "KOP": None,
        "PER": None,
        "INS": "PER",
        "OPL": "INS",
    }
    assert records.totals
    assert (records.totals.type, records.totals.counts) == ("TOT", ("PER", "INS", "OPL"))


def test_fields_are_found_by_what_stands_in_them_and_asked(proposed: Proposal) -> None:
    fill = next(fill for fill in proposed.delivery["tables"][0]["fills"] if fill["dataset"] == "enrolment")
    sources = {name: spec["from"] for name, spec in fill["columns"].items()}
    assert sources["student_key"] == "INS · Nummer 1"
    assert (sources["birth_date"], sources["gender"]) == ("PER · Datum 2", "PER · Code 3")
    assert (sources["crebo"], sources["learning_path"]) == ("OPL · Code 4", "OPL · Code 5")
    assert sources["enrolled_from"] == "INS · Datum 3"
    assert sources["level"] == "?? Niveau"
    assert any("niveau" in remark.text for remark in proposed.questions)


def test_a_file_of_one_form_is_no_file_of_records(tmp_path: Path) -> None:
    path = tmp_path / "lijst_201601.csv"
    path.write_text("\n".join(f"AB;{i};x" for i in range(30)), encoding="utf-8")
    (found,) = propose([path], "roc_nieuw", REGISTRY, SOURCES, 60)
    assert found.delivery["tables"] == []
