"""What a published figure rests on: whose deliveries count, whose only link, and what a steward sees more."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pandas as pd
import pytest

from pipelines.behind import MADE, Row, behind
from pipelines.ledger import Ledger, open_ledger
from pipelines.metrics import indicator_frame, load_metrics
from pipelines.receipts import Receipt, write
from pipelines.settings import ROOT, WAREHOUSE
from pipelines.stages import lineage
from pipelines.stages import publish as publishing
from pipelines.stages.disclose.figures import PUBLIC, disclose
from pipelines.stages.publish import FRAMES
from pipelines.tracing import NoSuchFigure, find, trace
from tests.spec.tables import measured

METRICS = WAREHOUSE / "metrics" / "metrics.yaml"
DELIVERED = (
    ("noord", "trajectory"), ("noord", "help_request"), ("zuid", "trajectory"), ("zuid", "help_request"), ("school", "diploma"),
    ("school", "early_leaver"), ("baas", "employment"),
)  # fmt: skip


def receipt(partner: str, dataset: str) -> Receipt:
    return Receipt(
        f"r-{partner}-{dataset}", partner, f"{partner} {dataset}.xlsx", "ab" * 32, 1, "2018-12-31T10:00:00+00:00",
        "2018-12-31T10:05:00+00:00", "accepted", "", delivery=dataset, delivery_id=f"{partner}.{dataset}", period="2018-12",
        covers_until="2018-12-31", source_rows=50, used=48, quarantined=2, files={dataset: "x"}, run="abc",
    )  # fmt: skip


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    """A small publication with its receipts, made by the real code."""
    tmp_path = tmp_path_factory.mktemp("ledger")
    people = "\n".join(f"p{i} | 2016-01-25 | {'2016-01-25' if i < 20 else '-'} | completed" for i in range(40))
    found = measured(trajectory=f"wie | ended_on | diploma_on | status\n{people}")
    known, sources = load_metrics(METRICS), lineage.read(WAREHOUSE)
    behind = {metric.indicator: lineage.datasets(f"metrics.{metric.indicator}", sources) for metric in known}
    frame = indicator_frame(known, METRICS.parent, behind)
    found.con.register("told", frame)
    found.con.execute("create or replace table agreed.indicator as select * from told")
    receipts = [receipt(*one) for one in DELIVERED]
    for one in receipts:
        write(tmp_path / "receipts", one)
    provenance = pd.DataFrame(
        [(r.partner, r.delivery, r.period, r.delivery_id, r.delivery, datetime(2018, 12, 31)) for r in receipts],
        columns=["partner", "delivery", "period", "delivery_id", "dataset", "arrived_at"],
    )  # fmt: skip
    ready = publishing.write(
        found.con, {"figure": disclose(found.frame), "provenance": provenance}, tmp_path / "published", "v1", audience=PUBLIC,
        built_at=datetime(2019, 1, 1, tzinfo=UTC), demo=True, code="c0ffee", run="run-7",
    )  # fmt: skip
    return open_ledger(publishing.go_live(ready), tmp_path)


def test_what_another_site_delivers_about_its_own_people_only_links(ledger: Ledger) -> None:
    traced = trace(
        ledger, find(ledger, indicator="diploma_rate_starters", location="noord/haven", cohort="all", level="all")
    )
    parts = {(one.partner, one.dataset): one.part for one in traced.deliveries}
    assert parts == {
        ("noord", "trajectory"): "counted",
        ("zuid", "trajectory"): "linking",
        ("school", "diploma"): "counted",
    }
    together = trace(ledger, find(ledger, indicator="diploma_rate_starters", location="all", cohort="all", level="all"))
    assert {one.part for one in together.deliveries} == {"counted"}


def test_a_figure_that_no_other_site_can_change_does_not_name_one(ledger: Ledger) -> None:
    cell = dict(ledger.figures[0]) | {"indicator": "requests_handled", "location": "noord"}
    assert [(one.partner, one.dataset) for one in trace(ledger, cell).deliveries] == [("noord", "help_request")]


def test_a_figure_leads_to_files_dates_sql_definition_code_and_run(ledger: Ledger) -> None:
    traced = trace(
        ledger, find(ledger, indicator="diploma_rate_starters", location="noord/haven", cohort="all", level="all")
    )
    own = next(one for one in traced.deliveries if one.partner == "noord")
    assert (own.file, own.arrived_at, own.complete_until, own.run) == (
        "noord trajectory.xlsx", "2018-12-31T10:00:00+00:00", "2018-12-31", "abc",
    )  # fmt: skip
    assert traced.definition["version"] == "1.0"
    assert (traced.publication["code"], traced.publication["run"]) == ("c0ffee", "run-7")
    assert traced.as_of == {"noord/haven": date(2018, 12, 31)}
    assert all((ROOT / path).exists() for path in traced.sql)
    order = [Path(path).stem for path in traced.sql]
    assert order.index("start") < order.index("diploma_rate_starters") < order.index("cell")
    assert "work_spell" not in order
    assert not traced.changed_since


def test_rows_are_counted_for_stewards_only(ledger: Ledger) -> None:
    cell = find(ledger, indicator="diploma_rate_starters", location="noord/haven", cohort="all", level="all")
    assert {one.rows is None for one in trace(ledger, cell).deliveries} == {True}
    for one in trace(ledger, cell, steward=True).deliveries:
        assert one.rows == {"source_rows": 50, "used": 48, "quarantined": 2}


def test_a_definition_that_changed_since_says_so(ledger: Ledger) -> None:
    cell = find(ledger, indicator="diploma_rate_starters", location="noord/haven", cohort="all", level="all")
    name = "metrics.diploma_rate_starters"
    other = replace(ledger.sources[name], sql=ledger.sources[name].sql + "-- anders\n")
    assert trace(replace(ledger, sources={**ledger.sources, name: other}), cell).changed_since


def test_a_delivery_without_receipt_is_seen(ledger: Ledger) -> None:
    cell = find(ledger, indicator="diploma_rate_starters", location="noord/haven", cohort="all", level="all")
    traced = trace(replace(ledger, receipts={}), cell, steward=True)
    assert {(one.file, one.rows) for one in traced.deliveries} == {(None, None)}


def test_what_was_worked_out_leads_to_the_figures_behind_it() -> None:
    def figure(indicator: str, location: str = "noord", cohort: str = "2015/16", **more: str) -> Row:
        return {"indicator": indicator, "location": location, "cohort": cohort, "level": "all", "role": "all", **more}

    own = figure("hours")
    figures = (
        own, figure("hours", "zuid"), figure("hours", "all"), figure("hours", cohort="2016/17"), figure("hours", cohort="all"),
        figure("jobs"), figure("jobs", "zuid"), figure("hours", level="mbo1"),
    )  # fmt: skip
    assert behind("conclusion", own, figures) == (own,)
    assert behind("comparison", own, figures) == figures[:3]
    assert behind("trend", own, figures) == (own, figures[3])
    assert behind("standardised", own, figures) == (own, figures[2], figures[7])
    counted = (
        {"indicator": "jobs", "role": "all", "scenario": "een_1.0"},
        {"indicator": "hours", "role": "all", "scenario": "twee_1.0"},
    )
    ratio = figure("ratio", scenario="een_1.0")
    assert behind("value", ratio, figures, counted) == (figures[5],)
    assert behind("value", {**ratio, "scenario": "drie_1.0"}, figures, counted) == ()


def test_every_published_table_with_figures_can_be_traced() -> None:
    about = {
        name
        for name, columns in FRAMES.items()
        if {"value", "ratio", "diploma", "survival", "more", "target", "sentence_nl"} & set(columns)
    }
    assert about <= {*MADE, "figure", "claim"}
    assert set(MADE) <= set(FRAMES)


def test_what_was_not_published_says_what_there_is(ledger: Ledger) -> None:
    with pytest.raises(NoSuchFigure, match=r"there are: .*diploma_rate_starters"):
        find(ledger, indicator="geluk")
    with pytest.raises(NoSuchFigure, match="choose a location: all, noord"):
        find(ledger, indicator="diploma_rate_starters")
