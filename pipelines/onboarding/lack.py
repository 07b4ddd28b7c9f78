"""A needed column without a header, and everything that may tell where it follows from: what the ways in `lacking` look at.

Decides nothing.
"""

from dataclasses import dataclass
from typing import Any

from pipelines.contracts import Column, Contract
from pipelines.onboarding.columns import Guess
from pipelines.onboarding.plans import Columns, Context, Planned
from pipelines.onboarding.remarks import Remark
from pipelines.onboarding.tables import FoundTable


@dataclass(frozen=True)
class Lack:
    """A needed column without a header, and everything that may tell where it follows from."""

    column: Column
    found: Guess
    fill: Planned
    table: FoundTable
    columns: Columns
    context: Context
    above: Planned | None

    @property
    def contract(self) -> Contract:
        """The agreed shape of the dataset."""
        return self.found.contract

    @property
    def label(self) -> str:
        """What people call the column."""
        return self.column.label_nl.lower()

    @property
    def place(self) -> tuple[str | int, ...]:
        """Where remarks about it stand, seen from its fill."""
        return "columns", self.column.name


Answer = tuple[dict[str, Any], Remark | None]
