"""`wlb onboard`: proposals → files in a folder that `wlb check --sources` can try, and what a person has to know about them.

Never writes below `sources/`, and never over a file that somebody may have worked on.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from pipelines import terminal
from pipelines.onboarding.file_names import months_covered, take_apart
from pipelines.onboarding.propose import Proposal, propose
from pipelines.onboarding.remarks import Remark
from pipelines.onboarding.render import Asked, Line, asked_in, lines_of, party_lines, text_of
from pipelines.onboarding.tell import Found, Told, columns_of, tell, where
from pipelines.onboarding.told import Unclear
from pipelines.registry import Registry, load_registry
from pipelines.yaml_lines import ConfigurationError

STEPS = {1: "month", 2: "month", 3: "quarter", 6: "half_year", 12: "year"}
CADENCES = {
    "kwartaal": "quarter",
    "halfjaar": "half_year",
    "jaarcijfers": "year",
    "jaaroverzicht": "year",
    "jaarverslag": "year",
}


class Refused(Exception):
    """The command cannot be meant like this; the text says what to do instead."""


def onboard(
    files: list[Path], partner: str, to: Path, sources: Path, seconds: int, *, as_json: bool, told: Iterable[str] = ()
) -> None:  # fmt: skip
    """Write a proposal for each kind of file among the samples and tell what is sure, what is asked and what comes next.

    `told` is what a person says tables hold: `Mappen=trajectory`, or `vragen=help_request,visit`; or what a header is: `Huis=location`.
    """
    if not re.fullmatch(r"[a-z][a-z0-9_]*", partner):
        raise Refused(f"'{partner}' cannot be an id: begin with a letter, then small letters, digits and _")
    if to.resolve().is_relative_to(sources.resolve()):
        raise Refused(f"{to} lies in {sources}; choose a folder outside it, and copy the proposal when it is right")
    registry = load_registry(sources, to if to.exists() else None)
    try:
        proposals = propose(files, partner, registry, sources, seconds, *_said(told, registry))
    except Unclear as unclear:
        raise Refused(str(unclear)) from unclear
    if not any(proposal.delivery["tables"] for proposal in proposals):
        raise Refused(nothing_found(proposals))
    is_new = partner not in load_registry(sources).parties
    written = write(proposals, partner, to, is_new=is_new)
    load_registry.cache_clear()
    try:
        load_registry(sources, to)
        mistakes: list[str] = []
    except ConfigurationError as error:
        mistakes = error.mistakes
    tried = {name for file in written if file.proposal for name in file.proposal.files}
    following = [
        f"wlb check {_quoted(path)} --partner {partner} --sources {_quoted(to)}" for path in files if path.name in tried
    ]
    if as_json:
        terminal.print_json(
            {
                "files": [str(file.path) for file in written], "partner": partner, "mistakes": mistakes, "next": following,
                "deliveries": [_told(proposal, _own(written, proposal)) for proposal in proposals],
                "party": [_asked(file, one) for file in written if not file.proposal for one in file.asked],
            }
        )  # fmt: skip
    else:
        asked = [_questions(proposal, _own(written, proposal), to) for proposal in proposals]
        entry = next((file for file in written if not file.proposal), None)
        found = Found(proposals, asked, _questions(None, entry, to), [file.path for file in written], mistakes)
        tell(found, following, to=to, partner=partner, is_new=is_new)


def _said(told: Iterable[str], registry: Registry) -> tuple[dict[str, tuple[str, ...]], dict[str, str]]:
    """Name of a sheet, or part of the name of a file, in small letters → the datasets it holds; and header → column."""
    tables: dict[str, tuple[str, ...]] = {}
    headers: dict[str, str] = {}
    columns = {column.name for contract in registry.contracts.values() for column in contract.columns}
    for text in told:
        name, _, listed = text.rpartition("=")
        words = tuple(word.strip() for word in listed.split(","))
        if name.strip() and all(word in registry.contracts for word in words):
            tables[name.strip().lower()] = words
        elif name.strip() and len(words) == 1 and words[0] in columns:
            headers[name.strip()] = words[0]
        else:
            wrong = [word for word in words if word not in registry.contracts]
            known = f"there is no dataset {wrong}; there are {', '.join(sorted(registry.contracts))}"
            what = known if name.strip() else "no table is named"
            how = "Write it as --as 'sheet or part of a file name=dataset', or --as 'header=column'"
            raise Refused(f"--as '{text}': {what}. {how}")
    return tables, headers


def nothing_found(proposals: list[Proposal]) -> str:
    """Why no table of any sample became a proposal: one line per file, with what to ask the partner."""
    lines = []
    for proposal in proposals:
        why = [remark.text for remark in proposal.questions if not remark.place or remark.place[0] == "tables"]
        said = "; ".join(dict.fromkeys(why)) or "er is geen tabel in herkend"
        lines.append(f"{', '.join(proposal.files)}: {said}")
    return "\n".join(lines)


@dataclass(frozen=True)
class Written:
    """One file of the proposal; `asked` are its questions with the line that each is about."""

    path: Path
    asked: list[Asked]
    proposal: Proposal | None = None


def write(proposals: list[Proposal], partner: str, to: Path, *, is_new: bool) -> list[Written]:
    """Write `partners/<id>/<delivery>.yaml` for each proposal with a table, and `partners.yaml` with this partner alone."""
    useful = [proposal for proposal in proposals if proposal.delivery["tables"]]
    targets = {to / "partners" / partner / f"{proposal.name}.yaml": proposal for proposal in useful}
    there = [path for path in targets if path.exists()]
    if there:
        raise Refused(f"{there[0]} is there already and may have been worked on; move it away or choose another --to")
    written = []
    for path, proposal in targets.items():
        written.append(_file(path, lines_of(proposal), proposal))
    party = next((proposal.party for proposal in useful if proposal.party), None)
    if party is None:
        return written
    known = {plan.delivery: plan.model_dump(mode="json") for plan in party.delivers}
    for proposal in useful:
        known.setdefault(proposal.name, plan_of(proposal.name, proposal.files, proposal.delivery["title"]))
    lines = party_lines(party, known.values(), useful[0].places, is_new=is_new)
    return [*written, _file(to / "partners.yaml", lines, None)]


def _file(path: Path, lines: list[Line], proposal: Proposal | None) -> Written:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text_of(lines), encoding="utf-8")
    return Written(path, asked_in(lines), proposal)


def plan_of(name: str, files: tuple[str, ...], title: str) -> dict[str, Any]:
    """When the file will come again, guessed from the periods that the samples are about."""
    months = sorted(
        {12 * last.year + last.month for file in files if (found := months_covered(file)) for last in found[1:]}
    )
    steps = {after - before for before, after in pairwise(months)}
    said = f"{title} {' '.join(files)}".lower()
    by_word = next((every for word, every in CADENCES.items() if word in said), None)
    every: Any = by_word or (STEPS.get(min(steps)) if steps else None) or "month"
    if all(take_apart(file).kind == "year" for file in files):
        every = "year"
    at_once = {"quarter": (3, 6, 9, 12), "half_year": (6, 12), "year": (12,)}
    if every in at_once and months and any((month - 1) % 12 + 1 not in at_once[every] for month in months):
        apart = {"quarter": 3, "half_year": 6, "year": 12}[every]
        every = sorted({(months[0] - 1 + apart * i) % 12 + 1 for i in range(12 // apart)})
    return {"delivery": name, "every": every, "due_days": 90 if every == "year" else 15}


def _own(written: list[Written], proposal: Proposal) -> Written | None:
    return next((file for file in written if file.proposal is proposal), None)


def _questions(proposal: Proposal | None, file: Written | None, to: Path) -> list[Told]:
    if file is None:
        return [Told("", remark, is_open=False) for remark in (proposal.questions if proposal else ())]
    return [Told(f"{file.path.relative_to(to)}:{one.line}", one.remark, one.is_open) for one in file.asked]


def _told(proposal: Proposal, file: Written | None) -> dict[str, Any]:
    """A proposal for machines: the delivery itself, and every remark with its place."""
    asked = [_asked(file, one) for one in file.asked] if file else [_remark(r, proposal) for r in proposal.questions]
    return {
        "name": proposal.name,
        "samples": list(proposal.files),
        "datasets": list(proposal.datasets),
        "delivery": proposal.delivery,
        "columns": columns_of(proposal),
        "questions": asked,
        "reasons": [_remark(remark, proposal) for remark in proposal.remarks if remark.kind == "reason"],
    }


def _asked(file: Written, one: Asked) -> dict[str, Any]:
    remark = one.remark
    plain = {"kind": remark.kind, "place": list(remark.place), "text": remark.text}
    told = _remark(remark, file.proposal) if file.proposal else plain
    return told | {"file": str(file.path), "line": one.line, "open": one.is_open}


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
