"""The order of the stages for one delivery: land → judge (read … validate) → accept → receipt.

Does not know Dagster, and holds no rule about data: each stage does its own work. Called by assets, the CLI and tests.
"""

import os
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import duckdb

from pipelines import findings, judging, outbox, preview, receipts, tally
from pipelines.findings import Blocked, Finding
from pipelines.judging import Task
from pipelines.receipts import Receipt
from pipelines.registry import Registry
from pipelines.settings import Settings
from pipelines.stages import accept, erase, keep, land
from pipelines.stages.feedback import kept
from pipelines.stages.feedback.actions import repair_actions
from pipelines.stages.feedback.totals import totals
from pipelines.stages.land import Arrival
from pipelines.stages.read.cells import Cells
from pipelines.stages.read.layout import Arranged
from pipelines.words import number

GROUPS_PER_RECEIPT = 300
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


def waiting(settings: Settings, registry: Registry) -> dict[str, list[str]]:
    """Partner → periods for which something lies in the inbox or awaits reprocessing; moves nothing."""
    found: dict[str, set[str]] = {}
    for path in _inbox_files(settings.data):
        if path.parent.name in registry.parties:
            stat = path.lstat()
            if (settings.data / "receipts" / path.parent.name / f"{_left_id(path, stat)}.json").exists():
                continue  # told already that it is too large or no plain file
            arrival = Arrival(path.parent.name, path.name, datetime.fromtimestamp(stat.st_mtime, UTC), "", stat.st_size)
            found.setdefault(arrival.partner, set()).add(_task(arrival, registry, settings).period)
    for task in pending(settings, registry):
        found.setdefault(task.arrival.partner, set()).add(task.period)
    return {partner: sorted(periods) for partner, periods in sorted(found.items())}


def note_strangers(settings: Settings, registry: Registry) -> list[Receipt]:
    """A receipt for every file in the inbox that is in no partner's folder, or deeper than that; it stays where it is."""
    known = {receipt.receipt_id for receipt in receipts.read_all(settings.data / "receipts")}
    noted = []
    inbox = settings.data / "inbox"
    for path in sorted(_not_hidden(path for path in inbox.rglob("*") if path.is_file() or path.is_symlink())):
        folder = path.relative_to(inbox).parts[0] if path.parent != inbox else inbox.name
        if path.parent == inbox / folder and folder in registry.parties:
            continue
        stat = path.lstat()
        arrived = datetime.fromtimestamp(stat.st_mtime, UTC).replace(microsecond=0)
        if path.parent in (inbox, inbox / folder):
            finding = findings.unknown_partner(folder, registry.parties)
        else:
            finding = findings.in_a_subfolder(path.relative_to(inbox).as_posix(), folder)
        receipt = Receipt(
            receipt_id=_left_id(path, stat), partner=folder, file=path.name, sha256="", size=stat.st_size,
            arrived_at=arrived.isoformat(), processed_at=_now(),
            outcome="unknown_file" if folder in registry.parties else "unknown_partner",
            sentence=finding.sentence, **told([finding]),
        )  # fmt: skip
        if receipt.receipt_id not in known:
            receipts.write(settings.data / "receipts", receipt)
            noted.append(receipt)
    return noted


def forget_old_files(settings: Settings, registry: Registry) -> list[Path]:
    """Destroy original files beyond the term of their partner, or the default one; returns what went."""
    terms = {party.id: party.admission.retention_days for party in registry.parties.values() if party.admission}
    everything = receipts.read_all(settings.data / "receipts")
    gone = outbox.destroy_old_copies(settings.data, settings.copy_days)
    return gone + erase.erase(settings.data, everything, terms, settings.retention_days, date.today())


def pending(settings: Settings, registry: Registry, partner: str | None = None) -> list[Task]:
    """Archived files without an outcome under the present agreements, oldest arrival first."""
    known = {receipt.identity for receipt in receipts.read_all(settings.data / "receipts", partner)}
    tasks = []
    for arrival in land.arrivals(settings.data / "archive", partner):
        if arrival.partner not in registry.parties:
            continue
        if not (settings.data / "archive" / arrival.partner / arrival.sha256).exists():
            continue  # destroyed, or beyond its term
        task = _task(arrival, registry, settings)
        identity = (arrival.partner, task.delivery, task.period, arrival.sha256, _digest(task, registry))
        if identity not in known:
            known.add(identity)
            tasks.append(task)
    return tasks


