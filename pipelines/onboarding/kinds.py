"""Sample files with their tables → whether the delivery is a register, a period, a state or a series, as far as can be seen.

Does not read files again. One sample often cannot tell; then this is a question with the likeliest answer filled in.
"""

from collections import Counter
from datetime import date
from typing import Literal

from pipelines.onboarding.file_names import months_covered, take_apart
from pipelines.onboarding.grids import Opened
from pipelines.onboarding.lexicon import Lexicon
from pipelines.onboarding.plans import Planned
from pipelines.onboarding.remarks import Remark, question, reason
from pipelines.onboarding.shapes import formats_of
from pipelines.onboarding.tables import FoundTable, find_tables
from pipelines.registry import Registry

Kind = Literal["register", "increment", "census", "series"]
PLACE = ("kind",)
# Of a whole list nearly everything comes again; of a period what had not ended yet.
MOST_SHARED, FEW_SHARED = 0.8, 0.05
EVENTS = (
    "visited_on",
    "handled_on",
    "requested_on",
    "started_on",
    "enrolled_from",
    "awarded_on",
    "asked_on",
    "iso_week",
)


def kind_of_delivery(
    samples: list[Opened], tables: list[tuple[FoundTable, list[Planned]]], registry: Registry, lexicon: Lexicon
) -> tuple[Kind, list[Remark]]:
    """By comparing samples when there are several, else by whether the dates stay inside what the file name says."""
    main = next(((table, fill) for table, fills in tables for fill in fills if not fill.join), None)
    if main is None:
        return "register", []
    table, fill = main
    if any(spec.get("file") == "day" for spec in fill.columns.values() if isinstance(spec, dict)):
        return "census", [question(PLACE, "is elk bestand een stand op de dag in zijn naam (census)?")]
    if any(name == "year" and isinstance(spec, dict) and "from" in spec for name, spec in fill.columns.items()):
        return "series", [
            question(PLACE, "het jaar staat in de gegevens: vervangt een nieuw bestand alleen de jaren die erin staan?")
        ]
    if (
        table.families
        and table.families[0].is_weeks
        and fill.headers & {name for name, _ in (*table.families[0].parts, *table.families[0].cells)}
    ):
        if "week" in take_apart(samples[0].name).words:
            return "increment", [reason(PLACE, "elk bestand is een week: de bestanden tellen op")]
        headings = _headings(samples, lexicon)
        if len({*headings}) == len(headings) > 1:
            return "increment", [
                reason(PLACE, "elk voorbeeld heeft kolommen van andere dagen of weken: de bestanden tellen op")
            ]
        said = "elk bestand heeft de dagen of weken van zijn eigen periode (increment), of van alles tot nu toe (register)?"
        return ("increment" if table.families[0].is_days else "register"), [question(PLACE, said)]
    shared = _shared_keys(samples, fill, registry, lexicon)
    if shared is not None:
        if shared > MOST_SHARED:
            return "register", [
                reason(
                    PLACE, f"{shared:.0%} van de nummers staat ook in een ander voorbeeld: elk bestand is de hele lijst"
                )
            ]
        if shared > FEW_SHARED:
            said = (
                f"{shared:.0%} van de nummers staat in twee voorbeelden, de andere niet: komt terug wat nog liep, en geldt het laatste "
                "bestand (increment)? Of is elk bestand de hele lijst (register)?"
            )
            return "increment", [question(PLACE, said)]
        return "increment", [
            reason(PLACE, f"{shared:.0%} van de nummers staat ook in een ander voorbeeld: de bestanden tellen op")
        ]
    inside = _inside(samples, table, fill)
    if inside is not None and inside > 0.9:
        return "increment", [
            question(PLACE, "bijna alle datums vallen in de periode van de bestandsnaam: tellen de bestanden op?")
        ]
    if inside is not None and inside < 0.5:
        return "register", [
            question(PLACE, "de datums lopen ver buiten de periode van de bestandsnaam: is elk bestand de hele lijst?")
        ]
    usual = Counter(
        delivery.kind
        for own in registry.deliveries.values()
        for delivery in own.values()
        if fill.dataset in delivery.datasets
    )
    kind: Kind = usual.most_common(1)[0][0] if usual else "register"
    return kind, [
        question(
            PLACE, "is elk bestand de hele lijst (register), een periode (increment), of een stand per datum (census)?"
        )
    ]


def _headings(samples: list[Opened], lexicon: Lexicon) -> list[tuple[str, ...]]:
    """The week or day columns of each sample, largest table only."""
    found = []
    for sample in samples:
        tables = [
            t for grid in sample.grids for t in find_tables(grid, lexicon.knows, several=bool(grid.sheet)) if t.families
        ]
        found += [max((table.families[0].headers for table in tables), key=len)] if tables else []
    return found


def _shared_keys(samples: list[Opened], fill: Planned, registry: Registry, lexicon: Lexicon) -> float | None:
    """Share of the smaller sample's numbers that stand in another sample too; None with one sample or without a number."""
    own = next(
        (match.header for match in fill.matches.values() if match.column.key and match.column.type == "id"), None
    )
    contract = registry.contracts[fill.dataset]
    if own is None and len(contract.key) == 1:
        own = fill.columns.get(contract.key[0], {}).get("from")
    periods = {take_apart(sample.name).name for sample in samples}
    if own is None or len(periods) < 2:
        return None
    sets = []
    for sample in samples:
        for grid in sample.grids:
            for table in find_tables(grid, lexicon.knows, several=bool(grid.sheet)):
                if own in table.columns:
                    place = table.columns.index(own)
                    sets.append({cells[place] for _, cells in table.data if cells[place]})
    sets = [keys for keys in sets if keys]
    if len(sets) < 2:
        return None
    shares = [
        len(first & second) / min(len(first), len(second)) for i, first in enumerate(sets) for second in sets[i + 1 :]
    ]
    return max(shares)


def _inside(samples: list[Opened], table: FoundTable, fill: Planned) -> float | None:
    """Share of the event dates that fall in the period that the file name says."""
    sample = max(samples, key=lambda s: sum(len(grid.rows) for grid in s.grids))
    covered = months_covered(sample.name)
    header = next((fill.matches[name].header for name in EVENTS if name in fill.matches), None)
    if covered is None or header is None or header not in table.columns:
        return None
    place = table.columns.index(header)
    days: list[date] = [next(iter(found.values())) for _, cells in table.data if (found := formats_of(cells[place]))]
    return sum(covered[0] <= day <= covered[1] for day in days) / len(days) if days else None
