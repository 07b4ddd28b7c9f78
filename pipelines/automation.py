"""The registry → what runs by itself: a sensor on the inbox, the shared part after a change, and a nightly publication.

Does not decide what a file is worth; an impossible period or an unknown file becomes a receipt in the run, never an
exception in the sensor, because one unknown partition would cost the whole tick.
"""

import hashlib
import json

import dagster as dg
from dagster._core.definitions.unresolved_asset_job_definition import UnresolvedAssetJobDefinition
from dagster._core.storage.tags import ASSET_PARTITION_RANGE_END_TAG, ASSET_PARTITION_RANGE_START_TAG

from pipelines import intake
from pipelines.assets import SHARED_GROUP, keys_of, months_of
from pipelines.registry import Registry
from pipelines.resources import Workplace
from pipelines.settings import Settings

LONGEST_RANGE = 13


def partner_jobs(registry: Registry) -> list[UnresolvedAssetJobDefinition]:
    """One job per partner that delivers, so that one partner's run never waits for another's."""
    return [
        dg.define_asset_job(f"ingest_{partner}", selection=dg.AssetSelection.assets(*keys_of(registry, partner)))
        for partner in registry.deliveries
    ]


def range_tags(registry: Registry, partner: str, periods: list[str]) -> dict[str, str]:
    """Tags of one run over all new periods; a period that is no partition (yet) falls to the nearest that is.

    Dagster plans every month between the first and the last, at some milliseconds each, so a history of many years in a
    few files plans its last months only. What is accepted is recorded under its own month, also outside the range.
    """
    keys = list(months_of(registry.parties[partner]).get_partition_keys())
    inside = [min(max(period, keys[0]), keys[-1]) for period in periods] or [keys[-1]]
    last = keys.index(max(inside))
    return {
        ASSET_PARTITION_RANGE_START_TAG: max(min(inside), keys[max(0, last - LONGEST_RANGE + 1)]),
        ASSET_PARTITION_RANGE_END_TAG: keys[last],
        "partner": partner,
    }


def inbox_sensor(registry: Registry, jobs: list[UnresolvedAssetJobDefinition]) -> dg.SensorDefinition:
    """Asks for one run per partner whose inbox holds something that was not seen before."""

    @dg.sensor(
        name="inbox", jobs=jobs, minimum_interval_seconds=30, default_status=dg.DefaultSensorStatus.RUNNING,
        description="Kijkt elke halve minuut of er een nieuwe levering in de inbox ligt.",
    )  # fmt: skip
    def inbox(context: dg.SensorEvaluationContext, workplace: Workplace) -> dg.SensorResult:
        settings = workplace.settings()
        seen: dict[str, str] = json.loads(context.cursor or "{}")
        requests = []
        for partner, periods in intake.waiting(settings, registry).items():
            print_now = fingerprint(settings, partner, periods)
            if seen.get(partner) != print_now:
                seen[partner] = print_now
                tags = range_tags(registry, partner, periods)
                requests.append(
                    dg.RunRequest(run_key=f"{partner}-{print_now}", job_name=f"ingest_{partner}", tags=tags)
                )
        return dg.SensorResult(run_requests=requests, cursor=json.dumps(seen))

    return inbox


def fingerprint(settings: Settings, partner: str, periods: list[str]) -> str:
    """Changes when a file comes, goes or changes, or when other periods await reprocessing."""
    files = sorted((settings.data / "inbox" / partner).glob("*"))
    seen = [(path.name, path.lstat().st_size, path.lstat().st_mtime_ns) for path in files]
    return hashlib.sha256(json.dumps([seen, periods]).encode()).hexdigest()[:16]


def nightly() -> dg.ScheduleDefinition:
    """Publishes every night, so that lateness and as-of dates are of today even when nothing came in."""
    job = dg.define_asset_job("benchmark", selection=dg.AssetSelection.groups(SHARED_GROUP))
    return dg.ScheduleDefinition(
        name="nightly_publication", job=job, cron_schedule="30 4 * * *", execution_timezone="Europe/Amsterdam",
        default_status=dg.DefaultScheduleStatus.RUNNING,
    )  # fmt: skip


def after_a_change() -> dg.AutomationConditionSensorDefinition:
    """Evaluates the automation conditions of the shared assets; on by default."""
    return dg.AutomationConditionSensorDefinition(
        "after_a_change", target=dg.AssetSelection.groups(SHARED_GROUP), default_status=dg.DefaultSensorStatus.RUNNING
    )
