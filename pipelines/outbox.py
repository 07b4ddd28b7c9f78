"""Receipts → what suppliers get to read, per delivery in the outbox: `ontvangstbewijs.html` and `.txt`.

Does not decide and is no ledger: it can be thrown away and is then written again. Copies with comments are made on
request (`returned.py`); these hold a partner's rows, and are destroyed after a term.
"""

import os
import time
from datetime import datetime
from pathlib import Path

from pipelines import explanations, receipts
from pipelines.explanations import Explanation
from pipelines.receipts import Receipt
from pipelines.registry import Registry
from pipelines.settings import Settings
from pipelines.stages.feedback.actions import Action
from pipelines.stages.feedback.receipt import Told, page, text
from pipelines.words import say

RECEIPT = "ontvangstbewijs"
NOT_TOLD = ("already_received", "unknown_partner")  # the first outcome was told; the second has nobody to tell
DAY = 24 * 60 * 60


def folder_of(data: Path, receipt: Receipt) -> Path:
    """Where everything for the supplier of one delivery lies."""
    return data / "outbox" / receipt.partner / receipts.safe_name(receipt.delivery_id or receipt.receipt_id)


def write_new(settings: Settings, registry: Registry, partner: str | None = None) -> list[Path]:
    """Write the receipts that lack or are older than what they tell of; returns their folders."""
    latest: dict[Path, Receipt] = {}
    for receipt in sorted(receipts.read_all(settings.data / "receipts", partner), key=lambda r: r.processed_at):
        if receipt.outcome not in NOT_TOLD:
            latest[folder_of(settings.data, receipt)] = receipt
    return [
        write(settings, registry, receipt)
        for folder, receipt in latest.items()
        if _is_behind(settings, receipt, folder)
    ]


def _is_behind(settings: Settings, receipt: Receipt, folder: Path) -> bool:
    written = folder / f"{RECEIPT}.html"
    if not written.exists():
        return True
    sources = [
        settings.data / "receipts" / receipt.partner / f"{receipt.receipt_id}.json",
        explanations.path_of(settings.data, receipt),
    ]
    return any(path.exists() and path.stat().st_mtime_ns > written.stat().st_mtime_ns for path in sources)


def write(settings: Settings, registry: Registry, receipt: Receipt) -> Path:
    """Write one receipt as page and as text; returns the folder."""
    folder = folder_of(settings.data, receipt)
    folder.mkdir(parents=True, exist_ok=True)
    told = told_to_supplier(settings, registry, receipt)
    # The page last: it tells whether this was done.
    for name, content in ((f"{RECEIPT}.txt", text(told)), (f"{RECEIPT}.html", page(told))):
        temporary = folder / f".{name}.{os.getpid()}.tmp"
        temporary.write_text(content, encoding="utf-8")
        temporary.replace(folder / name)
    return folder


def told_to_supplier(settings: Settings, registry: Registry, receipt: Receipt) -> Told:
    """A receipt with the names that people know instead of ids."""
    delivery = registry.deliveries.get(receipt.partner, {}).get(receipt.delivery)
    labels = {dataset: contract.label_nl for dataset, contract in registry.contracts.items()}
    columns = {
        (c.id, column.name): column.label_nl.lower() for c in registry.contracts.values() for column in c.columns
    }
    said = explanations.read(settings.data, receipt)
    open_ones, explained = sort_out([Action(**action) for action in receipt.actions], said)
    return Told(
        partner=registry.parties[receipt.partner].name if receipt.partner in registry.parties else receipt.partner,
        title=delivery.title if delivery else say("proof.unknown"), period=receipt.period, file=receipt.file,
        reference=receipt.delivery_id or receipt.receipt_id, arrived_at=datetime.fromisoformat(receipt.arrived_at),
        processed_at=datetime.fromisoformat(receipt.processed_at), outcome=receipt.outcome, sentence=receipt.sentence,
        demo=settings.is_demo, workbook=bool(delivery and delivery.reads == "workbook"), rows=receipt.source_rows,
        used=receipt.used, quarantined=receipt.quarantined, skipped=receipt.skipped, stated_rows=receipt.stated_rows,
        records=[(labels.get(dataset, dataset), count) for dataset, count in receipt.records.items()],
        totals=[
            (labels.get(dataset, dataset), columns.get((dataset, name), name), total)
            for dataset, sums in receipt.totals.items() for name, total in sums.items()
        ],
        difference=[
            (labels.get(dataset, dataset), counts["new"], counts["changed"], counts["vanished"])
            for dataset, counts in receipt.difference.items()
        ],
        actions=open_ones, explained=explained,
    )  # fmt: skip


def sort_out(actions: list[Action], said: list[Explanation]) -> tuple[list[Action], list[tuple[Action, str]]]:
    """The repairs that are still asked, and those that the supplier explained with what it said."""
    answers = [(action, explanations.explained_by(vars(action), said)) for action in actions]
    explained = [
        (action, say("proof.explained_by", text=one.text, by=one.by, on=datetime.fromisoformat(one.on).date()))
        for action, one in answers
        if one
    ]
    return [action for action, one in answers if one is None], explained


def destroy_old_copies(data: Path, days: int) -> list[Path]:
    """Remove copies of partners' files that were made longer ago than the term; receipts stay. Returns what went."""
    before = time.time() - days * DAY
    gone = [
        path
        for path in (data / "outbox").glob("*/*/*")
        if path.is_file() and path.stem != RECEIPT and path.stat().st_mtime < before
    ]
    for path in gone:
        path.unlink()
    return gone
