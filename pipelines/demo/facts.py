"""Turns a seed and an as-of date into the neighbourhood's facts: who took part, who found work, who was helped.

Everything here is invented; nothing here knows a file format. Facts run past the as-of date where a life does (a
contract that ends next year); `known_on` hides what nobody could have written down yet on a given day.
"""

import random
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

Answer = Literal["yes", "no", "unknown", "not_reached"]
RequestStatus = Literal["open", "planned", "handled", "cancelled", "referred"]
Mark = Literal["present", "no_show", "ill", "excused", "holiday"]


@dataclass(frozen=True, slots=True)
class Person:
    """An invented person; the same name can belong to two of them, as in life."""

    given: str
    prefix: str
    family: str
    born: date
    gender: Literal["m", "f", "x"]

    @property
    def full_family(self) -> str:
        """The family name as people write it, prefix first."""
        return f"{self.prefix} {self.family}".strip()


@dataclass(frozen=True, slots=True)
class Job:
    """An unbroken stretch of work at one employer; `last_day` is None while nobody knows of an end."""

    employer: str
    started_on: date
    last_day: date | None
    hours: float | None

    def covers(self, day: date) -> bool:
        """Whether this job is held on that day."""
        return self.started_on <= day and (self.last_day is None or day <= self.last_day)


@dataclass(frozen=True, slots=True)
class FollowUp:
    """One call to a former participant, 0, 6 or 12 months after leaving."""

    moment: Literal[0, 6, 12]
    asked_on: date
    source: Literal["phone", "employer", "municipality"]
    in_work: Answer
    hours: float | None
    benefit: Literal["yes", "no", "unknown"] | None


@dataclass(frozen=True, slots=True)
class Trajectory:
    """One participant's programme at one location, with what became of it; `studies_on` is full-time, at level 2."""

    number: str
    location: str
    group: int | None
    group_month: date | None
    person: Person
    programme: Literal["zorghulp", "entree_care", "helping_care_welfare"]
    level: int
    benefit: Literal["wwb", "participation_act", "ww", "none"]
    started_on: date
    planned_end_on: date
    ended_on: date | None
    stop_reason: str | None
    diploma_on: date | None
    studies_on: bool
    job: Job | None
    follow_ups: tuple[FollowUp, ...]

    @property
    def status(self) -> Literal["running", "graduated", "stopped"]:
        """What the site would write in its status column."""
        if self.ended_on is None:
            return "running"
        return "stopped" if self.stop_reason else "graduated"

    @property
    def is_definitive(self) -> bool:
        """False for someone who stopped within 28 days: such a start counts in no outcome."""
        return not (self.stop_reason and self.ended_on and (self.ended_on - self.started_on).days <= 28)

    def known_on(self, day: date) -> "Trajectory":
        """The same trajectory as the site knew it at the end of that day."""
        ended = self.ended_on if self.ended_on and self.ended_on <= day else None
        job = self.job if self.job and self.job.started_on <= day else None
        return replace(
            self,
            ended_on=ended,
            stop_reason=self.stop_reason if ended else None,
            diploma_on=self.diploma_on if self.diploma_on and self.diploma_on <= day else None,
            job=job,
            follow_ups=tuple(asked for asked in self.follow_ups if asked.asked_on <= day),
        )


@dataclass(frozen=True, slots=True)
class HelpRequest:
    """A resident's question for help; `handled_on` is set only when the help was given."""

    number: str
    location: str
    client: str
    requested_on: date
    handled_on: date | None
    category: str
    requested_by: str
    status: RequestStatus


@dataclass(frozen=True, slots=True)
class Visit:
    """One visit for a request; `helper` is a trajectory number or an intern's own number."""

    request: str
    location: str
    helper: str
    visited_on: date
    starts_at: int
    hours: float
    travel_hours: float
    formal: bool


@dataclass(frozen=True, slots=True)
class Placement:
    """An intern's thirteen weeks; `marks[0]` is the ISO week of `started_on`, `number` the site's own."""

    person: Person
    school: str
    programme: str
    started_on: date
    planned_end_on: date
    marks: tuple[Mark, ...]
    stop_reason: str | None
    number: str = ""


def stream(seed: int, *about: object) -> random.Random:
    """A random stream of its own for each subject, so that one more invented fact never moves all the others."""
    return random.Random("/".join(str(part) for part in (seed, *about)))


def month_start(year: int, month: int) -> date:
    """The first day of a month, where month may run past 12 or below 1."""
    return date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)


def month_end(day: date) -> date:
    """The last day of the month that the day is in."""
    return month_start(day.year, day.month + 1) - timedelta(days=1)


def months_between(first: date, last: date) -> list[date]:
    """The first days of all months from the one of `first` to the one of `last`."""
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    return [month_start(first.year, first.month + step) for step in range(count)]


def last_complete_month(as_of: date) -> date:
    """The last month end that is not after the as-of date: nobody reports on half a month."""
    return as_of if as_of == month_end(as_of) else month_start(as_of.year, as_of.month) - timedelta(days=1)


def next_workday(day: date) -> date:
    """The day itself, or the Monday after it when it falls in a weekend."""
    return day + timedelta(days=max(0, 7 - day.weekday())) if day.weekday() > 4 else day


def first_monday(month: date) -> date:
    """The first Monday of a month: the day on which groups start."""
    return month + timedelta(days=-month.weekday() % 7)


def iso_thursday(day: date) -> date:
    """The Thursday of the day's ISO week, which decides the year and month that a week belongs to."""
    return day + timedelta(days=3 - day.weekday())


def numbered(prefix: str, trajectories: Iterable[Trajectory]) -> list[Trajectory]:
    """Gives trajectories their site's numbers, in the order given."""
    return [replace(one, number=f"{prefix}-{place:04d}") for place, one in enumerate(trajectories, 1)]
