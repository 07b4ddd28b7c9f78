"""Which moments of a diploma curve may be drawn: no small count comes back, by a step, a figure, a place or somebody's own people."""

from math import inf
from typing import Any

import pandas as pd

from pipelines.stages.disclose.figures import Audience
from pipelines.stages.disclose.steps import until
from pipelines.stages.incidence import DAYS, INCIDENCE, Curve, Followed, curve, incidence

POOL = "pool:2020-2023"
HELD = {
    "all": frozenset({"a/1", "a/2", "b/1", "c/1"}), "a": frozenset({"a/1", "a/2"}), "b": frozenset({"b/1"}),
    "c": frozenset({"c/1"}), "a/1": frozenset({"a/1"}), "a/2": frozenset({"a/2"}),
}  # fmt: skip
TEN, FIVE, MEMBERS = Audience("any", 10), Audience("any", 5), Audience("any", 5, members=True)
People = list[tuple[int, int, int]]
"""How many people, after how many days, got a diploma (1), left without (2) or went out of sight (0)."""
LATE = [(30, 700, 1), (30, 700, 2)]


def of(people: People) -> Curve:
    return curve([day for n, day, _ in people for _ in range(n)], [cause for n, _, cause in people for _ in range(n)])


def figure(location: str, people: People, **more: object) -> dict[str, object]:
    met, left, waiting = (sum(n for n, _, cause in people if cause == kind) for kind in (1, 2, 0))
    return {
        "indicator": "diploma_rate_starters", "location": location, "cohort": POOL, "level": "all", "role": "participant",
        "numerator": met, "denominator": met + left, "not_evaluable": waiting, "hidden": False,
    } | more  # fmt: skip


def drawn(
    places: dict[str, People],
    audience: Audience = TEN,
    hidden: tuple[str, ...] = (),
    among: pd.DataFrame | None = None,
    school: dict[str, People] | None = None,
    before: pd.DataFrame | None = None,
) -> pd.DataFrame:
    exact = {(place, POOL, "participant"): of(people) for place, people in places.items()}
    known = {
        (place, POOL, "participant"): until(
            [d for _, d, _ in own], [c for *_, c in own], [n for n, *_ in own], (*DAYS, inf), 2
        )
        for place, own in (school or {}).items()
    }
    figures = pd.DataFrame([figure(place, people, hidden=place in hidden) for place, people in places.items()])
    found = incidence(Followed(exact, HELD, (known,) if known else ()), figures, audience, among, before)
    assert list(found.columns) == INCIDENCE
    return found


def days(*args: Any, **more: Any) -> dict[str, list[int]]:
    return {str(place): list(map(int, own["day"])) for place, own in drawn(*args, **more).groupby("location")}


def up_to(end: int) -> list[int]:
    return [day for day in DAYS if day <= end]


def test_a_step_of_nine_people_is_not_seen_and_one_of_ten_is() -> None:
    ten = [(10, 40, 1), (10, 40, 2), *LATE]
    assert days({"a/1": ten}) == {"a/1": up_to(699)}
    nine = [(9, 40, 1), (10, 40, 2), *LATE]
    assert days({"a/1": nine}) == {}  # and then too few days are left to show a course
    assert days({"a/1": [(9, 40, 1), (1, 70, 1), (10, 40, 2), *LATE]}) == {"a/1": [0, 30, *up_to(699)[3:]]}


def test_what_is_left_to_the_figure_at_the_end_is_no_small_count_either() -> None:
    assert days({"a/1": [(40, 300, 1), (30, 650, 2), (9, 700, 1)]}) == {"a/1": up_to(299)}


def test_below_ten_at_risk_nothing_is_drawn() -> None:
    assert days({"a/1": [(51, 40, 1), (40, 400, 2)]})["a/1"] == up_to(399)


def test_a_day_is_passed_over_only_when_knowing_why_leaves_room() -> None:
    # Of ten who got a diploma between two days, the reader of the rule would know that 1 to 9 had it by the day between.
    assert 61 not in days({"a/1": [(4, 40, 1), (6, 70, 1), *LATE]}).get("a/1", [])
    assert days({"a/1": [(4, 40, 1), (6, 70, 1), *LATE]}) == {}
    assert days({"a/1": [(5, 40, 1), (7, 70, 1), *LATE]}) == {"a/1": [0, 30, *up_to(699)[3:]]}


