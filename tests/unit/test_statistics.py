"""Every golden value that `statistics` covers, typed here with where it was published."""

import pytest

from pipelines.stages.statistics import binomial_p, demonstrable, fisher, newcombe, survival, wilson

# successes, total, low, high. Newcombe 1998, Statistics in Medicine 17, Table I, method 3.
NEWCOMBE_1998_TABLE_I = [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611)]
# The partnership's own figures; computed once with the formula that the published rows confirm.
OWN_FIGURES = [
    (13, 13, 0.7719, 1.0),
    (8, 13, 0.3552, 0.8229),
    (130, 155, 0.7727, 0.8883),
    (102, 155, 0.5804, 0.7281),
    (102, 130, 0.7063, 0.8466),
    (68, 102, 0.5706, 0.7506),
    (68, 155, 0.3630, 0.5174),
]
# successes, total, 95 % low and high, 99.8 % low and high. UKHSA PHEindicatormethods, testdata_Proportion.xlsx.
UKHSA_PROPORTION = [
    (65, 100, 0.5525444329688797, 0.7363575175690247, 0.4954946574070431, 0.7783540614089697),
    (1, 100, 0.0017674320641406511, 0.054486196178705294, 0.000873065697299977, 0.1045544528370582),
]
# successes and total twice, low, high. Newcombe 1998b, Statistics in Medicine 17, Table II, method 10.
NEWCOMBE_1998_TABLE_II = [
    (56, 70, 48, 80, 0.0524, 0.3339),
    (9, 10, 3, 10, 0.1705, 0.8090),
    (6, 7, 2, 7, 0.0582, 0.8062),
    (0, 10, 0, 20, -0.1611, 0.2775),
    (10, 10, 0, 10, 0.6075, 1.0),
]
# Benjamini & Hochberg 1995, section 4: of fifteen, Bonferroni rejects three and BH four at .05.
BENJAMINI_HOCHBERG_1995 = [
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0,
]  # fmt: skip


@pytest.mark.parametrize(("successes", "total", "low", "high"), NEWCOMBE_1998_TABLE_I + OWN_FIGURES)
def test_wilson_interval(successes: int, total: int, low: float, high: float) -> None:
    lows, highs = wilson([successes], [total])
    assert lows[0] == pytest.approx(low, abs=5e-5)
    assert highs[0] == pytest.approx(high, abs=5e-5)


@pytest.mark.parametrize(("successes", "total", "low", "high", "low_998", "high_998"), UKHSA_PROPORTION)
def test_wilson_interval_at_95_and_99_8_percent(
    successes: int, total: int, low: float, high: float, low_998: float, high_998: float
) -> None:
    for confidence, expected in ((0.95, (low, high)), (0.998, (low_998, high_998))):
        lows, highs = wilson([successes], [total], confidence)
        assert (lows[0], highs[0]) == pytest.approx(expected, abs=1e-12)


def test_wilson_ends_exactly_at_0_and_1_and_has_no_interval_for_nobody() -> None:
    lows, highs = wilson([0, 13, 0], [20, 13, 0])
    assert lows[0] == 0.0
    assert highs[1] == 1.0
    assert lows[2] != lows[2]


@pytest.mark.parametrize(("successes", "total", "others", "other_total", "low", "high"), NEWCOMBE_1998_TABLE_II)
def test_newcombe_interval_of_a_difference(
    successes: int, total: int, others: int, other_total: int, low: float, high: float
) -> None:
    assert newcombe(successes, total, others, other_total) == pytest.approx((low, high), abs=5e-5)


def test_kaplan_meier_by_hand() -> None:
    days = [30, 61, 92, 120, 150, 182, 200, 240, 45, 75, 100, 160]
    events = [bool(e) for e in (1, 1, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0)]
    (point,) = survival(days, events, [182])
    assert point.survival == pytest.approx(11 / 12 * 9 / 10 * 8 / 9 * 5 / 6, abs=1e-12)
    assert (point.at_risk, point.events_until) == (3, 4)


def test_kaplan_meier_log_log_interval() -> None:
    # The 6-MP arm of Freireich et al. 1963 in another order; lifelines and scipy agree on the interval at day 10.
    stopped = [6, 6, 6, 7, 10, 13, 16, 22, 23]
    censored = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
    (point,) = survival(stopped + censored, [True] * len(stopped) + [False] * len(censored), [10])
    assert (point.low, point.high) == pytest.approx((0.5032, 0.889362), abs=1e-6)


def test_there_is_no_interval_where_log_log_is_undefined() -> None:
    everyone_stays = survival([200, 200], [False, False], [0, 182])
    everyone_leaves = survival([10, 10], [True, True], [0, 10])
    assert {(point.survival, point.low, point.high) for point in everyone_stays} == {(1.0, None, None)}
    assert (everyone_leaves[-1].survival, everyone_leaves[-1].low) == (0.0, None)


def test_a_curve_does_not_go_on_after_the_last_day_that_somebody_was_followed() -> None:
    assert [point.day for point in survival([100, 150], [False, True], [0, 150, 182])] == [0, 150]
    assert survival([], [], [0, 182]) == ()


def test_benjamini_hochberg_rejects_four_of_fifteen() -> None:
    assert demonstrable(BENJAMINI_HOCHBERG_1995) == [True] * 4 + [False] * 11
    assert demonstrable([]) == []


def test_thirteen_of_thirteen_is_no_outlier_at_84_percent() -> None:
    # P(13 of 13 | .84) = .1036646579, so two-sided twice that; an interpolated funnel line would flag it.
    assert binomial_p(13, 13, 0.84) == pytest.approx(2 * 0.1036646579, abs=1e-9)
    assert binomial_p(42, 50, 0.84) == 1.0


def test_fishers_exact_test_is_two_sided() -> None:
    # The lady tasting tea (Fisher 1935): 3 of 4 against 1 of 4 gives .4857.
    assert fisher(3, 4, 1, 4) == pytest.approx(0.4857, abs=5e-5)
