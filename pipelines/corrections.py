"""`sources/partners/<id>/corrections.yaml` → frozen corrections: known mistakes in a partner's files, repaired until they are gone.

Does not touch rows: `stages/correct` does. Every correction says who reported it and why, for which months it holds, and what
we expect to find, so that it fails as soon as the source repairs itself.
"""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import Field, model_validator

from pipelines.column_language import Pattern
from pipelines.contracts import Contract
from pipelines.table_language import Delivery, Table
from pipelines.yaml_lines import ConfigurationError, Marked, Place, Words, load, parse

FILE_NAME = "corrections.yaml"
MONTH = r"\d{4}-(?:0[1-9]|1[0-2])"
PSEUDONYM = r"[0-9a-f]{32}"


class Fits(Words):
    """A cell that is described by a pattern instead of by its text."""

    matches: Pattern


Cell = str | Fits


class Correction(Words):
    """One known mistake. `where` and `expect` hold cells as they stand in the file, by header; '' is an empty cell."""

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    delivery: str
    table: str | None = Field(default=None, description="only where the delivery has more than one table")
    periods: str = Field(
        pattern=rf"^{MONTH}(/({MONTH})?)?$",
        description="the months it holds for: `2016-02`, `2016-02/2016-05`, or `2016-02/` for as long as it lasts",
    )
    action: Literal["drop", "override", "scale", "flag"]
    where: dict[str, Cell] = Field(default_factory=dict)
    row: int | None = Field(default=None, ge=1, description="the row or line of the file, for a file of one month")
    dataset: str | None = Field(default=None, description="whose key `key` is")
    key: dict[str, str] = Field(
        default_factory=dict, description="key of the accepted row; hashed numbers as their pseudonym"
    )
    column: str | None = Field(default=None, description="header of the cell that is changed")
    value: str | None = Field(
        default=None, description="override: the text that should have stood there; '' empties it"
    )
    factor: float | None = Field(default=None, gt=0, description="scale: what the number is multiplied with")
    expect: dict[str, Cell] = Field(default_factory=dict)
    reason: str = Field(min_length=10)
    reported_by: str = Field(min_length=2)
    reported_on: date

    @model_validator(mode="after")
    def _has_what_its_action_needs(self) -> "Correction":
        needed = {"override": ("column", "value"), "scale": ("column", "factor")}.get(self.action, ())
        for name in ("column", "value", "factor"):
            if (getattr(self, name) is not None) != (name in needed):
                raise ValueError(f"'{self.action}' {'needs' if name in needed else 'has no'} '{name}'")
        if needed and not self.expect:
            raise ValueError(f"'{self.action}' needs 'expect': else it would go on when the source has repaired itself")
        if not (self.where or self.key or self.row) and self.action != "scale":
            raise ValueError(
                "say which rows are meant: 'where', 'row' or 'key'; only 'scale' may be about a whole column"
            )
        if bool(self.key) != (self.dataset is not None):
            raise ValueError("'key' and 'dataset' go together")
        if self.row and "/" in self.periods:
            raise ValueError("a row number holds for the file of one month: 'periods' is one month then")
        first, last = self.months
        if last and last < first:
            raise ValueError(f"'{self.periods}' ends before it begins")
        return self

    @property
    def months(self) -> tuple[str, str]:
        """First and last month; the last is empty while there is no end."""
        first, mark, last = self.periods.partition("/")
        return first, last if mark else first

    def holds_for(self, period: str) -> bool:
        """True for a file about this month (yyyy-mm)."""
        first, last = self.months
        return first <= period and (not last or period <= last)


class Corrections(Words):
    """The file."""

    corrections: tuple[Correction, ...]


@dataclass(frozen=True)
class Described:
    """What the corrections of a partner are checked against."""

    deliveries: dict[str, Delivery]
    contracts: dict[str, Contract]


