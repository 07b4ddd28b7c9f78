"""What was decided about rows → accepted rows as Parquet, and quarantined rows as they were delivered, with their reasons.

Does not write the receipt: that is the commit, and `ingest` writes it last.
"""

import os
from pathlib import Path

import duckdb

from pipelines import sql
from pipelines.contracts import SQL_TYPES, Column
from pipelines.stages.accept import Judged
from pipelines.stages.read.cells import Cells
from pipelines.stages.read.layout import Arranged
from pipelines.vocabularies import Term


def write_accepted(
    con: duckdb.DuckDBPyConnection,
    judged: list[Judged],
    sheets: list[str],
    marks: dict[str, str],
    vocabularies: dict[str, dict[str, Term]],
    folder: Path,
    name: str,
) -> dict[str, Path]:
    """Write one Parquet file per dataset, whole or not at all; returns dataset → path below `folder`.

    A code is written as one of a known list: it is read back as text, and finding the list anew costs as much as the rows.
    """
    written = {}
    for item in judged:
        if item.side:
            continue
        side = next((other for other in judged if other.side and other.contract.id == item.contract.id), None)
        added = {column for part in side.parts for column in part.headers} - set(item.contract.key) if side else set()
        columns = ", ".join(
            (f"coalesce(s.{sql.name(c.name)}, m.{sql.name(c.name)})" if c.name in added else f"m.{sql.name(c.name)}")
            + f"::{_stored(c, vocabularies)} as {sql.name(c.name)}"
            for c in item.contract.kept
        )
        joined = ""
        if side:
            same = " and ".join(f"s.{sql.name(key)} = m.{sql.name(key)}" for key in item.contract.key)
            joined = f" left join accepted_{side.relation} as s on {same}"
        origin = ", ".join(f"{sql.text(v)}::enum({sql.text(v)}) as {sql.name(mark)}" for mark, v in marks.items())
        sheet = f"([{sql.texts(sheets)}])[m._table + 1]::enum({sql.texts(dict.fromkeys(sheets))})"
        path = Path(item.contract.id) / f"partner={marks['partner']}" / f"period={marks['period']}" / f"{name}.parquet"
        _copy(
            con,
            f"select {columns}, {origin}, {sheet} as source_sheet, m._row as source_row from accepted_{item.relation} as m{joined}",
            folder / path,
        )
        written[item.contract.id] = path
    return written


def _stored(column: Column, vocabularies: dict[str, dict[str, Term]]) -> str:
    """The type of a column in the file: of a code, the list of codes that it is one of."""
    return f"enum({sql.texts(vocabularies[column.vocabulary])})" if column.vocabulary else SQL_TYPES[column.type]


def write_quarantine(
    con: duckdb.DuckDBPyConnection, tables: list[tuple[Cells, Arranged]], judged: list[Judged], path: Path
) -> bool:
    """Keep every row that was set apart, as it was delivered, with its reasons; False when there is none."""
    con.execute("create or replace temp table quarantine (sheet varchar, row bigint, reasons varchar[], cells varchar)")
    why = []
    for item in judged:
        rules = [rule.id for rule in item.contract.rules if rule.severity == "quarantines"]
        why.append(
            f"select r._table, r._row, b.rule as reason from broken_{item.relation} b join {item.source_rows} r on r.record = b.record "
            f"where b.rule in ({sql.texts(rules)}) union all select r._table, r._row, f.name from {item.source_rows} r join "
            f"(select rowid as record, unnest(_fails).column as name from {item.relation} where len(_fails) > 0) f on f.record = r.record"
        )
    if why:
        con.execute(
            "create or replace temp table reasons as select _table, _row, list(distinct reason) as reasons "
            f"from ({' union all '.join(why)}) group by all"
        )
        for index, (cells, arranged) in enumerate(tables):
            con.execute(
                f"insert into quarantine select {sql.text(cells.sheet)}, a._row, any_value(reasons.reasons), "
                "any_value(to_json(a)::varchar) "
                f"from {arranged.relation} as a join row_states s on s._table = {index} and s._row = a._row and not s.used "
                f"join reasons on reasons._table = {index} and reasons._row = a._row group by a._row"
            )
    for cells, _ in tables:
        if cells.damaged:
            con.executemany(
                "insert into quarantine values (?, ?, ['row.is_whole'], ?)",
                [(cells.sheet, row, line) for row, line in cells.damaged],
            )
    if not con.execute("select 1 from quarantine limit 1").fetchall():
        return False
    _copy(con, "select * from quarantine order by sheet, row", path)
    return True


def _copy(con: duckdb.DuckDBPyConnection, query: str, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    con.execute(f"copy ({query}) to {sql.text(str(temporary))} (format parquet, compression zstd, compression_level 1)")
    with temporary.open("rb") as file:
        os.fsync(file.fileno())
    temporary.replace(path)