def ingest_partner(
    settings: Settings, registry: Registry, partner: str, run: str = "", progress: Progress | None = None
) -> list[Receipt]:
    """Take in everything of one partner; one bad file never stops the next. Returns the new receipts."""
    erase.clear_leftovers(settings.data)
    for receipt in receipts.read_all(settings.data / "receipts", partner):
        _destroy_if_told(settings, receipt)
    paths = _inbox_files(settings.data, partner)
    made = _take_in_all(settings, registry, paths, partner)
    tasks = pending(settings, registry, partner)
    for done, task in enumerate(tasks):
        if progress:
            progress(task.arrival.name, done, len(tasks))
        made.append(ingest(settings, registry, task, run))
    # The same bytes under a second name wait until the first has its receipt, and then get one that refers to it.
    made += _take_in_all(settings, registry, [path for path in paths if path.exists()], partner)
    outbox.write_new(settings, registry, partner)
    return made


def ingest(settings: Settings, registry: Registry, task: Task, run: str = "") -> Receipt:
    """Take one archived file through all stages; the receipt is written last and is the commit."""
    started = time.perf_counter()
    base = _base(task, registry, run)
    try:
        with judging.workspace(settings) as (con, work):
            try:
                _refuse(settings, registry, task)
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
    receipt = replace(receipt, processed_at=_now(), seconds=seconds, **told(found))
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
    task = _task(arrival, registry, settings)
    try:
        _refuse(settings, registry, task, admitted=rehearsal)
        with judging.workspace(settings) as (con, work):
            key = os.urandom(32) if rehearsal and not settings.secret_file.exists() else None
            tables, judged, found = judging.judge(settings, registry, task, path, con, work, key)
            outcome = accept.decide(con, tables, judged, found, details)
            seen = preview.of(con, judged, registry.vocabularies)
            counted = tally.of(con, judged, registry.vocabularies)
            difference: dict[str, dict[str, int]] = {}
            if compare and key is None:
                base = replace(_base(task, registry, ""), arrived_at=_now())
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
        base, outcome="accepted_with_notices" if noticed else "accepted", sentence=accepted_sentence(outcome),
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
    difference, vanished = _since_the_previous(con, settings, registry, base, files, folder)
    outcome.findings += vanished
    return difference


def _since_the_previous(
    con: duckdb.DuckDBPyConnection,
    settings: Settings,
    registry: Registry,
    base: Receipt,
    files: dict[str, Path],
    folder: Path,
) -> tuple[dict[str, dict[str, int]], list[Finding]]:
    """Per dataset what is new, changed and vanished since the delivery that this one replaces; much vanished is told."""
    before = _previous(settings, base)
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


def _take_in_all(settings: Settings, registry: Registry, paths: list[Path], partner: str) -> list[Receipt]:
    """Archive inbox files; the receipts of those for which that is all that happens."""
    everything = receipts.read_all(settings.data / "receipts", partner)
    known: dict[receipts.Identity, Receipt | None] = {
        r.identity: r for r in reversed(everything)
    }  # of files with the same bytes, the first
    # A run that was stopped may have archived files that have no receipt yet.
    begun = {task.arrival: _base(task, registry, "").identity for task in pending(settings, registry, partner)}
    known |= dict.fromkeys(begun.values())
    told = [_take_in(settings, registry, path, partner, known, set(begun)) for path in paths]
    return [receipt for receipt in told if receipt]


