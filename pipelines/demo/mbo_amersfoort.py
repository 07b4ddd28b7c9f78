"""Turns the interns of Amersfoort into the list of MBO Amersfoort: tabs, UTF-16, years of two digits, many words for nothing.

An asterisk behind a J means that the school still has to settle the matter with the national register.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import partial

from pipelines.demo.exports import Export, arrival, lines, steady
from pipelines.demo.facts import Placement, month_end
from pipelines.demo.mess import Fault, messed, spread
from pipelines.demo.placements import MBO_SCHOOLS
from pipelines.demo.studies import Study, delivered_on, of_interns

PARTNER = "mbo_amersfoort"
FIRST_STUDENT = 410_003
SAFE_FROM = date(2016, 3, 1)
HEADER = [
    "Naam leerling", "Stamnr", "Opleiding", "Niveau", "Leerjaar", "Stage van", "Stage t/m", "Uitval?", "Datum uitval",
    "Startkwal.", "Geb.dat.", "WLB-nr", "Crebo", "Leerweg", "Inschr. van", "Inschr. t/m", "Diploma d.d.",
]  # fmt: skip
NAMES = {
    "zorghulp": "Zorghulp", "helping_care_welfare": "Helpende Z&W", "carer": "Verzorgende IG", "social_work": "MZ",
}  # fmt: skip
NOTHING = ("-", "n.v.t.", "", "onb.", "?")


def files(seed: int, placements: Sequence[Placement], as_of: date) -> Iterator[Export]:
    """The newest list up to the as-of date."""
    day = delivered_on(as_of)
    studies = of_interns(seed, PARTNER, MBO_SCHOOLS, placements, FIRST_STUDENT, day)
    content = partial(_file, studies, day)
    yield Export(PARTNER, f"WLB stagiairs MBO Amersfoort {day:%Y%m%d}.txt", arrival(PARTNER, month_end(day)), content)


def faults(year: int) -> list[Fault[str]]:
    """Columns as in `HEADER`, but the number first; what is added has no trajectory number."""
    short = f"{year % 100:02}"
    return [
        Fault("impossible_date", "added", {11: "-", 14: f"31/6/{short}"}),
        Fault("care_level_as_level", "added", {11: "-", 3: "niv. 5"}),
        Fault("blank_required", "added", {11: "-", 14: "n.v.t."}),
        Fault("left_on_an_unknown_day", "added", {11: "-", 7: "J", 8: "?", 9: "N"}),
        Fault("mbo_without_crebo", "added", {11: "-", 12: "onb."}),
        Fault("exact_duplicate", "again", {}),
        Fault("duplicate_key", "again", {13: "BBL", 4: "?"}),
    ]


def _file(studies: Sequence[Study], day: date) -> bytes:
    until = day - timedelta(days=540)
    safe = [one.student for one in studies if SAFE_FROM <= one.enrolled_from <= until and one.path == "BOL"]
    rows = messed((_row(one, day) for one in studies), spread(faults(day.year), safe), lambda row: row[0], _new_student)
    named = ([row[1], row[0], *row[2:]] for row in rows)
    return b"\xff\xfe" + lines([HEADER, *named], "\t", "\r\n", "utf-16-le")


def _row(one: Study, day: date) -> list[str]:
    left = one.left_on
    unsettled = left is not None and left >= day.replace(year=day.year - 1)
    year_of_study = min(one.placed_from.year - one.enrolled_from.year + (one.placed_from.month >= 8), 4) or 1
    return [
        one.student,
        _name(one),
        NAMES[one.programme],
        f"{one.level}" if steady(one.student, "level") % 4 else f"niv. {one.level}",
        f"{year_of_study}",
        _day(one.placed_from),
        _day(one.placed_until),
        ("J*" if unsettled else "J") if left else "N" if one.diploma_on else _nothing(one, "left"),
        _day(left) if left else _nothing(one, "left on"),
        ("J" if one.qualified else "N") if left else "J" if one.diploma_on and one.level > 1 else _nothing(one, "qual"),
        _day(one.person.born),
        one.trajectory or "-",
        one.crebo,
        one.path,
        _day(one.enrolled_from),
        _day(one.planned_until),
        _day(one.diploma_on) if one.diploma_on else _nothing(one, "diploma"),
    ]


def _name(one: Study) -> str:
    """`de Vries, Fatima`; sometimes with the prefix behind: `Vries, Fatima de`."""
    if one.person.prefix and steady(one.student, "name") % 3 == 0:
        return f"{one.person.family}, {one.person.given} {one.person.prefix}"
    return f"{one.person.full_family}, {one.person.given}"


def _nothing(one: Study, what: str) -> str:
    return NOTHING[steady(one.student, what) % len(NOTHING)]


def _day(day: date) -> str:
    """`1/8/12`."""
    return f"{day.day}/{day.month}/{day.year % 100:02}"


def _new_student(place: int) -> str:
    return f"{499001 + place}"
