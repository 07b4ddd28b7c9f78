"""Turns vmbo interns into Prisma College's workbook: a sheet with a row per class and its pupils below, two header rows."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby

from pipelines.demo.exports import Export, arrival, steady
from pipelines.demo.facts import Placement, month_end
from pipelines.demo.mess import Fault, messed, no_such_day, spread
from pipelines.demo.placements import VMBO_SCHOOLS
from pipelines.demo.studies import Study, delivered_on, of_interns, school_year_of
from pipelines.demo.workbook import Cell, Row, Sheet, workbook_bytes

PARTNER = "prisma_college"
FIRST_STUDENT = 5_003
SAFE_FROM = date(2016, 3, 1)
TOP = ("Leerling", None, None, "Stage", None, "School", None, None, "Diploma", None)
BELOW = ("Nr", "Naam", "Geb.", "WLB-nr", "Start", "Van", "Verw. tot", "Tot", "J/N", "Datum")


def files(seed: int, placements: Sequence[Placement], as_of: date) -> Iterator[Export]:
    """The newest workbook up to the as-of date."""
    day = delivered_on(as_of)
    studies = of_interns(seed, PARTNER, VMBO_SCHOOLS[1:], placements, FIRST_STUDENT, day)
    sent = arrival(PARTNER, month_end(day))
    saved = (sent - timedelta(hours=2, minutes=5)).replace(tzinfo=None)
    name = f"Stages Z&W Prisma {day:%d-%m-%Y}.xlsx"
    yield Export(PARTNER, name, sent, lambda: workbook_bytes([_sheet(studies, day)], saved))


def faults(year: int) -> list[Fault[Cell]]:
    """Columns from 0 as in `BELOW`; small lists carry few faults."""
    return [
        Fault("impossible_date", "added", {3: None, 5: no_such_day(year)}),
        Fault("duplicate_key", "again", {6: None}),
    ]


def _sheet(studies: Sequence[Study], day: date) -> Sheet:
    until = day - timedelta(days=540)
    safe = [one.student for one in studies if SAFE_FROM <= one.enrolled_from <= until]
    spots = spread(faults(day.year), safe)
    rows: list[Row] = [("Prisma College – leerlingen op stage",), (), TOP, BELOW]
    for (first, last), group in groupby(studies, key=lambda one: school_year_of(one.placed_from)):
        members = list(messed(map(_row, group), spots, lambda row: f"{row[0]}", _new_student))
        rows += [(f"Klas 4ZW ({first}-{last})",), *members, (f"Aantal: {len(members)}",), ()]
    return Sheet("stages", rows, merged=("A3:C3", "D3:E3", "F3:H3", "I3:J3"))


def _row(one: Study) -> Row:
    ended = one.ended_on
    return (
        int(one.student),
        f"{one.person.given} {one.person.full_family}",
        _day(one.person.born, one),
        one.trajectory or None,
        one.placed_from,
        _day(one.enrolled_from, one),
        one.planned_until,
        ended,
        "J" if one.diploma_on else "N" if ended else None,
        _day(one.diploma_on, one) if one.diploma_on else None,
    )


def _day(day: date, one: Study) -> Cell:
    """A real date, or for every third pupil `12-10-'15` as text."""
    return f"{day.day}-{day.month}-'{day.year % 100:02}" if steady(one.student, "day") % 3 == 0 else day


def _new_student(place: int) -> Cell:
    return 9901 + place
