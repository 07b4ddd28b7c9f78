"""The demo's open data, as it lies there after a run: others' tools accept it, and it holds what is published."""

import socket
from pathlib import Path

import duckdb
import pytest
from frictionless import Package

from pipelines.stages.publish import current
from tests.integration.conftest import Demo, Wlb


def test_a_run_leaves_open_data_that_frictionless_accepts_offline(demo: Demo, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise OSError("nothing is fetched")

    monkeypatch.setattr(socket.socket, "connect", refused)
    live = current(demo.data / "published" / "public")
    assert live is not None
    folder = demo.data / "opendata" / live.stem
    report = Package(str(folder / "datapackage.json")).validate()
    assert report.valid, report.to_summary()
    assert {task.name for task in report.tasks if task.type == "table"} == {
        path.stem for path in (folder / "csv").iterdir()
    }


def test_it_holds_every_published_row_and_nothing_else(demo: Demo) -> None:
    live = current(demo.data / "published" / "public")
    assert live is not None
    folder = demo.data / "opendata" / live.stem
    for (table,) in demo.published("select table_name from information_schema.tables"):
        published = demo.published(f"select count(*) from {table}")
        kept = duckdb.execute("select count(*) from read_parquet($1)", [str(folder / "parquet" / f"{table}.parquet")])
        assert kept.fetchall() == published, table
    hidden = "select count(*) from read_parquet($1) where hidden and (numerator, denominator, value) is distinct from (null, null, null)"
    assert duckdb.execute(hidden, [str(folder / "parquet" / "figure.parquet")]).fetchall() == [(0,)]


def test_the_command_writes_it_elsewhere_and_names_what_it_cannot_find(demo: Demo, wlb: Wlb, tmp_path: Path) -> None:
    said = wlb(demo.data, "opendata", "--to", str(tmp_path), "--json")
    assert said.code == 0
    assert "csv/figure.csv" in said.json["files"]
    assert (tmp_path / Path(said.json["folder"]).name / "dcat.ttl").exists()
    missing = wlb(demo.data, "opendata", "--version", "../x")
    assert missing.code == 2
    assert "there is no publication" in missing.err


def test_the_command_writes_a_factsheet_of_every_place(demo: Demo, wlb: Wlb, tmp_path: Path) -> None:
    path = tmp_path / "blad.pdf"
    assert wlb(demo.data, "factsheet", "Amersfoort", "-o", str(path)).code == 0
    assert path.read_bytes().startswith(b"%PDF-1.7")
    unknown = wlb(demo.data, "factsheet", "Atlantis", "-o", str(path))
    assert unknown.code == 2
    assert "den_haag/schilderswijk" in unknown.err
    assert wlb(demo.data, "factsheet", "all", "-o", str(path), "--period", "1900/01").code == 2
    assert wlb(demo.data, "factsheet", "all", "-o", str(tmp_path / "x" / "y.pdf")).code == 2
