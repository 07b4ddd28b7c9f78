"""What was expected from whom → per partner and delivery a short line: only the months in which something is due.

Months that went the same way stand together, so that a year reads as one word and what lacks stands out. Pure.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from dashboards.cells import plain
from dashboards.records.desk import Expected, Planned
from pipelines import words
from pipelines.words import Lang, say

MONTHS = 12
OPEN = ("missing", "rejected")
WORSE_FIRST = ("rejected", "missing", "late", "expected", "on_time")
COLOUR = {"on_time": "green", "late": "yellow", "missing": "orange", "rejected": "orange", "expected": "gray"}
LISTED = 2  # more months on end are told by the first and the last


@dataclass(frozen=True)
class Line:
    """One delivery of a partner: its rhythm in words and how the last year went, as badges."""

    title: str
    rhythm: str
    year: str


@dataclass(frozen=True)
class Partner:
    """One partner: its deliveries, and how the newest of each stand."""

    partner: str
    name: str
    state: str
    lines: tuple[Line, ...]

    @property
    def is_open(self) -> bool:
        """True when something that was due has to be asked for."""
        return self.state in OPEN


def by_partner(expected: Iterable[Expected], plans: Iterable[Planned], lang: Lang) -> list[Partner]:
    """Partners with something open first, then by name."""
    rhythm = {(plan.partner, plan.delivery): plan.rhythm for plan in plans}
    rows = sorted(
        (row for row in expected if row.state in COLOUR),
        key=lambda row: (row.partner, row.delivery_title, row.delivery, row.period),
    )
    found = []
    for partner, of_partner in groupby(rows, key=lambda row: row.partner):
        lines, states, name = [], [], partner
        for delivery, group in groupby(of_partner, key=lambda row: row.delivery):
            own = list(group)[-MONTHS:]
            name = own[-1].partner_name
            lines.append(Line(own[-1].delivery_title, rhythm.get((partner, delivery)) or "", badges(own, lang)))
            states.append(newest(own))
        found.append(Partner(partner, name, min(states, key=WORSE_FIRST.index), tuple(lines)))
    return sorted(found, key=lambda one: (not one.is_open, one.name))


def newest(rows: Sequence[Expected]) -> str:
    """How the last one that was already due went; what is only expected counts when there is nothing else."""
    return next((row.state for row in reversed(rows) if row.state != "expected"), "expected")


def badges(rows: Sequence[Expected], lang: Lang) -> str:
    """The months of one delivery as Markdown badges, months on end with the same outcome together."""
    told = []
    for state, group in groupby(rows, key=lambda row: row.state):
        text = say(f"due_badge.{state}", lang, months=_months([row.period for row in group], lang))
        told.append(f":{COLOUR[state]}-badge[{plain(text)}]")
    return " ".join(told)


def _months(periods: Sequence[str], lang: Lang) -> str:
    """'nov 25 t/m sep 26', or each month when they are few or do not follow each other."""
    shown = [words.month_short(period, lang) for period in periods]
    if len(periods) > LISTED and _follow(periods):
        return say("due_badge.months", lang, first=shown[0], last=shown[-1])
    return ", ".join(shown)


def _follow(periods: Sequence[str]) -> bool:
    numbers = [int(period[:4]) * 12 + int(period[5:]) for period in periods]
    return numbers[-1] - numbers[0] == len(numbers) - 1
