"""What is known around a table and what is planned for it: the values that the steps of a proposal hand to each other.

Decides nothing.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from pipelines.onboarding.columns import Match
from pipelines.onboarding.families import CELL_AT, PART_AT, Family, find_periods, find_places
from pipelines.onboarding.lexicon import Lexicon
from pipelines.onboarding.patterns import GROUP, GROUP_PLACE, group_pattern, names_period
from pipelines.onboarding.remarks import Remark
from pipelines.onboarding.shapes import Profile, profile
from pipelines.onboarding.shared import Numbers
from pipelines.onboarding.tables import FoundTable
from pipelines.registry import Registry

PLACEHOLDER = "?? "
GROUP_AT = 900


@dataclass
class Planned:
    """One fill as the table language writes it; remarks have places seen from this fill."""

    dataset: str
    columns: dict[str, Any]
    score: float
    when: list[str] = field(default_factory=list)
    when_matches: str | None = None
    join: bool = False
    together: dict[str, Any] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)
    matches: dict[str, Match] = field(default_factory=dict)

    @property
    def headers(self) -> set[str]:
        """Headers that this fill reads."""
        found = {match.header for match in self.matches.values()}
        for spec in self.columns.values():
            if isinstance(spec, dict):
                found |= {spec["from"]} if "from" in spec and not is_placeholder(spec) else set()
                found |= set(spec.get("key", ())) | set(spec.get("date_of_week", {}).values())
                found |= set(spec.get("counted_week", {}).values())
                found |= set(_named_in(spec.get("every_week")))
                found |= {header for word in ("key_list", "school_year") for header in _named_in(spec.get(word))}
        return found

    @property
    def lacks(self) -> list[str]:
        """Columns that stand on a placeholder."""
        return [name for name, spec in self.columns.items() if is_placeholder(spec)]


@dataclass(frozen=True)
class Context:
    """What is known around a table: the registry, its words, and the partner's own places."""

    registry: Registry
    lexicon: Lexicon
    places: dict[str, str]
    sole_place: str | None
    words_around: str
    priors: dict[str, float]
    named: frozenset[str] = frozenset()
    party_kind: str | None = None
    day_format: str | None = None
    legend: dict[str, str] = field(default_factory=dict)
    told: dict[str, tuple[str, ...]] = field(default_factory=dict)
    numbers: tuple[Numbers, ...] = ()

    @property
    def constants(self) -> dict[str, dict[str, str]]:
        """Extra words per vocabulary."""
        return {"location": self.places}


@dataclass(frozen=True)
class Columns:
    """The columns of one table: those of a row, and those that unpivoting gives."""

    base: list[Profile]
    long: list[Profile]
    family: Family | None


def look_at(table: FoundTable, places: tuple[str, ...] = ()) -> Columns:
    """A profile of every column, of what a group row says about the rows below it, and of the largest family of columns.

    `places` are names of the partner's places, which may stand in a group row.
    """
    family = max(table.families, key=lambda own: len(own.headers), default=None)
    family = family or find_places(table.columns, places) or find_periods(table.columns, names_period)
    aside = {*family.headers, *family.totals} if family else set()
    base = [
        profile(header, place, ((number, cells[place]) for number, cells in table.data), _elsewhere(table, [header]))
        for place, header in enumerate(table.columns)
        if header not in aside
    ]
    base += _said_above(table, places)
    if not family:
        return Columns(base, [], None)
    long = [
        profile(name, place, ((0, word) for word in words for _ in range(3)))
        for place, (name, words) in enumerate(family.parts, start=PART_AT)
    ]
    for place, (name, headers) in enumerate(family.cells, start=CELL_AT):
        at = [table.columns.index(header) for header in headers]
        cells_of = ((number, cells[i]) for i in at for number, cells in table.data)
        long.append(profile(name, place, cells_of, _elsewhere(table, headers, family, name)))
    return Columns(base, long, family)


def _elsewhere(
    table: FoundTable, headers: Iterable[str], family: Family | None = None, name: str = ""
) -> Iterator[str]:
    """The cells of these columns in the other samples; of a family also below the days or weeks that those have instead."""
    for other in table.beside:
        own = [own for own in other.families if family and own.number == family.number]
        wanted = next((listed for one in own for called, listed in one.cells if called == name), tuple(headers))
        at = [other.columns.index(header) for header in wanted if header in other.columns]
        yield from (cells[i] for _, cells in other.data for i in at)


def _said_above(table: FoundTable, places: tuple[str, ...]) -> list[Profile]:
    """The named groups of the group rows, as columns of the rows below them."""
    if not table.groups:
        return []
    pattern = re.compile(group_pattern(table.groups, places, table.first_cells) or "")
    names = [name for name in pattern.groupindex if name not in (GROUP, GROUP_PLACE)]
    told = [pattern.search(text) for text in table.group_of]
    rows = [number for number, _ in table.data]
    return [
        profile(
            name, GROUP_AT + i, ((row, match[name] if match else "") for row, match in zip(rows, told, strict=True))
        )
        for i, name in enumerate(names)
    ]


def _named_in(spec: Any) -> tuple[str, ...]:
    """Headers in the specification of a key list, a period or a school year."""
    if isinstance(spec, str):
        return (spec,)
    words = ("of", "who", "started_on", "first", "last")
    return tuple(spec[word] for word in words if word in spec) if isinstance(spec, dict) else ()


def is_placeholder(spec: Any) -> bool:
    """True for a column that nobody knows the place of yet."""
    return isinstance(spec, dict) and str(spec.get("from", "")).startswith(PLACEHOLDER)


@dataclass
class Looked:
    """One table with the profiles of its columns and the datasets it fills."""

    table: FoundTable
    columns: Columns
    fills: list[Planned]

    @property
    def profiles(self) -> dict[str, Profile]:
        """Profile per header; those of unpivoted columns too."""
        return {p.header: p for p in [*self.columns.base, *self.columns.long]}
