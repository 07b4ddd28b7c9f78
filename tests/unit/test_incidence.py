"""Which moments of a curve may be drawn: no small count comes back, by a step, a figure or a missing location."""

from itertools import pairwise

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.stages.incidence import INCIDENCE, Cell, Curve, incidence
from pipelines.stages.statistics.incidence import Moment, Share

NO_SHARE = Share(0.0, None, None)
POOL = "pool:2020-2023"
HELD = {
    "all": frozenset({"a/1", "a/2", "b/1"}),
    "a": frozenset({"a/1", "a/2"}),
    "a/1": frozenset({"a/1"}),
    "a/2": frozenset({"a/2"}),
    "b/1": frozenset({"b/1"}),
}


def curve(people: int, *events: tuple[int, int]) -> Curve:
    """Nobody is censored; one moment a month, from day 0."""
    known = [(0, 0), *events]
    moments = tuple(
        Moment(30.0 * at, (NO_SHARE, NO_SHARE), people - sum(until), people - sum(until), until)
        for at, until in enumerate(known)
    )
    return Curve(people, moments)


def figure(location: str, met: int, base: int, **more: object) -> dict[str, object]:
    return {
        "indicator": "diploma_rate_starters", "location": location, "cohort": POOL, "level": "all", "role": "participant",
        "numerator": met, "denominator": base, "not_evaluable": 0, "hidden": False,
    } | more  # fmt: skip


def days(curves: dict[str, Curve], *figures: dict[str, object], threshold: int = 10) -> dict[str, list[int]]:
    exact: dict[Cell, Curve] = {(place, POOL, "participant"): curve for place, curve in curves.items()}
    drawn = incidence(exact, HELD, pd.DataFrame(list(figures)), threshold)
    assert list(drawn.columns) == INCIDENCE
    return {str(place): [int(day) for day in found["day"]] for place, found in drawn.groupby("location")}


def test_a_step_of_nine_people_is_not_seen_and_one_of_ten_is() -> None:
    found = days({"a/1": curve(100, (0, 9), (0, 10), (0, 19), (0, 20))}, figure("a/1", 60, 100))
    assert found == {"a/1": [0, 60, 120]}


def test_what_is_left_to_the_figure_at_the_end_is_no_small_count_either() -> None:
    found = days({"a/1": curve(100, (0, 30), (0, 31), (0, 40))}, figure("a/1", 60, 100))
    assert found == {"a/1": [0, 30, 90]}


def test_below_ten_at_risk_nothing_is_drawn() -> None:
    found = days({"a/1": curve(100, (51, 40), (50, 40))}, figure("a/1", 60, 100))
    assert found == {"a/1": [0, 60]}


def test_a_hidden_figure_has_no_curve_and_neither_has_one_that_tells_it() -> None:
    hidden = figure("a/1", 0, 0, hidden=True)
    assert days({"a/1": curve(100, (0, 20))}, hidden) == {}
    leavers = figure("a/1", 0, 0, hidden=True, indicator="diploma_rate_leavers")
    assert days({"a/1": curve(100, (0, 20))}, figure("a/1", 60, 100), leavers) == {}
    assert days({"a/1": curve(100, (0, 20))}, figure("a/1", 60, 100, cohort="pool:2017-2020")) == {}


def test_the_whole_does_not_give_the_one_location_that_is_not_drawn() -> None:
    # On day 30 a/1 and a/2 are drawn, b/1 is not (a step of 5): the whole less both would be b/1.
    parts = {"a/1": curve(100, (0, 20)), "a/2": curve(100, (0, 20)), "b/1": curve(100, (0, 5))}
    whole = {"all": curve(300, (0, 45)), "a": curve(200, (0, 40))}
    figures = [figure(p, 60, 100) for p in parts] + [figure("all", 180, 300), figure("a", 120, 200)]
    found = days(parts | whole, *figures)
    assert found == {"a/1": [0, 30], "a/2": [0, 30], "b/1": [0], "a": [0, 30], "all": [0]}


def test_the_whole_is_drawn_when_what_is_missing_is_more_than_one_location_and_many_people() -> None:
    parts = {"a/1": curve(100, (0, 20)), "a/2": curve(100, (0, 7)), "b/1": curve(100, (0, 5))}
    figures = [figure(p, 60, 100) for p in parts] + [figure("all", 180, 300), figure("a", 120, 200)]
    found = days(parts | {"all": curve(300, (0, 32)), "a": curve(200, (0, 27))}, *figures)
    # The twelve of a/2 and b/1 stay together; the site a would give a/2.
    assert found["all"] == [0, 30]
    assert found["a"] == [0]
    few = {"a/1": curve(100, (0, 20)), "a/2": curve(100, (0, 4)), "b/1": curve(100, (0, 5))}
    assert days(few | {"all": curve(300, (0, 29))}, *figures)["all"] == [0]


STEPS = st.lists(st.tuples(st.integers(0, 15), st.integers(0, 15)), min_size=1, max_size=5)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(st.integers(30, 120), STEPS), min_size=3, max_size=3))
def test_no_drawn_moment_lets_a_small_count_be_computed(places: list[tuple[int, list[tuple[int, int]]]]) -> None:
    curves: dict[str, Curve] = {}
    totals: list[list[tuple[int, int]]] = []
    for name, (people, steps) in zip(("a/1", "a/2", "b/1"), places, strict=True):
        until, known = (0, 0), []
        for met, left in (steps + [(0, 0)] * 5)[:5]:
            until = (until[0] + met, until[1] + left) if sum(until) + met + left <= people else until
            known.append(until)
        totals.append(known)
        curves[name] = curve(people, *known)
    everybody = [tuple(sum(part[side] for part in at) for side in (0, 1)) for at in zip(*totals, strict=True)]
    curves["all"] = curve(sum(people for people, _ in places), *((met, left) for met, left in everybody))
    figures = [figure(name, c.moments[-1].events_until[0], c.people) for name, c in curves.items()]
    drawn = days(curves, *figures)
    shown = {(name, day): curves[name].moments[day // 30] for name, found in drawn.items() for day in found}
    for name in drawn:
        own = [shown[name, day] for day in drawn[name]]
        for earlier, later in pairwise(own):
            for before, after in zip(earlier.events_until, later.events_until, strict=True):
                assert after - before == 0 or after - before >= 10
    for day in drawn.get("all", []):
        rest = [curves[name].moments[day // 30] for name in ("a/1", "a/2", "b/1") if (name, day) not in shown]
        for side in (0, 1):
            left = sum(moment.events_until[side] for moment in rest)
            assert left == 0 or left >= 10
        assert len(rest) != 1
