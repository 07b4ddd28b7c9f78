"""Doorstroom: graduates of a level who are enrolled at a higher one on the next 1 October; a lower bound."""

import pytest

from tests.spec.tables import measured

FIRST, SECOND = "progression_1_2", "progression_2_3"
STUDY = "student_key|enrolment_no|trajectory_id|level|enrolled_from|enrolled_until"
OWN = "a|1|Ans|mbo1|2015-02-02|2016-01-25"


def graduated(on: str = "2016-01-25", level: str = "mbo1") -> str:
    return f"wie|target_level|ended_on|status|diploma_on\nAns|{level}|{on}|graduated|{on}"


def test_of_four_graduates_one_goes_on_one_repeats_one_is_unknown_and_one_is_at_no_school() -> None:
    found = measured(
        trajectory="""
        wie   | ended_on   | status    | diploma_on
        Ans   | 2016-01-25 | graduated | 2016-01-25
        Bea   | 2016-01-25 | graduated | 2016-01-25
        Carla | 2016-01-25 | graduated | 2016-01-25
        Dora  | 2016-01-25 | graduated | 2016-01-25
        """,
        enrolment=f"""
        {STUDY}
        a | 2 | Ans   | mbo2 | 2016-09-01 | -
        b | 2 | Bea   | mbo1 | 2016-09-01 | -
        c | 1 | Carla | mbo1 | 2015-02-02 | 2016-01-25
        """,
    )
    assert found.triple(FIRST) == (1, 3, 1)
    assert found.count("unknown", FIRST) == 1


@pytest.mark.parametrize(
    ("enrolled_from", "enrolled_until", "met"),
    [
        ("2016-10-01", "-", 1),
        ("2016-10-02", "-", 0),
        ("2016-09-01", "2016-10-01", 1),
        ("2016-09-01", "2016-09-30", 0),
    ],
)
def test_only_1_october_itself_counts(enrolled_from: str, enrolled_until: str, met: int) -> None:
    enrolled = f"{STUDY}\n{OWN}\na|2|Ans|mbo2|{enrolled_from}|{enrolled_until}"
    assert measured(trajectory=graduated(), enrolment=enrolled).triple(FIRST) == (met, 1, 0)


def test_a_diploma_on_1_october_counts_for_the_year_after() -> None:
    in_2016 = f"{STUDY}\n{OWN}\na|2|Ans|mbo2|2016-09-15|2016-12-01"
    assert measured(trajectory=graduated("2016-09-30"), enrolment=in_2016).triple(FIRST) == (1, 1, 0)
    assert measured(trajectory=graduated("2016-10-01"), enrolment=in_2016).triple(FIRST) == (0, 1, 0)


def test_nobody_is_judged_before_the_school_delivered_that_1_october_also_not_who_has_signed_up() -> None:
    signed_up = f"{STUDY}\n{OWN}\na|2|Ans|mbo2|2016-09-01|2018-07-31"
    early = measured(trajectory=graduated(), enrolment=signed_up, school_until="2016-09-30")
    there = measured(trajectory=graduated(), enrolment=signed_up, school_until="2016-10-01")
    assert early.triple(FIRST) == (0, 0, 1)
    assert there.triple(FIRST) == (1, 1, 0)
    assert measured(as_of="2016-09-30", trajectory=graduated(), enrolment=signed_up).triple(FIRST) == (0, 0, 1)


def test_absence_from_the_own_schools_file_is_unknown_and_what_a_school_says_is_known() -> None:
    absent = measured(trajectory=graduated(), enrolment=f"{STUDY}\n{OWN}")
    left = measured(
        trajectory=graduated(),
        enrolment=f"{STUDY}\n{OWN}",
        early_leaver="student_key|count_year|trajectory_id|left_on\na|2015|Ans|2016-02-01",
    )
    assert (absent.triple(FIRST), absent.count("unknown", FIRST)) == ((0, 1, 0), 1)
    assert (left.triple(FIRST), left.count("unknown", FIRST)) == ((0, 1, 0), 0)


def test_what_the_school_says_of_1_october_beats_the_dates() -> None:
    rows = f"{STUDY}|count_year|on_1_october\n{OWN}|-|-\na|2|Ans|mbo2|2016-09-01|-|2016"
    assert measured(trajectory=graduated(), enrolment=f"{rows}|true").triple(FIRST) == (1, 1, 0)
    assert measured(trajectory=graduated(), enrolment=f"{rows}|false").triple(FIRST) == (0, 1, 0)


def test_from_level_2_only_level_3_or_higher_counts_and_nobody_is_in_both() -> None:
    enrolled = f"{STUDY}\na|2|Ans|mbo3|2016-09-01|-"
    found = measured(trajectory=graduated(level="mbo2"), enrolment=enrolled)
    assert found.triple(SECOND) == (1, 1, 0)
    assert found.of(FIRST).empty
    skipped = measured(trajectory=graduated(), enrolment=enrolled)
    assert skipped.triple(FIRST) == (1, 1, 0)
    assert skipped.of(SECOND).empty


def test_who_got_a_higher_diploma_than_was_aimed_at_is_a_graduate_of_that_level() -> None:
    found = measured(
        trajectory="wie|ended_on|status|diploma_on|diploma_level\nAns|2016-01-25|graduated|2016-01-25|mbo2",
        enrolment=f"{STUDY}\na|2|Ans|mbo3|2016-09-01|-",
    )
    assert found.triple(SECOND, level="mbo2") == (1, 1, 0)


def test_who_may_still_graduate_keeps_the_figure_provisional_and_is_in_no_count() -> None:
    found = measured(
        trajectory=graduated() + "\nBea|mbo1|-|running|-",
        as_of="2016-10-15",
        enrolment=f"{STUDY}\na|2|Ans|mbo2|2016-09-01|-",
    )
    assert found.triple(FIRST) == (1, 1, 0)
    later = measured(
        trajectory="""
        wie | planned_end_on | ended_on   | status    | diploma_on
        Ans | 2016-01-25     | 2016-01-25 | graduated | 2016-01-25
        Bea | 2017-06-30     | -          | running   | -
        """,
        as_of="2016-10-15",
        enrolment=f"{STUDY}\na|2|Ans|mbo2|2016-09-01|-",
    )
    assert later.triple(FIRST) == (1, 1, 0)
    assert (found.count("waiting", FIRST), later.count("waiting", FIRST)) == (0, 1)
