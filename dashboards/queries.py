"""A data folder → the rows of its live publication and desk, as records; the only DuckDB in this package.

Does not compute: every figure, interval, status and sentence is read as it was stored. Does not write, and opens no
other file than the one a pointer names: the database is read-only and locked in.
"""

import os
import re
from collections.abc import Sequence
from dataclasses import Field, dataclass, field, fields
from functools import partial
from pathlib import Path
from typing import Any, ClassVar, Protocol, TypeVar

import duckdb
import streamlit as st

from dashboards.account_records import Change, Judged, NewDefinition, Published, Supplier
from dashboards.desk_records import (
    Action,
    Apart,
    Delivery,
    DeskRun,
    Expected,
    Finding,
    LinkRate,
    OpenAction,
    Planned,
    Repaired,
    Signal,
    Term,
    Unlinked,
    UnusedWord,
)
from dashboards.memory import Memory
from dashboards.records import (
    Cell,
    Claim,
    Comparison,
    Edition,
    Freshness,
    Indicator,
    Place,
    Provenance,
    Reference,
    Waiting,
)
from dashboards.records_derived import (
    Assumption,
    Benefit,
    CurvePoint,
    FunnelLine,
    Opportunity,
    Party,
    Practice,
    Standardised,
    Swing,
    TrendMonth,
    TrendSignal,
    TrendYear,
    Value,
)
from pipelines.stages.claim.answer import World
from pipelines.stages.claim.world import world as known_world
from pipelines.words import Lang, say


class Shape(Protocol):
    """Any dataclass of `records.py`."""

    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]


Record = TypeVar("Record", bound=Shape)

# Of fewer days than this a line says nothing about how long something takes.
CURVE_DAYS = 3
FILE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*\.duckdb")
LIMITS = {"memory_limit": "256MB", "threads": "2"}
MOST_ROWS = 100_000
"""How many rows of one file are remembered: a few dozen megabytes."""
# One file may be opened more than once in this process, but only in one and the same way.
CONFIG: dict[str, Any] = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false", **LIMITS}
PUBLISHED = frozenset(
    [
        "figure",
        "claim",
        "indicator",
        "location",
        "cohort",
        "level",
        "comparison",
        "reference",
        "party",
        "provenance",
        "publication",
        "freshness",
        "conclusion",
        "standardised",
        "funnel",
        "trend",
        "trend_by_month",
        "survival",
        "incidence",
        "value",
        "value_benefit",
        "scenario",
        "tornado",
        "assumption",
        "practice",
        "opportunity",
    ]
)
# What a hidden figure must not have, whatever the file says.
NOTHING = (
    "numerator", "denominator", "not_evaluable", "excluded", "unknown", "value", "low", "high", "response", "bound_low",
    "bound_high",
)  # fmt: skip
DESK = frozenset(
    [
        "delivery",
        "finding",
        "action",
        "apart",
        "expected",
        "run",
        "link_rate",
        "unlinked",
        "signal",
        "unused_word",
        "plan",
        "term",
        "repair",
    ]
)


class UnavailableError(Exception):
    """There is nothing to show; `why` is the key of the sentence that tells the reader, `file` what was looked for."""

    def __init__(self, why: str, file: str = "") -> None:
        self.why = why
        self.file = file
        super().__init__(f"{why}: {file}")


@dataclass(frozen=True)
class Database:
    """One opened file: what it is (publication or desk), its name, and a connection that readers share by cursors."""

    what: str
    name: str
    written_at_ns: int
    connection: duckdb.DuckDBPyConnection = field(repr=False, compare=False)
    memory: Memory = field(default_factory=lambda: Memory(MOST_ROWS), repr=False, compare=False)


def data_folder() -> Path:
    """WLB_DATA, else `./data`."""
    return Path(os.environ.get("WLB_DATA", "data"))


def publication(audience: str | None = None) -> Database:
    """The live publication of an audience (default: the configured one); the pointer is read anew on every call."""
    audience = audience or os.environ.get("WLB_AUDIENCE", "public")
    if not re.fullmatch(r"[a-z0-9_]+(:[a-z0-9_]+)?", audience):
        raise UnavailableError("publication.none", audience)
    opened = _live(data_folder() / "published" / audience, "publication", PUBLISHED)
    # A file that was made for others must not be shown, in whatever folder it lies.
    if _fetch(opened, "select audience from publication") != [(audience,)]:
        raise UnavailableError("publication.unreadable", opened.name)
    return opened


