"""Which differences are demonstrable, only from what is published."""

from pathlib import Path

import pandas as pd

from pipelines.metrics import load_metrics
from pipelines.stages.compare import COMPARISON, compare

METRICS = load_metrics(Path(__file__).resolve().parents[2] / "warehouse" / "metrics" / "metrics.yaml")
PLACES = ["noord/haven", "noord/markt", "zuid/plein"]


def figure(location: str, numerator: float, denominator: float, **more: object) -> dict[str, object]:
    return {
        "indicator": "diploma_rate_starters", "location": location, "cohort": "pool:2020-2023", "level": "all",
        "role": "participant", "numerator": numerator, "denominator": denominator, "status": "final", "response": None,
    } | more  # fmt: skip


def compared(*figures: dict[str, object]) -> pd.DataFrame:
    frame = pd.DataFrame(list(figures))
    frame["response"] = frame["response"].astype("Float64")
    return compare(frame, METRICS, PLACES)


def test_a_clear_difference_is_demonstrable_and_the_sentence_says_which_way_and_not_why() -> None:
    found = compared(figure("noord/haven", 90, 100), figure("noord/markt", 60, 100), figure("zuid/plein", 62, 100))
    haven = found.set_index("location").loc["noord/haven"]
    assert haven["q_passed"]
    assert haven["difference"] == 0.9 - 122 / 200
    assert haven["sentence_nl"].startswith("Aantoonbaar hoger dan de andere locaties samen: 29 procentpunt")
    assert "niets over de oorzaak" in haven["sentence_nl"]
    assert haven["sentence_en"].startswith("Demonstrably higher")


def test_overlapping_figures_are_not_called_different() -> None:
    found = compared(figure("noord/haven", 80, 100), figure("noord/markt", 76, 100))
    assert not found["q_passed"].any()
    assert set(found["sentence_nl"]) == {"Geen aantoonbaar verschil met de andere locaties samen."}


def test_what_is_hidden_provisional_or_badly_answered_takes_no_part() -> None:
    found = compared(
        figure("noord/haven", 90, 100),
        figure("noord/markt", 60, 100, status="hidden"),
        figure("zuid/plein", 60, 100, response=0.79),
    )
    assert found.empty
    assert list(found.columns) == COMPARISON


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
    assert found.empty


def test_no_figures_at_all_give_no_comparison() -> None:
    empty = pd.DataFrame([figure("all", 1, 2)]).iloc[0:0]
    assert compare(empty, METRICS, PLACES).empty
