"""Lines among which some are damaged → the records that are whole, and the damaged lines set apart, verbatim.

Does not read the cells: what it keeps is a file that strict reading takes in one go. Lines that are plainly records pass in
bulk; only where something is wrong it looks closer. A record may run over several lines as long as none of them is a
record by itself, so a quote that was never closed swallows nothing.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from pipelines import findings, sql
from pipelines.stages.read.cells import Cells
from pipelines.stages.read.decode import LONGEST_LINE, MARKS, UNDECODABLE
from pipelines.table_language import Table, Text

BATCH = 8 << 20
JOINED_LINES = 50
LARGEST_RECORD = 1 << 20
TOLD = 50_000
SAMPLE = 2_000
MIN_SAMPLE, FEW_SHAPES = 20, 12
NOTHING_TO_REPORT = re.compile(r"^\W*niets te melden\W*$", re.IGNORECASE)


@dataclass
class Lines:
    """Lines in a temporary UTF-8 file; `shifts` says from which on their numbers in the supplier's file jump.

    `marked` says that some of them end in the mark of a line end inside a quoted cell.
    """

    path: Path
    count: int = 0
    shifts: list[tuple[int, int]] = field(default_factory=list)
    marked: bool = False

    def shift(self, number: int) -> None:
        """The next line has this number in the supplier's file."""
        if not self.shifts or self.shifts[-1][1] != number - self.count:
            self.shifts.append((self.count, number - self.count))


class Grammar:
    """What a record looks like in this dialect, as strict reading has it."""

    def __init__(self, dialect: Text, width: int) -> None:
        delimiter, quote = re.escape(dialect.delimiter), re.escape(dialect.quote)
        more = f"{{{width - 1}}}"
        self.dialect, self.width = dialect, width
        plain = f"[^{delimiter}\n]*+"
        if not dialect.quote:
            self.sure = self.whole = re.compile(f"{plain}(?:{delimiter}{plain}){more}")
            self.opened = self.edges = re.compile(r"(?!)")
            return
        inside = f"{quote}(?:[^{quote}]++|{quote}{quote})*+"
        blank = "" if dialect.delimiter == " " else " *+"
        clean = f"(?:{inside}{quote}|[^{delimiter}{quote}\n]*+)"
        cell = f"(?:{blank}{inside}{quote}{blank}|(?!{blank}{quote}){plain})"
        self.sure = re.compile(f"{clean}(?:{delimiter}{clean}){more}")
        self.whole = re.compile(f"{cell}(?:{delimiter}{cell}){more}")
        self.opened = re.compile(f"(?:{cell}{delimiter}){{0,{width - 1}}}{blank}{inside}")
        # A quote at the end of a bare cell: an inch, or what is left of a cell that was cut.
        self.edges = re.compile(f"(?:^|{delimiter})(?!{blank}{quote})[^{delimiter}]*{quote}(?:{delimiter}|$)")

    def is_plain(self, line: str) -> bool:
        """True when the line is one record beyond doubt."""
        if self.dialect.quote and self.dialect.quote in line:
            return self.sure.fullmatch(line) is not None
        return line.count(self.dialect.delimiter) == self.width - 1


class _Shapes:
    """What the cells of each column look like in lines that are whole: digits, letters and signs between them.

    Tells a record from a line of text that happens to hold as many delimiters; of few lines it says nothing.
    """

    def __init__(self, lines: Sequence[str], grammar: Grammar) -> None:
        self.delimiter, self.quote = grammar.dialect.delimiter, grammar.dialect.quote
        sample = [line for line in lines[:SAMPLE] if line.count(self.delimiter) == grammar.width - 1]
        seen: list[set[str]] = [set() for _ in range(grammar.width)]
        for line in sample:
            for shapes, cell in zip(seen, self._cells(line), strict=True):
                shapes.add(cell)
        enough = len(sample) >= MIN_SAMPLE
        self.known = {i: shapes | {""} for i, shapes in enumerate(seen) if enough and len(shapes - {""}) <= FEW_SHAPES}

    def _cells(self, line: str) -> list[str]:
        return [
            re.sub(r"[^\W\d_]+(?:[ '-]+[^\W\d_]+)*", "a", re.sub(r"\d+", "9", cell.strip(f"{self.quote} ")))
            for cell in line.split(self.delimiter)
        ]

    def fit(self, line: str) -> bool:
        """True when nothing speaks against this line being a record."""
        cells = self._cells(line)
        return all(i < len(cells) and cells[i] in shapes for i, shapes in self.known.items())


