"""A sentence → the figures in it: percentages, shares, counts and pairs of counts, as exact numbers.

Does not judge them. Days, terms, levels and group numbers are no figures; they are set aside, and told as such.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from pipelines.stages.claim.language import LANGUAGE, Hedge, Language
from pipelines.words import Lang

Kind = Literal["percent", "share", "pair", "number"]


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


SMALL_WHOLES = (2, 3, 4, 5, 10, 20, 100)
YEAR = re.compile(r"(?<![\w.,])(?:19|20)\d\d(?![\w.,]*\d)(?!\s?%)")


def read(text: str, lang: Lang = "nl") -> Said:
    """The figures of a sentence; `102 van de 130` is one, `Van de 155 haalden er 130 een diploma, 84 %` is two."""
    speaks = LANGUAGE[lang]
    clean = re.sub(r"[\u00a0\u202f]", " ", text)
    aside = [match.group(0).strip() for match in speaks.set_aside.finditer(clean)]
    left = speaks.set_aside.sub(lambda match: " " * len(match.group(0)), clean)
    years = list(YEAR.finditer(left))
    without = YEAR.sub(lambda match: " " * len(match.group(0)), left)
    found = list(_figures(without, speaks))
    if years and not found:  # nothing else was said, so the year is what is asked about
        found = list(_figures(left, speaks))
    else:
        aside += [year.group(0) for year in years]
    return Said(text, tuple(found), tuple(aside))


def _figures(text: str, speaks: Language) -> Iterator[Spoken]:
    spoken: list[tuple[int, Spoken]] = []
    for name, pattern in speaks.patterns:
        start = 0
        while match := pattern.search(text, start):
            one = _spoken(name, match, speaks)
            start = match.end() if one else match.start() + 1
            if one:
                spoken.append((match.start(), _hedged(one, text[: match.start()], speaks)))
                text = text[: match.start()] + "\x00" * (match.end() - match.start()) + text[match.end() :]
    yield from (one for _, one in sorted(spoken, key=lambda item: item[0]))


def _spoken(name: str, match: re.Match[str], speaks: Language) -> Spoken | None:
    told = " ".join(match.group(0).split())
    found = match.groupdict()
    if name in ("share_words", "joined"):
        if found.get("half") or found.get("quarter"):
            part, whole = 1, 2 if found.get("half") else 4
        else:
            number, _ = _number(match["n"], speaks)
            part, whole = int(number), _whole(match["part"], speaks)
        return Spoken(told, "share", Fraction(part, whole), 0, part, whole) if 0 < part < whole else None
    number, decimals = _number(match["n"], speaks)
    if name == "percent":
        return Spoken(told, "percent", number / 100, decimals)
    if name == "number":
        return Spoken(told, "number", number, decimals)
    whole_number = number if name == "everyone" else _number(match["m"], speaks)[0]
    if decimals or whole_number.denominator > 1 or number > whole_number or not whole_number:
        return None
    part, whole = int(number), int(whole_number)
    in_words = not re.search(r"\d", told)
    ratio = name == "ratio" and whole in SMALL_WHOLES and (in_words or match["how"].lower() == speaks.of[0])
    return Spoken(told, "share" if ratio else "pair", Fraction(part, whole), 0, part, whole)


def _number(text: str, speaks: Language) -> tuple[Fraction, int]:
    """`10.000` is ten thousand, `83,9` and `83.9` have one decimal, `achtenzeventig` is 78."""
    low = " ".join(text.lower().split())
    if low in speaks.numbers:
        return Fraction(speaks.numbers[low]), 0
    mark = speaks.thousands
    if re.fullmatch(rf"\d{{1,3}}({re.escape(mark)}\d{{3}})+([.,]\d+)?", text):
        text = text.replace(mark, "")
    whole, _, decimals = text.replace(",", ".").partition(".")
    return Fraction(f"{whole}.{decimals or 0}"), len(decimals)


def _whole(part: str, speaks: Language) -> int:
    """`derde` and `thirds` are parts of three."""
    return next(whole for name, whole in speaks.parts.items() if re.fullmatch(name, part, re.IGNORECASE))


def _hedged(one: Spoken, before: str, speaks: Language) -> Spoken:
    for hedge, pattern in speaks.hedges:
        if re.search(rf"(?:^|[\s(])(?:{pattern})\s*$", before, re.IGNORECASE):
            return Spoken(one.text, one.kind, one.value, one.decimals, one.part, one.whole, hedge)
    return one
