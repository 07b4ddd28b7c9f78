"""The order of the stages for one delivery: land → judge (read … validate) → accept → receipt.

Does not know Dagster, and holds no rule about data: each stage does its own work. Called by assets, the CLI and tests.
"""

import os
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import duckdb

from pipelines import findings, intake, judging, outbox, preview, receipts, summary, tally, tasks
from pipelines.findings import Blocked, Finding
from pipelines.receipts import Receipt
from pipelines.registry import Registry
from pipelines.settings import Settings
from pipelines.stages import accept, erase, keep, land
from pipelines.stages.feedback import kept
from pipelines.stages.feedback.totals import totals
from pipelines.stages.land import Arrival
from pipelines.stages.read.cells import Cells
from pipelines.stages.read.layout import Arranged
from pipelines.tasks import Task

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Trial:
    """What would happen to a file: the outcome of all stages without anything being kept."""

    outcome: accept.Outcome
    findings: list[Finding]
    error: Blocked | None
    difference: dict[str, dict[str, int]] = field(default_factory=dict)
    preview: list[dict[str, Any]] = field(default_factory=list)
    tally: list[dict[str, Any]] = field(default_factory=list)

    @property
    def verdict(self) -> receipts.Outcome:
        """What its receipt would say."""
        if self.error:
            return "destroyed" if self.error.destroy else "rejected"
        return "accepted_with_notices" if self.findings else "accepted"


def forget_old_files(settings: Settings, registry: Registry) -> list[Path]:
    """Destroy original files beyond the term of their partner, or the default one; returns what went."""
    terms = {party.id: party.admission.retention_days for party in registry.parties.values() if party.admission}
    everything = receipts.read_all(settings.data / "receipts")
    gone = outbox.destroy_old_copies(settings.data, settings.copy_days)
    return gone + erase.erase(settings.data, everything, terms, settings.retention_days, date.today())


def ingest_partner(
    settings: Settings, registry: Registry, partner: str, run: str = "", progress: Progress | None = None
) -> list[Receipt]:
    """Take in everything of one partner; one bad file never stops the next. Returns the new receipts."""
    erase.clear_leftovers(settings.data)
    for receipt in receipts.read_all(settings.data / "receipts", partner):
        _destroy_if_told(settings, receipt)
    paths = intake.files(settings.data, partner)
    made = intake.take_in_all(settings, registry, paths, partner)
    unjudged = tasks.pending(settings, registry, partner)
    for done, task in enumerate(unjudged):
        if progress:
            progress(task.arrival.name, done, len(unjudged))
        made.append(ingest(settings, registry, task, run))
    # The same bytes under a second name wait until the first has its receipt, and then get one that refers to it.
    made += intake.take_in_all(settings, registry, [path for path in paths if path.exists()], partner)
    outbox.write_new(settings, registry, partner)
    return made


def ingest(settings: Settings, registry: Registry, task: Task, run: str = "") -> Receipt:
    """Take one archived file through all stages; the receipt is written last and is the commit."""
    started = time.perf_counter()
    base = tasks.first_receipt(task, registry, run)
    try:
        with judging.workspace(settings) as (con, work):
            try:
                tasks.refuse(settings, registry, task)
            except Blocked:  # it is kept, so what may not be kept is looked for all the same
                judging.guard_unread(
                    settings, settings.data / "archive" / base.partner / base.sha256, base.file, con, work
                )
                raise
            receipt, found = _through_the_stages(settings, registry, task, base, con, work)
    except Blocked as blocked:
        outcome: receipts.Outcome = "destroyed" if blocked.destroy else "rejected"
        if not blocked.destroy and task.refused and task.refused.rule == "file.name_is_known":
            outcome = "unknown_file"
        found = [*blocked.findings, *blocked.beside]
        receipt = replace(base, outcome=outcome, sentence=str(blocked), **_rows_of(blocked))
    kept.write(receipts.findings_path(settings.data, receipt), found)
    seconds = round(time.perf_counter() - started, 3)
    receipt = replace(receipt, processed_at=receipts.now(), seconds=seconds, **summary.told(found))
    receipts.write(settings.data / "receipts", receipt)
    _destroy_if_told(settings, receipt)
    return receipt


def _rows_of(blocked: Blocked) -> dict[str, Any]:
    """The row counts of a receipt of a refused file; nothing when they were never counted."""
    rows = blocked.rows
    return {"source_rows": rows.source, "quarantined": rows.apart, "skipped": rows.skipped} if rows else {}


