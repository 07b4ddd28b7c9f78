"""Turns a seed into residents' requests for help and the visits that answered them.

Codes here are those of the shared vocabulary; each site's writer puts its own words in their place. A request that was
handled has its visit on the day it was handled, so that hours and requests fall in the same period.
"""

import random
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, timedelta

from pipelines.demo.facts import (
    HelpRequest,
    RequestStatus,
    Trajectory,
    Visit,
    month_end,
    months_between,
    next_workday,
    stream,
)
from pipelines.demo.published_cases import DORDRECHT_FROM, DORDRECHT_HANDLED, DORDRECHT_HOURS, DORDRECHT_UNTIL

CATEGORIES = (
    ("groceries", 18), ("company", 17), ("household", 16), ("walk", 11), ("escort_to_care", 9), ("meal", 7),
    ("administration", 6), ("garden_and_odd_jobs", 5), ("activity", 4), ("language_buddy", 3),
    ("carer_support", 2), ("other", 2),
)  # fmt: skip
WISHES = tuple(code for code, weight in CATEGORIES for _ in range(weight))
ASKED_BY = ("community_team",) * 4 + ("resident",) * 3 + ("gp", "informal_carer", "informal_carer", "school")
# After the published period a month has about 160 handled requests; the sums stay readable and the demo small.
DORDRECHT_MONTHLY_LATER = 160
# Roughly one request in five is settled without a visit (a call, a neighbour); with longer visits 2,2 hours a request.
SHARE_VISITED = 0.78


@dataclass(frozen=True, slots=True)
class Helped:
    """A site's requests with their visits, both in the order of their numbers."""

    requests: tuple[HelpRequest, ...]
    visits: tuple[Visit, ...]


def den_haag(seed: int, until: date, participants: list[Trajectory]) -> Helped:
    """About eight requests a month per location, with one or two visits each by whoever takes part at that time."""
    requests: list[HelpRequest] = []
    visits: list[Visit] = []
    for location, first in (("Schilderswijk", date(2011, 9, 1)), ("Centrum", date(2013, 9, 1))):
        here = [one for one in participants if one.location == location]
        for month in months_between(first, until):
            rng = stream(seed, location, "requests", month)
            helpers = [
                one.number for one in here if one.started_on <= month and (one.ended_on or until) >= month_end(month)
            ]
            for _ in range(rng.randint(6, 10)):
                request = _request(rng, location, "K", _workday_in(rng, month))
                requests.append(request)
                visits += _visits_of(rng, request, helpers)
    return _in_order(requests, visits, until)


def _request(rng: random.Random, location: str, client: str, asked: date) -> HelpRequest:
    """A request of a day, with what became of it, whenever that was."""
    days_open = (asked - date(2011, 1, 1)).days
    handled = next_workday(asked + timedelta(days=rng.choice((0, 1, 1, 2, 3, 5, 7, 9, 14, 21))))
    draw = rng.random()
    status: RequestStatus = "cancelled" if draw < 0.04 else "referred" if draw < 0.08 else "handled"
    return HelpRequest(
        number=f"{asked:%Y%m%d}-{rng.getrandbits(32):08x}",
        location=location,
        client=f"{client}-{location[:1]}{days_open // 60 + rng.randint(1, 45):03d}",
        requested_on=asked,
        handled_on=handled if status == "handled" else None,
        category=rng.choice(WISHES),
        requested_by=rng.choice(ASKED_BY),
        status=status,
    )


def _visits_of(rng: random.Random, request: HelpRequest, helpers: list[str]) -> list[Visit]:
    if request.handled_on is None or not helpers:
        return []
    days = [request.handled_on]
    if rng.random() < 0.4 and request.handled_on - request.requested_on >= timedelta(days=2):
        days.insert(0, next_workday(request.requested_on + timedelta(days=1)))
    formal = rng.random() < 0.1
    return [
        Visit(
            request=request.number,
            location=request.location,
            helper=rng.choice(helpers),
            visited_on=day,
            starts_at=rng.randrange(9 * 60, 15 * 60, 15),
            hours=rng.choice((1.0, 1.5, 1.75, 2.0, 2.0, 2.25, 2.5, 3.0)),
            travel_hours=rng.choice((0.25, 0.25, 0.5)),
            formal=formal,
        )
        for day in days
    ]


def _in_order(requests: list[HelpRequest], visits: list[Visit], until: date) -> Helped:
    """Requests numbered in the order in which they came in, and their visits by day."""
    requests.sort(key=lambda one: (one.requested_on, one.location, one.number))
    numbers = {one.number: f"HV-{place:05d}" for place, one in enumerate(requests, 1)}
    visits.sort(key=lambda one: (one.visited_on, one.location, one.request, one.starts_at))
    return Helped(
        tuple(replace(one, number=numbers[one.number]) for one in requests if one.requested_on <= until),
        tuple(replace(one, request=numbers[one.request]) for one in visits if one.visited_on <= until),
    )


