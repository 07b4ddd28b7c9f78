"""Who makes the partnership and how, who delivered up to when, and what was said in public."""

from functools import partial

import streamlit as st

from dashboards.queries.figures import place_label
from dashboards.records.account import Supplier
from dashboards.records.derived import Party, Practice
from dashboards.records.figures import Claim, Freshness, Provenance
from dashboards.stored import Database, named_rows, records, which
from pipelines.stages.claim.answer import World
from pipelines.stages.claim.world import world as known_world
from pipelines.words import Lang


def parties(database: Database, lang: Lang) -> list[Party]:
    """Everyone who makes the partnership."""
    return records(database, Party, "from party order by kind <> 'site', kind, name", role=f"role_{lang}")


def practices(database: Database, lang: Lang, site: str | None = None) -> list[Practice]:
    """How sites (or one) work, theme by theme within a site; nothing for an audience that is not told."""
    chosen = "from practice where $1 is null or site = $1 order by site, theme, title"
    return records(database, Practice, chosen, site, theme_label=f"theme_{lang}")


def freshness(database: Database) -> list[Freshness]:
    """Who has delivered up to when, late ones first."""
    return records(database, Freshness, "from freshness order by on_time, name")


def suppliers(database: Database) -> list[Supplier]:
    """Who delivers, the sites first, each with the site in whose place it works."""
    return records(
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
    return records(
        database,
        Provenance,
        "from provenance v left join party p using (partner) order by name, dataset, period desc",
        name="coalesce(p.name, v.partner)",
    )


def claims(database: Database, lang: Lang) -> list[Claim]:
    """What was said in public, beside what the same definition gives now; one row per statement and indicator."""
    return records(
        database,
        Claim,
        """
        from claim c
        left join indicator i using (indicator)
        left join location l using (location)
        order by l.position, c.claim, i.position
        """,
        site="coalesce(l.site, c.location)",
        label=f"coalesce({place_label(lang)}, c.location)",
        indicator="c.indicator",
        indicator_label=f"coalesce(i.label_{lang}, c.indicator)",
        explanation=f"c.explanation_{lang}",
    )


@st.cache_resource(max_entries=4, show_spinner=False, hash_funcs={Database: which})
def world(database: Database, lang: Lang) -> World:
    """Everything that "Klopt dit cijfer?" may know: shown figures, earlier sentences, places, and where something is hidden."""
    return known_world(partial(named_rows, database), lang)
