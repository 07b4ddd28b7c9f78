"""Texts of a sample → patterns for the table language that people can still read.

Does not look at cells of people: who calls this passes headers, titles, group rows and names of sheets.
"""

import re
from collections import Counter

from pipelines.onboarding.remarks import Remark, question

# A total, or a line that counts: `Aantal: 12`.
TOTAL_PATTERN = r"(?i)^((sub|eind)?(totaal|totalen|som|gemiddeld)|aantal\b\D*\d+$)"
TOTAL = re.compile(r"^((sub|eind)?(totaal|totalen|som|gemiddelde?|saldo)\b|aantal\b\D*\d+$)", re.IGNORECASE)
PAGE_PATTERN = r"(?i)^(pagina|blad|page) \d+\b"
PAGE = re.compile(PAGE_PATTERN)
FACTOR = re.compile(r"\(?[x×] ?(?P<sign>€ ?|EUR )?(?P<factor>1\.?000(?:\.?000)?)\b", re.IGNORECASE)
IN_THOUSANDS = re.compile(r"\bin duizenden\b|\bkeur\b|\bk€", re.IGNORECASE)
SCHOOL_YEAR = re.compile(r"(?<!\d)(?P<first>(?:20)?\d{2})(?P<sep>[-/])(?P<last>(?:20)?\d{2})(?!\d)")
LABELLED = re.compile(r"(?P<label>[A-Za-zÀ-ÿ][\w ]{1,24}): \S")
GROUP, GROUP_PLACE, GROUP_YEAR = "group", "group_location", "schooljaar"


def plain_pattern(text: str) -> str:
    """A text as a pattern that people can still read: only what means something in a pattern is escaped."""
    return re.sub(r"([.\\+*?^$()\[\]{}|])", r"\\\1", text)


def sheet_pattern(sheet: str, others: tuple[str, ...]) -> str:
    """A sheet by its name; a number in it may change next time, unless another sheet then fits as well."""
    loose = "^" + re.sub(r"\d+", r"\\d+", plain_pattern(sheet)) + "$"
    exact = f"^{plain_pattern(sheet)}$"
    return exact if any(re.search(loose, other) for other in others if other != sheet) else loose


def school_year_in(text: str) -> re.Match[str] | None:
    """A school year in a text: two years that follow each other, `2025-2026` or `25/26`."""
    match = SCHOOL_YEAR.search(text)
    if match is None or len(match["first"]) != len(match["last"]):
        return None
    return match if (int(match["first"]) + 1) % 100 == int(match["last"]) % 100 else None


def group_pattern(groups: tuple[str, ...], places: tuple[str, ...]) -> str:
    """One pattern for all group rows: what they share stays, numbers become digits, places and school years get names.

    `Thema: Wijkteam` is a column `thema`; `Klas 4A (2015-2016)` holds a school year; `Groep 2 Haven (feb)` a place.
    """
    labels = {match["label"] for text in groups if (match := LABELLED.match(text))}
    if len(labels) == 1 and all(map(LABELLED.match, groups)):
        label = labels.pop()
        return f"^{plain_pattern(label)}: (?P<{_name(label)}>.+)$"
    shapes: Counter[str] = Counter()
    for text in groups:
        year = school_year_in(text)
        if year:
            before, after = (_shape(part, places) for part in (text[: year.start()], text[year.end() :]))
            digits = rf"\d{{{len(year['first'])}}}"
            shapes[f"{_loose(before)}(?P<{GROUP_YEAR}>{digits}{year['sep']}{digits}){after}"] += 1
        else:
            shape = _shape(text, places)
            shapes[re.sub(r"\\\(.+?\\\)", lambda _: r"\(.+\)", shape)] += 1
    shape, _ = shapes.most_common(1)[0]
    return f"^(?P<{GROUP}>{shape})$"


def _loose(shape: str) -> str:
    """A word with a number in it differs per class: `4ZW` and `3B` are any word."""
    return re.sub(r"(?<!\S)\w*\\d\+\w*(?!\S)", lambda _: r"\S+", shape)


def _shape(text: str, places: tuple[str, ...]) -> str:
    shape = re.sub(r"\d+", r"\\d+", plain_pattern(text))
    place = next((place for place in places if re.search(rf"\b{re.escape(place)}\b", text, re.IGNORECASE)), None)
    if not place:
        return shape
    named = rf"(?P<{GROUP_PLACE}>\w+)"
    return re.sub(rf"\b{re.escape(place)}\b", lambda _: named, shape, count=1, flags=re.IGNORECASE)


def _name(label: str) -> str:
    return re.sub(r"\W+", "_", label.lower()).strip("_")


def factor_above(title: str) -> tuple[str | None, str | float, Remark] | None:
    """What the title says about amounts: the pattern for `above` with its word, or a fixed number; and what to ask."""
    place = ("above",)
    if match := FACTOR.search(title):
        sign = plain_pattern(match["sign"] or "")
        said = f"de titel zegt dat bedragen × {match['factor']} zijn; staat dat er elke keer? Zonder die titel wordt het bestand geweigerd"
        return rf"[x×] ?{sign}(?P<factor>[\d.]+)", "factor", question(place, said)
    if IN_THOUSANDS.search(title):
        return None, 1000, question(place, "de titel zegt dat bedragen in duizenden zijn; is dat elke keer zo?")
    return None
