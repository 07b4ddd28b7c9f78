"""A proposal as data → YAML that people can read and review, every reason and question as a comment beside its line.

Does not decide anything; what it writes reads back as exactly the data it was given.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import yaml

from pipelines.onboarding.propose import Proposal
from pipelines.onboarding.remarks import Place, Remark
from pipelines.registry import Party

WIDTH = 118
HEAD = (
    "# Voorstel van `wlb onboard`; gelezen uit {files}.",
    "# Loop elke VRAAG na, verander wat niet klopt, probeer het met `wlb check`, en haal daarna de opmerkingen weg.",
)


def as_yaml(proposal: Proposal) -> str:
    """The delivery YAML with its remarks."""
    by_place: dict[Place, list[Remark]] = {}
    for remark in proposal.remarks:
        by_place.setdefault(remark.place, []).append(remark)
    files = ", ".join(f"'{name}'" for name in proposal.files[:3]) + (" en andere" if len(proposal.files) > 3 else "")
    lines = [line.format(files=files) for line in HEAD]
    lines += [f"# {remark.comment}" for remark in by_place.get((), ())]
    _mapping(proposal.delivery, (), 0, by_place, lines)
    return "\n".join(lines) + "\n"


def _mapping(
    data: Mapping[str, Any], place: Place, depth: int, remarks: dict[Place, list[Remark]], lines: list[str]
) -> None:
    for key, value in data.items():
        here = (*place, key)
        pad = "  " * depth
        nested = isinstance(value, dict) and key in ("columns",) and "fills" in place
        listed = isinstance(value, list) and value and isinstance(value[0], dict) and key in ("tables", "fills")
        own = remarks.get(here, [])
        inside = [r for at, found in remarks.items() if at[: len(here)] == here and at != here for r in found]
        if not nested and not listed:
            own = [*own, *inside]
        lines += [f"{pad}# {remark.comment}" for remark in own]
        if nested:
            lines.append(f"{pad}{_flow(key)}:")
            _mapping(_short(value), here, depth + 1, remarks, lines)
        elif listed:
            lines.append(f"{pad}{_flow(key)}:")
            for number, item in enumerate(value):
                inner: list[str] = []
                _mapping(item, (*here, number), depth + 2, remarks, inner)
                lines += [f"{pad}  # {remark.comment}" for remark in remarks.get((*here, number), ())]
                first = next(index for index, line in enumerate(inner) if not line.lstrip().startswith("#"))
                # Comments before the first key go above the dash.
                lines += [line[2:] for line in inner[:first]]
                lines.append(f"{pad}  - {inner[first].lstrip()}")
                lines += inner[first + 1 :]
        else:
            lines.append(_wrapped(pad, _flow(key), value))


def _short(columns: Mapping[str, Any]) -> dict[str, Any]:
    """`{from: Kop}` is written as `Kop`."""
    return {
        name: spec["from"] if isinstance(spec, dict) and set(spec) == {"from"} else spec
        for name, spec in columns.items()
    }


def _wrapped(pad: str, key: str, value: Any) -> str:
    one = f"{pad}{key}: {_flow(value)}"
    if len(one) <= WIDTH or not isinstance(value, dict):
        return one
    return "\n".join([f"{pad}{key}:", *(_wrapped(f"{pad}  ", _flow(name), part) for name, part in value.items())])


def _flow(value: Any) -> str:
    text = yaml.safe_dump(value, default_flow_style=True, allow_unicode=True, width=10**9, sort_keys=False)
    return text.removesuffix("\n").removesuffix("\n...").removesuffix("...").strip()


def party_yaml(party: Party, plans: Iterable[Mapping[str, Any]], *, is_new: bool) -> str:
    """The partner as it would stand in `partners.yaml`; a file with one partner, so that `--sources` can read it."""
    plain = party.model_dump(mode="python", exclude_none=True, exclude_defaults=not is_new)
    entry: dict[str, Any] = {key: value for key, value in plain.items() if value not in ((), None)}
    entry["delivers"] = [dict(plan) for plan in plans]
    told = (
        ["# VRAAG: naam, soort en rol zijn geraden; plaats, locaties (met begindatum) en valid_from moeten kloppen."]
        if is_new
        else []
    )
    lines = [
        "# Voorstel van `wlb onboard`: deze partner hoort zo in sources/partners.yaml te staan.", *told,
        "# VRAAG: hoe vaak komt elk bestand (month, quarter, half_year, year of een lijst maanden), en binnen hoeveel dagen?",
        "partners:",
    ]  # fmt: skip
    if "admission" not in entry:
        lines.insert(
            2,
            "# VRAAG: vul admission in (basis, purpose, agreement, retention_days); zonder wordt buiten de demo niets aanvaard.",
        )
    for number, (key, value) in enumerate(entry.items()):
        mark = "  - " if number == 0 else "    "
        if isinstance(value, list | tuple) and value and isinstance(value[0], dict):
            lines.append(f"{mark}{key}:")
            lines += [f"      - {_flow(item)}" for item in value]
        else:
            lines.append(f"{mark}{key}: {_flow(value)}")
    return "\n".join(lines) + "\n"
