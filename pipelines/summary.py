"""What was found in a delivery → what its receipt says: kinds of findings with their number, repairs, and where the rows went."""

from collections import Counter
from dataclasses import asdict
from typing import Any

from pipelines.findings import Finding
from pipelines.stages import accept
from pipelines.stages.feedback.actions import repair_actions
from pipelines.words import number

GROUPS_PER_RECEIPT = 300


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
