"""An employer that only lists who is employed on a day: what comparing those lists tells, and what it never tells.

Read a table as the lists themselves: one line per list that came in, one column per person, the hours in the contract;
`.` is not on that list. A month without a line is a month without a list.
"""

from datetime import date, timedelta
from typing import Any

import duckdb
import pytest

from pipelines.stages.build import create_tables
from tests.spec.tables import ROOT, Measured, fill, rows, warehouse

UNKNOWN, STILL = "1900-01-01", "9999-12-31"
ANS = "wie | ended_on | status | diploma_on\nAns | {end} | graduated | {end}"


def told(lists: str, **tables: str) -> duckdb.DuckDBPyConnection:
    """The warehouse when these lists are all that employer 'thuis' delivered."""
    con = warehouse("2018-12-31", "", tables)
    for number, line in enumerate(rows(lists)):
        day, apart = line.pop("list of"), line.pop("set apart", "0")
        con.execute(
            "insert into accepted.delivery (delivery_id, partner, delivery, kind, covers_from, covers_until, effective, quarantined)"
            " values (?, 'thuis', 'lijst', 'census', ?, ?, true, ?)",
            [f"list {number}", day, day, int(apart or 0)],
        )
        for person, hours in line.items():
            if hours != ".":
                con.execute(
                    "insert into accepted.employment (partner, delivery_id, contract_id, trajectory_id, contract_kind,"
                    " hours_per_week, state_on) values ('thuis', ?, ?, ?, 'temporary', ?, ?)",
                    [f"list {number}", f"contract of {person}", person, None if hours == "?" else hours, day],
                )
    fill(con, "agreed.party", "partner | name\nthuis | Thuiszorg De Brug")
    return con


def asked(con: duckdb.DuckDBPyConnection, table: str, query: str) -> list[tuple[Any, ...]]:
    """The answer to a question about one table of core, made when it is not there yet."""
    return Measured(con).table(f"core.{table}", query)


def spells(lists: str, **tables: str) -> list[tuple[str, ...]]:
    """Began from, began until, ended from, ended until, known until; of each stretch in order."""
    columns = "started_from, started_until, ended_from, ended_until, known_until"
    query = f"select {columns} from core.employment_spell order by first_seen_on"
    found = asked(told(lists, **tables), "employment_spell", query)
    return [tuple(str(cell) for cell in row) for row in found]


def test_seen_on_every_list_is_one_stretch_that_began_before_and_goes_on() -> None:
    assert spells("""
        list of    | Ans
        2016-01-31 | 24
        2016-02-29 | 24
        2016-03-31 | 24
        """) == [(UNKNOWN, "2016-01-31", STILL, STILL, "2016-03-31")]


def test_a_month_without_a_list_is_no_dismissal() -> None:
    assert spells("""
        list of    | Ans
        2016-01-31 | 24
        2016-02-29 | 24
        2016-03-31 | 24
        2016-05-31 | 24
        """) == [(UNKNOWN, "2016-01-31", STILL, STILL, "2016-05-31")]


def test_who_is_missing_from_a_list_left_after_the_last_list_and_before_that_one() -> None:
    assert spells("""
        list of    | Ans | Bea
        2016-02-29 | 24  | 16
        2016-03-31 | 24  | 16
        2016-04-30 | .   | 16
        """)[0] == (UNKNOWN, "2016-02-29", "2016-03-31", "2016-04-29", "2016-04-30")


def test_who_is_new_on_a_list_began_after_the_list_before_it() -> None:
    assert spells("""
        list of    | Ans | Bea
        2016-02-29 | .   | 16
        2016-03-31 | 24  | 16
        """)[1] == ("2016-03-01", "2016-03-31", STILL, STILL, "2016-03-31")


def test_around_a_month_without_a_list_the_range_is_two_months_wide() -> None:
    assert spells("""
        list of    | Ans | Bea | Cor
        2016-03-31 | 24  | .   | 16
        2016-05-31 | .   | 24  | 16
        """)[:3:2] == [
        (UNKNOWN, "2016-03-31", "2016-03-31", "2016-05-30", "2016-05-31"),
        ("2016-04-01", "2016-05-31", STILL, STILL, "2016-05-31"),
    ]


def test_never_seen_again_but_no_later_list_is_still_open() -> None:
    assert spells("""
        list of    | Ans
        2016-03-31 | 24
        """) == [(UNKNOWN, "2016-03-31", STILL, STILL, "2016-03-31")]


def test_away_from_one_list_and_back_on_the_next_is_two_stretches() -> None:
    assert spells("""
        list of    | Ans | Bea
        2016-03-31 | 24  | 16
        2016-04-30 | .   | 16
        2016-05-31 | 24  | 16
        """)[::2] == [
        (UNKNOWN, "2016-03-31", "2016-03-31", "2016-04-29", "2016-05-31"),
        ("2016-05-01", "2016-05-31", STILL, STILL, "2016-05-31"),
    ]


