"""`wlb run`: the same Dagster assets that the daemon runs, executed in this process, so that the UI shows the same runs.

Does not know what the assets do. One run per partner, so that one partner's bad file never stops another; then the
shared part, only when something changed or nothing was published yet.
"""

import logging
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import dagster as dg

from pipelines import desk, ingest, receipts
from pipelines.assets import SHARED_GROUP, keys_of
from pipelines.automation import range_tags
from pipelines.definitions import defs
from pipelines.receipts import Receipt
from pipelines.registry import Registry
from pipelines.settings import Settings
from pipelines.stages.publish import current

DAGSTER_YAML = """# Written once by `wlb`; yours to change.
telemetry:
  enabled: false
"""


class Misconfigured(Exception):
    """The run cannot start: something that a person must set is missing."""


@dataclass
class Ran:
    """What one `wlb run` did."""

    receipts: list[Receipt] = field(default_factory=list)
    publication: dict[str, Any] | None = None
    refusal: str | None = None


def prepare_home(data: Path) -> Path:
    """Dagster's own folder inside the data folder, with telemetry off; sets DAGSTER_HOME for this process."""
    home = data / "dagster"
    home.mkdir(parents=True, exist_ok=True)
    config = home / "dagster.yaml"
    if not config.exists():
        config.write_text(DAGSTER_YAML, encoding="utf-8")
    os.environ["DAGSTER_HOME"] = str(home)
    os.environ["WLB_DATA"] = str(data)
    return home


def run(settings: Settings, registry: Registry, tell: Callable[[str, int, int], None]) -> Ran:
    """Ingest what waits, publish when something changed; raises `Misconfigured` when there is no key."""
    waiting = ingest.waiting(settings, registry)
    described = [delivery for partner in waiting for delivery in registry.deliveries.get(partner, {}).values()]
    if any(ingest.needs_key(registry, delivery) for delivery in described):
        try:
            ingest.secret(settings)
        except ingest.MissingKeyError as error:
            raise Misconfigured(str(error)) from error
    prepare_home(settings.data)
    logging.getLogger("dagster").setLevel(logging.ERROR)
    before = {receipt.receipt_id for receipt in receipts.read_all(settings.data / "receipts")}
    ran = Ran()
    published = current(settings.data / "published" / "public")
    with dg.DagsterInstance.get() as instance:
        job = defs().resolve_implicit_global_asset_job_def()
        steps = len(waiting) + 1
        for number, (partner, periods) in enumerate(waiting.items()):
            tell(registry.parties[partner].name, number, steps)
            tags = range_tags(registry, partner, periods)
            _execute(job, instance, keys_of(registry, partner), tags)
        strangers = ingest.note_strangers(settings, registry)
        ran.receipts = [r for r in receipts.read_all(settings.data / "receipts") if r.receipt_id not in before]
        if any(receipt.is_accepted for receipt in ran.receipts) or published is None:
            tell("benchmark", steps - 1, steps)
            shared = [dg.AssetKey(name) for name in ("core", "metrics", "published")]
            result = _execute(job, instance, shared, {"dagster/group": SHARED_GROUP})
            _read_publication(result, ran)
        elif ran.receipts or strangers:
            desk.write(settings, registry)
        tell("klaar", steps, steps)
    return ran


def _execute(
    job: dg.JobDefinition, instance: dg.DagsterInstance, keys: list[dg.AssetKey], tags: dict[str, str]
) -> dg.ExecuteInProcessResult:
    return job.execute_in_process(instance=instance, asset_selection=keys, tags=tags, raise_on_error=False)


def _read_publication(result: dg.ExecuteInProcessResult, ran: Ran) -> None:
    """What the published asset told about itself, or why it refused."""
    for event in result.all_events:
        if event.is_step_failure:
            failure = event.step_failure_data
            told = failure.user_failure_data.description if failure.user_failure_data else None
            ran.refusal = told or (failure.error.message.strip() if failure.error else "unknown")
    for event in result.get_asset_materialization_events():
        materialization = event.materialization
        if materialization.asset_key == dg.AssetKey("published"):
            ran.publication = {name: value.value for name, value in materialization.metadata.items()}
