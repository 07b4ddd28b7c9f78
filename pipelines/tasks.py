"""A file by its name → which delivery it is and of which month: the task, the receipt it begins with, and what awaits judgement.

Opens no file. A name that fits nothing agreed, or a month that cannot be, gives a task that will be refused.
"""

from dataclasses import dataclass
from datetime import date

from pipelines import findings, receipts
from pipelines.findings import Blocked, Finding
from pipelines.receipts import Receipt, Slot
from pipelines.registry import Registry
from pipelines.settings import Settings
from pipelines.stages import land
from pipelines.stages.land import Arrival


@dataclass(frozen=True)
class Task:
    """One archived file that has no outcome yet under the present agreements."""

    arrival: Arrival
    delivery: str = ""
    slot: Slot | None = None
    words: tuple[tuple[str, str], ...] = ()
    refused: Finding | None = None

    @property
    def period(self) -> str:
        """The month the file is about, or arrived in when its name does not say."""
        return self.slot.period if self.slot else f"{self.arrival.arrived_at:%Y-%m}"

    @property
    def names_its_period(self) -> bool:
        """True when the name says what the file is about; else that is the month in which it came."""
        return not {"year", "month", "quarter", "week"}.isdisjoint(name for name, _ in self.words)


def task_of(arrival: Arrival, registry: Registry, settings: Settings) -> Task:
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


def first_receipt(task: Task, registry: Registry, run: str) -> Receipt:
    """What is known before the file is opened; until something better is known it counts as rejected."""
    arrival, slot = task.arrival, task.slot
    short = arrival.sha256[:12]
    delivery_id = f"{arrival.partner}.{task.delivery or receipts.safe_stem(arrival.name)}.{task.period}.{short}"
    digest = _digest(task, registry)
    kind = registry.deliveries[arrival.partner][task.delivery].kind if task.delivery else ""
    return Receipt(
        receipt_id=f"{delivery_id}.{digest[:8]}", partner=arrival.partner, file=arrival.name, sha256=arrival.sha256,
        size=arrival.size, arrived_at=arrival.arrived_at.isoformat(), processed_at=receipts.now(), outcome="rejected", sentence="",
        delivery=task.delivery, delivery_id=delivery_id, digest=digest, kind=kind, period=task.period,
        covers_from=slot.covers_from.isoformat() if slot else "", covers_until=slot.complete_until.isoformat() if slot else "",
        version=slot.version if slot else 0, runs_until=slot.runs_until if slot else "", run=run,
    )  # fmt: skip


def pending(settings: Settings, registry: Registry, partner: str | None = None) -> list[Task]:
    """Archived files without an outcome under the present agreements, oldest arrival first."""
    known = {receipt.identity for receipt in receipts.read_all(settings.data / "receipts", partner)}
    tasks = []
    for arrival in land.arrivals(settings.data / "archive", partner):
        if arrival.partner not in registry.parties:
            continue
        if not (settings.data / "archive" / arrival.partner / arrival.sha256).exists():
            continue  # destroyed, or beyond its term
        task = task_of(arrival, registry, settings)
        identity = (arrival.partner, task.delivery, task.period, arrival.sha256, _digest(task, registry))
        if identity not in known:
            known.add(identity)
            tasks.append(task)
    return tasks


def refuse(settings: Settings, registry: Registry, task: Task, *, admitted: bool = False) -> None:
    """Raise `Blocked` for a task that must not be read: unknown, of an impossible month, or of a partner not admitted."""
    if task.refused:
        raise Blocked(task.refused)
    party = registry.parties[task.arrival.partner]
    if not (settings.is_demo or admitted) and party.admission is None:
        titles = ", ".join(
            registry.contracts[dataset].label_nl.lower()
            for dataset in registry.deliveries[party.id][task.delivery].datasets
        )
        raise Blocked(findings.not_admitted(party.name, titles))


def _digest(task: Task, registry: Registry) -> str:
    """Fingerprint of what the file is judged by."""
    return registry.digest(task.arrival.partner, task.delivery, task.period)
