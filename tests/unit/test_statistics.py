"""What `statistics` does at the edges: nobody, everybody, ties, one point. The values themselves are in the golden rows."""

import math

import pytest

from pipelines.stages.statistics import binomial_p, demonstrable, fisher, newcombe, survival, wilson
from pipelines.stages.statistics.control_chart import xmr
from pipelines.stages.statistics.funnel import binomial_limits, overdispersion, poisson_limits
from pipelines.stages.statistics.incidence import Moment, cumulative_incidence
from pipelines.stages.statistics.rates import (
    Estimate,
    byar,
    count_interval,
    dobson,
    exact_count,
    observed_expected,
    rate_interval,
    standardised_proportion,
    withheld,
)


def test_wilson_ends_exactly_at_0_and_1_and_has_no_interval_for_nobody() -> None:
    lows, highs = wilson([0, 13, 0], [20, 13, 0])
    assert lows[0] == 0.0
    assert highs[1] == 1.0
    assert lows[2] != lows[2]


def test_a_difference_with_nobody_has_no_size_and_no_test_calls_it_demonstrable() -> None:
    assert all(math.isnan(limit) for limit in newcombe(0, 0, 5, 10))
    assert fisher(0, 0, 5, 10) == 1.0


def test_there_is_no_interval_where_log_log_is_undefined() -> None:
    everyone_stays = survival([200, 200], [False, False], [0, 182])
    everyone_leaves = survival([10, 10], [True, True], [0, 10])
    assert {(point.survival, point.low, point.high) for point in everyone_stays} == {(1.0, None, None)}
    assert (everyone_leaves[-1].survival, everyone_leaves[-1].low) == (0.0, None)


def test_numbers_at_risk_stand_beside_a_curve() -> None:
    days = [30, 61, 92, 120, 150, 182, 200, 240, 45, 75, 100, 160]
    (point,) = survival(days, [bool(e) for e in (1, 1, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0)], [182])
    assert (point.at_risk, point.events_until, point.still_followed) == (3, 4, 3)


def test_a_curve_does_not_go_on_after_the_last_day_that_somebody_was_followed() -> None:
    assert [point.day for point in survival([100, 150], [False, True], [0, 150, 182])] == [0, 150]
    assert survival([], [], [0, 182]) == ()


def test_benjamini_hochberg_lets_equal_p_values_pass_together_and_an_empty_family_is_no_mistake() -> None:
    assert demonstrable([0.05, 0.05]) == [True, True]
    assert demonstrable([0.04, 0.2]) == [False, False]
    assert demonstrable([0.001, 0.04], q=0.002) == [True, False]
    assert demonstrable([]) == []


def test_thirteen_of_thirteen_is_no_outlier_at_84_percent_though_it_lies_above_the_drawn_line() -> None:
    assert binomial_p(13, 13, 0.84) == pytest.approx(2 * 0.1036646579, abs=1e-9)
    assert binomial_limits(0.84, 13, 0.975) < 1
    assert binomial_p(42, 50, 0.84) == 1.0


def test_an_exact_test_against_0_or_100_percent_knows_what_cannot_happen() -> None:
    assert (binomial_p(13, 13, 1.0), binomial_p(12, 13, 1.0)) == (1.0, 0.0)
    assert (binomial_p(0, 13, 0.0), binomial_p(1, 13, 0.0)) == (1.0, 0.0)
    assert binomial_p(0, 0, 0.84) == 1.0


def test_fishers_exact_test_is_two_sided() -> None:
    # The lady tasting tea (Fisher 1935): 3 of 4 against 1 of 4 gives .4857.
    assert fisher(3, 4, 1, 4) == pytest.approx(0.4857, abs=5e-5)


# --- rates and case mix


def test_no_events_still_have_an_upper_limit() -> None:
    # The rule of three, exactly: -ln(.025).
    assert exact_count(0) == pytest.approx((0.0, -math.log(0.025)), abs=1e-12)
    assert byar(0)[0] == 0.0


def test_counts_are_exact_below_ten_and_byar_from_ten() -> None:
    assert count_interval(9) == exact_count(9)
    assert count_interval(10) == byar(10)
    assert byar(10) != pytest.approx(exact_count(10), abs=1e-6)


def test_a_rate_is_its_count_over_the_exposure_and_nothing_without_exposure() -> None:
    low, high = byar(65)
    assert rate_interval(65, 100) == Estimate(0.65, low / 100, high / 100)
    assert rate_interval(0, 0) is None


@pytest.mark.parametrize(
    ("totals", "events", "why"),
    [
        ([10, 10], [5, 5], None),
        ([9, 100], [5, 50], "small_stratum"),
        ([0, 100], [0, 50], "small_stratum"),
        ([10, 10], [4, 5], "few_events"),
        ([], [], "small_stratum"),
    ],
)
def test_one_rule_withholds_what_rests_on_too_little(totals: list[float], events: list[float], why: str | None) -> None:
    assert withheld(totals, events) == why
    assert (dobson(events, totals, totals) is None) is (why is not None)
    assert (standardised_proportion(events, totals, totals) is None) is (why is not None)


