"""What was due and what was right at the first try, from receipts."""

from datetime import date
from typing import Any

from pipelines.punctuality import due_deliveries, first_tries
from pipelines.receipts import Outcome, Receipt
from pipelines.registry import load_registry
from pipelines.settings import SOURCES


def receipt(arrived: str, outcome: Outcome, **other: Any) -> Receipt:
    values = {
        "receipt_id": arrived, "partner": "site", "file": "f", "sha256": arrived, "size": 1, "arrived_at": arrived,
        "processed_at": arrived, "outcome": outcome, "sentence": "", "delivery": "uren", "period": "2016-02",
    }  # fmt: skip
    return Receipt(**{**values, **other})


def tries(*receipts: Receipt) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in first_tries(list(receipts)).itertuples(index=False, name=None)]


def test_the_first_file_about_something_counts_whatever_came_after() -> None:
    refused, repaired = receipt("2016-03-01T10:00:00", "rejected"), receipt("2016-03-04T10:00:00", "accepted")
    assert tries(repaired, refused) == [("site", "uren", "2016-02", date(2016, 3, 1), False)]


def test_a_destroyed_file_was_not_right_and_remarks_are_no_refusal() -> None:
    assert not tries(receipt("2016-03-01T10:00:00", "destroyed"))[0][-1]
    assert tries(receipt("2016-03-01T10:00:00", "accepted_with_notices"))[0][-1]


def test_the_same_bytes_again_and_a_file_that_nobody_could_place_are_no_try() -> None:
    assert tries(
        receipt("2016-03-01T10:00:00", "unknown_file", delivery=""),
        receipt("2016-03-02T10:00:00", "already_received"),
        receipt("2016-03-03T10:00:00", "accepted"),
    ) == [("site", "uren", "2016-02", date(2016, 3, 3), True)]


def test_judged_anew_under_a_changed_agreement_keeps_what_was_said_first() -> None:
    first = receipt("2016-03-01T10:00:00", "rejected")
    again = receipt("2016-03-01T10:00:00", "accepted", processed_at="2016-05-01T10:00:00", receipt_id="later")
    assert not tries(again, first)[0][-1]


def test_every_week_and_month_is_a_delivery_of_its_own() -> None:
    week = {"covers_from": "2016-02-08", "covers_until": "2016-02-14"}
    assert (
        len(tries(receipt("2016-03-01T10:00:00", "accepted"), receipt("2016-03-02T10:00:00", "accepted", **week))) == 2
    )


def test_what_was_due_is_the_calendar_of_the_registry() -> None:
    frame = due_deliveries(load_registry(SOURCES), [], date(2016, 3, 1))
    assert set(frame["state"]) <= {"missing", "expected"}
    assert len(frame) > 5
