"""`wlb onboard`: proposals → files in a folder that `wlb check --sources` can try, and what a person has to know about them.

Never writes below `sources/`, and never over a file that somebody may have worked on.
"""

import re
from pathlib import Path
from typing import Any

from pipelines import terminal
from pipelines.onboarding.file_names import take_apart
from pipelines.onboarding.propose import Proposal, propose
from pipelines.onboarding.remarks import Remark
from pipelines.onboarding.render import as_yaml, party_yaml
from pipelines.onboarding.tell import columns_of, tell, where
from pipelines.registry import load_registry
from pipelines.yaml_lines import ConfigurationError


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
    if not any(proposal.delivery["tables"] for proposal in proposals):
        raise Refused(nothing_found(proposals))
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
        tell(proposals, written, mistakes, following, to=to, partner=partner)


def nothing_found(proposals: list[Proposal]) -> str:
    """Why no table of any sample became a proposal: one line per file, with what to ask the partner."""
    lines = []
    for proposal in proposals:
        why = [remark.text for remark in proposal.questions if not remark.place or remark.place[0] == "tables"]
        said = "; ".join(dict.fromkeys(why)) or "er is geen tabel in herkend"
        lines.append(f"{', '.join(proposal.files)}: {said}")
    return "\n".join(lines)


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


def _told(proposal: Proposal) -> dict[str, Any]:
    """A proposal for machines: the delivery itself, and every remark with its place."""
    return {
        "name": proposal.name,
        "samples": list(proposal.files),
        "datasets": list(proposal.datasets),
        "delivery": proposal.delivery,
        "columns": columns_of(proposal),
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


def _quoted(path: Path) -> str:
    text = str(path)
    return f"'{text}'" if re.search(r"[^\w./-]", text) else text
