"""Whatever the trajectories, the counts add up, over outcomes and over locations, and intervals hold their value."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.spec.tables import Measured, measured

BEGIN = date(2014, 1, 1)
People = list[tuple[str, int, int | None, int | None, int | None, str, str, str]]
PEOPLE = st.lists(
    st.tuples(
        st.sampled_from(["noord/haven", "noord/markt", "zuid/plein"]),
        st.integers(0, 700),
        st.sampled_from([None, 10, 28, 29, 200, 360, 600]),
        st.sampled_from([None, 300, 360, 543, 544, 800]),
        st.sampled_from([None, 350, 500, 726, 1200]),
        st.sampled_from(["yes", "no", "unknown"]),
        st.sampled_from(["mbo1", "mbo2", "mbo3"]),
        st.sampled_from(["motivation", "deceased"]),
    ),
    max_size=12,
)


def build(people: People) -> Measured:
    def day(start: date, days: int | None) -> str:
        return "-" if days is None else str(start + timedelta(days=days))

    starts, answers = [], []
    for number, (location, begin, ended, diploma, work, answer, level, reason) in enumerate(people):
        start = BEGIN + timedelta(days=begin)
        status = "running" if ended is None else "graduated" if diploma else "stopped"
        starts.append(
            f"p{number}|{location}|{start}|{day(start, 360)}|{day(start, ended)}|{status}|{day(start, diploma)}|"
            f"{day(start, work)}|24|{level}|{'-' if ended is None else reason}"
        )
        answers.append(f"p{number}|6|{day(start, 545)}|{answer}")
    head = "wie|location|started_on|planned_end_on|ended_on|status|diploma_on|work_from|work_hours"
    return measured(
        as_of="2017-01-31",
        trajectory="\n".join([f"{head}|target_level|stop_reason", *starts]),
        follow_up="\n".join(["trajectory_id|moment|asked_on|in_work", *answers]),
    )


@given(PEOPLE)
@settings(max_examples=8, deadline=None)
def test_counts_add_up_over_outcomes_locations_and_levels_and_the_funnel_nests(people: People) -> None:
    found = build(people)
    nobody_is_lost_and_intervals_hold(found)
    locations_add_up_to_everything_and_levels_to_all(found)
    the_funnel_nests(found)


def nobody_is_lost_and_intervals_hold(found: Measured) -> None:
    rates = found.frame[found.frame["kind"] == "rate"]
    complement = rates["denominator"] - rates["numerator"]
    assert ((rates["numerator"] >= 0) & (complement >= 0)).all()
    judged = rates[(rates["denominator"] > 0) & ~(rates["clustered"].eq(True) & rates["low"].isna())]
    assert ((judged["low"] <= judged["value"]) & (judged["value"] <= judged["high"])).all()
    # Nobody is lost: every leaf row is in one of the counts.
    leaves = found.con.execute(
        "select indicator, count(*) from metrics.leaf where kind = 'rate' and outcome <> 'pending' and role = 'participant' group by indicator"
    ).fetchall()
    for indicator, people_in_it in leaves:
        row = found.row(str(indicator))
        assert row["denominator"] + row["not_evaluable"] + row["excluded"] == people_in_it


def locations_add_up_to_everything_and_levels_to_all(found: Measured) -> None:
    sums = """
        select indicator, sum(numerator), sum(denominator), sum(not_evaluable), sum(excluded), sum(unknown)
        from measured.figure
        where kind = 'rate' and ask = 'benchmark' and role = 'participant' and cohort = 'all' and {one_group}
        group by indicator
        order by indicator
    """
    con = found.con
    everything, locations, levels = (
        con.execute(sums.format(one_group=group)).fetchall()
        for group in (
            "location = 'all' and level = 'all'",
            "contains(location, '/') and level = 'all'",
            "location = 'all' and level in ('mbo1', 'mbo2', 'mbo3')",
        )
    )
    assert locations == everything
    assert levels == everything


def the_funnel_nests(found: Measured) -> None:
    con = found.con
    finders, in_base, kept, sustained = con.execute(
        """
        select
            count(*) filter (where indicator = 'work_rate_graduates' and outcome = 'met'),
            count(*) filter (where indicator = 'retention_6m_counted' and outcome <> 'pending'),
            count(*) filter (where indicator = 'retention_6m_counted' and outcome = 'met'),
            count(*) filter (where indicator = 'sustained_work_starters' and outcome = 'met')
        from metrics.leaf
        """
    ).fetchall()[0]
    assert finders == in_base
    assert sustained <= kept <= finders
