"""The desk of data stewards."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class DeskRun:
    """The run that wrote the desk."""

    built_at: datetime
    today: date
    demo: bool


@dataclass(frozen=True)
class Expected:
    """One delivery that was due, and how that went."""

    partner: str
    partner_name: str
    delivery: str
    delivery_title: str
    period: str
    due_on: date | None
    state: str


@dataclass(frozen=True)
class Delivery:
    """One receipt: what happened to a file and where its rows went."""

    receipt_id: str
    delivery_id: str | None
    partner: str | None
    partner_name: str | None
    delivery: str | None
    delivery_title: str | None
    period: str | None
    file: str | None
    arrived_at: datetime | None
    outcome: str
    sentence: str | None
    rows: int | None
    used: int | None
    quarantined: int | None
    skipped: int | None
    skipped_by_kind: str | None
    new: int | None
    changed: int | None
    vanished: int | None
    run: str
    outbox: str


@dataclass(frozen=True)
class Finding:
    """One kind of finding in one delivery: how often, and where first; identifying values arrive masked."""

    rule: str
    severity: str
    sheet: str | None
    row: int | None
    header: str | None
    value: str | None
    sentence: str
    proposal: str | None
    count: int


@dataclass(frozen=True)
class LinkRate:
    """How many records of one dataset of a partner are linked to a person, and in which way."""

    partner_name: str
    dataset_name: str
    records: int
    by_number: int
    by_person: int
    by_person_and_dates: int
    ambiguous: int
    unmatched: int
    no_key: int
    rate: float


@dataclass(frozen=True)
class Unlinked:
    """One row of a partner's file that is linked to nobody."""

    partner_name: str
    dataset_name: str
    source_file: str
    source_sheet: str | None
    source_row: int
    how: str
    sentence: str


@dataclass(frozen=True)
class Signal:
    """One row of a partner's file that another partner contradicts."""

    partner_name: str
    against_name: str
    signal: str
    source_file: str
    source_sheet: str | None
    source_row: int
    sentence: str


@dataclass(frozen=True)
class UnusedWord:
    """A word of a value map that occurs in no delivery that counts."""

    partner_name: str
    delivery: str
    delivery_title: str
    dataset_name: str
    column: str
    column_name: str
    word: str


@dataclass(frozen=True)
class Action:
    """One repair: what is wrong, what to do, in how many places; `explained` is what the supplier said about it."""

    severity: str
    what: str
    now: str
    count: int
    places: str
    explained: str


@dataclass(frozen=True)
class OpenAction:
    """One repair of one delivery that still matters, with what a steward may do about it."""

    receipt_id: str
    delivery_id: str
    partner: str
    partner_name: str
    delivery: str
    delivery_title: str
    period: str
    file: str
    run: str
    rule: str
    severity: str
    what: str
    now: str
    count: int
    places: str
    explained: str
    header: str
    value: str
    may_map: bool
    may_waive: bool


@dataclass(frozen=True)
class Apart:
    """One cell that sets a row apart; a value that identifies arrives masked, the other cells of the row not at all."""

    receipt_id: str
    sheet: str
    row: int
    header: str
    value: str
    rule: str
    sentence: str


@dataclass(frozen=True)
class Planned:
    """One delivery that was agreed with a partner; `delivery` is empty for a partner that delivers nothing."""

    partner: str
    partner_name: str
    kind: str
    delivery: str
    title: str | None
    example: str | None
    rhythm: str | None
    due_days: int | None
    admitted: bool


@dataclass(frozen=True)
class Term:
    """One agreed word of a coded column."""

    code: str
    label: str


@dataclass(frozen=True)
class Repaired:
    """One word that was mapped or rule that was waived by a steward."""

    partner_name: str
    delivery: str
    do: str
    what: str
    becomes: str
    period: str
    reason: str
    decided_by: str
    decided_on: datetime
