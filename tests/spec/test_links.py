"""Whose is a record that comes without a trajectory number? Read as: who is known, what is delivered, what comes out.

A person key (`key`) stands for family name without prefix, first initial and birth date together; how names become keys
is in tests/unit/test_names.py.
"""

import random

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.spec.tables import create_behind, warehouse

ANS = """
    wie | person_key | started_on | ended_on
    Ans | bakker a   | 2015-02-02 | 2016-01-25
    """
TWINS = """
    wie  | person_key | gender | started_on | ended_on
    Anna | bakker a   | {anna} | 2015-02-02 | 2016-01-25
    Anja | bakker a   | {anja} | 2015-02-02 | 2016-01-25
    """
TWICE = """
    wie   | person_key | started_on | ended_on
    Ans 1 | bakker a   | 2013-02-04 | 2013-11-29
    Ans 2 | bakker a   | 2015-02-02 | 2016-01-25
    """
Links = dict[str, tuple[str | None, str]]


def linked(**tables: str) -> duckdb.DuckDBPyConnection:
    """The tables that linking rests on, built by the real SQL from these rows."""
    con = warehouse("2018-12-31", "", tables)
    create_behind(con, "core.link")
    return con


def links(**tables: str) -> Links:
    """Of each record (by the last part of its key) the trajectory and how it was found."""
    con = linked(**tables)
    rows = con.execute("select split_part(record, '|', -1), trajectory_id, how from core.link").fetchall()
    assert len(rows) == len({row[0] for row in rows})
    return {record: (trajectory, how) for record, trajectory, how in rows}


def contract(key: str = "-", number: str = "-", started_on: str = "2016-03-01", gender: str = "-") -> str:
    return f"contract_id|person_key|trajectory_id|started_on|gender\nc|{key}|{number}|{started_on}|{gender}"


def diploma(key: str, awarded_on: str) -> str:
    return f"diploma_no|person_key|awarded_on\nd|{key}|{awarded_on}"


def enrolment(key: str, enrolled_from: str, until: str = "-") -> str:
    return f"enrolment_no|person_key|enrolled_from|enrolled_until\ne|{key}|{enrolled_from}|{until}"


# One person, one trajectory


def test_the_trajectory_number_decides() -> None:
    assert links(trajectory=ANS, employment=contract(number="Ans")) == {"c": ("Ans", "by_number")}


def test_without_a_number_the_person_key_decides() -> None:
    assert links(trajectory=ANS, employment=contract("bakker a")) == {"c": ("Ans", "by_person")}


def test_a_number_that_nobody_has_is_a_typo_and_the_person_key_decides() -> None:
    assert links(trajectory=ANS, employment=contract("bakker a", "Asn")) == {"c": ("Ans", "by_person")}


def test_the_number_goes_before_the_person_key() -> None:
    known = ANS + "Bea | visser b | 2015-02-02 | 2016-01-25\n"
    assert links(trajectory=known, employment=contract("visser b", "Ans")) == {"c": ("Ans", "by_number")}


def test_a_missing_birth_date_or_name_gives_no_key_and_no_link() -> None:
    assert links(trajectory=ANS, employment=contract()) == {"c": (None, "no_key")}


@pytest.mark.parametrize("key", ["visser a", "bakkers a", "bakker-visser a"], ids=["married", "typo", "double name"])
def test_a_changed_or_misspelt_name_is_not_found_and_not_guessed(key: str) -> None:
    assert links(trajectory=ANS, employment=contract(key)) == {"c": (None, "unmatched")}


def test_a_number_that_nobody_has_and_no_key_is_unmatched() -> None:
    assert links(trajectory=ANS, employment=contract(number="Asn")) == {"c": (None, "unmatched")}


def test_a_participant_without_a_key_is_found_by_number_only() -> None:
    known = "wie\nAns"
    assert links(trajectory=known, employment=contract(number="Ans")) == {"c": ("Ans", "by_number")}
    assert links(trajectory=known, employment=contract("bakker a")) == {"c": (None, "unmatched")}


def test_one_person_of_another_gender_is_a_mistake_in_the_gender_because_gender_only_breaks_ties() -> None:
    known = "wie|person_key|gender\nAns|bakker a|f"
    assert links(trajectory=known, employment=contract("bakker a", gender="m")) == {"c": ("Ans", "by_person")}


# Twins: the same key, two people


def test_twins_are_not_told_apart_by_name_and_birth_date() -> None:
    known = TWINS.format(anna="f", anja="f")
    assert links(trajectory=known, employment=contract("bakker a")) == {"c": (None, "ambiguous")}


