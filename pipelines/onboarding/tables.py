"""A grid of cells → the tables in it: header rows, where each ends, totals, group rows and columns side by side.

Does not know what a table is about, except for header words that the partnership already uses: those tell a header from data.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from pipelines.onboarding.days import are_days, find_days, is_day, is_part_of_week, is_period
from pipelines.onboarding.families import Family, find_crossed, find_families
from pipelines.onboarding.grids import Grid
from pipelines.onboarding.patterns import COUNTS, PAGE, TOTAL, TOTAL_PATTERN, end_pattern, plain_pattern, total_pattern
from pipelines.onboarding.shapes import COMMA, DURATION, INTEGER, MONEY, NO, POINT, YES, formats_of
from pipelines.stages.read.cells import distinct_headers

HEADER_WITHIN = 60
LEGEND = re.compile(r"^(legenda|toelichting|verklaring|bron|noten?|opmerking(en)?|let op)\b", re.IGNORECASE)
YEAR = re.compile(r"(19|20)\d{2}")

Row = tuple[int, tuple[str, ...]]


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
    pages: int
    groups: tuple[str, ...]
    group_of: tuple[str, ...]
    families: tuple[Family, ...]
    start: str | None = None
    total_pattern: str = TOTAL_PATTERN
    beside: tuple["FoundTable", ...] = ()
    """The same table in the other samples."""

    @property
    def stable_columns(self) -> frozenset[str]:
        """The columns that every file of this kind has: those that stand for days or weeks aside."""
        aside = {header for family in self.families if family.is_weeks for header in (*family.headers, *family.totals)}
        return frozenset(self.columns) - aside

    @property
    def first_cells(self) -> tuple[str, ...]:
        """The first filled cell of each row of data, which no pattern for other rows may fit."""
        return tuple(next((cell for cell in cells if cell), "") for _, cells in self.data)


def find_tables(grid: Grid, knows: Callable[[str], bool], *, several: bool) -> list[FoundTable]:
    """The tables of a grid from top to bottom; `knows` says whether a text is a header that is used elsewhere.

    A text file holds one table for the table language, a sheet may hold more (`several`).
    """
    found: list[FoundTable] = []
    rows = list(grid.rows)
    while rows:
        start = _header(rows, knows)
        if start is None:
            break
        height = _height(rows, start, knows)
        below = rows[start + height :]
        size, ended_by = _extent(below, rows[start : start + height], knows, several=several)
        begins = _begins(rows[:start], rows[start]) if found else None
        table = _table(grid, rows, start, height, below[:size], ended_by)
        if table.data:
            found.append(replace(table, start=begins))
        rows = below[size:]
        if not several:
            break
    return found


def _begins(above: list[Row], header: Row) -> str:
    """How the row is called where a further table of a sheet begins: its title, or else its first header cell."""
    titles = [filled[0] for _, cells in above if len(filled := [cell for cell in cells if cell]) == 1]
    first = titles[-1] if titles else next(cell for cell in header[1] if cell)
    return "^" + plain_pattern(re.split(r" ?[(\d]", first)[0] or first)


def is_data(cell: str) -> bool:
    """True when a cell can hardly be a column name: a date, a number, a yes or a no."""
    if YEAR.fullmatch(cell):
        return False
    shapes = (INTEGER, COMMA, POINT, DURATION)
    return bool(formats_of(cell)) or any(shape.fullmatch(cell) for shape in shapes) or cell.lower() in YES | NO


def _are_names(filled: list[str]) -> bool:
    """True when a row can name columns: texts only, or days one after the other with texts before them."""
    data = [cell for cell in filled if is_data(cell)]
    return not data or (are_days(data) and len(data) * 10 >= len([c for c in filled if is_data(c) or is_day(c)]) * 9)


def _header(rows: list[Row], knows: Callable[[str], bool]) -> int | None:
    """Position of the row that names the columns: texts only, wide enough, and something different below it."""
    widths = sorted((sum(map(bool, cells)) for _, cells in rows), reverse=True)
    usual = widths[min(len(widths) - 1, len(widths) // 3)] if widths else 0
    best: tuple[float, int] | None = None
    for place, (_, cells) in enumerate(rows[:HEADER_WITHIN]):
        filled = [cell for cell in cells if cell]
        if len(filled) < 2 or len(filled) * 3 < usual or not _are_names(filled):
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
    """True when the row above names columns that the row below leaves blank, or stands merged over several of its columns."""
    filled = [cell for cell in upper if cell]
    if filled and all(map(is_period, filled)) and sum(map(is_part_of_week, lower)) >= len(filled):
        return True
    if len(filled) < 2 or not _are_names(filled):
        return False
    alone = sum(bool(up) and not low for up, low in zip(upper, lower, strict=False))
    over = sum(bool(low) and not up for up, low in zip(upper, lower, strict=False))
    return alone > 0 or (bool(upper[0]) and over * 2 >= len(filled) and len(upper) == len(lower))


def _height(rows: list[Row], start: int, knows: Callable[[str], bool]) -> int:
    """How many rows the header has: a next row of texts that fills the gaps under merged cells belongs to it."""
    height = 1
    while height < 3 and start + height < len(rows):
        upper, lower = rows[start + height - 1][1], rows[start + height][1]
        filled = [cell for cell in lower if cell]
        gaps = sum(bool(low) and not up for up, low in zip(upper, lower, strict=False))
        if len(filled) < 2 or not _are_names(filled) or not gaps:
            break
        if any(upper) and all(map(is_period, filter(None, upper))):
            height += 1  # the days of weeks, whatever stands in their cells
            continue
        below = (cell for _, cells in rows[start + height + 1 : start + height + 12] for cell in cells if cell)
        if not any(map(is_data, below)):
            break
        blank_above_data = sum(bool(up) and not low for up, low in zip(upper, lower, strict=False))
        if not blank_above_data and gaps * 2 < len(filled) and not any(map(knows, filled)):
            break
        height += 1
    return height


def _is_title(after: list[Row], own: set[str]) -> bool:
    """True when names of other columns and data follow, right below or after a blank row: a lone text above is their title."""
    rows = [cells for _, cells in after if any(cells)][:3]
    if len(rows) < 3:
        return False
    names, *data = [[cell for cell in cells if cell] for cells in rows]
    new = {cell.lower() for cell in names} - own
    is_header = len(names) >= 2 and not any(map(is_data, names)) and len(new) * 2 > len(names)
    return is_header and all(any(map(is_data, row)) and len(row) <= len(names) for row in data)


def _extent(
    below: list[Row], header: list[Row], knows: Callable[[str], bool], *, several: bool
) -> tuple[int, str | None]:
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
        if gap and len(filled) == 1 and several and _is_title(below[place + 1 : place + 12], own):
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


def _table(grid: Grid, rows: list[Row], start: int, height: int, below: list[Row], ended_by: str | None) -> FoundTable:
    names = _names([cells for _, cells in rows[start : start + height]], grid.width)
    kept = [
        (position, name)
        for position, name in enumerate(names)
        if not name.startswith("kolom ") or any(position < len(cells) and cells[position] for _, cells in below)
    ]
    positions = tuple(position for position, _ in kept)
    wide = max(2, len([n for _, n in kept if not n.startswith("kolom ")]))
    body = _Body(rows[start][1], wide)
    for number, cells in below:
        body.take(number, tuple(cells[position] if position < len(cells) else "" for position in positions))
    note = body.last_note()
    above = [cell for _, cells in rows[:start] for cell in cells if cell]
    top = [cell for _, cells in rows[start : start + 1] for cell in cells]
    # A week or a day is another one next time.
    stable = [cell for cell in top if cell and not is_period(cell) and not is_part_of_week(cell)]
    find = next((cell for cell in stable if cell not in above and top.count(cell) == 1), None)
    columns = tuple(name for _, name in kept)
    end = ended_by or note
    return FoundTable(
        sheet=grid.sheet, header_row=rows[start][0], header_rows=height, find=find, columns=columns, positions=positions,
        data=tuple(body.data), title=" ".join(above[-3:] if len(above) > 40 else above[:3]), end=end_pattern(end) if end else None,
        totals=len(body.totals), pages=body.pages, groups=tuple(text for text, _ in body.groups), group_of=tuple(body.group_of),
        families=_families(columns, body.data),
        total_pattern=total_pattern(body.totals, (cells[0] for _, cells in body.data)),
    )  # fmt: skip


class _Body:
    """The rows below a header, taken one by one: data, totals, page numbers, and lone texts above a group of rows."""

    def __init__(self, header: tuple[str, ...], wide: int) -> None:
        self.own = tuple(cell.lower() for cell in header if cell)
        self.wide = wide
        self.data: list[Row] = []
        self.totals: list[str] = []
        self.pages = 0
        self.groups: list[tuple[str, int]] = []
        self.group_of: list[str] = []

    def take(self, number: int, own: tuple[str, ...]) -> None:
        if not (filled := [cell for cell in own if cell]) or tuple(cell.lower() for cell in filled) == self.own:
            return
        counts = COUNTS.match(filled[0]) and (len(filled) * 2 <= self.wide or all(map(is_data, filled[1:])))
        if TOTAL.match(filled[0]) or counts:
            self.totals.append(filled[0])
        elif len(filled) == 1 and PAGE.match(filled[0]):
            self.pages += 1
        elif len(filled) == 1 and self.wide >= 4 and not is_data(filled[0]):
            self.groups.append((filled[0], number))
        else:
            self.data.append((number, own))
            self.group_of.append(self.groups[-1][0] if self.groups else "")

    def last_note(self) -> str | None:
        """A lone text after the last row of data stands above nothing: the table ends there."""
        last = self.data[-1][0] if self.data else 0
        notes = [text for text, number in self.groups if number > last]
        self.groups = [group for group in self.groups if group[1] <= last]
        return notes[0] if notes else None


def _families(columns: tuple[str, ...], data: list[Row]) -> tuple[Family, ...]:
    def is_amounts(header: str) -> bool:
        place = columns.index(header)
        told = [cells[place] for _, cells in data if cells[place]]
        amounts = sum(any(shape.fullmatch(cell) for shape in (MONEY, COMMA, INTEGER)) for cell in told)
        return amounts * 3 >= len(told) * 2

    if days := find_days(columns):
        return (replace(days, totals=_beside(days, columns)),)
    crossed = find_crossed(columns, is_amounts)
    found = find_families(columns)
    if crossed and not {h for family in found for h in family.headers} & set(crossed.headers):
        return (*found, crossed)
    return found


def _beside(days: Family, columns: tuple[str, ...]) -> tuple[str, ...]:
    """Columns right of the days that add them up."""
    last = max(columns.index(header) for header in days.headers)
    return tuple(header for header in columns[last + 1 :] if TOTAL.match(header) or header.lower().startswith("tot"))


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
