"""Turns the interns of Amersfoort into the shared presence list as it is saved at the end of a month.

A cross-table: one line per intern, one column per week of the placement. A second, smaller table stands below it.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import partial

from pipelines.demo.amersfoort_workbook import presence_list
from pipelines.demo.exports import Export, arrival, lines, steady
from pipelines.demo.facts import Placement
from pipelines.demo.mess import amersfoort_placements, messed, spread
from pipelines.demo.placements import WEEKS
from pipelines.demo.wording import WEEKDAYS

PARTNER = "amersfoort"
# Faults only go into lines after the published weeks of 2013.
SAFE_FROM = date(2014, 9, 1)

HEADER = ["Stagiair", "School", "Opleiding", "Start", "Einde gepl."]
HEADER += [*(f"wk {week}" for week in range(1, WEEKS + 1)), "tot", "Afgerond", "Reden"]
PROGRAMMES = {
    "helping_care_welfare": "Helpende Z&W", "zorghulp": "Zorghulp", "social_work": "MZ niv. 3",
    "carer": "Verzorgende IG", "vmbo_care": "vmbo Z&W",
}  # fmt: skip
MARKS = {"present": "1", "no_show": "x", "ill": "z", "excused": "a", "holiday": "vak"}
REASONS = {"other": "gestopt", "moved": "verhuisd", "illness": "ziekte", "other_placement": "andere stage"}
STRANGERS = (
    "Postma, Iris",
    "de Bruin, Lotte",
    "Kramer, Sem",
    "van Beek, Noor",
    "Ouali, Imane",
    "Hoekstra, Bo",
    "Smit, Tess",
)
NO_BREAK = "\N{NO-BREAK SPACE}"


def files(placements: Sequence[Placement], month_ends: Sequence[date]) -> Iterator[Export]:
    """One list a month, each with every intern since 2013; the newest as the workbook itself, with its key list."""
    *earlier, last = month_ends
    for day in earlier:
        content = partial(_text, placements, day, last)
        yield Export(PARTNER, f"presentie_{day:%Y%m}.csv", arrival(PARTNER, day), content)
    yield Export(PARTNER, f"presentie_{last:%Y%m}.ods", arrival(PARTNER, last), partial(_workbook, placements, last))


def _text(placements: Sequence[Placement], day: date, last: date) -> bytes:
    rows = _list(placements, day, last)
    interns = [len(row) == len(HEADER) and row != HEADER for row in rows]
    told = [[_quoted(row[0]), *row[1:]] if intern else row for row, intern in zip(rows, interns, strict=True)]
    return lines(told, ",", "\n", "utf-8-sig")


def _workbook(placements: Sequence[Placement], day: date) -> bytes:
    return presence_list(_list(placements, day, day), placements, day)


def _list(placements: Sequence[Placement], day: date, last: date) -> list[Sequence[str]]:
    """Everything that stands on the list: title, header, interns, and the small table below."""
    known = [one for one in placements if one.started_on <= day]
    until = last - timedelta(days=540)
    # A name can come back in a later year; a fault belongs to one line only.
    lines_per_name = Counter(map(_name, placements))
    safe = [
        _name(one)
        for one in known
        if SAFE_FROM <= one.started_on <= until and one.stop_reason is None and lines_per_name[_name(one)] == 1
    ]
    rows = messed(
        (_intern(one, day) for one in known), spread(amersfoort_placements(last.year), safe), _first, _stranger
    )
    present = sum(row[-3] != "" for row in (_intern(one, day) for one in known) if row[-2] == "")
    below: list[Sequence[str]] = [
        [],
        ["Cliënten", "Aantal"],
        ["vast", f"{48 + day.month}"],
        ["los", f"{17 + day.month % 5}"],
        ["stagiairs nu", f"{present}"],
    ]
    title = [f"Presentie Soesterkwartier t/m {day:%d-%m-%Y}"]
    return [title, [], HEADER, *rows, *below]


def _intern(one: Placement, day: date) -> list[str]:
    """An intern's line as it stood on a day: a week is filled in once its Thursday has passed."""
    name = _name(one)
    monday = one.started_on - timedelta(days=one.started_on.weekday())
    weeks = [
        MARKS[mark] if monday + timedelta(weeks=week, days=3) <= day else "" for week, mark in enumerate(one.marks)
    ]
    weeks += [""] * (WEEKS - len(weeks))
    stopped = one.stop_reason is not None and monday + timedelta(weeks=len(one.marks)) <= day
    done = one.stop_reason is None and one.planned_end_on <= day
    school = one.school.replace(" ", NO_BREAK) if steady(name, "school") % 9 == 0 else one.school
    return [
        name,
        school,
        PROGRAMMES[one.programme],
        _day(one.started_on, steady(name, "start")),
        _day(one.planned_end_on, steady(name, "end")),
        *weeks,
        f"{weeks.count('1')}",
        "ONWAAR" if stopped else "WAAR" if done else "",
        REASONS[one.stop_reason] if stopped and one.stop_reason else "",
    ]


def _name(one: Placement) -> str:
    return f"{one.person.full_family}, {one.person.given}"


def _stranger(place: int) -> str:
    return STRANGERS[place % len(STRANGERS)]


def _day(day: date, look: int) -> str:
    """`26-6-2013`, sometimes with the weekday in front and a space that does not break."""
    short = f"{day.day}-{day.month}-{day.year}"
    if look % 3:
        return short
    return f"{WEEKDAYS[day.weekday()]}{NO_BREAK if look % 2 else ' '}{short}"


def _quoted(cell: str) -> str:
    return f'"{cell}"'


def _first(row: Sequence[str]) -> str:
    return row[0]
