"""Proposals → what a person reads in the terminal: what was found and how surely, what is asked, and the next of the five steps.

Does not decide or write anything; shows headers and agreed words only.
"""

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.markup import escape

from pipelines import terminal
from pipelines.onboarding.columns import SURE
from pipelines.onboarding.plans import is_placeholder
from pipelines.onboarding.propose import Proposal
from pipelines.onboarding.remarks import Place, Remark

OPEN_MARK = "[red]??[/red]"
MARK = {"question": "[yellow]?[/yellow]", "warning": "[red]![/red]"}
SURENESS = {
    "certain": ("[green]✓[/green]", "zeker"), "likely": ("[green]✓[/green]", "waarschijnlijk"), "unsure": ("[yellow]~[/yellow]", "onzeker"),
    "derived": ("[yellow]~[/yellow]", "afgeleid"), "not_found": ("[red]✗[/red]", "-"),
}  # fmt: skip
SHOWN = 60
VERY_SURE = 0.9


@dataclass(frozen=True)
class Told:
    """One question and where it is answered: `file.yaml:12`, or nothing when no file was written."""

    at: str
    remark: Remark
    is_open: bool


@dataclass(frozen=True)
class Found:
    """Everything there is to tell: the proposals with their questions, those about the partner, the files, and their mistakes."""

    proposals: list[Proposal]
    asked: list[list[Told]]
    about_partner: list[Told]
    written: list[Path]
    mistakes: list[str]

    @property
    def everything(self) -> list[Told]:
        """All questions."""
        return [one for own in (*self.asked, self.about_partner) for one in own]


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


def tell(found: Found, following: list[str], *, to: Path, partner: str, is_new: bool) -> None:
    """Print it: per kind of file what was found, then its questions; at the end the steps, this one ticked off."""
    out = terminal.console()
    for proposal, own in zip(found.proposals, found.asked, strict=True):
        columns = sum(len(fill["columns"]) for table in proposal.delivery["tables"] for fill in table.get("fills", ()))
        datasets = ", ".join(proposal.datasets) or "geen dataset herkend"
        out.print(f"[bold]{escape(', '.join(proposal.files))}[/bold] → {datasets} ({columns} kolommen)")
        _remarks(out, [one for one in own if one.remark.kind == "warning"], proposal)
        _found(out, proposal)
        _remarks(out, [one for one in own if one.remark.kind == "question"], proposal)
    if found.about_partner:
        out.print(f"[bold]{escape(partner)}[/bold] in het register")
        _remarks(out, found.about_partner, None)
    for path in found.written:
        out.print(f"Geschreven: {escape(str(path))}", soft_wrap=True)
    for mistake in found.mistakes:
        out.print(f"[red]![/red] {escape(mistake)}", soft_wrap=True)
    _steps(out, found, following, to, partner, is_new=is_new)


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


def _remarks(out: Console, asked: list[Told], proposal: Proposal | None) -> None:
    for one in asked[:SHOWN]:
        place = escape(where(one.remark.place, proposal.delivery)) if proposal else escape(str(one.remark.place[-1]))
        mark = OPEN_MARK if one.is_open else MARK[one.remark.kind]
        at = f"[cyan]{escape(one.at)}[/cyan] " if one.at else ""
        out.print(f"  {mark} {at}{place}: {escape(one.remark.text)}", soft_wrap=True)
    if len(asked) > SHOWN:
        out.print(f"  … en {len(asked) - SHOWN} vragen meer; ze staan alle in het YAML-bestand")


def _steps(out: Console, found: Found, following: list[str], to: Path, partner: str, *, is_new: bool) -> None:
    folder = escape(str(to))
    asked = found.everything
    needed = sum(one.is_open for one in asked)
    out.print("[bold]De vijf stappen[/bold] (sources/README.md)")
    out.print("  [green]✓[/green] 1. eerste versie: geschreven")
    out.print(
        f"  → 2. vul in wat openstaat ([red]??[/red], {needed}×) en loop de andere {len(asked) - needed} vragen na, van onder naar boven: "
        f"elke VRAAG staat in {folder} boven de regel waar hij over gaat",
        soft_wrap=True,
    )
    out.print("  → 3. probeer het; er wordt niets bewaard:")
    for line in following:
        out.print(f"       {escape(line)}", soft_wrap=True)
    own = f"sources/partners/{partner}"
    out.print("    4. spreek het af:")
    out.print(f"       mkdir -p {own} && cp {folder}/partners/{partner}/*.yaml {own}/", soft_wrap=True)
    if is_new:
        out.print(f"       sed -n '/^  - id:/,$p' {folder}/partners.yaml >> sources/partners.yaml", soft_wrap=True)
    else:
        out.print(
            f"       zet de regels van {folder}/partners.yaml over die van {partner} in sources/partners.yaml",
            soft_wrap=True,
        )
    out.print(f"    5. ga live: bestand in data/inbox/{partner}/, dan wlb run", soft_wrap=True)
