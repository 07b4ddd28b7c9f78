"""The figures that one audience may see → everything that pages show beside them and that follows from them alone.

`derive` takes no exact measurement, so nothing that is hidden can come back through it; of the curves over time, which are
exact, `incidence` lets through what no figure hides.
"""

import duckdb
import pandas as pd

from pipelines.metrics import Metric
from pipelines.stages.compare import compare
from pipelines.stages.conclude import conclude
from pipelines.stages.funnel_lines import funnel_lines
from pipelines.stages.incidence import curves, incidence, members
from pipelines.stages.opportunity import opportunities
from pipelines.stages.standardise import standardise
from pipelines.stages.trend import trend


def tables(
    con: duckdb.DuckDBPyConnection, figures: pd.DataFrame, metrics: tuple[Metric, ...], threshold: int
) -> dict[str, pd.DataFrame]:
    """Everything of `derive`, and the table incidence; needs `agreed.*`, `core.*` and what `measure` leaves behind."""
    locations = [str(place) for (place,) in con.execute("select location from agreed.location").fetchall()]
    levels = con.execute("select level from core.level where kind = 'level' order by position").fetchall()
    references = con.execute("select * from agreed.reference").df()
    return {
        "incidence": incidence(curves(con), members(con), figures, threshold),
        **derive(figures, metrics, locations, [str(level) for (level,) in levels], references),
    }


def derive(
    figures: pd.DataFrame,
    metrics: tuple[Metric, ...],
    locations: list[str],
    levels: list[str],
    references: pd.DataFrame,
) -> dict[str, pd.DataFrame]:
    """The published tables comparison, opportunity, conclusion, trend, standardised and funnel, by name.

    `figures` as `disclose` gives them for one audience; the families of `compare` are fixed to that audience.
    """
    comparison = compare(figures, metrics, locations, references)
    return {
        "comparison": comparison,
        "opportunity": opportunities(comparison, figures, metrics),
        "conclusion": conclude(figures, metrics),
        "trend": trend(figures, metrics),
        "standardised": standardise(figures, metrics, locations, levels, references),
        "funnel": funnel_lines(figures, metrics, locations),
    }
