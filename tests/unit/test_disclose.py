"""What is too small to be shown, and that nothing of it stays behind."""

from itertools import product
from typing import Any

import numpy as np
import pandas as pd
import pytest

from pipelines.stages.disclose.audit import bounds, open_counts
from pipelines.stages.disclose.cells import SUPPLIED, Surroundings
from pipelines.stages.disclose.figures import FIGURE, NUMBERS, Audience, benchmark_cells, disclose
from pipelines.stages.disclose.links import KEY
from pipelines.stages.disclose.protect import Protection, audit, protect
from pipelines.stages.measure import MEASURED

TEN = Audience("public", 10)
ORDINARY: dict[str, object] = {
    "indicator": "rate", "ask": "benchmark", "location": "all", "cohort": "all", "level": "all", "role": "participant",
    "kind": "rate", "bound": None, "rests_on_answers": False, "numerator": 50.0, "denominator": 100.0,
    "not_evaluable": 0, "unknown": 0, "excluded": 0, "waiting": 0, "persons": 100, "events": None, "at_risk": None,
    "clustered": False, "about": "people", "met_persons": 50, "not_met_persons": 50, "value": 0.5, "low": 0.4, "high": 0.6, "maturity": 1.0,
}  # fmt: skip


def cells(*rows: dict[str, object]) -> pd.DataFrame:
    frame = pd.DataFrame([ORDINARY | row for row in rows], columns=MEASURED)
    return frame.astype({"events": "Int64", "at_risk": "Int64"})


def one(**row: object) -> "pd.Series[Any]":
    return disclose(cells(row), TEN).iloc[0]


@pytest.mark.parametrize(
    ("numerator", "denominator", "shown"),
    [(10, 20, True), (9, 20, False), (11, 20, False), (0, 20, False), (20, 20, False), (10, 19, False), (0, 0, True)],
)
def test_a_rate_is_shown_only_with_ten_people_on_both_sides(numerator: int, denominator: int, shown: bool) -> None:
    assert one(numerator=numerator, denominator=denominator)["hidden"] == (not shown)


@pytest.mark.parametrize("count", ["not_evaluable", "excluded", "unknown"])
def test_the_other_counts_are_zero_or_at_least_ten(count: str) -> None:
    more = {"not_evaluable": 20} if count == "unknown" else {}
    assert one(**{**more, count: 9})["hidden"]
    assert not one(**{**more, count: 10})["hidden"]
    assert not one(**{**more, count: 0})["hidden"]


@pytest.mark.parametrize("people", ["persons", "met_persons", "not_met_persons"])
def test_fifty_weeks_of_nine_people_are_nine_people(people: str) -> None:
    assert one(clustered=True, **{people: 9})["hidden"]
    assert not one(clustered=True, **{people: 10})["hidden"]
    assert not one(**{people: 9})["hidden"]


def test_that_a_partner_delivered_late_hides_nobody() -> None:
    assert not one(about="deliveries", clustered=True, numerator=3, denominator=4, persons=1)["hidden"]


def test_who_is_not_judged_yet_may_not_come_out_by_subtraction() -> None:
    # 25 not evaluable of whom 20 unknown leaves five whose time has not passed.
    assert one(not_evaluable=25, unknown=20)["hidden"]
    assert not one(not_evaluable=30, unknown=20)["hidden"]


def test_of_a_lower_bound_the_known_no_may_not_come_out_by_subtraction() -> None:
    # 100 people, 50 in work, 45 unknown: five are known to have no work.
    assert one(bound="lower", unknown=45)["hidden"]
    assert not one(bound="lower", unknown=40)["hidden"]
    assert not one(bound="lower", unknown=50)["hidden"]


def test_of_a_hidden_figure_nothing_stays_and_the_reason_does_not_say_which_count_was_small() -> None:
    reasons: set[str] = set()
    for row in ({"numerator": 3}, {"numerator": 97}, {"excluded": 4}, {"not_evaluable": 2}):
        figure = one(**row)
        assert figure["status"] == "hidden"
        assert figure[NUMBERS].isna().all()
        reasons.add(figure["hidden_reason"])
    assert len(reasons) == 1


def test_a_figure_that_is_shown_has_no_reason_and_keeps_its_numbers() -> None:
    figure = one()
    assert (figure["status"], figure["hidden_reason"]) == ("final", None)
    assert (figure["numerator"], figure["denominator"], figure["value"]) == (50, 100, 0.5)


def test_status_tells_what_is_not_final() -> None:
    assert one(maturity=0.8, waiting=20, not_evaluable=20)["status"] == "provisional"
    assert one(numerator=0, denominator=0, not_evaluable=20)["status"] == "not_evaluable"
    # Everyone's time has passed; that some are unknown does not make the figure provisional.
    assert one(rests_on_answers=True, not_evaluable=20, unknown=20)["status"] == "final"


def test_the_share_that_waits_is_not_shown_when_it_is_a_small_count() -> None:
    assert pd.isna(one(maturity=0.95, waiting=5)["maturity"])
    assert one(maturity=0.8, waiting=20, not_evaluable=20)["maturity"] == 0.8


