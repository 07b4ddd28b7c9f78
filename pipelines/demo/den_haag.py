"""Turns the facts of Den Haag into its monthly workbook: four sheets, grouped, half typed, half calculated.

The same cell keeps the same spelling every month; only what became known is filled in.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from functools import partial
from itertools import groupby

from pipelines.demo.exports import Export, arrival, steady
from pipelines.demo.facts import FollowUp, HelpRequest, Trajectory, Visit
from pipelines.demo.mess import (
    den_haag_leavers,
    den_haag_participants,
    den_haag_requests,
    den_haag_visits,
    messed,
    spread,
)
from pipelines.demo.requests import Helped
from pipelines.demo.wording import CATEGORIES, MONTHS
from pipelines.demo.workbook import Cell, Formula, Row, Sheet, workbook_bytes

PARTNER = "den_haag"
MONTH_NAMES = (
    "januari", "februari", "maart", "april", "mei", "juni",
    "juli", "augustus", "september", "oktober", "november", "december",
)  # fmt: skip
# Faults only go into rows after every published cohort.
SAFE_FROM = date(2016, 3, 1)

TOWNS = ("'s-Gravenhage", "Den Haag", "Den Haag", "DEN HAAG", "Den Haag", "Rijswijk")
MANAGERS = ("M. Oosterbaan", "S. Ramcharan", "J. Tuinstra", "H. El Fassi", "W. de Rooij", "C. Vermaas")
REMARKS = (
    "kinderopvang geregeld",
    "reiskosten via WSP",
    "eerst taalles",
    "wil graag naar niv. 2",
    "start later ivm vakantie",
)
BENEFITS = {"wwb": "WWB", "participation_act": "P-wet", "ww": "WW", "none": "geen"}
STATUSES = {"running": "Loopt", "graduated": "Afgerond", "stopped": "Gestopt"}
REASONS = {
    "illness": "Ziekte", "moved": "Verhuisd", "motivation": "Motivatie", "found_work": "Werk gevonden",
    "private": "Privé", "deceased": "Overleden", "moved_abroad": "Naar buitenland",
}  # fmt: skip
# What people came with, by the level that they aim at; now and then a basic qualification already.
PRIOR = {
    1: ("geen", "basisschool", "basisschool", "PrO", "vmbo", "vmbo", "geen", "havo"),
    2: ("vmbo", "vmbo", "mbo 1", "basisschool", "vmbo", "mbo 1", "geen", "mbo 2"),
}
ANSWERS = {"yes": "J", "no": "N", "unknown": "onb.", "not_reached": "n.b."}
SOURCES = {"phone": "tel.", "employer": "werkgever", "municipality": "WSP"}
ASKED_BY = {
    "community_team": "wijkteam", "gp": "huisarts", "resident": "bewoner", "informal_carer": "mantelzorger",
    "school": "school",
}  # fmt: skip
REQUEST_STATUSES = {
    "open": "Open", "planned": "Gepland", "handled": "Afgehandeld", "cancelled": "Geannuleerd",
    "referred": "Doorverwezen",
}  # fmt: skip

PARTICIPANT_HEADER: tuple[Row, Row] = (
    ["Trajectnr", "Naam deelnemer", "Geb.dat.", "M/V", "Woonplaats", "Opleiding", "Streefniv.", "Klantmanager WSP",
     "Uitk.", "Traject", None, None, "Diploma", None, None, "Status", "Reden", "Opm.", "Vooropl."],
    [None] * 9 + ["Start", "Eind gepl.", "Eind", "J/N", "Datum", "Niv."],
)  # fmt: skip
LEAVER_HEADER: tuple[Row, Row] = (
    ["Trajectnr", "Naam deelnemer", "Dat. uitstroom", "Baan", None, None, "Navraag bij uitstroom", None, None, None,
     "Navraag na 6 mnd", None, None, None, None, "Navraag na 12 mnd"],
    [None, None, None, "Vanaf", "Uren p/w", "Werkgever", "Datum", "Bron", "Werk", "Uitk.",
     "Datum", "Bron", "Werk", "Uren", "Uitk.", "Datum", "Bron", "Werk", "Uren", "Uitk."],
)  # fmt: skip
LISTS: tuple[Row, ...] = (
    ["Soort hulp", "Via", "Status"],
    *(
        [label[0], by, status]
        for label, by, status in zip(CATEGORIES.values(), ASKED_BY.values(), REQUEST_STATUSES.values(), strict=False)
    ),
)  # fmt: skip


def files(participants: Sequence[Trajectory], helped: Helped, month_ends: Sequence[date]) -> Iterator[Export]:
    """One workbook a month, each with the whole history as it stood at that month's end."""
    last = month_ends[-1]
    for place, day in enumerate(month_ends):
        suffix = " DEF (2)" if (len(month_ends) - place) % 2 else ""
        name = f"WLB DH rapportage {MONTHS[day.month - 1]} {day.year}{suffix}.xlsx"
        arrived = arrival(PARTNER, day)
        yield Export(PARTNER, name, arrived, partial(_workbook, participants, helped, day, last, arrived))


