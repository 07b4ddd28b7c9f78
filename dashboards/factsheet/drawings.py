"""Rows in words and shares → the SVG of a chart on paper, one pixel to a point. Pure: no queries, no arithmetic.

Not the charts of the pages: those fill a window and answer to a mouse. Fonts come from `static/`, so that what is
measured here is what the printer gets; nothing is fetched.
"""

import threading
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from textwrap import wrap
from typing import Any

import altair as alt
import pandas as pd
import vl_convert

FONTS = Path(__file__).resolve().parents[1] / "static"
ACCENT = "#0b6e75"
ACCENT_LIGHT = "#8cc3c7"
GROUND = "#e9eef2"
INK = "#1f2937"
MUTED = "#4b5563"
OTHERS = "#7b8794"
OTHERS_LIGHT = "#d5dae0"
LETTERS = 30
ROW = 33
# vl-convert runs one JavaScript engine; sessions of the dashboard take turns.
ONE_AT_A_TIME = threading.Lock()


@dataclass(frozen=True)
class Row:
    """One line of a chart: its name, the figure in words, and where it lies (shares 0–1, None when not shown).

    `under`: what stands in small below the figure. `small`: too few people for a percentage. `other…`: the figure it is
    laid beside.
    """

    label: str
    text: str
    under: str = ""
    value: float | None = None
    low: float | None = None
    high: float | None = None
    small: bool = False
    other: float | None = None
    other_low: float | None = None
    other_high: float | None = None


def intervals(rows: Sequence[Row], plot: int = 190, figures: int = 165) -> str:
    """Points with their 95 % intervals on one scale from 0 to 100 %, the figure in words behind each.

    The own point lies above, in colour; the other below it, grey and a diamond: shape tells them apart as well.
    """
    data = _frame(rows)
    y = _rows_axis(data)
    scale = alt.Scale(domain=[0, 1], nice=False)
    axis = alt.Axis(
        values=[0, 0.25, 0.5, 0.75, 1], labelExpr="format(datum.value * 100, '.0f') + ' %'", labelFontSize=8,
        labelColor=MUTED, labelPadding=3, gridColor="#e3e7ec", domain=False, ticks=False, title=None,
    )  # fmt: skip
    base = alt.Chart(data)

    def bar(low: str, high: str, colour: str, shift: int) -> alt.Chart:
        drawn: alt.Chart = base.transform_filter(f"isValid(datum.{low})").mark_bar(
            height=4, cornerRadius=2, color=colour, yOffset=shift
        ).encode(y=y, x=alt.X(f"{low}:Q", scale=scale, axis=axis), x2=f"{high}:Q")  # fmt: skip
        return drawn

    def point(value: str, colour: str, shift: int, shape: str, size: int) -> alt.Chart:
        fill = alt.condition("datum.small", alt.value("#ffffff"), alt.value(colour))
        drawn: alt.Chart = base.transform_filter(f"isValid(datum.{value})").mark_point(
            size=size, strokeWidth=1.6, opacity=1, shape=shape, stroke=colour, yOffset=shift
        ).encode(
            y=y, x=alt.X(f"{value}:Q", scale=scale, axis=axis), fill=fill if value == "value" else alt.value(colour)
        )  # fmt: skip
        return drawn

    layers = [
        bar("other_low", "other_high", OTHERS_LIGHT, 5),
        point("other", OTHERS, 5, "diamond", 34),
        bar("low", "high", ACCENT_LIGHT, -4),
        point("value", ACCENT, -4, "circle", 58),
        *_figures(base, y, plot, figures),
    ]
    return _svg(layers, len(rows), plot)


def steps(rows: Sequence[Row], plot: int = 205, figures: int = 160) -> str:
    """Each step as a bar: a share of everybody who started, the figure in words behind it."""
    data = _frame(rows)
    y = _rows_axis(data)
    scale = alt.Scale(domain=[0, 1], nice=False)
    base = alt.Chart(data)
    shades = alt.Scale(domain=list(range(4)), range=[ACCENT, "#2f7f86", "#569aa0", "#7fb5b9"])
    layers = [
        base.mark_bar(height=16, cornerRadius=2, color=GROUND).encode(
            y=y, x=alt.XDatum(1, type="quantitative", scale=scale, axis=None)
        ),
        base.transform_filter("isValid(datum.value)")
        .mark_bar(height=16, cornerRadius=2)
        .encode(
            y=y, x=alt.X("value:Q", scale=scale, axis=None), color=alt.Color("order:O", scale=shades, legend=None)
        ),
        *_figures(base, y, plot, figures),
    ]  # fmt: skip
    return _svg(layers, len(rows), plot, row=26)


def _frame(rows: Sequence[Row]) -> pd.DataFrame:
    data = pd.DataFrame([asdict(row) for row in rows])
    data["order"] = range(len(data))
    return data


def _rows_axis(data: pd.DataFrame) -> alt.Y:
    lines = ["|".join(wrap(label, LETTERS)) for label in data["label"]]
    table = "{" + ",".join(f"{order}: {_quoted(text)}" for order, text in enumerate(lines)) + "}"
    return alt.Y(
        "order:O",
        title=None,
        axis=alt.Axis(
            labelExpr=f"split({table}[datum.value], '|')", labelFontSize=9, labelColor=INK, labelLimit=0,
            labelPadding=8, labelLineHeight=11, minExtent=136, maxExtent=136, ticks=False, domain=False, grid=False,
        ),
    )  # fmt: skip


def _figures(base: alt.Chart, y: alt.Y, plot: int, figures: int) -> list[alt.Chart]:
    """The figure in words, to the right of the plot; a line without a point is told in grey."""
    at = alt.value(plot + 10)
    two = "datum.under !== ''"

    def text(field: str, lines: str, colour: str, shift: int, size: float) -> alt.Chart:
        drawn: alt.Chart = base.transform_filter(lines).mark_text(
            align="left", baseline="middle", fontSize=size, limit=figures, yOffset=shift, color=colour
        ).encode(y=y, x=at, text=f"{field}:N")  # fmt: skip
        return drawn

    return [
        text("text", f"isValid(datum.value) && {two}", INK, -5, 9),
        text("text", f"isValid(datum.value) && !({two})", INK, 0, 9),
        text("text", f"!isValid(datum.value) && {two}", MUTED, -5, 9),
        text("text", f"!isValid(datum.value) && !({two})", MUTED, 0, 9),
        text("under", two, MUTED, 6, 8),
    ]


def _quoted(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


def _svg(layers: Sequence[alt.Chart], rows: int, plot: int, row: int = ROW) -> str:
    drawn = (
        alt.LayerChart(layer=list(layers))
        .properties(width=plot, height=max(1, rows) * row, padding=2)
        .configure(background="transparent", font="Inter")
        .configure_view(stroke=None)
    )
    specification: dict[str, Any] = drawn.to_dict(validate=False)
    with ONE_AT_A_TIME:
        _engine()
        return str(vl_convert.vegalite_to_svg(specification, vl_version="6.4", allowed_base_urls=[]))


@cache
def _engine() -> None:
    """Let the drawing engine know our font; once per process."""
    vl_convert.register_font_directory(str(FONTS))
