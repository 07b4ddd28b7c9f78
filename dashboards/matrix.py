"""Published cells of all indicators → the field of indicators by places, theme by theme, in words.

Picks and words only: a mark stands where the published test found a difference, and nowhere else.
"""

from collections.abc import Collection
from urllib.parse import urlencode

import pandas as pd

from dashboards import cells
from dashboards.cells import plain
from dashboards.records.figures import Cell, Indicator
from pipelines.words import Lang, say

THEMES = ("education", "work", "neighbourhood", "placements", "value", "deliveries")
Differs = Collection[tuple[str, str, str]]
"""Indicator, location and role of each demonstrable difference."""


def sections(found: list[Cell], cards: dict[str, Indicator]) -> dict[str, list[Cell]]:
    """The cells under the heading they belong to; outcomes of interns stand apart, never between those of participants."""
    parts: dict[str, list[Cell]] = {theme: [] for theme in (*THEMES, "other", "interns")}
    for cell in found:
        if cell.place in ("location", "all"):
            intern = cell.unit == "fraction" and cell.role == "intern"
            theme = cards[cell.indicator].theme or "other"
            parts["interns" if intern and theme in ("education", "work") else theme].append(cell)
    return {theme: _told(part) for theme, part in parts.items() if _told(part)}


def _told(part: list[Cell]) -> list[Cell]:
    """Without the rows of which nothing can be said anywhere."""
    known = {(cell.indicator, cell.role) for cell in part if cell.hidden or cell.value is not None}
    return [cell for cell in part if (cell.indicator, cell.role) in known]


def table(part: list[Cell], places: dict[str, str], differs: Differs, cohort: str, lang: Lang) -> list[dict[str, str]]:
    """Indicators down, places across; the name of an indicator leads to its page."""
    rows: dict[tuple[str, str], dict[str, str]] = {}
    for cell in part:
        link = urlencode({"indicator": cell.indicator, "period": cohort, "role": cell.role, "lang": lang})
        empty = {say("column.indicator_name", lang): f"[{plain(cell.indicator_label)}](compare?{link})"}
        empty |= dict.fromkeys(map(plain, places.values()), say("cell.none", lang))
        row = rows.setdefault((cell.indicator, cell.role), empty)
        parts = [cells.in_two_lines(cell, lang), *cells.badges(cell, lang)]
        if (cell.indicator, cell.location, cell.role) in differs:
            parts.append(f":blue-badge[{say('mark.differs', lang)}]")
        row[plain(places[cell.location])] = " ".join(parts)
    return list(rows.values())


def field(parts: dict[str, list[Cell]], places: dict[str, str], differs: Differs, lang: Lang) -> pd.DataFrame:
    """The same for the chart: one row per indicator and place, with its words on two lines."""
    rows: dict[tuple[str, str], dict[str, object]] = {}
    for name, part in parts.items():
        for cell in part:
            text, under = cells.big_and_small(cell, lang)
            marks = [say(mark, lang) for mark in cells.marks(cell)]
            intern = f" ({say('role.intern', lang)})" if name == "interns" else ""
            label = f"{cell.indicator_label}{intern}"
            for place in places.values():
                nothing = {
                    "indicator": label,
                    "place": place,
                    "text": say("cell.none", lang),
                    "under": "",
                    "differs": False,
                }
                rows.setdefault((label, place), nothing)
            rows[label, places[cell.location]] |= {
                "text": text,
                "under": " · ".join(note for note in (under, *marks) if note),
                "differs": (cell.indicator, cell.location, cell.role) in differs,
            }
    return pd.DataFrame(list(rows.values()), columns=["indicator", "place", "text", "under", "differs"])
