"""A Dutch sentence → the figures in it: percentages, shares, counts and pairs of counts, as exact numbers.

Does not judge them. Days, terms, levels and group numbers are no figures; they are set aside, and told as such.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

Kind = Literal["percent", "share", "pair", "number"]
Hedge = Literal["", "at_least", "at_most", "above", "below", "about"]


@dataclass(frozen=True)
class Spoken:
    """One figure as it was said. `value` is a fraction of 1 for percent, share and pair; else the number itself."""

    text: str
    kind: Kind
    value: Fraction
    decimals: int = 0
    part: int | None = None
    """Of a pair or a share: how many…"""
    whole: int | None = None
    """…of how many."""
    hedge: Hedge = ""


@dataclass(frozen=True)
class Said:
    """Everything in a sentence that may be a figure, in its order, and what has digits but is none."""

    text: str
    figures: tuple[Spoken, ...]
    aside: tuple[str, ...]


UNITS = "nul een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien zeventien achttien negentien"
TENS = "twintig dertig veertig vijftig zestig zeventig tachtig negentig"
MONTHS = "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december"
PARTS = {
    "halve": 2,
    "derde": 3,
    "kwart": 4,
    "vierde": 4,
    "vijfde": 5,
    "zesde": 6,
    "zevende": 7,
    "achtste": 8,
    "tiende": 10,
}
HEDGES: tuple[tuple[Hedge, str], ...] = (
    ("at_most", r"hooguit|hoogstens|maximaal|minder dan|ten hoogste|onder de|<=?|≤"),
    ("at_least", r"ten minste|tenminste|minstens|minimaal|meer dan|zeker|boven de|>=?|≥"),
    ("above", r"ruim|iets meer dan|een kleine \d+ meer dan"),
    ("below", r"bijna|net geen|haast|krap|iets minder dan"),
    ("about", r"ongeveer|circa|ca\.|zo['’]n|rond de|rond|pakweg|om en nabij de|±|~"),
)  # fmt: skip
SMALL_WHOLES = (2, 3, 4, 5, 10, 20, 100)


def _words() -> dict[str, int]:
    units = {word: value for value, word in enumerate(UNITS.split())}
    tens = {word: 10 * value for value, word in enumerate(TENS.split(), start=2)}
    found = {**units, **tens, "honderd": 100, "duizend": 1000}
    for ten, value in tens.items():
        for unit in UNITS.split()[1:10]:
            joint = "ën" if unit.endswith("e") else "en"
            found |= {f"{unit}{joint}{ten}": value + units[unit], f"{unit}en{ten}": value + units[unit]}
    for unit in UNITS.split()[2:10]:
        found |= {f"{unit}honderd": 100 * units[unit], f"{unit}duizend": 1000 * units[unit]}
    return found | {"één": 1}


WORDS = _words()
# "een" is an article far more often than a number: it counts only where a part or a whole stands behind it.
_SPELT = "|".join(sorted((word for word in WORDS if word not in ("een", "nul")), key=len, reverse=True))
_DIGITS = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?"
N = rf"(?<![\w.,])(?:{_DIGITS}|(?:{_SPELT})(?!\w))(?![.,]?\d)"
ONE_OR_N = rf"(?:{N}|\been\b)"
_PART = "|".join(PARTS)
_OF = r"(?:de|het|alle|elke|iedere|die|in totaal|de in totaal)"

ASIDE = re.compile(
    rf"\b\d{{1,2}}\s+(?:{MONTHS})(?:\s+\d{{4}})?|\b(?:{MONTHS})\s+\d{{4}}|\b\d{{1,2}}[-/]\d{{1,2}}[-/]\d{{4}}\b|\b\d{{4}}-\d\d-\d\d\b"
    rf"|\b(?:19|20)\d\d\s?[/-]\s?(?:(?:19|20)\d\d|\d\d)\b"
    rf"|(?:{N}|\b(?:een|half|anderhalf))\s*(?:jaar|jaren|maand|maanden|weken|week|dagen|dag|uur per week|uur in de week)\b"
    rf"|\b(?:niveau|mbo|groep|klas|leerjaar|fase|wijk|week|entree|brin)[\s-]*\d+(?:\s?(?:en|/|-)\s?\d)?\b"
    rf"|{N}\s+(?:locaties|locatie|gemeenten|scholen|vestigingen)\b|\b95\s?%-\s?\w+",
    re.IGNORECASE,
)
YEAR = re.compile(r"(?<![\w.,])(?:19|20)\d\d(?![\w.,]*\d)(?!\s?%)")
_NO_PERCENT = r"(?!\s*(?:%|procent))"
_PATTERNS = (
    ("percent", rf"(?P<n>{N})\s*(?:%|procent\b|percent\b|pct\b)"),
    ("share_words", rf"(?P<n>{ONE_OR_N})\s*(?P<part>{_PART})\b(?:\s+deel)?|\b(?P<half>de\s+helft|helft)\b"),
    ("joined", r"\b(?P<n>twee|drie|vier)(?P<part>derde|kwart|vijfde)\b|\b(?P<quarter>kwart)\b"),
    ("ratio", rf"(?P<n>{ONE_OR_N})(?:\s+[a-zë-]+)?\s+(?P<how>op|van|uit)\s+(?:{_OF}\s+)?(?P<m>{N}){_NO_PERCENT}"),
    ("slash", rf"(?P<n>{N})\s*/\s*(?P<m>{N})"),
    ("turned", rf"\bvan\s+{_OF}\s+(?P<m>{N}){_NO_PERCENT}[^.;:\d]{{0,70}}?(?P<n>{N}){_NO_PERCENT}"),
    ("everyone", rf"\balle\s+(?P<n>{N}){_NO_PERCENT}"),
    ("number", rf"(?P<n>{N})"),
)
PATTERNS = tuple((name, re.compile(pattern, re.IGNORECASE)) for name, pattern in _PATTERNS)


def read(text: str) -> Said:
    """The figures of a sentence; `102 van de 130` is one, `Van de 155 haalden er 130 een diploma, 84 %` is two."""
    clean = re.sub(r"[\u00a0\u202f]", " ", text)
    aside = [match.group(0).strip() for match in ASIDE.finditer(clean)]
    left = ASIDE.sub(lambda match: " " * len(match.group(0)), clean)
    years = list(YEAR.finditer(left))
    without = YEAR.sub(lambda match: " " * len(match.group(0)), left)
    found = list(_figures(without))
    if years and not found:  # nothing else was said, so the year is what is asked about
        found = list(_figures(left))
    else:
        aside += [year.group(0) for year in years]
    return Said(text, tuple(found), tuple(aside))


def _figures(text: str) -> Iterator[Spoken]:
    spoken: list[tuple[int, Spoken]] = []
    for name, pattern in PATTERNS:
        start = 0
        while match := pattern.search(text, start):
            one = _spoken(name, match)
            start = match.end() if one else match.start() + 1
            if one:
                spoken.append((match.start(), _hedged(one, text[: match.start()])))
                text = text[: match.start()] + "\x00" * (match.end() - match.start()) + text[match.end() :]
    yield from (one for _, one in sorted(spoken, key=lambda item: item[0]))


def _spoken(name: str, match: re.Match[str]) -> Spoken | None:
    told = " ".join(match.group(0).split())
    found = match.groupdict()
    if name in ("share_words", "joined"):
        if found.get("half") or found.get("quarter"):
            part, whole = 1, 2 if found.get("half") else 4
        else:
            number, _ = _number(match["n"])
            part, whole = int(number), PARTS[match["part"].lower()]
        return Spoken(told, "share", Fraction(part, whole), 0, part, whole) if 0 < part < whole else None
    number, decimals = _number(match["n"])
    if name == "percent":
        return Spoken(told, "percent", number / 100, decimals)
    if name == "number":
        return Spoken(told, "number", number, decimals)
    whole_number = number if name == "everyone" else _number(match["m"])[0]
    if decimals or whole_number.denominator > 1 or number > whole_number or not whole_number:
        return None
    part, whole = int(number), int(whole_number)
    in_words = not re.search(r"\d", told)
    ratio = name == "ratio" and whole in SMALL_WHOLES and (in_words or match["how"].lower() == "op")
    return Spoken(told, "share" if ratio else "pair", Fraction(part, whole), 0, part, whole)


def _number(text: str) -> tuple[Fraction, int]:
    """`10.000` is ten thousand, `83,9` and `83.9` have one decimal, `achtenzeventig` is 78."""
    low = text.lower()
    if low in WORDS:
        return Fraction(WORDS[low]), 0
    if re.fullmatch(r"\d{1,3}(\.\d{3})+(,\d+)?", text):
        text = text.replace(".", "")
    whole, _, decimals = text.replace(",", ".").partition(".")
    return Fraction(f"{whole}.{decimals or 0}"), len(decimals)


def _hedged(one: Spoken, before: str) -> Spoken:
    for hedge, pattern in (HEDGES[2], HEDGES[3], HEDGES[0], HEDGES[1], HEDGES[4]):
        if re.search(rf"(?:^|[\s(])(?:{pattern})\s*$", before, re.IGNORECASE):
            return Spoken(one.text, one.kind, one.value, one.decimals, one.part, one.whole, hedge)
    return one