def published_at(path: Path) -> Database:
    """The publication in one file, live or not."""
    try:
        written_at_ns = path.stat().st_mtime_ns
    except OSError as error:
        raise UnavailableError("publication.unreadable", path.name) from error
    return _opened(path, written_at_ns, "publication", PUBLISHED)


def desk() -> Database:
    """The live desk: receipts, calendar and findings, for stewards."""
    return _live(data_folder() / "desk", "desk", DESK)


def _live(folder: Path, what: str, tables: frozenset[str]) -> Database:
    try:
        name = (folder / "current").read_text(encoding="utf-8").strip()
    except FileNotFoundError as error:
        raise UnavailableError(f"{what}.none", str(folder / "current")) from error
    except (OSError, UnicodeDecodeError) as error:
        raise UnavailableError(f"{what}.unreadable", "current") from error
    # The pointer is a file name and nothing more: whatever else stands in it must not lead out of the folder.
    if not FILE_NAME.fullmatch(name):
        raise UnavailableError(f"{what}.unreadable", "current")
    try:
        written_at_ns = (folder / name).stat().st_mtime_ns
    except OSError as error:
        raise UnavailableError(f"{what}.unreadable", name) from error
    return _opened(folder / name, written_at_ns, what, tables)


@st.cache_resource(max_entries=6, show_spinner=False)
def _opened(path: Path, written_at_ns: int, what: str, tables: frozenset[str]) -> Database:
    """Open once per file; the time it was written separates it from a file that later gets the same name."""
    try:
        connection = duckdb.connect(str(path), read_only=True, config=CONFIG)
        connection.execute("set enable_external_access = false")
        connection.execute("set lock_configuration = true")
        rows = connection.execute("select table_name from information_schema.tables").fetchall()
    except duckdb.Error as error:
        raise UnavailableError(f"{what}.unreadable", path.name) from error
    if missing := tables - {name for (name,) in rows}:
        raise UnavailableError(f"{what}.unreadable", f"{path.name} ({', '.join(sorted(missing))})")
    return Database(what, path.name, written_at_ns, connection)


def _fetch(database: Database, sql: str, *values: object) -> list[tuple[Any, ...]]:
    """The rows of one query, asked once per file."""
    return database.memory.answer(_question(sql, values), lambda: _read(database, sql, values))


def _question(sql: str, values: Sequence[object]) -> tuple[object, ...]:
    return (sql, *(tuple(value) if isinstance(value, list) else value for value in values))


def _read(database: Database, sql: str, values: Sequence[object]) -> list[tuple[Any, ...]]:
    """Run one query on a cursor of its own; a file that turns out broken while reading is `UnavailableError` too."""
    try:
        with database.connection.cursor() as cursor:
            return cursor.execute(sql, values).fetchall()
    except duckdb.Error as error:
        raise UnavailableError(f"{database.what}.unreadable", database.name) from error


def _records(database: Database, record: type[Record], source: str, *values: object, **named: str) -> list[Record]:
    """One record per row of `source` (from … order by …); `named` gives the SQL of columns that go by another name."""
    columns = (named.get(part.name, f'"{part.name}"') for part in fields(record))
    sql = f"select {', '.join(columns)} {source}"
    question = (record, *_question(sql, values))
    return database.memory.answer(question, lambda: [record(*row) for row in _read(database, sql, values)])


# --- the publication


def edition(database: Database) -> Edition:
    """The publication's own row."""
    rows = _records(database, Edition, "from publication")
    if len(rows) != 1:
        raise UnavailableError("publication.unreadable", database.name)
    return rows[0]


def audience(database: Database) -> str:
    """Whom a publication is for: 'public', 'kopgroep' or 'site:<id>'."""
    rows = _fetch(database, "select audience from publication")
    return str(rows[0][0]) if rows else ""


