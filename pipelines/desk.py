"""Receipts, the registry and what the warehouse noted → the stewards' desk: deliveries, findings, calendar, links.

Does not show rows: values that identify were masked when the finding was made. Rewritten after every run, also when
nothing could be published, under a unique name with a pointer, like everything that another process may have open.
"""

import hashlib
import json
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from pipelines import agreed, deadlines, explanations, outbox, receipts, repairs, stewards
from pipelines.alone import alone
from pipelines.receipts import Receipt
from pipelines.registry import Registry
from pipelines.settings import Settings
from pipelines.stages.feedback import kept
from pipelines.stages.publish import current, point_to, settle

KEEP = 3
ROWS_APART = 300


def write(settings: Settings, registry: Registry) -> str:
    """Write a new desk and move its pointer; returns the version. One at a time, so that the last one knows every receipt."""
    folder = settings.data / "desk"
    folder.mkdir(parents=True, exist_ok=True)
    with alone(folder):
        return _write(settings, registry, folder)


def _write(settings: Settings, registry: Registry, folder: Path) -> str:
    now = stamp(settings, registry)  # before it reads what came: what comes meanwhile makes it behind
    everything = receipts.read_all(settings.data / "receipts")
    counting = {receipt.receipt_id for receipt in receipts.effective(everything)}
    version = datetime.now(UTC).strftime(receipts.VERSION)
    frames = {
        "delivery": deliveries(registry, everything, counting),
        "finding": findings(everything),
        "action": actions(settings, registry, everything),
        "apart": set_apart(settings, everything),
        **agreed.tables(registry),
        "expected": expected(settings, registry, everything),
        **stewards.tables(settings.data, registry),
        "unused_word": stewards.unused_words(registry, everything),
        "run": pd.DataFrame(
            [
                {
                    "version": version,
                    "built_at": datetime.now(UTC).replace(tzinfo=None),
                    "demo": settings.is_demo,
                    "today": settings.judged_on,
                    "stamp": now,
                }
            ]
        ),
    }
    part, final = folder / f"{version}.duckdb.tmp", folder / f"{version}.duckdb"
    with duckdb.connect(str(part)) as con:
        for name, frame in frames.items():
            con.register("frame", frame)
            con.execute(f"create table {name} as select * from frame")
            con.unregister("frame")
        con.execute("checkpoint")
    settle(part, final)
    point_to(folder, final.name)
    for old in sorted(folder.glob("*.duckdb"))[:-KEEP]:
        old.unlink()
    return version


def stamp(settings: Settings, registry: Registry) -> str:
    """Differs when the desk would say something else: another receipt, another day, another agreement, other tables."""
    shapes = repr((DELIVERY, FINDING, ACTION, APART, EXPECTED))
    told = "".join(frame.to_csv() for frame in agreed.tables(registry).values())
    came = sorted(path.name for path in (settings.data / "receipts").glob("*/*.json"))
    return hashlib.sha256(f"{settings.judged_on}{shapes}{told}{came}".encode()).hexdigest()[:16]


def is_behind(settings: Settings, registry: Registry) -> bool:
    """True when there is no desk, or the one there is was written before a receipt, on another day or by other agreements."""
    path = current(settings.data / "desk")
    if path is None:
        return True
    try:
        with duckdb.connect(str(path), read_only=True) as con:
            return con.execute("select stamp from run").fetchall() != [(stamp(settings, registry),)]
    except duckdb.Error:
        return True


def matters(everything: list[Receipt]) -> list[Receipt]:
    """The newest word about each thing that is delivered: what a steward still has to do something about, or not."""
    newest: dict[tuple[str, ...], Receipt] = {}
    for receipt in sorted(everything, key=lambda r: (receipts.newest_last(r), r.processed_at)):
        if receipt.outcome == "already_received":
            continue
        about = receipt.delivery or receipt.file
        slot = (receipt.partner, about, "" if receipt.kind == "register" else receipt.about if receipt.kind else "")
        newest[slot] = receipt
    return list(newest.values())


def deliveries(registry: Registry, everything: list[Receipt], counting: set[str]) -> pd.DataFrame:
    """One row per receipt, newest arrival first."""
    mattering = {receipt.receipt_id for receipt in matters(everything)} | counting
    rows = [
        _delivery_row(registry, receipt, receipt.receipt_id in counting) | {"matters": receipt.receipt_id in mattering}
        for receipt in reversed(everything)
    ]
    return pd.DataFrame(rows, columns=list(DELIVERY)).astype(DELIVERY)


DELIVERY = {
    "receipt_id": "str", "delivery_id": "str", "partner": "str", "partner_name": "str", "delivery": "str",
    "delivery_title": "str", "period": "str", "file": "str", "arrived_at": "datetime64[us]", "outcome": "str",
    "sentence": "str", "rows": "int64", "used": "int64", "quarantined": "int64", "skipped": "int64",
    "skipped_by_kind": "str", "records": "int64", "new": "Int64", "changed": "Int64", "vanished": "Int64",
    "on_time": "boolean", "due_on": "datetime64[us]", "effective": "bool", "matters": "bool", "run": "str", "outbox": "str",
}  # fmt: skip
FINDING = {
    "receipt_id": "str", "delivery_id": "str", "partner": "str", "rule": "str", "severity": "str", "dimension": "str",
    "sheet": "str", "row": "Int64", "header": "str", "value": "str", "sentence": "str", "proposal": "str", "count": "int64",
}  # fmt: skip
ACTION = {
    "receipt_id": "str", "delivery_id": "str", "partner": "str", "position": "int64", "rule": "str", "severity": "str",
    "what": "str", "now": "str", "count": "int64", "places": "str", "explained": "str", "header": "str", "value": "str",
    "proposal": "str", "may_map": "bool", "may_waive": "bool",
}  # fmt: skip
APART = {
    "receipt_id": "str", "sheet": "str", "row": "int64", "header": "str", "value": "str", "rule": "str", "sentence": "str",
}  # fmt: skip
EXPECTED = {
    "partner": "str", "partner_name": "str", "delivery": "str", "delivery_title": "str", "period": "str",
    "due_on": "datetime64[us]", "state": "str",
}  # fmt: skip


