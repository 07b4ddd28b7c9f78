"""Turns a seed and an as-of date into an inbox full of files, as the partners would have delivered them.

It writes and it dates; what is in a file is made by the partner's own module, and what is true by `facts`.
"""

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

from pipelines.demo import (
    amersfoort,
    amersfoort_workbook,
    birkhoven_zorggoed,
    da_vinci,
    den_haag,
    dordrecht,
    dordrecht_extra,
    eykenburg,
    gemeenten,
    gezondheidszorg_college,
    hoornbeeck,
    humanitas_dmh,
    hvp_zorg,
    mbo_amersfoort,
    placements,
    practices,
    prisma_college,
    requests,
    roc_mondriaan,
    thuiszorg_dordrecht,
    trajectories,
    vakcollege_amersfoort,
    werkgeversservicepunt_den_haag,
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
    haagse, dordtse = trajectories.den_haag(seed, last), trajectories.dordrecht(seed, last)
    asked, interns = requests.dordrecht(seed, last), placements.amersfoort(seed, last)
    return [
        *den_haag.files(haagse, requests.den_haag(seed, last, haagse), month_ends),
        *practices.den_haag_files(month_ends),
        *dordrecht.files(dordtse, asked, month_ends),
        *dordrecht_extra.files(asked, month_ends),
        *amersfoort.files(interns, month_ends),
        *amersfoort_workbook.files(seed, interns, month_ends),
        *roc_mondriaan.files(seed, haagse, last),
        *da_vinci.files(seed, dordtse, last),
        *hoornbeeck.files(seed, dordtse, last),
        *mbo_amersfoort.files(seed, interns, last),
        *vakcollege_amersfoort.files(seed, interns, last),
        *prisma_college.files(seed, interns, last),
        *gezondheidszorg_college.files(seed, interns, last),
        *hvp_zorg.files(seed, haagse, month_ends),
        *eykenburg.files(seed, haagse, month_ends),
        *humanitas_dmh.files(seed, haagse, month_ends),
        *birkhoven_zorggoed.files(seed, interns, month_ends),
        *thuiszorg_dordrecht.files(seed, dordtse, month_ends),
        *werkgeversservicepunt_den_haag.files(seed, haagse, month_ends),
        *gemeenten.dordrecht(seed, month_ends),
        *gemeenten.amersfoort(seed, month_ends),
    ]
