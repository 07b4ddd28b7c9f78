"""Turns a seed into the participants of two sites: who started, who got a diploma, who found work and kept it.

The cohorts behind published figures come from `published_cases`; this module fills the years around them with
plausible lives and gives everybody a number. It knows nothing of how a site writes this down.
"""

import random
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from pipelines.demo.call_round import call_round
from pipelines.demo.facts import (
    Job,
    Trajectory,
    first_monday,
    months_between,
    next_workday,
    numbered,
    stream,
)
from pipelines.demo.people import invented_person
from pipelines.demo.published_cases import centrum_group_2, first_years_of_schilderswijk

Programme = Literal["zorghulp", "entree_care", "helping_care_welfare"]

HAAGSE_EMPLOYERS = (
    ("HVP Zorg",) * 4 + ("Eykenburg",) * 2 + ("Humanitas DMH", "Thuiszorg Haagzicht", "Buurtkeuken De Lepel")
)
DORDTSE_EMPLOYERS = (
    "Thuiszorg Dordrecht", "Thuiszorg Dordrecht", "Zorggroep ’t Eiland", "Patiëntenzorg De Staart",
    "Lunchroom Zoë – Sterrenburg",
)  # fmt: skip
# Reasons that put someone outside every rate occur among short starts only, which are outside it anyway: one such
# person in a cohort would hide the cohort's figures from the public, and the demo is there to show figures.
SHORT_START_REASONS = ("deceased", "moved_abroad", "moved_abroad", "motivation", "private", "illness", "found_work")
REASONS = ("motivation",) * 5 + ("private",) * 4 + ("illness",) * 3 + ("moved",) * 3 + ("found_work",) * 3


@dataclass(frozen=True, slots=True)
class Chances:
    """How likely each outcome is at one location; invented, and close enough together to be no ranking.

    `poor_jobs` are too small, too late or of unknown hours; `reached` is for those without work, since an employer
    always answers the call about someone who has it.
    """

    diploma_level_1: float
    diploma_level_2: float
    work: float
    keeps_work: float
    poor_jobs: float
    level_2: float
    studies_on: float
    reached: float


CHANCES = {
    "Schilderswijk": Chances(0.88, 0.82, 0.80, 0.69, 0.18, 0.45, 0.32, 0.66),
    "Centrum": Chances(0.85, 0.84, 0.72, 0.67, 0.0, 0.40, 0.0, 1.0),
    "Helpende Handen 1": Chances(0.86, 0.80, 0.74, 0.66, 0.17, 0.50, 0.0, 0.66),
    "Helpende Handen 2": Chances(0.83, 0.80, 0.75, 0.70, 0.14, 0.45, 0.0, 0.66),
}


def den_haag(seed: int, until: date) -> list[Trajectory]:
    """All participants of Den Haag who started up to a day, in the order of their groups."""
    everyone = [*first_years_of_schilderswijk(seed), *centrum_group_2(seed)]
    everyone += _groups(seed, "Centrum", 1, [date(2014, 2, 1)], until)
    half_years = [month for month in months_between(date(2015, 9, 1), until) if month.month in (2, 9)]
    everyone += _groups(seed, "Centrum", 3, half_years, until)
    thirds = [month for month in months_between(date(2014, 11, 1), until) if month.month in (2, 6, 10)]
    everyone += _groups(seed, "Schilderswijk", 13, [date(2014, 11, 1), *thirds], until)
    everyone.sort(key=lambda one: (one.group_month or one.started_on, one.location, one.group or 0, one.started_on))
    return numbered("DH", everyone)


def dordrecht(seed: int, until: date) -> list[Trajectory]:
    """All participants of Dordrecht who started up to a day; they start one by one, not in groups."""
    everyone = []
    for location in ("Helpende Handen 1", "Helpende Handen 2"):
        for month in months_between(date(2012, 9, 1), until):
            rng = stream(seed, location, month)
            for _ in range(0 if month.month == 8 else rng.choice((2, 2, 3, 3, 4))):
                started = first_monday(month) + timedelta(days=7 * rng.randint(0, 3))
                if started <= until:
                    everyone.append(_lived(rng, location, None, None, started, DORDTSE_EMPLOYERS))
    everyone.sort(key=lambda one: (one.started_on, one.location))
    return numbered("DD", everyone)


