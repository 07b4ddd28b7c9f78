"""Turns rows of values into the bytes of an .xlsx workbook, the same bytes every time.

Written by hand because a realistic export holds things that openpyxl cannot write (a formula together with the value
it had when the file was saved, an error text left in a cell) and because a dozen workbooks with a whole history would
take it ten seconds. It knows only what these exports need: text, numbers, dates, yes and no, formulas, merged and hidden.
"""

import io
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from xml.sax.saxutils import escape

DAY_ZERO = date(1899, 12, 30).toordinal()
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula and the value it showed when the file was saved."""

    text: str
    showed: str | int


Cell = str | int | float | date | Formula | None
Row = Sequence[Cell]


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter that somebody left on: over a range, one column (from 0) shows one value."""

    over: str
    column: int
    shows: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet; `merged` holds ranges such as `J4:L4`. Rows below the header that a filter does not show are hidden."""

    name: str
    rows: Sequence[Row]
    merged: tuple[str, ...] = ()
    hidden: bool = False
    filtered: Filter | None = None


def workbook_bytes(sheets: Sequence[Sheet], saved_at: datetime) -> bytes:
    """The whole package, zipped; every date inside it is the moment of saving."""
    strings: dict[str, int] = {}
    parts = {
        "[Content_Types].xml": _content_types(len(sheets)),
        "_rels/.rels": _relationships(
            [("officeDocument", "xl/workbook.xml"), ("extended-properties", "docProps/app.xml")]
        ).replace("</Relationships>", _core_relationship()),
        "docProps/app.xml": _app_properties(),
        "docProps/core.xml": _core_properties(saved_at),
        "xl/workbook.xml": _workbook(sheets),
        "xl/_rels/workbook.xml.rels": _relationships(
            [("worksheet", f"worksheets/sheet{number}.xml") for number in range(1, len(sheets) + 1)]
            + [("styles", "styles.xml"), ("sharedStrings", "sharedStrings.xml")]
        ),
        "xl/styles.xml": _styles(),
    }
    for number, sheet in enumerate(sheets, 1):
        parts[f"xl/worksheets/sheet{number}.xml"] = _sheet(sheet, strings)
    parts["xl/sharedStrings.xml"] = _shared_strings(strings)
    return _zipped(parts, saved_at)


def column_letter(number: int) -> str:
    """`1` → `A`, `27` → `AA`."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


LETTERS = tuple(column_letter(number) for number in range(1, 61))


def _sheet(sheet: Sheet, strings: dict[str, int]) -> str:
    shown = sheet.filtered
    rows = "".join(
        _row(number, row, strings, hidden=bool(shown and number > 1 and row[shown.column] != shown.shows))
        for number, row in enumerate(sheet.rows, 1)
    )
    choice = (
        f'<autoFilter ref="{shown.over}"><filterColumn colId="{shown.column}"><filters><filter val="{escape(shown.shows)}"/>'
        "</filters></filterColumn></autoFilter>"
        if shown
        else ""
    )
    ranges = "".join(f'<mergeCell ref="{ref}"/>' for ref in sheet.merged)
    merged = f'<mergeCells count="{len(sheet.merged)}">{ranges}</mergeCells>' if ranges else ""
    widest = max((len(row) for row in sheet.rows), default=1) or 1
    size = f"A1:{LETTERS[widest - 1]}{max(1, len(sheet.rows))}"
    return (
        f'{XML}<worksheet xmlns="{MAIN}"><dimension ref="{size}"/><sheetFormatPr defaultRowHeight="15"/>'
        f"<sheetData>{rows}</sheetData>{choice}{merged}</worksheet>"
    )


