"""The demo, taken in once per test session by the real Dagster assets; and the `wlb` command as a person would call it.

There are two: the whole demo, to look at, and a small one of a few files, on which taking in and publishing again is quick.
"""

import json
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipelines import cli, execute, receipts
from pipelines.demo import mark
from pipelines.receipts import Receipt
from pipelines.registry import Registry, load_registry
from pipelines.settings import SOURCES, Settings
from pipelines.stages.publish import current
from tests import demo_files
from tests.conftest import Written

# What tests of refusals need: two months of text, a wrong total, some people, another partner, and service numbers.
FEW = {
    "dordrecht/hulpvragen_202609.csv", "dordrecht/hulpvragen_202610.csv", "dordrecht/urenreg_202608.csv",
    "dordrecht/stagiairs_wk43.csv", "gemeente_dordrecht/Bijdragen_WLB_2025.csv", "roc_mondriaan/Mondriaan_WLB_20261015.csv",
}  # fmt: skip


@dataclass(frozen=True)
class Demo:
    """A data folder in which the demo was taken in and published; tests that change something take a copy."""

    data: Path
    inbox: Path
    publication: dict[str, Any]

    @property
    def settings(self) -> Settings:
        """Settings as the command would have them."""
        return Settings(data=self.data)

    @property
    def registry(self) -> Registry:
        """What was agreed with everybody."""
        return load_registry(SOURCES)

    @property
    def receipts(self) -> list[Receipt]:
        """Every receipt in this data folder."""
        return receipts.read_all(self.data / "receipts")

    def published(self, query: str) -> list[tuple[Any, ...]]:
        """Rows of the live publication."""
        return rows_of(current(self.data / "published" / "public"), query)

    def desk(self, query: str) -> list[tuple[Any, ...]]:
        """Rows of the live desk."""
        return rows_of(current(self.data / "desk"), query)

    def outcome(self, file: str) -> list[str]:
        """What became of a file, each time it came."""
        return [receipt.outcome for receipt in self.receipts if receipt.file == file]

    def copy_to(self, folder: Path) -> "Demo":
        """The same data folder somewhere else, to change."""
        shutil.copytree(self.data, folder)
        return Demo(folder, self.inbox, self.publication)

    def drop(self, partner: str, name: str, content: bytes) -> Path:
        """Put a file in the inbox."""
        path = self.data / "inbox" / partner / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        return path

    def run(self) -> execute.Ran:
        """What `wlb run` does, in this process."""
        return execute.run(self.settings, self.registry, lambda *_: None)


def rows_of(path: Path | None, query: str) -> list[tuple[Any, ...]]:
    """Rows of a warehouse, a publication or a desk."""
    assert path is not None
    # Attached, for a screen in this process may hold the same file open with settings of its own.
    with duckdb.connect() as con:
        con.execute("attach $1 as asked (read_only)", [str(path)])
        con.execute("use asked")
        return con.execute(query).fetchall()


@pytest.fixture(scope="session")
def demo(written_demo: Written, tmp_path_factory: pytest.TempPathFactory) -> Demo:
    """The whole demo, taken in once by the command as a person would call it."""
    made = Demo(written_demo.data, written_demo.inbox, {})
    with demo_files.shared(tmp_path_factory, "demo_run") as folder:
        told = folder.with_suffix(".json")
        if not told.exists():
            made.drop("wie_is_dit", "lijst.csv", b"a;b\n1;2\n")
            ran = json.loads(demo_files.command(made.data, "run", "--json"))
            assert (ran["refused"], ran["failed"]) == (None, {})
            told.write_text(json.dumps(ran["publication"]), encoding="utf-8")
        return replace(made, publication=json.loads(told.read_text(encoding="utf-8")))


@pytest.fixture(scope="session")
def small_demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    """A few files of the demo, taken in once in this process."""
    folder = tmp_path_factory.mktemp("small_demo")
    made = Demo(folder / "data", folder / "inbox", {})
    for export in demo_files.exports():
        if f"{export.partner}/{export.name}" in FEW:
            demo_files.write(export, made.inbox)
    mark.as_demo(made.data, demo_files.AS_OF, demo_files.SEED)
    shutil.copytree(made.inbox, made.data / "inbox", dirs_exist_ok=True)
    with pytest.MonkeyPatch.context() as patch:  # a run leaves DAGSTER_HOME and WLB_DATA behind
        patch.setenv("DAGSTER_HOME", str(made.data / "dagster"))
        patch.setenv("WLB_DATA", str(made.data))
        ran = made.run()
    assert (ran.refusal, ran.failures) == (None, {})
    return replace(made, publication=ran.publication or {})


@pytest.fixture
def copy(demo: Demo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Demo:
    """The whole demo in a folder that a test may change; the environment is as it was afterwards."""
    return _copied(demo, tmp_path, monkeypatch)


@pytest.fixture
def small(small_demo: Demo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Demo:
    """The small demo in a folder that a test may change; the environment is as it was afterwards."""
    return _copied(small_demo, tmp_path, monkeypatch)


def _copied(demo: Demo, folder: Path, patch: pytest.MonkeyPatch) -> Demo:
    patch.setenv("DAGSTER_HOME", str(folder))
    patch.setenv("WLB_DATA", str(folder / "data"))
    return demo.copy_to(folder / "data")


@dataclass(frozen=True)
class Said:
    """What a command answered."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Its output, read as one JSON document."""
        return json.loads(self.out)


Wlb = Callable[..., Said]


@pytest.fixture
def wlb(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Wlb:
    """The command, called in this process on one data folder."""

    def call(data: Path, *arguments: str) -> Said:
        monkeypatch.setenv("WLB_DATA", str(data))
        monkeypatch.setenv("DAGSTER_HOME", str(data / "dagster"))
        monkeypatch.setattr(sys, "argv", ["wlb", *arguments])
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            cli.main()
        said = capsys.readouterr()
        return Said(int(ended.value.code or 0), said.out, said.err)

    return call
