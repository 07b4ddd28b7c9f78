"""What commands share: their settings and agreements, what is published, one read-only question, and how they stop."""

import re
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

if TYPE_CHECKING:
    from pipelines.registry import Registry
    from pipelines.settings import Settings

OnDay = Annotated[
    datetime | None, typer.Option("--on", formats=["%Y-%m-%d"], help="When it was said or decided; default today.")
]
Sources = Annotated[Path | None, typer.Option(file_okay=False, exists=True, help="Folder of the agreements.")]
MOST_ROWS = 500_000  # of one answer: what stands in memory before it is told
AsJson = Annotated[bool, typer.Option("--json", help="One JSON document on standard output, for machines.")]


def day(on: datetime | None) -> date:
    """The day that was given, else today."""
    return on.date() if on else date.today()


def settings() -> "Settings":
    """The settings of this machine, with the data folder in full."""
    from pydantic import ValidationError

    from pipelines.settings import Settings

    try:
        found = Settings()
    except ValidationError as error:
        stop(2, "; ".join(f"WLB_{str(item['loc'][0]).upper()}: {item['msg']}" for item in error.errors()))
    return found.model_copy(update={"data": found.data.resolve()})


def workplace(trying: Path | None = None) -> "tuple[Settings, Registry]":
    """The settings, and the agreements (with those of a folder that is tried out over them)."""
    from pipelines.registry import load_registry
    from pipelines.settings import SOURCES

    return settings(), load_registry(SOURCES, trying)


def published(audience: str) -> Path:
    """The live publication of an audience; without one the command stops and says which there are."""
    from pipelines.stages.publish import current

    data = settings().data
    offered = sorted(path.parent.name for path in (data / "published").glob("*/current"))
    path = current(data / "published" / audience) if audience in offered else None
    if path is None or not path.exists():
        refused = (data / "warehouse" / "building").exists()
        none = "none yet, `wlb run` makes one"
        if refused:
            none = "none yet: what was accepted could not be published; `wlb run` tries again and says why, `wlb sql --on built` asks it"
        stop(2, f"there is no publication for '{audience}' in {data}; there is: {', '.join(offered) or none}")
    return path


def query(
    path: Path,
    query: str,
    parameters: dict[str, Any] | None = None,
    schema: str = "published",
    readable: Path | None = None,
) -> list[dict[str, Any]]:
    """Rows as dictionaries from a file that is opened read-only; the only other files it may read lie below `readable`."""
    import duckdb

    from pipelines import sql

    with duckdb.connect() as con:
        con.execute("set autoinstall_known_extensions = false")
        con.execute("set autoload_known_extensions = false")
        con.execute(f"attach {sql.text(str(path))} as {schema} (read_only)")
        con.execute(f"use {schema}")
        if readable:  # the warehouse's accepted.* are views over Parquet files
            con.execute(f"set allowed_directories = [{sql.text(str(readable))}]")
        con.execute("set enable_external_access = false")
        con.execute("set lock_configuration = true")
        statements = con.extract_statements(query)
        reading = (duckdb.StatementType.SELECT, duckdb.StatementType.EXPLAIN)
        runs = re.search(
            r"\banalyze\b", query, re.IGNORECASE
        )  # explain analyze does what it explains, also a copy to a file
        if len(statements) != 1 or statements[0].type not in reading or (runs and statements[0].type == reading[1]):
            raise duckdb.InvalidInputException(
                "one query that only reads, please: select, with, from, describe or explain"
            )
        result = con.execute(query, parameters or None)
        names = [column[0] for column in result.description or ()]
        rows = result.fetchmany(MOST_ROWS + 1)
        if len(rows) > MOST_ROWS:
            raise duckdb.InvalidInputException(f"more than {MOST_ROWS} rows: count them, or ask for fewer with `limit`")
        return [dict(zip(names, map(_whole, row), strict=True)) for row in rows]


def _whole(value: object) -> object:
    """A count as a count: 130.0 becomes 130."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def refused(key: str, **values: str) -> str:
    """A refusal that a page may show too, in the language of whoever asked."""
    from pipelines.words import say, spoken

    return say(f"refused.{key}", spoken(), **values)


def stop(code: int, why: str) -> NoReturn:
    """End the command with one sentence on standard error."""
    typer.secho(f"wlb: {why}", err=True, fg=typer.colors.RED)
    raise SystemExit(code)
