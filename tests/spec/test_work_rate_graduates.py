"""Werk na diploma: which work counts, when somebody can be judged, and that unknown is not "no"."""

import pytest

from tests.spec.tables import Measured, measured

RATE = "work_rate_graduates"
ANS = """
    wie | ended_on   | status    | diploma_on | work_from | work_hours
    Ans | 2016-01-25 | graduated | 2016-01-25 | {work}    | {hours}
    """


def ans(work: str = "-", hours: str = "-", as_of: str = "2018-12-31", **more: str) -> Measured:
    return measured(as_of=as_of, trajectory=ANS.format(work=work, hours=hours), **more)


def test_work_that_was_running_on_the_day_of_the_diploma_counts() -> None:
    assert ans("2015-11-01", "12").triple(RATE) == (1, 1, 0)


def test_work_that_starts_on_day_183_counts_and_on_day_184_is_not_known_to_be_in_time() -> None:
    assert ans("2016-01-25 + 183", "12").triple(RATE) == (1, 1, 0)
    assert ans("2016-01-25 + 184", "12").triple(RATE) == (0, 0, 1)


def test_work_of_less_than_twelve_hours_is_not_the_work_that_is_meant() -> None:
    assert ans("2016-02-01", "11.5").triple(RATE) == (0, 0, 1)


def test_work_of_unknown_hours_is_unknown_even_when_somebody_said_no() -> None:
    said_no = "trajectory_id|moment|asked_on|in_work\nAns|6|2016-08-01|no"
    found = ans("2016-02-01", "-", follow_up=said_no)
    assert found.triple(RATE) == (0, 0, 1)
    assert found.count("unknown", RATE) == 1


def test_nobody_is_judged_before_183_days_after_the_diploma_also_not_by_early_success() -> None:
    assert ans("2016-01-25", "24", as_of="2016-07-25").triple(RATE) == (0, 0, 1)
    assert ans("2016-01-25", "24", as_of="2016-07-26").triple(RATE) == (1, 1, 0)


def test_no_job_and_no_answer_is_unknown_not_no() -> None:
    found = ans()
    assert found.triple(RATE) == (0, 0, 1)
    assert found.count("unknown", RATE) == 1


def test_a_no_after_six_months_is_no() -> None:
    assert ans(follow_up="trajectory_id|moment|asked_on|in_work\nAns|6|2016-08-01|no").triple(RATE) == (0, 1, 0)


def test_a_no_on_the_last_day_is_a_not_yet() -> None:
    found = ans(follow_up="trajectory_id|moment|asked_on|in_work\nAns|0|2016-01-25|no")
    assert found.triple(RATE) == (0, 0, 1)


def test_a_yes_without_a_job_that_can_be_dated_is_unknown() -> None:
    answers = """
        trajectory_id | moment | asked_on   | in_work
        Ans           | 0      | 2016-01-25 | yes
        Ans           | 6      | 2016-08-01 | no
        """
    assert ans(follow_up=answers).triple(RATE) == (0, 0, 1)


def test_not_reached_and_an_answer_after_the_as_of_date_are_no_answer() -> None:
    not_reached = "trajectory_id|moment|asked_on|in_work|reached\nAns|6|2016-08-01|no|false"
    later = "trajectory_id|moment|asked_on|in_work\nAns|6|2016-08-01|no"
    assert ans(follow_up=not_reached).triple(RATE) == (0, 0, 1)
    assert ans(follow_up=later, as_of="2016-07-31").triple(RATE) == (0, 0, 1)


def test_full_time_education_on_day_183_stands_outside_and_an_apprenticeship_does_not() -> None:
    bol = """
        student_key | enrolment_no | trajectory_id | learning_path | enrolled_from | enrolled_until
        a           | 1            | Ans           | {path}        | 2016-02-01    | {until}
        """
    full_time = ans("2016-02-01", "24", enrolment=bol.format(path="bol", until="2016-01-25 + 183"))
    assert full_time.triple(RATE) == (0, 0, 0)
    assert full_time.count("excluded", RATE) == 1
    over = ans("2016-02-01", "24", enrolment=bol.format(path="bol", until="2016-01-25 + 182"))
    assert over.triple(RATE) == (1, 1, 0)
    open_ended = ans("2016-02-01", "24", enrolment=bol.format(path="bol", until="-"))
    assert open_ended.count("excluded", RATE) == 1
    assert ans("2016-02-01", "24", enrolment=bol.format(path="bbl", until="-")).triple(RATE) == (1, 1, 0)


def test_an_employers_contract_proves_work_and_links_by_number_or_by_person() -> None:
    by_number = ans(employment="contract_id|trajectory_id|started_on|ended_on\nc|Ans|2016-03-01|2016-09-30")
    assert by_number.triple(RATE) == (1, 1, 0)
    by_person = measured(
        trajectory="""
        wie | person_key | ended_on   | status    | diploma_on
        Ans | ans        | 2016-01-25 | graduated | 2016-01-25
        """,
        employment="contract_id|person_key|started_on|ended_on\nc|ans|2016-03-01|2016-09-30",
    )
    assert by_person.triple(RATE) == (1, 1, 0)


def test_the_employer_beats_the_site_about_the_same_job() -> None:
    # The site says that work began in time; the employer's own contract began later.
    found = ans("2016-07-01", "24", employment="contract_id|trajectory_id|started_on|ended_on\nc|Ans|2016-08-15|-")
    assert found.triple(RATE) == (0, 0, 1)


