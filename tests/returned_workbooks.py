"""Workbooks as suppliers have them, with everything that a round trip through a library would lose; and how to compare two.

Written part by part where no library writes it: shapes, a form control's drawing, a conversation in a cell, other prefixes.
"""

import io
import posixpath
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from openpyxl.formatting.rule import Rule
from openpyxl.worksheet.table import Table
from PIL import Image as Picture

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SHAPE = (
    '<xdr:twoCellAnchor xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><xdr:from><xdr:col>1</xdr:col><xdr:colOff>0</xdr:colOff>'
    "<xdr:row>8</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:to><xdr:col>3</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>10"
    '</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:to><xdr:sp macro="" textlink=""><xdr:nvSpPr><xdr:cNvPr id="9" name="Pijl"/>'
    '<xdr:cNvSpPr/></xdr:nvSpPr><xdr:spPr><a:prstGeom prst="rightArrow"><a:avLst/></a:prstGeom></xdr:spPr></xdr:sp>'
    "<xdr:clientData/></xdr:twoCellAnchor>"
)


def plain(path: Path) -> Path:
    """Two sheets with text and numbers, nothing else."""
    book = openpyxl.Workbook()
    sheet = book["Sheet"]
    sheet.title = "Uren & meer"
    for number in range(1, 8):
        sheet.append([f"rij {number}", number, "tekst"])
    book.create_sheet("Blad één").append(["leeg"])
    book.save(path)
    return path


def rich(path: Path) -> Path:
    """An image, a shape, a table, a filter, merged cells, a formula with its cached value, a hidden sheet, validation."""
    book = openpyxl.Workbook()
    sheet = book["Sheet"]
    sheet.title = "Deelnemers"
    sheet.append(["Nr", "Naam", "Uren"])
    for number in range(2, 8):
        sheet.append([f"DH-{number}", "x", number])
    sheet["C9"] = "=SUM(C2:C7)"
    sheet.merge_cells("E1:G2")
    sheet.add_table(Table(displayName="Deelnemers", ref="A1:C7"))
    sheet.conditional_formatting.add("C2:C7", Rule(type="cellIs", operator="equal", formula=["5"]))
    picture = io.BytesIO()
    Picture.new("RGB", (4, 4), "teal").save(picture, "png")
    sheet.add_image(Image(picture), "I1")
    filtered = book.create_sheet("Gefilterd")
    for row in (["a", "b"], [1, 2], [3, 4]):
        filtered.append(row)
    filtered.auto_filter.ref = "A1:B3"
    filtered.row_dimensions[2].hidden = True
    book.create_sheet("Verborgen").sheet_state = "veryHidden"
    book.save(path)

    def more(name: str, xml: bytes) -> bytes:
        if name == "xl/worksheets/sheet1.xml":
            cached = re.sub(rb"<f>SUM\(C2:C7\)</f><v ?/?>(?:</v>)?", b"<f>SUM(C2:C7)</f><v>27</v>", xml)
            assert b"<v>27</v>" in cached
            return cached
        return xml.replace(b"</xdr:wsDr>", SHAPE.encode() + b"</xdr:wsDr>").replace(
            b"</wsDr>", SHAPE.encode() + b"</wsDr>"
        )

    return rewritten(path, more)


def commented(path: Path) -> Path:
    """Notes of colleagues on one sheet, none on the other."""
    book = openpyxl.Workbook()
    sheet = book["Sheet"]
    sheet.title = "Uitstroom"
    for number in range(1, 6):
        sheet.append([number, "x"])
    sheet["A2"].comment = Comment("navragen bij Jan", "Collega")
    sheet["B4"].comment = Comment("klopt & is <zeker>", "Een ander")
    book.create_sheet("Zonder").append([1])
    book.save(path)
    return path


def without_drawing(path: Path) -> Path:
    """Notes that lost the drawing that shows them, as some programs write them."""
    commented(path)

    def less(name: str, xml: bytes) -> bytes:
        if name == "xl/worksheets/sheet1.xml":
            return re.sub(rb"<legacyDrawing[^>]*/>", b"", xml)
        if name.endswith("sheet1.xml.rels"):
            return re.sub(rb"<Relationship [^>]*vmlDrawing[^>]*/>", b"", xml)
        return xml

    return rewritten(path, less)


