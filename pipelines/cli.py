"""The `wlb` command: run the pipeline, try out a file, ask for figures, claims, deliveries or SQL.

Holds no logic of its own; heavy imports wait until a command needs them, so that `wlb --help` is there at once.
Exit codes: 0 all accepted, 1 something was rejected or beyond its limit, 2 wrong use or configuration, 3 publication refused.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, NoReturn

import typer

if TYPE_CHECKING:
    from pipelines.registry import Registry
    from pipelines.settings import Settings

app = typer.Typer(
    name="wlb", no_args_is_help=True, add_completion=False, rich_markup_mode="rich", pretty_exceptions_enable=False,
    help="Kopgroep benchmark: from partners' exports to a published benchmark. [dim]WLB_DATA chooses the data folder.[/dim]",
)  # fmt: skip
DEMO_AS_OF = datetime.fromisoformat("2026-10-31")
repair = typer.Typer(no_args_is_help=True, help="What a steward repairs instead of asking for a new file.")
app.add_typer(repair, name="repair")
OnDay = Annotated[
    datetime | None, typer.Option("--on", formats=["%Y-%m-%d"], help="When it was said or decided; default today.")
]
Sources = Annotated[Path | None, typer.Option(file_okay=False, exists=True, help="Folder of the agreements.")]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON document on standard output, for machines.")]


def main() -> None:
    """Entry point: mistakes that a person can mend are said in sentences, with the exit code that belongs to them."""
    from pipelines.words import say, spoken
    from pipelines.yaml_lines import ConfigurationError

    try:
        app(standalone_mode=True)
    except ConfigurationError as error:
        told = say("refused.configuration", spoken(), n=len(error.mistakes))
        _stop(2, told + "\n" + "\n".join(f"  {mistake}" for mistake in error.mistakes))


@app.command()
def run(as_json: AsJson = False) -> None:
    """Ingest everything new, rebuild the benchmark and publish it."""
    settings, registry = _workplace()
    from pipelines import execute, receipts, terminal

    def work(tell: Callable[[str, int, int], None]) -> execute.Ran:
        try:
            return execute.run(settings, registry, tell)
        except execute.Misconfigured as error:
            _stop(2, str(error))

    ran = terminal.with_progress(work, quiet=as_json)
    refused = [receipt for receipt in ran.receipts if receipt.outcome in receipts.REFUSED]
    if as_json:
        terminal.print_json(
            {
                "receipts": [terminal.short(receipt) for receipt in ran.receipts],
                "publication": ran.publication,
                "refused": ran.refusal,
                "failed": ran.failures,
            }
        )
    else:
        terminal.tell_run(ran, registry)
    raise typer.Exit(3 if ran.refusal else 1 if refused or ran.failures else 0)


@app.command()
def demo(
    to: Annotated[
        Path | None, typer.Option(help="Folder that gets <partner>/<file>; default this data folder's inbox.")
    ] = None,
    as_of: Annotated[
        datetime, typer.Option(formats=["%Y-%m-%d"], help="Last day of the invented history.")
    ] = DEMO_AS_OF,
    seed: Annotated[int, typer.Option(help="Another seed, another neighbourhood; the published cases stay.")] = 1,
    if_empty: Annotated[
        bool, typer.Option("--if-empty", help="Do nothing when the data folder holds anything.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Write invented exports of every partner, each in its own dialect; a data folder that gets them is marked as demo."""
    settings, _ = _workplace()
    from pipelines import terminal
    from pipelines.demo import mark, write

    if as_of.date() < write.EARLIEST:
        _stop(2, f"the demo holds figures that were published in {write.EARLIEST:%Y}; choose {write.EARLIEST} or later")
    inbox = settings.data / "inbox"
    target = (to or inbox).resolve()
    if target == inbox and not mark.is_free(settings.data):
        if if_empty:
            return
        _stop(
            2,
            f"{settings.data} holds data that is no demo; demo and real data never mix. Choose another WLB_DATA or --to.",
        )
    if target == inbox:
        mark.as_demo(settings.data, as_of.date(), seed)
    files = terminal.with_progress(lambda tell: write.write_demo(target, as_of.date(), seed, tell), quiet=as_json)
    if as_json:
        terminal.print_json({"files": [str(path) for path in files], "as_of": as_of.date(), "seed": seed})
    else:
        terminal.console().print(
            f"{len(files)} demobestanden geschreven in [bold]{target}[/bold], stand {as_of:%d-%m-%Y}."
        )


