"""Stagiairs per week: distinct interns who were there, over the weeks in which somebody was planned."""

from tests.spec.tables import Measured, measured

RATE = "interns_per_week"
INTERNS = """
    wie | role        | location
    Ans | intern      | noord/haven
    Bea | intern      | noord/haven
    Cor | participant | noord/haven
    """


def weeks(attendance: str, as_of: str = "2018-12-31", claim: str = "") -> Measured:
    return measured(as_of=as_of, claim=claim, trajectory=INTERNS, attendance=attendance)


def per_week(found: Measured, **where: str) -> tuple[float, float, float]:
    row = found.row(RATE, role="intern", **where)
    return float(row["numerator"]), float(row["denominator"]), float(row["value"])


def test_interns_are_counted_once_a_week_and_participants_not() -> None:
    found = weeks(
        """
        trajectory_id | iso_week
        Ans           | 2015-W10
        Bea           | 2015-W10
        Cor           | 2015-W10
        Ans           | 2015-W11
        """
    )
    assert per_week(found) == (3, 2, 1.5)


def test_a_week_in_which_everyone_has_a_holiday_is_left_out() -> None:
    found = weeks(
        """
        trajectory_id | iso_week | status
        Ans           | 2015-W10 | present
        Bea           | 2015-W10 | holiday
        Ans           | 2015-W11 | holiday
        Bea           | 2015-W11 | holiday
        """
    )
    assert per_week(found) == (1, 1, 1)


def test_a_week_with_planned_interns_of_whom_nobody_came_counts_as_nobody() -> None:
    found = weeks(
        """
        trajectory_id | iso_week | status
        Ans           | 2015-W10 | present
        Ans           | 2015-W11 | ill
        Bea           | 2015-W11 | no_show
        """
    )
    assert per_week(found) == (1, 2, 0.5)


def test_a_week_belongs_to_the_school_year_of_its_thursday() -> None:
    # 2014-W31 runs from 28 July to 3 August; its Thursday is 31 July 2014.
    found = weeks("trajectory_id|iso_week\nAns|2014-W31\nAns|2014-W32")
    assert per_week(found, cohort="2013/14") == (1, 1, 1)
    assert per_week(found, cohort="2014/15") == (1, 1, 1)


def test_a_week_whose_thursday_lies_after_the_as_of_date_is_not_there_yet() -> None:
    found = weeks("trajectory_id|iso_week\nAns|2015-W10\nAns|2015-W11", as_of="2015-03-11")
    assert per_week(found) == (1, 1, 1)


def test_a_claim_about_one_week_counts_that_week() -> None:
    found = weeks(
        "trajectory_id|iso_week\nAns|2013-W25\nAns|2013-W26\nBea|2013-W26",
        claim="claim|location|as_of|started_from|started_until\njuni|noord/haven|2013-06-30|2013-06-24|2013-06-30",
    )
    assert per_week(found, ask="juni", location="noord/haven") == (2, 1, 2)


def test_a_week_that_comes_in_the_files_of_two_months_counts_once_and_one_day_there_is_there() -> None:
    found = weeks(
        """
        trajectory_id | iso_week | status
        Ans           | 2015-W10 | no_show
        Ans           | 2015-W10 | present
        Bea           | 2015-W10 | no_show
        Bea           | 2015-W10 | no_show
        """
    )
    assert per_week(found) == (1, 1, 1.0)
    no_show = found.row("no_show_rate", role="intern")
    assert (no_show["numerator"], no_show["denominator"]) == (1, 2)
