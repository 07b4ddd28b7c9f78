"""Ill for more than 90 days: left out of no definition, but what the diploma rate would be without them is told where it may be."""

from typing import Any

import pandas as pd
import pytest

from pipelines.stages.sensitivity import long_illness, sensitivity
from tests.spec.tables import Measured, measured

NUMBERS = ["people", "numerator", "denominator", "value", "low", "high"]
MARKS = {
    "12 weeks are 84 days": "1" + 12 * "z" + "1",
    "13 weeks are 91 days": "1" + 13 * "z" + "1",
    "a holiday is no end of it": "1" + 6 * "z" + "v" + 6 * "z" + "1",
    "nor is a week without a mark": "1" + 6 * "z" + "." + 6 * "z" + "1",
    "a week at work is": "1" + 6 * "z" + "1" + 7 * "z" + "1",
    "and so is a week excused": "1" + 6 * "z" + "a" + 7 * "z" + "1",
    "ill and graduated": 13 * "z",
}
PEOPLE = {
    **dict.fromkeys(MARKS, "stopped | motivation | -"),
    "ill and graduated": "graduated | - | 2016-01-25",
    "stopped for something else": "stopped | motivation | -",
    "stopped because of illness": "stopped | illness | -",
    "stopped so with a diploma": "stopped | illness | 2016-01-25",
}


@pytest.fixture(scope="module")
def found() -> Measured:
    people = "\n".join(f"{who} | 2015-12-01 | {what}" for who, what in PEOPLE.items())
    weeks = "\n".join(f"{who} | 2015-W10 | {row}" for who, row in MARKS.items())
    return measured(
        trajectory=f"wie | ended_on | status | stop_reason | diploma_on\n{people}",
        attendance=f"trajectory_id | from_week | marks\n{weeks}",
    )


def test_more_than_90_days_is_13_weeks_on_end_or_to_stop_because_of_illness(found: Measured) -> None:
    rows = found.table("core.long_illness", "select trajectory_id from core.long_illness where ask = 'benchmark'")
    assert {who for (who,) in rows} == {
        "13 weeks are 91 days", "a holiday is no end of it", "nor is a week without a mark", "ill and graduated",
        "stopped because of illness", "stopped so with a diploma",
    }  # fmt: skip


def test_only_those_without_a_diploma_would_be_left_out(found: Measured) -> None:
    assert long_illness(found.con).to_dict("records") == [
        {"site": "noord", "role": "participant", "people": 4, "without_diploma": 8}
    ]


def test_nobody_is_left_out_of_the_rate_itself_for_being_ill(found: Measured) -> None:
    assert found.triple("diploma_rate_starters") == (2, 10, 0)
    assert found.count("excluded", "diploma_rate_starters") == 0


def figures(numerator: float = 130, denominator: float = 200, **more: Any) -> pd.DataFrame:
    row = {
        "indicator": "diploma_rate_starters", "location": "all", "cohort": "all", "level": "all", "role": "participant",
        "numerator": numerator, "denominator": denominator, "value": numerator / denominator, "status": "final",
    } | more  # fmt: skip
    return pd.DataFrame([row, row | {"location": "noord"}])


def told(*people: int, well: int = 11, **more: Any) -> "pd.Series[Any]":
    """Of so many at each site who were ill; the `well` are those of the first site who were not."""
    frame = pd.DataFrame(
        [(f"site {number}", "participant", n, n + (0 if number else well)) for number, n in enumerate(people)],
        columns=["site", "role", "people", "without_diploma"],
    )
    (row,) = [row for _, row in sensitivity(figures(**more), frame, 10).iterrows()]
    return row


def test_the_rate_without_them_stands_beside_the_rate_for_everything_together_only() -> None:
    row = told(12, 15, 11)
    assert (row["location"], row["status"], row["people"]) == ("all", "shown", 38)
    assert (row["numerator"], row["denominator"], row["value"]) == (130, 162, 130 / 162)
    assert row["low"] < row["value"] < row["high"]
    assert row["sentence_nl"].startswith("Zonder de 38 mensen die langer dan 90 dagen ziek waren")
    assert "80,2 % in plaats van 65,0 %" in row["sentence_nl"]


@pytest.mark.parametrize(
    ("people", "more"),
    [
        ((9,), {}),  # too few
        ((), {}),  # nobody: that tells of everyone that they were not ill
        ((12,), {}),  # the one site that has them would know that the others have none
        ((12, 9), {}),  # the first site knows its own 12, and so the other 9
        ((30, 32), {}),  # fewer than 10 without a diploma would be left
        ((12, 15), {"well": 34}),  # 43 were not ill, and the first site knows that 34 of those are its own
        ((12, 15), {"status": "hidden", "numerator": float("nan"), "denominator": float("nan"), "value": float("nan")}),
    ],
)
def test_it_is_withheld_where_somebody_could_subtract_to_a_few(people: tuple[int, ...], more: dict[str, Any]) -> None:
    row = told(*people, **({"numerator": 130, "denominator": 200} | more))
    assert row["status"] == "withheld"
    assert row[NUMBERS].isna().all()
    assert not any(sign.isdigit() for sign in row["sentence_nl"].replace("90", ""))
