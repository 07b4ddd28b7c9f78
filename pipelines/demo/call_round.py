"""Turns a leaver and a job into the site's call round: who was asked about work, when, and what they said.

It decides no outcome: an answer follows from the job that the facts already hold.
"""

import random
from datetime import date, timedelta
from typing import Literal

from pipelines.demo.facts import Answer, FollowUp, Job, next_workday

MOMENTS: tuple[tuple[Literal[0, 6, 12], int, float], ...] = ((0, 0, 1.04), (6, 183, 1.0), (12, 366, 0.94))


def call_round(rng: random.Random, ended: date, job: Job | None, reached: float) -> tuple[FollowUp, ...]:
    """The calls at leaving and six and twelve months on; a job found late shifts the later calls along with it.

    `reached` is the chance to reach someone without work: of someone with work the employer always knows.
    """
    calls = []
    for moment, days, ease in MOMENTS:
        asked = day_of_call(rng, moment, days, ended, job)
        answer: Answer = "not_reached"
        if (moment == 6 and job) or rng.random() < reached * ease:
            answer = "unknown" if moment != 6 and rng.random() < 0.04 else "yes" if job and job.covers(asked) else "no"
        calls.append(asked_about_work(rng, moment, asked, answer, job))
    return tuple(calls)


def day_of_call(rng: random.Random, moment: int, days: int, ended: date, job: Job | None) -> date:
    """A workday in the fortnight after the moment; the six-month question is only put after day 182 of the job."""
    asked = ended + timedelta(days=days + rng.randint(0, 12))
    if job and moment:
        asked = max(asked, job.started_on + timedelta(days=days + 1 + rng.randint(0, 9)))
    return next_workday(asked)


def asked_about_work(
    rng: random.Random, moment: Literal[0, 6, 12], on: date, answer: Answer, job: Job | None
) -> FollowUp:
    """One call with the answer given; hours and benefit follow from it."""
    draw = rng.random()
    by_employer = answer == "yes" and draw < 0.15
    off_benefit = (answer == "yes") == (rng.random() < 0.85)
    benefit: Literal["yes", "no", "unknown"] = "unknown" if draw > 0.97 else "no" if off_benefit else "yes"
    return FollowUp(
        moment=moment,
        asked_on=on,
        source="employer" if by_employer else "municipality" if draw > 0.9 else "phone",
        in_work=answer,
        hours=job.hours if job and answer == "yes" and moment else None,
        benefit=None if answer == "not_reached" else benefit,
    )
