"""What must hold for intervals, families and curves whatever the counts are."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.stages.statistics import binomial_p, demonstrable, fisher, newcombe, survival, wilson
from pipelines.stages.statistics.funnel import binomial_limits
from pipelines.stages.statistics.incidence import cumulative_incidence
from pipelines.stages.statistics.rates import (
    byar,
    count_interval,
    exact_count,
    observed_expected,
    standardised_proportion,
)


@st.composite
def shares(draw: st.DrawFn, most: int = 2000) -> tuple[int, int]:
    total = draw(st.integers(1, most))
    return draw(st.integers(0, total)), total


FOLLOWED = st.lists(st.tuples(st.integers(1, 400), st.integers(0, 2)), min_size=1, max_size=60)


@given(shares())
def test_wilson_holds_the_share_and_mirrors_its_complement(share: tuple[int, int]) -> None:
    count, total = share
    (low,), (high,) = wilson([count], [total])
    (other_low,), (other_high,) = wilson([total - count], [total])
    assert 0 <= low <= count / total <= high <= 1
    assert (other_low, other_high) == pytest.approx((1 - high, 1 - low), abs=1e-12)


@given(shares())
def test_wilson_moves_up_with_the_count_and_widens_with_confidence(share: tuple[int, int]) -> None:
    count, total = share
    (low,), (high,) = wilson([count], [total])
    (wider_low,), (wider_high,) = wilson([count], [total], 0.998)
    assert wider_low <= low
    assert wider_high >= high
    if count < total:
        (next_low,), (next_high,) = wilson([count + 1], [total])
        assert next_low >= low
        assert next_high >= high


@given(shares(300), shares(300))
def test_newcombe_holds_the_difference_and_turns_with_the_groups(one: tuple[int, int], other: tuple[int, int]) -> None:
    low, high = newcombe(*one, *other)
    difference = one[0] / one[1] - other[0] / other[1]
    assert -1 - 1e-12 <= low <= difference + 1e-12
    assert difference - 1e-12 <= high <= 1 + 1e-12
    assert newcombe(*other, *one) == pytest.approx((-high, -low), abs=1e-12)
    assert fisher(*one, *other) == pytest.approx(fisher(*other, *one), abs=1e-9)


@given(shares(500), st.floats(0.001, 0.999))
def test_the_exact_test_mirrors_its_complement(share: tuple[int, int], rate: float) -> None:
    count, total = share
    p = binomial_p(count, total, rate)
    assert 0 <= p <= 1
    assert p == pytest.approx(binomial_p(total - count, total, 1 - rate), abs=1e-9)


@given(st.lists(st.floats(0, 1), max_size=40))
def test_benjamini_hochberg_passes_the_smallest_first_and_knows_no_order(p_values: list[float]) -> None:
    passed, strict = demonstrable(p_values), demonstrable(p_values, 0.002)
    through = [p for p, ok in zip(p_values, passed, strict=True) if ok]
    stopped = [p for p, ok in zip(p_values, passed, strict=True) if not ok]
    assert not through or not stopped or max(through) < min(stopped)
    assert all(ok or not stricter for ok, stricter in zip(passed, strict, strict=True))
    assert demonstrable(p_values[::-1]) == passed[::-1]


@given(st.integers(0, 5000))
def test_limits_of_a_count_hold_it_and_move_up_with_it(events: int) -> None:
    for limits in (exact_count, byar, count_interval):
        low, high = limits(events)
        assert 0 <= low <= events <= high
    for limits in (exact_count, byar):
        assert all(now <= then for now, then in zip(limits(events), limits(events + 1), strict=True))


@settings(deadline=None, max_examples=40)
@given(st.lists(shares(60), min_size=1, max_size=4), st.lists(st.floats(0.01, 0.99), min_size=4, max_size=4))
def test_observed_over_expected_holds_its_value_and_agrees_with_its_test(
    strata: list[tuple[int, int]], rates: list[float]
) -> None:
    observed = sum(count for count, _ in strata)
    found = observed_expected(observed, [total for _, total in strata], rates[: len(strata)])
    assert found is not None
    assert found.low <= found.value + 1e-9
    assert found.value <= found.high + 1e-9
    if found.p_value < 0.05 - 1e-6:
        assert found.high <= 1 + 1e-6 or found.low >= 1 - 1e-6


@given(st.lists(st.tuples(st.integers(10, 200), st.floats(0, 1)), min_size=1, max_size=4), st.integers(1, 50))
def test_a_standardised_share_lies_between_the_shares_it_is_made_of(
    strata: list[tuple[int, float]], weight: int
) -> None:
    totals = [total for total, _ in strata]
    counts = [round(total * share) for total, share in strata]
    found = standardised_proportion(counts, totals, [weight + at for at in range(len(totals))])
    if found is None or found.low is None or found.high is None:
        assert sum(counts) < 10
        return
    inside = [count / total for count, total in zip(counts, totals, strict=True)]
    assert min(inside) - 1e-9 <= found.value <= max(inside) + 1e-9
    assert found.low <= found.value + 1e-9
    assert found.value <= found.high + 1e-9


@given(st.floats(0.01, 0.99), st.integers(1, 500))
def test_lines_of_a_funnel_lie_in_order(target: float, people: int) -> None:
    lines = [float(binomial_limits(target, people, tail)) for tail in (0.001, 0.025, 0.5, 0.975, 0.999)]
    assert all(earlier <= later + 1e-12 for earlier, later in pairwise(lines))


@given(FOLLOWED)
def test_outcomes_and_who_has_none_yet_add_up_to_everybody(people: list[tuple[int, int]]) -> None:
    days, causes = [day for day, _ in people], [cause for _, cause in people]
    at = sorted(set(days))
    curve = survival(days, [cause > 0 for cause in causes], at)
    moments = cumulative_incidence(days, causes, at)
    for point, moment in zip(curve, moments, strict=True):
        assert point.survival + sum(share.value for share in moment.shares) == pytest.approx(1, abs=1e-9)
        assert (point.at_risk, point.still_followed) == (moment.at_risk, moment.still_followed)
    for cause in (0, 1):
        values = [moment.shares[cause].value for moment in moments]
        assert bool(np.all(np.diff(values) >= -1e-12))
