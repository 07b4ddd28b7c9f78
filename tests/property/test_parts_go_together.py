"""Parts of one record go together: no hour is lost, none counts twice, and the order of the rows plays no part."""

import duckdb
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.registry import load_registry
from pipelines.settings import SOURCES
from pipelines.stages.together import put_together

CONTRACT = load_registry(SOURCES).contracts["attendance"]
ORDER = ("present", "ill", "holiday")
DAYS = st.tuples(st.sampled_from("AB"), st.sampled_from(("2026-W01", "2026-W02", None)), st.integers(1, 5))
CELLS = st.tuples(st.sampled_from(ORDER), st.one_of(st.none(), st.integers(1, 8)))
LISTS = st.dictionaries(DAYS, CELLS, min_size=1, max_size=12).flatmap(lambda days: st.permutations(list(days.items())))


@settings(max_examples=25, deadline=None)
@given(LISTS)
def test_every_day_counts_once_whatever_the_order(
    days: list[tuple[tuple[str, str | None, int], tuple[str, int | None]]],
) -> None:
    con = duckdb.connect()
    fails = 'struct("column" varchar, "text" varchar)[]'
    con.execute(
        f"create temp table x (_table utinyint, _fill utinyint, _row bigint, _block smallint, _fails {fails}, _part varchar, "
        "trajectory_id varchar, iso_week varchar, status varchar, hours double)"
    )
    for row, ((who, week, day), (status, hours)) in enumerate(days):
        told = [{"column": "iso_week", "text": "?"}] if week is None else []
        con.execute(
            "insert into x values (0, 0, ?, 0, ?, ?, ?, ?, ?, ?)", [row, told, f"{day}", who, week, status, hours]
        )
    rows = put_together(con, "x", CONTRACT, {"hours": "sum", "status": ORDER})
    expected: dict[tuple[str, str], list[tuple[str, int | None]]] = {}
    for (who, week, _), cell in days:
        if week:
            expected.setdefault((who, week), []).append(cell)
    whole = con.execute("select trajectory_id, iso_week, status, hours from x where iso_week is not null").fetchall()
    told_hours = {key: [hours for _, hours in cells if hours] for key, cells in expected.items()}
    assert {(who, week): (status, hours) for who, week, status, hours in whole} == {
        key: (min((status for status, _ in cells), key=ORDER.index), sum(told_hours[key]) if told_hours[key] else None)
        for key, cells in expected.items()
    }
    assert len(whole) == len(expected)
    # Every source row went into one record, and one that has no key stays alone with what could not be read.
    assert sorted(row for (row,) in con.execute(f"select _row from {rows}").fetchall()) == list(range(len(days)))
    alone = con.execute("select len(_fails) from x where iso_week is null").fetchall()
    assert alone == [(1,)] * sum(week is None for (_, week, _), _ in days)
