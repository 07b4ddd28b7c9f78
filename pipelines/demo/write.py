"""Turns a seed and an as-of date into an inbox full of files, as five partners would have delivered them.

It writes and it dates; what is in a file is made by the partner's own module, and what is true by `facts`.
"""

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

from pipelines.demo import (
    amersfoort,
    amersfoort_workbook,
    den_haag,
    dordrecht,
    dordrecht_extra,
    hvp_zorg,
    placements,
    practices,
    requests,
    roc_mondriaan,
    trajectories,
)
from pipelines.demo.exports import Export
from pipelines.demo.facts import last_complete_month, month_end, month_start

# The published figures run up to January 2017; an earlier demo could not hold them.
EARLIEST = date(2017, 1, 31)


def write_demo(
    to: Path, as_of: date, seed: int = 1, progress: Callable[[str, int, int], None] | None = None
) -> list[Path]:
    """Writes every file under `to/<partner>/` and returns them: by partner and delivery, oldest first.

    `progress` is called after each file with its name, how many are done and how many there are. The same arguments
    give the same bytes and times. Raises ValueError for an as-of date before the published figures were complete.
    """
    exports = demo_exports(as_of, seed)
    written = []
    for done, export in enumerate(exports, 1):
        path = to / export.partner / export.name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(export.content())
        os.utime(path, (export.arrived_at.timestamp(), export.arrived_at.timestamp()))
        written.append(path)
        if progress:
            progress(f"{export.partner}/{export.name}", done, len(exports))
    return written


def demo_exports(as_of: date, seed: int) -> list[Export]:
    """Every file of the demo, not yet made into bytes."""
    last = last_complete_month(as_of)
    if last < EARLIEST:
        raise ValueError(f"the demo needs an as-of date from {EARLIEST} on, not {as_of}")
    month_ends = [month_end(month_start(last.year, last.month - back)) for back in range(11, -1, -1)]
    haagse, dordtse = trajectories.den_haag(seed, last), requests.dordrecht(seed, last)
    interns = placements.amersfoort(seed, last)
    return [
        *den_haag.files(haagse, requests.den_haag(seed, last, haagse), month_ends),
        *practices.den_haag_files(month_ends),
        *dordrecht.files(trajectories.dordrecht(seed, last), dordtse, month_ends),
        *dordrecht_extra.files(dordtse, month_ends),
        *amersfoort.files(interns, month_ends),
        *amersfoort_workbook.files(seed, interns, month_ends),
        *roc_mondriaan.files(seed, haagse, last),
        *hvp_zorg.files(seed, haagse, month_ends),
    ]
