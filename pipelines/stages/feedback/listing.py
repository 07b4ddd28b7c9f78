"""Findings → a workbook that lists them, for files that cannot carry comments: text, .ods and .xls.

Does not hold the supplier's rows. What would run as a formula is made harmless; numbers stay numbers.
"""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill

from pipelines.findings import Finding, place
from pipelines.stages.feedback.actions import Action
from pipelines.stages.feedback.markup import UNWRITABLE
from pipelines.words import say

# Also after blanks and at the start of a later line in the cell: there, too, spreadsheets have run formulas.
FORMULA = re.compile(r"^[\t\r\n]|(?:^|[\r\n])\s*[=+\-@＝＋－＠]")
NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,14})(?:,\d{1,9})?")
MOST_ROWS = 1_000_000
LONGEST = 32_000
HEAD = PatternFill("solid", fgColor="E6F2F2")


def write(target: Path, actions: Iterable[Action], found: Iterable[Finding]) -> int:
    """Write the list to `target`: one sheet with repairs and one with every finding; returns how many findings."""
    book = Workbook(write_only=True)
    repairs: Any = book.create_sheet(say("listing.repairs"))
    _head(
        repairs, {"column.count": 9, "column.severity": 20, "column.what": 70, "listing.now": 60, "listing.places": 34}
    )
    for action in actions:
        _row(
            repairs, action.count, say(f"severity.{action.severity}"), action.what, action.now, ", ".join(action.places)
        )
    listed: Any = book.create_sheet(say("listing.findings"))
    _head(
        listed,
        {
            "listing.row": 9, "listing.cell": 24, "listing.header": 26, "listing.value": 26, "column.severity": 20,
            "listing.reason": 90, "column.proposal": 24,
        },
    )  # fmt: skip
    count = 0
    for finding in found:
        if count == MOST_ROWS:
            break
        count += 1
        where = place(finding.sheet, finding.row, "", finding.letters) if finding.sheet else ""
        value = float(finding.value.replace(",", ".")) if NUMBER.fullmatch(finding.value) else finding.value
        reason = finding.sentence.removeprefix(f"{finding.place}: ")
        severity = say(f"severity.{finding.severity}")
        _row(listed, finding.row, where, finding.header, value, severity, reason, finding.proposal)
    listed.auto_filter.ref = f"A1:G{count + 1}"
    book.save(target)
    return count


def _head(sheet: Any, columns: dict[str, int]) -> None:
    cells = []
    for number, (key, width) in enumerate(columns.items()):
        sheet.column_dimensions["ABCDEFGH"[number]].width = width
        cell = WriteOnlyCell(sheet, say(key))
        cell.font, cell.fill = Font(bold=True), HEAD
        cells.append(cell)
    sheet.freeze_panes = "A2"
    sheet.append(cells)


def _row(sheet: Any, *values: str | float | None) -> None:
    cells = []
    for value in values:
        cell = WriteOnlyCell(sheet, harmless(value) if isinstance(value, str) else value)
        cell.alignment = Alignment(vertical="top", wrap_text=True)
        cells.append(cell)
    sheet.append(cells)


def harmless(text: str) -> str:
    """A text that no spreadsheet runs: with an apostrophe in front when it begins like a formula."""
    text = UNWRITABLE.sub("", text)[:LONGEST]
    return f"'{text}" if FORMULA.search(text) else text
