"""Texts of a sample → patterns for the table language that people can still read.

Does not look at cells of people: who calls this passes headers, titles, group rows and names of sheets.
"""

import re
from collections import Counter
from collections.abc import Iterable

from pipelines.onboarding.remarks import Remark, question
from pipelines.stages import periods

# A total, or a line that counts: `Aantal: 12`.
TOTAL_PATTERN = r"(?i)^((sub|eind)?(totaal|totalen|som|gemiddeld)|aantal\b\D*\d+$)"
TOTAL = re.compile(r"^((sub|eind)?(totaal|totalen|som|gemiddelde?|saldo)\b|aantal\b\D*\d+$)", re.IGNORECASE)
# Rows that tell something about the rows above them, when they have few cells: `Aantal in groep 2: | 12`, `Waarvan vrouw | 3`.
COUNT_WORDS = (
    "aantal",
    "aantallen",
    "totaal",
    "waarvan",
    "nog",
    "percentage",
    "gem",
    "samen",
    "tezamen",
    "alles",
    "opgeteld",
)
COUNTS = re.compile(rf"({'|'.join(COUNT_WORDS)})\b|[nN] ?=", re.IGNORECASE)
PAGE_PATTERN = r"(?i)^(pagina|blad|page) \d+\b"
PAGE = re.compile(PAGE_PATTERN)
FACTOR = re.compile(r"\(?[x×] ?(?P<sign>€ ?|EUR )?(?P<factor>1\.?000(?:\.?000)?)\b", re.IGNORECASE)
IN_THOUSANDS = re.compile(r"\bin duizenden\b|\bkeur\b|\bk€", re.IGNORECASE)
SCHOOL_YEAR = re.compile(r"(?<!\d)(?P<first>(?:20)?\d{2})(?P<sep>[-/])(?P<last>(?:20)?\d{2})(?!\d)")
LABELLED = re.compile(r"(?P<label>[A-Za-zÀ-ÿ][\w ]{1,24}): \S")
# Signs that cut a title into pieces: `Haven – najaar 2025`, `Groep 2 (feb 2015)`, `Haven, groep 3`.
SIGNS = r"( [–—-] |, | ?\(|\)|: | / |; )"
WHEN = re.compile(
    "(?:jan(?:uari)?|feb(?:ruari)?|mrt|maart|apr(?:il)?|mei|jun[i]?|jul[i]?|aug(?:ustus)?|sept?(?:ember)?|okt(?:ober)?|nov(?:ember)?|"
    r"dec(?:ember)?|voorjaar|lente|zomer|najaar|herfst|winter)\.?",
    re.IGNORECASE,
)
LONGEST_PERIOD = 24
GROUP, GROUP_PLACE, GROUP_YEAR = "group", "group_location", "schooljaar"


def plain_pattern(text: str) -> str:
    """A text as a pattern that people can still read: only what means something in a pattern is escaped."""
    return re.sub(r"([.\\+*?^$()\[\]{}|])", r"\\\1", text)


def total_pattern(totals: Iterable[str], others: Iterable[str]) -> str:
    """The pattern for the rows that add up or count; wider than usual only where it must be, and never over rows of data."""
    found, data = list(totals), [cell for cell in others if cell]
    if all(re.search(TOTAL_PATTERN, text) for text in found):
        return TOTAL_PATTERN
    first = sorted({match[1].lower() if match[1] else "n ?=" for text in found if (match := COUNTS.match(text))})
    ends = {word: word if word.endswith("=") else rf"{word}\b" for word in first}
    wide = rf"(?i)^((sub|eind)?(totaal|totalen|som|gemiddeld)|aantal\b|{'|'.join(ends.values())})"
    wide = wide.replace(r"|aantal\b)", ")") if r"aantal\b|aantal\b" in wide else wide
    if not any(re.search(wide, cell) for cell in data):
        return wide
    return f"^({'|'.join(sorted({_shape(text, ()) for text in found}))})$"


def end_pattern(text: str) -> str:
    """A note below a table by its first two words: the rest differs, or names who made the list. A number in it counts something."""
    return "^" + re.sub(r"\d+", r"\\d+", plain_pattern(" ".join(text.split(" ")[:2])))


