"""Sample files of one unknown delivery → its proposed delivery YAML with remarks, and the partner's entry in the registry.

Pure apart from opening the samples: writes nothing. What it is unsure of becomes a question, never a silent choice.
"""

from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from pipelines.onboarding import file_names
from pipelines.onboarding.columns import Match
from pipelines.onboarding.context import context_of, first_day_of, party_of
from pipelines.onboarding.formats import dialect_of, formats_of_file
from pipelines.onboarding.grids import Opened, open_sample
from pipelines.onboarding.key_lists import take_key_list
from pipelines.onboarding.kinds import kind_of_delivery
from pipelines.onboarding.lexicon import Lexicon, learn
from pipelines.onboarding.looking import join, look, numbers_of
from pipelines.onboarding.places import Places, places_of
from pipelines.onboarding.plans import Looked
from pipelines.onboarding.records import propose_records
from pipelines.onboarding.remarks import Remark, below, question
from pipelines.onboarding.shapes import choose_formats, profile
from pipelines.onboarding.shared import Numbers
from pipelines.onboarding.table_words import table_of
from pipelines.onboarding.told import check_headers, placed
from pipelines.registry import Kind, Party, Registry

SURE_PLACE = 0.9
KINDS: dict[str, Kind] = {
    "trajectory": "site", "help_request": "site", "visit": "site", "attendance": "site", "client": "site", "placement": "site",
    "capacity": "site", "cost": "site", "practice": "site", "enrolment": "school", "diploma": "school", "early_leaver": "school",
    "employment": "employer", "funding": "municipality", "student_count": "open_data",
}  # fmt: skip

# What a site plans or pays tells nothing of the people who are there: it never holds their figures up.
PLANS = frozenset({"capacity", "cost", "practice", "funding"})


@dataclass
class Proposal:
    """What `wlb onboard` writes: the delivery as data, its remarks, and the partner as it would stand in the registry."""

    name: str
    files: tuple[str, ...]
    delivery: dict[str, Any]
    remarks: list[Remark] = field(default_factory=list)
    party: Party | None = None
    kind: Kind = "site"
    scores: dict[tuple[int, int], dict[str, float]] = field(default_factory=dict)
    places: Places = field(default_factory=lambda: Places((), {}, ""))

    @property
    def questions(self) -> list[Remark]:
        """What a person has to decide, warnings first."""
        order = {"warning": 0, "question": 1}
        return sorted((r for r in self.remarks if r.kind in order), key=lambda r: order[r.kind])

    @property
    def datasets(self) -> tuple[str, ...]:
        """The datasets that the delivery would fill."""
        return tuple(
            dict.fromkeys(fill["dataset"] for table in self.delivery["tables"] for fill in table.get("fills", ()))
        )


def propose(
    paths: list[Path],
    partner: str,
    registry: Registry,
    sources: Path,
    seconds: int,
    told: dict[str, tuple[str, ...]] | None = None,
    headers: dict[str, str] | None = None,
) -> list[Proposal]:
    """One proposal per kind of file among the samples; files that share the words before the period are one kind.

    All are looked at first, so that every file means the same place by a word, and all propose the same partner. `told` is what
    a person says tables hold: the name of a sheet or a part of a file's name, in small letters → datasets; `headers` is what one
    says headers are: header → column. Raises `Unclear`.
    """
    groups: dict[str, list[Path]] = {}
    for path in paths:
        groups.setdefault(file_names.take_apart(path.name).stem, []).append(path)
    opened = [[open_sample(path, seconds) for path in own] for own in groups.values()]
    party = registry.parties.get(partner)
    lexicon = without_places(learn(registry, sources)).with_headers(headers or {}, registry.contracts.values())
    said = placed(told or {}, ((s.name, grid.sheet) for own in opened for s in own for grid in s.grids))
    seen = [(samples, _first_look(samples, partner, registry, lexicon, said)) for samples in opened]
    looked = [item for _, own in seen for item in own]
    check_headers(headers or {}, (item.table for item in looked))
    numbers = numbers_of(((_largest(samples).name, item) for samples, own in seen for item in own), registry)
    kind = party.kind if party else _kind_of_party(looked)
    places = Places((), {}, "")
    if kind == "site" and not (party and party.locations) and looked:
        titles = [f"{item.table.sheet} {item.table.title}" for item in looked] + [path.stem for path in paths]
        people = registry.contracts["trajectory"]

        def says_place(header: str) -> bool:
            return lexicon.means(header, people, people.column("location")).score >= SURE_PLACE

        places = places_of(partner, looked, titles, says_place, first_day_of(path.name for path in paths))
    known = party_of(partner, party, kind, places.locations, [path.name for path in paths])
    around = Around(partner, registry, lexicon, known, places, said, numbers)
    found = [_one(samples, around) for samples in opened]
    return _named_apart(found)


