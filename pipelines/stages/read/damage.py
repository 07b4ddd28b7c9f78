"""Lines among which some are damaged → the records that are whole, and the damaged lines set apart, verbatim.

Does not read the cells: what it keeps is a file that strict reading takes in one go. Lines that are plainly records pass in
bulk; only where something is wrong it looks closer. A record may run over several lines as long as none of them is a
record by itself, so a quote that was never closed swallows nothing.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from pipelines import findings, sql
from pipelines.stages.read.cells import Cells
from pipelines.stages.read.decode import LONGEST_LINE, MARKS, UNDECODABLE, tell_wrong_letters
from pipelines.stages.read.grammar import SAMPLE, Grammar, Shapes
from pipelines.stages.read.lines import FOOTER_WITHIN, Last, Lines
from pipelines.stages.read.strict import StrictReader
from pipelines.table_language import Table

ENDS = tuple(MARKS)
JOINED_LINES = 50
LARGEST_RECORD = 1 << 20
TOLD = 50_000
USUAL, FEWEST = 0.1, 5  # of the records at the top that end in blank cells too many: then their program writes them so
LOOKED_AT = 1 << 18
NOTHING_TO_REPORT = re.compile(r"^\W*niets te melden\W*$", re.IGNORECASE)


def set_damage_apart(
    batches: Iterator[str],
    number: int,
    grammar: Grammar,
    table: Table,
    cells: Cells,
    out: StrictReader,
    *,
    trailing: bool,
    closely: bool = False,
) -> tuple[Lines, Last]:
    """Write the whole records to `out`; what is damaged goes to `cells.damaged`, blank and last lines are counted.

    `batches` are lines as they stand below the header, the first of which has this number; `trailing`: they end in a
    delimiter; `closely`: no line passes in bulk. `count` and `shifts` of the result are in records.
    """
    repair = _Repair(Lines(marked=True), grammar, table, cells, number, trailing, closely)
    last = Last(grammar.dialect.footer)
    rest: list[str] = []
    for batch in batches:
        tell_wrong_letters(batch, repair.number + len(rest), cells.findings)
        rest += batch.split("\n")
        held = len(rest) - FOOTER_WITHIN if grammar.dialect.footer else len(rest)
        if held > JOINED_LINES:
            window = rest[:held]
            for records in repair.pieces(window, final=False):
                out.write(records.encode())
            out.between_records(repair.kept.count)
            rest = window[repair.used :] + rest[held:]
    kept = [
        line
        for at, line in enumerate(rest)
        if at < len(rest) - FOOTER_WITHIN or not last.is_footer(line, repair.number + at)
    ]
    repair.only_one = len(kept) == 1 and repair.number == number
    for records in repair.pieces(kept, final=True):
        out.write(records.encode())
    return repair.kept, last


@dataclass
class _Repair:
    """Goes through windows of lines and remembers what holds for the whole file; `number` is that of a window's first line."""

    kept: Lines
    grammar: Grammar
    table: Table
    cells: Cells
    number: int
    trailing: bool
    closely: bool
    only_one: bool = False
    ended: bool = False
    used: int = 0
    surplus_is_usual: bool = False
    left_open: bool = False  # by the last line that was set apart: the next one may be the end of its record
    sample: list[str] = field(default_factory=list)

    @cached_property
    def shapes(self) -> Shapes:
        return Shapes(self.sample, self.grammar)

    def pieces(self, verbatim: list[str], *, final: bool) -> Iterator[str]:
        """The text of the records of this window; what it leaves unused at its end comes back at the start of the next."""
        lines = self._bare(verbatim)
        odd, at = self._odd(lines), 0
        if not self.sample:
            self._look_at(lines[: 2 * SAMPLE])
        for index in odd:
            if index < at:
                continue
            yield from self._run(lines, at, index)
            at = index
            if not final and index > len(lines) - JOINED_LINES:
                break
            taken = self._closer(lines, verbatim, index)
            if taken:
                self.left_open = False
                self.kept.shift(self.number + index)
                self.kept.count += 1
                last = index + taken - 1
                yield self.grammar.as_strict("\n".join([*verbatim[index:last], lines[last]])) + "\n"
            at = index + max(taken, 1)
        else:
            yield from self._run(lines, at, len(lines))
            at = len(lines)
        self.used = at
        self.number += at

    def _look_at(self, top: list[str]) -> None:
        """Learn from the first lines what records look like here."""
        self.sample = [line for line in top if self.grammar.is_plain(line)]
        more, surplus = self.grammar.over_lines("\n".join(top)[:LOOKED_AT])
        self.sample += more
        self.surplus_is_usual = surplus >= FEWEST and surplus >= USUAL * (len(self.sample) + surplus)

    def _bare(self, verbatim: list[str]) -> list[str]:
        """Each line as a record by itself: without the mark of its end, and without a delimiter that ends it."""
        lines = verbatim
        if self.grammar.dialect.quote:
            lines = [line[:-1] if line.endswith(ENDS) else line for line in lines]
        if self.trailing:
            lines = [line.removesuffix(self.grammar.dialect.delimiter) for line in lines]
        return lines

    def _run(self, lines: list[str], start: int, end: int) -> Iterator[str]:
        """Lines that are plainly records."""
        if start < end:
            self.left_open = False
            self.kept.shift(self.number + start)
            self.kept.count += end - start
            yield "\n".join(lines[start:end]) + "\n"

    def _odd(self, lines: list[str]) -> Sequence[int]:
        """Which lines are not plainly records; every line when the table has an end that must be looked for."""
        grammar, dialect = self.grammar, self.grammar.dialect
        if self.table.end or self.only_one or self.closely:
            return range(len(lines))
        delimiter, quote, more, sure = dialect.delimiter, dialect.quote, grammar.width - 1, grammar.sure.fullmatch
        if quote:
            joint, pairs = quote + delimiter + quote, 2 * grammar.width  # of a line in which every cell is quoted
            odd = [
                i for i, line in enumerate(lines)
                if not (
                    ((line[1:-1].count(joint) == more and line.count(quote) == pairs and line[0] == quote == line[-1]) or sure(line))
                    if quote in line else line.count(delimiter) == more
                )
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

    def _closer(self, lines: list[str], verbatim: list[str], index: int) -> int:
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
        number = self.number + index
        self.left_open = self.left_open or self.grammar.opened.fullmatch(line) is not None
        self.cells.damaged.append((number, line.replace(UNDECODABLE, "\ufffd")))
        if len(self.cells.findings) < TOLD:
            self.cells.findings.append(findings.damaged_line(number, self.grammar.width, self._why(line)))
        return 0

    def _unfit(self, line: str) -> bool:
        return UNDECODABLE in line or "\0" in line or len(line) > LONGEST_LINE

    def _is_record(self, line: str) -> bool:
        if self.grammar.is_plain(line):
            return True
        if not self.grammar.whole.fullmatch(line):
            return self._has_surplus(line)
        quote = self.grammar.dialect.quote
        if not self.grammar.edges.search(line):
            return True
        if not self.left_open and not any(quote in other for other in self.sample):
            return True
        return bool(self.shapes.known) and self.shapes.fit(line)

    def _has_surplus(self, line: str) -> bool:
        """True for a record with blank cells too many at its end; false when it may as well be another delimiter that is too many."""
        found = self.grammar.surplus.fullmatch(line)
        if not found or not self.shapes.can_be(found[1]):
            return False
        delimiter, cells = self.grammar.dialect.delimiter, found[1].split(self.grammar.dialect.delimiter)
        shifted = ([*cells[:i], cells[i] + cells[i + 1], *cells[i + 2 :], ""] for i in range(len(cells) - 1))
        return self.surplus_is_usual or not any(self.shapes.can_be(delimiter.join(cells)) for cells in shifted)

    def _joined(self, lines: list[str], verbatim: list[str], index: int, *, first: bool = True) -> int:
        """How many lines the record takes that starts with an open quote here; 0 when that quote is the damage.

        So it is when the line that closes it begins a record itself, which then takes its quote to open a cell. `first` is
        false where that record is looked for.
        """
        record = verbatim[index]
        if not self.grammar.opened.fullmatch(record):
            return 0
        for extra in range(1, min(JOINED_LINES, len(lines) - index)):
            line = lines[index + extra]
            alone = self.grammar.width > 1 or bool(self.shapes.known)
            if self._unfit(line) or (alone and self.grammar.is_plain(line) and self._stands_alone(line)):
                return 0
            start = self.grammar.started.fullmatch(line)
            if start and self.shapes.can_start(start[1]):
                return 0
            whole = f"{record}\n{line}"
            if len(whole) > LARGEST_RECORD:
                return 0
            if self.grammar.whole.fullmatch(whole) or self._has_surplus(whole):
                begins = start and start[1].strip(self.blanks) and first
                return 0 if begins and self._joined(lines, verbatim, index + extra, first=False) else extra + 1
            record += "\n" + verbatim[index + extra]
            if not self.grammar.opened.fullmatch(record):
                return 0
        return 0

    def _stands_alone(self, line: str) -> bool:
        """A blank line inside a quoted cell is no record, and neither is a line whose first cells look like no other's."""
        return not self._is_blank(line) and self.shapes.can_be(line)

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
