"""`wlb run`: the same Dagster assets that the daemon runs, executed in this process, so that the UI shows the same runs.

Does not know what the assets do. One run per partner, so that one partner's bad file never stops another; then the
shared part, only when what is live does not rest on everything that was accepted. With nothing to do, Dagster is not loaded.
When much waits, partners are taken in beside each other, each in a process: their runs share nothing but the data folder.
"""

import os
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import Future, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipelines import intake, judging, receipts, workers
from pipelines.receipts import Receipt
from pipelines.registry import Registry
from pipelines.settings import Settings
from pipelines.stages.publish import current

if TYPE_CHECKING:
    import dagster as dg

MUCH = 8  # periods; for fewer a second process costs more time than it saves
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
    waiting = intake.waiting(settings, registry)
    if _several_at_a_time(settings, waiting) > 1:
        workers.get_ready()
    described = [delivery for partner in waiting for delivery in registry.deliveries.get(partner, {}).values()]
    if any(judging.needs_key(registry, delivery) for delivery in described):
        try:
            judging.secret(settings)
        except judging.MissingKeyError as error:
            raise Misconfigured(str(error)) from error
    before = {receipt.receipt_id for receipt in receipts.read_all(settings.data / "receipts")}
    from pipelines import desk

    strangers = intake.note_strangers(settings, registry)
    ran = Ran()
    if waiting or is_behind(settings):
        _with_dagster(settings, registry, waiting, ran, tell)
    elif strangers or desk.is_behind(settings, registry):  # with nothing new a delivery may be late since yesterday
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
    from pipelines.assets import SHARED_GROUP
    from pipelines.definitions import defs

    prepare_home(settings.data)
    with dg.DagsterInstance.get() as instance:
        job = defs().resolve_implicit_global_asset_job_def()
        steps = len(waiting) + 1
        for number, (partner, failure) in enumerate(_all_taken_in(settings, registry, waiting), start=1):
            tell(registry.parties[partner].name, number, steps)
            if failure:
                ran.failures[partner] = failure
        if is_behind(settings):
            tell("benchmark", steps - 1, steps)
            shared = [dg.AssetKey(name) for name in ("core", "metrics", "published")]
            result = _execute(job, instance, shared, {"dagster/group": SHARED_GROUP})
            if result.success:
                ran.publication = _publication(result)
            else:
                ran.refusal = _reason(result)
        if desk.is_behind(settings, registry):
            desk.write(settings, registry)
        tell("klaar", steps, steps)


def _all_taken_in(settings: Settings, registry: Registry, waiting: dict[str, list[str]]) -> Iterator[tuple[str, str]]:
    """Each partner whose run ended, with why it failed or nothing; several at a time when much waits."""
    at_a_time = _several_at_a_time(settings, waiting)
    if at_a_time < 2:
        for partner, periods in waiting.items():
            yield partner, take_in(settings, registry, partner, periods)
        return
    share = max(1, settings.threads // at_a_time)
    with workers.workers(at_a_time, partial(_be_a_worker, share)) as pool:
        runs: dict[Future[str], str] = {
            pool.submit(take_in_beside_others, settings, registry, partner, waiting[partner]): partner
            for partner in sorted(waiting, key=partial(_bytes_waiting, settings.data), reverse=True)
        }
        for run in as_completed(runs):
            try:
                yield runs[run], run.result()
            except (
                BrokenProcessPool
            ):  # killed, or out of memory; what it had done stands, the rest waits for the next run
                yield runs[run], "the process that took this partner in was ended from outside"


def _several_at_a_time(settings: Settings, waiting: dict[str, list[str]]) -> int:
    return min(settings.threads, len(waiting)) if sum(map(len, waiting.values())) >= MUCH else 1


def _be_a_worker(threads: int) -> None:
    """Ctrl-C is for the process that started this one: a partner at hand is finished."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.environ["WLB_THREADS"] = str(threads)


def _bytes_waiting(data: Path, partner: str) -> int:
    return sum(path.lstat().st_size for path in (data / "inbox" / partner).glob("*"))


def take_in(settings: Settings, registry: Registry, partner: str, periods: list[str]) -> str:
    """The run of one partner in this process; why it failed, or nothing."""
    from pipelines.definitions import defs

    return _taken_in(defs().resolve_implicit_global_asset_job_def(), settings, registry, partner, periods, {})


def take_in_beside_others(settings: Settings, registry: Registry, partner: str, periods: list[str]) -> str:
    """As `take_in`, in a worker that lives for one run; after all of them the desk is still to be written."""
    from pipelines.assets import DESK_LATER

    return _taken_in(_job_of_this_worker(), settings, registry, partner, periods, {DESK_LATER: "true"})


@cache
def _job_of_this_worker() -> "dg.JobDefinition":
    from pipelines.definitions import defs

    return defs().resolve_implicit_global_asset_job_def()


def _taken_in(
    job: "dg.JobDefinition",
    settings: Settings,
    registry: Registry,
    partner: str,
    periods: list[str],
    tags: dict[str, str],
) -> str:
    import dagster as dg

    from pipelines.assets import keys_of
    from pipelines.automation import range_tags

    prepare_home(settings.data)
    with dg.DagsterInstance.get() as instance:
        about = range_tags(registry, partner, periods) | tags
        result = _execute(job, instance, keys_of(registry, partner), about)
        return "" if result.success else _reason(result)


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
            if failure.error and failure.error.cls_name == "DagsterExecutionInterruptedError":
                raise KeyboardInterrupt
            error = failure.error.cause or failure.error if failure.error else None
            return error.message.strip() if error else "unknown"
    return "the run failed before its first step"


def _publication(result: "dg.ExecuteInProcessResult") -> dict[str, Any] | None:
    """What the published asset told about itself."""
    for event in result.get_asset_materialization_events():
        if event.materialization.asset_key.path == ["published"]:
            return {name: value.value for name, value in event.materialization.metadata.items()}
    return None
