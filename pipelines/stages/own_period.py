"""Judged rows of a periodic file → are they about the period that its name says, as far as their days can tell?

Only for files whose periods add up: under the wrong name such a file takes the place of another month, and counts twice.
"""

from collections.abc import Iterable
from datetime import date, timedelta

import duckdb

from pipelines import findings, sql
from pipelines.findings import Finding
from pipelines.stages.accept import Judged

# A month's last week runs on into the next, and what was done on its last day is written down later.
WEEK = timedelta(days=7)


def of_its_own_period(
    con: duckdb.DuckDBPyConnection, judged: Iterable[Judged], first: date, last: date
) -> list[Finding]:
    """A finding for each dataset of which most records lie wholly after `last` (blocks) or before `first` (a notice).

    Looks at days on which something happened: after the period nobody can have known them; before it they may have been
    written down late. A month gets a week of grace at both ends, a week none.
    """
    grace = WEEK if last - first >= WEEK else timedelta()
    found = []
    for item in judged:
        mapped = {name for part in item.parts for name in part.headers}
        days = ", ".join(sql.name(c.name) for c in item.contract.columns if c.happened and c.name in mapped)
        if item.side or not days:
            continue
        rows, far_after, after, month_after, far_before, before, month_before = con.execute(
            "select count(earliest), count(*) filter (where earliest > $last + $grace), count(*) filter (where earliest > $last), "
            "mode(strftime(earliest, '%Y-%m')) filter (where earliest > $last), count(*) filter (where latest < $first - $grace), "
            "count(*) filter (where latest < $first), mode(strftime(latest, '%Y-%m')) filter (where latest < $first) "
            f"from (select least({days}) as earliest, greatest({days}) as latest from {item.relation})",
            {"first": first, "last": last, "grace": grace},
        ).fetchall()[0]
        if far_after * 2 > rows:
            found.append(findings.of_a_later_period(item.contract, last, after, rows, month_after))
        elif far_before * 2 > rows:
            found.append(findings.of_an_earlier_period(item.contract, first, before, rows, month_before))
    return found
