"""Commands that answer: figures, claims, costs and worth, what a figure rests on, what anybody can infer, and SQL."""

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Literal

import typer

from pipelines.commands import given


def figures(
    audience: Annotated[str, typer.Option(help="Whose publication.")] = "public",
    indicator: Annotated[str | None, typer.Option(help="Only this indicator.")] = None,
    location: Annotated[str | None, typer.Option(help="Only this location, site or 'all'.")] = None,
    cohort: Annotated[
        str | None, typer.Option(help="Only this cohort, such as 2015/16, pool:2014-2017 or all.")
    ] = None,
    compare_versions: Annotated[
        bool,
        typer.Option(
            "--compare-versions", help="For stewards: the version that waits beside the live one, and who moves."
        ),
    ] = False,
    exact: Annotated[bool, typer.Option("--exact", help="With --compare-versions: also counts of 1 to 4.")] = False,
    as_json: given.AsJson = False,
) -> None:
    """The published figures; figures of hidden cells are null."""
    from pipelines import terminal

    chosen = {"indicator": indicator, "location": location, "cohort": cohort}
    if compare_versions:
        _compare_versions(chosen, exact=exact, as_json=as_json)
        return
    path = given.published(audience)
    for name, value in chosen.items():
        known = [row[name] for row in given.query(path, f"select distinct {name} from figure order by 1")]
        if value is not None and value not in known:
            given.stop(2, f"no published figure has {name} '{value}'; there are: {', '.join(known) or 'none'}")
    where = " and ".join(f"{name} = ${name}" for name, value in chosen.items() if value is not None) or "true"
    rows = given.query(
        path,
        "select indicator, location, site, cohort, level, role, numerator, denominator, not_evaluable, value, low, high, hidden, "
        "status, definition_version, publication, excluded, unknown, maturity, hidden_reason, response, bound_low, bound_high "
        f"from figure where {where}",
        {name: value for name, value in chosen.items() if value is not None},
    )
    terminal.print_rows(
        rows, as_json, "indicator location cohort level role numerator denominator not_evaluable value low high status"
    )


def _compare_versions(asked: Mapping[str, str | None], *, exact: bool, as_json: bool) -> None:
    from pipelines import terminal, terminal_figures, waiting
    from pipelines.stages.publish import current

    path = current(given.settings().data / "warehouse")
    if path is None:
        given.stop(2, "there is no warehouse yet; `wlb run` makes one")
    try:
        found = waiting.compared(path, asked, exact=exact)
    except waiting.NothingWaits as nothing:
        given.stop(2, str(nothing))
    if as_json:
        terminal.print_json(vars(found))
    else:
        terminal_figures.tell_compared(found)


def proof(
    to: Annotated[Path | None, typer.Option(help="The file to write; without it the page is printed.")] = None,
) -> None:
    """What an outsider and every member can infer about each hidden count of the demo."""
    from pipelines import benchmark

    settings, registry = given.workplace()
    try:
        page = benchmark.prove(settings, registry)
    except benchmark.PublicationRefused as error:
        given.stop(3, str(error))
    if to is None:
        typer.echo(page)
    else:
        to.write_text(page, encoding="utf-8")


def claims(as_json: given.AsJson = False) -> None:
    """What the partnership has published about itself, recomputed on its own selection and date."""
    from pipelines import terminal

    rows = given.query(
        given.published("public"),
        "select claim, indicator, location, numerator, denominator, not_evaluable, value, low, high, published_text, "
        "computed_text, verdict, text, source, as_of, explanation_nl, explanation_en from claim",
    )
    if as_json:
        terminal.print_json(rows)
    else:
        terminal.tell_claims(rows)


def value(
    audience: Annotated[str, typer.Option(help="Whose publication.")] = "public",
    location: Annotated[str | None, typer.Option(help="Only this site.")] = None,
    cohort: Annotated[str | None, typer.Option(help="Only this period, such as 2013/14 or pool:2011-2014.")] = None,
    as_json: given.AsJson = False,
) -> None:
    """The social cost-benefit analysis (MKBA): costs, benefits, ratio, break-even, and which assumptions matter most."""
    from pipelines import terminal, terminal_value

    path = given.published(audience)
    chosen = {name: said for name, said in (("location", location), ("cohort", cohort)) if said is not None}
    where = " and ".join(f"{name} = ${name}" for name in chosen) or "true"
    rows = {
        name: given.query(path, f"select * from {name} where {where}", chosen)
        for name in ("value", "value_benefit", "tornado")
    }
    if chosen and not rows["value"]:
        known = [
            " ".join(row.values())
            for row in given.query(path, "select distinct location, cohort from value order by all")
        ]
        given.stop(
            2, f"there is no MKBA for that; there is: {', '.join(known) or 'none, since no costs were delivered'}"
        )
    rows |= {name: given.query(path, f"select * from {name}") for name in ("scenario", "assumption")}
    if as_json:
        terminal.print_json(rows)
    else:
        terminal_value.tell(rows)


