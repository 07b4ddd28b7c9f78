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
