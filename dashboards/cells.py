"""A published cell → the words a reader sees: figure, marks, and why something is not shown.

Does not compute or judge: status, interval and reason are as published, and a hidden cell never turns into a number.
"""

import re
from collections.abc import Iterable

from dashboards.records.figures import Cell
from pipelines import words
from pipelines.stages.claim.match import Known
from pipelines.words import HIDDEN, Lang, say

UNBROKEN = 16
MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~:$&^])")


def plain(text: object) -> str:
    """Text that came out of a file, safe to stand in Markdown: no links, pictures, formulas or directives."""
    return MARKDOWN.sub(r"\\\1", " ".join(str(text).split()))


def capital(text: str) -> str:
    """The same with a capital to begin with; a name that has its own way is left alone, since only one letter changes."""
    return text[:1].upper() + text[1:]


def figure(cell: Cell, lang: Lang) -> str:
    """'84 % (130 van 155)', '8 van de 13', '22.000 uur', '• verborgen' or 'nog niet te beoordelen'."""
    if cell.hidden:
        return say("cell.hidden", lang)
    if cell.status == "not_evaluable":
        return say("cell.not_evaluable", lang)
    if cell.value is None:
        return say("cell.no_data", lang)
    if cell.unit != "fraction":
        return words.quantity(cell.value, cell.unit, lang)
    if cell.denominator is None:
        return words.percent(cell.value, lang, 0)
    if cell.kind == "survival":
        key = "cell.survival_few" if is_small(cell) else "cell.survival"
        return say(key, lang, percent=words.percent(cell.value, lang, 0), n=cell.denominator)
    return words.rate(cell.value, cell.numerator or 0, cell.denominator, lang, at_least=cell.bound == "lower")


def big_and_small(cell: Cell, lang: Lang) -> tuple[str, str]:
    """The figure in two lines: ('84 %', '130 van 155'), ('2,2', 'uur per hulpvraag'); few people stand in one."""
    if cell.value is None or not has_figure(cell) or is_small(cell):
        return figure(cell, lang), ""
    if cell.unit != "fraction":
        return words.amount(cell.value, lang), words.unit_name(cell.unit, lang)
    if cell.denominator is None:
        return figure(cell, lang), ""
    if cell.kind == "survival":
        return words.percent(cell.value, lang, 0), say("cell.survival_under", lang, n=cell.denominator)
    share = words.percent(cell.value, lang, 0)
    big = say("at_least", lang, what=share) if cell.bound == "lower" else share
    return big, say("of", lang, part=cell.numerator or 0, whole=cell.denominator)


def in_two_lines(cell: Cell, lang: Lang) -> str:
    """The same as Markdown for a table cell: counts in grey under the figure, and in grey what is no figure at all."""
    figure_, under = big_and_small(cell, lang)
    if not has_figure(cell):
        return f":gray[{_in_one_piece(figure_)}]"
    return f"{_in_one_piece(figure_)}  \n:gray[{_in_one_piece(under)}]" if under else _in_one_piece(figure_)


def has_figure(cell: Cell) -> bool:
    """True when there is a number to show: neither hidden, nor without data, nor too early to judge."""
    return not cell.hidden and cell.status != "not_evaluable" and cell.value is not None


def _in_one_piece(text: str) -> str:
    """Plain text that a narrow column does not break, unless it is too long for that."""
    return plain(text).replace(" ", "\u00a0") if len(text) <= UNBROKEN else plain(text)


def interval(cell: Cell, lang: Lang) -> str:
    """'77 tot 89 %', or amounts as they are; '•' when hidden and a dash when there is none."""
    if cell.hidden:
        return HIDDEN
    if cell.low is None or cell.high is None:
        return say("cell.none", lang)
    if cell.unit != "fraction":
        return say("range", lang, low=cell.low, high=cell.high)
    return say("range", lang, low=words.number(cell.low * 100, lang, 0), high=words.percent(cell.high, lang, 0))


def count(value: float | None, cell: Cell, lang: Lang) -> str:
    """A count of the cell, '•' when hidden and a dash when this indicator has none."""
    if cell.hidden:
        return HIDDEN
    return say("cell.none", lang) if value is None else words.number(value, lang)


def is_small(cell: Cell) -> bool:
    """Fewer people than a percentage can bear; amounts have no people under them."""
    return cell.unit == "fraction" and 0 < (cell.denominator or 0) < words.FEW_PEOPLE


def marks(cell: Cell) -> list[str]:
    """Keys of the short words beside a figure: provisional, small."""
    found = ["mark.provisional"] if cell.status == "provisional" else []
    return [*found, "mark.small"] if is_small(cell) and not cell.hidden else found


