"""What the MKBA needs from the warehouse and from `sources/value` → its frames for each audience.

Computes nothing: see `pipelines.stages.appraise`.
"""

from dataclasses import dataclass
from pathlib import Path

import duckdb
import pandas as pd

from pipelines.claims import Claim
from pipelines.metrics import Metric
from pipelines.registry import Registry
from pipelines.scenarios import ScenarioSet, load_scenarios
from pipelines.settings import SOURCES
from pipelines.stages import appraise
from pipelines.stages.appraise import Period


@dataclass(frozen=True)
class Appraising:
    """What the MKBA of every audience is made of, besides its figures."""

    scenarios: tuple[ScenarioSet, ...]
    costs: pd.DataFrame
    periods: tuple[Period, ...]

    def frames(self, figures: pd.DataFrame) -> dict[str, pd.DataFrame]:
        """The MKBA beside the figures that one audience may see."""
        return appraise.appraise(self.scenarios, self.costs, figures, self.periods)

    def beside_claims(
        self, claims: tuple[Claim, ...], measured: pd.DataFrame, worked_out: dict[str, pd.DataFrame]
    ) -> pd.DataFrame:
        """What was measured, with the computed ratio for each claim about one."""
        ratios = appraise.for_claims(claims, worked_out, self.periods)
        return measured if ratios.empty else pd.concat([measured, ratios], ignore_index=True)


def read(con: duckdb.DuckDBPyConnection, registry: Registry, known: tuple[Metric, ...]) -> Appraising:
    """Costs and periods from `con`, the warehouse with `metrics.*`, and the scenario sets."""
    costs = con.execute(f"select site, year, amount_eur, open_items from metrics.{appraise.INDICATOR}").df()
    return Appraising(scenarios(registry, known), costs, periods(con))


def scenarios(
    registry: Registry, known: tuple[Metric, ...], folder: Path = SOURCES / "value"
) -> tuple[ScenarioSet, ...]:
    """Every scenario set, checked against what there is to count, the sites and who may pay."""
    sites = frozenset(party.id for party in registry.parties.values() if party.locations)
    kinds = tuple((metric.indicator, metric.kind) for metric in known)
    return load_scenarios(folder, kinds, sites, frozenset(registry.vocabularies["funder"]))


def periods(con: duckdb.DuckDBPyConnection) -> tuple[Period, ...]:
    """The school years and pools of three, with their first and last day."""
    rows = con.execute(
        "select cohort, starts_on, ends_on from core.cohort where kind in ('year', 'pool') order by starts_on, cohort"
    ).fetchall()
    return tuple(Period(*row) for row in rows)
