"""Baanbehoud 6 maanden: how long job finders are followed, and when work counts as stopped."""

import pytest

from pipelines.stages.incidence import supplied
from tests.spec.tables import Measured, measured

RATE = "retention_6m"
FIRST_DAY = "2016-02-01"


def ans(ended_on: str = "2016-01-25", as_of: str = "2018-12-31", work: str = "-", **more: str) -> Measured:
    table = f"""
        wie | ended_on   | status    | diploma_on | work_from | work_hours
        Ans | {ended_on} | graduated | 2016-01-25 | {work}    | 24
        """
    return measured(as_of=as_of, trajectory=table, **more)


def contract(*spans: str) -> str:
    return "contract_id|trajectory_id|started_on|ended_on\n" + "\n".join(f"c{i}|Ans|{s}" for i, s in enumerate(spans))


def answers(*lines: str) -> str:
    return "trajectory_id|moment|asked_on|in_work\n" + "\n".join(f"Ans|{line}" for line in lines)


def followed(found: Measured) -> tuple[int, bool]:
    """Days and event of the one person."""
    query = "select days, event from metrics.retention_6m where ask = 'benchmark'"
    (row,) = found.table("metrics.retention_6m", query)
    return row[0], row[1]


def test_work_stops_on_the_day_after_the_last_day_worked() -> None:
    assert followed(ans(employment=contract(f"{FIRST_DAY}|{FIRST_DAY} + 99"))) == (100, True)


def test_time_zero_is_the_end_of_the_trajectory_when_that_is_later() -> None:
    found = ans(ended_on="2016-03-02", employment=contract(f"{FIRST_DAY}|{FIRST_DAY} + 99"))
    assert followed(found) == (70, True)


def test_a_gap_of_31_days_is_no_end_and_of_32_is() -> None:
    assert followed(ans(employment=contract(f"{FIRST_DAY}|{FIRST_DAY} + 99", f"{FIRST_DAY} + 131|-")))[1] is False
    assert followed(ans(employment=contract(f"{FIRST_DAY}|{FIRST_DAY} + 99", f"{FIRST_DAY} + 132|-"))) == (100, True)


def test_an_open_contract_is_followed_until_31_days_before_the_as_of_date() -> None:
    assert followed(ans(employment=contract(f"{FIRST_DAY}|-"), as_of="2016-10-31")) == (242, False)


def test_an_end_in_the_last_31_days_is_not_an_end_yet() -> None:
    found = ans(employment=contract(f"{FIRST_DAY}|2016-10-15"), as_of="2016-10-31")
    assert followed(found) == (242, False)


def test_without_contracts_a_yes_proves_work_up_to_that_day() -> None:
    found = ans(work=FIRST_DAY, follow_up=answers(f"6|{FIRST_DAY} + 190|yes", f"12|{FIRST_DAY} + 370|yes"))
    assert followed(found) == (370, False)


def test_the_first_no_of_the_six_month_round_is_dated_no_later_than_day_182() -> None:
    assert followed(ans(work=FIRST_DAY, follow_up=answers(f"6|{FIRST_DAY} + 190|no"))) == (182, True)
    assert followed(ans(work=FIRST_DAY, follow_up=answers(f"6|{FIRST_DAY} + 150|no"))) == (150, True)


def test_a_no_after_a_yes_ends_after_that_yes() -> None:
    found = ans(work=FIRST_DAY, follow_up=answers(f"6|{FIRST_DAY} + 190|yes", f"12|{FIRST_DAY} + 380|no"))
    assert followed(found) == (365, True)


def test_who_was_never_heard_of_again_is_unknown() -> None:
    found = ans(work=FIRST_DAY)
    assert found.triple(RATE) == (0, 0, 1)
    assert found.count("unknown", RATE) == 1


