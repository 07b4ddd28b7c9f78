"""Turns published figures into cohorts that give exactly those figures when they are measured again.

The people are invented; only the counts are published. Each cohort is built outcome first: the list of outcomes has
the published length, and everybody gets a life that leads there. Figures about requests and interns per week are held
by `requests` and `placements`, which read their counts here.
"""

import random
from datetime import date, timedelta
from typing import Literal

from pipelines.demo.call_round import MOMENTS, asked_about_work, day_of_call
from pipelines.demo.facts import Answer, FollowUp, Job, Trajectory, first_monday, next_workday, stream
from pipelines.demo.people import invented_person

Outcome = Literal["kept_work", "lost_work", "no_work", "no_diploma"]

# Schilderswijk, started September 2011 to September 2014: 155 former participants, 130 diplomas, 102 in work, 68 still.
SCHILDERSWIJK: tuple[tuple[Outcome, int], ...] = (
    ("kept_work", 68), ("lost_work", 34), ("no_work", 28), ("no_diploma", 25),
)  # fmt: skip
SCHILDERSWIJK_GROUPS = tuple(
    date(*month, 1)
    for month in (
        (2011, 9), (2011, 11), (2012, 2), (2012, 4), (2012, 9), (2012, 11),
        (2013, 2), (2013, 4), (2013, 9), (2013, 11), (2014, 2), (2014, 4),
    )
)  # fmt: skip
SCHILDERSWIJK_SIZES = (12,) + (13,) * 11
# Three people came for two weeks: they are no definitive start, so they belong to none of the 155.
SHORT_STARTS = (2, 6, 9)

# Centrum, group 2: 13 started in February 2015, 13 diplomas on 25 January 2016, 8 in work that day.
GROUP_2_MONTH = date(2015, 2, 1)
GROUP_2_DIPLOMA = date(2016, 1, 25)
GROUP_2_FIRST_DAYS = (date(2016, 1, 25),) * 6 + (date(2016, 1, 4), date(2016, 1, 11))
GROUP_2_SIZE = 13

# Dordrecht, September 2012 to February 2016: 10.000 requests handled, 22.000 hours (2,2 each).
DORDRECHT_FROM, DORDRECHT_UNTIL = date(2012, 9, 1), date(2016, 2, 29)
DORDRECHT_HANDLED = 10_000
DORDRECHT_HOURS = 22_200.0

# Amersfoort: 8 interns from January 2013 (the first school week starts on the 7th), 16 on 26 June 2013.
AMERSFOORT_FIRST_DAY = date(2013, 1, 7)
AMERSFOORT_SECOND_WAVE = date(2013, 4, 8)
AMERSFOORT_DOUBLED_ON = date(2013, 6, 26)
AMERSFOORT_WAVE = 8

EMPLOYERS = ("HVP Zorg", "HVP Zorg", "Eykenburg", "Humanitas DMH", "Thuiszorg Haagzicht")


def first_years_of_schilderswijk(seed: int) -> list[Trajectory]:
    """The 155 former participants of Schilderswijk, and three short starts that count nowhere."""
    rng = stream(seed, "published", "schilderswijk")
    outcomes = [outcome for outcome, count in SCHILDERSWIJK for _ in range(count)]
    rng.shuffle(outcomes)
    cohort = []
    for number, (month, size) in enumerate(zip(SCHILDERSWIJK_GROUPS, SCHILDERSWIJK_SIZES, strict=True), 1):
        cohort += [_schilderswijk_life(rng, outcomes.pop(), number, month) for _ in range(size)]
        if number - 1 in SHORT_STARTS:
            cohort.append(_short_start(rng, number, month))
    return cohort


