"""What a demonstrable difference is in people, and that nothing is said where no difference is demonstrable."""

import pandas as pd
import pytest

from pipelines.stages.compare import compare
from pipelines.stages.opportunity import OPPORTUNITY, opportunities
from tests.unit.test_compare import METRICS, PLACES, figure


def found(*figures: dict[str, object]) -> pd.DataFrame:
    frame = pd.DataFrame(list(figures))
    frame["response"] = frame["response"].astype("Float64")
    return opportunities(compare(frame, METRICS, PLACES), frame, METRICS)


def test_who_is_demonstrably_behind_sees_it_in_people_with_its_interval() -> None:
    rows = found(figure("noord/haven", 50, 100), figure("noord/markt", 85, 100), figure("zuid/plein", 87, 100))
    (row,) = rows.to_dict("records")
    assert row["location"] == "noord/haven"
    assert row["people"] == pytest.approx(36)
    assert 24 < row["low"] < 36 < row["high"] < 48
    assert row["sentence_nl"].startswith("Haalde deze locatie wat de andere locaties samen halen")
    assert f"{int(row['low'])} tot {-int(-row['high'] // 1)} van de 100 mensen meer" in row["sentence_nl"]
    assert "whether it can be done" in row["sentence_en"]


def test_who_is_ahead_or_not_demonstrably_behind_gets_no_row() -> None:
    rows = found(figure("noord/haven", 80, 100), figure("noord/markt", 76, 100))
    assert rows.empty
    assert list(rows.columns) == OPPORTUNITY


def test_of_what_should_be_low_the_high_one_is_behind() -> None:
    of = {"indicator": "early_leaving_rate", "role": "intern"}
    rows = found(
        figure("noord/haven", 40, 100, **of), figure("noord/markt", 10, 100, **of), figure("zuid/plein", 12, 100, **of)
    )
    (row,) = rows.to_dict("records")
    assert row["location"] == "noord/haven"
    assert "mensen minder" in row["sentence_nl"]