def test_a_row_that_was_set_apart_is_no_dismissal() -> None:
    assert spells("""
        list of    | set apart | Ans
        2016-03-31 | 0         | 24
        2016-04-30 | 1         | .
        2016-05-31 | 0         | 24
        """) == [(UNKNOWN, "2016-03-31", STILL, STILL, "2016-05-31")]


def test_missing_from_a_newest_list_with_rows_set_apart_proves_nothing_yet() -> None:
    assert spells("""
        list of    | set apart | Ans | Bea
        2016-03-31 | 0         | 24  | 16
        2016-04-30 | 1         | .   | 16
        """)[0] == (UNKNOWN, "2016-03-31", STILL, STILL, "2016-03-31")


def test_missing_from_two_lists_in_a_row_is_an_end_also_when_rows_were_set_apart() -> None:
    assert spells("""
        list of    | set apart | Ans | Bea
        2016-03-31 | 0         | 24  | 16
        2016-04-30 | 1         | .   | 16
        2016-05-31 | 1         | .   | 16
        """)[0] == (UNKNOWN, "2016-03-31", "2016-03-31", "2016-05-30", "2016-05-31")


def test_missing_from_two_lists_in_a_row_and_back_is_two_stretches() -> None:
    assert spells("""
        list of    | set apart | Ans | Bea
        2016-03-31 | 0         | 24  | 16
        2016-04-30 | 1         | .   | 16
        2016-05-31 | 1         | .   | 16
        2016-06-30 | 1         | 24  | 16
        """)[::2] == [
        (UNKNOWN, "2016-03-31", "2016-03-31", "2016-05-30", "2016-06-30"),
        ("2016-05-01", "2016-06-30", STILL, STILL, "2016-06-30"),
    ]


def test_a_list_on_which_nobody_stands_ends_everybody() -> None:
    assert spells("""
        list of    | Ans
        2016-03-31 | 24
        2016-04-30 | .
        """) == [(UNKNOWN, "2016-03-31", "2016-03-31", "2016-04-29", "2016-04-30")]


def test_a_change_of_hours_begins_a_new_stretch_that_joins_the_old_one() -> None:
    lists = """
        list of    | Ans
        2016-03-31 | 24
        2016-04-30 | 8
        2016-05-31 | 8
        """
    assert spells(lists) == [
        (UNKNOWN, "2016-03-31", "2016-03-31", "2016-04-29", "2016-05-31"),
        ("2016-04-01", "2016-04-30", STILL, STILL, "2016-05-31"),
    ]
    twice = told(lists.replace("| 8", "| 16"), trajectory=ANS.format(end="2016-02-29"))
    episode = "select started_from, ended_until from core.work_episode"
    assert [[str(day) for day in row] for row in asked(twice, "work_episode", episode)] == [[UNKNOWN, STILL]]


def test_an_exact_first_day_on_the_list_is_taken_as_it_is() -> None:
    con = told("list of | Ans\n2016-03-31 | 24")
    con.execute("update accepted.employment set started_on = date '2016-03-14'")
    found = asked(con, "employment_spell", "select started_from, started_until from core.employment_spell")
    assert found == [(date(2016, 3, 14), date(2016, 3, 14))]


def test_a_number_that_lacks_on_one_list_is_found_on_another_and_contradicting_lists_tell_nothing() -> None:
    people = "wie | ended_on | status\nAns | 2016-01-25 | graduated\nBea | 2016-01-25 | graduated"
    con = told("list of | Ans\n2016-02-29 | 24\n2016-03-31 | 24", trajectory=people)
    newest = "where state_on = date '2016-03-31'"
    for number, known in (("null", [("Ans",)]), ("'Bea'", [])):
        con.execute(f"update accepted.employment set trajectory_id = {number} {newest}")
        create_tables(con, ROOT / "warehouse" / "core", "core")
        assert con.execute("select person from core.work_spell").fetchall() == known


def test_the_order_in_which_lists_come_in_makes_no_difference() -> None:
    lines = ["2016-01-31 | 24  | .", "2016-02-29 | 24  | 16", "2016-04-30 | .   | 16"]
    header = "list of    | Ans | Bea\n"
    assert spells(header + "\n".join(lines)) == spells(header + "\n".join(reversed(lines)))


# From stretches to figures: the first and last day lie in a range (maandmeting).