def centrum_group_2(seed: int) -> list[Trajectory]:
    """The thirteen of group 2: a diploma for all on one day, work on that day for eight."""
    rng = stream(seed, "published", "centrum group 2")
    started = first_monday(GROUP_2_MONTH)
    cohort = []
    for place in range(GROUP_2_SIZE):
        job = None
        if place < len(GROUP_2_FIRST_DAYS):
            stays = rng.choice((None, None, 300, 500, 90))
            first_day = GROUP_2_FIRST_DAYS[place]
            last_day = first_day + timedelta(days=stays) if stays else None
            job = Job(rng.choice(EMPLOYERS), first_day, last_day, float(rng.choice((16, 20, 24, 28))))
        calls = _calls(rng, GROUP_2_DIPLOMA, job, "yes" if job and job.last_day is None else None)
        cohort.append(
            _trajectory(
                rng, "Centrum", 2, GROUP_2_MONTH, started, 1, GROUP_2_DIPLOMA, GROUP_2_DIPLOMA, None, job, calls
            )
        )
    rng.shuffle(cohort)
    return cohort


def _schilderswijk_life(rng: random.Random, outcome: Outcome, number: int, month: date) -> Trajectory:
    """One of the 155, with the life that leads to this outcome."""
    started = first_monday(month)
    level = rng.choice((1, 1, 2))
    planned_end = started + timedelta(weeks=60 if level == 2 else 46, days=-3)
    place = ("Schilderswijk", number, month, started, level, planned_end)
    if outcome == "no_diploma":
        stopped = next_workday(started + timedelta(days=rng.randint(40, (planned_end - started).days - 7)))
        reason = rng.choice(("motivation", "motivation", "private", "illness", "moved"))
        return _trajectory(rng, *place, stopped, reason, None, ())
    diploma = next_workday(planned_end + timedelta(days=rng.randint(-14, 45)))
    if outcome == "no_work":
        return _trajectory(rng, *place, diploma, None, None, _calls(rng, diploma, None, "no"))
    first_day = next_workday(diploma + timedelta(days=rng.randint(1, 100)))
    stays = rng.randint(45, 165) if outcome == "lost_work" else rng.choice((None, rng.randint(260, 1400)))
    last_day = first_day + timedelta(days=stays) if stays else None
    job = Job(rng.choice(EMPLOYERS), first_day, last_day, float(rng.choice((12, 16, 20, 24, 24, 28, 32))))
    calls = _calls(rng, diploma, job, "yes" if outcome == "kept_work" else "no")
    return _trajectory(rng, *place, diploma, None, job, calls)


def _short_start(rng: random.Random, number: int, month: date) -> Trajectory:
    started = first_monday(month)
    planned_end = started + timedelta(weeks=46, days=-3)
    stopped = started + timedelta(days=rng.randint(8, 18))
    return _trajectory(rng, "Schilderswijk", number, month, started, 1, planned_end, stopped, "motivation", None, ())


def _calls(rng: random.Random, ended: date, job: Job | None, after_half_a_year: Answer | None) -> tuple[FollowUp, ...]:
    """All three calls answered; the published round reached everybody with a diploma, the third call not always."""
    calls = []
    for moment, days, _ in MOMENTS:
        asked = day_of_call(rng, moment, days, ended, job)
        answer: Answer = "yes" if job and job.covers(asked) else "no"
        if moment == 6 and after_half_a_year:
            answer = after_half_a_year
        if moment == 12 and rng.random() < 0.12:
            answer = "not_reached"
        calls.append(asked_about_work(rng, moment, asked, answer, job))
    return tuple(calls)


def _trajectory(
    rng: random.Random,
    location: str,
    group: int,
    month: date,
    started: date,
    level: int,
    planned_end: date,
    ended: date,
    stop_reason: str | None,
    job: Job | None,
    calls: tuple[FollowUp, ...],
) -> Trajectory:
    return Trajectory(
        number="",
        location=location,
        group=group,
        group_month=month,
        person=invented_person(rng, started),
        programme="helping_care_welfare" if level == 2 else "zorghulp",
        level=level,
        benefit=rng.choice(("wwb", "wwb", "wwb", "ww", "none")),
        started_on=started,
        planned_end_on=planned_end,
        ended_on=ended,
        stop_reason=stop_reason,
        diploma_on=None if stop_reason else ended,
        studies_on=False,
        job=job,
        follow_ups=calls,
    )
