"""What a benefit-cost ratio rests on → bars: each assumption from low to high, and what each benefit adds. Pure."""

import altair as alt
import pandas as pd

from dashboards.look import AXIS, LIGHT, LINE_HEIGHT, Look, at, calm, centred, pick

ROW = 60
LINES = "split(datum.label, '|')"


def tornado_chart(rows: pd.DataFrame, ratio: float, axis_title: str, look: Look = LIGHT) -> alt.LayerChart:
    """What each assumption alone does to the ratio, the widest first; `ratio` is with all assumptions as they are.

    `rows`: label, at_low, at_high (ratios), low_text, high_text (what the assumption is there, in words).
    """
    data = rows.reset_index(drop=True)
    ends = pd.concat([data["at_low"], data["at_high"]])
    least, most = float(ends.min()), float(ends.max())
    room = max(0.35 * (most - least), 0.05)
    scale = alt.Scale(domain=[least - room, most + room], nice=False)
    x = alt.X(
        "at_low:Q", scale=scale, title=axis_title, axis=alt.Axis(format=".1f", grid=True, tickCount=6, titlePadding=10)
    )
    y = _rows_axis(look)
    base = alt.Chart(data)
    layers = [
        base.mark_bar(height=16, cornerRadius=3, color=look.accent_light).encode(
            x=x,
            x2=alt.X2("at_high:Q"),
            y=y,
            tooltip=[alt.Tooltip("label:N", title=" "), alt.Tooltip("text:N", title=" ")],
        )
    ]
    for column, words in (("at_low", "low_text"), ("at_high", "high_text")):
        other = "at_high" if column == "at_low" else "at_low"
        # The words stand outside the bar, on whichever side this end lies.
        outside = f"datum.{column} < datum.{other} ? 'right' : 'left'"
        layers.append(
            base.mark_text(
                align=alt.expr(outside),
                dx=alt.expr(f"datum.{column} < datum.{other} ? -6 : 6"),
                fontSize=11.5,
                color=look.ink,
            ).encode(x=alt.X(f"{column}:Q", scale=scale), y=y, text=f"{words}:N")
        )
    layers.append(
        alt.Chart(pd.DataFrame({"ratio": [ratio]}))
        .mark_rule(color=look.accent, strokeWidth=2)
        .encode(x=alt.X("ratio:Q", scale=scale))
    )
    return calm(layers, max(1, len(data)) * ROW + AXIS, look)


def benefit_chart(rows: pd.DataFrame, look: Look = LIGHT) -> alt.LayerChart:
    """Costs and each benefit as bars of euros from zero. `rows`: label, text, value (or None), is_cost (bool)."""
    data = rows.reset_index(drop=True)
    top = max((float(value) for value in data["value"].dropna()), default=1.0) or 1.0
    scale = alt.Scale(domain=[0, top * 1.35], nice=False)
    y = _rows_axis(look)
    base = alt.Chart(data)
    layers = [
        base.transform_filter("isValid(datum.value)")
        .mark_bar(height=18, cornerRadiusEnd=3)
        .encode(
            x=alt.X("value:Q", scale=scale, axis=None),
            y=y,
            color=pick(alt.ColorValue, look.accent, ("datum.is_cost", look.quiet)),
            tooltip=alt.TooltipValue(None),
        ),
        base.transform_filter("isValid(datum.value)")
        .mark_text(align="left", dx=7, fontSize=12.5, color=look.ink)
        .encode(x=alt.X("value:Q", scale=scale, axis=None), y=y, text=alt.Text("text:N")),
        base.transform_filter("!isValid(datum.value)")
        .mark_text(align="left", dx=7, fontSize=12.5, color=look.muted)
        .encode(x=at(0, scale), y=y, text=alt.Text("text:N")),
    ]
    return calm(layers, max(1, len(data)) * ROW, look)


def _rows_axis(look: Look) -> alt.Y:
    """Names in ink, in the order of the rows; '|' breaks a line, so that a phone keeps room for the bars."""
    axis = alt.Axis(
        labelExpr=LINES, labelOffset=centred("split(datum.value, '|')"), labelLineHeight=LINE_HEIGHT, labelLimit=230,
        labelOverlap=False, labelColor=look.ink, labelFontSize=12.5, ticks=False,
        domain=False, labelPadding=8,
    )  # fmt: skip
    return alt.Y("label:N", sort=None, title=None, axis=axis)
