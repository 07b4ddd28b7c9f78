"""The warehouse → what stewards must know of it: link rates, rows that are linked to nobody, differences between partners.

Holds places in partners' own files, never a person: no key, no number, no name. Lies beside the desk as Parquet, because the
warehouse may be open for writing when the desk is written.
"""

import os
from pathlib import Path

import duckdb
import pandas as pd

from pipelines import findings, receipts, sql
from pipelines.receipts import Receipt
from pipelines.registry import Registry
from pipelines.settings import WAREHOUSE
from pipelines.stages import build, crosswalk

NOTED = {
    "link_rate": "partner varchar, dataset varchar, records bigint, by_number bigint, by_person bigint, by_person_and_dates bigint, "
    "ambiguous bigint, unmatched bigint, no_key bigint, rate double",
    "unlinked": "partner varchar, dataset varchar, delivery_id varchar, source_file varchar, source_sheet varchar, "
    "source_row bigint, how varchar",
    "signal": "signal varchar, partner varchar, delivery_id varchar, source_file varchar, source_sheet varchar, "
    "source_row bigint, against varchar",
}  # fmt: skip


def note(con: duckdb.DuckDBPyConnection, data: Path) -> None:
    """Write the tables of `NOTED` from a warehouse whose core was built; each file is whole or the one before it."""
    build.create_tables(con, WAREHOUSE / "desk", "desk")
    signals = build.create_tables(con, WAREHOUSE / "signals", "signals")
    sides = [_side(table.name, *pair) for table in signals for pair in (("one", "other"), ("other", "one"))]
    con.execute(f"create or replace table desk.signal as {' union all '.join(sides)}")
    folder = data / "desk" / "noted"
    folder.mkdir(parents=True, exist_ok=True)
    for name in NOTED:
        part = folder / f".{name}.{os.getpid()}.tmp"
        con.execute(f"copy (from desk.{name} order by all) to {sql.text(str(part))} (format parquet)")
        part.replace(folder / f"{name}.parquet")


def _side(signal: str, here: str, there: str) -> str:
    return (
        f"select {sql.text(signal)} as signal, {here}.partner as partner, {here}.delivery_id as delivery_id, {here}.file as source_file, "
        f"{here}.sheet as source_sheet, {here}.row as source_row, {there}.partner as against from signals.{signal}"
    )


def noted(data: Path, name: str) -> pd.DataFrame:
    """One of the tables of `NOTED` as the newest warehouse left it; empty when there is none yet."""
    with duckdb.connect() as con:
        return _noted(con, data, name)


def _noted(con: duckdb.DuckDBPyConnection, data: Path, name: str) -> pd.DataFrame:
    path = data / "desk" / "noted" / f"{name}.parquet"
    con.execute(f"create or replace table noted ({NOTED[name]})")
    if path.exists():
        con.execute(f"insert into noted by name from read_parquet({sql.text(str(path))})")
    return con.execute("from noted").df()


def tables(data: Path, registry: Registry) -> dict[str, pd.DataFrame]:
    """The tables of `NOTED` with the names and sentences that a person reads, for the desk."""
    with duckdb.connect() as con:
        rates, unlinked, signals = (_named(_noted(con, data, name), registry) for name in NOTED)
    unlinked["sentence"] = pd.Series(
        [
            findings.unlinked(str(row["how"]), str(row["source_sheet"]), int(row["source_row"])).sentence
            for row in unlinked.to_dict("records")
        ],
        dtype="str",
    )
    signals["sentence"] = pd.Series(
        [
            findings.signal(
                str(row["signal"]), str(row["source_sheet"]), int(row["source_row"]), row["against_name"]
            ).sentence
            for row in signals.to_dict("records")
        ],
        dtype="str",
    )
    return {"link_rate": rates, "unlinked": unlinked, "signal": signals}


def unused_words(registry: Registry, everything: list[Receipt]) -> pd.DataFrame:
    """Words in value maps that occur in no delivery that counts: a spelling that went, or a typing error in the YAML.

    One row per partner, delivery, table, dataset, column and word. A delivery of which nothing counts says nothing.
    """
    said: dict[tuple[str, str], set[tuple[str, str]]] = {}
    for receipt in receipts.effective(everything):
        if receipt.words is not None:
            own = said.setdefault((receipt.partner, receipt.delivery), set())
            own |= {(place, word) for place, words in receipt.words.items() for word in words}
    rows = [
        (partner, name, table, dataset, column, word)
        for (partner, name), occurred in said.items()
        if name in registry.deliveries.get(partner, {})
        for table, dataset, column, word in crosswalk.mapped_words(registry.deliveries[partner][name])
        if (f"{table}.{dataset}.{column}", word) not in occurred
    ]
    frame = pd.DataFrame(rows, columns=["partner", "delivery", "table", "dataset", "column", "word"], dtype="str")
    labels = {
        (name, column.name): column.label_nl for name, found in registry.contracts.items() for column in found.columns
    }
    frame["delivery_title"] = [
        registry.deliveries[partner][name].title
        for partner, name in zip(frame["partner"], frame["delivery"], strict=True)
    ]
    frame["column_name"] = [labels[place] for place in zip(frame["dataset"], frame["column"], strict=True)]
    return _named(frame.astype("str"), registry)


def _named(frame: pd.DataFrame, registry: Registry) -> pd.DataFrame:
    partners = {party.id: party.name for party in registry.parties.values()}
    labels = {contract.id: contract.label_nl for contract in registry.contracts.values()}
    for column, names in (("partner", partners), ("against", partners), ("dataset", labels)):
        if column in frame:
            frame[f"{column}_name"] = frame[column].map(names).fillna(frame[column]).astype("str")
    return frame