def test_response_and_bounds_stand_beside_what_rests_on_answers() -> None:
    plain = one(rests_on_answers=True, numerator=60, denominator=80, not_evaluable=20, unknown=20)
    assert (plain["response"], plain["bound_low"], plain["bound_high"]) == (0.8, 0.6, 0.8)
    lower = one(rests_on_answers=True, bound="lower", numerator=60, denominator=100, unknown=20)
    assert (lower["response"], lower["bound_low"], lower["bound_high"]) == (0.8, 0.6, 0.8)
    assert pd.isna(one()["response"])


@pytest.mark.parametrize("kind", ["count", "ratio", "per_week"])
def test_of_what_is_no_rate_the_people_are_zero_or_at_least_ten(kind: str) -> None:
    assert one(kind=kind, persons=9)["hidden"]
    assert not one(kind=kind, persons=10)["hidden"]
    assert not one(kind=kind, persons=0)["hidden"]


@pytest.mark.parametrize(
    ("numerator", "events", "at_risk", "shown"),
    [(50, 30, 50, True), (50, 9, 50, False), (9, 30, 9, False), (65, 30, 65, False), (70, 30, 70, True)],
)
def test_survival_needs_people_who_left_who_stayed_and_who_were_followed(
    numerator: int, events: int, at_risk: int, shown: bool
) -> None:
    figure = one(kind="survival", numerator=numerator, denominator=100, events=events, at_risk=at_risk)
    assert figure["hidden"] == (not shown)


def test_claims_are_no_figures() -> None:
    assert disclose(cells({"ask": "a_claim"}, {}), TEN).shape[0] == 1


def test_an_empty_measurement_gives_empty_figures() -> None:
    empty = disclose(cells().iloc[0:0], TEN)
    assert list(empty.columns) == FIGURE
    assert empty.empty


def places(*numerators: float) -> pd.DataFrame:
    """One rate at some places and at all of them together, 100 people at each."""
    rows = [{"location": f"place {number}", "numerator": value} for number, value in enumerate(numerators)]
    rows.append({"numerator": sum(numerators), "denominator": 100.0 * len(rows), "persons": 100 * len(rows)})
    return cells(*rows)


ALL_PLACES = Surroundings(parts={"location": {"all": ("place 0", "place 1", "place 2")}})


def test_what_can_be_subtracted_is_hidden_too_and_the_audit_is_content() -> None:
    protection = protect(places(3, 40, 50), 10, ALL_PLACES, members=False)
    assert protection.primary.tolist() == [True, False, False, False]
    assert protection.hidden.sum() == 2
    assert not protection.withheld
    assert not audit(protection)


def test_an_indicator_that_cannot_be_protected_is_withheld_whole_and_stops_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("pipelines.stages.disclose.protect.hide", lambda _, primary, *__: (primary, []))
    protection = protect(places(3, 40, 50), 10, ALL_PLACES, members=False)
    assert protection.hidden.all()
    assert protection.withheld == ("rate",)
    assert not audit(protection)


def test_a_site_may_release_its_own_hundred_percent_but_no_small_count() -> None:
    key = ("rate", "place 0", "all", "all", "participant")
    everybody = Surroundings(ALL_PLACES.parts, released=frozenset({key}))
    assert protect(places(100, 40, 50), 10, ALL_PLACES, members=False).hidden.tolist()[0]
    assert not protect(places(100, 40, 50), 10, everybody, members=False).hidden.any()
    assert protect(places(97, 40, 50), 10, everybody, members=False).primary.tolist()[0]


def test_what_was_claimed_is_a_bound_for_every_reader() -> None:
    said = pd.DataFrame([("rate", "place 0", "all", "all", "participant", 2, 0)], columns=[*KEY, "met", "not_met"])
    protection = protect(places(3, 40, 50), 10, Surroundings(ALL_PLACES.parts, claimed=said), members=False)
    assert not audit(protection)
    low, high = room_of_the_three(protection)
    assert low == 2
    assert high - low >= 10
    assert room_of_the_three(protect(places(3, 40, 50), 10, ALL_PLACES, members=False))[0] < 2


def test_what_an_earlier_publication_showed_hides_nothing_any_more() -> None:
    hidden = protect(places(3, 40, 50), 10, ALL_PLACES, members=False).hidden.tolist()
    complement = next(number for number in (1, 2) if hidden[number])
    met = (40.0, 50.0)[complement - 1]
    # Counts stand in the order of their names: excluded, met, not_met, not_yet, unknown.
    shown = ("rate", f"place {complement}", "all", "all", "participant", 0.0, met, 100 - met, 0.0, 0.0)
    again = protect(places(3, 40, 50), 10, Surroundings(ALL_PLACES.parts, earlier=frozenset({shown})), members=False)
    assert not audit(again)
    assert not again.hidden[complement]
    assert again.hidden[3 - complement]


