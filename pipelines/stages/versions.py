"""A version of a definition that waits → the same figures as the live one, per cell beside it, and who moves.

Publishes nothing. Both are counted by the same `measure`, so a difference is a difference of definition and nothing else.
"""

from pathlib import Path

import duckdb
import pandas as pd

from pipelines.metrics import Metric
from pipelines.stages.build import create_tables
from pipelines.stages.measure import CELL, measure

VERSIONS_SQL = Path(__file__).resolve().parents[2] / "warehouse" / "versions"
COUNTS = ("numerator", "denominator", "not_evaluable", "excluded")


def measure_waiting(con: duckdb.DuckDBPyConnection, waiting: tuple[Metric, ...], folder: Path) -> pd.DataFrame:
    """Build the waiting versions of `folder` in schema `shadow` and measure them; columns as `measure.measure` gives.

    Uses the tables that `measure` uses, so the live definitions are measured after it. Raises `BuildError` or duckdb's
    own error when the waiting SQL does not run.
    """
    create_tables(con, folder, "shadow")
    measured = measure(con, waiting, schema="shadow")
    con.execute("create or replace table shadow.leaf as from metrics.leaf")
    return measured


def compare(
    con: duckdb.DuckDBPyConnection, live: pd.DataFrame, waiting: pd.DataFrame, folder: Path = VERSIONS_SQL
) -> None:
    """Leave `versions.cell` and `versions.move` behind; both frames as `measure.measure` gives them. `metrics.leaf` is the live one."""
    indicators = set(waiting["indicator"])
    for name, measured in (("live", live), ("waiting", waiting)):
        chosen = measured[(measured["ask"] == "benchmark") & measured["indicator"].isin(indicators)]
        con.register("frame", chosen[[name for name in CELL if name != "ask"] + [*COUNTS, "value"]])
        con.execute(f"create or replace table shadow.{name} as from frame")
        con.unregister("frame")
    create_tables(con, folder, "versions")
