"""Whatever somebody's working life was and whichever lists came in: what the lists are said to tell is true."""

from collections.abc import Iterator
from datetime import date, timedelta

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.settings import WAREHOUSE
from pipelines.stages.build import read_sources

FIRST_DAY = date(2016, 1, 1)
STEPS = [source.sql for source in read_sources(WAREHOUSE / "core", "core") if source.name.startswith("employment_")]
Life = list[tuple[date, date]]


@pytest.fixture(scope="module")
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as con:
        con.execute("create schema accepted; create schema core")
        con.execute(
            "create table accepted.delivery (delivery_id varchar, partner varchar, delivery varchar, kind varchar,"
            " covers_until date, effective boolean, quarantined bigint)"
        )
        con.execute(
            "create table accepted.employment (delivery_id varchar, contract_id varchar, started_on date, ended_on date,"
            " hours_per_week double, state_on date)"
        )
        yield con


@st.composite
def lives(draw: st.DrawFn) -> Life:
    """One to three stretches of work with days off between them, within about fourteen months."""
    days = draw(st.lists(st.integers(0, 420), min_size=2, max_size=6, unique=True).map(sorted))
    bounds = [FIRST_DAY + timedelta(days=day) for day in days[: len(days) // 2 * 2]]
    return [
        (start, end - timedelta(days=1)) for start, end in zip(bounds[::2], bounds[1::2], strict=True) if end > start
    ]


def works(life: Life, day: date) -> bool:
    return any(start <= day <= end for start, end in life)


@settings(max_examples=60, deadline=None)
@given(life=lives(), listed=st.sets(st.integers(0, 14), min_size=1), apart=st.sets(st.integers(0, 14)))
def test_what_the_lists_are_said_to_tell_is_true(
    con: duckdb.DuckDBPyConnection, life: Life, listed: set[int], apart: set[int]
) -> None:
    """Months in `apart` hold a row that was set apart: it may be this person's."""
    con.execute("delete from accepted.delivery; delete from accepted.employment")
    ends = {n: date(2016 + (n + 1) // 12, (n + 1) % 12 + 1, 1) - timedelta(days=1) for n in sorted(listed)}
    lost = {n for n in apart & listed if works(life, ends[n])}
    # Two lists in a row without somebody are taken as gone: so long nobody's row is lost in life either.
    numbers = sorted(listed)
    lost = {n for place, n in enumerate(numbers) if n in lost and not (place and numbers[place - 1] in lost)}
    for n, day in ends.items():
        con.execute(
            "insert into accepted.delivery values (?, 'p', 'l', 'census', ?, true, ?)", [f"{n}", day, n in apart]
        )
        con.execute("insert into accepted.employment values (?, 'other', null, null, 24, ?)", [f"{n}", day])
        if works(life, day) and n not in lost:
            con.execute("insert into accepted.employment values (?, 'ans', null, null, 24, ?)", [f"{n}", day])
    for name, step in zip(("employment_census", "employment_spell"), STEPS, strict=True):
        con.execute(f"create or replace table core.{name} as {step}")
    spells = con.execute(
        "select started_from, started_until, ended_from, ended_until, known_until from core.employment_spell"
        " where contract_id = 'ans' order by 1, 2"
    ).fetchall()
    surely = [day for day in ends.values() if any(su <= day <= min(ef, known) for _, su, ef, _, known in spells)]
    maybe = [day for day in ends.values() if any(sf <= day <= eu for sf, _, _, eu, _ in spells)]
    assert all(works(life, day) or _is_bridged(life, day, ends, apart) for day in surely)
    seen = [day for n, day in ends.items() if works(life, day) and n not in lost]
    assert all(day in maybe for day in seen)
    if len(life) == 1 and spells:
        (start, end), (started_from, started_until, ended_from, ended_until, known) = life[0], spells[0]
        assert len(spells) == 1
        assert started_from <= start <= started_until
        assert (ended_until == date(9999, 12, 31) and end >= known) or ended_from <= end <= ended_until


def _is_bridged(life: Life, day: date, ends: dict[int, date], apart: set[int]) -> bool:
    """One list with rows set apart, between two lists with the person, is no proof of absence."""
    days = sorted(ends.values())
    place = days.index(day)
    number = next(n for n, end in ends.items() if end == day)
    return (
        number in apart and 0 < place < len(days) - 1 and works(life, days[place - 1]) and works(life, days[place + 1])
    )
