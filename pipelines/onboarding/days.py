"""Headings that are days → the family of columns they make: `ma 3-8`, real dates, `aug 2026` over `3`, `Week 32` over `ma`, `1` … `31`.

Does not decide what stands below them.
"""

import itertools
import re
from dataclasses import dataclass
from datetime import date

from pipelines.onboarding.families import JOINT, VALUE, Family
from pipelines.onboarding.shapes import MONTHS

DAY = "dag"
FEWEST, FEWEST_NUMBERS = 4, 15
WEEKDAY = r"(?:maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag|ma|di|wo|do|vr|za|zo)\.?"
MONTH_WORD = r"(?:jan|feb|mrt|maa|apr|mei|jun|jul|aug|sep|okt|nov|dec)[a-z]*\.?"
IN_LEAP_YEAR = 2024


@dataclass(frozen=True)
class Form:
    """One way to write a day: how it looks as a heading, and the date format that reads it."""

    shape: str
    format: str


FORMS = (
    Form(r"\d{4}-\d{2}-\d{2}", "%Y-%m-%d"),
    *(Form(rf"\d{{1,2}}{sep}\d{{1,2}}{sep}\d{{4}}", f"%d{plain}%m{plain}%Y") for plain, sep in (("-", "-"), ("/", "/"), (".", r"\."))),
    *(Form(rf"\d{{1,2}}{sep}\d{{1,2}}{sep}\d{{2}}", f"%d{plain}%m{plain}%y") for plain, sep in (("-", "-"), ("/", "/"), (".", r"\."))),
    *(Form(rf"\d{{1,2}}{sep}\d{{1,2}}", f"%d{plain}%m") for plain, sep in (("-", "-"), ("/", "/"), (".", r"\."))),
    *(Form(rf"\d{{1,2}}{sep}{MONTH_WORD}{sep}\d{{4}}", f"%d{sep}%b{sep}%Y") for sep in (" ", "-")),
    *(Form(rf"\d{{1,2}}{sep}{MONTH_WORD}{sep}\d{{2}}", f"%d{sep}%b{sep}%y") for sep in (" ", "-")),
    *(Form(rf"\d{{1,2}}{sep}{MONTH_WORD}", f"%d{sep}%b") for sep in (" ", "-")),
    Form(rf"{MONTH_WORD} \d{{4}}{JOINT}\d{{1,2}}", f"%b %Y{JOINT}%d"),
    Form(rf"{MONTH_WORD}{JOINT}\d{{1,2}}", f"%b{JOINT}%d"),
)  # fmt: skip


def find_days(columns: tuple[str, ...]) -> Family | None:
    """The columns of which the heading is a day; None when there are too few to be sure."""
    for form in FORMS:
        whole = rf"(?P<{DAY}>(?:{WEEKDAY} )?{form.shape})"
        for pattern in (f"(?i)^{whole}$", rf"(?i)^.+{JOINT}{whole}$", rf"(?i)^{whole}{JOINT}.+$"):
            told = {header: match[DAY] for header in columns if (match := re.search(pattern, header))}
            if len(told) >= FEWEST:
                own, order = _in_order(tuple(told.values()), form.format)
                if own:
                    return _family(_readable(pattern, told), tuple(told), tuple(told.values()), "day", order)
    return _weeks_with_days(columns) or _weekdays(columns) or _numbers(columns)


def is_day(cell: str) -> bool:
    """True for a cell that is a day in full or in part."""
    return any(re.fullmatch(rf"(?:{WEEKDAY} )?{form.shape}", cell, re.IGNORECASE) for form in FORMS)


def is_period(cell: str) -> bool:
    """True for a heading over several days: `Week 36`, `aug 2026`."""
    return bool(re.fullmatch(rf"w(?:ee)?k\.? ?\d{{1,2}}|{MONTH_WORD}(?: \d{{4}})?", cell, re.IGNORECASE))


def is_part_of_week(cell: str) -> bool:
    """True for a heading below one: a day, a weekday or the number of a day."""
    return is_day(cell) or bool(re.fullmatch(rf"{WEEKDAY}|\d{{1,2}}", cell, re.IGNORECASE))


def are_days(cells: list[str]) -> bool:
    """True for cells that are days one after the other, as headings are and data hardly ever: dates, or numbers up to 31."""
    dated = [cell for cell in cells if is_day(cell)]
    if len(dated) >= FEWEST:
        return len(set(dated)) == len(dated) and not any(cell.isdigit() for cell in cells)
    numbers = [int(cell) for cell in cells if cell.isdigit()]
    return len(numbers) >= FEWEST and all(0 < b - a <= 4 for a, b in itertools.pairwise(numbers)) and numbers[-1] <= 31


