"""A partner's .xlsx + texts per cell → the same package with a note on each of those cells, and nothing else changed.

Does not open the workbook as a workbook: reading and writing it again would drop cached values, images and shapes. Only
the comments, their drawing and the lines that refer to these are written; every other part is copied byte for byte.
"""

import posixpath
import re
import zipfile
from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass, field
from pathlib import Path

from pipelines.stages.feedback import markup, notes
from pipelines.stages.feedback.markup import Element

MAIN = re.compile(r"application/vnd\.openxmlformats-officedocument\.spreadsheetml\.(sheet|template)\.main\+xml")
TYPES = "[Content_Types].xml"
COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
VML_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"
PACKAGE_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
# What stands before `legacyDrawing` in a sheet by the standard; everything else comes after it.
BEFORE = frozenset(
    [
        "sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr", "sheetProtection",
        "protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate", "customSheetViews", "mergeCells",
        "phoneticPr", "conditionalFormatting", "dataValidations", "hyperlinks", "printOptions", "pageMargins", "pageSetup",
        "headerFooter", "rowBreaks", "colBreaks", "customProperties", "cellWatches", "ignoredErrors", "smartTags", "drawing",
    ]
)  # fmt: skip


class NotAWorkbook(Exception):
    """The file is no .xlsx package, so that no comment can be put into it."""


@dataclass
class Package:
    """The parts of one workbook: those that were there, and those that are written anew or changed."""

    source: zipfile.ZipFile
    written: dict[str, bytes] = field(default_factory=dict)

    def read(self, name: str) -> bytes:
        """One part, as it is now."""
        return self.written[name] if name in self.written else self.source.read(name)

    def names(self) -> list[str]:
        """Every part, old and new, each once."""
        return list(dict.fromkeys([*self.source.namelist(), *self.written]))

    def free(self, pattern: str) -> str:
        """The first name of this form, such as `xl/comments{}.xml`, that no part has."""
        taken = {name.lower() for name in self.names()}
        number = 1
        while pattern.format(number).lower() in taken:
            number += 1
        return pattern.format(number)


@dataclass(frozen=True)
class Relation:
    """One line of a relations part: what another part is to this one."""

    id: str
    kind: str
    target: str


def sheets_of(path: Path) -> dict[str, str]:
    """Name of each sheet → its part; raises `NotAWorkbook` when this is no .xlsx."""
    try:
        with zipfile.ZipFile(path) as source:
            return _sheets(Package(source))
    except (zipfile.BadZipFile, KeyError, ValueError) as error:
        raise NotAWorkbook(path.name) from error


def annotate(source: Path, target: Path, wanted: Mapping[str, Mapping[str, str]], author: str) -> int:
    """Write `source` to `target` with `wanted` (sheet → cell → text) as notes; returns how many cells got one.

    A note that is already there is kept and the text is added to it. Raises `NotAWorkbook`, and KeyError for a sheet
    that does not exist.
    """
    sheets = sheets_of(source)
    written = 0
    with zipfile.ZipFile(source) as old:
        package = Package(old)
        for sheet, cells in wanted.items():
            if cells:
                written += _annotate_sheet(package, sheets[sheet], cells, author)
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
            for entry in old.infolist():
                changed = entry.filename in package.written
                new.writestr(copy(entry), package.written.pop(entry.filename) if changed else old.read(entry))
            for name, content in package.written.items():
                new.writestr(name, content)
    return written


def _sheets(package: Package) -> dict[str, str]:
    types = markup.elements(markup.as_utf8(package.read(TYPES)))
    if not any(MAIN.fullmatch(element.attributes.get("ContentType", "")) for element in types):
        raise NotAWorkbook("no workbook in the package")
    main = next(r.target for r in _relations(package, "") if r.kind == "officeDocument")
    parts = {relation.id: relation.target for relation in _relations(package, main)}
    found = {}
    for element in markup.elements(markup.as_utf8(package.read(main))):
        if element.local == "sheet":
            relation = next(value for name, value in element.attributes.items() if name.rpartition(":")[2] == "id")
            found[element.attributes["name"]] = parts[relation]
    return found


