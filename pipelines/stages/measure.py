"""The leaf rows of every metric → one row per indicator, ask, location, cohort, level and role.

Hides nothing and publishes nothing: what comes out is exact and for the pipeline's eyes only (see `disclose`).
The adding up is SQL in `warehouse/measured/`; the intervals come from `statistics`.
"""

from collections.abc import Sequence
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd

from pipelines.metrics import Metric
from pipelines.stages.build import create_tables
from pipelines.stages.statistics import survival, wilson
from pipelines.stages.statistics.bootstrap import ratio_interval

MEASURED_SQL = Path(__file__).resolve().parents[2] / "warehouse" / "measured"
RETENTION_DAY = 182
CURVE_DAYS = (0, 30, 61, 91, 122, 152, 182, 213, 243, 274, 304, 335, 365)

Followed = Sequence[dict[str, int]]
CELL = ["indicator", "ask", "location", "cohort", "level", "role"]
MEASURED = [
    *CELL,
    "kind",
    "bound",
    "rests_on_answers",
    "clustered",
    "about",
    "numerator",
    "denominator",
    "not_evaluable",
    "unknown",
    "excluded",
    "waiting",
    "persons",
    "met_persons",
    "not_met_persons",
    "events",
    "at_risk",
    "value",
    "low",
    "high",
    "maturity",
]
CURVE = ["indicator", "location", "cohort", "level", "role", "day", "survival", "low", "high", "at_risk", "events"]

# What each kind of metric adds to the columns that all have; the rest is null.
LEAF_COLUMNS = {
    "outcome": ("varchar", ("rate", "survival")),
    "days": ("bigint", ("survival",)),
    "event": ("boolean", ("survival",)),
    "value": ("double", ("count", "ratio")),
    "divisor": ("double", ("ratio",)),
    "week": ("varchar", ("per_week",)),
    "month": ("varchar", ("count",)),
}


def measure(
    con: duckdb.DuckDBPyConnection, metrics: tuple[Metric, ...], folder: Path = MEASURED_SQL, schema: str = "metrics"
) -> pd.DataFrame:
    """Add up `metrics.*` for the benchmark and for every claim; columns as in `MEASURED`, one row per `CELL`.

    `value` is a fraction for rates and survival (read at day 182), else the count, the quotient or the weekly mean.
    Rates of persons counted once get a Wilson interval, clustered figures one by drawing persons again.
    Needs `core.*` and `agreed.claim`.
    `schema` holds a table per indicator; `metrics.leaf` and `measured.*` are about whatever was measured last.
    """
    con.execute(f"create or replace table metrics.leaf as {leaf_sql(metrics, schema)}")
    create_tables(con, folder, "measured")
    frame = con.execute("select * from measured.figure order by indicator, ask, location, cohort, level, role").df()
    for name in ("rests_on_answers", "clustered"):
        frame[name] = frame["indicator"].map({m.indicator: getattr(m, name) for m in metrics}).astype(bool)
    frame["about"] = frame["indicator"].map({metric.indicator: metric.about for metric in metrics})
    _add_values(frame)
    _add_clustered(frame, con)
    _add_survival(frame)
    return frame[MEASURED]