def test_a_rate_standardised_to_its_own_people_is_the_crude_rate_with_the_interval_of_its_count() -> None:
    # One stratum: Dobson's scale is 1 ÷ n and the limits are those of the count itself.
    found = dobson([40], [1000], [7])
    assert found is not None
    low, high = byar(40)
    assert (found.value, found.low, found.high) == pytest.approx((0.04, low / 1000, high / 1000), abs=1e-12)


def test_a_standardised_rate_by_hand() -> None:
    # Weights ¼ and ¾, rates 1 % and 4 %: ¼·.01 + ¾·.04; variance ¼²·10/1000² + ¾²·20/500².
    found = dobson([10, 20], [1000, 500], [1, 3])
    assert found is not None
    scale = math.sqrt((0.0625 * 10 / 1000**2 + 0.5625 * 20 / 500**2) / 30)
    low, high = byar(30)
    assert found.value == pytest.approx(0.0325, abs=1e-12)
    assert (found.low, found.high) == pytest.approx((0.0325 + scale * (low - 30), 0.0325 + scale * (high - 30)))


def test_a_frequent_outcome_is_standardised_with_wilson_and_never_leaves_0_to_1() -> None:
    one = standardised_proportion([50], [60], [1])
    lows, highs = wilson([50], [60])
    assert one is not None
    assert (one.value, one.low, one.high) == pytest.approx((50 / 60, lows[0], highs[0]), abs=1e-12)
    everyone = standardised_proportion([60, 60], [60, 60], [1, 1])
    lows, _ = wilson([120], [120])
    assert everyone is not None
    assert (everyone.value, everyone.low, everyone.high) == pytest.approx((1.0, lows[0], 1.0), abs=1e-12)


def test_a_rare_outcome_is_standardised_with_dobson() -> None:
    assert standardised_proportion([10, 20], [1000, 500], [1, 3]) == dobson([10, 20], [1000, 500], [1, 3])


def test_expected_below_ten_percent_is_poisson_and_from_ten_percent_everyone_has_a_chance() -> None:
    rare, frequent = observed_expected(9, [100], [0.0999]), observed_expected(10, [100], [0.1])
    assert rare is not None
    assert frequent is not None
    assert (rare.method, frequent.method) == ("poisson", "poisson_binomial")


def test_with_one_stratum_the_poisson_binomial_is_the_binomial_with_clopper_and_pearsons_limits() -> None:
    # Clopper-Pearson of 8 of 13 is .3158 to .8614 (beta quantiles).
    found = observed_expected(8, [13], [0.5])
    assert found is not None
    assert found.p_value == pytest.approx(binomial_p(8, 13, 0.5), abs=1e-12)
    assert (found.low * 6.5 / 13, found.high * 6.5 / 13) == pytest.approx((0.3158, 0.8614), abs=5e-5)


def test_observed_over_expected_at_nobody_and_everybody() -> None:
    nobody, everybody = observed_expected(0, [10, 10], [0.3, 0.2]), observed_expected(20, [10, 10], [0.3, 0.2])
    assert nobody is not None
    assert everybody is not None
    assert (nobody.value, nobody.low) == (0.0, 0.0)
    assert (everybody.value, everybody.high) == (4.0, 4.0)
    assert observed_expected(0, [], []) is None
    assert observed_expected(3, [10], [0.0]) is None


def test_a_stratum_in_which_everyone_is_expected_is_certain() -> None:
    found = observed_expected(15, [10, 10], [1.0, 0.5])
    assert found is not None
    assert found.value == 1.0
    assert found.low * 15 > 10
    only_certain = observed_expected(10, [10], [1.0])
    assert only_certain is not None
    assert (only_certain.low, only_certain.value, only_certain.high) == (1.0, 1.0, 1.0)


# --- lines of a funnel


def test_a_funnel_has_no_line_for_nobody_and_stays_between_0_and_1() -> None:
    lines = binomial_limits(0.84, [0, 1, 2], 0.975)
    assert math.isnan(lines[0])
    assert all(0 <= line <= 1 for line in lines[1:])
    low, high = poisson_limits([0, 15])
    assert math.isnan(low[0])
    assert math.isnan(high[0])


def test_spread_between_locations_is_corrected_only_from_ten_locations_on() -> None:
    wild = [5, 95] * 5
    assert overdispersion(wild[:9], [100] * 9, 0.5) is None
    found = overdispersion(wild, [100] * 10, 0.5)
    assert found is not None
    assert found.phi == pytest.approx(81)
    assert found.factor == pytest.approx(9)


def test_lines_never_become_narrower_than_chance_and_one_outlier_does_not_widen_them() -> None:
    calm = overdispersion([50] * 9 + [95], [100] * 10, 0.5)
    assert calm is not None
    assert calm.phi == 0
    assert calm.factor == 1
    assert overdispersion([50] * 10 + [0], [100] * 10 + [0], 0.5) is not None
    assert overdispersion([0] * 10, [100] * 10, 0.0) is None


