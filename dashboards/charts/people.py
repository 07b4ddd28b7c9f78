"""Few people as persons, and all figures in one field of words → charts that need no percentage. Pure, no arithmetic."""

from typing import Any

import altair as alt
import pandas as pd

from dashboards.look import AXIS, LIGHT, Look, calm, pick, two_lines

PERSON = (
    "M0 -1.05 A0.34 0.34 0 1 1 0 -0.37 A0.34 0.34 0 1 1 0 -1.05 Z M-0.5 0.95 L-0.5 0.15 "
    "A0.5 0.42 0 0 1 0.5 0.15 L0.5 0.95 Z"
)
PER_LINE = 28
LINE = 28
FIELD_ROW = 44


def icon_chart(rows: pd.DataFrame, look: Look = LIGHT) -> alt.LayerChart:
    """One figure of a person per person: filled for those it holds for, open for the others; thirty on a line.

    `rows`: label, text (in words), met, people (whole numbers below 30).
    """
    persons = [
        {"label": label, "across": at % PER_LINE, "line": line + at // PER_LINE, "met": at < met}
        for line, label, met, people in _lines(rows)
        for at in range(people)
    ]
    heads = [
        {"label": label, "text": text, "line": line}
        for (line, label, *_), text in zip(_lines(rows), rows["text"], strict=True)
    ]
    count = sum(lines for *_, lines in _blocks(rows))
    x = alt.Scale(domain=[-0.8, PER_LINE], nice=False)
    y = alt.Scale(domain=[-0.4, count - 0.3], reverse=True, nice=False)
    layers = [
        alt.Chart(pd.DataFrame(persons, columns=["label", "across", "line", "met"]))
        .mark_point(shape=PERSON, size=90, strokeWidth=1.2, opacity=1, tooltip=None)
        .encode(
            x=alt.X("across:Q", scale=x, axis=None),
            y=alt.Y("line:Q", scale=y, axis=None),
            fill=pick(alt.FillValue, look.paper, ("datum.met", look.accent)),
            stroke=pick(alt.StrokeValue, look.quiet, ("datum.met", look.accent)),
        ),
        alt.Chart(pd.DataFrame(heads, columns=["label", "text", "line"]))
        .transform_calculate(told="datum.label + ': ' + datum.text", above="datum.line - 0.95")
        .mark_text(align="left", fontSize=12.5, color=look.ink, dx=-8)
        .encode(
            x=alt.XDatum(0, scale=x, type="quantitative"),
            y=alt.Y("above:Q", scale=y, axis=None),
            text=alt.Text("told:N"),
        ),
    ]
    return calm(layers, max(1, count) * LINE, look)


def _blocks(rows: pd.DataFrame) -> list[tuple[str, int, int, int]]:
    """label, met, people, and how many lines it takes: one for the words and one per thirty people."""
    blocks = zip(rows["label"].tolist(), rows["met"].tolist(), rows["people"].tolist(), strict=True)
    return [(str(label), int(met), int(people), 1 + -(-int(people) // PER_LINE)) for label, met, people in blocks]


def _lines(rows: pd.DataFrame) -> list[tuple[int, str, int, int]]:
    """The first line of persons of each block."""
    found, line = [], 0
    for label, met, people, lines in _blocks(rows):
        found.append((line + 1, label, met, people))
        line += lines
    return found


def matrix_chart(rows: pd.DataFrame, look: Look = LIGHT) -> alt.LayerChart:
    """All figures in words: indicators down, places across; a frame and a word where a difference is demonstrable.

    `rows`: indicator, place (both in the order of drawing), text, under (small words or empty), differs (bool).
    """
    rows = rows.assign(place=[two_lines(place) for place in rows["place"]])
    down, across = list(dict.fromkeys(rows["indicator"])), list(dict.fromkeys(rows["place"]))
    words: dict[str, Any] = {"labelColor": look.ink, "labelFontSize": 12.5, "ticks": False, "domain": False}
    places = alt.Axis(orient="top", labelAngle=0, labelExpr="split(datum.label, '|')", labelPadding=14, **words)
    x = alt.X("place:N", sort=across, title=None, axis=places)
    y = alt.Y("indicator:N", sort=down, title=None, axis=alt.Axis(labelLimit=260, labelPadding=10, **words))
    base = alt.Chart(rows)
    layers = [
        base.mark_rect(strokeWidth=2, cornerRadius=6, tooltip=None).encode(
            x=x,
            y=y,
            fill=pick(alt.FillValue, look.paper, ("datum.differs", look.empty)),
            stroke=pick(alt.StrokeValue, look.paper, ("datum.differs", look.accent)),
        ),
        base.mark_text(fontSize=13, color=look.ink, dy=-7).encode(x=x, y=y, text=alt.Text("text:N")),
        base.mark_text(fontSize=11, color=look.muted, dy=9).encode(x=x, y=y, text=alt.Text("under:N")),
    ]
    return calm(layers, max(1, len(down)) * FIELD_ROW + AXIS, look)
