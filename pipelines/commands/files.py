"""Commands about one file: try it out, deliver it, propose how an unknown one reads, give it back with comments; and the rules."""

from pathlib import Path
from typing import Annotated

import typer

from pipelines.commands import given


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
    as_json: given.AsJson = False,
) -> None:
    """What would happen to FILE if this partner delivered it now; nothing is stored."""
    settings, registry = given.workplace(sources)
    from pipelines import hints, ingest, judging, summary, terminal, terminal_check

    if partner not in registry.parties:
        given.stop(2, given.refused("no_partner", partner=partner, known=", ".join(registry.parties)))
    try:
        task, trial = ingest.try_out(settings, registry, file, partner, rehearsal=sources is not None, compare=True)
    except judging.MissingKeyError as error:
        given.stop(2, str(error))
    groups = summary.grouped(trial.findings)
    verdict = trial.verdict
    if as_json:
        terminal.print_json(
            {
                "file": str(file), "partner": partner, "delivery": task.delivery, "period": task.period, "outcome": verdict,
                "sentence": str(trial.error) if trial.error else summary.accepted_sentence(trial.outcome),
                "source_rows": trial.outcome.source_rows, "used": trial.outcome.used, "quarantined": trial.outcome.quarantined,
                "skipped": dict(trial.outcome.skipped), "records": trial.outcome.records, "findings": groups,
                "actions": summary.told(trial.findings)["actions"], "preview": trial.preview,
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


def deliver(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="The file, under its own name.")],
    partner: Annotated[str, typer.Option(help="Id of the partner whose file it is.")],
    as_json: given.AsJson = False,
) -> None:
    """Put FILE in the partner's inbox, where the next run takes it in; nothing that waits there is replaced."""
    settings, registry = given.workplace()
    from pipelines import inbox, terminal

    try:
        waits = inbox.hand_in(settings, registry, file, partner)
    except inbox.NotTaken as error:
        given.stop(2, str(error))
    if as_json:
        terminal.print_json({"file": waits.name, "partner": partner})
    else:
        terminal.console().print(f"{waits} wacht; de volgende `wlb run` neemt het in.", markup=False, soft_wrap=True)


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
    as_json: given.AsJson = False,
) -> None:
    """Propose the YAML that reads FILES, with reasons and questions; nothing under sources/ is changed."""
    settings, _ = given.workplace()
    from pipelines.onboarding import command
    from pipelines.settings import SOURCES

    try:
        command.onboard(files, partner, to, SOURCES, settings.child_seconds, as_json=as_json, told=told or ())
    except command.Refused as error:
        given.stop(2, str(error))


def rules(
    to: Annotated[
        Path | None, typer.Option(dir_okay=False, help="File to write; docs/regels.md for the project's own.")
    ] = None,
) -> None:
    """The catalogue of every rule for suppliers: what, why, how grave, and an example."""
    _, registry = given.workplace()
    from pipelines import rule_catalogue

    text = rule_catalogue.catalogue(registry)
    if to:
        to.parent.mkdir(parents=True, exist_ok=True)
        to.write_text(text, encoding="utf-8")
    else:
        typer.echo(text, nl=False)


def feedback(
    what: Annotated[str, typer.Argument(help="Reference of a delivery (as on its receipt), or a file.")],
    partner: Annotated[str | None, typer.Option(help="For a file: id of the partner.")] = None,
    to: Annotated[Path | None, typer.Option(help="For a file: folder for the copy; default beside the file.")] = None,
    encrypt: Annotated[
        bool | None,
        typer.Option(help="Put a password on the copy; default outside the demo, where it holds real people."),
    ] = None,
    as_json: given.AsJson = False,
) -> None:
    """Give a supplier its own file back with a comment at each cell concerned, or a list of findings, and its receipt."""
    settings, registry = given.workplace()
    from pipelines import judging, returned, terminal

    locked = not settings.is_demo if encrypt is None else encrypt
    try:
        if Path(what).is_file():
            if partner not in registry.parties:
                given.stop(2, f"say whose file this is with --partner; there are: {', '.join(registry.parties)}")
            file = Path(what)
            made = returned.give_back_file(settings, registry, file, partner, to or file.parent, encrypt=locked)
        elif partner or to:
            given.stop(2, f"there is no file '{what}'; --partner and --to go with a file")
        else:
            made = returned.give_back(settings, registry, returned.delivery_of(settings.data, what), encrypt=locked)
    except (returned.NotFound, judging.MissingKeyError) as error:
        given.stop(2, str(error))
    if as_json:
        terminal.print_json(vars(made))
    else:
        terminal.tell_returned(made, settings.copy_days)
