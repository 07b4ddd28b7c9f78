"""What a site tells about itself beside its people: places, costs, and how it works."""

from datetime import date
from typing import Any

import duckdb

from pipelines.stages.build import create_tables
from tests.spec.tables import ROOT, fill, warehouse


def core(query: str, **tables: str) -> list[tuple[Any, ...]]:
    return profile(**tables).execute(query).fetchall()


def profile(**tables: str) -> duckdb.DuckDBPyConnection:
    con = warehouse("2018-12-31", "", tables)
    fill(
        con,
        "agreed.code",
        """
        vocabulary     | code     | nl          | en
        practice_theme | guidance | begeleiding | guidance
        practice_theme | electives | keuzedelen | electives
        cost_kind      | guidance | iets anders | something else
        """,
    )
    create_tables(con, ROOT / "warehouse" / "core", "core")
    return con


def test_places_stand_in_the_school_year_of_the_weeks_thursday() -> None:
    rows = core(
        "select location, iso_week, cohort, places from core.capacity order by iso_week",
        capacity="""
        location    | iso_week | places
        noord/haven | 2015-W31 | 20
        noord/haven | 2015-W32 | 18
        """,
    )
    assert rows == [("noord/haven", "2015-W31", "2014/15", 20), ("noord/haven", "2015-W32", "2015/16", 18)]


def test_costs_are_told_apart_by_year_kind_payer_and_basis() -> None:
    rows = core(
        "select site, year, basis, sum(amount_eur) from core.cost group by all order by all",
        cost="""
        partner | year | kind  | payer        | basis  | amount_eur
        noord   | 2015 | staff | municipality | budget | 96000
        noord   | 2015 | staff | school       | budget | 48000
        noord   | 2015 | staff | school       | actual | -750.5
        zuid    | 2015 | staff | school       | actual | 1
        """,
    )
    assert rows == [("noord", 2015, "actual", -750.5), ("noord", 2015, "budget", 144_000), ("zuid", 2015, "actual", 1)]


def test_a_later_list_of_earlier_years_replaces_what_was_said_of_them_and_is_never_added() -> None:
    rows = core(
        "select site, year, kind, basis, amount_eur from core.cost order by all",
        cost="""
        partner | year | kind   | payer  | basis  | amount_eur | period  | delivery_id
        noord   | 2014 | staff  | school | actual | 100        | 2014-12 | k14
        noord   | 2014 | travel | school | actual | 7          | 2014-12 | k14
        noord   | 2014 | staff  | school | budget | 90         | 2014-12 | k14
        noord   | 2014 | staff  | school | actual | 105        | 2015-12 | k15
        noord   | 2015 | staff  | school | actual | 200        | 2015-12 | k15
        zuid    | 2014 | staff  | school | actual | 1          | 2014-12 | z14
        """,
    )
    assert rows == [
        ("noord", 2014, "staff", "actual", 105),
        ("noord", 2014, "staff", "budget", 90),
        ("noord", 2015, "staff", "actual", 200),
        ("zuid", 2014, "staff", "actual", 1),
    ]


def test_of_every_site_the_newest_year_of_its_own_is_the_one_to_show() -> None:
    rows = core(
        "select site, year, theme_nl, theme_en, title, coordinators, is_newest from core.practice order by all",
        practice="""
        partner | year | theme     | title   | description | coordinators
        noord   | 2014 | guidance  | Kring   | elke dag    | -
        noord   | 2015 | guidance  | Cijfers | elke dag    | 2.5
        zuid    | 2014 | electives | Vak     | samen       | -
        """,
    )
    assert rows == [
        ("noord", 2014, "begeleiding", "guidance", "Kring", None, False),
        ("noord", 2015, "begeleiding", "guidance", "Cijfers", 2.5, True),
        ("zuid", 2014, "keuzedelen", "electives", "Vak", None, True),
    ]


def test_of_an_elective_the_school_code_hours_and_agreement_are_told_and_whom_to_ask_but_not_to_the_public() -> None:
    con = profile(
        practice="""
        partner | year | theme     | title   | description | with_partner | elective_code | study_hours | agreed_on
        noord   | 2014 | electives | Oud     | samen eten  | de school    | K9901         | 240         | 2013-06-02
        noord   | 2015 | electives | Koken   | samen eten  | de school    | K9901         | 240         | 2015-06-02
        zuid    | 2015 | guidance  | Kring   | elke dag    | -            | -             | -           | -
        """
    )
    con.execute("update agreed.party set mailbox = 'vraag@noord.example' where partner = 'noord'")
    con.execute(
        "create schema disclosed; create table disclosed.publication as select 'kopgroep' as audience, false as demo"
    )
    query = (ROOT / "warehouse" / "published" / "practice.sql").read_text(encoding="utf-8")
    columns = "site_name, title, with_partner, elective_code, study_hours, agreed_on, mailbox"
    assert con.execute(f"select {columns} from ({query}) order by site_name").fetchall() == [
        ("Noord", "Koken", "de school", "K9901", 240, date(2015, 6, 2), "vraag@noord.example"),
        ("Zuid", "Kring", None, None, None, None, None),
    ]
    con.execute("update disclosed.publication set audience = 'public'")
    assert con.execute(query).fetchall() == []
