"""Measured figures → one publication per audience: the kopgroep, every site, and last the public.

Knows the order and what readers know besides; computes nothing itself (see `stages/disclose`). The public never sees what
the kopgroep may not: so whoever reads both files learns nothing from laying them together.
"""

from collections.abc import Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pandas as pd

from pipelines import sql, workers
from pipelines.claims import Claim
from pipelines.releases import Release
from pipelines.stages import derive
from pipelines.stages.disclose.cells import SUPPLIED, Surroundings
from pipelines.stages.disclose.figures import KOPGROEP, PUBLIC, Audience, benchmark_cells, disclose, site
from pipelines.stages.disclose.links import KEY
from pipelines.stages.disclose.primary import AMOUNTS, COUNTS, OUTCOMES, counts
from pipelines.stages.disclose.protect import Protection, audit, protect
from pipelines.stages.publish import current

MANY = 2000
SHOWN = "shown.db"
SHOWN_BY_ONE = (
    "select f.indicator, f.location, f.cohort, f.level, f.role, f.numerator, f.denominator, f.not_evaluable, f.unknown, "
    "f.excluded, i.kind, i.bound from published.figure f join published.indicator i using (indicator) where not f.hidden"
)


@dataclass(frozen=True)
class Edition:
    """What one audience gets."""

    audience: Audience
    figures: pd.DataFrame
    protection: Protection
    differs: frozenset[tuple[str, str]] | None = None
    """Of which indicators and places a site is told something else than the kopgroep; None for an edition that is like no other."""


def editions(
    measured: pd.DataFrame, around: Surroundings, exact: frozenset[str], at_once: int = 1
) -> Iterator[Edition]:
    """The figures of every audience, the public last; raises `Leaking` when the audit finds a count that can be narrowed.

    `exact`: indicators that rest on a site's own data alone, so that it may see its own cells exactly. When there is much to
    hide, `at_once` processes do it.
    """
    cells = benchmark_cells(measured)
    with _beside(len(cells), at_once) as elsewhere, ThreadPoolExecutor(1) as meanwhile:
        kopgroep = _checked(protect(cells, KOPGROEP.threshold, around, members=True, elsewhere=elsewhere), KOPGROEP)
        # What is made of the others' figures while the public's are protected needs nothing of those.
        public = meanwhile.submit(
            protect, cells, PUBLIC.threshold, around, members=False, also=kopgroep, elsewhere=elsewhere
        )
        yield Edition(KOPGROEP, disclose(cells, KOPGROEP, kopgroep), kopgroep)
        for partner, places in around.sites.items():
            own = cells["location"].isin(places) & cells["indicator"].isin(exact)
            more = cells.loc[own & (kopgroep.hidden | kopgroep.without_share), ["indicator", "location"]]
            differs = frozenset(more.itertuples(index=False, name=None))
            audience = site(partner)
            yield Edition(audience, disclose(cells, audience, kopgroep, own), kopgroep, differs)
        protection = _checked(public.result(), PUBLIC)
    yield Edition(PUBLIC, disclose(cells, PUBLIC, protection), protection)


def _beside(figures: int, at_once: int) -> AbstractContextManager[Executor | None]:
    """Processes beside this one when there is much to hide, for starting one may cost seconds."""
    return workers.workers(at_once) if at_once > 1 and figures >= MANY else nullcontext()


class Leaking(Exception):
    """The audit found counts that a reader can narrow below the threshold, so nothing may be published."""


def _checked(protection: Protection, audience: Audience) -> Protection:
    if found := audit(protection):
        told = ", ".join(f"{name}: {count}" for name, count in sorted(found.items()))
        raise Leaking(
            f"for '{audience.name}' (T = {audience.threshold}) some hidden counts can still be narrowed ({told}), so nothing is "
            "published; the previous publication stays live. Earlier publications and released figures cannot be hidden again: "
            "see which figures these are, and withdraw the release or leave out the indicator."
        )
    return protection