def with_a_button(path: Path) -> Path:
    """A form control: the sheet has a drawing already, which is no well-formed XML, and no notes."""
    plain(path)
    drawing = (
        b'<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
        b'xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/>'
        b'</o:shapelayout><v:shape id="_x0000_s1031" type="#_x0000_t201"><v:textbox><font>Druk<br>hier</font></v:textbox>'
        b"</v:shape></xml>"
    )
    relations = (
        f'<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{RELATIONS}/vmlDrawing" Target="/xl/drawings/vmlDrawing1.vml"/></Relationships>'
    )

    def more(name: str, xml: bytes) -> bytes:
        if name == "xl/worksheets/sheet1.xml":
            line = f'<legacyDrawing xmlns:q="{RELATIONS}" q:id="rId1"/></worksheet>'
            return xml.replace(b"</worksheet>", line.encode())
        if name == "[Content_Types].xml":
            kind = b'<Default Extension="vml" ContentType="application/vnd.openxmlformats-officedocument.vmlDrawing"/>'
            return xml.replace(b"</Types>", kind + b"</Types>")
        return xml

    extra = {"xl/drawings/vmlDrawing1.vml": drawing, "xl/worksheets/_rels/sheet1.xml.rels": relations.encode()}
    return rewritten(path, more, extra)


def prefixed(path: Path) -> Path:
    """Every name of the sheet with a prefix, as other programs write them."""
    plain(path)

    def renamed(name: str, xml: bytes) -> bytes:
        if name != "xl/worksheets/sheet1.xml":
            return xml
        named = re.sub(rb"<(/?)([a-zA-Z])", rb"<\1x:\2", xml)
        return named.replace(b'xmlns="', b'xmlns:x="', 1)

    return rewritten(path, renamed)


def with_a_conversation(path: Path) -> Path:
    """A threaded comment on A2, with the note that older versions of Excel see."""
    commented(path)
    kind = "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment"
    space = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"

    def more(name: str, xml: bytes) -> bytes:
        if name.endswith("sheet1.xml.rels"):
            line = f'<Relationship Id="rId9" Type="{kind}" Target="../threadedComments/threadedComment1.xml"/></Relationships>'
            return xml.replace(b"</Relationships>", line.encode())
        return xml

    thread = f'<ThreadedComments xmlns="{space}"><threadedComment ref="A2" id="{{1}}"><text>hoi</text></threadedComment></ThreadedComments>'
    return rewritten(path, more, {"xl/threadedComments/threadedComment1.xml": thread.encode()})


WORKBOOKS: dict[str, Callable[[Path], Path]] = {
    "plain": plain, "rich": rich, "commented": commented, "without drawing": without_drawing,
    "with a button": with_a_button, "prefixed": prefixed, "with a conversation": with_a_conversation,
}  # fmt: skip


def rewritten(path: Path, change: Callable[[str, bytes], bytes], extra: dict[str, bytes] | None = None) -> Path:
    """The package with every part changed by `change`, and more parts."""
    parts = parts_of(path)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in {**parts, **(extra or {})}.items():
            package.writestr(name, change(name, content))
    return path


def parts_of(path: Path) -> dict[str, bytes]:
    """Every part of a package."""
    with zipfile.ZipFile(path) as package:
        assert package.testzip() is None
        assert len(set(package.namelist())) == len(package.namelist())
        return {name: package.read(name) for name in package.namelist()}


def notes_in(path: Path) -> dict[str, dict[str, str]]:
    """Sheet → cell → note, as openpyxl reads it."""
    book = openpyxl.load_workbook(path)
    return {
        sheet.title: {
            cell.coordinate: cell.comment.text for row in sheet.iter_rows() for cell in row if cell.comment is not None
        }
        for sheet in book.worksheets
    }


def relations_in(path: Path, part: str) -> dict[str, tuple[str, str]]:
    """Id → (kind, target in the package) of one part's relations."""
    folder, name = posixpath.split(part)
    xml = parts_of(path).get(f"{folder}/_rels/{name}.rels", b"<none/>")
    return {
        line.attrib["Id"]: (
            line.attrib["Type"].rpartition("/")[2],
            posixpath.normpath(posixpath.join("/", folder, line.attrib["Target"])).lstrip("/"),
        )
        for line in ElementTree.fromstring(xml)
    }
