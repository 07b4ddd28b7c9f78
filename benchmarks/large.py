"""A publication of 100 locations × 15 school years × every indicator, as the dashboard meets it.

The counts are drawn, all that follows is real: what hides by its own counts, comparisons, sentences, trends, curves and the
SQL and asserts of a publication, on the real agreements with made-up places. Secondary hiding is not done: it takes minutes
(`shared` times it), and a page draws a figure that is hidden for that reason like any other hidden one.
"""

from datetime import UTC, date, datetime
from itertools import product
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd

from pipelines import benchmark, metrics
from pipelines.metrics import Metric
from pipelines.registry import load_registry
from pipelines.settings import SOURCES, WAREHOUSE, Settings
from pipelines.stages import derive
from pipelines.stages import publish as publishing
from pipelines.stages.disclose.curves import SUPPLIED_DAY, disclose_curves
from pipelines.stages.disclose.figures import PUBLIC, disclose
from pipelines.stages.disclose.primary import primary
from pipelines.stages.disclose.protect import Protection
from pipelines.stages.measure import CURVE, CURVE_DAYS, MEASURED
from pipelines.stages.statistics import wilson

LOCATIONS, SITES, PER_LEVEL = 100, 40, 12
YEARS = [f"{year}/{(year + 1) % 100:02}" for year in range(2011, 2026)]
POOLS = {f"pool:{2011 + 3 * n}-{2014 + 3 * n}": YEARS[3 * n : 3 * n + 3] for n in range(5)}
LEVELS = {"mbo1": "mbo1-2", "mbo2": "mbo1-2", "mbo3": "mbo3-4"}
CELL = ["location", "cohort", "level"]
COUNTS = ["met", "not_met", "unknown", "not_yet", "excluded"]
FIRST_NAMES = ("Ooster", "Wester", "Noorder", "Zuider", "Molen", "Haven", "Kerk", "Linden", "Water", "Berg")
LAST_NAMES = ("buurt", "kwartier", "park", "wijk", "veld", "hof", "dijk", "poort", "akker", "rade")


def write(data: Path) -> int:
    """Publish for the public under `data`; how many figures."""
    settings, known = Settings(data=data), metrics.load_metrics(WAREHOUSE / "metrics" / "metrics.yaml")
    built = benchmark.build_core(settings, load_registry(SOURCES))
    with duckdb.connect(str(data / "warehouse" / f"{built.version}.duckdb")) as con:
        places = _places()
        _agree(con, places)
        measured = pd.concat([_measured(metric, places) for metric in known if metric.kind != "value"])
        measured = measured.reset_index(drop=True)
        own = primary(measured, PUBLIC.threshold)
        figures = disclose(measured, PUBLIC, Protection(own, own, own))
        references = con.execute("select * from agreed.reference").df()
        frames = {
            "figure": figures,
            "survival": disclose_curves(
                _curves(measured), figures, PUBLIC, _held(places), pd.DataFrame(columns=SUPPLIED_DAY)
            ),
            "provenance": _provenance(places),
            "freshness": _freshness(places),
            **derive.derive(figures, known, derive.Agreed(list(places["location"]), list(LEVELS), references)),
        }
        ready = publishing.write(
            con, frames, data / "published" / PUBLIC.name, built.version, audience=PUBLIC,
            built_at=datetime.now(UTC).replace(tzinfo=None), demo=True, code="benchmark",
        )  # fmt: skip
        publishing.go_live(ready)
    return len(figures)


def _places() -> pd.DataFrame:
    names = [first + last for last, first in product(LAST_NAMES, FIRST_NAMES)][:LOCATIONS]
    rows = []
    for number, name in enumerate(names):
        site = f"site{number % SITES:02}"
        rows.append((f"{site}/place{number:03}", name, site, f"Stad {number % SITES + 1}", site, date(2011, 8, 1)))
    return pd.DataFrame(rows, columns=["location", "label", "site", "site_label", "partner", "since"])