def _delivery_row(registry: Registry, receipt: Receipt, counts: bool) -> dict[str, object]:
    party = registry.parties.get(receipt.partner)
    described = registry.deliveries.get(receipt.partner, {}).get(receipt.delivery)
    due = registry.plan(receipt.partner, receipt.delivery).due_on(receipt.period) if described else None
    arrived = datetime.fromisoformat(receipt.arrived_at).astimezone(UTC).replace(tzinfo=None)
    difference = list(receipt.difference.values())
    return {
        "receipt_id": receipt.receipt_id, "delivery_id": receipt.delivery_id, "partner": receipt.partner,
        "partner_name": party.name if party else receipt.partner, "delivery": receipt.delivery,
        "delivery_title": described.title if described else "onbekend bestand", "period": receipt.period,
        "file": receipt.file, "arrived_at": arrived, "outcome": receipt.outcome, "sentence": receipt.sentence,
        "rows": receipt.source_rows, "used": receipt.used, "quarantined": receipt.quarantined,
        "skipped": sum(receipt.skipped.values()), "skipped_by_kind": json.dumps(receipt.skipped),
        "records": sum(receipt.records.values()), "on_time": arrived.date() <= due if due else None,
        "due_on": pd.Timestamp(due) if due else None, "effective": counts, "run": receipt.run,
        "outbox": outbox.folder_of(Path(), receipt).as_posix(),
    } | {kind: sum(d[kind] for d in difference) if difference else None for kind in ("new", "changed", "vanished")}  # fmt: skip


def findings(everything: list[Receipt]) -> pd.DataFrame:
    """One row per receipt and kind of finding, with how often and where first."""
    rows = [
        {"receipt_id": receipt.receipt_id, "delivery_id": receipt.delivery_id, "partner": receipt.partner} | finding
        for receipt in everything
        for finding in receipt.findings
    ]
    return pd.DataFrame(rows, columns=list(FINDING)).astype(FINDING)


def set_apart(settings: Settings, everything: list[Receipt]) -> pd.DataFrame:
    """One row per cell that sets a row apart, of the deliveries that still matter; the other cells of the row stay away.

    A value that identifies was masked when the finding was made. Of one delivery at most `ROWS_APART`.
    """
    rows: list[dict[str, object]] = []
    for receipt in matters(everything):
        if receipt.quarantined or receipt.outcome == "rejected":
            found, _ = kept.read(receipts.findings_path(settings.data, receipt))
            told = [one for one in found if one.severity == "quarantines" and one.row is not None][:ROWS_APART]
            rows += [{"receipt_id": receipt.receipt_id} | vars(finding) for finding in told]
    return pd.DataFrame(rows, columns=list(APART)).astype(APART)


def actions(settings: Settings, registry: Registry, everything: list[Receipt]) -> pd.DataFrame:
    """One row per receipt and repair, what solves most first; `explained` is what the supplier said, or nothing."""
    rows = []
    for receipt in everything:
        said = explanations.read(settings.data, receipt) if receipt.actions else []
        for position, action in enumerate(receipt.actions):
            one = explanations.explained_by(action, said)
            told = {
                "explained": f"{one.text} ({one.by}, {one.on})" if one else "",
                "places": ", ".join(action["places"]),
            }
            ids = {"receipt_id": receipt.receipt_id, "delivery_id": receipt.delivery_id, "partner": receipt.partner}
            rows.append(action | told | ids | _repairable(registry, receipt, action) | {"position": position})
    return pd.DataFrame(rows, columns=list(ACTION)).astype(ACTION)


def _repairable(registry: Registry, receipt: Receipt, action: dict[str, Any]) -> dict[str, bool]:
    """What a steward may do about it without a new file."""
    delivery = registry.deliveries.get(receipt.partner, {}).get(receipt.delivery)
    if delivery is None or action["severity"] != "quarantines":
        return {"may_map": False, "may_waive": False}
    word = bool(action["value"]) and repairs.may_be_mapped(action["rule"], delivery, registry.contracts)
    return {"may_map": word, "may_waive": repairs.may_be_waived(action["rule"], delivery, registry.contracts)}


def expected(settings: Settings, registry: Registry, everything: list[Receipt]) -> pd.DataFrame:
    """The delivery calendar with the words that a person reads."""
    rows = [
        asdict(row)
        | {
            "partner_name": registry.parties[row.partner].name,
            "delivery_title": registry.deliveries[row.partner][row.delivery].title,
            "due_on": pd.Timestamp(row.due_on),
        }
        for row in deadlines.calendar(registry, everything, settings.judged_on)
    ]
    return pd.DataFrame(rows, columns=list(EXPECTED)).astype(EXPECTED)