def test_a_brother_and_a_sister_are_told_apart_by_gender() -> None:
    known = TWINS.format(anna="f", anja="m")
    assert links(trajectory=known, employment=contract("bakker a", gender="m")) == {"c": ("Anja", "by_person")}
    assert links(trajectory=known, employment=contract("bakker a")) == {"c": (None, "ambiguous")}
    assert links(trajectory=known, employment=contract("bakker a", gender="x")) == {"c": (None, "ambiguous")}


def test_a_twin_of_unknown_gender_may_be_either() -> None:
    known = TWINS.format(anna="f", anja="-")
    assert links(trajectory=known, employment=contract("bakker a", gender="f")) == {"c": (None, "ambiguous")}


def test_twins_in_different_years_are_told_apart_by_dates_when_their_gender_says_they_are_two() -> None:
    known = """
        wie  | person_key | gender | started_on | ended_on
        Anna | bakker a   | f      | 2013-02-04 | 2013-11-29
        Arie | bakker a   | m      | 2015-02-02 | 2016-01-25
        """
    assert links(trajectory=known, employment=contract("bakker a", started_on="2014-01-06")) == {
        "c": ("Anna", "by_person_and_dates")
    }
    later = contract("bakker a", started_on="2016-03-01")
    assert links(trajectory=known, employment=later) == {"c": (None, "ambiguous")}, "a job may come years afterwards"
    assert links(trajectory=known, diploma=diploma("bakker a", "2016-02-01")) == {"d": ("Arie", "by_person_and_dates")}


def test_a_twin_is_found_by_number_as_everybody_is() -> None:
    known = TWINS.format(anna="f", anja="f")
    assert links(trajectory=known, employment=contract("bakker a", "Anja")) == {"c": ("Anja", "by_number")}


# Two trajectories of one person


@pytest.mark.parametrize(
    ("started_on", "whose"),
    [("2013-03-01", "Ans 1"), ("2014-01-06", "Ans 1"), ("2015-02-02", "Ans 2"), ("2018-01-01", "Ans 2")],
)
def test_of_two_trajectories_a_job_belongs_to_the_last_that_had_begun(started_on: str, whose: str) -> None:
    found = links(trajectory=TWICE, employment=contract("bakker a", started_on=started_on))
    assert found["c"][0] == whose
    assert found["c"][1] == "by_person_and_dates"


def test_a_job_from_before_is_the_persons_but_of_no_trajectory() -> None:
    assert links(trajectory=TWICE, employment=contract("bakker a", started_on="2012-01-01")) == {
        "c": (None, "by_person")
    }


@pytest.mark.parametrize(
    ("awarded_on", "whose"),
    [("2013-12-01", "Ans 1"), ("2014-12-30", None), ("2016-01-25", "Ans 2"), ("2017-01-20", "Ans 2"), ("2017-02-20", None), ("2009-07-01", None)],
)  # fmt: skip
def test_a_diploma_belongs_to_the_trajectory_it_was_got_in_or_within_a_year_after(
    awarded_on: str, whose: str | None
) -> None:
    assert links(trajectory=TWICE, diploma=diploma("bakker a", awarded_on))["d"][0] == whose


def test_an_enrolment_belongs_to_the_trajectory_that_runs_at_the_same_time() -> None:
    assert links(trajectory=TWICE, enrolment=enrolment("bakker a", "2015-01-05", "2016-07-31"))["e"][0] == "Ans 2"
    assert links(trajectory=TWICE, enrolment=enrolment("bakker a", "2013-01-05", "2013-07-31"))["e"][0] == "Ans 1"
    assert links(trajectory=TWICE, enrolment=enrolment("bakker a", "2017-08-01")) == {"e": (None, "by_person")}


def test_one_person_at_two_locations_at_once_may_be_twins_and_nothing_is_linked_by_name() -> None:
    known = """
        wie  | person_key | location    | started_on | ended_on
        Anna | bakker a   | noord/haven | 2015-02-02 | 2016-01-25
        Anja | bakker a   | zuid/plein  | 2015-03-02 | 2016-01-25
        """
    assert links(trajectory=known, employment=contract("bakker a")) == {"c": (None, "ambiguous")}


def test_a_month_of_overlap_is_a_transfer_and_not_a_twin() -> None:
    known = """
        wie   | person_key | location    | started_on | ended_on
        Ans 1 | bakker a   | noord/haven | 2015-02-02 | 2015-06-30
        Ans 2 | bakker a   | zuid/plein  | 2015-06-01 | 2016-01-25
        """
    assert links(trajectory=known, employment=contract("bakker a")) == {"c": ("Ans 2", "by_person_and_dates")}


