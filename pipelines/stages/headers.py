"""The headers of a table × what its delivery YAML expects → what lacks and what nobody agreed on.

Does not read cells. Unknown columns are told and left alone; a missing one that the contract needs stops the delivery.
"""

from dataclasses import replace

from pipelines import findings
from pipelines.contracts import Contract, Severity
from pipelines.findings import Blocked, Finding
from pipelines.stages.read.cells import Cells
from pipelines.stages.read.layout import Arranged
from pipelines.stages.read.workbook import column_letters
from pipelines.table_language import Table


def check_columns(cells: Cells, arranged: Arranged, table: Table, contracts: dict[str, Contract]) -> None:
    """Compare the headers with what the YAML expects; a missing required column raises `Blocked`, the rest is noted."""
    blocking: list[Finding] = []
    available = {*arranged.columns, *arranged.long_columns}
    for fill in table.fills:
        contract = contracts[fill.dataset]
        for name, source in fill.columns.items():
            column = contract.column(name)
            wanted = [source.source] if source.source else [(header,) for header in source.headers]
            for spellings in wanted:
                if available.isdisjoint(spellings):
                    severity: Severity = "blocks" if column.required or column.key else "notice"
                    finding = findings.missing_column(cells.sheet, column, spellings, arranged.headers, severity)
                    finding = _at_header(finding, arranged, min(arranged.letters.values(), default=0))
                    (blocking if severity == "blocks" else cells.findings).append(finding)
    known = {header for fill in table.fills for source in fill.columns.values() for header in source.headers}
    known |= {header for fill in table.fills for header in fill.when} | set(table.not_used)
    known |= {skip.column for skip in table.skip if skip.column}
    known |= set(table.records.headers) if table.records else set()
    known |= {*table.key_list.headers, table.key_list.number} if table.key_list else set()
    for header in arranged.headers:
        if header not in known and not (table.unpivot and table.unpivot.takes(header)):
            finding = findings.unmapped_column(cells.sheet, header)
            cells.findings.append(_at_header(finding, arranged, arranged.letters.get(header, 0)))
    if table.key_list:
        numbered = contracts["trajectory"].column("trajectory_id")
        lacking = [header for header in (*table.key_list.headers, table.key_list.number) if header not in available]
        blocking += [findings.missing_column(cells.sheet, numbered, (h,), arranged.headers, "blocks") for h in lacking]
    if blocking:
        raise Blocked(*dict.fromkeys(blocking))


def _at_header(finding: Finding, arranged: Arranged, column: int) -> Finding:
    """The finding with the header cell of this column as its place, where there are cells to point at."""
    return replace(finding, row=arranged.header_row, letters=column_letters(column)) if arranged.header_row else finding