def test_work_that_began_less_than_32_days_ago_cannot_be_followed_yet() -> None:
    found = measured(
        as_of="2016-08-20",
        trajectory="wie|ended_on|status|diploma_on\nAns|2016-01-25|graduated|2016-01-25",
        employment=contract("2016-07-22|-"),
    )
    assert found.triple(RATE) == (0, 0, 1)
    assert found.count("unknown", RATE) == 0


def test_the_figure_is_the_kaplan_meier_estimate_at_day_182() -> None:
    # 11/12 · 9/10 · 8/9 · 5/6 by hand, from golden value km-baanbehoud.
    days = {30: 1, 61: 1, 92: 0, 120: 1, 150: 0, 182: 0, 200: 0, 240: 0, 45: 0, 75: 1, 100: 0, 160: 0}
    people = "wie|ended_on|status|diploma_on\n" + "\n".join(f"p{d}|2016-01-25|graduated|2016-01-25" for d in days)
    # Who is still at work is known only until a state date, 31 days after the day that following stops.
    spells = "contract_id|trajectory_id|started_on|ended_on|state_on\n" + "\n".join(
        f"c{d}|p{d}|{FIRST_DAY}|" + (f"{FIRST_DAY} + {d - 1}|2018-12-31" if event else f"-|{FIRST_DAY} + {d + 31}")
        for d, event in days.items()
    )
    row = measured(trajectory=people, employment=spells).row(RATE)
    assert row["value"] == pytest.approx(11 / 12 * 9 / 10 * 8 / 9 * 5 / 6, abs=1e-12)
    assert (row["numerator"], row["denominator"], row["events"], row["at_risk"]) == (3, 12, 4, 3)


def test_a_bridged_gap_on_day_182_counts_as_work_here_too_and_a_longer_one_does_not() -> None:
    bridged = measured_at_182(f"{FIRST_DAY}|{FIRST_DAY} + 170", f"{FIRST_DAY} + 202|-")
    broken = measured_at_182(f"{FIRST_DAY}|{FIRST_DAY} + 170", f"{FIRST_DAY} + 203|-")
    assert (bridged, broken) == (1, 0)


def measured_at_182(*spans: str) -> int:
    return int(ans(employment=contract(*spans)).row(RATE)["numerator"])


def test_work_that_stops_on_day_182_is_not_kept_and_on_day_183_is() -> None:
    # The last day worked is day 181: the event is on day 182.
    assert measured_at_182(f"{FIRST_DAY}|{FIRST_DAY} + 181") == 0
    assert measured_at_182(f"{FIRST_DAY}|{FIRST_DAY} + 182") == 1


def test_182_days_of_following_need_213_days_before_the_as_of_date() -> None:
    for as_of, waiting in (("2016-08-31", 1), ("2016-09-01", 0)):  # day 212 and day 213
        found = ans(employment=contract(f"{FIRST_DAY}|-"), as_of=as_of)
        assert found.count("waiting", RATE) == waiting


def test_an_intern_is_followed_from_the_end_of_the_studies_and_not_of_the_placement() -> None:
    found = measured(
        trajectory="wie|role|ended_on|status\nAns|intern|2015-05-01|graduated",
        enrolment="student_key|enrolment_no|trajectory_id|enrolled_until|planned_until\na|1|Ans|2016-07-01|2016-07-31",
        diploma="student_key|diploma_no|trajectory_id|awarded_on\na|1|Ans|2016-07-01",
        employment=contract("2015-06-01|2016-07-01 + 99"),
    )
    assert followed(found) == (100, True)


def test_who_delivered_the_contract_knows_how_long_its_own_people_worked() -> None:
    work = f"contract_id|trajectory_id|started_on|ended_on|partner\nc1|Ans|{FIRST_DAY}|{FIRST_DAY} + 99|school"
    known = supplied(ans(employment=work).con)
    about = known[(known["indicator"] == RATE) & (known["location"] == "noord/haven")]
    assert set(about[["partner", "days", "ended", "people"]].itertuples(index=False, name=None)) == {
        ("school", 100, 1, 1)
    }
    assert "all" not in set(about["cohort"])
