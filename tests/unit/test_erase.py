"""Originals go when their term is over, and what killed runs left behind goes at once."""

import os
import shutil
import time
from datetime import date
from pathlib import Path

import pytest

from pipelines.receipts import Outcome, Receipt
from pipelines.stages import erase as erase_stage
from pipelines.stages.erase import clear_leftovers, erase

TODAY = date(2026, 10, 31)


def receipt(
    sha: str, processed: str, quarantine: str = "", partner: str = "noord", outcome: Outcome = "accepted"
) -> Receipt:
    return Receipt(
        receipt_id=f"{sha}{processed}", partner=partner, file="a.csv", sha256=sha, size=1, arrived_at=processed,
        processed_at=f"{processed}T00:00:00+00:00", outcome=outcome, sentence="", quarantine=quarantine,
    )  # fmt: skip


def kept(data: Path, *names: str) -> list[Path]:
    paths = [data / name for name in names]
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
    return paths


def test_bytes_and_rows_set_apart_go_the_day_after_their_term(tmp_path: Path) -> None:
    old, new = kept(tmp_path, "archive/noord/a", "archive/noord/b")
    apart, accepted = kept(tmp_path, "quarantine/noord/a.parquet", "accepted/x/a.parquet")
    receipts = [receipt("a", "2026-10-20", "noord/a.parquet"), receipt("b", "2026-10-21")]
    assert erase(tmp_path, receipts, {}, 10, TODAY) == [old, apart]
    assert not old.exists()
    assert not apart.exists()
    assert new.exists()
    assert accepted.exists()


def test_the_term_of_the_agreement_goes_before_the_default(tmp_path: Path) -> None:
    noord, zuid = kept(tmp_path, "archive/noord/a", "archive/zuid/a")
    receipts = [receipt("a", "2026-10-01"), receipt("a", "2026-10-01", partner="zuid")]
    assert erase(tmp_path, receipts, {"zuid": 90}, 10, TODAY) == [noord]
    assert zuid.exists()


def test_a_file_that_was_judged_again_is_kept_and_then_goes_with_all_that_was_set_apart(tmp_path: Path) -> None:
    paths = kept(tmp_path, "archive/noord/a", "quarantine/noord/1.parquet", "quarantine/noord/2.parquet")
    receipts = [
        receipt("a", "2026-01-01", "noord/1.parquet"), receipt("a", "2026-10-25", "noord/2.parquet"),
        receipt("a", "2026-10-25", outcome="already_received"),
    ]  # fmt: skip
    assert erase(tmp_path, receipts, {}, 10, TODAY) == []
    assert erase(tmp_path, receipts, {}, 3, TODAY) == paths


def test_a_file_that_was_never_taken_in_is_not_ours_to_erase(tmp_path: Path) -> None:
    assert erase(tmp_path, [receipt("", "2020-01-01")], {}, 10, TODAY) == []


def test_what_a_dead_or_forgotten_process_left_is_cleared_and_the_rest_stays(tmp_path: Path) -> None:
    dead, ours, stale, other = kept(
        tmp_path, "archive/noord/.999999999.tmp", f"accepted/x/.a.parquet.{os.getpid()}.tmp",
        f"receipts/noord/.b.json.{os.getpid()}.tmp", "work/duckdb.spill",
    )  # fmt: skip
    (scratch,) = kept(tmp_path, "work/999999999.abc/records.txt")
    yesterday = time.time() - 2 * 24 * 60 * 60
    os.utime(stale, (yesterday, yesterday))
    clear_leftovers(tmp_path)
    assert [path.exists() for path in (dead, ours, stale, other, scratch.parent)] == [False, True, False, True, False]


@pytest.mark.parametrize("alive", [True, False])
def test_what_another_process_takes_away_meanwhile_is_no_trouble(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, alive: bool
) -> None:
    scratch, other = kept(tmp_path, "work/999999999.abc/records.txt", "receipts/noord/.b.json.999999999.tmp")

    def ends_just_now(_process: int) -> bool:
        shutil.rmtree(scratch.parent, ignore_errors=True)
        other.unlink(missing_ok=True)
        return alive

    monkeypatch.setattr(erase_stage, "_is_alive", ends_just_now)
    clear_leftovers(tmp_path)
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]
