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
from pipelines.table_language import Table, Text

MARKS = tuple(decode.MARKS)


@dataclass
class _Taken:
    """Lines that belong to records, in a temporary UTF-8 file; `joined` are those that go on inside a quoted cell."""

    records: Lines
    last: Last
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
    taken = _Sieve(dialect, found, table, cells, work / "records.txt").sift(below)
    if not _load_records(con, taken, dialect, len(found.headers)):
        cells.skipped, cells.findings = Counter(), told
        _, below = _below_header(path, encoding, dialect, table, cells)
        grammar = Grammar(dialect, len(found.headers))
        taken.records, taken.last = set_damage_apart(
            below, found.next_line, grammar, table, cells, work / "whole.txt", trailing=taken.trailing
        )
        _load(con, taken.records.path, dialect, grammar.width)
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
    """The header, and the lines below it in batches; letters that were wrong before they came to us are told once."""
    batches = decode.batches(path, encoding, dialect)
    found = find_header(batches, path, dialect, table, cells)
    below = batches if found.rest is None else chain([found.rest], batches)
    return found, _watched(below, found.next_line, cells)


def _watched(batches: Iterator[str], number: int, cells: Cells) -> Iterator[str]:
    for batch in batches:
        if decode.mojibake_in(batch) and not any(
            finding.rule == "file.letters_are_whole" for finding in cells.findings
        ):
            before = next(i for i, line in enumerate(batch.split("\n")) if decode.mojibake_in(line))
            cells.findings.append(findings.wrong_letters(number + before))
        yield batch
        number += batch.count("\n") + 1


def _load_records(con: duckdb.DuckDBPyConnection, taken: _Taken, dialect: Text, width: int) -> bool:
    """Read the records strictly, all at once; False when something is wrong somewhere."""
    if taken.suspect:
        return False
    expected = taken.records.count - len(taken.joined)
    try:
        _load(con, taken.records.path, dialect, width)
    except duckdb.Error:
        return False
    if con.execute("select count(*) from raw_cells").fetchall()[0][0] != expected:
        return False
    taken.records.shifts, taken.records.count = _starts(taken), expected
    return True


def _check_total(stated: tuple[int, int], records: int, cells: Cells) -> None:
    """A damaged line may be two that were joined, or half of one: only what damage cannot explain was lost or added."""
    counted = records + len(cells.damaged)
    if abs(stated[0] - counted) > len(cells.damaged):
        cells.findings.append(findings.wrong_control_total(stated[0], counted, stated[1]))


class _Sieve:
    """Writes the lines that belong to records, and counts and checks everything that does not."""

    def __init__(self, dialect: Text, found: Found, table: Table, cells: Cells, target: Path) -> None:
        self.dialect, self.cells = dialect, cells
        self.taken = _Taken(Lines(target), Last(dialect.footer), trailing=dialect.trailing_delimiter or found.trailing)
        self.number = found.next_line
        self.trailing = self.taken.trailing
        self.blanks = dialect.delimiter + dialect.quote + sql.BLANKS + decode.MARKS
        self.blank = re.compile(f"\n[{re.escape(self.blanks)}]*\n")
        self.end = re.compile(table.end) if table.end else None
        self.grammar = Grammar(dialect, len(found.headers))
        self.held: deque[tuple[int, str, bool]] = deque()  # the last lines, among which a footer may stand
        self.ended = self.quoted = False

    def sift(self, batches: Iterator[str]) -> _Taken:
        """Go through the whole file, or up to where something is wrong."""
        with self.taken.records.path.open("w", encoding="utf-8", newline="") as self.out:
            for batch in batches:
                self._one(batch)
                if self.taken.suspect:  # the rest is for the slow path, which starts anew
                    return self.taken
            self._last()
        return self.taken

    def _one(self, batch: str) -> None:
        quote = self.dialect.quote
        count = batch.count("\n") + 1
        if count >= FOOTER_WITHIN:
            while self.held:
                self._keep(*self.held.popleft())
        if decode.UNDECODABLE in batch or "\0" in batch:
            self.taken.suspect = True
            return
        careful = bool(self.end or self.ended or self.quoted or self.held) or count <= FOOTER_WITHIN
        if not careful and quote and quote in batch:
            lines = batch.split("\n")
            odd = [i for i, line in enumerate(lines) if line.count(quote) & 1]
            careful = bool(odd)
            if any(
                self._is_whole(line)
                for first, last in zip(odd[::2], odd[1::2], strict=False)
                for line in lines[first + 1 : last]
            ):
                self.taken.suspect = True
                return
        if not careful and not self.blank.search(f"\n{batch}\n"):
            batch = self._in_one_piece(batch, count)
        for line in batch.split("\n"):
            self._line(line)

    def _in_one_piece(self, batch: str, count: int) -> str:
        """Nothing special in this batch: write it whole, but hand back what may be the footer."""
        body, *single = batch.rsplit("\n", FOOTER_WITHIN)
        if decode.CRLF in body or decode.CR in body:
            body = body.replace(decode.CRLF, "").replace(decode.CR, "")
        body += "\n"
        if self.trailing:
            body = body.replace(self.dialect.delimiter + "\n", "\n")
        self.taken.records.shift(self.number)
        self.taken.records.count += count - len(single)
        self.number += count - len(single)
        self.out.write(body)
        return "\n".join(single)

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
        self.out.write(line + "\n")

    def _last(self) -> None:
        """The footer may stand among the last lines, also twice."""
        for number, line, goes_on in self.held:
            if not self.taken.last.is_footer(line, number):
                self._keep(number, line, goes_on)


def _load(con: duckdb.DuckDBPyConnection, path: Path, dialect: Text, width: int) -> None:
    """Strict reading of records that stand one after another; order is kept, so `rowid` numbers them."""
    columns = ", ".join(f"{sql.text(f'c{i}')}: 'varchar'" for i in range(width))
    con.execute(
        f"create or replace temp table raw_cells as select * from read_csv({sql.text(str(path))}, header = false, "
        f"auto_detect = false, columns = {{{columns}}}, delim = {sql.text(dialect.delimiter)}, quote = {sql.text(dialect.quote)}, "
        f"escape = {sql.text(dialect.quote)}, new_line = '\\n', strict_mode = true, null_padding = false, max_line_size = 16777216)"
    )


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
