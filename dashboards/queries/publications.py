"""The publications of one audience beside each other: which there are, and what changed between two."""

from pathlib import Path

import streamlit as st

from dashboards.records.account import Change, NewDefinition, Published
from dashboards.stored import Database, UnavailableError, beside, fetch, file_of, read_once, which
from pipelines.words import Lang


def newest(database: Database, most: int) -> tuple[list[Published], int]:
    """The newest publications for the same audience, newest first, and how many there are; broken ones are named too."""
    files = sorted(file_of(database).parent.glob("*.duckdb"), reverse=True)
    return [_published(path) for path in files[:most]], len(files)


def _published(path: Path) -> Published:
    try:
        return _summary(path, path.stat().st_mtime_ns)
    except (UnavailableError, OSError, ValueError):
        return Published(path.stem, None, None, 0, 0, "", False)


@st.cache_resource(max_entries=200, show_spinner=False)
def _summary(path: Path, written_at_ns: int) -> Published:
    """What a publication says of itself."""
    assert written_at_ns
    counts = "(select count(*) from figure), (select count(*) from figure where hidden)"
    (found,) = read_once(path, f"select version, built_at, as_of, {counts}, code, true from publication")
    return Published(*found)


CHANGES = """
    from o.figure as a
    full join n.figure as b using (indicator, location, cohort, level, role)
    left join n.indicator as i using (indicator)
    left join o.indicator as j using (indicator)
    left join n.location as l using (location)
    left join n.cohort as c using (cohort)
    left join n.level as v using (level)
"""
KIND = """
    case
        when a.hidden is null then 'new'
        when b.hidden is null then 'gone'
        when b.hidden and not a.hidden then 'hidden'
        when a.hidden and not b.hidden then 'shown'
        when a.hidden then 'same'
        when a.status <> b.status and b.status = 'final' then 'final'
        when (a.numerator, a.denominator, a.not_evaluable, a.value, a.status)
            is distinct from (b.numerator, b.denominator, b.not_evaluable, b.value, b.status) then 'changed'
        else 'same'
    end
"""


@st.cache_resource(max_entries=8, show_spinner=False, hash_funcs={Database: which})
def changes(older: Database, newer: Database, lang: Lang, kind: str, most: int) -> tuple[dict[str, int], list[Change]]:
    """How many figures changed in which way between two publications, and the first of one kind ('all': of every)."""
    with beside(o=older, n=newer) as con:
        counted = con.execute(f"select {KIND} as way, count(*) {CHANGES} group by 1").fetchall()
        rows = con.execute(
            f"""
            select
                {KIND} as way, indicator, coalesce(i.label_{lang}, j.label_{lang}, indicator), location,
                coalesce(l.label, location), cohort, coalesce(c.label_{lang}, cohort), level,
                coalesce(v.label_{lang}, level), role
            {CHANGES}
            where way <> 'same' and $1 in ('all', way)
            order by i.position, l.position, c.position, v.position, role
            limit $2
            """,
            [kind, most],
        ).fetchall()
    return {str(found): count for found, count in counted if found != "same"}, [Change(*row) for row in rows]


def new_definitions(older: Database, newer: Database, lang: Lang) -> list[NewDefinition]:
    """Indicators that are defined otherwise in the newer of two publications."""
    before = dict(fetch(older, "select indicator, version from indicator"))
    rows = fetch(newer, f"select indicator, label_{lang}, version from indicator order by position")
    return [NewDefinition(label, before[name], now) for name, label, now in rows if before.get(name) not in (None, now)]