def _destroy_if_told(settings: Settings, receipt: Receipt) -> None:
    """Destroy what a receipt says is destroyed: after it, so that a crash in between loses neither message nor bytes' end."""
    archive = settings.data / "archive"
    if receipt.outcome == "destroyed" and (archive / receipt.partner / receipt.sha256).exists():
        arrived = datetime.fromisoformat(receipt.arrived_at)
        land.destroy(archive, Arrival(receipt.partner, receipt.file, arrived, receipt.sha256, receipt.size))


def try_out(
    settings: Settings,
    registry: Registry,
    path: Path,
    partner: str,
    *,
    name: str = "",
    details: int = accept.DETAILS_PER_RULE,
    rehearsal: bool = False,
    compare: bool = False,
) -> tuple[Task, Trial]:
    """What would happen to this file if this partner delivered it now (as `name`); nothing is stored.

    Of one rule at most `details` places are listed. A `rehearsal` asks for no admission and, where there is no pseudonym
    key yet, uses one that is forgotten at once; then nothing can be compared. `compare`: also with the delivery before it.
    """
    stat = path.stat()
    arrival = Arrival(partner, name or path.name, datetime.fromtimestamp(stat.st_mtime, UTC), "", stat.st_size)
    task = tasks.task_of(arrival, registry, settings)
    try:
        tasks.refuse(settings, registry, task, admitted=rehearsal)
        with judging.workspace(settings) as (con, work):
            key = os.urandom(32) if rehearsal and not settings.secret_file.exists() else None
            tables, judged, found = judging.judge(settings, registry, task, path, con, work, key)
            outcome = accept.decide(con, tables, judged, found, details)
            seen = preview.of(con, judged, registry.vocabularies)
            counted = tally.of(con, judged, registry.vocabularies)
            difference: dict[str, dict[str, int]] = {}
            if compare and key is None:
                base = replace(tasks.first_receipt(task, registry, ""), arrived_at=receipts.now())
                files = _write(con, registry, base, tables, judged, work / "accepted")
                difference = _compared(con, settings, registry, base, outcome, files, work / "accepted")
    except Blocked as blocked:
        rows = _rows_of(blocked)
        outcome = accept.Outcome(**rows | {"skipped": Counter(rows["skipped"])}) if rows else accept.Outcome()
        return task, Trial(outcome, [*blocked.findings, *blocked.beside], blocked)
    return task, Trial(outcome, outcome.findings, None, difference, seen, counted)


def _through_the_stages(
    settings: Settings, registry: Registry, task: Task, base: Receipt, con: duckdb.DuckDBPyConnection, work: Path
) -> tuple[Receipt, list[Finding]]:
    path = settings.data / "archive" / task.arrival.partner / task.arrival.sha256
    tables, judged, found = judging.judge(settings, registry, task, path, con, work)
    outcome = accept.decide(con, tables, judged, found)
    accepted = settings.data / "accepted"
    files = _write(con, registry, base, tables, judged, accepted)
    quarantine = Path(base.partner) / f"{_stem(base)}.parquet"
    kept_apart = keep.write_quarantine(con, tables, judged, settings.data / "quarantine" / quarantine)
    difference = _compared(con, settings, registry, base, outcome, files, accepted)
    noticed = any(finding.severity in ("notice", "signal", "quarantines") for finding in outcome.findings)
    receipt = replace(
        base, outcome="accepted_with_notices" if noticed else "accepted", sentence=summary.accepted_sentence(outcome),
        source_rows=outcome.source_rows, used=outcome.used, quarantined=outcome.quarantined,
        skipped=dict(sorted(outcome.skipped.items())), records=outcome.records,
        files={dataset: str(file) for dataset, file in files.items()}, quarantine=str(quarantine) if kept_apart else "",
        difference=difference, totals=totals(con, judged), stated_rows=tables[0][0].stated_rows,
        corrections=dict(sum((cells.corrected for cells, _ in tables), Counter())),
        words={place: sorted(said) for cells, _ in tables for place, said in cells.words.items()},
    )  # fmt: skip
    return receipt, outcome.findings


def _stem(base: Receipt) -> str:
    """The name of the files of one delivery as it was judged."""
    return f"{base.delivery_id}.{base.digest[:8]}"