def indicators(database: Database, lang: Lang) -> dict[str, Indicator]:
    """Every indicator's card, in the agreed order."""
    parts = ("label", "question", "purpose", "numerator", "denominator", "not_evaluable", "excluded")
    translated = {part: f"{part}_{lang}" for part in parts}
    cards = _records(database, Indicator, "from indicator order by position", **translated)
    return {card.indicator: card for card in cards}


def places(database: Database, lang: Lang = "nl") -> list[Place]:
    """Locations, sites and the whole, in the agreed order."""
    return _records(database, Place, "from location l order by position", label=_label(lang))


def _label(lang: Lang) -> str:
    """SQL: the name of a place; only the whole has another name in another language."""
    return f"case when l.kind = 'all' then '{say('place.all', lang)}' else l.label end"


def periods(database: Database, lang: Lang, indicator: str | None = None) -> dict[str, str]:
    """Every cohort that holds a figure (of one indicator), by name; empty when nothing was published."""
    return dict(
        _fetch(
            database,
            f"select cohort, label_{lang} from cohort where cohort in"
            " (select cohort from figure where $1 is null or indicator = $1) order by position",
            indicator,
        )
    )


def levels(database: Database, lang: Lang, indicator: str) -> dict[str, str]:
    """Every level that this indicator was published by."""
    return dict(
        _fetch(
            database,
            f"select level, label_{lang} from level where level in"
            " (select level from figure where indicator = $1) order by position",
            indicator,
        )
    )


def roles(database: Database, indicator: str) -> list[str]:
    """Every role that this indicator was published for; participants before interns."""
    rows = _fetch(database, "select distinct role from figure where indicator = $1 order by role desc", indicator)
    return [role for (role,) in rows]


def cohort_of_tests(database: Database, indicator: str | None = None) -> str | None:
    """The cohort whose differences were tested at publication (for one indicator): there a page opens."""
    rows = _fetch(
        database,
        "select p.cohort from comparison p join cohort c using (cohort) where p.p_value is not null"
        " and ($1 is null or p.indicator = $1) order by c.position desc limit 1",
        indicator,
    )
    return rows[0][0] if rows else None


def _cells(database: Database, lang: Lang, chosen: str, *values: object) -> list[Cell]:
    """The cells that `chosen` picks; should a number have slipped into a hidden one, it stops here."""
    return _records(
        database,
        Cell,
        f"""
        from figure f
        join indicator i using (indicator)
        left join location l using (location)
        where {chosen}
        order by i.position, l.position
        """,
        *values,
        indicator_label=f"i.label_{lang}",
        label=f"coalesce({_label(lang)}, f.location)",
        place="coalesce(l.kind, 'location')",
        kind="i.kind",
        **{name: f"case when not f.hidden then f.{name} end" for name in NOTHING},
    )


def compared(database: Database, lang: Lang, indicator: str, cohort: str, level: str, role: str) -> list[Cell]:
    """The cells of one indicator side by side: one per location, site and the whole."""
    chosen = "f.indicator = $1 and f.cohort = $2 and f.level = $3 and f.role = $4"
    return _cells(database, lang, chosen, indicator, cohort, level, role)


def profile(database: Database, lang: Lang, location: str, cohort: str) -> list[Cell]:
    """All indicators of one place over one cohort, every level together."""
    return _cells(database, lang, "f.location = $1 and f.cohort = $2 and f.level = 'all'", location, cohort)


def overview(database: Database, lang: Lang, cohort: str, places: Sequence[str] | None = None) -> list[Cell]:
    """All indicators for these places (or all) over one cohort, every level together."""
    chosen = "f.cohort = $1 and f.level = 'all'"
    if places is None:
        return _cells(database, lang, chosen, cohort)
    return _cells(database, lang, f"{chosen} and list_contains($2, f.location)", cohort, list(places))


def waiting_places(database: Database, cohort: str) -> list[str]:
    """The names of locations that have a provisional figure over one cohort, every level together."""
    rows = _fetch(
        database,
        "select l.label from location l where l.kind = 'location' and l.location in (select location from figure"
        " where cohort = $1 and level = 'all' and status = 'provisional') order by l.position",
        cohort,
    )
    return [label for (label,) in rows]


