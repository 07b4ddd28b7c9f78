"""Original files go when their term is over; what was decided about them stays."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from pipelines.receipts import Receipt
from pipelines.stages.erase import erase

SHA = "ab" * 32
RECEIPT = Receipt(
    receipt_id="r", partner="noord", file="f.csv", sha256=SHA, size=1, arrived_at="2024-01-01T09:00:00+00:00",
    processed_at="2025-01-01T09:00:00+00:00", outcome="accepted", sentence="", quarantine="noord/q.parquet",
)  # fmt: skip


def held(data: Path) -> list[Path]:
    paths = [data / "archive" / "noord" / SHA, data / "quarantine" / "noord" / "q.parquet"]
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("iemand", encoding="utf-8")
    return paths


def test_a_file_stays_up_to_and_including_the_last_day_of_its_term(tmp_path: Path) -> None:
    paths = held(tmp_path)
    assert erase(tmp_path, [RECEIPT], {}, 30, date(2025, 1, 31)) == []
    assert all(path.exists() for path in paths)


def test_a_file_and_its_quarantined_rows_go_the_day_after(tmp_path: Path) -> None:
    paths = held(tmp_path)
    assert erase(tmp_path, [RECEIPT], {}, 30, date(2025, 2, 1)) == paths
    assert not any(path.exists() for path in paths)


def test_the_agreement_with_a_partner_goes_before_the_default_term(tmp_path: Path) -> None:
    held(tmp_path)
    assert erase(tmp_path, [RECEIPT], {"noord": 365}, 30, date(2025, 6, 1)) == []


def test_a_file_that_was_judged_again_keeps_its_bytes_for_a_new_term(tmp_path: Path) -> None:
    held(tmp_path)
    again = replace(RECEIPT, receipt_id="s", processed_at="2025-05-01T09:00:00+00:00")
    assert erase(tmp_path, [again, RECEIPT], {}, 60, date(2025, 6, 1)) == []
