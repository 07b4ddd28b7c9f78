"""Measured cells and the groups they add up to → linear systems, one per group of indicators that nest, and attackers.

Pure. Nesting is found in the counts, not declared: where two counts of different indicators are equal in every cell (who
found work after a diploma = who is followed for job retention), a reader knows that they are.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
import pandas as pd
from scipy import sparse

from pipelines.stages.disclose.primary import COUNTS, OUTCOMES, counts
from pipelines.stages.disclose.system import Attacker, Flags, Floats, System, Whole

KEY = ["indicator", "location", "cohort", "level", "role"]
CELL = KEY[1:]
SUPPLIED = ["partner", *KEY, *COUNTS]
AMOUNTS = {"count": ("numerator",), "ratio": ("numerator", "denominator"), "per_week": ("numerator",)}
ONE_BY_ONE = 12
POOLED = 4
ROOM_OF_AMOUNT = 0.2
"""An amount must stay open by this share of itself, and by T at least: being one hour off hides nothing."""


@dataclass(frozen=True)
class Surroundings:
    """What a reader may know besides the publication, and which cells add up to which."""

    parts: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    """Per dimension (location, cohort, level): total → its parts, one step down; a total may stand in several sums."""
    sites: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Per member that is a site: all places that are its own."""
    supplied: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=SUPPLIED))
    """Of how many people in each cell another supplier delivered something: columns as in `SUPPLIED`."""
    earlier: frozenset[tuple[object, ...]] = frozenset()
    """Figures that were shown in an earlier publication: their key and their counts."""
    claimed: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=[*KEY, "met", "not_met"]))
    """Counts that the partnership published itself, of part of the people in a cell."""
    released: frozenset[tuple[str, ...]] = frozenset()
    """Keys of figures of which a site decided to show its own 0 % or 100 %."""


@dataclass(frozen=True)
class Group:
    """Indicators whose figures must be protected together."""

    rows: Whole
    """Position of each figure of the system in the measured frame."""
    system: System
    attackers: tuple[Attacker, ...]
    names: tuple[str, ...]
    """What each count is, such as `met`."""


def groups(cells: pd.DataFrame, threshold: int, around: Surroundings, members: bool) -> list[Group]:
    """One system per group of nesting indicators and role; with `members`, the sites attack too.

    `cells`: the benchmark's rows as `measure` gives them, numbered 0 … n − 1. A reader that supplied people but is no site
    always attacks.
    """
    made = []
    table = _long(cells)
    for names in _nesting(table):
        chosen = table[table["place"].isin(names)]
        made.append(_group(cells, chosen, threshold, around, members))
    return made


def _long(cells: pd.DataFrame) -> pd.DataFrame:
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
    keys = cells.loc[table["row"].to_numpy(dtype=int), KEY].reset_index(drop=True)
    table = pd.concat([table, keys], axis=1)
    table["place"] = table["indicator"] + " " + table["role"]
    ordered: pd.DataFrame = table.sort_values(["place", "row", "name"], ignore_index=True)
    return ordered


def _wide(table: pd.DataFrame) -> dict[tuple[str, tuple[str, ...]], "pd.Series[float]"]:
    """Per indicator and role, every count and every sum of counts that readers see, by cell."""
    found = {}
    for place, rows in table[table["name"].isin(COUNTS)].groupby("place"):
        wide = rows.pivot_table(index=CELL, columns="name", values="value", aggfunc="sum").reindex(columns=list(COUNTS))
        for names in [(name,) for name in COUNTS] + [COUNTS[:2], COUNTS[:3], COUNTS[:4], COUNTS]:
            found[str(place), tuple(names)] = wide[list(names)].sum(axis=1)
    return found


def _links(table: pd.DataFrame) -> list[tuple[tuple[str, tuple[str, ...]], tuple[str, tuple[str, ...]]]]:
    """Pairs of (sums of) counts of two indicators that are the same in every cell, and not simply nobody."""
    alike: dict[bytes, list[tuple[str, tuple[str, ...]]]] = {}
    cells = table[CELL].drop_duplicates().sort_values(CELL)
    index = pd.MultiIndex.from_frame(cells)
    for key, series in _wide(table).items():
        values = series.reindex(index, fill_value=0.0)
        if values.any():
            alike.setdefault(values.to_numpy().tobytes(), []).append(key)
    pairs = []
    for keys in alike.values():
        first: dict[str, tuple[str, tuple[str, ...]]] = {}
        for key in keys:
            # Within one indicator the longest and the shortest sum say the same; the shortest is enough.
            first.setdefault(key[0], key)
        linked = list(first.values())
        pairs += list(pairwise(linked))
    return pairs


def _nesting(table: pd.DataFrame) -> list[set[str]]:
    """Indicators and roles that hang together through equal counts."""
    joined = {place: {place} for place in sorted(table["place"].unique())}
    for (one, _), (other, _) in _links(table):
        both = joined[one] | joined[other]
        for place in both:
            joined[place] = both
    return [set(names) for names in dict.fromkeys(frozenset(names) for names in joined.values())]


