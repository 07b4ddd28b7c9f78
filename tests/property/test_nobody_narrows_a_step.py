"""Whatever happened when and where, no reader narrows a small count with the days of curves that may be told.

The attacker knows nothing of the rule: it has every sum of places and days, what is drawn, the figures and its own people,
and asks an integer programme for the smallest and largest count of every stretch of days at every place.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

import numpy as np
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from pipelines.stages.disclose.audit import bounds
from pipelines.stages.disclose.steps import Counts, Days, drawable, parts_of, readers
from pipelines.stages.disclose.system import Attacker, Flags, Floats, System, outsider, total_of

T = 5
HELD = {
    "all": frozenset({"a/1", "a/2", "b/1", "c/1"}), "a": frozenset({"a/1", "a/2"}), "b": frozenset({"b/1"}),
    "c": frozenset({"c/1"}), "a/1": frozenset({"a/1"}), "a/2": frozenset({"a/2"}),
}  # fmt: skip
PARTS = parts_of(HELD)
PLACES = list(HELD)
LEAVES = [place for place in PLACES if not PARTS[place]]
STEPS = 4
"""Stretches between the days on which a curve may be drawn, the last one after all of them."""
STRETCHES = [(start, end) for start, end in combinations(range(STEPS + 1), 2)]
WHOLE = [(0, STEPS)]
World = Mapping[str, "np.ndarray[tuple[int, int], np.dtype[np.int64]]"]
"""Per place what happened: ends × stretches."""


@dataclass(frozen=True)
class Case:
    """A world, the places of which no figure is shown, and what a school knows itself of the first end."""

    world: World
    hidden: frozenset[str]
    school: World


@st.composite
def cases(draw: st.DrawFn) -> Case:
    hidden = draw(st.frozensets(st.sampled_from(PLACES), max_size=3))
    few, part = st.sampled_from([0, 0, 0, 1, 2, 4, 5, 6, 7, 9, 12, 30]), draw(st.integers(0, 3))
    leaves, school = {}, {}
    for place in LEAVES:
        happened = np.array(draw(st.lists(st.lists(few, min_size=STEPS, max_size=STEPS), min_size=2, max_size=2)))
        if place not in hidden:  # what a figure shows is nobody or enough people
            happened[:, 0] += np.where((happened.sum(axis=1) > 0) & (happened.sum(axis=1) < T), T, 0)
        known = np.vstack([happened[0] * part // 3, happened[1] * 0])
        leaves[place], school[place] = happened, known * (0 if 0 < (happened - known)[0].sum() < T else 1)
    return Case(added(leaves), hidden, added(school))


def added(leaves: World) -> World:
    return {place: np.sum([leaves[leaf] for leaf in LEAVES if HELD[leaf] <= HELD[place]], axis=0) for place in PLACES}


def counts_of(world: World) -> dict[str, Counts]:
    found = {}
    for place, happened in world.items():
        until = happened.cumsum(axis=1)
        found[place] = np.vstack([until, happened.sum() - until.sum(axis=0)])
    return found


def system_of(happened: Mapping[str, Floats]) -> tuple[System, dict[tuple[str, tuple[int, int]], int]]:
    """Every stretch of days at every place, with every sum of places and of days."""
    keys = [(place, stretch) for place in PLACES for stretch in STRETCHES]
    number = {key: at for at, key in enumerate(keys)}
    size = len(keys)
    single = {(start, start + 1): STRETCHES.index((start, start + 1)) for start in range(STEPS)}
    by_day = tuple(
        total_of([single[at, at + 1] for at in range(start, end)], STRETCHES.index((start, end)))
        for start, end in STRETCHES
        if end - start > 1
    )
    by_place = tuple(
        total_of([PLACES.index(part) for part in PARTS[place]], PLACES.index(place)) for place in PLACES if PARTS[place]
    )
    system = System(
        at=np.arange(size).reshape(1, len(PLACES), len(STRETCHES)),
        value=np.array([happened[place][start:end].sum() for place, (start, end) in keys], dtype=np.float64),
        figure=np.arange(size), sums=((), by_place, by_day), weight=np.ones(size), threshold=T, small_from=np.ones(size),
        width=np.full(size, float(T)), whole=np.ones(size, dtype=bool), marked=np.zeros(size, dtype=bool),
    )  # fmt: skip
    return system, number


def told(drawn: Mapping[str, Days], shown: Sequence[str]) -> Iterator[tuple[str, tuple[int, int]]]:
    """The stretches that somebody who sees the curves and figures can read off at once."""
    for place in shown:
        stops = [0, *(day + 1 for day in drawn.get(place, ()) if day + 1 < STEPS), STEPS]
        yield from ((place, stretch) for stretch in pairwise(stops))
        yield place, (0, STEPS)


@dataclass(frozen=True)
class Attack:
    """One end of what happened, and one reader."""

    system: System
    number: Mapping[tuple[str, tuple[int, int]], int]
    attacker: Attacker

    def narrowed(self, known: Flags, stretches: Sequence[tuple[int, int]]) -> list[tuple[str, tuple[int, int]]]:
        """Small counts of people whom the reader does not know itself, with less room than T."""
        others = self.system.value - self.attacker.least
        asked = (others > 0.5) & (others < T) & ~self.attacker.known
        return [
            key for key, count in self.number.items()
            if asked[count] and key[1] in stretches and self.room(~known, count) < T
        ]  # fmt: skip

    def room(self, hidden: Flags, count: int) -> float:
        low, high = bounds(self.system, hidden, self.attacker, count)
        return high - low


def attacks(case: Case, end: int) -> Iterator[Attack]:
    world, school = case.world, case.school
    system, number = system_of({place: happened[end] for place, happened in world.items()})
    yield Attack(system, number, outsider(system))
    for site in ("a", "b", "c"):
        own = [HELD[place] <= HELD[site] for place, _ in number]
        least = np.array([
            (world[place] if mine else world[site] * (place == "all"))[end, slice(*stretch)].sum()
            for (place, stretch), mine in zip(number, own, strict=True)
        ], dtype=np.float64)  # fmt: skip
        yield Attack(system, number, Attacker(site, np.array(own), least))
    least = np.array([school[place][end, slice(*stretch)].sum() for place, stretch in number], dtype=np.float64)
    yield Attack(system, number, Attacker("school", np.zeros(len(number), dtype=bool), least))


def mask(attack: Attack, keys: Iterator[tuple[str, tuple[int, int]]]) -> Flags:
    known = np.zeros(len(attack.number), dtype=bool)
    known[[attack.number[key] for key in keys]] = True
    return known


@given(cases())
@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
def test_nobody_narrows_a_small_count_with_the_days_that_are_drawn(case: Case) -> None:
    shown = [place for place in PLACES if place not in case.hidden]
    counts, known = counts_of(case.world), counts_of(case.school)
    drawn = drawable(counts, PARTS, readers(counts, PARTS, [known], T, True), dict.fromkeys(shown, STEPS - 1))
    assume(drawn)
    made = [attack for end in (0, 1) for attack in attacks(case, end)]
    # What figures alone give away is for the audit of figures.
    assume(not any(attack.narrowed(mask(attack, told({}, shown)), WHOLE) for attack in made))
    for attack in made:
        found = attack.narrowed(mask(attack, told(drawn, shown)), STRETCHES)
        assert not found, (attack.attacker.name, found, drawn)
