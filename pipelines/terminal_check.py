"""What `wlb check` shows below its verdict: what the file comes to, and which line of the YAML might solve a finding.

Does not count or decide.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from rich.markup import escape

from pipelines import words
from pipelines.terminal import console

LABEL = 26


def tell_tally(rows: Iterable[Mapping[str, Any]]) -> None:
    """Per dataset the records, every code with how often it stands there, and sums: to hold against what the partner says."""
    out = console()
    for row in rows:
        added = " (aanvulling uit een andere tabel)" if row["adds"] else ""
        out.print(f"[bold]{escape(row['label'])}[/bold]: {words.number(row['records'])} gegevens{added}")
        for column, count in row["distinct"].items():
            _line(row["labels"][column], f"{words.number(count)} verschillende")
        for column, counted in row["codes"].items():
            told = [f"{one['word'] or '(leeg)'} {words.number(one['records'])}" for one in counted]
            _line(row["labels"][column], " · ".join(told))
        for column, count in row["dated"].items():
            _line(
                row["labels"][column], "overal gevuld" if count == row["records"] else f"{words.number(count)} gevuld"
            )
        for column, total in row["sums"].items():
            _line(row["labels"][column], f"samen {words.number(total, digits=None if total == int(total) else 2)}")


def _line(label: str, told: str) -> None:
    console().print(f"  {escape(label):<{LABEL}} {escape(told)}", soft_wrap=True)


def tell_hints(hints: list[str]) -> None:
    """Lines of the YAML that might solve a finding."""
    out = console()
    if hints:
        out.print("[bold]Misschien op te lossen in de afspraak[/bold] (anders is het aan de partner)")
    for hint in hints:
        out.print(f"  {escape(hint)}", soft_wrap=True)
