"""Turns jobs at Humanitas DMH into its workbook: contracts side by side under a header of two rows.

Site numbers are filled in for most people; hours are typed with their unit, dates in words.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from functools import partial

from pipelines.demo.employment import Kind, chain, employed, known, last_quarter
from pipelines.demo.exports import Export, arrival, steady
from pipelines.demo.facts import Job, Trajectory, stream
from pipelines.demo.mess import Fault, messed, no_such_day, spread
from pipelines.demo.wording import MONTHS
from pipelines.demo.workbook import Cell, Row, Sheet, workbook_bytes

PARTNER = "humanitas_dmh"
EMPLOYER = "Humanitas DMH"
SAFE_FROM = date(2016, 3, 1)
BLOCKS = 3
HEADER: tuple[Row, Row] = (
    ["Pers.nr.", "WLB-nummer", "Achternaam", "Tussenv.", "Voorl.", "Geboren",
     *(cell for number in range(1, BLOCKS + 1) for cell in (f"{number}e contract", None, None, None))],
    [None] * 6 + ["Begin", "Einde", "Soort", "Uren"] * BLOCKS,
)  # fmt: skip
MERGED = (*(f"{letter}3:{letter}4" for letter in "ABCDEF"), "G3:J3", "K3:N3", "O3:R3")
KINDS: dict[Kind, str] = {"temporary": "bep.", "permanent": "onbep.", "on_call": "oproep", "apprenticeship": "BBL"}


def faults(year: int) -> list[Fault[Cell]]:
    """Pers.nr., WLB-nummer, Achternaam, Tussenv., Voorl., Geboren, Begin, Einde, Soort, Uren, …"""
    alone: dict[int, Cell] = {1: None, **dict.fromkeys(range(10, 18))}
    return [
        Fault("impossible_date", "added", {**alone, 6: no_such_day(year)}),
        Fault("unknown_category", "added", {**alone, 8: "payroll"}),
    ]


def files(seed: int, participants: Sequence[Trajectory], month_ends: Sequence[date]) -> Iterator[Export]:
    """One workbook, of the last half year."""
    day = last_quarter(month_ends, (6, 12))
    arrived = arrival(PARTNER, day)
    content = partial(_workbook, seed, participants, day, arrived)
    yield Export(PARTNER, f"HDMH dienstverbanden {MONTHS[day.month - 1]} {day.year}.xlsx", arrived, content)


def _workbook(seed: int, participants: Sequence[Trajectory], day: date, arrived: datetime) -> bytes:
    people = [
        (f"H{300 + place}", one, job)
        for place, (one, job) in enumerate(employed(participants, EMPLOYER))
        if job.started_on <= day
    ]
    until = day - timedelta(days=540)
    safe = [number for number, _, job in people if SAFE_FROM <= job.started_on <= until]
    rows = messed(
        (_row(seed, number, one, job, day) for number, one, job in people),
        spread(faults(day.year), safe),
        lambda row: str(row[0]),
        lambda place: f"H{990 + place}",
    )
    listed = Sheet(
        "Dienstverbanden",
        [["Dienstverbanden oud-deelnemers"], [], *HEADER, *rows, [], ["Legenda"], ["bep. = bepaalde tijd"]],
        MERGED,
    )
    explained = Sheet("Toelichting", [["Bron: personeelssysteem"], ["Stagiairs staan niet in deze lijst."]])
    return workbook_bytes([explained, listed], arrived - timedelta(hours=2))


def _row(seed: int, number: str, one: Trajectory, job: Job, day: date) -> Row:
    rng = stream(seed, PARTNER, one.number)
    site_number = None if rng.random() < 0.15 else one.number
    person = one.person
    cells: list[Cell] = [number, site_number, person.family, person.prefix or None, f"{person.given[0]}.", person.born]
    contracts = known(chain(rng, job), day)
    hours = "wisselend" if job.hours is None else f"{job.hours:g}".replace(".", ",") + " uur"
    for start, end, kind in contracts:
        cells += [_date(start, number), _date(end, number) if end else "heden", KINDS[kind], hours]
    return [*cells, *[None] * 4 * (BLOCKS - len(contracts))]


def _date(day: date, number: str) -> Cell:
    """Half of the dates are real dates, the others were typed: `1 sep. 2016`."""
    if steady(number, day.isoformat()) % 2:
        return day
    return f"{day.day} {MONTHS[day.month - 1]}. {day.year}"
