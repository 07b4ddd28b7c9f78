"""Delimited text in a configured dialect → `Cells`, strictly, with every line accounted for.

Does not guess a dialect and does not type anything. While decoding it takes out and counts title lines, blank lines, the
footer and what lies below the end of the table; DuckDB's strict reader then sees records only. When strict reading
refuses, a slow path resynchronises on the number of columns and sets damaged lines apart, verbatim.
"""

import codecs
import csv
import io
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from pipelines import findings, sql
from pipelines.findings import Blocked
from pipelines.stages.read.cells import Cells, distinct_headers
from pipelines.table_language import Table, Text

CHUNK = 8 << 20
HEADER_WITHIN = 60
FOOTER_WITHIN = 12
JOINED_LINES = 50
UNDECODABLE = "\ufffd"
NOTHING_TO_REPORT = re.compile(r"^\W*niets te melden\W*$", re.IGNORECASE)


@dataclass
class _Records:
    """Lines that are records, in a temporary UTF-8 file; `shifts` says from which record on the line number jumps.

    `stated` is the file's own control total and the line where it stands.
    """

    path: Path
    headers: list[str]
    count: int = 0
    shifts: list[tuple[int, int]] = field(default_factory=list)
    suspect: bool = False
    stated: tuple[int, int] | None = None


def read_text(path: Path, dialect: Text, table: Table, con: duckdb.DuckDBPyConnection, work: Path) -> Cells:
    """Read one text file; raises `Blocked` when it is empty or has no header.

    A control total that does not hold is a finding that blocks: the guard against citizen service numbers goes first.
    """
    cells = Cells(relation="cells_0", headers=())
    records = _take_out(path, dialect, table, cells, work / "records.txt")
    cells.headers = distinct_headers(records.headers)
    if not records.headers:  # the supplier says that there was nothing
        con.execute(f"create or replace temp table {cells.relation} (_row bigint)")
        return cells
    try:
        if records.suspect:
            raise duckdb.InvalidInputException("undecodable bytes")
        _load(con, records.path, dialect.delimiter, dialect.quote, len(cells.headers))
        if con.execute("select count(*) from raw_cells").fetchall()[0][0] != records.count:
            raise duckdb.InvalidInputException("records run over line ends")
    except duckdb.Error:
        _resynchronise(con, records, dialect, table, cells)
    _number_rows(con, records, cells)
    counted = records.count + len(cells.damaged)
    if records.stated and records.stated[0] != counted:
        cells.findings.append(findings.wrong_control_total(records.stated[0], counted, records.stated[1]))
    return cells


def _lines(path: Path, encoding: str) -> Iterator[str]:
    """Decoded text in batches of whole lines, without the last line end; bytes that do not decode become U+FFFD."""
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    rest, first = "", True
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            decoded = rest + decoder.decode(chunk)
            if first and decoded:  # a byte order mark comes and goes with the program that saved the file
                decoded, first = decoded.removeprefix("\ufeff"), False
            held = decoded.endswith("\r")  # its \n may open the next chunk
            decoded = decoded[:-1] if held else decoded
            if "\r" in decoded:
                decoded = decoded.replace("\r\n", "\n").replace("\r", "\n")
            whole, ended, rest = decoded.rpartition("\n")
            rest += "\r" if held else ""
            if ended:
                yield whole
    rest = (rest + decoder.decode(b"", final=True)).rstrip("\r\n")
    if rest:
        yield rest


