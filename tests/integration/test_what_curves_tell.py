"""What the demo's publications tell over time, read as an attacker would: all files together, every sum, and one's own people."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import combinations, product
from math import inf

import numpy as np
import pandas as pd
import pytest

from pipelines.stages.disclose.figures import KOPGROEP, PUBLIC
from pipelines.stages.disclose.steps import Counts
from pipelines.stages.publish import current
from tests.integration.conftest import Demo, rows_of

FOLLOWED = """
    select 'incidence' as told, p.location, g.label as cohort, p.role, p.cause as ended, p.days, '' as partner, count(*) as n
    from core.progress p join core.group_member g on g.dimension = 'cohort' and g.member = p.cohort and g.label <> 'all'
    where p.ask = 'benchmark' group by all
    union all
    select 'survival', r.location, g.label, r.role, r.event::int, r.days, '', count(*)
    from metrics.retention_6m r join core.group_member g on g.dimension = 'cohort' and g.member = r.cohort and g.label <> 'all'
    where r.ask = 'benchmark' and r.days is not null group by all
    union all
    select if(indicator = 'retention_6m', 'survival', 'incidence'), location, cohort, role, ended, days, partner, people
    from measured.supplied_day where indicator in ('retention_6m', 'diploma_rate_starters')
        and location in (select location from agreed.location)
"""
INDICATOR = {"incidence": "diploma_rate_starters", "survival": "retention_6m"}
FIGURE = {"incidence": inf, "survival": 182.0}
"""Of which day a figure tells the counts."""
Stops = dict[str, set[float]]
Held = dict[str, frozenset[str]]


@dataclass(frozen=True)
class Curves:
    """The curves of one cohort and role in some files: of each place the days that are told, and everybody, exact."""

    told: str
    stops: Stops
    people: pd.DataFrame

    def until(self, leaves: list[str], partner: str) -> dict[float, Counts]:
        """Per day that is told somewhere, locations × ends (with the sum of all): how many came to each by then."""
        own = self.people[self.people["partner"] == partner]
        # Who goes out of sight does so on the next day.
        day = (own["days"] + (own["ended"] == 0) * 0.5).to_numpy()
        number, ended = own["n"].to_numpy(dtype=np.int64), own["ended"].to_numpy()
        at = np.array([own["location"] == leaf for leaf in leaves])
        ends = np.array([ended == 0, ended == 1, ended == 2, ended >= 0])
        return {
            stop: (at[:, None, :] & ends & (day <= stop)) @ number for stop in sorted(set.union(*self.stops.values()))
        }


@pytest.fixture(scope="module")
def people(demo: Demo) -> pd.DataFrame:
    columns = ["told", "location", "cohort", "role", "ended", "days", "partner", "n"]
    return pd.DataFrame(rows_of(current(demo.data / "warehouse"), FOLLOWED), columns=columns)


@pytest.fixture(scope="module")
def held(demo: Demo) -> Held:
    rows = rows_of(
        current(demo.data / "warehouse"),
        "select location, list(member) from measured.place where ask = 'benchmark' group by 1",
    )
    return {place: frozenset(members) for place, members in rows}


def curves(demo: Demo, people: pd.DataFrame, audiences: list[str]) -> Iterator[Curves]:
    for told, indicator in INDICATOR.items():
        stops: dict[tuple[str, str], Stops] = {}
        for audience in audiences:
            path = current(demo.data / "published" / audience)
            drawn = rows_of(path, f"select location, cohort, role, day from {told}")
            shown = rows_of(
                path,
                f"select location, cohort, role from figure where not hidden and level = 'all' and indicator = '{indicator}'",
            )
            for location, cohort, role, day in [*drawn, *((*cell, FIGURE[told]) for cell in shown)]:
                stops.setdefault((cohort, role), {}).setdefault(location, {-1.0}).add(float(day))
        for (cohort, role), found in stops.items():
            mine = people[(people["told"] == told) & (people["cohort"] == cohort) & (people["role"] == role)]
            if any(len(days) > 2 for days in found.values()):
                yield Curves(told, found, mine)


@cache
def sums(rows: tuple[frozenset[str], ...], leaves: tuple[str, ...], own: frozenset[str]) -> Counts:
    """Every set of locations (0 or 1 each) that is some of the rows less others, and less or plus one's own."""
    holds = np.array([[leaf in row - own for leaf in leaves] for row in rows], dtype=np.int64)
    weights = np.array(list(product((-1, 0, 1), repeat=len(rows))), dtype=np.int64)
    found = np.unique(weights @ holds, axis=0)
    possible: Counts = found[((found == 0) | (found == 1)).all(axis=1) & found.any(axis=1)]
    return possible


