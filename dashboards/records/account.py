"""What accounts for figures: publications beside each other, what was held against what, who delivered."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class Published:
    """One publication of an audience, live or not; only its name is known of a file that cannot be read."""

    version: str
    built_at: datetime | None
    as_of: date | None
    figures: int
    hidden: int
    code: str
    readable: bool


@dataclass(frozen=True)
class Change:
    """One figure that is not what it was in an earlier publication; the names are those of its row."""

    kind: str
    indicator: str
    indicator_label: str
    location: str
    label: str
    cohort: str
    cohort_label: str
    level: str
    level_label: str
    role: str

    @property
    def key(self) -> tuple[str, str, str, str, str]:
        """What tells figures apart."""
        return self.indicator, self.location, self.cohort, self.level, self.role


@dataclass(frozen=True)
class NewDefinition:
    """An indicator whose definition has another version than in an earlier publication."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Judged:
    """One figure held against something, also when it could not be (`reason`), with the sentence stored with it."""

    indicator: str
    indicator_label: str
    location: str
    label: str
    site: str
    role: str
    cohort: str
    against: str
    status: str
    reason: str | None
    sentence: str


@dataclass(frozen=True)
class Supplier:
    """Up to when a supplier has delivered, and the site in whose place it works (None when that is nowhere)."""

    partner: str
    name: str
    site: str | None
    on_time: bool
    last_period: str | None
    state: str
