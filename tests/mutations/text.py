"""A seed → a text file in some dialect with several damages, and the records that no damage touched.

Does not read. Each damage says which records it touches; blank lines, repeated headers, other line ends and the like touch none.
"""

import random
import string
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

Record = tuple[str, ...]
WORDS = (
    "koken", "schoonmaken", "mee naar huisarts", "de Vries", "Renée", "Çelik", "’s-Gravenhage", "café", "n.v.t.", "ja",
    "Van der Berg-Jansen", "O'Neill", "25 jan. 2016", "€ 12,50", "A/B", "Ünal", "x", "zie bijlage (2)", "#N/B",
)  # fmt: skip
NAMES = (
    "Nr",
    "Datum",
    "Naam",
    "Soort hulp",
    "Uren",
    "Opmerking",
    "Wijk",
    "Status",
    "Niveau",
    "Reden",
    "Ingang",
    "Eind",
)
FOOTER = r"^Aantal regels: (?P<rows>\d+)"


@dataclass(frozen=True)
class Dialect:
    """How one partner writes its file."""

    encoding: str
    delimiter: str
    quote: str = '"'
    newline: bytes = b"\r\n"
    width: int = 6
    quotes_all: bool = False
    multiline: bool = False
    trailing: bool = False
    footer: bool = False
    titles: int = 0
    end: bool = False


DIALECTS = (
    Dialect("cp1252", ";", trailing=True, footer=True, width=8),
    Dialect("utf-8", ",", newline=b"\n", multiline=True, width=5),
    Dialect("utf-8-sig", ";", quotes_all=True, multiline=True, titles=2, width=7),
    Dialect("utf-16", "\t", width=9),
    Dialect("utf-8", "|", quote="", newline=b"\n", width=11),
    Dialect("latin-1", ";", newline=b"\n", width=4, end=True),
    Dialect("cp1252", ",", quotes_all=True, width=12, footer=True),
    Dialect("utf-16-le", ";", multiline=True, width=6, newline=b"\n"),
    Dialect("utf-8", ";", newline=b"\r", width=3),
    Dialect("utf-8", ";", multiline=True, footer=True, trailing=True, width=2),
)


@dataclass
class Line:
    """One record or other line as bytes without its line end; `record` is its number, or -1."""

    content: bytes
    end: bytes
    record: int = -1


@dataclass
class File:
    """A file in the making."""

    dialect: Dialect
    records: list[Record]
    lines: list[Line]
    header: int
    touched: set[int] = field(default_factory=set)
    applied: list[str] = field(default_factory=list)
    header_touched: bool = False

    @property
    def codec(self) -> str:
        return {"utf-16": "utf-16-le", "utf-8-sig": "utf-8"}.get(self.dialect.encoding, self.dialect.encoding)

    def encoded(self, text: str) -> bytes:
        return text.encode(self.codec, errors="replace")

    def content(self) -> bytes:
        mark = {"utf-16": b"\xff\xfe", "utf-8-sig": b"\xef\xbb\xbf"}.get(self.dialect.encoding, b"")
        end = self.encoded("\n")  # of a line that was the last one until another came behind it
        *body, last = self.lines
        return mark + b"".join(line.content + (line.end or end) for line in body) + last.content + last.end

    @property
    def untouched(self) -> list[Record]:
        return [record for number, record in enumerate(self.records) if number not in self.touched]


def whole(rng: random.Random, dialect: Dialect | None = None, rows: int | None = None) -> File:
    """A file without damage."""
    dialect = dialect or rng.choice(DIALECTS)
    codec = {"utf-16": "utf-16-le", "utf-8-sig": "utf-8"}.get(dialect.encoding, dialect.encoding)
    end = dialect.newline.decode("ascii").encode(codec)
    records = [_record(rng, dialect, number) for number in range(rows if rows is not None else rng.randint(5, 60))]
    lines = [Line(f"Overzicht {n}".encode(codec), end) for n in range(dialect.titles)]
    lines.append(Line(_written(NAMES[: dialect.width], dialect).encode(codec), end))
    lines += [Line(_written(record, dialect).encode(codec), end, n) for n, record in enumerate(records)]
    if dialect.footer:
        lines.append(Line(f"Aantal regels: {len(records)}".encode(codec), end))
    if dialect.end:
        rest = ("", f"Bewoners{dialect.delimiter}Aantal", f"x{dialect.delimiter}3")
        lines += [Line(text.encode(codec), end) for text in rest]
    return File(dialect, records, lines, dialect.titles)