def months(first: str, hours: list[str]) -> str:
    """Lists at the ends of consecutive months, on which Bea always stands; `-` is a month without a list."""
    day = date.fromisoformat(first)
    lines = ["list of | Ans | Bea"]
    for cell in hours:
        if cell != "-":
            lines.append(f"{day} | {cell} | 16")
        following = day + timedelta(days=1)
        day = date(following.year + following.month // 12, following.month % 12 + 1, 1) - timedelta(days=1)
    return "\n".join(lines)


def measured(lists: str, end: str = "2016-01-25", **tables: str) -> Measured:
    """Ans got a diploma on the day the trajectory ended; figures about Ans, as the lists and other tables tell."""
    return Measured(told(lists, trajectory=tables.pop("trajectory", ANS.format(end=end)), **tables))


def ans_worked(months_at_work: int) -> Measured:
    """Not on the list of January; from February on it for so many months; then away for a year."""
    return measured(months("2016-01-31", [".", *["24"] * months_at_work, *["."] * 12]))


def test_the_middle_of_a_range_stands_for_the_day() -> None:
    con = told(months("2016-01-31", [".", "24", "24", "."]), trajectory=ANS.format(end="2016-01-25"))
    query = "select started_on, last_day from core.work_spell where person = 'Ans'"
    assert asked(con, "work_spell", query) == [(date(2016, 2, 15), date(2016, 4, 14))]


@pytest.mark.parametrize(
    ("months_at_work", "kept"),
    [
        (5, (0, 1, 0)),  # 15 February … mid July: day 182 is 1 … 29 August, away by 29 July at the latest
        (6, (0, 0, 1)),  # until somewhere in August: that range holds day 182
        (7, (1, 1, 0)),  # still seen on 31 August
    ],
)
def test_kept_work_is_judged_only_when_both_ends_of_the_range_agree(
    months_at_work: int, kept: tuple[int, int, int]
) -> None:
    found = ans_worked(months_at_work)
    assert found.triple("work_rate_graduates") == (1, 1, 0)
    assert found.triple("retention_6m_counted") == kept


def test_the_survival_curve_counts_from_middle_to_middle() -> None:
    query = "select days, event from metrics.retention_6m where ask = 'benchmark'"
    (row,) = ans_worked(5).table("metrics.retention_6m", query)
    assert row == ((date(2016, 7, 15) - date(2016, 2, 15)).days + 1, True)


def test_a_month_without_a_list_changes_no_figure_of_who_stayed() -> None:
    whole = measured(months("2016-01-31", [".", *["24"] * 11]))
    without_may = measured(months("2016-01-31", [".", *["24"] * 3, "-", *["24"] * 7]))
    for indicator in ("work_rate_graduates", "retention_6m_counted", "retention_6m"):
        assert whole.triple(indicator) == without_may.triple(indicator) == (1, 1, 0)


def test_who_stood_on_the_first_list_has_work_of_which_nobody_knows_when_it_began() -> None:
    long_after = measured(months("2017-01-31", ["24"] * 12))
    assert long_after.triple("work_rate_graduates") == (0, 0, 1)
    soon_after = measured(months("2016-01-31", ["24"] * 12))
    assert soon_after.triple("work_rate_graduates") == (1, 1, 0)
    # Counted from the first day of work it cannot be: who left before the first list is not on it.
    assert soon_after.triple("retention_6m_counted") == (0, 0, 1)
    # Followed from the end of the trajectory it can, when work was certainly running by then.
    assert soon_after.triple("retention_6m") == (0, 0, 1)
    running = measured(months("2016-01-31", ["24"] * 12), end="2016-02-15")
    assert running.triple("retention_6m") == (1, 1, 0)


def test_a_no_after_six_months_is_not_undone_by_a_list_of_years_later() -> None:
    no = "trajectory_id|moment|asked_on|in_work\nAns|6|2016-08-01|no"
    assert measured(months("2017-09-30", ["24"] * 3), follow_up=no).triple("work_rate_graduates") == (0, 1, 0)


def test_the_sites_note_dates_work_that_was_running_on_the_first_list_when_it_names_the_employer() -> None:
    noted = "wie | ended_on | status | diploma_on | work_from | work_hours | employer\n"
    noted += "Ans | 2016-01-25 | graduated | 2016-01-25 | {start} | 24 | {employer}"
    lists = months("2016-05-31", [*["24"] * 12])

    def began(start: str, employer: str) -> list[tuple[date, bool, str]]:
        found = measured(lists, trajectory=noted.format(start=start, employer=employer))
        query = "select started_on, is_dated, source from core.job where ask = 'benchmark' order by 1"
        return found.table("core.job", query)

    assert began("2016-03-07", "Thuiszorg De Brug") == [(date(2016, 3, 7), True, "employer")]
    elsewhere = [(date(2016, 3, 7), True, "site"), (date(2016, 5, 31), False, "employer")]
    assert began("2016-03-07", "Lunchroom Zoë") == elsewhere
    # Half a year before the first list is too long ago to be sure that it is the same work.
    assert began("2015-11-01", "Thuiszorg De Brug")[0] == (date(2015, 11, 1), True, "site")


def test_the_end_of_a_contract_elsewhere_is_unsure_when_a_list_may_have_taken_over() -> None:
    contract = "contract_id|trajectory_id|started_on|ended_on\nc|Ans|2016-02-01|2016-05-10"
    # Not on the list of 31 May, on that of 30 June: the gap is 21 to 51 days.
    followed = measured(months("2016-05-31", [".", "24", "24"]), employment=contract)
    assert followed.triple("retention_6m_counted") == (0, 0, 1)
    alone = measured(months("2016-05-31", [".", ".", "."]), employment=contract)
    assert alone.triple("retention_6m_counted") == (0, 1, 0)