@dataclass(frozen=True)
class Around:
    """What all files of one partner have in common."""

    partner: str
    registry: Registry
    lexicon: Lexicon
    party: Party
    places: Places
    told: dict[str, tuple[str, ...]]
    numbers: tuple[Numbers, ...]


def without_places(lexicon: Lexicon) -> Lexicon:
    """A place of another site is never meant, and an own one is always written out: its name in the registry may change."""
    learned = {name: words for name, words in lexicon.learned.items() if name != "location"}
    return replace(lexicon, words=lexicon.words | {"location": {}}, learned=learned)


def _named_apart(found: list[Proposal]) -> list[Proposal]:
    """Two kinds of file with one name get a number behind it."""
    for number, proposal in enumerate(found):
        taken = {other.name for other in found[:number]}
        if proposal.name in taken:
            proposal.name = next(name for i in range(2, 100) if (name := f"{proposal.name}_{i}") not in taken)
    return found


def _kind_of_party(looked: list[Looked]) -> Kind:
    """What most of the datasets say."""
    kinds = Counter(KINDS.get(fill.dataset, "site") for item in looked for fill in item.fills)
    return kinds.most_common(1)[0][0] if kinds else "site"


def _largest(samples: list[Opened]) -> Opened:
    """The sample with most rows shows the form."""
    return max(samples, key=lambda s: sum(len(grid.rows) for grid in s.grids))


def _first_look(
    samples: list[Opened], partner: str, registry: Registry, lexicon: Lexicon, told: dict[str, tuple[str, ...]]
) -> list[Looked]:
    """The tables of a delivery and what they seem to be, before the places of the site are known."""
    sample = _largest(samples)
    context = replace(context_of(sample, partner, registry, lexicon), told=told)
    return look(sample, (other for other in samples if other is not sample), context, [])


