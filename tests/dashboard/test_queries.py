"""The one door to the data: locked, read-only, and silent about what is hidden."""

from pathlib import Path

import duckdb
import pytest

from dashboards import queries, stored
from dashboards.stored import UnavailableError
from tests.dashboard.publication import changed, only, write_publication


def test_the_connection_reaches_no_other_file_and_cannot_be_unlocked(full: Path) -> None:
    secret = full / "secret.csv"
    secret.write_text("a;b\n1;2\n", encoding="utf-8")
    connection = stored.publication().connection
    for attempt in (
        f"select * from read_csv('{secret}')",
        f"attach '{full / 'other.duckdb'}'",
        f"copy location to '{full / 'out.csv'}'",
        "set enable_external_access = true",
        "set memory_limit = '8GB'",
        "install httpfs",
        "delete from figure",
    ):
        with pytest.raises(duckdb.Error):
            connection.cursor().execute(attempt)
    assert not (full / "out.csv").exists()


def test_one_connection_per_publication_and_the_pointer_read_every_time(full: Path) -> None:
    first = stored.publication()
    assert stored.publication().connection is first.connection
    write_publication(full, "20261203T061200-b")
    second = stored.publication()
    assert second.name == "20261203T061200-b.duckdb"
    assert queries.figures.edition(first).version == "20261103T061200-a", "who still reads the old one can finish"


def test_a_hidden_cell_has_no_numbers_whatever_the_file_says(data: Path) -> None:
    leak = {"numerator": 4321, "value": 0.4, "low": 0.1, "response": 0.9, "excluded": 3}
    write_publication(data, edit=changed("figure", leak, status="hidden"))
    found = queries.figures.compared(
        stored.publication(), "nl", "diploma_rate_starters", "pool:2020-2022", "all", "participant"
    )
    hidden = [cell for cell in found if cell.hidden]
    assert hidden
    for cell in hidden:
        assert {getattr(cell, name) for name in queries.figures.NOTHING} == {None}


def test_a_publication_without_its_own_row_is_unreadable(data: Path) -> None:
    write_publication(data, edit=only("figure"))
    with pytest.raises(UnavailableError, match=r"publication\.unreadable"):
        queries.figures.edition(stored.publication())


def test_a_table_with_other_columns_is_unreadable_and_not_a_crash(full: Path) -> None:
    path = full / "published" / "public" / "other.duckdb"
    with duckdb.connect(str(path)) as con:
        for table in stored.PUBLISHED:
            con.execute(f"create table {table} (something text)")
    (path.parent / "current").write_text(path.name, encoding="utf-8")
    with pytest.raises(UnavailableError, match=r"publication\.unreadable"):
        queries.figures.edition(stored.publication())
