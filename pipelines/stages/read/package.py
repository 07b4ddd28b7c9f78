"""The parts inside an .xlsx or .ods → whether they are whole and safe, and the cells that hold an error instead of a value.

Does not read values; `sheets` does, at the same time, in a process of its own. It gives an error such as `#N/B` as an empty
cell, and a formula that was never computed too: here they are found, so that nothing disappears in silence.
"""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from xml.etree import ElementTree

from pipelines import findings
from pipelines.findings import Blocked

HEAD, PIECE = 64 << 10, 4 << 20
MAX_CELLS = 40_000_000
SHEETS = re.compile(r"(?:^|/)worksheets/[^/]+\.xml$", re.IGNORECASE)
DIMENSION = re.compile(rb'<(?:\w+:)?dimension ref="[A-Z]+\d+:([A-Z]+)(\d+)"')
ERROR = re.compile(
    rb'<(?:\w+:)?c r="([A-Z]{1,3})(\d{1,7})"[^>]*? t="e"[^>]*>.{0,4000}?<(?:\w+:)?v[^>]*>([^<]{1,40})</', re.DOTALL
)
NEVER_COMPUTED = re.compile(
    rb'<(?:\w+:)?c r="([A-Z]{1,3})(\d{1,7})"(?![^>]* t="str")[^>]*>\s*<(?:\w+:)?f[^>]*>[^<]*</(?:\w+:)?f>\s*'
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
CELL = re.compile(rb"<(?:\w+:)?c ")
ROW_END = re.compile(rb"</(?:\w+:)?table-row>")
REPEATED_ROW = re.compile(rb'<(?:\w+:)?table-row\b[^>]*number-rows-repeated="(\d+)"[^>]*(?<!/)>(.*)', re.DOTALL)
REPEATED_CELL = re.compile(rb'<(?:\w+:)?table-cell\b(?:[^>]*number-columns-repeated="(\d+)")?[^>]*>')
VALUE = re.compile(rb"<(?:\w+:)?p\b|:value(?:-type)?=")
MANY = 1_000_000
MENDABLE = 400 << 20
CELL_XML = re.compile(rb"<((?:\w+:)?)c\b([^<>]*?)(?<!/)>(.*?)</\1c>", re.DOTALL)
NUMBER = re.compile(rb"\s*[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?\s*")


@dataclass(frozen=True)
class Flaws:
    """Cells of one sheet, as (column counted from 1, row): with an error and its text, and formulas without an outcome."""

    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    empty: list[tuple[int, int]] = field(default_factory=list)


class TooLarge(ValueError):
    """A sheet that would have more cells than anybody fills."""


def refuse_lying(path: Path, name: str) -> None:
    """Raise `Blocked` for a sheet that says it is absurdly large or a part that refers outside; reads only the heads."""
    with zipfile.ZipFile(path) as package:
        for entry in package.namelist():
            if not entry.endswith((".xml", ".rels")):
                continue
            with package.open(entry) as file:
                head = file.read(HEAD)
            if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
                raise Blocked(findings.unreadable(name, "de werkmap bevat een verwijzing die niet is toegestaan"))
            match = DIMENSION.search(head) if SHEETS.search(entry) else None
            if match and column_number(match[1].decode()) * int(match[2]) > MAX_CELLS:
                raise Blocked(findings.unreadable(name, "een tabblad noemt zichzelf onwaarschijnlijk groot"))


def examine(path: Path) -> dict[str, Flaws]:
    """Flaws per sheet name; raises what `zipfile` raises when a part that holds data is not what was written.

    Raises `TooLarge` for an open document that repeats filled cells until no reader can hold them.
    """
    flaws: dict[str, Flaws] = {}
    with zipfile.ZipFile(path) as package:
        for entry in package.namelist():
            if SHEETS.search(entry):
                found = Flaws()
                for piece in _pieces(package, entry):
                    _note(piece, found)
                if found.errors or found.empty:
                    flaws[entry.rpartition("/")[2].lower()] = found
            elif entry == "content.xml":
                _refuse_endless(package, entry)
            elif entry.endswith((".xml", ".bin")) and "/media/" not in entry and "/embeddings/" not in entry:
                for _ in _pieces(package, entry):  # reading to the end is what checks the checksum
                    pass
        return {sheet: flaws[part] for part, sheet in (_sheet_names(package) if flaws else {}).items() if part in flaws}


def _refuse_endless(package: zipfile.ZipFile, entry: str) -> None:
    """Count the cells of rows that stand there many times; what is repeated empty, as below every sheet, is not read at all."""
    cells, rest = 0, b""
    with package.open(entry) as file:
        while data := file.read(PIECE):
            *rows, rest = ROW_END.split(rest + data)
            rest = rest[-2 * PIECE :]
            for row in rows:
                repeated = REPEATED_ROW.search(row)
                if repeated and (last := _last(VALUE, repeated[2])):
                    wide = sum(int(times or 1) for times in REPEATED_CELL.findall(repeated[2], 0, last))
                    cells += int(repeated[1]) * wide
                    if cells >= MAX_CELLS:
                        raise TooLarge


def _last(pattern: re.Pattern[bytes], text: bytes) -> int:
    """Where the last match ends; 0 without any."""
    return max((match.end() for match in pattern.finditer(text)), default=0)


def _pieces(package: zipfile.ZipFile, entry: str) -> Iterator[bytes]:
    """A part in pieces that are cut between two cells."""
    rest = b""
    with package.open(entry) as file:
        while data := file.read(PIECE):
            rest += data
            cut = max(rest.rfind(b"<c "), rest.rfind(b":c "))
            if cut > 0:
                cut = rest.rfind(b"<", 0, cut + 1)
                yield rest[:cut]
                rest = rest[cut:]
            elif len(rest) > 2 * PIECE:
                rest = b""
    yield rest


def _note(piece: bytes, found: Flaws) -> None:
    if b't="e"' in piece and len(found.errors) < MANY:
        for cell in _cells(piece):
            if match := ERROR.match(cell):
                found.errors[column_number(match[1].decode()), int(match[2])] = match[3].decode("utf-8", "replace")
    if b"<f" in piece or b":f" in piece:
        found.empty.extend((column_number(m[1].decode()), int(m[2])) for m in NEVER_COMPUTED.finditer(piece))


def _cells(piece: bytes) -> Iterator[bytes]:
    starts = [match.start() for match in CELL.finditer(piece)]
    for start, end in zip(starts, [*starts[1:], len(piece)], strict=True):
        yield piece[start:end]


def _sheet_names(package: zipfile.ZipFile) -> dict[str, str]:
    """Part of each sheet → the name on its tab."""
    parts = {entry.lower(): entry for entry in package.namelist()}
    book = ElementTree.fromstring(package.read(parts["xl/workbook.xml"]))  # noqa: S314 – parts with a DTD were refused
    links = ElementTree.fromstring(package.read(parts["xl/_rels/workbook.xml.rels"]))  # noqa: S314
    targets = {link.get("Id"): str(link.get("Target")).rpartition("/")[2].lower() for link in links}
    sheets = [element for element in book.iter() if element.tag.endswith("}sheet")]
    named = {next((v for k, v in sheet.items() if k.endswith("}id")), ""): str(sheet.get("name")) for sheet in sheets}
    return {targets[link]: sheet for link, sheet in named.items() if link in targets}


def mend(path: Path, target: Path) -> int:
    """Write a copy in which every cell can be read, and return how many were changed; 0 when that is not what is wrong.

    A number that is none keeps its text; a word that is not in the list of words becomes `#ONLEESBAAR`; what a sheet says
    about its own size goes, because no reader needs it.
    """
    changed = 0
    with zipfile.ZipFile(path) as package, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as copy:
        entries = package.infolist()
        if sum(entry.file_size for entry in entries) > MENDABLE:
            return 0
        strings = sum(
            package.read(e).count(b"</si>") for e in entries if e.filename.lower().endswith("sharedstrings.xml")
        )
        for entry in entries:
            content = package.read(entry)
            if SHEETS.search(entry.filename):
                content, sized = re.subn(rb"<(?:\w+:)?dimension\b[^>]*/>", b"", content)
                mended = [0]
                content = CELL_XML.sub(partial(_mended, strings=strings, mended=mended), content)
                changed += mended[0] + sized
            copy.writestr(entry.filename, content)
    return changed


def _mended(cell: re.Match[bytes], strings: int, mended: list[int]) -> bytes:
    prefix, attributes, body = cell[1], cell[2], cell[3]
    kind = next(iter(re.findall(rb'\bt="([^"]*)"', attributes)), b"n")
    value = next(iter(re.findall(rb"<(?:\w+:)?v[^>]*>([^<]*)<", body)), None)
    if (
        value is None
        or kind in (b"str", b"inlineStr", b"e")
        or (kind == b"s" and value.isdigit() and int(value) < strings)
    ):
        return cell[0]
    if (kind == b"n" and NUMBER.fullmatch(value)) or (kind == b"b" and value in (b"0", b"1")):
        return cell[0]
    mended[0] += 1
    text = b"#ONLEESBAAR" if kind == b"s" else value
    bare = re.sub(rb' (?:t|s)="[^"]*"', b"", attributes)
    return (
        b"<" + prefix + b"c" + bare + b' t="str"><' + prefix + b"v>" + text + b"</" + prefix + b"v></" + prefix + b"c>"
    )


def column_number(letters: str) -> int:
    """Spreadsheet letters → 1-based column number: AB → 28."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
