"""Delimited text in a configured dialect → `Cells`, strictly, with every line accounted for.

Does not guess a dialect and does not type anything. While decoding it takes out and counts title lines, blank lines, the
footer and what lies below the end of the table; DuckDB's strict reader then sees records only. When strict reading
refuses, `damage` sets damaged lines apart, verbatim, and strict reading is done over the rest.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

import duckdb

from pipelines import findings, sql
from pipelines.findings import Blocked
from pipelines.stages.read import decode, kind
from pipelines.stages.read.cells import Cells, distinct_headers
from pipelines.stages.read.damage import FOOTER_WITHIN, Last, Lines, set_damage_apart
from pipelines.stages.read.grammar import Grammar
from pipelines.stages.read.header import Found, find_header
from pipelines.stages.read.strict import StrictReader
from pipelines.table_language import Table, Text

MARKS = tuple(decode.MARKS)


@dataclass
class _Taken:
    """Lines that belong to records; `joined` are those that go on inside a quoted cell."""

    last: Last
    records: Lines = field(default_factory=Lines)
    joined: list[int] = field(default_factory=list)
    suspect: bool = False
    trailing: bool = False


def read_text(path: Path, dialect: Text, table: Table, con: duckdb.DuckDBPyConnection, work: Path) -> Cells:
    """Read one text file; raises `Blocked` when it is empty, no text at all, or has no header.

    A control total that does not hold is a finding that blocks: the guard against citizen service numbers goes first.
    """
    if what := kind.of_binary(path):
        raise Blocked(findings.unreadable(path.name, f"het is {what}, geen tekst (CSV), ook al heet het zo"))
    cells = Cells(relation="cells_0", headers=())
    encoding = decode.encoding_of(path, dialect.encoding)
    if encoding.finding:
        cells.findings.append(encoding.finding)
    told = list(cells.findings)
    found, below = _below_header(path, encoding, dialect, table, cells)
    cells.headers = distinct_headers(list(found.headers))
    if not found.headers:  # the supplier says that there was nothing
        con.execute(f"create or replace temp table {cells.relation} (_row bigint)")
        return cells
    grammar = Grammar(dialect, len(found.headers))
    with StrictReader(con, work, dialect, grammar.width) as reader:
        taken = _Sieve(grammar, found, table, cells, reader).sift(below)
        is_whole = _is_whole(reader, taken)
    for closely in () if is_whole else (False, True):
        cells.skipped, cells.findings, cells.damaged = Counter(), list(told), []
        _, below = _below_header(path, encoding, dialect, table, cells)
        batches = (decode.told_apart(piece, dialect) for piece in below)
        with StrictReader(con, work, dialect, grammar.width) as reader:
            taken.records, taken.last = set_damage_apart(
                batches, found.next_line, grammar, table, cells, reader, trailing=taken.trailing, closely=closely
            )
            if is_whole := _holds(reader, taken.records.count):
                break
    if not is_whole:
        raise Blocked(
            findings.unreadable(path.name, "de aanhalingstekens of scheidingstekens staan overal door elkaar")
        )
    _number_rows(con, taken.records, cells)
    cells.skipped += taken.last.counted
    cells.source_rows = taken.records.count + len(cells.damaged) + sum(cells.skipped.values())
    if dialect.footer and not taken.last.counted and cells.source_rows:
        cells.findings.append(findings.no_footer(dialect.footer))
    cells.stated_rows = taken.last.stated[0] if taken.last.stated else None
    if taken.last.stated:
        _check_total(taken.last.stated, taken.records.count, cells)
    return cells


def _below_header(
    path: Path, encoding: decode.Encoding, dialect: Text, table: Table, cells: Cells
) -> tuple[Found, Iterator[str]]:
    """The header, and what stands below it as `decode.pieces`."""
    pieces = decode.pieces(path, encoding)
    found = find_header((decode.told_apart(piece, dialect) for piece in pieces), path, dialect, table, cells)
    return found, pieces if found.rest is None else chain([found.rest + "\n"], pieces)


def _is_whole(reader: StrictReader, taken: _Taken) -> bool:
    """Finish strict reading; False when something is wrong somewhere."""
    expected = taken.records.count - len(taken.joined)
    if taken.suspect or not _holds(reader, expected):
        return False
    taken.records.shifts, taken.records.count = _starts(taken), expected
    return True


def _holds(reader: StrictReader, records: int) -> bool:
    """True when the strict reader found as many records as we did, and nothing wrong with them."""
    try:
        return reader.close() == records
    except duckdb.Error:
        return False


def _check_total(stated: tuple[int, int], records: int, cells: Cells) -> None:
    """A damaged line may be two that were joined, or half of one: only what damage cannot explain was lost or added."""
    counted = records + len(cells.damaged)
    if abs(stated[0] - counted) > len(cells.damaged):
        cells.findings.append(findings.wrong_control_total(stated[0], counted, stated[1]))


class _Sieve:
    """Hands on the lines that belong to records, and counts and checks everything that does not."""

    def __init__(self, grammar: Grammar, found: Found, table: Table, cells: Cells, out: StrictReader) -> None:
        self.grammar, self.dialect, self.cells, self.out = grammar, grammar.dialect, cells, out
        dialect = self.dialect
        self.taken = _Taken(Last(dialect.footer), trailing=dialect.trailing_delimiter or found.trailing)
        self.number = found.next_line
        self.trailing = self.taken.trailing
        self.blanks = dialect.delimiter + dialect.quote + sql.BLANKS + decode.MARKS
        self.blank = re.compile(f"\n[{re.escape(self.blanks)}]*\n")
        self.blank_bytes = re.compile(b"\n[" + re.escape(self.blanks).encode() + b"]*\n")  # or what looks like it
        # With 0xEF begin all marks in UTF-8, that of a byte order among them: one letter is found faster than three.
        self.unfit = [b"\0", b"\x1a", b"\xef", *([dialect.quote.encode()] if dialect.quote else [])]
        self.end = re.compile(table.end) if table.end else None
        self.held: deque[tuple[int, str, bool]] = deque()  # the last lines, among which a footer may stand
        self.ended = self.quoted = False

    def sift(self, pieces: Iterator[str]) -> _Taken:
        """Go through the whole file, or up to where something is wrong."""
        for piece in pieces:
            self._one(piece)
            if self.taken.suspect or self.out.has_failed:  # the rest is for the slow path, which starts anew
                return self.taken
            if not self.quoted and not any(goes_on for *_, goes_on in self.held):
                self.out.between_records(self.taken.records.count)
        self._last()
        return self.taken

    def _one(self, piece: str) -> None:
        count = piece.count("\n") - FOOTER_WITHIN
        decode.tell_wrong_letters(piece, self.number, self.cells.findings)
        if count >= 0:
            while self.held:
                self._keep(*self.held.popleft())
        if count > 0 and not (self.end or self.ended or self.quoted or self.held):
            start = len(piece)
            for _ in range(FOOTER_WITHIN + 1):
                start = piece.rindex("\n", 0, start)
            body = piece[: start + 1]
            if records := self._alike(body, count) or self._closed(body):
                self.taken.records.shift(self.number)
                self.taken.records.count += count
                self.number += count
                self.out.write(records)
                piece = piece[start + 1 :]
        if decode.UNDECODABLE in piece or "\0" in piece:
            self.taken.suspect = True
            return
        for line in decode.told_apart(piece, self.dialect).split("\n"):
            self._line(line)

    def _alike(self, body: str, count: int) -> bytes | None:
        """The records of so many lines that all end alike and have no quotes; None for any others."""
        content = body.encode()
        if any(sign in content for sign in self.unfit) or "ï" in body or self.blank_bytes.search(b"\n" + content):
            return None
        end = (self.dialect.delimiter.encode() if self.trailing else b"") + (b"\r\n" if b"\r" in content else b"\n")
        records = content.replace(end, b"\n")
        all_end_so = len(content) - len(records) == (len(end) - 1) * count
        return records if all_end_so and b"\r" not in records else None

    def _closed(self, body: str) -> bytes | None:
        """The records of lines of which none is blank or leaves a quote open; None for any others."""
        quote = self.dialect.quote
        batch = decode.told_apart(body, self.dialect)
        if decode.UNDECODABLE in batch or "\0" in batch or self.blank.search(f"\n{batch}\n"):
            return None
        if quote and quote in batch and any(line.count(quote) & 1 for line in batch.split("\n")):
            return None
        batch = batch.replace(decode.CRLF, "").replace(decode.CR, "") + "\n"
        if self.trailing:
            batch = batch.replace(self.dialect.delimiter + "\n", "\n")
        return batch.encode()

    def _line(self, line: str) -> None:
        quote, before = self.dialect.quote, self.quoted
        if quote and quote in line and line.count(quote) & 1 and not self.ended:
            self.quoted = not before
        if not before and (self.ended or (self.end and self.end.search(line.lstrip(self.blanks)))):
            self.ended, self.quoted = True, False
            self.cells.skipped["legend" if line.strip(self.blanks) else "blank"] += 1
        elif not before and not self.quoted and not line.strip(self.blanks):
            self.cells.skipped["blank"] += 1
        else:
            # A quote that was never closed, or a cell that holds a record.
            if (before and self._is_whole(line)) or (
                self.quoted and not before and not self.grammar.opened.fullmatch(line)
            ):
                self.taken.suspect = True
            if not self.quoted:
                line = self._bare(line)
            elif self.trailing and not line.endswith(MARKS):
                line += decode.LF
            self.held.append((self.number, line, before))
            if len(self.held) > FOOTER_WITHIN or not self.dialect.footer:
                self._keep(*self.held.popleft())
        self.number += 1

    def _bare(self, line: str) -> str:
        line = line.rstrip(decode.MARKS)
        return line.removesuffix(self.dialect.delimiter) if self.trailing else line

    def _is_whole(self, line: str) -> bool:
        return self.grammar.sure.fullmatch(self._bare(line)) is not None

    def _keep(self, number: int, line: str, goes_on: bool) -> None:
        """Lines inside quotes keep the mark of their line end, and a delimiter at their end."""
        records = self.taken.records
        records.shift(number)
        if goes_on:
            self.taken.joined.append(records.count)
        records.count += 1
        records.marked = records.marked or line.endswith(MARKS)
        self.out.write(f"{line}\n".encode())

    def _last(self) -> None:
        """The footer may stand among the last lines, also twice."""
        for number, line, goes_on in self.held:
            if not self.taken.last.is_footer(line, number):
                self._keep(number, line, goes_on)


def _starts(taken: _Taken) -> list[tuple[int, int]]:
    """Shifts of lines → shifts of records: a record that goes on over lines makes the numbers jump behind it."""
    if not taken.joined:
        return taken.records.shifts
    joined, firsts = taken.joined, [first for first, _ in taken.records.shifts]
    inner = set(joined)
    starts: list[tuple[int, int]] = []
    for line in sorted({*firsts, *(last + 1 for last in joined)}):
        if line in inner or line >= taken.records.count:
            continue
        record = line - bisect_left(joined, line)
        number = line + taken.records.shifts[bisect_right(firsts, line) - 1][1]
        starts.append((record, number - record))
    return starts


def _number_rows(con: duckdb.DuckDBPyConnection, records: Lines, cells: Cells) -> None:
    """Give every record the number of the line it starts on, and every line end inside a cell its own form back."""

    def cell(i: int) -> str:
        if not records.marked:
            return f"c{i}"
        return (
            f"replace(replace(replace(c{i}, '{decode.CRLF}\n', '\r\n'), '{decode.CR}\n', '\r'), '{decode.LF}\n', '\n')"
        )

    columns = ", ".join(f"{cell(i)} as {sql.name(header)}" for i, header in enumerate(cells.headers))
    starts = records.shifts
    if len(starts) <= 1:
        shift = starts[0][1] if starts else 0
        con.execute(
            f"create or replace temp view {cells.relation} as select rowid + {shift} as _row, {columns} from raw_cells"
        )
        return
    con.execute(
        "create or replace temp table line_shifts as select unnest($1::bigint[]) as first, unnest($2::bigint[]) as shift",
        [[first for first, _ in starts], [shift for _, shift in starts]],
    )
    con.execute(
        f"create or replace temp view {cells.relation} as select raw.number + line_shifts.shift as _row, {columns} "
        "from (select rowid as number, * from raw_cells) as raw asof join line_shifts on raw.number >= line_shifts.first"
    )
