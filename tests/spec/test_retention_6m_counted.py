"""Baanbehoud 6 maanden, geteld: still at work on day 182 after the first day of the job?"""

from tests.spec.tables import Measured, measured

RATE = "retention_6m_counted"
FIRST_DAY = "2016-02-01"


def ans(contracts: str = "", answers: str = "", as_of: str = "2018-12-31") -> Measured:
    """A graduate with work from 1 February 2016; contracts: lines `from|until`; answers: `moment|asked_on|in_work`."""
    employment = "contract_id|trajectory_id|started_on|ended_on\n" + "\n".join(
        f"c{number}|Ans|{line.strip()}" for number, line in enumerate(contracts.strip().splitlines()) if line.strip()
    )
    follow_up = "trajectory_id|moment|asked_on|in_work\n" + "\n".join(
        f"Ans|{line.strip()}" for line in answers.strip().splitlines() if line.strip()
    )
    return measured(
        as_of=as_of,
        trajectory=f"""
        wie | ended_on   | status    | diploma_on | work_from   | work_hours
        Ans | 2016-01-25 | graduated | 2016-01-25 | {FIRST_DAY} | 24
        """,
        employment=employment,
        follow_up=follow_up,
    )


def test_a_contract_that_covers_day_182_is_kept_and_one_that_ends_on_day_181_is_not() -> None:
    assert ans(f"{FIRST_DAY}|{FIRST_DAY} + 182").triple(RATE) == (1, 1, 0)
    assert ans(f"{FIRST_DAY}|{FIRST_DAY} + 181").triple(RATE) == (0, 1, 0)


def test_a_gap_of_31_days_on_day_182_counts_as_work_and_of_32_does_not() -> None:
    bridged = f"{FIRST_DAY}|{FIRST_DAY} + 170\n{FIRST_DAY} + 202|-"
    broken = f"{FIRST_DAY}|{FIRST_DAY} + 170\n{FIRST_DAY} + 203|-"
    assert ans(bridged).triple(RATE) == (1, 1, 0)
    assert ans(broken).triple(RATE) == (0, 1, 0)


def test_nobody_is_judged_before_213_days_also_not_by_early_success() -> None:
    assert ans(f"{FIRST_DAY}|-", as_of="2016-08-31").triple(RATE) == (0, 0, 1)  # day 212
    assert ans(f"{FIRST_DAY}|-", as_of="2016-09-01").triple(RATE) == (1, 1, 0)  # day 213


def test_an_answer_of_the_six_month_round_on_or_after_day_182_beats_the_contract() -> None:
    contract = f"{FIRST_DAY}|-"
    assert ans(contract, f"6|{FIRST_DAY} + 182|no").triple(RATE) == (0, 1, 0)
    assert ans(contract, f"6|{FIRST_DAY} + 181|no").triple(RATE) == (1, 1, 0)


def test_without_a_contract_the_answer_decides_and_without_an_answer_it_is_unknown() -> None:
    assert ans(answers=f"6|{FIRST_DAY} + 190|yes").triple(RATE) == (1, 1, 0)
    assert ans(answers=f"6|{FIRST_DAY} + 190|no").triple(RATE) == (0, 1, 0)
    unknown = ans()
    assert unknown.triple(RATE) == (0, 0, 1)
    assert unknown.count("unknown", RATE) == 1


def test_a_later_contract_of_unknown_hours_makes_the_end_unsure() -> None:
    found = measured(
        trajectory="wie|ended_on|status|diploma_on\nAns|2016-01-25|graduated|2016-01-25",
        employment="""
        contract_id | trajectory_id | started_on | ended_on   | hours_per_week
        1           | Ans           | 2016-02-01 | 2016-05-31 | 24
        2           | Ans           | 2016-06-10 | -          | -
        """,
    )
    assert found.triple(RATE) == (0, 0, 1)
    assert found.count("unknown", RATE) == 1


def test_an_employers_file_that_stops_too_early_cannot_judge() -> None:
    tables = {
        "trajectory": "wie|ended_on|status|diploma_on\nAns|2016-01-25|graduated|2016-01-25",
        "employment": "contract_id|trajectory_id|started_on|ended_on|state_on\nc|Ans|2016-02-01|-|{state}",
    }
    for state, expected in (("2016-08-31", (0, 0, 1)), ("2016-09-01", (1, 1, 0))):
        found = measured(trajectory=tables["trajectory"], employment=tables["employment"].format(state=state))
        assert found.triple(RATE) == expected


def test_only_job_finders_are_in_the_base() -> None:
    found = measured(
        trajectory="""
        wie | ended_on   | status    | diploma_on | work_from  | work_hours
        Ans | 2016-01-25 | graduated | 2016-01-25 | -          | -
        Bea | 2015-09-01 | stopped   | -          | 2015-10-01 | 24
        """,
        follow_up="trajectory_id|moment|asked_on|in_work\nAns|6|2016-08-01|no",
    )
    assert found.of(RATE).empty
