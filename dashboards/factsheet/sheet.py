"""A publication and a place → the factsheet as a tagged PDF (PDF/UA-1), the same bytes for the same publication.

Lays out nothing itself (`sheet.typ` does) and says nothing of its own (`content.py` does). Fetches nothing: the fonts
are ours and those inside typst.
"""

import json
import re
import unicodedata
from dataclasses import asdict
from datetime import UTC
from functools import cache
from pathlib import Path
from typing import Any

import typst

from dashboards import queries
from dashboards.factsheet import drawings
from dashboards.factsheet.content import content
from dashboards.factsheet.shapes import Chart, Content
from dashboards.stored import Database
from pipelines.words import Lang, say

LAYOUT = Path(__file__).with_name("sheet.typ")
WORDS = (
    "whole", "side_by_side", "side_by_side_note", "side_by_side_charts", "conclude", "may", "may_not", "guide", "fresh",
    "page", "demo_short", "private_short",
)  # fmt: skip
# What Inter and typst's own fonts can draw: Latin, Greek, Cyrillic, punctuation, currency. PDF/UA refuses any other sign.
UNDRAWABLE = re.compile(r"[^\n\u0020-\u052f\u1e00-\u1fff\u2010-\u2027\u202f\u2030-\u203a\u20ac\u2122\u2212]")


def factsheet(database: Database, location: str, lang: Lang = "nl", period: str | None = None) -> bytes:
    """The factsheet of one location, site or the whole ('all'), as the bytes of a PDF.

    Raises `NoSuchPlaceError` or `NoSuchPeriodError` for what is unknown, `UnavailableError` when nothing can be read.
    """
    told = content(database, location, lang, period)
    built_at = queries.figures.edition(database).built_at.replace(tzinfo=UTC, microsecond=0)
    made = typst.compile(
        LAYOUT, root=LAYOUT.parent, font_paths=_fonts(), sys_inputs={"sheet": json.dumps(_laid_out(told, lang))},
        format="pdf", pdf_standards=["ua-1"], timestamp=built_at,
    )  # fmt: skip
    assert isinstance(made, bytes)
    return made


def file_name(location: str) -> str:
    """'noord/haven' → 'factsheet-noord-haven.pdf'."""
    return f"factsheet-{re.sub(r'[^A-Za-z0-9_]+', '-', location)}.pdf"


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[drawings.FONTS])


def _laid_out(told: Content, lang: Lang) -> dict[str, Any]:
    """What the layout is given: the content, its charts drawn, and the fixed words of the layout."""
    sheet: dict[str, Any] = asdict(told)
    sheet["intervals"] = _chart(told.intervals, drawings.intervals(told.intervals.rows)) if told.intervals else None
    sheet["steps"] = _chart(told.steps, drawings.steps(told.steps.rows)) if told.steps else None
    sheet["side_by_side"] = [_chart(chart, drawings.intervals(chart.rows)) for chart in told.side_by_side]
    drawable: dict[str, Any] = _drawable(sheet)
    return drawable | {"lang": lang, "words": {word: say(f"sheet.{word}", lang) for word in WORDS}}


def _chart(chart: Chart, svg: str) -> dict[str, Any]:
    size = re.search(r'width="([\d.]+)"', svg)
    assert size is not None
    return {
        "title": chart.title, "note": chart.note, "alt": chart.alt, "svg": svg, "width": float(size[1]),
        "beside": chart.beside,
    }  # fmt: skip


def _drawable(value: Any) -> Any:
    """The same, without signs that no font of ours can draw: a name with one must not stop a whole sheet."""
    if isinstance(value, str):
        return UNDRAWABLE.sub("?", unicodedata.normalize("NFC", value))
    if isinstance(value, dict):
        return {key: _drawable(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_drawable(item) for item in value]
    return value
