"""A column per day is recognised however its heading is written, and what a cell means is proposed."""

import re
from pathlib import Path
from typing import Any

import pytest

from pipelines.onboarding.days import are_days, find_days
from pipelines.onboarding.grids import Grid
from pipelines.onboarding.tables import find_tables
from tests import newcomer
from tests.unit.test_onboarding_proposal import asked, proposed
from tests.workplace import workbook

JOINT = " · "


@pytest.mark.parametrize(
    ("days", "form", "number"),
    [
        (["ma 3-8", "di 4-8", "wo 5-8", "do 6-8"], "%d-%m", "day"),
        (["maandag 3 augustus", "dinsdag 4 augustus", "woensdag 5 augustus", "dinsdag 1 sept."], "%d %b", "day"),
        (["2026-08-03", "2026-08-04", "2026-08-05", "2026-08-06"], "%Y-%m-%d", "day"),
        (["28-12", "29-12", "4-1", "5-1"], "%d-%m", "day"),
        (["8/3", "8/4", "8/17", "8/18"], "%m/%d", "day"),
        (["3-aug", "4-aug", "5-aug", "6-aug"], "%d-%b", "day"),
        (["03-08-2026", "04-08-2026", "05-08-2026", "06-08-2026"], "%d-%m-%Y", "day"),
        ([f"ma{JOINT}3-8", f"di{JOINT}4-8", f"wo{JOINT}5-8", f"do{JOINT}6-8"], "%d-%m", "day"),
        ([f"Week 32{JOINT}{day}-8" for day in range(3, 8)], "%d-%m", "day"),
        ([f"aug 2026{JOINT}{day}" for day in range(3, 8)], f"%b %Y{JOINT}%d", "day"),
        ([f"Week {week}{JOINT}{day}" for week in (32, 33) for day in ("ma", "di", "wo")], "", "week_of_days"),
        (["ma", "di", "wo", "do", "vr"], "", "weekday"),
        ([str(day) for day in range(1, 32)], "%d", "day"),
    ],
)
def test_headings_that_are_days_are_one_family(days: list[str], form: str, number: str) -> None:
    family = find_days(("Nr", "Naam", *days, "totaal"))
    assert family
    assert (family.form, family.number, family.headers) == (form, number, tuple(days))
    assert [header for header in ("Nr", "Naam", *days, "totaal") if re.search(family.pattern, header)] == days


@pytest.mark.parametrize(
    "headers",
    [
        ["wk 1", "wk 2", "wk 3", "wk 4"], ["1", "2", "3", "4", "5"], ["Start 1-1", "Eind 1-1"], ["2015", "2016", "2017", "2018"],
        ["31-12", "5-3", "1-1", "9-9"], ["ma", "di"],
    ],
)  # fmt: skip
def test_other_headings_are_no_days(headers: list[str]) -> None:
    assert find_days(("Nr", *headers)) is None


def test_a_row_of_days_is_a_header_and_a_row_with_a_few_dates_is_data() -> None:
    assert are_days(["2026-08-03", "2026-08-04", "2026-08-05", "2026-08-06"])
    assert not are_days(["1", "2016-02-01", "2017-01-31"])
    days = [f"2026-08-{day:02}" for day in range(3, 9)]
    rows = [["Nr", "Naam", *days], ["1", "a", "3", "", "", "4", "", "z"], ["2", "b", "", "3", "", "", "", ""]]
    (table,) = find_tables(Grid("x", tuple(enumerate(map(tuple, rows), start=1))), {"Nr"}.__contains__, several=True)
    assert table.columns == ("Nr", "Naam", *days)
    assert len(table.data) == 2


def test_hours_and_marks_in_the_cells_of_days_are_two_fills_that_go_together(tmp_path: Path) -> None:
    found = proposed(newcomer.presence(tmp_path))
    (table,) = found.delivery["tables"]
    hours, marks = table["fills"]
    own: dict[str, Any] = {"trajectory_id": {"from": "Dossiernr"}, "iso_week": {"from": "dag", "date": ["%d-%m"]}}
    assert found.datasets == ("attendance",)
    assert found.delivery["kind"] == "increment"
    assert hours["columns"] == own | {"status": {"constant": "present"}, "hours": {"from": "value"}}
    assert marks["columns"] == own | {"status": {"from": "value", "values": {"z": "ill", "o": "no_show"}}}
    assert (hours["when_matches"], marks["when_matches"]) == (r"^\d", r"^\D")
    assert hours["together"] | marks["together"] == hours["together"]
    assert hours["together"]["hours"] == "sum"
    assert table["not_used"] == ["Naam", "Buurt", "uren"]
    assert asked(found, "zijn dagen")
    assert asked(found, "uren (en geen dagdelen)")
    assert found.party
    assert {place.name for place in found.party.locations} == {"Holtenbroek", "Aa-landen"}


def test_a_mark_that_the_file_explains_is_what_it_says(tmp_path: Path) -> None:
    path = newcomer.presence(tmp_path, legend="z = vakantie; o = ziek gemeld")
    marks = proposed(path).delivery["tables"][0]["fills"][1]
    assert marks["columns"]["status"]["values"] == {"z": "holiday", "o": "ill"}


def test_weeks_over_weekdays_and_names_without_a_number_are_understood(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["Aanwezigheid"],
        [],
        ["", "", "Week 36", "", "", "Week 37", "", ""],
        ["Stagiair", "School", *["ma", "di", "wo"] * 2],
    ]
    rows += [[f"{newcomer.FAMILY[i]}, Bo", "ROC", "v", "-", "z", "v", "a", None] for i in range(10)]
    rows += [[], ["v = aanwezig, a = afgemeld, z = ziek, - = niet gepland"]]
    path = workbook(tmp_path / "Aanwezigheid sept 2026.xlsx", {"Stagiairs": rows})
    found = proposed(path)
    (table,) = found.delivery["tables"]
    (fill,) = table["fills"]
    assert table["header"] == {"row": 3, "rows": 2}
    assert fill["columns"]["iso_week"] == {"from": "week"}
    assert fill["columns"]["trajectory_id"] == {"key": ["Stagiair"]}
    assert fill["columns"]["status"]["values"] == {"v": "present", "z": "ill", "a": "excused"}
    assert found.delivery["formats"] == {"empty": ["-"]}
    assert asked(found, "sleutellijst")


def test_a_row_per_day_becomes_weeks(tmp_path: Path) -> None:
    rows = [f"ZW-{i % 20:03};{i // 20 + 1:02}-09-2026;{('ja', 'ziek')[i % 7 == 0]};{i % 5 + 2}" for i in range(400)]
    path = tmp_path / "dagen 2026-09.csv"
    path.write_text("\n".join(["Dossiernr;Datum;Aanwezig;Uren", *rows]), encoding="utf-8")
    found = proposed(path)
    (fill,) = found.delivery["tables"][0]["fills"]
    assert (fill["dataset"], fill["columns"]["iso_week"]) == ("attendance", {"from": "Datum"})
    assert fill["together"]["hours"] == "sum"
    assert fill["together"]["status"][0] == "present"
    assert found.delivery["kind"] == "increment"
