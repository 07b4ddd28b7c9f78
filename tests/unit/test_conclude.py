"""What one figure says by itself, in a sentence, at the boundaries: hidden, nobody, 29 and 30 people, provisional, answers."""

from pathlib import Path

import pandas as pd
import pytest

from pipelines.metrics import load_metrics
from pipelines.stages.conclude import CONCLUSION, Compared, conclude, difference

METRICS = load_metrics(Path(__file__).resolve().parents[2] / "warehouse" / "metrics" / "metrics.yaml")
CELL: dict[str, object] = {
    "indicator": "diploma_rate_starters", "location": "noord/haven", "cohort": "all", "level": "all", "role": "participant",
    "numerator": 130.0, "denominator": 155.0, "not_evaluable": 0.0, "value": 130 / 155, "low": 0.7727, "high": 0.8883,
    "status": "final", "response": None, "unknown": 0.0,
}  # fmt: skip


def says(**more: object) -> str:
    (row,) = conclude(pd.DataFrame([CELL | more]), METRICS).to_dict("records")
    return str(row["sentence_nl"])


def test_a_share_comes_with_its_counts_and_its_interval() -> None:
    assert says() == "84 % (130 van 155). Een werkelijk aandeel van 77 tot 89 % past hierbij."
    (row,) = conclude(pd.DataFrame([CELL]), METRICS).to_dict("records")
    assert row["sentence_en"] == "84% (130 of 155). A true share of 77 to 89% fits this."
    assert list(row) == CONCLUSION


def test_what_is_hidden_is_said_without_any_number() -> None:
    gone: dict[str, object] = dict.fromkeys(["numerator", "denominator", "not_evaluable", "value", "low", "high"])
    sentence = says(**gone, status="hidden")
    assert sentence == "Verborgen, omdat mensen anders herkenbaar kunnen worden."
    # Even when a number would have slipped through.
    assert says(status="hidden") == sentence


def test_twenty_nine_people_are_counts_and_thirty_a_percentage() -> None:
    assert says(numerator=13, denominator=29, value=13 / 29) == "13 van de 29: te weinig mensen voor een percentage."
    assert says(numerator=15, denominator=30, value=0.5).startswith("50 % (15 van 30).")


def test_who_cannot_be_judged_yet_is_not_called_a_failure() -> None:
    nobody = {"numerator": 0, "denominator": 0, "value": None, "low": None, "high": None, "status": "not_evaluable"}
    assert says(**nobody, not_evaluable=13) == "Nog van niemand te beoordelen."
    assert says(**nobody, not_evaluable=0) == "Er is niemand om dit van te zeggen."


@pytest.mark.parametrize(
    ("waiting", "ending"),
    [
        (12, "Voorlopig: van 12 mensen moet de uitkomst nog blijken."),
        (1, "Voorlopig: van één mens moet de uitkomst nog blijken."),
        (0, "Voorlopig: de termijn is nog niet om."),
    ],
)
def test_a_provisional_figure_says_so(waiting: int, ending: str) -> None:
    assert says(status="provisional", not_evaluable=waiting).endswith(ending)


def test_below_eighty_percent_response_there_is_nothing_to_compare() -> None:
    for response in (0.79, 0.797):
        assert says(response=response).endswith("Van 79 % is het antwoord bekend: te weinig om mee te vergelijken.")
    assert "antwoord" not in says(response=0.8)


def test_a_lower_bound_is_at_least() -> None:
    sentence = says(indicator="work_rate_starters", numerator=102, denominator=155, value=102 / 155)
    assert sentence.startswith("Ten minste 66 % (102 van 155). Een werkelijk aandeel van")
    assert says(indicator="work_rate_starters", numerator=8, denominator=13, value=8 / 13).startswith(
        "Ten minste 8 van"
    )


def test_what_nobody_answered_and_what_chance_does_are_told_apart() -> None:
    starters = {
        "indicator": "work_rate_starters",
        "numerator": 46,
        "denominator": 88,
        "value": 46 / 88,
        "low": 0.42,
        "high": 0.62,
    }
    assert says(**starters, unknown=18) == (
        "Ten minste 52 % (46 van 88). Van 18 mensen is niets bekend, en zij tellen als niet; telden zij allen als wel, dan was"
        " het 73 %. Los daarvan is er toeval: rond 52 % past 42 tot 62 %."
    )
    assert "Van één mens is niets bekend" in says(**starters, unknown=1)
    assert "toeval" not in says(**starters, unknown=0)


def test_an_estimate_over_time_is_called_one() -> None:
    assert says(indicator="retention_6m", value=0.667).startswith("Naar schatting 67 %, over 155 mensen.")
    assert says(indicator="retention_6m", denominator=29) == "Te weinig mensen voor een percentage: 29 zijn gevolgd."
    assert says(indicator="retention_6m", low=None, high=None).endswith("Een marge is hier niet te geven.")


def test_amounts_carry_their_unit_and_a_margin_when_there_is_one() -> None:
    assert says(indicator="hours_of_informal_care", value=22000, low=None, high=None) == "22.000 uur."
    sentence = says(indicator="hours_per_request", value=2.2, low=2.1, high=2.3)
    assert sentence == "2,2 uur per hulpvraag. De marge loopt van 2,1 tot 2,3."
    assert says(indicator="occupancy", value=0.8, low=0.7, high=0.9) == "80 %. De marge loopt van 70 tot 90 %."


def test_what_is_no_person_is_not_called_one() -> None:
    few = says(indicator="no_show_rate", numerator=8, denominator=13, value=8 / 13)
    assert few == "8 van de 13: te weinig voor een percentage."


def test_where_the_interval_holds_nought_the_size_is_called_uncertain() -> None:
    # Fisher's test and Newcombe's interval may disagree at the edge; the status comes from the test.
    sentence = difference(Compared("others", "higher", False, (60, 100), (45, 100), 0.15, -0.001, 0.3))["sentence_nl"]
    assert sentence.startswith(
        "Aantoonbaar hoger dan de andere locaties samen: 15 procentpunt, al is de grootte van het verschil onzeker."
    )


def test_no_figures_give_no_sentences() -> None:
    assert conclude(pd.DataFrame([CELL]).iloc[0:0], METRICS).empty
