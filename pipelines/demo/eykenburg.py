"""Turns jobs at Eykenburg into its workbook: one line per person, the contracts side by side in blocks of three columns.

The personnel system knows no trajectory numbers. Who has a permanent contract has "vast" where a date should stand.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from functools import partial

from pipelines.demo.employment import chain, employed, known, last_quarter
from pipelines.demo.exports import Export, arrival, steady
from pipelines.demo.facts import Job, Trajectory, stream
from pipelines.demo.mess import Fault, messed, no_such_day, spread
from pipelines.demo.workbook import Cell, Row, Sheet, workbook_bytes

PARTNER = "eykenburg"
EMPLOYER = "Eykenburg"
SAFE_FROM = date(2016, 3, 1)
HEADER: Row = [
    "Persnr", "Naam", "Geb.datum", "Functie",
    *(name for number in (1, 2, 3) for name in (f"Contract {number} van", "t/m", "uren")), "Opm.",
]  # fmt: skip
JOBS = ("Medewerker restaurant", "Huishoudelijke dienst", "Zorghulp", "Gastvrouw")


def faults(year: int) -> list[Fault[Cell]]:
    """Persnr, Naam, Geb.datum, Functie, Contract 1 van, t/m, uren, …"""
    alone: dict[int, Cell] = dict.fromkeys(range(7, 14))
    return [
        Fault("impossible_date", "added", {**alone, 4: no_such_day(year)}),
        Fault("end_before_start", "added", {**alone, 5: "1-2-2012"}),
        Fault("hours_99", "added", {**alone, 6: 99}),
        Fault("exact_duplicate", "again", {}),
    ]


def files(seed: int, participants: Sequence[Trajectory], month_ends: Sequence[date]) -> Iterator[Export]:
    """One workbook, of the last quarter."""
    day = last_quarter(month_ends)
    arrived = arrival(PARTNER, day)
    content = partial(_workbook, seed, participants, day, arrived)
    yield Export(PARTNER, f"Eykenburg contracten WLB per {day:%d-%m-%Y}.xlsx", arrived, content)


def _workbook(seed: int, participants: Sequence[Trajectory], day: date, arrived: datetime) -> bytes:
    people = [
        (f"{7100 + place * 7}", one, job)
        for place, (one, job) in enumerate(employed(participants, EMPLOYER))
        if job.started_on <= day
    ]
    until = day - timedelta(days=540)
    safe = [number for number, _, job in people if SAFE_FROM <= job.started_on <= until]
    rows = messed(
        (_row(seed, number, one, job, day) for number, one, job in people),
        spread(faults(day.year), safe),
        lambda row: str(row[0]),
        lambda place: f"{9900 + place}",
    )
    written = [*rows]
    title: list[Row] = [["Oud-deelnemers WijkLeerbedrijf in dienst (geweest)"], [f"Peildatum {day:%d-%m-%Y}"], []]
    sheet = Sheet("Contracten", [*title, HEADER, *written, [f"Aantal: {len(written)}"]])
    return workbook_bytes([sheet], arrived - timedelta(hours=3))


def _row(seed: int, number: str, one: Trajectory, job: Job, day: date) -> Row:
    rng = stream(seed, PARTNER, one.number)
    function = rng.choice(JOBS)
    cells: list[Cell] = [number, name_of(one), one.person.born, function]
    contracts = known(chain(rng, job), day)
    for start, end, kind in contracts:
        typed = steady(number, start.isoformat()) % 3 == 0
        shown: Cell = end if end is None or not typed else f"{end.day}-{end.month}-{end.year}"
        cells += [start, "vast" if kind == "permanent" and end is None else shown, job.hours]
    cells += [None] * 3 * (3 - len(contracts))
    return [*cells, "uren wisselen" if job.hours is None else None]


def name_of(one: Trajectory) -> str:
    """`Vries, F. de`: family name, initial and prefix, as personnel systems print it."""
    person = one.person
    return f"{person.family}, {person.given[0]}. {person.prefix}".strip()
