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
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from pipelines import words
from pipelines.deadlines import Expected
from pipelines.receipts import Receipt
from pipelines.registry import Registry
from pipelines.settings import Settings

if TYPE_CHECKING:
    import pandas as pd

    from pipelines.execute import Ran
    from pipelines.ingest import Trial  # these bring much along that showing does not need
    from pipelines.returned import Returned

T = TypeVar("T")
Tell = Callable[[str, int, int], None]
SEVERITY = {
    "blocks": "[red]houdt tegen[/red]",
    "quarantines": "[yellow]zet apart[/yellow]",
    "notice": "[cyan]melding[/cyan]",
    "signal": "signaal",
}
OUTCOME = {
    "accepted": "[green]aanvaard[/green]", "accepted_with_notices": "[green]aanvaard[/green], met meldingen",
    "rejected": "[red]afgewezen[/red]", "destroyed": "[red]vernietigd[/red] (BSN)", "already_received": "[dim]al ontvangen[/dim]",
    "unknown_file": "[yellow]onbekend bestand[/yellow]", "unknown_partner": "[yellow]onbekende map[/yellow]",
}  # fmt: skip
STATE = {
    "on_time": "[green]op tijd[/green]", "late": "[yellow]te laat binnen[/yellow]", "rejected": "[red]afgewezen[/red]",
    "missing": "[red]ontbreekt[/red]", "expected": "[dim]verwacht[/dim]",
}  # fmt: skip
VERDICT = {
    "reproduced": "[green]klopt[/green]", "reproduced_truncated": "[green]klopt[/green] (afgekapt)",
    "not_reproduced": "[yellow]niet na te rekenen[/yellow]", "not_evaluable": "[cyan]toen nog niet te beoordelen[/cyan]",
    "not_computed": "[dim]nog niet berekend[/dim]",
}  # fmt: skip
LINKED = ("by_number", "by_person", "by_person_and_dates", "ambiguous", "unmatched", "no_key")
ROWS = ("source_rows", "used", "quarantined")
WIDTH = 160
FINDINGS_SHOWN = 40
REFUSALS_SHOWN = 15


def with_progress(work: Callable[[Tell], T], *, quiet: bool) -> T:
    """Show what long work is doing; silent for machines and where nobody looks."""
    if quiet or not sys.stderr.isatty():
        return work(lambda *_: None)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console(stderr=True), transient=True) as progress:
        bar = progress.add_task("…", total=None)
        return work(lambda what, done, total: progress.update(bar, description=what, completed=done, total=total))


def tell_run(ran: "Ran", registry: Registry) -> None:
    """What came in per partner, every refusal in its own sentence, and what was published."""
    out = console()
    if ran.receipts:
        headers = ("partner", "bestanden", "aanvaard", "niet", "regels", "gebruikt", "apart gezet")
        table = Table(*headers, title="Nieuwe leveringen", title_justify="left")
        for partner in dict.fromkeys(receipt.partner for receipt in ran.receipts):
            own = [receipt for receipt in ran.receipts if receipt.partner == partner]
            accepted = sum(receipt.is_accepted for receipt in own)
            counts = (len(own), accepted, len(own) - accepted, *(sum(getattr(r, name) for r in own) for name in ROWS))
            known = registry.parties.get(partner)
            table.add_row(escape(known.name if known else partner), *(words.number(count) for count in counts))
        for column in table.columns[1:]:
            column.justify = "right"
        out.print(table)
        tell_refusals(ran.receipts)
    else:
        out.print("Geen nieuwe leveringen.")
    for partner, why in ran.failures.items():
        out.print(f"[red]{escape(partner)} is niet verwerkt.[/red] {escape(why)}", soft_wrap=True)
    if ran.refusal:
        out.print(f"[red]Niet gepubliceerd.[/red] {escape(ran.refusal)}")
    elif ran.publication:
        made = ran.publication
        out.print(
            f"[green]Gepubliceerd[/green] {made['publication']}: {words.number(made['figures'])} cijfers, waarvan "
            f"{words.number(made['hidden'])} verborgen; {made['claims']} uitspraken nagerekend."
        )
        if made.get("withheld"):
            out.print(
                f"[yellow]Niets getoond[/yellow] van {made['withheld']}: dat zou iemand herkenbaar maken, wat er ook verborgen wordt.",
                soft_wrap=True,
            )
        out.print(f"Open data: {escape(made['open_data'])}", soft_wrap=True)
    else:
        out.print("Er is niets veranderd; de laatste publicatie blijft staan.")


