"""Commands that write something to take along: a factsheet, open data."""

from pathlib import Path
from typing import Annotated

import typer

from pipelines.commands import given


def factsheet(
    location: Annotated[
        str, typer.Argument(help="A location or site, by id or name; 'all' is the partnership report.")
    ],
    output: Annotated[Path, typer.Option("--output", "-o", help="The PDF to write.")],
    period: Annotated[
        str | None, typer.Option(help="Such as pool:2020-2023 or all; default the newest that can be judged.")
    ] = None,
    lang: Annotated[str, typer.Option(help="nl or en.")] = "nl",
    audience: Annotated[str, typer.Option(help="Whose publication.")] = "public",
) -> None:
    """Two pages about a location to send to its alderman, as an accessible PDF; from what is published and nothing else."""
    path = given.published(audience)
    from dashboards import stored
    from dashboards.factsheet.content import NoSuchPeriodError, NoSuchPlaceError
    from dashboards.factsheet.sheet import factsheet as drawn
    from pipelines.words import LANGUAGES

    chosen = next((known for known in LANGUAGES if known == lang), None)
    if chosen is None:
        given.stop(2, f"--lang takes {' or '.join(LANGUAGES)}, not '{lang}'")
    try:
        made = drawn(stored.published_at(path), location, chosen, period)
    except NoSuchPlaceError as error:
        given.stop(2, f"there is no place '{error.asked}'; there are: {', '.join(error.known) or 'none'}")
    except NoSuchPeriodError as error:
        given.stop(2, f"nothing is published about '{error.asked}'; there are: {', '.join(error.known) or 'none'}")
    except stored.UnavailableError as error:
        given.stop(2, f"{error.file} cannot be read; `wlb run` publishes anew")
    try:
        output.write_bytes(made)
    except OSError as error:
        given.stop(2, f"{output} cannot be written: {error.strerror}")
    typer.echo(f"{output} geschreven.")


def opendata(
    to: Annotated[
        Path | None, typer.Option(help="Folder that gets <version>/; default opendata in the data folder.")
    ] = None,
    version: Annotated[str | None, typer.Option(help="An older publication; default the live one.")] = None,
    as_json: given.AsJson = False,
) -> None:
    """The public figures as csv, Parquet and DuckDB, described for people (datapackage.json) and catalogues (DCAT-AP-NL)."""
    live = given.published("public")
    from pipelines import terminal
    from pipelines.opendata.offer import NotOfferedError, offer

    path = live if version is None else live.with_name(f"{Path(version).name}.duckdb")
    if not path.exists():
        given.stop(
            2,
            f"there is no publication {version}; there are: {', '.join(p.stem for p in sorted(live.parent.glob('*.duckdb')))}",
        )
    try:
        folder = offer(path, (to or given.settings().data / "opendata").resolve())
    except NotOfferedError as error:
        given.stop(2, str(error))
    if as_json:
        files = sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())
        terminal.print_json({"folder": str(folder), "files": files})
    else:
        typer.echo(f"Open data in {folder}")
