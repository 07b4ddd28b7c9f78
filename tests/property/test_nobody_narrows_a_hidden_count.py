"""On random tables nobody, outsider or member, narrows a hidden count below the threshold; and little is hidden for it."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from pipelines.stages.disclose.audit import bounds, open_counts, propagate
from pipelines.stages.disclose.hide import hide
from pipelines.stages.disclose.system import Attacker, Flags, System, from_table, outsider

TABLES = st.lists(
    st.lists(st.sampled_from([1, 2, 3, 4, 7, 9, 12, 20, 40]), min_size=3, max_size=3), min_size=3, max_size=3
)


def readers(system: System) -> list[Attacker]:
    rows = np.arange(16) // 4
    members = (Attacker(f"member {row}", rows == row, np.where(rows == row, system.value, 0.0)) for row in range(3))
    return [outsider(system), *members]


@given(TABLES, st.sampled_from([3, 5]))
@settings(max_examples=8, deadline=None)
def test_nobody_narrows_a_hidden_count(table: list[list[int]], threshold: int) -> None:
    system = from_table(table, threshold)
    primary = system.small(system.value)
    assume(primary.any())
    hidden, changes = hide(system, primary, readers(system))
    assert (hidden | ~primary).all()
    assert not open_counts(system, hidden, readers(system), changes)
    for reader in readers(system):
        for count in np.flatnonzero(hidden & ~reader.known):
            low, high = bounds(system, hidden, reader, int(count))
            assert high - low >= threshold, (table, reader.name, count, low, high)


def fewest(system: System, primary: Flags, most: int) -> int:
    """By trying every set of complements, smallest first: how many cells must be hidden."""
    others = np.flatnonzero(~primary)
    for extra in range(most - int(primary.sum())):
        for chosen in combinations(others, extra):
            hidden = primary.copy()
            hidden[list(chosen)] = True
            if all(_wide_enough(system, hidden, reader) for reader in readers(system)):
                return int(hidden.sum())
    return most


def _wide_enough(system: System, hidden: Flags, reader: Attacker) -> bool:
    low, high = propagate(system, hidden, reader)
    asked = np.flatnonzero(hidden & ~reader.known)
    if (high - low)[asked].min(initial=99) < system.threshold:
        return False
    ends = (bounds(system, hidden, reader, int(count), with_rule=True) for count in asked)
    return all(end - start >= system.threshold for start, end in ends)


@pytest.mark.parametrize(
    "table",
    [[[13, 20, 9], [12, 95, 88], [3, 9, 4]], [[30, 30, 12], [2, 20, 7], [30, 50, 8]]],
)
def test_no_more_is_hidden_than_an_exhaustive_search_needs(table: list[list[int]]) -> None:
    system = from_table(table, 5)
    primary = system.small(system.value)
    hidden, _ = hide(system, primary, readers(system))
    assert hidden.sum() / fewest(system, primary, int(hidden.sum())) == 1.0
