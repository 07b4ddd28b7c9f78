"""Judged rows of a periodic file → is it about the period that its name says, as far as its dates can tell?

Only for files whose periods add up: under the wrong name such a file takes the place of another month, and counts twice.
"""

from collections.abc import Iterable
from datetime import date, timedelta

import duckdb

from pipelines import findings, sql
from pipelines.findings import Finding
from pipelines.stages.accept import Judged

# Weeks run over the end of a month, and a visit on the last day is written down later.
WEEK = timedelta(days=7)


def of_its_own_period(
    con: duckdb.DuckDBPyConnection, judged: Iterable[Judged], first: date, last: date
) -> list[Finding]:
    """A finding for each dataset of which most records lie wholly after `last` (blocks) or before `first` (a notice).

    What lies after the period cannot have been known when it ended. What lies before it may have been written down late.
    """
    found = []
    for item in judged:
        mapped = {name for part in item.parts for name in part.headers}
        days = [c for c in item.contract.columns if c.type == "date" and c.name in mapped and not c.identifying]
        if item.side or not any(column.required for column in days):
            continue  # a day that need not be there tells when something was agreed, not when it happened
        cells = ", ".join(sql.name(column.name) for column in days)
        rows, after, mostly_after, before, mostly_before = con.execute(
            "select count(earliest), count(*) filter (where earliest > $last), "
            "mode(strftime(earliest, '%Y-%m')) filter (where earliest > $last), count(*) filter (where latest < $first), "
            "mode(strftime(latest, '%Y-%m')) filter (where latest < $first) "
            f"from (select least({cells}) as earliest, greatest({cells}) as latest from {item.relation})",
            {"first": first - WEEK, "last": last + WEEK},
        ).fetchall()[0]
        if after * 2 > rows:
            found.append(findings.of_a_later_period(last, after, rows, mostly_after))
        elif before * 2 > rows:
            found.append(findings.of_an_earlier_period(first, before, rows, mostly_before))
    return found
