"""Turns the facts of Dordrecht into what it delivers beside requests and hours: interns per week, costs, practices.

In the same old program's text form, except for the costs: those stand in the bookkeeper's workbook.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import partial

from pipelines.demo.exports import Export, arrival, lines, steady
from pipelines.demo.facts import Visit, iso_thursday
from pipelines.demo.practices import DORDRECHT
from pipelines.demo.requests import Helped
from pipelines.demo.workbook import Cell, Formula, Row, Sheet, workbook_bytes

PARTNER = "dordrecht"
INTERNS_HEADER = ["Stagiair", "Wijk", "Aanwezig", "Uren"]
PRACTICE_HEADER = [
    "Thema", "Titel", "Omschrijving", "Samen met", "Sinds", "Contact", "Keuzedeelcode", "Studielast",
    "Afgesproken", "Aantal coördinatoren", "Contact p/d", "Weken stage",
]  # fmt: skip
THEMES = {
    "school_cooperation": "scholen", "electives": "keuzedelen", "community_team": "wijkteam", "guidance": "begeleiding",
    "employers": "werkgevers", "residents_give_back": "bewoners",
}  # fmt: skip
COST_YEARS = 3
PAYERS = ("Gemeente", "Da Vinci", "Zorgpartners", "Fondsen")
# Thousands of euros per payer, budgeted and spent; the bookkeeper types an amount in whatever way he likes.
COSTS: tuple[tuple[str, tuple[Cell, ...]], ...] = (
    ("Loonkosten coördinatoren", (96, 94.35, "€ 48,00", "48,2", None, None, 20, 20)),
    ("Huur", (18.5, "€ 18,50", None, None, 6, "€ 6,-", None, None)),
    ("Materialen", (4, "€ 3,875", 2, 1.9, "-", "-", 1.5, 1.5)),
    ("Trainingen", (None, None, "7,5", 8.125, None, None, 5, "p.m.")),
    ("Reiskosten stagiairs", (2, 2.4, None, None, None, None, None, None)),
    ("Administratie", ("€ 9,00", 9, None, None, None, None, "€ 2,00-", "€ 1,75-")),
    ("Representatie", (0.5, 0.4, None, None, None, None, None, None)),
)
# What was spent at the end of each year, per kind and payer, in thousands of euros of the first whole year.
SPENT_BEFORE = (
    ("Loonkosten coördinatoren", "Gemeente", 92), ("Loonkosten coördinatoren", "Da Vinci", 40),
    ("Loonkosten coördinatoren", "Fondsen", 18), ("Huur", "Gemeente", 16), ("Huur", "Zorgpartners", 6),
    ("Materialen", "Gemeente", 4), ("Trainingen", "Da Vinci", 7), ("Reiskosten stagiairs", "Gemeente", 2),
    ("Administratie", "Gemeente", 8), ("Overige kosten", "Eigen bijdrage", 1),
)  # fmt: skip
FIRST_WHOLE_YEAR = 2013


def files(helped: Helped, month_ends: Sequence[date]) -> Iterator[Export]:
    """Interns of two weeks of the last month; costs of the last three whole years and practices of the last one."""
    last = month_ends[-1]
    for place, weeks_ago in enumerate((2, 1)):
        thursday = iso_thursday(last) - timedelta(weeks=weeks_ago)
        name = f"stagiairs_wk{thursday.isocalendar().week:02d}.csv"
        here = [one for one in helped.visits if iso_thursday(one.visited_on) == thursday]
        yield Export(PARTNER, name, arrival(PARTNER, thursday + timedelta(days=3)), partial(_interns_file, here, place))
    year_end = date(last.year - 1, 12, 31)
    for years_back in range(COST_YEARS):
        end = date(year_end.year - years_back, 12, 31)
        file = partial(_costs, end, 1 - 0.04 * years_back)
        yield Export(PARTNER, f"kosten{end.year}.xlsx", arrival(PARTNER, end, weeks_later=6), file)
    yield Export(PARTNER, f"praktijk_{year_end.year}.csv", arrival(PARTNER, year_end, weeks_later=2), _practices_file)


def _interns_file(visits: Sequence[Visit], place: int) -> bytes:
    """Who was there, with the hours at residents and an hour a day for the circle; the file does not say which year."""
    hours: dict[str, float] = defaultdict(float)
    wards: dict[str, str] = {}
    for one in visits:
        hours[one.helper] += one.hours + 1
        wards[one.helper] = one.location
    rows = [
        [helper, wards[helper], *_presence(helper, sum_of)]
        for helper, sum_of in sorted(hours.items())
    ]  # fmt: skip
    wrong = rows[len(rows) // 2]
    rows[len(rows) // 2] = [wrong[0], wrong[1], "ja", "99,00"] if place else [wrong[0], wrong[1], "jaa", wrong[3]]
    return _text(INTERNS_HEADER, rows)


def _presence(helper: str, hours: float) -> tuple[str, str]:
    look = steady(helper, "week") % 9
    if look in (3, 4):
        return (("ziek", "afgemeld")[look - 3], "")
    quarters = round(hours * 4)
    as_clock = f"{quarters // 4}:{quarters % 4 * 15:02d}"
    return ("ja", as_clock if look % 2 else f"{hours:.2f}".replace(".", ","))


def _practices_file() -> bytes:
    rows = [
        [
            THEMES[one.theme],
            one.title,
            one.how,
            one.partner or "-",
            f"{one.since}",
            one.contact,
            *one.elective,
            "",
            "",
            "",
        ]
        for one in DORDRECHT
    ]
    counted = "Drie coördinatoren – één per locatie en één voor de scholen – en twee vaste contactmomenten per dag."
    rows.append(["begeleiding", "Kerncijfers", counted, "-", "", "", "", "", "", "3", "2", "13"])
    rows.append(
        [
            "overleg",
            "Teamdag",
            "Twee keer per jaar een dag met alle begeleiders.",
            "-",
            "2015",
            "",
            "",
            "",
            "",
            "",
            "",
            "",
        ]
    )
    return _text(PRACTICE_HEADER, rows)


def _text(header: list[str], rows: Sequence[Sequence[str]]) -> bytes:
    """As the old program writes it: a delimiter after every cell, and its own count in the last line."""
    footer = f"Aantal regels: {len(rows)}"
    return lines([header, *rows], ";", "\r\n", "cp1252", trailing_delimiter=True, footer=footer)


def _costs(year_end: date, share: float) -> bytes:
    """Two columns per payer under a merged name; amounts in thousands, which only the title says. `share` of today's prices."""
    letters = ("B", "D", "F", "H", "J")
    top: list[Cell] = ["Kostensoort"]
    for payer in (*PAYERS, "Totaal"):
        top += [payer, None]
    rows: list[Row] = [
        [f"Kosten Helpende Handen {year_end.year} (x € 1.000)"], [], top, [None, *(["Begroot", "Werkelijk"] * 5)],
    ]  # fmt: skip
    for kind, amounts in COSTS:
        totals = [Formula(f"SUM({side}{len(rows) + 1})", 0) for side in ("B", "C")]
        then = [round(one * share, 3) if isinstance(one, int | float) else one for one in amounts]
        rows.append([kind, *then, *totals])
    rows += [["Totaal", *([0] * 10)], [], ["Toelichting: p.m. is nog niet gefactureerd."]]
    merged = tuple(f"{letter}3:{chr(ord(letter) + 1)}3" for letter in letters)
    sheets = [Sheet("Kosten", rows, merged), Sheet("Eerdere jaren", _spent_before(year_end.year))]
    return workbook_bytes(sheets, arrival(PARTNER, year_end) - timedelta(hours=3))


def _spent_before(year: int) -> list[Row]:
    """A list of the closed years, in whole euros: what the bookkeeper copies from every year's end."""
    rows: list[Row] = [["Eerdere jaren (in euro's)"], [], ["Jaar", "Kostensoort", "Betaler", "Uitgegeven"]]
    for one in range(FIRST_WHOLE_YEAR, year):
        dearer = 1 + (one - FIRST_WHOLE_YEAR) * 0.015
        rows += [[one, kind, payer, round(thousands * 1000 * dearer)] for kind, payer, thousands in SPENT_BEFORE]
    return rows