def tell_refusals(receipts: list[Receipt]) -> None:
    """Files that were not used, each with where, what, why and what now."""
    for receipt in receipts:
        if not receipt.is_accepted:
            said = f"[bold]{escape(receipt.partner)}[/bold] · {escape(receipt.file)} → {OUTCOME[receipt.outcome]}: "
            console().print(f"• {said}{escape(receipt.sentence)}", soft_wrap=True)


def tell_claims(rows: list[dict[str, Any]]) -> None:
    """Each published sentence with what the data give on the same people and day."""
    out = console()
    for claim in dict.fromkeys(row["claim"] for row in rows):
        own = [row for row in rows if row["claim"] == claim]
        out.print(f"[bold]{escape(own[0]['source'])}[/bold]")
        for row in own:
            given = escape(row["computed_text"] or "geen getal")
            out.print(f"  {VERDICT[row['verdict']]} “{escape(row['text'])}” → {given}")
            out.print(f"      [dim]{escape(row['explanation_nl'])}[/dim]", soft_wrap=True)


def tell_status(
    settings: Settings,
    registry: Registry,
    everything: list[Receipt],
    rows: list[Expected],
    live: str | None,
    waiting: dict[str, list[str]],
) -> None:
    """The delivery calendar at its newest, how much came in, and the last refusals."""
    out = console()
    out.print(
        f"[bold]{settings.data}[/bold]{' · demogegevens' if settings.is_demo else ''} · publicatie {live or 'nog geen'}"
    )
    table = Table("partner", "levering", "laatste", "stand", "nog binnen", title="Aanleveringen", title_justify="left")
    for key in dict.fromkeys((row.partner, row.delivery) for row in rows):
        own = [row for row in rows if (row.partner, row.delivery) == key]
        due = [row for row in own if row.state != "expected"] or own
        newest = due[-1]
        title = registry.deliveries[key[0]][key[1]].title
        table.add_row(
            registry.parties[key[0]].name, title, newest.period, STATE[newest.state], ", ".join(waiting.get(key[0], []))
        )
    out.print(table)
    counts = Counter(receipt.outcome for receipt in everything)
    out.print("  ".join(f"{OUTCOME[outcome]}: {count}" for outcome, count in counts.items()) or "Nog niets ontvangen.")
    tell_refusals([receipt for receipt in everything if not receipt.is_accepted][-REFUSALS_SHOWN:])


def tell_links(noted: "dict[str, pd.DataFrame]") -> None:
    """How many records of each partner are linked to somebody, and how often partners contradict each other."""
    out = console()
    headers = ("partner", "gegevens", "aantal", "gekoppeld", *(words.say(f"link.{how}") for how in LINKED))
    table = Table(*headers, title="Koppeling met deelnemers", title_justify="left")
    for row in noted["link_rate"].to_dict("records"):
        counts = [words.number(row[how]) if row[how] else "·" for how in LINKED]
        share = words.percent(row["rate"])
        table.add_row(
            escape(row["partner_name"]), escape(row["dataset_name"]), words.number(row["records"]), share, *counts
        )
    for column in table.columns[2:]:
        column.justify = "right"
    if table.rows:
        out.print(table)
    signals = noted["signal"]
    if len(signals):
        out.print("[bold]Verschillen tussen bronnen[/bold] (elk verschil is aan beide kanten een signaal)")
        counted = signals.groupby(["partner_name", "against_name", "signal"]).size().reset_index(name="count")
        for partner, against, name, count in counted.itertuples(index=False):
            told = words.say(f"signal.{name}")
            out.print(f"• {escape(partner)} / {escape(against)}: {words.number(count)} × {told}", soft_wrap=True)
    unused = noted["unused_word"].to_dict("records")
    if unused:
        out.print(
            "[bold]Vertaaltabellen met woorden die nergens voorkomen[/bold] (in wat nu geldt; opruimen of een tikfout)"
        )
    columns: dict[str, list[str]] = {}
    for row in unused:
        where = f"{row['partner']}/{row['delivery']}.yaml · {row['table']} · {row['dataset']}.{row['column']}"
        columns.setdefault(where, []).append(f"'{row['word']}'" if row["word"] else "(leeg)")
    for where, said in columns.items():
        out.print(f"• {escape(where)}: {escape(', '.join(said))}", soft_wrap=True)


