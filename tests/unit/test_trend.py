"""School years become a chart with limits; what is hidden stays out of it and breaks it."""

from pathlib import Path

import pandas as pd
import pytest

from pipelines.metrics import Metric, load_metrics
from pipelines.stages.trend import TREND, trend

METRICS = load_metrics(Path(__file__).resolve().parents[2] / "warehouse" / "metrics" / "metrics.yaml")


def year(first: int, value: float | None, **more: object) -> dict[str, object]:
    return {
        "indicator": "diploma_rate_starters", "location": "noord/haven", "cohort": f"{first}/{(first + 1) % 100:02}",
        "level": "all", "role": "participant", "value": value, "maturity": 1.0, "status": "final",
    } | more  # fmt: skip


def drawn(*years: dict[str, object], metrics: tuple[Metric, ...] = METRICS) -> pd.DataFrame:
    frame = pd.DataFrame(list(years))
    frame["value"] = frame["value"].astype("Float64")
    return trend(frame, metrics)


def test_limits_are_the_mean_and_two_point_six_six_moving_ranges() -> None:
    found = drawn(*(year(2010 + at, 0.4 if at % 2 else 0.5) for at in range(12)))
    assert list(found.columns) == TREND
    assert set(found["mean"].round(6)) == {0.45}
    assert found["low"].iloc[0] == pytest.approx(0.45 - 2.66 * 0.1)
    assert found["high"].iloc[0] == pytest.approx(0.45 + 2.66 * 0.1)
    assert not found["on_trial"].any()
    assert set(found["sentence_nl"]) == {
        "Alleen gewone schommelingen: er is geen verandering aan te wijzen (grenzen 18 tot 72 %)."
    }


def test_eleven_points_give_limits_on_trial_and_the_sentence_says_so() -> None:
    found = drawn(*(year(2010 + at, 0.4 if at % 2 else 0.5) for at in range(11)))
    assert found["on_trial"].all()
    assert found["sentence_nl"].iloc[0].endswith("Dit zijn proeflimieten: 11 van de 12 punten die nodig zijn.")


def test_a_signal_names_its_years_and_no_cause() -> None:
    values = [0.5, 0.52] * 6 + [0.9]
    found = drawn(*(year(2010 + at, value) for at, value in enumerate(values)))
    assert list(found["rules"])[-1] == "outside_limits"
    assert found["sentence_nl"].iloc[0].startswith("Meer dan gewone schommeling: buiten de grenzen (2022/23)")
    assert found["sentence_nl"].iloc[0].endswith("Dit zegt niets over de oorzaak.")


def test_years_in_a_row_are_one_span() -> None:
    values = [1, 2, 1, 2, 1, 2, 1, 5, 6, 5, 6, 5, 6, 5]
    found = drawn(*(year(2010 + at, value, indicator="requests_handled") for at, value in enumerate(values)))
    assert "(2010/11 t/m 2023/24)" in found["sentence_nl"].iloc[0]


def test_a_share_has_no_limit_outside_0_to_1_and_a_count_none_below_0() -> None:
    found = drawn(*(year(2010 + at, 0.1 if at % 2 else 0.95) for at in range(12)))
    assert (found["low"].iloc[0], found["high"].iloc[0]) == (0.0, 1.0)
    counts = drawn(*(year(2010 + at, 1 if at % 2 else 100, indicator="requests_handled") for at in range(12)))
    assert counts["low"].iloc[0] == 0.0
    assert counts["high"].iloc[0] > 100


def test_a_provisional_year_is_drawn_but_makes_no_limits() -> None:
    found = drawn(year(2010, 0.5), year(2011, 0.6), year(2012, 0.1, status="provisional", maturity=0.4))
    assert list(found["counts"]) == [True, True, False]
    assert set(found["mean"]) == {0.55}


def test_a_hidden_year_is_not_drawn_and_no_moving_range_crosses_it() -> None:
    found = drawn(year(2010, 0.5), year(2011, 0.5), year(2012, None, status="hidden"), year(2013, 0.7), year(2014, 0.7))
    assert "2012/13" not in set(found["cohort"])
    assert (found["low"].iloc[0], found["high"].iloc[0]) == pytest.approx((0.6, 0.6))


def test_what_was_counted_in_another_way_has_limits_of_its_own() -> None:
    broken = tuple(
        metric.model_copy(update={"breaks": ("2012/13",)}) if metric.indicator == "diploma_rate_starters" else metric
        for metric in METRICS
    )
    found = drawn(*(year(2010 + at, value) for at, value in enumerate([0.2, 0.3, 0.7, 0.8])), metrics=broken)
    assert list(found["stretch"]) == [1, 1, 2, 2]
    assert list(found["mean"]) == pytest.approx([0.25, 0.25, 0.75, 0.75])


def test_one_year_is_too_little_to_say_anything() -> None:
    found = drawn(year(2010, 0.5))
    assert found["low"].isna().all()
    assert found["sentence_nl"].iloc[0] == "Te weinig schooljaren om te zien wat gewone schommelingen zijn."
    only_provisional = drawn(year(2010, 0.5, status="provisional"))
    assert only_provisional["on_trial"].all()
    assert only_provisional["mean"].isna().all()


def test_pools_totals_and_levels_are_no_points_of_a_trend() -> None:
    out = [year(2010, 0.5, cohort="all"), year(2010, 0.5, cohort="pool:2008-2011"), year(2010, 0.5, level="mbo1")]
    assert drawn(*out).empty


def test_early_leaving_has_limits_of_its_own_since_each_change_of_its_definition() -> None:
    (early,) = [metric for metric in METRICS if metric.indicator == "early_leaving_rate"]
    assert early.breaks == ("2012/13", "2016/17")
    found = drawn(*(year(2011 + at, 0.1, indicator="early_leaving_rate") for at in range(7)))
    assert list(found["stretch"]) == [1, 2, 2, 2, 2, 3, 3]
