"""Months of counts: a school year's months come all or none, and only where the year is shown."""

from typing import Any

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.stages.monthly import KEPT, shown
from pipelines.stages.trend import MONTHLY, trend_by_month
from tests.spec.tables import measured
from tests.unit.test_trend import METRICS

HERE = "noord/haven"
YEAR = (
    "2020-08",
    "2020-09",
    "2020-10",
    "2020-11",
    "2020-12",
    "2021-01",
    "2021-02",
    "2021-03",
    "2021-04",
    "2021-05",
    "2021-06",
    "2021-07",
)


def exact(people: dict[str, int], cohort: str = "2020/21", location: str = HERE) -> pd.DataFrame:
    cell = {"indicator": "requests_handled", "location": location, "cohort": cohort, "role": "all"}
    return pd.DataFrame([cell | {"month": month, "value": 2.0 * n, "persons": n} for month, n in people.items()])


def figures(**more: Any) -> pd.DataFrame:
    cell = {
        "indicator": "requests_handled", "location": HERE, "cohort": "2020/21", "level": "all", "role": "all", "status": "final",
    }  # fmt: skip
    return pd.DataFrame([cell | more])


def told(people: dict[str, int], **more: Any) -> list[str]:
    return list(shown(exact(people), figures(**more), [HERE], 10)["month"])


def test_all_months_of_a_shown_year_are_shown() -> None:
    assert told(dict.fromkeys(YEAR, 10)) == list(YEAR)
    assert told(dict.fromkeys(YEAR[:4], 10), status="provisional") == list(YEAR[:4])


def test_one_month_of_few_people_takes_its_whole_year_along_and_no_other() -> None:
    assert told(dict.fromkeys(YEAR, 10) | {"2021-07": 9}) == []
    both = pd.concat([exact(dict.fromkeys(YEAR, 10) | {"2021-07": 9}), exact({"2021-08": 12}, "2021/22")])
    years = pd.concat([figures(), figures(cohort="2021/22")])
    assert list(shown(both, years, [HERE], 10)["month"]) == ["2021-08"]


def test_a_hidden_year_and_a_site_as_a_whole_have_no_months() -> None:
    assert told(dict.fromkeys(YEAR, 40), status="hidden") == []
    assert shown(exact(dict.fromkeys(YEAR, 40), location="noord"), figures(location="noord"), [HERE], 10).empty
    assert shown(exact({}).reindex(columns=exact({"2021-01": 1}).columns), figures(), [HERE], 10).empty


def test_only_the_newest_36_months_are_kept() -> None:
    months = [f"{year}-{month:02}" for year in range(2018, 2022) for month in range(1, 13)]
    found = shown(exact(dict.fromkeys(months, 20)), figures(), [HERE], 10)
    assert (len(found), found["month"].iloc[0], found["month"].iloc[-1]) == (KEPT, "2019-01", "2021-12")


def test_months_have_limits_and_a_signal_names_its_months() -> None:
    people = {month: 20 + at % 2 for at, month in enumerate(YEAR)} | {"2021-07": 60}
    chart = trend_by_month(shown(exact(people), figures(), [HERE], 10), METRICS)
    assert list(chart.columns) == MONTHLY
    assert list(chart["rules"])[-1] == "outside_limits"
    assert "buiten de grenzen (juli 2021)" in chart["sentence_nl"].iloc[0]
    assert "outside the limits (July 2021)" in chart["sentence_en"].iloc[0]
    assert chart["counts"].all()
    few = trend_by_month(shown(exact({"2021-07": 20}), figures(), [HERE], 10), METRICS)
    assert few["sentence_nl"].iloc[0] == "Te weinig maanden om te zien wat gewone schommelingen zijn."


def test_a_month_that_is_missing_is_a_gap() -> None:
    people = {"2020-10": 20, "2020-11": 20, "2021-01": 60, "2021-02": 60}
    chart = trend_by_month(shown(exact(people), figures(), [HERE], 10), METRICS)
    assert (chart["low"].iloc[0], chart["high"].iloc[0]) == (80.0, 80.0)  # no range leads across December


def test_months_are_counted_by_the_same_sql_as_the_years() -> None:
    con = measured(
        help_request="""
        request_id | client_key | status  | handled_on
        1          | anna       | handled | 2015-07-31
        2          | anna       | handled | 2015-08-01
        3          | bert       | handled | 2015-08-30
        """,
        visit="request_id|visited_on|hours|setting\n1|2015-07-31|2|informal\n2|2015-08-02|1.5|informal\n2|2015-08-03|4|formal",
    ).con
    rows = con.execute("select indicator, cohort, month, value, persons from measured.month order by all").fetchall()
    assert rows == [
        ("hours_of_informal_care", "2014/15", "2015-07", 2.0, 1),
        ("hours_of_informal_care", "2015/16", "2015-08", 1.5, 1),
        ("requests_handled", "2014/15", "2015-07", 1.0, 1),
        ("requests_handled", "2015/16", "2015-08", 2.0, 2),
    ]


MONTHS = st.dictionaries(st.sampled_from(YEAR), st.sampled_from([1, 4, 5, 9, 10, 30]), min_size=1)


@settings(max_examples=20, deadline=None)
@given(st.lists(MONTHS, min_size=2, max_size=2), st.lists(st.booleans(), min_size=2, max_size=2))
def test_whoever_lays_publications_and_years_together_finds_no_month_of_few_people(
    years: list[dict[str, int]], everybody_sees: list[bool]
) -> None:
    """What the months told leave of their year is a sum of months: it must hold all of the year, or no month of few people."""
    cohorts = ("2020/21", "2021/22")
    later = [{f"{int(month[:4]) + at}{month[4:]}": n for month, n in year.items()} for at, year in enumerate(years)]
    counted = pd.concat([exact(year, cohort) for year, cohort in zip(later, cohorts, strict=True)])
    seen = pd.concat([figures(cohort=cohort) for cohort in cohorts])
    public = seen.assign(status=["final" if sees else "hidden" for sees in everybody_sees])
    told = {*shown(counted, seen, [HERE], 5)["month"], *shown(counted, public, [HERE], 10)["month"]}
    for year in later:
        left = {month: n for month, n in year.items() if month not in told}
        assert len(left) == len(year) or all(n >= 5 for n in left.values())
        assert all(n >= 5 for month, n in year.items() if month in told)
