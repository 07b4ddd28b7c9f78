"""Duurzaam werk van starters: the whole way from start to lasting work, as a lower bound."""

from tests.spec.tables import measured

RATE = "sustained_work_starters"


def test_only_diploma_then_work_then_still_at_work_is_the_whole_way() -> None:
    found = measured(
        trajectory="""
        wie   | ended_on   | status    | diploma_on | work_from  | work_hours
        Ans   | 2016-01-25 | graduated | 2016-01-25 | 2016-02-01 | 24
        Bea   | 2016-01-25 | graduated | 2016-01-25 | 2016-02-01 | 24
        Carla | 2016-01-25 | graduated | 2016-01-25 | -          | -
        Dora  | 2015-09-01 | stopped   | -          | 2015-10-01 | 24
        Eva   | 2016-01-25 | graduated | 2016-01-25 | 2016-02-01 | 24
        """,
        follow_up="""
        trajectory_id | moment | asked_on   | in_work
        Ans           | 6      | 2016-08-05 | yes
        Bea           | 6      | 2016-08-05 | no
        Carla         | 6      | 2016-08-05 | no
        """,
    )
    # Dora has no diploma and Eva was not heard of: in the base, not in the numerator, and not known to have failed.
    assert found.triple(RATE) == (1, 5, 0)
    assert found.count("unknown", RATE) == 2


def test_nobody_is_judged_before_579_days_after_the_planned_end() -> None:
    table = "wie|planned_end_on|ended_on|status|diploma_on\nAns|2016-01-25|2016-01-25|graduated|2016-01-25"
    contract = "contract_id|trajectory_id|started_on|ended_on\nc|Ans|2016-02-01|-"
    early = measured(as_of="2017-08-25", trajectory=table, employment=contract)
    late = measured(as_of="2017-08-26", trajectory=table, employment=contract)
    assert early.triple(RATE) == (0, 0, 1)
    assert late.triple(RATE) == (1, 1, 0)


def test_late_finders_are_in_it_when_it_is_judged() -> None:
    # Graduates on the last day that counts, and finds work on the last day that counts.
    table = """
        wie | planned_end_on | ended_on   | status    | diploma_on       | work_from
        Ans | 2016-01-25     | 2016-01-25 | graduated | 2016-01-25 + 183 | -
        """
    contract = "contract_id|trajectory_id|started_on|ended_on\nc|Ans|2016-01-25 + 366|-"
    found = measured(as_of="2017-08-26", trajectory=table, employment=contract)
    assert found.triple(RATE) == (1, 1, 0)


def test_a_late_diploma_counts_once_the_time_has_passed_so_that_the_steps_from_start_to_work_nest() -> None:
    # Everyone in the numerator of retention_6m_counted is in this one too; a diploma after day 183 is in neither before its time.
    table = """
        wie | planned_end_on | ended_on   | status    | diploma_on
        Ans | 2016-01-25     | 2016-01-25 | graduated | 2016-01-25 + 184
        """
    contract = "contract_id|trajectory_id|started_on|ended_on\nc|Ans|2016-01-25 + 200|-"
    found = measured(as_of="2017-08-26", trajectory=table, employment=contract)
    assert found.triple("diploma_rate_starters") == (0, 1, 0)
    assert found.triple("retention_6m_counted") == (1, 1, 0)
    assert found.triple(RATE) == (1, 1, 0)
    early = measured(as_of="2017-08-25", trajectory=table, employment=contract)
    assert early.triple("retention_6m_counted") == (1, 1, 0)
    assert early.triple(RATE) == (0, 0, 1)


def test_left_out_are_full_time_students_and_deceased_or_moved_abroad_without_a_diploma() -> None:
    found = measured(
        trajectory="""
        wie   | ended_on   | status    | stop_reason  | diploma_on
        Ans   | 2015-10-01 | stopped   | deceased     | -
        Bea   | 2016-01-25 | graduated | -            | 2016-01-25
        Carla | 2016-01-25 | stopped   | moved_abroad | 2016-01-25
        Dora  | 2015-10-01 | stopped   | moved        | -
        """,
        enrolment="student_key|enrolment_no|trajectory_id|learning_path|enrolled_from\nb|1|Bea|bol|2016-02-01",
    )
    assert found.triple(RATE) == (0, 2, 0)
    assert found.count("excluded", RATE) == 2


def test_who_was_heard_of_only_with_a_no_is_known_and_who_was_not_heard_of_is_unknown_but_in_the_base() -> None:
    table = "wie|ended_on|status\nAns|2015-10-01|stopped"
    said_no = measured(trajectory=table, follow_up="trajectory_id|asked_on|in_work\nAns|2016-04-05|no")
    silent = measured(trajectory=table)
    assert said_no.triple(RATE) == silent.triple(RATE) == (0, 1, 0)
    assert (said_no.count("unknown", RATE), silent.count("unknown", RATE)) == (0, 1)
