"""What a place would gain with the others' share: only where the difference is demonstrable, with its interval."""

from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.stages.compare import CELL, compare
from pipelines.stages.opportunity import opportunity
from pipelines.stages.statistics import newcombe
from tests.unit.test_compare import METRICS, PLACES, figure

NUMBERS = ["out_of", "more", "low", "high"]


def told(*figures: dict[str, object]) -> pd.DataFrame:
    frame = pd.DataFrame(list(figures))
    frame["response"] = frame["response"].astype("Float64")
    return opportunity(frame, compare(frame, METRICS, PLACES), METRICS, PLACES)


def of(found: pd.DataFrame, location: str) -> "pd.Series[Any]":
    (row,) = [row for _, row in found.iterrows() if row["location"] == location]
    return row


def test_a_demonstrable_shortfall_is_told_in_people_with_newcombes_interval() -> None:
    found = told(figure("noord/haven", 12, 40), figure("noord/markt", 70, 100), figure("zuid/plein", 72, 100))
    haven = of(found, "noord/haven")
    low, high = newcombe(142, 200, 12, 40)
    assert (haven["status"], haven["unit"], haven["out_of"]) == ("behind", "people", 40)
    assert haven["more"] == pytest.approx(40 * (142 / 200 - 12 / 40))
    assert (haven["low"], haven["high"]) == pytest.approx((40 * low, 40 * high))
    assert haven["sentence_nl"].startswith(
        "Met het aandeel van de andere locaties samen zouden dit 9 tot 22 deelnemers meer zijn, van de 40."
    )
    assert haven["sentence_en"].startswith(
        "With the share of the other locations together these would be 9 to 22 participants more, of 40."
    )


def test_no_demonstrable_difference_and_being_ahead_hold_no_number() -> None:
    found = told(figure("noord/haven", 28, 40), figure("noord/markt", 60, 100), figure("zuid/plein", 95, 100))
    assert of(found, "noord/haven")["status"] == "no_difference"
    assert of(found, "zuid/plein")["status"] == "ahead"
    for place in ("noord/haven", "zuid/plein"):
        assert of(found, place)[NUMBERS].isna().all()
        assert not any(sign.isdigit() for sign in of(found, place)["sentence_nl"])
    assert of(found, "noord/markt")["status"] == "behind"


def test_where_fewer_is_better_the_gain_is_fewer() -> None:
    leaving = {"indicator": "early_leaving_rate", "role": "intern"}
    found = told(figure("noord/haven", 40, 100, **leaving), figure("noord/markt", 10, 100, **leaving))
    haven = of(found, "noord/haven")
    assert (haven["status"], haven["more"]) == ("behind", pytest.approx(-30))
    assert haven["low"] < haven["more"] < haven["high"] < 0
    assert "stagiairs minder zijn, van de 100" in haven["sentence_nl"]
    assert of(found, "noord/markt")["status"] == "ahead"


@pytest.mark.parametrize(
    ("more", "reason"),
    [({"status": "hidden", "numerator": None, "denominator": None}, "hidden"), ({"status": "provisional"}, "provisional"), ({"response": 0.79}, "few_answers")],
)  # fmt: skip
def test_what_is_not_compared_has_no_opportunity_and_says_why(more: dict[str, object], reason: str) -> None:
    found = told(figure("noord/haven", 12, 40) | more, figure("noord/markt", 90, 100))
    haven = of(found, "noord/haven")
    assert (haven["status"], haven["reason"]) == ("not_compared", reason)
    assert haven[NUMBERS].isna().all()
    assert of(found, "noord/markt")["reason"] == "nobody_else"


def help_given(location: str, hours: float, requests: float, **more: object) -> dict[str, object]:
    return figure(location, hours, requests, indicator="hours_per_request", role="all") | more


def test_hours_have_no_interval_and_are_called_no_gain() -> None:
    found = told(
        help_given("noord/haven", 200, 100), help_given("noord/markt", 500, 200), help_given("zuid/plein", 400, 200)
    )
    haven = of(found, "noord/haven")
    assert (haven["status"], haven["unit"], haven["out_of"], haven["more"]) == ("not_tested", "hours", 100, 25)
    assert haven[["low", "high"]].isna().all()
    assert haven["sentence_nl"].startswith(
        "Met evenveel uren per hulpvraag als de andere locaties samen waren dit 25 uren"
    )
    assert of(found, "noord/markt")["more"] == pytest.approx(-100)
    assert "uren hulp minder" in of(found, "noord/markt")["sentence_nl"]


def test_hidden_hours_are_on_neither_side() -> None:
    hidden: dict[str, object] = {"status": "hidden", "numerator": None, "denominator": None}
    found = told(
        help_given("noord/haven", 200, 100),
        help_given("noord/markt", 1, 1, **hidden),
        help_given("zuid/plein", 400, 200),
    )
    assert of(found, "noord/haven")["more"] == 0
    assert of(found, "noord/markt")["reason"] == "hidden"
    assert of(found, "noord/markt")[NUMBERS].isna().all()


counts = st.integers(1, 120).flatmap(lambda total: st.tuples(st.integers(0, total), st.just(total)))


@settings(max_examples=20)
@given(st.tuples(counts, counts, counts))
def test_nobody_gains_more_people_than_there_are(three: tuple[tuple[int, int], ...]) -> None:
    found = told(*(figure(place, *one) for place, one in zip(PLACES, three, strict=True)))
    for place, (have, everyone) in zip(PLACES, three, strict=True):
        row = of(found, place)
        if row["status"] == "behind":
            assert 0 <= have + row["low"] <= have + row["more"] + 1e-9
            assert have + row["more"] <= have + row["high"] + 1e-9 <= everyone + 2e-9
            assert row["more"] > 0
        assert row[CELL].notna().all()