def sheet_pattern(sheet: str, others: tuple[str, ...]) -> str:
    """A sheet by its name; a number in it may change next time, unless another sheet then fits as well."""
    loose = "^" + " ".join(_word(word) for word in sheet.split(" ")) + "$"
    exact = f"^{plain_pattern(sheet)}$"
    return exact if any(re.search(loose, other) for other in others if other != sheet) else loose


def is_of_a_period(sheet: str) -> bool:
    """True for a sheet that is called after a month, a week or a number."""
    return any(WHEN.fullmatch(word) or word.isdigit() for word in sheet.split())


def months_in(text: str) -> int:
    """How many months after the end a heading says: a number, half a year, a year; nothing of the kind is the end itself."""
    if match := re.search(r"(?<!\d)(\d{1,2})(?!\d)", text):
        return int(match[1]) * (12 if re.search(r"jaar|\bjr", text, re.IGNORECASE) else 1)
    return 6 if re.search(r"half|½", text, re.IGNORECASE) else 12 if re.search(r"jaar|\bjr", text, re.IGNORECASE) else 0


def names_period(text: str) -> bool:
    """True for a quarter, a half year or a month, with or without its year: `1e kw.`, `Q3 2026`, `aug`, `2026-08`."""
    plain = text.lower()
    shapes = (*periods.QUARTER, *periods.HALF, periods.MONTH, periods.IN_FIGURES)
    return len(plain) <= LONGEST_PERIOD and any(re.search(shape, plain) for shape in shapes)


def school_year_in(text: str) -> re.Match[str] | None:
    """A school year in a text: two years that follow each other, `2025-2026` or `25/26`."""
    match = SCHOOL_YEAR.search(text)
    if match is None or len(match["first"]) != len(match["last"]):
        return None
    return match if (int(match["first"]) + 1) % 100 == int(match["last"]) % 100 else None


def group_pattern(groups: tuple[str, ...], places: tuple[str, ...], others: Iterable[str] = ()) -> str | None:
    """One pattern for all group rows: what they share stays, numbers become digits, what differs may be anything.

    `Thema: Wijkteam` is a column `thema`; `Klas 4A (2015-2016)` holds a school year; `Haven – najaar 2025` a place. The pattern
    fits none of `others`, the first cells of rows of data. Where nothing else tells them apart, places are listed; anything else
    is not, for it might be somebody's name: None.
    """
    labels = {match["label"] for text in groups if (match := LABELLED.match(text))}
    if len(labels) == 1 and all(map(LABELLED.match, groups)):
        label = labels.pop()
        return f"^{plain_pattern(label)}: (?P<{_name(label)}>.+)$"
    data = tuple(others)
    for shape in (_with_school_year(groups, places), _aligned(groups, places)):
        pattern = f"^(?P<{GROUP}>{shape})$"
        is_only_itself = {shape} == {plain_pattern(text) for text in groups}
        if not shape or is_only_itself or any(re.search(pattern, cell) for cell in data):
            continue
        if all(re.search(pattern, text) for text in groups):
            return pattern
    known = tuple(place.lower() for place in places)
    if not all(text.lower() in known for text in groups):
        return None
    listed = "|".join(sorted({plain_pattern(text) for text in groups}))
    return f"^(?P<{GROUP_PLACE}>{listed})$"


def is_listed(pattern: str, groups: tuple[str, ...]) -> bool:
    """True when a pattern only knows these group rows by name: it will not fit the next new one."""
    return len(set(groups)) > 1 and all(plain_pattern(text) in pattern for text in groups)


def _with_school_year(groups: tuple[str, ...], places: tuple[str, ...]) -> str | None:
    """`Klas 4A (2015-2016)`: the school year gets a name, words with a number in them differ per class."""
    shapes: Counter[str] = Counter()
    for text in groups:
        year = school_year_in(text)
        if year is None:
            return None
        before, after = (_shape(part, places) for part in (text[: year.start()], text[year.end() :]))
        digits = rf"\d{{{len(year['first'])}}}"
        shapes[f"{_loose(before)}(?P<{GROUP_YEAR}>{digits}{year['sep']}{digits}){after}"] += 1
    return shapes.most_common(1)[0][0]


