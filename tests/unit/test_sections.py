"""Two tables on one sheet each have their own rows, and a title can say what the amounts below it are."""

from random import Random
from typing import Any

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.findings import Blocked
from pipelines.stages.read.cells import Cells
from pipelines.stages.read.layout import Arranged, arrange
from pipelines.stages.read.sections import set_apart, with_title_words
from pipelines.table_language import Table

Rows = list[tuple[str | None, ...]]


def table(header: str, **words: Any) -> Table:
    fills = [{"dataset": "x", "columns": {"a": header}}]
    return Table.model_validate(
        {"name": header.lower(), "sheet": "x", "header": {"find": header}, "fills": fills} | words
    )


def sheet(con: duckdb.DuckDBPyConnection, index: int, rows: Rows, name: str = "Blad1") -> Cells:
    con.execute(f"create table cells_{index} (_row bigint, c0 varchar, c1 varchar)")
    for number, row in enumerate(rows, start=1):
        con.execute(f"insert into cells_{index} values (?, ?, ?)", [number, *row])
    return Cells(f"cells_{index}", ("c0", "c1"), name, len(rows))


TWO: Rows = [
    ("Bewoners", None), ("Nr", "Vast"), ("B1", "WAAR"), ("B2", "ONWAAR"), (None, None),
    ("Plaatsen per week", None), ("Week", "Plaatsen"), ("1", "20"), ("2", "18"),
]  # fmt: skip


def test_each_table_of_a_sheet_has_its_own_rows_and_every_row_counts_once() -> None:
    con = duckdb.connect()
    tables = (table("Nr"), table("Week", start="^Plaatsen per"))
    cells = [sheet(con, 0, TWO), sheet(con, 1, TWO)]
    set_apart(con, cells, tables)
    assert [one.source_rows for one in cells] == [5, 4]
    found = [arrange(con, one, own, index) for index, (one, own) in enumerate(zip(cells, tables, strict=True))]
    rows = [con.execute(f"select * from {one.relation} order by 1").fetchall() for one in found]
    assert [[row[:3] for row in part] for part in rows] == [
        [(3, "B1", "WAAR"), (4, "B2", "ONWAAR")],
        [(8, "1", "20"), (9, "2", "18")],
    ]
    # The header is counted by nobody: what is left are the rows of data.
    assert [one.source_rows - sum(one.skipped.values()) for one in cells] == [2, 2]


def test_a_further_table_may_begin_far_down_and_stand_above_the_first_in_the_yaml() -> None:
    con = duckdb.connect()
    rows: Rows = [("Nr", "Vast"), *((f"B{number}", "WAAR") for number in range(200)), *TWO[5:]]
    tables = (table("Week", start="^Plaatsen per"), table("Nr"))
    cells = [sheet(con, 0, rows), sheet(con, 1, rows)]
    set_apart(con, cells, tables)
    assert [one.source_rows for one in cells] == [4, 201]
    assert arrange(con, cells[0], tables[0], 0).headers == ("Week", "Plaatsen")


def test_a_table_on_another_sheet_is_left_alone() -> None:
    con = duckdb.connect()
    tables = (table("Nr"), table("Week", start="^Plaatsen per"))
    cells = [sheet(con, 0, TWO, "Blad2"), sheet(con, 1, TWO)]
    set_apart(con, cells, tables)
    assert [one.source_rows for one in cells] == [9, 4]


def test_a_further_table_that_is_not_there_is_refused() -> None:
    con = duckdb.connect()
    with pytest.raises(Blocked, match="de tabel 'week' is niet gevonden; die begint bij een rij met 'Elders'"):
        set_apart(con, [sheet(con, 0, TWO), sheet(con, 1, TWO)], (table("Nr"), table("Week", start="^Elders")))


FACTOR = r"^Kosten (?P<year>\d{4}) \((?:x € (?P<factor>[\d.]+)|in euro's)\)"


def titled(title: str, rows: Rows | None = None, **words: Any) -> tuple[duckdb.DuckDBPyConnection, Arranged]:
    con, one = duckdb.connect(), table("Soort", above=FACTOR, **words)
    cells = sheet(con, 0, [(None, title), ("Soort", "Bedrag"), *(rows or [("Huur", "6"), ("Loon", "7")])])
    return con, with_title_words(con, cells, one, arrange(con, cells, one, 0), 0)


def test_the_words_of_a_title_stand_on_every_row() -> None:
    con, found = titled("Kosten 2015\u00a0(x € 1.000)")
    assert found.columns == ("Soort", "Bedrag", "year", "factor")
    listed = con.execute(f'select "Soort", "Bedrag", year, factor from {found.relation} order by _row').fetchall()
    assert listed == [("Huur", "6", "2015", "1.000"), ("Loon", "7", "2015", "1.000")]


def test_a_word_that_the_title_leaves_out_is_empty() -> None:
    con, found = titled("Kosten 2015 (in euro's)")
    assert con.execute(f"select distinct year, factor from {found.relation}").fetchall() == [("2015", None)]


def test_the_words_stand_on_unpivoted_rows_too() -> None:
    con, found = titled("Kosten 2015 (x € 1.000)", unpivot={"columns": "^(?P<what>Bedrag)$", "into": "euro"})
    assert found.long_columns == ("Soort", "what", "euro", "year", "factor")
    assert con.execute(f"select euro, factor from {found.long} order by _row").fetchall() == [
        ("6", "1.000"),
        ("7", "1.000"),
    ]


@pytest.mark.parametrize("title", ["Kosten 2015", "", "Overzicht"])
def test_amounts_without_the_title_that_explains_them_are_refused(title: str) -> None:
    with pytest.raises(Blocked, match="duizenden euro's"):
        titled(title)


def test_a_title_below_the_header_is_no_title() -> None:
    with pytest.raises(Blocked, match="duizenden euro's"):
        titled("", [("Huur", "6"), ("Kosten 2015 (x € 1.000)", None)])


@given(
    sizes=st.lists(st.integers(0, 7), min_size=2, max_size=4),
    order=st.randoms(use_true_random=False),
    blanks=st.integers(0, 3),
)
@settings(max_examples=40, deadline=None)
def test_every_row_of_a_sheet_belongs_to_exactly_one_of_its_tables(
    sizes: list[int], order: Random, blanks: int
) -> None:
    rows: Rows = []
    tables = []
    for number, size in enumerate(sizes):
        rows += [*([(None, None)] * blanks), (f"Deel {number}", None), (f"Kop {number}", "x")]
        rows += [(f"{number}-{row}", "y") for row in range(size)]
        tables.append(table(f"Kop {number}", **({"start": f"^Deel {number}"} if number else {})))
    order.shuffle(tables)
    con = duckdb.connect()
    cells = [sheet(con, index, rows) for index in range(len(tables))]
    set_apart(con, cells, tuple(tables))
    owned = [row for one in cells for (row,) in con.execute(f"select _row from {one.relation}").fetchall()]
    assert sorted(owned) == list(range(1, len(rows) + 1))
    assert sum(one.source_rows for one in cells) == len(rows)
    for one, own in zip(cells, tables, strict=True):
        found = con.execute(f"select c0 from {one.relation} where c1 = 'x'").fetchall()
        assert found == [(own.header.find,)]
