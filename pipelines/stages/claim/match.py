"""What was said, laid beside what is published → which definition gives it, in which way, and which counts would.

Knows only figures that may be seen. A hidden figure is told as hidden, never as agreeing or not.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from pipelines.stages.claim.said import Said, Spoken

Way = Literal["exact", "rounded", "truncated", "at_least", "at_most", "about"]
Reading = Literal["value", "numerator", "denominator", "counts"]


@dataclass(frozen=True)
class Known:
    """One figure that may be seen: of the benchmark, or of what was published before (`claim` says which, `told` its text)."""

    indicator: str
    label: str
    kind: str
    unit: str
    bound: str | None
    version: str
    numerator_words: str
    denominator_words: str
    question: str
    location: str
    place: str
    cohort: str
    cohort_label: str
    level: str
    level_label: str
    role: str
    numerator: float | None
    denominator: float | None
    not_evaluable: int | None
    value: float | None
    low: float | None
    high: float | None
    is_provisional: bool = False
    claim: str | None = None
    told: str | None = None
    as_of: date | None = None

    @property
    def exact(self) -> Fraction | None:
        """The value without floating point, so that rounding and cutting off are decided on the real number."""
        if self.value is None:
            return None
        if self.kind in ("rate", "per_week") and self.numerator is not None and self.denominator:
            return Fraction(round(self.numerator), round(self.denominator))
        return Fraction(Decimal(repr(self.value)))

    @property
    def is_share(self) -> bool:
        """True when the value is a part of a whole."""
        return self.kind in ("rate", "survival")


@dataclass(frozen=True)
class Hit:
    """How one figure that was said agrees with one that is known."""

    spoken: Spoken
    way: Way
    reading: Reading


@dataclass(frozen=True)
class Match:
    """One known figure, and which of the figures in the sentence it gives; `all_of_it` when it gives them all."""

    known: Known
    hits: tuple[Hit, ...]
    all_of_it: bool
    topic: int
    """How many words the sentence shares with the definition; only for the order."""


@dataclass(frozen=True)
class Counts:
    """Which numbers of people make this percentage of `base`: after rounding, and only by cutting off."""

    spoken: Spoken
    base: int
    rounded: tuple[int, ...]
    truncated: tuple[int, ...]


def matches(said: Said, known: Iterable[Known]) -> list[Match]:
    """Every known figure with what of the sentence it gives, those that give most first, then those it seems to be about."""
    words = _words(said.text)
    found = []
    for one in known:
        hits = tuple(hit for hit in (agrees(spoken, one) for spoken in said.figures) if hit)
        found.append(Match(one, hits, bool(hits) and len(hits) == len(said.figures), _topic(words, one)))
    return sorted(found, key=_order)


def agrees(spoken: Spoken, known: Known) -> Hit | None:
    """Does this known figure say what was said, and in which way?"""
    if known.value is None or (value := known.exact) is None:
        return None
    if spoken.kind == "pair":
        pair = known.kind == "rate" and (known.numerator, known.denominator) == (spoken.part, spoken.whole)
        return Hit(spoken, "exact", "counts") if pair else None
    if spoken.kind == "number":
        return _number(spoken, known, value)
    if not known.is_share:
        return None
    way = _share(spoken, value) if spoken.kind == "share" else _compare(spoken, value * 100, spoken.value * 100)
    return Hit(spoken, way, "value") if way else None


def counts(said: Said, known: Iterable[Known]) -> list[Counts]:
    """For every percentage that was said and every base that is published: which numbers of people give it."""
    bases = sorted({round(one.denominator) for one in known if one.kind == "rate" and one.denominator}, reverse=True)
    spoken = [
        one for one in said.figures
        if (one.kind == "percent" and one.value <= 1) or (one.kind == "number" and 1 < one.value <= 100 and len(said.figures) == 1)
    ]  # fmt: skip
    return [_counts(one, base) for one in spoken for base in bases]


def _counts(spoken: Spoken, base: int) -> Counts:
    percent = spoken.value * 100 if spoken.kind == "percent" else spoken.value
    unit = Fraction(1, 10**spoken.decimals)
    rounded = _between((percent - unit / 2) * base / 100, (percent + unit / 2) * base / 100, base)
    cut = _between(percent * base / 100, (percent + unit) * base / 100, base)
    return Counts(spoken, base, rounded, tuple(count for count in cut if count not in rounded))


def _between(low: Fraction, high: Fraction, base: int) -> tuple[int, ...]:
    """Whole numbers from low up to but not including high, as far as there are people."""
    return tuple(range(max(0, math.ceil(low)), min(base, math.ceil(high) - 1) + 1))


def _number(spoken: Spoken, known: Known, value: Fraction) -> Hit | None:
    """A bare number may be the value, one of the two counts, or a percentage without its sign; the first that fits."""
    if not known.is_share:
        way = _compare(spoken, value, spoken.value)
        return Hit(spoken, way, "value") if way else None
    if not spoken.decimals:
        readings: tuple[tuple[Reading, float | None], ...] = (
            ("numerator", known.numerator), ("denominator", known.denominator),
        )  # fmt: skip
        for reading, count in readings:
            if count is not None and Fraction(round(count)) == spoken.value:
                return Hit(spoken, "exact", reading)
    if spoken.value > 100 or spoken.value <= 1:
        return None
    way = _compare(spoken, value * 100, spoken.value)
    return Hit(spoken, way, "value") if way else None


def _share(spoken: Spoken, value: Fraction) -> Way | None:
    """`acht op de tien` is judged in tenths; `twee derde`, which nobody says of a third or three thirds, in per cents."""
    part, whole = spoken.part or 0, spoken.whole or 1
    if spoken.hedge in ("at_least", "at_most", "above", "below") or whole < 10:
        target = spoken.value * 100
        near = _compare(spoken, value * 100, target)
        if near or spoken.hedge:
            return near
        if _rounded(value * 100, 0) == _rounded(target, 0):
            return "rounded"
        return "truncated" if math.floor(value * 100) == math.floor(target) else None
    if value == spoken.value:
        return "exact"
    if _rounded(value * whole, 0) == part:
        return "rounded"
    return "truncated" if math.floor(value * whole) == part else None


def _compare(spoken: Spoken, value: Fraction, target: Fraction) -> Way | None:
    """`value` and `target` in the unit of the text."""
    unit = Fraction(1, 10**spoken.decimals)
    if spoken.hedge == "at_least":
        return "at_least" if value >= target else None
    if spoken.hedge == "at_most":
        return "at_most" if value <= target else None
    if value == target:
        return "exact"
    if (spoken.hedge == "above" and value < target) or (spoken.hedge == "below" and value > target):
        return None
    if _rounded(value, spoken.decimals) == target:
        return "rounded"
    if math.floor(value / unit) * unit == target:
        return "truncated"
    # "ongeveer" and "bijna": within two units of what was said, for large counts within 5 %.
    near = max(2 * unit, target / 20 if target > 100 else Fraction(0))
    return "about" if spoken.hedge in ("about", "below", "above") and abs(value - target) <= near else None


def _rounded(value: Fraction, decimals: int) -> Fraction:
    """Halves go up, as a reader with a pocket calculator expects."""
    return Fraction(math.floor(value * 10**decimals + Fraction(1, 2)), 10**decimals)


def _words(text: str) -> frozenset[str]:
    cleaned = "".join(sign if sign.isalpha() else " " for sign in text.lower())
    return frozenset(word for word in cleaned.split() if len(word) > 3 and word not in EVERYWHERE)


EVERYWHERE = frozenset(
    {
        "deze", "naar", "voor", "zijn", "haar", "hebben", "heeft", "waren", "wordt", "worden", "werd", "mensen", "hoeveel", "oude",
        "alle", "niet", "meer", "minder", "groep", "half", "jaar", "deel", "derde", "kwart", "eerste", "laatste", "tussen", "sinds",
        "onze", "ruim", "bijna", "ongeveer", "minste", "bekend", "that", "this", "these", "those", "with", "from", "have", "were",
        "been", "people", "many", "more", "less", "group", "year", "years", "least", "most", "known", "their", "them", "after",
        "still", "about", "nearly", "over", "third", "thirds", "quarter", "quarters", "percent", "former", "whom", "they",
    }
)  # fmt: skip


def _topic(words: frozenset[str], known: Known) -> int:
    """Words of five letters or more that begin alike count as the same: `werkt` and `werken`, `stagiair` and `stagiairs`."""
    label, rest = _words(known.label), _words(f"{known.question} {known.numerator_words} {known.told or ''}")
    return sum(3 * _alike(word, label) + _alike(word, rest) for word in words)


def _alike(word: str, others: Sequence[str] | frozenset[str]) -> bool:
    return any(word[:4] == other[:4] and (word.startswith(other) or other.startswith(word)) for other in others)


def _order(match: Match) -> tuple[object, ...]:
    ways = {hit.way for hit in match.hits}
    strongest = min((STRENGTH.index(way) for way in ways), default=len(STRENGTH))
    known = match.known
    return (
        not match.all_of_it, not match.hits, -match.topic, strongest, known.claim is None, known.location, known.cohort, known.level,
        known.label,
    )  # fmt: skip


STRENGTH: tuple[Way, ...] = ("exact", "rounded", "truncated", "at_least", "at_most", "about")
