"""A publication for the public → `<folder>/<version>/` with every table as csv and Parquet, the DuckDB file itself,
`datapackage.json` (Frictionless) and `dcat.ttl` / `dcat.jsonld` (DCAT-AP-NL).

Only ever of the audience `public`. Computes nothing: what is offered is what is published. In csv a text that a
spreadsheet would run as a formula gets an apostrophe in front; Parquet and DuckDB, which nothing runs, keep it as it is.
"""

import hashlib
import json
import os
import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb

from pipelines import sql
from pipelines.opendata import catalogue, datapackage
from pipelines.opendata.described import Offer, Tables, load_offer, load_tables
from pipelines.settings import SOURCES, WAREHOUSE
from pipelines.words import say

# The same signs as for suppliers and pages, as DuckDB writes them: also after blanks, and at the start of a later line.
FORMULA = r"^[\t\r\n]|(?:^|[\r\n])\s*[=+\-@＝＋－＠]"
INTEGERS = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT")
WRITTEN = {"BOOLEAN": "boolean", "DOUBLE": "number", "FLOAT": "number", "DECIMAL": "number", "DATE": "date"}
WRITTEN |= {"VARCHAR": "string", "TIMESTAMP": "datetime"} | dict.fromkeys(INTEGERS, "integer")


class NotOfferedError(Exception):
    """Nothing was offered; says why and what to do."""


@dataclass(frozen=True)
class File:
    """One file of the folder, with what proves that it came over whole."""

    path: str
    bytes: int
    sha256: str


@dataclass(frozen=True)
class Offered:
    """One table as it is offered: its columns with their Frictionless types, and its files."""

    table: str
    columns: tuple[tuple[str, str], ...]
    csv: File
    parquet: File


@dataclass(frozen=True)
class Edition:
    """The publication that is offered."""

    version: str
    built_at: datetime
    as_of: str | None
    demo: bool
    from_year: str | None
    tables: tuple[Offered, ...]
    database: File


def offer(publication: Path, folder: Path, who: Offer | None = None, words: Tables | None = None) -> Path:
    """Write the open data of one publication below `folder`; returns its own folder. What is there already stays.

    Whole or not at all: written under another name and renamed when finished. Raises `NotOfferedError` for another
    audience, for a table or column that `tables.yaml` does not describe, and outside the demo without an address to ask.
    """
    who = who or load_offer(SOURCES / "opendata.yaml")
    words = words or load_tables(WAREHOUSE / "published" / "tables.yaml")
    with _opened(publication) as con:
        version, built_at, audience, demo, as_of = con.execute(
            "select version, built_at, audience, demo, cast(as_of as varchar) from publication"
        ).fetchall()[0]
        if audience != "public":
            raise NotOfferedError(f"this publication is for '{audience}'; only what everybody may see is open data")
        if not demo and not who.is_filled_in:
            raise NotOfferedError(
                f"{who.contact.email} in sources/opendata.yaml is a place to fill in; say whom people can ask"
            )
        final = folder / str(version)
        if final.exists():
            return final
        part = folder / f".{version}.part"
        shutil.rmtree(part, ignore_errors=True)
        for name in ("csv", "parquet"):
            (part / name).mkdir(parents=True)
        columns = _columns(con, words)
        tables = tuple(_table(con, part, table, columns[table]) for table in words.tables if table in columns)
        years = con.execute("select min(cohort) from cohort where kind not in ('all', 'pool')").fetchall()
    database = part / f"kopgroep-benchmark-{version}.duckdb"
    _same_file(publication, database)
    from_year = years[0][0][:4] if years[0][0] else None
    edition = Edition(str(version), built_at, as_of, demo, from_year, tables, _file(part, database))
    described = datapackage.describe(edition, who, words)
    (part / "datapackage.json").write_text(json.dumps(described, indent=1, ensure_ascii=False), encoding="utf-8")
    for name, text in catalogue.describe(edition, who, words).items():
        (part / name).write_text(text, encoding="utf-8")
    (part / "LEESMIJ.md").write_text(_readme(edition, who), encoding="utf-8")
    part.rename(final)
    return final


def _readme(edition: Edition, who: Offer) -> str:
    """What somebody reads first who opens the folder."""
    told = say(
        "opendata.readme", title=who.title.nl, about=who.description.nl, version=edition.version, at=edition.built_at,
        database=edition.database.path, publisher=who.publisher, licence=who.licence.title, terms=who.licence.path,
        contact=who.contact.email,
    )  # fmt: skip
    return f"{say('opendata.readme.demo')}\n\n{told}" if edition.demo else told


def _same_file(publication: Path, database: Path) -> None:
    """A publication never changes, so one more name for it will do; a copy where the disk knows no second name."""
    try:
        os.link(publication, database)
    except OSError:
        shutil.copyfile(publication, database)


def _opened(publication: Path) -> duckdb.DuckDBPyConnection:
    limits: dict[str, str | bool | int | float | list[str]] = {
        "autoinstall_known_extensions": False, "autoload_known_extensions": False, "threads": 1,
    }  # fmt: skip
    return duckdb.connect(str(publication), read_only=True, config=limits)


def _columns(con: duckdb.DuckDBPyConnection, words: Tables) -> dict[str, list[tuple[str, str]]]:
    """Name and type of every column per table; a table or column that nobody described is a mistake."""
    rows = con.execute(
        "select table_name, column_name, data_type from information_schema.columns order by table_name, ordinal_position"
    ).fetchall()
    found: dict[str, list[tuple[str, str]]] = {}
    silent = []
    for table, column, kind in rows:
        found.setdefault(table, []).append((column, kind))
        if table not in words.tables:
            silent.append(table)
        elif words.column(table, column) is None:
            silent.append(f"{table}.{column}")
    if silent:
        told = ", ".join(dict.fromkeys(silent))
        raise NotOfferedError(f"warehouse/published/tables.yaml does not say what {told} is; add it")
    return found


def _table(con: duckdb.DuckDBPyConnection, part: Path, table: str, columns: list[tuple[str, str]]) -> Offered:
    chosen = ", ".join(
        f"case when regexp_matches({sql.name(name)}, {sql.text(FORMULA)}) then '''' || {sql.name(name)} "
        f"else {sql.name(name)} end as {sql.name(name)}"
        if kind == "VARCHAR"
        else sql.name(name)
        for name, kind in columns
    )
    csv, parquet = part / "csv" / f"{table}.csv", part / "parquet" / f"{table}.parquet"
    con.execute(
        f"copy (select {chosen} from {sql.name(table)}) to {sql.text(str(csv))} "
        "(format csv, header, delimiter ',', quote '\"', timestampformat '%Y-%m-%dT%H:%M:%SZ')"
    )
    con.execute(f"copy {sql.name(table)} to {sql.text(str(parquet))} (format parquet, compression zstd)")
    types = tuple((name, WRITTEN.get(kind.split("(")[0], "any")) for name, kind in columns)
    return Offered(table, types, _file(part, csv), _file(part, parquet))


def _file(part: Path, path: Path) -> File:
    with path.open("rb") as opened:
        return File(
            path.relative_to(part).as_posix(), path.stat().st_size, hashlib.file_digest(opened, "sha256").hexdigest()
        )
