"""The top of a text file → its column names, and where the lines below them start.

Does not map names to a contract. A name that is damaged and can mean only one agreed column is read as that column and
told; a header that does not fit the lines below it is refused, because values would come under the wrong name.
"""

import csv
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipelines import findings
from pipelines.findings import Blocked
from pipelines.stages.read.cells import Cells
from pipelines.stages.read.damage import NOTHING_TO_REPORT
from pipelines.stages.read.decode import BOM, MARKS, UNDECODABLE
from pipelines.stages.read.grammar import Grammar, Shapes
from pipelines.table_language import Table, Text

HEADER_WITHIN = 60
HEADER_LINES = 10  # over which one header may run, with line ends inside its quotes
SAMPLE, FEWEST, MANY = 500, 3, 20


@dataclass(frozen=True)
class Found:
    """The column names; the rest of the batch they stood in; the number of its first line."""

    headers: tuple[str, ...]
    rest: str | None
    next_line: int
    trailing: bool = False


@dataclass(frozen=True)
class _Row:
    """One line at the top, or several when a quoted cell runs over them."""

    index: int
    lines: int
    text: str
    names: list[str]


def find_header(batches: Iterator[str], path: Path, dialect: Text, table: Table, cells: Cells) -> Found:
    """Find the header within the first lines; counts what stands above it. Raises `Blocked` without one."""
    text = next(batches, None)
    while (
        text is not None
        and text.count("\n") <= HEADER_WITHIN + HEADER_LINES
        and (more := next(batches, None)) is not None
    ):
        text += "\n" + more
    lines = text.split("\n", HEADER_WITHIN + HEADER_LINES) if text is not None else []
    rows = [_row_at(lines, index, dialect) for index in range(min(len(lines), HEADER_WITHIN))]
    header = next((row for row in rows if table.header.find in row.names or row.index + 1 == table.header.row), None)
    header = _unbroken(rows, header, table, cells) if header else None
    said = next((row for row in rows if NOTHING_TO_REPORT.match(row.text)), None)
    if header is None and said is None:
        header = _most_agreed(rows, table)
    if header is None or (said and said.index < header.index):
        if said is None:
            raise Blocked(_not_found([name for row in rows for name in row.names if name], path, table))
        _count_above(rows[: said.index + 1], cells)
        cells.source_rows = sum(cells.skipped.values())
        return Found((), None, said.index + 2)
    names = header.names[:-1] if dialect.trailing_delimiter and not header.names[-1] else header.names
    below = [_bare(line) for line in lines[header.index + header.lines :][:SAMPLE]]
    names, trailing = _agreeing_names(names, below, header.index + 1, dialect, table, cells)
    width = len(names) + dialect.trailing_delimiter + trailing
    first = _first_record(rows[: header.index], width, table, Shapes(below, Grammar(dialect, width)))
    first = header.index + header.lines if first is None else first
    _count_above(rows[: min(first, header.index)], cells)
    rest = "\n".join(lines[first:]) if first < len(lines) else next(batches, None)
    return Found(tuple(names), rest, first + 1, trailing)


def _not_found(seen: list[str], path: Path, table: Table) -> findings.Finding:
    if not seen:
        return findings.empty_file(path.name)
    return findings.header_not_found("", table.header.find or f"rij {table.header.row}", seen, table.agreed_headers)


def _count_above(rows: list[_Row], cells: Cells) -> None:
    for row in rows:
        cells.skipped["preamble" if any(row.names) else "blank"] += 1


def _bare(line: str) -> str:
    return line.rstrip(MARKS)


def _row_at(lines: list[str], index: int, dialect: Text) -> _Row:
    """The names on this line; when a quote stays open, those of the lines up to where it closes, if they are one row."""
    line = _bare(lines[index])
    if dialect.quote and line.count(dialect.quote) % 2:
        joined = line
        for extra in range(1, min(HEADER_LINES, len(lines) - index)):
            joined += "\n" + _bare(lines[index + extra])
            if joined.count(dialect.quote) % 2 == 0:
                if cells := _split(joined, dialect):
                    return _Row(index, extra + 1, line, _names(cells))
                break
    cells = _split(line, dialect) or [cell.strip(dialect.quote or None) for cell in line.split(dialect.delimiter)]
    return _Row(index, 1, line, _names(cells))


