"""What the `wlb` command shows about figures: what one rests on, and what a new version of a definition would change.

Does not decide or compute; imported only when something is shown.
"""

from collections import Counter
from datetime import datetime

from rich.markup import escape
from rich.table import Table

from pipelines import words
from pipelines.terminal import console
from pipelines.tracing import Resting, Traced

PART = {"counted": "telt", "linking": "[dim]koppeling[/dim]"}


def tell_trace(traced: Traced, *, steward: bool) -> None:
    """One figure and all that it rests on."""
    out, figure = console(), traced.figure
    where = " · ".join(str(figure[name]) for name in ("location", "cohort", "level", "role"))
    out.print(f"[bold]{escape(traced.definition['label_nl'])}[/bold] · {escape(where)} → {escape(_figure(traced))}")
    adopted = words.date_long(traced.definition["adopted_on"])
    out.print(
        f"Definitie {traced.definition['indicator']} versie {traced.definition['version']}, vastgesteld op {adopted}."
    )
    made = traced.publication
    out.print(
        f"Publicatie {made['version']} van {words.moment(made['built_at'])}, code {made['code']}, "
        f"run {made['run'] or 'onbekend (niet door Dagster)'}{' · demogegevens' if made['demo'] else ''}.",
        soft_wrap=True,
    )
    days = "; ".join(f"{location} t/m {words.date_long(day)}" for location, day in traced.as_of.items())
    out.print(f"Stand: {days or 'onbekend'}.", soft_wrap=True)
    headers = ["partner", "gegevens", "maand", "bestand", "ontvangen", "volledig t/m", "rol"]
    table = Table(
        *headers, *(("regels", "gebruikt", "apart") if steward else ()), title="Aanleveringen", title_justify="left"
    )
    for one in traced.deliveries:
        table.add_row(*_cells(one), *(words.number(count) for count in (one.rows or {}).values()))
    out.print(table if traced.deliveries else "Er is geen levering die dit cijfer nu kan veranderen.")
    counted = Counter(one.part for one in traced.deliveries)
    if counted["linking"]:
        out.print("[dim]koppeling: bepaalt alleen wie dezelfde persoon is; telt hier niet zelf mee.[/dim]")
    out.print("[bold]SQL, in de volgorde waarin die draait[/bold]")
    for number, path in enumerate(traced.sql, start=1):
        out.print(f"{number:3} {path}")
    if traced.changed_since:
        out.print(f"[yellow]De SQL van deze definitie is sindsdien veranderd; kijk in code {made['code']}.[/yellow]")


def _figure(traced: Traced) -> str:
    figure = traced.figure
    if figure["hidden"]:
        return words.say("cell.hidden")
    if figure["value"] is None:
        return words.say("cell.not_evaluable")
    if figure["denominator"]:
        return f"{words.count_of(figure['numerator'], figure['denominator'])}, {words.number(figure['not_evaluable'])} niet te beoordelen"
    return words.amount(figure["value"])


def _cells(one: Resting) -> tuple[str, ...]:
    arrived = words.moment(datetime.fromisoformat(one.arrived_at)) if one.arrived_at else "·"
    name, data = escape(one.partner_name), words.dataset(one.dataset)
    return name, data, one.period, escape(one.file or "·"), arrived, one.complete_until or "·", PART[one.part]
