"""Turns Dordrecht's participants into the workbook that Da Vinci makes by hand: a pivot table first, the data on Blad3.

Somebody left a filter on, so most rows are hidden; two student numbers were saved in the short notation of a spreadsheet.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from pipelines.demo.exports import Export, arrival
from pipelines.demo.facts import Trajectory, month_end
from pipelines.demo.mess import Fault, messed, no_such_day, spread
from pipelines.demo.studies import Study, delivered_on, learns_at_the_second_school, of_participants, school_year_of
from pipelines.demo.wording import MONTHS
from pipelines.demo.workbook import Cell, Filter, Sheet, workbook_bytes

PARTNER = "da_vinci"
FIRST_STUDENT = 123_400_006
SAFE_FROM = date(2016, 3, 1)
HEADER = (
    "Studentnr", "Achternaam", "Tussenv.", "Roepnaam", "Geb.datum", "WLB-nr", "Crebo", "Opleiding", "Niveau", "Leerweg",
    "Schooljaar", "1-okt", "Start", "Verw. einde", "Einde", "Diploma?", "Reden",
)  # fmt: skip
NAMES = {
    "zorghulp": "Zorghulp", "entree_care": "Entree", "helping_care_welfare": "Helpende Zorg en Welzijn",
    "carer": "Verzorgende IG",
}  # fmt: skip
ROMAN = ("", "I", "II", "III")


def files(seed: int, participants: Sequence[Trajectory], as_of: date) -> Iterator[Export]:
    """The newest workbook up to the as-of date."""
    day = delivered_on(as_of)
    mine = [one for one in participants if not learns_at_the_second_school(one)]
    studies = of_participants(seed, PARTNER, mine, FIRST_STUDENT, day, goes_on=0.3)
    sent = arrival(PARTNER, month_end(day))
    name = f"Da Vinci WLB overzicht {MONTHS[day.month - 1]} {day.year}.xlsx"
    saved = (sent - timedelta(hours=17, minutes=40)).replace(tzinfo=None)
    yield Export(PARTNER, name, sent, lambda: workbook_bytes(_sheets(studies, day), saved))


def faults(year: int) -> list[Fault[Cell]]:
    """Columns from 0 as in `HEADER`; what is added has no trajectory number."""
    return [
        Fault("lost_digits", "instead", {0: "1,23457E+08"}),
        Fault("impossible_date", "added", {5: None, 12: no_such_day(year)}),
        Fault("diploma_without_date", "added", {5: None, 15: "Ja"}),
        Fault("diploma_on_impossible_date", "added", {5: None, 15: f"Ja (31-6-{year})"}),
        Fault("care_level_as_level", "added", {5: None, 8: "V"}),
        Fault("school_year_of_two_years", "added", {5: None, 10: "15/17"}),
        Fault("lost_digits", "instead", {0: "1,23457E+08"}),
        Fault("exact_duplicate", "again", {}),
        Fault("duplicate_key", "again", {9: "BBL", 16: "onbekend"}),
    ]


def _sheets(studies: Sequence[Study], day: date) -> list[Sheet]:
    until = day - timedelta(days=540)
    agreements = Counter(one.student for one in studies)
    once = [one for one in studies if agreements[one.student] == 1]
    safe = [one.student for one in once if SAFE_FROM <= one.enrolled_from <= until and one.path == "BOL"]
    rows = list(messed(map(_row, studies), spread(faults(day.year), safe), _first, _new_student))
    counts = Counter((one.level, school_year_of(one.enrolled_from)) for one in studies)
    years = sorted({year for _, year in counts})
    pivot: list[Sequence[Cell]] = [("Aantal van Studentnr", "Kolomlabels"), ("Rijlabels", *ROMAN[1:], "Eindtotaal")]
    for first, last in years:
        own = [counts[level, (first, last)] for level in (1, 2, 3)]
        pivot.append((f"{first % 100:02}/{last % 100:02}", *own, sum(own)))
    totals = [sum(n for (at, _), n in counts.items() if at == level) for level in (1, 2, 3)]
    pivot.append(("Eindtotaal", *totals, len(studies)))
    shown = Filter(f"A1:Q{len(rows) + 1}", HEADER.index("Niveau"), "II")
    return [
        Sheet("Blad1", pivot),
        Sheet("Blad2", [("bron: SIS, peildatum 1-10", None), ("let op: filter op niveau!",)]),
        Sheet("Blad3", [HEADER, *rows], filtered=shown),
    ]


def _row(one: Study) -> Sequence[Cell]:
    first, last = school_year_of(one.enrolled_from)
    october = date(first, 10, 1)
    counted = one.enrolled_from <= october and (one.ended_on is None or one.ended_on >= october)
    given = one.diploma_on
    reasons = {"diploma": given is not None, "verhuisd": one.moved and one.left_on is not None}
    return (
        int(one.student),
        one.person.family,
        one.person.prefix or None,
        one.person.given,
        one.person.born,
        one.trajectory or None,
        int(one.crebo),
        NAMES[one.programme],
        ROMAN[one.level],
        one.path,
        f"{first % 100:02}/{last % 100:02}",
        "J" if counted else "N",
        one.enrolled_from,
        one.planned_until,
        one.ended_on,
        f"Ja ({given.day}-{given.month}-{given.year})" if given else "Nee" if one.left_on else None,
        next((word for word, holds in reasons.items() if holds), "gestopt" if one.left_on else None),
    )


def _first(row: Sequence[Cell]) -> str:
    return f"{row[0]}"


def _new_student(place: int) -> Cell:
    return 129_900_000 + place
