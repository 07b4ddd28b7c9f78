"""Uit de uitkering, zes en twaalf maanden na het einde."""

import pytest

from tests.spec.tables import measured

HALF, YEAR = "off_benefit_6m", "off_benefit_12m"
LEFT = "wie|benefit_at_start|ended_on|status\nAns|wwb|2016-01-25|stopped"
ASKED = "trajectory_id|moment|asked_on|benefit|source"


def test_of_four_on_a_benefit_one_is_off_one_is_not_and_of_two_nobody_knows() -> None:
    found = measured(
        trajectory="""
        wie   | benefit_at_start    | ended_on   | status
        Ans   | wwb                 | 2016-01-25 | stopped
        Bea   | participation_act   | 2016-01-25 | stopped
        Carla | ww                  | 2016-01-25 | stopped
        Dora  | wajong              | 2016-01-25 | stopped
        Els   | none                | 2016-01-25 | stopped
        """,
        follow_up=f"""
        {ASKED}
        Ans   | 6 | 2016-08-01 | no      | phone
        Bea   | 6 | 2016-08-01 | yes     | phone
        Carla | 6 | 2016-08-01 | unknown | phone
        Els   | 6 | 2016-08-01 | no      | phone
        """,
    )
    assert found.triple(HALF) == (1, 2, 2)
    assert found.count("unknown", HALF) == 2
    assert found.triple(YEAR) == (0, 0, 4)


def test_not_known_whether_there_was_a_benefit_at_the_start_is_unknown() -> None:
    found = measured(
        trajectory="wie|ended_on|status\nAns|2016-01-25|stopped",
        follow_up=f"{ASKED}\nAns|6|2016-08-01|no|phone",
    )
    assert found.triple(HALF) == (0, 0, 1)


@pytest.mark.parametrize(("rate", "moment", "day"), [(HALF, 6, 183), (YEAR, 12, 366)])
def test_nobody_is_judged_before_the_day_also_not_by_early_success(rate: str, moment: int, day: int) -> None:
    asked = f"{ASKED}\nAns|{moment}|2016-01-25 + {day - 1}|no|phone"
    days = {183: ("2016-07-25", "2016-07-26"), 366: ("2017-01-24", "2017-01-25")}[day]
    before, on = (measured(as_of=as_of, trajectory=LEFT, follow_up=asked).triple(rate) for as_of in days)
    assert (before, on) == ((0, 0, 1), (1, 1, 0))


@pytest.mark.parametrize(("rate", "moment", "day"), [(HALF, 6, 182), (YEAR, 12, 365)])
def test_an_answer_from_before_the_moment_does_not_count(rate: str, moment: int, day: int) -> None:
    early = measured(trajectory=LEFT, follow_up=f"{ASKED}\nAns|{moment}|2016-01-25 + {day - 1}|no|phone")
    there = measured(trajectory=LEFT, follow_up=f"{ASKED}\nAns|{moment}|2016-01-25 + {day}|no|phone")
    assert (early.triple(rate), there.triple(rate)) == ((0, 0, 1), (1, 1, 0))


def test_the_municipality_beats_the_telephone_however_late_the_call() -> None:
    found = measured(
        trajectory=LEFT,
        follow_up=f"{ASKED}\nAns|6|2016-08-01|yes|municipality\nAns|6|2016-09-01|no|phone",
    )
    assert found.triple(HALF) == (0, 1, 0)


def test_of_two_of_one_kind_the_later_counts_and_not_reached_is_no_answer() -> None:
    later = measured(trajectory=LEFT, follow_up=f"{ASKED}\nAns|6|2016-08-01|yes|phone\nAns|6|2016-08-02|no|employer")
    silent = measured(trajectory=LEFT, follow_up=f"{ASKED}|reached\nAns|6|2016-08-01|no|phone|false")
    assert later.triple(HALF) == (1, 1, 0)
    assert silent.triple(HALF) == (0, 0, 1)


def test_an_answer_after_the_as_of_date_is_not_known_yet() -> None:
    asked = f"{ASKED}\nAns|6|2016-08-20|no|phone"
    assert measured(as_of="2016-08-19", trajectory=LEFT, follow_up=asked).triple(HALF) == (0, 0, 1)
    assert measured(as_of="2016-08-20", trajectory=LEFT, follow_up=asked).triple(HALF) == (1, 1, 0)


def test_who_is_still_running_waits_and_deceased_and_moved_abroad_are_left_out_only_without_a_diploma() -> None:
    found = measured(
        trajectory="""
        wie   | benefit_at_start | ended_on   | status  | stop_reason  | diploma_on
        Ans   | wwb              | -          | running | -            | -
        Bea   | wwb              | 2015-10-01 | stopped | deceased     | -
        Carla | wwb              | 2016-01-25 | stopped | moved_abroad | 2016-01-25
        """,
        follow_up=f"{ASKED}\nCarla|6|2016-08-01|no|municipality",
    )
    assert found.triple(HALF) == (1, 1, 1)
    assert found.count("excluded", HALF) == 1


def test_interns_are_not_asked() -> None:
    found = measured(trajectory="wie|role|benefit_at_start|ended_on|status\nAns|intern|wwb|2015-05-01|graduated")
    assert found.of(HALF).empty
