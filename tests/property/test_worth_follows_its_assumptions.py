"""Whatever is assumed: discounting never adds, the break-even is exact, and the base lies between low and high."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from pipelines.scenarios import Assumption, ScenarioSet
from pipelines.stages import value
from pipelines.stages.value import Counted

euros = st.fractions(min_value=0, max_value=100_000, max_denominator=100)
shares = st.fractions(min_value=0, max_value=1, max_denominator=100)
rates = st.fractions(min_value=0, max_value=Fraction(1, 2), max_denominator=100)
years = st.integers(1, 12)
starts = st.sampled_from([0, 1])


@st.composite
def assumptions(draw: st.DrawFn, top: float) -> dict[str, object]:
    """Low, base and high in that order, with at most two decimals."""
    low, base, high = sorted(draw(st.integers(0, round(top * 100))) / 100 for _ in range(3))
    return {"base": base, "low": low, "high": high, "source": "toeval"}


@st.composite
def scenarios(draw: st.DrawFn) -> ScenarioSet:
    """One or two benefits and at most one contribution in kind."""
    label = {"nl": "a", "en": "a"}
    benefits = []
    for name in ("one", "two")[: draw(st.integers(1, 2))]:
        low, base, high = sorted(draw(st.integers(1, 8)) for _ in range(3))
        parts = {part: draw(assumptions(1)) for part in ("deadweight", "displacement", "attribution", "drop_off")}
        benefits.append(
            {
                "benefit": name, "label": label, "counted_by": "jobs", "role": "all", "starts_after": draw(starts),
                "value_eur": draw(assumptions(20_000)), **parts,
                "years": {"base": base, "low": low, "high": high, "source": "toeval"},
            }
        )  # fmt: skip
    given_hours = {"hours_per_year": draw(assumptions(900)), "eur_per_hour": draw(assumptions(80))}
    in_kind = [{"contribution": "given", "label": label, "payer": "school", **given_hours}]
    return ScenarioSet.model_validate(
        {
            "scenario_set": "any", "version": "1.0", "adopted_on": date(2026, 1, 1), "status": "illustrative", "label": label,
            "price_year": 2014, "price_changes": {"source": "geen", "percent": {2014: 0}},
            "discount_rate": draw(assumptions(0.2)), "benefits": benefits, "in_kind": in_kind[: draw(st.integers(0, 1))],
        }
    )  # fmt: skip


counts = st.builds(
    lambda one, two, paid: Counted({"one": Fraction(one), "two": Fraction(two)}, Fraction(paid)),
    st.integers(0, 500), st.integers(0, 500), st.integers(1, 2_000_000),
)  # fmt: skip


@given(euros, years, rates, rates, shares, starts)
def test_a_higher_discount_rate_is_never_worth_more(
    yearly: Fraction, for_years: int, one: Fraction, other: Fraction, drop_off: Fraction, starts_after: int
) -> None:
    low, high = sorted((one, other))
    assert value.present_value(yearly, for_years, high, drop_off, starts_after) <= value.present_value(
        yearly, for_years, low, drop_off, starts_after
    )


@given(euros, years, starts)
def test_without_discounting_and_drop_off_the_present_value_is_the_plain_sum(
    yearly: Fraction, for_years: int, starts_after: int
) -> None:
    assert value.present_value(yearly, for_years, Fraction(0), Fraction(0), starts_after) == yearly * for_years


@given(euros, years, rates, shares)
def test_what_begins_a_year_later_is_worth_that_year_of_discount_less(
    yearly: Fraction, for_years: int, rate: Fraction, drop_off: Fraction
) -> None:
    at_once = value.present_value(yearly, for_years, rate, drop_off, starts_after=0)
    assert value.present_value(yearly, for_years, rate, drop_off) * (1 + rate) == at_once


@given(scenarios(), counts)
def test_at_the_break_even_deadweight_the_ratio_is_exactly_one(scenario: ScenarioSet, counted: Counted) -> None:
    deadweight = value.break_even_deadweight(scenario, counted)
    assume(deadweight is not None)
    assert deadweight is not None
    assert 0 <= deadweight < 1
    assert value.worth(scenario, counted, value.with_deadweight(scenario, deadweight)).ratio == 1


@given(scenarios(), counts)
def test_without_a_break_even_benefits_stay_below_costs_whatever_the_deadweight(
    scenario: ScenarioSet, counted: Counted
) -> None:
    assume(value.break_even_deadweight(scenario, counted) is None)
    assert value.worth(scenario, counted, value.with_deadweight(scenario, Fraction(0))).ratio < 1


@given(scenarios(), counts)
def test_the_base_lies_between_low_and_high_of_every_bar_and_of_the_whole_range(
    scenario: ScenarioSet, counted: Counted
) -> None:
    middle = value.worth(scenario, counted, value.base(scenario)).ratio
    swings = value.tornado(scenario, counted)
    widths = [swing.width for swing in swings]
    assert widths == sorted(widths, reverse=True)
    worst, best = value.scenario_range(scenario, counted, swings)
    for swing in swings:
        assert min(swing.at_low, swing.at_high) <= middle <= max(swing.at_low, swing.at_high)
        assert worst <= min(swing.at_low, swing.at_high)
        assert max(swing.at_low, swing.at_high) <= best
    assert worst <= middle <= best


def test_an_assumption_out_of_order_is_refused() -> None:
    with pytest.raises(ValueError, match="low ≤ base ≤ high"):
        Assumption(base=1, low=2, high=3, source="toeval")
