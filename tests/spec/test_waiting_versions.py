"""A second version beside the live one: both triples per cell, who moves, what is masked, and that nothing of it is published."""

import json
from pathlib import Path
from typing import Any

import duckdb
import pytest
import yaml

from pipelines import cli
from pipelines.metrics import Metric, load_metrics, load_waiting
from pipelines.settings import WAREHOUSE
from pipelines.stages import versions
from pipelines.stages.build import create_tables
from pipelines.stages.measure import measure
from pipelines.stages.publish import point_to
from pipelines.waiting import NothingWaits, compared, masked, measure_all
from pipelines.yaml_lines import ConfigurationError
from tests.spec.tables import ROOT, warehouse

METRICS = WAREHOUSE / "metrics" / "metrics.yaml"
SAMPLES = ROOT / "tests" / "samples" / "shadow"
SHORT = 7
STAYED = 10
GRADUATED = 20


def live() -> tuple[Metric, ...]:
    return load_metrics(METRICS)


def shadow(folder: Path, *indicators: str, **other: Any) -> Path:
    """A folder of waiting versions: the live words with a higher version, and the SQL of the samples."""
    blocks = {block["indicator"]: block for block in yaml.safe_load(METRICS.read_text(encoding="utf-8"))["metrics"]}
    change = {"nl": "Kort blijven telt niet mee.", "en": "Short stays are left out."}
    told = [blocks[name] | {"version": "2.0", "change": change} | other for name in indicators]
    folder.mkdir(exist_ok=True)
    (folder / "metrics.yaml").write_text(yaml.safe_dump({"metrics": told}), encoding="utf-8")
    for name in indicators:
        (folder / f"{name}.sql").write_text((SAMPLES / f"{name}.sql").read_text(encoding="utf-8"), encoding="utf-8")
    return folder


def people() -> str:
    """20 with a diploma, 10 without, and 7 who stopped after 50 days; all at one location."""
    rows = [
        *(f"d{i} | 2016-01-25 | 2016-01-25 | completed" for i in range(GRADUATED)),
        *(f"n{i} | 2016-01-25 | - | completed" for i in range(STAYED)),
        *(f"k{i} | 2015-03-24 | - | stopped" for i in range(SHORT)),
    ]
    return "wie | ended_on | diploma_on | status\n" + "\n".join(rows)


def built(path: Path, folder: Path, **tables: str) -> duckdb.DuckDBPyConnection:
    """A warehouse as the pipeline leaves it, in memory and then in a file, with what waits in `folder`."""
    con = warehouse("2018-12-31", "", tables or {"trajectory": people()})
    create_tables(con, WAREHOUSE / "core", "core")
    create_tables(con, WAREHOUSE / "metrics", "metrics")
    waits = measure_all(con, live(), folder)
    measured = measure(con, live())
    if waits is not None:
        versions.compare(con, measured, waits)
    ((made,),) = con.execute("select current_database()").fetchall()
    con.execute(f"attach '{path}' as kept; copy from database {made} to kept; detach kept")
    return con


def cell(path: Path, *, exact: bool = True, **asked: str) -> dict[str, Any]:
    wanted = {"location": "noord/haven", "cohort": "all", **asked}
    (found,) = [one for one in compared(path, wanted, exact=exact).cells if one["level"] == "all"]
    return found


def test_both_triples_stand_beside_each_other_and_everybody_is_in_the_moves(tmp_path: Path) -> None:
    path = tmp_path / "w.duckdb"
    built(path, shadow(tmp_path / "shadow", "diploma_rate_starters"))
    found = cell(path)
    assert (found["numerator"], found["denominator"], found["excluded"]) == (20, 37, 0)
    assert (found["next_numerator"], found["next_denominator"], found["next_excluded"]) == (20, 30, 7)
    moves = {(move["was"], move["becomes"]): move["people"] for move in found["moves"]}
    assert moves == {("met", "met"): 20, ("not_met", "not_met"): 10, ("not_met", "excluded"): 7}


def test_counts_that_count_differently_are_told(tmp_path: Path) -> None:
    path = tmp_path / "w.duckdb"
    visits = "visited_on | hours\n2012-02-01 | 2\n2015-02-01 | 2\n2015-02-02 | 4\n2016-02-01 | 2"
    built(path, shadow(tmp_path / "shadow", "hours_of_informal_care"), visit=visits)
    found = cell(path)
    assert (found["numerator"], found["next_numerator"]) == (10, 7)
    moves = {(move["was"], move["becomes"]): move["people"] for move in found["moves"]}
    assert moves == {("counted", "counted"): 2, ("counted", "counted_differently"): 1, ("counted", "absent"): 1}


def test_what_waits_changes_nothing_of_what_is_live(tmp_path: Path) -> None:
    with_it = built(tmp_path / "a.duckdb", shadow(tmp_path / "shadow", "diploma_rate_starters"))
    without = built(tmp_path / "b.duckdb", tmp_path / "nothing")
    query = "select * exclude (followed) from measured.figure order by all"
    assert with_it.execute(query).fetchall() == without.execute(query).fetchall()
    leaf = "select * from metrics.leaf order by all"
    assert with_it.execute(leaf).fetchall() == without.execute(leaf).fetchall()


