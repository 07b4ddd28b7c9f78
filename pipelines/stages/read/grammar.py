"""A dialect and a number of columns → what one record looks like as text, and what its cells usually look like.

Does not read files and decides nothing; `damage` asks it about single lines.
"""

import re
from collections import Counter
from collections.abc import Sequence

from pipelines.table_language import Text

SAMPLE = 2_000
MIN_SAMPLE, FEW_SHAPES = 5, 12
SURE = (
    0.1  # of a column's cells, how many at most have a shape that no other has: so rarely is a new one to be expected
)


class Grammar:
    """What a record looks like in this dialect, as strict reading has it."""

    def __init__(self, dialect: Text, width: int) -> None:
        delimiter, quote = re.escape(dialect.delimiter), re.escape(dialect.quote)
        more = f"{{{width - 1}}}"
        self.dialect, self.width = dialect, width
        plain = f"[^{delimiter}\n]*+"
        if not dialect.quote:
            self.sure = self.whole = re.compile(f"{plain}(?:{delimiter}{plain}){more}")
            self.row = re.compile(f"{plain}(?:{delimiter}{plain})*+")
            self.surplus = re.compile(f"({plain}(?:{delimiter}{plain}){more}){delimiter}+")
            self.opened = self.edges = self.started = self.padded = re.compile(r"(?!)")
            return
        inside = f"{quote}(?:[^{quote}]++|{quote}{quote})*+"
        blank = "" if dialect.delimiter == " " else " *+"
        clean = f"(?:{inside}{quote}|[^{delimiter}{quote}\n]*+)"
        cell = f"(?:{blank}{inside}{quote}{blank}|(?!{blank}{quote}){plain})"
        self.sure = re.compile(f"{clean}(?:{delimiter}{clean}){more}")
        self.row = re.compile(f"{clean}(?:{delimiter}{clean})*+")  # of any width
        self.whole = re.compile(f"{cell}(?:{delimiter}{cell}){more}")
        self.opened = re.compile(f"(?:{cell}{delimiter}){{0,{width - 1}}}{blank}{inside}")
        self.started = re.compile(f"({clean}(?:{delimiter}{clean}){{0,{max(width - 2, 0)}}}){delimiter}{inside}")
        # With blank cells too many at its end.
        self.surplus = re.compile(f"({clean}(?:{delimiter}{clean}){more})(?:{delimiter}(?:{quote}{quote})?)+")
        self.quoted = re.compile(f"(\\A|{delimiter}){blank}({inside}{quote}){blank}(?={delimiter}|\\Z)")
        # Behind more than one blank strict reading takes a quote for text.
        self.padded = re.compile(f"(?:^|{delimiter})  +{quote}", re.MULTILINE) if blank else re.compile(r"(?!)")
        # A quote at the end of a bare cell: an inch, or what is left of a cell that was cut.
        self.edges = re.compile(f"(?:^|{delimiter})(?!{blank}{quote})[^{delimiter}]*{quote}(?:{delimiter}|$)")

    def is_plain(self, line: str) -> bool:
        """True when the line is one record beyond doubt."""
        if self.dialect.quote and self.dialect.quote in line:
            return self.sure.fullmatch(line) is not None
        return line.count(self.dialect.delimiter) == self.width - 1

    def over_lines(self, text: str) -> tuple[list[str], int]:
        """The records in a text that go on over lines, and how many of all have blank cells too many at their end."""
        if not self.dialect.quote:
            return [], sum(self.surplus.fullmatch(line) is not None for line in text.split("\n"))
        records = [found[0] for found in re.finditer(f"^{self.sure.pattern}$", text, re.MULTILINE)]
        surplus = sum(1 for _ in re.finditer(f"^{self.surplus.pattern}$", text, re.MULTILINE))
        return [record for record in records if "\n" in record], surplus

    def as_strict(self, record: str) -> str:
        """The record as strict reading takes it: no blanks around quotes, no blank cells too many at its end."""
        if self.padded.search(record):
            record = self.quoted.sub(r"\1\2", record)
        found = self.surplus.fullmatch(record)
        return found[1] if found else record


class Shapes:
    """What the cells of each column look like in lines that are whole: digits, letters and signs between them.

    Tells a record from a line of text that happens to hold as many delimiters; of few lines it says nothing.
    """

    def __init__(self, lines: Sequence[str], grammar: Grammar) -> None:
        self.delimiter, self.quote = grammar.dialect.delimiter, grammar.dialect.quote
        sample = [line for line in lines[:SAMPLE] if line.count(self.delimiter) == grammar.width - 1]
        seen = [Counter[str]() for _ in range(grammar.width)]
        for line in sample:
            for shapes, cell in zip(seen, self._cells(line), strict=True):
                shapes[cell] += 1
        enough = len(sample) >= MIN_SAMPLE
        self.known = {i: {*found, ""} for i, found in enumerate(seen) if enough and len({*found} - {""}) <= FEW_SHAPES}
        once = {i: sum(count == 1 for shape, count in seen[i].items() if shape) for i in self.known}
        self.sure = {i for i, count in once.items() if count <= SURE * (seen[i].total() - seen[i][""])}

    def _cells(self, line: str) -> list[str]:
        return [
            re.sub(r"[^\W\d_]+(?:[ '-]+[^\W\d_]+)*", "a", re.sub(r"\d+", "9", cell.strip(f"{self.quote} ")))
            for cell in line.split(self.delimiter)
        ]

    def fit(self, line: str) -> bool:
        """True when nothing speaks against this line being a record."""
        cells = self._cells(line)
        return all(i < len(cells) and cells[i] in shapes for i, shapes in self.known.items())

    def can_be(self, line: str) -> bool:
        """True when this may well be a record: a cell like no other speaks against it only where all others are alike."""
        cells = self._cells(line)
        asked = self.sure or set(self.known)
        return all(i < len(cells) and cells[i] in self.known[i] for i in asked)

    def can_start(self, start: str) -> bool:
        """True when these may well be the first cells of a record, and at least one of them is known to look so."""
        told = {i: cell for i, cell in enumerate(self._cells(start)) if i in self.known}
        asked = self.sure & {i for i, cell in told.items() if cell} or set(told)
        return all(told[i] in self.known[i] for i in asked) and any(told[i] for i in asked)
