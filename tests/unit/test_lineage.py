"""What can change a figure, read from the SQL; and proof on rows that nothing else does."""

from functools import cache
from pathlib import Path

import duckdb
import pytest

from pipelines.metrics import load_metrics
from pipelines.settings import WAREHOUSE
from pipelines.stages import lineage
from pipelines.stages.build import create_tables
from pipelines.stages.measure import measure
from tests.spec.tables import datasets, warehouse

PARTS = {
    "core.record": "select 'job' as kind, job_no as record from accepted.job\n"
    "union all select 'diploma' as kind, diploma_no as record from accepted.diploma",
    "core.link": "select r.kind, r.record, p.person from core.record as r inner join core.person as p on p.no = r.record",
    "core.person": "select no, person from accepted.person",
}


def behind(tmp_path: Path, query: str, **more: str) -> tuple[str, ...]:
    for name, sql in {**PARTS, "metrics.rate": query, **more}.items():
        schema, table = name.split(".")
        (tmp_path / schema).mkdir(exist_ok=True)
        (tmp_path / schema / f"{table}.sql").write_text(sql, encoding="utf-8")
    return lineage.datasets("metrics.rate", lineage.read(tmp_path))


def test_what_lies_behind_a_table_is_found_however_far_back(tmp_path: Path) -> None:
    assert behind(tmp_path, "select person from core.link") == ("diploma", "job", "person")


@pytest.mark.parametrize(
    "query",
    [
        "select l.person from core.link as l where l.kind = 'job'",
        "select person from core.link where kind = 'job'",
        "select person from core.link where kind in ('job')",
        "select p.person from core.person as p left join core.link as l on l.kind = 'job' and l.person = p.person",
        "with own as (select * from core.link where kind = 'job' and person > 1) select person from own",
    ],
)
def test_who_reads_one_part_does_not_rest_on_the_others(tmp_path: Path, query: str) -> None:
    assert behind(tmp_path, query) == ("job", "person")


@pytest.mark.parametrize(
    "query",
    [
        "select l.person from core.link as l where l.kind = 'job' or l.person > 1",
        "select l.person, l.kind = 'job' as is_job from core.link as l",
        "select l.person from core.link as l where l.kind in ('job', 'diploma')",
        "select a.person from core.link as a inner join core.link as b on b.kind = 'job' and a.person = b.person",
    ],
)
def test_a_condition_that_lets_others_through_narrows_nothing(tmp_path: Path, query: str) -> None:
    assert behind(tmp_path, query) == ("diploma", "job", "person")


def test_the_files_come_in_the_order_in_which_they_run(tmp_path: Path) -> None:
    behind(tmp_path, "select person from core.link where kind = 'job'")
    order = [source.name for source in lineage.files("metrics.rate", lineage.read(tmp_path))]
    assert sorted(order) == ["link", "person", "rate", "record"]
    assert order.index("record") < order.index("link") > order.index("person")
    assert order[-1] == "rate"


WORLD = {
    "trajectory": """
        wie  | person_key | gender | ended_on   | diploma_on | diploma | work_from  | work_hours | planned_end_on | role        | location    | status
        anne | ak         | v      | 2016-01-25 | 2016-01-25 | true    | 2016-02-01 | 24         | 2016-01-25     | participant | noord/haven | completed
        bram | bk         | m      | 2016-01-25 | -          | -       | -          | -          | 2016-01-25     | participant | noord/haven | completed
        dora | dk         | v      | 2016-01-25 | 2016-01-25 | true    | -          | -          | 2016-01-25     | participant | noord/haven | completed
        cas  | ck         | m      | -          | -          | -       | -          | -          | 2016-01-25     | intern      | noord/markt | running
    """,
    "enrolment": """
        student_key | person_key | enrolled_from | planned_until | learning_path | enrolled_until
        s1          | ak         | 2016-02-01    | 2019-07-31    | bol           | 2019-07-31
        s3          | ck         | 2014-08-01    | 2016-07-31    | bol           | -
    """,
    "diploma": "student_key | person_key | awarded_on\ns2 | bk | 2016-01-20\ns3 | ck | 2016-06-20",
    "employment": "person_key | started_on | ended_on\nbk | 2016-02-01 | -",
    "follow_up": "trajectory_id | moment | asked_on | in_work\ndora | 6 | 2016-08-20 | no",
    "attendance": "trajectory_id | iso_week | status\ncas | 2015-W10 | present",
    "help_request": "handled_on\n2016-02-01",
    "visit": "visited_on | hours\n2016-02-01 | 2",
}


def changed_by(dataset: str) -> set[str]:
    """The indicators of which a number changes when nobody delivers this dataset."""
    everything, without = figures(frozenset(WORLD)), figures(frozenset(WORLD) - {dataset})
    return {name for name in {*everything, *without} if everything.get(name) != without.get(name)}


@cache
def figures(names: frozenset[str]) -> dict[str, str]:
    """Per indicator every number that comes out of these datasets of the example."""
    con = warehouse("2018-12-31", "", {name: WORLD[name] for name in names})
    create_tables(con, WAREHOUSE / "core", "core")
    create_tables(con, WAREHOUSE / "metrics", "metrics")
    frame = measure(con, load_metrics(WAREHOUSE / "metrics" / "metrics.yaml"))
    return {str(name): group.to_csv(index=False) for name, group in frame.groupby("indicator")}


@pytest.mark.parametrize("dataset", sorted(set(WORLD)))
def test_only_figures_that_name_a_dataset_change_with_it(dataset: str) -> None:
    sources = lineage.read(WAREHOUSE)
    name_it = {
        path.stem
        for path in (WAREHOUSE / "metrics").glob("*.sql")
        if dataset in lineage.datasets(f"metrics.{path.stem}", sources)
    }
    changed = changed_by(dataset)
    assert changed, "the example shows nothing about this dataset"
    assert changed <= name_it


def test_whose_a_record_is_does_not_depend_on_other_datasets() -> None:
    """The tables that keep datasets apart really do: a link is the same when only its own dataset and trajectories are there."""

    def links(names: set[str]) -> dict[str, list[tuple[object, ...]]]:
        con = warehouse("2018-12-31", "", {name: WORLD[name] for name in names})
        create_tables(con, WAREHOUSE / "core", "core")
        return _by_dataset(con)

    everything = links(set(WORLD))
    assert len(everything) >= 4
    for dataset, rows in everything.items():
        assert links({dataset, "trajectory"})[dataset] == rows


def _by_dataset(con: duckdb.DuckDBPyConnection) -> dict[str, list[tuple[object, ...]]]:
    found: dict[str, list[tuple[object, ...]]] = {}
    for dataset, *row in con.execute(
        "select dataset, delivery_id, record, trajectory_id, person, how from core.link order by all"
    ).fetchall():
        found.setdefault(dataset, []).append(tuple(row))
    return found


def test_every_dataset_that_an_indicator_names_is_delivered_by_a_contract() -> None:
    sources = lineage.read(WAREHOUSE)
    for metric in load_metrics(WAREHOUSE / "metrics" / "metrics.yaml"):
        named = lineage.datasets(f"metrics.{metric.indicator}", sources)
        assert bool(named) == (metric.about == "people" or metric.indicator == "link_rate"), metric.indicator
        assert set(named) <= set(datasets()), metric.indicator
