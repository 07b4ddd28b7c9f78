"""A published figure → everything it rests on: deliveries with their receipts, SQL in order, definition, code and run.

Computes no figure. Holds files and counts of rows, never a person; the counts are for stewards, since a small file's
count may be a count of people. A hidden figure is traced like any other: what it rests on does not tell what it is.
What was worked out of published figures (a ratio, a comparison, a trend) leads to those figures, and with them to files.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

import pandas as pd

from pipelines import receipts
from pipelines.behind import MADE, RATIOS, Row, behind
from pipelines.ledger import ABOUT, Ledger, published
from pipelines.receipts import Receipt
from pipelines.settings import ROOT, WAREHOUSE
from pipelines.stages import lineage
from pipelines.stages.build import read_sources

COUNTED = ("figure", "claim", *RATIOS)
"""Tables whose rows count deliveries of their own: their indicator has SQL. All others follow from published figures alone."""
ALSO = {"claim": ("sources/claims.yaml", "pipelines/stages/claim/verdict.py")}
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
    """One figure and all that it rests on; `figure` says in which published table it stands.

    `rests_on` holds the published figures it was worked out of; `sql` paths in the repository, in the order in which they
    run; `also` what decides beside the SQL: agreements, assumptions and the code that works out.
    """

    figure: Row
    rests_on: tuple[Row, ...]
    definition: Mapping[str, Any]
    datasets: tuple[str, ...]
    deliveries: tuple[Resting, ...]
    sql: tuple[str, ...]
    also: tuple[str, ...]
    as_of: Mapping[str, date]
    publication: Mapping[str, Any]
    changed_since: bool
    """True when the SQL of a definition is no longer what it was when this was published."""


def provenance(everything: list[Receipt]) -> pd.DataFrame:
    """The rows of `published.provenance`: every delivery that counts, a row per dataset in it; without counts of rows."""
    rows = [
        (one.partner, one.delivery, one.period, one.delivery_id, dataset, datetime.fromisoformat(one.arrived_at).replace(tzinfo=None))
        for one in receipts.effective(everything)
        for dataset in one.files
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=["partner", "delivery", "period", "delivery_id", "dataset", "arrived_at"])


def find(ledger: Ledger, table: str | None = None, **asked: str | None) -> Row:
    """The one thing in a published table that `asked` names; raises `NoSuchFigure`. What is not given must follow from the rest.

    Without `table` a claim is looked for among claims, the ratio among the rows of the MKBA, and all else among figures.
    """
    if table is None:
        kind = ledger.indicators.get(asked.get("indicator") or "", {}).get("kind")
        table = "claim" if asked.get("claim") else "value" if kind == "value" else "figure"
    if table not in (*COUNTED, *MADE):
        raise NoSuchFigure(
            f"there is no table '{table}' with figures; there are: {', '.join(sorted({*COUNTED, *MADE}))}"
        )
    left = list(ledger.figures if table == "figure" else published(ledger.path, table))
    for name in ABOUT:
        if (wanted := asked.get(name)) is None:
            continue
        there = list(dict.fromkeys(str(row[name]) for row in left))
        left = [row for row in left if row[name] == wanted]
        if not left:
            raise NoSuchFigure(
                f"no such figure was published: {name} '{wanted}'; there are: {', '.join(sorted(there))}"
            )
    if len(left) > 1:
        lacking = next(name for name in ABOUT if len({row[name] for row in left}) > 1)
        there = sorted({str(row[lacking]) for row in left})
        raise NoSuchFigure(f"{len(left)} figures fit; choose a {lacking}: {', '.join(there)}")
    if not left:
        raise NoSuchFigure(f"nothing is published in {table}")
    return left[0]


def trace(ledger: Ledger, figure: Row, *, steward: bool = False) -> Traced:
    """Everything that one published figure rests on; row counts only for a steward."""
    table = figure["table"]
    worked_out = "value" if ledger.is_ratio(figure) and figure["cohort"] != "all" else table
    parts = behind(worked_out, figure, ledger.figures, ledger.benefits) if worked_out in MADE else ()
    counted = (figure, *parts) if table in COUNTED else parts
    found: dict[tuple[str, str], Resting] = {}
    for one in counted:
        for resting in _resting_on(ledger, one, steward):
            key = resting.delivery_id, resting.dataset
            if found.setdefault(key, resting).part == "linking":
                found[key] = resting
    definitions = {one["indicator"]: ledger.indicators[one["indicator"]] for one in (figure, *parts)}
    definition = definitions[figure["indicator"]]
    datasets = {name for one in counted for name in ledger.datasets(one["indicator"])}
    return Traced(
        figure,
        parts,
        {name: definition[name] for name in ("indicator", "label_nl", "version", "adopted_on", "owner")},
        tuple(sorted(datasets)),
        tuple(sorted(found.values(), key=lambda one: (one.part, one.partner, one.dataset, one.period))),
        _sql(ledger, {one["indicator"] for one in counted}, ("figure", table) if parts else (table,)),
        _also(figure, worked_out),
        {
            place["location"]: ledger.as_of[place["location"]]
            for place in ledger.members(counted)
            if place["location"] in ledger.as_of
        },
        {name: ledger.publication.get(name) for name in ("version", "built_at", "code", "run", "audience", "demo")},
        any(_changed(ledger, name, told["sql"]) for name, told in definitions.items()),
    )


def _resting_on(ledger: Ledger, figure: Row, steward: bool) -> Iterator[Resting]:
    """The deliveries that can change one counted figure."""
    datasets = ledger.datasets(figure["indicator"])
    own = {place["partner"] for place in ledger.members((figure,))}
    other_sites = {place["partner"] for place in ledger.places if place["partner"]} - own
    for row in ledger.provenance:
        elsewhere = row["partner"] in other_sites
        if elsewhere and (not datasets or row["dataset"] not in ledger.linking):
            continue  # what another site delivers about its own people cannot change this figure
        if datasets and row["dataset"] not in datasets:
            continue  # a figure without datasets is about the deliveries themselves, and rests on all of them
        yield _resting(ledger, row, "linking" if elsewhere else "counted", steward)


def _sql(ledger: Ledger, indicators: set[str], tables: tuple[str, ...]) -> tuple[str, ...]:
    """What runs: the tables behind every definition, their adding up, and the columns that are published."""
    needed = {source.path for name in indicators for source in lineage.files(f"metrics.{name}", ledger.sources)}
    files = [source.path for source in ledger.sources.values() if source.path in needed]
    files += [source.path for source in read_sources(WAREHOUSE / "measured", "measured")]
    files += [source.path for source in read_sources(WAREHOUSE / "published", "published") if source.name in tables]
    return tuple(path.relative_to(ROOT).as_posix() for path in files)


def _also(figure: Row, worked_out: str) -> tuple[str, ...]:
    """Agreements, assumptions and code beside the SQL."""
    return (
        *((f"sources/value/{figure['scenario']}.yaml",) if figure["scenario"] else ()),
        *ALSO.get(figure["table"], ()),
        *(MADE[worked_out].code if worked_out in MADE else ()),
    )


def _changed(ledger: Ledger, indicator: str, then: str) -> bool:
    now = ledger.sources.get(f"metrics.{indicator}")
    return now is None or now.sql != then


def _resting(ledger: Ledger, row: Row, part: Literal["counted", "linking"], steward: bool) -> Resting:
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
