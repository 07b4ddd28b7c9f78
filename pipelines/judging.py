"""One archived file of a known delivery → its judged rows: read → guard → conform → protect → validate, in memory only.

Does not keep anything: `ingest` does, or tells what would be kept. Each stage does its own work; here is their order.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from pipelines import findings, repairs
from pipelines.findings import Blocked, Finding
from pipelines.registry import Registry
from pipelines.settings import Settings
from pipelines.stages import accept, conform, correct, crosswalk, headers, key_list, land, protect, validate
from pipelines.stages.own_period import of_its_own_period
from pipelines.stages.read.cells import Cells
from pipelines.stages.read.layout import Arranged, arrange
from pipelines.stages.read.records import gather, read_records
from pipelines.stages.read.sections import set_apart, with_title_words
from pipelines.stages.read.text import read_text
from pipelines.stages.read.unread import everything_in
from pipelines.stages.read.workbook import read_workbook
from pipelines.stages.together import put_together
from pipelines.stages.unreadable import unreadable_cells
from pipelines.table_language import Delivery
from pipelines.tasks import Task
from pipelines.vocabularies import Term
from pipelines.words import say, spoken


class MissingKeyError(Exception):
    """No secret for the pseudonyms: outside the demo that is a configuration error, never a default."""


@contextmanager
def workspace(settings: Settings) -> Iterator[tuple[duckdb.DuckDBPyConnection, Path]]:
    """A private DuckDB and a scratch folder, both gone afterwards."""
    (settings.data / "work").mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=f"{os.getpid()}.", dir=settings.data / "work") as folder:
        con = _database(settings.memory_limit, settings.threads, settings.data / "work").cursor()
        try:
            yield con, Path(folder)
        finally:
            con.close()


@cache
def _database(memory_limit: str, threads: int, spill: Path) -> duckdb.DuckDBPyConnection:
    """One empty database for all deliveries of this process; what a cursor makes is temporary and its own."""
    return duckdb.connect(
        ":memory:", config={"memory_limit": memory_limit, "threads": threads, "temp_directory": str(spill)}
    )


def judge(
    settings: Settings,
    registry: Registry,
    task: Task,
    path: Path,
    con: duckdb.DuckDBPyConnection,
    work: Path,
    key: bytes | None = None,
) -> tuple[list[tuple[Cells, Arranged]], list[accept.Judged], list[Finding]]:
    """Read, guard, conform, protect and validate one file; everything stays in this connection.

    Returns the cells of each table with their layout, the judged rows per dataset, and what was found on the way.
    """
    delivery = registry.deliveries[task.arrival.partner][task.delivery].as_it_came(land.is_workbook(path))
    words = dict(task.words)
    if task.slot:
        words[conform.FILE_FIRST] = task.slot.covers_from.isoformat()
        words[conform.FILE_LAST] = task.slot.covers_until.isoformat()
    waived = registry.waived(task.arrival.partner, task.delivery, task.period)
    contracts = repairs.with_waivers(registry.contracts, waived)
    if needs_key(registry, delivery):
        protect.load_key(con, key or secret(settings))
    try:
        all_cells, others = _read(settings, delivery, path, task.arrival.name, con, work)
    except Blocked:
        guard_unread(settings, path, task.arrival.name, con, work)
        raise
    sheets = {cells.sheet: cells for cells in all_cells}  # which tables may share
    try:
        for cells in [*all_cells, *others]:
            protect.refuse_bsn(con, cells)
        blocking = [finding for cells in all_cells for finding in cells.findings if finding.severity == "blocks"]
        if blocking:
            raise Blocked(*blocking)
        set_apart(con, all_cells, delivery.tables)
    except Blocked as blocked:
        blocked.rows = accept.not_used(sheets.values())
        raise
    known = registry.corrections.get((task.arrival.partner, task.delivery), ())
    corrections = tuple(one for one in known if one.holds_for(task.period))
    agreed = correct.Agreed(corrections, delivery, contracts, task.arrival.partner, words)
    try:
        tables = _arranged(con, all_cells, agreed)
        parts, found = _conformed(con, tables, agreed, registry.vocabularies)
    except Blocked as blocked:
        blocked.rows = accept.not_used(all_cells)
        raise
    judged = [_together(con, dataset, join, group) for (dataset, join), group in parts.items()]
    for item in judged:
        mapped = {name for part in item.parts for name in part.headers}
        validate.mark_copies(con, item.relation, item.contract)
        validate.validate(con, item.relation, item.contract, mapped, side=item.side)
    if task.slot and task.names_its_period and delivery.kind == "increment":
        found += of_its_own_period(con, judged, task.slot.covers_from, task.slot.covers_until)
    return [(cells, arranged) for cells, arranged, _ in tables], judged, found


def _arranged(
    con: duckdb.DuckDBPyConnection, all_cells: list[Cells], agreed: correct.Agreed
) -> list[tuple[Cells, Arranged, Arranged]]:
    """The rows of each table as the file has them, and as they are after our corrections."""
    tables = []
    for index, (cells, table) in enumerate(zip(all_cells, agreed.delivery.tables, strict=True)):
        arranged = (gather if table.records else arrange)(con, cells, table, index)
        arranged = with_title_words(con, cells, table, arranged, index)
        if arranged.columns:
            headers.check_columns(cells, arranged, table, agreed.contracts)
        tables.append((cells, arranged, correct.correct(con, cells, arranged, table, index, agreed)))
        if table.key_list and arranged.columns:
            listed = key_list.load(con, arranged, table.key_list, agreed.delivery, agreed.file_words)
            cells.skipped["key_list"] += listed
    return tables


def _conformed(
    con: duckdb.DuckDBPyConnection,
    tables: list[tuple[Cells, Arranged, Arranged]],
    agreed: correct.Agreed,
    vocabularies: dict[str, dict[str, Term]],
) -> tuple[dict[tuple[str, bool], list[conform.Part]], list[Finding]]:
    """Per dataset (and whether it only adds to one) the protected rows of every table that fills it."""
    delivery, words = agreed.delivery, agreed.file_words
    parts: dict[tuple[str, bool], list[conform.Part]] = {}
    found: list[Finding] = []
    for index, ((cells, _, corrected), table) in enumerate(zip(tables, delivery.tables, strict=True)):
        unlisted: dict[int, Finding] = {}
        for number, fill in enumerate(table.fills if corrected.columns else ()):
            part = conform.conform(
                corrected, fill, agreed.contracts[fill.dataset], delivery, vocabularies, words,
                table_index=index, fill_index=number, sheet=cells.sheet,
            )  # fmt: skip
            part, missing = key_list.number(con, part, fill)
            unlisted |= missing
            protected = protect.protect(con, part, agreed.partner)
            found += unreadable_cells(con, protected, vocabularies, conform.known_words(fill))
            parts.setdefault((fill.dataset, fill.join), []).append(protected)
        if corrected.columns:
            found += [*cells.findings, *unlisted.values()]
            cells.words.update(crosswalk.used_words(con, corrected, table, delivery, words))
    for (cells, arranged, _), table in zip(tables, delivery.tables, strict=True):
        if not arranged.columns and any((fill.dataset, True) in parts and not fill.join for fill in table.fills):
            raise Blocked(findings.header_not_found(cells.sheet, table.header.find or "", (), ()))
    return parts, found


def guard_unread(settings: Settings, path: Path, name: str, con: duckdb.DuckDBPyConnection, work: Path) -> None:
    """Look for citizen service numbers in a file that is kept but could not be read as agreed."""
    for cells in everything_in(path, name, con, work, settings.child_seconds):
        protect.refuse_bsn(con, cells)


def _read(
    settings: Settings, delivery: Delivery, path: Path, name: str, con: duckdb.DuckDBPyConnection, work: Path
) -> tuple[list[Cells], list[Cells]]:
    """The cells of each table, and what else is in the file and only has to be guarded."""
    if path.stat().st_size == 0:
        raise Blocked(findings.empty_file(name))
    if delivery.tables[0].records:
        return [read_records(path, name, delivery.text, delivery.tables[0], con, work)], []
    if delivery.reads == "text":
        return [read_text(path, name, delivery.text, delivery.tables[0], con, work)], []
    return read_workbook(path, name, delivery.tables, delivery.formats.decimal, con, work, settings.child_seconds)


def _together(con: duckdb.DuckDBPyConnection, dataset: str, join: bool, parts: list[conform.Part]) -> accept.Judged:
    """All parts of one dataset in one relation, so that a key that stands in two of them is seen."""
    relation = f"{dataset}_{'side' if join else 'main'}"
    if len(parts) == 1:
        con.execute(f"alter table {parts[0].relation} rename to {relation}")
    else:
        union = " union all by name ".join(f"select * from {part.relation}" for part in parts)
        con.execute(f"create temp table {relation} as {union}")
    how = {name: said for part in parts for name, said in part.together.items()}
    rows = put_together(con, relation, parts[0].contract, how) if how else ""
    return accept.Judged(relation, parts[0].contract, join, tuple(parts), rows)


def needs_key(registry: Registry, delivery: Delivery) -> bool:
    """True when people or their numbers are in this delivery; open data needs no secret."""
    contracts = (registry.contracts[dataset] for dataset in delivery.datasets)
    return any(column.keyed or column.identifying for contract in contracts for column in contract.columns)


def secret(settings: Settings) -> bytes:
    """The pseudonym key; raises `MissingKeyError` when there is none or it is too short to be one."""
    path = settings.secret_file
    if not path.exists():
        raise MissingKeyError(say("refused.no_key", spoken(), path=str(path)))
    key = path.read_bytes()
    if len(key) < 32:
        raise MissingKeyError(say("refused.short_key", spoken(), path=str(path), size=len(key)))
    return key
