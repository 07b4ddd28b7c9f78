"""A seed → a workbook as some program writes it, damaged in several ways at once, and the rows that no damage touched.

Does not read. Written as XML, because a library would repair what has to be wrong.
"""

import random
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from io import BytesIO
from xml.sax.saxutils import escape

from tests.mutations.text import NAMES, WORDS

Row = tuple[str, ...]
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TABLE_SHEET = "Lijst"


@dataclass
class Line:
    """One row of the sheet: its cells (empty text is no cell), its own number or none, and which record it is."""

    cells: list[str]
    record: int = -1
    raw: dict[int, str] = field(default_factory=dict)  # XML of a cell instead of its text
    attributes: str = ""


@dataclass
class Book:
    """A workbook in the making."""

    records: list[Row]
    lines: list[Line]
    width: int
    shared: bool
    references: bool
    prefix: str = ""
    dimension: str | None = ""
    extra: list[tuple[str, str]] = field(default_factory=list)  # other sheets: name and state
    touched: set[int] = field(default_factory=set)
    applied: list[str] = field(default_factory=list)
    after: list[Callable[[bytes, random.Random], bytes]] = field(default_factory=list)
    tail: str = ""
    compression: int = zipfile.ZIP_DEFLATED
    may_be_refused: bool = False
    numbers: dict[int, int] = field(default_factory=dict)

    @property
    def untouched(self) -> list[Row]:
        return [record for number, record in enumerate(self.records) if number not in self.touched]


def whole(rng: random.Random) -> Book:
    """A workbook without damage: titles, a header, records, a total."""
    width = rng.randint(2, 9)
    records = []
    for number in range(rng.randint(5, 60)):
        cells = [f"W{number:05}"]
        while len(cells) < width:
            cells.append(
                rng.choice(
                    (rng.choice(WORDS), str(rng.randint(0, 9_999)), "", f"{rng.randint(1, 99)},5", "regel 1\nregel 2")
                )
            )
        records.append(tuple(cells))
    lines = [Line([f"Overzicht {n}"]) for n in range(rng.randint(0, 3))]
    lines.append(Line(list(NAMES[:width])))
    lines += [Line(list(record), n) for n, record in enumerate(records)]
    if rng.random() < 0.4:
        lines.append(Line(["Totaal", "12"]))
    return Book(records, lines, width, shared=rng.random() < 0.6, references=rng.random() < 0.9)


Damage = Callable[[Book, random.Random], None]


def _rows(book: Book) -> list[int]:
    return [i for i, line in enumerate(book.lines) if line.record >= 0]


def _cell(xml: str) -> Damage:
    """Another XML in one cell of one record; `{r}` is its reference."""

    def apply(book: Book, rng: random.Random) -> None:
        line = book.lines[rng.choice(_rows(book))]
        line.raw[rng.randrange(book.width)] = xml
        book.touched.add(line.record)

    return apply


def _between(make: Callable[[Book], Line]) -> Damage:
    """A row between records that touches none of them."""

    def apply(book: Book, rng: random.Random) -> None:
        book.lines.insert(rng.choice(_rows(book)), make(book))

    return apply


def _gone(book: Book, rng: random.Random) -> None:
    if len(_rows(book)) > 1:
        book.touched.add(book.lines.pop(rng.choice(_rows(book))).record)


def _twice(book: Book, rng: random.Random) -> None:
    line = book.lines[rng.choice(_rows(book))]
    book.touched.add(line.record)
    book.lines.insert(rng.choice(_rows(book)), Line(list(line.cells), line.record))


def _swapped(book: Book, rng: random.Random) -> None:
    line = book.lines[rng.choice(_rows(book))]
    one, other = rng.randrange(book.width), rng.randrange(book.width)
    line.cells[one], line.cells[other] = line.cells[other], line.cells[one]
    book.touched.add(line.record)


def _shifted(book: Book, rng: random.Random) -> None:
    line = book.lines[rng.choice(_rows(book))]
    line.cells.insert(rng.randrange(book.width), "erbij")
    book.touched.add(line.record)


def _far_right(book: Book, rng: random.Random) -> None:
    """A note far to the right of one record, under no header."""
    if book.references:
        line = book.lines[rng.choice(_rows(book))]
        line.cells += [""] * rng.randint(5, 300) + ["los"]
        book.touched.add(line.record)


def _jump(book: Book, rng: random.Random) -> None:
    """Row numbers jump: rows that are empty are not in the file."""
    if book.references:
        book.numbers[rng.choice(_rows(book))] = rng.randint(1, 40)


def _dimension(value: str | None) -> Damage:
    def apply(book: Book, _: random.Random) -> None:
        book.dimension = value

    return apply


def _sheet(state: str) -> Damage:
    def apply(book: Book, _: random.Random) -> None:
        book.extra.append((f"Blad {len(book.extra)}", state))

    return apply


