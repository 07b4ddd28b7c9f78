"""Headers → columns side by side that are rows in truth: `wk 1` … `wk 13`, `Contract 1 van | t/m | uren`, `Gemeente · Begroot`.

Does not decide what the rows are about.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import pairwise, takewhile

from pipelines.onboarding.patterns import TOTAL, plain_pattern

VALUE = "value"
UPPER, LOWER, PLACE, PERIOD = "upper", "lower", "plek", "periode"
ALL_TOGETHER = frozenset({"samen", "tezamen", "alles", "alle", "beide", "alle locaties", "opgeteld"})
JOINT = " · "
# Places of columns that are in no row of the file: words of the headers, and the cells below them.
PART_AT, CELL_AT = 1000, 2000
SECOND = re.compile(r" \(\d+\)$")


@dataclass(frozen=True)
class Family:
    """Headers that differ in a number or in words only, and what each of their rows would be made of.

    `parts` are the named groups of the pattern with the words that stand in them; `cells` the columns that receive the cells,
    with the headers they come from; `block` the headers right of a matching one that belong to its row; `totals` columns
    beside it that add them up.
    """

    pattern: str
    number: str
    measures: tuple[str, ...]
    headers: tuple[str, ...]
    numbers: tuple[int, ...]
    parts: tuple[tuple[str, tuple[str, ...]], ...] = ()
    cells: tuple[tuple[str, tuple[str, ...]], ...] = ()
    block: tuple[str, ...] = ()
    totals: tuple[str, ...] = ()
    form: str = ""
    """The date format of headings that are days."""

    @property
    def is_weeks(self) -> bool:
        """True when the columns are weeks, or days of weeks."""
        return self.number == "week" or self.is_days

    @property
    def is_days(self) -> bool:
        """True when several columns lie in one week."""
        return self.number in ("day", "week_of_days", "weekday")


def find_families(columns: tuple[str, ...]) -> tuple[Family, ...]:
    """Columns side by side that are rows in truth, recognised by their numbers."""
    members: dict[tuple[str, str], dict[int, str]] = {}
    for header in columns:
        match = re.fullmatch(r"(?P<before>[^\d]*?)(?P<number>\d{1,4})(?P<after>[^\d]*)", header)
        if match and not SECOND.search(header):
            members.setdefault((match["before"], match["after"]), {})[int(match["number"])] = header
    by_numbers: dict[tuple[int, ...], list[tuple[str, str]]] = {}
    for key, own in members.items():
        if len(own) >= 2:
            by_numbers.setdefault(tuple(sorted(own)), []).append(key)
    families = []
    for numbers, keys in by_numbers.items():
        befores, afters = {before for before, _ in keys}, {after for _, after in keys}
        if len(keys) >= 2 and (len(befores) == 1 or len(afters) == 1):
            inner = _inner([after for _, after in keys]) if len(befores) == 1 else [b.strip(" ·_-") for b, _ in keys]
            families.append(_family(keys, numbers, members, tuple(inner), number_first=len(befores) == 1))
    used = {header for family in families for header in family.headers}
    for (before, after), own in members.items():
        if used & set(own.values()):
            continue
        headers = tuple(own[number] for number in sorted(own))
        if block := _block(columns, headers):
            families.append(_with_block(before, after, tuple(sorted(own)), headers, block, columns))
        elif len(own) >= 3:
            families.append(_family([(before, after)], tuple(sorted(own)), members, (), number_first=False))
    return tuple(families)


def find_places(columns: tuple[str, ...], places: Iterable[str]) -> Family | None:
    """Columns that are called after the partner's places: each of their cells is about one place."""
    known = {place.lower() for place in places}
    headers = tuple(header for header in columns if header.lower() in known)
    if len(headers) < 2:
        return None
    totals = tuple(header for header in columns if TOTAL.match(header) or header.lower() in ALL_TOGETHER)
    pattern = f"^(?P<{PLACE}>{'|'.join(map(plain_pattern, headers))})$"
    return Family(pattern, PLACE, (), headers, (), ((PLACE, headers),), ((VALUE, headers),), totals=totals)


def find_periods(columns: tuple[str, ...], is_period: Callable[[str], bool]) -> Family | None:
    """Columns that are called after quarters or months, one after the other: each of their cells is about that period."""
    headers = tuple(header for header in columns if is_period(header))
    if len(headers) < 3:
        return None
    totals = tuple(header for header in columns if TOTAL.match(header) or header.lower() in ALL_TOGETHER)
    pattern = f"^(?P<{PERIOD}>{'|'.join(map(plain_pattern, headers))})$"
    return Family(pattern, PERIOD, (), headers, (), ((PERIOD, headers),), ((VALUE, headers),), totals=totals)


