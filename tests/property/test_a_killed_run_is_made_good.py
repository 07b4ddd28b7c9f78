"""Whenever the power goes, receipts and accepted rows fit together, and the next run comes to the same end."""

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

from pipelines.settings import ROOT

TIMES = 4


def random_start() -> int:
    """Another first step every day, so that in time every step has been tried; the output says which."""
    return date.today().toordinal() % 100


def test_a_run_that_is_killed_anywhere_ends_as_one_that_was_not(tmp_path: Path) -> None:
    first = random_start()
    command = [sys.executable, "-m", "tests.property.killed", str(tmp_path), str(first), str(TIMES)]
    environment = os.environ | {"GX_ANALYTICS_ENABLED": "false", "PYTHONWARNINGS": "ignore"}
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env=environment, timeout=240)
    assert done.returncode == 0, done.stderr[-2000:]
    lines = done.stdout.splitlines()
    assert [line for line in lines if " same " not in line] == []
    assert len(lines) == TIMES
