"""The files of the demo, for every test that reads them: made once per process, written once per session.

Takes nothing in; that is `demo` of the integration tests.
"""

import fcntl
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from pipelines.demo.exports import Export
from pipelines.demo.write import demo_exports
from pipelines.settings import ROOT

AS_OF = date(2026, 10, 31)
SEED = 1


@cache
def exports() -> list[Export]:
    """Every file of the demo; its bytes are made when they are asked for."""
    return demo_exports(AS_OF, SEED)


def write(export: Export, inbox: Path) -> Path:
    """Deliver one file, with the time at which it came."""
    path = inbox / export.partner / export.name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(export.content())
    os.utime(path, (export.arrived_at.timestamp(), export.arrived_at.timestamp()))
    return path


def command(data: Path, *arguments: str, **environment: str) -> str:
    """What `wlb` says in a process of its own; a rejected file (1) is no failure."""
    done = subprocess.run(
        [sys.executable, "-m", "pipelines.cli", *arguments],
        cwd=ROOT, env={**os.environ, "WLB_DATA": str(data), **environment}, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode in (0, 1), done.stderr
    return done.stdout


@contextmanager
def shared(factory: pytest.TempPathFactory, name: str) -> Iterator[Path]:
    """A folder that all workers share, for one of them at a time."""
    base = factory.getbasetemp()
    folder = (base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base) / name
    with Path(f"{folder}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield folder
