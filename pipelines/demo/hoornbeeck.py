"""Turns the rest of Dordrecht's participants into Hoornbeeck's export: record types between bars, without a header.

It is the form in which schools report to the national register, with the site's number where that register has another
one. Since an update each ISP line has one more field, which nobody announced.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import partial

from pipelines.demo.exports import Export, arrival
from pipelines.demo.facts import Trajectory, month_end
from pipelines.demo.studies import Study, delivered_on, learns_at_the_second_school, of_participants

PARTNER = "hoornbeeck"
BRIN = "09MR"
FIRST_STUDENT = 70_101
SAFE_FROM = date(2016, 3, 1)
COUNTED = ("PER", "ISG", "ISP", "DIP")
UPDATED_ON = date(2024, 8, 1)


def files(seed: int, participants: Sequence[Trajectory], as_of: date) -> Iterator[Export]:
    """The newest export up to the as-of date."""
    day = delivered_on(as_of)
    mine = [one for one in participants if learns_at_the_second_school(one)]
    studies = of_participants(seed, PARTNER, mine, FIRST_STUDENT, day)
    content = partial(_file, studies, day)
    yield Export(PARTNER, f"WLB_{BRIN}_{day:%Y%m%d}.txt", arrival(PARTNER, month_end(day)), content)


def _file(studies: Sequence[Study], day: date) -> bytes:
    until = day - timedelta(days=540)
    safe = [one for one in studies if SAFE_FROM <= one.enrolled_from <= until]
    # A small file carries few faults: a delivery with more than 5 % of them would be refused.
    faults = _bad_lines(day.year)[: len(safe) // 12]
    bad = dict(zip((one.student for one in safe[:: max(1, len(safe) // 7)]), faults, strict=False))
    copied = safe[-1].student if len(faults) > 5 else ""
    lines = [f"VLP|{BRIN}|{studies[0].enrolled_from if studies else day}|{day}|{day + timedelta(days=1)}"]
    for one in studies:
        own = _lines(one)
        lines += [*own, *(own[:3] if one.student == copied else []), *bad.get(one.student, ())]
    counts = Counter(line.split("|")[0] for line in lines)
    lines.append("|".join(["SLR", *(f"{counts[kind]}" for kind in COUNTED)]))
    return "".join(f"{line}\r\n" for line in lines).encode()


def _bad_lines(year: int) -> list[tuple[str, ...]]:
    """People who do not exist, each with lines that are wrong in one way."""

    def person(student: int) -> str:
        return f"PER|{student}||1990-04-05|V"

    def course(student: int, begins: str = f"{year - 3}-08-01", ends: str = "", path: str = "BOL") -> tuple[str, ...]:
        return (
            f"ISG|{student}||1|{begins}|{year - 1}-07-31|{ends}|",
            f"ISP|{student}||1|{begins}|25498|{path}||J|100A501",
        )

    return [
        ("PER|99901|", *course(99901)),  # a person cut short: the lines below belong to nobody
        (person(99902), *course(99902, begins=f"{year - 3}-06-31")),
        (person(99903), *course(99903, path="BXL")),
        (person(99904), *course(99904, ends="2014-09-01")),
        ("PRE|99905||1990-04-05|V",),
        (person(99906), *course(99906), f"DIP|99906||8199906|2549|{year - 1}-07-01||J|1"),
    ]


def _lines(one: Study) -> list[str]:
    reason = "08" if one.diploma_on else "04" if one.moved and one.left_on else "02" if one.left_on else ""
    enrolled = one.enrolled_from
    new_field = "|101X591" if enrolled >= UPDATED_ON else ""
    lines = [
        f"PER|{one.student}|{one.trajectory}|{one.person.born}|{one.person.gender.upper().replace('F', 'V')}",
        f"ISG|{one.student}|{one.trajectory}|1|{enrolled}|{one.planned_until}|{one.ended_on or ''}|{reason}",
        f"ISP|{one.student}|{one.trajectory}|1|{enrolled}|{one.crebo}|{one.path}||J|100A501{new_field}",
    ]
    if one.diploma_on:
        number = 8_100_000 + int(one.student)
        lines.append(f"DIP|{one.student}|{one.trajectory}|{number}|{one.crebo}|{one.diploma_on}||J|1")
    return lines