def _held(places: pd.DataFrame) -> dict[str, frozenset[str]]:
    """Of which locations each place is made."""
    by_site = {str(site): frozenset(rows["location"]) for site, rows in places.groupby("site")}
    return {
        "all": frozenset(places["location"]),
        **by_site,
        **{place: frozenset([place]) for place in places["location"]},
    }


def _agree(con: duckdb.DuckDBPyConnection, places: pd.DataFrame) -> None:
    """The places instead of the real ones, each a site that delivers, tells of a practice and is complete until today."""
    sites = places.drop_duplicates("site")
    parties = pd.DataFrame({
        "partner": sites["site"], "name": "WijkLeerbedrijf " + sites["site_label"], "kind": "site",
        "place": sites["site_label"], "role_nl": "wijkleerbedrijf", "role_en": "learning company",
        "mailbox": sites["site"] + "@example.org", "delivers": True,
    })  # fmt: skip
    until = date(2026, 10, 31)
    vantage = pd.DataFrame({
        "ask": "benchmark", "location": places["location"], "as_of": until, "started_from": date(1900, 1, 1),
        "started_until": until,
    })  # fmt: skip
    practices = pd.DataFrame(
        [
            (site, 2026, theme, words, words, f"Afspraak {n}", "Wat de locatie hierover vertelt.", 2020, True)
            for site in sites["site"]
            for n, (theme, words) in enumerate([("guidance", "Begeleiding"), ("community_team", "Wijkteam")])
        ],
        columns=["site", "year", "theme", "theme_nl", "theme_en", "title", "description", "since", "is_newest"],
    )
    made = {"agreed.location": places, "agreed.party": parties, "core.vantage": vantage, "core.practice": practices}
    for table, frame in made.items():
        con.execute(f"delete from {table}")
        con.execute(f"insert into {table} by name select * from frame")
        assert len(frame)


