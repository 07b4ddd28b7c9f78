"""SQL files become tables in the order they ask for, and mistakes come back together."""

from pathlib import Path

import duckdb
import pytest

from pipelines.stages.build import BuildError, column_lineage, create_tables, read_sources, tables_behind


def write(folder: Path, **files: str) -> Path:
    folder.mkdir(exist_ok=True)
    for name, sql in files.items():
        (folder / f"{name}.sql").write_text(sql, encoding="utf-8")
    return folder


@pytest.fixture
def con() -> duckdb.DuckDBPyConnection:
    con = duckdb.connect()
    con.execute("create schema accepted; create table accepted.thing as select 1 as id, 'x' as name")
    return con


def test_a_table_is_made_after_what_it_reads_whatever_the_file_names(
    con: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    folder = write(
        tmp_path,
        a="with own as (select id, name from core.b) select id, name from own union all select id, name from core.z",
        b="select id, name from accepted.thing",
        z="select id + 1 as id, name from core.b",
    )
    built = create_tables(con, folder, "core")
    assert [table.name for table in built] == ["b", "z", "a"]
    assert [table.rows for table in built] == [1, 1, 2]
    assert built[0].columns == (("id", "INTEGER"), ("name", "VARCHAR"))
    assert built[2].reads == ("core.b", "core.z")


def test_building_again_replaces_what_was_there(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    folder = write(tmp_path, a="select id from accepted.thing")
    create_tables(con, folder, "core")
    con.execute("insert into accepted.thing values (2, 'y')")
    assert create_tables(con, folder, "core")[0].rows == 2


def test_all_mistakes_come_back_together(tmp_path: Path) -> None:
    folder = write(
        tmp_path,
        a="select id from thing",
        b="select id from core.nowhere",
        c="select from from",
        d="create table x as select 1",
        e="select 1; select 2",
    )
    with pytest.raises(BuildError) as failed:
        read_sources(folder, "core")
    told = "\n".join(failed.value.mistakes)
    assert len(failed.value.mistakes) == 5
    assert "a.sql: 'thing' needs its schema in front" in told
    assert "holds no nowhere.sql" in told
    assert "c.sql: this is not valid SQL" in told
    assert "d.sql: a file holds exactly one query" in told


def test_a_circle_is_named(tmp_path: Path) -> None:
    folder = write(tmp_path, a="select id from core.b", b="select id from core.a")
    with pytest.raises(BuildError, match=r"circle: (a → b → a|b → a → b)"):
        read_sources(folder, "core")


def test_sql_that_fails_names_its_file(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    folder = write(tmp_path, a="select nowhere from accepted.thing")
    with pytest.raises(BuildError, match=r"a\.sql: .*nowhere"):
        create_tables(con, folder, "core")


def test_a_subquery_and_a_table_function_are_no_tables(tmp_path: Path) -> None:
    folder = write(tmp_path, a="select n from (select unnest(range(3)) as n) union all select range from range(2)")
    assert read_sources(folder, "core")[0].reads == ()


def test_what_lies_behind_a_table_is_found_however_far_back() -> None:
    reads = {"metrics.rate": ("core.start",), "core.start": ("accepted.trajectory", "core.vantage"), "core.vantage": ()}
    assert tables_behind("metrics.rate", reads) == ("accepted.trajectory", "core.start", "core.vantage")


def test_columns_know_where_they_come_from(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    folder = write(
        tmp_path, a="with t as (select id + 1 as next, name from accepted.thing) select next, upper(name) as n from t"
    )
    (built,) = create_tables(con, folder, "core")
    known = {"accepted.thing": {"id": "INTEGER", "name": "VARCHAR"}}
    assert column_lineage(built, known) == {"next": ("accepted.thing.id",), "n": ("accepted.thing.name",)}
