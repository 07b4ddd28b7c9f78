"""The whole way on the demo: what partners deliver comes out as the partnership published it, and every file is accounted for."""

import re
import time
from collections import Counter
from pathlib import Path

import duckdb
import pytest

from pipelines.stages.publish import current
from tests.integration.conftest import Demo, Wlb, rows_of

PSEUDONYM = re.compile(r"(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])")
PARTNERS_NUMBER = re.compile(r"\b(?:DH|DD)-\d{4}\b|\bHV-\d{5}\b|\bHH\d-\d{6}-\d{4}\b|\bST-\d{4}\b")


def test_the_published_claims_come_out_exactly(demo: Demo, wlb: Wlb) -> None:
    rows = wlb(demo.data, "claims", "--json").json
    counts = {
        row["indicator"]: (row["numerator"], row["denominator"])
        for row in rows
        if (row["location"], row["as_of"]) == ("den_haag/schilderswijk", "2017-01-31") and row["numerator"] is not None
    }
    assert counts == {
        "diploma_rate_leavers": (130, 155), "work_rate_graduates": (102, 130), "work_rate_starters": (102, 155),
        "retention_6m_counted": (68, 102), "sustained_work_starters": (68, 155),
    }  # fmt: skip


def test_a_group_that_ended_is_evaluable_for_its_diploma_and_not_yet_for_its_work(demo: Demo, wlb: Wlb) -> None:
    rows = [
        row for row in wlb(demo.data, "claims", "--json").json
        if row["location"] == "den_haag/centrum" and row["as_of"] == "2016-01-25"
    ]  # fmt: skip
    counts = {row["indicator"]: (row["numerator"], row["denominator"], row["not_evaluable"]) for row in rows}
    assert counts["diploma_rate_starters"] == counts["diploma_rate_leavers"] == (13, 13, 0)
    verdicts = {row["indicator"]: row["verdict"] for row in rows}
    assert verdicts["work_rate_graduates"] == "not_evaluable"
    path = current(demo.data / "warehouse")
    with duckdb.connect(str(path), read_only=True) as con:
        measured = con.execute(
            "select numerator, denominator, not_evaluable from measured.figure where indicator = 'work_rate_graduates' "
            "and location = 'den_haag/centrum' and ask = (select claim from agreed.claim where as_of = '2016-01-25' "
            "and location = 'den_haag/centrum' limit 1)"
        ).fetchall()
    assert measured == [(0, 0, 13)]


def test_requests_hours_and_interns_are_as_published(demo: Demo, wlb: Wlb) -> None:
    rows = wlb(demo.data, "claims", "--json").json
    dordrecht = {row["indicator"]: row["numerator"] for row in rows if row["location"] == "dordrecht"}
    assert dordrecht["requests_handled"] == 10_000
    assert 22_000 <= dordrecht["hours_of_informal_care"] < 22_500
    amersfoort = {row["as_of"]: row["value"] for row in rows if row["indicator"] == "interns_per_week"}
    assert sorted(amersfoort.values()) == [8, 16]


def test_the_ratio_stands_on_published_figures_beside_the_one_that_was_published(demo: Demo, wlb: Wlb) -> None:
    location, cohort = demo.published("select location, cohort from value where status = 'final' order by all")[0]
    told = wlb(demo.data, "value", "--location", location, "--cohort", cohort, "--json").json
    (row,) = told["value"]
    assert row["ratio"] == pytest.approx(row["benefits_eur"] / row["costs_eur"])
    assert row["ratio_low"] < row["ratio"] < row["ratio_high"]
    for benefit in told["value_benefit"]:
        asked = ("--indicator", benefit["indicator"], "--location", location, "--cohort", cohort)
        found = wlb(demo.data, "figures", *asked, "--json")
        shown = [one["numerator"] for one in found.json if (one["level"], one["role"]) == ("all", benefit["role"])]
        assert shown == [benefit["counted"]]


def test_the_published_ratio_is_held_against_the_nearest_year_that_may_be_seen(demo: Demo) -> None:
    asked = "select verdict, published_text, computed_text from claim where indicator = 'social_value_ratio'"
    kopgroep = current(demo.data / "published" / "kopgroep")
    ((verdict, published, computed),) = rows_of(kopgroep, asked)
    assert (verdict, published) == ("not_reproduced", "2,80")
    years = {
        cohort
        for (cohort,) in rows_of(kopgroep, "select cohort from value where status = 'final' and location = 'dordrecht'")
    }
    # Of 2014 most days lie in the school year 2013/14.
    nearest = min((year for year in years if year[:2] == "20"), key=lambda year: abs(int(year[:4]) - 2013.4))
    assert f"schooljaar {nearest}" in computed


