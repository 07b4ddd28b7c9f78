"""Rows → the bytes of a file that a spreadsheet can open safely.

Does not choose what is exported. A text that a spreadsheet would run as a formula gets an apostrophe in front;
numbers stay numbers.
"""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from datetime import date

from pipelines.words import Lang

# Also after blanks and at the start of a later line in the cell: there, too, spreadsheets have run formulas.
FORMULA = re.compile(r"^[\t\r\n]|(?:^|[\r\n])\s*[=+\-@＝＋－＠]")


def csv_file(rows: Sequence[Mapping[str, object]], lang: Lang) -> bytes:
    """Semicolons and decimal commas for Dutch spreadsheets, commas and points for English; UTF-8 with its mark."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";" if lang == "nl" else ",", lineterminator="\r\n")
    if rows:
        writer.writerow([_cell(column, lang) for column in rows[0]])
    for row in rows:
        writer.writerow([_cell(value, lang) for value in row.values()])
    return text.getvalue().encode("utf-8-sig")


def _cell(value: object, lang: Lang) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (int, float)):
        written = f"{value:.10g}" if value % 1 else f"{value:.0f}"
        return written.replace(".", ",") if lang == "nl" else written
    if isinstance(value, date):
        return value.isoformat()
    text = str(value)
    return f"'{text}" if FORMULA.search(text) else text