def steps(
    database: Database, lang: Lang, location: str, cohort: str, role: str, names: Sequence[str]
) -> dict[str, Cell]:
    """The cells of one place that make the way from start to work, by indicator."""
    chosen = "f.location = $1 and f.cohort = $2 and f.level = 'all' and f.role = $3 and list_contains($4, f.indicator)"
    return {cell.indicator: cell for cell in _cells(database, lang, chosen, location, cohort, role, list(names))}


def comparisons(database: Database, lang: Lang, cohort: str, level: str = "all") -> list[Comparison]:
    """The differences of one cohort and level, every role: what was found, or why it was not tested."""
    return _records(
        database,
        Comparison,
        """
        from comparison p
        join indicator i using (indicator)
        left join location l using (location)
        where p.cohort = $1 and p.level = $2
        order by i.position, l.position, p.against desc
        """,
        cohort,
        level,
        indicator_label=f"i.label_{lang}",
        label=f"coalesce({_label(lang)}, p.location)",
        q_passed="coalesce(p.q_passed, false)",
        sentence=f"p.sentence_{lang}",
    )


def said(database: Database, lang: Lang, indicator: str, cohort: str, level: str, role: str) -> dict[str, str]:
    """What every figure of one choice says by itself, by location."""
    return dict(
        _fetch(
            database,
            f"select location, sentence_{lang} from conclusion"
            " where indicator = $1 and cohort = $2 and level = $3 and role = $4",
            *(indicator, cohort, level, role),
        )
    )


def said_of(database: Database, lang: Lang, location: str, cohort: str) -> dict[tuple[str, str], str]:
    """What every figure of one place and cohort says by itself, by indicator and role."""
    rows = _fetch(
        database,
        f"select indicator, role, sentence_{lang} from conclusion where location = $1 and cohort = $2 and level = 'all'",
        *(location, cohort),
    )
    return {(indicator, role): sentence for indicator, role, sentence in rows}


def judged(database: Database, lang: Lang) -> list[Judged]:
    """Everything that was held against the others or a national figure, every level together; also why it was not."""
    return _records(
        database,
        Judged,
        """
        from comparison p
        join indicator i using (indicator)
        left join location l using (location)
        where p.level = 'all'
        order by i.position, l.position, p.against desc
        """,
        indicator_label=f"i.label_{lang}",
        label="coalesce(l.label, p.location)",
        site="coalesce(l.site, p.location)",
        sentence=f"p.sentence_{lang}",
    )


def opportunities(database: Database, lang: Lang, cohort: str) -> list[Opportunity]:
    """Where a location is demonstrably behind the others together, in people."""
    return _records(
        database,
        Opportunity,
        "from opportunity o join indicator i using (indicator) join location l using (location)"
        " where o.cohort = $1 order by i.position, l.position",
        cohort,
        indicator="o.indicator",
        location="o.location",
        indicator_label=f"i.label_{lang}",
        label="l.label",
        sentence=f"o.sentence_{lang}",
    )


def standardised(database: Database, lang: Lang, indicator: str, role: str) -> list[Standardised]:
    """The shares of all years corrected for level, per location; those that could not be corrected say why."""
    return _records(
        database,
        Standardised,
        "from standardised s join location l using (location) where s.indicator = $1 and s.role = $2 order by l.position",
        *(indicator, role),
        location="s.location",
        label="l.label",
        sentence=f"s.sentence_{lang}",
    )


def funnel(database: Database, indicator: str, role: str) -> list[FunnelLine]:
    """The lines of chance around the whole, in the newest pool that is whole."""
    return _records(
        database, FunnelLine, "from funnel where indicator = $1 and role = $2 order by people", *(indicator, role)
    )


def years(database: Database, lang: Lang, indicator: str, location: str, role: str) -> list[Cell]:
    """Every school year of one place, oldest first, the hidden and unfinished ones too."""
    return sorted(
        _cells(
            database,
            lang,
            "f.indicator = $1 and f.location = $2 and f.role = $3 and f.level = 'all'"
            " and f.cohort in (select cohort from cohort where kind = 'year')",
            *(indicator, location, role),
        ),
        key=lambda cell: cell.cohort,
    )


def trend(database: Database, lang: Lang, indicator: str, location: str, role: str) -> dict[str, TrendYear]:
    """The limits of ordinary variation per school year that is shown."""
    chosen = "from trend where indicator = $1 and location = $2 and role = $3 and level = 'all'"
    found = _records(database, TrendYear, chosen, *(indicator, location, role), sentence=f"sentence_{lang}")
    return {year.cohort: year for year in found}


