"""Published or hand-checkable values, each with its source, are what `statistics` gives.

`tests/samples/statistics/golden-values.json` holds id, inputs, expected, tolerance and source per row. Rows about hiding and
about social value belong to other modules; their own tests read the same file.
"""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from pipelines.stages.statistics import binomial_p, demonstrable, newcombe, survival, wilson
from pipelines.stages.statistics.control_chart import xmr
from pipelines.stages.statistics.funnel import binomial_limits, poisson_limits
from pipelines.stages.statistics.incidence import cumulative_incidence
from pipelines.stages.statistics.rates import byar, observed_expected

Row = dict[str, Any]
SAMPLES = Path(__file__).resolve().parents[1] / "samples" / "statistics" / "golden-values.json"
ROWS: list[Row] = json.loads(SAMPLES.read_text(encoding="utf-8"))
OTHER_MODULES = ("wlb-sdc-", "sroi-")


def wilson_row(inputs: Sequence[int], expected: int) -> list[float]:
    found = [wilson([inputs[0]], [inputs[1]], confidence) for confidence in (0.95, 0.998)[: expected // 2]]
    return [float(limit[0]) for limits in found for limit in limits]


def poisson_funnel(expected: float) -> list[float]:
    return [float(limit) for confidence in (0.95, 0.998) for limit in poisson_limits(expected, confidence)]


def chart(values: Sequence[float]) -> list[float | None]:
    found = xmr(values)
    assert found is not None
    return [found.low, found.mean, found.high]


def km_interval(inputs: Row) -> list[float | None]:
    stopped, censored = inputs["event_times"], inputs["censored_times"]
    events = [True] * len(stopped) + [False] * len(censored)
    (point,) = survival(stopped + censored, events, [inputs["at"]])
    return [point.low, point.high]


def km_182(inputs: Row) -> list[float]:
    (point,) = survival(inputs["t"], [bool(event) for event in inputs["event"]], [182])
    return [point.survival]


def diploma_or_dropout(inputs: Row) -> list[float]:
    """Both shares on the last day, and what one minus Kaplan–Meier of the diploma would say."""
    last = max(inputs["t"])
    (moment,) = cumulative_incidence(inputs["t"], inputs["event"], [last])
    # Days to whole numbers; the order stays.
    days = [round(2 * day) for day in inputs["t"]]
    (wrong,) = survival(days, [event == 1 for event in inputs["event"]], [max(days)])
    return [*(share.value for share in moment.shares), 1 - wrong.survival]


def rejections(p_values: Sequence[float]) -> list[int]:
    return [sum(p <= 0.05 / len(p_values) for p in p_values), sum(demonstrable(p_values))]


def indirect(inputs: Row) -> list[float]:
    found = observed_expected(inputs["observed"], inputs["n"], inputs["reference_rate"])
    assert found is not None
    return [found.expected, found.value, found.low, found.high]


COMPUTED: dict[str, Callable[[Any, int], Sequence[float | None]]] = {
    "wilson-": wilson_row,
    "seed-wilson-": wilson_row,
    "newcombe-": lambda inputs, _: newcombe(*inputs),
    "byar-": lambda inputs, _: byar(*inputs),
    "funnel-poisson-": lambda inputs, _: poisson_funnel(*inputs),
    "funnel-exact-": lambda inputs, _: [
        float(binomial_limits(inputs[0], inputs[1], tail)) for tail in (0.001, 0.025, 0.975, 0.999)
    ],
    # The row holds one tail; two-sided is twice the smaller one.
    "tail-": lambda inputs, _: [binomial_p(*inputs) / 2],
    "spc-": lambda inputs, _: chart(inputs),
    "km-6mp-": lambda inputs, _: km_interval(inputs),
    "km-baanbehoud": lambda inputs, _: km_182(inputs),
    "aj-": lambda inputs, _: diploma_or_dropout(inputs),
    "bh-": lambda inputs, _: rejections(inputs),
    "oe-": lambda inputs, _: indirect(inputs),
}


def computed(name: str) -> Callable[[Any, int], Sequence[float | None]]:
    (found,) = [prefix for prefix in COMPUTED if name.startswith(prefix)]
    return COMPUTED[found]


@pytest.mark.parametrize("row", [pytest.param(r, id=r["id"]) for r in ROWS if not r["id"].startswith(OTHER_MODULES)])
def test_a_golden_value_comes_out(row: Row) -> None:
    found = computed(row["id"])(row["inputs"], len(row["expected"]))
    assert list(found) == pytest.approx(row["expected"], abs=row["tol"], rel=0)


def test_all_golden_values_are_here() -> None:
    assert len(ROWS) == 35
    assert sum(row["id"].startswith(OTHER_MODULES) for row in ROWS) == 5
