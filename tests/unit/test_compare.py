"""Which differences are demonstrable, only from what is published, and what may be said about each."""

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from pipelines.metrics import load_metrics
from pipelines.reference import REFERENCE
from pipelines.stages.compare import COMPARISON, compare, national_share

METRICS = load_metrics(Path(__file__).resolve().parents[2] / "warehouse" / "metrics" / "metrics.yaml")
PLACES = ["noord/haven", "noord/markt", "zuid/plein"]
NUMBERS = ["compared_with", "p_value", "difference", "low", "high"]


def figure(location: str, numerator: float, denominator: float, **more: object) -> dict[str, object]:
    return {
        "indicator": "diploma_rate_starters", "location": location, "cohort": "pool:2020-2023", "level": "all",
        "role": "participant", "numerator": numerator, "denominator": denominator, "status": "final", "response": None,
    } | more  # fmt: skip


def national(value: float, comparable: bool = True, **more: object) -> dict[str, object]:
    return dict.fromkeys(REFERENCE) | {
        "indicator": "diploma_rate_starters", "period": "2021-2022", "breakdown": "totaal", "unit": "fraction",
        "value": value, "comparable": comparable,
    } | more  # fmt: skip


def compared(*figures: dict[str, object], references: list[dict[str, object]] | None = None) -> pd.DataFrame:
    frame = pd.DataFrame(list(figures))
    frame["response"] = frame["response"].astype("Float64")
    known = None if references is None else pd.DataFrame(references, columns=REFERENCE)
    return compare(frame, METRICS, PLACES, known)


def of(found: pd.DataFrame, location: str, against: str = "others") -> "pd.Series[Any]":
    (row,) = [row for _, row in found.iterrows() if (row["location"], row["against"]) == (location, against)]
    return row


def test_a_clear_difference_is_demonstrable_and_the_sentence_says_which_way_and_not_why() -> None:
    found = compared(figure("noord/haven", 90, 100), figure("noord/markt", 60, 100), figure("zuid/plein", 62, 100))
    haven = of(found, "noord/haven")
    assert (haven["status"], haven["q_passed"], haven["q_strict"], haven["reason"]) == ("higher", True, True, None)
    assert haven["difference"] == 0.9 - 122 / 200
    assert haven["compared_with"] == 122 / 200
    assert haven["sentence_nl"].startswith("Aantoonbaar hoger dan de andere locaties samen: 29 procentpunt (tussen ")
    assert "de strengste toets" in haven["sentence_nl"]
    assert haven["sentence_nl"].endswith("Dit zegt niets over de oorzaak.")
    assert haven["sentence_en"].startswith("Demonstrably higher")


def test_overlapping_figures_are_not_called_different() -> None:
    found = compared(figure("noord/haven", 80, 100), figure("noord/markt", 76, 100))
    assert set(found["status"]) == {"no_difference"}
    assert not found["q_passed"].any()
    assert set(found["sentence_nl"]) == {"Geen aantoonbaar verschil met de andere locaties samen."}


def test_a_difference_that_one_test_would_show_can_fall_away_in_its_family() -> None:
    # 60 of 100 against 45 of 100 has p = .047: alone it passes, among five that show nothing it does not.
    alone = compared(figure("noord/haven", 60, 100), figure("zuid/plein", 45, 100))
    quiet = [
        figure(place, 50, 100, indicator=name)
        for name in ("diploma_rate_leavers", "work_rate_graduates", "work_rate_starters")
        for place in ("noord/haven", "zuid/plein")
    ]
    among = compared(figure("noord/haven", 60, 100), figure("zuid/plein", 45, 100), *quiet)
    assert of(alone, "noord/haven")["status"] == "higher"
    assert "strengste" not in of(alone, "noord/haven")["sentence_nl"]
    assert set(among["status"]) == {"no_difference"}


def test_below_thirty_people_the_sentence_speaks_in_counts() -> None:
    twenty_nine = compared(figure("noord/haven", 29, 29), figure("noord/markt", 60, 100))
    sentence = of(twenty_nine, "noord/haven")["sentence_nl"]
    assert sentence.startswith("Aantoonbaar hoger dan de andere locaties samen: 29 van de 29 tegen 60 van de 100.")
    assert "procent" not in sentence
    thirty = compared(figure("noord/haven", 30, 30), figure("noord/markt", 60, 100))
    assert "40 procentpunt" in of(thirty, "noord/haven")["sentence_nl"]


def test_few_people_without_a_demonstrable_difference_are_told_what_could_not_be_seen() -> None:
    found = compared(figure("noord/haven", 11, 13), figure("noord/markt", 70, 100))
    assert of(found, "noord/haven")["sentence_nl"] == (
        "11 van de 13 tegen 70 van de 100: geen aantoonbaar verschil met de andere locaties samen. "
        "Bij zo weinig mensen valt alleen een groot verschil op."
    )