def _measured(metric: Metric, places: pd.DataFrame) -> pd.DataFrame:
    """One indicator as `measure` gives it: every place, site and all × school year, pool and all, and × level over all years."""
    random = np.random.default_rng(list(metric.indicator.encode()))
    leaf = places[["location", "site"]].merge(pd.DataFrame({"cohort": YEARS}), how="cross")
    leaf = leaf.merge(pd.DataFrame({"level": list(LEVELS)}), how="cross")
    leaf["pool"] = leaf["cohort"].map({year: pool for pool, years in POOLS.items() for year in years})
    people = random.poisson(PER_LEVEL, len(leaf))
    usual = random.uniform(0.45, 0.85)
    shares = dict(zip(places["location"], random.normal(usual, 0.03, len(places)), strict=True))
    share = leaf["location"].map(shares).clip(0.05, 0.95)
    leaf["not_yet"] = np.where(leaf["cohort"] == YEARS[-1], random.binomial(people, 0.6), 0)
    leaf["unknown"] = np.where(random.random(len(leaf)) < 0.02, people // 3, 0) if metric.rests_on_answers else 0
    leaf["unknown"] = np.minimum(leaf["unknown"], people - leaf["not_yet"])
    judged = people - leaf["not_yet"] - leaf["unknown"]
    leaf["met"] = random.binomial(judged, share)
    leaf["not_met"], leaf["excluded"] = judged - leaf["met"], 0
    leaf["amount"] = people * random.uniform(20, 40)
    leaf["every"], leaf["pair"] = "all", leaf["level"].map(LEVELS)
    crossings = [("cohort", "every"), ("pool", "every"), ("every", "every")]
    # Only outcomes are told by level.
    crossings += [("every", "level"), ("every", "pair")] if metric.unit == "fraction" and not metric.clustered else []
    parts = []
    for (cohort, level), place in product(crossings, ("location", "site", "every")):
        part = leaf.groupby([leaf[place], leaf[cohort], leaf[level]])[[*COUNTS, "amount"]].sum()
        parts.append(part.rename_axis(CELL).reset_index())
    frame = pd.concat(parts, ignore_index=True)
    # A pool is told when its last year can be judged.
    frame = frame[~(frame["cohort"].str.startswith("pool:") & (frame["not_yet"] > 0))]
    return _as_measured(frame.reset_index(drop=True), metric)


def _as_measured(frame: pd.DataFrame, metric: Metric) -> pd.DataFrame:
    lower = metric.bound == "lower"
    judged = frame["met"] + frame["not_met"]
    everyone = judged + frame["unknown"] + frame["not_yet"]
    outcome = metric.kind in ("rate", "survival")
    frame = frame.assign(
        indicator=metric.indicator, ask="benchmark", kind=metric.kind, bound=metric.bound, about=metric.about,
        rests_on_answers=metric.rests_on_answers, clustered=metric.clustered,
        role="participant" if outcome else "all",
        numerator=frame["met"] if outcome else frame["amount"],
        denominator=judged + (frame["unknown"] if lower else 0) if outcome else everyone * (2.0 if metric.kind == "ratio" else np.nan),
        not_evaluable=frame["not_yet"] + (0 if lower else frame["unknown"]), waiting=frame["not_yet"] if outcome else 0,
        persons=everyone, met_persons=frame["met"], not_met_persons=frame["not_met"],
        maturity=(judged + frame["unknown"]) / everyone if outcome else 1.0,
        events=frame["not_met"] if metric.kind == "survival" else None,
        at_risk=frame["met"] if metric.kind == "survival" else None,
    )  # fmt: skip
    if metric.kind == "per_week":
        frame["denominator"] = everyone / 16.0
    frame["value"] = frame["numerator"] / frame["denominator"].where(frame["denominator"] > 0)
    if metric.kind in ("count", "people"):
        frame["value"] = frame["numerator"]
    frame["low"], frame["high"] = wilson(frame["met"], frame["denominator"]) if outcome else (np.nan, np.nan)
    frame[["numerator", "denominator"]] = frame[["numerator", "denominator"]].astype(float)
    return frame[MEASURED].astype({"events": "Int64", "at_risk": "Int64"})


def _curves(measured: pd.DataFrame) -> pd.DataFrame:
    """Of every survival figure who was still at work on each day: as many as it says on the day it looks at, and on."""
    lasting = measured[(measured["kind"] == "survival") & (measured["denominator"] > 0)]
    rows = []
    for figure in lasting.itertuples(index=False):
        for day in CURVE_DAYS:
            lost = round((figure.denominator - figure.numerator) * min(day / 182, 1.6))
            stay = max(figure.denominator - lost, 0) / figure.denominator
            low, high = wilson([stay * figure.denominator], [figure.denominator])
            rows.append((
                figure.indicator, figure.location, figure.cohort, figure.level, figure.role, day, stay, low[0], high[0],
                int(figure.denominator - lost), lost,
            ))  # fmt: skip
    return pd.DataFrame(rows, columns=CURVE)


def _provenance(places: pd.DataFrame) -> pd.DataFrame:
    months = [f"2026-{month:02}" for month in range(1, 11)]
    datasets = ("trajectory", "attendance", "help_request", "visit")
    rows = [
        (site, "rapportage", month, f"{site}.rapportage.{month}.0123456789ab", dataset, datetime(2026, 11, 2, 9, 30))  # noqa: DTZ001
        for site in places["site"].unique()
        for month in months
        for dataset in datasets
    ]
    return pd.DataFrame(rows, columns=["partner", "delivery", "period", "delivery_id", "dataset", "arrived_at"])


def _freshness(places: pd.DataFrame) -> pd.DataFrame:
    rows = [
        (site, f"WijkLeerbedrijf {site[4:]}", number % 8 != 0, "2026-10" if number % 8 else "2026-09", "2026-10",
         "on_time" if number % 8 else "late")
        for number, site in enumerate(places["site"].unique())
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=["partner", "name", "on_time", "last_period", "expected_period", "state"])
