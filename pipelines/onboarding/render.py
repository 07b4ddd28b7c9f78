"""A proposal as data → YAML that people can read and review, every reason and question as a comment beside its line.

Does not decide anything; what it writes reads back as exactly the data it was given.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, get_args

import yaml

from pipelines.onboarding.places import Places
from pipelines.onboarding.propose import Proposal
from pipelines.onboarding.remarks import Place, Remark, question
from pipelines.registry import OPEN, Kind, Party

WIDTH = 118
ORDER = (
    "id",
    "name",
    "kind",
    "place",
    "brin",
    "role_nl",
    "role_en",
    "valid_from",
    "valid_to",
    "locations",
    "delivers",
    "admission",
)
ADMISSION = {
    "basis": "de wettelijke grondslag", "purpose": "waarvoor", "agreement": "welke overeenkomst, van wanneer",
    "retention_days": "hoeveel dagen wij de bestanden bewaren",
}  # fmt: skip
HEAD = (
    "# Voorstel van `wlb onboard`; gelezen uit {files}.",
    "# Loop elke VRAAG na, verander wat niet klopt, probeer het met `wlb check`, en haal daarna de opmerkingen weg.",
)


@dataclass(frozen=True)
class Line:
    """One line of a proposed file, and the remark that it tells, if it is a comment."""

    text: str
    remark: Remark | None = None


def as_yaml(proposal: Proposal) -> str:
    """The delivery YAML with its remarks."""
    return text_of(lines_of(proposal))


def text_of(lines: Iterable[Line]) -> str:
    """Lines as they stand in a file."""
    return "\n".join(line.text for line in lines) + "\n"


@dataclass(frozen=True)
class Asked:
    """One question with the line that has to be looked at; `is_open` when nothing works, or is admitted, before it is answered."""

    line: int
    remark: Remark
    is_open: bool


def asked_in(lines: list[Line]) -> list[Asked]:
    """Every question and warning; its line is the first below it that is no comment."""
    found = []
    for number, line in enumerate(lines, start=1):
        if line.remark and line.remark.kind != "reason":
            rest = enumerate(lines[number:], start=number + 1)
            at = next((i for i, other in rest if not other.text.lstrip().startswith("#")), number)
            is_open = f" {OPEN} " in lines[at - 1].text or line.remark.place[-1:] == ("admission",)
            found.append(Asked(at, line.remark, is_open))
    return found


def lines_of(proposal: Proposal) -> list[Line]:
    """The delivery YAML line by line."""
    by_place: dict[Place, list[Remark]] = {}
    for remark in proposal.remarks:
        by_place.setdefault(remark.place, []).append(remark)
    files = ", ".join(f"'{name}'" for name in proposal.files[:3]) + (" en andere" if len(proposal.files) > 3 else "")
    lines = [Line(line.format(files=files)) for line in HEAD]
    lines += [_comment("", remark) for remark in by_place.get((), ())]
    _mapping(proposal.delivery, (), 0, by_place, lines)
    return lines


def _comment(pad: str, remark: Remark) -> Line:
    return Line(f"{pad}# {remark.comment}", remark)


def _mapping(
    data: Mapping[str, Any], place: Place, depth: int, remarks: dict[Place, list[Remark]], lines: list[Line]
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
        lines += [_comment(pad, remark) for remark in own]
        if nested:
            lines.append(Line(f"{pad}{_flow(key)}:"))
            _mapping(_short(value), here, depth + 1, remarks, lines)
        elif listed:
            lines.append(Line(f"{pad}{_flow(key)}:"))
            for number, item in enumerate(value):
                inner: list[Line] = []
                _mapping(item, (*here, number), depth + 2, remarks, inner)
                lines += [_comment(f"{pad}  ", remark) for remark in remarks.get((*here, number), ())]
                first = next(index for index, line in enumerate(inner) if not line.text.lstrip().startswith("#"))
                # Comments before the first key go above the dash.
                lines += [Line(line.text[2:], line.remark) for line in inner[:first]]
                lines.append(Line(f"{pad}  - {inner[first].text.lstrip()}"))
                lines += inner[first + 1 :]
        else:
            lines += [Line(text) for text in _wrapped(pad, _flow(key), value).split("\n")]


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


def party_lines(party: Party, plans: Iterable[Mapping[str, Any]], places: Places, *, is_new: bool) -> list[Line]:
    """The partner as it would stand in `partners.yaml`; a file with one partner, so that `--sources` can read it."""
    plain = party.model_dump(mode="python", exclude_none=True, exclude_defaults=not is_new)
    entry: dict[str, Any] = {key: value for key, value in plain.items() if value not in ((), None)}
    entry["delivers"] = [dict(plan) for plan in plans]
    entry = {
        key: entry[key] for key in sorted(entry, key=lambda key: ORDER.index(key) if key in ORDER else len(ORDER) - 2)
    }
    asked = _about_party(party, places, is_new=is_new)
    lines = [
        Line("# Voorstel van `wlb onboard`: deze partner hoort zo in sources/partners.yaml te staan."),
        Line("partners:"),
    ]
    for number, (key, value) in enumerate(entry.items()):
        mark = "  - " if number == 0 else "    "
        lines += [_comment("    ", remark) for remark in asked.get(key, ())]
        if isinstance(value, list | tuple) and value and isinstance(value[0], dict):
            lines.append(Line(f"{mark}{key}:"))
            lines += [Line(f"      - {_flow(item)}") for item in value]
        else:
            lines.append(Line(f"{mark}{key}: {_flow(value)}"))
    if "admission" not in entry:
        lines += [_comment("    ", remark) for remark in asked["admission"]]
        lines += [Line("    admission:"), *(Line(f"      {name}: {OPEN} {what}") for name, what in ADMISSION.items())]
    return lines


def _about_party(party: Party, places: Places, *, is_new: bool) -> dict[str, list[Remark]]:
    """What has to be confirmed about the partner, by the line of its entry."""
    said: dict[str, list[str]] = {}
    if is_new:
        kinds = ", ".join(get_args(Kind))
        said["name"] = ["hoe heet deze partner voluit?"]
        said["kind"] = [f"is dit de soort? Geraden naar wat erin staat; er zijn: {kinds}"]
        said["valid_from"] = [
            "sinds welke maand (jjjj-mm) levert deze partner? Een bestand over een eerdere maand wordt geweigerd"
        ]
    if is_new and party.locations:
        where = (
            f"gevonden in {places.found_in}" if places.found_in else "geen bestand noemt een plaats, dus één locatie"
        )
        said["locations"] = [
            f"kloppen deze locaties ({where}), en sinds wanneer werkt elke? "
            "Voor schoolvakanties: zet er 'region: noord', 'midden' of 'zuid' bij"
        ]
        for header, texts in places.maybe:
            listed = ", ".join(f"'{text}'" for text in texts)
            said["locations"].append(
                f"zijn {listed} onder '{header}' de locaties? Zij komen in lijsten over verschillende dingen terug. "
                f"Begin dan opnieuw in een lege map met --as '{header}=location' erbij"
            )
        for place, words in places.several_spellings.items():
            listed = " en ".join(f"'{word}'" for word in words)
            said["locations"].append(f"{listed} zijn gelezen als één plaats ({place}): klopt dat?")
    said["delivers"] = [
        "hoe vaak komt elk bestand (every: month, quarter, half_year, year, of een lijst maanden zoals [3, 10]), en binnen hoeveel dagen "
        "na afloop (due_days)? Dit is geraden naar de namen van de voorbeelden"
    ]
    said["admission"] = [
        f"waarom mogen wij deze gegevens hebben? Vul alle vier de regels in, in plaats van '{OPEN} …'; "
        "tot dan wordt buiten de demo niets aanvaard"
    ]
    return {key: [question(("partners", key), text) for text in texts] for key, texts in said.items()}
