"""Receipts: the commit and the only ledger. What was decided about each delivery, and which deliveries count.

Does not hold rows. A delivery exists for everything downstream exactly when its receipt stands; an index over receipts
could be thrown away and made again at any time.
"""

import json
import re
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, Literal

from pipelines.stages.land import write_atomically

Outcome = Literal[
    "accepted", "accepted_with_notices", "rejected", "destroyed", "already_received", "unknown_file", "unknown_partner"
]
Identity = tuple[str, str, str, str, str]
REFUSED: tuple[Outcome, ...] = ("rejected", "destroyed", "unknown_file", "unknown_partner")
VERSION = "%Y%m%dT%H%M%S%fZ"  # how a warehouse, a publication and a desk are named: the moment they were begun
MONTHS = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
IN_FULL = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)


@dataclass(frozen=True)
class Slot:
    """What a file is about: its month, the days it covers, and its version within that month.

    Of a quarter or a year that still runs, `period` is the month in which the file came: it cannot tell of later ones.
    """

    period: str
    covers_from: date
    covers_until: date
    version: int = 0
    runs_until: str = ""
    """The month in which a quarter or a year ends that still runs."""

    @property
    def complete_until(self) -> date:
        """The last day that the file can tell of."""
        if not self.runs_until:
            return self.covers_until
        year, month = int(self.period[:4]), int(self.period[5:])
        return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


@dataclass(frozen=True)
class Receipt:
    """The outcome of one delivery. Rows are source rows; `files` lie below `accepted/`.

    `totals` are sums per dataset and column over what was accepted, `stated_rows` what the file says of itself: both for
    the supplier to lay beside its own system.
    """

    receipt_id: str
    partner: str
    file: str
    sha256: str
    size: int
    arrived_at: str
    processed_at: str
    outcome: Outcome
    sentence: str
    delivery: str = ""
    delivery_id: str = ""
    digest: str = ""
    kind: str = ""
    period: str = ""
    covers_from: str = ""
    covers_until: str = ""
    version: int = 0
    runs_until: str = ""
    source_rows: int = 0
    used: int = 0
    quarantined: int = 0
    skipped: dict[str, int] = field(default_factory=dict)
    records: dict[str, int] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    quarantine: str = ""
    findings: list[dict[str, Any]] = field(default_factory=list)
    actions: list[dict[str, Any]] = field(default_factory=list)
    totals: dict[str, dict[str, float]] = field(default_factory=dict)
    stated_rows: int | None = None
    difference: dict[str, dict[str, int]] = field(default_factory=dict)
    corrections: dict[str, int] = field(default_factory=dict)
    words: dict[str, list[str]] | None = None
    seconds: float = 0.0
    run: str = ""

    @property
    def is_accepted(self) -> bool:
        """True when its rows count, with or without notices."""
        return self.outcome in ("accepted", "accepted_with_notices")

    @property
    def about(self) -> str:
        """What a redelivery replaces: the period (of a running year the whole of it), or the week when the file is about one."""
        if self.runs_until or not self.covers_from:
            return self.runs_until or self.period
        first, last = date.fromisoformat(self.covers_from), date.fromisoformat(self.covers_until)
        return self.covers_from if last - first == timedelta(days=6) else self.period

    @property
    def says_nothing(self) -> bool:
        """True of a whole register without a single record: nothing to report leaves what was known as it is."""
        return self.is_accepted and self.kind == "register" and not sum(self.records.values())

    @property
    def identity(self) -> Identity:
        """What makes an outcome the same: the file, what it is about, and the agreement it was judged by."""
        return (self.partner, self.delivery, self.period, self.sha256, self.digest)


