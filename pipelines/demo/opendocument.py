"""Turns rows of values into the bytes of an .ods workbook as LibreOffice saves it, the same bytes every time.

It knows only what these exports need: text, whole numbers, dates, yes and no.
"""

import io
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from xml.sax.saxutils import escape

from pipelines.demo.workbook import XML, Cell, Formula, Sheet

NAMES = "urn:oasis:names:tc:opendocument:xmlns"
KIND = "application/vnd.oasis.opendocument.spreadsheet"


def ods_bytes(sheets: Sequence[Sheet], saved_at: datetime) -> bytes:
    """The whole package; its kind stands first and is not packed, as the format asks."""
    tables = "".join(
        f'<table:table table:name="{escape(sheet.name)}">{"".join(map(_row, sheet.rows))}</table:table>'
        for sheet in sheets
    )
    spaces = "".join(f' xmlns:{name}="{NAMES}:{name}:1.0"' for name in ("office", "table", "text"))
    content = (
        f'{XML}<office:document-content{spaces} office:version="1.3"><office:body><office:spreadsheet>'
        f"{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = (
        f'{XML}<manifest:manifest xmlns:manifest="{NAMES}:manifest:1.0" manifest:version="1.3">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{KIND}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    buffer = io.BytesIO()
    moment = (saved_at.year, saved_at.month, saved_at.day, saved_at.hour, saved_at.minute, 0)
    with zipfile.ZipFile(buffer, "w") as package:
        for name, text in (("mimetype", KIND), ("content.xml", content), ("META-INF/manifest.xml", manifest)):
            entry = zipfile.ZipInfo(name, moment)
            entry.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            entry.create_system = 0
            package.writestr(entry, text.encode(), compresslevel=4)
    return buffer.getvalue()


def _row(row: Sequence[Cell]) -> str:
    return f"<table:table-row>{''.join(map(_cell, row)) or '<table:table-cell/>'}</table:table-row>"


def _cell(value: Cell) -> str:
    if value is None or value == "":
        return "<table:table-cell/>"
    if isinstance(value, bool):
        shown, typed = ("WAAR" if value else "ONWAAR"), f'boolean" office:boolean-value="{str(value).lower()}'
    elif isinstance(value, date):
        shown, typed = f"{value:%d-%m-%Y}", f'date" office:date-value="{value.isoformat()}'
    elif isinstance(value, int | float):
        shown, typed = f"{value}", f'float" office:value="{value}'
    else:
        shown, typed = str(value.showed if isinstance(value, Formula) else value), "string"
    return f'<table:table-cell office:value-type="{typed}"><text:p>{escape(shown)}</text:p></table:table-cell>'