def _take_out(path: Path, dialect: Text, table: Table, cells: Cells, target: Path) -> _Records:
    """Write the record lines to `target`; count and check everything that is not a record."""
    lines = _lines(path, dialect.encoding)
    batch, number, records = _find_header(lines, path, dialect, table, cells, target)
    blank_of = dialect.delimiter + dialect.quote + sql.BLANKS
    blank = re.compile(f"\n[{re.escape(blank_of)}]*\n")
    end = re.compile(table.end) if table.end else None
    footer = re.compile(dialect.footer) if dialect.footer else None
    held: deque[tuple[int, str]] = deque()  # the last lines, among which a footer may stand
    ended = quoted = False
    with target.open("w", encoding="utf-8", newline="") as out:

        def keep(line_number: int, line: str) -> None:
            shift = line_number - records.count
            if not records.shifts or records.shifts[-1][1] != shift:
                records.shifts.append((records.count, shift))
            records.count += 1
            out.write((line.removesuffix(dialect.delimiter) if dialect.trailing_delimiter else line) + "\n")

        while batch is not None:
            count = batch.count("\n") + 1
            if count >= FOOTER_WITHIN:
                while held:
                    keep(*held.popleft())
            records.suspect = records.suspect or UNDECODABLE in batch or "\0" in batch
            careful = bool(end or ended or quoted or held) or (bool(dialect.quote) and dialect.quote in batch)
            if careful or count <= FOOTER_WITHIN or blank.search(f"\n{batch}\n"):
                single = batch.split("\n")
            else:
                # Nothing special in this batch: write it in one piece, but hold back what may be the footer.
                body, *single = batch.rsplit("\n", FOOTER_WITHIN) if footer else [batch]
                block = body + "\n"
                if dialect.trailing_delimiter:
                    block = block.replace(dialect.delimiter + "\n", "\n")
                if not records.shifts or records.shifts[-1][1] != number - records.count:
                    records.shifts.append((records.count, number - records.count))
                records.count += count - len(single)
                out.write(block)
                number += count - len(single)
            for line in single:
                if ended or (end and not quoted and end.search(line.lstrip(blank_of))):
                    ended = True
                    cells.skipped["blank" if not line.strip(blank_of) else "legend"] += 1
                elif not quoted and not line.strip(blank_of):
                    cells.skipped["blank"] += 1
                else:
                    if dialect.quote and line.count(dialect.quote) % 2:
                        quoted = not quoted
                    held.append((number, line))
                    if len(held) > FOOTER_WITHIN or not footer:
                        keep(*held.popleft())
                number += 1
            batch = next(lines, None)
        for line_number, line in held:
            match = footer.search(line) if footer else None
            if match:
                cells.skipped["control" if "rows" in match.groupdict() else "footer"] += 1
                if "rows" in match.groupdict():
                    records.stated = (int(match["rows"]), line_number)
            else:
                keep(line_number, line)
    cells.source_rows = records.count + sum(cells.skipped.values())
    return records


def _find_header(
    lines: Iterator[str], path: Path, dialect: Text, table: Table, cells: Cells, target: Path
) -> tuple[str | None, int, _Records]:
    """Everything up to and including the header; returns the rest of that batch and the number of its first line."""
    seen: list[str] = []
    number = 0
    for batch in lines:
        top = batch.split("\n", HEADER_WITHIN)
        for index, line in enumerate(top, start=1):
            number += 1
            fields = _split(line, dialect)
            names = [" ".join(cell.replace("\u00a0", " ").split()) for cell in fields]
            if table.header.find in names or number == table.header.row:
                if dialect.trailing_delimiter and names and not names[-1]:
                    names.pop()
                rest = "\n".join(top[index:]) if index < len(top) else next(lines, None)
                return rest, number + 1, _Records(target, names)
            if any(names):
                if NOTHING_TO_REPORT.match(line):
                    cells.skipped["preamble"] += 1
                    cells.source_rows = sum(cells.skipped.values())
                    return None, number + 1, _Records(target, [])
                seen += names
            cells.skipped["preamble" if any(names) else "blank"] += 1
            if number >= HEADER_WITHIN:
                raise Blocked(findings.header_not_found("", _wanted(table), seen, table.agreed_headers))
    if not seen:
        raise Blocked(findings.empty_file(path.name))
    raise Blocked(findings.header_not_found("", _wanted(table), seen, table.agreed_headers))


def _wanted(table: Table) -> str:
    return table.header.find or f"rij {table.header.row}"


def _split(line: str, dialect: Text) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=dialect.delimiter, quotechar=dialect.quote or None,
                               quoting=csv.QUOTE_MINIMAL if dialect.quote else csv.QUOTE_NONE, strict=True), [])  # fmt: skip
    except csv.Error:
        return line.split(dialect.delimiter)


def _load(con: duckdb.DuckDBPyConnection, path: Path, delimiter: str, quote: str, width: int) -> None:
    """Strict reading of records that stand one after another; order is kept, so `rowid` numbers them."""
    columns = ", ".join(f"{sql.text(f'c{i}')}: 'varchar'" for i in range(width))
    con.execute(
        f"create or replace temp table raw_cells as select * from read_csv({sql.text(str(path))}, header = false, "
        f"auto_detect = false, columns = {{{columns}}}, delim = {sql.text(delimiter)}, quote = {sql.text(quote)}, "
        f"escape = {sql.text(quote)}, new_line = '\\n', strict_mode = true, null_padding = false, max_line_size = 16777216)"
    )