def test_a_hidden_figure_has_no_curve_and_neither_has_one_that_tells_it() -> None:
    people = [(20, 40, 1), *LATE]
    assert days({"a/1": people}, hidden=("a/1",)) == {}
    exact = Followed({("a/1", POOL, "participant"): of(people)}, HELD)
    beside = figure("a/1", people, indicator="diploma_rate_leavers")
    shown = pd.DataFrame([figure("a/1", people), beside])
    assert not incidence(exact, shown, TEN).empty
    assert incidence(exact, pd.DataFrame([figure("a/1", people), beside | {"hidden": True}]), TEN).empty
    # A figure about other people than the curve is no figure to end in.
    assert incidence(exact, pd.DataFrame([figure("a/1", [*people, (1, 700, 2)])]), TEN).empty


def whole(**parts: People) -> dict[str, People]:
    """Locations by the name of their number, with the sites and the whole they add up to."""
    leaves = {"a/1": parts["a1"], "a/2": parts["a2"], "b": parts["b"], "c": parts["c"]}
    return {"all": [one for people in leaves.values() for one in people], "a": leaves["a/1"] + leaves["a/2"], **leaves}


def test_the_whole_does_not_give_the_one_place_that_is_not_drawn() -> None:
    # On day 61 everything but b is fit to be drawn: 20 and 20 and 20 with a diploma; b has 6.
    found = days(whole(a1=[(20, 40, 1), *LATE], a2=[(20, 40, 1), *LATE], b=[(6, 40, 1), *LATE], c=[(20, 40, 1), *LATE]))
    drawn_on_61 = {place for place, own in found.items() if 61 in own}
    assert "all" in drawn_on_61
    assert "b" not in drawn_on_61
    # Somebody is left beside b, and that is no small count with b.
    assert not {"a", "c"} <= drawn_on_61


def test_a_site_that_subtracts_its_own_people_finds_no_small_count() -> None:
    # Together 12 by day 61; a knows that 9 of them are its own, so 3 are of the others.
    places = whole(a1=[(9, 40, 1), *LATE], a2=LATE, b=[(3, 40, 1), *LATE], c=LATE)
    assert 61 in days(places, FIVE)["all"]
    assert 61 not in days(places, MEMBERS).get("all", [])
    enough = whole(a1=[(9, 40, 1), *LATE], a2=LATE, b=[(5, 40, 1), *LATE], c=[(5, 40, 1), *LATE])
    assert 61 in days(enough, MEMBERS)["all"]


def test_a_school_that_subtracts_its_diplomas_finds_no_small_count() -> None:
    people = [(12, 40, 1), *LATE]
    assert 61 in days({"a/1": people})["a/1"]
    assert 61 not in days({"a/1": people}, school={"a/1": [(9, 40, 1)]}).get("a/1", [])
    assert 61 in days({"a/1": people}, school={"a/1": [(7, 40, 1)]})["a/1"]


def test_who_reads_two_publications_has_no_steps_between_them() -> None:
    # Alone everybody could see day 91, twelve after day 30; the kopgroep sees day 61 and 122 and would find 6 and 6.
    people = [(5, 40, 1), (7, 80, 1), (6, 110, 1), *LATE]
    kopgroep = drawn({"a/1": people}, FIVE)
    seen = set(kopgroep["day"])
    everybody = days({"a/1": people}, TEN, among=kopgroep)
    assert everybody["a/1"]
    assert set(everybody["a/1"]) <= seen
    assert days({"a/1": people}, TEN, among=kopgroep.iloc[:0]) == {}


def test_shares_tell_no_more_than_the_counts() -> None:
    found = drawn({"a/1": [(12, 40, 1), (17, 40, 0), (10, 50, 2), *LATE]})
    shares = [float(share) for name in ("diploma", "low", "high", "left_without") for share in found[name].dropna()]
    assert shares
    assert all(share == round(share, 3) for share in shares)


def test_of_the_same_people_no_other_days_are_drawn_than_an_earlier_publication_did() -> None:
    people = [(5, 40, 1), (7, 80, 1), (12, 110, 1), *LATE]
    earlier = drawn({"a/1": people}).query("day in (0, 30, 122, 152)")
    assert 91 in days({"a/1": people})["a/1"]
    assert days({"a/1": people}, before=earlier)["a/1"] == [0, 30, 122, 152]
    changed = [*people, (1, 700, 1)]
    assert days({"a/1": changed}, before=earlier) == days({"a/1": changed})
