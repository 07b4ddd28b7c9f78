"""Turns the facts of Dordrecht into its text files: requests, hours, and a quarterly list of trajectories.

The old program writes `;` after every cell, windows-1252, and a last line that says how many lines came before it.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import TypeVar

from pipelines.demo.exports import Export, arrival, lines, steady
from pipelines.demo.facts import (
    FollowUp,
    HelpRequest,
    Trajectory,
    Visit,
    iso_thursday,
    month_end,
    month_start,
    months_between,
)
from pipelines.demo.mess import (
    Fault,
    dordrecht_requests,
    dordrecht_trajectories,
    dordrecht_visits,
    messed,
    rotated,
    spread,
)
from pipelines.demo.requests import Helped
from pipelines.demo.wording import CATEGORIES, WEEKDAYS

T = TypeVar("T")

PARTNER = "dordrecht"
# Faults only go into rows after the published period (up to February 2016).
SAFE_FROM = 2017
# The history came in two files when the monthly deliveries began: up to this day, and what came after it.
FIRST_HISTORY_UNTIL = date(2019, 12, 31)
REDELIVERED_MONTHS_AGO = 3
MISCOUNTED_MONTHS_AGO = 2

REQUESTS_HEADER = [
    "Vraagnr", "Clientnr", "Datum", "Datum", "Soort hulp", "Aangemeld door", "Status", "Wijk",
]  # fmt: skip
VISITS_HEADER = [
    "Vraagnr", "Stagiair", "Wk", "Dag", "Van", "Tot", "Duur", "Km",
]  # fmt: skip
TRAJECTORIES_HEADER = [
    "Trajectnr", "Wijk", "Opleiding", "Niveau", "Start", "Gepl. einde", "Einde", "Status", "Reden", "Diploma",
    "Dat. diploma", "Niv. diploma", "Werk vanaf", "Uren werk", "Werkgever", "Navraag uitstroom", "Werk uitstroom",
    "Navraag 6 mnd", "Werk 6 mnd",
]  # fmt: skip
ASKED_BY = {
    "community_team": "sociaal wijkteam", "gp": "huisarts", "resident": "bewoner zelf", "informal_carer": "familie",
    "school": "school",
}  # fmt: skip
REQUEST_STATUSES = {
    "open": "Open", "planned": "Gepland", "handled": "Afgerond", "cancelled": "Vervallen", "referred": "Doorverwezen",
}  # fmt: skip
NEIGHBOURHOODS = {
    "HH1": ("Helpende Handen 1", "Helpende Handen 1", "HH1", "HH 1"),
    "HH2": ("Helpende Handen 2", "Helpende Handen 2", "HH2", "HH 2"),
}
PROGRAMMES = {"zorghulp": "Zorghulp", "entree_care": "Entree", "helping_care_welfare": "Helpende Z&W"}
STATUSES = {"running": "loopt", "graduated": "diploma", "stopped": "gestopt"}
REASONS = {
    "illness": "ziekte", "moved": "verhuisd", "motivation": "motivatie", "found_work": "werk gevonden",
    "private": "privé", "deceased": "overleden", "moved_abroad": "naar buitenland",
}  # fmt: skip
ANSWERS = {"yes": "ja", "no": "nee", "unknown": "onbekend", "not_reached": "onbekend"}
MINUTES = """Overleg Helpende Handen – notulen

