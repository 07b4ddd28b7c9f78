"""Measured cells and the groups they add up to → linear systems, one per group of indicators that nest, and attackers.

Pure. Nesting is found in the counts, not declared: where two counts of different indicators are equal in every cell (who
found work after a diploma = who is followed for job retention), a reader knows that they are.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
import pandas as pd

from pipelines.stages.disclose.primary import AMOUNTS, COUNTS, OUTCOMES, counts, few_people
from pipelines.stages.disclose.system import Attacker, Flags, Floats, Sum, System, Whole, total_of

KEY = ["indicator", "location", "cohort", "level", "role"]
CELL = KEY[1:]
SUPPLIED = ["partner", *KEY, "met"]
EVERYONE = "all"
MEMBER = 5
"""Below how many people a count stays hidden for a member."""
NOBODY: dict[str, object] = {
    "numerator": 0.0, "denominator": 0.0, "not_evaluable": 0, "unknown": 0, "excluded": 0, "waiting": 0, "persons": 0,
    "met_persons": 0, "not_met_persons": 0, "events": None, "at_risk": None, "value": None, "low": None, "high": None,
    "maturity": 1.0,
}  # fmt: skip
Link = tuple[tuple[str, tuple[str, ...]], tuple[str, tuple[str, ...]]]
"""Two indicators with role, and the counts of each that together are the same in every cell."""
DEAR_PLACES = {"all": 3.0, "site": 2.0, "location": 1.0}
DEAR_PARTS = {"all": 9.0, "pool": 2.0, "level": 1.0, "year": 1.0, "year of a place": 0.03}
"""What hiding a figure costs, by what of a place and what of its years and levels it tells."""
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
    """How many people of each cell another supplier knows to have reached it: columns as in `SUPPLIED`."""
    earlier: frozenset[tuple[object, ...]] = frozenset()
    """Figures that an earlier publication showed to everybody: their key and their counts."""
    earlier_to_members: frozenset[tuple[object, ...]] = frozenset()
    """The same, of what only the kopgroep was shown."""
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
    shown_before: Flags
    """Figures that an earlier publication showed with these counts: hiding them now hides nothing."""


def complete(cells: pd.DataFrame) -> pd.DataFrame:
    """The cells, and those of nobody that a reader would otherwise miss; numbered anew, with `nobody` true for the latter.

    Who found work is who is followed for how long it lasts: where nobody did, that there is no figure about keeping work
    would say so. Such a cell can be hidden like any other; it is published only when it is.
    """
    links = _links(_long(cells[cells["about"] != "deliveries"]))
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


def groups(cells: pd.DataFrame, threshold: int, around: Surroundings, members: bool) -> Iterator[Group]:
    """One system per group of nesting indicators and role; with `members`, the sites attack too.

    `cells`: the benchmark's rows as `measure` gives them, numbered 0 … n − 1. A reader that supplied people but is no site
    always attacks. Figures about deliveries hide nobody, so they are in no group.
    """
    table = _long(cells[cells["about"] != "deliveries"])
    links = _links(table)
    for names in _nesting(table, links):
        chosen = table[table["place"].isin(names)].reset_index(drop=True)
        yield _group(cells, chosen, [link for link in links if link[0][0] in names], threshold, around, members)


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


def _links(table: pd.DataFrame) -> list[Link]:
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


def _nesting(table: pd.DataFrame, links: list[Link]) -> list[set[str]]:
    """Indicators and roles that hang together through equal counts."""
    joined = {place: {place} for place in sorted(table["place"].unique())}
    for (one, _), (other, _) in links:
        both = joined[one] | joined[other]
        for place in both:
            joined[place] = both
    return [set(names) for names in dict.fromkeys(frozenset(names) for names in joined.values())]


def _group(
    cells: pd.DataFrame, table: pd.DataFrame, links: list[Link], threshold: int, around: Surroundings, members: bool
) -> Group:
    rows, figure = np.unique(table["row"].to_numpy(dtype=np.int64), return_inverse=True)
    value = table["value"].to_numpy(dtype=np.float64)
    own = cells.loc[rows]
    outcome = table["name"].isin(COUNTS).to_numpy()
    has_base = (own["denominator"].fillna(0) > 0).to_numpy()[figure]
    sensitive = table["name"].isin(["met", "not_met"]).to_numpy() & has_base
    at, sums = _cube(table, links, around)
    system = System(
        at=at,
        value=value,
        figure=figure.astype(np.int64),
        sums=sums,
        weight=_dear(own, around),
        threshold=threshold,
        small_from=np.where(outcome & sensitive, 0.0, 1.0),
        width=np.where(outcome, float(threshold), np.maximum(float(threshold), ROOM_OF_AMOUNT * value)),
        whole=outcome | (np.round(value) == value),
        marked=few_people(own, threshold).to_numpy()[figure] & ~np.isin(table["name"], COUNTS[2:]),
    )
    before = _shown_before(table, around.earlier | around.earlier_to_members if members else around.earlier)
    return Group(
        rows, system, tuple(_attackers(table, system, around, before, members)),
        tuple(table["name"]), np.bincount(system.figure, weights=before) > 0,
    )  # fmt: skip


def _dear(own: pd.DataFrame, around: Surroundings) -> Floats:
    """What hiding each figure costs a reader: totals are looked at most, and figures about many people more than about few.

    One year of one place is about so few people that most of them hide anyway: those go first.
    """
    everywhere, of_site = own["location"] == EVERYONE, own["location"].isin(list(around.sites))
    year = (own["cohort"] != EVERYONE) & ~own["cohort"].str.startswith("pool")
    place = np.select([everywhere, of_site], [DEAR_PLACES["all"], DEAR_PLACES["site"]], DEAR_PLACES["location"])
    part = np.select(
        [year & everywhere, year, own["cohort"] != EVERYONE, own["level"] != EVERYONE],
        [DEAR_PARTS["year"], DEAR_PARTS["year of a place"], DEAR_PARTS["pool"], DEAR_PARTS["level"]],
        DEAR_PARTS["all"],
    )
    people = own["persons"].to_numpy(dtype=np.float64)
    return np.asarray(place * part * (1 + np.log1p(people) / 10), dtype=np.float64)


def _cube(
    table: pd.DataFrame, links: list[Link], around: Surroundings
) -> tuple[Whole, tuple[tuple[Sum, ...], tuple[Sum, ...], tuple[Sum, ...]]]:
    """Where each count stands: kinds × places × (year or level), and what adds up along each."""
    kinds = pd.MultiIndex.from_frame(table[["place", "name"]].drop_duplicates())
    places = pd.Index(table["location"].unique())
    columns = pd.MultiIndex.from_frame(table[["cohort", "level"]].drop_duplicates())
    at = np.full((len(kinds), len(places), len(columns)), -1, dtype=np.int64)
    at[
        kinds.get_indexer(pd.MultiIndex.from_frame(table[["place", "name"]])),
        places.get_indexer(pd.Index(table["location"])),
        columns.get_indexer(pd.MultiIndex.from_frame(table[["cohort", "level"]])),
    ] = np.arange(len(table))
    equal = []
    for (one, names), (other, others) in links:
        sides = [((one, name), 1) for name in names] + [((other, name), -1) for name in others]
        equal.append(tuple((int(kinds.tolist().index(kind)), sign) for kind, sign in sides))
    by_place = _added({str(place): number for number, place in enumerate(places)}, around.parts.get("location", {}))
    years = {str(cohort): number for number, (cohort, level) in enumerate(columns) if level == EVERYONE}
    levels = {str(level): number for number, (cohort, level) in enumerate(columns) if cohort == EVERYONE}
    by_column = _added(years, around.parts.get("cohort", {})) + _added(levels, around.parts.get("level", {}))
    return at, (tuple(equal), by_place, by_column)


def _added(numbers: Mapping[str, int], parts: Mapping[str, tuple[str, ...]]) -> tuple[Sum, ...]:
    """The sums of which the total and at least one part are there."""
    found = []
    for total, names in parts.items():
        here = [numbers[name] for name in names if name in numbers]
        if total in numbers and here:
            found.append(total_of(here, numbers[total]))
    return tuple(found)


def _attackers(
    table: pd.DataFrame, system: System, around: Surroundings, shown_before: Flags, members: bool
) -> Iterator[Attacker]:
    number = pd.Series(np.arange(len(table)), index=pd.MultiIndex.from_frame(table[[*KEY, "name"]]))
    claimed = np.zeros(len(table))
    for name in ("met", "not_met"):
        claimed = np.maximum(claimed, _at_least(number, around.claimed, name))
    yield Attacker("outsider", shown_before, claimed)
    for site, places in around.sites.items() if members else ():
        known = table["location"].isin(places).to_numpy()
        if known.any():
            own = _of_the_whole(number, table, site)
            # Who alone fills a total knows it; where nobody is at all, no site knows that of the others.
            filled = pd.Series(own == system.value).groupby(table["row"]).transform("all")
            filled &= pd.Series(own).groupby(table["row"]).transform("any")
            alone = (table["location"] == EVERYONE) & filled
            yield Attacker(site, shown_before | known | alone.to_numpy(dtype=bool), np.maximum(own, claimed))
    # Who supplied some of the people is held to what a member is, also among readers of what everybody may see.
    share = min(1.0, MEMBER / system.threshold)
    supplied = around.supplied[around.supplied["indicator"].isin(table["indicator"].unique())]
    for partner, rows in supplied.groupby("partner"):
        own_people = np.minimum(_at_least(number, rows, "met"), system.value)
        if own_people.any():
            yield Attacker(str(partner), shown_before, np.maximum(own_people, claimed), share)


def _of_the_whole(number: "pd.Series[int]", table: pd.DataFrame, site: str) -> Floats:
    """How many of each count over all places are a site's own."""
    whole, own = np.zeros(len(table)), table[table["location"] == site]
    spot = number.reindex(pd.MultiIndex.from_frame(own[[*KEY, "name"]].assign(location=EVERYONE)), fill_value=-1)
    there = spot.to_numpy() >= 0
    whole[spot.to_numpy()[there]] = own["value"].to_numpy(dtype=np.float64)[there]
    return whole


def _at_least(number: "pd.Series[int]", rows: pd.DataFrame, name: str) -> Floats:
    """How many of each count are in `rows`, which has a column per name of a count."""
    least = np.zeros(len(number))
    spot = number.reindex(pd.MultiIndex.from_frame(rows[KEY].assign(name=name)), fill_value=-1).to_numpy()
    np.add.at(least, spot[spot >= 0], rows[name].to_numpy(dtype=np.float64)[spot >= 0])
    return least


def _shown_before(table: pd.DataFrame, earlier: frozenset[tuple[object, ...]]) -> Flags:
    """Counts of figures that an earlier publication showed with these same counts."""
    if not earlier:
        return np.zeros(len(table), dtype=bool)
    wide = table.pivot_table(index=["row", *KEY], columns="name", values="value", aggfunc="sum")
    known = {
        key[0]
        for key, values in zip(wide.index, wide.to_numpy(), strict=True)
        if (*key[1:], *(float(value) for value in values if not np.isnan(value))) in earlier
    }
    return table["row"].isin(known).to_numpy()