def test_every_audience_has_its_own_file_and_the_public_sees_no_more_than_the_kopgroep(demo: Demo) -> None:
    folders = {path.name for path in (demo.data / "published").iterdir()}
    sites = {party.id for party in demo.registry.parties.values() if party.locations}
    assert folders == {"public", "kopgroep", *(f"site:{site}" for site in sites)}
    shown = {}
    for audience in folders:
        path = current(demo.data / "published" / audience)
        assert rows_of(path, "select audience from publication") == [(audience,)]
        cells = rows_of(path, "select indicator, location, cohort, level, role from figure where not hidden")
        shown[audience] = set(cells)
    assert shown["public"] < shown["kopgroep"]
    for site in sites:
        own = {place.id for place in demo.registry.parties[site].locations} | {site}
        assert shown["kopgroep"] <= shown[f"site:{site}"]
        assert {location for _, location, *_ in shown[f"site:{site}"] - shown["kopgroep"]} <= own


def test_a_year_with_a_hidden_figure_has_no_ratio(demo: Demo) -> None:
    hidden = demo.published(
        "select distinct location, cohort from value join figure using (location, cohort) where indicator = 'sustained_work_starters' "
        "and role = 'participant' and level = 'all' and figure.hidden"
    )
    assert hidden
    worked_out = demo.published("select location, cohort from value where ratio is not null")
    assert worked_out
    assert not set(hidden) & set(worked_out)


def test_no_claim_fails_and_what_is_not_built_says_so(demo: Demo, wlb: Wlb) -> None:
    verdicts = Counter(row["verdict"] for row in wlb(demo.data, "claims", "--json").json)
    assert set(verdicts) <= {"reproduced", "reproduced_truncated", "not_reproduced", "not_evaluable", "not_computed"}
    assert verdicts["reproduced"] >= 8


def test_every_source_row_is_used_quarantined_or_skipped(demo: Demo) -> None:
    accepted = [receipt for receipt in demo.receipts if receipt.is_accepted]
    assert len(accepted) > 60
    off = {r.file: r for r in accepted if r.source_rows != r.used + r.quarantined + sum(r.skipped.values())}
    assert not off


def test_every_file_has_a_receipt_and_the_inbox_is_empty(demo: Demo) -> None:
    delivered = {(path.parent.name, path.name) for path in demo.inbox.glob("*/*")}
    told = {(receipt.partner, receipt.file) for receipt in demo.receipts}
    assert told == delivered | {("wie_is_dit", "lijst.csv")}
    assert [path.name for path in (demo.data / "inbox").glob("*/*")] == ["lijst.csv"]


def test_accepted_files_hold_as_many_records_as_the_receipt_says(demo: Demo) -> None:
    with duckdb.connect() as con:
        for receipt in demo.receipts:
            for dataset, file in receipt.files.items():
                path = str(demo.data / "accepted" / file)
                (found,) = con.execute("select count(*) from read_parquet($1)", [path]).fetchall()[0]
                assert (receipt.file, dataset, found) == (receipt.file, dataset, receipt.records[dataset])


def test_a_file_with_service_numbers_is_destroyed_and_leaves_no_byte_behind(demo: Demo) -> None:
    name = "Mondriaan_WLB_20261015.csv"
    assert demo.outcome(name) == ["destroyed"]
    lines = (demo.inbox / "roc_mondriaan" / name).read_bytes().split(b"\r\n")
    column = lines[0].split(b";").index(b"BSN")
    numbers = {line.split(b";")[column] for line in lines[1:] if line}
    assert len(numbers) > 100
    digits = re.compile(rb"(?<!\d)9999\d{5}(?!\d)")
    for path in _files(demo.data):
        assert not numbers & set(digits.findall(path.read_bytes())), path
    assert not (demo.data / "archive" / "roc_mondriaan" / demo_sha(demo, name)).exists()
    assert "722" in demo.desk(f"select sentence from delivery where file = '{name}'")[0][0]


def demo_sha(demo: Demo, name: str) -> str:
    return next(receipt.sha256 for receipt in demo.receipts if receipt.file == name)


def test_enrolments_stay_as_of_the_last_file_that_was_accepted(demo: Demo) -> None:
    rows = demo.published("select distinct delivery_id, period from provenance where partner = 'roc_mondriaan'")
    assert [period for _, period in rows] == ["2026-03"]


def test_files_that_need_a_word_get_the_right_outcome(demo: Demo) -> None:
    assert demo.outcome("Notulen overleg.txt") == ["unknown_file"]
    assert demo.outcome("lijst.csv") == ["unknown_partner"]
    assert demo.outcome("urenreg_202608.csv") == ["rejected"]
    assert demo.outcome("urenreg_202608 v2.csv")[0].startswith("accepted")
    wrong_total = demo.desk("select sentence from delivery where file = 'urenreg_202608.csv'")[0][0]
    assert "115" in wrong_total
    assert "114" in wrong_total


