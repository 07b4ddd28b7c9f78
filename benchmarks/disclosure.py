"""Hiding and its proof on made-up measured figures, for the kopgroep and for the public.

The counts are drawn, not measured from people, so this is what `disclose` costs alone; `publication` times all of it.
"""

import resource
import time
from itertools import product

import numpy as np
import pandas as pd

from pipelines.audiences import editions
from pipelines.stages.disclose.cells import SUPPLIED, Surroundings
from pipelines.stages.measure import MEASURED

YEARS = [f"{year}/{(year + 1) % 100:02}" for year in range(2011, 2026)]
POOLS = {f"pool:{2011 + 3 * n}-{2014 + 3 * n}": tuple(YEARS[3 * n : 3 * n + 3]) for n in range(5)}
INDICATORS = 20


def measure(locations: int = 5, indicators: int = INDICATORS) -> dict[str, float]:
    """Seconds, figures and hidden figures; `locations` on about half as many sites."""
    measured, around = made_up(locations, indicators)
    started = time.perf_counter()
    made = list(editions(measured, around, frozenset()))
    seconds = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    hidden = sum(float(edition.figures["hidden"].mean()) for edition in made) / len(made)
    return {
        f"disclose_{locations}_seconds": seconds, f"disclose_{locations}_figures": float(len(measured)),
        f"disclose_{locations}_hidden_share": hidden, f"disclose_{locations}_peak_mb": peak,
    }  # fmt: skip


def made_up(locations: int, indicators: int) -> tuple[pd.DataFrame, Surroundings]:
    """Figures of rates over places and school years, with every total, and which of them add up."""
    sites = max(3, (locations + 1) // 2)
    owned: dict[str, list[str]] = {}
    for number in range(locations):
        owned.setdefault(f"site{number % sites}", []).append(f"site{number % sites}/place{number}")
    random = np.random.default_rng(1)
    frames = [_indicator(f"rate{number}", owned, random) for number in range(indicators)]
    parts = {
        "location": {site: tuple(places) for site, places in owned.items()} | {"all": tuple(owned)},
        "cohort": POOLS | {"all": tuple(YEARS)},
    }
    own = {site: frozenset([site, *places]) for site, places in owned.items()}
    return pd.concat(frames, ignore_index=True), Surroundings(parts, own, pd.DataFrame(columns=SUPPLIED))


def _indicator(name: str, owned: dict[str, list[str]], random: np.random.Generator) -> pd.DataFrame:
    rows = []
    for site, places in owned.items():
        for place in places:
            for year in YEARS:
                people = int(random.integers(8, 60))
                met = int(random.binomial(people, random.uniform(0.4, 0.85)))
                late = int(random.integers(0, 12)) * (year > "2023")
                pool = next(pool for pool, years in POOLS.items() if year in years)
                cells = product((place, site, "all"), (year, pool, "all"))
                rows += [(location, cohort, met, people, late) for location, cohort in cells]
    leaf = pd.DataFrame(rows, columns=["location", "cohort", "numerator", "denominator", "not_evaluable"])
    frame = leaf.groupby(["location", "cohort"], as_index=False).sum()
    frame = frame.assign(
        indicator=name, ask="benchmark", level="all", role="participant", kind="rate", bound=None, rests_on_answers=False,
        clustered=False, about="people", met_persons=frame["numerator"], not_met_persons=frame["denominator"] - frame["numerator"],
        unknown=0, excluded=0, waiting=frame["not_evaluable"], events=None, at_risk=None,
        persons=frame["denominator"] + frame["not_evaluable"], value=frame["numerator"] / frame["denominator"],
        low=0.0, high=1.0, maturity=frame["denominator"] / (frame["denominator"] + frame["not_evaluable"]),
    )  # fmt: skip
    frame[["numerator", "denominator"]] = frame[["numerator", "denominator"]].astype(float)
    return frame[MEASURED].astype({"events": "Int64", "at_risk": "Int64"})
