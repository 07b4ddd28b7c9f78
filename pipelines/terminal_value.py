"""The MKBA as `wlb value` shows it: a table per site and period, its benefits, and what it hangs on; Dutch.

Does not compute; imported only when something is shown.
"""

from typing import Any

from rich.markup import escape
from rich.table import Table

from pipelines import words
from pipelines.terminal import console


def tell(found: dict[str, list[dict[str, Any]]]) -> None:
    """The MKBA per site and period; of a single one also its benefits and its tornado."""
    out = console()
    headers = (
        "locatie",
        "periode",
        "kosten",
        "baten voor aftrek",
        "baten",
        "verhouding",
        "saldo per euro",
        "bereik",
        "omslag",
        "",
    )
    table = Table(*headers, title="Baten en kosten (MKBA), in euro's", title_justify="left")
    for row in found["value"]:
        place = (escape(row["location"]), row["cohort"])
        said = [words.say(f"value.{name}.{row[name]}") for name in ("status", "reason") if row[name]]
        if row["ratio"] is None:
            table.add_row(*place, *([words.HIDDEN if row["status"] == "hidden" else "·"] * 7), ": ".join(said))
            continue
        money = (words.number(row[name], digits=0) for name in ("costs_eur", "benefits_before_eur", "benefits_eur"))
        ratios = (words.number(row[name], digits=2) for name in ("ratio", "balance_per_euro"))
        between = words.say(
            "range", low=words.number(row["ratio_low"], digits=2), high=words.number(row["ratio_high"], digits=2)
        )
        even = row["break_even_deadweight"]
        table.add_row(
            *place, *money, *ratios, between, "geen" if even is None else words.percent(even), ": ".join(said)
        )
    out.print(table if table.rows else "Nog geen MKBA: er zijn nog geen kosten van een afgesloten jaar aangeleverd.")
    if len(found["value"]) == 1:
        for row in found["value_benefit"]:
            worth = words.number(row["benefits_eur"], digits=0)
            out.print(f"• {escape(row['label_nl'])}: {words.number(row['counted'])} geteld, € {worth}")
        swings = Table(
            "aanname",
            "laag",
            "hoog",
            "verhouding bij laag",
            "bij hoog",
            title="Waar hangt het van af?",
            title_justify="left",
        )
        for row in found["tornado"]:
            numbers = (words.number(row[name], digits=2) for name in ("ratio_at_low", "ratio_at_high"))
            swings.add_row(escape(row["label_nl"]), _written(row["low"]), _written(row["high"]), *numbers)
        out.print(swings)
    for scenario in found["scenario"]:
        version, year = scenario["scenario_version"], scenario["price_year"]
        rate = words.percent(scenario["discount_rate"], digits=2)
        out.print(f"{escape(scenario['label_nl'])}, versie {version}: prijzen van {year}, discontovoet {rate}.")
        if scenario["status"] == "illustrative":
            out.print(f"[yellow]{words.say('value.illustrative')}[/yellow]")
    if found["value"]:
        out.print(f"[dim]{words.say('value.legend')}[/dim]", soft_wrap=True)


def _written(assumed: float) -> str:
    return words.number(assumed, digits=None if float(assumed).is_integer() else 2)
