"""How long participants were followed → which share had a diploma, or had left without one, by when; as far as shown.

The curve is about the people of one figure. It is drawn only when that figure is shown, and only at days between which
nobody few changed: no step, and no difference with the figures themselves, is a small count.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import duckdb
import pandas as pd

from pipelines.stages.statistics.incidence import Moment, cumulative_incidence

INDICATOR = "diploma_rate_starters"
# Both tell how many of the same people got a diploma; a curve must not tell what either hides.
BESIDE = (INDICATOR, "diploma_rate_leavers")
DAYS = tuple(round(month * 365.25 / 12) for month in range(25))
CELL = ["indicator", "location", "cohort", "level", "role"]
INCIDENCE = [*CELL, "day", "diploma", "low", "high", "left_without", "at_risk"]

EVERYWHERE = "all"
Cell = tuple[str, str, str]
"""Location, pool, role."""
Counts = tuple[int, int, int]
"""With a diploma, left without, out of sight (censored)."""
NOBODY: Counts = (0, 0, 0)


@dataclass(frozen=True)
class Curve:
    """Every moment of one cell, and how many people it is about."""

    people: int
    moments: tuple[Moment, ...]


def curves(con: duckdb.DuckDBPyConnection) -> dict[Cell, Curve]:
    """Exact curves by location, pool and role; needs `core.progress` and the places that `measure` leaves behind."""
    rows = con.execute(
        "select p.location, g.label, f.role, list({'days': f.days, 'cause': f.cause} order by f.days, f.cause)"
        " from core.progress f join measured.place p on p.ask = f.ask and p.member = f.location"
        " join core.group_member g on g.dimension = 'cohort' and g.member = f.cohort and g.label like 'pool:%'"
        " where f.ask = 'benchmark' group by all order by all"
    ).fetchall()
    return {
        (location, cohort, role): Curve(
            len(followed),
            cumulative_incidence(
                [person["days"] for person in followed], [person["cause"] for person in followed], DAYS
            ),
        )
        for location, cohort, role, followed in rows
    }


def members(con: duckdb.DuckDBPyConnection) -> dict[str, frozenset[str]]:
    """The locations that each place is made of; needs `measured.place`."""
    rows = con.execute(
        "select location, list(member) from measured.place where ask = 'benchmark' group by all"
    ).fetchall()
    return {location: frozenset(held) for location, held in rows}


def incidence(
    exact: Mapping[Cell, Curve], held: Mapping[str, frozenset[str]], figures: pd.DataFrame, threshold: int
) -> pd.DataFrame:
    """The moments that may be drawn; columns as in `INCIDENCE`, `at_risk` who is still followed at the end of a day.

    `figures` as `disclose` gives them. A site is drawn on a day only when each of its locations is, and the whole only
    when the locations that are not drawn are more than one and together no small count: they are the difference.
    """
    told = _told(figures[figures["cohort"].isin({cohort for _, cohort, _ in exact})])
    days = {key: _drawable(curve, told.get(key), threshold) for key, curve in exact.items()}
    rows: list[dict[str, object]] = []
    for key, curve in exact.items():
        location, cohort, role = key
        parts = [(part, cohort, role) for part in sorted(held[location]) if (part, cohort, role) in exact]
        rows += [
            {
                "indicator": INDICATOR, "location": location, "cohort": cohort, "level": "all", "role": role,
                "day": moment.day, "diploma": moment.shares[0].value, "low": moment.shares[0].low,
                "high": moment.shares[0].high, "left_without": moment.shares[1].value, "at_risk": moment.still_followed,
            }
            for at, moment in enumerate(curve.moments)
            if moment.day in days[key] and _parts_stay_hidden(key, parts, at, exact, days, told, threshold)
        ]  # fmt: skip
    return pd.DataFrame(rows, columns=INCIDENCE)


def _told(figures: pd.DataFrame) -> dict[Cell, dict[str, Counts] | None]:
    """What the figures about the same people say at the end of the curve; None when one of them is hidden."""
    about = figures[figures["indicator"].isin(BESIDE) & (figures["level"] == "all")]
    found: dict[Cell, dict[str, Counts] | None] = {}
    for (location, cohort, role), same in about.groupby(["location", "cohort", "role"]):
        shown = same.loc[~same["hidden"].astype(bool)].set_index("indicator")
        numbers = shown[["numerator", "denominator", "not_evaluable"]].fillna(0).astype(int)
        found[str(location), str(cohort), str(role)] = (
            {str(name): (met, base - met, waiting) for name, met, base, waiting in numbers.itertuples()}
            if INDICATOR in shown.index and len(shown) == len(same)
            else None
        )
    return found


def _drawable(curve: Curve, told: Mapping[str, Counts] | None, threshold: int) -> frozenset[float]:
    """The days on which a curve may be seen: nobody few at risk, and no small count to the day before or a figure."""
    if told is None:
        return frozenset()
    kept: dict[float, Counts] = {}
    for at, moment in enumerate(curve.moments):
        counts = _counts(curve, at)
        beside = [*told.values(), *list(kept.values())[-1:]]
        if moment.still_followed >= threshold and _apart(counts, beside, threshold):
            kept[moment.day] = counts
    return frozenset(kept)


def _parts_stay_hidden(
    whole: Cell,
    parts: list[Cell],
    at: int,
    exact: Mapping[Cell, Curve],
    days: Mapping[Cell, frozenset[float]],
    told: Mapping[Cell, dict[str, Counts] | None],
    threshold: int,
) -> bool:
    """True when a place, less those of its locations that are drawn on that day, leaves nobody or enough people."""
    day = exact[whole].moments[at].day
    drawn = [part for part in parts if day in days[part]]
    if len(drawn) == len(parts):
        return True
    if whole[0] != EVERYWHERE or len(parts) - len(drawn) < 2:
        return False
    rest = _less(_counts(exact[whole], at), [_counts(exact[part], at) for part in drawn])
    people = exact[whole].people - sum(exact[part].people for part in drawn)
    ends = [
        _less(counts, [(told[part] or {}).get(name, NOBODY) for part in drawn])
        for name, counts in (told[whole] or {}).items()
    ]
    return people - sum(rest) >= threshold and _apart(rest, [NOBODY, *ends], threshold)


def _less(counts: Counts, others: Iterable[Counts]) -> Counts:
    first, second, third = (value - sum(taken) for value, *taken in zip(counts, *others, strict=True))
    return first, second, third


def _counts(curve: Curve, at: int) -> Counts:
    moment = curve.moments[at]
    diploma, without = moment.events_until
    return diploma, without, curve.people - moment.still_followed - diploma - without


def _apart(counts: Counts, others: Iterable[Counts], threshold: int) -> bool:
    """True when every count, and their sum, differs by nobody or by enough people from each other one."""
    return all(
        not 0 < abs(difference) < threshold
        for other in others
        for difference in (*(one - two for one, two in zip(counts, other, strict=True)), sum(counts) - sum(other))
    )