1. Opening
2. Uren: graag vóór de 10e invoeren, ook van de cliënten die ’s avonds geholpen worden.
3. Rondvraag: geen.
"""


@dataclass(frozen=True, slots=True)
class Span:
    """The months that one file covers."""

    first: date
    last: date

    @property
    def label(self) -> str:
        """`201209-201912` for a part of the history, `202601` for a month."""
        first, last = f"{self.first:%Y%m}", f"{self.last:%Y%m}"
        return first if first == last else f"{first}-{last}"

    @property
    def is_month(self) -> bool:
        """Whether the file covers one month."""
        return self.last == month_end(self.first)


def files(participants: Sequence[Trajectory], helped: Helped, month_ends: Sequence[date]) -> Iterator[Export]:
    """The history first, then the months; a file that was sent again comes after the one it replaces."""
    spans = _spans(month_ends)
    redelivered = month_ends[-1 - REDELIVERED_MONTHS_AGO : len(month_ends) - REDELIVERED_MONTHS_AGO]
    miscounted = month_ends[-1 - MISCOUNTED_MONTHS_AGO : len(month_ends) - MISCOUNTED_MONTHS_AGO]
    requests = _by_span(helped.requests, spans, lambda one: one.handled_on or one.requested_on)
    visits = _by_span(helped.visits, spans, lambda one: iso_thursday(one.visited_on))
    for turn, span in enumerate(spans):
        name = f"hulpvragen_{span.label}"
        again = span.last in redelivered and span.is_month
        content = partial(_requests_file, requests[span], span, turn, again)
        yield Export(PARTNER, f"{name}.csv", arrival(PARTNER, span.last), content)
        if again:
            content = partial(_requests_file, requests[span], span, turn, False)
            yield Export(PARTNER, f"{name} v2.csv", arrival(PARTNER, span.last, weeks_later=1), content)
    for turn, span in enumerate(spans):
        name = f"urenreg_{span.label}"
        wrong = span.last in miscounted and span.is_month
        yield Export(
            PARTNER, f"{name}.csv", arrival(PARTNER, span.last), partial(_visits_file, visits[span], span, turn, wrong)
        )
        if wrong:
            content = partial(_visits_file, visits[span], span, turn, False)
            yield Export(PARTNER, f"{name} v2.csv", arrival(PARTNER, span.last, weeks_later=1), content)
    for day in month_ends[5::3]:
        content = partial(_trajectories_file, participants, day, month_ends[-1])
        yield Export(PARTNER, f"trajecten_{day:%Y%m}.csv", arrival(PARTNER, day), content)
    yield Export(PARTNER, "Notulen overleg.txt", arrival(PARTNER, month_ends[-1]), partial(MINUTES.encode, "cp1252"))


def _spans(month_ends: Sequence[date]) -> list[Span]:
    """What the files cover, from September 2012 on: the history in two parts, and then every month."""
    before = month_ends[0].replace(day=1) - timedelta(days=1)
    cut = min(before, FIRST_HISTORY_UNTIL)
    spans = [Span(date(2012, 9, 1), cut)]
    if cut < before:
        spans.append(Span(cut + timedelta(days=1), before))
    return [*spans, *(Span(month_start(day.year, day.month), day) for day in month_ends)]


def _by_span(things: Sequence[T], spans: Sequence[Span], day_of: Callable[[T], date]) -> dict[Span, list[T]]:
    """Things by the file they stand in; a day before the first file (a week that began in August) goes to the first."""
    span_of_month: dict[tuple[int, int], Span] = {}
    for span in spans:
        for month in months_between(span.first, span.last):
            span_of_month[month.year, month.month] = span
    found: dict[Span, list[T]] = {span: [] for span in spans}
    for thing in things:
        day = max(day_of(thing), spans[0].first)
        if day <= spans[-1].last:
            found[span_of_month[day.year, day.month]].append(thing)
    return found


def _text(header: list[str], rows: Sequence[Sequence[str]], counts: int = 0) -> bytes:
    """A file with its own count in the last line; `counts` is by how much that count is wrong."""
    footer = f"Aantal regels: {len(rows) + counts}"
    return lines([header, *rows], ";", "\r\n", "cp1252", trailing_delimiter=True, footer=footer)


def _requests_file(requests: Sequence[HelpRequest], span: Span, turn: int, misspelt: bool) -> bytes:
    ordered = sorted(requests, key=lambda one: (one.handled_on or one.requested_on, one.number))
    safe = [one.number for one in ordered if one.handled_on and one.handled_on.year >= SAFE_FROM]
    faults = dordrecht_requests(span.last.year)
    spots = spread(rotated(faults, turn, 2) if span.is_month else faults, safe)
    if misspelt:
        groceries = [one.number for one in ordered if one.category == "groceries" and one.number not in spots]
        fault: Fault[str] = Fault("misspelt_category", "instead", {4: "boodschapen"})
        spots[groceries[len(groceries) // 2]] = [(0, fault)]
    rows = messed(map(_request, ordered), spots, _first, _new_request(span))
    return _text(REQUESTS_HEADER, list(rows))


def _request(one: HelpRequest) -> list[str]:
    look = steady(one.number)
    labels, names = CATEGORIES[one.category], NEIGHBOURHOODS[one.location]
    return [
        one.number,
        one.client,
        _day(one.requested_on),
        _day(one.handled_on),
        labels[look % len(labels)],
        ASKED_BY[one.requested_by],
        REQUEST_STATUSES[one.status],
        names[look // 5 % len(names)],
    ]


def _visits_file(visits: Sequence[Visit], span: Span, turn: int, miscounted: bool) -> bytes:
    ordered = sorted(visits, key=lambda one: (one.visited_on, one.starts_at, one.request))
    safe = [one.request for one in ordered if one.visited_on.year >= SAFE_FROM]
    faults = dordrecht_visits()
    body = (_visit(one, span) for one in ordered)
    spots = spread(rotated(faults, turn, 2) if span.is_month else faults, safe)
    rows = messed(body, spots, _first, _new_request(span))
    return _text(VISITS_HEADER, list(rows), counts=1 if miscounted else 0)


def _visit(one: Visit, span: Span) -> list[str]:
    """A line of hours; only monthly files leave the year out of the week, and not around the turn of the year."""
    look = steady(one.request, "visit")
    year, week, weekday = one.visited_on.isocalendar()
    short = span.is_month and span.first.month not in (1, 12) and look % 2 == 0
    until, quarters = one.starts_at + round(one.hours * 60), round(one.hours * 4)
    as_clock = f"{quarters // 4}:{quarters % 4 * 15:02d}"
    return [
        one.request,
        one.helper,
        f"{week}" if short else f"{year}-{week:02d}",
        WEEKDAYS[weekday - 1],
        f"{one.starts_at // 60:02d}:{one.starts_at % 60:02d}",
        f"{until // 60:02d}:{until % 60:02d}",
        as_clock if look // 2 % 3 else f"{one.hours:.2f}".replace(".", ","),
        f"{look // 7 % 90 / 10:.1f}".replace(".", ","),
    ]


def _trajectories_file(participants: Sequence[Trajectory], day: date, last: date) -> bytes:
    known = [one.known_on(day) for one in participants if one.started_on <= day]
    until = last - timedelta(days=540)
    safe = [one.number for one in participants if one.started_on.year >= SAFE_FROM and one.started_on <= until]
    spots = spread(dordrecht_trajectories(last.year), safe)
    return _text(
        TRAJECTORIES_HEADER, list(messed(map(_trajectory, known), spots, _first, lambda place: f"DD-9{place:03d}"))
    )


def _trajectory(one: Trajectory) -> list[str]:
    names = NEIGHBOURHOODS["HH1" if one.location.endswith("1") else "HH2"]
    calls = {call.moment: call for call in one.follow_ups}
    return [
        one.number,
        names[steady(one.number) % len(names)],
        PROGRAMMES[one.programme],
        f"{one.level}",
        _day(one.started_on),
        _day(one.planned_end_on),
        _day(one.ended_on),
        STATUSES[one.status],
        REASONS[one.stop_reason] if one.stop_reason else "",
        "ja" if one.diploma_on else "nee" if one.ended_on else "",
        _day(one.diploma_on),
        f"{one.level}" if one.diploma_on else "",
        _day(one.job.started_on) if one.job else "",
        f"{one.job.hours:g}".replace(".", ",") if one.job and one.job.hours else "",
        one.job.employer if one.job else "",
        *_call(calls.get(0)),
        *_call(calls.get(6)),
    ]


def _call(call: FollowUp | None) -> tuple[str, str]:
    return (_day(call.asked_on), ANSWERS[call.in_work]) if call else ("", "")


def _new_request(span: Span) -> Callable[[int], str]:
    return lambda place: f"HH1-{span.last:%Y%m}-9{place:03d}"


def _first(row: Sequence[str]) -> str:
    return row[0]


def _day(day: date | None) -> str:
    return f"{day:%d-%m-%Y}" if day else ""
