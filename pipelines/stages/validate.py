"""Protected rows of one dataset → which rows break which rule of the contract, judged by Great Expectations.

Does not decide what follows from it. A row rule depends only on the values it reads, so each distinct combination of
values is judged once and the verdict is joined back in DuckDB: the same verdict for a fraction of the work.
"""

import logging
from collections import defaultdict
from functools import cache
from typing import Any

import duckdb
import pandas as pd

from pipelines import findings, sql
from pipelines.contracts import Contract, Rule
from pipelines.findings import Blocked

REMEMBERED = 20_000
# Verdicts given earlier in this process: a register that comes every month holds mostly rows that were judged before.
_known: dict[tuple[Rule, ...], dict[tuple[Any, ...], tuple[str, ...]]] = {}
FILLED = "expect_column_values_to_not_be_null"


def mark_copies(con: duckdb.DuckDBPyConnection, relation: str, contract: Contract) -> None:
    """Add `_record` and `_copy`: 0 for a key's only row, 1 for a later identical row, 2 when rows of one key differ."""
    key = ", ".join(sql.name(name) for name in contract.key)
    first = sql.name(contract.key[0])
    content = (
        f"select count({first}), count(distinct case when {first} is not null then hash({key}) end) from {relation}"
    )
    keys, different = con.execute(content).fetchall()[0]
    twice = f"select {key} from {relation} where {first} is not null group by all having count(*) > 1"
    own = ", ".join(sql.name(column.name) for column in contract.columns if not column.identifying)
    con.execute(f"alter table {relation} add column _copy utinyint default 0")
    if keys == different:
        return
    same = " and ".join(
        f"{relation}.{sql.name(name)} is not distinct from told.{sql.name(name)}" for name in contract.key
    )
    con.execute(
        f"update {relation} set _copy = told.copy from (select {key}, rowid as record, case when count(distinct content) over "
        f"(partition by {key}) > 1 then 2 when row_number() over (partition by {key} order by _table, _row) > 1 then 1 else 0 end as copy "
        f"from (select rowid, _table, _row, {key}, hash({own}) as content from {relation} semi join ({twice}) using ({key}))) as told "
        f"where {relation}.rowid = told.record and {same}"
    )


def validate(
    con: duckdb.DuckDBPyConnection, relation: str, contract: Contract, mapped: set[str], *, side: bool
) -> None:
    """Fill temp table `broken_<relation>` with (record, rule); `relation` must have been through `mark_copies`.

    `mapped` are the columns that the partner delivers; rules that read others are not judged (`side` marks a joined part).
    Raises `Blocked` when a rule cannot be judged at all: a check that is broken is not data that is bad.
    """
    rules = [rule for rule in contract.rules if not side or set(rule.reads) <= mapped | {"_copy"}]
    con.execute(f"create or replace temp table broken_{relation} (record bigint, rule varchar)")
    groups: dict[tuple[str, ...], list[Rule]] = defaultdict(list)
    for rule in rules:
        only_filled = rule.expectation == FILLED and len(rule.reads) == 1
        groups[() if only_filled else tuple(sorted(rule.reads))].append(rule)
    for reads, group in groups.items():
        columns = reads or tuple(sorted({name for rule in group for name in rule.reads}))
        _judge_group(con, relation, contract, columns, tuple(group))
    # A cell with an unreadable text is not an empty cell: that finding was made already.
    filled = [f"({sql.text(r.id)}, {sql.text(r.arguments['column'])})" for r in rules if r.expectation == FILLED]
    if filled:
        con.execute(
            f"delete from broken_{relation} where (record, rule) in (select record, rule from (select rowid as record, "
            f"unnest(_fails).column as failed from {relation} where len(_fails) > 0) "
            f"join (values {', '.join(filled)}) as must(rule, name) on must.name = failed)"
        )


def _judge_group(
    con: duckdb.DuckDBPyConnection, relation: str, contract: Contract, columns: tuple[str, ...], rules: tuple[Rule, ...]
) -> None:
    """Judge each distinct combination of what these rules read, and give the verdict to all rows that have it."""
    only_filled = {name for name in columns if _is_only_filled(name, rules)}
    read = {name: f"r.{sql.name(name)}{' is not null' if name in only_filled else ''}" for name in columns}
    listed = ", ".join(f"{value} as {sql.name(name)}" for name, value in read.items())
    con.execute(f"create or replace temp table combinations as select distinct {listed} from {relation} as r")
    shown = ", ".join(f"case when {c} then 'gevuld' end as {c}" for c in map(sql.name, sorted(only_filled)))
    seen = f"select *{f' replace ({shown})' if shown else ''} from combinations order by rowid"
    few = con.execute(f"{seen} limit {REMEMBERED + 1}").fetchall()
    broken = (
        _judge(con.execute(seen).df(), rules, contract)
        if len(few) > REMEMBERED
        else _remembered(con, seen, few, rules, contract)
    )
    if not broken:
        return
    con.register("verdicts", pd.DataFrame(broken, columns=["combination", "rule"]))
    same = " and ".join(
        f"({value}) {'=' if name in only_filled else 'is not distinct from'} c.{sql.name(name)}"
        for name, value in read.items()
    )
    # Where nothing is wrong but an empty cell, rows without one need not be looked up.
    lacking = " or ".join(f"not ({value})" for value in read.values()) if len(only_filled) == len(read) else "true"
    con.execute(
        f"insert into broken_{relation} select r.rowid, verdicts.rule from {relation} as r join (select rowid as number, * "
        f"from combinations where rowid in (select combination from verdicts)) as c on {same} "
        f"join verdicts on verdicts.combination = c.number where {lacking}"
    )
    con.unregister("verdicts")