def _record(rng: random.Random, dialect: Dialect, number: int) -> Record:
    cells = [f"R{number:05}", f"{rng.randint(1, 28):02}-{rng.randint(1, 12):02}-20{rng.randint(10, 26)}"]
    while len(cells) < dialect.width:
        text = rng.choice(WORDS) if rng.random() < 0.75 else rng.choice(("", str(rng.randint(0, 99)), "2,5"))
        if dialect.encoding == "latin-1":
            text = text.encode("latin-1", errors="ignore").decode("latin-1")
        if dialect.quote and rng.random() < 0.1:
            text += rng.choice((f" {dialect.delimiter} {text}", f' zei "{text}"', f'"{text}"'))
        elif not dialect.quote:
            text = text.replace(dialect.delimiter, "")
        if dialect.multiline and rng.random() < 0.15:
            between = rng.choice(("\n", "\r\n", "\n\n"))
            text += between + rng.choice((*WORDS, f"a{dialect.delimiter}b", f"{dialect.delimiter}", "- punt"))
        cells.append(text)
    return tuple(cells)


def _written(cells: Record, dialect: Dialect) -> str:
    quote, delimiter = dialect.quote, dialect.delimiter
    texts = []
    for cell in cells:
        must = quote and any(sign in cell for sign in (quote, delimiter, "\r", "\n"))
        text = cell.replace(quote, quote * 2) if must else cell
        texts.append(f"{quote}{text}{quote}" if must or (quote and dialect.quotes_all) else text)
    return delimiter.join(texts) + (delimiter if dialect.trailing else "")


Damage = Callable[[File, random.Random], None]


def _touching(change: Callable[[File, bytes, random.Random], bytes]) -> Damage:
    """A damage of the bytes of one record."""

    def apply(file: File, rng: random.Random) -> None:
        at = [i for i, line in enumerate(file.lines) if line.record >= 0]
        if at:
            line = file.lines[rng.choice(at)]
            line.content = change(file, line.content, rng)
            file.touched.add(line.record)

    return apply


