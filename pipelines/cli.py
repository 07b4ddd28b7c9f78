"""The `wlb` command: every command there is, in the order in which `wlb --help` tells them.

Exit codes: 0 all accepted, 1 something was rejected or beyond its limit, 2 wrong use or configuration, 3 publication refused.
"""

import errno

import typer

from pipelines.commands import figures, files, given, handing_out, repairing, running

app = typer.Typer(
    name="wlb", no_args_is_help=True, add_completion=False, rich_markup_mode="rich", pretty_exceptions_enable=False,
    help="Kopgroep benchmark: from partners' exports to a published benchmark. [dim]WLB_DATA chooses the data folder.[/dim]",
)  # fmt: skip
for command in (
    running.run,
    running.demo,
    running.serve,
    running.status,
    files.check,
    files.deliver,
    files.onboard,
    files.rules,
    files.feedback,
    figures.figures,
    figures.proof,
    figures.claims,
    figures.value,
    figures.claim,
    handing_out.factsheet,
    handing_out.opendata,
    figures.trace,
    figures.sql,
):
    app.command()(command)

repair = typer.Typer(no_args_is_help=True, help="What a steward repairs instead of asking for a new file.")
repair.command()(repairing.explain)
repair.command("map")(repairing.map_word)
repair.command()(repairing.waive)
repair.command("list")(repairing.list_repairs)
app.add_typer(repair, name="repair")


NOT_OURS = (errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOSPC, errno.EDQUOT)


def main() -> None:
    """Entry point: mistakes that a person can mend are said in sentences, with the exit code that belongs to them."""
    from pipelines.words import say, spoken
    from pipelines.yaml_lines import ConfigurationError

    try:
        app(standalone_mode=True)
    except ConfigurationError as error:
        told = say("refused.configuration", spoken(), n=len(error.mistakes))
        given.stop(2, told + "\n" + "\n".join(f"  {mistake}" for mistake in error.mistakes))
    except OSError as error:
        if error.errno not in NOT_OURS:
            raise
        given.stop(2, say("refused.disk", spoken(), why=str(error)))


if __name__ == "__main__":
    main()