def months(database: Database, lang: Lang, indicator: str, location: str, role: str) -> list[TrendMonth]:
    """The months of one location that are shown, oldest first, each with the limits of ordinary variation."""
    chosen = "from trend_by_month where indicator = $1 and location = $2 and role = $3 order by month"
    return _records(database, TrendMonth, chosen, *(indicator, location, role), sentence=f"sentence_{lang}")


def places_with_months(database: Database, indicator: str, role: str) -> list[str]:
    """The locations of which months are shown."""
    return _places_in(database, "trend_by_month where indicator = $1 and role = $2", indicator, role)


def places_with_curves(database: Database, table: str, indicator: str) -> list[str]:
    """The places of which a curve may be drawn; tables as in `curve`."""
    assert table in ("survival", "incidence")
    enough = f"group by location, cohort having count(*) >= {CURVE_DAYS}"
    return _places_in(database, f"{table} where indicator = $1 and level = 'all' {enough}", indicator)


def _places_in(database: Database, rows: str, *values: object) -> list[str]:
    found = _fetch(
        database,
        f"select location from location where location in (select location from {rows}) order by position",
        *values,
    )
    return [location for (location,) in found]


def periods_shown(database: Database, indicator: str, role: str) -> list[str]:
    """The periods in which at least one location has a figure to see: those with most first, among equals all years."""
    rows = _fetch(
        database,
        "select f.cohort from figure f join cohort c using (cohort) join location l using (location)"
        " where f.indicator = $1 and f.role = $2 and f.level = 'all' and l.kind = 'location' and f.value is not null"
        " group by f.cohort, c.kind, c.position order by count(*) desc, c.kind = 'all' desc, c.position desc",
        *(indicator, role),
    )
    return [cohort for (cohort,) in rows]


def places_shown(database: Database, indicators: Sequence[str], cohort: str, role: str) -> dict[str, int]:
    """How many of these figures each place has to see in one period, the places in their order; without any: left out."""
    rows = _fetch(
        database,
        "select f.location, count(*) from figure f join location l using (location)"
        " where list_contains(string_split($1, ','), f.indicator)"
        " and f.cohort = $2 and f.role = $3 and f.level = 'all' and f.value is not null"
        " group by f.location, l.position order by l.position",
        *(",".join(indicators), cohort, role),
    )
    return dict(rows)


def years_shown(database: Database, indicator: str, role: str) -> dict[str, int]:
    """Of how many school years each place has a figure to see; places without any are left out."""
    rows = _fetch(
        database,
        "select f.location, count(*) from figure f join cohort c using (cohort) join location l using (location)"
        " where f.indicator = $1 and f.role = $2 and f.level = 'all' and c.kind = 'year' and f.value is not null"
        " group by f.location, l.position order by l.position",
        *(indicator, role),
    )
    return dict(rows)


