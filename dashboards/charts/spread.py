"""Published shares by number of people, and the lines of ordinary chance around them → a funnel. Pure, no arithmetic.

The lines are drawn to look by. Who differs demonstrably is told by the published test and comes in as words.
"""

import altair as alt
import pandas as pd

from dashboards.look import LIGHT, Look, calm, pick, share_axis

HEIGHT = 340


def funnel_chart(
    points: pd.DataFrame, lines: pd.DataFrame, titles: tuple[str, str], names: tuple[str, str, str], look: Look = LIGHT
) -> alt.LayerChart:
    """Locations as points between the lines where 95 % and 99,8 % would fall by chance.

    `points`: label, text, people, value (share), own, differs (bool). `lines`: people, target, low_95, high_95, low_998,
    high_998 (shares). `titles`: of the x and y axis. `names`: of the middle line and of the two pairs of lines.
    """
    # Far left of the smallest location the lines run apart and would press the points together.
    lines = lines[lines["people"] >= 0.5 * float(points["people"].min())]
    most = max(float(n) for n in pd.concat([points["people"], lines["people"]]))
    x = alt.Scale(domain=[0, most * 1.28], nice=False)
    shares = pd.concat([points["value"], lines["low_998"], lines["high_998"]])
    low, high = max(0.0, float(shares.min()) - 0.04), min(1.0, float(shares.max()) + 0.04)
    y = alt.Scale(domain=[low, high], nice=False)
    # Above the middle line a name stands above its point, and under it below, so that neighbours seldom meet.
    middle = float(lines["target"].iloc[-1]) if len(lines) else 0.0
    points = points.assign(above=points["value"] >= middle)
    base = alt.Chart(lines)

    def line(column: str, dash: list[int], color: str) -> alt.Chart:
        drawn: alt.Chart = base.mark_line(strokeDash=dash, strokeWidth=1.3, color=color, tooltip=None).encode(
            x=alt.X("people:Q", scale=x, title=titles[0], axis=alt.Axis(grid=False, tickCount=6, titlePadding=10)),
            y=alt.Y(f"{column}:Q", scale=y, title=titles[1], axis=share_axis()),
        )
        return drawn

    layers = [
        base.mark_area(color=look.accent_light, opacity=0.18, tooltip=None).encode(
            x=alt.X("people:Q", scale=x), y=alt.Y("low_95:Q", scale=y, axis=share_axis()), y2=alt.Y2("high_95:Q")
        ),
        line("low_998", [2, 3], look.quiet),
        line("high_998", [2, 3], look.quiet),
        line("low_95", [6, 3], look.quiet),
        line("high_95", [6, 3], look.quiet),
        line("target", [], look.muted),
    ]
    last = lines.tail(1)
    for column, name in zip(("target", "high_95", "high_998"), names, strict=True):
        layers.append(
            alt.Chart(last.assign(name=name))
            .mark_text(align="left", dx=6, fontSize=11, color=look.muted)
            .encode(x=alt.X("people:Q", scale=x), y=alt.Y(f"{column}:Q", scale=y), text=alt.Text("name:N"))
        )
    where = {"x": alt.X("people:Q", scale=x), "y": alt.Y("value:Q", scale=y)}
    dots = alt.Chart(points)
    layers += [
        dots.mark_point(filled=True, opacity=1, stroke=look.paper, strokeWidth=1.5).encode(
            **where,
            size=pick(alt.SizeValue, 110, ("datum.differs", 190)),
            shape=pick(alt.ShapeValue, "circle", ("datum.differs", "diamond")),
            color=pick(alt.ColorValue, look.quiet, ("datum.own", look.accent)),
            tooltip=[alt.Tooltip("label:N", title=" "), alt.Tooltip("text:N", title=" ")],
        ),
    ]
    turned = f"datum.people > {0.85 * most} ? 'right' : 'center'"
    layers += [
        dots.transform_filter(f"datum.above == {told}")
        .mark_text(dy=dy, align=alt.expr(turned), fontSize=12, color=look.ink)
        .encode(**where, text=alt.Text("label:N"))
        for told, dy in (("true", -16), ("false", 18))
    ]
    return calm(layers, HEIGHT, look)
