"""What a reader of the margins can find out about a hidden count: outsider, member, and two members together."""

from itertools import product

import numpy as np
import pytest

from pipelines.stages.disclose.audit import Change, NoProof, bounds, open_counts, propagate
from pipelines.stages.disclose.hide import hide
from pipelines.stages.disclose.system import Attacker, Flags, System, from_table, outsider, total_of
from pipelines.stages.disclose.ways import steps

# Rows Den Haag, Dordrecht, Amersfoort; columns level 1, 2, 3+; behind each row and below each column its total.
WORKED = [[13, 20, 9], [12, 95, 88], [3, 9, 4]]
DEN_HAAG, DORDRECHT, AMERSFOORT = range(3)
THREE, FOUR = 8, 10


def member(system: System, *rows: int) -> Attacker:
    """Somebody who knows these rows of a table of three columns and their totals."""
    known = np.isin(np.arange(16) // 4, rows)
    return Attacker(f"rows {rows}", known, np.where(known, system.value, 0.0))


def readers(system: System) -> list[Attacker]:
    return [outsider(system), *(member(system, row) for row in range(3))]


def pattern(*counts: int) -> Flags:
    return np.isin(np.arange(16), counts)


LEVELS_1_AND_3 = pattern(0, 2, 4, 6, 8, 10)


def brute_force(known_rows: tuple[int, ...], with_rule: bool = False) -> tuple[int, int]:
    """Every way to fill in levels 1 and 3 of the worked example, tried one by one: what the three can be."""
    table = np.array(WORKED)
    found = []
    # With the middle column shown, each row's level 1 decides its level 3.
    rests = [13 + 9, 12 + 88, 3 + 4]
    for first in product(*(range(rest + 1) for rest in rests)):
        third = [rest - one for rest, one in zip(rests, first, strict=True)]
        if sum(first) != 28 or any(first[row] != table[row, 0] for row in known_rows):
            continue
        if with_rule and not any(1 <= count < 5 for count in (*first, *third)):
            continue
        found.append(first[AMERSFOORT])
    return min(found), max(found)


@pytest.mark.parametrize(
    ("rows", "plain", "with_rule"),
    [
        ((), (0, 7), (0, 7)),
        ((DEN_HAAG,), (0, 7), (1, 6)),
        ((DORDRECHT,), (0, 7), (1, 6)),
        ((DEN_HAAG, DORDRECHT), (3, 3), (3, 3)),
    ],
)
def test_the_worked_example(rows: tuple[int, ...], plain: tuple[int, int], with_rule: tuple[int, int]) -> None:
    system = from_table(WORKED, 5)
    reader = member(system, *rows)
    found = [bounds(system, LEVELS_1_AND_3, reader, THREE, with_rule=rule) for rule in (False, True)]
    assert found == [plain, with_rule]
    assert brute_force(rows) == plain
    assert brute_force(rows, with_rule=True) == with_rule


def test_hiding_only_what_is_small_gives_it_back_exactly() -> None:
    system = from_table(WORKED, 5)
    only_small = system.small(system.value)
    assert list(np.flatnonzero(only_small)) == [THREE, FOUR]
    assert bounds(system, only_small, outsider(system), THREE) == (3, 3)
    told = {
        reader.name
        for reader in readers(system)
        if not reader.known[THREE] and bounds(system, only_small, reader, THREE) == (3, 3)
    }
    assert told == {"outsider", "rows (0,)", "rows (1,)"}
    assert set(open_counts(system, only_small, readers(system), [])) == told


def test_one_row_besides_protects_against_outsiders_but_not_against_that_row() -> None:
    system = from_table(WORKED, 5)
    hidden = pattern(0, 2, 8, 10)
    assert bounds(system, hidden, outsider(system), THREE) == (0, 7)
    assert bounds(system, hidden, member(system, DEN_HAAG), THREE) == (3, 3)
    assert bounds(system, hidden, member(system, DORDRECHT), THREE) == (0, 7)


def test_of_the_worked_example_six_cells_are_hidden_and_nobody_learns_more() -> None:
    system = from_table(WORKED, 5)
    hidden, changes = hide(system, system.small(system.value), readers(system))
    assert hidden.sum() == 6
    assert not open_counts(system, hidden, readers(system), changes)
    for reader in readers(system):
        for count in np.flatnonzero(hidden & ~reader.known):
            low, high = bounds(system, hidden, reader, int(count), with_rule=True)
            assert high - low >= 5, (reader.name, count, low, high)


@pytest.mark.parametrize(
    "table",
    [
        [[30, 30, 12], [2, 20, 7], [30, 50, 8]],
        [[30, 2, 3], [7, 3, 30], [30, 12, 2]],
    ],
)
def test_no_member_narrows_a_hidden_count_in_a_table_of_three_sites(table: list[list[int]]) -> None:
    system = from_table(table, 5)
    primary = system.small(system.value)
    assert open_counts(system, primary, readers(system), []), "these tables are chosen because they leak"
    hidden, _ = hide(system, primary, readers(system))
    for reader in readers(system):
        for count in np.flatnonzero(hidden & ~reader.known):
            low, high = bounds(system, hidden, reader, int(count))
            assert high - low >= 5, (reader.name, count, low, high)


def test_intervals_from_the_sums_are_never_narrower_than_what_is_possible() -> None:
    system = from_table(WORKED, 5)
    for reader in readers(system):
        low, high = propagate(system, LEVELS_1_AND_3, reader)
        for count in np.flatnonzero(LEVELS_1_AND_3):
            least, most = bounds(system, LEVELS_1_AND_3, reader, int(count))
            assert low[count] <= least <= system.value[count] <= most <= high[count]


def test_what_was_shown_earlier_is_known_and_protects_nothing() -> None:
    system = from_table(WORKED, 5)
    seen_before = Attacker("reader of last year", pattern(0, 2), np.zeros(16))
    hidden, _ = hide(system, system.small(system.value), [seen_before])
    assert not hidden[[0, 2]].any()
    low, high = bounds(system, hidden, seen_before, THREE)
    assert high - low >= 5


def test_who_supplied_some_of_the_people_knows_that_there_are_at_least_so_many() -> None:
    system = from_table(WORKED, 5)
    least = np.zeros(16)
    least[THREE] = 3
    assert bounds(system, LEVELS_1_AND_3, Attacker("school", pattern(), least), THREE) == (3, 7)


def test_what_a_school_delivered_itself_needs_no_room_before_it() -> None:
    system = from_table(WORKED, 5)
    least = np.where(np.arange(16) == THREE, 3.0, 0.0)
    school = Attacker("school", pattern(), least)
    assert THREE not in open_counts(system, system.small(system.value), [school], [])["school"]
    least[THREE] = 2.0  # one of the three is somebody else's
    assert THREE in open_counts(system, system.small(system.value), [school], [])["school"]


@pytest.mark.parametrize(
    ("counts", "by", "why"),
    [
        ((8, 10), (1.0, -2.0), "breaks a sum"),
        ((8, 9, 4, 5), (1.0, -1.0, -1.0, 1.0), "moves a count that is shown"),
        ((8, 10, 4, 6), (0.5, -0.5, -0.5, 0.5), "parts of people"),
    ],
)
def test_the_audit_believes_no_table_that_does_not_fit(
    counts: tuple[int, ...], by: tuple[float, ...], why: str
) -> None:
    system = from_table(WORKED, 5)
    with pytest.raises(NoProof, match=why):
        open_counts(system, LEVELS_1_AND_3, readers(system), [Change(np.array(counts), np.array(by))])


def test_a_table_that_the_attacker_knows_to_be_untrue_proves_nothing_to_it() -> None:
    system = from_table(WORKED, 5)
    up = Change(np.array([8, 10, 4, 6]), np.array([3.0, -3.0, -3.0, 3.0]))
    down = Change(np.array([8, 10, 4, 6]), np.array([-2.0, 2.0, 2.0, -2.0]))
    left = open_counts(system, LEVELS_1_AND_3, readers(system), [up, down], every=False)
    assert "outsider" not in left
    assert "rows (0,)" not in left
    assert THREE in left["rows (1,)"]


def test_ways_along_years_and_levels_leave_every_sum_as_it_is() -> None:
    years, pools, everything, levels = range(6), (6, 7), 8, (9, 10)
    sums = (
        total_of(years, everything), total_of(years[:3], 6), total_of(years[3:], 7), total_of(levels, everything),
    )  # fmt: skip
    for start in range(11):
        found = steps(sums, start)
        assert found
        for step in found:
            assert step[start] == 1
            assert all(sum(sign * step.get(position, 0) for position, sign in added) == 0 for added in sums)
    assert {0: 1, 1: -1} in steps(sums, 0)
    assert any(set(step) == {0, 6, 3, 7} for step in steps(sums, 0))
    assert any(step.keys() >= {0, 6, 8} and step.keys() & set(levels) for step in steps(sums, 0))
    assert pools[0] in steps(sums, pools[0])[0]
