"""What a demonstrable difference is in people, and that nothing is said where no difference is demonstrable."""

from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.stages.compare import CELL, compare
from pipelines.stages.opportunity import OPPORTUNITY, opportunities
from pipelines.stages.statistics import newcombe
from tests.unit.test_compare import METRICS, PLACES, figure


def found(*figures: dict[str, object]) -> pd.DataFrame:
    frame = pd.DataFrame(list(figures))
    frame["response"] = frame["response"].astype("Float64")
    return opportunities(compare(frame, METRICS, PLACES), frame, METRICS)


def only(rows: pd.DataFrame, location: str = "noord/haven") -> dict[Any, Any]:
    (row,) = [row for row in rows.to_dict("records") if row["location"] == location]
    return row


def test_who_is_demonstrably_behind_sees_it_in_people_with_newcombes_interval() -> None:
    rows = found(figure("noord/haven", 12, 40), figure("noord/markt", 70, 100), figure("zuid/plein", 72, 100))
    row = only(rows)
    low, high = newcombe(142, 200, 12, 40)
    assert row["people"] == pytest.approx(40 * (142 / 200 - 12 / 40))
    assert (row["low"], row["high"]) == pytest.approx((40 * low, 40 * high))
    assert pd.isna(row["hours"])
    assert row["sentence_nl"].startswith(
        "Met het aandeel van de andere locaties samen zouden dit 9 tot 22 deelnemers meer zijn, van de 40."
    )
    assert row["sentence_en"].startswith(
        "With the share of the other locations together these would be 9 to 22 participants more, of 40."
    )


def test_who_is_ahead_or_not_demonstrably_behind_gets_no_row() -> None:
    rows = found(figure("noord/haven", 80, 100), figure("noord/markt", 76, 100))
    assert rows.empty
    assert list(rows.columns) == OPPORTUNITY
    rows = found(figure("noord/haven", 28, 40), figure("noord/markt", 60, 100), figure("zuid/plein", 95, 100))
    assert list(rows["location"]) == ["noord/markt"]


def test_of_what_should_be_low_the_high_one_is_behind() -> None:
    of = {"indicator": "early_leaving_rate", "role": "intern"}
    rows = found(figure("noord/haven", 40, 100, **of), figure("noord/markt", 10, 100, **of))
    row = only(rows)
    assert len(rows) == 1
    assert row["people"] == pytest.approx(30)
    assert 0 < row["low"] < row["people"] < row["high"] <= 40
    assert "stagiairs minder zijn, van de 100" in row["sentence_nl"]


def test_what_is_hidden_or_provisional_gives_no_opportunity() -> None:
    hidden: dict[str, object] = {"status": "hidden", "numerator": None, "denominator": None}
    for more in (hidden, {"status": "provisional"}, {"response": 0.79}):
        assert found(figure("noord/haven", 12, 40) | more, figure("noord/markt", 90, 100)).empty


def test_an_interval_that_reaches_below_nought_says_only_how_many_at_most() -> None:
    comparison = compare(
        pd.DataFrame([figure("noord/haven", 12, 40), figure("noord/markt", 90, 100)]).astype({"response": "Float64"}),
        METRICS,
        PLACES,
    )
    comparison.loc[comparison["location"] == "noord/haven", ["low", "high"]] = (-0.2, 0.01)
    frame = pd.DataFrame([figure("noord/haven", 12, 40), figure("noord/markt", 90, 100)])
    row = only(opportunities(comparison, frame, METRICS))
    assert "hooguit 8 deelnemers meer" in row["sentence_nl"]


def help_given(location: str, hours: float, requests: float, **more: object) -> dict[str, object]:
    return figure(location, hours, requests, indicator="hours_per_request", role="all") | more


def test_hours_have_no_interval_and_are_called_no_gain() -> None:
    compared = [figure(place, 80, 100) for place in PLACES]
    rows = found(
        *compared,
        help_given("noord/haven", 200, 100),
        help_given("noord/markt", 500, 200),
        help_given("zuid/plein", 400, 200),
    )
    haven = only(rows)
    assert haven["hours"] == 25
    assert pd.isna([haven["people"], haven["low"], haven["high"]]).all()
    assert haven["sentence_nl"].startswith(
        "Met evenveel uren per hulpvraag als de andere locaties samen waren dit 25 uren"
    )
    assert only(rows, "noord/markt")["hours"] == pytest.approx(-100)
    assert "uren hulp minder" in only(rows, "noord/markt")["sentence_nl"]


def test_hidden_hours_are_on_neither_side() -> None:
    hidden: dict[str, object] = {"status": "hidden", "numerator": None, "denominator": None}
    compared = [figure(place, 80, 100) for place in PLACES]
    rows = found(
        *compared,
        help_given("noord/haven", 200, 100),
        help_given("noord/markt", 1, 1, **hidden),
        help_given("zuid/plein", 400, 200),
    )
    assert {row["location"]: row["hours"] for row in rows.to_dict("records")} == {"noord/haven": 0, "zuid/plein": 0}


counts = st.integers(1, 120).flatmap(lambda total: st.tuples(st.integers(0, total), st.just(total)))


@settings(max_examples=20)
@given(st.tuples(counts, counts, counts))
def test_nobody_gains_more_people_than_there_are(three: tuple[tuple[int, int], ...]) -> None:
    rows = found(*(figure(place, *one) for place, one in zip(PLACES, three, strict=True)))
    for row in rows.to_dict("records"):
        have, everyone = three[PLACES.index(row["location"])]
        assert 0 < row["people"] <= row["high"] + 1e-9 <= everyone - have + 2e-9
        assert row["low"] <= row["people"] + 1e-9
        assert all(row[name] is not None for name in CELL)
