"""A data folder → the rows of its live publication and desk, as frames; the only DuckDB in this package.

Does not compute: every figure, interval, status and sentence is read as it was stored. Does not write, and opens no
other file than the one a pointer names: the database is read-only and locked in.
"""

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import streamlit as st

FILE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*\.duckdb")
LIMITS = {"memory_limit": "256MB", "threads": "2"}
PUBLISHED = (
    "figure",
    "claim",
    "indicator",
    "location",
    "cohort",
    "level",
    "comparison",
    "reference",
    "party",
    "provenance",
    "publication",
    "publication_as_of",
    "freshness",
)
DESK = ("delivery", "finding", "expected", "run")


class Unavailable(Exception):
    """There is nothing to show; `why` is the key of the sentence that tells the reader, `file` what was looked for."""

    def __init__(self, why: str, file: str = "") -> None:
        self.why = why
        self.file = file
        super().__init__(f"{why}: {file}")


@dataclass(frozen=True)
class Database:
    """One opened file: what it is (publication or desk), its name, and a connection that readers share by cursors."""

    what: str
    name: str
    connection: duckdb.DuckDBPyConnection = field(repr=False, compare=False)


@dataclass(frozen=True)
class Edition:
    """What stands over every page: which publication this is and how far its data reaches."""

    version: str
    built_at: datetime
    as_of: date | None
    demo: bool
    threshold: int
    code: str


@dataclass(frozen=True)
class Cell:
    """One published figure with the names of its row and what its indicator says about reading it; None is null."""

    indicator: str
    indicator_label: str
    kind: str
    unit: str
    bound: str | None
    location: str
    label: str
    place: str
    site: str
    cohort: str
    level: str
    role: str
    numerator: float | None
    denominator: float | None
    not_evaluable: int | None
    excluded: int | None
    unknown: int | None
    value: float | None
    low: float | None
    high: float | None
    hidden: bool
    hidden_reason: str | None
    status: str
    response: float | None
    bound_low: float | None
    bound_high: float | None


@dataclass(frozen=True)
class DeskRun:
    """The run that wrote the desk."""

    built_at: datetime
    today: date
    demo: bool


def data_folder() -> Path:
    """WLB_DATA, else `./data`."""
    return Path(os.environ.get("WLB_DATA", "data"))


def publication() -> Database:
    """The live publication of the configured audience; the pointer is read anew on every call."""
    audience = os.environ.get("WLB_AUDIENCE", "public")
    if not re.fullmatch(r"[a-z0-9_]+", audience):
        raise Unavailable("publication.none", audience)
    return _live(data_folder() / "published" / audience, "publication", PUBLISHED)


def desk() -> Database:
    """The live desk: receipts, calendar and findings, for stewards."""
    return _live(data_folder() / "desk", "desk", DESK)


def _live(folder: Path, what: str, tables: Sequence[str]) -> Database:
    try:
        name = (folder / "current").read_text(encoding="utf-8").strip()
    except FileNotFoundError as error:
        raise Unavailable(f"{what}.none", str(folder / "current")) from error
    except (OSError, UnicodeDecodeError) as error:
        raise Unavailable(f"{what}.unreadable", "current") from error
    # The pointer is a file name and nothing more: whatever else stands in it must not lead out of the folder.
    if not FILE_NAME.fullmatch(name):
        raise Unavailable(f"{what}.unreadable", "current")
    try:
        stamp = (folder / name).stat().st_mtime_ns
    except OSError as error:
        raise Unavailable(f"{what}.unreadable", name) from error
    return _opened(folder / name, stamp, what, tuple(tables))


@st.cache_resource(max_entries=6, show_spinner=False)
def _opened(path: Path, stamp: int, what: str, tables: tuple[str, ...]) -> Database:
    """Open once per file; `stamp` only separates a file from one that later got the same name."""
    try:
        connection = duckdb.connect(
            str(path),
            read_only=True,
            config={"autoinstall_known_extensions": "false", "autoload_known_extensions": "false", **LIMITS},
        )
        connection.execute("set enable_external_access = false")
        connection.execute("set lock_configuration = true")
        rows = connection.execute("select table_name from information_schema.tables").fetchall()
    except duckdb.Error as error:
        raise Unavailable(f"{what}.unreadable", path.name) from error
    if missing := set(tables) - {name for (name,) in rows}:
        raise Unavailable(f"{what}.unreadable", f"{path.name} ({', '.join(sorted(missing))})")
    return Database(what, path.name, connection)


