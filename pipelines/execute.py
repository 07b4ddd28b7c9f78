"""`wlb run`: the same Dagster assets that the daemon runs, executed in this process, so that the UI shows the same runs.

Does not know what the assets do. One run per partner, so that one partner's bad file never stops another; then the
shared part, only when what is live does not rest on everything that was accepted. With nothing to do, Dagster is not loaded.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipelines import ingest, judging, receipts
from pipelines.receipts import Receipt
from pipelines.registry import Registry
from pipelines.settings import Settings
from pipelines.stages.publish import current

if TYPE_CHECKING:
    import dagster as dg

DAGSTER_YAML = """# Written once by `wlb`; yours to change.
telemetry:
  enabled: false
nux:  # the window that asks for an e-mail address
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
    failures: dict[str, str] = field(default_factory=dict)


def prepare_home(data: Path) -> Path:
    """Dagster's own folder inside the data folder, with telemetry off; sets DAGSTER_HOME for this process."""
    home = data / "dagster"
    home.mkdir(parents=True, exist_ok=True)
    config = home / "dagster.yaml"
    if not config.exists():
        config.write_text(DAGSTER_YAML, encoding="utf-8")
    os.umask(0o077)  # what lies here is for this account only
    os.environ["DAGSTER_HOME"] = str(home)
    os.environ["WLB_DATA"] = str(data)
    return home


def run(settings: Settings, registry: Registry, tell: Callable[[str, int, int], None]) -> Ran:
    """Ingest what waits, publish when something changed; raises `Misconfigured` when there is no key."""
    waiting = ingest.waiting(settings, registry)
    described = [delivery for partner in waiting for delivery in registry.deliveries.get(partner, {}).values()]
    if any(judging.needs_key(registry, delivery) for delivery in described):
        try:
            judging.secret(settings)
        except judging.MissingKeyError as error:
            raise Misconfigured(str(error)) from error
    before = {receipt.receipt_id for receipt in receipts.read_all(settings.data / "receipts")}
    strangers = ingest.note_strangers(settings, registry)
    ran = Ran()
    if waiting or is_behind(settings):
        _with_dagster(settings, registry, waiting, ran, tell)
    elif strangers:
        from pipelines import desk

        desk.write(settings, registry)
    ran.receipts = [r for r in receipts.read_all(settings.data / "receipts") if r.receipt_id not in before]
    return ran


def is_behind(settings: Settings) -> bool:
    """True when nothing was published yet, or something was accepted after the live warehouse was begun.

    Judged by what stands on disk: a run that was killed after its receipts and before its publication is finished by the next.
    """
    built = current(settings.data / "warehouse")
    if built is None or current(settings.data / "published" / "public") is None:
        return True
    begun = datetime.strptime(built.stem, receipts.VERSION).replace(tzinfo=UTC)
    everything = receipts.read_all(settings.data / "receipts")
    return any(r.is_accepted and datetime.fromisoformat(r.processed_at) > begun for r in everything)


def _with_dagster(
    settings: Settings,
    registry: Registry,
    waiting: dict[str, list[str]],
    ran: Ran,
    tell: Callable[[str, int, int], None],
) -> None:
    import dagster as dg

    from pipelines import desk
    from pipelines.assets import SHARED_GROUP, keys_of
    from pipelines.automation import range_tags
    from pipelines.definitions import defs

    prepare_home(settings.data)
    with dg.DagsterInstance.get() as instance:
        job = defs().resolve_implicit_global_asset_job_def()
        steps = len(waiting) + 1
        for number, (partner, periods) in enumerate(waiting.items()):
            tell(registry.parties[partner].name, number, steps)
            tags = range_tags(registry, partner, periods)
            result = _execute(job, instance, keys_of(registry, partner), tags)
            if not result.success:
                ran.failures[partner] = _reason(result)
        if is_behind(settings):
            tell("benchmark", steps - 1, steps)
            shared = [dg.AssetKey(name) for name in ("core", "metrics", "published")]
            result = _execute(job, instance, shared, {"dagster/group": SHARED_GROUP})
            if result.success:
                ran.publication = _publication(result)
            else:
                ran.refusal = _reason(result)
        else:
            desk.write(settings, registry)
        tell("klaar", steps, steps)


def _execute(
    job: "dg.JobDefinition", instance: "dg.DagsterInstance", keys: "list[dg.AssetKey]", tags: dict[str, str]
) -> "dg.ExecuteInProcessResult":
    quiet = {"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}}  # the UI shows every event
    return job.execute_in_process(quiet, instance, asset_selection=keys, tags=tags, raise_on_error=False)


def _reason(result: "dg.ExecuteInProcessResult") -> str:
    """Why a run failed: what the asset said itself, else the error that was not foreseen."""
    for event in result.all_events:
        if event.is_step_failure:
            failure = event.step_failure_data
            if failure.user_failure_data and failure.user_failure_data.description:
                return failure.user_failure_data.description
            error = failure.error.cause or failure.error if failure.error else None
            return error.message.strip() if error else "unknown"
    return "the run failed before its first step"


def _publication(result: "dg.ExecuteInProcessResult") -> dict[str, Any] | None:
    """What the published asset told about itself."""
    for event in result.get_asset_materialization_events():
        if event.materialization.asset_key.path == ["published"]:
            return {name: value.value for name, value in event.materialization.metadata.items()}
    return None
