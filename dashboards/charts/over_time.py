"""Published figures over school years, and what lasted how many days → lines with their margins. Pure, no arithmetic.

A year that is missing or hidden is a gap and no line crosses it; a year that is not whole yet is hatched and says so.
"""

from collections.abc import Sequence
from typing import Literal

import altair as alt
import pandas as pd

from dashboards.look import LIGHT, Look, calm, pick, share_axis

HEIGHT = 330
CURVE_HEIGHT = 340
# Under nought stand the numbers of people who were still followed.
FOOT = -0.22
STRIPES = 7
# Room at the right for the names of the lines, as a part of the years.
NAMES = 0.12
# More points than this are drawn smaller.
MANY = 20
# With fewer days than this a curve is drawn from point to point, since nothing is told about the days between.
FEW_DAYS = 13


def trend_chart(
    rows: pd.DataFrame, is_share: bool, axis_title: str, names: Sequence[str], look: Look = LIGHT
) -> alt.LayerChart:
    """One place over school years or months: points with 95 % interval, mean and limits of ordinary variation, hatch where
    not whole.

    `rows`, in order of time, one per school year or month: label, tick (what stands under the chart, empty for nothing;
    without this column the label), text, value, low, high, mean, limit_low, limit_high (numbers or
    None), piece (the stretch that a line may join), whole (bool), signal (bool), note (word under the point, or empty).
    `names`: of the mean, the upper and the lower limit.
    """
    data = rows.reset_index(drop=True).assign(at=lambda frame: [float(i) for i in range(len(frame))])
    x = alt.Scale(domain=[-0.6, len(data) - 0.4 + len(data) * NAMES], nice=False)
    domain = _domain(data, is_share)
    y = alt.Scale(domain=domain, nice=False)
    ticks = [str(tick) for tick in data["tick" if "tick" in data else "label"]]
    labels = "{" + ",".join(f"{i}: {_quoted(tick)}" for i, tick in enumerate(ticks)) + "}"
    years = alt.Axis(
        values=[i for i, tick in enumerate(ticks) if tick], labelExpr=f"{labels}[datum.value]", grid=False, ticks=False, labelAngle=-35,
        labelOverlap=False, labelFontSize=11.5,
    )  # fmt: skip
    axis = share_axis() if is_share else alt.Axis(grid=True, tickCount=6, titlePadding=10)

    def where(column: str) -> dict[str, alt.X | alt.Y]:
        return {
            "x": alt.X("at:Q", scale=x, title=None, axis=years),
            "y": alt.Y(f"{column}:Q", scale=y, title=axis_title, axis=axis),
        }

    layers = _hatch(data, x, y, domain, look)
    ends = data.assign(start=data["at"] - 0.5, end=data["at"] + 0.5)
    limits = alt.Chart(ends).transform_filter("isValid(datum.limit_low)")
    layers += [
        limits.mark_rule(strokeDash=[5, 3], color=look.quiet, strokeWidth=1.2, tooltip=None).encode(
            x=alt.X("start:Q", scale=x), x2=alt.X2("end:Q"), y=alt.Y(f"{column}:Q", scale=y)
        )
        for column in ("limit_low", "limit_high")
    ]
    layers.append(
        limits.mark_rule(color=look.quiet, strokeWidth=1.2, tooltip=None).encode(
            x=alt.X("start:Q", scale=x), x2=alt.X2("end:Q"), y=alt.Y("mean:Q", scale=y)
        )
    )
    last = ends[ends["limit_low"].notna()].tail(1)
    layers += [
        alt.Chart(last.assign(end=len(data) - 0.4, name=name))
        .mark_text(align="left", fontSize=11, color=look.muted)
        .encode(x=alt.X("end:Q", scale=x), y=alt.Y(f"{column}:Q", scale=y), text=alt.Text("name:N"))
        for column, name in zip(("mean", "limit_high", "limit_low"), names, strict=True)
        if len(last)
    ]
    shown = alt.Chart(data).transform_filter("isValid(datum.value)")
    layers += [
        shown.mark_bar(width=7, cornerRadius=3, color=look.accent_light, opacity=0.75, tooltip=None).encode(
            **where("low"), y2=alt.Y2("high:Q")
        ),
        shown.mark_line(color=look.accent, strokeWidth=2, tooltip=None).encode(**where("value"), detail=alt.Detail("piece:N")),
        shown.mark_point(size=80 if len(data) <= MANY else 45, opacity=1, strokeWidth=2).encode(
            **where("value"),
            stroke=pick(alt.StrokeValue, look.accent, ("datum.signal", look.reference)),
            shape=pick(alt.ShapeValue, "circle", ("datum.signal", "diamond")),
            fill=pick(alt.FillValue, look.accent, ("!datum.whole", look.paper), ("datum.signal", look.reference)),
            tooltip=[alt.Tooltip("label:N", title=" "), alt.Tooltip("text:N", title=" ")],
        ),
        alt.Chart(data).transform_filter("datum.note != ''").mark_text(
            fontSize=11, color=look.muted, baseline="bottom", dy=-4
        ).encode(x=alt.X("at:Q", scale=x), y=alt.YDatum(domain[0], scale=y), text=alt.Text("note:N")),
    ]  # fmt: skip
    return calm(layers, HEIGHT, look)


