"""The SQL of the warehouse → what a table rests on: the files in the order they run, and the data that can change it.

Reads the text of the SQL only, never a database. Some tables hold rows of several datasets that never touch each other
(whose each delivered record is): who reads one dataset of them does not rest on the others.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import sqlglot
from sqlglot import exp

from pipelines.stages.build import Source, read_sources, tables_behind


@dataclass(frozen=True)
class Reading:
    """One place where a query reads a table; `only` holds per column the values that it is limited to there."""

    table: str
    only: tuple[tuple[str, frozenset[str]], ...] = ()


@dataclass(frozen=True)
class Query:
    """What one file reads; `parts` per value of `column` when every branch of its union is a part of its own."""

    readings: tuple[Reading, ...]
    columns: frozenset[str]
    column: str | None = None
    parts: tuple[tuple[str, tuple[Reading, ...]], ...] = ()


Part = tuple[str, str | None]


def read(warehouse: Path, schemas: Iterable[str] = ("core", "metrics")) -> dict[str, Source]:
    """`schema.table` → the file that makes it, in the order in which they run; `warehouse` has a folder per schema."""
    return {
        f"{schema}.{source.name}": source for schema in schemas for source in read_sources(warehouse / schema, schema)
    }


def behind(table: str, sources: Mapping[str, Source]) -> tuple[str, ...]:
    """Every table whose rows can change `table`, however far back; `sources` maps `schema.table` to its file.

    A table of which only one part is read stands here once, and only the branch that makes this part is followed.
    """
    queries = {name: _query(source.sql) for name, source in sources.items()}
    apart = _kept_apart(queries)
    found: set[Part] = set()
    waiting: list[Part] = [(table, None)]
    while waiting:
        for part in _behind(*waiting.pop(), queries, apart):
            if part not in found:
                found.add(part)
                waiting.append(part)
    return tuple(sorted({name for name, _ in found}))


def datasets(table: str, sources: Mapping[str, Source]) -> tuple[str, ...]:
    """The delivered datasets that can change `table`."""
    told = (name.removeprefix("accepted.") for name in behind(table, sources) if name.startswith("accepted."))
    return tuple(name for name in told if name != "delivery")


def files(table: str, sources: Mapping[str, Source]) -> tuple[Source, ...]:
    """The SQL files that make `table`, itself last, in the order in which they run."""
    needed = {*tables_behind(table, {name: source.reads for name, source in sources.items()}), table}
    return tuple(source for name, source in sources.items() if name in needed)


def _behind(table: str, part: str | None, queries: Mapping[str, Query], apart: Mapping[str, str]) -> Iterator[Part]:
    query = queries.get(table)
    if query is None:
        return
    if part is not None and query.column == apart.get(table):
        yield from ((reading.table, None) for name, readings in query.parts if name == part for reading in readings)
        return
    for reading in query.readings:
        column = apart.get(reading.table)
        only = dict(reading.only).get(column) if column else None
        if only is not None:
            yield from ((reading.table, value) for value in sorted(only))
        elif part is not None and column == apart.get(table):
            yield reading.table, part
        else:
            yield reading.table, None


def _kept_apart(queries: Mapping[str, Query]) -> dict[str, str]:
    """Per table the column that keeps its rows apart: of a union of parts, and of what passes that column on unfiltered."""
    apart = {name: query.column for name, query in queries.items() if query.column}
    for name, query in queries.items():  # in the order they run, so what is read was seen
        for reading in query.readings:
            column = apart.get(reading.table)
            if name not in apart and column in query.columns and column not in dict(reading.only):
                apart[name] = column
    return apart


@cache
def _query(sql: str) -> Query:
    statement = sqlglot.parse_one(sql, dialect="duckdb")
    ctes = {cte.alias: cte.this for cte in statement.find_all(exp.CTE)}
    branches = list(_branches(statement))
    readings = tuple(_readings(statement))
    columns = frozenset(branches[0].named_selects)
    literals = [
        {one.alias: one.this.name for one in branch.selects if isinstance(one, exp.Alias) and _is_text(one.this)}
        for branch in branches
    ]
    shared = [name for name in literals[0] if all(name in branch for branch in literals)]
    if len(branches) < 2 or not shared:
        return Query(readings, columns)
    values = [branch[shared[0]] for branch in literals]
    parts = tuple((value, tuple(_through(branch, ctes))) for value, branch in zip(values, branches, strict=True))
    return Query(readings, columns, shared[0], parts)


def _branches(statement: exp.Expr) -> Iterator[exp.Select]:
    if isinstance(statement, exp.SetOperation):
        yield from _branches(statement.left)
        yield from _branches(statement.right)
    elif isinstance(statement, exp.Select):
        yield statement


def _through(branch: exp.Expr, ctes: Mapping[str, exp.Expr]) -> Iterator[Reading]:
    """What one branch reads, also through the named parts of its file."""
    waiting, seen = [branch], {""}
    while waiting:
        node = waiting.pop()
        own = [
            table for table in node.find_all(exp.Table) if table.find_ancestor(exp.CTE) is None or node is not branch
        ]
        yield from (_reading(table) for table in own if table.db)
        names = {table.name for table in own if not table.db} - seen
        seen |= names
        waiting += [ctes[name] for name in names if name in ctes]


def _readings(statement: exp.Expr) -> Iterator[Reading]:
    yield from (_reading(table) for table in statement.find_all(exp.Table) if table.db)


def _reading(table: exp.Table) -> Reading:
    only: dict[str, frozenset[str]] = {}
    for condition in _conditions(table):
        column, values = _limit(condition)
        if column is not None and column.table in _names(table):
            only[column.name] = only.get(column.name, values) & values
    return Reading(f"{table.db}.{table.name}", tuple(sorted(only.items(), key=lambda item: item[0])))


def _conditions(table: exp.Table) -> Iterator[exp.Expr]:
    """Everything that must hold for a row of this table to be read."""
    select = table.find_ancestor(exp.Select)
    where = select.args.get("where") if select else None
    on = table.parent.args.get("on") if isinstance(table.parent, exp.Join) else None
    for clause in (where.this if where else None, on):
        if clause is not None:
            yield from clause.flatten() if isinstance(clause, exp.And) else (clause,)


def _names(table: exp.Table) -> Iterable[str]:
    """How columns of this table may be written: by its alias, or bare when the query reads nothing else."""
    select = table.find_ancestor(exp.Select)
    alone = select is not None and not select.args.get("joins")
    return (table.alias_or_name, "") if alone else (table.alias_or_name,)


def _limit(condition: exp.Expr) -> tuple[exp.Column | None, frozenset[str]]:
    if isinstance(condition, exp.EQ) and isinstance(condition.this, exp.Column) and _is_text(condition.expression):
        return condition.this, frozenset({condition.expression.name})
    if isinstance(condition, exp.In) and isinstance(condition.this, exp.Column):
        values = condition.expressions
        if values and all(_is_text(value) for value in values):
            return condition.this, frozenset(value.name for value in values)
    return None, frozenset()


def _is_text(value: exp.Expr) -> bool:
    return isinstance(value, exp.Literal) and bool(value.is_string)
