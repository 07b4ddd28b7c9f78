"""Hulpvragen en uren: requests_handled, hours_of_informal_care, hours_per_request."""

import pytest

from tests.spec.tables import measured

REQUESTS = """
    request_id | client_key | status    | handled_on
    1          | anna       | handled   | 2015-07-31
    2          | anna       | handled   | 2015-08-01
    3          | bert       | open      | -
    4          | bert       | cancelled | 2015-08-02
    5          | bert       | referred  | 2015-08-02
    6          | cor        | handled   | 2019-01-01
    """
VISITS = """
    visit_id | request_id | visited_on | hours | setting  | travel_hours
    a        | 1          | 2015-07-31 | 2     | informal | 1
    b        | 2          | 2015-08-01 | 1.5   | -        | 1
    c        | 2          | 2015-08-03 | 4     | formal   | 1
    """


def test_only_handled_requests_with_a_day_before_the_as_of_date_count() -> None:
    found = measured(help_request=REQUESTS)
    row = found.row("requests_handled", role="all")
    assert (row["numerator"], row["value"], row["persons"]) == (2, 2, 1)


def test_a_request_belongs_to_the_school_year_in_which_it_was_handled() -> None:
    found = measured(help_request=REQUESTS)
    assert found.row("requests_handled", role="all", cohort="2014/15")["value"] == 1
    assert found.row("requests_handled", role="all", cohort="2015/16")["value"] == 1


def test_hours_are_those_of_visits_without_travel_and_formal_care() -> None:
    assert measured(visit=VISITS).row("hours_of_informal_care", role="all")["value"] == 3.5


def test_hours_per_request_divides_all_hours_by_all_handled_requests() -> None:
    row = measured(help_request=REQUESTS, visit=VISITS).row("hours_per_request", role="all")
    assert (row["numerator"], row["denominator"], row["value"]) == (3.5, 2, 1.75)


def test_hours_without_a_handled_request_give_no_quotient() -> None:
    row = measured(visit=VISITS).row("hours_per_request", role="all")
    assert row["denominator"] == 0
    assert row["value"] != row["value"]


def test_the_school_year_that_is_running_is_not_complete() -> None:
    found = measured(as_of="2016-01-31", help_request=REQUESTS)
    assert found.row("requests_handled", role="all", cohort="2014/15")["maturity"] == 1
    assert found.row("requests_handled", role="all", cohort="2015/16")["maturity"] == pytest.approx(184 / 366)


def test_a_claim_counts_its_own_period_at_its_own_place() -> None:
    found = measured(
        claim="""
        claim | location | as_of      | started_from | started_until
        oud   | noord    | 2015-08-01 | 2015-08-01   | 2015-08-31
        """,
        help_request="""
        request_id | location    | client_key | handled_on
        1          | noord/haven | anna       | 2015-07-31
        2          | noord/markt | anna       | 2015-08-01
        3          | noord/markt | anna       | 2015-08-02
        4          | zuid/plein  | anna       | 2015-08-01
        """,
    )
    assert found.row("requests_handled", ask="oud", location="noord", role="all")["value"] == 1