def tell_trial(name: str, partner: str, period: str, verdict: str, trial: "Trial", labels: dict[str, str]) -> None:
    """What would happen to one file, in source rows, and how it differs from the delivery before."""
    out = console()
    out.print(f"[bold]{escape(name)}[/bold] · {escape(partner)} · {words.month(period)} → {OUTCOME[verdict]}")
    found = trial.outcome
    if trial.error and not found.source_rows:
        return
    kinds = ", ".join(
        f"{words.say(f'skipped.{kind}')} {words.number(n)}" for kind, n in sorted(found.skipped.items()) if n
    )
    counts = {"gebruikt": found.used, "apart gezet": found.quarantined, "overgeslagen": sum(found.skipped.values())}
    told = ", ".join(f"{words.number(count)} {word}" for word, count in counts.items())
    out.print(f"{words.number(found.source_rows)} regels: {told}{f' ({kinds})' if kinds else ''}")
    for dataset, counts in trial.difference.items():
        changes = ", ".join(f"{words.number(n)} {words.say(f'proof.difference.{kind}')}" for kind, n in counts.items())
        out.print(f"{words.say('proof.difference')}: {escape(labels[dataset])}: {changes}")


def tell_findings(groups: list[dict[str, Any]]) -> None:
    """Findings grouped by kind, the gravest first."""
    out = console()
    for finding in groups[:FINDINGS_SHOWN]:
        out.print(
            f"• {SEVERITY[finding['severity']]} {finding['count']}×  {escape(finding['sentence'])}", soft_wrap=True
        )
    if len(groups) > FINDINGS_SHOWN:
        out.print(f"  … en {len(groups) - FINDINGS_SHOWN} soorten meer (met --json ziet u alles)")


def tell_returned(made: "Returned", days: int) -> None:
    """Where the copy for the supplier lies, and how to hand it over."""
    out = console()
    if made.copy is None:
        out.print(made.why_none, f"Ontvangstbewijs: {made.folder}", sep="\n", soft_wrap=True)
        return
    cells = f"{words.number(made.cells)} {'cel' if made.cells == 1 else 'cellen'} met een opmerking"
    what = cells if made.cells else "de lijst met bevindingen"
    found = f"{words.number(made.findings)} bevinding{'' if made.findings == 1 else 'en'}"
    out.print(f"[bold]{escape(str(made.copy))}[/bold]\n{what}; {found}.", soft_wrap=True)
    if made.password:
        out.print(f"Wachtwoord: [bold]{made.password}[/bold] (nergens bewaard: geef het door langs een andere weg)")
    out.print(f"[dim]De kopie bevat gegevens van de partner en wordt na {days} dagen vernietigd.[/dim]")


def short(receipt: Receipt) -> dict[str, Any]:
    """A receipt without its fingerprints."""
    return {name: value for name, value in vars(receipt).items() if name not in ("digest", "sha256")}


def print_rows(rows: list[dict[str, Any]], as_json: bool, shown: str) -> None:
    """Rows as a table of the columns in `shown` (all when empty), or as JSON with everything."""
    if as_json:
        print_json(rows)
        return
    names = shown.split() or list(rows[0] if rows else ())
    table = Table(*names)
    for row in rows:
        table.add_row(*(escape(_cell(row[name])) for name in names))
    console().print(table if rows else "Geen rijen.")


def _cell(value: object) -> str:
    if value is None:
        return "·"
    if isinstance(value, float):
        return f"{value:,.0f}".replace(",", ".") if value.is_integer() else f"{value:.4g}".replace(".", ",")
    return str(value)


def print_json(value: object) -> None:
    """One document, dates as ISO text."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=1, default=_plain) + "\n")


def _plain(value: object) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    return str(value)


def console(*, stderr: bool = False) -> Console:
    """Wide enough for our tables where no terminal says how wide it is."""
    stream = sys.stderr if stderr else sys.stdout
    return Console(stderr=stderr, highlight=False, width=None if stream.isatty() else WIDTH)