def _group(cells: pd.DataFrame, table: pd.DataFrame, threshold: int, around: Surroundings, members: bool) -> Group:
    table = table.reset_index(drop=True)
    rows, figure = np.unique(table["row"].to_numpy(dtype=np.int64), return_inverse=True)
    value = table["value"].to_numpy(dtype=np.float64)
    outcome = table["name"].isin(COUNTS).to_numpy()
    people = cells["persons"].to_numpy(dtype=np.float64)[rows]
    has_base = (cells["denominator"].fillna(0) > 0).to_numpy()[table["row"].to_numpy(dtype=int)]
    sensitive = table["name"].isin(["met", "not_met"]).to_numpy() & has_base
    few = ~outcome & ((people > 0) & (people < threshold))[figure]
    kind = cells.loc[rows]
    larger = 1.0 + 2.0 * (kind["location"] == "all") + 1.0 * kind["location"].isin(list(around.sites))
    larger = larger * (
        1.0 + 2.0 * (kind["cohort"] == "all") * (kind["level"] == "all") + kind["cohort"].str.startswith("pool")
    )
    system = System(
        value=value,
        figure=figure.astype(np.int64),
        equations=_sums(table, around),
        weight=(larger.to_numpy() * (1 + np.log1p(people) / 10)).astype(np.float64),
        threshold=threshold,
        small_from=np.where(outcome & sensitive, 0.0, 1.0),
        width=np.where(outcome, float(threshold), np.maximum(float(threshold), ROOM_OF_AMOUNT * value)),
        whole=outcome | (np.round(value) == value),
        marked=few,
    )
    return Group(rows, system, tuple(_attackers(table, system, around, members)), tuple(table["name"]))


def _sums(table: pd.DataFrame, around: Surroundings) -> sparse.csr_matrix:
    """Every sum over places, cohorts or levels of one count, and every count that two indicators share."""
    number = {
        key: position
        for position, key in enumerate(table[["place", "name", *CELL[:3]]].itertuples(index=False, name=None))
    }
    entries: list[list[tuple[int, float]]] = []
    for position, (place, name, location, cohort, level) in enumerate(number):
        own = {"location": location, "cohort": cohort, "level": level}
        for dimension, totals in around.parts.items():
            for parts in (totals.get(own[dimension]),):
                keys = [(place, name, *(own | {dimension: part}).values()) for part in parts or ()]
                found = [number[key] for key in keys if key in number]
                if found:
                    entries.append([*((part, 1.0) for part in found), (position, -1.0)])
    members: dict[tuple[str, str], dict[tuple[object, ...], int]] = {}
    for (place, name, *cell), position in number.items():
        members.setdefault((place, name), {})[tuple(cell)] = position
    for (one, names), (other, others) in _links(table):
        sides = [(members[one, name], 1.0) for name in names] + [(members[other, name], -1.0) for name in others]
        for shared in sorted({found for side, _ in sides for found in side}, key=str):
            left = [(side[shared], sign) for side, sign in sides if shared in side]
            entries.append(left)
    row = [index for index, line in enumerate(entries) for _ in line]
    column = [position for line in entries for position, _ in line]
    sign = [value for line in entries for _, value in line]
    return sparse.csr_matrix((sign, (row, column)), shape=(len(entries), len(table)))


def _attackers(table: pd.DataFrame, system: System, around: Surroundings, members: bool) -> Iterator[Attacker]:
    shown_before = _shown_before(table, around)
    claimed = _at_least(table, around.claimed)
    yield Attacker("outsider", shown_before, claimed)
    own = {name: _own(table, name, places) for name, places in around.sites.items()} if members else {}
    for name, known in _together({name: known for name, known in own.items() if known.any()}):
        yield Attacker(name, shown_before | known, np.where(known, system.value, claimed))
    for partner, rows in around.supplied.groupby("partner"):
        own_people = np.minimum(_at_least(table, rows), system.value)
        if own_people.any():
            yield Attacker(str(partner), shown_before, np.maximum(own_people, claimed))


def _together(own: dict[str, Flags]) -> Iterator[tuple[str, Flags]]:
    """Each site as an attacker; many sites in groups that pool what they know, so that far fewer audits do.

    Sites are numbered in base `POOLED`; a group is all sites with the same digit in one place. Two sites differ in some
    digit, so each site's figures are audited against a group with every other site in it: never less strict than one by one.
    """
    if len(own) <= ONE_BY_ONE:
        yield from own.items()
        return
    digits = int(np.ceil(np.log(len(own)) / np.log(POOLED)))
    for place in range(digits):
        for digit in range(POOLED):
            group = [known for number, known in enumerate(own.values()) if number // POOLED**place % POOLED == digit]
            if group:
                yield f"sites {place}.{digit}", np.logical_or.reduce(group)


def _own(table: pd.DataFrame, site: str, places: frozenset[str]) -> Flags:
    """Counts of a site's own places, and of totals in which nobody else stands: those are its own figures too."""
    own = table["location"].isin(places)
    counted = ["place", "name", *CELL[1:3]]
    same = table[table["location"] == site].groupby(counted)["value"].sum().rename("own")
    joined = table.merge(same, on=counted, how="left")
    matches = (joined["own"] == joined["value"]).groupby(table["row"]).transform("all")
    return (own | ((table["location"] == "all") & matches.to_numpy())).to_numpy(dtype=bool)


def _at_least(table: pd.DataFrame, rows: pd.DataFrame) -> Floats:
    """How many of each count are in `rows`, which has a column per name of a count."""
    names = [name for name in COUNTS if name in rows]
    if rows.empty:
        return np.zeros(len(table))
    summed = rows.groupby(KEY, as_index=False)[names].sum()
    long = summed.melt(id_vars=KEY, value_vars=names, var_name="name", value_name="least")
    return table.merge(long, on=[*KEY, "name"], how="left")["least"].fillna(0).to_numpy(dtype=np.float64)


def _shown_before(table: pd.DataFrame, around: Surroundings) -> Flags:
    """Counts of figures that an earlier publication showed with these same counts."""
    if not around.earlier:
        return np.zeros(len(table), dtype=bool)
    wide = table.pivot_table(index=["row", *KEY], columns="name", values="value", aggfunc="sum")
    known = {
        key[0]
        for key, values in zip(wide.index, wide.to_numpy(), strict=True)
        if (*key[1:], *(float(value) for value in values if not np.isnan(value))) in around.earlier
    }
    return table["row"].isin(known).to_numpy()
