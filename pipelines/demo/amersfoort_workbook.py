"""Turns the interns of Amersfoort into its two workbooks: the presence list with its key list, and the shared one.

The presence list is the same table as the text of earlier months, now typed: a tick is yes or no, most dates are real.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import partial

from pipelines.demo.exports import Export, arrival, steady
from pipelines.demo.facts import Placement, iso_thursday, stream
from pipelines.demo.mess import Fault, messed, spread
from pipelines.demo.opendocument import ods_bytes
from pipelines.demo.placements import WEEKS, is_holiday
from pipelines.demo.practices import AMERSFOORT
from pipelines.demo.workbook import Cell, Row, Sheet, workbook_bytes

PARTNER = "amersfoort"
NO_BREAK = "\N{NO-BREAK SPACE}"
# Nobody has got round to entering these in the key list.
FORGOTTEN = 3
CLIENTS = 84
STREETS = ("3812 AB", "3812 CD", "3812AV", "3813 BK", "3811 NG", "3812")
AGES = ("<65", "65-74", "75-84", "75-84", "85+", "85+", "onb.")
THEMES = {
    "school_cooperation": "samenwerking met scholen", "community_team": f"samen met{NO_BREAK}het wijkteam",
    "guidance": "begeleiding", "employers": "werkgevers",
}  # fmt: skip


def presence_list(rows: Sequence[Sequence[str]], placements: Sequence[Placement], day: date) -> bytes:
    """The rows of the text list as a workbook, with the names and numbers of everybody who started up to a day."""
    typed = [[_typed(cell) for cell in row] for row in rows]
    keys: list[Row] = [["Sleutellijst - niet doorsturen"], ["Naam", "Begonnen", "Trajectnr"]]
    for place, one in enumerate(placements):
        if one.started_on <= day and place < len(placements) - FORGOTTEN:
            name = f"{one.person.full_family}, {one.person.given}"
            keys.append(
                [name if place % 7 else f"{one.person.given} {one.person.full_family}", one.started_on, one.number]
            )
    return ods_bytes(
        [Sheet("Presentie", typed), Sheet("Sleutellijst", keys)], arrival(PARTNER, day) - timedelta(hours=18)
    )


def _typed(cell: str) -> Cell:
    """What a spreadsheet makes of a text that somebody types; what it does not understand stays text."""
    if cell in ("WAAR", "ONWAAR"):
        return cell == "WAAR"
    if cell.isdigit():
        return int(cell)
    if parts := re.fullmatch(r"(\d{1,2})-(\d{1,2})-(\d{4})", cell):
        try:
            return date(int(parts[3]), int(parts[2]), int(parts[1]))
        except ValueError:
            return cell
    return cell


def files(seed: int, placements: Sequence[Placement], month_ends: Sequence[date]) -> Iterator[Export]:
    """The shared workbook as it stood at the end of the last month."""
    last = month_ends[-1]
    name = f"WLB Amersfoort werkmap {last:%Y-%m}.xlsx"
    yield Export(PARTNER, name, arrival(PARTNER, last), partial(_shared, seed, placements, last))


def _shared(seed: int, placements: Sequence[Placement], day: date) -> bytes:
    sheets = [
        _interns(placements, day),
        Sheet("Bewoners en plaatsen", [*_clients(seed, day), [], [], *_places(seed, day)]),
        Sheet("Praktijk", _practices(day.year - 1)),
    ]
    return workbook_bytes(sheets, arrival(PARTNER, day) - timedelta(hours=2))


def _interns(placements: Sequence[Placement], day: date) -> Sheet:
    """One row per placement, whoever it was; the text columns are full of spaces that do not break."""
    rows: list[Row] = [[f"Stagiairs{NO_BREAK}Soesterkwartier"], []]
    rows.append(["Trajectnr", "Stagiair", "School", "Van", f"T/m{NO_BREAK}", "Weken", "Uren p/w", "Soort"])
    faults: list[Fault[Cell]] = [
        Fault("hours_of_a_quarter", "added", {6: 208}),
        Fault("impossible_date", "added", {3: f"31-6-{day.year}"}),
        Fault("exact_duplicate", "again", {}),
        Fault("weeks_are_days", "added", {5: 91}),
    ]
    until = day - timedelta(days=540)
    safe = [one.number for one in placements if date(2014, 9, 1) <= one.started_on <= until]
    body = (_intern(one) for one in placements if one.started_on <= day)
    rows += messed(body, spread(faults, safe), lambda row: str(row[0]), lambda place: f"AF-9{place:03d}")
    return Sheet("Stagiairs", rows)


def _intern(one: Placement) -> Row:
    look = steady(one.person.family, one.person.given, "placement")
    hours: Cell = (16, 20, "24,0", 32)[look % 4]
    setting = "zorginstelling" if one.programme == "carer" and look % 3 == 0 else "bij bewoners"
    name = f"{one.person.full_family}, {one.person.given}"
    return [
        one.number, name, one.school, one.started_on, one.planned_end_on, WEEKS, hours, setting.replace(" ", NO_BREAK),
    ]  # fmt: skip


def _clients(seed: int, day: date) -> list[Row]:
    """The upper table: residents by number, with a tick for who is a regular; their names stand there too."""
    rng = stream(seed, PARTNER, "clients")
    rows: list[Row] = [["Bewoners"], ["Klantnr", "Naam", "Sinds", "Tot", "Postcode", "Leeftijd", "Vast"]]
    for place in range(CLIENTS):
        since = date(2013, 1, 14) + timedelta(days=rng.randrange((day - date(2013, 1, 14)).days))
        until = since + timedelta(days=rng.randint(60, 1500))
        ended: Cell = until if until <= day else None
        rows.append(
            [
                f"B{place + 1:03d}",
                f"mw. {'ABCDEGHJ'[place % 8]}.",
                since,
                ended,
                STREETS[place % 6],
                AGES[place % 7],
                place % 3 > 0,
            ]
        )
    rows[20] = [*rows[20][:3], date(2012, 12, 1), *rows[20][4:]]
    rows[40] = [*rows[40][:6], "meestal"]
    return rows


def _places(seed: int, day: date) -> list[Row]:
    """The lower table: places per week of the last year, holidays left out; its own title says where it begins."""
    rng = stream(seed, PARTNER, "places")
    rows: list[Row] = [["Plaatsen per week (op de locatie)"], ["Week", "Plaatsen"]]
    thursday = iso_thursday(day)
    for back in range(51, -1, -1):
        week = thursday - timedelta(weeks=back)
        if not is_holiday(week):
            year, number_of_week, _ = week.isocalendar()
            spelt = (
                f"{year}-{number_of_week:02d}",
                f"wk {number_of_week} {year}",
                f"{year}{NO_BREAK}wk {number_of_week}",
            )
            rows.append([spelt[back % 3], rng.choice((20, 20, 20, 18, 22))])
    rows.insert(30, [f"wk 60 {day.year}", 20])
    return rows


def _practices(year: int) -> list[Row]:
    rows: list[Row] = [
        ["Praktijk"],
        ["Jaar", "Thema", "Wat", "Hoe", "Met", "Sinds", "Contact", "Coörd.", "Contact p/d", "Wkn stage"],
    ]
    rows += [
        [
            year,
            THEMES[one.theme],
            one.title,
            one.how.replace(" ", NO_BREAK, 2),
            one.partner or None,
            one.since,
            one.contact,
        ]
        for one in AMERSFOORT
    ]
    rows.append(
        [
            year,
            "begeleiding",
            "Kerncijfers",
            "Eén coördinator met twee begeleiders, alle drie in deeltijd.",
            None,
            None,
            None,
            "1,8",
            3,
            WEEKS,
        ]
    )
    return rows
