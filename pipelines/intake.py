"""The inbox → the archive: each file is taken in once, or stays where it is with a receipt that says why.

Does not look inside a file; `ingest` does, when it lies in the archive.
"""

import os
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from pipelines import findings, receipts, summary, tasks
from pipelines.findings import Blocked
from pipelines.inbox import PASSED_OVER
from pipelines.receipts import Receipt
from pipelines.registry import Registry
from pipelines.settings import Settings
from pipelines.stages import land
from pipelines.stages.land import Arrival
from pipelines.tasks import Task


def waiting(settings: Settings, registry: Registry) -> dict[str, list[str]]:
    """Partner → periods for which something lies in the inbox or awaits reprocessing; moves nothing."""
    found: dict[str, set[str]] = {}
    for path in files(settings.data):
        if path.parent.name in registry.parties:
            stat = path.lstat()
            if (settings.data / "receipts" / path.parent.name / f"{_left_id(path, stat)}.json").exists():
                continue  # told already that it is too large or no plain file
            arrival = Arrival(
                path.parent.name, land.name_of(path), datetime.fromtimestamp(stat.st_mtime, UTC), "", stat.st_size
            )
            found.setdefault(arrival.partner, set()).add(tasks.task_of(arrival, registry, settings).period)
    for task in tasks.pending(settings, registry):
        found.setdefault(task.arrival.partner, set()).add(task.period)
    return {partner: sorted(periods) for partner, periods in sorted(found.items())}


def note_strangers(settings: Settings, registry: Registry) -> list[Receipt]:
    """A receipt for every file in the inbox that is in no partner's folder, or deeper than that; it stays where it is."""
    known = {receipt.receipt_id for receipt in receipts.read_all(settings.data / "receipts")}
    noted = []
    inbox = settings.data / "inbox"
    for path in sorted(_not_hidden(path for path in inbox.rglob("*") if path.is_file() or path.is_symlink())):
        below = [land.name_of(part) for part in reversed([path, *path.parents][: len(path.relative_to(inbox).parts)])]
        folder = below[0] if len(below) > 1 else inbox.name
        if len(below) == 2 and folder in registry.parties:
            continue
        stat = path.lstat()
        arrived = datetime.fromtimestamp(stat.st_mtime, UTC).replace(microsecond=0)
        if len(below) == 1:
            finding = findings.in_no_folder(below[0])
        elif len(below) == 2:
            finding = findings.unknown_partner(folder, registry.parties)
        else:
            finding = findings.in_a_subfolder("/".join(below), folder)
        receipt = Receipt(
            receipt_id=_left_id(path, stat), partner=folder, file=below[-1], sha256="", size=stat.st_size,
            arrived_at=arrived.isoformat(), processed_at=receipts.now(),
            outcome="unknown_file" if folder in registry.parties else "unknown_partner",
            sentence=finding.sentence, **summary.told([finding]),
        )  # fmt: skip
        if receipt.receipt_id not in known:
            receipts.write(settings.data / "receipts", receipt)
            noted.append(receipt)
    return noted


def take_in_all(settings: Settings, registry: Registry, paths: list[Path], partner: str) -> list[Receipt]:
    """Archive inbox files; the receipts of those for which that is all that happens."""
    everything = receipts.read_all(settings.data / "receipts", partner)
    # Of files with the same bytes, the first.
    known: dict[receipts.Identity, Receipt | None] = {r.identity: r for r in reversed(everything)}
    # A run that was stopped may have archived files that have no receipt yet.
    begun = {
        task.arrival: tasks.first_receipt(task, registry, "").identity
        for task in tasks.pending(settings, registry, partner)
    }
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
        arrival = Arrival(partner, land.name_of(path), arrived, "", stat.st_size)
        receipt = replace(
            tasks.first_receipt(Task(arrival), registry, ""), receipt_id=receipt_id, outcome="rejected", sentence=str(blocked),
            **summary.told(list(blocked.findings)),
        )  # fmt: skip
        receipts.write(settings.data / "receipts", receipt)
        return receipt
    task = tasks.task_of(arrival, registry, settings)
    base = tasks.first_receipt(task, registry, "")
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
        f"'{arrival.name}' is byte voor byte gelijk aan '{first.file}', dat al is ontvangen op "
        f"{date.fromisoformat(first.arrived_at[:10]):%d-%m-%Y}. Er is niets veranderd; u hoeft niets te doen."
    )
    outcome: receipts.Outcome = "already_received"
    if first.outcome in receipts.REFUSED:  # what was wrong still is
        outcome, sentence = first.outcome, first.sentence
    as_before = ("findings", "actions", "source_rows", "quarantined", "skipped") if outcome in receipts.REFUSED else ()
    again = replace(
        base, receipt_id=f"{base.receipt_id}.{receipts.safe_stem(path.name)}.{stat.st_mtime_ns}", outcome=outcome,
        sentence=sentence, processed_at=receipts.now(), **{name: getattr(first, name) for name in as_before},
    )  # fmt: skip
    receipts.write(settings.data / "receipts", again)
    _leave_inbox(path, stat)
    return again


def _leave_inbox(path: Path, seen: os.stat_result) -> None:
    """Remove what was archived, unless somebody wrote another file there meanwhile: that one is still to come."""
    now = path.lstat()
    if (now.st_ino, now.st_size, now.st_mtime_ns) == (seen.st_ino, seen.st_size, seen.st_mtime_ns):
        path.unlink()


def files(data: Path, partner: str | None = None) -> list[Path]:
    """Files directly in a partner's folder, hidden and temporary ones left alone, oldest first."""
    folders = [data / "inbox" / partner] if partner else sorted(p for p in (data / "inbox").glob("*") if p.is_dir())
    found = [path for folder in folders for path in folder.glob("*") if path.is_file() or path.is_symlink()]
    return sorted(_not_hidden(found), key=lambda path: (path.lstat().st_mtime, path.name))


def _not_hidden(found: Iterable[Path]) -> list[Path]:
    return [path for path in found if not path.name.startswith((".", "~$")) and path.suffix not in PASSED_OVER]


def _left_id(path: Path, stat: os.stat_result) -> str:
    """Receipt of a file that stays in the inbox; a new version of it gets a new one."""
    return f"{receipts.safe_stem(path.name)}.{stat.st_size}.{stat.st_mtime_ns}"
