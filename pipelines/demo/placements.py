"""Turns a seed into the interns of Amersfoort: thirteen weeks each, week by week present or not.

Weeks count from the ISO week of the first day. School holidays run on inside a placement, as they do on the real list.
"""

import random
from dataclasses import replace
from datetime import date, timedelta

from pipelines.demo.facts import Mark, Person, Placement, iso_thursday, stream
from pipelines.demo.people import invented_person
from pipelines.demo.published_cases import (
    AMERSFOORT_DOUBLED_ON,
    AMERSFOORT_FIRST_DAY,
    AMERSFOORT_SECOND_WAVE,
    AMERSFOORT_WAVE,
)

WEEKS = 13
FIRST_ORDINARY_WAVE = date(2013, 9, 9)
MBO_SCHOOLS = ("MBO Amersfoort", "MBO A'foort", "ROC ASA", "ROC MN")
VMBO_SCHOOLS = ("Vakcollege Amersfoort", "Prisma College")
CARE_SCHOOL = "Gezondheidszorg College"
PROGRAMMES = (
    ("helping_care_welfare",) * 4 + ("carer",) * 3 + ("social_work",) * 2 + ("zorghulp", "vmbo_care", "vmbo_care")
)
MARKS: tuple[Mark, ...] = ("present",) * 22 + ("ill",) * 2 + ("excused", "no_show")
STOP_REASONS = ("other", "other", "moved", "illness", "other_placement")


def amersfoort(seed: int, until: date) -> list[Placement]:
    """Every placement that started up to a day: three published waves, then new interns as places fall free."""
    placements = []
    for first_day in (AMERSFOORT_FIRST_DAY, AMERSFOORT_SECOND_WAVE, AMERSFOORT_DOUBLED_ON):
        rng = stream(seed, "wave", first_day)
        placements += _wave(rng, [first_day] * AMERSFOORT_WAVE, published=True)
    monday = FIRST_ORDINARY_WAVE
    while monday <= until:
        rng = stream(seed, "wave", monday)
        free = rng.randint(18, 20) - sum(_last_day(one) >= monday for one in placements[-60:])
        if free >= 3:
            first_days = [monday + timedelta(days=2 if rng.random() < 0.12 else 0) for _ in range(free)]
            placements += _wave(rng, [day for day in first_days if day <= until], published=False)
        monday += timedelta(weeks=1)
        while is_holiday(monday):
            monday += timedelta(weeks=1)
    return [replace(one, number=f"AF-{place:04d}") for place, one in enumerate(placements, 1)]


def _last_day(one: Placement) -> date:
    """The Friday of the last week that has a mark."""
    return iso_thursday(one.started_on) + timedelta(weeks=len(one.marks) - 1, days=1)


def is_holiday(day: date) -> bool:
    """Whether the day's ISO week is a school holiday in the middle region, roughly; the summer moves every year."""
    thursday = iso_thursday(day)
    week = thursday.isocalendar().week
    summer = (30, 28, 29)[thursday.year % 3]
    return week in (1, 8, 18, 42, 52, 53) or summer <= week < summer + 6


def _wave(rng: random.Random, first_days: list[date], published: bool) -> list[Placement]:
    """Interns who start together; on one list nobody has both the name and the first day of another."""
    wave: list[Placement] = []
    taken: set[tuple[str, str, date]] = set()
    for first_day in first_days:
        person = _new_name(rng, first_day, taken)
        programme = rng.choice(PROGRAMMES)
        monday = first_day - timedelta(days=first_day.weekday())
        marks = tuple(_mark(rng, monday + timedelta(weeks=week), published) for week in range(WEEKS))
        stops = not published and rng.random() < 0.09
        wave.append(
            Placement(
                person=person,
                school=_school(rng, person, programme),
                programme=programme,
                started_on=first_day,
                planned_end_on=monday + timedelta(weeks=WEEKS, days=-3),
                marks=marks[: rng.randint(2, 10)] if stops else marks,
                stop_reason=rng.choice(STOP_REASONS) if stops else None,
            )
        )
    return wave


def _school(rng: random.Random, person: Person, programme: str) -> str:
    """The school as the site writes it; some who learn to be a carer go to a school of their own."""
    school = rng.choice(VMBO_SCHOOLS if programme == "vmbo_care" else MBO_SCHOOLS)
    return CARE_SCHOOL if programme == "carer" and person.born.day % 3 == 0 else school


def _new_name(rng: random.Random, first_day: date, taken: set[tuple[str, str, date]]) -> Person:
    while True:
        person = invented_person(rng, first_day, youngest=15, oldest=22, women=0.88)
        key = (person.full_family, person.given, first_day)
        if key not in taken:
            taken.add(key)
            return person


def _mark(rng: random.Random, monday: date, published: bool) -> Mark:
    """Present in most weeks; in the weeks of a published figure everybody is."""
    mark = rng.choice(MARKS)
    if is_holiday(monday):
        return "holiday"
    year, week, _ = monday.isocalendar()
    return "present" if published and year == 2013 and week in (2, 3, 4, 5, 26) else mark
