"""The MKBA as `wlb value` shows it: a table per site and period, its benefits, and what it hangs on; Dutch.

Does not compute; imported only when something is shown.
"""

from typing import Any

from rich.markup import escape
from rich.table import Table

from pipelines import words
from pipelines.terminal import console

Row = dict[str, Any]

HEADERS = (
    "locatie", "periode", "kosten", "baten voor aftrek", "baten", "verhouding", "saldo per euro", "bereik", "omslag", "stand",
)  # fmt: skip
NONE_YET = "Nog geen MKBA: er zijn nog geen kosten van een afgesloten jaar aangeleverd."


def tell(found: dict[str, list[Row]]) -> None:
    """The MKBA per site and period; of a single one also its benefits and its tornado."""
    out = console()
    table = Table(*HEADERS, title="Baten en kosten (MKBA), in euro's", title_justify="left")
    for row in found["value"]:
        table.add_row(escape(row["location"]), row["cohort"], *_cells(row), _stand(row))
    out.print(table if table.rows else NONE_YET)
    if len(found["value"]) == 1 and found["value_benefit"]:
        for row in found["value_benefit"]:
            worth = words.number(row["benefits_eur"], digits=0)
            out.print(f"• {escape(row['label_nl'])}: {words.number(row['counted'])} geteld, € {worth}")
        out.print(_tornado(found["tornado"], {row["assumption"]: row["unit"] for row in found["assumption"]}))
    for scenario in found["scenario"]:
        version, year = scenario["scenario_version"], scenario["price_year"]
        rate = words.percent(scenario["discount_rate"], digits=2)
        out.print(f"{escape(scenario['label_nl'])}, versie {version}: prijzen van {year}, discontovoet {rate}.")
        if scenario["status"] == "illustrative":
            out.print(f"[yellow]{words.say('value.illustrative')}[/yellow]")
    if found["value"]:
        out.print(f"[dim]{words.say('value.legend')}[/dim]", soft_wrap=True)


def _cells(row: Row) -> list[str]:
    """Money, ratio and balance, range and break-even; a mark in each where there is no ratio."""
    if row["ratio"] is None:
        return [words.HIDDEN if row["status"] == "hidden" else "·"] * 7
    money = [words.number(row[name], digits=0) for name in ("costs_eur", "benefits_before_eur", "benefits_eur")]
    ratios = [words.number(row[name], digits=2) for name in ("ratio", "balance_per_euro")]
    low, high = (words.number(row[name], digits=2) for name in ("ratio_low", "ratio_high"))
    even = row["break_even_deadweight"]
    return [*money, *ratios, words.say("range", low=low, high=high), "geen" if even is None else words.percent(even)]


def _stand(row: Row) -> str:
    return words.say(f"value.reason.{row['reason']}" if row["reason"] else f"value.status.{row['status']}")


def _tornado(rows: list[Row], units: dict[str, str]) -> Table:
    headers = ("aanname", "laag", "hoog", "verhouding bij laag", "bij hoog")
    table = Table(*headers, title="Waar hangt het van af?", title_justify="left")
    for row in rows:
        assumed = (_assumed(row[side], units.get(row["assumption"], "")) for side in ("low", "high"))
        ratios = (words.number(row[name], digits=2) for name in ("ratio_at_low", "ratio_at_high"))
        table.add_row(escape(row["label_nl"]), *assumed, *ratios)
    return table


def _assumed(value: float, unit: str) -> str:
    return words.percent(value) if unit == "fraction" else words.number(value)
