"""Turns vmbo interns into Vakcollege Amersfoort's list: every cell quoted, a title above, pages that repeat the header.

The system prints pages: the header comes again and each page ends with its number.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import partial

from pipelines.demo.exports import Export, arrival
from pipelines.demo.facts import Placement, month_end
from pipelines.demo.mess import Fault, messed, no_such_day, spread
from pipelines.demo.placements import VMBO_SCHOOLS
from pipelines.demo.studies import Study, delivered_on, of_interns, school_year_of
from pipelines.demo.wording import MONTHS

PARTNER = "vakcollege_amersfoort"
FIRST_STUDENT = 20_011
PAGE = 25
SAFE_FROM = date(2016, 3, 1)
HEADER = [
    "Leerlingnr", "Naam, voornaam", "Geboren", "Klas", "Schooljaar", "Profiel", "Van", "Tot (gepland)", "Tot", "Geslaagd",
    "WLB",
]  # fmt: skip


def files(seed: int, placements: Sequence[Placement], as_of: date) -> Iterator[Export]:
    """The newest list up to the as-of date."""
    day = delivered_on(as_of)
    studies = of_interns(seed, PARTNER, VMBO_SCHOOLS[:1], placements, FIRST_STUDENT, day)
    content = partial(_file, studies, day)
    yield Export(PARTNER, f"leerlingen_zw_{day:%Y-%m}.csv", arrival(PARTNER, month_end(day)), content)


def faults(year: int) -> list[Fault[str]]:
    """Columns from 0 as in `HEADER`; small lists carry few faults."""
    return [
        Fault("impossible_date", "added", {10: "", 6: no_such_day(year)}),
        Fault("exact_duplicate", "again", {}),
    ]


def _file(studies: Sequence[Study], day: date) -> bytes:
    until = day - timedelta(days=540)
    safe = [one.student for one in studies if SAFE_FROM <= one.enrolled_from <= until]
    rows = list(messed(map(_row, studies), spread(faults(day.year), safe), lambda row: row[0], _new_student))
    pages = [rows[first : first + PAGE] for first in range(0, len(rows), PAGE)]
    lines = [f'"Vakcollege Amersfoort","Leerlingen Zorg & Welzijn in het WLB","{_day(day)}"', ""]
    for number, page in enumerate(pages, 1):
        lines += [
            _quoted(HEADER),
            *map(_quoted, page),
            f'"Pagina {number} van {len(pages)}"' + "," * (len(HEADER) - 1),
            "",
        ]
    return "\n".join(lines).encode("cp1252")


def _row(one: Study) -> list[str]:
    first, last = school_year_of(one.placed_from)
    return [
        one.student,
        f"{one.person.full_family}, {one.person.given}",
        _day(one.person.born),
        f"{min(4, 3 + one.placed_from.year - one.enrolled_from.year)}ZW{int(one.student) % 2 + 1}",
        f"{first}-{last}",
        "Zorg & Welzijn",
        _day(one.enrolled_from),
        _day(one.planned_until),
        _day(one.ended_on) if one.ended_on else "",
        f"ja, {_day(one.diploma_on)}" if one.diploma_on
        else "nee" if one.ended_on else "",
        one.trajectory,
    ]  # fmt: skip


def _day(day: date) -> str:
    """`12 okt. 2015`; three months have a name too short for a point."""
    month = MONTHS[day.month - 1]
    return f"{day.day} {month if month == 'mei' else f'{month}.'} {day.year}"


def _quoted(cells: Sequence[str]) -> str:
    return ",".join(f'"{cell}"' for cell in cells)


def _new_student(place: int) -> str:
    return f"{29901 + place}"