def _loose(shape: str) -> str:
    """A word with a number in it differs per class: `4ZW` and `3B` are any word."""
    return re.sub(r"(?<!\S)\w*\\d\+\w*(?!\S)", lambda _: r"\S+", shape)


def _shape(text: str, places: tuple[str, ...]) -> str:
    """The text with digits for its numbers and a name for its place."""
    shape = re.sub(r"\d+", r"\\d+", plain_pattern(text))
    place = next((place for place in places if re.search(rf"\b{re.escape(place)}\b", text, re.IGNORECASE)), None)
    if not place:
        return shape
    named = rf"(?P<{GROUP_PLACE}>\w+)"
    return re.sub(rf"\b{re.escape(plain_pattern(place))}\b", lambda _: named, shape, count=1, flags=re.IGNORECASE)


def _aligned(groups: tuple[str, ...], places: tuple[str, ...]) -> str | None:
    """Texts cut at the same signs: each piece is what all share, a place, or anything; None when nothing is shared at all."""
    cut = [re.split(SIGNS, text) for text in groups]
    signs = {tuple(pieces[1::2]) for pieces in cut}
    if len(signs) > 1:
        cut, signs = [[text] for text in groups], {()}
    slots = [_piece([pieces[i] for pieces in cut], places) for i in range(0, len(cut[0]), 2)]
    # Between brackets stands what differs, also where the sample has one group row only.
    slots = [
        ".+" if slot and i and "(" in cut[0][2 * i - 1] and GROUP_PLACE not in slot else slot
        for i, slot in enumerate(slots)
    ]
    if GROUP_PLACE in "".join(slots[1:]) and GROUP_PLACE in slots[0]:
        slots[1:] = [slot.replace(f"?P<{GROUP_PLACE}>", "?:") for slot in slots[1:]]
    shape = slots[0] + "".join(plain_pattern(sign) + slot for sign, slot in zip(signs.pop(), slots[1:], strict=True))
    return shape if re.sub(rf"\(\?P<{GROUP_PLACE}>\.\+\??\)|\.\+\??|\s", "", shape) else None


def _piece(texts: list[str], places: tuple[str, ...]) -> str:
    """One piece of each text as a pattern: the words that all begin and end with, and what stands between."""
    words = [[_word(word) for word in text.split(" ")] for text in texts]
    plain = [text.split(" ") for text in texts]
    size = min(map(len, words))
    front = next((i for i in range(size) if len({own[i] for own in words}) > 1), size)
    back = next((i for i in range(size - front) if len({own[-1 - i] for own in words}) > 1), size - front)
    middles = [" ".join(own[front : len(own) - back]) for own in plain]
    parts = words[0][:front]
    known = {place.lower() for place in places}
    if any(middles):
        optional = not all(middles)
        named = not optional and all(middle.lower() in known for middle in middles)
        within = [
            next((p for p in places if f"{middle} ".lower().startswith(f"{p} ".lower())), None) for middle in middles
        ]
        if not named and all(within):
            listed = "|".join(sorted({plain_pattern(place) for place in within if place}, key=len, reverse=True))
            parts.append(f"(?P<{GROUP_PLACE}>{listed}).*?")
        else:
            parts.append(f"(?P<{GROUP_PLACE}>.+?)" if named else ".*" if optional else ".+?")
    parts += words[0][len(words[0]) - back :] if back else []
    shared = " ".join(parts)
    if GROUP_PLACE in shared:
        return shared
    # One place in all of them is still a place: the next list may have another.
    for place in sorted(places, key=len, reverse=True):
        written = " ".join(map(_word, place.split(" ")))
        around = re.search(rf"(?<!\S){re.escape(written)}(?!\S)", shared, re.IGNORECASE)
        if around:
            return f"{shared[: around.start()]}(?P<{GROUP_PLACE}>.+?){shared[around.end() :]}"
    return shared


def _word(word: str) -> str:
    """A word as a pattern: its digits are any number, a month or a season is any word."""
    return r"\S+" if WHEN.fullmatch(word) else re.sub(r"\d+", r"\\d+", plain_pattern(word))


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
