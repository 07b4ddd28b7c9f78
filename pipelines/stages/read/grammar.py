"""A dialect and a number of columns → what one record looks like as text, and what its cells usually look like.

Does not read files and decides nothing; `damage` asks it about single lines.
"""

import re
from collections.abc import Sequence

from pipelines.table_language import Text

SAMPLE = 2_000
MIN_SAMPLE, FEW_SHAPES, LINES_PER_SHAPE = 5, 12, 10


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
            self.opened = self.edges = self.started = re.compile(r"(?!)")
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
        # A quote at the end of a bare cell: an inch, or what is left of a cell that was cut.
        self.edges = re.compile(f"(?:^|{delimiter})(?!{blank}{quote})[^{delimiter}]*{quote}(?:{delimiter}|$)")

    def is_plain(self, line: str) -> bool:
        """True when the line is one record beyond doubt."""
        if self.dialect.quote and self.dialect.quote in line:
            return self.sure.fullmatch(line) is not None
        return line.count(self.dialect.delimiter) == self.width - 1


class Shapes:
    """What the cells of each column look like in lines that are whole: digits, letters and signs between them.

    Tells a record from a line of text that happens to hold as many delimiters; of few lines it says nothing.
    """

    def __init__(self, lines: Sequence[str], grammar: Grammar) -> None:
        self.delimiter, self.quote = grammar.dialect.delimiter, grammar.dialect.quote
        sample = [line for line in lines[:SAMPLE] if line.count(self.delimiter) == grammar.width - 1]
        seen: list[set[str]] = [set() for _ in range(grammar.width)]
        for line in sample:
            for shapes, cell in zip(seen, self._cells(line), strict=True):
                shapes.add(cell)
        enough = len(sample) >= MIN_SAMPLE
        self.known = {i: shapes | {""} for i, shapes in enumerate(seen) if enough and len(shapes - {""}) <= FEW_SHAPES}

    def _cells(self, line: str) -> list[str]:
        return [
            re.sub(r"[^\W\d_]+(?:[ '-]+[^\W\d_]+)*", "a", re.sub(r"\d+", "9", cell.strip(f"{self.quote} ")))
            for cell in line.split(self.delimiter)
        ]

    def fit(self, line: str) -> bool:
        """True when nothing speaks against this line being a record."""
        cells = self._cells(line)
        return all(i < len(cells) and cells[i] in shapes for i, shapes in self.known.items())

    def fit_start(self, start: str) -> bool:
        """True when these cells look like the first ones of a record, and at least one of them is known to look so."""
        told = [(cell, self.known[i]) for i, cell in enumerate(self._cells(start)) if i in self.known]
        return all(cell in shapes for cell, shapes in told) and any(cell for cell, _ in told)