def _take_in(
    settings: Settings,
    registry: Registry,
    path: Path,
    partner: str,
    known: dict[receipts.Identity, Receipt | None],
    begun: set[Arrival],
) -> Receipt | None:
    """Archive one inbox file and take it out of the inbox; one with the bytes of a file that still has to be read stays."""
    archive = settings.data / "archive"
    stat = path.lstat()
    arrived = datetime.fromtimestamp(stat.st_mtime, UTC).replace(microsecond=0)
    try:
        arrival = land.land(path, partner, archive, settings.max_file_mb)
    except Blocked as blocked:
        receipt_id = _left_id(path, stat)
        if (settings.data / "receipts" / partner / f"{receipt_id}.json").exists():
            return None
        arrival = Arrival(partner, path.name, arrived, "", stat.st_size)
        receipt = replace(
            _base(Task(arrival), registry, ""), receipt_id=receipt_id, outcome="rejected", sentence=str(blocked),
            **told(list(blocked.findings)),
        )  # fmt: skip
        receipts.write(settings.data / "receipts", receipt)
        return receipt
    task = _task(arrival, registry, settings)
    base = _base(task, registry, "")
    if was_destroyed := next(
        (r for r in known.values() if r and r.outcome == "destroyed" and r.sha256 == arrival.sha256), None
    ):
        known.setdefault(base.identity, was_destroyed)
    if base.identity not in known or arrival in begun:
        known[base.identity] = None
        _leave_inbox(path, stat)
        return None
    first = known[base.identity]
    if first is None:
        return None
    sentence = (
        f"'{path.name}' is byte voor byte gelijk aan '{first.file}', dat al is ontvangen op "
        f"{date.fromisoformat(first.arrived_at[:10]):%d-%m-%Y}. Er is niets veranderd; u hoeft niets te doen."
    )
    outcome: receipts.Outcome = "already_received"
    if first.outcome in receipts.REFUSED:  # what was wrong still is
        outcome, sentence = first.outcome, first.sentence
    as_before = ("findings", "actions", "source_rows", "quarantined", "skipped") if outcome in receipts.REFUSED else ()
    again = replace(
        base, receipt_id=f"{base.receipt_id}.{receipts.safe_stem(path.name)}.{stat.st_mtime_ns}", outcome=outcome,
        sentence=sentence, processed_at=_now(), **{name: getattr(first, name) for name in as_before},
    )  # fmt: skip
    receipts.write(settings.data / "receipts", again)
    _leave_inbox(path, stat)
    return again


def _leave_inbox(path: Path, seen: os.stat_result) -> None:
    """Remove what was archived, unless somebody wrote another file there meanwhile: that one is still to come."""
    now = path.lstat()
    if (now.st_ino, now.st_size, now.st_mtime_ns) == (seen.st_ino, seen.st_size, seen.st_mtime_ns):
        path.unlink()


def _refuse(settings: Settings, registry: Registry, task: Task, *, admitted: bool = False) -> None:
    if task.refused:
        raise Blocked(task.refused)
    party = registry.parties[task.arrival.partner]
    if not (settings.is_demo or admitted) and party.admission is None:
        titles = ", ".join(
            registry.contracts[dataset].label_nl.lower()
            for dataset in registry.deliveries[party.id][task.delivery].datasets
        )
        raise Blocked(findings.not_admitted(party.name, titles))


def _task(arrival: Arrival, registry: Registry, settings: Settings) -> Task:
    """Which delivery this file is, and of which month, by its name alone."""
    found = registry.delivery_for(arrival.partner, arrival.name)
    if found is None:
        described = registry.deliveries.get(arrival.partner, {})
        titles = [f"{delivery.title}, zoals '{delivery.example}'" for delivery in described.values()]
        return Task(arrival, refused=findings.unknown_file(arrival.name, titles))
    delivery_id, match = found
    party = registry.parties[arrival.partner]
    try:
        slot = receipts.slot_of(match.groupdict(), arrival.arrived_at)
    except ValueError as error:
        return Task(arrival, delivery_id, refused=findings.impossible_period(arrival.name, str(error)))
    if not party.valid_from <= slot.period <= f"{max(settings.judged_on, date.today()):%Y-%m}":
        outside = f"{slot.period}; wij verwachten {party.valid_from} tot en met deze maand"
        return Task(arrival, delivery_id, refused=findings.impossible_period(arrival.name, outside))
    words = {name: value for name, value in match.groupdict().items() if value}
    if "week" in words:
        words["iso_week"] = f"{slot.covers_from:%G-W%V}"
    return Task(arrival, delivery_id, slot, tuple(words.items()))


