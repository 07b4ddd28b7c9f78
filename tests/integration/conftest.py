"""The demo, taken in once per test session by the real Dagster assets; and the `wlb` command as a person would call it."""

import fcntl
import json
import os
import shutil
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipelines import cli, execute, receipts
from pipelines.demo import mark
from pipelines.demo.write import write_demo
from pipelines.receipts import Receipt
from pipelines.registry import Registry, load_registry
from pipelines.settings import SOURCES, Settings
from pipelines.stages.publish import current

AS_OF = date(2026, 10, 31)
SEED = 1


@dataclass(frozen=True)
class Demo:
    """A data folder in which the demo was taken in and published; tests that change something take a copy."""

    data: Path
    inbox: Path
    seconds: float
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
        return Demo(folder, self.inbox, self.seconds, self.publication)

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
    with duckdb.connect(str(path), read_only=True) as con:
        return con.execute(query).fetchall()


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    """Written and taken in once, however many workers there are."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base
    data, inbox, told = shared / "demo", shared / "demo_inbox", shared / "demo.json"
    with (shared / "demo.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not told.exists():
            write_demo(inbox, AS_OF, SEED)
            mark.as_demo(data, AS_OF, SEED)
            shutil.copytree(inbox, data / "inbox", dirs_exist_ok=True)
            (data / "inbox" / "wie_is_dit").mkdir(exist_ok=True)
            (data / "inbox" / "wie_is_dit" / "lijst.csv").write_text("a;b\n1;2\n", encoding="utf-8")
            started = time.perf_counter()
            with pytest.MonkeyPatch.context() as patch:  # a run leaves DAGSTER_HOME and WLB_DATA behind
                patch.setenv("DAGSTER_HOME", str(data / "dagster"))
                patch.setenv("WLB_DATA", str(data))
                ran = Demo(data, inbox, 0, {}).run()
            assert (ran.refusal, ran.failures) == (None, {})
            told.write_text(json.dumps([time.perf_counter() - started, ran.publication]), encoding="utf-8")
    seconds, publication = json.loads(told.read_text(encoding="utf-8"))
    return Demo(data, inbox, seconds, publication)


@pytest.fixture
def copy(demo: Demo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Demo:
    """The demo in a folder that a test may change; the environment is as it was afterwards."""
    monkeypatch.setenv("DAGSTER_HOME", str(tmp_path))
    monkeypatch.setenv("WLB_DATA", str(tmp_path / "data"))
    return demo.copy_to(tmp_path / "data")


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
