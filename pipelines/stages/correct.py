"""Rows in a partner's words → the same rows with known mistakes repaired, as `corrections.yaml` says, before anything is typed.

Does not change what was read: quarantine and receipts keep the rows as delivered. A correction that fits no row, or that finds
another value than it expects, stops the delivery: what was agreed about this file no longer holds, and only a person can tell
whether the source or the correction is right. Nothing is lost: it waits in the archive until the correction is changed.
"""

from dataclasses import dataclass, field, replace

import duckdb

from pipelines import findings, sql
from pipelines.contracts import Contract
from pipelines.corrections import Cell, Correction, table_of
from pipelines.findings import Blocked, Finding
from pipelines.stages import conform, numbers, protect
from pipelines.stages.read.cells import Cells
from pipelines.stages.read.layout import Arranged, unpivoted
from pipelines.stages.read.workbook import column_letters
from pipelines.table_language import Delivery, Table

TOLD_PER_CORRECTION = 200


@dataclass(frozen=True)
class Agreed:
    """What holds for this delivery: its corrections, and what is needed to recognise a row by its key."""

    corrections: tuple[Correction, ...]
    delivery: Delivery
    contracts: dict[str, Contract]
    partner: str
    file_words: dict[str, str] = field(default_factory=dict)


def correct(
    con: duckdb.DuckDBPyConnection, cells: Cells, arranged: Arranged, table: Table, index: int, agreed: Agreed
) -> Arranged:
    """The table with these corrections made; raises `Blocked` with every one that failed.

    All are judged by the rows as delivered, and made in the order of their file. What was done stands in `cells`: rows per
    correction in `corrected`, a notice per row in `findings`, dropped rows among the skipped ones.
    """
    listed = [one for one in agreed.corrections if table_of(one, agreed.delivery) == table]
    if not listed:
        return arranged
    hits: dict[str, list[int]] = {}
    failed: list[Finding] = []
    for one in listed:
        rows, outdated = _rows(con, cells, arranged, table, one, agreed)
        hits[one.id] = rows
        failed += outdated or ([] if rows else [findings.correction_missed(one.id, cells.sheet)])
    if failed:
        raise Blocked(*failed)
    relation = f"corrected_{index}"
    con.execute(f"create or replace temp table {relation} as from {arranged.relation}")
    for one in listed:
        _make(con, relation, one, hits[one.id], agreed.delivery)
        _tell(cells, arranged, one, hits[one.id])
    dropped = {row for one in listed if one.action == "drop" for row in hits[one.id]}
    if dropped:
        cells.skipped["dropped"] += len(dropped)
    corrected = replace(arranged, relation=relation)
    if not table.unpivot:
        return corrected
    long, long_columns = unpivoted(con, relation, arranged.columns, table.unpivot, index)
    return replace(corrected, long=long, long_columns=long_columns)


def _rows(
    con: duckdb.DuckDBPyConnection, cells: Cells, arranged: Arranged, table: Table, one: Correction, agreed: Agreed
) -> tuple[list[int], list[Finding]]:
    """The rows that a correction is about, and a finding for each that does not hold what it expects."""
    named = {*one.where, *one.expect, *([one.column] if one.column else [])}
    if not arranged.columns or not named <= set(arranged.columns):
        return [], []
    meant = [_is(header, cell) for header, cell in one.where.items()] + _has_key(one, arranged, table, agreed)
    meant += [f"_row = {one.row}"] if one.row else []
    expected = [_is(header, cell) for header, cell in one.expect.items()]
    if one.column and one.action == "scale":
        expected.append(f"{numbers.decimal(sql.name(one.column), agreed.delivery.formats.decimal)} is not null")
    cleaned = ", ".join(f"{sql.filled(sql.name(header))} as {sql.name(header)}" for header in arranged.columns)
    rows = con.execute(
        f"select _row, {' and '.join(expected) or 'true'} from (select _row, {cleaned} from {arranged.relation}) "
        f"where {' and '.join(meant) or 'true'} order by _row"
    ).fetchall()
    header = one.column or next(iter(one.expect), "")
    letters = _letters(cells, arranged, header)
    outdated = [
        findings.correction_outdated(one.id, cells.sheet, row, header, letters) for row, holds in rows if not holds
    ]
    return [row for row, _ in rows], outdated[:TOLD_PER_CORRECTION]


def _is(header: str, cell: Cell) -> str:
    """SQL that is true or false, never null: does this cleaned cell hold what is said?"""
    text = f"coalesce({sql.name(header)}, '')"
    return (
        f"{text} = {sql.text(cell)}" if isinstance(cell, str) else f"regexp_matches({text}, {sql.text(cell.matches)})"
    )


def _has_key(one: Correction, arranged: Arranged, table: Table, agreed: Agreed) -> list[str]:
    """SQL that recognises a row by the key that its accepted record has, hashed where that is."""
    if not one.dataset:
        return []
    fill = next(fill for fill in table.fills if fill.dataset == one.dataset)
    found = []
    for name, value in one.key.items():
        column = agreed.contracts[one.dataset].column(name)
        text = conform.text_of(fill.columns[name], arranged.columns, agreed.delivery, agreed.file_words, is_text=True)
        stored = protect.pseudonym(column.keyed, agreed.partner, text) if column.keyed else text
        found.append(f"coalesce({stored} = {sql.text(value)}, false)")
    return found


def _make(con: duckdb.DuckDBPyConnection, relation: str, one: Correction, rows: list[int], delivery: Delivery) -> None:
    chosen = f"_row in ({', '.join(map(str, rows))})"
    if one.action == "drop":
        con.execute(f"delete from {relation} where {chosen}")
    elif one.column and one.value is not None:
        con.execute(f"update {relation} set {sql.name(one.column)} = {sql.text(one.value)} where {chosen}")
    elif one.column and one.factor is not None:
        number = numbers.decimal(sql.filled(sql.name(one.column)), delivery.formats.decimal)
        plain = f"regexp_replace(printf('%.6f', ({number}) * {one.factor!r}), '\\.?0+$', '')"
        written = f"replace({plain}, '.', ',')" if delivery.formats.decimal == "," else plain
        con.execute(f"update {relation} set {sql.name(one.column)} = {written} where {chosen}")


def _tell(cells: Cells, arranged: Arranged, one: Correction, rows: list[int]) -> None:
    cells.corrected[one.id] += len(rows)
    header = one.column or ""
    letters = _letters(cells, arranged, header)
    cells.findings += [
        findings.corrected(one.id, one.action, one.reason, one.reported_by, cells.sheet, row, header, letters)
        for row in rows[:TOLD_PER_CORRECTION]
    ]


def _letters(cells: Cells, arranged: Arranged, header: str) -> str:
    return column_letters(arranged.letters[header]) if cells.sheet and header in arranged.letters else ""