@pytest.mark.parametrize(("own", "asked"), [(3, False), (2, True)])
def test_who_supplied_all_of_a_count_needs_no_room_and_who_supplied_a_part_does(own: int, asked: bool) -> None:
    supplied = pd.DataFrame([("a school", "rate", "place 0", "all", "all", "participant", own)], columns=SUPPLIED)
    (evidence,) = protect(
        places(3, 40, 50), 10, Surroundings(ALL_PLACES.parts, supplied=supplied), members=False
    ).evidence
    school = next(reader for reader in evidence.group.attackers if reader.name == "a school")
    left = open_counts(evidence.group.system, evidence.hidden, [school], [], every=False)
    assert bool(left) == asked
    assert not open_counts(evidence.group.system, evidence.hidden, [school], evidence.changes, every=False)


def room_of_the_three(protection: Protection) -> tuple[float, float]:
    """What an outsider cannot rule out of the three people who reached the outcome at place 0."""
    (evidence,) = protection.evidence
    system = evidence.group.system
    count = next(n for n, value in enumerate(system.value) if value == 3 and evidence.group.names[n] == "met")
    return bounds(system, evidence.hidden, evidence.group.attackers[0], count)


def found_and_kept(*found: int) -> pd.DataFrame:
    """Who found work of 100 at each place, and who of them kept it: half. Where nobody found any there is nothing to keep."""
    everywhere = [(f"place {number}", met, 100) for number, met in enumerate(found)]
    everywhere.append(("all", sum(found), 100 * len(found)))
    rows = [{"indicator": "found", "location": place, "numerator": float(met), "denominator": float(base), "persons": base}
            for place, met, base in everywhere]  # fmt: skip
    rows += [{"indicator": "kept", "location": place, "numerator": met / 2, "denominator": float(met), "persons": met}
             for place, met, _ in everywhere if met]  # fmt: skip
    return cells(*rows)


def test_that_there_is_no_figure_about_what_follows_tells_nobody_that_nobody_came_so_far() -> None:
    measured = benchmark_cells(found_and_kept(0, 60, 80))
    assert measured[measured["nobody"]][["indicator", "location"]].to_numpy().tolist() == [["kept", "place 0"]]
    protection = protect(measured, 10, ALL_PLACES, members=False)
    assert not protection.withheld
    assert not audit(protection)
    figures = disclose(measured, TEN, protection)
    kept = figures[(figures["indicator"] == "kept") & (figures["location"] == "place 0")]
    assert kept["hidden"].tolist() == [True], "it stands there as any hidden figure does"


def test_a_figure_of_nobody_that_need_not_be_hidden_is_not_published() -> None:
    measured = benchmark_cells(found_and_kept(0, 60, 80))
    nothing = pd.Series(data=False, index=measured.index)
    assert len(measured) == 8
    assert len(disclose(measured, TEN, Protection(nothing, nothing, nothing))) == 7


def test_a_site_does_not_know_that_there_is_nobody_elsewhere() -> None:
    sites = {f"place {number}": frozenset([f"place {number}"]) for number in range(3)}
    around = Surroundings(ALL_PLACES.parts, sites)
    (evidence,) = protect(benchmark_cells(places(0, 0, 30)), 5, around, members=True).evidence
    at = {name: n for n, name in enumerate(evidence.group.names) if evidence.group.system.figure[n] == 3}
    knows = {reader.name: reader.known[at["excluded"]] for reader in evidence.group.attackers}
    assert not any(knows.values())


SITES = {"a": ("a/1", "a/2"), "b": ("b/1", "b/2"), "c": ("c/1",)}
LOCATIONS = tuple(location for inside in SITES.values() for location in inside)
YEARS = ("2011/12", "2012/13", "2013/14")
PLACES = {location: (location,) for location in LOCATIONS} | SITES | {"all": LOCATIONS}
COHORTS = {year: (year,) for year in YEARS} | {"all": YEARS}


def test_a_second_publication_of_the_same_figures_shows_what_the_first_did() -> None:
    """Whoever looks for the cheapest complements must not be stuck when those that were shown may not be hidden any more."""
    random = np.random.default_rng(0)
    counted = {(place, year): random.integers(0, (40, 30)) for place in LOCATIONS for year in YEARS}
    rows, keys = list[dict[str, object]](), list[tuple[object, ...]]()
    for (place, inside), (cohort, years) in product(PLACES.items(), COHORTS.items()):
        met, not_met = (float(n) for n in np.sum([counted[one, year] for one in inside for year in years], axis=0))
        base = met + not_met
        rows.append({"location": place, "cohort": cohort, "numerator": met, "denominator": base, "persons": base})
        keys.append(("rate", place, cohort, "all", "participant", 0.0, met, not_met, 0.0, 0.0))
    parts: dict[str, dict[str, tuple[str, ...]]] = {
        "location": SITES | {"all": tuple(SITES)}, "cohort": {"all": YEARS},
    }  # fmt: skip
    first = protect(cells(*rows), 5, Surroundings(parts), members=False)
    shown = frozenset(key for key, hidden in zip(keys, first.hidden, strict=True) if not hidden)
    again = protect(cells(*rows), 5, Surroundings(parts, earlier=shown), members=False)
    assert not audit(again)
    assert again.hidden.tolist() == first.hidden.tolist()
    assert 0 < first.hidden.sum() < len(rows) / 2
