"""Text without a header, in which the first field of each line tells what the line is → `Cells`, and rows per type.

Does not type anything and knows no format by name. A line belongs to the nearest line above it of the type that it
stands below; the fields that must be the `same` in both are compared, so that a line lost in between never gives
somebody the data of somebody else.
"""

import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from pipelines import findings, sql
from pipelines.findings import Blocked, Finding
from pipelines.record_types import Records
from pipelines.stages.read import kind as kinds
from pipelines.stages.read.cells import Cells
from pipelines.stages.read.damage import NOTHING_TO_REPORT
from pipelines.stages.read.decode import MARKS, UNDECODABLE, batches, encoding_of
from pipelines.stages.read.layout import Arranged
from pipelines.table_language import Table, Text

# More fields than agreed is a new version of the format; many more is a line that ran into the next.
MORE_FIELDS = 40
LONGEST = 1 << 20
BETWEEN = "\x1f"


@dataclass
class _Pass:
    """What is remembered while going down the lines; `last` holds row number and fields per type, None after damage."""

    records: Records
    cells: Cells
    last: dict[str, tuple[int, list[str]] | None] = field(default_factory=dict)
    unread_at: int = 0
    counted: Counter[str] = field(default_factory=Counter)
    totals: list[tuple[int, list[str]]] = field(default_factory=list)
    wide: dict[str, set[int]] = field(default_factory=dict)


def read_records(
    path: Path, name: str, dialect: Text, table: Table, con: duckdb.DuckDBPyConnection, work: Path
) -> Cells:
    """Read every line as a row with the fields of its own type; raises `Blocked` when the file is empty or no text.

    Relation `cells_0` has `_row`, `_record` (the type), `_above` (row of the line it belongs to) and one column per
    type and field, those of types that are left alone too: what must not be received may stand there.
    """
    assert table.records is not None
    if what := kinds.of_binary(path):
        raise Blocked(findings.unreadable(name, f"het is {what}, geen tekst (CSV), ook al heet het zo"))
    cells = Cells(relation="cells_0", headers=())
    seen = _Pass(table.records, cells)
    target = work / "records.txt"
    with target.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n")
        for number, line in enumerate(_lines(path, dialect, cells), start=1):
            cells.source_rows += 1
            if not line.strip(dialect.delimiter + dialect.quote + sql.BLANKS):
                cells.skipped["blank"] += 1
            elif NOTHING_TO_REPORT.match(line):
                cells.skipped["preamble"] += 1
            elif (kept := _kept(line, number, dialect, seen)) is not None:
                writer.writerow(kept)
    if cells.source_rows == cells.skipped["blank"]:
        raise Blocked(findings.empty_file(path.name))
    if seen.counted or seen.totals or not cells.skipped["preamble"]:
        cells.findings += _contradicted(seen)
    cells.headers = _load(con, target, seen)
    return cells


def _lines(path: Path, dialect: Text, cells: Cells) -> Iterator[str]:
    """Lines without their end, in the encoding that the bytes prove or the agreed one."""
    encoding = encoding_of(path, dialect.encoding)
    if encoding.finding:
        cells.findings.append(encoding.finding)
    for batch in batches(path, encoding, dialect):
        for line in batch.split("\n"):
            yield line.rstrip(MARKS)


def _kept(line: str, number: int, dialect: Text, seen: _Pass) -> tuple[int, str, int | str, str] | None:
    """Row, type, row of the line it belongs to and fields; None for a line that is counted or set apart here."""
    fields = _split(line.removesuffix(dialect.delimiter) if dialect.trailing_delimiter else line, dialect)
    kind, *values = [value.strip(sql.BLANKS).replace(BETWEEN, " ") for value in fields or line.split(dialect.delimiter)]
    records, totals = seen.records, seen.records.totals
    if totals and kind == totals.type:
        seen.totals.append((number, values))
        seen.cells.skipped["control"] += 1
        return None
    seen.counted[kind] += 1
    known = [*records.types, *records.not_used, *([totals.type] if totals else [])]
    if kind not in known:
        seen.unread_at = number
        _set_apart(number, line, findings.unknown_record_type(number, kind, known), seen)
        return None
    agreed = len(records.types[kind].fields) if kind in records.types else 0
    if why := _damage(line, fields, agreed, dialect):
        _forget(kind, seen)
        _set_apart(number, line, findings.damaged_line(number, agreed + 1, why), seen)
        return None
    if kind in records.types:
        return _in_its_place(kind, values, number, line, seen)
    seen.cells.skipped["out_of_scope"] += 1
    seen.wide.setdefault(kind, set()).update(index for index, value in enumerate(values) if value)
    return number, kind, "", BETWEEN.join(values)


def _set_apart(number: int, line: str, finding: Finding, seen: _Pass) -> None:
    seen.cells.damaged.append((number, line.replace(UNDECODABLE, "\ufffd")))
    seen.cells.findings.append(finding)


def _forget(kind: str, seen: _Pass) -> None:
    """The next lines belong to no line of this type that stands above here, nor to one below it, however deep."""
    forgotten = [kind]
    for name in forgotten:
        seen.last[name] = None
        forgotten += [child for child, type_ in seen.records.types.items() if type_.below == name]


def _split(line: str, dialect: Text) -> list[str] | None:
    """The fields of one line; None when its quotes do not close."""
    if not dialect.quote or dialect.quote not in line:
        return line.split(dialect.delimiter)
    try:
        return next(csv.reader([line], delimiter=dialect.delimiter, quotechar=dialect.quote, strict=True))
    except csv.Error:
        return None


