"""XML bytes → where its elements begin and end, so that something can be put in without touching a byte around it.

Does not build trees and does not write: a parser that reads and writes again would change prefixes, quotes and order.
"""

import re
from dataclasses import dataclass
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

UTF16 = (b"\xff\xfe", b"\xfe\xff")
ENCODING = re.compile(r"""(<\?xml[^>]*?)\s+encoding=(?:"[^"]*"|'[^']*')""")
# What XML cannot hold, and what a spreadsheet would show as a box.
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass
class Element:
    """One element: its name as written, how deep it stands (the root is 0), its attributes, and byte offsets.

    `end` is the offset of its closing tag, or -1 when it has none (`<x/>`).
    """

    name: str
    depth: int
    attributes: dict[str, str]
    start: int
    end: int = -1

    @property
    def local(self) -> str:
        """The name without its prefix."""
        return self.name.rpartition(":")[2]


def as_utf8(xml: bytes) -> bytes:
    """The same document in UTF-8, as nearly every part of every workbook already is."""
    if not xml.startswith(UTF16):
        return xml
    return ENCODING.sub(r"\1", xml.decode("utf-16"), count=1).encode("utf-8")


def elements(xml: bytes) -> list[Element]:
    """Every element in the order of the document; raises ValueError for what is no XML or declares entities."""
    found: list[Element] = []
    open_ones: list[Element] = []
    parser = expat.ParserCreate()

    def starts(name: str, attributes: dict[str, str]) -> None:
        element = Element(name, len(open_ones), attributes, parser.CurrentByteIndex)
        found.append(element)
        open_ones.append(element)

    def ends(name: str) -> None:
        at = parser.CurrentByteIndex
        element = open_ones.pop()
        if xml[at : at + len(name.encode()) + 2] == b"</" + name.encode() and at > element.start:
            element.end = at

    def declares(*_: object) -> None:
        raise ValueError("the document declares entities")

    parser.StartElementHandler, parser.EndElementHandler = starts, ends
    parser.EntityDeclHandler = declares
    try:
        parser.Parse(xml, True)
    except expat.ExpatError as error:
        raise ValueError(f"not well-formed XML: {error}") from error
    return found


def prefix(root: Element) -> str:
    """`x:` when the document writes its own names with a prefix, else nothing."""
    before, colon, _ = root.name.rpartition(":")
    return before + colon


def spliced(xml: bytes, pieces: list[tuple[int, bytes]]) -> bytes:
    """The document with each piece put in at its offset; everything else stays as it is."""
    parts, last = [], 0
    for at, piece in sorted(pieces, key=lambda pair: pair[0]):
        parts += [xml[last:at], piece]
        last = at
    return b"".join([*parts, xml[last:]])


def inside(xml: bytes, element: Element, content: bytes) -> tuple[int, bytes, int]:
    """Where and what to write to add `content` as the last thing in an element, and how many bytes that replaces.

    An element without a closing tag (`<x/>`) gets one.
    """
    if element.end >= 0:
        return element.end, content, 0
    close = xml.index(b"/>", element.start)
    return close, b">" + content + f"</{element.name}>".encode(), 2


def added(xml: bytes, element: Element, content: bytes) -> bytes:
    """The document with `content` as the last thing in this element."""
    at, piece, replaced = inside(xml, element, content)
    return xml[:at] + piece + xml[at + replaced :]


def text(value: str) -> str:
    """A text as it may stand in XML."""
    return escape(UNWRITABLE.sub("", value))


def attribute(value: str) -> str:
    """A value as an attribute, with its quotes."""
    return quoteattr(UNWRITABLE.sub("", value))