def test_of_a_redelivered_month_the_newest_version_counts(demo: Demo) -> None:
    rows = demo.desk("select file, effective from delivery where delivery = 'hulpvragen' and period = '2026-07'")
    assert sorted(rows) == [("hulpvragen_202607 v2.csv", True), ("hulpvragen_202607.csv", False)]
    (second,) = [receipt for receipt in demo.receipts if receipt.file == "hulpvragen_202607 v2.csv"]
    assert second.difference["help_request"] == {"new": 1, "changed": 0, "vanished": 0}  # it was set apart before


def test_a_register_counts_its_newest_file_only(demo: Demo) -> None:
    rows = demo.desk("select file from delivery where partner = 'den_haag' and delivery = 'rapportage' and effective")
    assert rows == [("WLB DH rapportage okt 2026 DEF (2).xlsx",)]


def test_a_late_partner_is_seen_as_late(demo: Demo) -> None:
    assert demo.desk("select period, state from expected where partner = 'hvp_zorg' and period >= '2026-09' order by 1") == [
        ("2026-09", "on_time"), ("2026-10", "missing"), ("2026-11", "expected"),
    ]  # fmt: skip
    assert demo.published("select on_time, state, last_period from freshness where partner = 'hvp_zorg'") == [
        (False, "missing", "2026-09")
    ]
    assert demo.published("select state from freshness where partner = 'roc_mondriaan'") == [("rejected",)]
    assert demo.published("select state from freshness where partner = 'den_haag'") == [("on_time",)]


def test_a_second_run_does_nothing_and_is_fast(copy: Demo) -> None:
    before = {path: path.stat().st_mtime_ns for path in _files(copy.data)}
    started = time.process_time()
    ran = copy.run()
    assert time.process_time() - started < 2
    assert (ran.receipts, ran.publication, ran.refusal, ran.failures) == ([], None, None, {})
    assert {path: path.stat().st_mtime_ns for path in _files(copy.data)} == before


def test_a_publication_holds_no_person(demo: Demo) -> None:
    texts = _texts(current(demo.data / "published" / "public"))
    joined = "\n".join(texts)
    assert len(texts) > 1_000
    assert not PSEUDONYM.findall(joined)
    assert not PARTNERS_NUMBER.findall(joined)
    assert not {name for name in _names() if re.search(rf"\b{re.escape(name)}\b", joined)}


def test_the_desk_holds_no_person(demo: Demo) -> None:
    joined = "\n".join(_texts(current(demo.data / "desk")))
    assert not PSEUDONYM.findall(joined)
    assert not PARTNERS_NUMBER.findall(joined)
    assert not {name for name in _names() if re.search(rf"\b{re.escape(name)}\b", joined)}


def test_accepted_rows_hold_no_direct_identifier(demo: Demo) -> None:
    given, family = _given(), _families()
    with duckdb.connect() as con:
        for receipt in demo.receipts:
            for file in receipt.files.values():
                path = str(demo.data / "accepted" / file)
                columns = [c[0] for c in con.execute("describe select * from read_parquet($1)", [path]).fetchall()]
                own = [
                    c for c in columns if not c.startswith("source_") and c not in ("delivery_id", "partner", "period")
                ]
                rows = con.execute(f"select distinct {', '.join(own)} from read_parquet($1)", [path]).fetchall()
                said = {str(cell) for row in rows for cell in row}
                assert not said & (given | family), file
                assert not [cell for cell in said if PARTNERS_NUMBER.search(cell)], file


def test_employers_rows_without_a_number_are_linked_by_person_and_a_changed_name_is_not(demo: Demo) -> None:
    ((by_number, by_person, unmatched, no_key, rate),) = demo.desk(
        "select by_number, by_person + by_person_and_dates, unmatched, no_key, rate from link_rate "
        "where partner = 'hvp_zorg' and dataset = 'employment'"
    )
    assert by_number > 400
    assert by_person > 20
    assert (unmatched, no_key) == (1, 1)
    assert 0.99 < rate < 1
    lost = demo.desk("select how, sentence from unlinked where partner = 'hvp_zorg' order by how")
    assert [how for how, _ in lost] == ["no_key", "unmatched"]
    assert all(sentence.startswith("regel ") for _, sentence in lost)


def test_twins_and_other_days_for_a_diploma_are_told_to_both_sides(demo: Demo) -> None:
    told = demo.desk("select signal, partner, against, count(*) from signal group by all")
    counted = {(signal, partner): count for signal, partner, _, count in told}
    assert counted["two_trajectories_at_once", "den_haag"] == 2
    assert counted["diploma_dates_differ", "den_haag"] == counted["diploma_dates_differ", "roc_mondriaan"] > 0
    assert demo.desk("select distinct signal, against from signal where partner = 'roc_mondriaan'") == [
        ("diploma_dates_differ", "den_haag")
    ]


