"""Diplomarendement: who counts as started, when somebody can be judged, and which diploma counts."""

import pytest

from tests.spec.tables import measured

RATE = "diploma_rate_starters"


def test_of_three_starters_two_get_a_diploma_in_time() -> None:
    found = measured(
        trajectory="""
        wie   | ended_on   | status    | diploma_on
        Ans   | 2016-01-25 | graduated | 2016-01-25
        Bea   | 2016-03-01 | graduated | 2016-03-01
        Carla | 2015-09-01 | stopped   | -
        """
    )
    assert found.triple(RATE) == (2, 3, 0)


def test_who_stops_within_28_days_never_started_and_on_day_29_did() -> None:
    found = measured(
        trajectory="""
        wie | started_on | ended_on        | status
        Ans | 2015-02-02 | 2015-02-02 + 28 | stopped
        Bea | 2015-02-02 | 2015-02-02 + 29 | stopped
        """
    )
    assert found.triple(RATE) == (0, 1, 0)


def test_who_graduates_within_28_days_did_start() -> None:
    found = measured(
        trajectory="""
        wie | started_on | ended_on        | status    | diploma_on
        Ans | 2015-02-02 | 2015-02-02 + 20 | graduated | 2015-02-22
        """
    )
    assert found.triple(RATE) == (1, 1, 0)


def test_who_was_registered_but_did_not_start_does_not_count() -> None:
    found = measured(
        trajectory="""
        wie | status
        Ans | not_started
        Bea | running
        """
    )
    assert found.triple(RATE) == (0, 1, 0)


def test_a_diploma_on_day_183_after_the_planned_end_is_in_time_and_on_day_184_is_not() -> None:
    found = measured(
        trajectory="""
        wie | planned_end_on | ended_on   | status    | diploma_on
        Ans | 2016-01-25     | 2016-08-01 | graduated | 2016-01-25 + 183
        Bea | 2016-01-25     | 2016-08-01 | graduated | 2016-01-25 + 184
        """
    )
    assert found.triple(RATE) == (1, 2, 0)


def test_nobody_is_judged_before_183_days_after_the_planned_end_also_not_by_early_success() -> None:
    table = """
        wie | planned_end_on | ended_on   | status    | diploma_on
        Ans | 2016-01-25     | 2015-12-01 | graduated | 2015-12-01
        Bea | 2016-01-25     | -          | running   | -
        """
    assert measured(as_of="2016-07-25", trajectory=table).triple(RATE) == (0, 0, 2)  # day 182
    assert measured(as_of="2016-07-26", trajectory=table).triple(RATE) == (1, 2, 0)  # day 183


def test_a_start_group_of_which_everyone_has_ended_is_judged_at_once() -> None:
    table = """
        wie | start_group | planned_end_on | ended_on   | status    | diploma_on
        Ans | groep 2     | 2016-01-25     | 2016-01-25 | graduated | 2016-01-25
        Bea | groep 2     | 2016-01-25     | 2015-10-01 | stopped   | -
        """
    assert measured(as_of="2016-01-25", trajectory=table).triple(RATE) == (1, 2, 0)


def test_one_person_still_running_keeps_the_whole_group_waiting() -> None:
    table = """
        wie | start_group | planned_end_on | ended_on   | status    | diploma_on
        Ans | groep 2     | 2016-01-25     | 2016-01-25 | graduated | 2016-01-25
        Bea | groep 2     | 2016-01-25     | -          | running   | -
        """
    found = measured(as_of="2016-01-25", trajectory=table)
    assert found.triple(RATE) == (0, 0, 2)
    assert found.row(RATE)["maturity"] == 0.0


def test_who_left_the_group_within_28_days_does_not_keep_it_waiting() -> None:
    table = """
        wie | start_group | started_on | ended_on   | status      | diploma_on
        Ans | groep 2     | 2015-02-02 | 2016-01-25 | graduated   | 2016-01-25
        Bea | groep 2     | 2015-02-02 | -          | not_started | -
        """
    assert measured(as_of="2016-01-25", trajectory=table).triple(RATE) == (1, 1, 0)


