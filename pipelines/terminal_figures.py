"""What the `wlb` command shows to account for figures: what one rests on, what a new definition would change, what was repaired.

Does not decide or compute; imported only when something is shown.
"""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from rich.markup import escape
from rich.table import Table

from pipelines import words
from pipelines.behind import CELL, Row
from pipelines.terminal import console
from pipelines.tracing import Resting, Traced
from pipelines.waiting import Compared

PART = {"counted": "telt", "linking": "[dim]koppeling[/dim]"}


def tell_trace(traced: Traced, *, steward: bool) -> None:
    """One figure and all that it rests on."""
    out, figure = console(), traced.figure
    names = ("table", "claim", "location", "cohort", "level", "role", "scenario")
    where = " · ".join(str(figure[name]) for name in names if figure[name] and figure[name] != "figure")
    told = f" → {_figure(figure)}" if figure["status"] else ""
    out.print(f"[bold]{escape(traced.definition['label_nl'])}[/bold] · {escape(where + told)}", soft_wrap=True)
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
    if traced.rests_on:
        out.print("[bold]Uitgewerkt uit deze gepubliceerde cijfers[/bold]")
    for figure in traced.rests_on:
        cell = " · ".join(str(figure[name]) for name in CELL)
        out.print(
            f"  {escape(cell)} → {escape(_figure(figure))}, versie {figure['definition_version']}", soft_wrap=True
        )
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
    for path in traced.also:
        out.print(f"  + {path}")
    if traced.changed_since:
        out.print(f"[yellow]De SQL van deze definitie is sindsdien veranderd; kijk in code {made['code']}.[/yellow]")


def tell_compared(found: Compared) -> None:
    """Per cell the live triple and the waiting one, and below it who moves."""
    out = console()
    for one in found.waiting:
        out.print(
            f"[bold]{one['indicator']}[/bold] versie {one['version']} wacht: {escape(one['change_nl'])}", soft_wrap=True
        )
    for why in found.failed:
        out.print(f"[red]De wachtende SQL werkt niet; er is niets vergeleken.[/red] {escape(why)}", soft_wrap=True)
    if found.failed:
        return
    table = Table("indicator", "plek", "cohort", "niveau", "rol", "nu", "wordt", "wie er verschuift")
    for cell in found.cells:
        moves = [move for move in cell["moves"] if move["was"] != move["becomes"]]
        told = "; ".join(
            f"{words.number(move['people'])} {words.say('move.' + move['was'])} → {words.say('move.' + move['becomes'])}"
            for move in moves
        )
        where = (escape(str(cell[name])) for name in ("indicator", "location", "cohort", "level", "role"))
        shown = (
            (words.HIDDEN,) * 3 if cell["masked"] else (_triple(cell, ""), _triple(cell, "next_"), told or "niemand")
        )
        table.add_row(*where, *shown)
    out.print(table)
    if any(cell["masked"] for cell in found.cells):
        out.print(
            "[dim]• hier staan of verschuiven minder dan 5 mensen. Met --exact ziet een datasteward alles, op deze machine.[/dim]"
        )
    out.print("[dim]Uit het datapakhuis, niet gepubliceerd: niet doorgeven.[/dim]")


def tell_repairs(repairs: list[dict[str, Any]], explanations: list[dict[str, Any]]) -> None:
    """What stewards repaired and what suppliers explained, each with who, when and why."""
    out = console()
    for one in repairs:
        what = (
            f"'{one['value']}' in {one['column']} betekent {one['to']}"
            if one["do"] == "map"
            else f"regel {one['rule']} telt niet"
        )
        when = f" in {words.month(one['period'])}" if one.get("period") else ""
        decided = f"{one['decided_by']}, {words.date_long(one['decided_on'])}"
        out.print(
            f"• [bold]{one['partner']}/{one['delivery']}[/bold] {escape(what + when)}: {escape(one['reason'])} ({escape(decided)})",
            soft_wrap=True,
        )
    for one in explanations:
        about = " ".join(part for part in (one["rule"], one["header"], one["value"]) if part)
        said = f"{one['text']} ({one['by']}, {one['on']})"
        out.print(f"• [bold]{one['delivery_id']}[/bold] uitleg bij {escape(about)}: {escape(said)}", soft_wrap=True)
    if not repairs and not explanations:
        out.print("Er is niets gerepareerd of uitgelegd.")


def _triple(cell: Mapping[str, Any], prefix: str) -> str:
    top, base, left = (cell[f"{prefix}{name}"] for name in ("numerator", "denominator", "not_evaluable"))
    if top is None and base is None:
        return "–"
    told = words.number(top or 0) if base is None else f"{words.number(top or 0)} / {words.number(base)}"
    return f"{told} / {words.number(left or 0)}"


def _figure(figure: Row) -> str:
    verdict = f"verdict.{figure['status']}"
    if figure["table"] == "claim" and figure["value"] is None:
        return words.say(verdict)
    if figure["hidden"]:
        return words.say("cell.hidden")
    if figure["value"] is None:
        return words.say("cell.not_evaluable")
    if figure["table"] == "value":
        benefits, costs = (words.number(figure[name], digits=0) for name in ("numerator", "denominator"))
        return f"{words.number(figure['value'], digits=2)} (baten € {benefits} ÷ kosten € {costs})"
    if figure["table"] == "claim" and figure["denominator"] is None:
        return f"{words.say(verdict)}, {words.amount(figure['value'])}"
    if figure["denominator"]:
        return f"{words.count_of(figure['numerator'], figure['denominator'])}, {words.number(figure['not_evaluable'])} niet te beoordelen"
    return words.amount(figure["value"])


def _cells(one: Resting) -> tuple[str, ...]:
    arrived = words.moment(datetime.fromisoformat(one.arrived_at)) if one.arrived_at else "·"
    name, data = escape(one.partner_name), words.dataset(one.dataset)
    return name, data, one.period, escape(one.file or "·"), arrived, one.complete_until or "·", PART[one.part]