def badges(cell: Cell, lang: Lang) -> list[str]:
    """The same marks as Markdown badges."""
    return [f":{'orange' if mark == 'mark.provisional' else 'gray'}-badge[{say(mark, lang)}]" for mark in marks(cell)]


def reason(cell: Cell, lang: Lang, threshold: int) -> str:
    """Why a cell is hidden or not judged yet, in a sentence; empty when there is nothing to explain."""
    if cell.hidden:
        key = f"hidden.{cell.hidden_reason}"
        return say(key if words.knows(key) else "hidden.any", lang, threshold=threshold)
    if cell.status == "not_evaluable":
        return say("why.not_evaluable", lang, n=cell.not_evaluable or 0)
    if cell.status == "provisional":
        return say("why.provisional", lang, n=cell.not_evaluable or 0)
    return ""


def response(cell: Cell, lang: Lang) -> str:
    """How many answered, where people had to be asked; with the bounds that the silent ones leave open."""
    if cell.response is None:
        return ""
    text = say("response", lang, share=words.percent(cell.response, lang, 0))
    if cell.bound_low is None or cell.bound_high is None:
        return text
    low, high = words.number(cell.bound_low * 100, lang, 0), words.percent(cell.bound_high, lang, 0)
    return f"{text} {say('response.bounds', lang, low=low, high=high)}"


def explained(named: Iterable[tuple[str, Cell]], lang: Lang, threshold: int) -> list[str]:
    """The reasons that occur among these cells, with the names each holds for; safe as Markdown.

    Why something is hidden stands once; how many people wait is said of each by itself, or it would read as their sum.
    """
    names: dict[tuple[str, str], dict[str, None]] = {}
    for name, cell in named:
        if text := reason(cell, lang, threshold):
            names.setdefault((text, "" if cell.hidden else name), {})[name] = None
    return [f"{plain(', '.join(held))}: {text}" for (text, _), held in names.items()]


def by_place(cells: Iterable[Cell]) -> list[tuple[str, Cell]]:
    """Cells with the name of their place, to explain by."""
    return [(cell.label, cell) for cell in cells]


def hidden_reasons(cells: Iterable[Cell], lang: Lang, threshold: int) -> list[str]:
    """Why figures are hidden, each reason once; for a table in which the hidden cells can be seen themselves."""
    return sorted({f"{HIDDEN} = {reason(cell, lang, threshold)}" for cell in cells if cell.hidden})


def responses(cells: Iterable[Cell], lang: Lang) -> list[str]:
    """Per place how many answered, where people had to be asked."""
    return [f"{plain(cell.label)}: {text}" for cell in cells if (text := response(cell, lang))]


def table(cells: Iterable[Cell], lang: Lang) -> list[dict[str, str]]:
    """Figures side by side in words, one row per place, as on the page."""
    return [
        {
            say("column.location", lang): plain(cell.label),
            say("column.numerator", lang): count(cell.numerator, cell, lang),
            say("column.denominator", lang): count(cell.denominator, cell, lang),
            say("column.value", lang): " ".join([_in_one_piece(big_and_small(cell, lang)[0]), *badges(cell, lang)]),
            say("column.interval", lang): interval(cell, lang),
            say("column.not_evaluable", lang): count(cell.not_evaluable, cell, lang),
            say("column.excluded", lang): count(cell.excluded, cell, lang),
        }
        for cell in cells
    ]


def raw_table(cells: Iterable[Cell], lang: Lang) -> list[dict[str, object]]:
    """The same cells for a spreadsheet: numbers as numbers, and 'verborgen' where a figure is hidden."""
    hidden = say("cell.hidden_word", lang)
    names = ("numerator", "denominator", "value", "low", "high", "not_evaluable", "excluded", "unknown", "response")
    return [
        {
            "indicator": cell.indicator,
            "location": cell.location,
            "label": cell.label,
            "cohort": cell.cohort,
            "level": cell.level,
            "role": cell.role,
            **{name: hidden if cell.hidden else getattr(cell, name) for name in names},
            "status": cell.status,
        }
        for cell in cells
    ]


def known(figure_: Known) -> dict[str, object]:
    """One figure that a sentence was compared with, for a spreadsheet."""
    names = (
        "indicator", "label", "version", "location", "place", "cohort", "level", "role", "numerator", "denominator",
        "not_evaluable", "value", "low", "high", "claim", "as_of",
    )  # fmt: skip
    return {name: getattr(figure_, name) for name in names}
