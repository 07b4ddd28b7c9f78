"""The calendar per partner: only months in which something is due, and a year that went well reads as one word."""

from datetime import date

import pytest

from dashboards.records.desk import Expected, Planned
from dashboards.steward import due


def expected(partner: str, period: str, state: str, delivery: str = "uren") -> Expected:
    return Expected(partner, partner.title(), delivery, f"De {delivery}", period, date(2026, 11, 15), state)


def months(*periods: str, state: str = "on_time") -> list[Expected]:
    return [expected("oost", period, state) for period in periods]


def test_months_that_went_well_read_as_one() -> None:
    shown = due.badges(months(*(f"2026-{month:02}" for month in range(1, 10))), "nl")
    assert shown == ":green-badge[✓ jan 26 t/m sep 26]"


def test_what_lacks_stands_apart_with_a_word() -> None:
    rows = [
        *months("2026-07", "2026-08", "2026-09"),
        expected("oost", "2026-10", "missing"),
        expected("oost", "2026-11", "expected"),
    ]
    assert (
        due.badges(rows, "nl")
        == ":green-badge[✓ jul 26 t/m sep 26] :orange-badge[○ okt 26 mist] :gray-badge[… nov 26 volgt]"
    )
    assert ":orange-badge[○ Oct 26 missing]" in due.badges(rows, "en")


def test_quarters_are_named_and_never_read_as_months_on_end() -> None:
    assert due.badges(months("2026-01", "2026-04", "2026-07"), "nl") == ":green-badge[✓ jan 26, apr 26, jul 26]"


def test_a_partner_with_something_open_comes_first_and_says_how_its_newest_went() -> None:
    rows = [
        *months("2026-09", "2026-10"),
        expected("west", "2026-08", "missing"), expected("west", "2026-09", "on_time"), expected("west", "2026-10", "expected"),
        expected("zuid", "2026-09", "on_time"), expected("zuid", "2026-10", "rejected"),
    ]  # fmt: skip
    plans = [Planned("zuid", "Zuid", "site", "uren", "De uren", "uren.csv", "elke maand", 15, True)]
    found = due.by_partner(rows, plans, "nl")
    assert [(one.partner, one.state, one.is_open) for one in found] == [
        ("zuid", "rejected", True), ("oost", "on_time", False), ("west", "on_time", False),
    ]  # fmt: skip
    assert found[0].lines[0].rhythm == "elke maand"


def test_only_the_last_twelve_that_were_due_are_shown() -> None:
    rows = months(*(f"{year}-{month:02}" for year in (2025, 2026) for month in range(1, 13)))
    assert due.by_partner(rows, [], "nl")[0].lines[0].year == ":green-badge[✓ jan 26 t/m dec 26]"


@pytest.mark.parametrize("state", due.COLOUR)
def test_every_state_has_a_word(state: str) -> None:
    assert "okt 26" in due.badges([expected("oost", "2026-10", state)], "nl")


def test_a_month_in_which_nothing_was_due_is_not_there() -> None:
    assert due.by_partner([expected("oost", "2026-10", "not_due")], [], "nl") == []
