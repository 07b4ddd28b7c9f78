"""In whatever order and however often files come, the same deliveries count and the same rows are accepted."""

import random
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from pipelines import benchmark, groundwork, receipts
from tests.workplace import Workplace, make_workplace, request, requests, trajectories, trajectory

pytestmark = pytest.mark.usefixtures("great_expectations")

# Name, content, day of arrival: the order inside one slot (same period, same version) is the order of arrival.
FILES = [
    ("hulpvragen_201601.csv", requests(*(request(n, asked="03-01-2016") for n in range(20))), 1),
    ("hulpvragen_201602.csv", requests(*(request(n) for n in range(20, 40))), 2),
    ("hulpvragen_201602 v2.csv", requests(*(request(n) for n in range(20, 45))), 3),
    ("hulpvragen_201602.csv", requests(*(request(n) for n in range(20, 30))), 4),
    ("trajecten_201603.csv", trajectories(*(trajectory(n) for n in range(12))), 2),
    ("trajecten_201606.csv", trajectories(*(trajectory(n) for n in range(15))), 5),
    ("hulpvragen_201603.csv", requests(*(request(n, kind="zzz") for n in range(5))), 6),
    ("notulen.txt", b"hallo", 6),
]


def state(place: Workplace) -> tuple[list[str], list[str]]:
    """Which deliveries count, and what their rows are."""
    effective = place.effective()
    rows = []
    with duckdb.connect() as con:
        for receipt in effective:
            for file in receipt.files.values():
                path = place.data / "accepted" / file
                rows += [str(row) for row in con.execute(f"select * from read_parquet('{path}')").fetchall()]
    return [receipt.delivery_id for receipt in effective], sorted(rows)


def taken_in(order: list[int], breaks: list[int]) -> tuple[tuple[list[str], list[str]], list[str]]:
    """The state after files came in this order, with a run after each of `breaks`, and the core tables that follow."""
    with TemporaryDirectory() as folder:
        place = make_workplace(Path(folder))
        for step, number in enumerate(order):
            name, content, day = FILES[number]
            if (place.data / "inbox/noord" / name).exists():
                place.run()
            place.drop("noord", name, content, day)
            if step in breaks:
                place.run()
        place.run()
        return state(place), core(place)


def core(place: Workplace) -> list[str]:
    """Every core table that follows from what was accepted, as text."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(groundwork, "SOURCES", place.sources)
        version = benchmark.build_core(place.settings, place.registry).version
    with duckdb.connect(str(place.data / "warehouse" / f"{version}.duckdb"), read_only=True) as con:
        names = con.execute("select table_name from duckdb_tables() where schema_name = 'core' order by 1").fetchall()
        return [f"{name}: {sorted(map(str, con.execute(f'from core.{name}').fetchall()))}" for (name,) in names]


ORDERS = st.permutations(range(len(FILES))).flatmap(
    lambda order: st.tuples(
        st.lists(st.sampled_from(range(len(FILES))), max_size=3).map(lambda again: [*order, *again]),
        st.lists(st.integers(0, len(FILES)), max_size=3),
    )
)


@given(ORDERS)
@settings(max_examples=3, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
def test_any_order_and_repetition_gives_the_same(drawn: tuple[list[int], list[int]]) -> None:
    order, breaks = drawn
    assert taken_in(order, breaks) == EXPECTED.setdefault("state", taken_in(list(range(len(FILES))), []))


EXPECTED: dict[str, tuple[tuple[list[str], list[str]], list[str]]] = {}


@given(st.randoms(use_true_random=False))
@settings(max_examples=20, deadline=None)
def test_the_order_of_processing_plays_no_part(chance: random.Random) -> None:
    made = [
        receipts.Receipt(
            receipt_id=str(number), partner="noord", file="", sha256=str(number), size=0,
            arrived_at=datetime(2026, 10, 1 + number % 5, tzinfo=UTC).isoformat(),
            processed_at=datetime(2026, 11, 1 + chance.randrange(20), tzinfo=UTC).isoformat(), outcome="accepted", sentence="",
            delivery="abc"[number % 3], delivery_id=f"{number}", kind=("register", "increment", "series")[number % 3],
            period=f"2016-{number % 4 + 1:02}", version=number % 2,
        )
        for number in range(20)
    ]  # fmt: skip
    counting = [receipt.receipt_id for receipt in receipts.effective(made)]
    chance.shuffle(made)
    assert [receipt.receipt_id for receipt in receipts.effective(made)] == counting
