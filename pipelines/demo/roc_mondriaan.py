"""Turns the school side of Den Haag's trajectories into ROC Mondriaan's enrolment file, in March and in October.

The school counts from 2015 on. Its last file comes from new software, which adds a column that must never be sent.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from pipelines.demo.exports import Export, arrival, lines
from pipelines.demo.facts import Trajectory, month_end, stream
from pipelines.demo.mess import messed, mondriaan_enrolments, spread

PARTNER = "roc_mondriaan"
FIRST_START = date(2015, 1, 1)
SAFE_FROM = date(2016, 3, 1)
BRIN = "27GZ"
OPEN_END = "99991231"
HEADER = [
    "#STUDENTNUMMER", "TRAJECTNR", "GEBOORTEDATUM", "BRIN", "VERBINTENIS_VOLGNR", "CREBO", "OPLEIDING", "LEERWEG",
    "NIVEAU", "BEGINDATUM", "EINDDATUM", "REDEN_UITSTROOM", "DIPLOMA_DATUM",
]  # fmt: skip
NAMES = {"zorghulp": "Zorghulp", "entree_care": "Entree", "helping_care_welfare": "Helpende Zorg en Welzijn"}


@dataclass(frozen=True, slots=True)
class Enrolment:
    """One of a student's agreements with the school."""

    student: str
    trajectory: str
    born: date
    volgnr: int
    crebo: str
    programme: str
    path: str
    level: str
    enrolled_from: date
    enrolled_until: date
    exit_reason: str
    diploma_on: date | None


def files(seed: int, participants: Sequence[Trajectory], as_of: date) -> Iterator[Export]:
    """The last three deliveries up to the as-of date."""
    enrolments = _enrolments(seed, participants)
    days = [date(year, month, 15) for year in range(as_of.year - 2, as_of.year + 1) for month in (3, 10)]
    delivered = [day for day in days if day <= as_of][-3:]
    for day in delivered:
        content = partial(_file, enrolments, day, delivered[-1], day == delivered[-1])
        yield Export(PARTNER, f"Mondriaan_WLB_{day:%Y%m%d}.csv", arrival(PARTNER, month_end(day)), content)


def _enrolments(seed: int, participants: Sequence[Trajectory]) -> list[Enrolment]:
    """Every participant from 2015 on, and a next agreement for some who went on to level 2."""
    enrolments = []
    for place, one in enumerate(one for one in participants if one.started_on >= FIRST_START):
        rng = stream(seed, PARTNER, one.number)
        first = _first_agreement(rng, one, f"{3104000 + place * 7}")
        enrolments.append(first)
        learns_at_work = one.level == 1 and one.job is not None and one.group != 2 and rng.random() < 0.14
        if one.diploma_on and (one.studies_on or learns_at_work):
            enrolments.append(_next_agreement(rng, first, one.diploma_on, works=learns_at_work))
    return enrolments


def _first_agreement(rng: random.Random, one: Trajectory, student: str) -> Enrolment:
    diploma = one.diploma_on
    published = one.group == 2 and one.location == "Centrum"
    if diploma and not published and rng.random() < 0.02:
        # The exam board's date is sometimes a week later than the party at the site.
        diploma += timedelta(days=rng.randint(3, 10))
    reason = "01" if diploma else "03" if one.stop_reason in ("moved", "moved_abroad") else "02"
    return Enrolment(
        student=student,
        trajectory="" if rng.random() < 0.03 else one.number,
        born=one.person.born,
        volgnr=1,
        crebo=_crebo(one.programme, one.started_on),
        programme=NAMES[one.programme],
        path="BOL" if rng.random() < 0.8 else "BBL",
        level=_level(rng, one.level),
        enrolled_from=one.started_on,
        enrolled_until=diploma or one.ended_on or date.max,
        exit_reason=reason,
        diploma_on=diploma,
    )


def _next_agreement(rng: random.Random, first: Enrolment, diploma: date, works: bool) -> Enrolment:
    """Level 2 from the next February or September; who works learns on the job."""
    begins = min(
        day
        for year in (diploma.year, diploma.year + 1)
        for day in (date(year, 2, 1), date(year, 9, 1))
        if day > diploma
    )
    ends = begins + timedelta(days=rng.randint(520, 640))
    passes = rng.random() < 0.7
    return Enrolment(
        student=first.student,
        trajectory=first.trajectory,
        born=first.born,
        volgnr=2,
        crebo="25498",
        programme=NAMES["helping_care_welfare"],
        path="BBL" if works else "BOL",
        level=_level(rng, 2),
        enrolled_from=begins,
        enrolled_until=ends if passes else begins + timedelta(days=rng.randint(200, 400)),
        exit_reason="01" if passes else "02",
        diploma_on=ends if passes else None,
    )


def _crebo(programme: str, started: date) -> str:
    """The code that was in force: programmes were renumbered in 2014 and 2015."""
    if programme == "helping_care_welfare":
        return "92640" if started < date(2015, 8, 1) else "25498"
    if started < date(2015, 8, 1):
        return "95769" if programme == "zorghulp" else "97390"
    return "25251" if programme == "zorghulp" else "23110"


def _level(rng: random.Random, level: int) -> str:
    return f"MBO-{level}" if rng.random() < 0.8 else f"{level}"


def _file(enrolments: Sequence[Enrolment], day: date, last: date, with_service_number: bool) -> bytes:
    known = [one for one in enrolments if one.enrolled_from <= day]
    until = last - timedelta(days=540)
    once = [one for one in known if SAFE_FROM <= one.enrolled_from <= until and one.volgnr == 1]
    twice = {one.student for one in enrolments if one.volgnr == 2}
    safe = [one.student for one in once if one.student not in twice]
    rows = messed(
        (_row(one, day) for one in known), spread(mondriaan_enrolments(last.year), safe), _first, _new_student
    )
    if not with_service_number:
        return lines([HEADER, *rows], ";", "\r\n", "utf-8-sig")
    extended = ([*row[:3], service_number_of_nobody(row[0]), *row[3:]] for row in rows)
    return lines([[*HEADER[:3], "BSN", *HEADER[3:]], *extended], ";", "\r\n", "utf-8-sig")


def _row(one: Enrolment, day: date) -> list[str]:
    ended = one.enrolled_until <= day
    return [
        one.student,
        one.trajectory,
        f"{one.born:%Y%m%d}",
        BRIN,
        f"{one.volgnr}",
        one.crebo,
        one.programme,
        one.path,
        one.level,
        f"{one.enrolled_from:%Y%m%d}",
        f"{one.enrolled_until:%Y%m%d}" if ended else OPEN_END,
        one.exit_reason if ended else "",
        f"{one.diploma_on:%Y%m%d}" if one.diploma_on and one.diploma_on <= day else "",
    ]


def service_number_of_nobody(student: str) -> str:
    """A number of the test range (9999…) that passes the eleven-test and that nobody has; one per student."""
    for tail in range(int(student) // 7 * 25 % 100_000, 100_000):
        digits = [int(digit) for digit in f"9999{tail:05d}"]
        weighed = sum(weight * digit for weight, digit in zip((9, 8, 7, 6, 5, 4, 3, 2, -1), digits, strict=True))
        if weighed % 11 == 0:
            return "".join(str(digit) for digit in digits)
    raise ValueError(f"no test number after {student}")


def _new_student(place: int) -> str:
    return f"{3990000 + place}"


def _first(row: Sequence[str]) -> str:
    return row[0]
