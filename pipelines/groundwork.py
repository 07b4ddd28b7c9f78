"""What the SQL of core and metrics stands on: `accepted.*` over the files that receipts name, `agreed.*` from `sources/`.

Changes nothing that was accepted, and knows of no indicator what it counts.
"""

from dataclasses import asdict
from pathlib import Path

import duckdb
import pandas as pd

from pipelines import claims, metrics, reference, releases, school_holidays, sql
from pipelines.contracts import SQL_TYPES, Contract
from pipelines.receipts import Receipt
from pipelines.registry import Registry
from pipelines.settings import SOURCES, WAREHOUSE, Settings
from pipelines.stages import lineage

ORIGIN = ("partner", "delivery_id", "period", "source_file", "source_sheet")
DELIVERY = (
    "delivery_id varchar, partner varchar, delivery varchar, period varchar, kind varchar, covers_from date, "
    "covers_until date, arrived_at timestamp, accepted_at timestamp, effective boolean, quarantined bigint"
)


def lay_accepted(
    con: duckdb.DuckDBPyConnection, settings: Settings, registry: Registry, counted: list[Receipt]
) -> None:
    """`accepted.<dataset>` over exactly the files that receipts name; a dataset that nobody delivered is empty, not absent."""
    con.execute("create schema accepted")
    for contract in registry.contracts.values():
        files = [settings.data / "accepted" / r.files[contract.id] for r in counted if contract.id in r.files]
        con.execute(f"create view accepted.{contract.id} as {_typed_rows(contract, files)}")
    con.execute(f"create table accepted.delivery ({DELIVERY})")
    rows = [
        (r.delivery_id, r.partner, r.delivery, r.period, r.kind, r.covers_from, r.covers_until,
         r.arrived_at[:19], r.processed_at[:19], True, r.quarantined)
        for r in counted
    ]  # fmt: skip
    if rows:
        con.executemany("insert into accepted.delivery values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)


def _typed_rows(contract: Contract, files: list[Path]) -> str:
    columns = [(column.name, SQL_TYPES[column.type]) for column in contract.kept]
    columns += [*((name, "varchar") for name in ORIGIN), ("source_row", "bigint")]
    none = ", ".join(f"null::{kind} as {sql.name(name)}" for name, kind in columns)
    listed = ", ".join(sql.name(name) for name, _ in columns)
    empty = f"select {none} where false"
    if not files:
        return empty
    paths = sql.texts(str(file) for file in files)
    read = f"read_parquet([{paths}], union_by_name = true, hive_partitioning = false)"
    return f"select {listed} from ({empty} union all by name select * from {read})"


def lay_agreed(con: duckdb.DuckDBPyConnection, registry: Registry) -> None:
    """`agreed.*`: what sources/ and metrics.yaml say, for SQL to join with."""
    con.execute("create schema agreed")
    parties = registry.parties.values()
    tables = {
        "location": pd.DataFrame(
            [
                (place.id, place.name, party.id, party.place, party.id, place.since, place.region)
                for party in parties
                for place in party.locations
            ],
            columns=["location", "label", "site", "site_label", "partner", "since", "region"],
        ),
        "party": pd.DataFrame(
            [(p.id, p.name, p.kind, p.place, p.role_nl, p.role_en, p.mailbox, bool(p.delivers)) for p in parties],
            columns=["partner", "name", "kind", "place", "role_nl", "role_en", "mailbox", "delivers"],
        ),
        "code": pd.DataFrame(
            [
                (name, *asdict(term).values())
                for name, terms in registry.vocabularies.items()
                for term in terms.values()
            ],
            columns=["vocabulary", "code", "nl", "en"],
        ),
        "delivery_plan": pd.DataFrame(
            [
                (partner, delivery_id, dataset, delivery.decides_as_of)
                for partner, described in registry.deliveries.items()
                for delivery_id, delivery in described.items()
                for dataset in delivery.datasets
            ],
            columns=["partner", "delivery", "dataset", "decides_as_of"],
        ),
        "claim": claims.selection_frame(known_claims(registry)),
        "indicator": _indicators(),
        "school_holiday": school_holidays.load_holidays(SOURCES / "calendar" / "school_holidays.csv"),
        "reference": reference.load_reference(SOURCES / "reference" / "national.csv"),
        "crebo_succession": reference.load_succession(SOURCES / "reference" / "crebo_succession.csv"),
    }
    for name, frame in tables.items():
        con.from_df(frame).create(f"agreed.{name}")


def _indicators() -> pd.DataFrame:
    folder = WAREHOUSE / "metrics"
    known = metrics.load_metrics(folder / "metrics.yaml")
    sources = lineage.read(WAREHOUSE)
    datasets = {metric.indicator: lineage.datasets(f"metrics.{metric.indicator}", sources) for metric in known}
    return metrics.indicator_frame(known, folder, datasets)


def known_claims(registry: Registry) -> tuple[claims.Claim, ...]:
    """What was said in public, as `sources/claims.yaml` has it."""
    return claims.load_claims(SOURCES / "claims.yaml", *_names(registry))


def known_releases(registry: Registry) -> tuple[releases.Release, ...]:
    """The 0 % and 100 % of its own that a site decided to show; none without such a file."""
    path = SOURCES / "releases.yaml"
    return releases.load_releases(path, *_names(registry)) if path.exists() else ()


def _names(registry: Registry) -> tuple[frozenset[str], frozenset[str]]:
    """Every indicator, and every location and site."""
    known = metrics.load_metrics(WAREHOUSE / "metrics" / "metrics.yaml")
    sites = [party for party in registry.parties.values() if party.locations]
    places = {place.id for party in sites for place in party.locations} | {party.id for party in sites}
    return frozenset(metric.indicator for metric in known), frozenset(places)