def _fetch(database: Database, sql: str, *values: object) -> list[tuple[Any, ...]]:
    """Run one query on a cursor of its own; a file that turns out broken while reading is `Unavailable` too."""
    try:
        with database.connection.cursor() as cursor:
            return cursor.execute(sql, values).fetchall()
    except duckdb.Error as error:
        raise Unavailable(f"{database.what}.unreadable", database.name) from error


def _frame(database: Database, sql: str, *values: object) -> pd.DataFrame:
    """The same, as a frame; nulls are None in every column so that a page need not know pandas' kinds of nothing."""
    try:
        with database.connection.cursor() as cursor:
            result = cursor.execute(sql, values)
            columns = [column[0] for column in result.description]
            return pd.DataFrame(result.fetchall(), columns=columns, dtype=object)
    except duckdb.Error as error:
        raise Unavailable(f"{database.what}.unreadable", database.name) from error


# --- the publication


def edition(database: Database) -> Edition:
    """The publication's own row."""
    rows = _fetch(database, "select version, built_at, as_of, demo, threshold, code from publication")
    if len(rows) != 1:
        raise Unavailable("publication.unreadable", database.name)
    return Edition(*rows[0])


def as_of(database: Database) -> pd.DataFrame:
    """label, as_of: how far each location's data reaches."""
    return _frame(
        database,
        "select l.label, a.as_of from publication_as_of a join location l using (location) order by l.position",
    )


def indicators(database: Database) -> pd.DataFrame:
    """Every indicator's card, in the agreed order."""
    return _frame(database, "select * from indicator order by position")


def locations(database: Database) -> pd.DataFrame:
    """location, label, site, kind in the agreed order."""
    return _frame(database, "select location, label, site, kind from location order by position")


def crossings(database: Database, indicator: str) -> pd.DataFrame:
    """kind ('cohort' | 'level' | 'role'), id, label_nl, label_en: what this indicator was published by."""
    return _frame(
        database,
        """
        with cell as (select distinct cohort, level, role from figure where indicator = $1)
        select 'cohort' as kind, c.cohort as id, c.label_nl, c.label_en, c.position
        from cohort c where c.cohort in (select cohort from cell)
        union all
        select 'level', l.level, l.label_nl, l.label_en, l.position
        from level l where l.level in (select level from cell)
        union all
        select distinct 'role', role, role, role, 0 from cell
        order by 1, 5, 2 desc
        """,
        indicator,
    )


def periods(database: Database, lang: str) -> dict[str, str]:
    """Every cohort that holds a figure, by name; empty when nothing has been published in this edition."""
    rows = _fetch(
        database,
        f"select cohort, label_{lang} from cohort where cohort in (select cohort from figure) order by position",
    )
    return dict(rows)


def tested_cohort(database: Database, indicator: str) -> str | None:
    """The cohort whose differences were tested at publication, which is where a comparison should open."""
    rows = _fetch(
        database,
        "select p.cohort from comparison p join cohort c using (cohort) where p.indicator = $1"
        " order by c.position limit 1",
        indicator,
    )
    return str(rows[0][0]) if rows else None


CELL = """
    select f.indicator, i.label_{lang}, i.kind, i.unit, i.bound, f.location, coalesce(l.label, f.location),
        coalesce(l.kind, 'location'), f.site, f.cohort, f.level, f.role, f.numerator, f.denominator,
        f.not_evaluable, f.excluded, f.unknown, f.value, f.low, f.high, f.hidden, f.hidden_reason, f.status,
        f.response, f.bound_low, f.bound_high
    from figure f
    join indicator i using (indicator)
    left join location l using (location)
"""