def claim(
    text: Annotated[
        str, typer.Argument(help="Any sentence or number, in Dutch: '78 % stroomt uit naar werk', 'twee derde'.")
    ],
    location: Annotated[str | None, typer.Option(help="Which location or site it is about; id or name.")] = None,
    cohort: Annotated[str | None, typer.Option(help="Which cohort, such as 2015/16 or pool:2014-2017.")] = None,
    language: Annotated[Literal["nl", "en"], typer.Option(help="In which language it is asked and answered.")] = "nl",
    audience: Annotated[str, typer.Option(help="Whose publication.")] = "public",
    as_json: given.AsJson = False,
) -> None:
    """Klopt dit cijfer? Which definition gives it, which does not, and the right sentence; only from what is published."""
    from pipelines import asking, terminal
    from pipelines.stages.claim.answer import answer

    told = answer(text, asking.world(given.published(audience), language), location, cohort)
    if as_json:
        terminal.print_json(asking.plain(told, language))
    else:
        for sentence in told.sentences:
            terminal.console().print(f"• {sentence}", markup=False, soft_wrap=True)
    raise typer.Exit(2 if told.outcome == "unknown_place" else 0)


def trace(
    indicator: Annotated[str, typer.Argument(help="Which indicator, as in warehouse/metrics/metrics.yaml.")],
    location: Annotated[str | None, typer.Option(help="Location, site or 'all'; default 'all'.")] = None,
    cohort: Annotated[
        str | None, typer.Option(help="Cohort, such as 2015/16 or pool:2014-2017; default 'all'.")
    ] = None,
    level: Annotated[str | None, typer.Option(help="Level, such as mbo1 or mbo1-2; default 'all'.")] = None,
    role: Annotated[str | None, typer.Option(help="participant, intern or all; only where there is a choice.")] = None,
    claim: Annotated[str | None, typer.Option(help="What was published before, as in sources/claims.yaml.")] = None,
    scenario: Annotated[str | None, typer.Option(help="Of the MKBA: a scenario set, as in sources/value.")] = None,
    table: Annotated[
        str | None, typer.Option(help="What was worked out of it, such as comparison, trend or survival.")
    ] = None,
    steward: Annotated[
        bool, typer.Option("--steward", help="Also how many rows of each file: for data stewards.")
    ] = False,
    audience: Annotated[str, typer.Option(help="Whose publication.")] = "public",
    as_json: given.AsJson = False,
) -> None:
    """Everything that a published figure rests on: figures and files, SQL in order, definition version, code and run."""
    path = given.published(audience)
    from pipelines import ledger as ledgers
    from pipelines import terminal, terminal_figures, tracing

    ledger = ledgers.open_ledger(path, given.settings().data)
    place = {"location": location, "cohort": cohort, "level": level}
    try:
        found = tracing.find(
            ledger, table, indicator=indicator, role=role, claim=claim, scenario=scenario,
            **{name: given if given or claim else "all" for name, given in place.items()},
        )  # fmt: skip
    except tracing.NoSuchFigure as error:
        given.stop(2, str(error))
    traced = tracing.trace(ledger, found, steward=steward)
    if as_json:
        terminal.print_json(asdict(traced))
    else:
        terminal_figures.tell_trace(traced, steward=steward)


def sql(
    query: Annotated[
        str, typer.Argument(help="One read-only query; tables as core.student_count, metrics.…, published.…")
    ],
    on: Annotated[
        str, typer.Option(help="warehouse (that what is published rests on), built (the newest one) or publication.")
    ] = "warehouse",
    as_json: given.AsJson = False,
) -> None:
    """Ask the warehouse (or the publication) anything, read-only."""
    settings = given.settings()
    from pipelines import benchmark, terminal

    if on not in ("warehouse", "built", "publication"):
        given.stop(2, f"--on takes 'warehouse', 'built' or 'publication', not '{on}'")
    try:
        path = given.published("public") if on == "publication" else benchmark.warehouse(settings, built=on == "built")
    except benchmark.NoWarehouse as error:
        given.stop(2, str(error))
    import duckdb

    try:
        rows = given.query(
            path, query, schema="published" if on == "publication" else "warehouse", readable=settings.data / "accepted"
        )
    except duckdb.Error as error:
        given.stop(2, f"{error}")
    terminal.print_rows(rows, as_json, "")
