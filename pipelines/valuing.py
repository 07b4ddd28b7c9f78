"""What the MKBA needs from the warehouse and from `sources/value` → its frames for one audience.

Computes nothing: see `pipelines.stages.appraise`.
"""

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


def frames(
    con: duckdb.DuckDBPyConnection, registry: Registry, known: tuple[Metric, ...], figures: pd.DataFrame
) -> dict[str, pd.DataFrame]:
    """The MKBA beside the figures that one audience may see; `con` is the warehouse with `metrics.*`."""
    costs = con.execute(f"select site, year, amount_eur, open_items from metrics.{appraise.INDICATOR}").df()
    return appraise.appraise(scenarios(registry, known), costs, figures, periods(con))


def beside_claims(
    con: duckdb.DuckDBPyConnection,
    claims: tuple[Claim, ...],
    measured: pd.DataFrame,
    worked_out: dict[str, pd.DataFrame],
) -> pd.DataFrame:
    """What was measured, with the computed ratio for each claim about one."""
    ratios = appraise.for_claims(claims, worked_out, periods(con))
    return measured if ratios.empty else pd.concat([measured, ratios], ignore_index=True)


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