def test_a_job_elsewhere_stays_when_an_employer_delivers_one_years_later() -> None:
    found = ans("2016-02-01", "24", employment="contract_id|trajectory_id|started_on|ended_on\nc|Ans|2018-01-01|-")
    assert found.triple(RATE) == (1, 1, 0)


def test_work_that_ended_before_the_diploma_does_not_count() -> None:
    found = ans(employment="contract_id|trajectory_id|started_on|ended_on\nc|Ans|2015-09-01|2016-01-24")
    assert found.triple(RATE) == (0, 0, 1)


def test_who_has_no_diploma_is_not_in_it_but_may_keep_the_figure_provisional() -> None:
    table = """
        wie   | planned_end_on | ended_on   | status    | diploma_on | work_from  | work_hours
        Ans   | 2016-01-25     | 2016-01-25 | graduated | 2016-01-25 | 2016-02-01 | 24
        Bea   | 2016-01-25     | 2015-09-01 | stopped   | -          | -          | -
        Carla | 2018-12-01     | -          | running   | -          | -          | -
        """
    found = measured(trajectory=table)
    assert found.triple(RATE) == (1, 1, 0)
    assert found.row(RATE)["maturity"] == 0.5


def test_group_2_has_all_its_diplomas_but_nobody_can_be_judged_on_work_yet() -> None:
    group = (
        "wie | started_on | start_group | planned_end_on | ended_on | status | diploma_on | work_from | work_hours\n"
    )
    group += "\n".join(
        f"p{i} | 2015-02-09 | Groep 2 | 2016-01-25 | 2016-01-25 | graduated | 2016-01-25 | "
        + ("2016-01-25 | 20" if i < 8 else "- | -")
        for i in range(13)
    )
    then = measured(as_of="2016-01-25", trajectory=group)
    assert then.triple("diploma_rate_starters") == (13, 13, 0)
    assert then.triple("diploma_rate_leavers") == (13, 13, 0)
    assert then.triple(RATE) == (0, 0, 13)
    later = measured(as_of="2016-07-26", trajectory=group)
    assert later.triple(RATE) == (8, 8, 5)
    assert later.count("unknown", RATE) == 5


TWINS = """
    wie  | person_key | gender | ended_on   | status    | diploma_on
    Anna | bakker a   | {anna} | 2016-01-25 | graduated | 2016-01-25
    Anja | bakker a   | {anja} | 2016-01-25 | graduated | 2016-01-25
    """


def test_the_job_of_one_twin_is_not_the_others() -> None:
    of_anna = "contract_id|trajectory_id|started_on\nc|Anna|2016-03-01"
    for anna, anja in (("f", "f"), ("f", "m"), ("-", "-")):
        found = measured(trajectory=TWINS.format(anna=anna, anja=anja), employment=of_anna)
        assert found.triple(RATE) == (1, 1, 1), "Anna works; of Anja nothing is known"


def test_a_job_that_may_be_of_either_twin_counts_for_neither() -> None:
    of_one = "contract_id|person_key|started_on\nc|bakker a|2016-03-01"
    found = measured(trajectory=TWINS.format(anna="f", anja="f"), employment=of_one)
    assert found.triple(RATE) == (0, 0, 2)


def test_studies_that_are_linked_by_person_are_studies() -> None:
    table = "wie|person_key|ended_on|status|diploma_on\nAns|bakker a|2016-01-25|graduated|2016-01-25"
    school = "student_key|enrolment_no|person_key|learning_path|enrolled_from\na|2|bakker a|bol|2016-02-01"
    found = measured(trajectory=table, enrolment=school)
    assert found.count("excluded", RATE) == 1


@pytest.mark.parametrize(
    ("hours", "triple", "unknown"),
    [("14", (1, 1, 0), 0), ("11", (0, 1, 0), 0), ("0", (0, 0, 1), 1), ("-", (0, 0, 1), 1)],
)
def test_an_on_call_contract_counts_by_the_hours_paid_and_one_of_zero_hours_tells_nothing(
    hours: str, triple: tuple[int, int, int], unknown: int
) -> None:
    found = ans(
        employment=f"contract_id|trajectory_id|contract_kind|started_on|hours_per_week\nc|Ans|on_call|2016-02-01|{hours}",
        follow_up="trajectory_id|moment|asked_on|in_work\nAns|6|2016-08-01|no",
    )
    assert found.triple(RATE) == triple
    assert found.count("unknown", RATE) == unknown


@pytest.mark.parametrize(
    ("enrolled_from", "enrolled_until", "excluded"),
    [
        ("2016-01-25 + 183", "-", 1),
        ("2016-01-25 + 184", "-", 0),
        ("2016-02-01", "2016-01-25 + 183", 1),
        ("2016-02-01", "2016-01-25 + 182", 0),
    ],
)
def test_only_studies_on_day_183_itself_stand_outside(enrolled_from: str, enrolled_until: str, excluded: int) -> None:
    rows = "student_key|enrolment_no|trajectory_id|learning_path|level|enrolled_from|enrolled_until"
    found = ans("2016-02-01", "24", enrolment=f"{rows}\na|2|Ans|bol|mbo2|{enrolled_from}|{enrolled_until}")
    assert found.count("excluded", RATE) == excluded
    assert found.triple(RATE) == (1 - excluded, 1 - excluded, 0)


def test_whoever_moved_abroad_with_a_diploma_is_a_graduate_like_the_others() -> None:
    found = measured(
        trajectory="wie|ended_on|status|stop_reason|diploma_on\nAns|2016-01-25|stopped|moved_abroad|2016-01-25",
    )
    assert found.triple(RATE) == (0, 0, 1)
    assert found.count("excluded", RATE) == 0
