"""A sample and its partner → what is known around it: the partner's own places, likely datasets, and its entry in the registry.

Does not open files.
"""

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date

from pipelines.onboarding.file_names import months_covered, propose_pattern, take_apart
from pipelines.onboarding.grids import Opened
from pipelines.onboarding.lexicon import Lexicon
from pipelines.onboarding.plans import Context
from pipelines.onboarding.shapes import formats_of
from pipelines.onboarding.tables import LEGEND
from pipelines.registry import Kind, Location, Party, Registry

EXPLAINED = re.compile(
    r"(?:^|[\s,;(/|])(?P<mark>[^\W\d_]{1,3}|\d) ?[=:] ?(?P<word>[^\W\d_][^,;=|()/]{2,40}?)(?=[,;|)/]|$| en \w{1,3} ?=)"
)


def context_of(
    sample: Opened,
    partner: str,
    registry: Registry,
    lexicon: Lexicon,
    party: Party | None = None,
    places: dict[str, str] | None = None,
) -> Context:
    """What is known before the tables are looked at; `places` are the words for places that all files together gave."""
    party = party or registry.parties.get(partner)
    words = dict(places or {})
    for place in party.locations if party else ():
        last = place.id.split("/")[1].replace("_", " ")
        for word in (place.name, place.id, last, place.name.removeprefix(party.place or "").strip() if party else ""):
            if word and word.lower() not in {known.lower() for known in words}:
                words[word] = place.id
    sole = party.locations[0].id if party and len(party.locations) == 1 else None
    part = take_apart(sample.name)
    named = frozenset(re.compile(propose_pattern((sample.name,))[0]).groupindex)
    forms = list(formats_of(part.text)) if part.kind == "day" else []
    return Context(
        registry, lexicon, words, sole, sample.name.lower(), _priors(sample, party, registry),
        named | ({"day"} if forms else set()), party.kind if party else None, forms[0] if forms else None,
        legend_of(sample),
    )  # fmt: skip


def legend_of(sample: Opened) -> dict[str, str]:
    """Marks that the file itself explains somewhere: `z = ziek, v = vakantie`, or a mark beside its word below `Legenda`."""
    found: dict[str, str] = {}
    for grid in sample.grids:
        below = False
        for _, cells in grid.rows:
            filled = [cell for cell in cells if cell]
            below = bool(filled) and (below or bool(LEGEND.match(filled[0])))
            for text in filled:
                found |= {match["mark"].lower(): match["word"].strip(" .") for match in EXPLAINED.finditer(text)}
            if below and len(filled) == 2 and len(filled[0]) <= 3:
                found[filled[0].lower()] = filled[1]
    return found


def _priors(sample: Opened, party: Party | None, registry: Registry) -> dict[str, float]:
    """A small push for datasets that parties of this kind deliver, and for one that the file's name mentions."""
    push: Counter[str] = Counter()
    for other, deliveries in registry.deliveries.items():
        for dataset in {d for delivery in deliveries.values() for d in delivery.datasets}:
            if party and other in registry.parties and registry.parties[other].kind == party.kind:
                push[dataset] = 1
    said = sample.name.lower()
    return {
        name: 0.1 * push[name] + (0.06 if contract.label_nl.lower()[:7] in said else 0.0)
        for name, contract in registry.contracts.items()
    }


def party_of(
    partner: str, known: Party | None, kind: Kind, places: tuple[Location, ...], files: Iterable[str] = ()
) -> Party:
    """The partner as it would stand in the registry; of an unknown one everything but its id is a guess."""
    if known:
        return known.model_copy(update={"locations": known.locations or places}) if places else known
    roles = {
        "site": ("locatie", "site"),
         "school": ("leidt op", "trains"),
        "employer": ("neemt oud-deelnemers in dienst", "employs former participants"),
        "municipality": ("medefinancier", "co-funder"), "open_data": ("landelijke aantallen", "national counts"),
    }  # fmt: skip
    role_nl, role_en = roles.get(kind, ("partner", "partner"))
    title = partner.replace("_", " ").title()
    first = min([first_day_of(files), *(place.since for place in places)])
    return Party(
        id=partner, name=f"WijkLeerbedrijf {title}" if kind == "site" else title, kind=kind,
        place=title if kind == "site" else None, role_nl=role_nl, role_en=role_en, valid_from=f"{first:%Y-%m}",
        locations=places if kind == "site" else (),
    )  # fmt: skip


def first_day_of(files: Iterable[str]) -> date:
    """The first day that the names of these files are about; the first of this year when they name no period."""
    covered = [found[0] for name in files if (found := months_covered(name))]
    return min(covered, default=date(date.today().year, 1, 1))
