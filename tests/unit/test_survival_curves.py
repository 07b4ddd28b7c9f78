"""Which points of a survival curve may be drawn: no small count comes back, by a step, the figure, a place or another curve."""

import pandas as pd

from pipelines.stages.disclose.curves import SUPPLIED_DAY, disclose_curves
from pipelines.stages.disclose.figures import Audience
from pipelines.stages.disclose.steps import until
from pipelines.stages.measure import CURVE, CURVE_DAYS

POOL, YEARS = "pool:2014-2017", ("2014/15", "2015/16", "2016/17")
HELD = {
    "all": frozenset({"a", "a/1", "b", "b/1"}), "a": frozenset({"a", "a/1"}), "a/1": frozenset({"a/1"}),
    "b": frozenset({"b", "b/1"}), "b/1": frozenset({"b/1"}),
}  # fmt: skip
TEN, MEMBERS = Audience("any", 10), Audience("any", 5, members=True)
People = list[tuple[int, int, int]]
"""How many people were followed for how many days, until they stopped (1) or went out of sight (0)."""
STAYED = [(40, 400, 0)]
STOPPED = [(20, 182, 1)]


def curve(people: People, location: str = "a/1", cohort: str = POOL) -> pd.DataFrame:
    stopped, _, followed = until(
        [d for _, d, _ in people], [e for *_, e in people], [n for n, *_ in people], CURVE_DAYS, 1
    )
    cell = {"indicator": "retention_6m", "location": location, "cohort": cohort, "level": "all", "role": "participant"}
    return pd.DataFrame(
        [cell | {"day": day, "survival": 2 / 3, "low": None, "high": 0.9, "at_risk": followed[at], "events": stopped[at]}
         for at, day in enumerate(CURVE_DAYS)],
        columns=CURVE,
    )  # fmt: skip


def days(
    *curves: pd.DataFrame,
    audience: Audience = TEN,
    hidden: tuple[str, ...] = (),
    known: People | None = None,
    among: pd.DataFrame | None = None,
    before: pd.DataFrame | None = None,
) -> dict[tuple[str, str], list[int]]:
    """By place and cohort."""
    exact = pd.concat(curves)
    figures = exact[CURVE[:5]].drop_duplicates()
    figures = figures.assign(status=["hidden" if place in hidden else "final" for place in figures["location"]])
    employer = [
        ("employer", "retention_6m", place, POOL, "participant", day, ended, n)
        for n, day, ended in known or []
        for place in ("all", "a", "a/1")
    ]
    supplied = pd.DataFrame(employer, columns=SUPPLIED_DAY)
    found = disclose_curves(exact, figures, audience, HELD, supplied, among, before)
    assert "events" not in found
    return {
        (str(place), str(cohort)): list(own["day"]) for (place, cohort), own in found.groupby(["location", "cohort"])
    }


def one(people: People, known: People | None = None) -> list[int]:
    return days(curve(people), known=known).get(("a/1", POOL), [])


UP_TO_THE_FIGURE = [day for day in CURVE_DAYS if day <= 182]


def test_a_step_of_few_who_stopped_or_went_out_of_sight_is_not_seen() -> None:
    assert one([*STAYED, *STOPPED]) == list(CURVE_DAYS)
    assert one([*STAYED, *STOPPED, (10, 45, 1)]) == list(CURVE_DAYS)
    after = [0, 30, *(day for day in CURVE_DAYS if day >= 182)]
    assert one([*STAYED, *STOPPED, (9, 45, 1)]) == after
    assert one([*STAYED, *STOPPED, (9, 45, 0), (9, 170, 0)])[:3] == after[:3]
    assert one([*STAYED, *STOPPED, (9, 45, 1), (3, 75, 1)]) == [0, 30, *CURVE_DAYS[3:]]


def test_a_small_step_to_the_figure_is_not_seen_either() -> None:
    assert one([*STAYED, (20, 100, 1), (9, 170, 1)])[:5] == [0, 30, 61, 91, 182]