# --- competing outcomes


def only(moments: tuple[Moment, ...]) -> Moment:
    (moment,) = moments
    return moment


def test_without_a_competing_outcome_the_incidence_is_one_minus_kaplan_meier() -> None:
    days, events = [30, 61, 92, 120, 150, 182, 200], [1, 1, 0, 1, 0, 0, 0]
    moment = only(cumulative_incidence(days, events, [182]))
    (point,) = survival(days, [event == 1 for event in events], [182])
    assert moment.shares[0].value == pytest.approx(1 - point.survival, abs=1e-12)
    assert (moment.at_risk, moment.still_followed, moment.events_until) == (2, 2, (3, 0))
    assert moment.shares[1].value == 0


def test_two_outcomes_on_one_day_share_the_people_at_risk() -> None:
    moment = only(cumulative_incidence([10, 10, 20, 20], [1, 2, 0, 0], [10]))
    assert [share.value for share in moment.shares] == [0.25, 0.25]
    assert moment.shares[0].low is not None


def test_there_is_no_interval_at_0_at_1_and_after_the_last_person_at_risk() -> None:
    before, after = cumulative_incidence([10, 10], [1, 1], [0, 10])
    assert (before.shares[0].value, before.shares[0].low) == (0.0, None)
    assert (after.shares[0].value, after.shares[0].low) == (1.0, None)


def test_nobody_and_nothing_but_censored_people_give_no_incidence() -> None:
    assert cumulative_incidence([], [], [0, 10]) == ()
    moment = only(cumulative_incidence([50, 60], [0, 0], [50, 61]))
    assert [share.value for share in moment.shares] == [0.0, 0.0]
    assert (moment.at_risk, moment.still_followed) == (2, 2)


# --- XmR


def rules(values: list[float], gaps: tuple[int, ...] = ()) -> list[int]:
    found = xmr(values, gaps)
    assert found is not None
    return [len(hit) for hit in found.rules]


def named(values: list[float], rule: str, gaps: tuple[int, ...] = ()) -> list[int]:
    found = xmr(values, gaps)
    assert found is not None
    return [at for at, hit in enumerate(found.rules) if rule in hit]


def test_limits_are_on_trial_below_twelve_points() -> None:
    eleven, twelve = xmr([1.0, 2.0] * 5 + [1.0]), xmr([1.0, 2.0] * 6)
    assert eleven is not None
    assert twelve is not None
    assert (eleven.on_trial, twelve.on_trial) == (True, False)


def test_one_point_has_no_limits_and_no_points_no_chart() -> None:
    one = xmr([3.0])
    assert one is not None
    assert (one.mean, one.low, one.high, one.on_trial, one.rules) == (3.0, None, None, True, ((),))
    assert xmr([]) is None


def test_equal_points_have_limits_on_the_mean_and_break_no_rule() -> None:
    assert rules([2.0] * 15) == [0] * 15


def test_a_point_far_away_is_outside_the_limits() -> None:
    assert named([1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1], "outside_limits") == [4]


def test_seven_in_a_row_on_one_side_are_a_shift_and_six_are_not() -> None:
    assert named([1, 2, 1, 2, 1, 2, 1, 5, 6, 5, 6, 5, 6, 5], "shift") == list(range(14))
    assert named([1, 2, 1, 2, 1, 2, 5, 6, 5, 6, 5, 6], "shift") == []


def test_seven_rising_points_are_a_trend_and_six_are_not() -> None:
    assert named([5, 1, 2, 3, 4, 5, 6, 7, 1], "trend") == list(range(1, 8))
    assert named([5, 1, 2, 3, 4, 5, 6, 1], "trend") == []
    assert named([5, 1, 2, 3, 3, 4, 5, 6, 7, 1], "trend") == []


def test_two_of_three_in_the_outer_third_on_one_side_are_a_signal() -> None:
    calm = [0.0, 1.0, 0.0, -1.0] * 5
    assert named([*calm, 2.3, 0.4, 2.3, *calm], "two_of_three") == [20, 22]
    # One of the three on the other side: no signal.
    assert named([*calm, 2.3, -0.4, 2.3, *calm], "two_of_three") == []


def test_no_moving_range_and_no_run_goes_across_a_gap() -> None:
    whole, broken = xmr([1, 1, 9, 9]), xmr([1, 1, 9, 9], [2])
    assert whole is not None
    assert broken is not None
    assert (broken.low, broken.high) == (5, 5)
    assert whole.high is not None
    assert whole.high > 5
    values: list[float] = [1, 2, 1, 2, 1, 2, 1, 5, 6, 5, 6, 5, 6, 5]
    assert named(values, "shift", (10,)) == list(range(7))
    assert named([5, 1, 2, 3, 4, 5, 6, 7, 1], "trend", (4,)) == []
    assert xmr([1, 2], [1]) == xmr([1, 2], (1, 2))
