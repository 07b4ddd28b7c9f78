"""Delimited text in a configured dialect → `Cells`, strictly, with every line accounted for.

Does not guess a dialect and does not type anything. While decoding, `sieve` takes out and counts what is no record;
DuckDB's strict reader then sees records only. When strict reading refuses, `damage` sets damaged lines apart, verbatim,
and strict reading is done over the rest.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import duckdb

from pipelines import findings, sql
from pipelines.findings import Blocked
from pipelines.stages.read import decode, kind
from pipelines.stages.read.cells import Cells, distinct_headers
from pipelines.stages.read.damage import set_damage_apart
from pipelines.stages.read.grammar import Grammar
from pipelines.stages.read.header import Found, find_header
from pipelines.stages.read.lines import Lines
from pipelines.stages.read.sieve import Sieve, Taken
from pipelines.stages.read.strict import StrictReader
from pipelines.table_language import Table, Text


def read_text(path: Path, name: str, dialect: Text, table: Table, con: duckdb.DuckDBPyConnection, work: Path) -> Cells:
    """Read one text file; raises `Blocked` when it is empty, no text at all, or has no header.

    A control total that does not hold is a finding that blocks: the guard against citizen service numbers goes first.
    """
    if what := kind.of_binary(path):
        raise Blocked(findings.unreadable(name, f"het is {what}, geen tekst (CSV), ook al heet het zo"))
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
        taken = Sieve(grammar, found, table, cells, reader).sift(below)
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
        raise Blocked(findings.unreadable(name, "de aanhalingstekens of scheidingstekens staan overal door elkaar"))
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


def _is_whole(reader: StrictReader, taken: Taken) -> bool:
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


def _starts(taken: Taken) -> list[tuple[int, int]]:
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