def dordrecht(seed: int, until: date) -> Helped:
    """Exactly the published number of handled requests and hours up to February 2016, and quieter years after it."""
    requests: list[HelpRequest] = []
    months = months_between(DORDRECHT_FROM, until)
    for month, handled in zip(months, _handled_per_month(seed, months), strict=True):
        rng = stream(seed, "dordrecht", "requests", month)
        requests += [_handled_in(rng, month, unhandled=place >= handled) for place in range(handled + handled // 40)]
    if until > DORDRECHT_UNTIL:
        requests += _still_open(stream(seed, "dordrecht", "open", until), until)
    requests = _dordrecht_numbers(requests)
    rng = stream(seed, "dordrecht", "visits")
    visits = [_dordrecht_visit(rng, one) for one in requests if one.handled_on and rng.random() < SHARE_VISITED]
    return Helped(tuple(requests), tuple(_with_published_hours(visits)))


def _handled_per_month(seed: int, months: list[date]) -> list[int]:
    """How many requests are handled in each month; the published period adds up to its published total."""
    published = [month for month in months if month <= DORDRECHT_UNTIL]
    rng = stream(seed, "dordrecht", "months")
    weights = [rng.uniform(0.85, 1.1) * (0.6 if month.month == 8 else 1.0) for month in published]
    whole = months_between(DORDRECHT_FROM, DORDRECHT_UNTIL) == published
    target = DORDRECHT_HANDLED if whole else 238 * len(published)
    counts = [int(target * weight / sum(weights)) for weight in weights]
    for place in range(target - sum(counts)):
        counts[place % len(counts)] += 1
    later = [round(DORDRECHT_MONTHLY_LATER * rng.uniform(0.88, 1.12)) for _ in months[len(published) :]]
    return counts + later


def _workday_in(rng: random.Random, month: date) -> date:
    """Some working day of a month."""
    day = month + timedelta(days=rng.randrange((month_end(month) - month).days + 1))
    return day if day.weekday() < 5 else day - timedelta(days=2) if day.day > 2 else day + timedelta(days=2)


def _handled_in(rng: random.Random, month: date, unhandled: bool) -> HelpRequest:
    """A request that was handled, or else came in, in this month."""
    day = _workday_in(rng, month)
    location = "HH1" if rng.random() < 0.54 else "HH2"
    waited = rng.choice((0, 1, 1, 2, 3, 4, 7, 10, 14, 20))
    asked = day if unhandled else max(DORDRECHT_FROM, next_workday(day - timedelta(days=waited)))
    neighbourhood = (day - date(2012, 1, 1)).days // 25
    return HelpRequest(
        number="",
        location=location,
        client=f"C{(1000 if location == 'HH1' else 5000) + neighbourhood * 3 + rng.randint(1, 260)}",
        requested_on=min(asked, day),
        handled_on=None if unhandled else day,
        category=rng.choice(WISHES),
        requested_by=rng.choice(ASKED_BY),
        status=("cancelled" if rng.random() < 0.5 else "referred") if unhandled else "handled",
    )


def _still_open(rng: random.Random, until: date) -> list[HelpRequest]:
    """The requests of the last weeks that nobody has got round to yet."""
    waiting: tuple[RequestStatus, ...] = ("open", "open", "planned")
    month = until.replace(day=1)
    return [replace(_handled_in(rng, month, unhandled=True), status=rng.choice(waiting)) for _ in range(9)]


def _dordrecht_numbers(requests: list[HelpRequest]) -> list[HelpRequest]:
    """Numbers per location and month in which a request came in."""
    requests.sort(
        key=lambda one: (one.requested_on, one.location, one.client, one.handled_on or date.max, one.category)
    )
    counters: defaultdict[tuple[str, str], int] = defaultdict(int)
    numbered = []
    for request in requests:
        month = f"{request.requested_on:%Y%m}"
        counters[request.location, month] += 1
        numbered.append(replace(request, number=f"{request.location}-{month}-{counters[request.location, month]:04d}"))
    return numbered


def _dordrecht_visit(rng: random.Random, request: HelpRequest) -> Visit:
    visited = request.handled_on or request.requested_on
    intern = (visited - date(2012, 9, 1)).days // 9 + rng.randint(1, 60)
    return Visit(
        request=request.number,
        location=request.location,
        helper=f"ST-{intern:04d}",
        visited_on=visited,
        starts_at=rng.randrange(8 * 60 + 30, 15 * 60, 15),
        hours=rng.choice((1.5, 2.0, 2.25, 2.5, 2.75, 3.0, 3.0, 3.25, 3.5, 4.5)),
        travel_hours=rng.choice((0.25, 0.5)),
        formal=False,
    )


def _with_published_hours(visits: list[Visit]) -> list[Visit]:
    """The visits, with quarters of an hour added or taken until the published period has its published hours."""
    inside = [place for place, one in enumerate(visits) if DORDRECHT_FROM <= one.visited_on <= DORDRECHT_UNTIL]
    short = round((DORDRECHT_HOURS - sum(visits[place].hours for place in inside)) * 4)
    step = 0.25 if short > 0 else -0.25
    for place in (inside * 4)[: abs(short)]:
        visits[place] = replace(visits[place], hours=visits[place].hours + step)
    return visits
