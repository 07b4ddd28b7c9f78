"""A sheet with names and numbers beside a list of names is proposed as the key list, and names nobody."""

from pathlib import Path

import openpyxl
import pytest

from pipelines.onboarding.propose import Proposal, propose
from pipelines.onboarding.render import as_yaml
from pipelines.registry import load_registry
from pipelines.settings import SOURCES
from pipelines.table_language import Delivery
from pipelines.yaml_lines import load, parse
from tests import newcomer

REGISTRY = load_registry(SOURCES)


def workbook(folder: Path, listed: list[str]) -> Proposal:
    book = openpyxl.Workbook()
    interns = book.active
    assert interns is not None
    interns.title = "Stages"
    interns.append(["Stagiair", "Van", "T/m", "Uren p/w"])
    names = [f"{family}, {given}" for family in newcomer.FAMILY for given in newcomer.GIVEN][:24]
    for i, name in enumerate(names):
        interns.append([name, f"{i % 27 + 1:02}-02-2016", f"{i % 27 + 1:02}-06-2016", 24])
    numbers = book.create_sheet("Nummers")
    numbers.append(["Naam", "Trajectnr"])
    for i, name in enumerate(listed or names):
        numbers.append([name, f"ZW-{i:03}"])
    path = folder / "stages 2016-06.xlsx"
    book.save(path)
    (found,) = propose([path], "zwolle", REGISTRY, SOURCES, 60)
    return found


def test_a_list_of_names_and_numbers_is_the_key_list(tmp_path: Path) -> None:
    found = workbook(tmp_path, [])
    target = tmp_path / "voorstel.yaml"
    target.write_text(as_yaml(found), encoding="utf-8")
    delivery = parse(Delivery, load(target))
    listed = next(table.key_list for table in delivery.tables if table.key_list)
    assert (listed.who, listed.number) == ("Naam", "Trajectnr")
    asked = delivery.tables[0].fills[0].columns["trajectory_id"].key_list
    assert asked
    assert asked.who == "Stagiair"
    assert any("sleutellijst" in remark.text for remark in found.questions)
    assert not [name for name in newcomer.FAMILY if name in target.read_text(encoding="utf-8")]


@pytest.mark.parametrize("listed", [[f"Iemand {i}, Anders" for i in range(24)]])
def test_a_list_of_other_names_is_none(tmp_path: Path, listed: list[str]) -> None:
    assert not any("key_list" in table for table in workbook(tmp_path, listed).delivery["tables"])
