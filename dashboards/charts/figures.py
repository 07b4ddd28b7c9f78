"""A frame of published figures in words and shares → an Altair chart. Pure: no queries, no session, no arithmetic.

Rows arrive in the order in which they are drawn. Colour is never the only carrier: the own location is also bold,
few people have an open point, and every mark has its figure in words beside it.
"""

import altair as alt
import pandas as pd

from dashboards.look import AXIS, LIGHT, LINE_HEIGHT, Look, at, calm, centred, pick, share_axis, two_lines

OWN = "datum.own"
ROW_HEIGHT = 50
# Above the first row, for the name of the national line.
TOP = 20


def interval_chart(
    rows: pd.DataFrame, axis_title: str, reference: tuple[float, str] | None = None, look: Look = LIGHT
) -> alt.LayerChart:
    """Locations side by side: point and 95 % interval on one scale of shares.

    `rows`: label, text (figure in words), value, low, high (shares 0–1 or None), own (bool), small (bool).
    A row without a value gets its text only. `reference`: share and name of a line for all.
    """
    data = _drawable(rows)
    domain = _share_domain(data)
    y = _rows_axis(data, look)
    scale = alt.Scale(domain=domain, nice=False)
    x = alt.X("value:Q", scale=scale, title=axis_title, axis=share_axis())
    base = alt.Chart(data)
    shown = "isValid(datum.value)"
    layers = [
        base.transform_filter(shown)
        .mark_bar(height=5, cornerRadius=2.5)
        .encode(
            y=y,
            x=alt.X("low:Q", scale=scale, title=axis_title, axis=share_axis()),
            x2=alt.X2("high:Q"),
            color=pick(alt.ColorValue, look.quiet_light, (OWN, look.accent_light)),
            tooltip=alt.TooltipValue(None),
        ),
        base.transform_filter(shown)
        .mark_point(size=110, strokeWidth=2.5, opacity=1)
        .encode(
            y=y,
            x=x,
            stroke=pick(alt.StrokeValue, look.quiet, (OWN, look.accent)),
            fill=pick(alt.FillValue, look.quiet, ("datum.small", look.paper), (OWN, look.accent)),
            tooltip=[alt.Tooltip("label:N", title=" "), alt.Tooltip("text:N", title=" ")],
        ),
    ]
    # A label near an edge turns inwards, so that '100 %' is not cut off.
    left, right = domain[0] + 0.2 * (domain[1] - domain[0]), domain[1] - 0.2 * (domain[1] - domain[0])
    inwards = f"datum.value < {left} ? 'left' : datum.value > {right} ? 'right' : 'center'"
    layers += [
        base.transform_filter(shown)
        .mark_text(align=alt.expr(inwards), dy=-14, fontSize=12.5, color=look.ink)
        .encode(y=y, x=x, text=alt.Text("text:N")),
        base.transform_filter("!isValid(datum.value)")
        # Away from the axis and in italics: the mark of what is hidden is a point, and this is no figure of its own.
        .mark_text(align="left", dx=10, fontSize=12.5, fontStyle="italic", color=look.muted)
        .encode(y=y, x=alt.XDatum(domain[0], scale=scale), text=alt.Text("text:N")),
    ]
    if reference:
        share, name = reference
        line = alt.Chart(pd.DataFrame({"value": [share], "text": [name]}))
        layers += [
            line.mark_rule(strokeDash=[4, 3], color=look.reference).encode(x=alt.X("value:Q", scale=scale)),
            line.mark_text(dy=-8, baseline="bottom", color=look.reference, fontSize=12).encode(
                x=alt.X("value:Q", scale=scale),
                y=alt.YValue(0),  # type: ignore[no-untyped-call]
                text=alt.Text("text:N"),
            ),
        ]
    return calm(layers, max(1, len(data)) * ROW_HEIGHT + AXIS + (TOP if reference else 0), look)


