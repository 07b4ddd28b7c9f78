"""Small text tables → a warehouse with only those rows, measured by the real SQL.

Used by every test in this folder, and by other tests that need a warehouse. Empty cells get a default that makes the
row an ordinary one; `-` is "not filled in". A date may be written as another date plus days: `2016-01-25 + 183`.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache, cached_property
from itertools import count
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from pipelines.contracts import SQL_TYPES, contract_from
from pipelines.metrics import indicator_frame, load_metrics
from pipelines.reference import load_succession
from pipelines.stages.build import create_tables, read_sources, tables_behind
from pipelines.stages.measure import measure
from pipelines.yaml_lines import load

ROOT = Path(__file__).resolve().parents[2]
METRICS = ROOT / "warehouse" / "metrics"
PROVENANCE = {
    "partner": "varchar",
    "delivery_id": "varchar",
    "period": "varchar",
    "source_file": "varchar",
    "source_sheet": "varchar",
    "source_row": "bigint",
}
AGREED = {
    "location": "location varchar, label varchar, site varchar, site_label varchar, partner varchar, since date,"
    " region varchar",
    "party": "partner varchar, name varchar, kind varchar, place varchar, role_nl varchar, role_en varchar,"
    " mailbox varchar, delivers boolean",
    "claim": "claim varchar, location varchar, as_of date, started_from date, started_until date",
    "code": "vocabulary varchar, code varchar, nl varchar, en varchar",
    "delivery_plan": "partner varchar, delivery varchar, dataset varchar, decides_as_of boolean",
    "school_holiday": "school_year varchar, holiday varchar, region varchar, first_day date, last_day date, source varchar",
    "due_delivery": "partner varchar, delivery varchar, period varchar, due_on date, state varchar",
    "first_try": "partner varchar, delivery varchar, about varchar, arrived_on date, is_accepted boolean",
    "crebo_succession": "crebo varchar, succeeded_by varchar, source varchar, note varchar",
    "reference": "indicator varchar, population varchar, period varchar, breakdown varchar, unit varchar, value double,"
    " source varchar, edition varchar, comparable boolean, break_before boolean, note varchar",
}
DELIVERY = (
    "delivery_id varchar, partner varchar, delivery varchar, period varchar, kind varchar, covers_from date,"
    " covers_until date, arrived_at timestamp, accepted_at timestamp, effective boolean,"
    " quarantined bigint"
)
PLACES = """
    location     | label         | site  | site_label | partner | since      | region
    noord/haven  | Noord Haven   | noord | Noord      | noord   | 2000-01-01 | noord
    noord/markt  | Noord Markt   | noord | Noord      | noord   | 2000-01-01 | noord
    zuid/plein   | Zuid Plein    | zuid  | Zuid       | zuid    | 2000-01-01 | zuid
"""
PARTIES = """
    partner | name  | kind     | delivers
    noord   | Noord | site     | true
    zuid    | Zuid  | site     | true
    school  | De school | school | true
"""
HOLIDAYS = """
    school_year | holiday   | region | first_day  | last_day
    2014/15     | voorjaar  | noord  | 2015-02-21 | 2015-03-01
    2014/15     | voorjaar  | zuid   | 2015-02-14 | 2015-02-22