def _workbook(participants: Sequence[Trajectory], helped: Helped, day: date, last: date, arrived: datetime) -> bytes:
    known = [one.known_on(day) for one in participants if one.started_on <= day]
    # The same rows are wrong in every month: faults start from rows that were old when the first workbook was saved.
    until = last - timedelta(days=540)
    safe = [one.number for one in participants if SAFE_FROM <= one.started_on <= until and one.is_definitive]
    stand = f"Stand t/m {day.day} {MONTH_NAMES[day.month - 1]} {day.year}"
    sheets = [
        Sheet(
            "Voorblad",
            [["WijkLeerbedrijf Den Haag"], ["Maandrapportage"], [stand], [], ["Vragen? Bel de coördinator."]],
        ),
        _participants_sheet(known, safe, stand, last.year),
        _leavers_sheet(known, safe, stand, last.year),
        _requests_sheet([one for one in helped.requests if one.requested_on <= day], day, until, stand, last.year),
        _visits_sheet([one for one in helped.visits if one.visited_on <= day], until, stand, last.year),
        Sheet("Lijsten", LISTS, hidden=True),
    ]
    return workbook_bytes(sheets, arrived - timedelta(hours=16, minutes=23))


def _participants_sheet(known: Sequence[Trajectory], safe: Sequence[str], stand: str, year: int) -> Sheet:
    """Groups with a row above that names them and a subtotal below; a legend under the whole."""
    spots = spread(den_haag_participants(year), safe)
    rows: list[Row] = [["Deelnemers WijkLeerbedrijf"], [stand], [], *PARTICIPANT_HEADER]
    counted = 0
    for (number, location, month), group in groupby(known, lambda one: (one.group, one.location, one.group_month)):
        rows.append([f"Groep {number} {location} ({MONTHS[month.month - 1]} {month.year})" if month else ""])
        first = len(rows) + 1
        rows += messed(map(_participant, group), spots, _first_cell, lambda place: f"DH-9{place:03d}")
        diplomas = sum(str(row[12]).upper().startswith("J") for row in rows[first - 1 :])
        members = len(rows) - first + 1
        counted += members
        counts: list[Cell] = [Formula(f"COUNTA(B{first}:B{len(rows)})", members)]
        counts += [None] * 10 + [Formula(f'COUNTIF(M{first}:M{len(rows)},"J*")', diplomas)]
        rows.append(["Subtotaal", *counts])
    rows.append(["Totaal", counted])
    rows += [
        [],
        ["Legenda"],
        ["J = ja, N = nee"],
        ["Niv. = niveau van het diploma"],
        ["#N/B = nog niet bekend bij WSP"],
    ]
    merged = (*(f"{letter}4:{letter}5" for letter in "ABCDEFGHIPQR"), "J4:L4", "M4:O4")
    return Sheet("Deelnemers", rows, merged)


