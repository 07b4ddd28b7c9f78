"""Exact counts per location and month, and the figures of their school years → the months that may be told.

A school year's months come all or none: with eleven of them the twelfth would be the year less the rest. They come only where
the year itself is shown, so that they tell nothing about any other place.
"""

import duckdb
import pandas as pd

MONTH = ["indicator", "location", "cohort", "level", "role", "month", "value", "status"]
KEPT = 36
"""Months back: what happened longer ago was another process, and limits over it would hide what changes now."""


def monthly(con: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """Counts per location and month, with the people they rest on; exact. Needs what `measure` left behind."""
    return con.execute("select * from measured.month").df()


def shown(exact: pd.DataFrame, figures: pd.DataFrame, locations: list[str], threshold: int) -> pd.DataFrame:
    """The newest 36 months of every count at every location that this audience may see; columns as in `MONTH`.

    `exact` as `monthly` gives it, `figures` as `disclose` gives them. A school year with one month that rests on few people
    has none, and a year that is not shown neither. Months in which nothing happened are gaps. Every month is final: it is
    over on the as-of date.
    """
    year = ["indicator", "location", "cohort", "role"]
    seen = figures[
        figures["location"].isin(locations)
        & (figures["level"] == "all")
        & figures["status"].isin(["final", "provisional"])
    ]
    told = exact.merge(seen[year], on=year)
    told = told[told.groupby(year)["persons"].transform("min") >= threshold].sort_values([*year, "month"])
    if told.empty:
        return pd.DataFrame(columns=MONTH)
    newest = told.groupby(["indicator", "role"])["month"].transform("max")
    kept = told[told["month"].map(_number) > newest.map(_number) - KEPT]
    return kept.assign(level="all", status="final")[MONTH].reset_index(drop=True)


def _number(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:])
