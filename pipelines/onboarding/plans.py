"""What is known around a table and what is planned for it: the values that the steps of a proposal hand to each other.

Decides nothing.
"""

from dataclasses import dataclass, field
from typing import Any

from pipelines.onboarding.columns import Match
from pipelines.onboarding.lexicon import Lexicon
from pipelines.onboarding.remarks import Remark
from pipelines.onboarding.shapes import Profile, profile
from pipelines.onboarding.tables import Family, FoundTable
from pipelines.registry import Registry

PLACEHOLDER = "?? "


@dataclass
class Planned:
    """One fill as the table language writes it; remarks have places seen from this fill."""

    dataset: str
    columns: dict[str, Any]
    score: float
    when: list[str] = field(default_factory=list)
    join: bool = False
    remarks: list[Remark] = field(default_factory=list)
    matches: dict[str, Match] = field(default_factory=dict)

    @property
    def headers(self) -> set[str]:
        """Headers that this fill reads."""
        found = {match.header for match in self.matches.values()}
        for spec in self.columns.values():
            if isinstance(spec, dict):
                found |= set(spec.get("key", ())) | set(spec.get("date_of_week", {}).values())
                found |= set(spec.get("counted_week", {}).values())
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


def look_at(table: FoundTable) -> Columns:
    """A profile of every column, and of what the largest family of columns side by side would become."""
    family = max(table.families, key=lambda own: len(own.headers), default=None)
    aside = set(family.headers) if family else set()
    base = [
        profile(header, place, ((number, cells[place]) for number, cells in table.data))
        for place, header in enumerate(table.columns)
        if header not in aside
    ]
    if not family:
        return Columns(base, [], None)
    long = [profile(family.number, 1000, ((0, str(number)) for number in family.numbers for _ in range(3)))]
    groups = {measure: [h for h in family.headers if measure in h] for measure in family.measures} or {
        "value": list(family.headers)
    }
    for place, (name, headers) in enumerate(groups.items(), start=1001):
        places = [table.columns.index(header) for header in headers]
        long.append(profile(name, place, ((number, cells[i]) for i in places for number, cells in table.data)))
    return Columns(base, long, family)


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
