"""Whatever the counts, no published rate, and nothing that stands beside it, is about fewer than T people."""

from itertools import pairwise
from typing import Any

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.stages.disclose.curves import disclose_curves
from pipelines.stages.disclose.figures import NUMBERS, Audience, disclose
from pipelines.stages.measure import CURVE, MEASURED

COUNT = st.one_of(st.integers(0, 30), st.integers(0, 400))


@st.composite
def rates(draw: st.DrawFn) -> dict[str, Any]:
    met, not_met, unknown, waiting, excluded = (draw(COUNT) for _ in range(5))
    lower = draw(st.booleans())
    denominator = met + not_met + (unknown if lower else 0)
    return {
        "indicator": "rate", "ask": "benchmark", "location": "all", "cohort": "all", "level": "all", "role": "all",
        "kind": "rate", "bound": "lower" if lower else None, "rests_on_answers": True, "numerator": float(met),
        "denominator": float(denominator), "not_evaluable": waiting + (0 if lower else unknown), "unknown": unknown,
        "excluded": excluded, "waiting": waiting, "persons": met + not_met + unknown + waiting + excluded,
        "events": None, "at_risk": None, "value": met / denominator if denominator else None, "low": 0.0, "high": 1.0,
        "maturity": 1.0, "clustered": False, "about": "people", "met_persons": met, "not_met_persons": not_met,
    }  # fmt: skip


@given(st.lists(rates(), min_size=1, max_size=20), st.sampled_from([5, 10]))
@settings(max_examples=30, deadline=None)
def test_no_published_rate_and_no_difference_within_it_is_a_small_count(
    rows: list[dict[str, Any]], threshold: int
) -> None:
    frame = pd.DataFrame(rows, columns=MEASURED).astype({"events": "Int64", "at_risk": "Int64"})
    frame["location"] = [f"place {number}" for number in range(len(frame))]
    figures = disclose(frame, Audience("any", threshold))
    assert figures.loc[figures["hidden"], NUMBERS].isna().all().all()
    for shown, row in zip(figures.to_dict("records"), rows, strict=True):
        if shown["hidden"]:
            continue
        if shown["denominator"]:
            assert threshold <= shown["numerator"] <= shown["denominator"] - threshold
        lower = row["bound"] == "lower"
        apart = shown["not_evaluable"] - (0 if lower else shown["unknown"])
        known_no = shown["denominator"] - shown["numerator"] - (shown["unknown"] if lower else 0)
        for count in (shown["not_evaluable"], shown["excluded"], shown["unknown"], apart, known_no):
            assert count == 0 or count >= threshold


@given(
    st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), min_size=1, max_size=12), st.integers(20, 200),
)  # fmt: skip
@settings(max_examples=100, deadline=None)
def test_between_two_published_points_of_a_curve_zero_or_at_least_t_people_left(
    steps: list[tuple[int, int]], people: int
) -> None:
    days = [0, 30, 61, 91, 122, 152, 182, 213, 243, 274, 304, 335, 365]
    at_risk, stopped, rows = people, 0, [(0, people, 0)]
    for day, (leaving, censored) in zip(days[1:], steps, strict=False):
        stopped += min(leaving, at_risk)
        at_risk = max(0, at_risk - leaving - censored)
        rows.append((day, at_risk, stopped))
    cell = dict.fromkeys(("indicator", "location", "cohort", "level", "role"), "x")
    curve = pd.DataFrame(
        [cell | {"day": d, "survival": 1.0, "low": None, "high": None, "at_risk": r, "events": e} for d, r, e in rows],
        columns=CURVE,
    )
    figures = pd.DataFrame([cell | {"status": "final"}])
    drawn = disclose_curves(curve, figures, 10)
    points = [row for row in rows if row[0] in set(drawn["day"])]
    for earlier, later in pairwise(points):
        assert later[1] >= 10
        assert all(n == 0 or n >= 10 for n in (later[2] - earlier[2], earlier[1] - later[1]))
