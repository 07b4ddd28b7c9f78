"""Whatever the counts, no published rate is about fewer than T people."""

from typing import Any

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.stages.disclose.figures import NUMBERS, Audience, disclose
from pipelines.stages.measure import MEASURED

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


@given(st.lists(rates(), min_size=1, max_size=6), st.sampled_from([5, 10]))
@settings(max_examples=20, deadline=None)
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