def _at(file: File, content: bytes, rng: random.Random) -> int:
    """A place between two characters."""
    step = 2 if file.codec.startswith("utf-16") else 1
    return rng.randrange(0, len(content) // step + 1) * step


def _insert(text: str) -> Callable[[File, bytes, random.Random], bytes]:
    def change(file: File, content: bytes, rng: random.Random) -> bytes:
        at = _at(file, content, rng)
        sign = text.replace("<d>", file.dialect.delimiter).replace("<q>", file.dialect.quote or '"')
        return content[:at] + file.encoded(sign) + content[at:]

    return change


def _remove(text: str) -> Callable[[File, bytes, random.Random], bytes]:
    def change(file: File, content: bytes, rng: random.Random) -> bytes:
        sign = file.encoded(text.replace("<d>", file.dialect.delimiter).replace("<q>", file.dialect.quote or '"'))
        places = [i for i in range(len(content)) if content.startswith(sign, i)]
        if not places:
            return content[:-1]
        at = rng.choice(places)
        return content[:at] + content[at + len(sign) :]

    return change


def _open_cell(file: File, content: bytes, rng: random.Random) -> bytes:
    """A quote at the start of a cell that never closes."""
    sign, quote = file.encoded(file.dialect.delimiter), file.encoded('"')
    places = [0, *(i + len(sign) for i in range(len(content)) if content.startswith(sign, i))]
    at = rng.choice(places)
    return content[:at] + quote + content[at:]


def _flip(file: File, content: bytes, rng: random.Random) -> bytes:
    changed = bytearray(content)
    for _ in range(rng.randint(1, 3)):
        if changed:
            changed[rng.randrange(len(changed))] ^= 1 << rng.randrange(8)
    return bytes(changed)


def _junk(file: File, content: bytes, rng: random.Random) -> bytes:
    at = rng.randrange(len(content) + 1)
    return content[:at] + rng.randbytes(rng.randint(1, 12)) + content[at:]


def _cut(file: File, content: bytes, rng: random.Random) -> bytes:
    return content[: _at(file, content, rng)]


def _span(file: File, content: bytes, rng: random.Random) -> bytes:
    one, other = sorted((_at(file, content, rng), _at(file, content, rng)))
    return content[:one] + content[other:]


def _odd_span(file: File, content: bytes, rng: random.Random) -> bytes:
    at = rng.randrange(len(content) + 1)
    return content[:at] + content[at + rng.randint(1, 3) :]


def _other_delimiter(file: File, content: bytes, rng: random.Random) -> bytes:
    other = rng.choice([sign for sign in "\t;,|" if sign != file.dialect.delimiter])
    return content.replace(file.encoded(file.dialect.delimiter), file.encoded(other))


def _long(file: File, content: bytes, rng: random.Random) -> bytes:
    at = _at(file, content, rng)
    return content[:at] + file.encoded("lang " * rng.choice((10, 3_000, 60_000))) + content[at:]


def _fewer(file: File, content: bytes, rng: random.Random) -> bytes:
    cells = content.split(file.encoded(file.dialect.delimiter))
    return file.encoded(file.dialect.delimiter).join(cells[: -rng.randint(1, 3)] or cells[:1])


def _swap(file: File, content: bytes, rng: random.Random) -> bytes:
    cells = content.split(file.encoded(file.dialect.delimiter))
    one, other = rng.randrange(len(cells)), rng.randrange(len(cells))
    cells[one], cells[other] = cells[other], cells[one]
    return file.encoded(file.dialect.delimiter).join(cells)


def _between(make: Callable[[File, random.Random], str | bytes], last: bool = False) -> Damage:
    """A line that stands between records and touches none of them."""

    def apply(file: File, rng: random.Random) -> None:
        records = [i for i, line in enumerate(file.lines) if line.record >= 0]
        if not records:
            return
        at = len(file.lines) if last else rng.choice(records)
        made = make(file, rng)
        content = file.encoded(made) if isinstance(made, str) else made
        file.lines.insert(at, Line(content, file.lines[records[0]].end))

    return apply


def _join(file: File, rng: random.Random) -> None:
    """A line end is gone: two records are one line."""
    pairs = [i for i in range(len(file.lines) - 1) if file.lines[i].record >= 0]
    if pairs:
        at = rng.choice(pairs)
        one, other = file.lines[at], file.lines[at + 1]
        file.touched.update({one.record, other.record} - {-1})
        one.content += other.content
        one.end = other.end
        del file.lines[at + 1]


def _twice(file: File, rng: random.Random) -> None:
    at = [i for i, line in enumerate(file.lines) if line.record >= 0]
    if at:
        line = file.lines[rng.choice(at)]
        file.lines.insert(rng.choice(at), Line(line.content, line.end, line.record))
        file.touched.add(line.record)


def _gone(file: File, rng: random.Random) -> None:
    at = [i for i, line in enumerate(file.lines) if line.record >= 0]
    if at:
        file.touched.add(file.lines.pop(rng.choice(at)).record)


def _shuffled(file: File, rng: random.Random) -> None:
    """Two records change places: both stay whole."""
    at = [i for i, line in enumerate(file.lines) if line.record >= 0]
    if not at:
        return
    one, other = rng.choice(at), rng.choice(at)
    a, b = file.lines[one], file.lines[other]
    a.content, a.record, b.content, b.record = b.content, b.record, a.content, a.record


def _mixed_ends(file: File, rng: random.Random) -> None:
    for line in file.lines:
        if line.end and rng.random() < 0.3:
            line.end = file.encoded(rng.choice(("\n", "\r\n", "\r")))


def _no_last_end(file: File, rng: random.Random) -> None:
    file.lines[-1].end = b""


def _cut_file(file: File, rng: random.Random) -> None:
    """The file stops in the middle of a record."""
    at = [i for i, line in enumerate(file.lines) if line.record >= 0]
    if len(at) > 2:
        last = rng.choice(at[len(at) // 2 :])
        for line in file.lines[last:]:
            file.touched.add(line.record)
        file.lines = file.lines[: last + 1]
        file.lines[last].content = file.lines[last].content[: rng.randrange(len(file.lines[last].content) + 1)]
        file.lines[last].end = b""


def _other_encoding(file: File, rng: random.Random) -> None:
    """From some record on another program wrote on; letters beyond ASCII changed, the rest did not."""
    if file.codec.startswith("utf-16"):
        return
    other = "utf-8" if file.codec != "utf-8" else "cp1252"
    at = [i for i, line in enumerate(file.lines) if line.record >= 0]
    start = rng.choice(at) if at else 0
    for line in file.lines[start : start + rng.randint(1, 30)]:
        changed = line.content.decode(file.codec, errors="replace").encode(other, errors="replace")
        if changed != line.content and line.record >= 0:
            file.touched.add(line.record)
        line.content = changed


def _marked(file: File, rng: random.Random) -> None:
    """A byte order mark before a record, as when files are pasted together."""
    at = [i for i, line in enumerate(file.lines) if line.record >= 0]
    if at:
        line = file.lines[rng.choice(at)]
        mark = "\ufeff".encode(file.codec) if file.codec.startswith("utf") else b"\xef\xbb\xbf"
        line.content = mark + line.content


def _header(change: Callable[[File, bytes, random.Random], bytes]) -> Damage:
    def apply(file: File, rng: random.Random) -> None:
        line = file.lines[file.header]
        line.content = change(file, line.content, rng)
        file.header_touched = True

    return apply


def _no_footer(file: File, rng: random.Random) -> None:
    if file.dialect.footer and file.lines and file.lines[-1].record < 0:
        file.lines.pop()


def _pasted(file: File, rng: random.Random) -> None:
    """The same export pasted below itself, other records: header and all."""
    more = whole(rng, file.dialect, rng.randint(1, 8))
    first = len(file.records)
    for record in more.records:
        file.records.append((f"P{record[0][1:]}", *record[1:]))
    end = file.lines[0].end or file.encoded("\n")
    start = next((i + 1 for i in reversed(range(len(file.lines))) if file.lines[i].record >= 0), len(file.lines))
    header = Line(_written(NAMES[: file.dialect.width], file.dialect).encode(file.codec), end)
    added = [
        Line(_written(record, file.dialect).encode(file.codec), end, first + i)
        for i, record in enumerate(file.records[first:])
    ]
    if not file.lines[start - 1].end:
        file.lines[start - 1].end = end
    file.lines[start:start] = [header, *added]


def _garbage(file: File, rng: random.Random) -> str:
    letters = string.ascii_letters + string.digits + " .\"';,|-_=\t"
    return "".join(rng.choice(letters) for _ in range(rng.randint(1, 60))).replace(file.dialect.delimiter, "")


DAMAGES: dict[str, Damage] = {
    "a delimiter is gone": _touching(_remove("<d>")),
    "a delimiter stands twice": _touching(_insert("<d>")),
    "a quote at the start of a cell": _touching(_open_cell),
    "a quote somewhere": _touching(_insert("<q>")),
    "two quotes somewhere": _touching(_insert("<q><q>")),
    "a quote is gone": _touching(_remove("<q>")),
    "a backslash before a quote": _touching(_insert("\\<q>")),
    "a line is cut": _touching(_cut),
    "a piece is gone": _touching(_span),
    "a byte is gone": _touching(_odd_span),
    "flipped bits": _touching(_flip),
    "random bytes": _touching(_junk),
    "a zero byte": _touching(_insert("\0")),
    "a line end inside a record": _touching(_insert("\n")),
    "a lone return inside a record": _touching(_insert("\r")),
    "an odd separator": _touching(_insert("\u2028" + "\x85")),
    "another delimiter": _touching(_other_delimiter),
    "a very long cell": _touching(_long),
    "cells missing at the end": _touching(_fewer),
    "a cell too many": _touching(lambda file, content, _: content + file.encoded(file.dialect.delimiter + "meer")),
    "cells have changed places": _touching(_swap),
    "blanks around quotes": _touching(lambda f, c, _: c.replace(f.encoded(f.dialect.delimiter), f.encoded(f" {f.dialect.delimiter} "))),
    "two lines are one": _join,
    "a record stands twice": _twice,
    "a record is gone": _gone,
    "records have changed places": _shuffled,
    "the file stops early": _cut_file,
    "another encoding from here": _other_encoding,
    "a blank line": _between(lambda *_: ""),
    "a line of delimiters": _between(lambda file, _: file.dialect.delimiter * (file.dialect.width - 1)),
    "a line of quotes": _between(lambda file, _: '""' if file.dialect.quote else " "),
    "the header again": _between(lambda file, _: _written(NAMES[: file.dialect.width], file.dialect)),
    "a title between": _between(lambda *_: "Pagina 2 van 3"),
    "a ruler": _between(lambda *_: "-" * 40),
    "a total": _between(lambda file, _: f"Totaal{file.dialect.delimiter}12"),
    "garbage": _between(_garbage),
    "garbage with a quote": _between(lambda *_: 'zie "bijlage'),
    "zero bytes": _between(lambda *_: "\0\0\0\0"),
    "the end of a DOS file": _between(lambda *_: "\x1a", last=True),
    "blank lines at the end": _between(lambda *_: "", last=True),
    "mixed line ends": _mixed_ends,
    "no last line end": _no_last_end,
    "a byte order mark inside": _marked,
    "no footer": _no_footer,
    "pasted below itself": _pasted,
}  # fmt: skip
# Damages of the header itself: read all the same, or refused because it cannot be seen which column is which.
HEADER_DAMAGES: dict[str, Damage] = {
    "header: a delimiter is gone": _header(_remove("<d>")),
    "header: a delimiter too many": _header(_insert("<d>")),
    "header: a quote somewhere": _header(_insert("<q>")),
    "header: a flipped bit": _header(_flip),
    "header: a letter is gone": _header(_odd_span),
    "header: cut": _header(_cut),
    "header: a zero byte": _header(_insert("\0")),
    "header: a column too many": _header(lambda f, c, _: c + f.encoded(f"{f.dialect.delimiter}Extra")),
    "header: a line end inside": _header(_insert("\n")),
}  # fmt: skip


def mutated(seed: int, rows: int | None = None) -> File:
    """The file of this seed: one to six damages; one in ten has a damaged header too."""
    rng = random.Random(seed)
    file = whole(rng, rows=rows)
    names = rng.choices(list(DAMAGES), k=rng.randint(1, 6))
    if rng.random() < 0.1:
        names.append(rng.choice(list(HEADER_DAMAGES)))
    for name in names:
        (DAMAGES | HEADER_DAMAGES)[name](file, rng)
        file.applied.append(name)
    return file


def words(dialect: Dialect) -> dict[str, Any]:
    """What would be agreed about this file: the `text` words of a delivery."""
    return {
        "encoding": dialect.encoding, "delimiter": dialect.delimiter, "quote": dialect.quote,
        "trailing_delimiter": dialect.trailing, "footer": FOOTER if dialect.footer else None,
    }  # fmt: skip
