"""What Dagster shows and does by itself: partitions with their numbers, checks with their verdicts, runs without anybody asking."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

import dagster as dg
import pytest

from pipelines import receipts
from pipelines.assets import CHECKED, keys_of
from pipelines.automation import LONGEST_RANGE, range_tags
from pipelines.definitions import defs
from pipelines.registry import load_registry
from pipelines.resources import Workplace
from pipelines.settings import ROOT, SOURCES
from tests.integration.conftest import Demo

START, END = "dagster/asset_partition_range_start", "dagster/asset_partition_range_end"


@pytest.fixture
def instance(demo: Demo, monkeypatch: pytest.MonkeyPatch) -> Iterator[dg.DagsterInstance]:
    monkeypatch.setenv("DAGSTER_HOME", str(demo.data / "dagster"))
    monkeypatch.setenv("WLB_DATA", str(demo.data))
    with dg.DagsterInstance.get() as found:
        yield found


def _values(metadata: Mapping[str, dg.MetadataValue[Any]]) -> dict[str, Any]:
    return {name: value.value for name, value in metadata.items()}


def test_every_accepted_month_is_a_materialised_partition(demo: Demo, instance: dg.DagsterInstance) -> None:
    for partner in {receipt.partner for receipt in demo.receipts} & set(demo.registry.deliveries):
        for key in keys_of(demo.registry, partner):
            months = {r.period for r in demo.receipts if r.partner == partner and key.path[1] in r.files}
            assert instance.get_materialized_partitions(key) == months, key


def test_no_step_had_to_be_tried_again(instance: dg.DagsterInstance) -> None:
    """A retry waits ten seconds for a disk or a share; partners that are taken in beside each other must not need it."""
    runs = instance.get_runs()
    assert len(runs) > 1
    tried_again = {dg.DagsterEventType.STEP_UP_FOR_RETRY}
    assert [run.run_id for run in runs if instance.all_logs(run.run_id, of_type=tried_again)] == []


def test_a_materialisation_tells_rows_receipt_difference_and_time(demo: Demo, instance: dg.DagsterInstance) -> None:
    key = dg.AssetKey(["dordrecht", "help_request"])
    records = instance.fetch_materializations(dg.AssetRecordsFilter(key, asset_partitions=["2026-07"]), limit=5).records
    told = [_values(r.asset_materialization.metadata) for r in records if r.asset_materialization]
    (receipt,) = [r for r in demo.receipts if r.file == "hulpvragen_202607 v2.csv"]
    (second,) = [row for row in told if row["receipt"] == receipt.receipt_id]
    assert second["rows_in"] == receipt.source_rows
    assert second["rows_used"] + second["rows_quarantined"] + sum(second["rows_skipped"].values()) == second["rows_in"]
    assert second["dagster/row_count"] == receipt.records["help_request"]
    assert second["difference_with_previous"] == receipt.difference["help_request"]
    assert second["seconds"] > 0
    assert (demo.data / "accepted" / second["accepted_file"]).exists()


def test_the_shared_assets_tell_what_they_made(demo: Demo, instance: dg.DagsterInstance) -> None:
    for name in ("core", "metrics", "published"):
        event = instance.get_latest_materialization_event(dg.AssetKey(name))
        assert event is not None
        assert event.asset_materialization is not None
        metadata = _values(event.asset_materialization.metadata)
        if name == "published":
            assert metadata["publication"] == demo.publication["publication"]
            assert metadata["demo"] is True
        else:
            assert len(metadata["tables"].records) > 5
            assert all("." in table for reads in metadata["lineage"].values() for table in reads)


def test_every_dataset_has_a_check_per_severity_with_a_verdict(demo: Demo, instance: dg.DagsterInstance) -> None:
    verdicts: dict[tuple[str, str], Any] = {}
    for run in instance.get_runs():
        records = instance.get_records_for_run(run.run_id, of_type=dg.DagsterEventType.ASSET_CHECK_EVALUATION).records
        for record in records:
            event = record.event_log_entry.get_dagster_event().asset_check_evaluation_data
            verdicts[event.asset_key.to_user_string(), event.check_name] = event
    expected = {
        (key.to_user_string(), severity)
        for partner in {receipt.partner for receipt in demo.receipts} & set(demo.registry.deliveries)
        for key in keys_of(demo.registry, partner)
        for severity in CHECKED
    }
    assert set(verdicts) == expected
    blocked = verdicts["dordrecht/visit", "blocks"]
    assert not blocked.passed
    assert blocked.severity == dg.AssetCheckSeverity.ERROR
    set_apart = verdicts["dordrecht/help_request", "quarantines"]
    assert not set_apart.passed
    assert set_apart.severity == dg.AssetCheckSeverity.WARN
    assert set_apart.metadata["findings"].value > 0
    assert set_apart.metadata["rules"].value.records
    assert verdicts["den_haag/trajectory", "blocks"].passed
    assert not verdicts["roc_mondriaan/enrolment", "blocks"].passed


def test_the_definitions_load_from_the_workspace_file() -> None:
    environment = os.environ | {"DAGSTER_DISABLE_TELEMETRY": "yes"}
    done = subprocess.run(
        [sys.executable, "-m", "dagster", "definitions", "validate", "-w", "workspace.yaml"],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "kopgroep" in done.stdout + done.stderr


def test_everything_runs_by_itself_from_the_start() -> None:
    assert {sensor.name for sensor in defs().sensors or ()} == {"inbox", "after_a_change"}
    assert all(sensor.default_status == dg.DefaultSensorStatus.RUNNING for sensor in defs().sensors or ())
    (schedule,) = defs().schedules or ()
    assert isinstance(schedule, dg.ScheduleDefinition)
    assert schedule.default_status == dg.DefaultScheduleStatus.RUNNING
    assert schedule.execution_timezone == "Europe/Amsterdam"


def test_assets_carry_owner_purpose_columns_and_freshness(demo: Demo) -> None:
    graph = defs().resolve_asset_graph()
    for partner in demo.registry.deliveries:
        for key in keys_of(demo.registry, partner):
            spec = graph.get(key)
            assert spec.group_name == partner
            assert spec.description
            assert spec.metadata["dagster/column_schema"]
            assert spec.freshness_policy is not None


def _tick(instance: dg.DagsterInstance, cursor: str | None) -> dg.SensorResult:
    inbox = defs().resolve_sensor_def("inbox")
    context = dg.build_sensor_context(instance, cursor=cursor, definitions=defs(), resources={"workplace": Workplace()})
    result = inbox(context)
    assert isinstance(result, dg.SensorResult)
    return result


def test_a_tick_asks_for_one_run_per_partner_and_not_again(
    copy: Demo, instance: dg.DagsterInstance, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WLB_DATA", str(copy.data))
    assert not _tick(instance, None).run_requests
    for partner, name in (
        ("dordrecht", "hulpvragen_202609.csv"),
        ("dordrecht", "urenreg_202610.csv"),
        ("hvp_zorg", "HVP personeel WLB 2026-10.csv"),
    ):
        copy.drop(partner, name, b"iets nieuws\n")
    first = _tick(instance, None)
    requests = {request.job_name: request for request in first.run_requests or ()}
    assert set(requests) == {"ingest_dordrecht", "ingest_hvp_zorg"}
    assert (requests["ingest_dordrecht"].tags[START], requests["ingest_dordrecht"].tags[END]) == ("2026-09", "2026-10")
    assert not _tick(instance, first.cursor).run_requests
    copy.drop("hvp_zorg", "HVP personeel WLB 2026-10.csv", b"nog iets nieuwers\n")
    third = _tick(instance, first.cursor)
    assert [request.job_name for request in third.run_requests or ()] == ["ingest_hvp_zorg"]
    assert len({request.run_key for request in [*(first.run_requests or ()), *(third.run_requests or ())]}) == 3


def test_an_impossible_period_becomes_a_receipt_and_never_an_exception(
    copy: Demo, instance: dg.DagsterInstance, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WLB_DATA", str(copy.data))
    for name in (
        "hulpvragen_202613.csv",
        "hulpvragen_190001.csv",
        "hulpvragen_209912.csv",
        "hulpvragen_2026 .csv",
        "onzin.txt",
    ):
        copy.drop("dordrecht", name, b"x\n")
    (request,) = _tick(instance, None).run_requests or ()
    months = load_registry(SOURCES).parties["dordrecht"].valid_from, f"{datetime.now(UTC):%Y-%m}"
    assert months[0] <= request.tags[START] <= request.tags[END] <= months[1]
    monkeypatch.setenv("DAGSTER_HOME", str(copy.data / "dagster"))
    ran = copy.run()
    assert ran.failures == {}
    assert {receipt.outcome for receipt in ran.receipts} == {"rejected", "unknown_file"}
    assert len(ran.receipts) == 5


def test_the_job_that_the_sensor_asks_for_runs(copy: Demo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WLB_DATA", str(copy.data))
    content = (copy.inbox / "hvp_zorg" / "HVP personeel WLB 2026-09.csv").read_bytes()
    copy.drop("hvp_zorg", "HVP personeel WLB 2026-10.csv", content)
    with dg.DagsterInstance.ephemeral() as fresh:
        (request,) = _tick(fresh, None).run_requests or ()
        job = defs().resolve_job_def(str(request.job_name))
        assert job.execute_in_process(instance=fresh, tags=dict(request.tags)).success
        key = dg.AssetKey(["hvp_zorg", "employment"])
        assert fresh.get_materialized_partitions(key) == {"2026-10"}
    assert copy.desk("select state from expected where partner = 'hvp_zorg' and period = '2026-10'") == [("late",)]


def test_a_change_at_a_partner_asks_for_the_shared_part() -> None:
    definitions, benchmark = defs(), dg.AssetSelection.groups("benchmark")
    with dg.DagsterInstance.ephemeral() as fresh:
        shared = {dg.AssetKey(name) for name in ("core", "metrics", "published")}
        first = dg.evaluate_automation_conditions(definitions, fresh, benchmark)
        fresh.report_runless_asset_event(dg.AssetMaterialization(["dordrecht", "visit"], partition="2026-10"))
        second = dg.evaluate_automation_conditions(definitions, fresh, benchmark, cursor=first.cursor)
        assert {key for key in shared if second.get_num_requested(key)} == shared
        third = dg.evaluate_automation_conditions(definitions, fresh, benchmark, cursor=second.cursor)
        assert third.total_requested == 0


def test_a_long_history_plans_its_last_months_only() -> None:
    registry = load_registry(SOURCES)
    tags = range_tags(registry, "dordrecht", ["2012-12", "2015-12", "2026-10"])
    assert tags[END] == "2026-10"
    assert tags[START] == "2025-10"
    assert LONGEST_RANGE == 13
    assert range_tags(registry, "dordrecht", ["2026-09"])[START] == "2026-09"
    assert range_tags(registry, "dordrecht", ["1900-01"])[START] == "2012-09"


def test_a_receipt_names_the_run_that_made_it(demo: Demo, instance: dg.DagsterInstance) -> None:
    runs = {run.run_id: run for run in instance.get_runs()}
    made = [r for r in receipts.read_all(demo.data / "receipts") if r.is_accepted]
    assert all(r.run in runs for r in made)
    assert {runs[r.run].tags["partner"] for r in made if r.partner == "hvp_zorg"} == {"hvp_zorg"}
    assert json.loads((demo.data / "demo.json").read_text(encoding="utf-8"))["seed"] == 1
