"""A publication is whole and checked, or it is not there; the pointer never shows anything else."""

from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest

from pipelines.audiences import SHOWN, _earlier, _shown
from pipelines.metrics import load_metrics
from pipelines.settings import WAREHOUSE
from pipelines.stages import publish as publishing
from pipelines.stages.compare import CELL
from pipelines.stages.derive import agreed, exact, tables
from pipelines.stages.disclose.figures import PUBLIC, disclose
from pipelines.stages.publish import FRAMES, GateFailed, current, point_to, settle
from tests.spec.tables import Measured, measured

METRICS = load_metrics(WAREHOUSE / "metrics" / "metrics.yaml")
TABLES = {
    "figure", "claim", "indicator", "location", "cohort", "level", "comparison", "survival", "reference", "party",
    "provenance", "publication", "publication_as_of", "freshness", "value", "value_benefit", "tornado", "scenario",
    "assumption", "conclusion", "opportunity", "trend",
    "standardised", "funnel", "incidence", "practice", "sensitivity", "trend_by_month",
}  # fmt: skip


@pytest.fixture(scope="module")
def found() -> Measured:
    people = "wie|ended_on|status|diploma_on\n"
    people += "\n".join(f"p{i}|2016-01-25|graduated|{'2016-01-25' if i < 30 else '-'}" for i in range(50))
    return measured(trajectory=people)


@cache
def derived(found: Measured) -> dict[str, pd.DataFrame]:
    """What is published of these people; publishing changes none of it."""
    figures = disclose(found.frame)
    return {"figure": figures} | tables(figures, METRICS, PUBLIC, agreed(found.con), exact(found.con))


def make(found: Measured, folder: Path, version: str, **frames: pd.DataFrame) -> Path:
    ready = publishing.write(
        found.con,
        derived(found) | frames,
        folder,
        version,
        audience=PUBLIC,
        built_at=datetime(2026, 11, 1, tzinfo=UTC),
        demo=True,
        code="abc",
    )
    return publishing.go_live(ready)


def read(path: Path, sql: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(path), read_only=True) as con:
        return con.execute(sql).fetchall()


def test_a_publication_holds_exactly_the_promised_tables_and_is_the_current_one(
    found: Measured, tmp_path: Path
) -> None:
    path = make(found, tmp_path, "v1")
    assert current(tmp_path) == path
    assert {str(row[0]) for row in read(path, "select table_name from duckdb_tables()")} == TABLES
    assert read(path, "select version, audience, demo, threshold from publication") == [("v1", "public", True, 10)]
    rate = "select numerator, denominator, status from figure where indicator = 'diploma_rate_starters'"
    assert read(path, f"{rate} and location = 'all' and cohort = 'all' and level = 'all'") == [(30.0, 50.0, "final")]


def test_an_empty_warehouse_publishes_empty_tables(tmp_path: Path) -> None:
    path = make(measured(as_of=None), tmp_path, "v1")
    assert read(path, "select count(*) from figure") == [(0,)]
    assert read(path, "select as_of from publication") == [(None,)]
    assert read(path, "select count(*) > 0 from indicator") == [(True,)]


def test_nothing_but_the_publication_and_the_pointer_stays_in_the_folder(found: Measured, tmp_path: Path) -> None:
    make(found, tmp_path, "v1")
    make(found, tmp_path, "v2")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["current", "v1.duckdb", "v2.duckdb"]
    assert (tmp_path / "current").read_text(encoding="utf-8").strip() == "v2.duckdb"


def test_a_broken_rule_leaves_the_previous_publication_live_and_says_why(found: Measured, tmp_path: Path) -> None:
    before = make(found, tmp_path, "v1")
    leaking = derived(found)["figure"].copy()
    shown = leaking.index[leaking["status"] == "final"][0]
    leaking.loc[shown, ["numerator", "denominator"]] = [3.0, 50.0]
    with pytest.raises(GateFailed, match="every shown rate keeps enough people on both sides: 1 rows"):
        make(found, tmp_path, "v2", figure=leaking)
    assert current(tmp_path) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["current", "v1.duckdb"]


def test_a_publication_is_never_overwritten(found: Measured, tmp_path: Path) -> None:
    path = make(found, tmp_path, "v1")
    with pytest.raises(FileExistsError, match="v1"):
        make(found, tmp_path, "v1")
    assert current(tmp_path) == path


def test_a_half_written_file_of_a_killed_run_never_becomes_current(found: Measured, tmp_path: Path) -> None:
    before = make(found, tmp_path, "v1")
    for name in ("v1b.duckdb.tmp", "v2.duckdb.tmp", "v2.duckdb.tmp.wal", ".current.tmp"):
        (tmp_path / name).write_bytes(b"half")
    assert current(tmp_path) == before
    after = make(found, tmp_path, "v2")
    assert current(tmp_path) == after
    assert read(after, "select version from publication") == [("v2",)]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["current", "v1.duckdb", "v2.duckdb"]


