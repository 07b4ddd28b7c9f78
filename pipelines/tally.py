"""Accepted records of a file that is only tried out → what they come to: records, codes and sums, to lay beside what a partner says.

Tells agreed words and whole sums only: no name, number or text of anybody. Keeps nothing.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import duckdb

from pipelines import sql
from pipelines.contracts import Column, Contract
from pipelines.stages.accept import Judged
from pipelines.vocabularies import Term

YES_OR_NO = {"true": Term("true", "ja", "yes"), "false": Term("false", "nee", "no")}
AMOUNTS = ("int", "decimal", "money")
SCALE = 10  # care levels 1 to 5


def of(
    con: duckdb.DuckDBPyConnection, judged: Iterable[Judged], vocabularies: Mapping[str, Mapping[str, Term]]
) -> list[dict[str, Any]]:
    """One row per dataset: dataset, label, records, and per column that the file fills `distinct`, `codes`, `sums` or `dated`.

    `codes` has one list per column: code, word and records, in the order of the agreed words; a record without one is `""`.
    """
    rows = []
    for item in judged:
        relation = f"accepted_{item.relation}"
        mapped = {name for part in item.parts for name in part.headers}
        columns = [column for column in item.contract.kept if column.name in mapped]
        rows.append(
            {
                "dataset": item.contract.id,
                "label": item.contract.label_nl,
                "adds": item.side,
                "records": con.execute(f"select count(*) from {relation}").fetchall()[0][0],
                "distinct": {c.name: _distinct(con, relation, c) for c in columns if c.keyed},
                "codes": {c.name: listed for c in columns if (listed := _codes(con, relation, c, vocabularies))},
                "sums": {
                    c.name: total for c in columns if (total := _sum(con, relation, c, item.contract)) is not None
                },
                "dated": {c.name: _filled(con, relation, c) for c in columns if c.type == "date"},
                "labels": {c.name: c.label_nl for c in columns},
            }
        )
    return rows


def _distinct(con: duckdb.DuckDBPyConnection, relation: str, column: Column) -> int:
    """How many different numbers, of people, requests or contracts."""
    found: int = con.execute(f"select count(distinct {sql.name(column.name)}) from {relation}").fetchall()[0][0]
    return found


def _filled(con: duckdb.DuckDBPyConnection, relation: str, column: Column) -> int:
    """How many records have it: as many dates of a diploma as there are diplomas."""
    found: int = con.execute(f"select count({sql.name(column.name)}) from {relation}").fetchall()[0][0]
    return found


def _codes(
    con: duckdb.DuckDBPyConnection, relation: str, column: Column, vocabularies: Mapping[str, Mapping[str, Term]]
) -> list[dict[str, Any]]:
    """Every code that stands there with how often; of what has no list of words nothing, so that no word of a cell comes out.

    A number that is part of the key, such as a year or the months of a call round, is a code too.
    """
    terms = vocabularies.get(column.vocabulary or "") or (YES_OR_NO if column.type == "bool" else None)
    is_number = column.type == "int" and column.key
    if terms is None and not is_number:
        return []
    query = f"select coalesce({sql.name(column.name)}::varchar, ''), count(*) from {relation} group by 1"
    counted: dict[str, int] = dict(con.execute(query).fetchall())
    terms = terms or {
        code: Term(code, code, code) for code in sorted(counted, key=lambda code: (len(code), code)) if code
    }
    told = [
        {"code": code, "word": term.nl, "records": counted[code]} for code, term in terms.items() if code in counted
    ]
    blank = [{"code": "", "word": "", "records": counted[""]}] if told and "" in counted else []
    return told + blank


def _sum(con: duckdb.DuckDBPyConnection, relation: str, column: Column, contract: Contract) -> float | None:
    """What an amount adds up to; a number that tells records apart, or that is a place on a short scale, is none."""
    limits = [rule.arguments.get("max_value") for rule in contract.rules if rule.arguments.get("column") == column.name]
    is_scale = column.type == "int" and any(isinstance(limit, int) and limit <= SCALE for limit in limits)
    if column.type not in AMOUNTS or column.key or is_scale:
        return None
    total = con.execute(f"select round(sum({sql.name(column.name)}), 6) from {relation}").fetchall()[0][0]
    return None if total is None else float(total)
