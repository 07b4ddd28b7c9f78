"""Intervals by drawing persons again: against scipy's own bootstrap, where it is exact, and where there is none."""

import numpy as np
import pytest
from scipy import stats

from pipelines.stages.statistics import bootstrap, wilson
from pipelines.stages.statistics.bootstrap import FEWEST_CLUSTERS, ratio_interval


def test_it_is_what_scipy_gives_on_the_same_persons() -> None:
    rng = np.random.default_rng(7)
    weeks = rng.integers(4, 14, size=60)
    missed = rng.binomial(weeks, rng.beta(1, 9, size=60))
    ours = ratio_interval(missed, weeks, np.ones(60))
    theirs = stats.bootstrap(
        (missed, weeks), lambda m, w, axis: m.sum(axis=axis) / w.sum(axis=axis), paired=True, vectorized=True,
        n_resamples=9999, method="percentile", rng=np.random.default_rng(1),
    ).confidence_interval  # fmt: skip
    assert ours == pytest.approx((theirs.low, theirs.high), abs=0.006)


def test_many_persons_are_drawn_as_well_by_their_sums_as_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    # Waiting days are skewed: most residents wait a few days, some for months.
    rng = np.random.default_rng(3)
    requests = rng.integers(1, 6, size=250)
    days = requests * rng.exponential(12, size=250)
    fast = ratio_interval(days, requests, np.ones(250))
    monkeypatch.setattr(bootstrap, "MANY_CLUSTERS", 10_000)
    slow = ratio_interval(days, requests, np.ones(250))
    assert fast == pytest.approx(slow, rel=0.02)


def test_persons_counted_once_get_about_wilsons_interval() -> None:
    low, high = ratio_interval([1, 0], [1, 1], [130, 25])
    lows, highs = wilson([130], [155])
    assert (low, high) == pytest.approx((lows[0], highs[0]), abs=0.02)


def test_weeks_of_few_persons_are_less_certain_than_as_many_weeks_of_many() -> None:
    few = ratio_interval([10, 0], [10, 10], [10, 20])
    many = ratio_interval([1, 0], [1, 1], [100, 200])
    assert few[1] - few[0] > 2 * (many[1] - many[0])


def test_under_twenty_persons_there_is_no_interval() -> None:
    assert np.isnan(ratio_interval([1, 0], [1, 1], [10, FEWEST_CLUSTERS - 11])).all()
    assert not np.isnan(ratio_interval([1, 0], [1, 1], [10, FEWEST_CLUSTERS - 10])).any()


def test_places_that_are_nobodys_stay_what_they_are() -> None:
    # Thirty interns who each came ten weeks, on 400 places: whoever is drawn, it is 300 of 400.
    assert ratio_interval([10], [0], [30], fixed=400) == (0.75, 0.75)


def test_the_same_persons_give_the_same_interval_in_whatever_order() -> None:
    first = ratio_interval([3, 1, 0, 2], [5, 4, 4, 2], [9, 8, 7, 6])
    assert first == ratio_interval([3, 1, 0, 2], [5, 4, 4, 2], [9, 8, 7, 6])
    assert first == ratio_interval([2, 0, 1, 3], [2, 4, 4, 5], [6, 7, 8, 9])


def test_without_anything_to_divide_by_there_is_no_interval() -> None:
    assert np.isnan(ratio_interval([0], [0], [30])).all()