def _resynchronise(
    con: duckdb.DuckDBPyConnection, records: _Records, dialect: Text, table: Table, cells: Cells
) -> None:
    """Slow path: a record is a line, or the shortest run of lines, that has exactly the header's number of fields.

    A quote that was never closed hid blank lines and the end of the table until here.
    """
    width = len(cells.headers)
    blank_of = dialect.delimiter + dialect.quote + sql.BLANKS
    ended = False
    lines = records.path.read_text(encoding="utf-8").split("\n")[:-1]
    numbers = _line_numbers(records, len(lines))
    rebuilt = records.path.with_suffix(".rebuilt")
    shifts: list[tuple[int, int]] = []
    count = index = 0
    with rebuilt.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, delimiter=";", quotechar='"', quoting=csv.QUOTE_ALL, lineterminator="\n")
        while index < len(lines):
            fields, taken = _record_at(lines, index, dialect, width)
            filled = lines[index].lstrip(blank_of)
            ended = ended or bool(table.end and re.search(table.end, filled))
            if ended or not filled or (len(lines) == 1 and NOTHING_TO_REPORT.match(filled)):
                cells.skipped["blank" if not filled else "legend" if ended else "preamble"] += 1
                taken = 1
            elif fields is None:
                cells.damaged.append((numbers[index], lines[index]))
                cells.findings.append(findings.damaged_line(numbers[index], width, _damage(lines[index], dialect)))
            else:
                if not shifts or shifts[-1][1] != numbers[index] - count:
                    shifts.append((count, numbers[index] - count))
                writer.writerow(fields)
                count += 1
            index += taken
    records.shifts, records.count = shifts, count
    cells.source_rows = count + len(cells.damaged) + sum(cells.skipped.values())
    _load(con, rebuilt, ";", '"', width)


def _record_at(lines: list[str], index: int, dialect: Text, width: int) -> tuple[list[str] | None, int]:
    """Fields of the record that starts at this line and how many lines it takes; None when the line is damaged."""
    line = lines[index]
    if UNDECODABLE in line or "\0" in line:
        return None, 1
    fields = _whole(line, dialect, width)
    if fields is not None:
        return fields, 1
    if dialect.quote and line.count(dialect.quote) % 2:
        joined = line
        for extra in range(1, min(JOINED_LINES, len(lines) - index)):
            following = lines[index + extra]
            if _whole(following, dialect, width) is not None or UNDECODABLE in following:
                break
            joined += "\n" + following
            fields = _whole(joined, dialect, width)
            if fields is not None:
                return fields, extra + 1
    return None, 1


def _whole(line: str, dialect: Text, width: int) -> list[str] | None:
    """The fields when the text is one well-formed record of the right width."""
    if dialect.quote and dialect.quote in line:
        if line.count(dialect.quote) % 2:
            return None
        try:
            lines = io.StringIO(line, newline="\n")
            rows = list(csv.reader(lines, delimiter=dialect.delimiter, quotechar=dialect.quote, strict=True))
        except csv.Error:
            return None
        return rows[0] if len(rows) == 1 and len(rows[0]) == width else None
    fields = line.split(dialect.delimiter)
    return fields if len(fields) == width else None


def _damage(line: str, dialect: Text) -> str:
    if UNDECODABLE in line or "\0" in line:
        return f"er staan tekens in die geen {dialect.encoding} zijn"
    if dialect.quote and line.count(dialect.quote) % 2:
        return "een aanhalingsteken is niet gesloten"
    return f"er staan {len(_split(line, dialect))} velden"


def _line_numbers(records: _Records, count: int) -> list[int]:
    numbers: list[int] = []
    starts = [*records.shifts[1:], (count, 0)]
    for (first, shift), (following, _) in zip(records.shifts, starts, strict=True):
        numbers.extend(range(first + shift, following + shift))
    return numbers


def _number_rows(con: duckdb.DuckDBPyConnection, records: _Records, cells: Cells) -> None:
    """Give every record the number of the line it starts on."""
    columns = ", ".join(f"c{i} as {sql.name(header)}" for i, header in enumerate(cells.headers))
    if len(records.shifts) <= 1:
        shift = records.shifts[0][1] if records.shifts else 0
        con.execute(
            f"create or replace temp view {cells.relation} as select rowid + {shift} as _row, {columns} from raw_cells"
        )
        return
    con.execute("create or replace temp table line_shifts (first bigint, shift bigint)")
    con.executemany("insert into line_shifts values (?, ?)", records.shifts)
    con.execute(
        f"create or replace temp view {cells.relation} as select raw.number + line_shifts.shift as _row, {columns} "
        "from (select rowid as number, * from raw_cells) as raw asof join line_shifts on raw.number >= line_shifts.first"
    )