def load_corrections(path: Path, described: Described) -> dict[str, tuple[Correction, ...]]:
    """The corrections of one partner by delivery; raises `ConfigurationError` with every mistake and its line."""
    marked = load(path)
    found = parse(Corrections, marked).corrections
    mistakes: list[str] = []
    for number, one in enumerate(found):
        place: Place = ("corrections", number)
        if one.id in {other.id for other in found[:number]}:
            mistakes.append(marked.mistake((*place, "id"), f"correction '{one.id}' stands here twice"))
        mistakes += _mismatches(marked, place, one, described)
    if mistakes:
        raise ConfigurationError(mistakes)
    return {
        name: tuple(one for one in found if one.delivery == name)
        for name in dict.fromkeys(one.delivery for one in found)
    }


def table_of(correction: Correction, delivery: Delivery) -> Table | None:
    """The table that a correction is about; None when it names none that exists."""
    if correction.table is None:
        return delivery.tables[0] if len(delivery.tables) == 1 else None
    return next((table for table in delivery.tables if table.name == correction.table), None)


def _mismatches(marked: Marked, place: Place, one: Correction, described: Described) -> list[str]:
    """What a correction says against what is delivered: files, tables, headers and keys that exist, and no personal data."""
    delivery = described.deliveries.get(one.delivery)
    if delivery is None and marked.path.with_name(f"{one.delivery}.yaml").exists():
        return []  # broken itself, and told as such
    if delivery is None:
        known = sorted(described.deliveries) or "none"
        return [marked.mistake((*place, "delivery"), f"there is no delivery '{one.delivery}'; there are: {known}")]
    table = table_of(one, delivery)
    if table is None:
        names = [table.name for table in delivery.tables]
        return [marked.mistake((*place, "table"), f"name the table, one of {names}")]
    found = []
    named = [("where", header) for header in one.where] + [("expect", header) for header in one.expect]
    named += [("column", one.column)] if one.column else []
    personal = _personal(table, described.contracts)
    for key, header in named:
        here = (*place, key, header) if key != "column" else (*place, key)
        if not _is_agreed(header, table):
            found.append(marked.mistake(here, f"'{header}' is no agreed header of table '{table.name}'"))
        elif header in personal:
            found.append(
                marked.mistake(
                    here,
                    f"'{header}' holds names or birth dates; those may not stand here: use a number, 'row' or 'key'",
                )
            )
    return found + _wrong_key(marked, place, one, table, described.contracts)


def _wrong_key(
    marked: Marked, place: Place, one: Correction, table: Table, contracts: dict[str, Contract]
) -> list[str]:
    if not one.dataset:
        return []
    datasets = sorted({fill.dataset for fill in table.fills})
    if one.dataset not in datasets:
        return [
            marked.mistake((*place, "dataset"), f"table '{table.name}' does not give '{one.dataset}' but {datasets}")
        ]
    contract = contracts[one.dataset]
    if set(one.key) != set(contract.key):
        return [marked.mistake((*place, "key"), f"the key of {one.dataset} is {list(contract.key)}")]
    return [
        marked.mistake(
            (*place, "key", name), f"'{name}' is stored as a pseudonym: give its 32 characters, as in the accepted row"
        )
        for name, value in one.key.items()
        if contract.column(name).keyed and not re.fullmatch(PSEUDONYM, value)
    ]


def _is_agreed(header: str, table: Table) -> bool:
    groups = re.compile(table.fill_down).groupindex if table.fill_down else {}
    named = {header for fill in table.fills for column in fill.columns.values() for header in column.headers}
    named |= {header for fill in table.fills for header in fill.when} | {*table.not_used, *groups}
    named |= {skip.column for skip in table.skip if skip.column}
    named |= set(table.records.headers) if table.records else set()
    return header in named or bool(table.unpivot and table.unpivot.takes(header))


def _personal(table: Table, contracts: dict[str, Contract]) -> set[str]:
    """Headers whose cells are names or birth dates; a contract that is broken is judged elsewhere."""
    return {
        header
        for fill in table.fills
        if fill.dataset in contracts
        for name, column in fill.columns.items()
        if any(own.name == name and own.identifying for own in contracts[fill.dataset].columns)
        for header in column.headers
    }
