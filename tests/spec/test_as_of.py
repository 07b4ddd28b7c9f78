"""Until when a location is complete: the last covered day before the first gap."""

from datetime import date

import duckdb

from tests.spec.tables import create_behind, fill, measured, warehouse


def as_of(deliveries: str, plan: str) -> dict[str, date]:
    """Location → as-of date of the benchmark."""
    con = warehouse(None, "", {"delivery": deliveries})
    fill(con, "agreed.delivery_plan", plan)
    create_behind(con, "core.vantage")
    return _by_location(con)


def _by_location(con: duckdb.DuckDBPyConnection) -> dict[str, date]:
    return dict(con.execute("select location, as_of from core.vantage where ask = 'benchmark'").fetchall())


PLAN = """
    partner | delivery | dataset      | decides_as_of
    noord   | alles    | trajectory   | true
    noord   | alles    | help_request | true
    zuid    | vragen   | help_request | true
    zuid    | personen | trajectory   | true
    zuid    | extra    | visit        | false
    """


def test_a_register_is_complete_until_its_newest_state() -> None:
    found = as_of("delivery_id|partner|delivery|kind|covers_until\na|noord|alles|register|2016-03-31", PLAN)
    assert found == {"noord/haven": date(2016, 3, 31), "noord/markt": date(2016, 3, 31)}


def test_increments_reach_as_far_as_they_join_up() -> None:
    found = as_of(
        """
        delivery_id | partner | delivery | kind      | covers_from | covers_until
        a           | zuid    | vragen   | increment | 2015-01-01  | 2015-12-31
        b           | zuid    | vragen   | increment | 2016-01-01  | 2016-01-31
        c           | zuid    | vragen   | increment | 2016-03-01  | 2016-03-31
        """,
        PLAN,
    )
    assert found == {"zuid/plein": date(2016, 1, 31)}


def test_a_missing_month_that_arrives_later_closes_the_gap() -> None:
    found = as_of(
        """
        delivery_id | partner | delivery | kind      | covers_from | covers_until
        c           | zuid    | vragen   | increment | 2016-03-01  | 2016-03-31
        a           | zuid    | vragen   | increment | 2015-01-01  | 2016-01-31
        b           | zuid    | vragen   | increment | 2016-02-01  | 2016-02-29
        """,
        PLAN,
    )
    assert found == {"zuid/plein": date(2016, 3, 31)}


def test_the_least_of_the_deliveries_that_decide_holds_and_the_others_do_not_count() -> None:
    found = as_of(
        """
        delivery_id | partner | delivery | kind      | covers_from | covers_until
        a           | zuid    | vragen   | increment | 2016-01-01  | 2016-03-31
        b           | zuid    | personen | register  | 2016-01-01  | 2016-01-31
        c           | zuid    | extra    | register  | 2015-01-01  | 2015-01-31
        """,
        PLAN,
    )
    assert found == {"zuid/plein": date(2016, 1, 31)}


def test_a_location_without_any_delivery_has_no_figures() -> None:
    assert as_of("delivery_id|partner|delivery|covers_until", PLAN) == {}
    assert measured(as_of=None).frame.empty


def test_facts_after_the_as_of_date_of_a_location_do_not_exist_there() -> None:
    found = measured(
        as_of="2016-07-26",
        trajectory="""
        wie | ended_on   | status    | diploma_on
        Ans | 2016-01-25 | graduated | 2016-07-27
        """,
    )
    assert found.triple("diploma_rate_starters") == (0, 1, 0)
