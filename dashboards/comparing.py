"""Published cells of one indicator → the ways to lay them side by side: a chart, its words, and what to know about it.

Picks and words only; every figure, limit and verdict is as published.
"""

from collections.abc import Collection
from dataclasses import asdict, dataclass, field

import altair as alt
import pandas as pd

from dashboards import cells, charts, definitions
from dashboards.look import Look
from dashboards.records.derived import FunnelLine, Standardised
from dashboards.records.figures import Cell, Indicator, Reference
from pipelines import words
from pipelines.words import HIDDEN, Lang, say


@dataclass(frozen=True)
class View:
    """One way to look: a chart, the same in a sentence, how to read it, and remarks under it."""

    title: str
    chart: alt.LayerChart
    alt: str
    note: str
    remarks: tuple[str, ...] = field(default=())


def side_by_side(
    shown: list[Cell], card: Indicator, own: str, national: tuple[float, str] | None, look: Look, lang: Lang
) -> View:
    """Places in the agreed order, never sorted by outcome."""
    rows = pd.DataFrame(
        {
            "label": cell.label,
            "text": ", ".join([cells.figure(cell, lang), *(say(mark, lang) for mark in _told(cell))]),
            "value": cell.value,
            "low": cell.low,
            "high": cell.high,
            "own": cell.location == own,
            "small": cells.is_small(cell),
        }
        for cell in shown
    )
    told = charts.figures.described(card.label, rows, say("chart.more_in_table", lang))
    title = say("view.side", lang)
    if card.unit == "fraction":
        drawn = charts.figures.interval_chart(rows, say("chart.share", lang, label=card.label), national, look)
        return View(title, drawn, told, say("chart.note_rate", lang))
    return View(title, charts.figures.amount_chart(rows, look), told, say("chart.note_amount", lang))


def _told(cell: Cell) -> list[str]:
    return [mark for mark in cells.marks(cell) if mark != "mark.small"]


def funnel(
    shown: list[Cell],
    lines: list[FunnelLine],
    card: Indicator,
    own: str,
    differs: Collection[str],
    look: Look,
    lang: Lang,
) -> View:
    """Locations by number of people, between the lines of chance."""
    points = pd.DataFrame(
        {
            "label": cell.label,
            "text": cells.figure(cell, lang),
            "people": cell.denominator,
            "value": cell.value,
            "own": cell.location == own,
            "differs": cell.location in differs,
        }
        for cell in shown
    )
    drawn = charts.spread.funnel_chart(
        points,
        pd.DataFrame(asdict(line) for line in lines),
        (say("funnel.people", lang), say("chart.share", lang, label=card.label)),
        (say("funnel.target", lang), "95 %", "99,8 %" if lang == "nl" else "99.8%"),
        look,
    )
    title = say("view.funnel", lang)
    return View(title, drawn, charts.figures.described(f"{card.label}, {title}", points, ""), say("funnel.note", lang))


def corrected(found: list[Standardised], card: Indicator, own: str, look: Look, lang: Lang) -> View:
    """What each location would have with everybody's mix of levels, beside what it has."""
    rows = pd.DataFrame(
        {
            "label": one.label,
            "text": say(
                "level.text",
                lang,
                corrected=words.percent(one.value, lang, 0),
                crude=words.percent(one.crude or 0, lang, 0),
            )
            if one.value is not None
            else say("level.not", lang),
            "value": one.value,
            "low": one.low,
            "high": one.high,
            "own": one.location == own,
            "small": False,
        }
        for one in found
    )
    title = say("view.level", lang)
    drawn = charts.figures.interval_chart(rows, say("chart.share", lang, label=card.label), None, look)
    remarks = tuple(f"{cells.plain(one.label)}: {cells.plain(one.sentence)}" for one in found if one.value is None)
    told = charts.figures.described(f"{card.label}, {title}", rows, "")
    return View(title, drawn, told, say("level.note", lang), remarks)


def national_line(references: list[Reference], lang: Lang) -> tuple[float, str] | None:
    """The national line, only when exactly one figure was counted in the same way."""
    same = [reference for reference in references if reference.comparable and reference.unit in ("%", "fraction")]
    if len(same) != 1:
        return None
    share = same[0].value / 100 if same[0].unit == "%" else same[0].value
    return share, say("chart.reference", lang, value=definitions.reference_value(same[0], lang), period=same[0].period)


def brief(found: list[Cell], lang: Lang) -> list[dict[str, str]]:
    """Place with its marks, numerator and denominator (or the amount): enough to stand beside a chart."""
    rate = any(cell.unit == "fraction" for cell in found)
    rows = []
    for cell in found:
        marks = f"  \n{' '.join(badges)}" if (badges := cells.badges(cell, lang)) else ""
        row = {say("column.location", lang): cells.plain(cell.label) + marks}
        if rate:
            row[say("column.numerator", lang)] = cells.count(cell.numerator, cell, lang)
            row[say("column.denominator", lang)] = cells.count(cell.denominator, cell, lang)
        else:
            row[say("column.value", lang)] = HIDDEN if cell.hidden else cells.plain(cells.big_and_small(cell, lang)[0])
        rows.append(row)
    return rows