def _damage(line: str, fields: list[str] | None, agreed: int, dialect: Text) -> str:
    if UNDECODABLE in line or "\0" in line:
        return f"er staan tekens in die geen {dialect.encoding} zijn"
    if len(line) > LONGEST:
        return "de regel is onwaarschijnlijk lang"
    if fields is None:
        return "een aanhalingsteken is niet gesloten"
    return "" if agreed < len(fields) <= agreed + MORE_FIELDS else f"er staan {len(fields)} velden"


def _in_its_place(
    kind: str, values: list[str], number: int, line: str, seen: _Pass
) -> tuple[int, str, int | str, str] | None:
    """Find the line that this one belongs to; without one it is set apart, and so is what stands below it."""
    records, parent = seen.records, seen.records.types[kind].below
    above = seen.last.get(parent) if parent else None
    _forget(kind, seen)
    if parent:
        names, names_above = records.types[kind].fields, records.types[parent].fields
        shared = [(names.index(name), names_above.index(name)) for name in records.types[kind].same]
        lost = above is None or any(values[here] != above[1][there] for here, there in shared)
        if lost or (not shared and above is not None and above[0] < seen.unread_at):
            _set_apart(number, line, findings.orphan_line(number, kind, parent), seen)
            return None
    seen.last[kind] = (number, values)
    agreed = len(records.types[kind].fields)
    seen.wide.setdefault(kind, set()).update(i for i, value in enumerate(values) if value and i >= agreed)
    return number, kind, above[0] if above else "", BETWEEN.join(values)


def _contradicted(seen: _Pass) -> list[Finding]:
    """Where the lines of totals do not agree with the lines that are there."""
    totals = seen.records.totals
    if not totals:
        return []
    if not seen.totals:
        return [findings.totals_missing(totals.type)]
    return [
        findings.wrong_record_total(name, stated, seen.counted[name], number)
        for number, values in seen.totals
        for name, stated in zip(totals.counts, [*values, *[""] * len(totals.counts)], strict=False)
        if stated != str(seen.counted[name])
    ]


def _load(con: duckdb.DuckDBPyConnection, path: Path, seen: _Pass) -> tuple[str, ...]:
    """Make `cells_0` of the kept lines; returns its headers: agreed fields, further fields that are filled, the rest."""
    con.execute(
        "create or replace temp table lines as select _row, _record, _above, string_split(body, chr(31)) as fields from "
        f"read_csv({sql.text(str(path))}, header = false, auto_detect = false, delim = ',', quote = '\"', escape = '\"', "
        "columns = {'_row': 'bigint', '_record': 'varchar', '_above': 'bigint', 'body': 'varchar'}, "
        "new_line = '\\n', max_line_size = 16777216)"
    )
    columns: dict[str, str] = {}
    for name, kind in seen.records.types.items():
        for index in [*range(len(kind.fields)), *sorted(seen.wide.get(name, ()))]:
            columns[kind.header(name, index)] = f"case when _record = {sql.text(name)} then fields[{index + 1}] end"
    for name in seen.records.not_used:
        for index in sorted(seen.wide.get(name, ())):
            columns[f"{name} · veld {index + 2}"] = f"case when _record = {sql.text(name)} then fields[{index + 1}] end"
    listed = "".join(f", {expression} as {sql.name(header)}" for header, expression in columns.items())
    con.execute(
        f"create or replace temp table cells_0 as select _row, _record, _above{listed} from lines order by _row"
    )
    return tuple(columns)


def gather(con: duckdb.DuckDBPyConnection, cells: Cells, table: Table, index: int) -> Arranged:
    """One row per line that gives a record, with the fields of the lines it belongs to and of the last of each type below it.

    Adds the lines that are only read beside another to `cells.skipped`.
    """
    records = table.records
    assert records is not None
    headers = tuple(header for header in cells.headers if header.split(" · ")[0] in records.types)
    if not headers or not con.execute("select 1 from cells_0 limit 1").fetchall():
        return Arranged(cells.relation, (), (), {})
    wanted = tuple(dict.fromkeys(fill.record for fill in table.fills if fill.record))
    relation = f"rows_{index}"
    parts = " union all by name ".join(_with_its_family(name, records, headers) for name in wanted)
    con.execute(f"create or replace temp table {relation} as {parts}")
    beside, alone = con.execute(
        f"select count(*) filter (where _above is not null or _row in (select _above from cells_0)), count(*) from cells_0 "
        f"where _record in ({sql.texts(records.types)}) and _record not in ({sql.texts(wanted)})"
    ).fetchall()[0]
    cells.skipped += Counter({"attached": beside, "no_record": alone - beside})
    return Arranged(relation, headers, headers, {})


def _with_its_family(kind: str, records: Records, headers: tuple[str, ...]) -> str:
    """SQL for the rows of one type with the columns of the lines above it and of the last line of each type right below."""

    def of(name: str, table: str) -> list[str]:
        return [f"{table}.{sql.name(header)}" for header in headers if header.split(" · ")[0] == name]

    listed, joins, below, table = of(kind, "own"), "", kind, "own"
    while parent := records.types[below].below:
        joins += f" left join cells_0 as above_{len(listed)} on above_{len(listed)}._row = {table}._above"
        table, below = f"above_{len(listed)}", parent
        listed += of(parent, table)
    for child, kind_below in records.types.items():
        if kind_below.below == kind:
            last = "qualify row_number() over (partition by _above order by _row desc) = 1"
            last = f"select * from cells_0 where _record = {sql.text(child)} {last}"
            joins += f" left join ({last}) as below_{len(listed)} on below_{len(listed)}._above = own._row"
            listed += of(child, f"below_{len(listed)}")
    return f"select own._row, own._record, {', '.join(listed)} from cells_0 as own{joins} where own._record = {sql.text(kind)}"
