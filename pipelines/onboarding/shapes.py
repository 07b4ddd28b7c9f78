"""The cells of one column → what they look like: dates in which format, numbers, yes or no, a few words, or people's numbers.

Does not know contracts. Knows of a value only its shape; the words themselves stay here and in `values`.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache
from itertools import islice
from statistics import median

from pipelines.nothing import means_nothing

MONTHS = {name: number for number, name in enumerate(
    ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"), start=1)} | {"maa": 3}  # fmt: skip
WEEKDAY = re.compile(r"^(?:ma|di|wo|do|vr|za|zo)\.? (?=\d)", re.IGNORECASE)
FIGURES = re.compile(r"(?P<a>\d{1,4})(?P<sep>[-/.])(?P<b>\d{1,2})(?P=sep)(?P<apostrophe>')?(?P<c>\d{4}|\d{2})")
WRITTEN = re.compile(r"(?P<day>\d{1,2}) (?P<month>[a-z]{3})[a-z]*\.? (?P<year>\d{4})", re.IGNORECASE)
YES = frozenset({"ja", "j", "waar", "true", "yes", "y"})
NO = frozenset({"nee", "n", "onwaar", "false", "no"})
INTEGER = re.compile(r"-?\d{1,9}")
COMMA = re.compile(r"-?(?:\d{1,3}(?:\.\d{3})+|\d+),\d+")
POINT = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)\.\d+")
MONEY = re.compile(r"(?:(?:€|EUR) ?)?-?(?:\d{1,3}(?:[. ]\d{3})+|\d+)(?:,(?:\d{1,4}|-))? ?-?|-|p\.?m\.?")
DURATION = re.compile(r"\d{1,3}:[0-5]\d(?::00)?")
ISO_WEEK = re.compile(r"\d{4}-W?\d{1,2}|\d{4} ?(?:wk|week) ?\d{1,2}|(?:wk|week) ?\d{1,2}(?: \d{4})?", re.IGNORECASE)
FAR_AHEAD = 2500
# A year of two digits above this is of the last century; the reader judges by the year of the file.
TWO_DIGITS = 40
NUMBER_MARKS = str.maketrans("", "", ". \u00a0")
AMBIGUOUS = {
    "%d-%m-%Y": "%m-%d-%Y", "%d/%m/%Y": "%m/%d/%Y", "%d.%m.%Y": "%m.%d.%Y",
    "%d-%m-%y": "%m-%d-%y", "%d/%m/%y": "%m/%d/%y",
}  # fmt: skip
DAY_FIRST = {month: day for day, month in AMBIGUOUS.items()}


@dataclass(frozen=True)
class Profile:
    """One column of a table: its header, its place, and how often each text stands in it."""

    header: str
    position: int
    rows: int
    words: Counter[str] = field(hash=False)
    first_rows: dict[str, int] = field(hash=False, default_factory=dict)
    elsewhere: Counter[str] = field(hash=False, default_factory=Counter)
    """Texts that stand in the same column of the other samples; what is counted of this one does not count them."""

    @cached_property
    def told(self) -> Counter[str]:
        """Texts that mean something: not one of the usual words for nothing."""
        return Counter({word: count for word, count in self.words.items() if not means_nothing(word)})

    @cached_property
    def everywhere(self) -> Counter[str]:
        """Every text of this column in all samples, those that mean nothing too."""
        return self.words + self.elsewhere

    @cached_property
    def plain_words(self) -> frozenset[str]:
        """The texts that mean something, in small letters."""
        return frozenset(word.lower() for word in self.told)

    @cached_property
    def filled(self) -> int:
        """Cells that hold something."""
        return sum(self.told.values())

    @cached_property
    def date_formats(self) -> Counter[str]:
        """Format → cells that can be read in it; a cell may count under several."""
        total: Counter[str] = Counter()
        for word, count in self.told.items():
            for form in formats_of(word):
                total[form] += count
        return total

    @cached_property
    def open_ends(self) -> tuple[str, ...]:
        """Dates that mean `no end`: so far ahead that nobody lives to see them."""
        return tuple(sorted({w for w in self.told if any(day.year >= FAR_AHEAD for day in formats_of(w).values())}))

    def share(self, shape: re.Pattern[str]) -> float:
        """Share of the filled cells that have this shape."""
        if shape not in self._shares:
            self._shares[shape] = self._share_of(shape.fullmatch)
        return self._shares[shape]

    @cached_property
    def _shares(self) -> dict[re.Pattern[str], float]:
        return {}

    def _share_of(self, test: Callable[[str], object]) -> float:
        return sum(count for word, count in self.told.items() if test(word)) / max(1, self.filled)

    @cached_property
    def middle_year(self) -> float | None:
        """The year that lies in the middle of the dates; None when there are none."""
        read = [found for word in islice(self.told, 500) if (found := formats_of(word))]
        return median(min(found.values()).year for found in read) if read else None

    @cached_property
    def dates(self) -> float:
        """Share of the filled cells that are a date in some format."""
        return self._share_of(formats_of)

    @cached_property
    def numbers(self) -> float:
        """Share of the filled cells that are a number or a duration."""
        return self._share_of(lambda word: any(s.fullmatch(word) for s in (INTEGER, COMMA, POINT, DURATION)))

    @cached_property
    def yes_or_no(self) -> float:
        """Share of the filled cells that say yes or no."""
        return self._share_of(lambda word: word.lower() in YES | NO)

    @cached_property
    def distinct(self) -> float:
        """Distinct texts per filled cell: 1 when every text stands there once."""
        return len(self.told) / max(1, self.filled)

    @cached_property
    def is_wordlist(self) -> bool:
        """True when a few words come again and again: codes, not people."""
        return bool(self.told) and len(self.told) <= 40 and len(self.told) <= max(2, self.filled * 0.5)

    @cached_property
    def citizen_numbers(self) -> int:
        """How many distinct texts could be a citizen service or education number, when at least half of the candidates pass."""
        candidates = {
            digits for word in self.told if 8 <= len(digits := word.translate(NUMBER_MARKS)) <= 9 and digits.isdigit()
        }
        candidates = {digits for digits in candidates if not formats_of(digits)}
        passing = sum(_eleven(digits.zfill(9)) in (0, 5) for digits in candidates)
        return passing if passing >= 2 and passing * 2 >= len(candidates) else 0


def profile(header: str, position: int, cells: Iterable[tuple[int, str]], elsewhere: Iterable[str] = ()) -> Profile:
    """Look at one column: (row number, text) per row; `elsewhere` are its cells in other samples."""
    words: Counter[str] = Counter()
    first: dict[str, int] = {}
    rows = 0
    for row, text in cells:
        rows += 1
        if text:
            words[text] += 1
            first.setdefault(text, row)
    return Profile(header, position, rows, words, first, Counter(text for text in elsewhere if text))


@lru_cache(maxsize=200_000)
def formats_of(text: str) -> dict[str, date]:
    """Every format in which this text is an existing date, with that date."""
    plain = WEEKDAY.sub("", text)
    found: dict[str, date] = {}

    def try_out(form: str, year: str, month: str | int, day: str) -> None:
        whole = int(year) if len(year) == 4 else int(year) + (1900 if int(year) > TWO_DIGITS else 2000)
        try:
            moment = date(whole, int(month), int(day))
        except ValueError:
            return
        if whole >= 1900:
            found[form] = moment

    if match := FIGURES.fullmatch(plain):
        a, sep, b, c = match["a"], match["sep"], match["b"], match["c"]
        year = "'%y" if match["apostrophe"] else "%Y" if len(c) == 4 else "%y"
        if len(a) == 4 and len(c) == 2 and year == "%y":
            try_out(f"%Y{sep}%m{sep}%d", a, b, c)
        elif len(a) <= 2:
            try_out(f"%d{sep}%m{sep}{year}", c, b, a)
            try_out(f"%m{sep}%d{sep}{year}", c, a, b)
    elif match := WRITTEN.fullmatch(plain):
        if match["month"].lower() in MONTHS:
            try_out("%d %b %Y", match["year"], MONTHS[match["month"].lower()], match["day"])
    elif len(plain) == 8 and plain.isdigit():
        if plain[:2] in ("19", "20", "99", "29"):
            try_out("%Y%m%d", plain[:4], plain[4:6], plain[6:])
        if plain[4:6] in ("19", "20", "99", "29"):
            try_out("%d%m%Y", plain[4:], plain[2:4], plain[:2])
    return found


def choose_formats(profiles: Iterable[Profile]) -> tuple[list[str], str]:
    """The fewest formats that read the dates of these columns, most used first; and how sure day-before-month is.

    `sure` when some date can be read in one way only, `default` when every date fits both ways, `both` when some dates
    prove the one order and some the other.
    """
    words: Counter[str] = Counter()
    for column in profiles:
        words.update(column.told)
    readings = {word: set(formats_of(word)) for word in words}
    readings = {word: forms for word, forms in readings.items() if forms}
    verdict = "none"
    orders = {"d": 0, "m": 0, "?": 0}
    for word, forms in readings.items():
        pairs = [form for form in forms if form in AMBIGUOUS or form in DAY_FIRST]
        if len(pairs) == 1:
            orders["d" if pairs[0] in AMBIGUOUS else "m"] += words[word]
        elif pairs:
            orders["?"] += words[word]
    day_first = orders["d"] >= orders["m"]
    if any(orders.values()):
        fewer, more = sorted((orders["d"], orders["m"]))
        verdict = "default" if not more else "sure" if fewer * 20 <= more else "both"
    chosen: list[str] = []
    left = dict(readings)
    while left:
        votes: Counter[str] = Counter()
        for word, forms in left.items():
            for form in forms:
                order = 0.5 if form in (DAY_FIRST if day_first else AMBIGUOUS) else 1
                votes[form] += int(words[word] * order * 2)
        best = max(votes, key=lambda form: (votes[form], form))
        # A stray reading that a handful of typing errors prove is not a format of this partner.
        if chosen and (verdict != "both" and best in (DAY_FIRST if day_first else AMBIGUOUS)):
            break
        chosen.append(best)
        left = {word: forms for word, forms in left.items() if best not in forms}
    return chosen, verdict


def _eleven(number: str) -> int:
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return sum(weight * int(digit) for weight, digit in zip(weights, number, strict=True)) % 11