def set_damage_apart(lines: Lines, grammar: Grammar, table: Table, cells: Cells, *, trailing: bool = False) -> Lines:
    """Write the whole records to a new file; what is damaged goes to `cells.damaged`, blank and last lines are counted.

    `count` of the result is in records and so are its `shifts`. A quote that was never closed hid blank lines, delimiters
    at the end of lines (`trailing`) and the end of the table until here.
    """
    kept = Lines(lines.path.with_suffix(".rebuilt"), marked=lines.marked)
    repair = _Repair(kept, grammar, table, cells, trailing, only_one=lines.count == 1)
    with kept.path.open("w", encoding="utf-8", newline="") as out:
        for window, numbers, final in _windows(lines):
            out.writelines(repair.pieces(window, numbers, final=final))
    return kept


@dataclass
class _Numbers:
    """Numbers in the supplier's file of the lines of one window."""

    shifts: list[tuple[int, int]]
    first: int
    at: int = 0

    def of(self, index: int) -> int:
        line = self.first + index
        while self.at + 1 < len(self.shifts) and self.shifts[self.at + 1][0] <= line:
            self.at += 1
        while self.shifts[self.at][0] > line:
            self.at -= 1
        return line + self.shifts[self.at][1]

    def jumps(self, start: int, end: int) -> list[int]:
        """Where in this run of lines numbers jump, its start included."""
        self.of(start)
        found = [start]
        at = self.at + 1
        while at < len(self.shifts) and self.shifts[at][0] < self.first + end:
            found.append(self.shifts[at][0] - self.first)
            at += 1
        return found


def _windows(lines: Lines) -> Iterator[tuple["_Window", _Numbers, bool]]:
    """The lines in windows; what a window leaves unused at its end comes back at the start of the next."""
    rest: list[str] = []
    first = 0
    with lines.path.open(encoding="utf-8", newline="") as file:
        half = ""
        while True:
            text = file.read(BATCH)
            whole, ended, half = (half + text).rpartition("\n")
            if ended:
                rest += whole.split("\n")
            window = _Window(rest)
            yield window, _Numbers(lines.shifts, first), not text
            first += window.used
            rest = rest[window.used :]
            if not text:
                return


@dataclass
class _Window:
    """Lines to go through, and how many of them are done with."""

    lines: list[str]
    used: int = 0


