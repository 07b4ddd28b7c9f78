"""Figures year by year and month by month with their ordinary variation, and curves by day."""

from dashboards.queries.figures import cells
from dashboards.records.derived import CurvePoint, TrendMonth, TrendSignal, TrendYear
from dashboards.records.figures import Cell
from dashboards.stored import Database, fetch, records
from pipelines.words import Lang

# Of fewer days than this a line says nothing about how long something takes.
CURVE_DAYS = 3


def years(database: Database, lang: Lang, indicator: str, location: str, role: str) -> list[Cell]:
    """Every school year of one place, oldest first, the hidden and unfinished ones too."""
    return sorted(
        cells(
            database,
            lang,
            "f.indicator = $1 and f.location = $2 and f.role = $3 and f.level = 'all'"
            " and f.cohort in (select cohort from cohort where kind = 'year')",
            *(indicator, location, role),
        ),
        key=lambda cell: cell.cohort,
    )


def years_shown(database: Database, indicator: str, role: str) -> dict[str, int]:
    """Of how many school years each place has a figure to see; places without any are left out."""
    rows = fetch(
        database,
        "select f.location, count(*) from figure f join cohort c using (cohort) join location l using (location)"
        " where f.indicator = $1 and f.role = $2 and f.level = 'all' and c.kind = 'year' and f.value is not null"
        " group by f.location, l.position order by l.position",
        *(indicator, role),
    )
    return dict(rows)


def trend(database: Database, lang: Lang, indicator: str, location: str, role: str) -> dict[str, TrendYear]:
    """The limits of ordinary variation per school year that is shown."""
    chosen = "from trend where indicator = $1 and location = $2 and role = $3 and level = 'all'"
    found = records(database, TrendYear, chosen, *(indicator, location, role), sentence=f"sentence_{lang}")
    return {year.cohort: year for year in found}


def months(database: Database, lang: Lang, indicator: str, location: str, role: str) -> list[TrendMonth]:
    """The months of one location that are shown, oldest first, each with the limits of ordinary variation."""
    chosen = "from trend_by_month where indicator = $1 and location = $2 and role = $3 order by month"
    return records(database, TrendMonth, chosen, *(indicator, location, role), sentence=f"sentence_{lang}")


def places_with_months(database: Database, indicator: str, role: str) -> list[str]:
    """The locations of which months are shown."""
    return _places_in(database, "trend_by_month where indicator = $1 and role = $2", indicator, role)


def places_with_curves(database: Database, table: str, indicator: str) -> list[str]:
    """The places of which a curve may be drawn; tables as in `curve`."""
    assert table in ("survival", "incidence")
    enough = f"group by location, cohort having count(*) >= {CURVE_DAYS}"
    return _places_in(database, f"{table} where indicator = $1 and level = 'all' {enough}", indicator)


def _places_in(database: Database, rows: str, *values: object) -> list[str]:
    found = fetch(
        database,
        f"select location from location where location in (select location from {rows}) order by position",
        *values,
    )
    return [location for (location,) in found]


def trend_signals(database: Database, lang: Lang) -> list[TrendSignal]:
    """Locations of which the newest whole school year is part of a change that is more than ordinary.

    The newest year of any place: what was remarkable where later years are hidden asks for no attention now.
    """
    return records(
        database,
        TrendSignal,
        """
        from trend t
        join indicator i using (indicator)
        join location l using (location)
        where l.kind = 'location' and i.direction <> 'neutral' and t.counts and t.rules <> ''
            and t.cohort = (
                select max(n.cohort) from trend n where n.counts and n.indicator = t.indicator and n.role = t.role
            )
        order by i.position, l.position
        """,
        indicator_label=f"i.label_{lang}",
        label="l.label",
        sentence=f"t.sentence_{lang}",
    )


def curve(database: Database, table: str, indicator: str, location: str, cohort: str) -> list[CurvePoint]:
    """The days of one curve that may be drawn: `survival` (what lasts) or `incidence` (what is reached, or left)."""
    names = {"survival": ("survival", "null"), "incidence": ("diploma", "left_without")}[table]
    chosen = f"from {table} where indicator = $1 and location = $2 and cohort = $3 and level = 'all' order by day"
    return records(database, CurvePoint, chosen, *(indicator, location, cohort), value=names[0], other=names[1])


def curves(database: Database, table: str, indicator: str, location: str) -> list[str]:
    """The cohorts of one place of which a curve may be drawn, the one with most days first."""
    assert table in ("survival", "incidence")
    rows = fetch(
        database,
        f"select t.cohort from {table} t join cohort c using (cohort)"
        " where t.indicator = $1 and t.location = $2 and t.level = 'all'"
        f" group by t.cohort, c.position having count(*) >= {CURVE_DAYS} order by count(*) desc, c.position desc",
        *(indicator, location),
    )
    return [cohort for (cohort,) in rows]