def curve_chart(
    rows: pd.DataFrame,
    at_risk: pd.DataFrame,
    titles: tuple[str, str, str],
    marked_day: int | None = None,
    look: Look = LIGHT,
) -> alt.LayerChart:
    """What share of people has lasted (or reached something) by how many days, with how many were still followed under it.

    `rows`: day, value, low, high (shares; low and high may be None), series (name). `at_risk`: day, n (words).
    `titles`: of the days, of the shares, and of the row of numbers. `marked_day` gets a thin line.
    """
    last = float(rows["day"].max()) if len(rows) else 1.0
    x = alt.Scale(domain=[0, last], nice=False)
    y = alt.Scale(domain=[FOOT, 1], nice=False)
    series = list(dict.fromkeys(rows["series"]))
    # A second line is dashed as well as of another colour.
    colours = alt.Scale(domain=series, range=[look.accent, look.reference, look.quiet][: max(1, len(series))])
    dashes = alt.Scale(domain=series, range=[[1, 0], [5, 3], [2, 2]][: max(1, len(series))])
    legend = alt.Legend(title=None, orient="top", labelColor=look.ink, symbolStrokeWidth=2) if len(series) > 1 else None
    shares = alt.Axis(
        labelExpr="format(datum.value * 100, '.0f')", values=[0, 0.2, 0.4, 0.6, 0.8, 1], grid=True, titlePadding=10
    )
    days = alt.X("day:Q", scale=x, title=titles[0], axis=alt.Axis(grid=False, tickCount=7, titlePadding=8))
    base = alt.Chart(rows)
    few = rows["day"].nunique() < FEW_DAYS
    steps: Literal["linear", "step-after"] = "linear" if few else "step-after"
    layers = [
        base.mark_area(interpolate=steps, opacity=0.22, tooltip=None).encode(
            x=days,
            y=alt.Y("low:Q", scale=y, title=titles[1], axis=shares),
            y2=alt.Y2("high:Q"),
            color=alt.Color("series:N", scale=colours, legend=None),
        ),
        base.mark_line(interpolate=steps, strokeWidth=2, point={"size": 60} if few else False).encode(
            x=days,
            y=alt.Y("value:Q", scale=y, title=titles[1], axis=shares),
            color=alt.Color("series:N", scale=colours, legend=legend),
            strokeDash=alt.StrokeDash("series:N", scale=dashes, legend=None),
        ),
        alt.Chart(at_risk)
        .mark_text(fontSize=12, color=look.ink, align=alt.expr("datum.day == 0 ? 'left' : 'center'"))
        .encode(x=days, y=alt.YDatum(FOOT * 0.7, scale=y), text=alt.Text("n:N")),
        alt.Chart(pd.DataFrame({"day": [0.0], "n": [titles[2]]}))
        .mark_text(fontSize=11, color=look.muted, align="left")
        .encode(x=days, y=alt.YDatum(FOOT * 0.3, scale=y), text=alt.Text("n:N")),
    ]
    if marked_day is not None and marked_day <= last:
        layers.append(
            alt.Chart(pd.DataFrame({"day": [marked_day], "top": [1], "foot": [0]}))
            .mark_rule(strokeDash=[4, 3], color=look.quiet)
            .encode(x=days, y=alt.Y("foot:Q", scale=y), y2=alt.Y2("top:Q"))
        )
    return calm(layers, CURVE_HEIGHT, look)


def _domain(data: pd.DataFrame, is_share: bool) -> tuple[float, float]:
    """Around everything that is drawn, with room for words above and under; shares stay within 0 and 1."""
    drawn = (
        pd.concat([data[name] for name in ("value", "low", "high", "limit_low", "limit_high")]).dropna().astype(float)
    )
    if drawn.empty:
        return (0.0, 1.0)
    room = max(0.12 * (float(drawn.max()) - float(drawn.min())), 0.02 * abs(float(drawn.max())), 1e-9)
    low, high = max(0.0, float(drawn.min()) - room), float(drawn.max()) + room
    return (low, min(1.0, high) if is_share else high)


def _hatch(data: pd.DataFrame, x: alt.Scale, y: alt.Scale, domain: tuple[float, float], look: Look) -> list[alt.Chart]:
    """Slanted lines over the years that are not whole yet: a texture, so that colour is not the only sign."""
    step, height = 1 / STRIPES, domain[1] - domain[0]
    lines = [
        {"x": at - 0.5 + stripe * step, "x2": at - 0.5 + (stripe + 1) * step, "y": domain[0], "y2": domain[0] + height}
        for at in data.loc[~data["whole"].astype(bool), "at"]
        for stripe in range(STRIPES)
    ]
    if not lines:
        return []
    hatched: alt.Chart = (
        alt.Chart(pd.DataFrame(lines))
        .mark_rule(color=look.quiet_light, strokeWidth=1, opacity=0.7, tooltip=None)
        .encode(x=alt.X("x:Q", scale=x), x2=alt.X2("x2:Q"), y=alt.Y("y:Q", scale=y), y2=alt.Y2("y2:Q"))
    )
    return [hatched]


def _quoted(text: str) -> str:
    return "'" + str(text).replace("\\", "\\\\").replace("'", "\\'") + "'"
