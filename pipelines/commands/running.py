"""Commands that run the pipeline or tell how it stands: the run itself, the demo, both screens, and what came in."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from pipelines.commands import given

DEMO_AS_OF = datetime.fromisoformat("2026-10-31")


def run(as_json: given.AsJson = False) -> None:
    """Ingest everything new, rebuild the benchmark and publish it."""
    settings, registry = given.workplace()
    from pipelines import execute, receipts, terminal
    from pipelines.words import say, spoken

    def work(tell: Callable[[str, int, int], None]) -> execute.Ran:
        try:
            return execute.run(settings, registry, tell)
        except execute.Misconfigured as error:
            given.stop(2, str(error))

    try:
        ran = terminal.with_progress(work, quiet=as_json)
    except KeyboardInterrupt:
        given.stop(130, say("refused.interrupted", spoken()))
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
    as_json: given.AsJson = False,
) -> None:
    """Write invented exports of every partner, each in its own dialect; a data folder that gets them is marked as demo."""
    settings, _ = given.workplace()
    from pipelines import terminal
    from pipelines.demo import mark, write

    if as_of.date() < write.EARLIEST:
        given.stop(
            2, f"the demo holds figures that were published in {write.EARLIEST:%Y}; choose {write.EARLIEST} or later"
        )
    inbox = settings.data / "inbox"
    target = (to or inbox).resolve()
    if target == inbox and not mark.is_free(settings.data):
        if if_empty:
            return
        given.stop(
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


def serve() -> None:
    """Start Dagster and the dashboard on this machine; Ctrl-C ends both."""
    settings, registry = given.workplace()
    from pipelines import serving

    try:
        serving.serve(settings, registry)
    except serving.PortTaken as error:
        given.stop(2, str(error))


def status(as_json: given.AsJson = False) -> None:
    """What was delivered, what lacks, and what is published."""
    settings, registry = given.workplace()
    from pipelines import deadlines, intake, receipts, stewards, terminal
    from pipelines.stages.publish import current

    everything = receipts.read_all(settings.data / "receipts")
    rows = deadlines.calendar(registry, everything, settings.judged_on)
    live = current(settings.data / "published" / "public")
    waiting = intake.waiting(settings, registry)
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
