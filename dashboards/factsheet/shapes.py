"""What stands on a factsheet, as shapes: cards, charts, tables and the whole. Only shapes: no reading, no words."""

from dataclasses import dataclass

from dashboards.factsheet.drawings import Row


@dataclass(frozen=True)
class Card:
    """One figure, big; its counts and marks, small; `quiet`: there is no number; `people`: few enough to draw each of them."""

    label: str
    big: str
    small: str
    quiet: bool
    people: tuple[int, int] | None = None


@dataclass(frozen=True)
class Chart:
    """Rows to draw, with the words around them; `alt` is the chart in a sentence; `beside`: another figure is drawn too."""

    title: str
    note: str
    alt: str
    rows: tuple[Row, ...]
    beside: bool = False


@dataclass(frozen=True)
class Table:
    """A table in words; every row is as long as the head."""

    title: str
    note: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Worth:
    """The cost-benefit analysis in one box; `example`: that nobody stands for its assumptions; `big` is empty without a ratio."""

    title: str
    big: str
    small: str
    sentence: str
    example: str


@dataclass(frozen=True)
class Content:
    """A whole factsheet."""

    title: str
    eyebrow: str
    name: str
    subtitle: str
    demo: str
    private: str
    lead: tuple[str, ...]
    people: str
    cards: tuple[Card, ...]
    help_title: str
    help: tuple[Card, ...]
    intervals: Chart | None
    steps: Chart | None
    matrices: tuple[Table, ...]
    side_by_side: tuple[Chart, ...]
    may: tuple[str, ...]
    may_not: tuple[str, ...]
    guide: tuple[str, ...]
    worth: Worth | None
    claims: Table | None
    fresh: tuple[str, ...]
    definitions: Table
    help_definitions: str
    foot: str
    made: str
