"""What a publication is and holds, and its figures."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class Edition:
    """What stands over every page: which publication this is and how far its data reaches."""

    version: str
    built_at: datetime
    as_of: date | None
    demo: bool
    threshold: int
    code: str


@dataclass(frozen=True)
class Indicator:
    """An indicator's card, in the reader's language."""

    indicator: str
    kind: str
    unit: str
    direction: str
    label: str
    question: str
    purpose: str | None
    numerator: str | None
    denominator: str | None
    not_evaluable: str | None
    excluded: str | None
    horizon_days: int | None
    bound: str | None
    version: str
    adopted_on: date | None
    owner: str | None
    next_review: date | None
    sources: str | None
    sql: str | None
    theme: str | None


@dataclass(frozen=True)
class Place:
    """A location, a site of several locations, or all together (`kind`)."""

    location: str
    label: str
    site: str
    kind: str


@dataclass(frozen=True)
class Cell:
    """One published figure with the names of its row and what its indicator says about reading it."""

    indicator: str
    indicator_label: str
    kind: str
    unit: str
    bound: str | None
    location: str
    label: str
    place: str
    cohort: str
    level: str
    role: str
    numerator: float | None
    denominator: float | None
    not_evaluable: int | None
    excluded: int | None
    unknown: int | None
    value: float | None
    low: float | None
    high: float | None
    hidden: bool
    hidden_reason: str | None
    status: str
    response: float | None
    bound_low: float | None
    bound_high: float | None


@dataclass(frozen=True)
class Comparison:
    """One difference that was tested at publication, or why it was not, with the sentence that was stored with it."""

    indicator: str
    location: str
    indicator_label: str
    role: str
    label: str
    against: str
    status: str
    reason: str | None
    q_passed: bool
    sentence: str


@dataclass(frozen=True)
class Claim:
    """One statement made in public × one definition, and what that definition gives now."""

    claim: str
    text: str
    source: str | None
    location: str
    site: str
    label: str | None
    as_of: date | None
    indicator: str | None
    indicator_label: str | None
    published_text: str | None
    computed_text: str | None
    verdict: str
    explanation: str | None


@dataclass(frozen=True)
class Reference:
    """One national figure; `comparable` when it was counted in the same way as ours."""

    population: str | None
    period: str
    breakdown: str | None
    unit: str
    value: float
    source: str
    edition: str | None
    comparable: bool
    note: str | None


@dataclass(frozen=True)
class Freshness:
    """Up to when a supplier has delivered."""

    name: str
    on_time: bool
    last_period: str | None
    expected_period: str | None
    state: str


@dataclass(frozen=True)
class Provenance:
    """One delivery that the figures rest on."""

    name: str
    dataset: str
    period: str
    arrived_at: datetime | None
    delivery_id: str


@dataclass(frozen=True)
class Waiting:
    """One published figure that is provisional, and up to when the data of its location reaches."""

    indicator: str
    indicator_label: str
    horizon_days: int | None
    location: str
    label: str
    partner: str
    cohort: str
    cohort_label: str
    role: str
    not_evaluable: int
    as_of: date | None
