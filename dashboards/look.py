"""The colours that charts are drawn in, on a light and on a dark page, and how calm they are.

Each colour that carries a word or a figure has a contrast of at least 4,5 to its ground, each line that means something 3.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import altair as alt


@dataclass(frozen=True)
class Look:
    """One set of colours: an accent for what is meant, quiet greys for the rest."""

    paper: str
    ink: str
    muted: str
    accent: str
    accent_light: str
    quiet: str
    quiet_light: str
    empty: str
    reference: str
    grid: str
    shades: tuple[str, ...]
    # How numbers along an axis are written: 2.500,5 in Dutch.
    decimal: str = ","


LIGHT = Look(
    paper="#ffffff",
    ink="#1f2937",
    muted="#566070",
    accent="#0b6e75",
    accent_light="#8cc3c7",
    quiet="#6b7686",
    quiet_light="#cdd3db",
    empty="#eef1f4",
    reference="#b4400d",
    grid="#e9ecf0",
    shades=("#0b6e75", "#2f7f86", "#569aa0", "#7fb5b9"),
)
DARK = Look(
    paper="#181d25",
    ink="#e8ecf1",
    muted="#aab4c0",
    accent="#5cc4cb",
    accent_light="#2f757b",
    quiet="#9aa5b3",
    quiet_light="#465060",
    empty="#252c36",
    reference="#f2a277",
    grid="#2a323d",
    shades=("#5cc4cb", "#4aa3aa", "#3c868d", "#336f75"),
)


# What an axis with its title takes of a chart's height.
AXIS = 56
LABEL_WIDTH = 18
LINE_HEIGHT = 14


def calm(layers: Sequence[alt.Chart], height: int, look: Look) -> alt.LayerChart:
    """Layers as one chart of the card's width and of this height, axes included: no frame, a quiet grid, words in ink."""
    axis = alt.AxisConfig(
        gridColor=look.grid, domainColor=look.quiet_light, titleColor=look.muted, labelColor=look.muted,
        labelFontSize=12, titleFontSize=12, titleFontWeight="normal",
    )  # fmt: skip
    # All at once: every method of a finished chart copies the whole of it.
    return alt.LayerChart(
        layer=list(layers), width="container", height=height,
        autosize=alt.AutoSizeParams(type="fit", contains="padding"),
        config=alt.Config(
            background="transparent", view=alt.ViewConfig(stroke=None), axis=axis, locale=alt.Locale(number=_numbers(look)),
        ),
    )  # fmt: skip


Value = TypeVar("Value", bound=alt.SchemaBase)


def pick(channel: Callable[..., Value], otherwise: str | int, *chosen: tuple[str, str | int]) -> Value:
    """A channel's value by the first test (an expression) that holds, else `otherwise`.

    `alt.condition` says the same, and costs a look through the whole schema for each.
    """
    tests = [{"test": test, "value": value} for test, value in chosen]
    return channel(otherwise, condition=tests if len(tests) > 1 else tests[0])


def _numbers(look: Look) -> alt.NumberLocale:
    thousands = "." if look.decimal == "," else ","
    return alt.NumberLocale(decimal=look.decimal, thousands=thousands, grouping=[3], currency=["", ""])


def share_axis(grid: bool = True) -> alt.Axis:
    """Shares as whole per cents, without the sign: the title says it."""
    return alt.Axis(labelExpr="format(datum.value * 100, '.0f')", grid=grid, tickCount=6, titlePadding=10)


def at(value: float, scale: alt.Scale) -> alt.XDatum:
    """One fixed place on a quantitative x axis."""
    return alt.XDatum(value, type="quantitative", scale=scale, axis=None)


def described(title: str, rows: Sequence[tuple[str, str]], more: str = "") -> str:
    """A chart in a sentence for who cannot see it: at most ten rows (name, words), then where the rest stands."""
    told = "; ".join(f"{name}: {text}" for name, text in rows[:10])
    return f"{title}. {told}." + (f" {more}" if len(rows) > 10 and more else "")


def centred(lines: str) -> alt.ExprRef:
    """How far a label moves up so that all its lines together stand at its mark; `lines`: an expression that gives them."""
    return alt.ExprRef(expr=f"-{LINE_HEIGHT / 2} * (length({lines}) - 1)")


def two_lines(label: str) -> str:
    """Break a long label near its middle; '|' is split by the axis, so that a phone keeps room for the plot."""
    blanks = [index for index, letter in enumerate(label) if letter == " "]
    if len(label) <= LABEL_WIDTH or not blanks:
        return label
    middle = min(blanks, key=lambda index: abs(index - len(label) / 2))
    return f"{label[:middle]}|{label[middle + 1 :]}"
