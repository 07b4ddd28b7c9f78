"""The order of the stages for the shared part: accepted rows → core → metrics → measured, disclosed and published.

Does not know Dagster, and computes nothing itself. The warehouse is a pure function of `accepted/` and `sources/`: it is
built into a new file under a new name every time, and a pointer says which one is whole.
"""

import subprocess
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from importlib.metadata import version as installed_version
from pathlib import Path

import duckdb

from pipelines import (
    audiences,
    contents,
    groundwork,
    metrics,
    proof,
    punctuality,
    receipts,
    stewards,
    tracing,
    waiting,
)
from pipelines.alone import alone
from pipelines.audiences import Edition
from pipelines.contents import Contents
from pipelines.registry import Registry
from pipelines.settings import ROOT, WAREHOUSE, Settings
from pipelines.stages import build, measure, versions
from pipelines.stages import publish as publishing
from pipelines.stages.build import Built
from pipelines.stages.disclose.figures import benchmark_cells

KEEP_WAREHOUSES = 2


class PublicationRefused(Exception):
    """Nothing new was published; what was live before still is. Says why and what to do."""


class NoWarehouse(Exception):
    """There is no such warehouse to ask. Says what there is, and what to do."""


@dataclass(frozen=True)
class BuiltSchema:
    """The tables of one schema in one version of the warehouse."""

    version: str
    tables: tuple[Built, ...]


@dataclass(frozen=True)
class Publication:
    """What was published for one audience."""

    version: str
    path: Path
    figures: int
    hidden: int
    claims: int
    withheld: tuple[str, ...] = ()
    """Indicators of which nothing could be shown without giving somebody away."""


def run(settings: Settings, registry: Registry) -> Publication:
    """All shared steps in order, without Dagster."""
    build_core(settings, registry)
    build_metrics(settings)
    return publish(settings, registry)


def build_core(settings: Settings, registry: Registry) -> BuiltSchema:
    """A new warehouse file with what was accepted, what was agreed, and one row per real thing."""
    version = datetime.now(UTC).strftime(receipts.VERSION)
    folder = settings.data / "warehouse"
    folder.mkdir(parents=True, exist_ok=True)
    with alone(folder):
        part = folder / f"{version}.duckdb.tmp"
        with _open(settings, part) as con:
            everything = receipts.read_all(settings.data / "receipts")
            groundwork.lay_accepted(con, settings, registry, receipts.effective(everything))
            groundwork.lay_agreed(con, registry)
            due = punctuality.due_deliveries(registry, everything, settings.judged_on)
            con.from_df(due).create("agreed.due_delivery")
            con.from_df(punctuality.first_tries(everything)).create("agreed.first_try")
            tables = build.create_tables(con, WAREHOUSE / "core", "core")
            stewards.note(con, settings.data)
        publishing.settle(part, folder / f"{version}.duckdb")
        (folder / "building").write_text(f"{version}.duckdb", encoding="utf-8")
    return BuiltSchema(version, tuple(tables))


def build_metrics(settings: Settings) -> BuiltSchema:
    """One table per indicator in the warehouse that is being built."""
    path = _building(settings)
    with alone(path.parent), _open(settings, path) as con:
        tables = build.create_tables(con, WAREHOUSE / "metrics", "metrics")
    return BuiltSchema(path.stem, tuple(tables))


def publish(settings: Settings, registry: Registry, run: str = "") -> Publication:
    """Measure, disclose and publish for every audience; tells of the public's.

    Raises `PublicationRefused`, with the old publication still live. `run` is the id of the Dagster run that does it, so
    that a figure leads back to it.
    """
    path = _building(settings)
    known = metrics.load_metrics(WAREHOUSE / "metrics" / "metrics.yaml")
    everything = receipts.read_all(settings.data / "receipts")
    with alone(path.parent), _open(settings, path) as con:
        waits = waiting.measure_all(con, known)
        measured = measure.measure(con, known)
        if waits is not None:
            versions.compare(con, measured, waits)
        said = groundwork.known_claims(registry)
        around = audiences.surroundings(
            con, settings.data / "published", said, groundwork.known_releases(registry), measured
        )
        common = {
            "provenance": tracing.provenance(everything),
            "freshness": punctuality.freshness(registry, everything, settings.judged_on),
        }
        made = audiences.editions(measured, around, _of_sites_alone(registry, con), settings.threads)
        write = partial(
            publishing.write, con.cursor(), version=path.stem, built_at=datetime.now(UTC).replace(tzinfo=None),
            demo=settings.is_demo, code=code_version(), run=run,
        )  # fmt: skip
        written: list[tuple[Edition, publishing.Ready]] = []
        try:
            with ThreadPoolExecutor(1) as beside:  # while it is found what to hide
                inside = beside.submit(
                    contents.read, con.cursor(), registry, known, said, measured, common, settings.data / "published",
                    demo=settings.is_demo,
                )  # fmt: skip
                for each in _written(made, inside, write, settings.data / "published"):
                    written.append(each)  # noqa: PERF402 – of a list that failed halfway nothing would be known
            # All are audited and written before one is shown.
            published = [publishing.go_live(ready) for _, ready in written][-1]
        except (publishing.GateFailed, audiences.Leaking) as failed:
            for _, ready in written:
                ready.part.unlink(missing_ok=True)
            raise PublicationRefused(str(failed)) from failed
        except FileExistsError as error:
            raise PublicationRefused(f"{error}; build core and metrics first") from error
    publishing.point_to(path.parent, path.name)
    edition = written[-1][0]
    _forget_old(path.parent)
    return Publication(
        path.stem,
        published,
        len(edition.figures),
        int(edition.figures["hidden"].sum()),
        sum(len(claim.statements) for claim in said),
        edition.protection.withheld,
    )


