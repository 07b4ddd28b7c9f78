"""Turns some interns into Gezondheidszorg College's list: an apostrophe before each number, dots in dates, WAAR and ONWAAR."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import partial

from pipelines.demo.exports import Export, arrival, lines
from pipelines.demo.facts import Placement, month_end
from pipelines.demo.mess import Fault, messed, spread
from pipelines.demo.placements import CARE_SCHOOL
from pipelines.demo.studies import Study, delivered_on, of_interns

PARTNER = "gezondheidszorg_college"
FIRST_STUDENT = 2_002
SAFE_FROM = date(2016, 3, 1)
HEADER = [
    "Deelnemer", "Achternaam", "Vnm", "Geb", "Crebo", "Niv", "Leerweg", "Ingeschreven", "Ingeschreven", "Uitgeschreven",
    "Reden", "Gediplomeerd", "Kenmerk WLB",
]  # fmt: skip
OPEN_END = "2099.12.31"


def files(seed: int, placements: Sequence[Placement], as_of: date) -> Iterator[Export]:
    """The newest list up to the as-of date."""
    day = delivered_on(as_of)
    studies = of_interns(seed, PARTNER, (CARE_SCHOOL,), placements, FIRST_STUDENT, day)
    content = partial(_file, studies, day)
    yield Export(PARTNER, f"GZC-{day:%Y%m}-wlb.csv", arrival(PARTNER, month_end(day)), content)


def faults(year: int) -> list[Fault[str]]:
    """Columns from 0 as in `HEADER`; small lists carry few faults."""
    return [
        Fault("impossible_date", "added", {12: "", 7: f"{year}.06.31"}),
        Fault("end_before_start", "added", {12: "", 9: "2014.09.01", 11: "ONWAAR"}),
    ]


def _file(studies: Sequence[Study], day: date) -> bytes:
    until = day - timedelta(days=540)
    safe = [one.student for one in studies if SAFE_FROM <= one.enrolled_from <= until]
    spots = spread(faults(day.year), safe)
    rows = messed(map(_row, studies), spots, lambda row: row[0].removeprefix("'0"), _new_student)
    footer = f"Einde bestand;{len(studies) + len(spots)} deelnemers" + ";" * (len(HEADER) - 2)
    return lines([HEADER, *rows], ";", "\r\n", "cp1252", trailing_delimiter=True, footer=footer)


def _row(one: Study) -> list[str]:
    return [
        f"'0{one.student}",
        one.person.full_family,
        f"{one.person.given[0]}.",
        _day(one.person.born),
        one.crebo,
        f"{one.level}",
        f"{one.path} voltijd" if one.path == "BOL" else one.path,
        _day(one.enrolled_from),
        _day(one.planned_until),
        _day(one.ended_on) if one.ended_on else OPEN_END,
        "diploma" if one.diploma_on else "verhuizing" if one.moved and one.left_on else "uitval" if one.left_on else "",
        ("WAAR" if one.diploma_on else "ONWAAR") if one.ended_on else "",
        one.trajectory,
    ]


def _day(day: date) -> str:
    return f"{day:%Y.%m.%d}"


def _new_student(place: int) -> str:
    return f"'0{9901 + place}"