def _write(
    con: duckdb.DuckDBPyConnection,
    registry: Registry,
    base: Receipt,
    tables: list[tuple[Cells, Arranged]],
    judged: list[accept.Judged],
    folder: Path,
) -> dict[str, Path]:
    """The accepted rows as files; dataset → path below the folder."""
    marks = {"partner": base.partner, "period": base.period, "delivery_id": base.delivery_id, "source_file": base.file}
    sheets = [cells.sheet for cells, _ in tables]
    return keep.write_accepted(con, judged, sheets, marks, registry.vocabularies, folder, _stem(base))


def _compared(
    con: duckdb.DuckDBPyConnection,
    settings: Settings,
    registry: Registry,
    base: Receipt,
    outcome: accept.Outcome,
    files: dict[str, Path],
    folder: Path,
) -> dict[str, dict[str, int]]:
    """The difference with the delivery before; adds to the outcome what is remarkable about it."""
    if base.kind == "register" and not sum(outcome.records.values()):
        outcome.findings.append(findings.register_without_records())
        return {}
    came = receipts.read_all(settings.data / "receipts", base.partner)
    difference, vanished = _since_the_previous(con, settings, registry, base, came, files, folder)
    if newer := _newer(came, base):
        outcome.findings.append(findings.newer_holds(base.file, newer.file))
        return difference
    outcome.findings += vanished + _in_two_periods(con, settings, registry, base, came, files, folder)
    return difference


def _in_two_periods(
    con: duckdb.DuckDBPyConnection,
    settings: Settings,
    registry: Registry,
    base: Receipt,
    came: list[Receipt],
    files: dict[str, Path],
    folder: Path,
) -> list[Finding]:
    """Records of a periodic file that also stand in another about the same days, such as a year beside its months: told, not mended.

    Which of the two holds is for people: a month that comes again after its year may correct it, or be forgotten.
    """
    if base.kind != "increment":
        return []
    found = []
    for other in receipts.effective(came):
        apart = other.covers_until < base.covers_from or base.covers_until < other.covers_from
        if other.delivery != base.delivery or other.about == base.about or apart:
            continue
        for dataset in sorted(files.keys() & other.files.keys()):
            contract, theirs = registry.contracts[dataset], settings.data / "accepted" / other.files[dataset]
            rows, shared = accept.shared(con, contract, folder / files[dataset], theirs)
            if shared:
                found.append(findings.told_in_two_periods(contract, shared, rows, other.file))
    return found


def _since_the_previous(
    con: duckdb.DuckDBPyConnection,
    settings: Settings,
    registry: Registry,
    base: Receipt,
    came: list[Receipt],
    files: dict[str, Path],
    folder: Path,
) -> tuple[dict[str, dict[str, int]], list[Finding]]:
    """Per dataset what is new, changed and vanished since the delivery that this one replaces; much vanished is told."""
    before = _previous(came, base)
    if before is None:
        return {}, []
    accepted, difference, found = settings.data / "accepted", {}, []
    for dataset in registry.deliveries[base.partner][base.delivery].datasets:
        if dataset not in before.files:
            continue
        contract, had = registry.contracts[dataset], before.records[dataset]
        if dataset in files:
            told = accept.compare(con, contract, accepted / before.files[dataset], folder / files[dataset])
        else:  # its sheet is blank now
            told = {"new": 0, "changed": 0, "vanished": had}
        difference[dataset] = told
        found += accept.vanished_much(contract, told, had, before.file)
    return difference, found


def _newer(came: list[Receipt], base: Receipt) -> Receipt | None:
    """What counts instead of this delivery although it came earlier: of a later period (a register), or a higher version."""
    return next(
        (
            r for r in receipts.effective(came)
            if base.kind != "series" and r.delivery == base.delivery and r.arrived_at < base.arrived_at
            and receipts.newest_last(r) > receipts.newest_last(base) and (base.kind == "register" or r.about == base.about)
        ),
        None,
    )  # fmt: skip


def _previous(came: list[Receipt], base: Receipt) -> Receipt | None:
    """The accepted delivery with records that this one follows: of the same register, or of the same period or week."""
    earlier = [
        r for r in came if r.is_accepted and not r.says_nothing and (r.partner, r.delivery) == (base.partner, base.delivery)
        and receipts.newest_last(r) < receipts.newest_last(base) and (base.kind == "register" or r.about == base.about)
    ]  # fmt: skip
    return max(earlier, key=lambda r: (receipts.newest_last(r), r.processed_at), default=None)
