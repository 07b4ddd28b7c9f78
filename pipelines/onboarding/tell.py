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
SURENESS = {
    "certain": ("[green]✓[/green]", "zeker"), "likely": ("[green]✓[/green]", "waarschijnlijk"), "unsure": ("[yellow]~[/yellow]", "onzeker"),
    "derived": ("[yellow]~[/yellow]", "afgeleid"), "not_found": ("[red]✗[/red]", "-"),
}  # fmt: skip
SHOWN = 30
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
    proposals: list[Proposal], written: list[Path], mistakes: list[str], following: list[str], *, to: Path, partner: str
) -> None:
    """Print it: per kind of file what was found, then its questions; at the end the steps, this one ticked off."""
    out = terminal.console()
    for proposal in proposals:
        columns = sum(len(fill["columns"]) for table in proposal.delivery["tables"] for fill in table.get("fills", ()))
        datasets = ", ".join(proposal.datasets) or "geen dataset herkend"
        out.print(f"[bold]{escape(', '.join(proposal.files))}[/bold] → {datasets} ({columns} kolommen)")
        asked = proposal.questions
        _remarks(out, [remark for remark in asked if remark.kind == "warning"], proposal)
        _found(out, proposal)
        _remarks(out, [remark for remark in asked if remark.kind == "question"], proposal)
    for path in written:
        out.print(f"Geschreven: {escape(str(path))}", soft_wrap=True)
    for mistake in mistakes:
        out.print(f"[red]![/red] {escape(mistake)}", soft_wrap=True)
    _steps(out, sum(len(proposal.questions) for proposal in proposals), following, to, partner)


def columns_of(proposal: Proposal) -> list[dict[str, Any]]:
    """Per dataset and column: where it comes from, how sure that is (0…1, None when nothing was to be judged), and why."""
    reasons: dict[Place, list[str]] = defaultdict(list)
    for remark in proposal.remarks:
        reasons[remark.place].append(remark.text)
    rows = []
    for t, table in enumerate(proposal.delivery["tables"]):
        for f, fill in enumerate(table.get("fills", ())):
            scores = proposal.scores.get((t, f), {})
            for name, spec in fill["columns"].items():
                why = next(iter(reasons[("tables", t, "fills", f, "columns", name)]), "") if name in scores else ""
                rows.append(
                    {
                        "table": where(("tables", t), proposal.delivery), "dataset": fill["dataset"], "column": name,
                        "source": source(spec), "confidence": scores.get(name), "sure": _sure(spec, scores.get(name)),
                        "why": why.partition("): ")[2],
                    }
                )  # fmt: skip
    return rows


def _found(out: Console, proposal: Proposal) -> None:
    """Per dataset: each column with its header, how sure that is, and why."""
    above = None
    for row in columns_of(proposal):
        if above != (row["table"], row["dataset"]):
            above = (row["table"], row["dataset"])
            out.print(f"  [bold]{row['dataset']}[/bold] uit {escape(row['table'])}")
        mark, word = SURENESS[row["sure"]]
        sure = word if row["confidence"] is None or row["sure"] == "not_found" else f"{row['confidence']:.0%} {word}"
        text = f"    {mark} {row['column']:<22} {escape(row['source']):<30} {sure:<16} [dim]{escape(row['why'])}[/dim]"
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


def _sure(spec: Any, score: float | None) -> str:
    if is_placeholder(spec):
        return "not_found"
    if score is None:
        return "derived"
    return "certain" if score >= VERY_SURE else "likely" if score >= SURE else "unsure"


def _remarks(out: Console, remarks: list[Remark], proposal: Proposal) -> None:
    for remark in remarks[:SHOWN]:
        place = escape(where(remark.place, proposal.delivery))
        out.print(f"  {MARK[remark.kind]} {place}: {escape(remark.text)}", soft_wrap=True)
    if len(remarks) > SHOWN:
        out.print(f"  … en {len(remarks) - SHOWN} vragen meer; ze staan alle in het YAML-bestand")


def _steps(out: Console, asked: int, following: list[str], to: Path, partner: str) -> None:
    folder = escape(str(to))
    out.print("[bold]De vijf stappen[/bold] (sources/README.md)")
    out.print("  [green]✓[/green] 1. eerste versie: geschreven")
    out.print(
        f"  → 2. beantwoord de {asked} vragen: elke VRAAG staat in {folder} bij de regel waar hij over gaat",
        soft_wrap=True,
    )
    out.print("  → 3. probeer het; er wordt niets bewaard:")
    for line in following:
        out.print(f"       {escape(line)}", soft_wrap=True)
    out.print(
        f"    4. spreek het af: cp -r {folder}/partners/{partner} sources/partners/, en {folder}/partners.yaml in het register",
        soft_wrap=True,
    )
    out.print(f"    5. ga live: bestand in data/inbox/{partner}/, dan wlb run", soft_wrap=True)
