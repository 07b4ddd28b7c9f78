"""Diploma bij uitstroom: of everyone who left, who left with a diploma?"""

from tests.spec.tables import measured

RATE = "diploma_rate_leavers"


def test_of_three_leavers_two_left_with_a_diploma_however_late() -> None:
    found = measured(
        trajectory="""
        wie   | ended_on   | status    | diploma_on
        Ans   | 2016-01-25 | graduated | 2016-01-25
        Bea   | 2016-01-25 | graduated | 2018-06-01
        Carla | 2015-09-01 | stopped   | -
        """
    )
    assert found.triple(RATE) == (2, 3, 0)


def test_who_is_still_running_is_no_leaver_yet_and_keeps_the_figure_provisional() -> None:
    found = measured(
        trajectory="""
        wie | ended_on   | status    | diploma_on
        Ans | 2016-01-25 | graduated | 2016-01-25
        Bea | -          | running   | -
        """
    )
    assert found.triple(RATE) == (1, 1, 1)
    assert found.row(RATE)["maturity"] == 0.5


def test_a_leaver_is_judged_on_the_day_of_leaving() -> None:
    table = """
        wie | ended_on   | status    | diploma_on
        Ans | 2016-01-25 | graduated | 2016-01-25
        """
    assert measured(as_of="2016-01-24", trajectory=table).triple(RATE) == (0, 0, 1)
    assert measured(as_of="2016-01-25", trajectory=table).triple(RATE) == (1, 1, 0)


def test_who_stopped_within_28_days_or_died_is_no_leaver() -> None:
    found = measured(
        trajectory="""
        wie   | ended_on        | status  | stop_reason
        Ans   | 2015-02-02 + 28 | stopped | motivation
        Bea   | 2015-10-01      | stopped | deceased
        Carla | 2015-10-01      | stopped | motivation
        """
    )
    assert found.triple(RATE) == (0, 1, 0)
    assert found.count("excluded", RATE) == 1


def test_an_intern_who_left_is_not_judged_while_the_studies_run() -> None:
    table = """
        wie | role   | planned_end_on | ended_on   | status
        Ans | intern | 2015-05-01     | 2015-05-01 | graduated
        """
    school = "student_key|enrolment_no|trajectory_id|planned_until\na|1|Ans|2016-07-31"
    early = measured(as_of="2016-12-31", trajectory=table, enrolment=school)
    late = measured(as_of="2017-12-31", trajectory=table, enrolment=school)
    assert early.triple(RATE, role="intern") == (0, 0, 1)
    assert late.triple(RATE, role="intern") == (0, 1, 0)


def test_who_stopped_on_day_29_is_a_leaver_and_who_moved_abroad_with_a_diploma_counts() -> None:
    found = measured(
        trajectory="""
        wie   | ended_on        | status  | stop_reason  | diploma_on
        Ans   | 2015-02-02 + 29 | stopped | motivation   | -
        Bea   | 2016-01-25      | stopped | moved_abroad | 2016-01-25
        Carla | 2015-10-01      | stopped | moved_abroad | -
        """
    )
    assert found.triple(RATE) == (1, 2, 0)
    assert found.count("excluded", RATE) == 1


def test_a_diploma_after_the_as_of_date_is_not_known_yet() -> None:
    table = "wie|ended_on|status|diploma_on\nAns|2016-01-25|graduated|2016-02-10"
    assert measured(as_of="2016-02-09", trajectory=table).triple(RATE) == (0, 1, 0)
    assert measured(as_of="2016-02-10", trajectory=table).triple(RATE) == (1, 1, 0)
