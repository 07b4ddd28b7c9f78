"""The figures that one audience may see → everything that pages show beside them and that follows from them alone.

`derive` takes no exact measurement, so nothing that is hidden can come back through it; of what is `Exact`, curves let through
the days that nobody can narrow a count with (`disclose/steps.py`), `monthly` whole years of months, and `sensitivity` one count
of everything together.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import duckdb
import pandas as pd

from pipelines.metrics import Metric
from pipelines.stages import incidence, measure
from pipelines.stages.compare import compare
from pipelines.stages.conclude import conclude
from pipelines.stages.disclose.curves import disclose_curves
from pipelines.stages.disclose.figures import Audience
from pipelines.stages.funnel_lines import funnel_lines
from pipelines.stages.monthly import monthly, shown
from pipelines.stages.opportunity import opportunities
from pipelines.stages.sensitivity import long_illness, sensitivity
from pipelines.stages.standardise import standardise
from pipelines.stages.trend import trend, trend_by_month

Tables = dict[str, pd.DataFrame]
CURVES = ("survival", "incidence")
"""The tables of curves over time."""


@dataclass(frozen=True)
class Agreed:
    """What was agreed about places, levels and national figures, for everything that is derived."""

    locations: list[str]
    levels: list[str]
    references: pd.DataFrame


@dataclass(frozen=True)
class Exact:
    """What is drawn beside figures before anything of it is hidden; read once for all audiences."""

    survival: pd.DataFrame
    incidence: incidence.Followed
    supplied: pd.DataFrame
    """What suppliers know of the people in curves themselves."""
    months: pd.DataFrame
    ill: pd.DataFrame


@dataclass(frozen=True)
class Alike:
    """An edition that another one is like, but for figures of some indicators at some places: what of it stays the same.

    What follows from the figures of one indicator at one place is worked out again only there.
    """

    tables: Mapping[str, pd.DataFrame]
    differs: frozenset[tuple[str, str]]
    """Indicator and location; never of all places together, which each place is held against."""

    def concerned(self, figures: pd.DataFrame) -> pd.DataFrame:
        """The figures of which something is to be worked out again, and those they are held against."""
        everywhere = figures["location"].eq("all") & figures["indicator"].isin({name for name, _ in self.differs})
        return figures[self._differ(figures) | everywhere]

    def completed(self, name: str, again: pd.DataFrame) -> pd.DataFrame:
        """A table with the rows that were worked out again in the place of what the other edition says there."""
        before = self.tables[name]
        parts = [before[~self._differ(before)], again[self._differ(again)]]
        return pd.concat([part for part in parts if len(part)] or [before], ignore_index=True)

    def _differ(self, rows: pd.DataFrame) -> "pd.Series[bool]":
        return (rows["indicator"] + " " + rows["location"]).isin({f"{name} {place}" for name, place in self.differs})


def agreed(con: duckdb.DuckDBPyConnection) -> Agreed:
    """Read `agreed.*` and `core.level`."""
    locations = [str(place) for (place,) in con.execute("select location from agreed.location").fetchall()]
    levels = con.execute("select level from core.level where kind = 'level' order by position").fetchall()
    return Agreed(locations, [str(level) for (level,) in levels], con.execute("select * from agreed.reference").df())


def exact(con: duckdb.DuckDBPyConnection) -> Exact:
    """Read `core.*` and what `measure` left behind."""
    supplied = incidence.supplied(con)
    return Exact(measure.curves(con), incidence.followed(con, supplied), supplied, monthly(con), long_illness(con))


def tables(
    figures: pd.DataFrame,
    metrics: tuple[Metric, ...],
    audience: Audience,
    known: Agreed,
    drawn: Exact,
    alike: Alike | None = None,
    among: Mapping[str, pd.DataFrame] | None = None,
    before: Mapping[str, pd.DataFrame] | None = None,
) -> Tables:
    """Everything of `derive`, and the tables survival, incidence, sensitivity and trend_by_month.

    With `alike`, an edition with the same threshold, only what differs from it is worked out again; curves do not differ, so
    that nobody has two to lay together. For the same reason they have no days that are not in the curves of `among`, the tables
    of who sees more, nor days of the same people that are not `before`, in the earlier publication for this audience.
    """
    concerned = alike.concerned(figures) if alike else figures
    by_place = {
        "trend_by_month": trend_by_month(shown(drawn.months, concerned, known.locations, audience.threshold), metrics),
    }
    return {
        **(_curves_of(alike.tables) if alike else _curves(figures, audience, drawn, among or {}, before or {})),
        "sensitivity": sensitivity(figures, drawn.ill, audience.threshold),
        **(_completed(by_place, alike)),
        **derive(figures, metrics, known, alike),
    }


def _curves_of(tables: Mapping[str, pd.DataFrame]) -> Tables:
    return {name: tables[name] for name in CURVES}


def _curves(
    figures: pd.DataFrame,
    audience: Audience,
    drawn: Exact,
    among: Mapping[str, pd.DataFrame],
    before: Mapping[str, pd.DataFrame],
) -> Tables:
    """The tables survival and incidence."""
    held, (lasting, reached) = drawn.incidence.held, CURVES
    return {
        lasting: disclose_curves(
            drawn.survival, figures, audience, held, drawn.supplied, among.get(lasting), before.get(lasting)
        ),
        reached: incidence.incidence(drawn.incidence, figures, audience, among.get(reached), before.get(reached)),
    }


def derive(figures: pd.DataFrame, metrics: tuple[Metric, ...], known: Agreed, alike: Alike | None = None) -> Tables:
    """The published tables comparison, opportunity, conclusion, trend, standardised and funnel, by name.

    `figures` as `disclose` gives them for one audience; the families of `compare` are fixed to that audience.
    """
    concerned = alike.concerned(figures) if alike else figures
    by_place = {
        "conclusion": conclude(concerned, metrics),
        "trend": trend(concerned, metrics),
        "standardised": standardise(concerned, metrics, known.locations, known.levels, known.references),
    }
    comparison = compare(figures, metrics, known.locations, known.references)
    return {
        "comparison": comparison,
        "opportunity": opportunities(comparison, figures, metrics),
        "funnel": funnel_lines(figures, metrics, known.locations),
        **_completed(by_place, alike),
    }


def _completed(by_place: Tables, alike: Alike | None) -> Tables:
    return {name: alike.completed(name, again) for name, again in by_place.items()} if alike else by_place