def _row(number: int, row: Row, strings: dict[str, int], hidden: bool = False) -> str:
    cells = []
    for letter, value in zip(LETTERS, row, strict=False):
        if value is None:
            continue
        if isinstance(value, bool):
            cells.append(f'<c r="{letter}{number}" t="b"><v>{int(value)}</v></c>')
        elif isinstance(value, str):
            place = strings.setdefault(value, len(strings))
            cells.append(f'<c r="{letter}{number}" t="s"><v>{place}</v></c>')
        elif isinstance(value, date):
            cells.append(f'<c r="{letter}{number}" s="1"><v>{value.toordinal() - DAY_ZERO}</v></c>')
        elif isinstance(value, Formula):
            kind = ' t="str"' if isinstance(value.showed, str) else ""
            cells.append(
                f'<c r="{letter}{number}"{kind}><f>{escape(value.text)}</f><v>{escape(str(value.showed))}</v></c>'
            )
        else:
            cells.append(f'<c r="{letter}{number}"><v>{value}</v></c>')
    away = ' hidden="1"' if hidden else ""
    return f'<row r="{number}"{away}>{"".join(cells)}</row>' if cells else ""


def _shared_strings(strings: Iterable[str]) -> str:
    items = "".join(f'<si><t xml:space="preserve">{escape(text)}</t></si>' for text in strings)
    return f'{XML}<sst xmlns="{MAIN}">{items}</sst>'


def _workbook(sheets: Sequence[Sheet]) -> str:
    hidden = ' state="hidden"'
    listed = "".join(
        f'<sheet name="{escape(sheet.name)}" sheetId="{number}"{hidden if sheet.hidden else ""} r:id="rId{number}"/>'
        for number, sheet in enumerate(sheets, 1)
    )
    return f'{XML}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}/relationships"><sheets>{listed}</sheets></workbook>'


def _relationships(targets: Sequence[tuple[str, str]]) -> str:
    listed = "".join(
        f'<Relationship Id="rId{number}" Type="{OFFICE}/relationships/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'{XML}<Relationships xmlns="{PACKAGE}/relationships">{listed}</Relationships>'


def _core_relationship() -> str:
    kind = f"{PACKAGE}/relationships/metadata/core-properties"
    return f'<Relationship Id="rId9" Type="{kind}" Target="docProps/core.xml"/></Relationships>'


def _app_properties() -> str:
    program = "<Application>Microsoft Excel</Application>"
    return f'{XML}<Properties xmlns="{OFFICE}/extended-properties">{program}</Properties>'


def _core_properties(saved_at: datetime) -> str:
    moment = f"{saved_at:%Y-%m-%dT%H:%M:%SZ}"
    stamps = "".join(
        f'<dcterms:{what} xsi:type="dcterms:W3CDTF">{moment}</dcterms:{what}>' for what in ("created", "modified")
    )
    return (
        f'{XML}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
        'xmlns:dcterms="http://purl.org/dc/terms/" '
        f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{stamps}</cp:coreProperties>'
    )


def _styles() -> str:
    """Two cell formats: general, and a date as the program shows it (14)."""
    return (
        f'{XML}<styleSheet xmlns="{MAIN}"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        '<cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
        '<xf numFmtId="14" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    )


def _content_types(sheet_count: int) -> str:
    main = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    overrides = [
        ("/xl/workbook.xml", f"{main}.sheet.main+xml"),
        ("/xl/styles.xml", f"{main}.styles+xml"),
        ("/xl/sharedStrings.xml", f"{main}.sharedStrings+xml"),
        ("/docProps/app.xml", "application/vnd.openxmlformats-officedocument.extended-properties+xml"),
        ("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
    ]
    overrides += [
        (f"/xl/worksheets/sheet{number}.xml", f"{main}.worksheet+xml") for number in range(1, sheet_count + 1)
    ]
    listed = "".join(f'<Override PartName="{part}" ContentType="{kind}"/>' for part, kind in overrides)
    return (
        f'{XML}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{listed}</Types>'
    )


def _zipped(parts: dict[str, str], saved_at: datetime) -> bytes:
    """A zip whose entries carry the moment of saving and no trace of the machine."""
    buffer = io.BytesIO()
    moment = (saved_at.year, saved_at.month, saved_at.day, saved_at.hour, saved_at.minute, 0)
    with zipfile.ZipFile(buffer, "w") as package:
        for name, text in parts.items():
            entry = zipfile.ZipInfo(name, moment)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            package.writestr(entry, text.encode(), compresslevel=4)
    return buffer.getvalue()