def amount_chart(rows: pd.DataFrame, look: Look = LIGHT) -> alt.LayerChart:
    """Amounts side by side as bars from zero. `rows`: label, text, value (or None), own."""
    data = _drawable(rows)
    y = _rows_axis(data, look)
    top = max((float(value) for value in data["value"].dropna()), default=1.0) or 1.0
    scale = alt.Scale(domain=[0, top * 1.3], nice=False)
    x = alt.X("value:Q", scale=scale, axis=None)
    base = alt.Chart(data)
    shown = "isValid(datum.value)"
    layers = [
        base.transform_filter(shown)
        .mark_bar(height=18, cornerRadiusEnd=3)
        .encode(
            y=y,
            x=x,
            color=pick(alt.ColorValue, look.quiet_light, (OWN, look.accent)),
            tooltip=alt.TooltipValue(None),
        ),
        base.transform_filter(shown)
        .mark_text(align="left", dx=8, fontSize=12.5, color=look.ink)
        .encode(y=y, x=x, text=alt.Text("text:N")),
        base.transform_filter("!isValid(datum.value)")
        .mark_text(align="left", dx=8, fontSize=12.5, color=look.muted)
        .encode(y=y, x=at(0, scale), text=alt.Text("text:N")),
    ]
    return calm(layers, max(1, len(data)) * ROW_HEIGHT, look)


def steps_chart(rows: pd.DataFrame, look: Look = LIGHT) -> alt.LayerChart:
    """The way from start to work: one bar per step as a share of everyone who started.

    `rows`: label, text (figure in words), value (share 0–1 or None).
    """
    data = _drawable(rows)
    y = _rows_axis(data, look)
    scale = alt.Scale(domain=[0, 1], nice=False)
    x = alt.X("value:Q", scale=scale, title=None, axis=None)
    base = alt.Chart(data)
    shown = "isValid(datum.value)"
    shades = alt.Scale(domain=list(range(4)), range=list(look.shades))
    layers = [
        base.mark_bar(height=26, cornerRadius=3, color=look.empty).encode(y=y, x=at(1, scale)),
        base.transform_filter(shown)
        .mark_bar(height=26, cornerRadius=3)
        .encode(y=y, x=x, color=alt.Color("order:O", scale=shades, legend=None), tooltip=alt.TooltipValue(None)),
        # Longer words than the plot is wide would take their room from the bars.
        base.mark_text(align="left", dy=-23, fontSize=12.5, color=look.ink, limit=alt.expr("width")).encode(
            y=y, x=at(0, scale), text=alt.Text("text:N")
        ),
    ]
    return calm(layers, max(1, len(data)) * 62, look)


def described(title: str, rows: pd.DataFrame, more: str) -> str:
    """The chart in a sentence for who cannot see it: at most ten rows, then where the rest stands."""
    told = [f"{row.label}: {row.text}" for row in rows.head(10).itertuples()]
    return f"{title}. {'; '.join(told)}." + (f" {more}" if len(rows) > 10 else "")


def _drawable(rows: pd.DataFrame) -> pd.DataFrame:
    data = rows.reset_index(drop=True).assign(order=range(len(rows)))
    data["lines"] = [two_lines(label) for label in data["label"]]
    return data


def _rows_axis(data: pd.DataFrame, look: Look) -> alt.Y:
    own = [str(order) for order in data.loc[data["own"], "order"]] if "own" in data else []
    table = "{" + ",".join(f"{order}: {_quoted(text)}" for order, text in enumerate(data["lines"])) + "}"
    lines = f"split({table}[datum.value], '|')"
    bold = alt.condition(f"indexof({own}, toString(datum.value)) >= 0", alt.value("bold"), alt.value("normal"))
    return alt.Y(
        "order:O",
        title=None,
        axis=alt.Axis(
            labelExpr=lines,
            labelOffset=centred(lines),
            labelLineHeight=LINE_HEIGHT,
            labelFontSize=12.5,
            labelColor=look.ink,
            labelFontWeight=bold,
            labelLimit=220,
            labelPadding=10,
            ticks=False,
            domain=False,
            grid=False,
        ),
    )


def _quoted(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


def _share_domain(data: pd.DataFrame) -> tuple[float, float]:
    """From a whole tenth below the lowest interval to 100 %: differences stay readable, nothing is cut off."""
    lows = [float(low) for low in data["low"].dropna()]
    return (max(0.0, int(min(lows, default=0.0) * 10 - 0.5) / 10), 1.0)