@pytest.mark.parametrize(
    ("more", "reason", "sentence"),
    [
        ({"status": "hidden"}, "hidden", "het cijfer is verborgen"),
        ({"status": "provisional"}, "provisional", "het cijfer is nog voorlopig"),
        ({"status": "not_evaluable"}, "not_evaluable", "het cijfer is nog niet te beoordelen"),
        ({"response": 0.79}, "few_answers", "van minder dan 80 % is het antwoord bekend"),
    ],
)
def test_what_takes_no_part_says_why_and_carries_no_number(more: dict[str, object], reason: str, sentence: str) -> None:
    found = compared(
        figure("noord/haven", 90, 100), figure("noord/markt", 60, 100), figure("zuid/plein", 1, 100, **more)
    )
    out = of(found, "zuid/plein")
    assert (out["status"], out["reason"], out["q_passed"]) == ("not_compared", reason, False)
    assert out[NUMBERS].isna().all()
    assert out["sentence_nl"] == f"Niet vergeleken met de andere locaties samen: {sentence}."
    # And the others are compared as if it were not there.
    assert of(found, "noord/haven")["compared_with"] == 0.6


def test_eighty_percent_response_is_enough() -> None:
    found = compared(figure("noord/haven", 80, 100, response=0.8), figure("noord/markt", 76, 100))
    assert set(found["status"]) == {"no_difference"}


def test_a_location_alone_has_nobody_to_compare_with() -> None:
    found = compared(figure("noord/haven", 90, 100), figure("noord/markt", 60, 100, status="hidden"))
    assert of(found, "noord/haven")["reason"] == "nobody_else"
    assert of(found, "noord/markt")["reason"] == "hidden"


def test_only_the_newest_pool_is_compared_and_sites_and_totals_are_not() -> None:
    found = compared(
        figure("noord/haven", 90, 100, cohort="pool:2017-2020"),
        figure("noord/markt", 60, 100, cohort="pool:2017-2020"),
        figure("noord/haven", 80, 100),
        figure("noord/markt", 76, 100),
        figure("noord", 156, 200),
        figure("all", 156, 200),
    )
    assert set(found["cohort"]) == {"pool:2020-2023"}
    assert set(found["location"]) == {"noord/haven", "noord/markt"}


def test_participants_and_interns_never_meet() -> None:
    found = compared(figure("noord/haven", 90, 100), figure("noord/markt", 60, 100, role="intern"))
    assert set(found["reason"]) == {"nobody_else"}


def test_no_figures_at_all_give_no_comparison() -> None:
    empty = pd.DataFrame([figure("all", 1, 2)]).iloc[0:0]
    assert compare(empty, METRICS, PLACES).empty
    assert list(compare(empty, METRICS, PLACES).columns) == COMPARISON


# --- against a national figure


def test_thirteen_of_thirteen_gives_no_status_against_84_percent() -> None:
    found = compared(figure("noord/haven", 13, 13), references=[national(0.84)])
    own = of(found, "noord/haven", "national")
    assert (own["status"], own["p_value"]) == ("no_difference", pytest.approx(2 * 0.1036646579, abs=1e-9))
    assert own["sentence_nl"].startswith(
        "13 van de 13 tegen 84,0 %: geen aantoonbaar verschil met het landelijke cijfer."
    )


def test_a_clear_difference_from_a_comparable_national_figure_is_demonstrable() -> None:
    own = of(compared(figure("noord/haven", 70, 100), references=[national(0.84)]), "noord/haven", "national")
    assert (own["status"], own["compared_with"]) == ("lower", 0.84)
    assert own["sentence_nl"].startswith("Aantoonbaar lager dan het landelijke cijfer: 14 procentpunt (tussen ")
    assert own["low"] < own["difference"] < own["high"] < 0


def test_what_was_counted_in_another_way_is_no_reference() -> None:
    own = of(compared(figure("noord/haven", 70, 100), references=[national(0.84, False)]), "noord/haven", "national")
    assert (own["status"], own["reason"]) == ("not_compared", "not_comparable")
    assert own[NUMBERS].isna().all()


def test_a_lower_bound_is_not_held_against_a_national_figure() -> None:
    name = "work_rate_starters"
    found = compared(figure("noord/haven", 70, 100, indicator=name), references=[national(0.84, indicator=name)])
    assert of(found, "noord/haven", "national")["reason"] == "lower_bound"


def test_what_is_hidden_is_not_held_against_a_national_figure_either() -> None:
    found = compared(figure("noord/haven", 1, 100, status="hidden"), references=[national(0.84)])
    assert of(found, "noord/haven", "national")["reason"] == "hidden"


def test_the_newest_total_is_the_reference_and_two_of_one_year_are_none() -> None:
    rows = [national(0.7, period="2019-2020"), national(0.8), national(0.9, breakdown="niveau 2")]
    assert national_share(pd.DataFrame(rows), "diploma_rate_starters") == 0.8
    twice = pd.DataFrame([national(0.8), national(0.81, edition="later")])
    assert national_share(twice, "diploma_rate_starters") == "not_comparable"
    assert national_share(twice, "early_leaving_rate") is None
    assert national_share(None, "diploma_rate_starters") is None


def test_each_kind_of_comparison_is_a_family_of_its_own() -> None:
    # p = .047 against the others; many quiet national tests do not make it fall away.
    figures = [figure("noord/haven", 60, 100), figure("zuid/plein", 45, 100)]
    found = compared(*figures, references=[national(0.52)])
    assert of(found, "noord/haven")["status"] == "higher"
    assert of(found, "noord/haven", "national")["status"] == "no_difference"
