"""What is published beside the figures: lines, curves, sums of euros, ways of working."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Standardised:
    """A location's share with everybody's mix of levels, or why that is not given; always with its sentence."""

    location: str
    label: str
    method: str | None
    people: int | None
    crude: float | None
    value: float | None
    low: float | None
    high: float | None
    sentence: str


@dataclass(frozen=True)
class FunnelLine:
    """Where the lines of chance lie at one number of people."""

    cohort: str
    people: int
    target: float
    low_95: float
    high_95: float
    low_998: float
    high_998: float


@dataclass(frozen=True)
class TrendYear:
    """One school year of one place, with the limits of ordinary variation that hold for its stretch."""

    cohort: str
    value: float
    counts: bool
    stretch: int
    mean: float | None
    low: float | None
    high: float | None
    on_trial: bool
    rules: str
    sentence: str


@dataclass(frozen=True)
class TrendMonth:
    """One month of one location, with the limits of ordinary variation that hold for its stretch."""

    month: str
    cohort: str
    value: float
    counts: bool
    stretch: int
    mean: float | None
    low: float | None
    high: float | None
    on_trial: bool
    rules: str
    sentence: str


@dataclass(frozen=True)
class CurvePoint:
    """What share has lasted (or reached something) by a day, and how many were still followed; `other` is a second share."""

    cohort: str
    day: int
    value: float
    low: float | None
    high: float | None
    other: float | None
    at_risk: int | None


@dataclass(frozen=True)
class Value:
    """What a site costs and what it is worth to society over one period, under one set of assumptions."""

    cohort: str
    cohort_label: str
    scenario_set: str
    scenario_version: str
    scenario_label: str
    scenario_status: str
    price_year: int | None
    discount_rate: float | None
    costs_eur: float | None
    in_kind_eur: float | None
    benefits_before_eur: float | None
    benefits_eur: float | None
    ratio: float | None
    balance_per_euro: float | None
    ratio_low: float | None
    ratio_high: float | None
    break_even_deadweight: float | None
    status: str
    reason: str | None


@dataclass(frozen=True)
class Benefit:
    """What one benefit adds, and the published count that it is made of."""

    label: str
    indicator: str
    counted: float | None
    benefits_before_eur: float | None
    benefits_eur: float | None


@dataclass(frozen=True)
class Swing:
    """What one assumption alone does to the ratio."""

    label: str
    unit: str
    low: float
    high: float
    ratio_at_low: float
    ratio: float
    ratio_at_high: float


@dataclass(frozen=True)
class Assumption:
    """One thing that was assumed, and who says so."""

    label: str
    unit: str
    base: float
    low: float
    high: float
    source: str


@dataclass(frozen=True)
class Practice:
    """How one site does something, in its own words; its numbers of the year stand on a row of their own."""

    site: str
    site_name: str
    mailbox: str | None
    year: int
    theme: str
    theme_label: str
    title: str
    description: str
    with_partner: str | None
    since: int | None
    contact_role: str | None
    elective_code: str | None
    study_hours: int | None
    agreed_on: date | None
    coordinators: float | None
    contact_moments_per_day: float | None
    placement_weeks: float | None


@dataclass(frozen=True)
class Party:
    """Somebody who makes the partnership."""

    partner: str
    name: str
    kind: str
    place: str | None
    role: str
    delivers: bool


@dataclass(frozen=True)
class TrendSignal:
    """A change that is more than ordinary variation, up to and including the newest whole school year."""

    indicator_label: str
    label: str
    sentence: str


@dataclass(frozen=True)
class Opportunity:
    """What a demonstrable difference is in people, in a sentence."""

    indicator: str
    location: str
    role: str
    indicator_label: str
    label: str
    sentence: str
