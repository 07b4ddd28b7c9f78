"""What is remembered of the lines of a text file while it is read: where their numbers jump, and what the last ones said.

Does not read them; `sieve` and `damage` do.
"""

import re
from collections import Counter
from dataclasses import dataclass, field

from pipelines.stages.read.decode import MARKS

FOOTER_WITHIN = 12


@dataclass
class Lines:
    """How many lines there are; `shifts` says from which on their numbers in the supplier's file jump.

    `marked` says that some of them end in the mark of a line end inside a quoted cell.
    """

    count: int = 0
    shifts: list[tuple[int, int]] = field(default_factory=list)
    marked: bool = False

    def shift(self, number: int) -> None:
        """The next line has this number in the supplier's file."""
        if not self.shifts or self.shifts[-1][1] != number - self.count:
            self.shifts.append((self.count, number - self.count))


@dataclass
class Last:
    """What the last lines said: how many were a footer, and the control total with its line."""

    pattern: str | None
    counted: Counter[str] = field(default_factory=Counter)
    stated: tuple[int, int] | None = None

    def is_footer(self, line: str, number: int) -> bool:
        """True for a footer, which is then counted."""
        match = re.search(self.pattern, line.rstrip(MARKS)) if self.pattern else None
        if match is None:
            return False
        has_total = "rows" in match.groupdict()
        self.counted["control" if has_total else "footer"] += 1
        if has_total:
            self.stated = (int(match["rows"]), number)
        return True
