"""The words in which figures are said: Dutch and English numbers, parts, hedges, and what has digits but is no figure.

Holds words and patterns only; `said` reads with them.
"""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from pipelines.words import Lang

Hedge = Literal["", "at_least", "at_most", "above", "below", "about"]


@dataclass(frozen=True)
class Language:
    """How one language says figures. Patterns are parts of regular expressions, without groups."""

    numbers: dict[str, int]
    article: str
    """A word that is an article far more often than a number: it counts only where a part or a whole stands behind it."""
    thousands: str
    decimal: str
    """The signs in a number; what is no thousand may have either sign for its decimals."""
    parts: dict[str, int]
    half: str
    quarter: str
    joined: dict[str, int]
    """Numbers that are written as one word with a part: `tweederde`."""
    percent: str
    of: tuple[str, ...]
    """Words between a part and its whole; the first makes a ratio of small numbers also in digits (`8 op de 10`)."""
    turned: str
    """The word that puts the whole first: `van de 155 haalden er 130 …`."""
    determiners: str
    everyone: str
    aside: str
    """What has digits or number words but is no figure; `<N>` stands for a number."""
    hedges: tuple[tuple[Hedge, str], ...]

    @cached_property
    def digits(self) -> str:
        """A number in digits."""
        mark, comma = re.escape(self.thousands), re.escape(self.decimal)
        return rf"\d{{1,3}}(?:{mark}\d{{3}})+(?:{comma}\d+)?|\d+(?:[.,]\d+)?"

    @cached_property
    def number(self) -> str:
        """A number in digits or in words, standing by itself."""
        spelt = "|".join(sorted((word for word in self.numbers if word != self.article), key=len, reverse=True))
        return rf"(?<![\w.,])(?:{self.digits}|(?:{spelt})(?!\w))(?![.,]?\d)"

    @cached_property
    def set_aside(self) -> re.Pattern[str]:
        """Days, terms, levels and group numbers."""
        return re.compile(self.aside.replace("<N>", self.number), re.IGNORECASE)

    @cached_property
    def patterns(self) -> tuple[tuple[str, re.Pattern[str]], ...]:
        """What a figure may look like, the longest forms first."""
        n, one_or_n = self.number, rf"(?:{self.number}|\b{self.article}\b)"
        part, of, no_percent = "|".join(self.parts), "|".join(self.of), rf"(?!\s*(?:%|{self.percent}))"
        joined = "|".join(self.joined)
        found = (
            ("percent", rf"(?P<n>{n})\s*(?:%|(?:{self.percent})\b)"),
            ("share_words", rf"(?P<n>{one_or_n})[\s-]*(?P<part>{part})\b(?:\s+deel)?|\b(?P<half>{self.half})\b"),
            ("joined", rf"\b(?P<n>{joined})(?P<part>{part})\b|\b(?P<quarter>{self.quarter})\b"),
            (
                "ratio",
                rf"(?P<n>{one_or_n})(?:\s+[a-zë-]+)?\s+(?P<how>{of})\s+(?:{self.determiners}\s+)?(?P<m>{n}){no_percent}",
            ),
            ("slash", rf"(?P<n>{n})\s*/\s*(?P<m>{n})"),
            (
                "turned",
                rf"\b{self.turned}\s+{self.determiners}\s+(?P<m>{n}){no_percent}[^.;:\d]{{0,70}}?(?P<n>{n}){no_percent}",
            ),
            ("everyone", rf"\b{self.everyone}\s+(?P<n>{n}){no_percent}"),
            ("number", rf"(?P<n>{n})"),
        )
        return tuple((name, re.compile(pattern, re.IGNORECASE)) for name, pattern in found)


def _dutch() -> dict[str, int]:
    names = (
        "nul een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien zeventien"
        " achttien negentien"
    )
    units = {word: value for value, word in enumerate(names.split())}
    tens = _tens("twintig dertig veertig vijftig zestig zeventig tachtig negentig")
    found = {**units, **tens, "honderd": 100, "duizend": 1000, "één": 1}
    for ten, value in tens.items():
        for unit in names.split()[1:10]:
            joint = "ën" if unit.endswith("e") else "en"
            found |= {f"{unit}{joint}{ten}": value + units[unit], f"{unit}en{ten}": value + units[unit]}
    for unit in names.split()[2:10]:
        found |= {f"{unit}honderd": 100 * units[unit], f"{unit}duizend": 1000 * units[unit]}
    return {word: value for word, value in found.items() if word != "nul"}