@pytest.mark.parametrize("reason", ["deceased", "moved_abroad"])
def test_deceased_and_moved_abroad_are_left_out_only_without_a_diploma(reason: str) -> None:
    found = measured(
        trajectory=f"""
        wie   | ended_on   | status  | stop_reason | diploma_on
        Ans   | 2016-01-25 | stopped | {reason}    | -
        Bea   | 2016-01-25 | stopped | {reason}    | 2016-01-20
        Carla | 2016-01-25 | stopped | illness     | -
        """
    )
    assert found.triple(RATE) == (1, 2, 0)
    assert found.count("excluded", RATE) == 1


def test_a_diploma_below_the_target_level_does_not_count_and_a_higher_one_does() -> None:
    found = measured(
        trajectory="""
        wie   | target_level | diploma_on | diploma_level
        Ans   | mbo2         | 2016-01-25 | mbo1
        Bea   | mbo2         | 2016-01-25 | mbo3
        Carla | mbo2         | 2016-01-25 | -
        """
    )
    assert found.triple(RATE) == (2, 3, 0)


def test_the_school_beats_the_site() -> None:
    found = measured(
        trajectory="""
        wie   | diploma_on
        Ans   | -
        Bea   | 2016-01-25
        Carla | 2016-01-25
        """,
        diploma="""
        student_key | diploma_no | trajectory_id | awarded_on | level
        a           | 1          | Ans           | 2016-02-01 | mbo1
        b           | 2          | Bea           | 2017-06-01 | mbo1
        """,
    )
    # Ans: only the school knows; Bea: the school's day is too late; Carla: the school says nothing about her.
    assert found.triple(RATE) == (2, 3, 0)


def test_a_flag_without_a_date_is_no_diploma() -> None:
    found = measured(
        trajectory="""
        wie | diploma | diploma_on | status
        Ans | true    | -          | graduated
        """
    )
    assert found.triple(RATE) == (0, 1, 0)


def test_a_person_counts_once_per_location_with_the_first_start() -> None:
    found = measured(
        trajectory="""
        wie   | person_key | location    | started_on | ended_on   | status    | diploma_on
        Ans 1 | ans        | noord/haven | 2014-02-03 | 2014-09-01 | stopped   | -
        Ans 2 | ans        | noord/haven | 2015-02-02 | 2016-01-25 | graduated | 2016-01-25
        Ans 3 | ans        | noord/markt | 2015-02-02 | 2016-01-25 | graduated | 2016-01-25
        """
    )
    assert found.triple(RATE, location="noord/haven") == (0, 1, 0)
    assert found.triple(RATE, location="noord") == (1, 2, 0)


def test_an_intern_is_judged_by_the_end_of_the_studies_and_without_a_link_not_at_all() -> None:
    table = """
        wie | role   | started_on | planned_end_on | ended_on   | status    | target_level
        Ans | intern | 2015-02-02 | 2015-05-01     | 2015-05-01 | graduated | mbo2
        Bea | intern | 2015-02-02 | 2015-05-01     | 2015-05-01 | graduated | mbo2
        """
    school = {
        "enrolment": """
        student_key | enrolment_no | trajectory_id | planned_until | level
        a           | 1            | Ans           | 2016-07-31    | mbo2
        """,
        "diploma": """
        student_key | diploma_no | trajectory_id | awarded_on | level
        a           | 1          | Ans           | 2016-07-01 | mbo2
        """,
    }
    assert measured(as_of="2016-12-31", trajectory=table, **school).triple(RATE, role="intern") == (0, 0, 2)
    assert measured(as_of="2017-02-28", trajectory=table, **school).triple(RATE, role="intern") == (1, 1, 1)


def test_a_claim_looks_no_further_than_its_own_day() -> None:
    found = measured(
        as_of="2018-12-31",
        claim="""
        claim | location | as_of      | started_from | started_until
        oud   | noord    | 2016-02-01 | 2015-02-01   | 2015-02-28
        """,
        trajectory="""
        wie   | started_on | start_group | ended_on   | status    | diploma_on
        Ans   | 2015-02-02 | groep 2     | 2016-01-25 | graduated | 2016-01-25
        Bea   | 2015-02-02 | groep 2     | 2016-01-25 | graduated | 2016-02-02
        Carla | 2015-03-01 | groep 3     | 2016-01-25 | graduated | 2016-01-25
        """,
    )
    assert found.triple(RATE, ask="oud", location="noord") == (1, 2, 0)
    assert found.triple(RATE) == (3, 3, 0)