def _tail(xml: str) -> Damage:
    def apply(book: Book, _: random.Random) -> None:
        book.tail += xml

    return apply


def _reordered(book: Book, rng: random.Random) -> None:
    at = _rows(book)
    one, other = book.lines[rng.choice(at)], book.lines[rng.choice(at)]
    one.cells, one.record, one.raw, other.cells, other.record, other.raw = (
        other.cells, other.record, other.raw, one.cells, one.record, one.raw,
    )  # fmt: skip


def _hidden_row(book: Book, rng: random.Random) -> None:
    book.lines[rng.choice(_rows(book))].attributes = ' hidden="1" customHeight="1"'


def _prefixed(book: Book, _: random.Random) -> None:
    book.prefix = "x:"


def _stored(book: Book, _: random.Random) -> None:
    book.compression = zipfile.ZIP_STORED


def _bytes(change: Callable[[bytes, random.Random], bytes]) -> Damage:
    """Damage of the file itself: read right all the same, or refused."""

    def apply(book: Book, _: random.Random) -> None:
        book.after.append(change)
        book.may_be_refused = True

    return apply


def _flip(content: bytes, rng: random.Random) -> bytes:
    changed = bytearray(content)
    for _ in range(rng.randint(1, 4)):
        changed[rng.randrange(len(changed))] ^= 1 << rng.randrange(8)
    return bytes(changed)


def _cut(content: bytes, rng: random.Random) -> bytes:
    return content[: rng.randrange(len(content))]


def _hole(content: bytes, rng: random.Random) -> bytes:
    at = rng.randrange(len(content))
    return content[:at] + bytes(rng.randint(1, 400)) + content[at + rng.randint(1, 400) :]


DAMAGES: dict[str, Damage] = {
    "an error": _cell('<c{r} t="e"><v>#N/A</v></c>'),
    "a formula with an error": _cell('<c{r} s="1" t="e"><f>1/0</f><v>#DIV/0!</v></c>'),
    "a formula without outcome": _cell("<c{r}><f>1+1</f></c>"),
    "a word that is not in the list": _cell('<c{r} t="s"><v>999999</v></c>'),
    "a number that is none": _cell("<c{r}><v>twaalf</v></c>"),
    "a number without end": _cell("<c{r}><v>1e999</v></c>"),
    "a date before time": _cell('<c{r} s="1"><v>-40000</v></c>'),
    "a date beyond time": _cell('<c{r} s="1"><v>99999999999</v></c>'),
    "a style that does not exist": _cell('<c{r} s="4000"><v>7</v></c>'),
    "a very long text": _cell('<c{r} t="inlineStr"><is><t>' + "lang " * 9_000 + "</t></is></c>"),
    "signs that do not exist": _cell('<c{r} t="inlineStr"><is><t>a&#x1F;b_x000D_c</t></is></c>'),
    "rich text": _cell('<c{r} t="inlineStr"><is><r><rPr><b/></rPr><t>vet</t></r><r><t xml:space="preserve"> en niet</t></r></is></c>'),
    "a truth": _cell('<c{r} t="b"><v>1</v></c>'),
    "a kind that does not exist": _cell('<c{r} t="zz"><v>1</v></c>'),
    "a text that is an entity": _cell('<c{r} t="inlineStr"><is><t>&amp;lt; &#233;</t></is></c>'),
    "a record is gone": _gone,
    "a record stands twice": _twice,
    "cells have changed places": _swapped,
    "a cell came in between": _shifted,
    "a note far to the right": _far_right,
    "records have changed places": _reordered,
    "a blank row": _between(lambda _: Line([])),
    "a row of empty cells": _between(lambda book: Line([""] * book.width, raw={0: '<c{r} s="1"/>'})),
    "the header again": _between(lambda book: Line(list(NAMES[: book.width]))),
    "a total": _between(lambda _: Line(["Totaal", "12"])),
    "a row with height": _between(lambda _: Line([], attributes=' ht="30" customHeight="1"')),
    "row numbers jump": _jump,
    "a hidden row": _hidden_row,
    "dimension too small": _dimension("A1"),
    "dimension too large": _dimension("A1:ZZ5000"),
    "dimension is nonsense": _dimension("hallo"),
    "no dimension": _dimension(None),
    "a hidden sheet": _sheet("hidden"),
    "a very hidden sheet": _sheet("veryHidden"),
    "a sheet in front": _sheet("visible"),
    "merged cells": _tail('<mergeCells count="1"><mergeCell ref="A1:B1"/></mergeCells>'),
    "merged beyond reason": _tail('<mergeCells count="1"><mergeCell ref="B900:A2"/></mergeCells>'),
    "a filter": _tail('<autoFilter ref="A1:B9"/>'),
    "unknown things": _tail('<extLst><ext uri="{0}"><iets xmlns="urn:iets"/></ext></extLst>'),
    "names with a prefix": _prefixed,
    "not compressed": _stored,
}  # fmt: skip
FILE_DAMAGES: dict[str, Damage] = {
    "flipped bits": _bytes(_flip),
    "cut off": _bytes(_cut),
    "a hole": _bytes(_hole),
    "something behind it": _bytes(lambda content, rng: content + rng.randbytes(rng.randint(1, 99))),
    "something before it": _bytes(lambda content, rng: rng.randbytes(rng.randint(1, 9)) + content),
}