def test_below_ten_at_risk_nothing_is_drawn() -> None:
    assert one([(9, 400, 0), (40, 200, 1), *STOPPED]) == UP_TO_THE_FIGURE


def test_a_hidden_figure_has_no_curve() -> None:
    people = [*STAYED, *STOPPED]
    assert days(curve(people), hidden=("a/1",)) == {}


def test_the_whole_less_its_parts_is_no_small_count() -> None:
    # On day 61 twelve had stopped at a/1, fourteen of everybody; b's two would come back.
    mine, others = [*STAYED, *STOPPED, (12, 45, 1)], [*STAYED, *STOPPED, (2, 45, 1), (10, 75, 1)]
    found = days(curve(mine + others, "all"), curve(mine, "a"), curve(mine), curve(others, "b"), curve(others, "b/1"))
    seen = {place for (place, _), own in found.items() if 61 in own}
    assert not {"all", "a"} <= seen
    assert not {"b", "b/1"} & seen


def test_a_site_that_subtracts_its_own_people_finds_no_small_count() -> None:
    mine, others = [*STAYED, *STOPPED, (12, 45, 1)], [*STAYED, *STOPPED, (2, 45, 1), (10, 75, 1)]
    assert 61 in days(curve(mine + others, "all"))["all", POOL]
    found = days(curve(mine + others, "all"), curve(mine, "a"), curve(others, "b"), audience=MEMBERS)
    assert 61 not in found["all", POOL]


def test_an_employer_that_subtracts_its_workers_finds_no_small_count() -> None:
    people = [*STAYED, *STOPPED, (12, 45, 1)]
    assert 61 in one(people, known=[(7, 45, 1)])
    assert 61 not in one(people, known=[(8, 45, 1)])
    assert 365 not in one(people, known=[(37, 400, 0)])  # three others still at work


def test_a_pool_and_its_years_are_not_drawn_both() -> None:
    year = [*STAYED, *STOPPED]
    years = [curve(year, cohort=cohort) for cohort in YEARS]
    assert {cohort for _, cohort in days(*years, curve(3 * year))} == set(YEARS)
    few = [(9, 400, 0)]
    assert {cohort for _, cohort in days(*(curve(few, cohort=cohort) for cohort in YEARS), curve(3 * few))} == {POOL}


def test_everybody_sees_no_days_that_members_do_not() -> None:
    people = [*STAYED, *STOPPED, (5, 45, 1), (7, 75, 1), (6, 100, 1)]
    wider = curve(people).query("day in (0, 30, 61, 122, 182, 213)")
    assert days(curve(people), among=wider) == {("a/1", POOL): [0, 30, 122, 182, 213]}
    assert days(curve(people), among=wider.iloc[:0]) == {}


def test_shares_tell_no_more_than_the_counts() -> None:
    exact = curve([*STAYED, *STOPPED])
    figures = exact[CURVE[:5]].drop_duplicates().assign(status="final")
    found = disclose_curves(exact, figures, TEN, HELD, pd.DataFrame(columns=SUPPLIED_DAY))
    assert set(found["survival"]) == {0.667}


def test_of_the_same_people_no_other_days_are_drawn_than_an_earlier_publication_did() -> None:
    people = [*STAYED, *STOPPED, (5, 45, 1), (7, 75, 1), (12, 100, 1)]
    free = days(curve(people))["a/1", POOL]
    assert 91 in free
    earlier = curve(people).query("day in (0, 30, 122, 182, 213)")
    assert days(curve(people), before=earlier)["a/1", POOL] == [0, 30, 122, 182, 213]
    year = curve(people, cohort=YEARS[0])
    assert set(days(year, curve(people), before=earlier)) == {("a/1", POOL)}  # of their pool they were drawn
    assert days(curve([*people, (1, 400, 0)]), before=earlier)["a/1", POOL] == free  # these are others
