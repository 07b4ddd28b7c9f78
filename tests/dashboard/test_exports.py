"""What is downloaded can be opened in a spreadsheet: no cell runs, and numbers stay numbers."""

import csv
import io
from datetime import date
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from dashboards.exports import csv_file, workbook


def read(content: bytes, delimiter: str = ";") -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=delimiter))


def test_a_text_that_starts_a_formula_gets_an_apostrophe() -> None:
    for text in (
        "=1+1",
        "+31 6",
        "-2",
        "@SUM(A1)",
        "\tx",
        "\rx",
        "\nx",
        " \n",
        "  =1",
        "\u00a0=1",
        "ok\n=cmd()",
        "＝1",
    ):
        assert read(csv_file([{"text": text}], "nl"))[1][0] == f"'{text}", repr(text)


def test_ordinary_texts_and_numbers_are_left_alone() -> None:
    row = {"a": "Wijk - Noord", "b": -2.5, "c": 1488, "d": True, "e": None, "f": date(2026, 10, 31), "g": "• verborgen"}
    assert read(csv_file([row], "nl"))[1] == ["Wijk - Noord", "-2,5", "1488", "true", "", "2026-10-31", "• verborgen"]
    assert read(csv_file([row], "en"), ",")[1][1] == "-2.5"


def test_a_hostile_column_name_is_made_safe_too() -> None:
    assert read(csv_file([{"=1+1": "x"}], "nl"))[0] == ["'=1+1"]


def test_no_rows_give_an_empty_file() -> None:
    assert csv_file([], "nl").decode("utf-8-sig") == ""


@given(st.text(), st.floats(allow_nan=False, allow_infinity=False))
def test_no_text_starts_a_formula_and_every_number_comes_back(text: str, number: float) -> None:
    cell, written = read(csv_file([{"text": text, "number": number}], "nl"))[1]
    assert not cell.lstrip(" \u00a0").startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert float(written.replace(",", ".")) == pytest.approx(number, rel=1e-9)


def test_a_workbook_keeps_numbers_as_numbers_and_runs_no_text() -> None:
    rows = [
        {
            "=naam": "=cmd|' /C calc'!A0",
            "n": 12,
            "aandeel": 0.5,
            "dag": date(2026, 10, 31),
            "leeg": None,
            "raar": "a\x0bb",
        }
    ]
    sheet = load_workbook(BytesIO(workbook(rows, "Diploma: [alle] 'x'"))).active
    assert sheet is not None
    cells = list(sheet.iter_rows())
    assert all(cell.data_type != "f" for row in cells for cell in row)
    assert cells[0][0].value == "'=naam"
    assert [cell.value for cell in cells[1][:3]] == ["'=cmd|' /C calc'!A0", 12, 0.5]
    assert cells[1][3].data_type == "d"
    assert cells[1][5].value == "a b"


def test_an_empty_workbook_opens() -> None:
    assert load_workbook(BytesIO(workbook([], ""))).active is not None
