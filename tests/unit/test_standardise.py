"""A rate corrected for the mix of levels, and every reason why there is none."""

from pathlib import Path

import pandas as pd
import pytest

from pipelines.metrics import load_metrics
from pipelines.reference import REFERENCE
from pipelines.stages.funnel_lines import FUNNEL, funnel_lines
from pipelines.stages.standardise import STANDARDISED, national_by_level, standardise
from pipelines.stages.statistics.funnel import binomial_limits
from pipelines.stages.statistics.rates import observed_expected, standardised_proportion

METRICS = load_metrics(Path(__file__).resolve().parents[2] / "warehouse" / "metrics" / "metrics.yaml")
PLACES = ["noord/haven", "zuid/plein"]
LEVELS = ["mbo1", "mbo2"]


def figure(location: str, level: str, met: float | None, base: float | None, **more: object) -> dict[str, object]:
    return {
        "indicator": "diploma_rate_starters", "location": location, "cohort": "all", "level": level, "role": "participant",
        "numerator": met, "denominator": base, "hidden": False, "status": "provisional", "response": None,
    } | more  # fmt: skip


def national(level: str, value: float, **more: object) -> dict[str, object]:
    return dict.fromkeys(REFERENCE) | {
        "indicator": "diploma_rate_starters", "period": "2021-2022", "breakdown": level, "unit": "fraction",
        "value": value, "comparable": True,
    } | more  # fmt: skip


EVERYBODY = [figure("all", "mbo1", 200, 300), figure("all", "mbo2", 60, 100)]


def corrected(*own: dict[str, object], references: list[dict[str, object]] | None = None) -> dict[str, object]:
    frame = pd.DataFrame([*EVERYBODY, *own])
    for name in ("response", "numerator", "denominator"):
        frame[name] = frame[name].astype("Float64")
    known = None if references is None else pd.DataFrame(references, columns=REFERENCE)
    (row,) = standardise(frame, METRICS, PLACES, LEVELS, known).to_dict("records")
    assert list(row) == STANDARDISED
    return {str(name): value for name, value in row.items()}


def test_a_rate_is_what_the_place_would_have_with_everybodys_mix_of_levels() -> None:
    row = corrected(figure("noord/haven", "mbo1", 40, 50), figure("noord/haven", "mbo2", 60, 150))
    assert (row["method"], row["standard"], row["people"], row["crude"]) == ("direct", "all", 200, 0.5)
    assert row["value"] == pytest.approx(0.75 * 0.8 + 0.25 * 0.4)
    found = standardised_proportion([40, 60], [50, 150], [300, 100])
    assert found is not None
    assert (row["low"], row["high"]) == (found.low, found.high)
    assert str(row["sentence_nl"]).startswith(
        "Met dezelfde verdeling over niveaus als alle locaties samen zou dit 70 % zijn ("
    )


@pytest.mark.parametrize(
    ("second", "reason"),
    [
        (figure("noord/haven", "mbo2", None, None, hidden=True, status="hidden"), "hidden_stratum"),
        (figure("noord/haven", "mbo2", 5, 9), "small_stratum"),
        (figure("noord/haven", "mbo2", 0, 0, status="not_evaluable"), "small_stratum"),
        (figure("noord/haven", "mbo2", 60, 150, response=0.79), "few_answers"),
    ],
)
def test_a_level_that_is_hidden_too_small_or_badly_answered_withholds_the_rate(
    second: dict[str, object], reason: str
) -> None:
    row = corrected(figure("noord/haven", "mbo1", 40, 50), second)
    assert (row["method"], row["reason"]) == (None, reason)
    assert all(pd.isna(row[name]) for name in ("value", "low", "high", "people", "observed", "crude"))  # type: ignore[call-overload]
    assert str(row["sentence_nl"]).startswith("Niet gecorrigeerd voor verschillen in niveau: ")


def test_a_level_that_is_missing_here_withholds_the_rate() -> None:
    assert corrected(figure("noord/haven", "mbo1", 40, 50))["reason"] == "small_stratum"