def _english() -> dict[str, int]:
    names = (
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
        " eighteen nineteen"
    )
    units = {word: value for value, word in enumerate(names.split()) if value}
    tens = _tens("twenty thirty forty fifty sixty seventy eighty ninety")
    found = {**units, **tens, "a": 1, "hundred": 100, "thousand": 1000}
    for unit, value in list(units.items())[:9]:
        found |= {f"{ten}{join}{unit}": more + value for ten, more in tens.items() for join in ("-", " ")}
        found |= {f"{unit} hundred": 100 * value, f"{unit} thousand": 1000 * value}
    return found


def _tens(names: str) -> dict[str, int]:
    return {word: 10 * value for value, word in enumerate(names.split(), start=2)}


_MAANDEN = "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december"
_MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"
_DATES = r"\b\d{1,2}[-/]\d{1,2}[-/]\d{4}\b|\b\d{4}-\d\d-\d\d\b|\b(?:19|20)\d\d\s?[/-]\s?(?:(?:19|20)\d\d|\d\d)\b|\b95\s?%-\s?\w+"

LANGUAGE: dict[Lang, Language] = {
    "nl": Language(
        numbers=_dutch(),
        article="een",
        thousands=".",
        decimal=",",
        parts={
            "halve": 2, "derde": 3, "kwart": 4, "vierde": 4, "vijfde": 5, "zesde": 6, "zevende": 7, "achtste": 8, "tiende": 10,
        },
        half=r"de\s+helft|helft",
        quarter="kwart",
        joined={"twee": 2, "drie": 3, "vier": 4},
        percent="procent|percent|pct",
        of=("op", "van", "uit"),
        turned="van",
        determiners="(?:de|het|alle|elke|iedere|die|in totaal|de in totaal)",
        everyone="alle",
        aside=(
            rf"\b\d{{1,2}}\s+(?:{_MAANDEN})(?:\s+\d{{4}})?|\b(?:{_MAANDEN})\s+\d{{4}}|{_DATES}"
            r"|(?:<N>|\b(?:een|half|anderhalf))\s*(?:jaar|jaren|maand|maanden|weken|week|dagen|dag|uur per week|uur in de week)\b"
            r"|\b(?:niveau|mbo|groep|klas|leerjaar|fase|wijk|week|entree|brin)[\s-]*\d+(?:\s?(?:en|/|-)\s?\d)?\b"
            r"|<N>\s+(?:locaties|locatie|gemeenten|scholen|vestigingen)\b"
        ),
        hedges=(
            ("above", r"ruim|iets meer dan|een kleine \d+ meer dan"),
            ("below", r"bijna|net geen|haast|krap|iets minder dan"),
            ("at_most", r"hooguit|hoogstens|maximaal|minder dan|ten hoogste|onder de|<=?|≤"),
            ("at_least", r"ten minste|tenminste|minstens|minimaal|meer dan|zeker|boven de|>=?|≥"),
            ("about", r"ongeveer|circa|ca\.|zo['’]n|rond de|rond|pakweg|om en nabij de|±|~"),
        ),
    ),
    "en": Language(
        numbers=_english(),
        article="a",
        thousands=",",
        decimal=".",
        parts={
            "thirds?": 3, "quarters?": 4, "fifths?": 5, "sixths?": 6, "sevenths?": 7, "eighths?": 8, "tenths?": 10,
        },
        half="half",
        quarter="quarter",
        joined={"two": 2, "three": 3, "four": 4},
        percent="per ?cent|pct",
        of=("in", "out of", "of"),
        turned="of",
        determiners="(?:the|all|every|those|these|a total of)",
        everyone="all(?: of the)?",
        aside=(
            rf"\b\d{{1,2}}\s+(?:{_MONTHS})(?:\s+\d{{4}})?|\b(?:{_MONTHS})\s+(?:\d{{1,2}},?\s+)?\d{{4}}|{_DATES}"
            r"|(?:<N>|\b(?:a|half an?|one and a half))[\s-]*(?:years?|months?|weeks?|days?|hours a week|hours per week)\b"
            r"|\b(?:level|mbo|group|class|grade|phase|week|brin)[\s-]*\d+(?:\s?(?:and|/|-)\s?\d)?\b"
            r"|<N>\s+(?:locations?|municipalities|schools|sites)\b"
        ),
        hedges=(
            ("above", r"just over|slightly more than|a little over|a little more than"),
            ("below", r"nearly|almost|just under|slightly less than|a little under"),
            ("at_most", r"at most|no more than|less than|fewer than|up to|under|below|<=?|≤"),
            ("at_least", r"at least|more than|no less than|no fewer than|over|above|>=?|≥"),
            ("about", r"about|around|roughly|approximately|some|±|~"),
        ),
    ),
}  # fmt: skip
