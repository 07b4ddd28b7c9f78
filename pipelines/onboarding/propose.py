"""Sample files of one unknown delivery → its proposed delivery YAML with remarks, and the partner's entry in the registry.

Pure apart from opening the samples: writes nothing. What it is unsure of becomes a question, never a silent choice.
"""

import re
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from pipelines.onboarding import file_names
from pipelines.onboarding.columns import Match
from pipelines.onboarding.context import context_of, party_of
from pipelines.onboarding.fills import plan, plan_join
from pipelines.onboarding.formats import dialect_of, formats_of_file
from pipelines.onboarding.grids import Opened, open_sample
from pipelines.onboarding.key_lists import take_key_list
from pipelines.onboarding.kinds import kind_of_delivery
from pipelines.onboarding.lexicon import Lexicon, learn
from pipelines.onboarding.places import places_of
from pipelines.onboarding.plans import Context, Looked, Planned, look_at
from pipelines.onboarding.records import propose_records
from pipelines.onboarding.remarks import Remark, below, question, reason, warning
from pipelines.onboarding.shapes import choose_formats, profile
from pipelines.onboarding.table_words import table_of
from pipelines.onboarding.tables import find_tables
from pipelines.registry import Kind, Location, Party, Registry

KINDS: dict[str, Kind] = {
    "trajectory": "site", "help_request": "site", "visit": "site", "attendance": "site", "client": "site", "placement": "site",
    "capacity": "site", "cost": "site", "practice": "site", "enrolment": "school", "diploma": "school", "early_leaver": "school",
    "employment": "employer", "funding": "municipality", "student_count": "open_data",
}  # fmt: skip


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


def propose(paths: list[Path], partner: str, registry: Registry, sources: Path, seconds: int) -> list[Proposal]:
    """One proposal per kind of file among the samples; files that share the words before the period are one kind."""
    lexicon = learn(registry, sources)
    groups: dict[str, list[Path]] = {}
    for path in paths:
        groups.setdefault(file_names.take_apart(path.name).stem, []).append(path)
    return [_one([open_sample(path, seconds) for path in own], partner, registry, lexicon) for own in groups.values()]


def _one(samples: list[Opened], partner: str, registry: Registry, lexicon: Lexicon) -> Proposal:
    """The proposal for samples of one delivery; the sample with most rows shows the form."""
    sample = max(samples, key=lambda s: sum(len(grid.rows) for grid in s.grids))
    names = tuple(s.name for s in samples)
    # A sample with a special letter in it knows the encoding; one without does not.
    telling = next((s.sniffed for s in samples if s.sniffed.reads == "text" and not s.sniffed.is_plain), None)
    if telling and sample.sniffed.is_plain:
        dialect = sample.sniffed.dialect.model_copy(update={"encoding": telling.dialect.encoding})
        own = tuple(r for r in sample.remarks if r.place != ("text", "encoding"))
        sample = replace(sample, sniffed=replace(sample.sniffed, dialect=dialect), remarks=own)
    pattern, remarks = file_names.propose_pattern(names)
    remarks += list(sample.remarks)
    context = context_of(sample, partner, registry, lexicon)
    looked = _tables(sample, context, remarks)
    places: tuple[Location, ...] = ()
    if partner not in registry.parties or not registry.parties[partner].locations:
        profiles = {p.header: p for item in looked for p in item.columns.base}
        fills = [fill for item in looked for fill in item.fills]
        places, known = places_of(partner, fills, profiles)
        if known:
            context = replace(context, places=known, sole_place=places[0].id if len(places) == 1 else None)
            remarks = [*file_names.propose_pattern(names)[1], *sample.remarks]
            looked = _tables(sample, context, remarks)
            for fill in (
                fill for item in looked for fill in item.fills if "location" in fill.columns and len(places) > 1
            ):
                said = f"zijn dit {len(places)} verschillende plaatsen, of zijn er spellingen van dezelfde bij? Zie ook partners.yaml"
                fill.remarks.append(question(("columns", "location"), said))
    delivery: dict[str, Any] = {
        "title": " ".join(file_names.take_apart(sample.name).before.replace("_", " ").split()).strip(" -").capitalize() or sample.name,
        "kind": "register", "file": pattern, "example": sample.name,
    }  # fmt: skip
    party = registry.parties.get(partner)
    datasets = [fill.dataset for item in looked for fill in item.fills]
    kind: Kind = party.kind if party else KINDS.get(datasets[0], "site") if datasets else "site"
    if kind != "site":
        delivery["decides_as_of"] = False
    delivery["reads"] = "text" if sample.sniffed.reads != "workbook" else "workbook"
    if sample.sniffed.reads == "text":
        delivery["text"] = dialect_of(sample.sniffed.dialect, remarks)
    formats = formats_of_file(looked, remarks, workbook=delivery["reads"] == "workbook")
    if formats:
        delivery["formats"] = formats
    _join(looked, context)
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
        remarks.append(question((), "in dit bestand is geen tabel herkend die op een afgesproken dataset lijkt"))
    if "day" in _file_words(delivery["tables"]):
        delivery["file"] = file_names.with_day(delivery["file"], sample.name)
    delivery["kind"], told = kind_of_delivery(samples, [(item.table, item.fills) for item in looked], registry, lexicon)
    remarks += told
    described = registry.delivery_for(partner, sample.name)
    name = (
        described[0]
        if described
        else file_names.identifier(
            re.sub(r"^" + re.escape(partner), "", file_names.take_apart(sample.name).before, flags=re.IGNORECASE)
        )
    )
    return Proposal(name, names, delivery, remarks, party_of(partner, party, kind, places), kind, scores)


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


