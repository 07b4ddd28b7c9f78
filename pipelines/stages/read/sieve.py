"""Decoded text below the header → its records for strict reading; titles, blank lines, the footer and what lies below are counted.

Does not read cells and mends nothing: where something may be wrong it stops, and `damage` starts anew. Lines that are
alike pass in bulk.
"""

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from pipelines import sql
from pipelines.stages.read import decode
from pipelines.stages.read.cells import Cells
from pipelines.stages.read.grammar import Grammar
from pipelines.stages.read.header import Found
from pipelines.stages.read.lines import FOOTER_WITHIN, Last, Lines
from pipelines.stages.read.strict import StrictReader
from pipelines.table_language import Table

MARKS = tuple(decode.MARKS)


@dataclass
class Taken:
    """Lines that belong to records; `joined` are those that go on inside a quoted cell."""

    last: Last
    records: Lines = field(default_factory=Lines)
    joined: list[int] = field(default_factory=list)
    suspect: bool = False
    trailing: bool = False


class Sieve:
    """Hands on the lines that belong to records, and counts and checks everything that does not."""

    def __init__(self, grammar: Grammar, found: Found, table: Table, cells: Cells, out: StrictReader) -> None:
        self.grammar, self.dialect, self.cells, self.out = grammar, grammar.dialect, cells, out
        dialect = self.dialect
        self.taken = Taken(Last(dialect.footer), trailing=dialect.trailing_delimiter or found.trailing)
        self.number = found.next_line
        self.trailing = self.taken.trailing
        self.blanks = dialect.delimiter + dialect.quote + sql.BLANKS + decode.MARKS
        self.blank = re.compile(f"\n[{re.escape(self.blanks)}]*\n")
        self.blank_bytes = re.compile(b"\n[" + re.escape(self.blanks).encode() + b"]*\n")  # or what looks like it
        # With 0xEF begin all marks in UTF-8, that of a byte order among them: one letter is found faster than three.
        self.unfit = [b"\0", b"\x1a", b"\xef", *([dialect.quote.encode()] if dialect.quote else [])]
        self.delimiters = grammar.width - 1  # of every record
        self.blank_ends = (dialect.delimiter, dialect.delimiter + 2 * dialect.quote)
        self.end = re.compile(table.end) if table.end else None
        self.held: deque[tuple[int, str, bool]] = deque()  # the last lines, among which a footer may stand
        self.ended = self.quoted = False
        self.begun = 0  # delimiters outside quotes in the record that goes on over lines

    def sift(self, pieces: Iterator[str]) -> Taken:
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
            records = self._alike(body, count)
            if self.taken.suspect:
                return
            if records := records or self._closed(body):
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
            if self.taken.suspect:
                return

    def _alike(self, body: str, count: int) -> bytes | None:
        """The records of so many lines that all end alike and have no quotes; None for any others."""
        content = body.encode()
        if any(sign in content for sign in self.unfit) or "ï" in body or self.blank_bytes.search(b"\n" + content):
            return None
        end = (self.dialect.delimiter.encode() if self.trailing else b"") + (b"\r\n" if b"\r" in content else b"\n")
        records = content.replace(end, b"\n")
        all_end_so = len(content) - len(records) == (len(end) - 1) * count
        if not all_end_so or b"\r" in records:
            return None
        # Where there are too few, some line is damaged; a blank cell too many at a line's end strict reading drops without a word.
        found = np.count_nonzero(np.frombuffer(records, dtype=np.uint8) == ord(self.dialect.delimiter))
        self.taken.suspect = bool(found < self.delimiters * count)
        return records if found == self.delimiters * count else None

    def _closed(self, body: str) -> bytes | None:
        """The records of lines of which none is blank or leaves a quote open; None for any others."""
        delimiter, quote = self.dialect.delimiter, self.dialect.quote
        batch = decode.told_apart(body, self.dialect)
        if decode.UNDECODABLE in batch or "\0" in batch or self.blank.search(f"\n{batch}\n"):
            return None
        batch = batch.replace(decode.CRLF, "").replace(decode.CR, "") + "\n"
        if self.trailing:
            batch = batch.replace(delimiter + "\n", "\n")
        if quote and ((f"  {quote}" in batch and self.grammar.padded.search(batch)) or not quote.isascii()):
            return None
        content = batch.encode()
        signs = np.frombuffer(content, dtype=np.uint8)
        ends, between = signs == ord("\n"), signs == ord(delimiter)
        if quote:
            inside = np.cumsum(signs == ord(quote), dtype=np.uint8) & 1  # an odd number of quotes stands before it
            if np.any(inside & ends):
                return None
            between &= inside == 0
        as_agreed = np.count_nonzero(between) == self.delimiters * np.count_nonzero(ends)
        return content if as_agreed or not any(map(self._has_surplus, batch.split("\n"))) else None

    def _has_surplus(self, line: str) -> bool:
        """True of a line with a blank cell too many at its end, which strict reading would drop: perhaps all cells moved up."""
        may_have = line.endswith(self.blank_ends) and line.count(self.dialect.delimiter) > self.delimiters
        return may_have and not self.grammar.whole.fullmatch(line)

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
            if self._is_wrong(line, before):
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

    def _is_wrong(self, line: str, before: bool) -> bool:
        """True when a quote was never closed, a cell holds a record, or there are more cells than strict reading tells of."""
        bare, quote = self._bare(line), self.dialect.quote
        if quote and f"  {quote}" in line and self.grammar.padded.search(line):
            return True
        if not before and not self.quoted:
            return self._has_surplus(bare)
        outside = (line if self.quoted else bare).split(quote)[int(before) :: 2]
        self.begun = sum(part.count(self.dialect.delimiter) for part in outside) + (self.begun if before else 0)
        if before and self.grammar.sure.fullmatch(bare):
            return True
        if self.quoted:
            return not before and not self.grammar.opened.fullmatch(line)
        return self.begun > self.delimiters

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
