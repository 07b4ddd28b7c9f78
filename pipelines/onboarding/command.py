"""`wlb onboard`: proposals → files in a folder that `wlb check --sources` can try, and what a person has to know about them.

Never writes below `sources/`, and never over a file that somebody may have worked on.
"""

import re
from pathlib import Path
from typing import Any

from rich.markup import escape

from pipelines import terminal
from pipelines.onboarding.file_names import take_apart
from pipelines.onboarding.propose import Proposal, propose
from pipelines.onboarding.remarks import Place, Remark
from pipelines.onboarding.render import as_yaml, party_yaml
from pipelines.registry import load_registry
from pipelines.yaml_lines import ConfigurationError

MARK = {"question": "[yellow]?[/yellow]", "warning": "[red]![/red]"}
SHOWN = 30


class Refused(Exception):
    """The command cannot be meant like this; the text says what to do instead."""


def onboard(files: list[Path], partner: str, to: Path, sources: Path, seconds: int, *, as_json: bool) -> None:
    """Write a proposal for each kind of file among the samples and tell what is sure, what is asked and what comes next."""
    if not re.fullmatch(r"[a-z][a-z0-9_]*", partner):
        raise Refused(f"'{partner}' cannot be an id: begin with a letter, then small letters, digits and _")
    if to.resolve().is_relative_to(sources.resolve()):
        raise Refused(f"{to} lies in {sources}; choose a folder outside it, and copy the proposal when it is right")
    registry = load_registry(sources, to if to.exists() else None)
    proposals = propose(files, partner, registry, sources, seconds)
    written = write(proposals, partner, to, is_new=partner not in load_registry(sources).parties)
    load_registry.cache_clear()
    try:
        load_registry(sources, to)
        mistakes: list[str] = []
    except ConfigurationError as error:
        mistakes = error.mistakes
    following = [f"wlb check {_quoted(path)} --partner {partner} --sources {_quoted(to)}" for path in files]
    if as_json:
        terminal.print_json(
            {
                "files": [str(path) for path in written], "partner": partner, "mistakes": mistakes, "next": following,
                "deliveries": [_told(proposal) for proposal in proposals],
            }
        )  # fmt: skip
    else:
        _tell(proposals, written, mistakes, following)


def write(proposals: list[Proposal], partner: str, to: Path, *, is_new: bool) -> list[Path]:
    """Write `partners/<id>/<delivery>.yaml` for each proposal with a table, and `partners.yaml` with this partner alone."""
    useful = [proposal for proposal in proposals if proposal.delivery["tables"]]
    targets = {to / "partners" / partner / f"{proposal.name}.yaml": proposal for proposal in useful}
    there = [path for path in targets if path.exists()]
    if there:
        raise Refused(f"{there[0]} is there already and may have been worked on; move it away or choose another --to")
    if len(targets) < len(useful):
        raise Refused("two kinds of file would get the same name; onboard them one by one into different folders")
    for path, proposal in targets.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(as_yaml(proposal), encoding="utf-8")
    party = next((proposal.party for proposal in useful if proposal.party), None)
    if party is None:
        return list(targets)
    known = {plan.delivery: plan.model_dump(mode="json") for plan in party.delivers}
    for proposal in useful:
        yearly = all(take_apart(name).kind == "year" for name in proposal.files)
        known.setdefault(
            proposal.name, {"delivery": proposal.name, "every": "year" if yearly else "month", "due_days": 15}
        )
    entry = to / "partners.yaml"
    entry.write_text(party_yaml(party, known.values(), is_new=is_new), encoding="utf-8")
    return [*targets, entry]


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


def _told(proposal: Proposal) -> dict[str, Any]:
    """A proposal for machines: the delivery itself, and every remark with its place."""
    return {
        "name": proposal.name,
        "samples": list(proposal.files),
        "datasets": list(proposal.datasets),
        "delivery": proposal.delivery,
        "questions": [_remark(remark, proposal) for remark in proposal.questions],
        "reasons": [_remark(remark, proposal) for remark in proposal.remarks if remark.kind == "reason"],
    }


def _remark(remark: Remark, proposal: Proposal) -> dict[str, Any]:
    return {
        "kind": remark.kind,
        "place": list(remark.place),
        "where": where(remark.place, proposal.delivery),
        "text": remark.text,
    }


def _tell(proposals: list[Proposal], written: list[Path], mistakes: list[str], following: list[str]) -> None:
    out = terminal.console()
    for proposal in proposals:
        names = ", ".join(proposal.files)
        columns = [
            spec
            for table in proposal.delivery["tables"]
            for fill in table["fills"]
            for spec in fill["columns"].values()
        ]
        out.print(
            f"[bold]{escape(names)}[/bold] → {', '.join(proposal.datasets) or 'geen dataset herkend'} ({len(columns)} kolommen)"
        )
        asked = proposal.questions
        for remark in asked[:SHOWN]:
            out.print(
                f"  {MARK[remark.kind]} {escape(where(remark.place, proposal.delivery))}: {escape(remark.text)}",
                soft_wrap=True,
            )
        if len(asked) > SHOWN:
            out.print(f"  … en {len(asked) - SHOWN} vragen meer; ze staan alle in het YAML-bestand")
    for path in written:
        out.print(f"Geschreven: {escape(str(path))}", soft_wrap=True)
    for mistake in mistakes:
        out.print(f"[red]![/red] {escape(mistake)}", soft_wrap=True)
    if written:
        out.print("[bold]Probeer het nu:[/bold]")
        for line in following:
            out.print(f"  {escape(line)}", soft_wrap=True)


def _quoted(path: Path) -> str:
    text = str(path)
    return f"'{text}'" if re.search(r"[^\w./-]", text) else text
