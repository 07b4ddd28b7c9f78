"""Sheets with more than one table, and what a title says → each table its own rows, and the title's words as columns.

Does not look for a header; `layout` does that, inside the rows that are a table's own.
"""

import re
from dataclasses import replace

import duckdb

from pipelines import findings, sql
from pipelines.findings import Blocked
from pipelines.stages.read.cells import Cells
from pipelines.stages.read.layout import HEADER_WITHIN, Arranged
from pipelines.table_language import Table


def set_apart(con: duckdb.DuckDBPyConnection, all_cells: list[Cells], tables: tuple[Table, ...]) -> None:
    """Give tables that share a sheet only their own rows: from `start` up to the next table, so that each row counts once.

    Raises `Blocked` when a further table does not begin anywhere.
    """
    for sheet in dict.fromkeys(cells.sheet for cells, table in zip(all_cells, tables, strict=True) if table.start):
        here = [(cells, table) for cells, table in zip(all_cells, tables, strict=True) if cells.sheet == sheet]
        begins = [_begin(con, cells, table) for cells, table in here]
        for number, ((cells, _), begin) in enumerate(zip(here, begins, strict=True)):
            following = min((row for row in begins if row > begin), default=None)
            until = f"and _row < {following}" if following else ""
            relation = f"section_{cells.relation}_{number}"
            con.execute(
                f"create or replace temp view {relation} as select * from {cells.relation} where _row >= {begin} {until}"
            )
            cells.relation = relation
            cells.source_rows = con.execute(f"select count(*) from {relation}").fetchall()[0][0]


def _begin(con: duckdb.DuckDBPyConnection, cells: Cells, table: Table) -> int:
    if table.start is None:
        return 0
    first = sql.first_of(sql.filled(column) for column in cells.headers)
    query = f"select min(_row) from {cells.relation} where regexp_matches({first}, {sql.text(table.start)})"
    ((row,),) = con.execute(query).fetchall()
    if row is None:
        raise Blocked(findings.table_not_found(cells.sheet, table.name, table.start))
    return int(row)


def with_title_words(
    con: duckdb.DuckDBPyConnection, cells: Cells, table: Table, arranged: Arranged, index: int
) -> Arranged:
    """Add the named groups of `above` as columns; raises `Blocked` when no cell above the header says it."""
    if table.above is None or not arranged.columns:
        return arranged
    top = con.execute(f"select * exclude (_row) from {cells.relation} order by _row limit {HEADER_WITHIN}").fetchall()
    found = None
    for row in top:
        texts = [" ".join((cell or "").replace("\u00a0", " ").split()) for cell in row]
        found = next((match for text in texts if (match := re.search(table.above, text))), None)
        if found or table.header.find in texts:
            break
    if found is None:
        raise Blocked(findings.title_not_found(cells.sheet, table.above))
    words = {name: sql.text(word) if word else "null::varchar" for name, word in found.groupdict().items()}
    listed = ", ".join(f"{word} as {sql.name(name)}" for name, word in words.items())

    def titled(origin: str, what: str) -> str:
        con.execute(f"create or replace temp view titled_{what}_{index} as select *, {listed} from {origin}")
        return f"titled_{what}_{index}"

    arranged = replace(arranged, relation=titled(arranged.relation, "wide"), columns=(*arranged.columns, *words))
    if not arranged.long:
        return arranged
    return replace(arranged, long=titled(arranged.long, "long"), long_columns=(*arranged.long_columns, *words))
