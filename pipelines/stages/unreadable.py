"""Cells that did not convert → a finding for each, with the place where the supplier wrote it.

Does not convert: `conform` does, and lists what it could not in `_fails`.
"""

import duckdb

from pipelines import findings
from pipelines.findings import Finding
from pipelines.stages.conform import Part
from pipelines.vocabularies import Term


def unreadable_cells(
    con: duckdb.DuckDBPyConnection, part: Part, vocabularies: dict[str, dict[str, Term]], known: dict[str, list[str]]
) -> list[Finding]:
    """A finding for every cell that did not convert; one that holds for every week of a period is told once."""
    rows = con.execute(
        "select distinct _row, _block, fail.column, fail.text from "
        f"(select _row, _block, unnest(_fails) as fail from {part.relation}) order by all"
    ).fetchall()
    found = []
    for row, block, name, text in rows:
        column = part.contract.column(name)
        header, letters = part.at(name, block)
        if column.vocabulary:
            words = [*known.get(name, ()), *(term.nl for term in vocabularies[column.vocabulary].values())]
            found.append(findings.unknown_value(part.contract, column, part.sheet, row, header, text, words, letters))
        elif column.type in ("id", "text"):
            found.append(findings.lost_digits(part.contract, column, part.sheet, row, header, letters))
        else:
            kind = "school_year" if name in part.school_years else column.type
            found.append(findings.wrong_format(part.contract, column, part.sheet, row, header, text, letters, kind))
    return found
