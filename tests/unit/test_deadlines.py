"""What was due, what came, and what is late, on a given day."""

from datetime import date
from pathlib import Path

import pytest

from pipelines import deadlines
from pipelines.receipts import Outcome, Receipt
from pipelines.registry import Registry
from tests.workplace import make_workplace

TODAY = date(2026, 10, 31)


@pytest.fixture
def registry(tmp_path: Path) -> Registry:
    return make_workplace(tmp_path).registry


def receipt(
    period: str, arrived: str, outcome: Outcome = "accepted", delivery: str = "hulpvragen", covers: str = ""
) -> Receipt:
    first = covers or f"{period}-01"
    return Receipt(
        receipt_id=f"{period}{arrived}", partner="noord", file="", sha256="", size=0, arrived_at=f"{arrived}T00:00:00+00:00",
        processed_at="", outcome=outcome, sentence="", delivery=delivery, period=period, covers_from=first,
        covers_until=f"{period}-28",
    )  # fmt: skip


def states(registry: Registry, *made: Receipt, delivery: str = "hulpvragen") -> dict[str, str]:
    rows = deadlines.calendar(registry, list(made), TODAY)
    return {row.period: row.state for row in rows if (row.partner, row.delivery) == ("noord", delivery)}


def test_a_partner_that_never_delivered_owes_only_its_newest_month(registry: Registry) -> None:
    assert states(registry) == {"2026-10": "expected"}
    assert states(registry, delivery="trajecten") == {"2026-09": "missing"}


def test_in_time_late_missing_rejected_and_still_expected(registry: Registry) -> None:
    made = [
        receipt("2026-06", "2026-07-15"), receipt("2026-07", "2026-08-16"),
        receipt("2026-09", "2026-10-01", "rejected"), receipt("2026-10", "2026-10-02", "already_received"),
    ]  # fmt: skip
    assert states(registry, *made) == {
        "2026-06": "on_time", "2026-07": "late", "2026-08": "missing", "2026-09": "rejected", "2026-10": "expected",
    }  # fmt: skip


def test_the_first_accepted_version_decides_whether_it_was_in_time(registry: Registry) -> None:
    made = [receipt("2026-09", "2026-10-10"), receipt("2026-09", "2026-10-20")]
    assert states(registry, *made)["2026-09"] == "on_time"


def test_a_file_over_several_months_covers_each_of_them(registry: Registry) -> None:
    found = states(registry, receipt("2026-09", "2026-09-30", covers="2026-07-01"), receipt("2026-06", "2026-07-01"))
    assert (found["2026-07"], found["2026-08"], found["2026-09"]) == ("late", "late", "on_time")


def test_no_more_than_a_year_is_shown(registry: Registry) -> None:
    found = states(registry, receipt("2020-01", "2020-02-01"))
    assert min(found) == "2025-10"
    assert len(found) == deadlines.MONTHS_SHOWN


def test_how_a_partner_stands_is_the_worst_of_its_newest_deliveries(registry: Registry) -> None:
    made = [receipt("2026-09", "2026-10-01"), receipt("2026-06", "2026-07-01", delivery="trajecten")]
    rows = deadlines.calendar(registry, made, TODAY)
    (noord,) = [row for row in deadlines.freshness(rows, made) if row.partner == "noord"]
    assert (noord.last_period, noord.expected_period, noord.state) == ("2026-09", "2026-09", "missing")
    assert not noord.on_time
    made.append(receipt("2026-09", "2026-10-05", delivery="trajecten"))
    rows = deadlines.calendar(registry, made, TODAY)
    (noord,) = [row for row in deadlines.freshness(rows, made) if row.partner == "noord"]
    assert (noord.state, noord.on_time) == ("on_time", True)


def test_a_partner_of_whom_nothing_was_due_yet_is_not_behind(registry: Registry) -> None:
    rows = [row for row in deadlines.calendar(registry, [], TODAY) if row.partner == "west"]
    assert [row.state for row in deadlines.freshness(rows, [])] == ["expected"]


def test_months_are_counted_over_new_year() -> None:
    assert deadlines.months_between("2025-11", "2026-02") == ["2025-11", "2025-12", "2026-01", "2026-02"]
    assert deadlines.months_between("2026-02", "2026-01") == []
    assert deadlines.months_back("2026-01", 13) == "2024-12"
