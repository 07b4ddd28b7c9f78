"""A data folder → the dashboard as it is started for people, on a free port of this machine."""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 60


@dataclass(frozen=True)
class Served:
    """A dashboard that runs: where, and as which process."""

    address: str
    process: int


@contextmanager
def serving(data: Path) -> Iterator[Served]:
    """Serve the dashboard over a data folder; fails when the server logged a traceback or called another machine."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log, outside = data / "server.log", data / "called_outside.log"
    watching = {"PYTHONPATH": str(Path(__file__).parent / "homebound"), "CALLED_OUTSIDE": str(outside)}
    with log.open("w") as output:
        server = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", "dashboards/app.py", "--server.port", str(port)],
            cwd=ROOT,
            env={**os.environ, **watching, "WLB_DATA": str(data)},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        _wait_until_healthy(port)
        yield Served(f"http://127.0.0.1:{port}", server.pid)
    finally:
        server.terminate()
        server.wait(SECONDS)
    assert "Traceback" not in log.read_text(encoding="utf-8")
    assert not outside.exists(), outside.read_text(encoding="utf-8")


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
    raise RuntimeError(f"the dashboard did not answer on port {port}")
