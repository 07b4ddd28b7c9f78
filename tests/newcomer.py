"""Exports of a site and an employer that nobody knows yet, in forms that no partner uses: what a newcomer sends as a sample.

Names, numbers and places are invented. Each writer returns the file it wrote.
"""

from datetime import date, timedelta
from pathlib import Path

from tests.workplace import workbook

FAMILY = ("Bakker", "de Vries", "Yılmaz", "van den Berg", "Jansen", "El Amrani", "Öztürk", "Visser", "Mulder", "Smit")
GIVEN = ("Fatima", "José", "Anaïs", "Piet", "Zoë", "Karim", "Ineke", "Daniël")
BORN = date(1985, 3, 30)


def participants(folder: Path, name: str = "Overzicht deelnemers sept 2026.txt", people: int = 120) -> Path:
    """Tab-separated UTF-16 with two title lines, whole names, dates with dots, own words for places and states."""
    head = "Dossiernr	Naam	Geb. datum	M/V	Buurt	Ingangsdatum	Verwacht einde	Datum uitstroom	Opleiding	Streefniveau	Stand	Reden uitval	Diploma?	Datum diploma	Bijzonderheden"
    lines = ["WijkLeerbedrijf Zwolle – overzicht deelnemers", "", head]
    for i in range(people):
        start = date(2023, 9, 1) + timedelta(days=7 * i)
        planned = start + timedelta(days=365)
        state = ("gediplomeerd", "gediplomeerd", "in traject", "uitgevallen")[i % 4]
        ended = "" if state == "in traject" else f"{planned:%d.%m.%Y}"
        lines.append(
            "\t".join(
                [
                    f"ZW-{i + 1:03}", f"{FAMILY[i % 10]}, {GIVEN[i % 8]}", f"{BORN + timedelta(days=97 * i):%d.%m.%Y}", "vmx"[i % 2],
                    ("Holtenbroek", "Aa-landen")[i % 3 == 0], f"{start:%d.%m.%Y}", f"{planned:%d.%m.%Y}", ended,
                    ("Helpende Zorg en Welzijn", "Zorghulp")[i % 2], ("niv. II", "niv. I")[i % 2], state,
                    "verhuisd" if state == "uitgevallen" else "", "ja" if state == "gediplomeerd" else "nee",
                    ended if state == "gediplomeerd" else "", f"belt liever met {GIVEN[(i + 3) % 8]}" if i % 5 == 0 else "",
                ]
            )
        )  # fmt: skip
    path = folder / name
    path.write_bytes("\r\n".join(lines).encode("utf-16"))
    return path


def help_requests(folder: Path, name: str = "hulp 2026-09.xlsx", requests: int = 60, first: int = 0) -> Path:
    """A workbook with titles, a total, a second table beside the point on the same sheet, and a sheet with a list."""
    rows: list[list[object]] = [
        ["Hulpvragen september"],
        [],
        ["Aanvraagnr", "Klant", "Binnengekomen", "Type hulp", "Aanvrager", "Afhandeling", "Klaar op", "Buurt"],
    ]
    for i in range(requests):
        asked = date(2026, 9, 1) + timedelta(days=i % 25)
        handled = asked + timedelta(days=2) if i % 3 else None
        rows.append([f"A{first + i + 1:04}", f"K{i % 20:02}", asked, ("Koken", "Schoonmaken", "Boodschappen doen", "Wandeling")[i % 4],
                     ("Buurtteam", "Huisarts", "Familie")[i % 3], "klaar" if handled else "ingepland", handled, ("Holtenbroek", "Aa-landen")[i % 2]])  # fmt: skip
    rows += [["Totaal", None, None, str(requests)], [], ["Legenda"], ["klaar", "is gedaan"]]
    return workbook(
        folder / name,
        {"Lijst": rows, "Keuzes": [["Type hulp", "Aanvrager"], ["Koken", "Buurtteam"], ["Wandeling", "Familie"]]},
    )


def staff(folder: Path, name: str = "wlb_staff_2026-09.csv", people: int = 60) -> Path:
    """An English system: month first, FTE with a point, codes for contracts, a citizen service number that must not be there."""
    lines = [
        "Employee No|Trajectory number|Surname|First name|Date of birth|Start date|End date|Contract type|Hours per week|BSN"
    ]
    for i in range(people):
        start = date(2024, 1, 8) + timedelta(days=11 * i)
        born = BORN + timedelta(days=97 * i)
        lines.append(
            f"E{i + 100}|ZW-{i + 1:03}|{FAMILY[i % 10]}|{GIVEN[i % 8]}|{born:%m/%d/%Y}|{start:%m/%d/%Y}|"
            f"{'12/31/2999' if i % 2 else ''}|{('Permanent', 'Temporary', 'On call')[i % 3]}|{16 + i % 20}.50|{_number(i)}"
        )
    path = folder / name
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def presence(
    folder: Path, name: str = "aanwezig 2026-09.csv", people: int = 30, legend: str = "o = ongeoorloofd afwezig"
) -> Path:
    """A column per day of the month, hours and marks side by side, a sum behind them, a line that counts and a legend."""
    days = [day for i in range(30) if (day := date(2026, 9, 1) + timedelta(days=i)).weekday() < 5]
    names = ["ma", "di", "wo", "do", "vr"]
    head = ["Dossiernr", "Naam", "Buurt", *(f"{names[day.weekday()]} {day.day}-{day.month}" for day in days), "uren"]
    lines = [head]
    for i in range(people):
        cells = [("6", "7,5", "", "z", "o", "4")[(i + 2 * k) % 6] for k in range(len(days))]
        told = f"{FAMILY[i % 10]}, {GIVEN[i % 8]}"
        lines.append([f"ZW-{i + 1:03}", told, ("Holtenbroek", "Aa-landen")[i % 3 == 0], *cells, "100"])
    lines += [[text, *[""] * (len(head) - 1)] for text in (f"Aantal in Zwolle: {people}", "", legend)]
    path = folder / name
    path.write_bytes("\r\n".join(";".join(line) for line in lines).encode("cp1252", "replace"))
    return path


def _number(i: int) -> str:
    """A number that passes the 11-test, from a range that is never issued."""
    stem = f"9999{i:04}"
    rest = sum((9 - place) * int(digit) for place, digit in enumerate(stem)) % 11
    return f"{stem}{rest}" if rest < 10 else _number(i + 500)