def test_who_never_started_is_no_twin_of_who_did() -> None:
    known = """
        wie   | person_key | started_on | ended_on   | status
        Ans 1 | bakker a   | 2015-02-02 | -          | not_started
        Ans 2 | bakker a   | 2015-02-09 | 2016-01-25 | graduated
        """
    assert links(trajectory=known, employment=contract("bakker a"))["c"] == ("Ans 2", "by_person_and_dates")


# Other records about one person


def test_an_early_leaver_belongs_to_the_trajectory_of_that_year() -> None:
    left = "student_key|count_year|person_key|left_on\na|{year}|bakker a|{left_on}"
    by_year = links(trajectory=TWICE, early_leaver=left.format(year="2012", left_on="-"))
    assert by_year == {"2012": ("Ans 1", "by_person_and_dates")}
    by_day = links(trajectory=TWICE, early_leaver=left.format(year="2014", left_on="2015-05-01"))
    assert by_day == {"2014": ("Ans 2", "by_person_and_dates")}


def test_money_for_a_whole_year_is_about_nobody_and_not_listed() -> None:
    money = "funding_id|person_key|trajectory_id|year\n{}"
    assert links(trajectory=TWICE, funding=money.format("all|-|-|2015")) == {}
    assert links(trajectory=TWICE, funding=money.format("one|bakker a|-|2015")) == {
        "one": ("Ans 2", "by_person_and_dates")
    }
    assert links(trajectory=TWICE, funding=money.format("lost|-|-|-")) == {"lost": (None, "no_key")}


def test_a_placement_is_found_by_number() -> None:
    placed = "placement_id|trajectory_id|started_on|planned_end_on\np|{}|2015-03-01|2015-06-01"
    assert links(trajectory=ANS, placement=placed.format("Ans")) == {"p": ("Ans", "by_number")}
    assert links(trajectory=ANS, placement=placed.format("Asn")) == {"p": (None, "unmatched")}


# What holds for any deliveries

PEOPLE = st.lists(
    st.tuples(
        st.sampled_from(["bakker a", "visser b", "-"]), st.sampled_from(["f", "m", "x", "-"]),
        st.sampled_from(["noord/haven", "zuid/plein"]), st.sampled_from(["2013-02-04", "2014-02-03", "2015-02-02"]),
        st.sampled_from(["2015-06-30", "2016-01-25", "-"]),
    ),
    min_size=1, max_size=5,
)  # fmt: skip
CONTRACTS = st.lists(
    st.tuples(
        st.sampled_from(["bakker a", "visser b", "-"]), st.sampled_from(["0", "1", "9", "-"]),
        st.sampled_from(["2012-01-01", "2014-06-01", "2016-03-01"]), st.sampled_from(["f", "m", "-"]),
    ),
    min_size=1, max_size=4,
)  # fmt: skip


@given(PEOPLE, CONTRACTS, st.randoms(use_true_random=False))
@settings(max_examples=25, deadline=None)
def test_order_plays_no_part_and_no_record_ever_has_two_people(
    people: list[tuple[str, ...]], contracts: list[tuple[str, ...]], chance: random.Random
) -> None:
    known = [" | ".join((str(place), *person)) for place, person in enumerate(people)]
    delivered = [" | ".join((f"c{place}", *contract)) for place, contract in enumerate(contracts)]

    def found() -> tuple[Links, list[tuple[str, str]]]:
        con = linked(
            trajectory="\n".join(["wie|person_key|gender|location|started_on|ended_on", *known]),
            employment="\n".join(["contract_id|person_key|trajectory_id|started_on|gender", *delivered]),
        )
        rows = con.execute("select record, trajectory_id, how, person from core.link").fetchall()
        assert len(rows) == len(contracts)
        owners = dict(con.execute("select trajectory_id, person from core.person").fetchall())
        for _, trajectory, how, person in rows:
            assert trajectory is None or owners[trajectory] == person
            assert (person is None) == (how in ("ambiguous", "unmatched", "no_key"))
        keys = con.execute(
            "select person from core.person group by person having count(distinct gender) > 1"
        ).fetchall()
        assert not keys, "a man and a woman are never one person"
        return {row[0]: (row[1], row[2]) for row in rows}, sorted(owners.items())

    first = found()
    chance.shuffle(known)
    chance.shuffle(delivered)
    assert found() == first
