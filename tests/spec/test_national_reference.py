"""Landelijke cijfers: which of them may be joined by a line, and that two editions of one page stand apart."""

import duckdb
import pandas as pd

from pipelines.reference import load_reference
from tests.spec.tables import ROOT, fill, warehouse

PUBLISHED = (ROOT / "warehouse" / "published" / "reference.sql").read_text(encoding="utf-8")


def published(table: str) -> pd.DataFrame:
    con = warehouse(None, "", {})
    con.execute("delete from agreed.reference")
    fill(con, "agreed.reference", table)
    return con.execute(PUBLISHED).df()


def lines(frame: pd.DataFrame) -> list[list[str]]:
    return sorted(group["period"].tolist() for _, group in frame.groupby("series"))


def test_no_line_leads_across_a_change_of_the_count() -> None:
    frame = published(
        """
        indicator | population | period    | breakdown | value | edition | break_before
        vsv       | Nederland  | 2014-2015 | niveau 1  | 0.30  | nieuw   | false
        vsv       | Nederland  | 2015-2016 | niveau 1  | 0.28  | nieuw   | false
        vsv       | Nederland  | 2016-2017 | niveau 1  | 0.26  | nieuw   | true
        vsv       | Nederland  | 2017-2018 | niveau 1  | 0.23  | nieuw   | false
        """
    )
    assert lines(frame) == [["2014-2015", "2015-2016"], ["2016-2017", "2017-2018"]]


def test_two_editions_of_one_page_and_two_breakdowns_are_lines_of_their_own() -> None:
    frame = published(
        """
        indicator | population | period    | breakdown | value | edition | break_before
        vsv       | Nederland  | 2015-2016 | niveau 1  | 0.28  | oud     | false
        vsv       | Nederland  | 2015-2016 | niveau 1  | 0.29  | nieuw   | false
        vsv       | Nederland  | 2015-2016 | niveau 2  | 0.08  | nieuw   | false
        """
    )
    assert frame["series"].nunique() == 3


def test_the_national_file_keeps_editions_apart_and_breaks_where_the_count_changed() -> None:
    con = duckdb.connect()
    con.execute("create schema agreed")
    con.register("frame", load_reference(ROOT / "sources" / "reference" / "national.csv"))
    con.execute("create table agreed.reference as select * from frame")
    frame = con.execute(PUBLISHED).df()
    level_1 = frame[(frame["indicator"] == "early_leaving_rate") & (frame["breakdown"] == "bol niveau 1")]
    assert level_1.loc[level_1["period"] == "2016-2017", "value"].sort_values().tolist() == [0.2589, 0.2604]
    assert lines(level_1) == [["2015-2016"], ["2015-2016"], ["2016-2017"], ["2016-2017", "2017-2018"]]
    # 79,6 % (any job) and 70,3 % (at least twelve hours a week) are the same page and year.
    work = frame[(frame["indicator"] == "work_rate_starters") & (frame["breakdown"] == "totaal")]
    both = work[work["period"] == "oktober 2019"]
    assert sorted(both["value"]) == [0.703, 0.796]
    assert both["series"].nunique() == 2
    assert not frame["comparable"].any()