def trend_signals(database: Database, lang: Lang) -> list[TrendSignal]:
    """Locations of which the newest whole school year is part of a change that is more than ordinary.

    The newest year of any place: what was remarkable where later years are hidden asks for no attention now.
    """
    return _records(
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
    return _records(database, CurvePoint, chosen, *(indicator, location, cohort), value=names[0], other=names[1])


def curves(database: Database, table: str, indicator: str, location: str) -> list[str]:
    """The cohorts of one place of which a curve may be drawn, the one with most days first."""
    assert table in ("survival", "incidence")
    rows = _fetch(
        database,
        f"select t.cohort from {table} t join cohort c using (cohort)"
        " where t.indicator = $1 and t.location = $2 and t.level = 'all'"
        f" group by t.cohort, c.position having count(*) >= {CURVE_DAYS} order by count(*) desc, c.position desc",
        *(indicator, location),
    )
    return [cohort for (cohort,) in rows]


def values(database: Database, lang: Lang, location: str) -> list[Value]:
    """The cost-benefit analyses (MKBA) of one site, newest period first."""
    return _records(
        database,
        Value,
        """
        from value v
        join cohort c using (cohort)
        join scenario s on s.scenario_set = v.scenario_set and s.scenario_version = v.scenario_version
        where v.location = $1
        order by c.kind <> 'pool', c.position desc
        """,
        location,
        cohort="v.cohort",
        cohort_label=f"c.label_{lang}",
        scenario_label=f"s.label_{lang}",
        scenario_set="v.scenario_set",
        scenario_version="v.scenario_version",
        price_year="v.price_year",
        discount_rate="v.discount_rate",
        status="v.status",
        reason="v.reason",
    )


MKBA = "where location = $1 and cohort = $2 and scenario_set = $3 and scenario_version = $4 order by position"


def benefits(database: Database, lang: Lang, location: str, value: Value) -> list[Benefit]:
    """What each benefit adds to one analysis."""
    keys = (location, value.cohort, value.scenario_set, value.scenario_version)
    return _records(database, Benefit, f"from value_benefit {MKBA}", *keys, label=f"label_{lang}")


def swings(database: Database, lang: Lang, location: str, value: Value) -> list[Swing]:
    """What each assumption does to one analysis, the widest first."""
    return _records(
        database,
        Swing,
        """
        from tornado t
        left join assumption a on a.scenario_set = t.scenario_set and a.scenario_version = t.scenario_version
            and a.assumption = t.assumption
        where t.location = $1 and t.cohort = $2 and t.scenario_set = $3 and t.scenario_version = $4
        order by t.position
        """,
        *(location, value.cohort, value.scenario_set, value.scenario_version),
        label=f"t.label_{lang}",
        unit="coalesce(a.unit, '')",
        low="t.low",
        high="t.high",
    )


def assumptions(database: Database, lang: Lang, value: Value) -> list[Assumption]:
    """Everything that one analysis assumes."""
    chosen = "from assumption where scenario_set = $1 and scenario_version = $2 order by position"
    return _records(database, Assumption, chosen, *(value.scenario_set, value.scenario_version), label=f"label_{lang}")


def parties(database: Database, lang: Lang) -> list[Party]:
    """Everyone who makes the partnership."""
    return _records(database, Party, "from party order by kind <> 'site', kind, name", role=f"role_{lang}")


def practices(database: Database, lang: Lang, site: str | None = None) -> list[Practice]:
    """How sites (or one) work, theme by theme within a site; nothing for an audience that is not told."""
    chosen = "from practice where $1 is null or site = $1 order by site, theme, title"
    return _records(database, Practice, chosen, site, theme_label=f"theme_{lang}")


def claims(database: Database, lang: Lang) -> list[Claim]:
    """What was said in public, beside what the same definition gives now; one row per statement and indicator."""
    return _records(
        database,
        Claim,
        """
        from claim c
        left join indicator i using (indicator)
        left join location l using (location)
        order by l.position, c.claim, i.position
        """,
        site="coalesce(l.site, c.location)",
        label=f"coalesce({_label(lang)}, c.location)",
        indicator="c.indicator",
        indicator_label=f"coalesce(i.label_{lang}, c.indicator)",
        explanation=f"c.explanation_{lang}",
    )


def _which(database: Database) -> tuple[str, int]:
    """What tells one publication from another; those of several audiences bear the same name."""
    return str(_folder(database) / database.name), database.written_at_ns


@st.cache_resource(max_entries=4, show_spinner=False, hash_funcs={Database: _which})
def world(database: Database, lang: Lang) -> World:
    """Everything that "Klopt dit cijfer?" may know: shown figures, earlier sentences, places, and where something is hidden."""
    return known_world(partial(_rows, database), lang)


def _rows(database: Database, sql: str) -> list[dict[str, Any]]:
    """The rows of one query, by the names of their columns."""
    try:
        with database.connection.cursor() as cursor:
            found = cursor.execute(sql)
            names = [column[0] for column in found.description or ()]
            return [dict(zip(names, row, strict=True)) for row in found.fetchall()]
    except duckdb.Error as error:
        raise UnavailableError(f"{database.what}.unreadable", database.name) from error


def references(database: Database, indicator: str) -> list[Reference]:
    """National figures beside one indicator, newest period first."""
    return _records(
        database, Reference, "from reference where indicator = $1 order by period desc, breakdown", indicator
    )


def freshness(database: Database) -> list[Freshness]:
    """Who has delivered up to when, late ones first."""
    return _records(database, Freshness, "from freshness order by on_time, name")


def suppliers(database: Database) -> list[Supplier]:
    """Who delivers, the sites first, each with the site in whose place it works."""
    return _records(
        database,
        Supplier,
        """
        from freshness f
        left join party p using (partner)
        left join (select distinct site, site_label from location where kind = 'site') s on s.site_label = p.place
        order by p.kind = 'site' desc, f.name
        """,
        partner="f.partner",
        name="f.name",
        site="s.site",
    )


def provenance(database: Database) -> list[Provenance]:
    """The deliveries that the figures rest on, newest first per supplier."""
    return _records(
        database,
        Provenance,
        "from provenance v left join party p using (partner) order by name, dataset, period desc",
        name="coalesce(p.name, v.partner)",
    )


# --- publications beside each other


def publications(database: Database, most: int) -> tuple[list[Published], int]:
    """The newest publications for the same audience, newest first, and how many there are; broken ones are named too."""
    files = sorted(_folder(database).glob("*.duckdb"), reverse=True)
    return [_published(path) for path in files[:most]], len(files)


def _folder(database: Database) -> Path:
    return Path(
        _fetch(database, "select path from duckdb_databases() where database_name = current_database()")[0][0]
    ).parent


def _published(path: Path) -> Published:
    try:
        return _summary(path, path.stat().st_mtime_ns)
    except (duckdb.Error, OSError, ValueError):
        return Published(path.stem, None, None, 0, 0, "", False)


@st.cache_resource(max_entries=200, show_spinner=False)
def _summary(path: Path, written_at_ns: int) -> Published:
    """What a publication says of itself; opened for as long as that takes, so that what is live stays open."""
    assert written_at_ns
    counts = "(select count(*) from figure), (select count(*) from figure where hidden)"
    with duckdb.connect(str(path), read_only=True, config=CONFIG) as con:
        (found,) = con.execute(f"select version, built_at, as_of, {counts}, code, true from publication").fetchall()
    return Published(*found)


def published_before(database: Database, version: str) -> Database:
    """Another publication for the same audience."""
    if not FILE_NAME.fullmatch(f"{version}.duckdb"):
        raise UnavailableError("publication.unreadable", version)
    return published_at(_folder(database) / f"{version}.duckdb")


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


@st.cache_resource(max_entries=8, show_spinner=False, hash_funcs={Database: _which})
def changes(older: Database, newer: Database, lang: Lang, kind: str, most: int) -> tuple[dict[str, int], list[Change]]:
    """How many figures changed in which way between two publications, and the first of one kind ('all': of every)."""
    with duckdb.connect() as con:
        for name, database in (("o", older), ("n", newer)):
            path = str(_folder(database) / database.name).replace("'", "''")
            con.execute(f"attach '{path}' as {name} (read_only)")
        con.execute("set enable_external_access = false")
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


def cells_of(database: Database, lang: Lang, found: Sequence[Change]) -> dict[tuple[str, str, str, str, str], Cell]:
    """The figures that a publication has under these names."""
    keys = ["|".join(change.key) for change in found]
    chosen = "concat_ws('|', f.indicator, f.location, f.cohort, f.level, f.role) in (select unnest($1))"
    cells = _cells(database, lang, chosen, keys)
    return {(cell.indicator, cell.location, cell.cohort, cell.level, cell.role): cell for cell in cells}


def new_definitions(older: Database, newer: Database, lang: Lang) -> list[NewDefinition]:
    """Indicators that are defined otherwise in the newer of two publications."""
    before = dict(_fetch(older, "select indicator, version from indicator"))
    rows = _fetch(newer, f"select indicator, label_{lang}, version from indicator order by position")
    return [NewDefinition(label, before[name], now) for name, label, now in rows if before.get(name) not in (None, now)]


# --- the desk


def desk_run(database: Database) -> DeskRun:
    """The desk's own row."""
    rows = _records(database, DeskRun, "from run")
    if len(rows) != 1:
        raise UnavailableError("desk.unreadable", database.name)
    return rows[0]


def expected(database: Database) -> list[Expected]:
    """What was expected from whom, per period, and how that went."""
    return _records(database, Expected, "from expected order by partner_name, delivery_title, period")


def deliveries(database: Database) -> list[Delivery]:
    """Every receipt, newest first."""
    return _records(database, Delivery, "from delivery order by arrived_at desc, receipt_id")


def findings(database: Database, receipt: str) -> list[Finding]:
    """What was noticed in one delivery: what stops the file first, then rows set apart, then remarks."""
    severities = "['blocks', 'quarantines', 'notice', 'signal']"
    return _records(
        database,
        Finding,
        f'from finding where receipt_id = $1 order by list_position({severities}, severity), "count" desc, "row"',
        receipt,
    )


def link_rates(database: Database) -> list[LinkRate]:
    """How many records are linked to a person, per partner and dataset; the lowest share first."""
    return _records(database, LinkRate, "from link_rate order by rate, partner_name, dataset_name")


def unlinked(database: Database) -> list[Unlinked]:
    """The rows that are linked to nobody: first those that may be of more than one person."""
    order = "list_position(['ambiguous', 'unmatched', 'no_key'], how)"
    places = "partner_name, dataset_name, source_file, source_sheet, source_row"
    return _records(database, Unlinked, f"from unlinked order by {order}, {places}")


def signals(database: Database) -> list[Signal]:
    """The rows that another partner contradicts; each difference stands there for both sides."""
    return _records(
        database,
        Signal,
        "from signal order by partner_name, against_name, signal, source_file, source_sheet, source_row",
    )


def unused_words(database: Database) -> list[UnusedWord]:
    """Words of value maps that occur in nothing that counts."""
    return _records(
        database, UnusedWord, 'from unused_word order by partner_name, delivery, dataset_name, "column", word'
    )


def actions(database: Database, receipt: str) -> list[Action]:
    """The repairs that solve what was noticed in one delivery, what solves most first."""
    return _records(database, Action, "from action where receipt_id = $1 order by explained <> '', position", receipt)


def open_actions(database: Database) -> list[OpenAction]:
    """The repairs of every delivery that still matters: what stops a file first, then what solves most."""
    return _records(
        database,
        OpenAction,
        """
        from action a
        join delivery d using (receipt_id)
        where d.matters
        order by list_position(['blocks', 'quarantines', 'notice', 'signal'], a.severity), a."count" desc, d.period desc
        """,
        receipt_id="a.receipt_id",
        delivery_id="d.delivery_id",
        partner="d.partner",
        count='a."count"',
    )


def apart(database: Database, receipts: Sequence[str], rule: str, header: str) -> list[Apart]:
    """The rows of these deliveries that one rule on one column set apart."""
    chosen = "list_contains($1, receipt_id) and rule = $2 and header = $3"
    return _records(
        database,
        Apart,
        f'from apart where {chosen} order by receipt_id desc, sheet, "row"',
        list(receipts),
        rule,
        header,
    )


def plans(database: Database, lang: Lang) -> list[Planned]:
    """Every partner with what it delivers and when, in the registry's order."""
    return _records(database, Planned, "from plan", rhythm=f"rhythm_{lang}")


def terms(database: Database, column: str, lang: Lang) -> list[Term]:
    """The agreed words that a column may hold."""
    return _records(database, Term, 'from term where "column" = $1 order by 2', column, label=f'"{lang}"')


def repaired(database: Database) -> list[Repaired]:
    """What stewards mapped and waived, newest first."""
    return _records(database, Repaired, "from repair order by decided_on desc, partner_name, what")


# --- a figure and what holds it up


def provisional(database: Database, lang: Lang) -> list[Waiting]:
    """The figures of single locations, levels together, of which the outcome of some people is not known yet."""
    return _records(
        database,
        Waiting,
        """
        from figure f
        join indicator i using (indicator)
        join location l using (location)
        join cohort c using (cohort)
        left join publication_as_of a using (location)
        where f.status = 'provisional' and not f.hidden and f.level = 'all' and l.kind = 'location'
        order by i.position, l.position, c.position, f.role desc
        """,
        indicator="f.indicator",
        indicator_label=f"i.label_{lang}",
        location="f.location",
        label="l.label",
        cohort="f.cohort",
        cohort_label=f"c.label_{lang}",
        not_evaluable="f.not_evaluable",
        as_of="a.as_of",
    )