"""
MARKS = {"1": "present", "z": "ill", "a": "excused", "x": "no_show", "v": "holiday"}
DEFAULTS: dict[str, dict[str, str]] = {
    "trajectory": {
        "location": "noord/haven", "role": "participant", "target_level": "mbo1", "programme": "zorghulp",
        "started_on": "2015-02-02", "planned_end_on": "2016-01-25", "status": "running",
    },
    "follow_up": {"moment": "6", "source": "phone", "reached": "true", "in_work": "yes"},
    "attendance": {"status": "present"},
    "help_request": {
        "location": "noord/haven", "client_key": "bewoner", "requested_on": "2015-01-01", "status": "handled",
        "category": "groceries",
    },
    "visit": {"location": "noord/haven", "request_id": "hulpvraag", "hours": "2"},
    "enrolment": {
        "learning_path": "bol", "level": "mbo1", "enrolled_from": "2014-08-01", "crebo": "25251", "partner": "school",
    },
    "diploma": {"level": "mbo1", "crebo": "25251", "partner": "school"},
    "early_leaver": {"status": "early_leaver", "edition": "final", "under_23_on_1_october": "true", "partner": "school"},
    "employment": {"contract_kind": "temporary", "hours_per_week": "24"},
    "capacity": {"location": "noord/haven"},
    "client": {"location": "noord/haven", "client_from": "2014-01-01", "regular": "true"},
    "cost": {"partner": "noord", "kind": "staff", "payer": "gemeente", "basis": "actual"},
    "placement": {"setting": "informal"},
    "due_delivery": {"partner": "noord", "delivery": "register"},
    "first_try": {"partner": "noord", "delivery": "register"},
    "delivery": {"kind": "register", "effective": "true", "covers_from": "2000-01-01"},
}  # fmt: skip


class Measured:
    """What came out, to be asked for by name.

    A figure or a table that is asked for is made with the tables that it rests on; `con` and `frame` measure everything.
    """

    def __init__(self, bare: duckdb.DuckDBPyConnection) -> None:
        self._bare = bare
        self._own: dict[str, pd.DataFrame] = {}

    @cached_property
    def frame(self) -> pd.DataFrame:
        """Every figure, of every indicator."""
        create_tables(self._bare, ROOT / "warehouse" / "core", "core")
        create_tables(self._bare, METRICS, "metrics")
        return measure(self._bare, load_metrics(METRICS / "metrics.yaml"))

    @property
    def con(self) -> duckdb.DuckDBPyConnection:
        """The warehouse, whole and measured."""
        assert len(self.frame.columns)
        return self._bare

    def table(self, name: str, query: str) -> list[tuple[Any, ...]]:
        """The answer to a question about one table, such as `core.study`; what it does not rest on is not made."""
        create_behind(self._bare, name)
        return self._bare.execute(query).fetchall()

    def of(self, indicator: str) -> pd.DataFrame:
        """Every figure of one indicator; what was measured whole is not measured again."""
        if "frame" in self.__dict__:
            return self.frame
        if indicator not in self._own:
            create_measured(self._bare, indicator)
            metric = next(m for m in load_metrics(METRICS / "metrics.yaml") if m.indicator == indicator)
            self._own[indicator] = measure(self._bare, (metric,))
        return self._own[indicator]

    def row(self, indicator: str, **where: str) -> "pd.Series[float]":
        """The one row of an indicator; without more it is the benchmark, everywhere, everyone, participants."""
        wanted = {
            "ask": "benchmark", "location": "all", "cohort": "all", "level": "all", "role": "participant",
        } | where | {"indicator": indicator}  # fmt: skip
        frame = self.of(indicator)
        for name, value in wanted.items():
            frame = frame[frame[name] == value]
        assert len(frame) == 1, f"{len(frame)} rows for {wanted}"
        return frame.iloc[0]

    def triple(self, indicator: str, **where: str) -> tuple[int, int, int]:
        """Numerator, denominator and not evaluable."""
        row = self.row(indicator, **where)
        return int(row["numerator"]), int(row["denominator"]), int(row["not_evaluable"])

    def count(self, name: str, indicator: str, **where: str) -> int:
        """One of the other counts: excluded, unknown, persons."""
        return int(self.row(indicator, **where)[name])


def measured(
    as_of: str | None = "2018-12-31", claim: str = "", school_until: str | None = None, **tables: str
) -> Measured:
    """Measure the given tables (accepted.<name>) as of a day (None: nobody delivered); `claim` is a table of claims.

    `school_until`: the day of the school's file, when it is older than what the sites deliver.
    """
    return Measured(warehouse(as_of, claim, tables, school_until))


def warehouse(
    as_of: str | None, claim: str, tables: Mapping[str, str], school_until: str | None = None
) -> duckdb.DuckDBPyConnection:
    """A connection with accepted.* and agreed.* as the pipeline would leave them, holding only these rows."""
    con, name = _empty().cursor(), f"warehouse_{next(_number)}"
    con.execute(f"attach ':memory:' as {name}; copy from database empty to {name}; use {name}")
    fill(con, "agreed.claim", claim)
    for name, text in tables.items():
        fill(con, f"{'agreed' if name in AGREED else 'accepted'}.{name}", text)
    if as_of and "delivery" not in tables:
        for site in ("noord", "zuid"):
            con.execute("insert into agreed.delivery_plan values (?, 'register', 'trajectory', true)", [site])
            fill(con, "accepted.delivery", f"delivery_id|partner|delivery|covers_until\n{site}|{site}|register|{as_of}")
        fill(con, "accepted.delivery", f"delivery_id|partner|delivery|covers_until\nbaas|baas|contracts|{as_of}")
        told = school_until or as_of
        fill(con, "accepted.delivery", f"delivery_id|partner|delivery|covers_until\nenrolment|school|studies|{told}")
        con.execute("update accepted.employment set delivery_id = 'baas' where delivery_id = 'employment'")
    return con


_number = count()


@cache
def _empty() -> duckdb.DuckDBPyConnection:
    """Beside which each warehouse is made: its `empty` holds what is the same in all, and copying that is quick."""
    con = duckdb.connect(config={"threads": 1})  # a second thread costs more than it gains on a few rows
    con.execute(
        "attach ':memory:' as empty; use empty; create schema accepted; create schema agreed; create schema core"
    )
    tables = {f"accepted.{d}": ", ".join(f"{n} {t}" for n, t in columns.items()) for d, columns in datasets().items()}
    tables |= {"accepted.delivery": DELIVERY, **{f"agreed.{name}": typed for name, typed in AGREED.items()}}
    con.execute(";".join(f"create table {name} ({typed})" for name, typed in tables.items()))
    frame = indicator_frame(load_metrics(METRICS / "metrics.yaml"), METRICS)
    con.register("indicators", frame)
    con.execute("create table agreed.indicator as select * from indicators")
    succession = load_succession(ROOT / "sources" / "reference" / "crebo_succession.csv")
    con.register("succession", succession)
    con.execute("insert into agreed.crebo_succession by name select * from succession")
    fill(con, "agreed.location", PLACES)
    fill(con, "agreed.party", PARTIES)
    fill(con, "agreed.school_holiday", HOLIDAYS)
    for source in read_sources(ROOT / "warehouse" / "core", "core"):
        if not source.reads:
            con.execute(f"create table core.{source.name} as {source.sql}")
    return con


def one(
    indicator: str, as_of: str | None = "2018-12-31", claim: str = "", **tables: str
) -> tuple[duckdb.DuckDBPyConnection, pd.DataFrame]:
    """As `measured`, for one indicator only: makes no table that it does not rest on."""
    metric = next(m for m in load_metrics(METRICS / "metrics.yaml") if m.indicator == indicator)
    con = resting(indicator, as_of, claim, tables)
    return con, measure(con, (metric,))


def resting(indicator: str, as_of: str | None, claim: str, tables: Mapping[str, str]) -> duckdb.DuckDBPyConnection:
    """A warehouse with the tables that one indicator rests on, and no others; nothing is measured."""
    con = warehouse(as_of, claim, tables)
    create_measured(con, indicator)
    return con


def create_measured(con: duckdb.DuckDBPyConnection, indicator: str) -> None:
    """Make the tables that measuring one indicator rests on, as far as they are not there yet."""
    adding_up = read_sources(ROOT / "warehouse" / "measured", "measured")
    create_behind(con, f"metrics.{indicator}", *(read for source in adding_up for read in source.reads))


def create_behind(con: duckdb.DuckDBPyConnection, *tables: str) -> None:
    """Make these tables of `core` and `metrics` and those that they rest on, as far as they are not there yet."""
    sources = [(s, schema) for schema in ("core", "metrics") for s in read_sources(ROOT / "warehouse" / schema, schema)]
    reads = {f"{schema}.{source.name}": source.reads for source, schema in sources}
    needed = {*tables, *(behind for table in tables for behind in tables_behind(table, reads))}
    con.execute("create schema if not exists core; create schema if not exists metrics")
    for source, schema in sources:
        if f"{schema}.{source.name}" in needed:
            con.execute(f"create table if not exists {schema}.{source.name} as {source.sql}")


def fill(con: duckdb.DuckDBPyConnection, table: str, text: str) -> None:
    """Insert the rows of a text table; columns that are not there get the dataset's default."""
    dataset = table.split(".")[1]
    defaults = DEFAULTS.get(dataset, {}) | ({"delivery_id": dataset} if dataset in datasets() else {})
    for number, row in enumerate(weeks_apart(rows(text)) if dataset == "attendance" else rows(text), start=1):
        own = dict.fromkeys(numbers().get(dataset, ()), f"{dataset} {number}")
        cells = {**defaults, **own, **{name: value for name, value in row.items() if value != ""}}
        known = {name: None if value == "-" else _date(value) for name, value in cells.items()}
        if table == "accepted.trajectory" and "trajectory_id" not in known:
            known["trajectory_id"] = known.pop("wie")
        places = ", ".join("?" for _ in known)
        con.execute(f"insert into {table} ({', '.join(known)}) values ({places})", list(known.values()))


