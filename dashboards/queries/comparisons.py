"""What figures say beside each other: differences that were tested, sentences, corrections, and national figures."""

from dashboards.queries.figures import place_label
from dashboards.records.account import Judged
from dashboards.records.derived import FunnelLine, Opportunity, Standardised
from dashboards.records.figures import Comparison, Reference
from dashboards.stored import Database, fetch, records
from pipelines.words import Lang


def cohort_of_tests(database: Database, indicator: str | None = None) -> str | None:
    """The cohort whose differences were tested at publication (for one indicator): there a page opens."""
    rows = fetch(
        database,
        "select p.cohort from comparison p join cohort c using (cohort) where p.p_value is not null"
        " and ($1 is null or p.indicator = $1) order by c.position desc limit 1",
        indicator,
    )
    return rows[0][0] if rows else None


def differences(database: Database, lang: Lang, cohort: str, level: str = "all") -> list[Comparison]:
    """The differences of one cohort and level, every role: what was found, or why it was not tested."""
    return records(
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
        label=f"coalesce({place_label(lang)}, p.location)",
        q_passed="coalesce(p.q_passed, false)",
        sentence=f"p.sentence_{lang}",
    )


def said(database: Database, lang: Lang, indicator: str, cohort: str, level: str, role: str) -> dict[str, str]:
    """What every figure of one choice says by itself, by location."""
    return dict(
        fetch(
            database,
            f"select location, sentence_{lang} from conclusion"
            " where indicator = $1 and cohort = $2 and level = $3 and role = $4",
            *(indicator, cohort, level, role),
        )
    )


def said_of(database: Database, lang: Lang, location: str, cohort: str) -> dict[tuple[str, str], str]:
    """What every figure of one place and cohort says by itself, by indicator and role."""
    rows = fetch(
        database,
        f"select indicator, role, sentence_{lang} from conclusion where location = $1 and cohort = $2 and level = 'all'",
        *(location, cohort),
    )
    return {(indicator, role): sentence for indicator, role, sentence in rows}


def judged(database: Database, lang: Lang) -> list[Judged]:
    """Everything that was held against the others or a national figure, every level together; also why it was not."""
    return records(
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
    return records(
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
    return records(
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
    return records(
        database, FunnelLine, "from funnel where indicator = $1 and role = $2 order by people", *(indicator, role)
    )


def references(database: Database, indicator: str) -> list[Reference]:
    """National figures beside one indicator, newest period first."""
    return records(
        database, Reference, "from reference where indicator = $1 order by period desc, breakdown", indicator
    )