def test_mapped_words_that_never_occur_are_for_the_steward(demo: Demo) -> None:
    words = demo.desk("select word from unused_word where partner = 'roc_mondriaan' and \"column\" = 'level'")
    assert {word for (word,) in words} == {"MBO-3", "3", "MBO-4", "4"}


def test_files_that_nobody_should_see_lie_outside_what_is_published(demo: Demo) -> None:
    names = {path.name for path in (demo.data / "published").rglob("*") if path.is_file()}
    assert names == {"current", f"{demo.publication['publication']}.duckdb"}


def test_a_hidden_figure_shows_no_number(demo: Demo) -> None:
    shown = "numerator, denominator, not_evaluable, excluded, unknown, value, low, high, maturity, response, bound_low, bound_high"
    (hidden, leaking) = demo.published(
        f"select count(*) filter (where hidden), count(*) filter (where hidden and coalesce({shown}) is not null) from figure"
    )[0]
    assert hidden > 100
    assert leaking == 0
    assert demo.published("select distinct status, hidden_reason from figure where hidden") == [
        ("hidden", "too_few_people")
    ]


def test_every_shown_rate_keeps_ten_people_on_both_sides(demo: Demo) -> None:
    shown = "from figure join indicator using (indicator) where not hidden and kind in ('rate', 'survival') and about = 'people' and denominator > 0"
    ((rates, close),) = demo.published(
        "select count(*), count(*) filter (where numerator < 10 or numerator > denominator - 10 or not_evaluable between 1 and 9 "
        f"or excluded between 1 and 9) {shown}"
    )
    assert rates > 50
    assert close == 0


@pytest.mark.parametrize("table", ["figure", "claim", "indicator", "location", "cohort", "level", "comparison", "survival",
                                   "reference", "party", "provenance", "publication", "publication_as_of", "freshness",
                                   "conclusion", "trend", "standardised", "funnel", "incidence", "practice"])  # fmt: skip
def test_every_promised_table_is_published(demo: Demo, table: str) -> None:
    ((rows,),) = demo.published(f"select count(*) from {table}")
    assert rows > 0


def test_a_figure_leads_back_to_deliveries_definition_and_code(demo: Demo) -> None:
    ((version, code, is_demo, threshold),) = demo.published("select version, code, demo, threshold from publication")
    assert version == demo.publication["publication"]
    assert code
    assert is_demo
    assert threshold == 10
    assert demo.published("select count(*) from figure where definition_version is null or publication <> "
                          f"'{version}'") == [(0,)]  # fmt: skip
    delivered = {receipt.delivery_id for receipt in demo.receipts}
    assert {row[0] for row in demo.published("select delivery_id from provenance")} <= delivered


def test_the_desk_tells_every_delivery_and_its_findings(demo: Demo) -> None:
    (told,) = demo.desk("select count(*) from delivery")[0]
    assert told == len(demo.receipts)
    assert demo.desk("select count(*) from delivery where length(sentence) < 10") == [(0,)]
    severities = {row[0] for row in demo.desk("select distinct severity from finding")}
    assert {"blocks", "quarantines", "notice"} <= severities
    unknown = demo.desk("select value, sentence, proposal from finding where value ilike 'boodschapen' limit 1")
    assert unknown
    assert "boodschappen" in unknown[0][2].lower()
    assert demo.desk("select count(*) from finding f anti join delivery d using (receipt_id)") == [(0,)]
    assert demo.desk("select demo, today::varchar from run") == [(True, "2026-11-20")]


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def _texts(path: Path | None) -> list[str]:
    """Every text and number in every table of a DuckDB file."""
    assert path is not None
    found = []
    with duckdb.connect(str(path), read_only=True) as con:
        for (table,) in con.execute("select table_name from duckdb_tables()").fetchall():
            found += [" | ".join(str(cell) for cell in row) for row in con.execute(f'from "{table}"').fetchall()]
    return found


def _given() -> set[str]:
    from pipelines.demo.people import MEN, WOMEN

    return {*MEN, *WOMEN}


def _families() -> set[str]:
    from pipelines.demo.people import FAMILIES

    return {family for _, family in FAMILIES}


def _names() -> set[str]:
    common = {
        "Post",
        "Wit",
        "Zwart",
        "Hof",
        "Berg",
        "Brink",
        "Peter",
        "Frank",
        "Bart",
        "Horst",
        "Meer",
    }  # also words or place names
    return {name for name in _given() | _families() if len(name) > 3} - common
