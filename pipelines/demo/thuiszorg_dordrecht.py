"""Turns jobs at Thuiszorg Dordrecht into its monthly list: who is employed on the last day of the month, and no more.

One month was never sent. Some lists hold a bad row: then somebody seems to be gone who is not.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial

from pipelines.demo.employment import employed
from pipelines.demo.exports import Export, arrival, lines, steady
from pipelines.demo.facts import Job, Trajectory, stream
from pipelines.demo.mess import Fault, messed, spread

PARTNER = "thuiszorg_dordrecht"
EMPLOYER = "Thuiszorg Dordrecht"
LISTS = 9
# Counted from the newest back: the month that was never sent, and the months with bad rows.
NEVER_SENT = 4
WITH_FAULTS = (1, 5)
SAFE_FROM = date(2016, 3, 1)
HEADER = ["Pers.nr", "WLB-nr", "Naam", "Geb.datum", "Contracturen", "Dienstverband"]
KINDS = ("vast", "vast", "tijdelijk", "tijdelijk", "min-max")


def faults() -> list[Fault[str]]:
    """Pers.nr;WLB-nr;Naam;Geb.datum;Contracturen;Dienstverband."""
    return [
        Fault("hours_99", "instead", {4: "99,0"}),
        Fault("unknown_category", "added", {1: "", 5: "detachering"}),
    ]


def files(seed: int, participants: Sequence[Trajectory], month_ends: Sequence[date]) -> Iterator[Export]:
    """The lists of the last months, but for one."""
    for back in range(LISTS - 1, -1, -1):
        day = month_ends[-1 - back]
        if back != NEVER_SENT:
            content = partial(_list, seed, participants, day, back in WITH_FAULTS)
            yield Export(PARTNER, f"In dienst per {day:%d-%m-%Y}.csv", arrival(PARTNER, day), content)


def _list(seed: int, participants: Sequence[Trajectory], day: date, with_faults: bool) -> bytes:
    known = [
        (f"T{5000 + place * 3}", one, job)
        for place, (one, job) in enumerate(employed(participants, EMPLOYER))
        if job.covers(day)
    ]
    safe = [number for number, _, job in known if job.started_on >= SAFE_FROM] if with_faults else []
    rows = messed(
        (_row(seed, number, one, job) for number, one, job in known),
        spread(faults(), safe),
        lambda row: row[0],
        lambda place: f"T{9900 + place}",
    )
    title = [f"In dienst per {day:%d-%m-%Y} – uit het WijkLeerbedrijf"]
    return lines([title, [], HEADER, *rows], ";", "\r\n", "cp1252")


def _row(seed: int, number: str, one: Trajectory, job: Job) -> list[str]:
    person = one.person
    site_number = "" if stream(seed, PARTNER, one.number).random() < 0.1 else one.number
    hours = "-" if job.hours is None else f"{job.hours:.1f}".replace(".", ",")
    kind = "oproep" if job.hours is None else KINDS[steady(number) % len(KINDS)]
    return [number, site_number, f"{person.given[0]}. {person.full_family}", f"{person.born:%d-%m-%Y}", hours, kind]
