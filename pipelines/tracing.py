"""A published figure → everything it rests on: deliveries with their receipts, SQL in order, definition, code and run.

Computes no figure. Holds files and counts of rows, never a person; the counts are for stewards, since a small file's
count may be a count of people. A hidden figure is traced like any other: what it rests on does not tell what it is.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Literal

import duckdb
import pandas as pd

from pipelines import receipts
from pipelines.receipts import Receipt
from pipelines.settings import ROOT, WAREHOUSE
from pipelines.stages import lineage
from pipelines.stages.build import Source, read_sources

CELL = ("indicator", "location", "cohort", "level", "role")
AFTER = (("measured", None), ("published", "figure"))
"""What every figure passes after its own definition: the adding up, and the columns that are published."""
COUNTED_IN = ("source_rows", "used", "quarantined")


class NoSuchFigure(Exception):
    """Nothing like this was published; the sentence says what there is."""


@dataclass(frozen=True)
class Resting:
    """One delivery that a figure rests on. `part` is `linking` when it can only change whose a record is."""

    partner: str
    partner_name: str
    delivery: str
    dataset: str
    period: str
    delivery_id: str
    part: Literal["counted", "linking"]
    file: str | None
    arrived_at: str | None
    complete_until: str | None
    sha256: str | None
    run: str | None
    rows: Mapping[str, int] | None
    """For stewards only: rows in the file, rows used, rows set apart."""


@dataclass(frozen=True)
class Traced:
    """One figure and all that it rests on. `sql` holds paths in the repository, in the order in which they run."""

    figure: Mapping[str, Any]
    definition: Mapping[str, Any]
    datasets: tuple[str, ...]
    deliveries: tuple[Resting, ...]
    sql: tuple[str, ...]
    as_of: Mapping[str, date]
    publication: Mapping[str, Any]
    changed_since: bool
    """True when the SQL of the definition is no longer what it was when this was published."""


@dataclass(frozen=True)
class Ledger:
    """One publication and the receipts beside it, read once."""

    figures: tuple[dict[str, Any], ...]
    indicators: Mapping[str, dict[str, Any]]
    places: tuple[dict[str, Any], ...]
    parties: Mapping[str, str]
    provenance: tuple[dict[str, Any], ...]
    as_of: Mapping[str, date]
    publication: Mapping[str, Any]
    receipts: Mapping[str, Receipt]
    sources: Mapping[str, Source]


def provenance(everything: list[Receipt]) -> pd.DataFrame:
    """The rows of `published.provenance`: every delivery that counts, a row per dataset in it; without counts of rows."""
    rows = [
        (one.partner, one.delivery, one.period, one.delivery_id, dataset, datetime.fromisoformat(one.arrived_at).replace(tzinfo=None))
        for one in receipts.effective(everything)
        for dataset in one.files
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=["partner", "delivery", "period", "delivery_id", "dataset", "arrived_at"])


def open_ledger(publication: Path, data: Path) -> Ledger:
    """What a publication and the receipts of the same data folder say; both are only read."""
    with duckdb.connect() as con:
        con.execute("attach $1 as published (read_only)", [str(publication)])
        columns = ", ".join(
            (*CELL, "hidden", "numerator", "denominator", "not_evaluable", "value", "status", "definition_version")
        )
        figures = _rows(con, f"select {columns} from published.figure")
        indicators = _rows(
            con, "select indicator, label_nl, version, adopted_on, owner, sources, sql from published.indicator"
        )
        places = _rows(con, "select location, site, partner, kind from published.location")
        parties = _rows(con, "select partner, name from published.party")
        provenance = _rows(con, "select partner, delivery, period, delivery_id, dataset from published.provenance")
        as_of = _rows(con, "select location, as_of from published.publication_as_of")
        (own,) = _rows(con, "select * from published.publication")
    return Ledger(
        tuple(figures),
        {row["indicator"]: row for row in indicators},
        tuple(places),
        {row["partner"]: row["name"] for row in parties},
        tuple(provenance),
        {row["location"]: row["as_of"] for row in as_of},
        own,
        {receipt.delivery_id: receipt for receipt in receipts.read_all(data / "receipts") if receipt.is_accepted},
        lineage.read(WAREHOUSE),
    )


def find(ledger: Ledger, **cell: str | None) -> dict[str, Any]:
    """The one published figure that `cell` names; raises `NoSuchFigure`. A role that is not given must follow from the rest."""
    left = list(ledger.figures)
    for name in CELL:
        if (asked := cell.get(name)) is None:
            continue
        there = list(dict.fromkeys(str(row[name]) for row in left))
        left = [row for row in left if row[name] == asked]
        if not left:
            raise NoSuchFigure(f"no such figure was published: {name} '{asked}'; there are: {', '.join(sorted(there))}")
    if len(left) > 1:
        lacking = next(name for name in CELL if len({row[name] for row in left}) > 1)
        there = sorted({str(row[lacking]) for row in left})
        raise NoSuchFigure(f"{len(left)} figures fit; choose a {lacking}: {', '.join(there)}")
    return left[0]


def trace(ledger: Ledger, figure: Mapping[str, Any], *, steward: bool = False) -> Traced:
    """Everything that one published figure rests on; row counts only for a steward."""
    definition = ledger.indicators[figure["indicator"]]
    datasets = tuple(name.strip() for name in definition["sources"].split(",") if name.strip())
    members = [place for place in ledger.places if place["kind"] == "location" and _belongs(place, figure["location"])]
    own = {place["partner"] for place in members}
    other_sites = {place["partner"] for place in ledger.places if place["partner"]} - own
    linking = set(lineage.datasets("core.person", ledger.sources))
    resting = []
    for row in ledger.provenance:
        elsewhere = row["partner"] in other_sites
        if elsewhere and (not datasets or row["dataset"] not in linking):
            continue  # what another site delivers about its own people cannot change this figure
        if datasets and row["dataset"] not in datasets:
            continue  # a figure without datasets is about the deliveries themselves, and rests on all of them
        resting.append(_resting(ledger, row, "linking" if elsewhere else "counted", steward))
    table = f"metrics.{figure['indicator']}"
    files = [source.path for source in lineage.files(table, ledger.sources)]
    for schema, only in AFTER:
        files += [one.path for one in read_sources(WAREHOUSE / schema, schema) if only in (None, one.name)]
    now = ledger.sources.get(table)
    return Traced(
        figure,
        {name: definition[name] for name in ("indicator", "label_nl", "version", "adopted_on", "owner")},
        datasets,
        tuple(sorted(resting, key=lambda one: (one.part, one.partner, one.dataset, one.period))),
        tuple(path.relative_to(ROOT).as_posix() for path in files),
        {place["location"]: ledger.as_of[place["location"]] for place in members if place["location"] in ledger.as_of},
        {name: ledger.publication.get(name) for name in ("version", "built_at", "code", "run", "audience", "demo")},
        now is None or now.sql != definition["sql"],
    )


def _belongs(place: Mapping[str, Any], location: str) -> bool:
    return location in ("all", place["location"], place["site"])


def _resting(ledger: Ledger, row: Mapping[str, Any], part: Literal["counted", "linking"], steward: bool) -> Resting:
    receipt = ledger.receipts.get(row["delivery_id"])
    return Resting(
        **{name: row[name] for name in ("partner", "delivery", "dataset", "period", "delivery_id")},
        partner_name=ledger.parties.get(row["partner"], row["partner"]),
        part=part,
        file=receipt.file if receipt else None,
        arrived_at=receipt.arrived_at if receipt else None,
        complete_until=receipt.covers_until or None if receipt else None,
        sha256=receipt.sha256 if receipt else None,
        run=receipt.run or None if receipt else None,
        rows={name: getattr(receipt, name) for name in COUNTED_IN} if receipt and steward else None,
    )


def _rows(con: duckdb.DuckDBPyConnection, query: str) -> list[dict[str, Any]]:
    result = con.execute(query)
    names = [column[0] for column in result.description or ()]
    return [dict(zip(names, map(_plain, row), strict=True)) for row in result.fetchall()]


def _plain(value: object) -> object:
    """A count as a count, a moment to the second."""
    if isinstance(value, datetime):
        return value.replace(microsecond=0)
    return int(value) if isinstance(value, float) and value.is_integer() else value
