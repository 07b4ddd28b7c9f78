"""One export in every form that other programs give it, one pollution at a time, read as it would then be agreed on → a score.

After the Pollock benchmark: pollution of the header, delimiter, quote, preamble, footer, tables, encoding and line ends. A file
scores the share of its records that come back exactly; more than it has, or a record changed, scores nothing.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from tests.mutations import text
from tests.mutations.judge import judge
from tests.mutations.text import Dialect, File, Line

BASE = Dialect("utf-8", ";", newline=b"\n", multiline=True, width=7)
ROWS = 40


@dataclass(frozen=True)
class Pollution:
    """What is polluted, how, and the dialect in which that is agreed."""

    kind: str
    name: str
    dialect: Dialect = BASE
    change: Callable[[File], None] = field(default=lambda _: None)


def _insert(at: int, *lines: str) -> Callable[[File], None]:
    def change(file: File) -> None:
        place = at if at >= 0 else len(file.lines)
        file.lines[place:place] = [Line(file.encoded(line), file.lines[0].end) for line in lines]
        file.header += len(lines) if place <= file.header else 0

    return change


def _header(make: Callable[[str], str]) -> Callable[[File], None]:
    def change(file: File) -> None:
        line = file.lines[file.header]
        line.content = file.encoded(make(line.content.decode(file.codec)))

    return change


def _ends(*ends: str) -> Callable[[File], None]:
    def change(file: File) -> None:
        for number, line in enumerate(file.lines):
            line.end = file.encoded(ends[number % len(ends)])

    return change


def pollutions() -> Iterator[Pollution]:
    """Every pollution, the clean file first."""
    yield Pollution("none", "clean")
    for delimiter in (",", "\t", "|", ":", " ", "^", "~", "#", "\x1f"):
        yield Pollution("delimiter", repr(delimiter), replace(BASE, delimiter=delimiter))
    yield Pollution("delimiter", "at the end of every line", replace(BASE, trailing=True))
    yield Pollution(
        "delimiter", "at the end, not agreed", BASE, _all(lambda file, line: line.content + file.encoded(";"))
    )
    yield Pollution("delimiter", "at the end of some lines", BASE, _some_ends(";"))
    yield Pollution(
        "delimiter", "blank cells in quotes at the end", replace(BASE, quotes_all=True), _some_ends(';"";""')
    )
    yield Pollution("quote", "every cell", replace(BASE, quotes_all=True))
    yield Pollution("quote", "blanks around", replace(BASE, quotes_all=True), _all(_with_blanks))
    yield Pollution("quote", "single", replace(BASE, quote="'"))
    yield Pollution("quote", "none", replace(BASE, quote="", multiline=False))
    for name in ("utf-8-sig", "utf-16", "utf-16-le", "cp1252"):
        yield Pollution("encoding", name, replace(BASE, encoding=name))
    yield Pollution(
        "encoding",
        "utf-8 where cp1252 was agreed",
        replace(BASE, encoding="cp1252"),
        _all(lambda file, line: _recoded(file, line, "utf-8")),
    )
    yield Pollution("line ends", "\\r\\n", replace(BASE, newline=b"\r\n"))
    yield Pollution("line ends", "\\r", replace(BASE, newline=b"\r"))
    yield Pollution("line ends", "mixed", BASE, _ends("\n", "\r\n", "\r"))
    yield Pollution("line ends", "none at the end", BASE, lambda file: setattr(file.lines[-1], "end", b""))
    for lines in (1, 5, 40):
        yield Pollution("preamble", f"{lines} lines", BASE, _insert(0, *[f"Overzicht {n}" for n in range(lines)]))
    yield Pollution("preamble", "blank lines", BASE, _insert(0, "", ";;;;;;", ""))
    yield Pollution("preamble", "with a quote", BASE, _insert(0, '"Overzicht";;'))
    yield Pollution("footer", "a control total", replace(BASE, footer=True))
    yield Pollution("footer", "blank lines", BASE, _insert(-1, "", "", ";;;;;;"))
    yield Pollution("footer", "a sentence", BASE, _insert(-1, "Einde overzicht"))
    yield Pollution("tables", "another one below", replace(BASE, end=True))
    yield Pollution("tables", "the header again every ten lines", BASE, _again)
    yield Pollution("header", "a letter wrong", BASE, _header(lambda line: line.replace("Datum", "Datun")))
    yield Pollution("header", "capitals and blanks", BASE, _header(lambda line: line.upper().replace(";", " ; ")))
    yield Pollution(
        "header", "a line end in a name", BASE, _header(lambda line: line.replace("Soort hulp", '"Soort\nhulp"'))
    )
    yield Pollution("header", "a delimiter too many", BASE, _header(lambda line: line.replace("Naam", "Na;am")))
    yield Pollution("header", "a delimiter too few", BASE, _header(lambda line: line.replace("Naam;", "Naam")))


def _all(make: Callable[[File, Line], bytes]) -> Callable[[File], None]:
    def change(file: File) -> None:
        for line in file.lines:
            line.content = make(file, line)

    return change


def _some_ends(more: str) -> Callable[[File], None]:
    def change(file: File) -> None:
        for line in file.lines[file.header + 1 :: 3]:
            line.content += file.encoded(more)

    return change


def _with_blanks(file: File, line: Line) -> bytes:
    return line.content.replace(file.encoded('";"'), file.encoded('"  ;   "'))


def _recoded(file: File, line: Line, other: str) -> bytes:
    return line.content.decode(file.codec).encode(other)


def _again(file: File) -> None:
    header = file.lines[file.header]
    for at in range(len(file.lines) - 1, file.header, -10):
        file.lines.insert(at, Line(header.content, header.end))


def scores() -> list[tuple[str, str, float]]:
    """Kind, name and score between 0 and 1 of every pollution."""
    found = []
    for number, pollution in enumerate(pollutions()):
        file = text.whole(random.Random(number), pollution.dialect, ROWS)
        pollution.change(file)
        verdict = judge(file)
        score = 0.0 if verdict.refused or verdict.changed or verdict.unaccounted else 1 - len(verdict.lost) / ROWS
        found.append((pollution.kind, pollution.name, score))
    return found