def _tables(sample: Opened, context: Context, remarks: list[Remark]) -> list[Looked]:
    looked = []
    several = sample.sniffed.reads == "workbook"
    for grid in sample.grids:
        found = find_tables(grid, context.lexicon.knows, several=several)
        if not found and not several:
            said = "geen kopregel herkend: de eerste regels lijken al gegevens. Vraag de partner om een kopregel, of om een beschrijving"
            remarks.append(question(("tables",), said))
        for table in found:
            columns = look_at(table, tuple(context.places))
            for seen in columns.base:
                if seen.citizen_numbers:
                    said = (
                        f"kolom '{seen.header}' bevat {seen.citizen_numbers} verschillende nummers die een BSN of onderwijsnummer kunnen "
                        "zijn. Die mogen wij niet ontvangen: een levering met deze kolom "
                        "wordt vernietigd. Vraag een export zonder, en wis dit voorbeeld"
                    )
                    remarks.append(warning((), said))
            looked.append(Looked(table, columns, plan(table, columns, context)))
            if not looked[-1].fills and several:
                where = f"tabblad '{table.sheet}', rij {table.header_row}"
                remarks.append(reason((), f"{where}: deze tabel past op geen dataset en wordt niet gelezen"))
    return looked


def _join(looked: list[Looked], context: Context) -> None:
    """A table with the number of a dataset that another table fills, and more about it, adds columns to that dataset.

    What only looks a little like a dataset that another table gives in full (a list of words, a summary) is left out.
    """
    whole = {fill.dataset: item for item in looked for fill in item.fills if not fill.lacks}
    for item in looked:
        complete = [fill for fill in item.fills if len(fill.lacks) < 2 and _has_number(fill)]
        for dataset, main in whole.items():
            if main is item or dataset in {fill.dataset for fill in complete}:
                continue
            if extra := plan_join(item.columns, context, dataset, {h for fill in complete for h in fill.headers}):
                item.fills = [extra, *complete]
        item.fills = [fill for fill in item.fills if fill.join or fill.dataset not in whole or len(fill.lacks) < 2]


def _has_number(fill: Planned) -> bool:
    """True when a header gives (part of) the key; a key that was put together from other cells is a weak sign."""
    return any(match.column.key for match in fill.matches.values())
