"""Proposals → what a person reads in the terminal: what was found and how surely, what is asked, and the next of the five steps.

Does not decide or write anything; shows headers and agreed words only.
"""

from collections import defaultdict
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.markup import escape

from pipelines import terminal
from pipelines.onboarding.columns import SURE
from pipelines.onboarding.plans import is_placeholder
from pipelines.onboarding.propose import Proposal
from pipelines.onboarding.remarks import Place, Remark

MARK = {"question": "[yellow]?[/yellow]", "warning": "[red]![/red]"}
SHOWN = 60
Asked = tuple[str, Remark]  # `file.yaml:12`, or nothing when no file was written, and what is asked there
VERY_SURE = 0.9


def where(place: Place, delivery: dict[str, Any]) -> str:
    """A place in the YAML as people find it: `tabel hulpvragen · help_request · category`."""
    if not place:
        return "bestand"
    if place[0] != "tables" or len(place) < 2:
        return " · ".join(str(part) for part in place)
    table = delivery["tables"][place[1]]
    parts = [f"tabel {table['name']}"]
    rest = list(place[2:])
    if rest[:1] == ["fills"] and len(rest) > 1:
        parts.append(table["fills"][rest[1]]["dataset"])
        rest = rest[2:]
    return " · ".join([*parts, *(str(part) for part in rest if part != "columns")])


def tell(
    proposals: list[Proposal], asked: dict[int, list[Asked]], written: list[Path], mistakes: list[str], following: list[str],
    *, to: Path, partner: str, is_new: bool,
) -> None:  # fmt: skip
    """Print it: per kind of file what was found, then its questions; at the end the steps, this one ticked off.

    `asked` are the questions of each proposal (by its place in the list; -1 for the partner's own entry), each with file and line.
    """
    out = terminal.console()
    for number, proposal in enumerate(proposals):
        columns = sum(len(fill["columns"]) for table in proposal.delivery["tables"] for fill in table.get("fills", ()))
        datasets = ", ".join(proposal.datasets) or "geen dataset herkend"
        out.print(f"[bold]{escape(', '.join(proposal.files))}[/bold] → {datasets} ({columns} kolommen)")
        own = asked[number]
        _remarks(out, [item for item in own if item[1].kind == "warning"], proposal)
        _found(out, proposal)
        _remarks(out, [item for item in own if item[1].kind == "question"], proposal)
    if asked.get(-1):
        out.print(f"[bold]{escape(partner)}[/bold] in het register")
        _remarks(out, asked[-1], None)
    for path in written:
        out.print(f"Geschreven: {escape(str(path))}", soft_wrap=True)
    for mistake in mistakes:
        out.print(f"[red]![/red] {escape(mistake)}", soft_wrap=True)
    _steps(out, sum(map(len, asked.values())), following, to, partner, is_new=is_new)


def _found(out: Console, proposal: Proposal) -> None:
    """Per dataset: each column with its header, how sure that is, and why."""
    reasons: dict[Place, list[str]] = defaultdict(list)
    for remark in proposal.remarks:
        reasons[remark.place].append(remark.text)
    for t, table in enumerate(proposal.delivery["tables"]):
        for f, fill in enumerate(table.get("fills", ())):
            out.print(f"  [bold]{fill['dataset']}[/bold] uit {escape(where(('tables', t), proposal.delivery))}")
            scores = proposal.scores.get((t, f), {})
            for name, spec in fill["columns"].items():
                mark, sure = _mark(spec, scores.get(name))
                why = next(iter(reasons[("tables", t, "fills", f, "columns", name)]), "") if name in scores else ""
                why = why.partition("): ")[2]
                text = f"    {mark} {name:<22} {escape(source(spec)):<30} {sure:<16} [dim]{escape(why)}[/dim]"
                out.print(text.rstrip(), soft_wrap=True)


def source(spec: Any) -> str:
    """Where a column comes from, in few words."""
    if not isinstance(spec, dict):
        return str(spec)
    if is_placeholder(spec):
        return "niet gevonden"
    if "from" in spec:
        return str(spec["from"])
    word, said = next(iter(spec.items()))
    told = {"constant": "vast: ", "file": "bestandsnaam: ", "key": "", "school_year": "schooljaar van "}.get(word, "")
    if isinstance(said, dict):
        said = list(said.values())[:2]
    return told + (" + ".join(map(str, said)) if isinstance(said, list) else str(said))


def _mark(spec: Any, score: float | None) -> tuple[str, str]:
    if is_placeholder(spec):
        return "[red]✗[/red]", "-"
    if score is None:
        return "[yellow]~[/yellow]", "afgeleid"
    word = "zeker" if score >= VERY_SURE else "waarschijnlijk" if score >= SURE else "onzeker"
    return ("[green]✓[/green]" if score >= SURE else "[yellow]~[/yellow]"), f"{score:.0%} {word}"


def _remarks(out: Console, asked: list[Asked], proposal: Proposal | None) -> None:
    for line, remark in asked[:SHOWN]:
        place = escape(where(remark.place, proposal.delivery)) if proposal else escape(str(remark.place[-1]))
        at = f"[cyan]{escape(line)}[/cyan] " if line else ""
        out.print(f"  {MARK[remark.kind]} {at}{place}: {escape(remark.text)}", soft_wrap=True)
    if len(asked) > SHOWN:
        out.print(f"  … en {len(asked) - SHOWN} vragen meer; ze staan alle in het YAML-bestand")


def _steps(out: Console, asked: int, following: list[str], to: Path, partner: str, *, is_new: bool) -> None:
    folder = escape(str(to))
    out.print("[bold]De vijf stappen[/bold] (sources/README.md)")
    out.print("  [green]✓[/green] 1. eerste versie: geschreven")
    out.print(
        f"  → 2. beantwoord de {asked} vragen, van onder naar boven: elke VRAAG staat in {folder} boven de regel waar hij over gaat",
        soft_wrap=True,
    )
    out.print("  → 3. probeer het; er wordt niets bewaard:")
    for line in following:
        out.print(f"       {escape(line)}", soft_wrap=True)
    own = f"sources/partners/{partner}"
    out.print("    4. spreek het af:")
    out.print(f"       mkdir -p {own} && cp {folder}/partners/{partner}/*.yaml {own}/", soft_wrap=True)
    if is_new:
        out.print(f"       sed '1,/^partners:/d' {folder}/partners.yaml >> sources/partners.yaml", soft_wrap=True)
    else:
        out.print(
            f"       zet de regels van {folder}/partners.yaml over die van {partner} in sources/partners.yaml",
            soft_wrap=True,
        )
    out.print(f"    5. ga live: bestand in data/inbox/{partner}/, dan wlb run", soft_wrap=True)
