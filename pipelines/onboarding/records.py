"""Lines of several types without a header → the `records` of the table language, and the datasets that the types fill.

No field has a name: names are made up from what stands in a field, and every column is a question.
"""

import re
from collections import Counter
from dataclasses import dataclass
from typing import Any

from pipelines.contracts import Contract
from pipelines.onboarding.columns import Match, needed
from pipelines.onboarding.fits import BORN_FROM, fit_of
from pipelines.onboarding.grids import Grid
from pipelines.onboarding.plans import PLACEHOLDER, Context
from pipelines.onboarding.remarks import Remark, question
from pipelines.onboarding.shapes import INTEGER, Profile, formats_of, profile
from pipelines.onboarding.values import code_words

TYPE = re.compile(r"[A-Z][A-Z0-9]{1,4}|\d{2,3}")
MIXED = re.compile(r"[A-Z]{1,4}-?\d{2,}")
LEAST_LINES, MOST_TYPES, AGREES = 12, 15, 0.9
# A line that repeats this many fields of the line above it tells more about the same record.
CONTINUES = 3
BORN_BEFORE = 2012
SEPARATOR = " · "


@dataclass(frozen=True)
class Kind:
    """One type of line: its fields as columns, and the type above that it belongs to."""

    name: str
    fields: tuple[Profile, ...]
    below: str | None
    agreeing: int


def propose_records(grid: Grid, context: Context) -> tuple[dict[str, Any], list[Remark], list[dict[str, Match]]] | None:
    """The table with its remarks (places seen from the table) and matches per fill; None for a file of another form."""
    rows = [(number, cells) for number, cells in grid.rows if any(cells)]
    counts = Counter(cells[0] for _, cells in rows)
    names = [name for name in counts if counts[name] > 1 or name in (rows[0][1][0], rows[-1][1][0])]
    is_typed = len(rows) >= LEAST_LINES and 2 <= len(names) <= MOST_TYPES and all(map(TYPE.fullmatch, names))
    if not is_typed or len({len(cells) for _, cells in rows}) < 2 or sum(counts[n] for n in names) < 0.9 * len(rows):
        return None
    totals = _totals(rows, counts)
    kinds = {name: _kind(name, names, rows) for name in names if not totals or name != totals["type"]}
    labels = {name: _labels(kind) for name, kind in kinds.items()}
    types: dict[str, Any] = {}
    for name, kind in kinds.items():
        listed = list(labels[name])
        types[name] = {"below": kind.below, "same": [listed[0]], "fields": listed} if kind.below else listed
    records = {"types": types} | ({"totals": totals} if totals else {})
    fills: list[dict[str, Any]] = []
    remarks: list[Remark] = []
    matches: list[dict[str, Match]] = []
    for name, kind in kinds.items():
        if counts[name] < 2 or kind.agreeing >= CONTINUES:
            continue
        if found := _fill(name, kinds, labels, context):
            place = ("fills", len(fills))
            remarks += [Remark((*place, *remark.place), remark.kind, remark.text) for remark in found[1]]
            fills.append(found[0])
            matches.append(found[2])
    if not fills:
        return None
    said = "de velden hebben geen naam: vraag de partner om de beschrijving van de recordsoorten en geef ze hun naam"
    table = {"name": "regels", "header": "none", "records": records, "fills": fills}
    return table, [question(("records",), said), *remarks], matches


def _totals(rows: list[tuple[int, tuple[str, ...]]], counts: Counter[str]) -> dict[str, Any] | None:
    """The last line, when its numbers are how many lines there are of each type, in the order in which they first come."""
    name, *numbers = (cell for cell in rows[-1][1] if cell)
    counted = [kind for kind in counts if counts[kind] > 1]
    if counts[name] > 1 or not numbers or not all(map(INTEGER.fullmatch, numbers)) or len(numbers) != len(counted):
        return None
    near = all(abs(int(number) - counts[kind]) <= 2 for number, kind in zip(numbers, counted, strict=True))
    return {"type": name, "counts": counted} if near else None


def _kind(name: str, names: list[str], rows: list[tuple[int, tuple[str, ...]]]) -> Kind:
    """The fields of a type, and the type above it that repeats most of its first fields."""
    own = [(number, cells[1:]) for number, cells in rows if cells[0] == name]
    usual = Counter(len(cells) for _, cells in own).most_common(1)[0][0]
    fields = tuple(
        profile(str(i + 1), i, ((number, cells[i] if i < len(cells) else "") for number, cells in own))
        for i in range(usual)
    )
    best: tuple[int, str | None] = (0, None)
    for other in names[: names.index(name)]:
        above: tuple[str, ...] | None = None
        pairs = []
        for _, cells in rows:
            if cells[0] == other:
                above = cells[1:]
            elif cells[0] == name and above is not None:
                pairs.append((above, cells[1:]))
        shares = [
            sum(a[i] == b[i] for a, b in pairs if i < min(len(a), len(b))) / max(1, len(pairs)) for i in range(usual)
        ]
        if len(pairs) > 1 and shares[0] >= AGREES:
            best = max(best, (sum(share >= AGREES for share in shares), other), key=lambda item: item[0])
    return Kind(name, fields, best[1], best[0])


