"""What the proposer wants to say beside a line of YAML: a reason, a question, or a warning, in Dutch.

Holds no values of people: who writes a remark passes only headers, agreed words, patterns and row numbers.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Kind = Literal["reason", "question", "warning"]
Place = tuple[str | int, ...]
MARKS: dict[Kind, str] = {"reason": "", "question": "VRAAG: ", "warning": "LET OP: "}


@dataclass(frozen=True)
class Remark:
    """One sentence about one place in the proposed YAML; an empty place is the file as a whole."""

    place: Place
    kind: Kind
    text: str

    @property
    def comment(self) -> str:
        """As it stands behind a `#` in the YAML."""
        return MARKS[self.kind] + self.text


def reason(place: Place, text: str) -> Remark:
    """Why this was proposed."""
    return Remark(place, "reason", text)


def question(place: Place, text: str) -> Remark:
    """What a person has to decide or to confirm."""
    return Remark(place, "question", text)


def warning(place: Place, text: str) -> Remark:
    """What must not be overlooked."""
    return Remark(place, "warning", text)


def below(place: Place, remarks: Iterable[Remark]) -> list[Remark]:
    """The same remarks with their places seen from the top of the file."""
    return [Remark((*place, *remark.place), remark.kind, remark.text) for remark in remarks]


def named(words: Iterable[str]) -> str:
    """Words between quotes with commas: `'a', 'b'`."""
    return ", ".join(f"'{word}'" for word in words)
