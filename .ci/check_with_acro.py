"""Which rates hide by their own counts: ours beside the disclosure checker `acro`, on the same made-up people.

Runs in that checker's own environment (`make check-acro`); exit 1 when the two disagree about one figure.
"""

import contextlib
import io
import logging
import sys

import numpy as np
import pandas as pd
from acro import ACRO, acro_tables

from pipelines.stages.disclose.primary import primary

PLACES = 120
THRESHOLD = 10


def main() -> int:
    """Compare at the threshold of the public, which is also acro's own; tells how many were looked at and which differ."""
    logging.disable(logging.CRITICAL)
    people = _people(np.random.default_rng(10))
    theirs, ours = _hidden_by_acro(people), _hidden_by_us(people, THRESHOLD)
    differ = [place for place in ours.index if ours[place] != theirs[place]]
    looked_at = len(ours)
    for line in differ:
        sys.stdout.write(f"{line}: not the same verdict\n")
    sys.stdout.write(f"{looked_at - len(differ)} of {looked_at} figures get the same verdict from acro\n")
    return 1 if differ else 0


def _people(random: np.random.Generator) -> pd.DataFrame:
    """One row per person: a place, and whether the outcome was reached."""
    rows = []
    for number in range(PLACES):
        counts = {"met": int(random.integers(1, 30)), "not_met": int(random.integers(1, 30))}
        if number % 12 == 0:
            counts["not_met"] = 0
        rows += [(f"place {number:02}", outcome) for outcome, count in counts.items() for _ in range(count)]
    return pd.DataFrame(rows, columns=["place", "outcome"])


def _hidden_by_acro(people: pd.DataFrame) -> "pd.Series[bool]":
    """A place is hidden when acro suppresses one of its two counts; nobody counts as disclosive there as well."""
    with contextlib.redirect_stdout(io.StringIO()):
        session = ACRO(suppress=True)
        acro_tables.ZEROS_ARE_DISCLOSIVE = True
        table = session.crosstab(people["place"], people["outcome"])
    return (table.isna() | (table == 0)).any(axis=1)


def _hidden_by_us(people: pd.DataFrame, threshold: int) -> "pd.Series[bool]":
    counted = pd.crosstab(people["place"], people["outcome"])
    everyone = counted.sum(axis=1)
    cells = pd.DataFrame(
        {"kind": "rate", "bound": None, "numerator": counted["met"].astype(float), "denominator": everyone.astype(float),
         "not_evaluable": 0, "unknown": 0, "excluded": 0, "persons": everyone, "events": pd.NA, "at_risk": pd.NA,
         "clustered": False, "about": "people", "met_persons": counted["met"], "not_met_persons": counted["not_met"]}
    )  # fmt: skip
    return primary(cells, threshold)


if __name__ == "__main__":
    sys.exit(main())
