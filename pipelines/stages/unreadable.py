"""Cells that did not convert → a finding for each, with the place where the supplier wrote it.

Does not convert: `conform` does, and lists what it could not in `_fails`.
"""

import duckdb

from pipelines import findings, sql
from pipelines.findings import Finding
from pipelines.registry import Term
from pipelines.stages.conform import Part
from pipelines.stages.read.layout import Arranged
from pipelines.stages.read.workbook import column_letters


def unreadable_cells(
    con: duckdb.DuckDBPyConnection,
    part: Part,
    vocabularies: dict[str, dict[str, Term]],
    known: dict[str, list[str]],
    arranged: Arranged | None = None,
) -> list[Finding]:
    """A finding for every cell that did not convert; `arranged` tells where cells stood that were turned into rows."""
    rows = con.execute(
        f"select _row, fail.column, fail.text from (select _row, unnest(_fails) as fail from {part.relation}) order by _row"
    ).fetchall()
    found = []
    stood = _stood(con, arranged, {row for row, _, _ in rows}) if rows and arranged and arranged.beside else {}
    for row, name, text in rows:
        column = part.contract.column(name)
        header, letters = part.headers[name], part.letters.get(name, "")
        if arranged and header not in arranged.columns:
            header = stood.get((row, text), header)
            letters = column_letters(arranged.letters[header]) if part.sheet and header in arranged.letters else letters
        if column.vocabulary:
            words = [*known.get(name, ()), *(term.nl for term in vocabularies[column.vocabulary].values())]
            found.append(findings.unknown_value(part.contract, column, part.sheet, row, header, text, words, letters))
        elif column.type in ("id", "text"):
            found.append(findings.lost_digits(part.contract, column, part.sheet, row, header, letters))
        else:
            kind = "school_year" if name in part.school_years else column.type
            found.append(findings.wrong_format(part.contract, column, part.sheet, row, header, text, letters, kind))
    return found


def _stood(con: duckdb.DuckDBPyConnection, arranged: Arranged, rows: set[int]) -> dict[tuple[int, str], str]:
    """(row, text) → the header under which that text stood before columns side by side became rows; the first one."""
    listed = ", ".join(f"{sql.filled(sql.name(header))}" for header in arranged.beside)
    wanted = ", ".join(str(row) for row in sorted(rows))
    cells = con.execute(f"select _row, {listed} from {arranged.relation} where _row in ({wanted})").fetchall()
    return {
        (row, text): header
        for row, *texts in cells
        for header, text in reversed(list(zip(arranged.beside, texts, strict=True)))
        if text is not None
    }
