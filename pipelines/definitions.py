"""Dagster's front door: assembles what the factories make from the registry. Holds no logic."""

import dagster as dg

from pipelines.assets import partner_assets, shared_assets
from pipelines.automation import after_a_change, inbox_sensor, nightly, partner_jobs
from pipelines.registry import load_registry
from pipelines.resources import Workplace
from pipelines.settings import SOURCES


@dg.definitions
def defs() -> dg.Definitions:
    """All assets, jobs, sensors and schedules; read from `sources/` when Dagster loads them."""
    registry = load_registry(SOURCES)
    jobs = partner_jobs(registry)
    return dg.Definitions(
        assets=[*partner_assets(registry), *shared_assets(registry)],
        jobs=jobs,
        sensors=[inbox_sensor(registry, jobs), after_a_change()],
        schedules=[nightly()],
        resources={"workplace": Workplace()},
        executor=dg.in_process_executor,
    )
