"""Open data of DUO: five years side by side, blank lines in between, newer editions over older; and the real file where it is."""

import shutil
from pathlib import Path

import duckdb
import pytest

from pipelines import benchmark, ingest
from pipelines.receipts import Receipt
from pipelines.registry import load_registry
from pipelines.settings import ROOT, SOURCES, Settings
from tests.integration.conftest import Wlb

SAMPLES = Path(__file__).parent.parent / "samples" / "duo"
REAL = ROOT.parent / "shared" / "data" / "duo" / "mbo_inscriptions_2019.csv"


def _take_in(data: Path, *files: Path) -> list[Receipt]:
    """No demo and no key: open data holds nobody."""
    settings, registry = Settings(data=data), load_registry(SOURCES)
    (data / "inbox" / "duo").mkdir(parents=True)
    for file in files:
        shutil.copy(file, data / "inbox" / "duo")
    made = ingest.ingest_partner(settings, registry, "duo")
    benchmark.build_core(settings, registry)
    return made


def _ask(data: Path, query: str) -> list[tuple[object, ...]]:
    name = (data / "warehouse" / "building").read_text(encoding="utf-8").strip()
    with duckdb.connect(str(data / "warehouse" / name), read_only=True) as con:
        return con.execute(query).fetchall()


@pytest.mark.parametrize("order", [("2018", "2019"), ("2019", "2018")])
def test_of_each_year_the_newest_edition_counts_as_a_whole(tmp_path: Path, order: tuple[str, str]) -> None:
    made = _take_in(tmp_path, *(SAMPLES / f"mbo_inscriptions_{year}.csv" for year in order))
    assert [receipt.is_accepted for receipt in made] == [True, True]
    rows = _ask(
        tmp_path, "select year, brin, learning_path, level, men, women, total from core.student_count order by all"
    )
    assert rows == [
        (2017, "27GZ", "bbl", "mbo1", 0, 0, 0),
        (2017, "27GZ", "bol", "mbo2", 10, 90, 100),
        (2018, "27GZ", "bol", "mbo2", 12, 99, 111),  # the revised count; the school that left the edition is gone
        (2019, "27GZ", "bbl", "mbo1", 0, 0, 0),
        (2019, "27GZ", "bol", "mbo2", 15, 105, 120),
    ]


def test_an_empty_year_has_no_row_and_a_zero_has(tmp_path: Path) -> None:
    (receipt,) = _take_in(tmp_path, SAMPLES / "mbo_inscriptions_2018.csv")
    assert (receipt.source_rows, receipt.used, receipt.quarantined, receipt.skipped) == (5, 3, 0, {"blank": 2})
    assert receipt.records == {"student_count": 4}
    counts = "select brin, year, total from accepted.student_count where total = 0 or brin = '20MQ' order by all"
    assert _ask(tmp_path, counts) == [("20MQ", 2018, 10), ("27GZ", 2017, 0)]


def test_open_data_alone_is_published_without_a_key(tmp_path: Path, wlb: Wlb) -> None:
    data = tmp_path / "data"
    (data / "inbox" / "duo").mkdir(parents=True)
    shutil.copy(SAMPLES / "mbo_inscriptions_2019.csv", data / "inbox" / "duo")
    said = wlb(data, "run", "--json")
    assert (said.code, said.json["refused"]) == (0, None)
    assert said.json["publication"]["figures"] == 0
    assert said.json["publication"]["demo"] is False
    rows = wlb(data, "sql", "select sum(total) as n from core.student_count where year = 2019", "--json").json
    assert rows == [{"n": 120}]
    assert wlb(data, "figures", "--json").json == []
    assert {row["verdict"] for row in wlb(data, "claims", "--json").json} <= {
        "not_evaluable",
        "not_computed",
        "not_reproduced",
    }


@pytest.mark.skipif(
    not REAL.exists(), reason=f"DUO's own file is not here: {REAL} (open data, 4 MB; the sample above always runs)"
)
def test_the_real_file_comes_out_as_counted_by_hand(tmp_path: Path) -> None:
    (receipt,) = _take_in(tmp_path, REAL)
    assert receipt.is_accepted
    assert receipt.quarantined == 0
    assert receipt.skipped == {"blank": 29}
    assert receipt.source_rows == receipt.used + 29
    students = "select sum(total)::int from core.student_count where year = 2019"
    assert _ask(tmp_path, students) == [(501_903,)]
    by_level = f"{students} and level = 'mbo1' union all {students} and level = 'mbo2'"
    assert _ask(tmp_path, by_level) == [(15_998,), (82_598,)]
    for brin, counts in {"27GZ": (831, 4_144), "20MQ": (452, 1_351), "30RR": (555, 1_428)}.items():
        levels = f"{students} and brin = '{brin}' and level = 'mbo"
        assert _ask(tmp_path, f"select ({levels}1'), ({levels}2')") == [counts]
    assert _ask(tmp_path, f"{students} and brin = '09MR' and level = 'mbo2'") == [(914,)]
