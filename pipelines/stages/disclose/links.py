"""Measured cells → every count in a row of its own, which counts of two indicators are the same, and which hang together.

Pure. Equal counts are found in the numbers, not declared: where two counts of different indicators are equal in every cell
(who found work after a diploma = who is followed for job retention), a reader knows that they are.
"""

from itertools import pairwise

import numpy as np
import pandas as pd

from pipelines.stages.disclose.primary import AMOUNTS, COUNTS, OUTCOMES, counts

KEY = ["indicator", "location", "cohort", "level", "role"]
CELL = KEY[1:]
NOBODY: dict[str, object] = {
    "numerator": 0.0, "denominator": 0.0, "not_evaluable": 0, "unknown": 0, "excluded": 0, "waiting": 0, "persons": 0,
    "met_persons": 0, "not_met_persons": 0, "events": None, "at_risk": None, "value": None, "low": None, "high": None,
    "maturity": 1.0,
}  # fmt: skip
SEEN = (*((at, at + 1) for at in range(len(COUNTS))), *((0, until) for until in range(2, len(COUNTS) + 1)))
"""Which counts of an outcome readers see, and which sums of them: from where until where in `COUNTS`."""
Link = tuple[tuple[str, tuple[str, ...]], tuple[str, tuple[str, ...]]]
"""Two indicators with role, and the counts of each that together are the same in every cell."""


def complete(cells: pd.DataFrame) -> pd.DataFrame:
    """The cells, and those of nobody that a reader would otherwise miss; numbered anew, with `nobody` true for the latter.

    Who found work is who is followed for how long it lasts: where nobody did, that there is no figure about keeping work
    would say so. Such a cell can be hidden like any other; it is published only when it is.
    """
    links = links_in(long(cells[cells["about"] != "deliveries"]))
    place = cells["indicator"] + " " + cells["role"]
    held = {name: set(rows.itertuples(index=False, name=None)) for name, rows in cells[CELL].groupby(place)}
    added: dict[str, set[tuple[object, ...]]] = {name: set() for name in held}
    pairs = [(one[0], other[0]) for one, other in links]
    while True:
        lacking = [
            (name, found)
            for pair in pairs
            for name, beside in (pair, pair[::-1])
            if (found := (held[beside] | added[beside]) - held[name] - added[name])
        ]
        if not lacking:
            break
        for name, found in lacking:
            added[name] |= found
    like = cells.assign(place=place).drop_duplicates("place").set_index("place")
    rows = [
        like.loc[name].to_dict() | NOBODY | dict(zip(CELL, cell, strict=True))
        for name, found in added.items()
        for cell in sorted(found)
    ]
    if not rows:
        return cells.assign(nobody=False)
    more = pd.DataFrame(rows, columns=cells.columns).astype(cells.dtypes.to_dict())
    return pd.concat([cells.assign(nobody=False), more.assign(nobody=True)], ignore_index=True)


def long(cells: pd.DataFrame) -> pd.DataFrame:
    """One row per count: `row` of its figure, its `name`, `value`, and `place`: indicator and role as one text."""
    outcome = cells["kind"].isin(OUTCOMES)
    apart = counts(cells)[outcome].melt(ignore_index=False, var_name="name", value_name="value")
    apart = apart.rename_axis("row").reset_index()
    amounts = [
        pd.DataFrame({"row": chosen.index, "name": name, "value": chosen[name].fillna(0).astype(float)})
        for kind, names in AMOUNTS.items()
        for chosen in (cells[cells["kind"] == kind],)
        for name in names
    ]
    table = pd.concat([apart, *amounts], ignore_index=True)
    # Words as they are: each is looked at many times, which Arrow is slow at.
    keys = cells.loc[table["row"].to_numpy(dtype=int), KEY].reset_index(drop=True).astype(object)
    table = pd.concat([table, keys], axis=1)
    table["place"] = table["indicator"] + " " + table["role"]
    ordered: pd.DataFrame = table.sort_values(["place", "row", "name"], ignore_index=True)
    return ordered


def links_in(table: pd.DataFrame) -> list[Link]:
    """Pairs of (sums of) counts of two indicators that are the same in every cell, and not simply nobody."""
    alike: dict[bytes, list[tuple[str, tuple[str, ...]]]] = {}
    outcomes = table[table["name"].isin(COUNTS)]
    wide = outcomes.pivot_table(index=CELL, columns=["place", "name"], values="value", aggfunc="sum", fill_value=0.0)
    places = wide.columns.unique("place")
    wide = wide.reindex(columns=pd.MultiIndex.from_product([places, COUNTS]), fill_value=0.0)
    for at, place in enumerate(places):
        counted = wide.iloc[:, at * len(COUNTS) : (at + 1) * len(COUNTS)].to_numpy(dtype=np.float64)
        for first, until in SEEN:
            values = counted[:, first:until].sum(axis=1)
            if values.any():
                alike.setdefault(values.tobytes(), []).append((str(place), COUNTS[first:until]))
    pairs = []
    for keys in alike.values():
        first_of: dict[str, tuple[str, tuple[str, ...]]] = {}
        for key in keys:
            # Within one indicator the longest and the shortest sum say the same; the shortest is enough.
            first_of.setdefault(key[0], key)
        linked = list(first_of.values())
        pairs += list(pairwise(linked))
    return pairs


def nesting(table: pd.DataFrame, links: list[Link]) -> list[set[str]]:
    """Indicators and roles that hang together through equal counts."""
    joined = {place: {place} for place in sorted(table["place"].unique())}
    for (one, _), (other, _) in links:
        both = joined[one] | joined[other]
        for place in both:
            joined[place] = both
    return [set(names) for names in dict.fromkeys(frozenset(names) for names in joined.values())]