def find_crossed(columns: tuple[str, ...], is_amounts: Callable[[str], bool]) -> Family | None:
    """The same lower headers under three or more upper ones: who paid × budget or actual; the columns of a total are left out.

    When every cell is an amount, upper and lower words are both columns of the row; else the lower words name its cells.
    """
    stacked = any(JOINT in header for header in columns)
    joint, fewest = (JOINT, 3) if stacked else (" ", 2)
    under: dict[str, list[str]] = {}
    for header in columns:
        upper, joined, lower = header.partition(JOINT) if stacked else header.rpartition(" ")
        if joined and not TOTAL.match(upper):
            under.setdefault(upper, []).append(lower)
    sets = list(under.values())
    usual = max(sets, key=sets.count, default=[])
    uppers = tuple(upper for upper, lowers in under.items() if lowers == usual)
    if len(uppers) < fewest or len(usual) < 2:
        return None
    headers = tuple(f"{upper}{joint}{lower}" for upper in uppers for lower in usual)
    if not stacked and not all(map(is_amounts, headers)):
        return None  # `Datum start` and `Datum eind` are two columns
    totals = tuple(header for header in columns if TOTAL.match(header) and header.split(joint)[-1] in usual)
    either = "|".join(map(plain_pattern, usual))
    begin = rf"^(?P<{UPPER}>(?!(?i:(?:sub|eind)?tota)).+)"
    if all(map(is_amounts, headers)):
        words = tuple(upper for upper in uppers for _ in usual), tuple(lower for _ in uppers for lower in usual)
        pattern = f"{begin}{joint}(?P<{LOWER}>{either})$"
        parts = ((UPPER, words[0]), (LOWER, words[1]))
        return Family(pattern, UPPER, (), headers, (), parts, ((VALUE, headers),), totals=totals)
    cells = tuple((lower, tuple(f"{upper}{JOINT}{lower}" for upper in uppers)) for lower in usual)
    pattern = f"{begin}{JOINT}(?P<measure>{either})$"
    return Family(pattern, UPPER, tuple(usual), headers, (), ((UPPER, uppers),), cells, totals=totals)


def _block(columns: tuple[str, ...], headers: tuple[str, ...]) -> tuple[str, ...]:
    """The headers that stand right of each of these and are called the same each time: `t/m`, `uren`."""
    places = [columns.index(header) for header in headers]
    gaps = {after - before for before, after in pairwise(places)}
    if len(places) < 2 or len(gaps) != 1 or (size := gaps.pop() - 1) < 1:
        return ()
    rows = [tuple(SECOND.sub("", name) for name in columns[place + 1 : place + 1 + size]) for place in places]
    return rows[0] if len(set(rows)) == 1 and len(set(rows[0])) == size else ()


def _with_block(
    before: str, after: str, numbers: tuple[int, ...], headers: tuple[str, ...], block: tuple[str, ...], columns: tuple[str, ...]
) -> Family:  # fmt: skip
    lead = after.strip() or before.strip()
    named = f"(?P<measure>{plain_pattern(lead)})"
    number = r"(?P<number>\d+)"
    if after.strip():
        start, joint = plain_pattern(before), after[: len(after) - len(after.lstrip())]
        pattern = f"^{start}{number}{joint}{named}$"
    else:
        pattern = f"^{named}{before[len(before.rstrip()) :]}{number}$"
    places = [columns.index(header) for header in headers]
    cells = [(lead, headers)]
    cells += [(word, tuple(columns[place + 1 + i] for place in places)) for i, word in enumerate(block)]
    everything = tuple(header for _, own in cells for header in own)
    parts = (("number", tuple(map(str, numbers))),)
    return Family(pattern, "number", (lead, *block), everything, numbers, parts, tuple(cells), block)


def _inner(afters: list[str]) -> list[str]:
    """What differs in `e contract · Begin` and `e contract · Einde`; the words before it belong to the number."""
    first, last = min(afters), max(afters)
    shared = "".join(a for a, _ in takewhile(lambda pair: pair[0] == pair[1], zip(first, last, strict=False)))
    shared = shared[: max(shared.rfind(mark) for mark in " ·_-") + 1]
    return [after.removeprefix(shared) for after in afters]


def _family(
    keys: list[tuple[str, str]],
    numbers: tuple[int, ...],
    members: dict[tuple[str, str], dict[int, str]],
    measures: tuple[str, ...],
    *,
    number_first: bool,
) -> Family:
    before, after = keys[0]
    years = all(1900 < number < 2100 for number in numbers)
    word = "year" if years else "week" if re.match(r"w(ee)?k", before.strip().lower()) else "number"
    digits = f"(?P<{word}>" + (r"\d{4})" if years else r"\d+)")
    if measures:
        either = "|".join(plain_pattern(measure) for measure in measures)
        start, stop = (before, keys[0][1]) if number_first else (before, after)
        if number_first:
            joint = stop.removesuffix(measures[0])
            pattern = f"^{plain_pattern(start)}{digits}{plain_pattern(joint)}(?P<measure>{either})$"
        else:
            joint = start[len(start.rstrip(" ·_-")) :]
            pattern = f"^(?P<measure>{either}){plain_pattern(joint)}{digits}{plain_pattern(stop)}$"
    else:
        pattern = f"^{plain_pattern(before)}{digits}{plain_pattern(after)}$"
    headers = tuple(members[key][number] for number in numbers for key in keys)
    named = measures or (VALUE,)
    cells = tuple((name, tuple(members[key][n] for n in numbers)) for name, key in zip(named, keys, strict=True))
    return Family(pattern, word, measures, headers, numbers, ((word, tuple(map(str, numbers))),), cells)
