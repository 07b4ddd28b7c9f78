"""The figures of one audience → every table of its publication.

What all publications are made of is read once; knows which tables there are, and computes nothing itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pandas as pd

from pipelines import audiences, valuing
from pipelines.audiences import Edition
from pipelines.claims import Claim
from pipelines.metrics import Metric
from pipelines.registry import Registry
from pipelines.stages import derive
from pipelines.stages.claim import verdict
from pipelines.stages.disclose.figures import KOPGROEP, PUBLIC

Tables = Mapping[str, pd.DataFrame]


@dataclass(frozen=True)
class Contents:
    """What every publication is made of, besides the figures of its audience."""

    metrics: tuple[Metric, ...]
    agreed: derive.Agreed
    exact: derive.Exact
    appraising: valuing.Appraising
    claims: tuple[Claim, ...]
    claimed: pd.DataFrame
    """What was measured for claims, which repeat what the partnership published itself."""
    common: Tables
    """Tables that are the same for every audience."""
    before: Mapping[str, Tables]
    """The curves in the live publication of each audience."""
    demo: bool

    def of(self, edition: Edition, kopgroep: Tables) -> Tables:
        """The tables of one edition; `kopgroep` are those of the edition that a site's is like (see `Edition.differs`)."""
        if edition.differs is not None and not edition.differs:
            return kopgroep
        alike = None if edition.differs is None else derive.Alike(kopgroep, edition.differs)
        worked_out = self.appraising.frames(edition.figures)
        told = self.appraising.beside_claims(self.claims, self.claimed, worked_out)
        return {
            **self.common,
            **worked_out,
            "figure": edition.figures,
            "claim": verdict.check(self.claims, told, self.demo),
            **derive.tables(
                edition.figures, self.metrics, edition.audience, self.agreed, self.exact, alike, kopgroep,
                self.before.get(edition.audience.name),
            ),
        }  # fmt: skip


def read(
    con: duckdb.DuckDBPyConnection,
    registry: Registry,
    metrics: tuple[Metric, ...],
    claims: tuple[Claim, ...],
    measured: pd.DataFrame,
    common: Tables,
    published: Path,
    *,
    demo: bool,
) -> Contents:
    """Read what `Contents` holds; `con` is the warehouse after `measure`, and `measured` what that gave."""
    before = {one.name: audiences.drawn_before(published / one.name) for one in (KOPGROEP, PUBLIC)}
    return Contents(
        metrics, derive.agreed(con), derive.exact(con), valuing.read(con, registry, metrics), claims,
        measured[measured["ask"] != "benchmark"], common, before, demo,
    )  # fmt: skip
