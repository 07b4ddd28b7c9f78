"""Columns side by side become rows, and a header that comes again is not data."""

from collections import Counter
from typing import Any

import duckdb

from pipelines.stages.read.cells import Cells
from pipelines.stages.read.layout import Arranged, arrange
from pipelines.table_language import Table

FILLS = [{"dataset": "x", "columns": {"a": "Nr"}}]


def table(**words: Any) -> Table:
    return Table.model_validate({"name": "x", "header": {"find": "Nr"}, "fills": FILLS} | words)


def arranged(headers: tuple[str, ...], rows: list[tuple[str | None, ...]], one: Table) -> tuple[Any, Cells, Arranged]:
    """Rows of a text file, of which the reader took the header already, as `arrange` leaves them."""
    con = duckdb.connect()
    listed = ", ".join(f'"{name}" varchar' for name in headers)
    con.execute(f"create table cells_0 (_row bigint, {listed})")
    for number, row in enumerate(rows, start=2):
        con.execute(f"insert into cells_0 values ({', '.join('?' * (len(headers) + 1))})", [number, *row])
    cells = Cells("cells_0", headers, source_rows=len(rows))
    return con, cells, arrange(con, cells, one, 0)


def rows_of(con: Any, relation: str, columns: tuple[str, ...]) -> list[tuple[Any, ...]]:
    listed = ", ".join(f'"{name}"' for name in ("_row", *columns))
    found: list[tuple[Any, ...]] = con.execute(f"select {listed} from {relation} order by all").fetchall()
    return found


def test_columns_side_by_side_become_rows_that_carry_the_words_of_their_header() -> None:
    headers = ("Nr", "wk 1", "wk 2", "tot")
    rows: list[tuple[str | None, ...]] = [("A", "1", "x", "1"), ("B", None, " ", "0")]
    con, cells, found = arranged(headers, rows, table(unpivot={"columns": r"^wk (?P<week>\d+)$", "into": "mark"}))
    assert found.long_columns == ("Nr", "tot", "week", "mark")
    assert rows_of(con, found.long, ("Nr", "week", "mark")) == [(2, "A", "1", "1"), (2, "A", "2", "x")]
    assert rows_of(con, found.relation, ("Nr",)) == [(2, "A"), (3, "B")]
    assert not cells.skipped


def test_several_measures_stand_on_one_row() -> None:
    headers = ("Nr", "MAN2015", "TOTAAL2015", "MAN2016", "TOTAAL2016")
    rows: list[tuple[str | None, ...]] = [("A", "1", "3", None, "4"), ("B", "5", "6", "", None)]
    unpivot = {"columns": r"^(?P<measure>MAN|VROUW|TOTAAL)(?P<year>\d{4})$"}
    con, _, found = arranged(headers, rows, table(unpivot=unpivot))
    assert found.long_columns == ("Nr", "year", "MAN", "TOTAAL")
    assert rows_of(con, found.long, found.long_columns) == [
        (2, "A", "2015", "1", "3"),
        (2, "A", "2016", None, "4"),
        (3, "B", "2015", "5", "6"),
    ]


def test_a_year_without_one_of_the_measures_leaves_it_empty() -> None:
    unpivot = {"columns": r"^(?P<measure>MAN|TOTAAL)(?P<year>\d{4})$"}
    con, _, found = arranged(("Nr", "MAN2015", "TOTAAL2016"), [("A", "1", "4")], table(unpivot=unpivot))
    assert rows_of(con, found.long, ("year", "MAN", "TOTAAL")) == [(2, "2015", "1", None), (2, "2016", None, "4")]


def test_when_no_column_fits_there_are_no_rows_and_no_words() -> None:
    unpivot = {"columns": r"^wk (?P<week>\d+)$", "into": "mark"}
    _, _, found = arranged(("Nr", "week1"), [("A", "1")], table(unpivot=unpivot))
    assert "week" not in found.long_columns
    assert found.source_for({"Nr", "week"}) == (found.relation, ("Nr", "week1"))


def test_a_fill_reads_the_long_rows_only_when_it_needs_their_words() -> None:
    _, _, found = arranged(
        ("Nr", "wk 1"), [("A", "1")], table(unpivot={"columns": r"^wk (?P<week>\d+)$", "into": "mark"})
    )
    assert found.source_for({"Nr"})[0] == found.relation
    assert found.source_for({"Nr", "week"})[0] == found.long


def test_a_repeated_header_is_skipped_and_counted() -> None:
    con, cells, found = arranged(("Nr", "Naam"), [("A", "x"), ("Nr", "Naam"), ("B", "y")], table())
    assert rows_of(con, found.relation, ("Nr",)) == [(2, "A"), (4, "B")]
    assert cells.skipped == Counter(repeated_header=1)


def test_rows_out_of_scope_are_skipped_by_the_cell_that_says_so() -> None:
    rows: list[tuple[str | None, ...]] = [("A", "Stage"), ("B", "Vast"), ("Stage", None)]
    skip = [{"kind": "out_of_scope", "column": "Soort", "matches": "^Stage$"}]
    con, cells, found = arranged(("Nr", "Soort"), rows, table(skip=skip))
    assert rows_of(con, found.relation, ("Nr",)) == [(3, "B"), (4, "Stage")]
    assert cells.skipped == Counter(out_of_scope=1)


def test_a_total_row_is_skipped_and_counted() -> None:
    rows: list[tuple[str | None, ...]] = [("A", "1"), ("Totaal", "1"), (None, "Totaal"), ("", "2")]
    con, cells, found = arranged(("Nr", "Uren"), rows, table(skip=[{"kind": "total", "matches": "^Totaal"}]))
    assert rows_of(con, found.relation, ("Uren",)) == [(2, "1"), (5, "2")]
    assert cells.skipped == Counter(total=2)
    assert cells.source_rows == 4


def test_a_block_of_columns_belongs_to_the_header_it_stands_right_of() -> None:
    headers = ("Nr", "Contract 1 van", "t/m", "uren", "Contract 2 van", "t/m (2)", "uren (2)", "Opm.")
    rows: list[tuple[str | None, ...]] = [
        ("A", "1-2-2016", "vast", "24", None, None, None, "uren"),
        ("B", "1-3-2016", "1-9-2016", "16", "2-9-2016", None, "20", None),
    ]
    unpivot = {"columns": r"^Contract (?P<number>\d+) (?P<measure>van)$", "block": ["t/m", "uren"]}
    con, _, found = arranged(headers, rows, table(unpivot=unpivot))
    assert found.long_columns == ("Nr", "Opm.", "number", "van", "t/m", "uren")
    assert rows_of(con, found.long, ("Nr", "number", "van", "t/m", "uren")) == [
        (2, "A", "1", "1-2-2016", "vast", "24"),
        (3, "B", "1", "1-3-2016", "1-9-2016", "16"),
        (3, "B", "2", "2-9-2016", None, "20"),
    ]


def test_a_header_of_a_block_that_stands_left_of_every_block_is_an_ordinary_column() -> None:
    unpivot = {"columns": r"^Contract (?P<number>\d+) (?P<measure>van)$", "block": ["uren"]}
    _, _, found = arranged(("Nr", "uren", "Contract 1 van", "uren (2)"), [], table(unpivot=unpivot))
    assert found.long_columns == ("Nr", "uren", "number", "van", "uren")
