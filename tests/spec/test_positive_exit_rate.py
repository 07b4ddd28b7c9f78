"""Positieve uitstroom: work or a next level, of everyone whose time has passed; a lower bound."""

import pytest

from tests.spec.tables import measured

RATE = "positive_exit_rate"
LEFT = "wie|ended_on|status|diploma_on\nAns|2016-01-25|graduated|2016-01-25"
NO = "trajectory_id|asked_on|in_work\nAns|2016-08-01|no"
STUDY = "student_key|enrolment_no|trajectory_id|level|enrolled_from|enrolled_until"


def test_work_counts_and_a_next_level_counts_and_who_is_unknown_counts_below() -> None:
    found = measured(
        trajectory="""
        wie   | ended_on   | status    | diploma_on | work_from  | work_hours
        Ans   | 2016-01-25 | graduated | 2016-01-25 | 2016-02-01 | 24
        Bea   | 2016-01-25 | graduated | 2016-01-25 | -          | -
        Carla | 2016-01-25 | graduated | 2016-01-25 | -          | -
        """,
        enrolment=f"{STUDY}\nb|2|Bea|mbo2|2016-02-01|-",
    )
    assert found.triple(RATE) == (2, 3, 0)
    assert found.count("unknown", RATE) == 1


def test_full_time_study_is_left_out_of_work_and_counts_here() -> None:
    found = measured(trajectory=LEFT, enrolment=f"{STUDY}\na|2|Ans|mbo2|2016-02-01|-")
    assert found.count("excluded", "work_rate_starters") == 1
    assert found.triple(RATE) == (1, 1, 0)


@pytest.mark.parametrize(
    ("level", "began", "met"),
    [
        ("mbo2", "2016-01-25 + 183", 1),  # the last day that counts
        ("mbo2", "2016-01-25 + 184", 0),
        ("mbo1", "2016-02-01", 0),  # the same level again is no next one
        ("mbo2", "2015-02-02", 0),  # it began with the trajectory, not after it
    ],
)
def test_a_next_level_is_higher_and_begins_within_183_days_after_the_end(level: str, began: str, met: int) -> None:
    assert measured(trajectory=LEFT, enrolment=f"{STUDY}\na|2|Ans|{level}|{began}|-").triple(RATE) == (met, 1, 0)


def test_who_got_a_higher_diploma_than_was_aimed_at_goes_on_from_there() -> None:
    found = measured(
        trajectory="wie|ended_on|status|diploma_on|diploma_level\nAns|2016-01-25|graduated|2016-01-25|mbo2",
        enrolment=f"{STUDY}\na|2|Ans|mbo2|2016-02-01|-",
    )
    assert found.triple(RATE) == (0, 1, 0)


def test_nobody_is_judged_before_366_days_after_the_planned_end_also_not_by_early_success() -> None:
    enrolled = f"{STUDY}\na|2|Ans|mbo2|2016-02-01|-"
    assert measured(as_of="2017-01-24", trajectory=LEFT, enrolment=enrolled).triple(RATE) == (0, 0, 1)  # day 365
    assert measured(as_of="2017-01-25", trajectory=LEFT, enrolment=enrolled).triple(RATE) == (1, 1, 0)  # day 366


def test_no_work_is_not_no_until_the_own_school_was_heard_as_well() -> None:
    own = f"{STUDY}\na|1|Ans|mbo1|2015-02-02|2016-01-25"
    unheard = measured(trajectory=LEFT, follow_up=NO)
    early = measured(trajectory=LEFT, follow_up=NO, enrolment=own, school_until="2016-07-25")  # 182 days after the end
    heard = measured(trajectory=LEFT, follow_up=NO, enrolment=own, school_until="2016-07-26")
    assert [found.count("unknown", RATE) for found in (unheard, early, heard)] == [1, 1, 0]
    assert heard.triple(RATE) == (0, 1, 0)


def test_deceased_and_moved_abroad_are_left_out_only_without_a_diploma() -> None:
    found = measured(
        trajectory="""
        wie   | ended_on   | status  | stop_reason  | diploma_on
        Ans   | 2015-10-01 | stopped | deceased     | -
        Bea   | 2015-10-01 | stopped | moved_abroad | -
        Carla | 2016-01-25 | stopped | moved_abroad | 2016-01-25
        """
    )
    assert found.triple(RATE) == (0, 1, 0)
    assert found.count("excluded", RATE) == 2


def test_who_stops_within_28_days_never_started() -> None:
    found = measured(
        trajectory="""
        wie | ended_on        | status
        Ans | 2015-02-02 + 28 | stopped
        Bea | 2015-02-02 + 29 | stopped
        """
    )
    assert found.triple(RATE) == (0, 1, 0)


def test_interns_and_participants_are_never_added_up() -> None:
    found = measured(
        trajectory="""
        wie | role        | ended_on   | status    | diploma_on | work_from  | work_hours
        Ans | participant | 2016-01-25 | graduated | 2016-01-25 | 2016-02-01 | 24
        Bea | intern      | 2015-05-01 | graduated | -          | -          | -
        """,
        enrolment="student_key|enrolment_no|trajectory_id|planned_until\nb|1|Bea|2016-07-31",
    )
    assert found.triple(RATE) == (1, 1, 0)
    assert found.triple(RATE, role="intern") == (0, 1, 0)
    assert "all" not in set(found.of(RATE)["role"])
