"""A folder of SQL files → the tables of one schema, made in the order that the SQL itself asks for.

Does not know what the tables mean and writes no SQL of its own but `create table … as <file>`. The name of a file is
the name of its table; every reference in it is schema-qualified, so that order and lineage can be read from the text.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from time import perf_counter

import duckdb
import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError
from sqlglot.lineage import lineage


class BuildError(Exception):
    """Every mistake that keeps a folder of SQL from being built, each with its file."""

    def __init__(self, mistakes: list[str]) -> None:
        self.mistakes = mistakes
        super().__init__("\n".join(mistakes))


@dataclass(frozen=True)
class Source:
    """One SQL file: its text and the tables it reads, as `schema.table`."""

    path: Path
    sql: str
    reads: tuple[str, ...]

    @property
    def name(self) -> str:
        """The table that this file makes."""
        return self.path.stem


@dataclass(frozen=True)
class Built:
    """One table that was made: `schema.name`, what it was made from, and what came out."""

    schema: str
    name: str
    sql: str
    reads: tuple[str, ...]
    columns: tuple[tuple[str, str], ...]
    rows: int
    seconds: float

    @property
    def table(self) -> str:
        """The name that other SQL uses."""
        return f"{self.schema}.{self.name}"


def create_tables(con: duckdb.DuckDBPyConnection, folder: Path, schema: str) -> list[Built]:
    """Make one table in `schema` per `*.sql` file of `folder`, in dependency order; raises `BuildError`.

    What stood under the same names is replaced. `schema` may also be the name of an attached database.
    """
    sources = read_sources(folder, schema)
    if schema not in {str(row[0]) for row in con.execute("select database_name from duckdb_databases()").fetchall()}:
        con.execute(f'create schema if not exists "{schema}"')
    return [_create(con, source, schema) for source in sources]


def read_sources(folder: Path, schema: str) -> list[Source]:
    """The SQL files of a folder, each after the files of the same schema that it reads; raises `BuildError`."""
    mistakes: list[str] = []
    sources: dict[str, Source] = {}
    for path in sorted(folder.glob("*.sql")):
        sql = path.read_text(encoding="utf-8")
        reads, wrong = _references(sql)
        mistakes += [f"{path}: {what}" for what in wrong]
        sources[path.stem] = Source(path, sql, reads)
    own = {f"{schema}.{name}" for name in sources}
    for source in sources.values():
        mistakes += [
            f"{source.path}: reads {table}, but {folder} holds no {table.removeprefix(schema + '.')}.sql"
            for table in source.reads
            if table.startswith(f"{schema}.") and table not in own
        ]
    if mistakes:
        raise BuildError(mistakes)
    graph = {name: {table.split(".")[1] for table in source.reads if table in own} for name, source in sources.items()}
    try:
        return [sources[name] for name in TopologicalSorter(graph).static_order()]
    except CycleError as error:
        raise BuildError([f"{folder}: these files read each other in a circle: {' → '.join(error.args[1])}"]) from error


def tables_behind(table: str, reads: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Every table that must be there to make `table`, however far back; `reads` maps a table to the tables it reads itself.

    Which data can change it is a narrower question: see `lineage`.
    """
    found: set[str] = set()
    waiting = list(reads.get(table, ()))
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += reads.get(name, ())
    return tuple(sorted(found))


def column_lineage(built: Built, known: Mapping[str, Mapping[str, str]]) -> dict[str, tuple[str, ...]]:
    """For each column of a table the `schema.table.column` it comes from; `known` holds columns per `schema.table`.

    Slower than building the table itself: meant for metadata, not for every run.
    """
    shape: dict[str, dict[str, dict[str, str]]] = {}
    for table in built.reads:
        schema, name = table.split(".")
        shape.setdefault(schema, {})[name] = dict(known.get(table, {}))
    found: dict[str, tuple[str, ...]] = {}
    for column, _ in built.columns:
        node = lineage(column, built.sql, schema=shape, dialect="duckdb")
        leaves = ((leaf.expression, leaf.name.split(".")[-1]) for leaf in node.walk())
        origins = {
            f"{table.db}.{table.name}.{name}" for table, name in leaves if isinstance(table, exp.Table) and table.db
        }
        found[column] = tuple(sorted(origins))
    return found


def _create(con: duckdb.DuckDBPyConnection, source: Source, schema: str) -> Built:
    start = perf_counter()
    table = f'"{schema}"."{source.name}"'
    try:
        counted = con.execute(f"create or replace table {table} as {source.sql}").fetchone()
    except duckdb.Error as error:
        raise BuildError([f"{source.path}: {error}"]) from error
    made = con.table(table)
    return Built(
        schema,
        source.name,
        source.sql,
        source.reads,
        tuple(zip(made.columns, map(str, made.dtypes), strict=True)),
        int(counted[0]) if counted else 0,
        perf_counter() - start,
    )


@cache
def _references(sql: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The `schema.table` names that one statement reads, and what is wrong with it."""
    try:
        statements = [statement for statement in sqlglot.parse(sql, dialect="duckdb") if statement]
    except SqlglotError as error:
        return (), (f"this is not valid SQL: {error}",)
    if len(statements) != 1 or not isinstance(statements[0], exp.Query):
        return (), ("a file holds exactly one query and nothing else",)
    statement = statements[0]
    named = {cte.alias for cte in statement.find_all(exp.CTE)}
    tables, wrong = set(), []
    for table in statement.find_all(exp.Table):
        if not isinstance(table.this, exp.Identifier):
            continue
        if table.db:
            tables.add(f"{table.db}.{table.name}")
        elif table.name not in named:
            wrong.append(f"'{table.name}' needs its schema in front, such as core.{table.name}")
    return tuple(sorted(tables)), tuple(wrong)