def _unbroken(rows: list[_Row], header: _Row, table: Table, cells: Cells) -> _Row:
    """The header put together with the next line when a line end came in between: only then every name is as agreed."""
    following = next((row for row in rows if row.index == header.index + header.lines), None)
    agreed = set(table.agreed_headers)
    if following is None or not following.names or {*following.names} - {""} <= {*header.names}:
        return header  # the header again
    if set(header.names) <= agreed and following.names[0]:
        return header
    for between in ("", " "):
        names = [*header.names[:-1], f"{header.names[-1]}{between}{following.names[0]}".strip(), *following.names[1:]]
        if len({*names} - {""}) > 1 and {*names} - {""} <= agreed:
            broken = (header.names[-1], names[len(header.names) - 1])
            cells.findings.append(findings.mended_header(header.index + 1, [broken]))
            return _Row(header.index, header.lines + following.lines, header.text, names)
    return header


def _first_record(above: list[_Row], width: int, table: Table, shapes: Shapes) -> int | None:
    """Where records stand above the header, because the one that was there is damaged and this one came again below.

    Of few lines that is only certain when their cells look like those below, or the damaged header stands right above them.
    """
    agreed = set(table.agreed_headers)
    records = [
        row.index for row in above
        if len(row.names) == width > 1 and len([n for n in row.names if n]) * 2 >= width and len(agreed & set(row.names)) < 2
    ]  # fmt: skip
    if not records or not table.header.find:
        return None
    before = next((row.names for row in above if row.index == records[0] - 1), [])
    was_header = len({*(names := _merged(_meant(before, table), table))} - {""}) > 1 and {*names} - {""} <= agreed
    alike = bool(shapes.known) and all(shapes.fit(row.text) for row in above if row.index in records)
    return records[0] if len(records) >= FEWEST or was_header or alike else None


def _names(cells: list[str]) -> list[str]:
    return [" ".join(cell.replace("\u00a0", " ").split()) for cell in cells]


def _split(text: str, dialect: Text) -> list[str]:
    """The cells of one row; nothing when its quotes are wrong."""
    lines = io.StringIO(text, newline="\n")
    try:
        if dialect.quote:
            rows = list(csv.reader(lines, delimiter=dialect.delimiter, quotechar=dialect.quote, strict=True))
        else:
            rows = list(csv.reader(lines, delimiter=dialect.delimiter, quoting=csv.QUOTE_NONE, strict=True))
    except csv.Error:
        return []
    return rows[0] if len(rows) == 1 else []


def _most_agreed(rows: list[_Row], table: Table) -> _Row | None:
    """The header whose agreed cell is damaged: most of its other names are as agreed."""
    if table.header.find is None or not rows:
        return None
    agreed = set(table.agreed_headers)
    meant = {row.index: [name for name in _parted(_meant(row.names, table), table) if name] for row in rows}
    best = max(rows, key=lambda row: len(agreed & set(meant[row.index])))
    known, filled = len(agreed & set(meant[best.index])), len(meant[best.index])
    near = any(_is_damaged(name, table.header.find) for name in best.names) or any(
        table.header.find in n for n in best.names
    )
    return best if known >= 2 and known * 2 >= filled and near else None


