"""How long participants were followed → which share had a diploma, or had left without one, by when; as far as shown.

The curve is about the people of one figure. It is drawn only when that figure is shown, and only on days between which nobody
few changed, for whoever reads it and whatever it knows (see `disclose/steps.py`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import inf

import duckdb
import pandas as pd

from pipelines.stages.disclose.figures import Audience
from pipelines.stages.disclose.steps import Counts, Days, drawable, narrowest, parts_of, readers, until
from pipelines.stages.statistics.incidence import Moment, cumulative_incidence

INDICATOR = "diploma_rate_starters"
# Both tell how many of the same people got a diploma; there is no curve where either is hidden.
BESIDE = (INDICATOR, "diploma_rate_leavers")
DAYS = tuple(round(month * 365.25 / 12) for month in range(25))
IN_THE_END = len(DAYS)
"""The position after the last day: what the figure tells."""
CELL = ["indicator", "location", "cohort", "level", "role"]
INCIDENCE = [*CELL, "day", "diploma", "low", "high", "left_without", "at_risk"]
SHARES = {"diploma": 3, "low": 3, "high": 3, "left_without": 3}
"""Decimals: more of them would tell more than the counts do."""
Cell = tuple[str, str, str]
"""Location, pool, role."""


@dataclass(frozen=True)
class Curve:
    """The moments of one cell, and its counts: with a diploma, left without, out of sight, followed; on each day and in the end."""

    moments: tuple[Moment, ...]
    counts: Counts


@dataclass(frozen=True)
class Followed:
    """Every curve, exact, and what readers know besides what is published."""

    curves: Mapping[Cell, Curve]
    held: Mapping[str, frozenset[str]]
    """Of which locations each place is made."""
    supplied: tuple[Mapping[Cell, Counts], ...] = ()
    """Per supplier that is no site, what it knows itself of each cell."""


def followed(con: duckdb.DuckDBPyConnection, supplied: pd.DataFrame) -> Followed:
    """Exact curves by location, pool and role; needs `core.progress` and what `measure` leaves behind."""
    rows = con.execute(
        "select p.location, g.label, f.role, list({'days': f.days, 'cause': f.cause} order by f.days, f.cause)"
        " from core.progress f join measured.place p on p.ask = f.ask and p.member = f.location"
        " join core.group_member g on g.dimension = 'cohort' and g.member = f.cohort and g.label like 'pool:%'"
        " where f.ask = 'benchmark' group by all order by all"
    ).fetchall()
    return Followed(
        {
            (location, cohort, role): curve([one["days"] for one in people], [one["cause"] for one in people])
            for location, cohort, role, people in rows
        },
        members(con),
        tuple(_known(supplied)),
    )


def curve(days: list[int], causes: list[int]) -> Curve:
    """The curve of people who were followed so many days, until a diploma (1), leaving without (2) or out of sight (0)."""
    counts = until(days, causes, [1] * len(days), (*DAYS, inf), 2)
    return Curve(cumulative_incidence(days, causes, DAYS), counts)


def members(con: duckdb.DuckDBPyConnection) -> dict[str, frozenset[str]]:
    """The locations that each place is made of; needs `measured.place`."""
    rows = con.execute(
        "select location, list(member) from measured.place where ask = 'benchmark' group by all order by all"
    ).fetchall()
    return {location: frozenset(held) for location, held in rows}


def supplied(con: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """When what happened to whom suppliers delivered; needs `measured.supplied_day`."""
    return con.execute("select * from measured.supplied_day order by all").df()


def _known(supplied: pd.DataFrame) -> list[dict[Cell, Counts]]:
    return [
        {
            (str(location), str(cohort), str(role)): until(own["days"], own["ended"], own["people"], (*DAYS, inf), 2)
            for (location, cohort, role), own in rows.groupby(["location", "cohort", "role"])
        }
        for _, rows in supplied[supplied["indicator"] == INDICATOR].groupby("partner")
    ]


def incidence(
    exact: Followed,
    figures: pd.DataFrame,
    audience: Audience,
    among: pd.DataFrame | None = None,
    before: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """The moments that may be drawn; columns as in `INCIDENCE`, `at_risk` who is still followed at the end of a day.

    `figures` as `disclose` gives them. `among`: the moments that members see, of which everybody sees no others. `before`: those
    of an earlier publication; of the same people no others are drawn than then.
    """
    parts = parts_of(exact.held)
    told, rows = _told(figures), list[dict[str, object]]()
    for cohort, role in sorted({key[1:] for key in exact.curves}):
        own = {place: found for (place, *rest), found in exact.curves.items() if rest == [cohort, role]}
        counts = {place: found.counts for place, found in own.items()}
        others = [{key[0]: of for key, of in known.items() if key[1:] == (cohort, role)} for known in exact.supplied]
        anchors = {place for place, found in own.items() if told.get((place, cohort, role)) == _in_the_end(found)}
        drawn = drawable(
            counts,
            parts,
            readers(counts, parts, others, audience.threshold, audience.members),
            dict.fromkeys(anchors, IN_THE_END),
            narrowest(own, _days(among, cohort, role), _settled(before, own, cohort, role)),
        )
        rows += [
            {
                "indicator": INDICATOR, "location": place, "cohort": cohort, "level": "all", "role": role,
                "day": moment.day, "diploma": moment.shares[0].value, "low": moment.shares[0].low,
                "high": moment.shares[0].high, "left_without": moment.shares[1].value, "at_risk": moment.still_followed,
            }
            for place, days in sorted(drawn.items())
            for moment in (own[place].moments[day] for day in days)
        ]  # fmt: skip
    return pd.DataFrame(rows, columns=INCIDENCE).round(SHARES)


def _told(figures: pd.DataFrame) -> dict[Cell, tuple[int, int, int]]:
    """What the figure of each cell says: with a diploma, without, not to be judged; where none about the same people is hidden."""
    about = figures[figures["indicator"].isin(BESIDE) & (figures["level"] == "all")]
    cells = about[["location", "cohort", "role"]].itertuples(index=False, name=None)
    hidden = {cell for cell, is_hidden in zip(cells, about["hidden"], strict=True) if is_hidden}
    shown = about[(about["indicator"] == INDICATOR) & ~about["hidden"].astype(bool)]
    numbers = shown[["numerator", "denominator", "not_evaluable"]].fillna(0).astype(int)
    return {
        (str(location), str(cohort), str(role)): (met, base - met, waiting)
        for (location, cohort, role), (met, base, waiting) in zip(
            shown[["location", "cohort", "role"]].itertuples(index=False, name=None),
            numbers.itertuples(index=False, name=None),
            strict=True,
        )
        if (location, cohort, role) not in hidden
    }


def _in_the_end(exact: Curve) -> tuple[int, ...]:
    return tuple(exact.counts[:-1, IN_THE_END].tolist())


def _days(drawn: pd.DataFrame | None, cohort: str, role: str) -> dict[str, Days] | None:
    """The days of each place that are drawn of a pool."""
    if drawn is None:
        return None
    own = drawn[(drawn["cohort"] == cohort) & (drawn["role"] == role)]
    return {str(place): tuple(map(DAYS.index, rows["day"])) for place, rows in own.groupby("location")}


def _settled(before: pd.DataFrame | None, own: Mapping[str, Curve], cohort: str, role: str) -> dict[str, Days] | None:
    """The days that an earlier publication drew of a pool, when any of that is still so."""
    days = _days(before, cohort, role) or {}
    if before is None or not days:
        return None
    drawn = before[(before["cohort"] == cohort) & (before["role"] == role)]
    told = zip(drawn["location"], drawn["day"], drawn["at_risk"], strict=True)
    same = any(own[place].counts[-1, DAYS.index(day)] == at_risk for place, day, at_risk in told if place in own)
    return days if same else None