def _in_order(words: tuple[str, ...], form: str) -> tuple[bool, str]:
    """Whether the days follow each other when read so; with the month in front when only that gives an order."""
    for tried in (form, form.replace("%d", "%_").replace("%m", "%d").replace("%_", "%m")):
        days = [_read(word, tried) for word in words]
        real = [day for day in days if day is not None]
        steps = sum(b > a for a, b in itertools.pairwise(real))
        # A list over new year turns back once.
        if len(real) == len(days) and steps >= len(real) - 2:
            return True, tried
    return False, form


def _read(word: str, form: str) -> date | None:
    plain = re.sub(rf"^{WEEKDAY} ", "", word.lower())
    signs = re.findall("%[dmbYy]", form)
    shape = re.sub(
        "%[dmbYy]",
        lambda m: "(" + {"%Y": r"\d{4}", "%b": "[a-z]+"}.get(m[0], r"\d{1,2}") + r")\.?",
        re.escape(form).replace(r"\%", "%"),
    )
    match = re.fullmatch(shape, plain)
    if match is None:
        return None
    told = dict(zip(signs, match.groups(), strict=True))
    year = int(told["%Y"]) if "%Y" in told else 2000 + int(told["%y"]) if "%y" in told else IN_LEAP_YEAR
    month = MONTHS.get(told["%b"][:3], 0) if "%b" in told else int(told["%m"])
    try:
        return date(year, month, int(told["%d"]))
    except ValueError:
        return None


def _readable(pattern: str, told: dict[str, str]) -> str:
    """The same pattern with words for what it is: any word for a weekday and for a month."""
    with_weekday = any(re.match(rf"{WEEKDAY} ", word, re.IGNORECASE) for word in told.values())
    plain = pattern.replace(f"(?:{WEEKDAY} )?", r"[a-z]+\.? " if with_weekday else "").replace(MONTH_WORD, r"[a-z]+\.?")
    usable = plain if all(re.search(plain, header) for header in told) else pattern
    exact = usable.removeprefix("(?i)")
    return exact if not re.search(r"\[a-z\]|\(\?:", exact) else usable


def _weeks_with_days(columns: tuple[str, ...]) -> Family | None:
    """`Week 32` over `ma`, `di`, …: the week is enough."""
    pattern = rf"(?i)^(?P<before>w(?:ee)?k\.? ?)(?P<week>\d{{1,2}}){JOINT}(?P<{DAY}>{WEEKDAY})(?: .+)?$"
    told = {header: match for header in columns if (match := re.search(pattern, header))}
    if len(told) < FEWEST:
        return None
    readable = rf"(?i)^w(ee)?k\.? ?(?P<week>\d+){JOINT}(?P<{DAY}>[a-z]+)"
    weeks = tuple(dict.fromkeys(match["week"] for match in told.values()))
    return _family(readable, tuple(told), weeks, "week_of_days", "", ("week", DAY))


def _weekdays(columns: tuple[str, ...]) -> Family | None:
    """`ma`, `di`, … once: the file is about one week."""
    own = tuple(header for header in columns if re.fullmatch(WEEKDAY, header, re.IGNORECASE))
    return _family(rf"(?i)^(?P<{DAY}>{WEEKDAY})$", own, own, "weekday", "") if len(own) >= FEWEST else None


def _numbers(columns: tuple[str, ...]) -> Family | None:
    """`1` … `31`, perhaps with a weekday: the days of the month that the file is about."""
    for pattern in (
        rf"^(?P<{DAY}>\d{{1,2}})$",
        rf"(?i)^(?P<{DAY}>{WEEKDAY} \d{{1,2}})$",
        rf"(?i)^{WEEKDAY}{JOINT}(?P<{DAY}>\d{{1,2}})$",
    ):
        told = {header: match[DAY] for header in columns if (match := re.search(pattern, header))}
        numbers = [int(re.sub(r"\D", "", word)) for word in told.values()]
        is_month = len(numbers) >= FEWEST_NUMBERS and numbers == sorted(set(numbers)) and 26 <= numbers[-1] <= 31
        if is_month:
            return _family(_readable(pattern, told), tuple(told), tuple(told.values()), "day", "%d")
    return None


def _family(
    pattern: str, headers: tuple[str, ...], words: tuple[str, ...], number: str, form: str, names: tuple[str, ...] = (DAY,)
) -> Family:  # fmt: skip
    parts = tuple((name, words) for name in names)
    return Family(pattern, number, (), headers, (), parts, ((VALUE, headers),), form=form)