def _agreeing_names(
    names: list[str], below: list[str], row: int, dialect: Text, table: Table, cells: Cells
) -> tuple[list[str], bool]:
    """The names as they were meant, as many as the lines below have cells, and whether those end in a delimiter."""
    mended, merged = _meant(names, table), _merged(names, table)
    if merged != names and set(merged) <= set(table.agreed_headers):
        mended = merged  # every name is as agreed, to the letter
    width, ends = _width_below(
        below, len(mended), dialect, sure=mended == names and set(names) <= set(table.agreed_headers)
    )
    trailing = False
    if width > len(mended) and ends:
        trailing = True
    elif width != len(mended):
        agreed = set(table.agreed_headers)
        tries = (
            _parted(mended, table),
            _merged(mended, table),
            [n for n in mended if n],
            [n for n in mended if n in agreed],
        )
        fitting = next((names for names in tries if len(names) == width), None)
        if fitting is None:
            raise Blocked(findings.other_width(row, len(names), width))
        mended = fitting
    if mended != names:
        changed = [(old, new) for old, new in zip(names, mended, strict=False) if old != new]
        cells.findings.append(findings.mended_header(row, changed[:1] if len(mended) != len(names) else changed))
    return mended, trailing


def _width_below(below: list[str], width: int, dialect: Text, *, sure: bool) -> tuple[int, bool]:
    """How many cells the lines have when most agree among themselves and hardly one with the header; else the header's.

    And whether all that is beyond the header is blank.
    """
    filled = [line for line in below if line.strip(dialect.delimiter + dialect.quote + " \t")]
    if dialect.trailing_delimiter:
        filled = [line.removesuffix(dialect.delimiter) for line in filled]
    # Pieces of a cell that runs over lines have few delimiters, or quotes in the wrong place.
    row = Grammar(dialect, width).row
    rows = [cells for line in filled if row.fullmatch(line) and len(cells := _split(line, dialect)) > 1]
    widths = Counter(len(row) for row in rows)
    if not widths:
        return width, False
    common, count = widths.most_common(1)[0]
    few = MANY if sure else FEWEST
    if common == width or count < few or count < 3 * widths[width] or count * 2 < len(rows):
        return width, False
    return common, not any(any(row[width:]) for row in rows if len(row) == common)


def _parted(names: list[str], table: Table) -> list[str]:
    """A name that is two agreed names in one, because the delimiter between them is gone."""
    agreed = [name for name in table.agreed_headers if name not in names]
    pairs = {
        first + between + last: (first, last)
        for first in agreed
        for last in agreed
        for between in ("", " ", ",", ";", "|")
    }
    return [part for name in names for part in pairs.get(name, (name,))]


def _merged(names: list[str], table: Table) -> list[str]:
    """Two names that are one agreed name, because a delimiter came in between."""
    agreed, merged = set(table.agreed_headers), list[str]()
    for name in names:
        before = merged[-1] if merged else None
        whole = [f"{before}{name}", f"{before} {name}"] if before is not None and not {before, name} <= agreed else []
        if found := next((text for text in whole if text in agreed and text not in (before, name)), None):
            merged[-1] = found
        else:
            merged.append(name)
    return merged


def _meant(names: list[str], table: Table) -> list[str]:
    """Damaged names replaced by the one agreed name that is missing and that they can be."""
    missing = [name for name in table.agreed_headers if name not in names]
    known = set(table.agreed_headers)
    meant = []
    for name in names:
        near = [other for other in missing if _is_damaged(name, other)] if name and name not in known else []
        meant.append(near[0] if len(near) == 1 else name)
    twice = {name for name, count in Counter(meant).items() if count > 1}
    return [old if new in twice else new for old, new in zip(names, meant, strict=True)]


def _is_damaged(name: str, meant: str) -> bool:
    """True when one letter is wrong, missing or too many, or only signs, blanks and capitals differ; digits must be the same."""
    one, other = _letters(name), _letters(meant)
    if not one or not other or [c for c in one if c.isdigit()] != [c for c in other if c.isdigit()]:
        return False
    if one == other:
        return True
    if len(other) < 4 or abs(len(one) - len(other)) > 1:
        return False
    same = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return any(one[same + a :] == other[same + b :] for a, b in ((1, 1), (1, 0), (0, 1)))


def _letters(name: str) -> str:
    return "".join(c for c in name.casefold() if c.isalnum() and c not in (UNDECODABLE, BOM))