def mutated(seed: int) -> Book:
    """The workbook of this seed: one to six damages; one in seven is damaged as a file too."""
    rng = random.Random(seed)
    book = whole(rng)
    names = rng.choices(list(DAMAGES), k=rng.randint(1, 6))
    if rng.random() < 0.15:
        names.append(rng.choice(list(FILE_DAMAGES)))
    for name in names:
        (DAMAGES | FILE_DAMAGES)[name](book, rng)
        book.applied.append(name)
    return book


def letters(number: int) -> str:
    text = ""
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(65 + rest) + text
    return text


def content(book: Book, seed: int) -> bytes:
    """The bytes of the file."""
    shared: dict[str, int] = {}
    rows, number = [], 0
    for index, line in enumerate(book.lines):
        number += 1 + book.numbers.get(index, 0)
        cells = "".join(_xml(book, line, column, number, shared) for column in range(len(line.cells)))
        reference = f' r="{number}"' if book.references else ""
        rows.append(f"<row{reference}{line.attributes}>{cells}</row>")
    dimension = (
        ""
        if book.dimension is None
        else f'<dimension ref="{book.dimension or "A1:" + letters(book.width) + str(number)}"/>'
    )
    sheet = f'<worksheet xmlns="{MAIN}">{dimension}<sheetData>{"".join(rows)}</sheetData>{book.tail}</worksheet>'
    if book.prefix:
        sheet = _with_prefix(sheet, book.prefix)
    others = [
        f'<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="A1"><v>{n}</v></c></row></sheetData></worksheet>'
        for n in range(len(book.extra))
    ]
    parts = _parts(book, [*others, sheet], shared)
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", book.compression) as package:
        for name, xml in parts.items():
            package.writestr(
                zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)),
                f'<?xml version="1.0" encoding="UTF-8"?>\n{xml}',
                book.compression,
            )
    made = buffer.getvalue()
    for change in book.after:
        made = change(made, random.Random(seed))
    return made


def _with_prefix(sheet: str, prefix: str) -> str:
    for tag in (
        "worksheet",
        "dimension",
        "sheetData",
        "row",
        "mergeCells",
        "mergeCell",
        "autoFilter",
        "extLst",
        "ext",
        "is",
        "t",
        "r",
        "rPr",
        "b",
        "c",
        "v",
        "f",
    ):
        for mark in ("<", "</"):
            for end in (" ", ">", "/>"):
                sheet = sheet.replace(f"{mark}{tag}{end}", f"{mark}{prefix}{tag}{end}")
    return sheet.replace(f'xmlns="{MAIN}"', f'xmlns:{prefix[:-1]}="{MAIN}"')


def _xml(book: Book, line: Line, column: int, number: int, shared: dict[str, int]) -> str:
    text = line.cells[column]
    reference = f' r="{letters(column + 1)}{number}"' if book.references else ""
    if column in line.raw:
        return line.raw[column].replace("{r}", reference)
    if not text:
        return "" if book.references else "<c/>"
    if text.replace(",", "", 1).isdigit() and not text.startswith("0"):
        return f"<c{reference}><v>{text.replace(',', '.')}</v></c>"
    if book.shared:
        return f'<c{reference} t="s"><v>{shared.setdefault(text, len(shared))}</v></c>'
    return f'<c{reference} t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'


def _parts(book: Book, sheets: list[str], shared: dict[str, int]) -> dict[str, str]:
    named = [*book.extra, (TABLE_SHEET, "visible")]
    listed = "".join(
        f'<sheet name="{name}" sheetId="{i}" state="{state}" r:id="rId{i}"/>'
        for i, (name, state) in enumerate(named, start=1)
    )
    links = [("worksheet", f"worksheets/sheet{i}.xml") for i in range(1, len(sheets) + 1)]
    links += [("styles", "styles.xml"), ("sharedStrings", "sharedStrings.xml")]
    relations = "".join(
        f'<Relationship Id="rId{i}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for i, (kind, target) in enumerate(links, start=1)
    )
    return {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" Type="{OFFICE}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{relations}</Relationships>',
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>',
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">'
        + "".join(f'<si><t xml:space="preserve">{escape(text)}</t></si>' for text in shared)
        + "</sst>",
        **{f"xl/worksheets/sheet{i}.xml": xml for i, xml in enumerate(sheets, start=1)},
    }