def _one(samples: list[Opened], around: Around) -> Proposal:
    """The proposal for samples of one delivery."""
    sample, partner, registry = _largest(samples), around.partner, around.registry
    names = tuple(s.name for s in samples)
    # A sample with a special letter in it knows the encoding; one without does not.
    telling = next((s.sniffed for s in samples if s.sniffed.reads == "text" and not s.sniffed.is_plain), None)
    if telling and sample.sniffed.is_plain:
        dialect = sample.sniffed.dialect.model_copy(update={"encoding": telling.dialect.encoding})
        own = tuple(r for r in sample.remarks if r.place != ("text", "encoding"))
        sample = replace(sample, sniffed=replace(sample.sniffed, dialect=dialect), remarks=own)
    pattern, remarks = file_names.propose_pattern(names)
    remarks += list(sample.remarks)
    context = context_of(sample, partner, registry, around.lexicon, around.party, around.places.words)
    context = replace(context, told=around.told, numbers=around.numbers)
    looked = look(sample, (other for other in samples if other.name != sample.name), context, remarks)
    _ask_about_places(looked, around.places)
    delivery: dict[str, Any] = {
        "title": " ".join(file_names.take_apart(sample.name).before.replace("_", " ").split()).strip(" -").capitalize() or sample.name,
        "kind": "register", "file": pattern, "example": sample.name,
    }  # fmt: skip
    filled = {fill.dataset for item in looked for fill in item.fills}
    if around.party.kind != "site" or (filled and filled <= PLANS):
        delivery["decides_as_of"] = False
    delivery["reads"] = "text" if sample.sniffed.reads != "workbook" else "workbook"
    if sample.sniffed.reads == "text":
        delivery["text"] = dialect_of(sample.sniffed.dialect, remarks)
    formats = formats_of_file(looked, remarks, workbook=delivery["reads"] == "workbook")
    if formats:
        delivery["formats"] = formats
    join(looked, context)
    sheets = tuple(grid.sheet for grid in sample.grids)
    listed = take_key_list(looked, context, sheets)
    delivery["tables"] = [
        table_of(item, context, number, remarks, sheets) for number, item in enumerate(i for i in looked if i.fills)
    ]
    if listed and delivery["tables"]:
        remarks += below(("tables", len(delivery["tables"])), listed[1])
        delivery["tables"].append(listed[0])
    scores = scores_of(looked)
    recorded = (
        propose_records(sample.grids[0], context) if not delivery["tables"] and sample.sniffed.reads == "text" else None
    )
    if recorded:
        table, asked, matches = recorded
        del delivery["tables"]
        delivery |= _formats_of_records(sample, matches) | {"tables": [table]}
        remarks = [r for r in remarks if r.place != ("tables",)] + below(("tables", 0), asked)
        scores = {(0, f): {name: m.score for name, m in own.items()} for f, own in enumerate(matches)}
    if not delivery["tables"]:
        said = "in dit bestand is geen tabel herkend die op een afgesproken dataset lijkt"
        if looked:
            name = looked[0].table.sheet or file_names.take_apart(sample.name).before.strip(" _-") or sample.name
            known = ", ".join(sorted(registry.contracts))
            said += f". Zeg wat het is en begin opnieuw, bijvoorbeeld met --as '{name}=trajectory'; er zijn: {known}"
        remarks.append(question((), said))
    if "day" in _file_words(delivery["tables"]):
        delivery["file"] = file_names.with_day(delivery["file"], sample.name)
    delivery["kind"], told = kind_of_delivery(
        samples, [(item.table, item.fills) for item in looked], registry, around.lexicon
    )
    remarks += told
    described = registry.delivery_for(partner, sample.name)
    name = described[0] if described else file_names.delivery_name(sample.name, partner)
    return Proposal(name, names, delivery, remarks, around.party, around.party.kind, scores, around.places)


def _ask_about_places(looked: list[Looked], places: Places) -> None:
    for item in looked:
        for fill in item.fills:
            if "location" in fill.columns and len(places.locations) > 1:
                said = f"zijn dit {len(places.locations)} verschillende plaatsen? Zie ook partners.yaml"
                fill.remarks.append(question(("columns", "location"), said))


def _formats_of_records(sample: Opened, matches: list[dict[str, Match]]) -> dict[str, Any]:
    """How the dates of a file of record types are written."""
    used = {m.header.partition(" · ")[0] for own in matches for m in own.values() if m.column.type == "date"}
    words = ((number, word) for number, cells in sample.grids[0].rows if cells[0] in used for word in cells[1:])
    dates, _ = choose_formats([profile("", 0, words)])
    return {"formats": {"date": dates[:1]}} if dates else {}


def scores_of(looked: list[Looked]) -> dict[tuple[int, int], dict[str, float]]:
    """(number of the table, of the fill) → column → how sure its header is, 0…1; derived columns have none."""
    return {
        (t, f): {name: match.score for name, match in fill.matches.items()}
        for t, item in enumerate(item for item in looked if item.fills)
        for f, fill in enumerate(item.fills)
    }


def _file_words(tables: list[dict[str, Any]]) -> set[str]:
    """The groups of the file's name that columns are read from."""
    columns = [spec for table in tables for fill in table.get("fills", ()) for spec in fill["columns"].values()]
    return {spec["file"] for spec in columns if "file" in spec}
