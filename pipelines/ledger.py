"""A publication and the receipts beside it → everything that can be traced, read once; both are only read.

Resolves nothing (see `tracing`) and holds no person: figures, places, files and SQL.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb

from pipelines import receipts
from pipelines.behind import CELL, RATIOS, Row
from pipelines.receipts import Receipt
from pipelines.settings import WAREHOUSE
from pipelines.stages import lineage
from pipelines.stages.build import Source

SHOWN = ("hidden", "numerator", "denominator", "not_evaluable", "value", "status", "definition_version")
SCENARIO = "scenario_set || '_' || scenario_version"
ABOUT = (*CELL, "scenario", "claim")
"""What tells one published thing from another, whatever table it stands in."""
RATIO = "(select {} from published.indicator where kind = 'value')"


@dataclass(frozen=True)
class Ledger:
    """One publication and the receipts beside it, read once."""

    path: Path
    figures: tuple[Row, ...]
    benefits: tuple[Row, ...]
    indicators: Mapping[str, Row]
    places: tuple[Row, ...]
    parties: Mapping[str, str]
    provenance: tuple[Row, ...]
    as_of: Mapping[str, date]
    publication: Mapping[str, Any]
    receipts: Mapping[str, Receipt]
    sources: Mapping[str, Source]
    linking: frozenset[str]
    """The datasets that tell who is one person."""

    def datasets(self, indicator: str) -> tuple[str, ...]:
        """The delivered datasets that can change an indicator."""
        return tuple(name.strip() for name in self.indicators[indicator]["sources"].split(",") if name.strip())

    def members(self, figures: tuple[Row, ...]) -> tuple[Row, ...]:
        """The locations that figures are about."""
        asked = {figure["location"] for figure in figures}
        return tuple(
            place for place in self.places
            if place["kind"] == "location" and any(_belongs(place, location) for location in asked)
        )  # fmt: skip

    def is_ratio(self, figure: Row) -> bool:
        """True for the MKBA, also where a claim stands beside it: worked out of other figures, and counted in euros itself."""
        return figure["table"] in (*RATIOS, "claim") and bool(self.indicators[figure["indicator"]]["kind"] == "value")


def open_ledger(publication: Path, data: Path) -> Ledger:
    """What a publication and the receipts of the same data folder say; both are only read."""
    indicators = _read(
        publication,
        "select indicator, kind, label_nl, version, adopted_on, owner, sources, sql from published.indicator",
    )
    parties = _read(publication, "select partner, name from published.party")
    as_of = _read(publication, "select location, as_of from published.publication_as_of")
    (own,) = _read(publication, "select * from published.publication")
    sources = lineage.read(WAREHOUSE)
    return Ledger(
        publication,
        published(publication, "figure"),
        _read(publication, f"select distinct indicator, role, {SCENARIO} as scenario from published.value_benefit"),
        {row["indicator"]: row for row in indicators},
        _read(publication, "select location, site, partner, kind from published.location"),
        {row["partner"]: row["name"] for row in parties},
        _read(publication, "select partner, delivery, period, delivery_id, dataset from published.provenance"),
        {row["location"]: row["as_of"] for row in as_of},
        own,
        {receipt.delivery_id: receipt for receipt in receipts.read_all(data / "receipts") if receipt.is_accepted},
        sources,
        frozenset(lineage.datasets("core.person", sources)),
    )


def published(publication: Path, table: str = "figure") -> tuple[Row, ...]:
    """What one published table (`figure`, `claim` or a table of `MADE`) has figures about, a row per thing to trace.

    A curve or a line is one thing. Columns are those of a figure; what a table does not tell is None.
    """
    known = dict.fromkeys((*ABOUT, *SHOWN), "null") | {name: name for name in CELL} | {"table": f"'{table}'"}
    if table in ("figure", "claim"):
        known |= {name: name for name in SHOWN}
    if table == "claim":
        known |= {
            "claim": "claim", "cohort": "coalesce(cohort, 'all')", "level": "'all'", "hidden": "false", "status": "verdict",
            "definition_version": "(select version from published.indicator as i where i.indicator = t.indicator)",
        }  # fmt: skip
    if table == "funnel":
        known |= {"location": "'all'", "level": "'all'"}
    if table in RATIOS:
        known |= {
            "scenario": SCENARIO, "indicator": RATIO.format("indicator"), "level": "'all'", "role": "'all'", "hidden": "false",
            "definition_version": RATIO.format("version"),
        }  # fmt: skip
    if table == "value":
        known |= {
            "status": "status", "hidden": "status = 'hidden'", "numerator": "benefits_eur", "denominator": "costs_eur",
            "value": "ratio",
        }  # fmt: skip
    columns = ", ".join(f"{told} as {name}" for name, told in known.items())
    return _read(
        publication, f"select distinct {columns} from published.{table} as t where {known['indicator']} is not null"
    )


def _belongs(place: Row, location: str) -> bool:
    return location in ("all", place["location"], place["site"])


def _read(publication: Path, query: str) -> tuple[Row, ...]:
    with duckdb.connect() as con:
        con.execute("attach $1 as published (read_only)", [str(publication)])
        result = con.execute(query)
        names = [column[0] for column in result.description or ()]
        return tuple(dict(zip(names, map(_plain, row), strict=True)) for row in result.fetchall())


def _plain(value: object) -> object:
    """A count as a count, a moment to the second."""
    if isinstance(value, datetime):
        return value.replace(microsecond=0)
    return int(value) if isinstance(value, float) and value.is_integer() else value