@dataclass
class _Repair:
    """Goes through the windows and remembers what holds for the whole file."""

    kept: Lines
    grammar: Grammar
    table: Table
    cells: Cells
    trailing: bool
    only_one: bool
    ended: bool = False
    sample: list[str] = field(default_factory=list)

    @cached_property
    def shapes(self) -> _Shapes:
        return _Shapes(self.sample, self.grammar)

    def pieces(self, window: _Window, numbers: _Numbers, *, final: bool) -> Iterator[str]:
        """The text of the records of this window."""
        verbatim, at = window.lines, 0
        lines = [self._bare(line) for line in verbatim] if self.kept.marked else verbatim
        odd = self._odd(lines)
        if not self.sample:
            told = set(odd)
            self.sample = [line for i, line in enumerate(lines[: 2 * SAMPLE]) if i not in told]
        for index in odd:
            if index < at:
                continue
            if not final and index > len(lines) - JOINED_LINES:
                yield from self._run(lines, at, index, numbers)
                window.used = index
                return
            yield from self._run(lines, at, index, numbers)
            taken = self._closer(lines, verbatim, index, numbers)
            if taken:
                self.kept.shift(numbers.of(index))
                self.kept.count += 1
                last = index + taken - 1
                yield "\n".join([*verbatim[index:last], lines[last]]) + "\n"
            at = index + max(taken, 1)
        yield from self._run(lines, at, len(lines), numbers)
        window.used = len(lines)

    def _bare(self, line: str) -> str:
        """A line as a record by itself, when it was taken for the inside of a quoted cell."""
        if line[-1:] not in MARKS or not line:
            return line
        line = line.rstrip(MARKS)
        return line.removesuffix(self.grammar.dialect.delimiter) if self.trailing else line

    def _run(self, lines: list[str], start: int, end: int, numbers: _Numbers) -> Iterator[str]:
        """Lines that are plainly records."""
        if start >= end:
            return
        jumps = numbers.jumps(start, end)
        for first, upto in zip(jumps, [*jumps[1:], end], strict=True):
            self.kept.shift(numbers.of(first))
            self.kept.count += upto - first
        yield "\n".join(lines[start:end]) + "\n"

    def _odd(self, lines: list[str]) -> Sequence[int]:
        """Which lines are not plainly records; every line when the table has an end that must be looked for."""
        grammar, dialect = self.grammar, self.grammar.dialect
        if self.table.end or self.only_one:
            return range(len(lines))
        delimiter, quote, more, sure = dialect.delimiter, dialect.quote, grammar.width - 1, grammar.sure.fullmatch
        if quote:
            odd = [
                i for i, line in enumerate(lines)
                if (not sure(line) if quote in line else line.count(delimiter) != more)
            ]  # fmt: skip
        else:
            odd = [i for i, line in enumerate(lines) if line.count(delimiter) != more]
        text = "\n".join(["", *lines, ""])
        if (
            UNDECODABLE in text
            or "\0" in text
            or self.blank.search(text)
            or max(map(len, lines), default=0) > LONGEST_LINE
        ):
            odd = sorted({*odd, *(i for i, line in enumerate(lines) if self._unfit(line) or self._is_blank(line))})
        return odd

    @cached_property
    def blanks(self) -> str:
        return self.grammar.dialect.delimiter + self.grammar.dialect.quote + sql.BLANKS + MARKS

    @cached_property
    def blank(self) -> re.Pattern[str]:
        return re.compile(f"\n[{re.escape(self.blanks)}]*+\n")

    def _is_blank(self, line: str) -> bool:
        return not line or (line[0] in self.blanks and not line.strip(self.blanks))

    def _closer(self, lines: list[str], verbatim: list[str], index: int, numbers: _Numbers) -> int:
        """How many lines the record takes that starts here; 0 for a line that is none, which is counted as what it is."""
        line = lines[index]
        filled = line.strip(self.blanks)
        self.ended = self.ended or bool(self.table.end and re.search(self.table.end, line.lstrip(self.blanks)))
        if not self.ended and not self._unfit(line):
            if filled and self.only_one and NOTHING_TO_REPORT.match(filled):
                self.cells.skipped["preamble"] += 1
                return 0
            if filled and self._is_record(line):
                return 1
            if taken := self._joined(lines, verbatim, index):
                return taken
        if self.ended or not filled:
            self.cells.skipped["legend" if filled else "blank"] += 1
            return 0
        number = numbers.of(index)
        self.cells.damaged.append((number, line))
        if len(self.cells.findings) < TOLD:
            self.cells.findings.append(findings.damaged_line(number, self.grammar.width, self._why(line)))
        return 0

    def _unfit(self, line: str) -> bool:
        return UNDECODABLE in line or "\0" in line or len(line) > LONGEST_LINE

    def _is_record(self, line: str) -> bool:
        if self.grammar.is_plain(line):
            return True
        if not self.grammar.whole.fullmatch(line):
            return False
        quote = self.grammar.dialect.quote
        if not self.grammar.edges.search(line) or not any(quote in other for other in self.sample):
            return True
        return bool(self.shapes.known) and self.shapes.fit(line)

    def _joined(self, lines: list[str], verbatim: list[str], index: int) -> int:
        """How many lines the record takes that starts with an open quote here; 0 when that quote is the damage."""
        record = verbatim[index]
        if not self.grammar.opened.fullmatch(record):
            return 0
        for extra in range(1, min(JOINED_LINES, len(lines) - index)):
            line = lines[index + extra]
            alone = self.grammar.width > 1 or bool(self.shapes.known)
            if self._unfit(line) or (alone and self.grammar.is_plain(line) and self._fits(line)):
                return 0
            whole = f"{record}\n{line}"
            if len(whole) > LARGEST_RECORD:
                return 0
            if self.grammar.whole.fullmatch(whole):
                return extra + 1
            record += "\n" + verbatim[index + extra]
            if not self.grammar.opened.fullmatch(record):
                return 0
        return 0

    def _fits(self, line: str) -> bool:
        """A blank line inside a quoted cell is no record, and neither is a line whose cells look like no other's."""
        return not self._is_blank(line) and self.shapes.fit(line)

    def _why(self, line: str) -> str:
        dialect = self.grammar.dialect
        if UNDECODABLE in line or "\0" in line:
            return f"er staan tekens in die geen {dialect.encoding} zijn"
        if len(line) > LONGEST_LINE:
            return "de regel is onwaarschijnlijk lang"
        if dialect.quote and line.count(dialect.quote) % 2:
            return "een aanhalingsteken is niet gesloten"
        fields = line.count(dialect.delimiter) + 1
        return f"er staan {fields} velden" if fields != self.grammar.width else "een aanhalingsteken staat verkeerd"
