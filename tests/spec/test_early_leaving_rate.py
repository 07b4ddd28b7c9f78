"""Voortijdig schoolverlaten: under 23 and enrolled on 1 October; a year later enrolled nowhere, without a qualification."""

import pytest

from tests.spec.tables import Measured, measured

RATE = "early_leaving_rate"
INTERNS = """
    wie   | role   | target_level | started_on | ended_on   | status
    Ans   | intern | mbo2         | 2015-11-02 | 2016-02-01 | graduated
    Bea   | intern | mbo2         | 2015-11-02 | 2016-02-01 | graduated
    Carla | intern | mbo2         | 2015-11-02 | 2016-02-01 | graduated
"""
STUDIES = """
    student_key | enrolment_no | trajectory_id | level | enrolled_from | enrolled_until | last_count_year_under_23
    a           | 1            | Ans           | mbo2  | 2014-08-01    | 2016-03-01     | 2018
    b           | 1            | Bea           | mbo2  | 2014-08-01    | -              | 2018
    c           | 1            | Carla         | mbo2  | 2014-08-01    | 2016-05-01     | 2018
"""
LEFT = "student_key|count_year|trajectory_id|status|edition|left_on\na|2015|Ans|early_leaver|final|2016-03-01"


def found(**tables: str) -> Measured:
    return measured(**({"trajectory": INTERNS, "enrolment": STUDIES, "early_leaver": LEFT} | tables))


def one(enrolled: str = "2014-08-01|-|2018", row: str = "") -> Measured:
    """Ans alone, with one enrolment; another student makes the school's edition of 2015."""
    edition = (
        "student_key|count_year|trajectory_id|status|edition|under_23_on_1_october\nz|2015|-|early_leaver|final|true"
    )
    return measured(
        trajectory="wie|role|started_on|ended_on|status\nAns|intern|2015-11-02|2016-02-01|graduated",
        enrolment=f"student_key|enrolment_no|trajectory_id|enrolled_from|enrolled_until|last_count_year_under_23\na|1|Ans|{enrolled}",
        early_leaver=edition + (f"\na|2015|Ans|{row}" if row else ""),
    )


def nobody(figures: Measured) -> bool:
    return figures.of(RATE).empty


def test_one_left_one_is_still_enrolled_and_whom_the_school_does_not_name_is_unknown() -> None:
    assert found().triple(RATE, role="intern") == (1, 2, 1)
    assert found().count("unknown", RATE, role="intern") == 1
    assert found().triple(RATE, role="intern", cohort="2015/16") == (1, 2, 1)


def test_a_basic_qualification_by_1_october_is_no_early_leaving_and_a_day_later_is_unknown() -> None:
    diploma = "student_key|diploma_no|trajectory_id|level|awarded_on\nc|1|Carla|{}|{}"
    assert found(diploma=diploma.format("mbo2", "2016-10-01")).triple(RATE, role="intern") == (1, 3, 0)
    assert found(diploma=diploma.format("mbo2", "2016-10-02")).triple(RATE, role="intern") == (1, 2, 1)
    assert found(diploma=diploma.format("mbo1", "2016-07-01")).triple(RATE, role="intern") == (1, 2, 1)


@pytest.mark.parametrize(
    ("row", "triple", "excluded"),
    [
        ("early_leaver|final|true", (1, 1, 0), 0),
        ("qualified|final|true", (0, 1, 0), 0),
        ("enrolled|final|true", (0, 1, 0), 0),
        ("exempt|final|true", (0, 0, 0), 1),
    ],
)
def test_what_the_school_says_of_somebody_counts(row: str, triple: tuple[int, int, int], excluded: int) -> None:
    figures = one("2014-08-01|2016-03-01|2018", row)
    assert figures.triple(RATE, role="intern") == triple
    assert figures.count("excluded", RATE, role="intern") == excluded


def test_23_on_1_october_is_not_in_it_and_an_unknown_age_is_unknown() -> None:
    assert one("2014-08-01|-|2015").triple(RATE, role="intern") == (0, 1, 0)
    assert nobody(one("2014-08-01|-|2014"))
    assert one("2014-08-01|-|-").triple(RATE, role="intern") == (0, 0, 1)


@pytest.mark.parametrize(
    ("enrolled", "counted"),
    [
        ("2015-10-01|-|2018", True),
        ("2014-08-01|2015-10-01|2018", True),
        ("2014-08-01|2015-09-30|2018", False),
    ],
)
def test_only_who_was_enrolled_on_1_october_is_in_it(enrolled: str, counted: bool) -> None:
    assert nobody(one(enrolled)) is not counted


def test_who_enrols_in_the_course_of_the_year_counts_in_the_next_count_year() -> None:
    assert one("2015-10-02|-|2018").triple(RATE, role="intern", cohort="2016/17") == (0, 0, 1)


def test_without_an_edition_of_that_year_nobody_can_be_judged_also_not_who_is_still_enrolled() -> None:
    other_year = LEFT.replace("2015|Ans", "2014|Ans").replace("2016-03-01", "2015-03-01")
    assert found(early_leaver=other_year).triple(RATE, role="intern") == (0, 0, 3)


def test_nobody_is_judged_before_the_next_1_october_was_delivered() -> None:
    tables = {"trajectory": INTERNS, "enrolment": STUDIES, "early_leaver": LEFT}
    assert measured(school_until="2016-09-30", **tables).triple(RATE, role="intern") == (0, 0, 3)
    assert measured(school_until="2016-10-01", **tables).triple(RATE, role="intern") == (1, 2, 1)
    assert measured(as_of="2016-09-30", **tables).triple(RATE, role="intern") == (0, 0, 3)


def test_a_provisional_edition_keeps_the_figure_provisional_and_a_final_one_does_not() -> None:
    provisional = found(early_leaver=LEFT.replace("final", "provisional"))
    assert provisional.triple(RATE, role="intern") == found().triple(RATE, role="intern")
    assert provisional.count("waiting", RATE, role="intern") == 3
    assert found().count("waiting", RATE, role="intern") == 0


def test_count_years_that_end_after_the_definition_changed_are_not_counted_by_it() -> None:
    def figures(year: int) -> Measured:
        return measured(
            as_of="2027-06-30",
            trajectory=f"wie|role|started_on|ended_on|status\nAns|intern|{year}-11-02|{year + 1}-02-01|graduated",
            enrolment="student_key|enrolment_no|trajectory_id|last_count_year_under_23\na|1|Ans|2030",
            early_leaver=f"student_key|count_year|trajectory_id\na|{year}|Ans",
        )

    assert figures(2024).triple(RATE, role="intern") == (1, 1, 0)
    assert nobody(figures(2025))
