"""A data folder → its live publication and desk, opened; the only DuckDB in this package.

Writes nothing, and opens no other file than the one a pointer names: the database is read-only and locked in.
"""

import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import Field, dataclass, field, fields
from pathlib import Path
from typing import Any, ClassVar, Protocol, TypeVar

import duckdb
import streamlit as st

from dashboards.memory import Memory


class Shape(Protocol):
    """Any dataclass of `records`."""

    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]


Record = TypeVar("Record", bound=Shape)
FILE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*\.duckdb")
LIMITS = {"memory_limit": "256MB", "threads": "2"}
MOST_ROWS = 100_000
"""How many rows of one file are remembered: a few dozen megabytes."""
# One file may be opened more than once in this process, but only in one and the same way.
CONFIG: dict[str, Any] = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false", **LIMITS}
PUBLISHED = frozenset(
    [
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
        "freshness",
        "conclusion",
        "standardised",
        "funnel",
        "trend",
        "trend_by_month",
        "survival",
        "incidence",
        "value",
        "value_benefit",
        "scenario",
        "tornado",
        "assumption",
        "practice",
        "opportunity",
    ]
)
DESK = frozenset(
    [
        "delivery",
        "finding",
        "action",
        "apart",
        "expected",
        "run",
        "link_rate",
        "unlinked",
        "signal",
        "unused_word",
        "plan",
        "term",
        "repair",
    ]
)


class UnavailableError(Exception):
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
    written_at_ns: int
    connection: duckdb.DuckDBPyConnection = field(repr=False, compare=False)
    memory: Memory = field(default_factory=lambda: Memory(MOST_ROWS), repr=False, compare=False)


def data_folder() -> Path:
    """WLB_DATA, else `./data`."""
    return Path(os.environ.get("WLB_DATA", "data"))


def publication(audience: str | None = None) -> Database:
    """The live publication of an audience (default: the configured one); the pointer is read anew on every call."""
    audience = audience or os.environ.get("WLB_AUDIENCE", "public")
    if not re.fullmatch(r"[a-z0-9_]+(:[a-z0-9_]+)?", audience):
        raise UnavailableError("publication.none", audience)
    opened = _live(data_folder() / "published" / audience, "publication", PUBLISHED)
    # A file that was made for others must not be shown, in whatever folder it lies.
    if fetch(opened, "select audience from publication") != [(audience,)]:
        raise UnavailableError("publication.unreadable", opened.name)
    return opened


def published_at(path: Path) -> Database:
    """The publication in one file, live or not."""
    try:
        written_at_ns = path.stat().st_mtime_ns
    except OSError as error:
        raise UnavailableError("publication.unreadable", path.name) from error
    return _opened(path, written_at_ns, "publication", PUBLISHED)


def published_before(database: Database, version: str) -> Database:
    """Another publication for the same audience."""
    if not FILE_NAME.fullmatch(f"{version}.duckdb"):
        raise UnavailableError("publication.unreadable", version)
    return published_at(file_of(database).with_name(f"{version}.duckdb"))


def desk() -> Database:
    """The live desk: receipts, calendar and findings, for stewards."""
    return _live(data_folder() / "desk", "desk", DESK)


def _live(folder: Path, what: str, tables: frozenset[str]) -> Database:
    try:
        name = (folder / "current").read_text(encoding="utf-8").strip()
    except FileNotFoundError as error:
        raise UnavailableError(f"{what}.none", str(folder / "current")) from error
    except (OSError, UnicodeDecodeError) as error:
        raise UnavailableError(f"{what}.unreadable", "current") from error
    # The pointer is a file name and nothing more: whatever else stands in it must not lead out of the folder.
    if not FILE_NAME.fullmatch(name):
        raise UnavailableError(f"{what}.unreadable", "current")
    try:
        written_at_ns = (folder / name).stat().st_mtime_ns
    except OSError as error:
        raise UnavailableError(f"{what}.unreadable", name) from error
    return _opened(folder / name, written_at_ns, what, tables)


@st.cache_resource(max_entries=6, show_spinner=False)
def _opened(path: Path, written_at_ns: int, what: str, tables: frozenset[str]) -> Database:
    """Open once per file; the time it was written separates it from a file that later gets the same name."""
    try:
        connection = duckdb.connect(str(path), read_only=True, config=CONFIG)
        connection.execute("set enable_external_access = false")
        connection.execute("set lock_configuration = true")
        rows = connection.execute("select table_name from information_schema.tables").fetchall()
    except duckdb.Error as error:
        raise UnavailableError(f"{what}.unreadable", path.name) from error
    if missing := tables - {name for (name,) in rows}:
        raise UnavailableError(f"{what}.unreadable", f"{path.name} ({', '.join(sorted(missing))})")
    return Database(what, path.name, written_at_ns, connection)


def fetch(database: Database, sql: str, *values: object) -> list[tuple[Any, ...]]:
    """The rows of one query, asked once per file."""
    return database.memory.answer(_question(sql, values), lambda: _read(database, sql, values))


def _question(sql: str, values: Sequence[object]) -> tuple[object, ...]:
    return (sql, *(tuple(value) if isinstance(value, list) else value for value in values))


def _read(database: Database, sql: str, values: Sequence[object]) -> list[tuple[Any, ...]]:
    """Run one query on a cursor of its own; a file that turns out broken while reading is `UnavailableError` too."""
    try:
        with database.connection.cursor() as cursor:
            return cursor.execute(sql, values).fetchall()
    except duckdb.Error as error:
        raise UnavailableError(f"{database.what}.unreadable", database.name) from error


def records(database: Database, record: type[Record], source: str, *values: object, **named: str) -> list[Record]:
    """One record per row of `source` (from … order by …); `named` gives the SQL of columns that go by another name."""
    columns = (named.get(part.name, f'"{part.name}"') for part in fields(record))
    sql = f"select {', '.join(columns)} {source}"
    question = (record, *_question(sql, values))
    return database.memory.answer(question, lambda: [record(*row) for row in _read(database, sql, values)])


def which(database: Database) -> tuple[str, int]:
    """What tells one publication from another; those of several audiences bear the same name."""
    return str(file_of(database)), database.written_at_ns


def named_rows(database: Database, sql: str) -> list[dict[str, Any]]:
    """The rows of one query, by the names of their columns."""
    try:
        with database.connection.cursor() as cursor:
            found = cursor.execute(sql)
            names = [column[0] for column in found.description or ()]
            return [dict(zip(names, row, strict=True)) for row in found.fetchall()]
    except duckdb.Error as error:
        raise UnavailableError(f"{database.what}.unreadable", database.name) from error


def file_of(database: Database) -> Path:
    """The file that was opened."""
    return Path(fetch(database, "select path from duckdb_databases() where database_name = current_database()")[0][0])


def read_once(path: Path, sql: str) -> list[tuple[Any, ...]]:
    """The rows of one query on a file that is opened for as long as that takes, so that what is live stays open."""
    try:
        with duckdb.connect(str(path), read_only=True, config=CONFIG) as con:
            return con.execute(sql).fetchall()
    except duckdb.Error as error:
        raise UnavailableError("publication.unreadable", path.name) from error


@contextmanager
def beside(**databases: Database) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection that has each of these files under its name, to read from all of them in one query."""
    with duckdb.connect() as con:
        for name, database in databases.items():
            path = str(file_of(database)).replace("'", "''")
            con.execute(f"attach '{path}' as {name} (read_only)")
        con.execute("set enable_external_access = false")
        yield con
