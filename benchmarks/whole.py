"""The commands as a person runs them, each in a process of its own: help, the demo from nothing, and a run with nothing new."""

import os
import resource
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory


def measure() -> dict[str, float]:
    """Seconds and processor seconds of each, and the peak memory of the cold run."""
    with TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        found = {"help_seconds": min(_wlb(data, "--help")[0] for _ in range(3))}
        found["demo_seconds"], _ = _wlb(data, "demo")
        found["cold_seconds"], found["cold_cpu_seconds"] = _wlb(data, "run", "--json")
        found["cold_peak_mb"] = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        found["again_seconds"] = min(_wlb(data, "run", "--json")[0] for _ in range(3))
        return found


def _wlb(data: Path, *arguments: str) -> tuple[float, float]:
    before, started = _processor(), time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "pipelines.cli", *arguments], env=os.environ | {"WLB_DATA": str(data)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    seconds = time.perf_counter() - started
    if done.returncode > 1:  # 1 is a refused file, of which the demo has a few
        raise RuntimeError(done.stderr)
    return seconds, _processor() - before


def _processor() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
