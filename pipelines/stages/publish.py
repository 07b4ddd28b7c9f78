"""What an audience may see → one read-only file, and the pointer that makes it the live one.

Computes and hides nothing: the frames come in as they may leave. The order is what makes it safe to be killed at any
moment: write under a temporary name, close, check the finished file, flush, rename, and only then move the pointer.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import pandas as pd

from pipelines.stages.build import create_tables

if TYPE_CHECKING:
    # It brings scipy along, which moving a pointer does not need.
    from pipelines.stages.disclose.figures import Audience

WAREHOUSE_SQL = Path(__file__).resolve().parents[2] / "warehouse"
POINTER = "current"
# What people download should also open with the DuckDB of a year ago.
STORAGE_VERSION = "v1.5.0"

_CELL = dict.fromkeys(("indicator", "location", "cohort", "level", "role"), "varchar")
_COUNTS = {"numerator": "double", "denominator": "double", "not_evaluable": "integer"}
_SENTENCE = dict.fromkeys(("sentence_nl", "sentence_en"), "varchar")
_INTERVAL = dict.fromkeys(("value", "low", "high"), "double")
_SCENARIO = dict.fromkeys(("scenario_set", "scenario_version"), "varchar")
_APPRAISED = {"location": "varchar", "cohort": "varchar", **_SCENARIO}
_LABELS = dict.fromkeys(("label_nl", "label_en"), "varchar")
FRAMES: dict[str, dict[str, str]] = {
    "figure": {
        **_CELL, **_COUNTS, "excluded": "integer", "unknown": "integer", **_INTERVAL, "maturity": "double",
        "hidden": "boolean", "hidden_reason": "varchar", "status": "varchar", "response": "double",
        "bound_low": "double", "bound_high": "double",
    },
    "claim": {
        "claim": "varchar", "indicator": "varchar", "location": "varchar", "role": "varchar", "text": "varchar",
        "source": "varchar", "as_of": "date", "started_from": "date", "started_until": "date", "cohort": "varchar",
        **_COUNTS, **_INTERVAL, "published_text": "varchar", "computed_text": "varchar", "verdict": "varchar",
        "explanation_nl": "varchar", "explanation_en": "varchar",
    },
    "comparison": {
        **_CELL, "against": "varchar", "status": "varchar", "reason": "varchar", "compared_with": "double",
        "p_value": "double", "q_passed": "boolean", "q_strict": "boolean", "difference": "double", "low": "double",
        "high": "double", **_SENTENCE,
    },
    "opportunity": {**_CELL, "people": "double", "hours": "double", "low": "double", "high": "double", **_SENTENCE},
    "conclusion": {**_CELL, **_SENTENCE},
    "trend": {
        **_CELL, "value": "double", "maturity": "double", "counts": "boolean", "stretch": "integer", "mean": "double",
        "low": "double", "high": "double", "on_trial": "boolean", "rules": "varchar", **_SENTENCE,
    },
    "trend_by_month": {
        **_CELL, "month": "varchar", "value": "double", "counts": "boolean", "stretch": "integer", "mean": "double",
        "low": "double", "high": "double", "on_trial": "boolean", "rules": "varchar", **_SENTENCE,
    },
    "standardised": {
        **_CELL, "method": "varchar", "reason": "varchar", "standard": "varchar", "people": "integer",
        "observed": "integer", "expected": "double", "crude": "double", **_INTERVAL, **_SENTENCE,
    },
    "funnel": {
        "indicator": "varchar", "cohort": "varchar", "role": "varchar", "people": "integer", "target": "double",
        "low_95": "double", "high_95": "double", "low_998": "double", "high_998": "double", "spread": "double",
    },
    "incidence": {
        **_CELL, "day": "integer", "diploma": "double", "low": "double", "high": "double", "left_without": "double",
        "at_risk": "integer",
    },
    "sensitivity": {
        **_CELL, "left_out": "varchar", "status": "varchar", "people": "integer", "numerator": "double", "denominator": "double",
        **_INTERVAL, **_SENTENCE,
    },
    "survival": {
        **_CELL, "day": "integer", "survival": "double", "low": "double", "high": "double", "at_risk": "integer",
    },
    "value": {
        **_APPRAISED, "costs_eur": "double", "in_kind_eur": "double", "benefits_before_eur": "double",
        "benefits_eur": "double", "ratio": "double", "balance_per_euro": "double", "ratio_low": "double",
        "ratio_high": "double", "break_even_deadweight": "double", "status": "varchar", "reason": "varchar",
    },
    "value_benefit": {
        **_APPRAISED, "benefit": "varchar", **_LABELS, "indicator": "varchar", "role": "varchar", "counted": "double",
        "benefits_before_eur": "double", "benefits_eur": "double", "position": "integer",
    },
    "tornado": {
        **_APPRAISED, "assumption": "varchar", **_LABELS, "low": "double", "high": "double", "ratio_at_low": "double",
        "ratio": "double", "ratio_at_high": "double", "swing": "double", "position": "integer",
    },
    "scenario": {
        **_SCENARIO, **_LABELS, "status": "varchar", "adopted_on": "date", "price_year": "integer",
        "discount_rate": "double",
    },
    "assumption": {
        **_SCENARIO, "assumption": "varchar", **_LABELS, "unit": "varchar", "base": "double", "low": "double",
        "high": "double", "source": "varchar", "position": "integer",
    },
    "provenance": {
        "partner": "varchar", "delivery": "varchar", "period": "varchar", "delivery_id": "varchar",
        "dataset": "varchar", "arrived_at": "timestamp",
    },
    "freshness": {
        "partner": "varchar", "name": "varchar", "on_time": "boolean", "last_period": "varchar",
        "expected_period": "varchar", "state": "varchar",
    },
    "publication": {
        "version": "varchar", "built_at": "timestamp", "audience": "varchar", "demo": "boolean", "code": "varchar",
        "threshold": "integer", "run": "varchar",
    },
}  # fmt: skip
"""The frames that `write` takes, with their columns; one that is not given is published empty."""


@dataclass(frozen=True)
class Broken:
    """One assert that found rows: its sentence, how many, and the first few."""

    sentence: str
    rows: int
    examples: tuple[str, ...]


class GateFailed(Exception):
    """A publication that broke an assert; the one before it is still live."""

    def __init__(self, version: str, broken: list[Broken]) -> None:
        self.version = version
        self.broken = broken
        lines = [f"{item.sentence}: {item.rows} rows, such as {'; '.join(item.examples)}" for item in broken]
        super().__init__(
            f"publication {version} was not made live, the previous one still is; it breaks:\n" + "\n".join(lines)
        )


@dataclass(frozen=True)
class Ready:
    """A publication that was written and checked, and that nobody sees yet."""

    part: Path
    final: Path


def write(
    con: duckdb.DuckDBPyConnection,
    frames: Mapping[str, pd.DataFrame],
    folder: Path,
    version: str,
    *,
    audience: "Audience",
    built_at: datetime,
    demo: bool,
    code: str,
    run: str = "",
    warehouse: Path = WAREHOUSE_SQL,
) -> Ready:
    """Write a publication and check it, without showing it to anybody.

    `con` holds agreed.* and core.*; `frames` are named and shaped as in `FRAMES` (without `publication`, which is made
    here). Raises `GateFailed` when an assert finds rows: the file is removed and nothing else changed. One publisher at a
    time per folder: what a killed one left behind is removed first.
    """
    own = pd.DataFrame(
        [(version, built_at, audience.name, demo, code, audience.threshold, run)], columns=list(FRAMES["publication"])
    )
    _take_in(con, {**frames, "publication": own})
    folder.mkdir(parents=True, exist_ok=True)
    final, part = folder / f"{version}.duckdb", folder / f"{version}.duckdb.tmp"
    if final.exists():
        raise FileExistsError(f"publication {version} exists already; a publication is never overwritten")
    for leftover in folder.glob("*.tmp*"):
        leftover.unlink()
    con.execute(f"attach {_literal(part)} as published (storage_version '{STORAGE_VERSION}')")
    try:
        create_tables(con, warehouse / "published", "published")
        con.execute("checkpoint published")
    finally:
        con.execute("detach published")
    broken = check(part, warehouse / "asserts")
    if broken:
        part.unlink()
        raise GateFailed(version, broken)
    return Ready(part, final)


def go_live(ready: Ready) -> Path:
    """Give a checked publication its own name and make it the current one of its folder; returns its path.

    Only a checked file ever gets its own name, so every file in the folder may be pointed at.
    """
    settle(ready.part, ready.final)
    point_to(ready.final.parent, ready.final.name)
    return ready.final


def check(publication: Path, asserts: Path) -> list[Broken]:
    """Run every assert on a finished file; each must find no rows. The name of the file is the sentence."""
    broken = []
    with duckdb.connect() as con:
        con.execute(f"attach {_literal(publication)} as published (read_only)")
        for path in sorted(asserts.glob("*.sql")):
            found = con.execute(path.read_text(encoding="utf-8")).fetchall()
            if found:
                examples = tuple(" ".join(str(cell) for cell in row) for row in found[:3])
                broken.append(Broken(path.stem.replace("_", " "), len(found), examples))
    return broken


def settle(part: Path, final: Path) -> None:
    """Give a closed DuckDB file its own name, in such a way that it is on disk whole or not at all."""
    wal = part.with_name(part.name + ".wal")
    if wal.exists():
        raise RuntimeError(f"{wal} still exists, so {part} is not complete; nothing was published")
    _flush(part)
    part.rename(final)
    _flush(final.parent)


def point_to(folder: Path, name: str) -> None:
    """Make `name` the current file of `folder`, in one step that readers see wholly or not at all."""
    part = folder / f".{POINTER}.tmp"
    part.write_text(name + "\n", encoding="utf-8")
    _flush(part)
    part.replace(folder / POINTER)
    _flush(folder)


def current(folder: Path) -> Path | None:
    """The file that is live in `folder`, or None when nothing was published yet."""
    pointer = folder / POINTER
    if not pointer.exists():
        return None
    return folder / pointer.read_text(encoding="utf-8").strip()


def _take_in(con: duckdb.DuckDBPyConnection, frames: Mapping[str, pd.DataFrame]) -> None:
    """Put the frames into the schema `disclosed`, with the agreed types."""
    unknown = set(frames) - set(FRAMES)
    if unknown:
        raise ValueError(f"there is no published table for {sorted(unknown)}; there are {sorted(FRAMES)}")
    con.execute("create schema if not exists disclosed")
    for name, columns in FRAMES.items():
        typed = ", ".join(f'"{column}" {kind}' for column, kind in columns.items())
        con.execute(f"create or replace table disclosed.{name} ({typed})")
        frame = frames.get(name)
        if frame is None or frame.empty:
            continue
        con.register("frame", frame)
        chosen = ", ".join(f'cast("{column}" as {kind})' for column, kind in columns.items())
        con.execute(f"insert into disclosed.{name} select {chosen} from frame")
        con.unregister("frame")


def _literal(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