def surroundings(
    con: duckdb.DuckDBPyConnection,
    published: Path,
    claims: tuple[Claim, ...],
    releases: tuple[Release, ...],
    measured: pd.DataFrame,
) -> Surroundings:
    """What readers know besides a publication: which cells add up, what they supplied, what was said or shown before.

    Needs `core.group_member`, `agreed.location` and `measured.supplied`, which `measure` leaves behind.
    """
    places = con.execute("select location, site, partner from agreed.location order by location").fetchall()
    own_parts: dict[str, list[str]] = {}
    for location, own_site, _ in places:
        own_parts.setdefault(own_site, []).append(location)
    parts = {"location": {name: tuple(found) for name, found in own_parts.items()} | {"all": tuple(own_parts)}}
    for dimension in ("cohort", "level"):
        rows = con.execute(
            "select label, list(member order by member) from core.group_member"
            " where dimension = ? and label <> member group by label order by label",
            [dimension],
        ).fetchall()
        parts[dimension] = {label: tuple(members) for label, members in rows}
    supplied = con.execute(f"select {', '.join(SUPPLIED)} from measured.supplied").df()
    return Surroundings(
        parts=parts,
        sites={name: frozenset([name, *found]) for name, found in own_parts.items()},
        supplied=supplied,
        earlier=frozenset(_earlier(published / PUBLIC.name)),
        earlier_to_members=frozenset(_earlier(published / KOPGROEP.name)),
        claimed=_claimed(claims, measured, {place: (own, "all") for place, own, _ in places}),
        released=frozenset(release.key for release in releases),
    )


def _earlier(folder: Path) -> Iterator[tuple[object, ...]]:
    """Key and counts of every figure that any publication in a folder showed; counts by the name they have in `cells`."""
    if not folder.exists():
        return
    for kind, rows in _shown(folder).groupby("kind"):
        told = counts(rows) if kind in OUTCOMES else rows[list(AMOUNTS[str(kind)])].fillna(0).astype(float)
        told = told[sorted(told.columns)]
        yield from (
            (*key, *values)
            for key, values in zip(
                rows[KEY].itertuples(index=False, name=None), told.itertuples(index=False, name=None), strict=True
            )
        )


def _shown(folder: Path) -> pd.DataFrame:
    """What the publications in a folder ever showed, once each; also of one that was taken away since.

    A publication never changes and there comes one every night, so what was read is kept beside them.
    """
    with duckdb.connect(str(folder / SHOWN)) as con:
        con.execute("create table if not exists taken_in (file varchar)")
        known = {str(name) for (name,) in con.execute("select file from taken_in").fetchall()}
        for path in sorted(folder.glob("*.duckdb")):
            if path.name in known:
                continue
            con.execute(f"attach {sql.text(str(path))} as published (read_only)")
            con.execute("begin")
            con.execute(f"create table if not exists shown as {SHOWN_BY_ONE} limit 0")
            con.execute(f"insert into shown {SHOWN_BY_ONE} except select * from shown")
            con.execute("insert into taken_in values ($1)", [path.name])
            con.execute("commit")
            con.execute("detach published")
        if not con.execute("select count(*) from taken_in").fetchall()[0][0]:
            return pd.DataFrame(columns=["kind"])
        return con.execute("select * from shown").df()


def drawn_before(folder: Path) -> dict[str, pd.DataFrame]:
    """The curves over time in the live publication of a folder, by table; empty when there is none."""
    path = current(folder)
    if path is None or not path.exists():
        return {}
    with duckdb.connect(str(path), read_only=True) as con:
        return {table: con.execute(f"select * from {table}").df() for table in derive.CURVES}


def _claimed(claims: tuple[Claim, ...], measured: pd.DataFrame, above: dict[str, tuple[str, str]]) -> pd.DataFrame:
    """Counts that the partnership published of part of the people of a place: at least so many are in its figure.

    Only where the same people are in the cell: all years and levels of the place, and everything above it.
    """
    rows = []
    everyone = measured[(measured["ask"] == "benchmark") & (measured["cohort"] == "all") & (measured["level"] == "all")]
    for claim in claims:
        for statement in claim.statements:
            met, base = statement.published.numerator, statement.published.denominator
            if claim.location is None or statement.indicator is None or met is None or base is None:
                continue
            above_it = (claim.location, *above.get(claim.location, ("all",)))
            rows += [(statement.indicator, place, "all", "all", statement.role, met, base - met) for place in above_it]
    told = pd.DataFrame(rows, columns=[*KEY, *COUNTS[:2]]).groupby(KEY, as_index=False).max()
    exact = everyone.merge(told, on=KEY)
    fits = (exact["met"] <= exact["numerator"]) & (exact["not_met"] <= exact["denominator"] - exact["numerator"])
    return exact.loc[fits, [*KEY, *COUNTS[:2]]]
