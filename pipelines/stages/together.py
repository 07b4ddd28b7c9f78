"""Protected records of one key → one record where the delivery YAML says so: hours of days added up to the hours of the week.

Does not look at what is right: `validate` judges the whole record. A record that cannot be part of another (its key is not
readable, another column differs, the same day stands twice) stays beside it, and the rule about keys tells it.
"""

from collections.abc import Mapping

import duckdb

from pipelines import sql
from pipelines.contracts import Contract

How = Mapping[str, str | tuple[str, ...]]


def put_together(con: duckdb.DuckDBPyConnection, relation: str, contract: Contract, how: How) -> str:
    """Replace `relation` by whole records; returns a relation (record, _table, _row) of the rows that went into each.

    Parts of one record have one key and were told apart by the partner (`_part`, or columns side by side). A record stands at the
    row, and has the place, of its first part; cells of any part that did not convert are its own.
    """
    names = [column.name for column in contract.kept]
    key = [sql.name(name) for name in contract.key]
    alone = "case when " + " or ".join(f"{name} is null" for name in key) + " then rowid end"
    same = ", ".join([*key, *(sql.name(name) for name in names if name not in (*contract.key, *how)), "_nth", alone])
    parts, rows = f"parts_of_{relation}", f"rows_of_{relation}"
    con.execute(
        f"create or replace temp table {parts} as select *, min(rowid) over (partition by {same}) as _whole from "
        f"(select rowid, *, row_number() over (partition by {', '.join(key)}, _part, _block order by _table, _row) as _nth "
        f"from {relation})"
    )
    first = [f"first({name} order by rowid) as {name}" for name in ("_table", "_fill", "_row", "_block")]
    columns = [f"{_of_parts(name, how.get(name))} as {sql.name(name)}" for name in names]
    con.execute(f"drop table {relation}")
    con.execute(
        f"create temp table {relation} as select _whole, {', '.join(first)}, flatten(list(_fails order by rowid)) as _fails, "
        f"{', '.join(columns)} from {parts} group by _whole order by _whole"
    )
    con.execute(
        f"create or replace temp table {rows} as select distinct w.rowid as record, p._table, p._row "
        f"from {parts} as p join {relation} as w using (_whole)"
    )
    con.execute(f"drop table {parts}")
    return rows


def _of_parts(name: str, how: str | tuple[str, ...] | None) -> str:
    """SQL for one column of a whole record; parts without a value say nothing.

    Of codes the first of the list that occurs; when none does, the one that occurs most, the earliest of those.
    """
    cell = sql.name(name)
    if how is None:
        return f"any_value({cell})"
    if how == "sum":
        return f"sum({cell})"
    order = f"[{sql.texts(how)}]"
    listed = f"min(list_position({order}, {cell}))"
    told = f"list({cell} order by rowid) filter (where {cell} is not null)"
    often = f"list_transform({told}, lambda x: len(list_filter({told}, lambda y: y = x)))"
    return f"coalesce({order}[{listed}], ({told})[list_position({often}, list_max({often}))])"
