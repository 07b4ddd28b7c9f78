"""The memory of this process and all that it started, while something runs."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

EVERY = 0.5


@contextmanager
def watched() -> Iterator[list[float]]:
    """A list that gets the megabytes of all processes together, twice a second; what they share counts once."""
    seen, done = [_together()], threading.Event()

    def look() -> None:
        while not done.wait(EVERY):
            seen.append(_together())

    watcher = threading.Thread(target=look, daemon=True)
    watcher.start()
    try:
        yield seen
    finally:
        done.set()
        watcher.join()
        seen.append(_together())


def _together() -> float:
    return sum(map(_proportional, _family())) / 1024


def _family() -> set[int]:
    """This process and its descendants."""
    parents = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(path.parent.name)] = int(path.read_text().rpartition(")")[2].split()[1])
        except OSError:  # ended meanwhile
            continue
    family, before = {os.getpid()}, 0
    while len(family) > before:
        before = len(family)
        family |= {child for child, parent in parents.items() if parent in family}
    return family


def _proportional(process: int) -> int:
    """Kilobytes of one process, with its part of what it shares with others."""
    try:
        rollup = Path(f"/proc/{process}/smaps_rollup").read_text()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:")), 0)
