"""Published cells → the cards, charts and tables of a factsheet, in words.

Picks and says; a hidden cell has no number here either, and no share is computed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from dashboards import cells
from dashboards.factsheet.drawings import Row
from dashboards.factsheet.shapes import Card, Chart, Table
from dashboards.records.figures import Cell, Indicator, Place
from pipelines import words
from pipelines.words import Lang, say

# What a sheet is about, per role; who works at a place and who learns there never stand in one chart.
MAIN = {
    "participant": (
        "diploma_rate_starters",
        "work_rate_starters",
        "sustained_work_starters",
        "off_benefit_6m",
        "positive_exit_rate",
        "progression_1_2",
        "basic_qualification_rate",
    ),
    "intern": (
        "placement_completed_rate",
        "diploma_rate_starters",
        "early_leaving_rate",
        "progression_1_2",
        "progression_2_3",
        "positive_exit_rate",
    ),
}
CARDS = 4
MANY = 2
ROWS = 18
SHOWN = ("final", "provisional")
STEPS = {"diploma": "diploma_rate_starters", "work": "work_rate_starters", "lasting": "sustained_work_starters"}


def lead(main: dict[str, Cell], period: str, lang: Lang) -> Iterable[str]:
    """The first two or three figures as sentences, said of the people they are about."""
    for indicator, cell in main.items():
        key = f"sheet.lead.{indicator}.{cell.role}"
        if words.knows(key) and not cell.hidden and cell.status in SHOWN and cell.denominator:
            yield say(key, lang, during=period, part=cell.numerator or 0, whole=cell.denominator)


def card(cell: Cell, lang: Lang) -> Card:
    """One figure, big; its counts and marks, small."""
    big, small = _in_two(cell, lang)
    if small.casefold() in cell.indicator_label.casefold():
        small = ""
    marks = [say(mark, lang) for mark in cells.marks(cell)]
    quiet = cell.hidden or cell.status == "not_evaluable" or cell.value is None
    few = (int(cell.numerator or 0), int(cell.denominator or 0)) if cells.is_small(cell) and not quiet else None
    return Card(cell.indicator_label, big, " · ".join(part for part in (small, *marks) if part), quiet, few)


def _row(cell: Cell, label: str, lang: Lang, other: Cell | None = None) -> Row:
    # A whole that consists of this place alone says nothing more.
    alone = other is not None and (other.numerator, other.denominator) == (cell.numerator, cell.denominator)
    beside = other if other is not None and not other.hidden and not alone else None
    return Row(
        label=label, text=cells.figure(cell, lang), under=_under(cell, lang), value=cell.value, low=cell.low, high=cell.high,
        small=cells.is_small(cell), other=beside.value if beside else None,
        other_low=beside.low if beside else None, other_high=beside.high if beside else None,
    )  # fmt: skip


def _under(cell: Cell, lang: Lang) -> str:
    """The interval, and that a figure is provisional: '79 tot 92 % · voorlopig, 12 wachten nog'."""
    if cell.hidden or cell.value is None:
        return ""
    parts = [cells.interval(cell, lang)] if cell.low is not None else []
    if cell.status == "provisional":
        parts.append(say("sheet.waiting", lang, n=cell.not_evaluable or 0))
    return " · ".join(parts)


def _described(title: str, rows: Sequence[Row]) -> str:
    told = [f"{row.label}: {row.text}" + (f", {row.under}" if row.under else "") for row in rows]
    return f"{title} {'; '.join(told)}."


def intervals(main: dict[str, Cell], whole: dict[str, Cell], known: dict[str, Indicator], lang: Lang) -> Chart | None:
    """All main figures with their intervals, each beside the same figure of all locations together; None without any."""
    if not main:
        return None
    title = say("sheet.intervals", lang)
    rows = tuple(_row(cell, _label(cell, known, lang), lang, whole.get(name)) for name, cell in main.items())
    note = say("sheet.intervals_note", lang)
    return Chart(title, note, _described(title, rows), rows, any(row.other is not None for row in rows))


def _label(cell: Cell, known: dict[str, Indicator], lang: Lang) -> str:
    card = known.get(cell.indicator)
    down = card is not None and card.direction == "down"
    return say("sheet.lower_is_better", lang, label=cell.indicator_label) if down else cell.indicator_label


def steps(main: dict[str, Cell], lang: Lang) -> Chart | None:
    """The way from start to work: every step as a share of everybody who started; None where nobody started."""
    picked = {step: main[name] for step, name in STEPS.items() if name in main}
    first = picked.get("diploma")
    if first is None:
        return None
    known = not first.hidden and bool(first.denominator)
    counted = say("sheet.started_n", lang, n=first.denominator or 0) if known else cells.figure(first, lang)
    rows = (
        Row(say("step.started", lang), counted, value=1.0 if known else None),
        *(replace(_row(cell, say(f"step.{step}", lang), lang), under="") for step, cell in picked.items()),
    )
    title = say("sheet.steps", lang)
    bases = {cell.denominator for cell in picked.values() if not cell.hidden and cell.value is not None}
    note = say("sheet.bases_differ" if len(bases) > 1 else "steps.one_base_note", lang)
    return Chart(title, note, _described(title, rows), rows)


def inside(found: Sequence[Cell], place: Place) -> list[Cell]:
    """The cells of the locations of a site, or of the whole, that are laid under each other; none when there is only one."""
    parts = [
        cell
        for cell in found
        if cell.place == "location"
        and (place.kind == "all" or cell.location.startswith(f"{place.location}/"))
        and cell.indicator in MAIN.get(cell.role, ())[:CARDS]
    ]
    return parts if len({cell.location for cell in parts}) >= MANY else []


def matrices(parts: Sequence[Cell], lang: Lang) -> Iterable[Table]:
    """Locations under each other, first the participants, then the interns, each in a table of their own."""
    for role, names in MAIN.items():
        own = [cell for cell in parts if cell.role == role]
        known = {(cell.location, cell.indicator): cell for cell in own}
        labels = {cell.indicator: cell.indicator_label for cell in own}
        columns = [name for name in names if name in labels]
        rows = tuple(
            (label, *(_in_a_cell(known.get((location, name)), lang) for name in columns))
            for location, label in {cell.location: cell.label for cell in own}.items()
            if any(known[key].status != "not_evaluable" for key in known if key[0] == location)
        )
        if rows:
            head = (say("column.location", lang), *(labels[name] for name in columns))
            yield Table(say(f"sheet.matrix.{role}", lang), "", head, rows)


def _in_a_cell(cell: Cell | None, lang: Lang) -> str:
    return say("cell.none", lang) if cell is None else "\n".join(part for part in _in_two(cell, lang) if part)


def _in_two(cell: Cell, lang: Lang) -> tuple[str, str]:
    """The figure and its counts, a lower bound said as such: ('60 %', 'ten minste 53 van 89'), ('ten minste 8 van de 13', '')."""
    if cells.is_small(cell):
        return cells.figure(cell, lang), ""
    big, small = cells.big_and_small(replace(cell, bound=None), lang)
    return big, say("at_least", lang, what=small) if cell.bound == "lower" and small else small


def side_by_side(parts: Sequence[Cell], main: dict[str, Cell], lang: Lang) -> Iterable[Chart]:
    """All locations under each other, with their intervals: charts for each of the first figures, none higher than a page."""
    for name, whole in list(main.items())[:CARDS]:
        own = [cell for cell in parts if (cell.indicator, cell.role) == (name, whole.role)]
        rows = [_row(cell, cell.label, lang) for cell in own if cell.status != "not_evaluable"]
        for first in range(0, len(rows), ROWS):
            some = tuple(rows[first : first + ROWS])
            title = whole.indicator_label
            if len(rows) > ROWS:
                title = say("sheet.part", lang, label=title, part=first // ROWS + 1, whole=-(-len(rows) // ROWS))
            yield Chart(title, "", _described(title, some), some)
