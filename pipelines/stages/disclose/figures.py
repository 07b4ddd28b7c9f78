"""What may be shown of exact measurements → the figures of one audience, with everything derived from them.

Pure: a frame in, a frame out. Decides nothing: what is hidden was decided by `protect`, on counts alone.
"""

from dataclasses import dataclass

import pandas as pd

from pipelines.stages.disclose.cells import Surroundings
from pipelines.stages.disclose.links import complete
from pipelines.stages.disclose.protect import Protection, protect

FIGURE = [
    "indicator",
    "location",
    "cohort",
    "level",
    "role",
    "numerator",
    "denominator",
    "not_evaluable",
    "excluded",
    "unknown",
    "value",
    "low",
    "high",
    "maturity",
    "hidden",
    "hidden_reason",
    "status",
    "response",
    "bound_low",
    "bound_high",
]
NUMBERS = [
    "numerator",
    "denominator",
    "not_evaluable",
    "excluded",
    "unknown",
    "value",
    "low",
    "high",
    "maturity",
    "response",
    "bound_low",
    "bound_high",
]
# One reason for every hidden cell: saying which count is small would give it away.
HIDDEN_REASON = "too_few_people"


@dataclass(frozen=True)
class Audience:
    """Who reads a publication, and below how many people a count stays hidden for them."""

    name: str
    threshold: int
    members: bool = False
    """True when sites read it, and so know their own cells besides."""


PUBLIC = Audience("public", 10)
KOPGROEP = Audience("kopgroep", 5, members=True)


def site(partner: str) -> Audience:
    """The audience of one site: its own cells exactly, the rest as the kopgroep sees it."""
    return Audience(f"site:{partner}", KOPGROEP.threshold, members=True)


def disclose(
    measured: pd.DataFrame,
    audience: Audience = PUBLIC,
    protection: Protection | None = None,
    own: "pd.Series[bool] | None" = None,
) -> pd.DataFrame:
    """The benchmark's figures for an audience: columns as in `FIGURE`; every number of a hidden figure is null.

    Without a `protection` only what hides by its own counts is hidden. `own`: figures that this audience may see exactly.
    """
    cells = benchmark_cells(measured)
    chosen = protection or protect(cells, audience.threshold, Surroundings(), members=audience.members)
    hidden, without_share = chosen.hidden, chosen.without_share
    if own is not None:
        hidden, without_share = hidden & ~own, without_share & ~own
    return _figures(cells, hidden, without_share)


def benchmark_cells(measured: pd.DataFrame) -> pd.DataFrame:
    """The rows that become figures, numbered from 0, and those of nobody that may have to be hidden (see `complete`).

    The rest of what is measured is about claims. Cells come back as they are.
    """
    if "nobody" in measured:
        return measured
    return complete(measured[measured["ask"] == "benchmark"].reset_index(drop=True))


def _figures(cells: pd.DataFrame, hidden: "pd.Series[bool]", without_share: "pd.Series[bool]") -> pd.DataFrame:
    figures = cells.copy()
    lower, rate = figures["bound"] == "lower", figures["kind"] == "rate"
    everyone = figures["denominator"] + figures["unknown"].where(~lower, 0)
    everyone = everyone.where(figures["rests_on_answers"] & (everyone > 0))
    figures["response"] = (everyone - figures["unknown"]) / everyone
    figures["bound_low"] = (figures["numerator"] / everyone).where(rate)
    figures["bound_high"] = ((figures["numerator"] + figures["unknown"]) / everyone).where(rate)
    figures["hidden"] = hidden
    figures["hidden_reason"] = pd.Series(HIDDEN_REASON, index=figures.index, dtype="object").where(hidden, None)
    figures["status"] = "final"
    figures.loc[figures["maturity"] < 1, "status"] = "provisional"
    figures.loc[figures["denominator"] == 0, "status"] = "not_evaluable"
    figures.loc[hidden, "status"] = "hidden"
    figures["maturity"] = figures["maturity"].mask(without_share)
    for name in NUMBERS:
        figures[name] = figures[name].astype("Float64").mask(hidden)
    return figures.loc[hidden | ~figures["nobody"], FIGURE].reset_index(drop=True)
