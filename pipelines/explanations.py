"""What a supplier said about a notice: kept with who and when, and silencing that notice for that one delivery.

Does not change a receipt or what was decided: the rows of a notice counted already. A next delivery is asked again.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from pipelines.receipts import Receipt
from pipelines.stages.land import write_atomically
from pipelines.words import say, spoken

MAY_BE_EXPLAINED = ("notice", "signal")


class NothingToExplain(Exception):
    """The delivery has no such notice; the sentence says what there is."""


@dataclass(frozen=True)
class Explanation:
    """One notice of one delivery, explained; an empty `header` or `value` stands for every one of the rule."""

    rule: str
    text: str
    by: str
    on: str
    header: str = ""
    value: str = ""

    def covers(self, finding: Mapping[str, Any]) -> bool:
        """True for a notice (as in a receipt, or a repair action) that this text is about."""
        return (
            finding["severity"] in MAY_BE_EXPLAINED
            and finding["rule"] == self.rule
            and self.header in ("", finding["header"])
            and self.value in ("", finding["value"])
        )


def path_of(data: Path, receipt: Receipt) -> Path:
    """Where the explanations of one delivery stand."""
    return data / "explanations" / receipt.partner / f"{receipt.delivery_id}.json"


def read(data: Path, receipt: Receipt) -> list[Explanation]:
    """What was explained about this delivery, in the order in which it was said."""
    path = path_of(data, receipt)
    return [Explanation(**row) for row in json.loads(path.read_text(encoding="utf-8"))] if path.exists() else []


def everything(data: Path) -> list[dict[str, Any]]:
    """Every explanation that was kept, with its partner and delivery; for a steward to read back."""
    return [
        {"partner": path.parent.name, "delivery_id": path.stem, **row}
        for path in sorted((data / "explanations").glob("*/*.json"))
        for row in json.loads(path.read_text(encoding="utf-8"))
    ]


def add(data: Path, receipt: Receipt, explanation: Explanation) -> None:
    """Keep one explanation; raises `NothingToExplain` when this delivery has no notice that it is about."""
    if not any(explanation.covers(finding) for finding in receipt.findings):
        open_ones = sorted({f["rule"] for f in receipt.findings if f["severity"] in MAY_BE_EXPLAINED})
        lang = spoken()
        column = say("refused.in_column", lang, header=explanation.header) if explanation.header else ""
        known = ", ".join(open_ones) or say("refused.none", lang)
        told = {"delivery": receipt.delivery_id, "rule": explanation.rule, "column": column, "known": known}
        raise NothingToExplain(say("refused.explain_nothing", lang, **told))
    rows = [asdict(known) for known in [*read(data, receipt), explanation]]
    write_atomically(path_of(data, receipt), json.dumps(rows, ensure_ascii=False, indent=1))


def explained_by(finding: Mapping[str, Any], explanations: Iterable[Explanation]) -> Explanation | None:
    """The last explanation of this finding, or None when it is still open."""
    return next((one for one in reversed(list(explanations)) if one.covers(finding)), None)