def _written(
    made: Iterator[Edition], inside: Future[Contents], write: Callable[..., publishing.Ready], folder: Path
) -> Iterator[tuple[Edition, publishing.Ready]]:
    """Every edition once it stands in a file of its own; one is written while the next is worked out."""
    kopgroep: contents.Tables = {}
    writing: tuple[Edition, Future[publishing.Ready]] | None = None
    with ThreadPoolExecutor(1) as beside:
        for edition in made:
            tables = inside.result().of(edition, kopgroep)
            kopgroep = kopgroep or tables
            if writing:
                yield writing[0], writing[1].result()
            writing = edition, beside.submit(write, tables, folder / edition.audience.name, audience=edition.audience)
        if writing:
            yield writing[0], writing[1].result()


def warehouse(settings: Settings, *, built: bool) -> Path:
    """The warehouse that the live publication rests on, or the newest that was `built`, published or not.

    Raises `NoWarehouse`.
    """
    live = publishing.current(settings.data / "warehouse")
    note = settings.data / "warehouse" / "building"
    newest = _building(settings) if note.exists() else None
    if built and newest is not None and newest.exists():
        return newest
    if not built and live is not None and live.exists():
        return live
    if newest is None or not newest.exists():
        raise NoWarehouse(f"there is no warehouse in {settings.data} yet; `wlb run` makes one")
    raise NoWarehouse(
        f"what was accepted stands in warehouse {newest.stem}, of which nothing was published: the publication was refused or cut "
        "short, so no warehouse is live. Ask it with --on built; `wlb run` publishes again and says why it cannot"
    )


def prove(settings: Settings, registry: Registry) -> str:
    """The page with what every reader can infer about each hidden count, from the warehouse that is live; demo only."""
    if not settings.is_demo:
        raise PublicationRefused("the proof page tells real values, so it is made of the demo only")
    known = metrics.load_metrics(WAREHOUSE / "metrics" / "metrics.yaml")
    with alone(_building(settings).parent), _open(settings, _building(settings)) as con:
        measured = measure.measure(con, known)
        nothing_published = settings.data / "work" / "nothing"
        around = audiences.surroundings(
            con, nothing_published, groundwork.known_claims(registry), groundwork.known_releases(registry), measured
        )
        made = list(audiences.editions(measured, around, frozenset(), settings.threads))
    cells = benchmark_cells(measured)
    shown = [edition for edition in made if not edition.audience.name.startswith("site:")]
    return proof.page([(e.audience.name, e.audience.threshold, cells, e.protection) for e in shown])


def code_version() -> str:
    """The commit that this code is, with `-dirty` when it was changed since; the installed version where there is no repository."""
    command = ["git", "-C", str(ROOT), "describe", "--always", "--dirty", "--abbrev=12", "--exclude=*"]
    try:
        commit = subprocess.run(command, capture_output=True, text=True, check=True, timeout=10).stdout.strip()
    except (OSError, subprocess.SubprocessError):
        return installed_version("kopgroep-benchmark")
    return commit


@contextmanager
def _open(settings: Settings, path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection that is checkpointed and closed when the work is done, so that the file can be moved or read."""
    (settings.data / "work").mkdir(parents=True, exist_ok=True)
    config: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": settings.memory_limit, "threads": settings.threads, "temp_directory": str(settings.data / "work"),
        "autoinstall_known_extensions": False, "autoload_known_extensions": False,
    }  # fmt: skip
    con = duckdb.connect(str(path), config=config)
    try:
        yield con
        con.execute("checkpoint")
    finally:
        con.close()


def _building(settings: Settings) -> Path:
    note = settings.data / "warehouse" / "building"
    if not note.exists():
        raise PublicationRefused("there is no warehouse yet; build core first")
    return note.parent / note.read_text(encoding="utf-8").strip()


def _of_sites_alone(registry: Registry, con: duckdb.DuckDBPyConnection) -> frozenset[str]:
    """Indicators whose datasets no other party than a site delivers: there a site's own cells are its own data alone."""
    others = {
        dataset
        for partner, described in registry.deliveries.items()
        if not registry.parties[partner].locations
        for delivery in described.values()
        for dataset in delivery.datasets
    }
    rows = con.execute("select indicator, sources from agreed.indicator").fetchall()
    return frozenset(indicator for indicator, sources in rows if not others & set((sources or "").split(", ")))


def _forget_old(folder: Path) -> None:
    """A warehouse can always be built again: keep the live one and the one before."""
    for path in sorted(folder.glob("*.duckdb"))[:-KEEP_WAREHOUSES]:
        path.unlink()
    for path in folder.glob("*.tmp"):
        if path.stat().st_mtime < datetime.now(UTC).timestamp() - 86_400:
            path.unlink()