def _base(task: Task, registry: Registry, run: str) -> Receipt:
    arrival, slot = task.arrival, task.slot
    short = arrival.sha256[:12]
    delivery_id = f"{arrival.partner}.{task.delivery or receipts.safe_stem(arrival.name)}.{task.period}.{short}"
    digest = _digest(task, registry)
    kind = registry.deliveries[arrival.partner][task.delivery].kind if task.delivery else ""
    return Receipt(
        receipt_id=f"{delivery_id}.{digest[:8]}", partner=arrival.partner, file=arrival.name, sha256=arrival.sha256,
        size=arrival.size, arrived_at=arrival.arrived_at.isoformat(), processed_at=_now(), outcome="rejected", sentence="",
        delivery=task.delivery, delivery_id=delivery_id, digest=digest, kind=kind, period=task.period,
        covers_from=slot.covers_from.isoformat() if slot else "", covers_until=slot.complete_until.isoformat() if slot else "",
        version=slot.version if slot else 0, runs_until=slot.runs_until if slot else "", run=run,
    )  # fmt: skip


def _digest(task: Task, registry: Registry) -> str:
    """Fingerprint of what the file is judged by."""
    return registry.digest(task.arrival.partner, task.delivery, task.period)


def _previous(settings: Settings, base: Receipt) -> Receipt | None:
    """The accepted delivery with records that this one follows: of the same register, or of the same period or week."""
    earlier = [
        r for r in receipts.read_all(settings.data / "receipts", base.partner)
        if r.is_accepted and not r.says_nothing and (r.partner, r.delivery) == (base.partner, base.delivery)
        and receipts.newest_last(r) < receipts.newest_last(base) and (base.kind == "register" or r.about == base.about)
    ]  # fmt: skip
    return max(earlier, key=lambda r: (receipts.newest_last(r), r.processed_at), default=None)


def told(found: list[Finding]) -> dict[str, Any]:
    """What a receipt says of the findings: their kinds, and the repairs that solve them."""
    return {"findings": grouped(found), "actions": [asdict(action) for action in repair_actions(found)]}


def grouped(found: list[Finding]) -> list[dict[str, object]]:
    """Findings of one kind together, with how many there are and the first place: what a supplier must repair."""
    counts: Counter[tuple[str, str, str]] = Counter()
    for finding in found:
        counts[finding.rule, finding.header, finding.value] += finding.count
    firsts = {(f.rule, f.header, f.value): f for f in reversed(found)}
    order = {"blocks": 0, "quarantines": 1, "notice": 2, "signal": 3}
    ranked = sorted(counts, key=lambda key: (order[firsts[key].severity], -counts[key], key))
    return [vars(firsts[key]) | {"count": counts[key]} for key in ranked[:GROUPS_PER_RECEIPT]]


def accepted_sentence(outcome: accept.Outcome) -> str:
    """Where the rows of an accepted file went."""
    skipped = sum(outcome.skipped.values()) - outcome.skipped["attached"]
    parts = {
        "gelezen bij een andere regel": outcome.skipped["attached"],
        "apart gezet": outcome.quarantined,
        "overgeslagen (titels, totalen, lege regels)": skipped,
    }
    told = "".join(f", {number(count)} {what}" for what, count in parts.items() if count)
    what_now = " Herstel de regels die apart staan en lever opnieuw." if outcome.quarantined else ""
    return f"{number(outcome.used)} van de {number(outcome.source_rows)} regels gebruikt{told}.{what_now}"


def _inbox_files(data: Path, partner: str | None = None) -> list[Path]:
    """Files directly in a partner's folder, hidden and temporary ones left alone, oldest first."""
    folders = [data / "inbox" / partner] if partner else sorted(p for p in (data / "inbox").glob("*") if p.is_dir())
    files = [path for folder in folders for path in folder.glob("*") if path.is_file() or path.is_symlink()]
    return sorted(_not_hidden(files), key=lambda path: (path.lstat().st_mtime, path.name))


def _not_hidden(files: Iterable[Path]) -> list[Path]:
    return [path for path in files if not path.name.startswith((".", "~$")) and path.suffix not in (".tmp", ".part")]


def _left_id(path: Path, stat: os.stat_result) -> str:
    """Receipt of a file that stays in the inbox; a new version of it gets a new one."""
    return f"{receipts.safe_stem(path.name)}.{stat.st_size}.{stat.st_mtime_ns}"


def _now() -> str:
    return datetime.now(UTC).isoformat()
