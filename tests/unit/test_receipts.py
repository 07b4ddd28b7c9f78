"""What a file is about follows from its name, and which deliveries count follows from receipts alone."""

import itertools
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from pipelines import receipts
from pipelines.receipts import Receipt, Slot

ARRIVED = datetime(2026, 10, 5, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("words", "slot"),
    [
        ({"year": "2016", "month": "02"}, Slot("2016-02", date(2016, 2, 1), date(2016, 2, 29))),
        ({"year": "2016", "month": "12", "version": "3"}, Slot("2016-12", date(2016, 12, 1), date(2016, 12, 31), 3)),
        ({"year": "2016", "month": "mrt"}, Slot("2016-03", date(2016, 3, 1), date(2016, 3, 31))),
        ({"year": "2016", "month": "Maart"}, Slot("2016-03", date(2016, 3, 1), date(2016, 3, 31))),
        ({"year": "2016", "month": "OKT"}, Slot("2016-10", date(2016, 10, 1), date(2016, 10, 31))),
        ({"year": "2016", "month": None}, Slot("2016-12", date(2016, 1, 1), date(2016, 12, 31))),
        (
            {"year": "2025", "month": "10", "from_year": "2025", "from_month": "01"},
            Slot("2025-10", date(2025, 1, 1), date(2025, 10, 31)),
        ),
        ({"year": "2025", "month": "10", "from_month": "07"}, Slot("2025-10", date(2025, 7, 1), date(2025, 10, 31))),
        ({"year": "2016", "week": "5"}, Slot("2016-02", date(2016, 2, 1), date(2016, 2, 7))),
        ({"year": "2015", "week": "53"}, Slot("2015-12", date(2015, 12, 28), date(2016, 1, 3))),
        ({"year": "2015", "week": "1"}, Slot("2015-01", date(2014, 12, 29), date(2015, 1, 4))),
        # Without a year it is the last such week that had begun; ARRIVED is in October 2026.
        ({"week": "40"}, Slot("2026-10", date(2026, 9, 28), date(2026, 10, 4))),
        ({"week": "52"}, Slot("2025-12", date(2025, 12, 22), date(2025, 12, 28))),
        ({"month": "09"}, Slot("2026-09", date(2026, 9, 1), date(2026, 9, 30))),
        ({"month": "dec"}, Slot("2025-12", date(2025, 12, 1), date(2025, 12, 31))),
        ({"year": "2016", "month": "maa"}, Slot("2016-03", date(2016, 3, 1), date(2016, 3, 31))),
        ({"year": "2016", "month": "sept"}, Slot("2016-09", date(2016, 9, 1), date(2016, 9, 30))),
        ({"year": "2026", "quarter": "3"}, Slot("2026-09", date(2026, 7, 1), date(2026, 9, 30))),
        # A year, a quarter or a range that still runs can only tell up to the month in which it came.
        ({"year": "2026"}, Slot("2026-10", date(2026, 1, 1), date(2026, 12, 31), 0, "2026-12")),
        ({"year": "2026", "quarter": "4", "version": "2"}, Slot("2026-10", date(2026, 10, 1), date(2026, 12, 31), 2, "2026-12")),
        ({"year": "2027", "month": "03", "from_year": "2026", "from_month": "09"}, Slot("2026-10", date(2026, 9, 1), date(2027, 3, 31), 0, "2027-03")),
        ({"year": "2027"}, Slot("2027-12", date(2027, 1, 1), date(2027, 12, 31))),
        ({}, Slot("2026-10", date(2026, 10, 1), date(2026, 10, 31))),
    ],
)  # fmt: skip
def test_a_file_name_says_what_the_file_is_about(words: dict[str, str | None], slot: Slot) -> None:
    assert receipts.slot_of(words, ARRIVED) == slot


@pytest.mark.parametrize(
    "words",
    [
        {"year": "2016", "month": "13"}, {"year": "2016", "month": "00"}, {"year": "2016", "month": "xyz"},
        {"year": "2016", "quarter": "5"}, {"year": "2016", "month": "ju"},
        {"year": "2016", "week": "53"}, {"year": "2016", "week": "0"}, {"week": "60"}, {"year": "2027", "week": "1"}, {"year": "1889", "month": "01"},
        {"year": "2028", "month": "01"}, {"year": "2016", "month": "02", "from_year": "2016", "from_month": "03"},
    ],
)  # fmt: skip
def test_a_file_name_that_cannot_be_meant_is_refused(words: dict[str, str | None]) -> None:
    with pytest.raises(ValueError, match=r".+"):
        receipts.slot_of(words, ARRIVED)


def receipt(number: int, kind: str = "register", period: str = "2016-01", **other: Any) -> Receipt:
    values: dict[str, Any] = {
        "receipt_id": f"r{number}", "partner": "noord", "file": f"{number}.csv", "sha256": f"{number:064}", "size": 1,
        "arrived_at": f"2026-10-{number + 1:02}T00:00:00+00:00", "processed_at": f"2026-11-{number + 1:02}T00:00:00+00:00",
        "outcome": "accepted", "sentence": "", "delivery": "x", "delivery_id": f"noord.x.{period}.{number}",
        "kind": kind, "period": period, "records": {"x": 1},
    } | other  # fmt: skip
    return Receipt(**{"records": {"trajectory": 1}} | values)


