"""A file that is kept but could not be read as agreed → every number in it that the guard must see, column by column.

Knows no dialect and no layout: text is taken apart at every sign that may be a delimiter, a workbook sheet by sheet. What
cannot be decoded cannot be judged.
"""

from pathlib import Path

import duckdb

from pipelines import sql
from pipelines.findings import Blocked
from pipelines.stages.land import OLE_MAGIC, ZIP_MAGIC
from pipelines.stages.read import decode
from pipelines.stages.read.cells import Cells
from pipelines.stages.read.workbook import read_workbook
from pipelines.table_language import Text

BETWEEN = r"[;,|\t<>:=\"\'/()\[\]{}]"
NUMBERS = r"^[0-9][0-9. \x{00a0}]{6,13}[0-9]$"
WIDEST = 300


def everything_in(path: Path, name: str, con: duckdb.DuckDBPyConnection, work: Path, seconds: int) -> list[Cells]:
    """One `Cells` with one column per place where numbers of eight digits or more stand; none when nothing can be read."""
    with path.open("rb") as file:
        magic = file.read(8)
    if magic == OLE_MAGIC or magic[:4] == ZIP_MAGIC:
        try:
            return read_workbook(path, name, (), ",", con, work, seconds)[1]
        except Blocked:
            return []
    target = work / "unread.txt"
    with target.open("w", encoding="utf-8", newline="") as out:
        for batch in decode.batches(path, decode.encoding_of(path, "cp1252"), Text(quote="")):
            out.write(batch.replace("\x1e", " ") + "\n")
    con.execute(
        f"create or replace temp table unread as with lines as (select string_split_regex(line, {sql.text(BETWEEN)}) as parts "
        f"from read_csv({sql.text(str(target))}, header = false, auto_detect = false, columns = {{'line': 'varchar'}}, delim = '\x1e', "
        "quote = '', escape = '', new_line = '\\n', ignore_errors = true, max_line_size = 16777216)), "
        "cells as (select unnest(parts) as cell, generate_subscripts(parts, 1) as place from lines) "
        f"select place, trim(cell, {sql.text(sql.BLANKS)}) as cell from cells "
        f"where place <= {WIDEST} and regexp_matches(trim(cell, {sql.text(sql.BLANKS)}), {sql.text(NUMBERS)})"
    )
    found = []
    for (place,) in con.execute("select distinct place from unread order by place").fetchall():
        relation, header = f"unread_{place}", f"kolom {place}"
        con.execute(
            f"create or replace temp view {relation} as select 0 as _row, cell as {sql.name(header)} from unread where place = {place}"
        )
        found.append(Cells(relation, (header,)))
    return found
