"""Measured cells and the groups they add up to → linear systems, one per group of indicators that nest, and attackers.

Pure. Which counts are equal is found in `links`; what adds up, and what readers know, is told in `Surroundings`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from pipelines.stages.disclose.links import KEY, Link, links_in, long, nesting
from pipelines.stages.disclose.primary import COUNTS, few_people
from pipelines.stages.disclose.system import Attacker, Flags, Floats, Sum, System, Whole, total_of

Numbers = Mapping[tuple[object, ...], int]
"""Key and name of each count of a table → its number."""
SUPPLIED = ["partner", *KEY, "met"]
EVERYONE = "all"
MEMBER = 5
"""Below how many people a count stays hidden for a member."""
DEAR_PLACES = {"all": 3.0, "site": 2.0, "location": 1.0}
DEAR_PARTS = {"all": 9.0, "pool": 2.0, "level": 1.0, "year": 1.0, "year of a location": 0.03}
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
    afresh: tuple[Attacker, ...]
    """The attackers, had nothing been shown before."""


def groups(cells: pd.DataFrame, threshold: int, around: Surroundings, members: bool) -> Iterator[Group]:
    """One system per group of nesting indicators and role; with `members`, the sites attack too.

    `cells`: the benchmark's rows as `measure` gives them, numbered 0 … n − 1. A reader that supplied people but is no site
    always attacks. Figures about deliveries hide nobody, so they are in no group.
    """
    table = long(cells[cells["about"] != "deliveries"])
    links = links_in(table)
    for names in nesting(table, links):
        chosen = table[table["place"].isin(names)].reset_index(drop=True)
        yield _group(cells, chosen, [link for link in links if link[0][0] in names], threshold, around, members)


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
    attackers = tuple(_attackers(table, system, around, before, members))
    nothing = np.zeros_like(before)
    return Group(
        rows, system, attackers, tuple(table["name"]), np.bincount(system.figure, weights=before) > 0,
        tuple(_attackers(table, system, around, nothing, members)) if before.any() else attackers,
    )  # fmt: skip


def _dear(own: pd.DataFrame, around: Surroundings) -> Floats:
    """What hiding each figure costs a reader: totals are looked at most, and figures about many people more than about few.

    One year of one location is about so few people that most of them hide anyway: those go first.
    """
    everywhere, of_site = own["location"] == EVERYONE, own["location"].isin(list(around.sites))
    year = (own["cohort"] != EVERYONE) & ~own["cohort"].str.startswith("pool")
    place = np.select([everywhere, of_site], [DEAR_PLACES["all"], DEAR_PLACES["site"]], DEAR_PLACES["location"])
    part = np.select(
        [year & (everywhere | of_site), year, own["cohort"] != EVERYONE, own["level"] != EVERYONE],
        [DEAR_PARTS["year"], DEAR_PARTS["year of a location"], DEAR_PARTS["pool"], DEAR_PARTS["level"]],
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
    number = {key: at for at, key in enumerate(table[[*KEY, "name"]].itertuples(index=False, name=None))}
    claimed = np.zeros(len(table))
    for name in ("met", "not_met"):
        claimed = np.maximum(claimed, _at_least(number, around.claimed, name))
    yield Attacker("outsider", shown_before, claimed)
    location = table["location"].to_numpy(dtype=object)
    # Where the same count stands over all places; −1 when nowhere.
    over_all = np.array(
        [number.get((indicator, EVERYONE, *rest), -1) for indicator, _, *rest in number], dtype=np.int64
    )
    for site, places in around.sites.items() if members else ():
        known = np.isin(location, list(places))
        if known.any():
            counts = np.flatnonzero((location == site) & (over_all >= 0))
            own = np.zeros(len(table))
            own[over_all[counts]] = system.value[counts]
            # Who alone fills a total knows it; where nobody is at all, no site knows that of the others.
            others = np.bincount(system.figure, weights=own != system.value)
            filled = (others == 0) & (np.bincount(system.figure, weights=own) > 0)
            alone = (location == EVERYONE) & filled[system.figure]
            yield Attacker(site, shown_before | known | alone, np.maximum(own, claimed))
    # Who supplied some of the people is held to what a member is, also among readers of what everybody may see.
    share = min(1.0, MEMBER / system.threshold)
    supplied = around.supplied[around.supplied["indicator"].isin(table["indicator"].unique())]
    for partner, rows in supplied.groupby("partner"):
        own_people = np.minimum(_at_least(number, rows, "met"), system.value)
        if own_people.any():
            yield Attacker(str(partner), shown_before, np.maximum(own_people, claimed), share)


def _at_least(number: Numbers, rows: pd.DataFrame, name: str) -> Floats:
    """How many of each count are in `rows`, which has a column per name of a count."""
    least = np.zeros(len(number))
    for key, value in zip(rows[KEY].itertuples(index=False, name=None), rows[name], strict=True):
        if (*key, name) in number:
            least[number[*key, name]] += value
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
