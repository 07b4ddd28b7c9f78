"""A workbook of 5 000 rows gets its comments back: patching the package alone, and the commands as somebody waits for them.

Every tenth row has a note; the sheet is as wide as a partner's register.
"""

import os
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl

from pipelines.demo import mark
from pipelines.stages.feedback import workbook

ROWS, COLUMNS = 5_000, 20


def measure(rows: int = ROWS) -> dict[str, float]:
    """Seconds to annotate a workbook, and to list what is wrong with a loose file of as many rows from the command line."""
    with TemporaryDirectory() as folder:
        source, target = Path(folder) / "boek.xlsx", Path(folder) / "terug.xlsx"
        book = openpyxl.Workbook(write_only=True)
        sheet = book.create_sheet("Deelnemers")
        for row in range(1, rows + 1):
            sheet.append([f"cel {row}.{column}" for column in range(COLUMNS)])
        book.save(source)
        notes = {f"{'ABCDEFGH'[row % 8]}{row}": f"'cel {row}' is geen bestaande datum." for row in range(2, rows, 10)}
        started = time.perf_counter()
        written = workbook.annotate(source, target, {"Deelnemers": notes}, "benchmark")
        seconds = time.perf_counter() - started
        if written != len(notes):
            raise RuntimeError(f"{written} of {len(notes)} notes")
        return {"annotate_seconds": seconds} | _commands(Path(folder))


def _commands(folder: Path) -> dict[str, float]:
    """The demo's largest workbook tried out before it is delivered, and given back afterwards; each a process of its own."""
    from pipelines import ingest
    from pipelines.demo import write
    from pipelines.registry import load_registry
    from pipelines.settings import SOURCES, Settings

    data = folder / "data"
    settings = Settings(data=data)
    registry = load_registry(SOURCES)
    mark.as_demo(data, write.EARLIEST.replace(year=2026), 1)
    write.write_demo(folder / "all", write.EARLIEST.replace(year=2026), 1, lambda *_: None)
    largest = max((folder / "all").glob("*/*.xlsx"), key=lambda path: path.stat().st_size)
    inbox = data / "inbox" / largest.parent.name
    inbox.mkdir(parents=True)
    largest.rename(inbox / largest.name)
    check = _timed(data, "check", str(inbox / largest.name), "--partner", inbox.name, "--json")
    (receipt,) = ingest.ingest_partner(settings, registry, inbox.name)
    return {"check_seconds": check, "feedback_seconds": _timed(data, "feedback", receipt.delivery_id, "--json")}


def _timed(data: Path, *arguments: str) -> float:
    command = [sys.executable, "-m", "pipelines.cli", *arguments]
    started = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, env=os.environ | {"WLB_DATA": str(data)})
    return time.perf_counter() - started