def slot_of(groups: dict[str, str | None], arrived_at: datetime) -> Slot:
    """Period and coverage from the named groups of the file pattern, else the month of arrival.

    Raises ValueError with the words of the file name when they name a month that does not exist or lies far ahead.
    """
    words = {name: value for name, value in groups.items() if value}
    if words.get("quarter", "1") not in ("1", "2", "3", "4"):
        raise ValueError(f"kwartaal {words['quarter']}")
    year = int(words["year"]) if "year" in words else arrived_at.year
    if "week" in words:
        thursday = _thursday(words["week"], [year] if "year" in words else [year, year - 1], arrived_at.date())
        month, first = thursday.month, thursday - timedelta(days=3)
        return Slot(f"{thursday.year}-{month:02}", first, first + timedelta(days=6), int(words.get("version", 0)))
    if "quarter" in words:
        month = 3 * int(words["quarter"])
        first = date(year, month - 2, 1)
    elif "year" in words and "month" not in words:
        month, first = 12, date(year, 1, 1)
    else:
        month = _month(words["month"]) if "month" in words else arrived_at.month
        if "year" not in words and month > arrived_at.month:
            year -= 1  # the last such month that had begun when the file came
        first = date(year, month, 1)
    if "from_month" in words:
        first = date(int(words.get("from_year", year)), _month(words["from_month"]), 1)
    last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    if first > last or not 1990 <= year <= arrived_at.year + 1:
        raise ValueError(f"{first:%m-%Y} t/m {last:%m-%Y}")
    period, now = f"{year}-{month:02}", f"{arrived_at:%Y-%m}"
    runs = f"{first:%Y-%m}" <= now < period
    return Slot(now if runs else period, first, last, int(words.get("version", 0)), period if runs else "")


def _thursday(week: str, years: list[int], arrived_on: date) -> date:
    """The Thursday of a week of the first of these years in which it exists and had begun when the file came."""
    for year in years:
        try:
            thursday = date.fromisocalendar(year, int(week), 4)
        except ValueError:
            continue
        if thursday - timedelta(days=3) <= arrived_on:
            return thursday
    raise ValueError(f"week {week}")


def _month(word: str) -> int:
    said = word.lower()
    both = enumerate(zip(MONTHS, IN_FULL, strict=True), start=1)
    in_words = (i for i, (short, full) in both if said == short or (len(said) > 2 and full.startswith(said)))
    month = int(said) if said.isdigit() else next(in_words, 0)
    if not 1 <= month <= 12:
        raise ValueError(f"maand '{word}'")
    return month


def now() -> str:
    """This moment, as receipts tell it."""
    return datetime.now(UTC).isoformat()


def findings_path(data: Path, receipt: Receipt) -> Path:
    """Where the findings of one delivery stand, place by place."""
    return data / "findings" / receipt.partner / f"{receipt.receipt_id}.jsonl.gz"


def write(folder: Path, receipt: Receipt) -> None:
    """Commit one outcome; from here on it counts."""
    text = json.dumps(asdict(receipt), ensure_ascii=False, indent=1)
    write_atomically(folder / receipt.partner / f"{receipt.receipt_id}.json", text)


def read_all(folder: Path, partner: str | None = None) -> list[Receipt]:
    """Every receipt (of one partner), in the order in which the files arrived."""
    found = [
        Receipt(**json.loads(path.read_text(encoding="utf-8"))) for path in folder.glob(f"{partner or '*'}/*.json")
    ]
    return sorted(found, key=lambda r: (r.arrived_at, r.partner, r.file, r.processed_at))


def effective(receipts: list[Receipt]) -> list[Receipt]:
    """The deliveries that count: of a register the newest, of an increment or census the newest per period (or week), of a series all.

    Newest means: by period, then by version mark, then by arrival. The order of processing plays no part.
    """
    latest: dict[str, Receipt] = {}
    for receipt in sorted((r for r in receipts if r.is_accepted), key=lambda r: (r.processed_at, r.receipt_id)):
        latest[receipt.delivery_id] = receipt
    slots: dict[tuple[str, ...], Receipt] = {}
    for receipt in sorted(latest.values(), key=newest_last):
        if receipt.says_nothing:
            continue
        slot = {
            "register": (receipt.partner, receipt.delivery),
            "series": (receipt.partner, receipt.delivery, receipt.delivery_id),
        }.get(receipt.kind, (receipt.partner, receipt.delivery, receipt.about))
        slots[slot] = receipt
    return sorted(slots.values(), key=lambda r: r.delivery_id)


def newest_last(receipt: Receipt) -> tuple[str, int, str, str]:
    """Sort key of versions of one thing."""
    return (receipt.period, receipt.version, receipt.arrived_at, receipt.sha256)


def safe_stem(name: str) -> str:
    """A file name as part of another file name."""
    return re.sub(r"[^A-Za-z0-9._-]+", "_", name)[:60]


def safe_name(name: str) -> str:
    """A name that is safe as a file or folder on every system, and still says what it is."""
    return re.sub(r"[^\w .()-]+", "_", name).strip(". ")[:150] or "bestand"
