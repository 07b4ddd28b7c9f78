"""What a delivery YAML may not say is refused with the reason."""

from typing import Any

import pytest
from pydantic import ValidationError

from pipelines.table_language import Delivery

COST = {"dataset": "cost", "columns": {"amount_eur": {"from": "Bedrag", "times": "factor"}}}
NAMED = {"dataset": "trajectory", "columns": {"trajectory_id": {"key_list": {"who": "Naam"}}}}
KEYS = {"name": "sleutels", "sheet": "^S$", "header": {"find": "Naam"}, "key_list": {"who": "Naam", "number": "Nr"}}


def table(**words: Any) -> dict[str, Any]:
    plain = {"dataset": "visit", "columns": {"hours": "Uren"}}
    return {"name": "x", "sheet": "^X$", "header": {"find": "Uren"}, "fills": [plain]} | words


def delivery(*tables: dict[str, Any], **words: Any) -> Delivery:
    made = {"title": "x", "kind": "increment", "file": r"^x(?P<week>\d+)", "example": "x1", "reads": "workbook"}
    return Delivery.model_validate({**made, "tables": list(tables), **words})


def test_what_these_tests_change_is_right_as_it_is() -> None:
    told = delivery(table(above=r"x € (?P<factor>\d+)", fills=[COST]), table(start="^Y"), table(fills=[NAMED]), KEYS)
    assert told.datasets == ("cost", "visit", "trajectory")
    assert {"Naam", "Nr"} <= set(told.tables[3].agreed_headers)
    week = {"dataset": "attendance", "columns": {"iso_week": {"file": "iso_week"}}}
    assert delivery(table(fills=[week]))


@pytest.mark.parametrize(
    ("tables", "words", "why"),
    [
        ([table(fills=[])], {}, "give either 'fills'"),
        ([table(key_list=KEYS["key_list"])], {}, "give either 'fills'"),
        ([table(above="x € 1000", fills=[COST])], {}, "needs a named group"),
        ([table(above=r"(?P<year>\d+)", fills=[COST])], {}, "'times: factor' is no named group of 'above'; there are .'year'."),
        ([table(fills=[COST])], {}, "'times: factor' is no named group"),
        ([table(fills=[NAMED])], {}, "a column asks for the key list"),
        ([table(), KEYS], {}, "a column asks for the key list"),
        ([table(fills=[NAMED]), KEYS, KEYS], {}, "a column asks for the key list"),
        ([table(sheet=None, start="^Y")], {"reads": "text"}, "its title is not read"),
        ([table(sheet=None, above="(?P<year>x)")], {"reads": "text"}, "its title is not read"),
        ([table(start="^Y")], {"reads": "text_or_workbook"}, "begins with a table that can stand alone"),
        ([table(sheet=None)], {"reads": "text_or_workbook"}, "names its sheet"),
        ([table(fills=[{"dataset": "x", "columns": {"a": {"file": "iso_week"}}}])], {"file": "^x", "example": "x"}, "no group 'iso_week'"),
        ([table(fills=[{"dataset": "x", "columns": {"a": {"from": "A", "times": 0}}}])], {}, "greater than 0"),
        ([table(fills=[{"dataset": "x", "columns": {"a": {"from": "A", "date": "%d %B %Y"}}}])], {}, "'%d %B %Y' has %B"),
        ([table()], {"formats": {"date": ["%d-%m-%Y %H:%M"]}}, "has %H, %M"),
        ([table(fills=[{"dataset": "x", "columns": {"a": {"from": "A", "key_list": {"who": "A"}}}}])], {}, "exactly one of"),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_refused(tables: list[dict[str, Any]], words: dict[str, Any], why: str) -> None:
    with pytest.raises(ValidationError, match=why):
        delivery(*tables, **words)


def test_what_comes_as_text_or_as_a_workbook_is_one_or_the_other() -> None:
    told = delivery(table(fills=[NAMED]), KEYS, reads="text_or_workbook")
    as_text, as_workbook = told.as_it_came(False), told.as_it_came(True)
    assert (as_text.reads, [one.sheet for one in as_text.tables]) == ("text", [None])
    assert (as_workbook.reads, as_workbook.tables) == ("workbook", told.tables)
    always = delivery(table())
    assert always.as_it_came(True) is always.as_it_came(False) is always
