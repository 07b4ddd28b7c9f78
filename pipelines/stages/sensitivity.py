"""A shown figure, and how many a wider reading would leave out → the same figure without them, or why it is not told.

Illness tells about people, and the difference between the two figures is a count of those who were ill. So it is told for
everything together only, and where those who were ill and those who were not, both without a diploma, are enough people: also
without the people of any one site, which knows its own. Then no count of either at a site can be narrowed: whoever was ill
at one place can be exchanged for somebody at another.
"""

from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from pipelines.stages.conclude import both
from pipelines.stages.statistics import wilson
from pipelines.words import Lang, percent, say

SENSITIVITY_SQL = Path(__file__).resolve().parents[2] / "warehouse" / "sensitivity"
SENSITIVITY = [
    "indicator", "location", "cohort", "level", "role", "left_out", "status", "people", "numerator", "denominator", "value",
    "low", "high", "sentence_nl", "sentence_en",
]  # fmt: skip
INDICATOR = "diploma_rate_starters"
LONG_ILLNESS = "long_illness"
Row = dict[str, object]


def long_illness(con: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """How many judged to have no diploma there are, and how many of them (`people`) were ill for more than 90 days, exact.

    Columns site, role, people and without_diploma.
    """
    return con.execute((SENSITIVITY_SQL / f"{LONG_ILLNESS}.sql").read_text(encoding="utf-8")).df()


def sensitivity(figures: pd.DataFrame, ill: pd.DataFrame, threshold: int) -> pd.DataFrame:
    """The diploma rate of everything together without those who were ill for long; columns as in `SENSITIVITY`.

    `figures` as `disclose` gives them for one audience, `ill` as `long_illness` does. Status: shown, or withheld (then there
    is no number, also not that it was nobody).
    """
    everything = figures[
        (figures["indicator"] == INDICATOR)
        & (figures["location"] == "all")
        & (figures["cohort"] == "all")
        & (figures["level"] == "all")
    ]
    rows = [_row(cell, ill[ill["role"] == cell["role"]], threshold) for _, cell in everything.iterrows()]
    return pd.DataFrame(rows, columns=SENSITIVITY)


def _row(cell: "pd.Series[Any]", ill: pd.DataFrame, threshold: int) -> Row:
    row: Row = dict.fromkeys(SENSITIVITY) | {name: cell[name] for name in SENSITIVITY[:5]} | {"left_out": LONG_ILLNESS}
    people = int(ill["people"].sum())
    seen = cell["status"] in ("final", "provisional") and float(cell["denominator"]) > 0
    if not (seen and _enough(ill, int(cell["denominator"] - cell["numerator"]), threshold)):
        return row | {"status": "withheld", **both(lambda lang: say("says.without_ill.withheld", lang))}
    have, everyone = int(cell["numerator"]), int(cell["denominator"]) - people
    (low,), (high,) = wilson([have], [everyone])

    def told(lang: Lang) -> str:
        with_them, without = percent(float(cell["value"]), lang), percent(have / everyone, lang)
        return say("says.without_ill", lang, with_them=with_them, without=without, n=people)

    numbers = {"numerator": have, "denominator": everyone, "value": have / everyone, "low": low, "high": high}
    return row | {"status": "shown", "people": people, **numbers, **both(told)}


def _enough(ill: pd.DataFrame, without: int, threshold: int) -> bool:
    """Whether those who were ill and those who were not are enough people, for an outsider and for each site."""
    people = int(ill["people"].sum())
    well = ill["without_diploma"] - ill["people"]
    return all(
        people - own_ill >= threshold and without - people - own_well >= threshold
        for own_ill, own_well in [(0, 0), *zip(ill["people"], well, strict=True)]
    )
