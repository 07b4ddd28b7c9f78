"""Rows → the bytes of a file that a spreadsheet can open safely; a chart → a picture.

Does not choose what is exported. A text that a spreadsheet would run as a formula gets an apostrophe in front;
numbers stay numbers.
"""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from datetime import date

import altair as alt

from dashboards.look import LIGHT
from pipelines.words import Lang

# Also after blanks and at the start of a later line in the cell: there, too, spreadsheets have run formulas.
FORMULA = re.compile(r"^[ \u00a0]*[\t\r\n]|(?:^|[\r\n])\s*[=+\-@＝＋－＠]")
NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
PICTURE_WIDTH = 900
Rows = Sequence[Mapping[str, object]]


def csv_file(rows: Rows, lang: Lang) -> bytes:
    """Semicolons and decimal commas for Dutch spreadsheets, commas and points for English; UTF-8 with its mark."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";" if lang == "nl" else ",", lineterminator="\r\n")
    if rows:
        writer.writerow([_cell(column, lang) for column in rows[0]])
    for row in rows:
        writer.writerow([_cell(value, lang) for value in row.values()])
    return text.getvalue().encode("utf-8-sig")


def workbook(rows: Rows, title: str) -> bytes:
    """The same rows as a workbook of one sheet: numbers and dates as such, every text as text."""
    from openpyxl import Workbook  # slow to import, and asked for by a click only
    from openpyxl.styles import Font

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = re.sub(r"[\[\]:*?/\\']", " ", title)[:31] or "1"
    for down, row in enumerate([{name: name for name in rows[0]}, *rows] if rows else [], start=1):
        for across, value in enumerate(row.values(), start=1):
            cell = sheet.cell(down, across)
            if value is None or isinstance(value, (bool, int, float, date)):
                cell.value = value
            else:
                cell.value = NOT_IN_XML.sub(" ", _safe(str(value)))
                cell.data_type = "s"
            if down == 1:
                cell.font = Font(bold=True)
    sheet.freeze_panes = "A2"
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def picture(chart: alt.LayerChart, title: str, source: str) -> bytes:
    """The chart as a png on white, with its title above and where it comes from, so that it can stand by itself."""
    import vl_convert  # loads a JavaScript engine, and asked for by a click only

    heading = alt.TitleParams(
        text=title, subtitle=source, anchor="start", fontSize=18, subtitleFontSize=12, offset=18, color=LIGHT.ink,
        subtitleColor=LIGHT.muted,
    )  # fmt: skip
    # On a page a chart fits its card; here it may grow by its title and axes.
    grown = alt.AutoSizeParams(type="pad")
    drawn = chart.properties(width=PICTURE_WIDTH, title=heading, background=LIGHT.paper, padding=24, autosize=grown)
    found: bytes = vl_convert.vegalite_to_png(drawn.to_json(), scale=2, allowed_base_urls=[])
    return found


def _safe(text: str) -> str:
    return f"'{text}" if FORMULA.search(text) else text


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
    return _safe(str(value))
