"""Text cells → the rows of one table as the delivery YAML describes it: header, groups, totals and week columns resolved.

Does not map columns to a contract and does not type anything. Every row that is not data is counted under its kind.
"""

import re
from collections import Counter
from dataclasses import dataclass

import duckdb

from pipelines import findings, sql
from pipelines.findings import Blocked
from pipelines.stages.read.cells import Cells, distinct_headers
from pipelines.table_language import Table, Unpivot

HEADER_WITHIN = 60


@dataclass(frozen=True)
class Arranged:
    """Relation with `_row` and one text column per header and group-row word, one row per source row.

    `long` is the same with columns that stand side by side turned into rows; a fill that needs their names reads it.
    Its `_block` is a place in `blocks`, which tells under which header each of its cells stands in the file.
    `header_row` is the lowest row of the header of a sheet.
    """

    relation: str
    columns: tuple[str, ...]
    headers: tuple[str, ...]
    letters: dict[str, int]
    long: str = ""
    long_columns: tuple[str, ...] = ()
    blocks: tuple[dict[str, str], ...] = ()
    header_row: int | None = None

    def source_for(self, headers: set[str]) -> tuple[str, tuple[str, ...]]:
        """Relation and columns for a fill that reads these headers: the long one only when it must."""
        if headers & (set(self.long_columns) - set(self.columns)):
            return self.long, self.long_columns
        return self.relation, self.columns


def arrange(con: duckdb.DuckDBPyConnection, cells: Cells, table: Table, index: int) -> Arranged:
    """Resolve the table's layout; adds what it skipped to `cells.skipped`."""
    relation, headers = cells.relation, cells.headers
    letters = {header: position for position, header in enumerate(headers, start=1)}
    header_row = None
    if table.sheet is not None:
        relation, headers, letters, header_row = _below_header(con, cells, table, index)
    if not headers:
        return Arranged(relation, (), (), {})
    columns = headers
    if table.skip or table.fill_down or (table.sheet is not None) or _header_comes_again(con, relation, headers, table):
        relation, columns = _only_data(con, relation, headers, cells, table, index)
    if not table.unpivot:
        return Arranged(relation, columns, headers, letters, header_row=header_row)
    long, long_columns = unpivoted(con, relation, columns, table.unpivot, index)
    blocks = tuple(side_by_side(columns, table.unpivot)[1].values())
    return Arranged(relation, columns, headers, letters, long, long_columns, blocks, header_row)


def _below_header(
    con: duckdb.DuckDBPyConnection, cells: Cells, table: Table, index: int
) -> tuple[str, tuple[str, ...], dict[str, int], int | None]:
    """Find the header rows of a sheet and name the columns by them; merged upper cells count for those right of them."""
    top = con.execute(f"select * from {cells.relation} order by _row limit {HEADER_WITHIN}").fetchall()
    rows = [(row[0], [" ".join((cell or "").replace("\u00a0", " ").split()) for cell in row[1:]]) for row in top]
    found = next(
        (i for i, (number, row) in enumerate(rows) if number == table.header.row or table.header.find in row), None
    )
    if found is None:
        seen = [cell for _, row in rows for cell in row if cell]
        if not seen:
            return cells.relation, (), {}, None
        sought = table.header.find or f"rij {table.header.row}"
        raise Blocked(findings.header_not_found(cells.sheet, sought, seen, table.agreed_headers))
    stacked = [row for _, row in rows[found : found + table.header.rows]]
    names = distinct_headers([_joined(stacked, column) for column in range(len(stacked[0]))])
    last = rows[found + len(stacked) - 1][0]
    for _, row in rows[:found]:
        cells.skipped["preamble" if any(row) else "blank"] += 1
    cells.source_rows -= len(stacked)
    wanted = [(c, name) for c, name in zip(cells.headers, names, strict=True) if not name.startswith("kolom ")]
    wanted += [
        (c, n)
        for c, n in zip(cells.headers, names, strict=True)
        if (c, n) not in wanted and _is_filled(con, cells, c, last)
    ]
    relation = f"named_{index}"
    listed = ", ".join(f"{c} as {sql.name(name)}" for c, name in wanted)
    con.execute(
        f"create or replace temp view {relation} as select _row, {listed} from {cells.relation} where _row > {last}"
    )
    return relation, tuple(name for _, name in wanted), {name: int(c[1:]) + 1 for c, name in wanted}, last


def _joined(stacked: list[list[str]], column: int) -> str:
    """`Traject` over `Start` becomes `Traject · Start`; an upper cell reaches right over blanks that have a lower cell."""
    lowest = stacked[-1][column]
    if len(stacked) == 1:
        return lowest
    upper = ""
    for position in range(column, -1, -1):
        upper = next((row[position] for row in stacked[:-1] if row[position]), "")
        if upper or not lowest:
            break
    return " · ".join(part for part in (upper, lowest) if part)


def _is_filled(con: duckdb.DuckDBPyConnection, cells: Cells, column: str, after: int) -> bool:
    query = f"select 1 from {cells.relation} where _row > {after} and {sql.filled(column)} is not null limit 1"
    return bool(con.execute(query).fetchall())


