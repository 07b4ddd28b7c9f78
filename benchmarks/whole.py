"""The commands as a person runs them, each in a process of its own: help, the demo from nothing, and a run with nothing new."""

import os
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.memory import watched


def measure() -> dict[str, float]:
    """Seconds of each, and the peak memory of the cold run."""
    with TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        found = {"help_seconds": min(_wlb(data, "--help") for _ in range(3)), "demo_seconds": _wlb(data, "demo")}
        with watched() as megabytes:
            found["cold_seconds"] = _wlb(data, "run", "--json")
        found["cold_peak_mb"] = max(megabytes) - megabytes[0]
        found["again_seconds"] = min(_wlb(data, "run", "--json") for _ in range(3))
        return found


def _wlb(data: Path, *arguments: str) -> float:
    started = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "pipelines.cli", *arguments], env=os.environ | {"WLB_DATA": str(data)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    seconds = time.perf_counter() - started
    if done.returncode > 1:  # 1 is a refused file, of which the demo has a few
        raise RuntimeError(done.stderr)
    return seconds
