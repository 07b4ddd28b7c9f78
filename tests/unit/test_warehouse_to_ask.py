"""Which warehouse `wlb sql` asks: the live one, or the newest built one; and what is said when nothing was published of it."""

from pathlib import Path

import pytest

from pipelines import benchmark
from pipelines.commands import given
from pipelines.settings import Settings


def place(tmp_path: Path, *built: str, live: str = "") -> Settings:
    folder = tmp_path / "warehouse"
    folder.mkdir()
    for name in built:
        (folder / f"{name}.duckdb").touch()
        (folder / "building").write_text(f"{name}.duckdb", encoding="utf-8")
    if live:
        (folder / "current").write_text(f"{live}.duckdb", encoding="utf-8")
    return Settings(data=tmp_path)


def test_without_any_run_there_is_none(tmp_path: Path) -> None:
    for built in (True, False):
        with pytest.raises(benchmark.NoWarehouse, match="`wlb run` makes one"):
            benchmark.warehouse(Settings(data=tmp_path), built=built)


def test_after_a_refused_publication_it_is_said_that_it_was_built_and_how_to_ask_it(tmp_path: Path) -> None:
    settings = place(tmp_path, "v1")
    with pytest.raises(
        benchmark.NoWarehouse, match=r"warehouse v1, of which nothing was published.*--on built.*wlb run"
    ):
        benchmark.warehouse(settings, built=False)
    assert benchmark.warehouse(settings, built=True).name == "v1.duckdb"


def test_the_live_one_is_asked_also_when_a_newer_one_was_not_published(tmp_path: Path) -> None:
    settings = place(tmp_path, "v1", "v2", live="v1")
    assert benchmark.warehouse(settings, built=False).name == "v1.duckdb"
    assert benchmark.warehouse(settings, built=True).name == "v2.duckdb"


def test_who_asks_for_figures_hears_whether_nothing_ran_or_nothing_could_be_published(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for built, said in (((), "none yet, `wlb run` makes one"), (("v1",), "could not be published")):
        folder = tmp_path / str(len(built))
        folder.mkdir()
        if built:
            place(folder, *built)
        monkeypatch.setenv("WLB_DATA", str(folder))
        with pytest.raises(SystemExit) as stopped:
            given.published("public")
        assert stopped.value.code == 2
        assert said in capsys.readouterr().err
