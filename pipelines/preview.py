"""Judged rows of a file that is only tried out → per agreed column how much of it is filled and what kind of values came out.

For whoever looks whether a file is read as it was meant. Shows nothing of one person: words of agreed lists that stand at
least `FEW` times, months and rounded bounds of whole columns; numbers and names only as "pseudoniem". Keeps nothing.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import duckdb

from pipelines import sql, words
from pipelines.contracts import Column
from pipelines.stages.accept import Judged
from pipelines.vocabularies import Term

FEW = 5
ENOUGH = 10  # below it the first and the last of a column are somebody's own
WORDS = 4


def of(
    con: duckdb.DuckDBPyConnection, judged: Iterable[Judged], vocabularies: Mapping[str, Mapping[str, Term]]
) -> list[dict[str, Any]]:
    """One row per dataset and column that the file fills: dataset, column, label, header, records, filled, told."""
    rows = []
    for item in judged:
        relation = f"accepted_{item.relation}"
        records = con.execute(f"select count(*) from {relation}").fetchall()[0][0]
        headers = {name: header for part in item.parts for name, header in part.headers.items()}
        for column in item.contract.columns:
            if column.name not in headers:
                continue
            kept = column in item.contract.kept
            filled, told = (
                _seen(con, relation, column, vocabularies) if kept else (None, words.say("preview.protected"))
            )
            rows.append(
                {
                    "dataset": item.contract.id, "dataset_label": item.contract.label_nl, "column": column.name,
                    "label": column.label_nl, "header": headers[column.name], "records": records, "filled": filled, "told": told,
                }
            )  # fmt: skip
    return rows


def _seen(
    con: duckdb.DuckDBPyConnection, relation: str, column: Column, vocabularies: Mapping[str, Mapping[str, Term]]
) -> tuple[int, str]:
    """How many records have it, and what may be said about the values."""
    name = sql.name(column.name)
    filled = con.execute(f"select count({name}) from {relation}").fetchall()[0][0]
    if column.masked:
        return filled, words.say("preview.pseudonym")
    if column.vocabulary:
        return filled, _words(con, relation, name, vocabularies[column.vocabulary])
    if column.type == "bool":
        return filled, _words(
            con, relation, name, {"true": Term("true", "ja", "yes"), "false": Term("false", "nee", "no")}
        )
    if filled < ENOUGH or column.type in ("text", "id"):
        return filled, ""
    if column.type in ("date", "iso_week"):
        month = f"strftime({name}, '%Y-%m')" if column.type == "date" else name
        first, last = con.execute(f"select min({month}), max({month}) from {relation}").fetchall()[0]
        low, high = words.month_short(first), words.month_short(last)
        return filled, low if low == high else words.say("range", low=low, high=high)
    low, high = con.execute(
        f"select quantile_cont({name}, 0.1), quantile_cont({name}, 0.9) from {relation}"
    ).fetchall()[0]
    return filled, words.say("preview.mostly", low=low, high=high)


def _words(con: duckdb.DuckDBPyConnection, relation: str, name: str, terms: Mapping[str, Term]) -> str:
    """The agreed words that stand there often, most frequent first."""
    counted = con.execute(
        f"select {name}::varchar, count(*) from {relation} where {name} is not null group by 1 order by 2 desc, 1"
    ).fetchall()
    shown = [(code, n) for code, n in counted if n >= FEW][:WORDS]
    told = [f"{terms[code].nl if code in terms else code} ({words.number(n)}×)" for code, n in shown]
    return ", ".join(told) + (" …" if told and len(counted) > len(shown) else "")
