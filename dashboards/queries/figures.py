"""Which publication this is, what it holds (indicators, places, periods, levels), and its figures as cells."""

from collections.abc import Sequence

from dashboards.records.account import Change
from dashboards.records.figures import Cell, Edition, Indicator, Place, Waiting
from dashboards.stored import Database, UnavailableError, fetch, records
from pipelines.words import Lang, say

# What a hidden figure must not have, whatever the file says.
NOTHING = (
    "numerator", "denominator", "not_evaluable", "excluded", "unknown", "value", "low", "high", "response", "bound_low",
    "bound_high",
)  # fmt: skip


def edition(database: Database) -> Edition:
    """The publication's own row."""
    rows = records(database, Edition, "from publication")
    if len(rows) != 1:
        raise UnavailableError("publication.unreadable", database.name)
    return rows[0]


def audience(database: Database) -> str:
    """Whom a publication is for: 'public', 'kopgroep' or 'site:<id>'."""
    rows = fetch(database, "select audience from publication")
    return str(rows[0][0]) if rows else ""


def indicators(database: Database, lang: Lang) -> dict[str, Indicator]:
    """Every indicator's card, in the agreed order."""
    parts = ("label", "question", "purpose", "numerator", "denominator", "not_evaluable", "excluded")
    translated = {part: f"{part}_{lang}" for part in parts}
    cards = records(database, Indicator, "from indicator order by position", **translated)
    return {card.indicator: card for card in cards}


def places(database: Database, lang: Lang = "nl") -> list[Place]:
    """Locations, sites and the whole, in the agreed order."""
    return records(database, Place, "from location l order by position", label=place_label(lang))


def place_label(lang: Lang) -> str:
    """SQL: the name of a place; only the whole has another name in another language."""
    return f"case when l.kind = 'all' then '{say('place.all', lang)}' else l.label end"


def periods(database: Database, lang: Lang, indicator: str | None = None) -> dict[str, str]:
    """Every cohort that holds a figure (of one indicator), by name; empty when nothing was published."""
    return dict(
        fetch(
            database,
            f"select cohort, label_{lang} from cohort where cohort in"
            " (select cohort from figure where $1 is null or indicator = $1) order by position",
            indicator,
        )
    )


def levels(database: Database, lang: Lang, indicator: str) -> dict[str, str]:
    """Every level that this indicator was published by."""
    return dict(
        fetch(
            database,
            f"select level, label_{lang} from level where level in"
            " (select level from figure where indicator = $1) order by position",
            indicator,
        )
    )


def roles(database: Database, indicator: str) -> list[str]:
    """Every role that this indicator was published for; participants before interns."""
    rows = fetch(database, "select distinct role from figure where indicator = $1 order by role desc", indicator)
    return [role for (role,) in rows]


def cells(database: Database, lang: Lang, chosen: str, *values: object) -> list[Cell]:
    """The cells that `chosen` picks; should a number have slipped into a hidden one, it stops here."""
    return records(
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
        label=f"coalesce({place_label(lang)}, f.location)",
        place="coalesce(l.kind, 'location')",
        kind="i.kind",
        **{name: f"case when not f.hidden then f.{name} end" for name in NOTHING},
    )


def compared(database: Database, lang: Lang, indicator: str, cohort: str, level: str, role: str) -> list[Cell]:
    """The cells of one indicator side by side: one per location, site and the whole."""
    chosen = "f.indicator = $1 and f.cohort = $2 and f.level = $3 and f.role = $4"
    return cells(database, lang, chosen, indicator, cohort, level, role)


def profile(database: Database, lang: Lang, location: str, cohort: str) -> list[Cell]:
    """All indicators of one place over one cohort, every level together."""
    return cells(database, lang, "f.location = $1 and f.cohort = $2 and f.level = 'all'", location, cohort)


def overview(database: Database, lang: Lang, cohort: str, places: Sequence[str] | None = None) -> list[Cell]:
    """All indicators for these places (or all) over one cohort, every level together."""
    chosen = "f.cohort = $1 and f.level = 'all'"
    if places is None:
        return cells(database, lang, chosen, cohort)
    return cells(database, lang, f"{chosen} and list_contains($2, f.location)", cohort, list(places))


def waiting_places(database: Database, cohort: str) -> list[str]:
    """The names of locations that have a provisional figure over one cohort, every level together."""
    rows = fetch(
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
    return {cell.indicator: cell for cell in cells(database, lang, chosen, location, cohort, role, list(names))}


def periods_shown(database: Database, indicator: str, role: str) -> list[str]:
    """The periods in which at least one location has a figure to see: those with most first, among equals all years."""
    rows = fetch(
        database,
        "select f.cohort from figure f join cohort c using (cohort) join location l using (location)"
        " where f.indicator = $1 and f.role = $2 and f.level = 'all' and l.kind = 'location' and f.value is not null"
        " group by f.cohort, c.kind, c.position order by count(*) desc, c.kind = 'all' desc, c.position desc",
        *(indicator, role),
    )
    return [cohort for (cohort,) in rows]


def places_shown(database: Database, indicators: Sequence[str], cohort: str, role: str) -> dict[str, int]:
    """How many of these figures each place has to see in one period, the places in their order; without any: left out."""
    rows = fetch(
        database,
        "select f.location, count(*) from figure f join location l using (location)"
        " where list_contains(string_split($1, ','), f.indicator)"
        " and f.cohort = $2 and f.role = $3 and f.level = 'all' and f.value is not null"
        " group by f.location, l.position order by l.position",
        *(",".join(indicators), cohort, role),
    )
    return dict(rows)


def cells_of(database: Database, lang: Lang, found: Sequence[Change]) -> dict[tuple[str, str, str, str, str], Cell]:
    """The figures that a publication has under these names."""
    keys = ["|".join(change.key) for change in found]
    chosen = "concat_ws('|', f.indicator, f.location, f.cohort, f.level, f.role) in (select unnest($1))"
    named = cells(database, lang, chosen, keys)
    return {(cell.indicator, cell.location, cell.cohort, cell.level, cell.role): cell for cell in named}


def provisional(database: Database, lang: Lang) -> list[Waiting]:
    """The figures of single locations, levels together, of which the outcome of some people is not known yet."""
    return records(
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