def _participant(one: Trajectory) -> Row:
    """One participant's row; who typed it decides how a date, a level or a yes looks."""
    look = steady(one.number, "look")
    level = (f"{one.level}", f"{one.level}", f"niv. {one.level}", f"mbo {one.level}")[look % 4]
    says_yes = "ja" if look // 4 % 5 == 0 else "J"
    says_no = "nee" if look // 4 % 5 == 0 else "N"
    programme = {
        "zorghulp": "Zorghulp",
        "entree_care": "AKA" if one.started_on < date(2015, 8, 1) else "Entree",
        "helping_care_welfare": "Helpende Z&W" if look % 3 else "Helpende Zorg & Welzijn",
    }[one.programme]
    remark: Cell = REMARKS[look // 7 % len(REMARKS)] if look % 11 == 0 else None
    if look % 37 == 5:
        remark = Formula("VLOOKUP(A1,Lijsten!A:C,3,FALSE)", "#N/B")
    return [
        one.number,
        f"{one.person.given} {one.person.full_family}",
        one.person.born,
        {"m": "M", "f": "V", "x": "X"}[one.person.gender],
        TOWNS[look // 3 % len(TOWNS)],
        programme,
        level,
        MANAGERS[steady(one.location, str(one.group)) % len(MANAGERS)],
        BENEFITS[one.benefit],
        _typed(one.started_on, one.number, "start"),
        _typed(one.planned_end_on, one.number, "planned"),
        _typed(one.ended_on, one.number, "end"),
        says_yes if one.diploma_on else says_no if one.ended_on else None,
        _typed(one.diploma_on, one.number, "diploma"),
        None if not one.diploma_on else f"{one.level}",
        STATUSES[one.status],
        REASONS[one.stop_reason] if one.stop_reason else None,
        remark,
        PRIOR[one.level][steady(one.number, "prior education") % len(PRIOR[one.level])],
    ]


def _typed(day: date | None, *about: str) -> Cell:
    """A date as one of the secretaries enters it: mostly a real one, else three ways of text."""
    if day is None:
        return None
    look = steady(*about) % 20
    if look < 13:
        return day
    if look < 16:
        dot = "" if day.month == 5 else "."
        return f"{day.day} {MONTHS[day.month - 1]}{dot} {day.year}"
    return f"{day.day}-{day.month}-'{day:%y}" if look < 18 else f"{day:%d-%m-%Y}"


def _leavers_sheet(known: Sequence[Trajectory], safe: Sequence[str], stand: str, year: int) -> Sheet:
    """One row per person who left: the job they found, and what they said in three calls."""
    left = [one for one in known if one.ended_on]
    asked = {one.number for one in left if len(one.follow_ups) == 3}
    spots = spread(den_haag_leavers(year), [number for number in safe if number in asked])
    rows: list[Row] = [["Uitstroom en navraag"], [stand], [], *LEAVER_HEADER]
    rows += messed(map(_leaver, left), spots, _first_cell, lambda place: f"DH-91{place:02d}")
    merged = ("A4:A5", "B4:B5", "C4:C5", "D4:F4", "G4:J4", "K4:O4", "P4:T4")
    return Sheet("Uitstroom", rows, merged)


def _leaver(one: Trajectory) -> Row:
    calls = {call.moment: call for call in one.follow_ups}
    job: list[Cell] = [None, None, None]
    if one.job:
        job = [_typed(one.job.started_on, one.number, "job"), _hours(one.job.hours, one.number), one.job.employer]
    return [
        one.number,
        f"{one.person.given} {one.person.full_family}",
        _typed(one.ended_on, one.number, "left"),
        *job,
        *_call(calls.get(0), one.number, with_hours=False),
        *_call(calls.get(6), one.number, with_hours=True),
        *_call(calls.get(12), one.number, with_hours=True),
    ]


def _call(call: FollowUp | None, number: str, with_hours: bool) -> list[Cell]:
    """The cells of one call; all empty when nobody has called yet."""
    if call is None:
        return [None] * (5 if with_hours else 4)
    benefit = {"yes": "J", "no": "N", "unknown": "onb."}[call.benefit] if call.benefit else None
    hours = [_hours(call.hours, number, str(call.moment))] if with_hours else []
    return [
        _typed(call.asked_on, number, str(call.moment)),
        SOURCES[call.source],
        ANSWERS[call.in_work],
        *hours,
        benefit,
    ]


def _hours(hours: float | None, *about: str) -> Cell:
    """Hours as a number, or as text with a comma."""
    if hours is None:
        return None
    return f"{hours:.1f}".replace(".", ",") if steady(*about, "hours") % 3 == 0 else hours


def _requests_sheet(requests: Sequence[HelpRequest], day: date, until: date, stand: str, year: int) -> Sheet:
    safe = [one.number for one in requests if SAFE_FROM <= one.requested_on <= until and one.handled_on]
    rows: list[Row] = [["Hulpvragen"], [stand], []]
    rows.append(["Nr", "Klantnr", "Aangevraagd", "Soort hulp", "Via", "Status", "Afgehandeld", "Locatie"])
    body = (_request(one, day) for one in requests)
    rows += messed(body, spread(den_haag_requests(year), safe), _first_cell, lambda place: f"HV-9{place:04d}")
    rows.append(["Totaal", len(rows) - 4])
    return Sheet("Hulpvragen", rows)


def _request(one: HelpRequest, day: date) -> Row:
    """A request as it stood on a day: what was handled later is still open then."""
    look = steady(one.number)
    waiting = one.handled_on is not None and one.handled_on > day
    labels = CATEGORIES[one.category]
    status = ("planned" if look % 3 == 0 else "open") if waiting else one.status
    return [
        one.number,
        one.client,
        one.requested_on if look % 9 else f"{one.requested_on:%d-%m-%Y}",
        labels[look // 9 % len(labels)],
        ASKED_BY[one.requested_by],
        REQUEST_STATUSES[status],
        None if waiting else one.handled_on,
        one.location,
    ]


def _visits_sheet(visits: Sequence[Visit], until: date, stand: str, year: int) -> Sheet:
    safe = [str(line) for line, one in enumerate(visits, 1) if SAFE_FROM <= one.visited_on <= until]
    rows: list[Row] = [["Uren bij bewoners"], [stand], []]
    rows.append(["Regel", "Hulpvraagnr", "Trajectnr", "Datum", "Uren", "Reistijd", "Soort", "Locatie"])
    body = (_visit(line, one) for line, one in enumerate(visits, 1))
    rows += messed(body, spread(den_haag_visits(year), safe), _first_cell, lambda place: 90001 + place)
    rows.append(["Totaal", None, None, None, sum(one.hours for one in visits)])
    return Sheet("Uren", rows)


def _visit(line: int, one: Visit) -> Row:
    hours: Cell = one.hours if line % 12 else f"{one.hours:.2f}".replace(".", ",")
    setting = "formeel" if one.formal else "informeel"
    return [line, one.request, one.helper, one.visited_on, hours, one.travel_hours, setting, one.location]


def _first_cell(row: Row) -> str:
    return str(row[0])
