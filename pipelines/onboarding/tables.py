"""A grid of cells → the tables in it: header rows, where each ends, totals, group rows and columns side by side.

Does not know what a table is about, except for header words that the partnership already uses: those tell a header from data.
"""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from itertools import takewhile

from pipelines.onboarding.grids import Grid
from pipelines.onboarding.shapes import COMMA, DURATION, INTEGER, NO, POINT, YES, formats_of
from pipelines.stages.read.cells import distinct_headers

HEADER_WITHIN = 60
TOTAL = re.compile(r"^(sub|eind)?(totaal|totalen|som|gemiddelde?|saldo)\b", re.IGNORECASE)
TOTAL_PATTERN = "(?i)^(sub|eind)?(totaal|totalen|som|gemiddeld)"
LEGEND = re.compile(r"^(legenda|toelichting|verklaring|bron|noten?|opmerking(en)?|let op)\b", re.IGNORECASE)
YEAR = re.compile(r"(19|20)\d{2}")

Row = tuple[int, tuple[str, ...]]


@dataclass(frozen=True)
class Family:
    """Headers that differ by a number only: `wk 1` … `wk 13`, or several measures per number, `Contract 1 van`."""

    pattern: str
    number: str
    measures: tuple[str, ...]
    headers: tuple[str, ...]
    numbers: tuple[int, ...]


@dataclass(frozen=True)
class FoundTable:
    """One table: its columns and data rows, and how the table language says where it lies."""

    sheet: str
    header_row: int
    header_rows: int
    find: str | None
    columns: tuple[str, ...]
    positions: tuple[int, ...]
    data: tuple[Row, ...]
    title: str
    end: str | None
    totals: int
    groups: tuple[str, ...]
    families: tuple[Family, ...]
    not_told: bool = False


def find_tables(grid: Grid, knows: Callable[[str], bool], *, several: bool) -> list[FoundTable]:
    """The tables of a grid from top to bottom; `knows` says whether a text is a header that is used elsewhere.

    A text file holds one table for the table language, a sheet may hold more (`several`).
    """
    found, rows = [], list(grid.rows)
    while rows:
        start = _header(rows, knows)
        if start is None:
            break
        height = _height(rows, start, knows)
        below = rows[start + height :]
        size, ended_by = _extent(below, rows[start : start + height], knows)
        table = _table(grid, rows, start, height, below[:size], ended_by)
        if table.data:
            found.append(table)
        rows = below[size:]
        if not several:
            break
    return found


def is_data(cell: str) -> bool:
    """True when a cell can hardly be a column name: a date, a number, a yes or a no."""
    if YEAR.fullmatch(cell):
        return False
    shapes = (INTEGER, COMMA, POINT, DURATION)
    return bool(formats_of(cell)) or any(shape.fullmatch(cell) for shape in shapes) or cell.lower() in YES | NO


