"""Turns Den Haag's trajectories into the workbook of its employment service: what was paid, and who is still on benefit.

It knows each trajectory by the site's number, but for a few lines with only a name.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from functools import partial

from pipelines.demo.employment import last_quarter
from pipelines.demo.exports import Export, arrival, steady
from pipelines.demo.eykenburg import name_of
from pipelines.demo.facts import FollowUp, Trajectory, stream
from pipelines.demo.mess import Fault, messed, no_such_day, spread
from pipelines.demo.wording import MONTHS, euros
from pipelines.demo.workbook import Cell, Row, Sheet, workbook_bytes

PARTNER = "werkgeversservicepunt_den_haag"
SAFE_FROM = date(2016, 3, 1)
FUNDING: Row = ["Regel", "Trajectnr", "Naam", "Geb.datum", "Regeling", "Jaar", "Bedrag"]
BENEFIT: Row = ["Trajectnr", "Uitstroom", "Mnd na uitstroom", "Peildatum", "Uitkering"]
ON_BENEFIT = {"wwb": "WWB", "participation_act": "P-wet", "ww": "WW", "none": "ja"}


def funding_faults() -> list[Fault[Cell]]:
    """Sheet Financiering: line, number, name, birth date, scheme, year, amount."""
    return [
        Fault("unknown_category", "added", {4: "STAP-budget"}),
        Fault("amount_in_words", "added", {6: "vier duizend"}),
        Fault("negative_amount", "added", {6: -450}),
        Fault("amount_of_a_group", "added", {6: 58500}),
        Fault("impossible_year", "added", {5: 1916}),
        Fault("exact_duplicate", "again", {}),
    ]


def benefit_faults(year: int) -> list[Fault[Cell]]:
    """Sheet Uitkering: number, last day, months, day of looking up, benefit."""
    return [
        Fault("impossible_date", "instead", {3: no_such_day(year)}),
        Fault("months_between", "again", {2: 9}),
        Fault("unknown_category", "instead", {4: "in behandeling"}),
        Fault("exact_duplicate", "again", {}),
    ]


def files(seed: int, participants: Sequence[Trajectory], month_ends: Sequence[date]) -> Iterator[Export]:
    """One workbook, of the last quarter."""
    day = last_quarter(month_ends)
    arrived = arrival(PARTNER, day)
    content = partial(_workbook, seed, participants, day, arrived)
    yield Export(PARTNER, f"WSP trajecten WLB {MONTHS[day.month - 1]} {day.year}.xlsx", arrived, content)


def _workbook(seed: int, participants: Sequence[Trajectory], day: date, arrived: datetime) -> bytes:
    begun = [one.known_on(day) for one in participants if one.started_on <= day]
    until = day - timedelta(days=900)
    safe = {one.number for one in begun if SAFE_FROM <= one.started_on <= until and one.is_definitive}
    paid: list[Row] = [row for one in begun for row in _paid(seed, one)]
    numbered: list[Row] = [[f"{number}", *row] for number, row in enumerate(paid, 1)]
    funding = messed(
        numbered,
        spread(funding_faults(), [str(row[0]) for row in numbered if row[1] in safe]),
        lambda row: str(row[0]),
        lambda place: f"{9900 + place}",
    )
    shown = [_benefit(one, call) for one in begun for call in one.follow_ups if call.moment]
    benefit = messed(
        shown, spread(benefit_faults(day.year), [_key(row) for row in shown if row[0] in safe]), _key, lambda _: None
    )
    sheets = [
        Sheet("Financiering", [["Trajectfinanciering WijkLeerbedrijf"], [], FUNDING, *funding]),
        Sheet("Uitkering", [BENEFIT, *benefit]),
    ]
    return workbook_bytes(sheets, arrived - timedelta(hours=1))


def _paid(seed: int, one: Trajectory) -> list[Row]:
    """What was paid for one trajectory; a few lines carry the name instead of the number."""
    rng = stream(seed, PARTNER, one.number)
    has_number = rng.random() > 0.06
    who: list[Cell] = [one.number, None, None] if has_number else [None, name_of(one), one.person.born]
    rows: list[Row] = []
    if one.benefit != "none":
        amount = (4500 if one.level == 1 else 6250) + rng.choice((0, 0, 0, 187.5))
        typed = steady(one.number) % 3 == 0
        rows.append([*who, "Re-integratie", one.started_on.year, euros(amount) if typed else amount])
    if one.job and one.is_definitive and rng.random() < 0.2:
        rows.append([*who, "LKS", one.job.started_on.year, rng.choice((3000, 3600, 4200))])
    return rows


def _benefit(one: Trajectory, call: FollowUp) -> Row:
    """What the administration shows on the day of the call; it also knows those whom nobody reached."""
    works = one.job is not None and one.job.covers(call.asked_on)
    known = call.benefit if call.benefit in ("yes", "no") else "no" if works else "yes"
    said = "geen" if known == "no" else ON_BENEFIT[one.benefit]
    if steady(one.number, str(call.moment)) % 40 == 0:
        said = "onbekend"
    return [one.number, one.ended_on, call.moment, call.asked_on, said]


def _key(row: Sequence[Cell]) -> str:
    return f"{row[0]} {row[2]}"
