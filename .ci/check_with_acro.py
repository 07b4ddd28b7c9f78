"""Which rates hide by their own counts: ours beside the disclosure checker `acro`, on the same made-up people.

Runs in that checker's own environment (`make check-acro`); exit 1 when the two disagree about one figure.
"""

import contextlib
import io
import logging
import sys
import warnings

import numpy as np
import pandas as pd
from acro import ACRO

from pipelines.stages.disclose.primary import primary

PLACES = 120
THRESHOLDS = (5, 10)


def main() -> int:
    """Compare at the thresholds of the kopgroep and of the public; tells how many were looked at and which differ."""
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")  # acro's own, about pandas
    people = _people(np.random.default_rng(10))
    differing = 0
    for threshold in THRESHOLDS:
        theirs, ours = _hidden_by_acro(people, threshold), _hidden_by_us(people, threshold)
        differ = [place for place in ours.index if ours[place] != theirs[place]]
        for line in differ:
            sys.stdout.write(f"T = {threshold}, {line}: not the same verdict\n")
        same = len(ours) - len(differ)
        sys.stdout.write(
            f"T = {threshold}: {same} of {len(ours)} figures get the same verdict from acro; {int(ours.sum())} hide\n"
        )
        differing += len(differ)
    return 1 if differing else 0


def _people(random: np.random.Generator) -> pd.DataFrame:
    """One row per person: a place, and whether the outcome was reached."""
    rows = []
    for number in range(PLACES):
        counts = {"met": int(random.integers(1, 30)), "not_met": int(random.integers(1, 30))}
        if number % 12 == 0:
            counts["not_met"] = 0
        rows += [(f"place {number:02}", outcome) for outcome, count in counts.items() for _ in range(count)]
    return pd.DataFrame(rows, columns=["place", "outcome"])


def _hidden_by_acro(people: pd.DataFrame, threshold: int) -> "pd.Series[bool]":
    """A place is hidden when acro suppresses one of its two counts; nobody counts as disclosive there as well."""
    with contextlib.redirect_stdout(io.StringIO()):
        session = ACRO(suppress=True)
        session.sdc_checks.risk_appetite |= {"safe_threshold": threshold, "zeros_are_disclosive": True}
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
