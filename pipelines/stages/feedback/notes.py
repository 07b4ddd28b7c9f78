"""Cells and texts → the two parts that make notes in a workbook: the comments, and the boxes they are shown in.

Does not know packages or relations; `workbook` does. The boxes are VML, which every version of Excel and LibreOffice reads.
"""

import re
from collections.abc import Iterable, Mapping

from pipelines.stages.feedback import markup

LONGEST = 32_000  # Excel allows 32 767 characters in one comment
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LAST_COLUMN, LAST_ROW = 16_384, 1_048_576
BLOCK = 1024  # shape numbers are given out in blocks of this size, and a drawing says which blocks are its own
BOX_COLUMNS, LINE_LENGTH, MOST_LINES = 4, 46, 24
FILL = "#fff7e6"
SPACES = {
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "x": "urn:schemas-microsoft-com:office:excel",
}
DECLARED = " ".join(f'xmlns:{name}="{space}"' for name, space in SPACES.items())
SHAPE_TYPE = (
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
EMPTY_DRAWING = (
    f'<xml {DECLARED}><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data=""/></o:shapelayout>{SHAPE_TYPE}</xml>'
).encode()
IDMAP = re.compile(rb"""(<(?:\w+:)?idmap\b[^>]*?\bdata=)(["'])([\d,\s]*)\2""")
SHAPE_ID = re.compile(rb"_x0000_s(\d+)")
CELL = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")


def position(cell: str) -> tuple[int, int]:
    """`F17` → (6, 17), both from 1; raises ValueError for what is no cell of a sheet."""
    match = CELL.fullmatch(cell)
    column = 0
    for letter in match[1] if match else "":
        column = column * 26 + ord(letter) - 64
    if not match or column > LAST_COLUMN or int(match[2]) > LAST_ROW:
        raise ValueError(f"'{cell}' is no cell")
    return column, int(match[2])


def name(column: int, row: int) -> str:
    """(6, 17) → `F17`."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"


def placed(cells: Mapping[str, str], merged: Iterable[str], threads: Iterable[str]) -> dict[str, str]:
    """Texts per cell where a note shows: of merged cells on the first, and beside a cell that holds a conversation.

    A conversation (threaded comment) hides what an ordinary note of the same cell says.
    """
    areas = [tuple(position(corner) for corner in area.split(":")) for area in merged if ":" in area]
    taken = set(threads)
    found: dict[str, str] = {}
    for cell, said in cells.items():
        column, row = position(cell)
        for (left, top), (right, bottom) in areas:
            if left <= column <= right and top <= row <= bottom:
                column, row = left, top
        at, telling = name(column, row), said
        while at in taken and column < LAST_COLUMN:
            column += 1
            at, telling = name(column, row), f"{cell}: {said}"
        found[at] = _cut(f"{found[at]}\n\n{telling}" if at in found else telling)
    return found


def _cut(said: str) -> str:
    return said if len(said) <= LONGEST else said[: LONGEST - 1] + "…"


def comments(texts: Mapping[str, str], author: str) -> bytes:
    """A whole comments part."""
    listed = "".join(_comment(ref, said, 0, "") for ref, said in texts.items())
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<comments xmlns="{MAIN}"><authors><author>'
        f"{markup.text(author)}</author></authors><commentList>{listed}</commentList></comments>"
    ).encode()


def _comment(ref: str, said: str, author: int, prefix: str) -> str:
    return f'<{prefix}comment ref="{ref}" authorId="{author}"><{prefix}text>{_run(said, prefix)}</{prefix}text></{prefix}comment>'


def _run(said: str, prefix: str) -> str:
    look = f'<{prefix}sz val="9"/><{prefix}color indexed="81"/><{prefix}rFont val="Tahoma"/><{prefix}family val="2"/>'
    return f'<{prefix}r><{prefix}rPr>{look}</{prefix}rPr><{prefix}t xml:space="preserve">{markup.text(said)}</{prefix}t></{prefix}r>'


def extended(xml: bytes, texts: Mapping[str, str], author: str) -> tuple[bytes, list[str]]:
    """An existing comments part with these texts added, and the cells that had no note yet.

    What somebody wrote before stays in front, in its own type.
    """
    found = markup.elements(xml)
    prefix = markup.prefix(found[0])
    pieces: list[tuple[int, bytes, int]] = []
    authors = next(element for element in found if element.local == "authors")
    count = sum(element.local == "author" for element in found)
    one_more = f"<{prefix}author>{markup.text(author)}</{prefix}author>".encode()
    pieces.append(markup.inside(xml, authors, one_more))
    known: dict[str, int] = {}
    ref = ""
    for number, element in enumerate(found):
        if element.local == "comment":
            ref = element.attributes["ref"]
        elif element.local == "text" and ref in texts and ref not in known:
            known[ref] = number
    lengths = {ref: len(said) for ref, said in texts_of(xml).items()}
    for ref, number in known.items():
        room = LONGEST - lengths.get(ref, 0) - 2
        if room > 0:
            said = texts[ref] if len(texts[ref]) <= room else texts[ref][: room - 1] + "…"
            run = _run(f"\n\n{said}", prefix).encode()
            phonetic = _phonetic_in(found, number)
            pieces.append((phonetic, run, 0) if phonetic else markup.inside(xml, found[number], run))
    fresh = [ref for ref in texts if ref not in known]
    listed = "".join(_comment(ref, texts[ref], count, prefix) for ref in fresh).encode()
    pieces.append(markup.inside(xml, next(e for e in found if e.local == "commentList"), listed))
    for at, piece, replaced in sorted(pieces, key=lambda piece: piece[0], reverse=True):
        xml = xml[:at] + piece + xml[at + replaced :]
    return xml, fresh


def _phonetic_in(found: list[markup.Element], number: int) -> int | None:
    """Where the first reading aid of this text begins: a run must stand before it."""
    for element in found[number + 1 :]:
        if element.depth <= found[number].depth:
            return None
        if element.local in ("rPh", "phoneticPr") and element.depth == found[number].depth + 1:
            return element.start
    return None


def texts_of(xml: bytes) -> dict[str, str]:
    """Cell → text of every note in a comments part, to know how long it is."""
    xml = markup.as_utf8(xml)
    found: dict[str, str] = {}
    ref = ""
    for element in markup.elements(xml):
        if element.local == "comment":
            ref = element.attributes["ref"]
            found[ref] = ""
        elif element.local == "t" and element.end >= 0:
            opened = xml.index(b">", element.start) + 1
            found[ref] += xml[opened : element.end].decode()
    return found


def drawn(vml: bytes, texts: Mapping[str, str], others: Iterable[bytes]) -> bytes:
    """A drawing with a box for each of these notes; `others` are all drawings, whose shape numbers are taken.

    Drawings of form controls are often no well-formed XML, so the boxes go before its last line without parsing it.
    """
    if not texts:
        return vml
    taken = {0}
    for other in others:
        taken |= {int(number) for match in IDMAP.finditer(other) for number in match[3].split(b",") if number.strip()}
        taken |= {int(number) // BLOCK for number in SHAPE_ID.findall(other)}
    first = max(taken) + 1
    blocks = range(first, first + len(texts) // (BLOCK - 1) + 1)
    listed = ",".join(str(block) for block in blocks).encode()
    vml = IDMAP.sub(
        lambda match: match[1] + match[2] + b",".join(filter(None, [match[3].strip(), listed])) + match[2], vml, count=1
    )
    declared = "" if b"xmlns:x=" in vml and b"xmlns:o=" in vml and b"xmlns:v=" in vml else f" {DECLARED}"
    shapes = "" if b'"_x0000_t202"' in vml else SHAPE_TYPE.replace("<v:shapetype", f"<v:shapetype{declared}")
    for number, (ref, said) in enumerate(texts.items()):
        block, rest = divmod(number, BLOCK - 1)
        shapes += _box((first + block) * BLOCK + 1 + rest, ref, said, declared)
    at = vml.rindex(b"</")
    return vml[:at] + shapes.encode() + vml[at:]


def _box(number: int, ref: str, said: str, declared: str) -> str:
    column, row = position(ref)
    lines = sum(1 + len(line) // LINE_LENGTH for line in said.split("\n"))
    height = min(lines, MOST_LINES) + 1
    left = min(column, LAST_COLUMN - BOX_COLUMNS - 1)
    top = max(0, min(row - 2, LAST_ROW - height - 1))
    anchor = f"{left}, 15, {top}, 4, {left + BOX_COLUMNS}, 31, {top + height}, 4"
    return (
        f'<v:shape{declared} id="_x0000_s{number}" type="#_x0000_t202" style="position:absolute;margin-left:60pt;'
        f'margin-top:2pt;width:240pt;height:{height * 15}pt;z-index:{number % BLOCK};visibility:hidden" '
        f'fillcolor="{FILL}" o:insetmode="auto"><v:fill color2="{FILL}"/><v:shadow on="t" color="black" obscured="t"/>'
        '<v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div>'
        '</v:textbox><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
        f"<x:Anchor>{anchor}</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>{row - 1}</x:Row><x:Column>{column - 1}</x:Column>"
        "</x:ClientData></v:shape>"
    )
