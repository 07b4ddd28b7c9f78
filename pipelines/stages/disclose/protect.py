"""Measured cells → which of them one audience may not see, and what is known of each hidden count.

Pure: primary, then the cheapest complements, then the audit of the proof. Derives no rate and no interval.
"""

from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass

import numpy as np
import pandas as pd

from pipelines.stages.disclose.audit import Change, open_counts
from pipelines.stages.disclose.cells import Group, Surroundings, groups
from pipelines.stages.disclose.hide import hide
from pipelines.stages.disclose.links import CELL, KEY
from pipelines.stages.disclose.primary import primary, small
from pipelines.stages.disclose.system import Flags


@dataclass(frozen=True)
class Evidence:
    """One group of indicators after hiding: its system, what is hidden, and the other tables that fit what is shown."""

    group: Group
    hidden: Flags
    changes: list[Change]
    withheld: bool = False
    """True when nothing of the group may be shown, since something of it could not be protected otherwise."""


@dataclass(frozen=True)
class Protection:
    """Per figure (in the order of the cells) whether it is hidden, and the evidence per group of indicators."""

    hidden: "pd.Series[bool]"
    primary: "pd.Series[bool]"
    without_share: "pd.Series[bool]"
    """Figures of which the share whose horizon has passed stays behind, since it tells how many are waiting."""
    evidence: tuple[Evidence, ...] = ()
    withheld: tuple[str, ...] = ()
    """Indicators of which nothing is shown, since something of them could not be protected otherwise."""


def protect(
    cells: pd.DataFrame,
    threshold: int,
    around: Surroundings,
    *,
    members: bool,
    also: Protection | None = None,
    elsewhere: Executor | None = None,
) -> Protection:
    """What to hide for an audience; `also` is for another one, whose hidden figures this one may not see either.

    `cells`: the benchmark's rows of `measure`, numbered 0 … n − 1. With `members` the sites are attackers too. Indicators that
    cannot be protected otherwise are withheld whole, so that they never stop what is published of the others. Groups are
    protected `elsewhere`, beside each other, when that is given.
    """
    own = primary(cells, threshold, _released(cells, around) if around.released else None)
    start = own if also is None else own | also.hidden
    start = start | _two_sites(cells, start, around)
    hidden, withheld = start.to_numpy(dtype=bool).copy(), set[str]()
    asked = [
        (group, hidden[group.rows], also.evidence[number].changes if also else [])
        for number, group in enumerate(groups(cells, threshold, around, members))
    ]
    evidence = tuple(Evidence(group, *found) for (group, *_), found in zip(asked, _each(asked, elsewhere), strict=True))
    for found in evidence:
        hidden[found.group.rows] = found.hidden
        if found.withheld:
            withheld |= set(cells.loc[found.group.rows, "indicator"])
    masked = pd.Series(hidden, index=cells.index)
    return Protection(masked, own, _shares(cells, masked, threshold), evidence, tuple(sorted(withheld)))


def _released(cells: pd.DataFrame, around: Surroundings) -> "pd.Series[bool]":
    """Figures of which a site decided to show its own 0 % or 100 %."""
    keys = cells[KEY].itertuples(index=False, name=None)
    return pd.Series([key in around.released for key in keys], index=cells.index, dtype=bool)


Asked = tuple[Group, Flags, Sequence[Change]]
Found = tuple[Flags, list[Change], bool]
"""What is hidden of a group, the other tables that fit, and whether it had to be withheld whole."""


def _each(asked: Sequence[Asked], elsewhere: Executor | None) -> list[Found]:
    """Every group protected, in the order in which they were asked; what takes longest is begun first."""
    if elsewhere is None:
        return [_protected(*group) for group in asked]
    by_size = sorted(range(len(asked)), key=lambda number: asked[number][0].system.figures, reverse=True)
    runs = {number: elsewhere.submit(_protected, *asked[number]) for number in by_size}
    return [runs[number].result() for number in range(len(asked))]


def _protected(group: Group, hidden: Flags, known: Sequence[Change]) -> Found:
    """One group with what must be hidden so that nobody computes it back; all of it when that is not enough."""
    # What was found then for the same counts is found again, and it left alone what has been shown since.
    now, changes = hide(group.system, hidden, group.afresh, False, None, known)
    if (now & ~hidden & group.shown_before).any() or (
        group.shown_before.any() and open_counts(group.system, now, group.attackers, changes, every=False)
    ):
        now, changes = hide(group.system, hidden, group.attackers, False, group.shown_before, known)
    if open_counts(group.system, now, group.attackers, changes, every=False):
        return np.ones_like(now), [], True
    return now, changes, False


def audit(protection: Protection) -> dict[str, int]:
    """Counts that a reader can narrow too far, by reader; empty when every count has its room.

    Of what is withheld whole nothing is published, so it tells nobody anything. Trusts nobody who hid: every other table is
    checked anew against every sum. Raises `NoProof` when one does not fit.
    """
    found: dict[str, int] = {}
    for evidence in protection.evidence:
        group = evidence.group
        if evidence.hidden.all():
            continue
        left = open_counts(group.system, evidence.hidden, group.attackers, evidence.changes, every=False)
        for name, counts in left.items():
            found[name] = found.get(name, 0) + len(counts)
    return found


def _two_sites(cells: pd.DataFrame, hidden: "pd.Series[bool]", around: Surroundings) -> "pd.Series[bool]":
    """Totals over all places with one of only two sites behind them hidden: the other site would subtract itself."""
    sites = cells["location"].isin(list(around.sites))
    rest = ["indicator", *CELL[1:]]
    told = cells[sites & (cells["persons"] > 0)].assign(hidden=hidden)
    counted = told.groupby(rest)["hidden"].agg(["size", "any"])
    two = counted.index[(counted["size"] == 2) & counted["any"]]
    return (cells["location"] == "all") & pd.MultiIndex.from_frame(cells[rest]).isin(two)


def _shares(cells: pd.DataFrame, hidden: "pd.Series[bool]", threshold: int) -> "pd.Series[bool]":
    """Where the share must stay behind: how many are waiting is small, or can be subtracted from totals that show it.

    Once one is small in an indicator and role, shares stay only where nobody is waiting: simple, and it costs little.
    """
    some = small(cells["waiting"], threshold) & ~hidden
    place = cells["indicator"] + " " + cells["role"]
    risky = place.isin(place[small(cells["waiting"], threshold)])
    return pd.Series(np.asarray(some | (risky & (cells["waiting"] > 0))), index=cells.index)
