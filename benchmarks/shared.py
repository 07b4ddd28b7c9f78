"""The shared part for made-up sites: people drawn per indicator → measured, disclosed and published for every audience.

Everything behind the tables of `metrics` is the real thing, with a publication per site. People are drawn for each indicator
apart, so that no two indicators count the same people; where they do (see the demo) hiding costs more.
"""

import time
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import numpy as np
import pandas as pd

from benchmarks.memory import watched
from pipelines import benchmark, metrics
from pipelines.registry import Location, Party, Registry, load_registry
from pipelines.settings import SOURCES, WAREHOUSE, Settings
from pipelines.stages.publish import current

INDICATORS, PER_YEAR, PER_SITE = 20, 30, 2.5
YEARS = [f"{year}/{(year + 1) % 100:02}" for year in range(2011, 2026)]
LEVELS = ("mbo1", "mbo2", "mbo3", "mbo4")
KINDS = ("rate", "survival", "count", "people")
TODAY = date(2026, 10, 31)


def measure(locations: int) -> dict[str, float]:
    """Seconds, peak memory of all processes together, figures of the public and its hidden share."""
    with TemporaryDirectory() as folder:
        settings, registry = Settings(data=Path(folder)), _registry(locations)
        filled(settings, registry)
        started = time.perf_counter()
        with watched() as peak:
            made = benchmark.publish(settings, registry)
        seconds = time.perf_counter() - started
        audiences = [path for path in (settings.data / "published").iterdir() if current(path)]
    return {
        f"shared_{locations}_seconds": seconds, f"shared_{locations}_peak_mb": max(peak),
        f"shared_{locations}_audiences": float(len(audiences)), f"shared_{locations}_figures": float(made.figures),
        f"shared_{locations}_hidden_share": made.hidden / made.figures,
    }  # fmt: skip


def _registry(locations: int) -> Registry:
    """The real agreements, and sites that nobody has heard of, of two or three locations each."""
    registry = load_registry(SOURCES)
    sites = max(2, round(locations / PER_SITE))
    parties = [
        Party(
            id=f"site{site:02}", name=f"WijkLeerbedrijf {site}", kind="site", place=f"Stad {site}", role_nl="wijkleerbedrijf",
            role_en="learning company",
            locations=tuple(
                Location(id=f"site{site:02}/place{place:03}", name=f"Wijk {place}", since=date(2011, 8, 1))
                for place in range(site, locations, sites)
            ),
        )
        for site in range(sites)
    ]  # fmt: skip
    registry.parties.update({party.id: party for party in parties})
    return registry


def filled(settings: Settings, registry: Registry) -> None:
    """A warehouse with core and metrics of nobody, and people put into the tables of twenty indicators."""
    version = benchmark.build_core(settings, registry).version
    path = settings.data / "warehouse" / f"{version}.duckdb"
    places = [place.id for party in registry.parties.values() for place in party.locations if party.id[:4] == "site"]
    with duckdb.connect(str(path)) as con:
        seen = pd.DataFrame({
            "ask": "benchmark", "location": places, "as_of": TODAY, "started_from": date(1900, 1, 1), "started_until": TODAY,
        })  # fmt: skip
        con.execute("insert into core.vantage by name select * from seen")
        assert len(seen)
    benchmark.build_metrics(settings)
    known = metrics.load_metrics(WAREHOUSE / "metrics" / "metrics.yaml")
    with duckdb.connect(str(path)) as con:
        told = [metric for metric in known if metric.kind in KINDS and metric.about == "people"]
        for number, metric in enumerate(told[:INDICATORS]):
            columns = [name for name, *_ in con.execute(f"describe metrics.{metric.indicator}").fetchall()]
            people = _people(places, np.random.default_rng(number), str(number))[columns]
            con.execute(f"insert into metrics.{metric.indicator} select * from people")
            assert len(people)


def _people(places: list[str], random: np.random.Generator, name: str) -> pd.DataFrame:
    """Participants of one indicator, of every place and school year; some of the last years are still waiting."""
    location, cohort = (part.ravel() for part in np.meshgrid(places, YEARS, indexing="ij"))
    number = random.poisson(PER_YEAR, len(location))
    location, cohort = np.repeat(location, number), np.repeat(cohort, number)
    share = np.repeat(random.uniform(0.45, 0.85, len(number)), number)
    waits = (cohort > "2023") & (random.random(len(cohort)) < 0.3)
    outcome = np.where(waits, "not_evaluable", np.where(random.random(len(cohort)) < share, "met", "not_met"))
    level = random.choice(LEVELS, len(cohort), p=(0.35, 0.35, 0.2, 0.1))
    person = [f"{name}.{at}" for at in range(len(cohort))]
    # Of who reached what is asked, for how long they were followed and whether it ended: what survival figures are about.
    days = pd.array(np.where(outcome == "met", random.integers(1, 400, len(cohort)), 0), dtype="Int64")
    days[outcome != "met"] = pd.NA
    return pd.DataFrame({
        "ask": "benchmark", "location": location, "cohort": cohort, "level": level, "role": "participant", "person": person,
        "outcome": outcome, "is_final": True, "is_mature": ~waits, "days": days,
        "event": random.random(len(cohort)) < 0.2, "value": 1.0, "month": [f"{year[:4]}-10" for year in cohort],
    })  # fmt: skip
