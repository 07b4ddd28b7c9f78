"""Cells that hold more than a value → the part to keep: the date of `Ja (6-12-2013)`, the number of `12 uur` or `€ 12,00`.

Does not decide which column is read so; shows a text around a value only when it comes back often.
"""

import re
from collections import Counter
from dataclasses import dataclass

from pipelines.onboarding.patterns import plain_pattern
from pipelines.onboarding.shapes import COMMA, DURATION, INTEGER, POINT, YES, Profile, formats_of

DATE_IN = re.compile(r"(?<!\d)(\d{1,4}([-/.])\d{1,2}\2'?\d{2,4}|\d{1,2} [a-z]{3}[a-z]*\.? \d{4})(?!\d)", re.IGNORECASE)
NUMBER_IN = re.compile(r"(?P<before>[^\d-]{0,8}?)(?P<number>-?\d[\d.,:]*\d|\d)(?P<after>\D{0,10})")
OFTEN, SHARE = 5, 0.3


@dataclass(frozen=True)
class Part:
    """The pattern whose first group is the value, and the column as it looks when only that is kept."""

    pattern: str
    seen: Profile
    says_yes: bool = False


def dated_part(seen: Profile) -> Part | None:
    """The date in cells that say more than a date."""
    around: Counter[tuple[str, str]] = Counter()
    kept: dict[str, str] = {}
    for word, count in seen.told.items():
        if formats_of(word):
            kept[word] = word
        elif (match := DATE_IN.search(word)) and formats_of(match[1]):
            kept[word] = match[1]
            around[word[: match.start()].lower(), word[match.end() :].lower()] += count
    if not around or sum(seen.words[word] for word in kept) < SHARE * seen.filled:
        return None
    (before, after), often = around.most_common(1)[0]
    if often < OFTEN:
        return None
    fold = "(?i)" if re.search(r"[a-z]", before + after) else ""
    pattern = f"{fold}^{plain_pattern(before)}(.+){plain_pattern(after)}$"
    found = {word: match[1] for word in kept if (match := re.search(pattern, word))}
    return Part(pattern, _only(seen, found), before.strip(" ,:(") in YES)


def counted_part(seen: Profile) -> Part | None:
    """The number in cells with a unit or a sign of money around it."""
    before: Counter[str] = Counter()
    after: Counter[str] = Counter()
    numbers = {}
    for word, count in seen.told.items():
        match = NUMBER_IN.fullmatch(word)
        if match and any(shape.fullmatch(match["number"]) for shape in (INTEGER, COMMA, POINT, DURATION)):
            numbers[word] = match["number"]
            before[match["before"].strip()] += count
            after[match["after"].strip()] += count
    if sum(seen.words[word] for word in numbers) < 0.8 * seen.filled:
        return None
    front, back = (next((w for w, n in own.most_common() if w and n >= OFTEN), "") for own in (before, after))
    if not front and not back:
        return None
    start = f"(?:{plain_pattern(front)} ?)?" if front else ""
    pattern = f"^{start}(.+?)(?: ?{plain_pattern(back)})?$" if back else f"^{start}(.+)$"
    return Part(pattern, _only(seen, {w: m[1] for w in numbers if (m := re.search(pattern, w))}))


def without_apostrophe(seen: Profile) -> Part | None:
    """An apostrophe in front keeps the zeros of a number in a spreadsheet, and is no part of the number."""
    marked = {word for word in seen.told if re.fullmatch(r"'\w+", word)}
    if sum(seen.words[word] for word in marked) * 2 < seen.filled or not marked:
        return None
    return Part("^'?(.+)$", _only(seen, {word: word.removeprefix("'") for word in seen.told}))


def _only(seen: Profile, kept: dict[str, str]) -> Profile:
    words: Counter[str] = Counter()
    first: dict[str, int] = {}
    for word, part in kept.items():
        words[part] += seen.words[word]
        first.setdefault(part, seen.first_rows.get(word, 0))
    return Profile(seen.header, seen.position, seen.rows, words, first)