def _only_data(
    con: duckdb.DuckDBPyConnection, source: str, headers: tuple[str, ...], cells: Cells, table: Table, index: int
) -> tuple[str, tuple[str, ...]]:
    """Leave out and count blank, total, group, repeated header and legend rows; carry group words down."""
    first = sql.first_of(sql.filled(sql.name(header)) for header in headers)
    kinds = ["when _first is null then 'blank'"]
    if table.end:
        kinds.append("when _ended then 'legend'")
    if again := _is_header(headers, table):
        kinds.append(f"when {again} then 'repeated_header'")
        words = sql.texts(sorted({part for header in headers for part in header.split(" · ")}))
        kinds += [
            f"when lag({again}, {below}) over (order by _row) and _first in ({words}) then 'repeated_header'"
            for below in range(1, table.header.rows)
        ]
    for skip in table.skip:
        cell = sql.filled(sql.name(skip.column)) if skip.column in headers else "_first"
        kinds.append(f"when regexp_matches({cell}, {sql.text(skip.matches)}) then {sql.text(skip.kind)}")
    groups = tuple(re.compile(table.fill_down).groupindex) if table.fill_down else ()
    pattern = _unnamed(table.fill_down or "")
    if table.fill_down:
        kinds.append(f"when regexp_matches(_first, {sql.text(pattern)}) then 'group'")
    ended = (
        f"bool_or(coalesce(regexp_matches(_first, {sql.text(table.end)}), false)) over (order by _row) as _ended"
        if table.end
        else "false as _ended"
    )
    carried = "".join(
        f", last_value(case when _kind = 'group' then regexp_extract(_first, {sql.text(pattern)}, {number}) end ignore nulls) "
        f"over (order by _row) as {sql.name(group)}"
        for number, group in enumerate(groups, start=1)
    )
    relation = f"rows_{index}"
    con.execute(
        f"create or replace temp table {relation} as with read as (select *, {first} as _first from {source}), "
        f"bounded as (select *, {ended} from read), "
        f"told as (select *, case {' '.join(kinds)} end as _kind from bounded) "
        f"select * exclude (_first, _ended){carried} from told order by _row"
    )
    counted = con.execute(f"select _kind, count(*) from {relation} where _kind is not null group by all").fetchall()
    cells.skipped += Counter(dict(counted))
    con.execute(f"delete from {relation} where _kind is not null")
    return relation, (*headers, *groups)


def _header_comes_again(con: duckdb.DuckDBPyConnection, relation: str, headers: tuple[str, ...], table: Table) -> bool:
    again = _is_header(headers, table)
    return bool(again and con.execute(f"select 1 from {relation} where {again} limit 1").fetchall())


def _is_header(headers: tuple[str, ...], table: Table) -> str:
    """SQL that is true of a row in which the header stands again; empty when that cannot be told."""
    if table.header.find:
        return f"{sql.filled(sql.name(_found_header(headers, table)))} = {sql.text(table.header.find)}"
    named = [header for header in headers if not re.search(r"^kolom \d+$| \(\d+\)$", header)]
    return (
        " and ".join(f"{sql.filled(sql.name(header))} = {sql.text(header)}" for header in named)
        if len(named) > 1
        else ""
    )


def _found_header(headers: tuple[str, ...], table: Table) -> str:
    find = table.header.find or ""
    return next((header for header in headers if header == find or header.startswith(f"{find} ·")), headers[0])


def _unnamed(pattern: str) -> str:
    """DuckDB numbers its groups: make every named group plain and every other group silent."""
    silent = re.sub(r"(?<!\\)\((?!\?)", "(?:", pattern)
    return re.sub(r"\(\?P<\w+>", "(", silent)


def unpivoted(
    con: duckdb.DuckDBPyConnection, source: str, columns: tuple[str, ...], unpivot: Unpivot, index: int
) -> tuple[str, tuple[str, ...]]:
    """Turn columns side by side into rows; a row stays when one of its cells is filled. Nothing when no column fits."""
    words = _words(unpivot)
    base, rows = side_by_side(columns, unpivot)
    if not rows:
        return "", ()
    measures = list(dict.fromkeys(measure for cells in rows.values() for measure in cells))
    parts = []
    for block, (values, cells) in enumerate(rows.items()):
        listed = [f"{block}::smallint as _block", *(sql.name(column) for column in base)]
        listed += [f"{sql.text(value)} as {sql.name(word)}" for word, value in zip(words, values, strict=True)]
        listed += [f"{sql.name(cells[m]) if m in cells else 'null'} as {sql.name(m)}" for m in measures]
        some = " or ".join(f"{sql.filled(sql.name(column))} is not null" for column in cells.values())
        parts.append(f"select _row, {', '.join(listed)} from {source} where {some}")
    relation = f"long_{index}"
    con.execute(f"create or replace temp view {relation} as " + " union all ".join(parts))
    return relation, (*base, *words, *measures)


def side_by_side(columns: tuple[str, ...], unpivot: Unpivot) -> tuple[list[str], dict[tuple[str, ...], dict[str, str]]]:
    """The columns that stay, and per set of words in the headers which column holds which measure, in the file's order."""
    words = _words(unpivot)
    base: list[str] = []
    rows: dict[tuple[str, ...], dict[str, str]] = {}
    here: dict[str, str] | None = None
    for column in columns:
        measure = unpivot.in_block(column)
        if match := re.search(unpivot.columns, column):
            here = rows.setdefault(tuple(match[word] for word in words), {})
            here[match.groupdict().get("measure", unpivot.into)] = column
        elif measure and here is not None:
            here[measure] = column
        else:
            base.append(column)
    return base, rows


def _words(unpivot: Unpivot) -> list[str]:
    return [group for group in re.compile(unpivot.columns).groupindex if group != "measure"]
