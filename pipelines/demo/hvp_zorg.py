"""Turns jobs at HVP Zorg into the employer's monthly staff file: one line per contract, several per person.

The facts know one stretch of work; the employer sees the chain of contracts that it was made of. The last month is
missing: this partner is late.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from pipelines.demo.employment import chain
from pipelines.demo.exports import Export, arrival, lines
from pipelines.demo.facts import Job, Person, Trajectory, stream
from pipelines.demo.mess import hvp_contracts, messed, spread

PARTNER = "hvp_zorg"
EMPLOYER = "HVP Zorg"
SAFE_FROM = date(2016, 3, 1)
OPEN_END = "31-12-2999"
HEADER = [
    "Medewerker", "Trajectnr", "Roepnaam", "Achternaam", "Geboortedatum", "Datum in dienst", "Datum uit dienst",
    "Soort contract", "Uren per week", "Functie", "Reden uit dienst",
]  # fmt: skip
KINDS = {
    "temporary": "Bepaalde tijd", "on_call": "Oproep", "apprenticeship": "Leerwerk (BBL)", "permanent": "Onbepaalde tijd",
}  # fmt: skip
JOBS = ("Huishoudelijk medewerker", "Zorghulp", "Helpende", "Medewerker wijkteam", "Gastvrouw/-heer")


@dataclass(frozen=True, slots=True)
class Contract:
    """One contract; `ended_on` is the last day of it."""

    worker: str
    trajectory: str
    person: Person
    started_on: date
    ended_on: date | None
    kind: str
    hours: float | None
    function: str
    reason: str


def files(seed: int, participants: Sequence[Trajectory], month_ends: Sequence[date]) -> Iterator[Export]:
    """A file for every month but the last."""
    employed = [one for one in participants if one.job and one.job.employer == EMPLOYER]
    contracts = [
        contract for place, one in enumerate(employed) for contract in contracts_of(seed, one, f"{41000 + place * 3}")
    ]
    for day in month_ends[:-1]:
        content = partial(_file, contracts, day, month_ends[-1])
        yield Export(PARTNER, f"HVP personeel WLB {day:%Y-%m}.csv", arrival(PARTNER, day), content)


def contracts_of(seed: int, one: Trajectory, worker: str) -> list[Contract]:
    """A person's contracts in order; who the employer cannot place has no trajectory number on any of them."""
    if one.job is None:
        return []
    rng = stream(seed, PARTNER, one.number)
    trajectory = "" if rng.random() < 0.05 else one.number
    function = rng.choice(JOBS)
    spells = _placement(rng, one, one.job) + _chain(rng, one.job)
    return [
        Contract(
            worker,
            trajectory,
            one.person,
            start,
            end,
            kind,
            16.0 if kind == "Stage" else one.job.hours,
            function,
            reason,
        )
        for start, end, kind, reason in spells
    ]


Spell = tuple[date, date | None, str, str]


def _placement(rng: random.Random, one: Trajectory, job: Job) -> list[Spell]:
    """Some were an intern here first: in the staff system, but not paid work."""
    if rng.random() > 0.25 or one.ended_on is None:
        return []
    last_day = min(one.ended_on, job.started_on - timedelta(days=1))
    first_day = last_day - timedelta(days=90)
    return [(first_day, last_day, "Stage", "einde contract")] if first_day >= one.started_on else []


def _chain(rng: random.Random, job: Job) -> list[Spell]:
    """The chain of contracts in this employer's words; only the last can have ended for another reason."""
    stretches = chain(rng, job)
    return [
        (
            start,
            end,
            KINDS[kind],
            _reason(rng, start, end, KINDS[kind]) if end and end == job.last_day else "einde contract",
        )
        for start, end, kind in stretches
    ]


def _reason(rng: random.Random, start: date, end: date, kind: str) -> str:
    if (end - start).days <= 60:
        return "proeftijd"
    return "eigen verzoek" if kind == "Onbepaalde tijd" or rng.random() < 0.3 else "einde contract"


def _file(contracts: Sequence[Contract], day: date, last: date) -> bytes:
    known = [one for one in contracts if one.started_on <= day]
    until = last - timedelta(days=540)
    safe = [_key(_row(one, day)) for one in known if SAFE_FROM <= one.started_on <= until and one.kind != "Stage"]
    spots = spread(hvp_contracts(last.year), safe)
    rows = messed((_row(one, day) for one in known), spots, _key, lambda place: f"{49900 + place}")
    return lines([HEADER, *rows], ";", "\r\n", "cp1252")


def _row(one: Contract, day: date) -> list[str]:
    ended = one.ended_on is not None and one.ended_on <= day
    return [
        one.worker,
        one.trajectory,
        one.person.given,
        one.person.full_family,
        f"{one.person.born:%d-%m-%Y}",
        f"{one.started_on:%d-%m-%Y}",
        f"{one.ended_on:%d-%m-%Y}" if ended else OPEN_END,
        one.kind,
        f"{one.hours:.2f}".replace(".", ",") if one.hours is not None else "",
        one.function,
        one.reason if ended else "",
    ]


def _key(row: Sequence[str]) -> str:
    return f"{row[0]} {row[5]}"