def test_fewer_than_ten_events_withhold_the_rate() -> None:
    row = corrected(figure("noord/haven", "mbo1", 4, 50), figure("noord/haven", "mbo2", 5, 150))
    assert row["reason"] == "few_events"


def test_nobody_to_judge_and_no_levels_at_all_are_said() -> None:
    assert corrected(figure("noord/haven", "mbo1", 0, 0))["reason"] == "nobody"
    frame = pd.DataFrame([figure("noord/haven", "mbo1", 40, 50)])
    frame["response"] = frame["response"].astype("Float64")
    assert set(standardise(frame, METRICS, PLACES, LEVELS)["reason"]) == {"no_levels"}


def test_observed_over_expected_steps_in_when_there_are_comparable_national_figures() -> None:
    own = [figure("noord/haven", "mbo1", 4, 12), figure("noord/haven", "mbo2", 5, 9)]
    row = corrected(*own, references=[national("niveau 1", 0.5), national("niveau 2", 0.4)])
    found = observed_expected(9, [12, 9], [0.5, 0.4])
    assert found is not None
    assert (row["method"], row["standard"], row["observed"]) == ("observed_expected", "national", 9)
    assert (row["expected"], row["value"], row["low"], row["high"]) == (9.6, found.value, found.low, found.high)
    assert str(row["sentence_nl"]).startswith("9 waar er landelijk gezien 9,6 te verwachten waren: 0,94 keer zo veel")


def test_a_national_figure_that_lacks_a_level_or_is_counted_otherwise_is_not_used() -> None:
    own = [figure("noord/haven", "mbo1", 4, 12), figure("noord/haven", "mbo2", 5, 9)]
    assert corrected(*own, references=[national("niveau 1", 0.5)])["reason"] == "small_stratum"
    other = [national("niveau 1", 0.5), national("niveau 2", 0.4, comparable=False)]
    assert corrected(*own, references=other)["reason"] == "small_stratum"


def test_only_the_newest_period_counts_and_never_two_together() -> None:
    rows = [national("niveau 1", 0.5), national("niveau 1", 0.6, period="2022-2023"), national("niveau 2", 0.4)]
    assert national_by_level(pd.DataFrame(rows), "diploma_rate_starters") == {"mbo1": 0.6}
    assert national_by_level(pd.DataFrame(rows), "early_leaving_rate") == {}


# --- lines of a funnel


def pool(location: str, met: float, base: float, **more: object) -> dict[str, object]:
    cell = figure(location, "all", met, base, cohort="pool:2020-2023", status="final", value=met / base)
    return cell | more


def test_lines_are_drawn_around_the_share_of_all_locations_up_to_the_largest() -> None:
    figures = pd.DataFrame([pool("all", 84, 100), pool("noord/haven", 42, 50), pool("zuid/plein", 13, 13)])
    found = funnel_lines(figures, METRICS, PLACES)
    assert list(found.columns) == FUNNEL
    assert (set(found["target"]), set(found["spread"])) == ({0.84}, {1.0})
    assert (found["people"].min(), found["people"].max()) == (1, 50)
    at_13 = found[found["people"] == 13].iloc[0]
    assert at_13["high_95"] == pytest.approx(float(binomial_limits(0.84, 13, 0.975)))


def test_ten_locations_that_differ_more_than_chance_widen_the_lines() -> None:
    places = [f"plaats/{at}" for at in range(10)]
    cells = [pool(place, 5 if at % 2 else 95, 100) for at, place in enumerate(places)]
    found = funnel_lines(pd.DataFrame([pool("all", 500, 1000), *cells]), METRICS, places)
    assert found["spread"].iloc[0] == pytest.approx(9)
    last = found.iloc[-1]
    assert (last["low_95"], last["high_95"]) == pytest.approx((0.0, 1.0), abs=0.15)


def test_there_are_no_lines_without_a_share_of_all_locations() -> None:
    hidden = pd.DataFrame([pool("all", 84, 100, status="hidden"), pool("noord/haven", 42, 50)])
    assert funnel_lines(hidden, METRICS, PLACES).empty
