"""The cost-benefit analyses (MKBA) of a site: what each benefit adds, what hangs on which assumption."""

from dashboards.records.derived import Assumption, Benefit, Swing, Value
from dashboards.stored import Database, records
from pipelines.words import Lang


def analyses(database: Database, lang: Lang, location: str) -> list[Value]:
    """The cost-benefit analyses (MKBA) of one site, newest period first."""
    return records(
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
    return records(database, Benefit, f"from value_benefit {MKBA}", *keys, label=f"label_{lang}")


def swings(database: Database, lang: Lang, location: str, value: Value) -> list[Swing]:
    """What each assumption does to one analysis, the widest first."""
    return records(
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
    return records(database, Assumption, chosen, *(value.scenario_set, value.scenario_version), label=f"label_{lang}")