def small_counts(found: Curves, held: Held, own: frozenset[str], threshold: int, partner: str = "") -> list[object]:
    """Counts of few people that can be computed; what figures alone give a supplier is for the audit of figures."""
    leaves = tuple(sorted({leaf for place in found.stops for leaf in held[place]}))
    until = found.until(list(leaves), "")
    known = found.until(list(leaves), partner) if partner else None
    told: list[object] = []
    for start, end in combinations(until, 2):
        places = [place for place, stops in found.stops.items() if {start, end} <= stops]
        if not places or (partner and (start, end) == (-1.0, FIGURE[found.told])):
            continue
        counts = until[end] - until[start] - (known[end] - known[start] if known else 0)
        seen = sums(tuple(held[place] for place in places), leaves, own) @ counts
        told += [(found.told, start, end, places, row) for row in seen if ((row > 0) & (row < threshold)).any()]
    return told


def test_nobody_reads_a_small_count_out_of_curves(demo: Demo, people: pd.DataFrame, held: Held) -> None:
    seen = 0
    for found in curves(demo, people, ["public"]):
        seen += 1
        assert not small_counts(found, held, frozenset(), PUBLIC.threshold)
    assert seen > 3
    sites = [party.id for party in demo.registry.parties.values() if party.locations]
    suppliers = sorted({str(partner) for partner in people["partner"]} - {""})
    for found in curves(demo, people, ["public", "kopgroep"]):
        for site in sites:
            assert not small_counts(found, held, held[site], KOPGROEP.threshold), site
        for partner in suppliers:
            assert not small_counts(found, held, frozenset(), KOPGROEP.threshold, partner), partner


def test_who_reads_more_files_reads_no_more_days(demo: Demo) -> None:
    for table in INDICATOR:
        asked = f"select location, cohort, role, day, at_risk from {table} order by all"
        kopgroep = rows_of(current(demo.data / "published" / "kopgroep"), asked)
        assert len(kopgroep) > 40
        assert set(rows_of(current(demo.data / "published" / "public"), asked)) <= set(kopgroep)
        for folder in (demo.data / "published").glob("site:*"):
            assert rows_of(current(folder), asked) == kopgroep


def test_every_point_is_what_was_counted(demo: Demo, people: pd.DataFrame, held: Held) -> None:
    exact = dict(iter(people[people["partner"] == ""].groupby(["told", "cohort", "role"])))
    for table in INDICATOR:
        asked = f"select location, cohort, role, day, at_risk from {table}"
        for location, cohort, role, day, at_risk in rows_of(current(demo.data / "published" / "kopgroep"), asked):
            rows = exact[table, cohort, role]
            still = rows[rows["location"].isin(held[location]) & (rows["days"] + (rows["ended"] == 0) * 0.5 > day)]
            assert still["n"].sum() == at_risk


def test_every_month_rests_on_enough_people_and_leaves_none_of_few(demo: Demo) -> None:
    counted = rows_of(
        current(demo.data / "warehouse"), "select indicator, location, month, persons, cohort from measured.month"
    )
    persons = {tuple(key): people for *key, people, _ in counted}
    union: set[tuple[str, str, str]] = set()
    for audience in (PUBLIC, KOPGROEP):
        told = rows_of(
            current(demo.data / "published" / audience.name), "select indicator, location, month from trend_by_month"
        )
        assert told
        assert all(persons[month] >= audience.threshold for month in told)
        union |= set(told)
    for indicator, location, year in {(indicator, location, year) for indicator, location, _, _, year in counted}:
        months = {(i, at, month) for i, at, month, _, y in counted if (i, at, y) == (indicator, location, year)}
        left = months - union
        assert left in (set(), months) or all(persons[month] >= KOPGROEP.threshold for month in left)


def test_the_rate_without_who_was_ill_leaves_enough_of_both(demo: Demo) -> None:
    asked = "select people, denominator - numerator from sensitivity where status = 'shown'"
    for audience in (PUBLIC, KOPGROEP):
        for people, well in rows_of(current(demo.data / "published" / audience.name), asked):
            assert people >= audience.threshold
            assert well >= audience.threshold