def counting(*made: Receipt) -> list[str]:
    """Which count; the order in which they are given may play no part."""
    found = {
        tuple(sorted(r.receipt_id for r in receipts.effective(list(order)))) for order in itertools.permutations(made)
    }
    assert len(found) == 1
    return list(found.pop())


def test_of_a_register_the_newest_period_counts() -> None:
    assert counting(receipt(1, period="2016-03"), receipt(2, period="2016-02"), receipt(3, period="2016-01")) == ["r1"]


def test_a_register_without_a_single_record_changes_nothing() -> None:
    assert counting(receipt(1), receipt(2, period="2016-02", records={"x": 0})) == ["r1"]


def test_of_one_period_the_highest_version_counts_and_then_the_last_arrival() -> None:
    assert counting(receipt(1, version=2), receipt(2), receipt(3)) == ["r1"]
    assert counting(receipt(1), receipt(2)) == ["r2"]


@pytest.mark.parametrize("kind", ["increment", "census"])
def test_of_an_increment_or_census_the_newest_per_period_counts(kind: str) -> None:
    made = [receipt(1, kind, "2016-01"), receipt(2, kind, "2016-02"), receipt(3, kind, "2016-01", version=1)]
    assert counting(*made) == ["r2", "r3"]


def test_the_weeks_of_one_month_add_up_and_a_redelivered_week_replaces_its_own() -> None:
    weeks = {1: "2016-01-04", 2: "2016-01-11", 3: "2016-01-11"}
    made = [
        receipt(number, "increment", covers_from=first, covers_until=str(date.fromisoformat(first) + timedelta(days=6)))
        for number, first in weeks.items()
    ]
    assert counting(*made) == ["r1", "r3"]
    month = receipt(4, "increment", covers_from="2016-01-01", covers_until="2016-01-31")
    assert (month.about, made[0].about) == ("2016-01", "2016-01-04")


def test_a_file_of_a_running_year_is_complete_until_the_month_it_came_in_and_replaces_the_one_before() -> None:
    slots = [
        receipts.slot_of({"year": "2026"}, datetime(year, month, 5, tzinfo=UTC))
        for year, month in ((2026, 3), (2026, 10), (2027, 2))
    ]
    assert [slot.period for slot in slots] == ["2026-03", "2026-10", "2026-12"]
    assert [slot.complete_until for slot in slots] == [date(2026, 3, 31), date(2026, 10, 31), date(2026, 12, 31)]
    made = [
        receipt(
            n,
            "increment",
            slot.period,
            covers_from="2026-01-01",
            covers_until=str(slot.complete_until),
            runs_until=slot.runs_until,
        )
        for n, slot in enumerate(slots, start=1)
    ]
    assert {one.about for one in made} == {"2026-12"}
    assert counting(*made) == ["r3"]
    assert counting(*made[:2]) == ["r2"]


def test_of_a_series_everything_counts() -> None:
    assert counting(receipt(1, "series"), receipt(2, "series"), receipt(3, "series", "2016-02")) == ["r1", "r2", "r3"]


def test_what_was_rejected_or_came_twice_does_not_count() -> None:
    refused = [receipt(n + 2, outcome=outcome) for n, outcome in enumerate(receipts.REFUSED)]
    assert counting(receipt(1), *refused[:3], receipt(9, outcome="already_received")) == ["r1"]


def test_a_delivery_judged_again_counts_as_it_was_judged_last() -> None:
    first = receipt(1, delivery_id="d")
    again = receipt(2, delivery_id="d", arrived_at=first.arrived_at, sha256=first.sha256)
    assert counting(first, again) == ["r2"]


def test_deliveries_of_different_kinds_do_not_replace_each_other() -> None:
    assert counting(receipt(1, delivery="a"), receipt(2, delivery="b"), receipt(3, partner="zuid")) == [
        "r1",
        "r2",
        "r3",
    ]


def test_a_receipt_reads_back_as_it_was_written_in_the_order_of_arrival(tmp_path: Path) -> None:
    made = [receipt(n, skipped={"blank": n}, findings=[{"rule": "x"}]) for n in range(5)]
    for one in reversed(made):
        receipts.write(tmp_path, one)
    assert receipts.read_all(tmp_path) == made
    assert receipts.read_all(tmp_path, "zuid") == []
    receipts.write(tmp_path, made[0])
    assert len(receipts.read_all(tmp_path, "noord")) == 5


def test_a_file_name_becomes_a_safe_part_of_another() -> None:
    assert receipts.safe_stem("Notulen overleg/é (2).txt") == "Notulen_overleg_2_.txt"
    assert len(receipts.safe_stem("x" * 300)) == 60
