"""The MKBA in a publication: what `wlb value` shows of it, and that no number gets through that its figures do not carry."""

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from typer.testing import CliRunner

from pipelines import cli
from pipelines.scenarios import ScenarioSet
from pipelines.stages.appraise import Period, appraise
from pipelines.stages.disclose.figures import PUBLIC, disclose
from pipelines.stages.publish import GateFailed, go_live, write
from tests.spec.tables import Measured, measured

SCHOOL_YEAR = Period("2014/15", date(2014, 8, 1), date(2015, 7, 31))
YEAR_WITHOUT = Period("2015/16", date(2015, 8, 1), date(2016, 7, 31))


def assumed(base: float, low: float, high: float) -> dict[str, object]:
    return {"base": base, "low": low, "high": high, "source": "afspraak"}


def scenario() -> ScenarioSet:
    """A diploma is worth 1.000 to 3.000 euro, once."""
    nothing, label = assumed(0, 0, 0), {"nl": "Diploma's [nieuw]", "en": "Diplomas"}
    return ScenarioSet.model_validate(
        {
            "scenario_set": "klein", "version": "1.0", "adopted_on": date(2026, 1, 1), "status": "illustrative", "label": label,
            "price_year": 2015, "price_changes": {"source": "geen", "percent": {2015: 0, 2016: 0}}, "discount_rate": nothing,
            "benefits": [
                {
                    "benefit": "diploma", "label": label, "counted_by": "diploma_rate_starters", "role": "participant",
                    "value_eur": assumed(2000, 1000, 3000), "years": assumed(1, 1, 1), "deadweight": nothing,
                    "displacement": nothing, "attribution": assumed(1, 1, 1), "drop_off": nothing,
                }
            ],
        }
    )  # fmt: skip


@pytest.fixture(scope="module")
def found() -> Measured:
    people = "wie|ended_on|status|diploma_on\n"
    people += "\n".join(f"p{i}|2016-01-25|graduated|{'2016-01-25' if i < 30 else '-'}" for i in range(50))
    return measured(trajectory=people)


def frames(found: Measured) -> dict[str, pd.DataFrame]:
    """30 diplomas of 2.000 euro for 24.000 euro: 2,50. Of the year after it nothing was counted."""
    figures = disclose(found.frame)
    costs = pd.DataFrame(
        [("noord", year, 24_000.0, 0) for year in (2014, 2015, 2016)],
        columns=["site", "year", "amount_eur", "open_items"],
    )
    return {"figure": figures, **appraise([scenario()], costs, figures, (SCHOOL_YEAR, YEAR_WITHOUT))}


def published(found: Measured, data: Path, **changed: pd.DataFrame) -> Path:
    return made_public(found, frames(found) | changed, data)


def made_public(found: Measured, given: dict[str, pd.DataFrame], data: Path) -> Path:
    ready = write(
        found.con, given, data / "published" / PUBLIC.name, "v1",
        audience=PUBLIC, built_at=datetime(2026, 11, 1, tzinfo=UTC), demo=True, code="abc",
    )  # fmt: skip
    return go_live(ready)


def asked(data: Path, monkeypatch: pytest.MonkeyPatch, *words: str) -> str:
    """What `wlb value` says."""
    monkeypatch.setenv("WLB_DATA", str(data))
    answer = CliRunner().invoke(cli.app, ["value", *words])
    assert answer.exit_code == 0, answer.output
    return answer.output


def test_a_ratio_and_its_balance_stand_side_by_side_with_what_they_hang_on(
    found: Measured, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    published(found, tmp_path)
    told = asked(tmp_path, monkeypatch, "--location", "noord", "--cohort", "2014/15")
    for words in (
        "24.000",
        "60.000",
        "2,50",
        "1,50",
        "1,25 tot 3,75",
        "60,0 %",
        "Diploma's [nieuw]: 30 geteld, € 60.000",
    ):
        assert words in told, words
    assert "Voorbeeldaannames" in told
    assert "prijzen van 2015, discontovoet 0,00 %" in told


def test_a_year_that_is_not_worked_out_says_why(
    found: Measured, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    published(found, tmp_path)
    told = asked(tmp_path, monkeypatch)
    assert "uitkomst ontbreekt" in told
    assert "definitief" in told


def test_for_machines_there_is_one_document_with_everything(
    found: Measured, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    published(found, tmp_path)
    told: dict[str, list[dict[str, Any]]] = json.loads(asked(tmp_path, monkeypatch, "--cohort", "2014/15", "--json"))
    row = told["value"][0]
    assert (row["ratio"], row["balance_per_euro"], row["price_year"], row["discount_rate"]) == (2.5, 1.5, 2015, 0)
    assert (row["ratio_low"], row["ratio_high"], row["scenario_status"], row["publication"]) == (
        1.25,
        3.75,
        "illustrative",
        "v1",
    )
    assert [one["assumption"] for one in told["tornado"]] == ["diploma.value_eur"]
    assert {one["source"] for one in told["assumption"]} == {"afspraak"}
    assert told["scenario"][0]["label_nl"] == "Diploma's [nieuw]"


def test_a_period_that_is_not_there_names_those_that_are(
    found: Measured, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    published(found, tmp_path)
    monkeypatch.setenv("WLB_DATA", str(tmp_path))
    answer = CliRunner().invoke(cli.app, ["value", "--cohort", "1999/00"])
    assert answer.exit_code == 2
    assert "noord 2014/15" in answer.output


def test_without_costs_there_is_no_mkba_and_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made_public(measured(as_of=None), {}, tmp_path)
    assert "nog geen kosten van een afgesloten jaar" in asked(tmp_path, monkeypatch)


def test_a_count_that_is_not_the_published_one_keeps_the_publication_back(found: Measured, tmp_path: Path) -> None:
    leaking = frames(found)["value_benefit"].assign(counted=29.0)
    with pytest.raises(GateFailed, match="every value rests on shown figures: 1 rows"):
        published(found, tmp_path, value_benefit=leaking)


def test_a_value_that_rests_on_a_hidden_figure_keeps_the_publication_back(found: Measured, tmp_path: Path) -> None:
    hidden = frames(found)["figure"]
    cell = (
        (hidden["indicator"] == "diploma_rate_starters")
        & (hidden["location"] == "noord")
        & (hidden["cohort"] == "2014/15")
    )
    hidden.loc[cell, ["numerator", "denominator", "value", "low", "high", "maturity"]] = None
    hidden.loc[cell, "hidden"] = True
    hidden.loc[cell, "status"] = "hidden"
    with pytest.raises(GateFailed, match="every value rests on shown figures"):
        published(found, tmp_path, figure=hidden)


def test_a_number_in_a_row_that_is_not_worked_out_keeps_the_publication_back(found: Measured, tmp_path: Path) -> None:
    leaking = frames(found)["value"]
    leaking.loc[leaking["status"] == "not_computed", "costs_eur"] = 24_000.0
    with pytest.raises(GateFailed, match="no value without its figures carries a number: 1 rows"):
        published(found, tmp_path, value=leaking)