def compared(database: Database, lang: str, indicator: str, cohort: str, level: str, role: str) -> list[Cell]:
    """The cells of one indicator side by side, one per location, site and the whole."""
    sql = CELL.format(lang=lang) + "where f.indicator = $1 and f.cohort = $2 and f.level = $3 and f.role = $4"
    return _cells(database, sql + " order by l.position", indicator, cohort, level, role)


def overview(database: Database, lang: str, cohort: str, roles: Sequence[str]) -> list[Cell]:
    """All indicators for all locations over one cohort, every level together."""
    sql = CELL.format(lang=lang) + "where f.cohort = $1 and f.level = 'all' and list_contains($2, f.role)"
    return _cells(database, sql + " order by i.position, l.position", cohort, list(roles))


def steps(
    database: Database, lang: str, location: str, cohort: str, role: str, names: Sequence[str]
) -> dict[str, Cell]:
    """The cells of one location that make the way from start to work, by indicator."""
    sql = CELL.format(lang=lang) + (
        "where f.location = $1 and f.cohort = $2 and f.level = 'all' and f.role = $3 and list_contains($4, f.indicator)"
    )
    return {cell.indicator: cell for cell in _cells(database, sql, location, cohort, role, list(names))}


def _cells(database: Database, sql: str, *values: object) -> list[Cell]:
    return [Cell(*row) for row in _fetch(database, sql, *values)]


def comparisons(database: Database, lang: str) -> pd.DataFrame:
    """Every tested difference: where, on what, whether it is demonstrable, and the sentence that was published."""
    return _frame(
        database,
        f"""
        select p.indicator, p.location, p.cohort, p.level, p.role, p.q_passed, p.difference,
            p.sentence_{lang} as sentence, i.label_{lang} as indicator_label, coalesce(l.label, p.location) as label
        from comparison p
        join indicator i using (indicator)
        left join location l using (location)
        order by i.position, l.position
        """,
    )


def claims(database: Database, lang: str) -> pd.DataFrame:
    """What was said in public, beside what the same definition gives now; one row per sentence and indicator."""
    return _frame(
        database,
        f"""
        select c.claim, c.indicator, coalesce(i.label_{lang}, c.indicator) as indicator_label, c.location,
            coalesce(l.label, c.location) as label, coalesce(l.site, c.location) as site, c.text, c.source, c.as_of,
            c.published_text, c.computed_text, c.verdict, c.explanation_{lang} as explanation
        from claim c
        left join indicator i using (indicator)
        left join location l using (location)
        order by l.position, c.claim, i.position
        """,
    )


def references(database: Database) -> pd.DataFrame:
    """National figures, newest period first."""
    return _frame(database, "select * from reference order by indicator, period desc, breakdown")


def freshness(database: Database) -> pd.DataFrame:
    """partner, name, on_time, last_period, expected_period, state: who has delivered up to when."""
    return _frame(database, "select * from freshness order by on_time, name")


def provenance(database: Database) -> pd.DataFrame:
    """The deliveries that the figures rest on, newest first."""
    return _frame(
        database,
        """
        select coalesce(p.name, v.partner) as name, v.dataset, v.period, v.rows, v.used, v.quarantined, v.arrived_at,
            v.delivery_id
        from provenance v
        left join party p using (partner)
        order by name, v.dataset, v.period desc
        """,
    )


# --- the desk


def desk_run(database: Database) -> DeskRun:
    """The desk's own row."""
    rows = _fetch(database, "select built_at, today, demo from run")
    if len(rows) != 1:
        raise Unavailable("desk.unreadable", database.name)
    return DeskRun(*rows[0])


def calendar(database: Database) -> pd.DataFrame:
    """What was expected from whom, per period, and how that went."""
    return _frame(database, "select * from expected order by partner_name, delivery_title, period")


def deliveries(database: Database) -> pd.DataFrame:
    """Every receipt, newest first."""
    return _frame(database, "select * from delivery order by arrived_at desc, receipt_id")


def findings(database: Database, receipt: str) -> pd.DataFrame:
    """What was noticed in one delivery: stops first, then rows set apart, then remarks."""
    return _frame(
        database,
        """
        select * from finding where receipt_id = $1
        order by list_position(['blocks', 'quarantines', 'notice', 'signal'], severity), count desc, "row"
        """,
        receipt,
    )