def curves(con: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """Survival of every benchmark cell at fixed days; columns as in `CURVE`. Needs what `measure` left behind.

    `at_risk` counts who is still followed at the end of a day, so that at day 182 it is the figure's numerator. After the
    last follow-up there is no survival, and nobody at risk.
    """
    frame = con.execute(
        "select indicator, location, cohort, level, role, followed from measured.figure"
        " where kind = 'survival' and ask = 'benchmark'"
    ).df()
    people: list[Followed] = frame.pop("followed").tolist()
    rows: list[tuple[object, ...]] = []
    for cell, followed in zip(frame.itertuples(index=False), people, strict=True):
        days, events = _days_and_events(followed)
        points = survival(days, events, CURVE_DAYS)
        rows += [(*cell, p.day, p.survival, p.low, p.high, p.still_followed, p.events_until) for p in points]
        rows += [(*cell, day, None, None, None, 0, sum(events)) for day in CURVE_DAYS[len(points) :] if points]
    return pd.DataFrame(rows, columns=CURVE)


def leaf_sql(metrics: tuple[Metric, ...], schema: str = "metrics") -> str:
    """One query that puts the leaf rows of all metrics under each other; what is worked out of figures has none."""
    return "\nunion all\n".join(_leaf(metric, schema) for metric in metrics if metric.kind != "value")


def _leaf(metric: Metric, schema: str) -> str:
    columns = [
        f"'{metric.indicator}' as indicator",
        f"'{metric.kind}' as kind",
        f"cast({_quoted(metric.bound)} as varchar) as bound",
        f"{str(metric.clustered).lower()} as is_clustered",
        *("ask", "location", "cohort", "level", "role", "person"),
    ]
    for name, (kind, used_by) in LEAF_COLUMNS.items():
        columns.append(f"cast({name if metric.kind in used_by else 'null'} as {kind}) as {name}")
    # A horizon has passed when somebody is judged; for survival, when all days could have been seen.
    judged = "outcome in ('met', 'not_met', 'unknown')" + (" and is_final" if metric.has_editions else "")
    is_mature = {"rate": judged, "survival": "is_mature"}.get(metric.kind, "null")
    columns.append(f"cast({is_mature} as boolean) as is_mature")
    return f"select {', '.join(columns)} from {schema}.{metric.indicator}"


def _quoted(word: str | None) -> str:
    return "null" if word is None else f"'{word}'"


def _add_values(frame: pd.DataFrame) -> None:
    """Value, and for rates the interval, from numerator and denominator."""
    divided = frame["numerator"] / frame["denominator"].where(frame["denominator"] > 0)
    frame["value"] = divided.where(~frame["kind"].isin(["count", "people"]), frame["numerator"])
    rate = (frame["kind"] == "rate") & ~frame["clustered"]
    frame[["low", "high"]] = np.nan
    low, high = wilson(frame.loc[rate, "numerator"], frame.loc[rate, "denominator"])
    frame.loc[rate, "low"], frame.loc[rate, "high"] = low, high


def _add_clustered(frame: pd.DataFrame, con: duckdb.DuckDBPyConnection) -> None:
    """The interval of figures that count something of which a person can have several, from the persons behind them."""
    own = frame.loc[frame["clustered"] & (frame["denominator"] > 0)]
    places = {tuple(cell): index for index, *cell in own[CELL].itertuples(name=None)}
    found = {
        places[cell]: ratio_interval(
            rows["numerator"], rows["denominator"], rows["clusters"], float(rows["fixed"].iloc[0])
        )
        for cell, rows in con.execute("select * from measured.cluster").df().groupby(CELL)
        if cell in places
    }
    frame.loc[list(found), ["low", "high"]] = np.array(list(found.values())).reshape(-1, 2)


def _add_survival(frame: pd.DataFrame) -> None:
    """Survival at day 182: numerator is who is known to be at work on that day, `events` who stopped by then."""
    frame["events"] = pd.array([None] * len(frame), dtype="Int64")
    frame["at_risk"] = pd.array([None] * len(frame), dtype="Int64")
    people: list[Followed] = frame["followed"].tolist()
    for row in frame.index[frame["kind"] == "survival"]:
        days, events = _days_and_events(people[row])
        stopped = [day for day, event in zip(days, events, strict=True) if event]
        frame.at[row, "events"] = sum(1 for day in stopped if day <= RETENTION_DAY)
        frame.at[row, "at_risk"] = at_risk = sum(1 for day in days if day >= RETENTION_DAY)
        frame.at[row, "numerator"] = at_risk - stopped.count(RETENTION_DAY)
        for point in survival(days, events, (RETENTION_DAY,)):
            frame.at[row, "value"], frame.at[row, "low"], frame.at[row, "high"] = point.survival, point.low, point.high


def _days_and_events(followed: Followed) -> tuple[list[int], list[bool]]:
    return [person["days"] for person in followed], [bool(person["event"]) for person in followed]
