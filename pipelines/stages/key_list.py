"""Names that a partner writes instead of numbers → the trajectory numbers of its own key list, just before protecting.

The list is a table of the same workbook. It lives in this connection only: after this the number is hashed like any
other, and neither names nor list are kept. A name that the list does not have stays what it is: a key that links to
nobody else.
"""

from dataclasses import replace

import duckdb

from pipelines import findings, sql
from pipelines.column_language import KeyList
from pipelines.findings import Finding
from pipelines.stages import conform
from pipelines.stages.conform import Part
from pipelines.stages.read.layout import Arranged
from pipelines.table_language import Delivery, Fill

BY_DAY, BY_NAME = "key_list_by_day", "key_list_by_name"


def load(
    con: duckdb.DuckDBPyConnection, arranged: Arranged, words: KeyList, delivery: Delivery, file_words: dict[str, str]
) -> int:
    """Make the list ready to look things up in; returns its number of rows. What is ambiguous is not in it.

    A name counts alone when all its rows have one number; otherwise the first day must fit as well.
    """
    person = conform.name_and_day(words, delivery, file_words)
    cleaned = ", ".join(
        f"{sql.filled(sql.name(header))} as {sql.name(header)}" for header in (*words.headers, words.number)
    )
    number = sql.name(words.number)
    rows = f"(select {cleaned} from {arranged.relation})"
    told = f"select {person} as person, upper({number}) as number from {rows} where {number} is not null"
    for table, who in ((BY_DAY, "person"), (BY_NAME, "split_part(person, '|', 1)")):
        con.execute(
            f"create or replace temp table {table} as select {who} as person, any_value(number) as number "
            f"from ({told}) where person is not null group by 1 having count(distinct number) = 1"
        )
    return int(con.execute(f"select count(*) from {arranged.relation}").fetchall()[0][0])


def number(con: duckdb.DuckDBPyConnection, part: Part, fill: Fill) -> tuple[Part, dict[int, Finding]]:
    """Put the list's number where a column of this fill asks for it; a notice per row of whom the list does not know.

    Without a list (the same table came as text) names stay what they are and nothing is told.
    """
    asked = [name for name, column in fill.columns.items() if column.key_list and name in part.headers]
    if not asked or not con.execute(f"from duckdb_tables() where table_name = {sql.text(BY_DAY)}").fetchall():
        return part, {}
    unlisted: dict[int, Finding] = {}
    for name in asked:
        cell = sql.name(name)
        looked_up = (
            f"from {part.relation} as part left join {BY_DAY} as by_day on by_day.person = part.{cell} "
            f"left join {BY_NAME} as by_name on by_name.person = split_part(part.{cell}, '|', 1)"
        )
        found = "coalesce(by_day.number, by_name.number)"
        rows = con.execute(
            f"select distinct _row {looked_up} where part.{cell} is not null and {found} is null order by _row"
        ).fetchall()
        header, letters = part.headers[name], part.letters.get(name, "")
        unlisted |= {int(row): findings.not_in_key_list(part.sheet, row, header, letters) for (row,) in rows}
        known = f"(select part.* replace (coalesce({found}, part.{cell}) as {cell}) {looked_up})"
        part = replace(part, relation=known)
    return part, unlisted