def _labels(kind: Kind) -> tuple[str, ...]:
    """A made-up name per field: what stands in it and the how many-th it is; `-` for one that is always empty."""
    words = []
    for seen in kind.fields:
        what = (
            "Datum" if seen.dates > 0.8 else "Nummer" if seen.position == 0 else "Code" if seen.is_wordlist else "Veld"
        )
        words.append(f"{what} {seen.position + 1}" if seen.filled else "-")
    if kind.below:
        words[0] = "Nummer 1"
    return tuple(words)


def _fill(
    name: str, kinds: dict[str, Kind], labels: dict[str, tuple[str, ...]], context: Context
) -> tuple[dict[str, Any], list[Remark], dict[str, Match]] | None:
    """The dataset that explains most of this type with the lines above it and right below it."""
    related = [name]
    while (above := kinds[related[-1]].below) is not None:
        related.append(above)
    related += [other for other, own in kinds.items() if own.below == name and own.agreeing >= CONTINUES]
    usable = {
        f"{of}{SEPARATOR}{labels[of][p.position]}": (of, p) for of in related for p in kinds[of].fields if p.filled
    }
    best: tuple[float, Contract, dict[str, Match]] | None = None
    for contract in context.registry.contracts.values():
        matches = _by_content(contract, name, usable, context)
        facts = [c for c in needed(contract) if c.name in matches]
        dated = {m.header for m in matches.values() if m.column.type == "date"}
        left = [h for h, (of, p) in usable.items() if of == name and p.dates > 0.8 and h not in dated]
        lacking = len(needed(contract)) - len(facts)
        score = len(matches) - 1.5 * lacking - len(left) + 20 * context.priors.get(contract.id, 0.0)
        if any(m.column.required and m.column.type == "date" for m in matches.values()) and (
            best is None or score > best[0]
        ):
            best = (score, contract, matches)
    if best is None:
        return None
    _, contract, matches = best
    remarks = [question((), f"zijn regels '{name}' {contract.label_nl.lower()}?")]
    columns: dict[str, Any] = {}
    for column in contract.columns:
        place = ("columns", column.name)
        if own := matches.get(column.name):
            columns[column.name] = {"from": own.header} | (
                {"values": own.coded.all_mapped} if own.coded and own.coded.all_mapped else {}
            )
            remarks.append(
                question(place, f"is '{own.header}' {column.label_nl.lower()}? Alleen de inhoud wijst daarop")
            )
        elif column in needed(contract):
            columns[column.name] = {"from": f"{PLACEHOLDER}{column.label_nl}"}
            listed = ", ".join(sorted(context.registry.vocabularies.get(column.vocabulary or "", {})))
            codes = f" De codes zijn {listed}." if listed else ""
            remarks.append(question(place, f"in welk veld staat {column.label_nl.lower()}?{codes}"))
    return {"dataset": contract.id, "record": name, "columns": columns}, remarks, matches


def _by_content(
    contract: Contract, name: str, usable: dict[str, tuple[str, Profile]], context: Context
) -> dict[str, Match]:
    """Column → the field that can be it: agreed words, agreed shapes, numbers by place, dates in their order."""
    found: dict[str, Match] = {}
    free = dict(usable)

    def take(column_name: str, header: str) -> None:
        column = contract.column(column_name)
        seen = free.pop(header)[1]
        coded = code_words(seen, column.vocabulary, context.lexicon) if column.vocabulary else None
        found[column_name] = Match(column, header, 0.5, "alleen de inhoud wijst daarop", coded)

    columns = [column for column in contract.columns if not column.derived]
    keys = [column for column in columns if column.key and column.type in ("id", "text")]
    first = next((h for h, (of, p) in free.items() if of == name and p.position == 0), None)
    if keys and keys[0].type == "id" and first:
        take(keys.pop(0).name, first)
    for column in columns:
        for header, (_, seen) in free.items():
            if column.vocabulary and seen.is_wordlist and not seen.dates:
                coded = code_words(seen, column.vocabulary, context.lexicon)
                if coded.share >= 0.8 and len({*coded.known, *coded.mapped}) >= 2:
                    take(column.name, header)
                    break
            elif column.type == "text" and not column.key and not column.identifying and seen.is_wordlist:
                share, told = fit_of(contract, column, seen, None)
                if "afgesproken vorm" in told and share >= 0.95:
                    take(column.name, header)
                    break
    born = [h for h, (_, p) in free.items() if p.dates > 0.8 and _is_born(p)]
    if born and any(column.name == "birth_date" for column in columns):
        take("birth_date", born[0])
    dates = [h for h, (of, p) in free.items() if of == name and p.dates > 0.8 and not _is_born(p)]
    for column, header in zip((c for c in columns if c.type == "date" and not c.identifying), dates, strict=False):
        take(column.name, header)
    numbers = [h for h, (of, p) in free.items() if of == name and not p.dates and p.share(INTEGER) > 0.9]
    for column, header in zip(keys, numbers, strict=False):
        take(column.name, header)
    mixed = [h for h, (_, p) in free.items() if p.share(MIXED) > 0.8 and not p.is_wordlist]
    other = next((c for c in columns if c.type == "id" and not c.key), None)
    if mixed and other:
        take(other.name, mixed[0])
    return found


def _is_born(seen: Profile) -> bool:
    years = sorted(min(found.values()).year for word in seen.told if (found := formats_of(word)))
    return bool(years) and BORN_FROM <= years[len(years) // 2] <= BORN_BEFORE - 8