def test_few_people_are_masked_unless_a_steward_asks(tmp_path: Path) -> None:
    path = tmp_path / "w.duckdb"
    few = people().replace("k4 | 2015-03-24 | - | stopped", "k4 | 2015-03-24 | - | completed")
    few = "\n".join(line for line in few.splitlines() if not line.startswith(("k3", "k4", "k5", "k6")))
    built(path, shadow(tmp_path / "shadow", "diploma_rate_starters"), trajectory=few)
    hidden = cell(path, exact=False)
    assert hidden["masked"]
    assert hidden["moves"] == []
    assert {
        hidden[name] for name in hidden if name.startswith(("numerator", "denominator", "next", "value", "excluded"))
    } == {None}
    assert cell(path)["next_excluded"] == 3
    assert not cell(path)["masked"]


def test_a_cell_of_enough_people_is_not_masked(tmp_path: Path) -> None:
    path = tmp_path / "w.duckdb"
    built(path, shadow(tmp_path / "shadow", "diploma_rate_starters"))
    assert not cell(path, exact=False)["masked"]
    shown = {"numerator": 20, "denominator": 24, "not_evaluable": 0, "excluded": 0, "moves": []}
    both = (
        shown
        | {f"next_{name}": count for name, count in shown.items()}
        | dict.fromkeys(("indicator", "location", "cohort", "level", "role"), "x")
    )
    assert masked(both)["masked"]  # four people without a diploma


def test_sql_that_fails_is_told_and_stops_nothing(tmp_path: Path) -> None:
    folder = shadow(tmp_path / "shadow", "diploma_rate_starters")
    (folder / "diploma_rate_starters.sql").write_text("select nowhere from core.start", encoding="utf-8")
    path = tmp_path / "w.duckdb"
    con = built(path, folder)
    assert con.execute("select count(*) > 0 from measured.figure").fetchall() == [(True,)]
    found = compared(path, {}, exact=False)
    assert found.cells == ()
    assert "nowhere" in found.failed[0]


def test_nothing_waits_is_said(tmp_path: Path) -> None:
    path = tmp_path / "w.duckdb"
    built(path, tmp_path / "nothing")
    with pytest.raises(NothingWaits, match="no new version"):
        compared(path, {}, exact=False)
    other = tmp_path / "x.duckdb"
    built(other, shadow(tmp_path / "shadow", "diploma_rate_starters"))
    with pytest.raises(NothingWaits, match=r"there is: diploma_rate_starters 2\.0"):
        compared(other, {"indicator": "requests_handled"}, exact=False)


@pytest.mark.parametrize(
    ("other", "why"),
    [
        ({"version": "1.0"}, "version 1.0 is not higher than the live 1.0"),
        ({"version": "0.9"}, "not higher"),
        ({"kind": "count", "unit": "count", "bound": None}, "that is another indicator"),
        ({"chnage": {"nl": "x", "en": "y"}}, "unknown key"),
    ],
)
def test_a_waiting_version_that_cannot_be_one_says_why(tmp_path: Path, other: dict[str, Any], why: str) -> None:
    folder = shadow(tmp_path / "shadow", "diploma_rate_starters", **other)
    with pytest.raises(ConfigurationError) as failed:
        load_waiting(folder / "metrics.yaml", live())
    assert why in str(failed.value)


def test_words_without_sql_and_sql_without_words_are_mistakes(tmp_path: Path) -> None:
    folder = shadow(tmp_path / "shadow", "diploma_rate_starters")
    (folder / "diploma_rate_starters.sql").rename(folder / "diploma_rate_leavers.sql")
    with pytest.raises(ConfigurationError) as failed:
        load_waiting(folder / "metrics.yaml", live())
    assert len(failed.value.mistakes) == 2


def test_the_command_shows_who_moves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "warehouse").mkdir()
    built(tmp_path / "warehouse" / "v1.duckdb", shadow(tmp_path / "shadow", "diploma_rate_starters"))
    point_to(tmp_path / "warehouse", "v1.duckdb")
    monkeypatch.setenv("WLB_DATA", str(tmp_path))

    def wlb(*arguments: str) -> tuple[int, str]:
        monkeypatch.setattr(
            "sys.argv", ["wlb", "figures", "--compare-versions", "--location", "noord/haven", *arguments]
        )
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            cli.main()
        return int(ended.value.code or 0), capsys.readouterr().out

    code, told = wlb("--cohort", "all")
    assert code == 0
    assert "7 niet gehaald → uitgesloten" in " ".join(told.split())
    assert "Kort blijven telt niet mee" in told
    found = json.loads(wlb("--cohort", "all", "--json")[1])
    assert {one["next_excluded"] for one in found["cells"] if one["level"] == "all"} == {7}
    assert wlb("--indicator", "requests_handled")[0] == 2


def test_what_waits_in_this_project_can_be_read() -> None:
    load_waiting(WAREHOUSE / "shadow" / "metrics.yaml", live())
