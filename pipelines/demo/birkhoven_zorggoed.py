"""Turns former interns of Amersfoort who found work at Birkhoven Zorggoed into its export: English, month first, in FTE.

The export has names and birth dates and no numbers of ours. Codes: BT and OT (fixed term, permanent), 0-u (zero hours),
UZK (agency). Its last line has no line end.
"""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from pipelines.demo.employment import last_quarter
from pipelines.demo.exports import Export, arrival
from pipelines.demo.facts import Person, Placement, stream
from pipelines.demo.mess import Fault, messed, spread

PARTNER = "birkhoven_zorggoed"
HEADER = ["Employee", "Name", "Date of birth", "Start date", "End date", "Contract", "FTE", "Position", "Site"]
FULL_WEEK = 36
FACTORS = (12, 16, 20, 24, 24, 28, 32)
POSITIONS = ("Helpende, huishouding", "Helpende", "Gastvrouw, restaurant", "Verzorgende i.o.")
SITES = ("Birkhoven", "Soesterkwartier, Amersfoort")


@dataclass(frozen=True, slots=True)
class Contract:
    """One contract; `ended_on` is its last day."""

    number: str
    person: Person
    started_on: date
    ended_on: date | None
    code: str
    hours: int | None
    position: str
    site: str


def faults() -> list[Fault[str]]:
    """Employee,Name,Date of birth,Start date,End date,Contract,FTE,Position,Site."""
    return [
        # Typed by hand, the day first: there is no thirteenth month.
        Fault("day_first", "added", {3: "23/04/2016"}),
        Fault("hours_for_fte", "added", {6: "24"}),
        Fault("unknown_category", "added", {5: "PAY"}),
        Fault("exact_duplicate", "again", {}),
    ]


def files(seed: int, placements: Sequence[Placement], month_ends: Sequence[date]) -> Iterator[Export]:
    """One export, of the last quarter."""
    day = last_quarter(month_ends)
    content = partial(_file, seed, placements, day)
    yield Export(PARTNER, f"Birkhoven_contracts_{day:%Y%m%d}.csv", arrival(PARTNER, day), content)


def contracts(seed: int, placements: Sequence[Placement]) -> list[Contract]:
    """About one in seven interns who finished comes to work here, some first through an agency."""
    found: list[Contract] = []
    for place, one in enumerate(placements):
        rng = stream(seed, PARTNER, place)
        if one.stop_reason or one.programme == "vmbo_care" or rng.random() > 0.15:
            continue
        start = one.planned_end_on + timedelta(days=rng.randint(5, 200))
        hours, position, site = rng.choice(FACTORS), rng.choice(POSITIONS), rng.choice(SITES)
        leaves = start + timedelta(days=rng.randint(60, 1200)) if rng.random() < 0.5 else None
        number = f"E{20100 + place}"
        for code in rng.choice((("BT", "OT"), ("UZK", "BT", "OT"), ("0-u",), ("0-u", "BT"))):
            length = rng.choice((180, 210, 365))
            end = None if code in ("OT", "0-u") else start + timedelta(days=length)
            last = leaves if leaves and (end is None or leaves <= end) else end
            known_hours = None if code == "0-u" else hours
            found.append(Contract(number, one.person, start, last, code, known_hours, position, site))
            if last is None or last == leaves:
                break
            start = last + timedelta(days=1)
    return found


def _file(seed: int, placements: Sequence[Placement], day: date) -> bytes:
    known = [one for one in contracts(seed, placements) if one.started_on <= day]
    rows = messed(
        (_row(one, day) for one in known),
        spread(faults(), [_key(_row(one, day)) for one in known]),
        _key,
        lambda place: f"E{90000 + place}",
    )
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([HEADER, *rows])
    return text.getvalue().rstrip("\n").encode()


def _row(one: Contract, day: date) -> list[str]:
    person = one.person
    ended = one.ended_on and (one.ended_on <= day or one.code in ("BT", "UZK"))
    return [
        one.number,
        f"{person.family}, {person.given} {person.prefix}".strip(),
        f"{person.born:%m/%d/%Y}",
        f"{one.started_on:%m/%d/%Y}",
        f"{one.ended_on:%m/%d/%Y}" if ended else "",
        one.code,
        f"{one.hours / FULL_WEEK:.2f}" if one.hours is not None else "",
        one.position,
        one.site,
    ]


def _key(row: Sequence[str]) -> str:
    return f"{row[0]} {row[3]}"
