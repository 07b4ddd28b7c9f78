"""What the `wlb` command shows to a person: tables, findings, progress; Dutch, like every screen.

Does not decide or compute; imported only when something is shown.
"""

import json
import sys
from collections import Counter
from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from pipelines.deadlines import Expected
from pipelines.receipts import REFUSED, Receipt
from pipelines.registry import Registry
from pipelines.settings import Settings

if TYPE_CHECKING:
    from pipelines.execute import Ran  # it brings Dagster along, which showing does not need

T = TypeVar("T")
Tell = Callable[[str, int, int], None]
SEVERITY = {"blocks": "[red]houdt tegen[/red]", "quarantines": "[yellow]zet apart[/yellow]", "notice": "[cyan]melding[/cyan]", "signal": "signaal"}
OUTCOME = {
    "accepted": "[green]aanvaard[/green]", "accepted_with_notices": "[green]aanvaard[/green], met meldingen",
    "rejected": "[red]afgewezen[/red]", "destroyed": "[red]vernietigd[/red] (BSN)", "already_received": "[dim]al ontvangen[/dim]",
    "unknown_file": "[yellow]onbekend bestand[/yellow]", "unknown_partner": "[yellow]onbekende map[/yellow]",
}  # fmt: skip
STATE = {
    "on_time": "[green]op tijd[/green]", "late": "[yellow]te laat binnen[/yellow]", "rejected": "[red]afgewezen[/red]",
    "missing": "[red]ontbreekt[/red]", "expected": "[dim]verwacht[/dim]",
}  # fmt: skip
FINDINGS_SHOWN = 40
REFUSALS_SHOWN = 15

def with_progress(work: Callable[[Tell], T], *, quiet: bool) -> T:
    """Show what long work is doing; silent for machines and where nobody looks."""
    if quiet or not sys.stderr.isatty():
        return work(lambda what, done, total: None)

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console(stderr=True), transient=True) as progress:
        bar = progress.add_task("…", total=None)
        return work(lambda what, done, total: progress.update(bar, description=what, completed=done, total=total))


def tell_run(ran: "Ran") -> None:

    out = console()
    if ran.receipts:
        table = Table("partner", "bestand", "uitkomst", "regels", "gebruikt", "apart", title="Nieuwe leveringen", title_justify="left")
        for receipt in ran.receipts:
            table.add_row(
                receipt.partner, receipt.file, OUTCOME[receipt.outcome], str(receipt.source_rows), str(receipt.used), str(receipt.quarantined)
            )
        out.print(table)
        for receipt in ran.receipts:
            if receipt.outcome in REFUSED:
                out.print(f"[red]•[/red] [bold]{receipt.partner}[/bold] · {receipt.sentence}", soft_wrap=True)
    else:
        out.print("Geen nieuwe leveringen.")
    if ran.refusal:
        out.print(f"[red]Niet gepubliceerd.[/red] {ran.refusal}")
    elif ran.publication:
        made = ran.publication
        out.print(
            f"[green]Gepubliceerd[/green] {made['publication']}: {made['figures']} cijfers, waarvan {made['hidden']} verborgen, "
            f"{made['claims']} uitspraken nagerekend."
        )
    else:
        out.print("Er is niets veranderd; de laatste publicatie blijft staan.")


def tell_status(
    settings: Settings, registry: Registry, everything: list[Receipt], rows: list[Expected], live: str | None, waiting: dict[str, list[str]]
) -> None:


    out = console()
    out.print(f"[bold]{settings.data}[/bold]{' · demogegevens' if settings.is_demo else ''} · publicatie {live or 'nog geen'}")
    table = Table("partner", "levering", "laatste", "stand", "nog binnen", title="Aanleveringen", title_justify="left")
    for key in dict.fromkeys((row.partner, row.delivery) for row in rows):
        own = [row for row in rows if (row.partner, row.delivery) == key]
        due = [row for row in own if row.state != "expected"] or own
        newest = due[-1]
        title = registry.deliveries[key[0]][key[1]].title
        table.add_row(registry.parties[key[0]].name, title, newest.period, STATE[newest.state], ", ".join(waiting.get(key[0], [])))
    out.print(table)
    counts = Counter(receipt.outcome for receipt in everything)
    out.print("  ".join(f"{OUTCOME[outcome]}: {count}" for outcome, count in counts.items()) or "Nog niets ontvangen.")
    for receipt in [r for r in everything if r.outcome in (*REFUSED, "already_received")][-REFUSALS_SHOWN:]:
        out.print(f"• [bold]{receipt.partner}[/bold] · {receipt.file} → {OUTCOME[receipt.outcome]}: {receipt.sentence}", soft_wrap=True)


def tell_findings(groups: list[dict[str, Any]]) -> None:
    out = console()
    for finding in groups[:FINDINGS_SHOWN]:
        out.print(f"• {SEVERITY[finding['severity']]} {finding['count']}×  {finding['sentence']}", soft_wrap=True)
    if len(groups) > FINDINGS_SHOWN:
        out.print(f"  … en {len(groups) - FINDINGS_SHOWN} soorten meer (met --json ziet u alles)")


def short(receipt: Receipt) -> dict[str, Any]:
    return {name: value for name, value in vars(receipt).items() if name not in ("digest", "sha256")}


def print_rows(rows: list[dict[str, Any]], as_json: bool, shown: str) -> None:
    if as_json:
        print_json(rows)
        return

    names = shown.split() or list(rows[0] if rows else ())
    table = Table(*names)
    for row in rows:
        table.add_row(*(_cell(row[name]) for name in names))
    console().print(table if rows else "Geen rijen.")


def _cell(value: Any) -> str:
    if value is None:
        return "·"
    if isinstance(value, float):
        return f"{value:,.0f}".replace(",", ".") if value.is_integer() else f"{value:.4g}".replace(".", ",")
    return str(value)


def print_json(value: Any) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=1, default=_plain))


def _plain(value: Any) -> Any:
    if isinstance(value, date | datetime):
        return value.isoformat()
    return str(value)


def console(*, stderr: bool = False) -> Console:

    return Console(stderr=stderr, highlight=False)


