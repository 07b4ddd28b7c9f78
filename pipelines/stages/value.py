"""Counts × assumptions ÷ costs → the sums of a social cost-benefit analysis (MKBA), in exact fractions.

Pure, and knows no figures or places: `appraise` brings those. Benefits are discounted to the year they were counted in;
costs fall in that year itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from functools import cache, lru_cache

from pipelines.scenarios import SHARES, Benefit, ScenarioSet

Choice = Mapping[str, Fraction]


@dataclass(frozen=True)
class Counted:
    """What is known of one site over one period: how many of each benefit, and what was paid (euros, prices of the set)."""

    counts: Mapping[str, Fraction]
    paid_eur: Fraction
    years: Fraction = Fraction(1)
    site: str = ""


@dataclass(frozen=True)
class Money:
    """What one choice of assumptions makes of it, in euros."""

    paid: Fraction
    in_kind: Fraction
    benefits_before: Fraction
    benefits: Fraction

    @property
    def costs(self) -> Fraction:
        """Of all partners, in kind too."""
        return self.paid + self.in_kind

    @property
    def ratio(self) -> Fraction:
        """Benefits per euro of costs: the 2,80 of '2,80 is a balance of 1,80 per euro'. Costs must not be zero."""
        return self.benefits / self.costs

    @property
    def balance_per_euro(self) -> Fraction:
        """What remains of every euro after the euro itself: 1,80."""
        return self.ratio - 1


@dataclass(frozen=True)
class Swing:
    """What one assumption does to the ratio when it alone is at its low and at its high value."""

    assumption: str
    at_low: Fraction
    at_high: Fraction

    @property
    def width(self) -> Fraction:
        """How far the two lie apart."""
        return abs(self.at_high - self.at_low)


def present_value(yearly: Fraction, years: int, rate: Fraction, drop_off: Fraction, starts_after: int = 1) -> Fraction:
    """Euros now of `yearly` euros for some years, of which a part drops off every further year.

    `starts_after` 1: the first sum falls a year from now; 0: it falls now and is not discounted.
    """
    return yearly * _of_one_euro(years, rate, drop_off, starts_after)


@cache
def _of_one_euro(years: int, rate: Fraction, drop_off: Fraction, starts_after: int) -> Fraction:
    kept, grown = 1 - drop_off, 1 + rate
    return sum((kept**year / grown ** (year + starts_after) for year in range(years)), Fraction(0))


def worth(scenario: ScenarioSet, counted: Counted, choice: Choice) -> Money:
    """Costs and benefits of what was counted, under one choice of assumptions."""
    each = [benefit_worth(benefit, counted.counts[benefit.benefit], choice) for benefit in scenario.benefits]
    given = sum(
        (
            choice[f"{one.contribution}.hours_per_year"] * choice[f"{one.contribution}.eur_per_hour"] * counted.years
            for one in scenario.in_kind
            if one.sites is None or counted.site in one.sites
        ),
        Fraction(0),
    )
    before, after = (sum(part, Fraction(0)) for part in zip(*each, strict=True))
    return Money(counted.paid_eur, given, before, after)


def benefit_worth(benefit: Benefit, count: Fraction, choice: Choice) -> tuple[Fraction, Fraction]:
    """Present value of one benefit, before and after what is not our doing; what drops off was never there."""
    of = {name: choice[f"{benefit.benefit}.{name}"] for name in ("value_eur", "years", *SHARES)}
    years, rate = int(of["years"]), choice["discount_rate"]
    before = present_value(count * of["value_eur"], years, rate, of["drop_off"], benefit.starts_after)
    return before, before * (1 - of["deadweight"]) * (1 - of["displacement"]) * of["attribution"]


def base(scenario: ScenarioSet) -> dict[str, Fraction]:
    """The choice that we count with."""
    return {name: exact(one.assumption.base) for name, one in scenario.assumptions.items()}


def tornado(scenario: ScenarioSet, counted: Counted) -> list[Swing]:
    """Every assumption that can move the ratio, at low and at high with the others at base; the widest first."""
    middle = base(scenario)
    found = [
        Swing(
            name,
            worth(scenario, counted, middle | {name: exact(one.assumption.low)}).ratio,
            worth(scenario, counted, middle | {name: exact(one.assumption.high)}).ratio,
        )
        for name, one in scenario.assumptions.items()
    ]
    return sorted((one for one in found if one.width), key=lambda one: (-one.width, one.assumption))


def scenario_range(scenario: ScenarioSet, counted: Counted, swings: list[Swing]) -> tuple[Fraction, Fraction]:
    """The ratio with every assumption at its least and at its most favourable; not an interval of chance.

    `swings` as `tornado` gives them: which way each assumption works.
    """
    known = {name: one.assumption for name, one in scenario.assumptions.items()}
    worst, best = base(scenario), base(scenario)
    for swing in swings:
        low, high = (exact(getattr(known[swing.assumption], side)) for side in ("low", "high"))
        helps = swing.at_high > swing.at_low
        worst[swing.assumption], best[swing.assumption] = (low, high) if helps else (high, low)
    return worth(scenario, counted, worst).ratio, worth(scenario, counted, best).ratio


def break_even_deadweight(scenario: ScenarioSet, counted: Counted) -> Fraction | None:
    """The deadweight, the same for every benefit, at which benefits are exactly the costs.

    None when the benefits stay below the costs even without any deadweight.
    """
    without = worth(scenario, counted, with_deadweight(scenario, Fraction(0)))
    return 1 - without.costs / without.benefits if without.benefits >= without.costs else None


def with_deadweight(scenario: ScenarioSet, deadweight: Fraction) -> dict[str, Fraction]:
    """The base, with one deadweight for every benefit."""
    return base(scenario) | {f"{benefit.benefit}.deadweight": deadweight for benefit in scenario.benefits}


def in_prices_of(scenario: ScenarioSet, year: int) -> Fraction | None:
    """What a euro of `year` is in euros of the price year, or None where a year's price change is not known."""
    first, last = sorted((year, scenario.price_year))
    steps = range(first + 1, last + 1)
    if any(step not in scenario.price_changes.percent for step in steps):
        return None
    factor = Fraction(1)
    for step in steps:
        factor *= 1 + exact(scenario.price_changes.percent[step]) / 100
    return factor if year <= scenario.price_year else 1 / factor


def months_by_year(starts_on: date, ends_on: date) -> dict[int, int]:
    """Whole months of a period per calendar year: a school year is five months of one year and seven of the next."""
    after = ends_on + timedelta(days=1)
    first, last = starts_on.year * 12 + starts_on.month - 1, after.year * 12 + after.month - 1
    found: dict[int, int] = {}
    for month in range(first, last):
        found[month // 12] = found.get(month // 12, 0) + 1
    return found


@lru_cache(maxsize=4096)
def exact(number: float) -> Fraction:
    """The decimal that a person wrote, not the nearest binary number: 0.1 is one tenth."""
    return Fraction(str(number))