@pytest.mark.parametrize("step", ["create_tables", "check", "settle", "point_to"])
def test_killed_at_any_step_the_old_publication_is_live_and_a_rerun_completes(
    found: Measured, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    before = make(found, tmp_path, "v1")

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(publishing, step, killed)
        with pytest.raises(KeyboardInterrupt):
            make(found, tmp_path, "v2")
    assert current(tmp_path) == before
    assert read(before, "select version from publication") == [("v1",)]
    assert current(tmp_path) == before
    assert make(found, tmp_path, "v3") == current(tmp_path)


def test_a_file_that_was_not_closed_is_not_given_its_name(tmp_path: Path) -> None:
    part = tmp_path / "v1.duckdb.tmp"
    part.write_bytes(b"data")
    part.with_name("v1.duckdb.tmp.wal").write_bytes(b"more")
    with pytest.raises(RuntimeError, match="not complete"):
        settle(part, tmp_path / "v1.duckdb")
    assert not (tmp_path / "v1.duckdb").exists()


def test_the_pointer_is_replaced_in_one_step(tmp_path: Path) -> None:
    assert current(tmp_path) is None
    for name in ("a.duckdb", "b.duckdb"):
        point_to(tmp_path, name)
        assert current(tmp_path) == tmp_path / name
    assert [path.name for path in tmp_path.iterdir()] == ["current"]


def test_a_frame_without_a_published_table_is_refused(found: Measured, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no published table for \\['people'\\]"):
        make(found, tmp_path, "v1", people=pd.DataFrame())


def test_every_frame_has_a_published_table() -> None:
    assert set(FRAMES) <= TABLES


@pytest.mark.parametrize(
    ("name", "change", "sentence"),
    [
        ("trend", {"value": 0.123}, "every trend point is a shown figure"),
        ("incidence", {"at_risk": 9}, "no incidence point stands on too few people"),
        ("comparison", {"status": "no_difference"}, "every comparison rests on shown figures"),
        ("comparison", {"p_value": 0.5}, "every comparison rests on shown figures"),
        ("standardised", {"value": 0.5}, "every standardised rate rests on shown levels"),
        ("conclusion", {"sentence_nl": "Het zijn er 3."}, "no sentence about a hidden figure holds a number"),
    ],
)
def test_a_table_that_tells_more_than_the_figures_is_not_published(
    found: Measured, tmp_path: Path, name: str, change: dict[str, Any], sentence: str
) -> None:
    figures, told = derived(found)["figure"], derived(found)[name]
    hidden = figures.loc[figures["hidden"].astype(bool), CELL]
    if name in ("comparison", "standardised", "conclusion"):
        # As if it spoke of what is hidden.
        told = told.head(1).assign(**{part: hidden[part].iloc[0] for part in CELL})
        if name == "standardised":
            told["level"], told["cohort"] = "all", "all"
    assert not told.empty
    with pytest.raises(GateFailed, match=sentence):
        make(found, tmp_path, "v1", **{name: told.assign(**change)})


def test_every_shown_figure_of_every_publication_is_known_once(found: Measured, tmp_path: Path) -> None:
    assert list(_earlier(tmp_path / "nothing")) == []
    make(found, tmp_path, "v1")
    figures = disclose(found.frame)
    shown = figures[~figures["hidden"].astype(bool)]
    assert len(shown)
    assert set(map(tuple, _shown(tmp_path)[CELL].to_numpy())) == set(map(tuple, shown[CELL].to_numpy()))
    make(found, tmp_path, "v2")
    assert len(_shown(tmp_path)) == len(shown), "the same figures were shown twice"
    told = {key[:5]: key[5:] for key in _earlier(tmp_path)}
    one = ("diploma_rate_starters", "all", "all", "all", "participant")
    assert told[one] == (0.0, 30.0, 20.0, 0.0, 0.0)  # excluded, met, not met, not yet, unknown


def test_a_changed_figure_is_known_in_both_its_forms(found: Measured, tmp_path: Path) -> None:
    make(found, tmp_path, "v1")
    figures: pd.DataFrame = disclose(found.frame)
    before = len(_shown(tmp_path))
    whole = (
        (figures["indicator"] == "diploma_rate_starters")
        & (figures["location"] == "all")
        & (figures["cohort"] == "all")
    )
    changed = figures.assign(excluded=figures["excluded"].mask(whole & (figures["level"] == "all"), 12))
    make(found, tmp_path, "v2", figure=changed)
    assert len(_shown(tmp_path)) == before + 1


def test_what_was_shown_stays_known_when_the_publication_is_taken_away(found: Measured, tmp_path: Path) -> None:
    path = make(found, tmp_path, "v1")
    known = set(_earlier(tmp_path))
    path.unlink()
    assert set(_earlier(tmp_path)) == known
    (tmp_path / SHOWN).unlink()
    assert list(_earlier(tmp_path)) == []