def _remembered(
    con: duckdb.DuckDBPyConnection,
    seen: str,
    combinations: list[tuple[Any, ...]],
    rules: tuple[Rule, ...],
    contract: Contract,
) -> list[tuple[int, str]]:
    """The verdicts on these combinations, of which only those that were never seen are judged."""
    known = _known.setdefault(rules, {})
    new = [index for index, combination in enumerate(combinations) if combination not in known]
    if new:
        if len(known) > REMEMBERED:
            known.clear()
            new = list(range(len(combinations)))
        told = defaultdict(list)
        unseen = con.execute(seen).df().iloc[new].reset_index(drop=True)
        for index, rule_id in _judge(unseen, rules, contract):
            told[new[index]].append(rule_id)
        known.update({combinations[index]: tuple(told[index]) for index in new})
    return [(index, rule) for index, combination in enumerate(combinations) for rule in known[combination]]


def _is_only_filled(name: str, rules: tuple[Rule, ...]) -> bool:
    """True of a column that must only be filled: its rules see no more than whether it is."""
    return all(rule.expectation == FILLED and rule.arguments["column"] == name for rule in rules if name in rule.reads)


def _judge(frame: pd.DataFrame, rules: tuple[Rule, ...], contract: Contract) -> list[tuple[int, str]]:
    """(position, rule id) for every row of the frame that breaks a rule."""
    if frame.empty:
        return []
    # Listing what fails costs per row and rule, and most rules hold: first see which fail at all.
    first = _run_suite(frame, rules, contract, "BOOLEAN_ONLY")
    failing = tuple(rule for rule in rules if not first[rule.id].success)
    detailed = _run_suite(frame, failing, contract, "COMPLETE") if failing else {}
    return [
        (int(position), rule_id)
        for rule_id, verdict in detailed.items()
        if not verdict.success
        for position in verdict.result["unexpected_index_list"]
    ]


def _run_suite(frame: pd.DataFrame, rules: tuple[Rule, ...], contract: Contract, detail: str) -> dict[str, Any]:
    gx = load_great_expectations()
    dates = {column.name for column in contract.columns if column.type == "date"}
    suite = gx.ExpectationSuite(
        name=contract.id,
        expectations=[{"type": r.expectation, "kwargs": _arguments(r, dates), "meta": {"rule": r.id}} for r in rules],
    )
    present = {expectation.meta["rule"] for expectation in suite.expectations}
    lost = [rule for rule in rules if rule.id not in present]
    if lost:
        raise Blocked(*(findings.check_broken(rule, f"'{rule.expectation}' bestaat niet") for rule in lost))
    result = _batches().get_batch({"dataframe": frame}).validate(suite, result_format={"result_format": detail})
    verdicts = {item.expectation_config.meta["rule"]: item for item in result.results}
    broken = [rule for rule in rules if rule.id not in verdicts or _exception(verdicts[rule.id])]
    if broken:
        raise Blocked(
            *(findings.check_broken(rule, _exception(verdicts.get(rule.id)) or "geen oordeel") for rule in broken)
        )
    return verdicts


def _exception(verdict: Any) -> str:
    """What went wrong inside a rule; Great Expectations reports it as a failed rule otherwise."""
    if verdict is None:
        return "geen oordeel"
    info = verdict.exception_info or {}
    nested = [info] if "raised_exception" in info else list(info.values())
    return next((str(item["exception_message"]).split("\n")[0] for item in nested if item.get("raised_exception")), "")


def _arguments(rule: Rule, dates: set[str]) -> dict[str, Any]:
    arguments = dict(rule.arguments)
    if rule.arguments.get("column") in dates:
        for bound in ("min_value", "max_value"):
            if bound in arguments:
                arguments[bound] = pd.Timestamp(arguments[bound])
    return arguments


@cache
def load_great_expectations() -> Any:
    """Imported here because it costs seconds and hundreds of megabytes; telemetry is off before it looks."""
    import os

    os.environ["GX_ANALYTICS_ENABLED"] = "false"
    import great_expectations

    logging.getLogger("great_expectations").setLevel(logging.ERROR)
    return great_expectations


@cache
def _batches() -> Any:
    gx = load_great_expectations()
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}
    return (
        context.data_sources.add_pandas("delivery")
        .add_dataframe_asset("rows")
        .add_batch_definition_whole_dataframe("all")
    )
