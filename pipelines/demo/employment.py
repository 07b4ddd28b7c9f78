"""Turns a stretch of work into the chain of contracts that an employer has in its books, and back into who works there.

Does not write files; each employer's own module knows its words.
"""

import random
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Literal

from pipelines.demo.facts import Job, Trajectory

Kind = Literal["temporary", "on_call", "apprenticeship", "permanent"]
Stretch = tuple[date, date | None, Kind]
FIRST_KINDS: tuple[Kind, ...] = ("temporary",) * 6 + ("on_call", "apprenticeship")


def chain(rng: random.Random, job: Job) -> list[Stretch]:
    """Temporary contracts with small gaps, then a permanent one; the last ends when the work ends."""
    stretches: list[Stretch] = []
    start = job.started_on
    kinds: tuple[Kind, ...] = (rng.choice(FIRST_KINDS), "temporary", "permanent")
    for kind in kinds:
        months = 12 if kind == "apprenticeship" else rng.choice((7, 7, 11, 12))
        end = None if kind == "permanent" else start + timedelta(days=months * 30)
        gap = rng.randint(3, 24) if rng.random() < 0.2 else 0
        if job.last_day and (end is None or end + timedelta(days=gap + 14) >= job.last_day):
            return [*stretches, (start, job.last_day, kind)]
        stretches.append((start, end, kind))
        if end:
            start = end + timedelta(days=gap + 1)
    return stretches


def known(stretches: Sequence[Stretch], day: date) -> list[Stretch]:
    """The contracts that had begun on a day; of a permanent one nobody knows the end before it is there."""
    begun = [stretch for stretch in stretches if stretch[0] <= day]
    return [(start, None if kind == "permanent" and end and end > day else end, kind) for start, end, kind in begun]


def employed(participants: Sequence[Trajectory], employer: str) -> list[tuple[Trajectory, Job]]:
    """Who ever worked at this employer, in the order of their trajectories."""
    return [(one, one.job) for one in participants if one.job and one.job.employer == employer]


def last_quarter(month_ends: Sequence[date], months: Sequence[int] = (3, 6, 9, 12)) -> date:
    """The newest month end that closes a quarter (or one of other months)."""
    return next(day for day in reversed(month_ends) if day.month in months)
