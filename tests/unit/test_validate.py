"""Each distinct combination of values is judged once, and what is remembered is judged no differently."""

from typing import Any

import duckdb
import pytest

from pipelines import sql
from pipelines.contracts import SQL_TYPES, Contract
from pipelines.registry import load_registry
from pipelines.settings import SOURCES
from pipelines.stages import validate

VISIT = load_registry(SOURCES).contracts["visit"]
TRAJECTORY = load_registry(SOURCES).contracts["trajectory"]
pytestmark = pytest.mark.usefixtures("great_expectations")


def table(contract: Contract, rows: list[dict[str, Any]]) -> duckdb.DuckDBPyConnection:
    con = duckdb.connect()
    columns = [column for column in contract.columns if not column.identifying]
    listed = ", ".join(f"{sql.name(column.name)} {SQL_TYPES[column.type]}" for column in columns)
    con.execute(
        f'create table rows (_table utinyint, _fill utinyint, _row bigint, _fails struct("column" varchar, "text" varchar)[], {listed})'
    )
    for number, row in enumerate(rows):
        values = [row.get(column.name) for column in columns]
        marks = ", ".join("?" * len(values))
        con.execute(f"insert into rows values (0, 0, ?, ?, {marks})", [number, row.get("_fails", []), *values])
    return con


def broken(
    con: duckdb.DuckDBPyConnection, contract: Contract, mapped: set[str] | None = None, side: bool = False
) -> set[tuple[int, str]]:
    every = {column.name for column in contract.columns}
    validate.mark_copies(con, "rows", contract)
    validate.validate(con, "rows", contract, mapped or every, side=side)
    query = "select _row, split_part(rule, '.', -1) from broken_rows join rows on rows.rowid = record"
    return set(con.execute(query).fetchall())


def visit(number: int, **other: Any) -> dict[str, Any]:
    return {
        "visit_id": f"{number}",
        "location": "x",
        "request_id": "r",
        "visited_on": "2016-01-01",
        "hours": 1.0,
    } | other


def test_each_row_with_the_same_values_gets_the_same_verdict() -> None:
    rows = [visit(n, hours=99.0 if n % 3 else 1.0) for n in range(30)]
    assert broken(table(VISIT, rows), VISIT) == {(n, "hours_are_a_quarter_to_12") for n in range(30) if n % 3}


def test_what_was_judged_before_is_not_judged_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(validate, "_known", {})
    first = broken(table(VISIT, [visit(1), visit(2, hours=99.0)]), VISIT)
    asked: list[int] = []
    really = validate._judge

    def counted(frame: Any, *rest: Any) -> list[tuple[int, str]]:
        asked.append(len(frame))
        return really(frame, *rest)

    monkeypatch.setattr(validate, "_judge", counted)
    again = broken(table(VISIT, [visit(3, hours=99.0), visit(4), visit(5, hours=0.1)]), VISIT)
    assert first == {(1, "hours_are_a_quarter_to_12")}
    assert again == {(0, "hours_are_a_quarter_to_12"), (2, "hours_are_a_quarter_to_12")}
    assert sum(asked) == 1


@pytest.mark.parametrize("remembered", [0, 2, 20_000])
def test_how_much_is_remembered_makes_no_difference(monkeypatch: pytest.MonkeyPatch, remembered: int) -> None:
    monkeypatch.setattr(validate, "REMEMBERED", remembered)
    monkeypatch.setattr(validate, "_known", {})
    rows = [visit(n, hours=n / 2, travel_hours=n / 3) for n in range(40)]
    expected = {(n, "hours_are_a_quarter_to_12") for n in range(40) if not 0.25 <= n / 2 <= 12}
    expected |= {(n, "travel_is_0_to_8") for n in range(40) if n / 3 > 8}
    for _ in range(2):
        assert broken(table(VISIT, rows), VISIT) == expected


def test_an_unreadable_cell_is_not_also_called_empty() -> None:
    fails = [{"column": "hours", "text": "zes"}]
    rows = [visit(1, hours=None, _fails=fails), visit(2, hours=None)]
    assert broken(table(VISIT, rows), VISIT) == {(1, "is_filled")}


def test_of_a_joined_part_only_rules_about_what_it_brings_are_judged() -> None:
    rows: list[dict[str, Any]] = [
        {"trajectory_id": "a", "work_hours": 99.0},
        {"trajectory_id": None, "work_hours": 1.0},
    ]
    found = broken(table(TRAJECTORY, rows), TRAJECTORY, {"trajectory_id", "work_hours"}, side=True)
    assert found == {(0, "work_hours_are_0_to_60"), (1, "is_filled")}


def test_a_later_identical_row_is_a_copy_and_rows_that_differ_are_all_set_apart() -> None:
    rows = [visit(1), visit(2), visit(1), visit(3), visit(3, hours=2.0), visit(1)]
    con = table(VISIT, rows)
    assert broken(con, VISIT) == {(n, "key_stands_once") for n in (2, 3, 4, 5)}
    assert con.execute("select _copy from rows order by _row").fetchall() == [(0,), (0,), (1,), (2,), (2,), (1,)]


def test_a_row_without_a_key_is_no_copy_of_another() -> None:
    rows = [visit(1, visit_id=None), visit(2, visit_id=None)]
    assert broken(table(VISIT, rows), VISIT) == {(0, "is_filled"), (1, "is_filled")}


def test_a_key_of_several_columns_is_one_key() -> None:
    follow_up = load_registry(SOURCES).contracts["follow_up"]
    base: dict[str, Any] = {"asked_on": "2016-01-01", "source": "phone", "reached": False}
    rows: list[dict[str, Any]] = [
        {"trajectory_id": "a", "moment": 0} | base,
        {"trajectory_id": "a", "moment": 6} | base,
    ]
    assert broken(table(follow_up, rows), follow_up) == set()
    assert broken(table(follow_up, [*rows, rows[1]]), follow_up) == {(2, "key_stands_once")}


def test_no_rows_break_no_rules() -> None:
    assert broken(table(VISIT, []), VISIT) == set()