def test_figures_cross_location_with_cohort_and_with_level_and_never_both() -> None:
    found = measured(
        trajectory="""
        wie   | location    | started_on | target_level | diploma_on
        Ans   | noord/haven | 2015-02-02 | mbo1         | 2016-01-25
        Bea   | noord/markt | 2015-09-01 | mbo2         | -
        Carla | zuid/plein  | 2012-09-01 | mbo3         | -
        """
    )
    assert found.triple(RATE, location="noord", cohort="2014/15") == (1, 1, 0)
    assert found.triple(RATE, location="noord", cohort="pool:2014-2017") == (1, 2, 0)
    assert found.triple(RATE, level="mbo1-2") == (1, 2, 0)
    assert found.triple(RATE, location="zuid", level="mbo3-4") == (0, 1, 0)
    assert ((found.frame["cohort"] == "all") | (found.frame["level"] == "all")).all()


def test_a_pool_is_there_only_when_its_last_year_can_be_judged() -> None:
    table = """
        wie | started_on | planned_end_on
        Ans | 2014-09-01 | 2015-07-31
        Bea | 2016-09-01 | 2017-07-31
        """
    pool = "pool:2014-2017"
    early, late = (measured(as_of=day, trajectory=table).of(RATE) for day in ("2018-01-29", "2018-01-30"))
    assert pool not in set(early["cohort"])
    assert pool in set(late["cohort"])


def test_twins_are_two_starters_also_in_one_group() -> None:
    twins = """
        wie  | person_key | gender | ended_on   | status    | diploma_on
        Anna | bakker a   | {anna} | 2016-01-25 | graduated | 2016-01-25
        Anja | bakker a   | {anja} | 2016-01-25 | graduated | -
        """
    for anna, anja in (("f", "m"), ("f", "f"), ("-", "-")):
        assert measured(trajectory=twins.format(anna=anna, anja=anja)).triple(RATE) == (1, 2, 0)


def test_a_diploma_that_is_linked_by_person_counts_for_the_trajectory_of_its_time() -> None:
    twice = """
        wie   | person_key | started_on | planned_end_on | ended_on   | status    | location
        Ans 1 | bakker a   | 2012-02-06 | 2013-01-25     | 2013-01-25 | stopped   | noord/haven
        Ans 2 | bakker a   | 2015-02-02 | 2016-01-25     | 2016-01-25 | graduated | noord/markt
        """
    school = "student_key|diploma_no|person_key|awarded_on\na|1|bakker a|2016-01-25\na|0|bakker a|2004-07-01"
    found = measured(trajectory=twice, diploma=school)
    assert found.triple(RATE, location="noord/haven") == (0, 1, 0)
    assert found.triple(RATE, location="noord/markt") == (1, 1, 0)


def test_an_intern_whose_enrolment_is_linked_by_person_is_judged_by_it_in_every_placement_that_it_covers() -> None:
    placements = """
        wie   | person_key | role   | started_on | planned_end_on | ended_on   | status    | target_level | location
        Ans 1 | bakker a   | intern | 2015-02-02 | 2015-05-01     | 2015-05-01 | graduated | mbo2         | noord/haven
        Ans 2 | bakker a   | intern | 2015-09-07 | 2015-12-01     | 2015-12-01 | graduated | mbo2         | noord/markt
        """
    school = (
        "student_key|enrolment_no|person_key|enrolled_from|planned_until|level\na|1|bakker a|2014-08-01|2016-07-31|mbo2"
    )
    found = measured(as_of="2017-02-28", trajectory=placements, enrolment=school)
    assert found.triple(RATE, role="intern", location="noord/haven") == (0, 1, 0)
    assert found.triple(RATE, role="intern", location="noord/markt") == (0, 1, 0)
