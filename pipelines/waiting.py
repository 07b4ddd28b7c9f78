"""The versions of definitions that wait: counted beside the live ones at every run, and asked for by a steward.

Publishes nothing and decides nothing. What is asked comes from the warehouse, so it is for whoever holds the warehouse.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from pipelines.metrics import Metric, load_waiting
from pipelines.settings import WAREHOUSE
from pipelines.stages import build, versions

SHADOW = WAREHOUSE / "shadow"
CELL = ("indicator", "location", "cohort", "level", "role")
FEWEST = 5
"""A cell in which fewer people stand on one side, or move, is masked: what a member of the partnership may see at least."""


@dataclass(frozen=True)
class Compared:
    """Both versions per cell, and who moves; numbers that are masked are None."""

    waiting: tuple[dict[str, Any], ...]
    failed: tuple[str, ...]
    cells: tuple[dict[str, Any], ...]
    """Each with its counts, `masked`, and `moves`: was, becomes and people."""


class NothingWaits(Exception):
    """No version waits, or none for what was asked; the sentence says so."""


def measure_all(con: duckdb.DuckDBPyConnection, live: tuple[Metric, ...], folder: Path = SHADOW) -> pd.DataFrame | None:
    """The versions that wait, measured; None when there are none. SQL that fails there is noted and stops nothing."""
    waiting = load_waiting(folder / "metrics.yaml", live)
    if not waiting:
        return None
    con.execute("create schema if not exists versions")
    con.execute(
        "create or replace table versions.waiting (indicator varchar, version varchar, change_nl varchar, change_en varchar)"
    )
    con.executemany(
        "insert into versions.waiting values (?, ?, ?, ?)",
        [(one.indicator, one.version, one.change.nl, one.change.en) for one in waiting],
    )
    con.execute("create or replace table versions.failed (why varchar)")
    try:
        return versions.measure_waiting(con, waiting, folder)
    except (build.BuildError, duckdb.Error) as error:
        con.execute("insert into versions.failed values (?)", [str(error)])
        return None


def compared(warehouse: Path, asked: Mapping[str, str | None], *, exact: bool) -> Compared:
    """Both versions of what was asked (indicator, location, cohort) from one warehouse; raises `NothingWaits`."""
    with duckdb.connect() as con:
        con.execute("attach $1 as warehouse (read_only)", [str(warehouse)])
        con.execute("use warehouse")
        there = {
            str(row[0])
            for row in con.execute("select table_name from duckdb_tables() where schema_name = 'versions'").fetchall()
        }
        if "waiting" not in there:
            raise NothingWaits(
                "no new version of a definition waits; docs/changing-a-definition.md says how one comes there"
            )
        waiting = _rows(con, "select * from versions.waiting order by indicator")
        failed = [row["why"] for row in _rows(con, "select why from versions.failed")]
        if failed:
            return Compared(tuple(waiting), tuple(failed), ())
        chosen = {name: value for name, value in asked.items() if value is not None}
        where = " and ".join(f"{name} = ${name}" for name in chosen) or "true"
        cells = _rows(con, f"select * from versions.cell where {where} order by all", chosen)
        moves = _rows(con, f"select * from versions.move where {where} order by people desc, was, becomes", chosen)
    if not cells:
        known = ", ".join(f"{one['indicator']} {one['version']}" for one in waiting)
        raise NothingWaits(f"nothing waits for {', '.join(f'{k} {v}' for k, v in chosen.items())}; there is: {known}")
    own: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
    for move in moves:
        own.setdefault(tuple(move[name] for name in CELL), []).append(
            {name: move[name] for name in ("was", "becomes", "people")}
        )
    told = [cell | {"moves": own.get(tuple(cell[name] for name in CELL), [])} for cell in cells]
    return Compared(tuple(waiting), (), tuple(one | {"masked": False} if exact else masked(one) for one in told))


def masked(cell: Mapping[str, Any]) -> dict[str, Any]:
    """The cell without a number when any count in it, old, new or moving, is 1 to 4."""
    counts = [move["people"] for move in cell["moves"]]
    for prefix in ("", "next_"):
        top, base = (cell[f"{prefix}{name}"] for name in ("numerator", "denominator"))
        counts += [top, base, cell[f"{prefix}not_evaluable"], cell[f"{prefix}excluded"]]
        if top is not None and base is not None and base >= top:
            counts.append(base - top)
    if not any(count is not None and 0 < count < FEWEST for count in counts):
        return dict(cell) | {"masked": False}
    return {name: cell[name] if name in CELL else None for name in cell} | {"masked": True, "moves": []}


def _rows(con: duckdb.DuckDBPyConnection, query: str, values: Mapping[str, str] | None = None) -> list[dict[str, Any]]:
    result = con.execute(query, dict(values) if values else None)
    names = [column[0] for column in result.description or ()]
    return [dict(zip(names, map(_plain, row), strict=True)) for row in result.fetchall()]


def _plain(value: object) -> object:
    """A count as a count, and nothing for what cannot be divided."""
    if isinstance(value, float):
        return None if value != value else int(value) if value.is_integer() else value
    return value
