"""Startkwalificatie: who starts without one and gets mbo 2 or higher in time."""

import pytest

from tests.spec.tables import measured

RATE = "basic_qualification_rate"


def test_of_three_who_start_without_one_gets_it_because_level_1_is_none() -> None:
    found = measured(
        trajectory="""
        wie   | target_level | prior_education | ended_on   | status    | diploma_on
        Ans   | mbo2         | vmbo            | 2016-01-25 | graduated | 2016-01-25
        Bea   | mbo1         | none            | 2016-01-25 | graduated | 2016-01-25
        Carla | mbo2         | mbo1            | 2015-10-01 | stopped   | -
        """
    )
    assert found.triple(RATE) == (1, 3, 0)


@pytest.mark.parametrize("prior", ["mbo2", "mbo3", "mbo4", "havo", "vwo", "higher"])
def test_who_had_one_already_is_not_in_it(prior: str) -> None:
    found = measured(
        trajectory=f"""
        wie | target_level | prior_education | ended_on   | status    | diploma_on
        Ans | mbo2         | {prior}         | 2016-01-25 | graduated | 2016-01-25
        """
    )
    assert found.of(RATE).empty


@pytest.mark.parametrize("prior", ["-", "abroad"])
def test_whose_prior_education_is_not_known_is_unknown_whatever_came_of_it(prior: str) -> None:
    found = measured(
        trajectory=f"""
        wie | target_level | prior_education | ended_on   | status    | diploma_on
        Ans | mbo2         | {prior}         | 2016-01-25 | graduated | 2016-01-25
        Bea | mbo2         | {prior}         | 2016-01-25 | stopped   | -
        """
    )
    assert found.triple(RATE) == (0, 0, 2)
    assert found.count("unknown", RATE) == 2


def test_a_school_diploma_of_before_the_start_shows_that_somebody_had_one() -> None:
    diploma = "student_key|diploma_no|trajectory_id|level|awarded_on\na|1|Ans|mbo2|{}"
    table = "wie|prior_education|ended_on|status\nAns|vmbo|2016-01-25|stopped"
    before = measured(trajectory=table, diploma=diploma.format("2015-02-01"))
    on_the_day = measured(trajectory=table, diploma=diploma.format("2015-02-02"))
    assert before.of(RATE).empty
    assert on_the_day.triple(RATE) == (1, 1, 0)


def test_a_diploma_on_day_183_after_the_planned_end_is_in_time_and_on_day_184_is_not() -> None:
    found = measured(
        trajectory="""
        wie | target_level | prior_education | planned_end_on | ended_on   | status    | diploma_on
        Ans | mbo2         | vmbo            | 2016-01-25     | 2016-08-01 | graduated | 2016-01-25 + 183
        Bea | mbo2         | vmbo            | 2016-01-25     | 2016-08-01 | graduated | 2016-01-25 + 184
        """
    )
    assert found.triple(RATE) == (1, 2, 0)


def test_nobody_is_judged_before_day_183_also_not_by_early_success() -> None:
    table = """
        wie | target_level | prior_education | ended_on   | status    | diploma_on
        Ans | mbo2         | vmbo            | 2015-12-01 | graduated | 2015-12-01
        """
    assert measured(as_of="2016-07-25", trajectory=table).triple(RATE) == (0, 0, 1)  # day 182
    assert measured(as_of="2016-07-26", trajectory=table).triple(RATE) == (1, 1, 0)  # day 183


def test_the_school_beats_the_site_also_when_it_knows_level_1_only() -> None:
    found = measured(
        trajectory="wie|target_level|prior_education|ended_on|status|diploma_on\nAns|mbo2|vmbo|2016-01-25|graduated|2016-01-25",
        diploma="student_key|diploma_no|trajectory_id|level|awarded_on\na|1|Ans|mbo1|2016-01-25",
    )
    assert found.triple(RATE) == (0, 1, 0)


def test_deceased_and_moved_abroad_are_left_out_only_without_a_diploma() -> None:
    found = measured(
        trajectory="""
        wie   | target_level | prior_education | ended_on   | status  | stop_reason  | diploma_on
        Ans   | mbo2         | vmbo            | 2015-10-01 | stopped | deceased     | -
        Bea   | mbo2         | vmbo            | 2016-01-25 | stopped | moved_abroad | 2016-01-25
        """
    )
    assert found.triple(RATE) == (1, 1, 0)
    assert found.count("excluded", RATE) == 1