def _relations_part(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _relations(package: Package, part: str) -> list[Relation]:
    """What a part refers to; targets as names in the package. None when it refers to nothing."""
    name = _relations_part(part)
    if name not in package.names():
        return []
    folder = posixpath.dirname(part)
    return [
        Relation(
            element.attributes["Id"],
            element.attributes["Type"].rpartition("/")[2],
            posixpath.normpath(posixpath.join("/", folder, element.attributes["Target"])).lstrip("/"),
        )
        for element in markup.elements(markup.as_utf8(package.read(name)))
        if element.local == "Relationship" and element.attributes.get("TargetMode") != "External"
    ]


def _relate(package: Package, part: str, kind: str, target: str) -> str:
    """Add a relation from one part to another; returns its id."""
    name = _relations_part(part)
    if name not in package.names():
        package.written[name] = (
            f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns="{PACKAGE_RELATIONS}"></Relationships>'
        ).encode()
    xml = markup.as_utf8(package.read(name))
    root, *lines = markup.elements(xml)
    taken = {line.attributes.get("Id") for line in lines}
    number = 1
    while f"rId{number}" in taken:
        number += 1
    strict = any(line.attributes.get("Type", "").startswith(STRICT) for line in lines)
    there = posixpath.relpath(target, posixpath.dirname(part))
    line = (
        f'<{markup.prefix(root)}Relationship Id="rId{number}" Type="{STRICT if strict else RELATIONS}/{kind}" '
        f"Target={markup.attribute(there)}/>"
    )
    package.written[name] = markup.added(xml, root, line.encode())
    return f"rId{number}"


def _declare(package: Package, *, comments: str | None, vml: bool) -> None:
    """Say in the list of content types what the new parts are."""
    xml = markup.as_utf8(package.read(TYPES))
    root, *known = markup.elements(xml)
    lines = ""
    defaults = {element.attributes.get("Extension", "").lower() for element in known if element.local == "Default"}
    if vml and "vml" not in defaults:
        lines += f'<{markup.prefix(root)}Default Extension="vml" ContentType="{VML_TYPE}"/>'
    if comments:
        lines += f'<{markup.prefix(root)}Override PartName="/{comments}" ContentType="{COMMENTS_TYPE}"/>'
    if lines:
        package.written[TYPES] = markup.added(xml, root, lines.encode())


def _annotate_sheet(package: Package, part: str, cells: Mapping[str, str], author: str) -> int:
    relations = _relations(package, part)
    sheet = _Sheet.read(package.read(part))
    threads = {
        element.attributes["ref"]
        for relation in relations
        if relation.kind == "threadedComment"
        for element in markup.elements(markup.as_utf8(package.read(relation.target)))
        if element.local == "threadedComment"
    }
    texts = notes.placed(cells, sheet.merged, threads)
    comments = next((relation.target for relation in relations if relation.kind == "comments"), None)
    drawing = next((relation.target for relation in relations if relation.id == sheet.drawing), None)
    if comments:
        xml, fresh = notes.extended(markup.as_utf8(package.read(comments)), texts, author)
        package.written[comments] = xml
    else:
        name, fresh = package.free("xl/comments{}.xml"), list(texts)
        package.written[name] = notes.comments(texts, author)
        _relate(package, part, "comments", name)
        _declare(package, comments=name, vml=False)
    drawings = [package.read(name) for name in package.names() if name.lower().endswith(".vml")]
    if drawing:
        package.written[drawing] = notes.drawn(package.read(drawing), {ref: texts[ref] for ref in fresh}, drawings)
        return len(cells)
    # Notes that stood there without a drawing would not show: they get their box too.
    everything = notes.texts_of(package.read(comments)) if comments else texts
    drawing = package.free("xl/drawings/vmlDrawing{}.vml")
    package.written[drawing] = notes.drawn(notes.EMPTY_DRAWING, everything, drawings)
    _declare(package, comments=None, vml=True)
    package.written[part] = sheet.with_drawing(_relate(package, part, "vmlDrawing", drawing))
    return len(cells)


@dataclass(frozen=True)
class _Sheet:
    """One sheet's XML without looking at its rows: what stands directly in it, and which cells are merged."""

    xml: bytes
    root: Element
    children: tuple[Element, ...]
    shift: int
    rows_at: int
    merged: tuple[str, ...]

    @classmethod
    def read(cls, raw: bytes) -> "_Sheet":
        """Parse everything but the rows: those are most of the bytes, and nothing is written in them."""
        xml = markup.as_utf8(raw)
        opened = re.search(rb"<(?:[\w.-]+:)?sheetData\b[^>]*(?<!/)>", xml)
        closed = xml.rfind(b"sheetData>") if opened else -1
        cut_from = opened.end() if opened else 0
        cut_until = xml.rfind(b"</", 0, closed) if opened else 0
        root, *inner = markup.elements(xml[:cut_from] + xml[cut_until:])
        merged = tuple(element.attributes["ref"] for element in inner if element.local == "mergeCell")
        children = tuple(element for element in inner if element.depth == 1)
        return cls(xml, root, children, cut_until - cut_from, cut_from, merged)

    @property
    def drawing(self) -> str | None:
        """Relation id of the sheet's legacy drawing."""
        element = next((child for child in self.children if child.local == "legacyDrawing"), None)
        return next((v for n, v in element.attributes.items() if n.endswith(":id")), None) if element else None

    def with_drawing(self, relation: str) -> bytes:
        """The sheet with a legacy drawing, where the standard wants it."""
        last = max((i for i, child in enumerate(self.children) if child.local in BEFORE), default=-1)
        following = self.children[last + 1 : last + 2]
        at = following[0].start if following else self.root.end
        declared = self.root.attributes.values()
        namespace = STRICT if STRICT in declared else RELATIONS
        line = f'<{markup.prefix(self.root)}legacyDrawing xmlns:r="{namespace}" r:id="{relation}"/>'
        return markup.spliced(self.xml, [(at + self.shift if at >= self.rows_at else at, line.encode())])
