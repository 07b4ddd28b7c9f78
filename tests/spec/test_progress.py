"""When a participant got a diploma or left without one: what the curve of cumulative incidence is made of."""

from pipelines.stages.disclose.figures import PUBLIC, disclose
from pipelines.stages.incidence import INCIDENCE, followed, incidence, supplied
from tests.spec.tables import Measured, measured


def progress(found: Measured) -> dict[str, tuple[int, int]]:
    rows = found.table("core.progress", "select trajectory_id, days, cause from core.progress where ask = 'benchmark'")
    return {who: (days, cause) for who, days, cause in rows}


def test_each_way_to_end_has_its_day() -> None:
    found = measured(
        as_of="2016-08-01",
        trajectory="""
        wie   | ended_on   | status    | diploma_on
        Ans   | 2016-01-25 | graduated | 2016-01-25
        Bea   | 2015-09-01 | stopped   | -
        Carla | 2016-01-25 | stopped   | -
        Dora  | -          | running   | -
        """,
    )
    # The planned end is day 357; 183 days later there is no diploma in time any more.
    assert progress(found) == {"Ans": (357, 1), "Bea": (211, 2), "Carla": (540, 2), "Dora": (540, 2)}
    assert found.triple("diploma_rate_starters") == (1, 4, 0)


def test_who_may_still_graduate_is_followed_until_the_as_of_date() -> None:
    found = measured(
        as_of="2016-03-01",
        trajectory="""
        wie   | ended_on   | status    | diploma_on
        Carla | 2016-01-25 | stopped   | -
        Dora  | -          | running   | -
        """,
    )
    assert progress(found) == {"Carla": (393, 0), "Dora": (393, 0)}


def test_a_start_group_that_has_ended_is_settled_as_a_whole() -> None:
    found = measured(
        as_of="2016-03-01",
        trajectory="""
        wie   | start_group | ended_on   | status    | diploma_on
        Ans   | 2           | 2016-01-25 | graduated | 2016-01-25
        Carla | 2           | 2016-01-25 | stopped   | -
        """,
    )
    assert progress(found) == {"Ans": (357, 1), "Carla": (357, 2)}
    assert found.triple("diploma_rate_starters") == (1, 2, 0)


def test_a_diploma_on_the_last_day_is_in_time_and_a_day_later_it_is_not() -> None:
    found = measured(
        trajectory="""
        wie | ended_on         | status    | diploma_on
        Ans | 2016-01-25 + 183 | graduated | 2016-01-25 + 183
        Bea | 2016-01-25 + 184 | graduated | 2016-01-25 + 184
        """
    )
    assert progress(found) == {"Ans": (540, 1), "Bea": (540, 2)}
    assert found.triple("diploma_rate_starters") == (1, 2, 0)


def test_interns_and_who_died_or_moved_abroad_are_not_followed() -> None:
    found = measured(
        trajectory="""
        wie | role        | ended_on   | status  | stop_reason
        Ans | intern      | 2015-05-01 | stopped | -
        Bea | participant | 2015-09-01 | stopped | deceased
        """
    )
    assert progress(found) == {}


def test_a_curve_is_published_with_the_figure_it_ends_in() -> None:
    # 40 graduates on day 357, 20 leavers on day 211, in two places so that the whole may be drawn as well.
    people = "wie|location|ended_on|status|diploma_on\n"
    for place in ("noord/haven", "noord/markt"):
        people += "\n".join(
            f"{place}{at}|{place}|{'2016-01-25' if at < 40 else '2015-09-01'}|"
            f"{'graduated' if at < 40 else 'stopped'}|{'2016-01-25' if at < 40 else '-'}"
            for at in range(60)
        )
        people += "\n"
    found = measured(trajectory=people)
    drawn = incidence(followed(found.con, supplied(found.con)), disclose(found.frame), PUBLIC)
    assert list(drawn.columns) == INCIDENCE
    day = drawn.set_index(["location", "day"])
    assert (day.loc[("noord/haven", 335), "left_without"], day.loc[("noord/haven", 335), "diploma"]) == (0.333, 0)
    assert day.loc[("all", 335), "at_risk"] == 80
    # Nobody is followed after day 357: no point there, the figure itself says how it ended.
    assert drawn["day"].max() < 357


def test_a_school_knows_the_day_of_its_own_diplomas_and_nobody_who_left() -> None:
    found = measured(
        trajectory="""
        wie  | ended_on   | status    | diploma_on
        Ans  | 2016-01-25 | graduated | 2016-01-25
        Bea  | 2015-09-01 | stopped   | -
        Cees | 2016-01-25 | graduated | 2016-01-25
        """,
        diploma="""
        trajectory_id | awarded_on
        Ans           | 2016-01-25
        """,
    )
    known = supplied(found.con)
    assert set(known[["indicator", "days", "ended", "people"]].itertuples(index=False, name=None)) == {
        ("diploma_rate_starters", 357, 1, 1)
    }
    assert set(known["location"]) == {"all", "noord", "noord/haven"}
