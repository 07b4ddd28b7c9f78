"""Numbers that one column of the samples gives out → whether another column repeats them, and so is whose number it is.

Looks at numbers of requests and trajectories, not at headers. Tells headers only, never a number.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from pipelines.contracts import Column, Contract
from pipelines.onboarding.shapes import Profile

LEAST_NUMBERS, LEAST_SHARED, LEAST_LENGTH = 5, 0.6, 3
STRANGER = 0.2


@dataclass(frozen=True)
class Numbers:
    """The numbers that one column of a sample gives out, such as those of trajectories."""

    domain: str
    dataset: str
    header: str
    file: str
    words: frozenset[str]

    @property
    def called(self) -> str:
        """Where people find them."""
        return f"'{self.header}' in '{self.file}'"


def own_number(contract: Contract) -> Column | None:
    """The number that a dataset gives out: its only key."""
    if len(contract.key) != 1:
        return None
    column = contract.column(contract.key[0])
    return column if column.keyed and column.type == "id" else None


def given_out_elsewhere(contract: Contract, column: Column, numbers: Iterable[Numbers]) -> tuple[Numbers, ...]:
    """The known numbers that this column could repeat: those of another dataset."""
    return tuple(n for n in numbers if column.keyed == n.domain and contract.id != n.dataset)


def repeats(seen: Profile, known: Iterable[Numbers]) -> tuple[float, Numbers] | None:
    """The numbers that this column repeats most, with the share of its own that it repeats; None where it is no such list."""
    own = seen.plain_words
    told = [(len(own & numbers.words) / len(own), numbers) for numbers in known if len(own) >= LEAST_NUMBERS]
    return max(told, key=lambda item: item[0], default=None)
