"""Judged rows → which are accepted and which are set apart, and the counts for the receipt.

Does not write anything: `keep` does. Severity decides: `blocks` rejects the
delivery, `quarantines` sets the row apart, `notice` and `signal` are told and change nothing.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from pipelines import findings, sql
from pipelines.contracts import Column, Contract
from pipelines.findings import NOT_USED, Blocked, Finding, Rows
from pipelines.stages.conform import Part
from pipelines.stages.read.cells import Cells
from pipelines.stages.read.layout import Arranged

DETAILS_PER_RULE = 2_000
FORBIDDEN = "expect_column_values_to_not_match_regex"  # what may not be written may not be repeated either
VANISHED = 0.05  # of what the delivery before it had; more is told
COPY_SAID = (
    "case r._copy when 1 then 'een regel die er al precies zo staat' "
    "when 2 then 'een sleutel die vaker voorkomt, met andere inhoud' end"
)


@dataclass(frozen=True)
class Judged:
    """All rows of one dataset in this delivery (or of its joined side) after validation.

    `rows` tells (record, _table, _row) where several rows went into one record; empty when each record has its own row.
    """

    relation: str
    contract: Contract
    side: bool
    parts: tuple[Part, ...]
    rows: str = ""

    @property
    def source_rows(self) -> str:
        """A query of (record, _table, _row): the source rows of each record."""
        return f"(select rowid as record, _table, _row from {self.relation})" if not self.rows else self.rows


@dataclass
class Outcome:
    """What was decided about a delivery, in source rows."""

    source_rows: int = 0
    used: int = 0
    quarantined: int = 0
    skipped: Counter[str] = field(default_factory=Counter)
    records: dict[str, int] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


def decide(
    con: duckdb.DuckDBPyConnection,
    tables: list[tuple[Cells, Arranged]],
    judged: list[Judged],
    found: list[Finding],
    details: int = DETAILS_PER_RULE,
) -> Outcome:
    """Mark each record as accepted or not (`accepted_<relation>`) and count source rows; raises `Blocked` beyond the limit.

    `found` is what earlier stages found; it comes back in the outcome, also beside a refusal: that is what to repair.
    At most `details` findings per rule name their place; the last one then stands for the others.
    """
    outcome = Outcome(findings=list(found))
    for item in judged:
        _mark(con, item)
        outcome.findings += _broken_rules(con, item, details)
    blocking = [finding for finding in outcome.findings if finding.severity == "blocks"]
    beside = [finding for finding in outcome.findings if finding.severity != "blocks"]
    limits: list[Finding] = []
    _row_states(con, judged)
    for index, (cells, arranged) in enumerate(tables):
        outcome.source_rows += cells.source_rows
        outcome.skipped += cells.skipped
        used, quarantined = con.execute(
            f"select count(*) filter (where used), count(*) filter (where not used) from row_states where _table = {index}"
        ).fetchall()[0]
        data_rows = con.execute(f"select count(*) from {arranged.relation}").fetchall()[0][0]
        quarantined += len(cells.damaged)
        outcome.used += used
        outcome.quarantined += quarantined
        told = sum(cells.skipped.values()) + len(cells.damaged) + (used + quarantined - len(cells.damaged))
        if cells.source_rows > told:
            outcome.skipped["no_record"] += cells.source_rows - told
        limits += _beyond_the_limit(index, judged, data_rows + len(cells.damaged), quarantined)
    if refused := blocking or limits[:1]:
        skipped = dict(sorted(outcome.skipped.items())) | {NOT_USED: outcome.used}
        raise Blocked(*refused, beside=beside, rows=Rows(outcome.source_rows, outcome.quarantined, skipped))
    for item in judged:
        if not item.side:
            accepted = con.execute(f"select count(*) from accepted_{item.relation}").fetchall()[0][0]
            outcome.records[item.contract.id] = outcome.records.get(item.contract.id, 0) + accepted
        else:
            outcome.findings += _unmatched(con, item, judged, details)
    return outcome


def _mark(con: duckdb.DuckDBPyConnection, item: Judged) -> None:
    severe = [rule.id for rule in item.contract.rules if rule.severity in ("blocks", "quarantines")]
    lenient = [column.name for column in item.contract.columns if column.unknown != "quarantines"]
    serious = (
        f"len(list_filter(_fails, lambda f: f.column not in ({sql.texts(lenient)}))) > 0"
        if lenient
        else "len(_fails) > 0"
    )
    con.execute(
        f"create or replace temp table refused_{item.relation} as select rowid as record from {item.relation} where {serious} "
        f"union select record from broken_{item.relation} where rule in ({sql.texts(severe)})"
    )
    con.execute(
        f"create or replace temp view accepted_{item.relation} as select rowid as _record, * from {item.relation} "
        f"where rowid not in (select record from refused_{item.relation})"
    )


def _row_states(con: duckdb.DuckDBPyConnection, judged: list[Judged]) -> None:
    """One row per source row that gave a record: is at least one of its records accepted?"""
    seen = " union all ".join(
        f"select _table, _row, record not in (select record from refused_{i.relation}) as ok from {i.source_rows}"
        for i in judged
    )
    seen = seen or "select 0 as _table, 0 as _row, true as ok where false"
    parts = [part for item in judged for part in item.parts]
    # Grouping a million rows costs as much as reading them, and mostly each gives one record.
    is_single = len(parts) == 1 and not parts[0].blocks and not parts[0].together
    used, together = ("ok as used", "") if is_single else ("bool_or(ok) as used", " group by all")
    con.execute(f"create or replace temp table row_states as select _table, _row, {used} from ({seen}){together}")


def not_used(read: Iterable[Cells]) -> Rows:
    """Where the rows are of a file that was refused before they were judged: what is not damaged or skipped is not used."""
    source, skipped, damaged = 0, Counter[str](), 0
    for cells in read:
        source += cells.source_rows
        skipped += cells.skipped
        damaged += len(cells.damaged)
    rest = max(source - damaged - skipped.total(), 0)
    return Rows(source, damaged, dict(sorted(skipped.items())) | {NOT_USED: rest})


def _beyond_the_limit(table: int, judged: list[Judged], rows: int, quarantined: int) -> list[Finding]:
    return [
        findings.too_many_quarantined(item.contract, quarantined, rows)
        for item in judged
        if not item.side and rows and quarantined / rows > item.contract.quarantine_limit
        and any(part.place[0] == table for part in item.parts)
    ]  # fmt: skip


def _broken_rules(con: duckdb.DuckDBPyConnection, item: Judged, details: int) -> list[Finding]:
    """One finding per record and rule, up to a cap per rule, and one for all beyond it."""
    found: list[Finding] = []
    by_id = {rule.id: rule for rule in item.contract.rules}
    for (rule_id,) in con.execute(f"select distinct rule from broken_{item.relation} order by 1").fetchall():
        rule = by_id[rule_id]
        shown = next((name for name in rule.reads if name != "_copy"), None)
        value = _as_said(item.contract.column(shown), _factor(item, shown)) if shown else COPY_SAID
        if rule.expectation == FORBIDDEN:
            value = "null"
        rows = con.execute(
            f"select r._table, r._fill, r._row, r._block, {value} from broken_{item.relation} b "
            f"join {item.relation} r on r.rowid = b.record "
            f"where b.rule = {sql.text(rule_id)} order by r._table, r._row, r._block limit {details}"
        ).fetchall()
        for table, fill, row, block, text in rows:
            part = next(part for part in item.parts if part.place == (table, fill))
            name = shown or item.contract.key[0]
            header, letters = part.at(name, block)
            found.append(findings.broken_rule(rule, part.sheet, row, header, text or "", letters))
        if len(rows) == details:
            counted = f"select count(*) from broken_{item.relation} where rule = {sql.text(rule_id)}"
            more = con.execute(counted).fetchall()[0][0] - details
            if more:
                found.append(findings.more_of_the_same(found[-1], more))
    return found


def _factor(item: Judged, name: str) -> str:
    """SQL for what the partner's number was multiplied by, of a record's own table: the finding repeats what it wrote."""
    factors = {part.place: part.times[name] for part in item.parts if name in part.times}
    whens = " ".join(f"when r._table = {t} and r._fill = {f} then {by}" for (t, f), by in factors.items())
    return f"case {whens} else 1 end" if whens else ""


def _as_said(column: Column, factor: str) -> str:
    """SQL for a value as a Dutch reader writes it; null when it may not be shown."""
    cell = f"r.{sql.name(column.name)}"
    cell = f"round({cell} / {factor}, 4)" if factor else cell
    if column.masked:
        return "null"
    if column.type == "date":
        return f"strftime({cell}, '%d-%m-%Y')"
    return (
        f"regexp_replace(replace({cell}::varchar, '.', ','), ',0$', '')"
        if column.type in ("decimal", "money")
        else f"{cell}::varchar"
    )


def _unmatched(con: duckdb.DuckDBPyConnection, side: Judged, judged: list[Judged], details: int) -> list[Finding]:
    main = next(item for item in judged if item.contract.id == side.contract.id and not item.side)
    key = ", ".join(sql.name(name) for name in side.contract.key)
    without = f"from accepted_{side.relation} anti join {main.relation} using ({key})"
    rows = con.execute(f"select _row {without} order by _row limit {details}").fetchall()
    part = side.parts[0]
    letters = part.letters.get(side.contract.key[0], "")
    found = [findings.unmatched_row(side.contract, part.sheet, row, letters) for (row,) in rows]
    more = con.execute(f"select count(*) {without}").fetchall()[0][0] - details if len(rows) == details else 0
    return [*found, findings.more_of_the_same(found[-1], more)] if more else found


def compare(con: duckdb.DuckDBPyConnection, contract: Contract, before: Path, now: Path) -> dict[str, int]:
    """Records that are new, changed or vanished since the previous delivery of the same thing, by key.

    A column that the contract gained since then is left out: it changed for everybody.
    """
    described = con.execute(f"describe select * from read_parquet({sql.text(str(before))})").fetchall()
    had = {str(row[0]) for row in described}
    key = ", ".join(sql.name(name) for name in contract.key)
    own = ", ".join(sql.name(column.name) for column in contract.kept if column.name in had)
    new, changed, vanished = con.execute(
        f"with before as (select {key}, hash({own}) as content from read_parquet({sql.text(str(before))})), "
        f"now as (select {key}, hash({own}) as content from read_parquet({sql.text(str(now))})) "
        "select count(*) filter (where before.content is null), count(*) filter (where before.content <> now.content), "
        f"count(*) filter (where now.content is null) from now full join before using ({key})"
    ).fetchall()[0]
    return {"new": new, "changed": changed, "vanished": vanished}


def shared(con: duckdb.DuckDBPyConnection, contract: Contract, one: Path, other: Path) -> tuple[int, int]:
    """How many records one file has, and how many of those stand in another too, by key."""
    key = ", ".join(sql.name(name) for name in contract.key)
    own = f"from read_parquet({sql.text(str(one))})"
    both = f"{own} semi join read_parquet({sql.text(str(other))}) using ({key})"
    rows, told = con.execute(f"select (select count(*) {own}), (select count(*) {both})").fetchall()[0]
    return rows, told


def vanished_much(contract: Contract, difference: dict[str, int], before: int, earlier: str) -> list[Finding]:
    """The notice when more than `VANISHED` of the `before` records of an earlier file is gone."""
    if before and difference["vanished"] / before > VANISHED:
        return [findings.many_vanished(contract, difference["vanished"], before, earlier, difference["new"])]
    return []
