"""Which figures have an interval, and that weeks of one intern are one intern's."""

from typing import Any

import pandas as pd
import pytest

from pipelines.stages.statistics import wilson
from tests.spec.tables import one


def interns(count: int, marks: str) -> dict[str, str]:
    """So many interns with the same weeks from 2015-W10 on."""
    names = [f"intern {number}" for number in range(count)]
    return {
        "trajectory": "\n".join(["wie|role", *(f"{name}|intern" for name in names)]),
        "attendance": "\n".join(["trajectory_id|from_week|marks", *(f"{name}|2015-W10|{marks}" for name in names)]),
    }


def everywhere(indicator: str, **tables: str) -> "pd.Series[Any]":
    _, frame = one(indicator, **tables)
    return frame[(frame["ask"] == "benchmark") & (frame["location"] == "all") & (frame["cohort"] == "all")].iloc[0]


@pytest.mark.parametrize(("count", "has_interval"), [(19, False), (20, True)])
def test_under_twenty_interns_their_weeks_have_no_interval(count: int, has_interval: bool) -> None:
    row = everywhere("no_show_rate", **interns(count, "111x"))
    assert row["denominator"] == count * 4
    assert pd.notna(row["low"]) == pd.notna(row["high"]) == has_interval


def test_weeks_of_interns_who_resemble_themselves_are_less_certain_than_weeks_alone() -> None:
    # Half of the interns never came, the other half always: forty interns, not four hundred weeks.
    always, never = interns(20, "1111111111"), interns(20, "xxxxxxxxxx")
    both = {name: always[name] + "\n" + never[name].split("\n", 1)[1].replace("intern ", "ander ") for name in always}
    row = everywhere("no_show_rate", **both)
    (low,), (high,) = wilson([200], [400])
    assert row["value"] == 0.5
    assert row["high"] - row["low"] > 2.5 * (high - low)


def test_interns_per_week_and_occupancy_divide_by_weeks_and_places_that_are_nobodys() -> None:
    tables = interns(20, "11")
    assert everywhere("interns_per_week", **tables)[["low", "value", "high"]].tolist() == [20, 20, 20]
    row = everywhere("occupancy", capacity="iso_week|places\n2015-W10|25\n2015-W11|25", **tables)
    assert row[["low", "value", "high"]].tolist() == [0.8, 0.8, 0.8]


def test_hours_costs_and_counts_of_residents_have_none() -> None:
    requests = "request_id|client_key|handled_on\n" + "\n".join(f"{n}|bewoner {n}|2015-05-01" for n in range(30))
    visits = "request_id|visited_on\n" + "\n".join(f"{n}|2015-05-01" for n in range(30))
    for indicator in ("hours_of_informal_care", "hours_per_request", "residents_helped"):
        row = everywhere(indicator, help_request=requests, visit=visits)
        assert pd.isna(row["low"]), indicator
        assert pd.isna(row["high"]), indicator


def test_an_intern_at_two_locations_in_one_week_was_there_once() -> None:
    _, frame = one(
        "interns_per_week",
        trajectory="""
        wie | role   | location    | person_key | started_on | planned_end_on
        A   | intern | noord/haven | ans        | 2015-02-02 | 2015-03-06
        B   | intern | zuid/plein  | ans        | 2015-03-02 | 2015-05-29
        """,
        attendance="trajectory_id|from_week|marks\nA|2015-W10|1\nB|2015-W10|1",
    )
    here = frame[(frame["cohort"] == "all") & (frame["level"] == "all")].set_index("location")["numerator"]
    assert here["noord/haven"] == here["zuid/plein"] == here["all"] == 1