def rows(text: str) -> list[dict[str, str]]:
    """The rows of a text table as name → cell."""
    lines = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines() if line.strip()]
    return [dict(zip(lines[0], line, strict=True)) for line in lines[1:]]


def weeks_apart(attendance: list[dict[str, str]]) -> list[dict[str, str]]:
    """One row per week where a row holds a run of marks: `from_week` and `marks` such as `11z1 x..1` (spaces are free).

    The marks are those of a presence list, see `MARKS`; a dot is a week without a mark.
    """
    found: list[dict[str, str]] = []
    for row in attendance:
        if "marks" not in row:
            found.append(row)
            continue
        monday = date.fromisocalendar(int(row["from_week"][:4]), int(row["from_week"][6:]), 1)
        for place, mark in enumerate(row["marks"].replace(" ", "")):
            if mark != ".":
                week = (monday + timedelta(weeks=place)).strftime("%G-W%V")
                found.append({"trajectory_id": row["trajectory_id"], "iso_week": week, "status": MARKS[mark]})
    return found


@cache
def numbers() -> dict[str, tuple[str, ...]]:
    """Per dataset the columns of its key that hold a number of the partner's own: rows without one get one."""
    contracts = [contract_from(load(path)) for path in sorted((ROOT / "sources" / "contracts").glob("*.yaml"))]
    return {
        contract.id: tuple(
            c.name for c in contract.columns if c.key and c.type in ("id", "text") and c.keyed != "trajectory"
        )
        for contract in contracts
    }


@cache
def datasets() -> dict[str, dict[str, str]]:
    """Columns and types of every accepted dataset, as its contract says."""
    found = {}
    for path in sorted((ROOT / "sources" / "contracts").glob("*.yaml")):
        contract = contract_from(load(path))
        found[contract.id] = {column.name: SQL_TYPES[column.type] for column in contract.kept} | PROVENANCE
    return found


def _date(value: str) -> str:
    for sign, direction in (("+", 1), ("-", -1)):
        day, mark, days = value.partition(f" {sign} ")
        if mark:
            return str(date.fromisoformat(day) + timedelta(days=direction * int(days)))
    return value