@app.command()
def serve() -> None:
    """Start Dagster and the dashboard on this machine; Ctrl-C ends both."""
    settings, registry = _workplace()
    from pipelines import serving

    try:
        serving.serve(settings, registry)
    except serving.PortTaken as error:
        _stop(2, str(error))


@app.command()
def status(as_json: AsJson = False) -> None:
    """What was delivered, what lacks, and what is published."""
    settings, registry = _workplace()
    from pipelines import deadlines, ingest, receipts, stewards, terminal
    from pipelines.stages.publish import current

    everything = receipts.read_all(settings.data / "receipts")
    rows = deadlines.calendar(registry, everything, settings.judged_on)
    live = current(settings.data / "published" / "public")
    waiting = ingest.waiting(settings, registry)
    noted = stewards.tables(settings.data, registry)
    noted["unused_word"] = stewards.unused_words(registry, everything)
    if as_json:
        terminal.print_json(
            {
                "data": str(settings.data), "demo": settings.is_demo, "today": settings.judged_on,
                "publication": live.stem if live else None, "waiting": waiting,
                "deliveries": [terminal.short(receipt) for receipt in everything],
                "expected": [vars(row) for row in rows],
                **{name: frame.to_dict("records") for name, frame in noted.items()},
            }
        )  # fmt: skip
        return
    terminal.tell_status(settings, registry, everything, rows, live.stem if live else None, waiting)
    terminal.tell_links(noted)


