"""Werk, van alle starters: a lower bound over everyone whose time has passed."""

from tests.spec.tables import measured

RATE = "work_rate_starters"


def test_everyone_whose_time_has_passed_is_in_the_base_also_who_is_unknown() -> None:
    found = measured(
        trajectory="""
        wie   | ended_on   | status    | diploma_on | work_from  | work_hours
        Ans   | 2016-01-25 | graduated | 2016-01-25 | 2016-02-01 | 24
        Bea   | 2015-09-01 | stopped   | -          | 2015-10-01 | 24
        Carla | 2016-01-25 | graduated | 2016-01-25 | -          | -
        Dora  | 2016-01-25 | graduated | 2016-01-25 | -          | -
        """,
        follow_up="trajectory_id|moment|asked_on|in_work\nCarla|6|2016-08-01|no",
    )
    assert found.triple(RATE) == (2, 4, 0)
    assert found.count("unknown", RATE) == 1


def test_nobody_is_in_it_before_366_days_after_the_planned_end() -> None:
    table = """
        wie | planned_end_on | ended_on   | status    | diploma_on | work_from  | work_hours
        Ans | 2016-01-25     | 2016-01-25 | graduated | 2016-01-25 | 2016-02-01 | 24
        """
    assert measured(as_of="2017-01-24", trajectory=table).triple(RATE) == (0, 0, 1)
    assert measured(as_of="2017-01-25", trajectory=table).triple(RATE) == (1, 1, 0)


def test_work_must_start_within_183_days_after_the_end() -> None:
    found = measured(
        trajectory="""
        wie | ended_on   | status  | work_from        | work_hours
        Ans | 2015-09-01 | stopped | 2015-09-01 + 183 | 24
        Bea | 2015-09-01 | stopped | 2015-09-01 + 184 | 24
        """
    )
    assert found.triple(RATE) == (1, 2, 0)


def test_who_never_ended_is_judged_from_183_days_after_the_planned_end() -> None:
    found = measured(
        trajectory="""
        wie | planned_end_on | work_from        | work_hours
        Ans | 2016-01-25     | 2016-01-25 + 366 | 24
        Bea | 2016-01-25     | 2016-01-25 + 367 | 24
        """
    )
    assert found.triple(RATE) == (1, 2, 0)


def test_a_job_that_stopped_before_the_trajectory_did_is_no_work_after_it() -> None:
    found = measured(
        trajectory="wie|ended_on|status\nAns|2016-01-25|stopped",
        employment="contract_id|trajectory_id|started_on|ended_on\nc|Ans|2015-06-01|2016-01-24",
    )
    assert found.triple(RATE) == (0, 1, 0)


def test_deceased_and_full_time_students_are_left_out() -> None:
    found = measured(
        trajectory="""
        wie   | ended_on   | status    | stop_reason | diploma_on
        Ans   | 2015-10-01 | stopped   | deceased    | -
        Bea   | 2016-01-25 | graduated | -           | 2016-01-25
        Carla | 2016-01-25 | stopped   | motivation  | -
        """,
        enrolment="student_key|enrolment_no|trajectory_id|learning_path|enrolled_from\nb|1|Bea|bol|2016-02-01",
    )
    assert found.triple(RATE) == (0, 1, 0)
    assert found.count("excluded", RATE) == 2
