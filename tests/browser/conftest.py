"""The dashboard as it is started for people, and a real browser that looks at it."""

import http.client
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.dashboard.publication import write_desk, write_publication

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 60


@contextmanager
def serving(data: Path) -> Iterator[str]:
    """Serve the dashboard over a data folder; gives its address, and fails when the server logged a traceback."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = data / "server.log"
    with log.open("w") as output:
        server = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", "dashboards/app.py", "--server.port", str(port)],
            cwd=ROOT,
            env={**os.environ, "WLB_DATA": str(data)},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        _wait_until_healthy(port)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(SECONDS)
    assert "Traceback" not in log.read_text(encoding="utf-8")


def _wait_until_healthy(port: int) -> None:
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        asked = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
        try:
            asked.request("GET", "/_stcore/health")
            if asked.getresponse().status == http.HTTPStatus.OK:
                return
        except OSError:
            time.sleep(0.2)
        finally:
            asked.close()
    pytest.fail(f"the dashboard did not answer on port {port}")


@pytest.fixture(scope="session")
def full_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with a whole publication and a whole desk."""
    data = tmp_path_factory.mktemp("data")
    write_publication(data)
    write_desk(data)
    return data


@pytest.fixture(scope="session")
def address(full_folder: Path) -> Iterator[str]:
    """Where a dashboard over a whole publication and desk is served."""
    with serving(full_folder) as base:
        yield base


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, which asks nothing of anybody by itself."""
    path = shutil.which("chromium")
    assert path, "the browser tests need Debian's chromium"
    with sync_playwright() as playwright:
        quiet = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        found = playwright.chromium.launch(executable_path=path, args=quiet)
        yield found
        found.close()