@app.command()
def check(
    file: Annotated[
        Path, typer.Argument(exists=True, dir_okay=False, help="The file as the partner would deliver it.")
    ],
    partner: Annotated[str, typer.Option(help="Id of the partner, as in sources/partners.yaml.")],
    sources: Annotated[
        Path | None,
        typer.Option(
            exists=True,
            file_okay=False,
            help="A proposal to try: a folder laid out like sources/, whose files count first.",
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """What would happen to FILE if this partner delivered it now; nothing is stored."""
    settings, registry = _workplace(sources)
    from pipelines import hints, ingest, judging, terminal, terminal_check

    if partner not in registry.parties:
        _stop(2, _refused("no_partner", partner=partner, known=", ".join(registry.parties)))
    try:
        task, trial = ingest.try_out(settings, registry, file, partner, rehearsal=sources is not None, compare=True)
    except judging.MissingKeyError as error:
        _stop(2, str(error))
    groups = ingest.grouped(trial.findings)
    verdict = trial.verdict
    if as_json:
        terminal.print_json(
            {
                "file": str(file), "partner": partner, "delivery": task.delivery, "period": task.period, "outcome": verdict,
                "sentence": str(trial.error) if trial.error else ingest.accepted_sentence(trial.outcome),
                "source_rows": trial.outcome.source_rows, "used": trial.outcome.used, "quarantined": trial.outcome.quarantined,
                "skipped": dict(trial.outcome.skipped), "records": trial.outcome.records, "findings": groups,
                "actions": ingest.told(trial.findings)["actions"], "preview": trial.preview,
                "difference": trial.difference, "tally": trial.tally, "hints": hints.of(groups, registry, partner, task.delivery),
            }
        )  # fmt: skip
    else:
        labels = {dataset: contract.label_nl for dataset, contract in registry.contracts.items()}
        terminal.tell_trial(file.name, registry.parties[partner].name, task.period, verdict, trial, labels)
        terminal_check.tell_tally(trial.tally)
        terminal.tell_findings(groups)
        terminal_check.tell_hints(hints.of(groups, registry, partner, task.delivery))
        terminal.console().print("[dim]Dit was een proef: er is niets bewaard.[/dim]")
    raise typer.Exit(1 if trial.error else 0)


@app.command()
def deliver(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="The file, under its own name.")],
    partner: Annotated[str, typer.Option(help="Id of the partner whose file it is.")],
    as_json: AsJson = False,
) -> None:
    """Put FILE in the partner's inbox, where the next run takes it in; nothing that waits there is replaced."""
    settings, registry = _workplace()
    from pipelines import inbox, terminal

    try:
        waits = inbox.hand_in(settings, registry, file, partner)
    except inbox.NotTaken as error:
        _stop(2, str(error))
    if as_json:
        terminal.print_json({"file": waits.name, "partner": partner})
    else:
        terminal.console().print(f"{waits} wacht; de volgende `wlb run` neemt het in.", markup=False, soft_wrap=True)


@app.command()
def onboard(
    files: Annotated[
        list[Path],
        typer.Argument(exists=True, dir_okay=False, help="Samples of what the partner exports; several are better."),
    ],
    partner: Annotated[str, typer.Option(help="Id of the partner: small letters, digits and _; may be new.")],
    to: Annotated[Path, typer.Option(help="Folder for the proposal, to be tried with wlb check --sources.")],
    told: Annotated[
        list[str] | None,
        typer.Option(
            "--as",
            help="What was not recognised: 'sheet or part of file name=dataset', or 'header=column' such as 'Huis=location'.",
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Propose the YAML that reads FILES, with reasons and questions; nothing under sources/ is changed."""
    settings, _ = _workplace()
    from pipelines.onboarding import command
    from pipelines.settings import SOURCES

    try:
        command.onboard(files, partner, to, SOURCES, settings.child_seconds, as_json=as_json, told=told or ())
    except command.Refused as error:
        _stop(2, str(error))


@app.command()
def rules(
    to: Annotated[
        Path | None, typer.Option(dir_okay=False, help="File to write; docs/regels.md for the project's own.")
    ] = None,
) -> None:
    """The catalogue of every rule for suppliers: what, why, how grave, and an example."""
    _, registry = _workplace()
    from pipelines import rule_catalogue

    text = rule_catalogue.catalogue(registry)
    if to:
        to.parent.mkdir(parents=True, exist_ok=True)
        to.write_text(text, encoding="utf-8")
    else:
        typer.echo(text, nl=False)


@app.command()
def feedback(
    what: Annotated[str, typer.Argument(help="Reference of a delivery (as on its receipt), or a file.")],
    partner: Annotated[str | None, typer.Option(help="For a file: id of the partner.")] = None,
    to: Annotated[Path | None, typer.Option(help="For a file: folder for the copy; default beside the file.")] = None,
    encrypt: Annotated[
        bool | None,
        typer.Option(help="Put a password on the copy; default outside the demo, where it holds real people."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Give a supplier its own file back with a comment at each cell concerned, or a list of findings, and its receipt."""
    settings, registry = _workplace()
    from pipelines import judging, returned, terminal

    locked = not settings.is_demo if encrypt is None else encrypt
    try:
        if Path(what).is_file():
            if partner not in registry.parties:
                _stop(2, f"say whose file this is with --partner; there are: {', '.join(registry.parties)}")
            file = Path(what)
            made = returned.give_back_file(settings, registry, file, partner, to or file.parent, encrypt=locked)
        elif partner or to:
            _stop(2, f"there is no file '{what}'; --partner and --to go with a file")
        else:
            made = returned.give_back(settings, registry, returned.delivery_of(settings.data, what), encrypt=locked)
    except (returned.NotFound, judging.MissingKeyError) as error:
        _stop(2, str(error))
    if as_json:
        terminal.print_json(vars(made))
    else:
        terminal.tell_returned(made, settings.copy_days)


@repair.command()
def explain(
    delivery: Annotated[str, typer.Argument(help="Reference of the delivery, as on its receipt.")],
    rule: Annotated[str, typer.Argument(help="Id of the notice, as in `wlb status --json`.")],
    text: Annotated[str, typer.Argument(help="What the supplier says about it.")],
    by: Annotated[str, typer.Option(help="Who said it.")],
    header: Annotated[str, typer.Option(help="Only in this column of the file.")] = "",
    value: Annotated[str, typer.Option(help="Only this value.")] = "",
    on: OnDay = None,
    as_json: AsJson = False,
) -> None:
    """Keep what a supplier says about a notice; it is silenced for this delivery only."""
    settings, registry = _workplace()
    from pipelines import desk, explanations, outbox, returned, terminal

    if not text.strip() or not by.strip():
        _stop(2, _refused("explain_words"))
    said = explanations.Explanation(rule, text.strip(), by.strip(), _day(on).isoformat(), header, value)
    try:
        receipt = returned.delivery_of(settings.data, delivery)
        explanations.add(settings.data, receipt, said)
    except (returned.NotFound, explanations.NothingToExplain) as error:
        _stop(2, str(error))
    folder = outbox.write(settings, registry, receipt)
    desk.write(settings, registry)
    if as_json:
        terminal.print_json({"delivery": receipt.delivery_id, **vars(said), "receipt": folder})
    else:
        terminal.console().print(f"Bewaard; deze melding vraagt bij deze levering niets meer. Nieuw bewijs: {folder}")


@repair.command("map")
def map_word(
    delivery: Annotated[str, typer.Argument(help="PARTNER/DELIVERY, as in sources/partners.")],
    column: Annotated[str, typer.Argument(help="Contract column, as dataset.column.")],
    value: Annotated[str, typer.Argument(help="The partner's word.")],
    to: Annotated[str, typer.Argument(help="Code of the vocabulary that it means.")],
    reason: Annotated[str, typer.Option(help="Why this is right.")],
    by: Annotated[str, typer.Option(help="Who decided it.")],
    on: OnDay = None,
    sources: Sources = None,
    as_json: AsJson = False,
) -> None:
    """Map a word that nobody knew, as a reviewed line of YAML; what was delivered is judged again by the next run."""
    own = {"column": column, "value": value, "to": to}
    _repair(delivery, {"do": "map"} | own, reason, by, on, sources, as_json)


@repair.command()
def waive(
    delivery: Annotated[str, typer.Argument(help="PARTNER/DELIVERY, as in sources/partners.")],
    rule: Annotated[str, typer.Argument(help="Id of a rule that sets rows apart.")],
    reason: Annotated[str, typer.Option(help="Why these rows may count.")],
    by: Annotated[str, typer.Option(help="Who decided it.")],
    period: Annotated[str | None, typer.Option(help="Only for this month (yyyy-mm).")] = None,
    on: OnDay = None,
    sources: Sources = None,
    as_json: AsJson = False,
) -> None:
    """Let rows count that break a rule, with a notice, as a reviewed line of YAML; delivered files are judged again."""
    _repair(delivery, {"do": "waive", "rule": rule, "period": period}, reason, by, on, sources, as_json)


@repair.command("list")
def list_repairs(
    partner: Annotated[str | None, typer.Option(help="Only of this partner.")] = None,
    sources: Sources = None,
    as_json: AsJson = False,
) -> None:
    """What was mapped, waived and explained: by whom, when and why."""
    from pipelines import explanations, repairs, terminal_figures
    from pipelines.registry import load_registry
    from pipelines.settings import SOURCES
    from pipelines.terminal import print_json

    folder = (sources or SOURCES).resolve()
    parties = load_registry(folder).parties
    if partner is not None and partner not in parties:
        _stop(2, f"'{partner}' is no partner; there are: {', '.join(parties)}")
    found = {"repairs": repairs.everything(folder), "explanations": explanations.everything(_settings().data)}
    found = {name: [row for row in rows if partner in (None, row["partner"])] for name, rows in found.items()}
    if as_json:
        print_json(found)
    else:
        terminal_figures.tell_repairs(found["repairs"], found["explanations"])


def _repair(
    delivery: str,
    own: Mapping[str, str | None],
    reason: str,
    by: str,
    on: datetime | None,
    sources: Path | None,
    as_json: bool,
) -> None:
    from pipelines import desk, repairs, terminal
    from pipelines.registry import load_registry
    from pipelines.settings import SOURCES
    from pipelines.stages.publish import current

    folder = (sources or SOURCES).resolve()
    partner, _, name = delivery.partition("/")
    known = load_registry(folder).deliveries
    if name not in known.get(partner, {}):
        there = [f"{one}/{other}" for one, names in known.items() for other in names]
        _stop(2, _refused("delivery_unknown", delivery=delivery, known=", ".join(there)))
    line = {**own, "delivery": name, "reason": reason, "decided_by": by, "decided_on": _day(on)}
    try:
        path = repairs.write(folder, partner, line)
    except repairs.NotRepaired as error:
        _stop(2, str(error))
    settings = _settings()
    if current(settings.data / "desk"):
        desk.write(settings, load_registry(folder))
    if as_json:
        terminal.print_json(
            {"file": path, "partner": partner, **own, "reason": reason, "decided_by": by, "decided_on": _day(on)}
        )
    else:
        terminal.console().print(
            f"Toegevoegd aan {path}. Laat het nalezen; `wlb run` beoordeelt de leveringen opnieuw."
        )


@app.command()
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
    as_json: AsJson = False,
) -> None:
    """The published figures; figures of hidden cells are null."""
    from pipelines import terminal

    chosen = {"indicator": indicator, "location": location, "cohort": cohort}
    if compare_versions:
        _compare_versions(chosen, exact=exact, as_json=as_json)
        return
    path = _published(audience)
    for name, value in chosen.items():
        known = [row[name] for row in _query(path, f"select distinct {name} from figure order by 1")]
        if value is not None and value not in known:
            _stop(2, f"no published figure has {name} '{value}'; there are: {', '.join(known) or 'none'}")
    where = " and ".join(f"{name} = ${name}" for name, value in chosen.items() if value is not None) or "true"
    rows = _query(
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

    path = current(_settings().data / "warehouse")
    if path is None:
        _stop(2, "there is no warehouse yet; `wlb run` makes one")
    try:
        found = waiting.compared(path, asked, exact=exact)
    except waiting.NothingWaits as nothing:
        _stop(2, str(nothing))
    if as_json:
        terminal.print_json(vars(found))
    else:
        terminal_figures.tell_compared(found)


@app.command()
def proof(
    to: Annotated[Path | None, typer.Option(help="The file to write; without it the page is printed.")] = None,
) -> None:
    """What an outsider and every member can infer about each hidden count of the demo."""
    from pipelines import benchmark

    settings, registry = _workplace()
    try:
        page = benchmark.prove(settings, registry)
    except benchmark.PublicationRefused as error:
        _stop(3, str(error))
    if to is None:
        typer.echo(page)
    else:
        to.write_text(page, encoding="utf-8")


@app.command()
def claims(as_json: AsJson = False) -> None:
    """What the partnership has published about itself, recomputed on its own selection and date."""
    from pipelines import terminal

    rows = _query(
        _published("public"),
        "select claim, indicator, location, numerator, denominator, not_evaluable, value, low, high, published_text, "
        "computed_text, verdict, text, source, as_of, explanation_nl, explanation_en from claim",
    )
    if as_json:
        terminal.print_json(rows)
    else:
        terminal.tell_claims(rows)


@app.command()
def value(
    audience: Annotated[str, typer.Option(help="Whose publication.")] = "public",
    location: Annotated[str | None, typer.Option(help="Only this site.")] = None,
    cohort: Annotated[str | None, typer.Option(help="Only this period, such as 2013/14 or pool:2011-2014.")] = None,
    as_json: AsJson = False,
) -> None:
    """The social cost-benefit analysis (MKBA): costs, benefits, ratio, break-even, and which assumptions matter most."""
    from pipelines import terminal, terminal_value

    path = _published(audience)
    chosen = {name: said for name, said in (("location", location), ("cohort", cohort)) if said is not None}
    where = " and ".join(f"{name} = ${name}" for name in chosen) or "true"
    rows = {
        name: _query(path, f"select * from {name} where {where}", chosen)
        for name in ("value", "value_benefit", "tornado")
    }
    if chosen and not rows["value"]:
        known = [
            " ".join(row.values()) for row in _query(path, "select distinct location, cohort from value order by all")
        ]
        _stop(2, f"there is no MKBA for that; there is: {', '.join(known) or 'none, since no costs were delivered'}")
    rows |= {name: _query(path, f"select * from {name}") for name in ("scenario", "assumption")}
    if as_json:
        terminal.print_json(rows)
    else:
        terminal_value.tell(rows)


@app.command()
def claim(
    text: Annotated[
        str, typer.Argument(help="Any sentence or number, in Dutch: '78 % stroomt uit naar werk', 'twee derde'.")
    ],
    location: Annotated[str | None, typer.Option(help="Which location or site it is about; id or name.")] = None,
    cohort: Annotated[str | None, typer.Option(help="Which cohort, such as 2015/16 or pool:2014-2017.")] = None,
    language: Annotated[Literal["nl", "en"], typer.Option(help="In which language it is asked and answered.")] = "nl",
    audience: Annotated[str, typer.Option(help="Whose publication.")] = "public",
    as_json: AsJson = False,
) -> None:
    """Klopt dit cijfer? Which definition gives it, which does not, and the right sentence; only from what is published."""
    from pipelines import asking, terminal
    from pipelines.stages.claim.answer import answer

    told = answer(text, asking.world(_published(audience), language), location, cohort)
    if as_json:
        terminal.print_json(asking.plain(told, language))
    else:
        for sentence in told.sentences:
            terminal.console().print(f"• {sentence}", markup=False, soft_wrap=True)
    raise typer.Exit(2 if told.outcome == "unknown_place" else 0)


@app.command()
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
    path = _published(audience)
    from dashboards import stored
    from dashboards.factsheet.content import NoSuchPeriodError, NoSuchPlaceError
    from dashboards.factsheet.sheet import factsheet as drawn
    from pipelines.words import LANGUAGES

    chosen = next((known for known in LANGUAGES if known == lang), None)
    if chosen is None:
        _stop(2, f"--lang takes {' or '.join(LANGUAGES)}, not '{lang}'")
    try:
        made = drawn(stored.published_at(path), location, chosen, period)
    except NoSuchPlaceError as error:
        _stop(2, f"there is no place '{error.asked}'; there are: {', '.join(error.known) or 'none'}")
    except NoSuchPeriodError as error:
        _stop(2, f"nothing is published about '{error.asked}'; there are: {', '.join(error.known) or 'none'}")
    except stored.UnavailableError as error:
        _stop(2, f"{error.file} cannot be read; `wlb run` publishes anew")
    try:
        output.write_bytes(made)
    except OSError as error:
        _stop(2, f"{output} cannot be written: {error.strerror}")
    typer.echo(f"{output} geschreven.")


@app.command()
def opendata(
    to: Annotated[
        Path | None, typer.Option(help="Folder that gets <version>/; default opendata in the data folder.")
    ] = None,
    version: Annotated[str | None, typer.Option(help="An older publication; default the live one.")] = None,
    as_json: AsJson = False,
) -> None:
    """The public figures as csv, Parquet and DuckDB, described for people (datapackage.json) and catalogues (DCAT-AP-NL)."""
    live = _published("public")
    from pipelines import terminal
    from pipelines.opendata.offer import NotOfferedError, offer

    path = live if version is None else live.with_name(f"{Path(version).name}.duckdb")
    if not path.exists():
        _stop(
            2,
            f"there is no publication {version}; there are: {', '.join(p.stem for p in sorted(live.parent.glob('*.duckdb')))}",
        )
    try:
        folder = offer(path, (to or _settings().data / "opendata").resolve())
    except NotOfferedError as error:
        _stop(2, str(error))
    if as_json:
        files = sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())
        terminal.print_json({"folder": str(folder), "files": files})
    else:
        typer.echo(f"Open data in {folder}")


@app.command()
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
    as_json: AsJson = False,
) -> None:
    """Everything that a published figure rests on: figures and files, SQL in order, definition version, code and run."""
    path = _published(audience)
    from pipelines import ledger as ledgers
    from pipelines import terminal, terminal_figures, tracing

    ledger = ledgers.open_ledger(path, _settings().data)
    place = {"location": location, "cohort": cohort, "level": level}
    try:
        found = tracing.find(
            ledger, table, indicator=indicator, role=role, claim=claim, scenario=scenario,
            **{name: given if given or claim else "all" for name, given in place.items()},
        )  # fmt: skip
    except tracing.NoSuchFigure as error:
        _stop(2, str(error))
    traced = tracing.trace(ledger, found, steward=steward)
    if as_json:
        terminal.print_json(asdict(traced))
    else:
        terminal_figures.tell_trace(traced, steward=steward)


@app.command()
def sql(
    query: Annotated[
        str, typer.Argument(help="One read-only query; tables as core.student_count, metrics.…, published.…")
    ],
    on: Annotated[
        str, typer.Option(help="warehouse (that what is published rests on), built (the newest one) or publication.")
    ] = "warehouse",
    as_json: AsJson = False,
) -> None:
    """Ask the warehouse (or the publication) anything, read-only."""
    settings = _settings()
    from pipelines import benchmark, terminal

    if on not in ("warehouse", "built", "publication"):
        _stop(2, f"--on takes 'warehouse', 'built' or 'publication', not '{on}'")
    try:
        path = _published("public") if on == "publication" else benchmark.warehouse(settings, built=on == "built")
    except benchmark.NoWarehouse as error:
        _stop(2, str(error))
    import duckdb

    try:
        rows = _query(
            path, query, schema="published" if on == "publication" else "warehouse", readable=settings.data / "accepted"
        )
    except duckdb.Error as error:
        _stop(2, f"{error}")
    terminal.print_rows(rows, as_json, "")


def _day(on: datetime | None) -> date:
    return on.date() if on else date.today()


def _settings() -> "Settings":
    from pydantic import ValidationError

    from pipelines.settings import Settings

    try:
        settings = Settings()
    except ValidationError as error:
        _stop(2, "; ".join(f"WLB_{str(item['loc'][0]).upper()}: {item['msg']}" for item in error.errors()))
    return settings.model_copy(update={"data": settings.data.resolve()})


def _workplace(trying: Path | None = None) -> "tuple[Settings, Registry]":
    from pipelines.registry import load_registry
    from pipelines.settings import SOURCES

    return _settings(), load_registry(SOURCES, trying)


def _published(audience: str) -> Path:
    from pipelines.stages.publish import current

    data = _settings().data
    offered = sorted(path.parent.name for path in (data / "published").glob("*/current"))
    path = current(data / "published" / audience) if audience in offered else None
    if path is None or not path.exists():
        refused = (data / "warehouse" / "building").exists()
        none = "none yet, `wlb run` makes one"
        if refused:
            none = "none yet: what was accepted could not be published; `wlb run` tries again and says why, `wlb sql --on built` asks it"
        _stop(2, f"there is no publication for '{audience}' in {data}; there is: {', '.join(offered) or none}")
    return path


def _query(
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
        return [dict(zip(names, map(_whole, row), strict=True)) for row in result.fetchall()]


def _whole(value: object) -> object:
    """A count as a count: 130.0 becomes 130."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _refused(key: str, **values: str) -> str:
    """A refusal that a page may show too, in the language of whoever asked."""
    from pipelines.words import say, spoken

    return say(f"refused.{key}", spoken(), **values)


def _stop(code: int, why: str) -> NoReturn:
    typer.secho(f"wlb: {why}", err=True, fg=typer.colors.RED)
    raise SystemExit(code)


if __name__ == "__main__":
    main()
