"""Numbers, dates and texts as people read them."""

import ast
import string
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from pipelines import words
from pipelines.registry import load_registry
from pipelines.settings import SOURCES
from pipelines.words import FEW_PEOPLE, TEXTS, say

ROOT = Path(__file__).resolve().parents[2]


def test_numbers_percentages_and_dates_are_written_the_readers_way() -> None:
    assert words.number(10000) == "10.000"
    assert (words.number(-0.04), words.number(0.0)) == ("0", "0")
    assert words.number(10000, "en") == "10,000"
    assert words.number(2.2, digits=2) == "2,20"
    assert words.percent(130 / 155) == "83,9 %"
    assert words.percent(130 / 155, "en") == "83.9%"
    assert words.percent(0.145, digits=0) == "15 %", "halves go up"
    assert words.date_long(date(2026, 10, 31)) == "31 oktober 2026"
    assert words.date_long(date(2026, 10, 31), "en") == "31 October 2026"
    assert words.month("2026-10") == "oktober 2026"
    assert words.month("nonsense") == "nonsense"
    assert words.month_short("2026-10") == "okt 26"


def test_a_time_is_told_by_the_dutch_clock() -> None:
    assert words.moment(datetime.fromisoformat("2026-11-03T06:12")) == "3 nov 2026, 07:12"
    assert words.moment(datetime(2026, 7, 3, 6, 12, tzinfo=UTC)) == "3 jul 2026, 08:12"


def test_few_people_are_counts_and_many_a_percentage_with_counts() -> None:
    assert words.rate(8 / 13, 8, 13) == "8 van de 13"
    assert words.rate(130 / 155, 130, 155) == "84 % (130 van 155)"
    assert words.rate(102 / 155, 102, 155, at_least=True) == "ten minste 66 % (102 van 155)"
    assert "%" not in words.rate(1.0, FEW_PEOPLE - 1, FEW_PEOPLE - 1)
    assert words.count_of(8, 13, "en") == "8 of 13"


def test_amounts_carry_their_unit() -> None:
    assert words.quantity(22000, "hours") == "22.000 uur"
    assert words.quantity(2.2, "hours_per_request") == "2,2 uur per hulpvraag"
    assert words.quantity(10000, "count") == "10.000"


def test_one_is_said_in_the_singular() -> None:
    assert "1 mens wacht" in say("why.not_evaluable", n=1)
    assert "13 mensen wachten" in say("why.not_evaluable", n=13)


def test_an_unknown_text_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        say("no.such.text")


def test_every_text_has_both_languages_with_the_same_gaps() -> None:
    assert TEXTS
    assert [key for key, (dutch, english) in TEXTS.items() if not (dutch.strip() and english.strip())] == []
    assert [key for key, (dutch, english) in TEXTS.items() if gaps(dutch) != gaps(english)] == []


def gaps(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_every_text_that_a_page_asks_for_exists() -> None:
    asked = set()
    for path in [*(ROOT / "dashboards").rglob("*.py"), ROOT / "pipelines" / "words.py"]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "say":
                first = node.args[0]
                if isinstance(first, ast.Constant):
                    asked.add(str(first.value))
    assert len(asked) > 100
    assert asked <= set(TEXTS)


def test_every_dataset_has_words_for_people() -> None:
    for dataset in load_registry(SOURCES).contracts:
        assert f"dataset.{dataset}" in TEXTS, dataset