def _groups(seed: int, location: str, first_number: int, months: list[date], until: date) -> list[Trajectory]:
    """Groups of ten to sixteen that start together on a month's first Monday; a few join a week later."""
    everyone = []
    for number, month in enumerate(months, first_number):
        rng = stream(seed, location, "group", number)
        for _ in range(rng.randint(10, 12) if location == "Centrum" else rng.randint(11, 14)):
            started = first_monday(month) + timedelta(days=7 if rng.random() < 0.1 else 0)
            if started <= until:
                everyone.append(_lived(rng, location, number, month, started, HAAGSE_EMPLOYERS))
    return everyone


def _lived(
    rng: random.Random, location: str, group: int | None, month: date | None, started: date, employers: tuple[str, ...]
) -> Trajectory:
    """One whole life in a programme, also the part that still lies ahead."""
    chances = CHANCES[location]
    level = 2 if rng.random() < chances.level_2 else 1
    planned_end = started + timedelta(weeks=66 if level == 2 else 48, days=-3)
    ended, reason, diploma = _ending(
        rng, started, planned_end, chances.diploma_level_2 if level == 2 else chances.diploma_level_1
    )
    leaves_at_once = reason is not None and (ended - started).days <= 28
    studies_on = diploma is not None and level == 1 and rng.random() < chances.studies_on
    job = None if leaves_at_once or studies_on else _job(rng, chances, ended, diploma, reason, employers)
    return Trajectory(
        number="",
        location=location,
        group=group,
        group_month=month,
        person=invented_person(rng, started),
        programme=_programme(rng, level, started),
        level=level,
        benefit=rng.choice(("wwb" if started.year < 2015 else "participation_act",) * 5 + ("ww", "none", "none")),
        started_on=started,
        planned_end_on=planned_end,
        ended_on=ended,
        stop_reason=reason,
        diploma_on=diploma,
        studies_on=studies_on,
        job=job,
        follow_ups=() if leaves_at_once else call_round(rng, ended, job, chances.reached),
    )


def _programme(rng: random.Random, level: int, started: date) -> Programme:
    if level == 2:
        return "helping_care_welfare"
    return "entree_care" if rng.random() < (0.6 if started >= date(2015, 8, 1) else 0.2) else "zorghulp"


def _ending(
    rng: random.Random, started: date, planned_end: date, diploma_chance: float
) -> tuple[date, str | None, date | None]:
    """The last day, why someone stopped early, and the diploma's date."""
    if rng.random() < 0.04:
        stopped = next_workday(started + timedelta(days=rng.randint(3, 24)))
        return stopped, rng.choice(SHORT_START_REASONS), None
    if rng.random() < diploma_chance:
        draw = rng.random()
        late = rng.randint(-21, 14) if draw < 0.7 else rng.randint(15, 120) if draw < 0.96 else rng.randint(190, 260)
        day = next_workday(planned_end + timedelta(days=late))
        return day, None, day
    if rng.random() < 0.1:
        return next_workday(planned_end + timedelta(days=rng.randint(0, 30))), None, None
    stopped = started + timedelta(days=rng.randint(36, (planned_end - started).days - 14))
    return next_workday(stopped), rng.choice(REASONS), None


def _job(
    rng: random.Random,
    chances: Chances,
    ended: date,
    diploma: date | None,
    reason: str | None,
    employers: tuple[str, ...],
) -> Job | None:
    """The first job, if any: most start within half a year of the diploma, some ran already."""
    if rng.random() >= (chances.work if diploma else 1.0 if reason == "found_work" else 0.18):
        return None
    wait = rng.randint(-60, 0) if rng.random() < 0.12 else rng.randint(1, 170)
    hours: float | None = float(rng.choice((12, 16, 16, 20, 24, 24, 24, 28, 32)))
    if rng.random() < chances.poor_jobs:
        wait, hours = rng.choice(((rng.randint(190, 330), hours), (wait, 8.0), (wait, 8.0), (wait, None)))
    first_day = ended if reason == "found_work" else next_workday(ended + timedelta(days=wait))
    keeps = rng.random() < chances.keeps_work
    stays = rng.randint(200, 1500) if keeps and rng.random() < 0.4 else rng.randint(30, 170) if not keeps else None
    return Job(rng.choice(employers), first_day, first_day + timedelta(days=stays) if stays else None, hours)