def _header(rows: list[Row], knows: Callable[[str], bool]) -> int | None:
    """Position of the row that names the columns: texts only, wide enough, and something different below it."""
    widths = sorted((sum(map(bool, cells)) for _, cells in rows), reverse=True)
    usual = widths[min(len(widths) - 1, len(widths) // 3)] if widths else 0
    best: tuple[float, int] | None = None
    for place, (_, cells) in enumerate(rows[:HEADER_WITHIN]):
        filled = [cell for cell in cells if cell]
        if len(filled) < 2 or len(filled) * 3 < usual or any(map(is_data, filled)):
            continue
        below = [row for _, row in rows[place + 1 : place + 40] if sum(map(bool, row)) * 3 >= len(filled)]
        if not below:
            continue
        known = sum(map(knows, filled)) / len(filled)
        different = sum(any(map(is_data, filter(None, row))) for row in below) / len(below)
        unique = len({cell.lower() for cell in filled}) / len(filled)
        score = 2 * known + different + unique + min(1, len(filled) / max(1, usual)) - place * 0.02
        if (known >= 0.2 or different >= 0.3) and (best is None or score > best[0] + 1e-9):
            best = (score, place)
    if best is None:
        return None
    start = best[1]
    while start and _is_upper(rows[start - 1][1], rows[start][1]):
        start -= 1
    return start


def _is_upper(upper: tuple[str, ...], lower: tuple[str, ...]) -> bool:
    """True when the row above names columns that the row below leaves blank: a header of two rows."""
    filled = [cell for cell in upper if cell]
    alone = sum(bool(up) and not low for up, low in zip(upper, lower, strict=False))
    return len(filled) >= 2 and not any(map(is_data, filled)) and alone > 0


def _height(rows: list[Row], start: int, knows: Callable[[str], bool]) -> int:
    """How many rows the header has: a next row of texts that fills the gaps under merged cells belongs to it."""
    height = 1
    while height < 3 and start + height < len(rows):
        upper, lower = rows[start + height - 1][1], rows[start + height][1]
        filled = [cell for cell in lower if cell]
        gaps = sum(bool(low) and not up for up, low in zip(upper, lower, strict=False))
        if len(filled) < 2 or any(map(is_data, filled)) or not gaps:
            break
        if (
            any(
                map(
                    is_data,
                    filter(None, (c for _, cells in rows[start + height + 1 : start + height + 12] for c in cells)),
                )
            )
            is False
        ):
            break
        blank_above_data = sum(bool(up) and not low for up, low in zip(upper, lower, strict=False))
        if not blank_above_data and gaps * 2 < len(filled) and not any(map(knows, filled)):
            break
        height += 1
    return height


def _extent(below: list[Row], header: list[Row], knows: Callable[[str], bool]) -> tuple[int, str | None]:
    """How many rows belong to the table, and the text that ends it when something else follows."""
    own = {cell.lower() for _, cells in header for cell in cells if cell}
    gap = False
    for place, (_, cells) in enumerate(below):
        filled = [cell for cell in cells if cell]
        if not filled:
            gap = True
            continue
        first = filled[0]
        if LEGEND.match(first) and len(filled) <= 2:
            return place, first
        texts = len(filled) >= 2 and not any(map(is_data, filled))
        if gap and texts and {cell.lower() for cell in filled} != own:
            rest = [row for _, row in below[place + 1 : place + 6] if any(row)]
            is_header = rest and all(any(map(is_data, filter(None, row))) for row in rest[:2])
            narrower = all(sum(map(bool, row)) <= len(filled) for row in rest) and len(filled) * 2 <= len(own)
            if is_header and (narrower or sum(map(knows, filled)) * 2 >= len(filled)):
                return place, first
        gap = False
    return len(below), None


def _table(grid: Grid, rows: list[Row], start: int, height: int, body: list[Row], ended_by: str | None) -> FoundTable:
    names = _names([cells for _, cells in rows[start : start + height]], grid.width)
    kept = [
        (position, name)
        for position, name in enumerate(names)
        if not name.startswith("kolom ") or any(position < len(cells) and cells[position] for _, cells in body)
    ]
    positions = tuple(position for position, _ in kept)
    wide = max(2, len([n for _, n in kept if not n.startswith("kolom ")]))
    data, totals, groups = [], 0, []
    for number, cells in body:
        own = tuple(cells[position] if position < len(cells) else "" for position in positions)
        filled = [cell for cell in own if cell]
        if not filled or tuple(cell.lower() for cell in filled) == tuple(c.lower() for c in rows[start][1] if c):
            continue
        if TOTAL.match(filled[0]):
            totals += 1
        elif len(filled) == 1 and wide >= 4 and not is_data(filled[0]):
            groups.append(filled[0])
        else:
            data.append((number, own))
    above = [cell for _, cells in rows[:start] for cell in cells if cell]
    top = [cell for _, cells in rows[start : start + 1] for cell in cells]
    find = next((cell for cell in top if cell and cell not in above and top.count(cell) == 1), None)
    columns = tuple(name for _, name in kept)
    return FoundTable(
        sheet=grid.sheet, header_row=rows[start][0], header_rows=height, find=find, columns=columns, positions=positions,
        data=tuple(data), title=" ".join(above[:3]), end=f"^{plain_pattern(ended_by)}" if ended_by else None, totals=totals,
        groups=tuple(groups), families=find_families(columns),
    )  # fmt: skip


def _names(stacked: list[tuple[str, ...]], width: int) -> tuple[str, ...]:
    """The names that the reader will give the columns: stacked headers joined, a merged cell counting for those right of it."""
    padded = [[*cells, *[""] * (width - len(cells))] for cells in stacked]
    raw = []
    for column in range(width):
        lowest = padded[-1][column]
        upper = ""
        if len(padded) > 1:
            for position in range(column, -1, -1):
                upper = next((row[position] for row in padded[:-1] if row[position]), "")
                if upper or not lowest:
                    break
        raw.append(" · ".join(part for part in (upper, lowest) if part))
    return distinct_headers(raw)


def find_families(columns: tuple[str, ...]) -> tuple[Family, ...]:
    """Columns side by side that are rows in truth, recognised by their numbers."""
    members: dict[tuple[str, str], dict[int, str]] = {}
    for header in columns:
        match = re.fullmatch(r"(?P<before>[^\d]*?)(?P<number>\d{1,4})(?P<after>[^\d]*)", header)
        if match and not re.search(r" \(\d+\)$", header):
            members.setdefault((match["before"], match["after"]), {})[int(match["number"])] = header
    alone = [(key, own) for key, own in members.items() if len(own) >= 3]
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
    for (before, after), own in alone:
        if not used & set(own.values()):
            families.append(_family([(before, after)], tuple(sorted(own)), members, (), number_first=False))
    return tuple(families)


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
    return Family(pattern, word, measures, headers, numbers)


def plain_pattern(text: str) -> str:
    """A text as a pattern that people can still read: only what means something in a pattern is escaped."""
    return re.sub(r"([.\\+*?^$()\[\]{}|])", r"\\\1", text)


def group_pattern(groups: tuple[str, ...], places: tuple[str, ...]) -> str:
    """One pattern for all group rows: what they share stays, numbers become digits, a known place becomes `group_location`."""
    shapes: Counter[str] = Counter()
    for text in groups:
        shape = plain_pattern(text)
        shape = re.sub(r"\d+", r"\\d+", shape)
        place = next((place for place in places if re.search(rf"\b{re.escape(place)}\b", text, re.IGNORECASE)), None)
        if place:
            shape = re.sub(
                rf"\b{re.escape(place)}\b", lambda _: r"(?P<group_location>\w+)", shape, count=1, flags=re.IGNORECASE
            )
        shape = re.sub(r"\\\(.+?\\\)", lambda _: r"\(.+\)", shape)
        shapes[shape] += 1
    shape, _ = shapes.most_common(1)[0]
    return f"^(?P<group>{shape})$"
