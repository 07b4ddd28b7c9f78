"""A row of a published table → the published figures that it was worked out of, and the code that did it.

Knows which figures lie behind which table and nothing about files or receipts (see `tracing`).
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

Row = Mapping[str, Any]
CELL = ("indicator", "location", "cohort", "level", "role")
RATIOS = ("value", "value_benefit", "tornado")
"""The tables of the MKBA: one ratio, what is in it, and what it hangs on."""
SCHOOL_YEAR = re.compile(r"\d{4}/\d{2}")


@dataclass(frozen=True)
class Made:
    """How one published table is made: `of` says whether a figure lies behind a row, `code` which modules work it out."""

    of: Callable[[Row, Row], bool]
    code: tuple[str, ...]


def behind(table: str, row: Row, figures: tuple[Row, ...], benefits: tuple[Row, ...] = ()) -> tuple[Row, ...]:
    """The figures that one row of `table` follows from; `benefits` (rows of value_benefit) tell what a ratio counts.

    A ratio that is not given because a figure is hidden counts the same figures as its scenario set does elsewhere.
    """
    if table not in RATIOS:
        return tuple(figure for figure in figures if MADE[table].of(row, figure))
    counted = {(one["indicator"], one["role"]) for one in benefits if row["scenario"] in (None, one["scenario"])}
    own = [one for one in figures if all(one[name] == row[name] for name in ("location", "cohort", "level"))]
    return tuple(one for one in own if (one["indicator"], one["role"]) in counted)


def _same(*names: str) -> Callable[[Row, Row], bool]:
    return lambda row, figure: all(row[name] == figure[name] for name in names)


def _years(row: Row, figure: Row) -> bool:
    return _same("indicator", "location", "level", "role")(row, figure) and bool(
        SCHOOL_YEAR.fullmatch(figure["cohort"])
    )


def _levels(row: Row, figure: Row) -> bool:
    return _same("indicator", "cohort", "role")(row, figure) and figure["location"] in (row["location"], "all")


_itself = _same(*CELL)
_everywhere = _same("indicator", "cohort", "level", "role")
"""The same figure of every place: what one is held against."""

MADE: Mapping[str, Made] = {
    "conclusion": Made(_itself, ("pipelines/stages/conclude.py",)),
    "survival": Made(_itself, ("pipelines/stages/statistics/__init__.py",)),
    "incidence": Made(_itself, ("pipelines/stages/incidence.py", "pipelines/stages/statistics/incidence.py")),
    "comparison": Made(_everywhere, ("pipelines/stages/compare.py", "pipelines/stages/statistics/__init__.py")),
    "opportunity": Made(_everywhere, ("pipelines/stages/compare.py", "pipelines/stages/opportunity.py")),
    "funnel": Made(_everywhere, ("pipelines/stages/funnel_lines.py", "pipelines/stages/statistics/funnel.py")),
    "sensitivity": Made(_itself, ("warehouse/sensitivity/long_illness.sql", "pipelines/stages/sensitivity.py")),
    "trend": Made(_years, ("pipelines/stages/trend.py", "pipelines/stages/statistics/control_chart.py")),
    "trend_by_month": Made(_itself, ("pipelines/stages/monthly.py", "pipelines/stages/trend.py")),
    "standardised": Made(_levels, ("pipelines/stages/standardise.py", "pipelines/stages/statistics/rates.py")),
    **dict.fromkeys(
        RATIOS,
        Made(_same("location", "cohort", "level"), ("pipelines/stages/appraise.py", "pipelines/stages/value.py")),
    ),
}
"""Every published table with figures in it, apart from `figure` itself and `claim`, which are counted and not worked out."""
