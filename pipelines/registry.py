"""Everything under `sources/` → one frozen `Registry`: parties, deliveries, contracts, vocabularies.

Does not read partners' files. Loading reports all mistakes of all files at once, each with file and line.
"""

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache, partial
from pathlib import Path
from typing import Literal, TypeVar

from pydantic import Field, field_validator

from pipelines import corrections as correcting
from pipelines import overlay, repairs
from pipelines.agreements import mismatches, unknown_vocabularies
from pipelines.contracts import Contract, contract_from
from pipelines.corrections import Correction
from pipelines.repairs import Waived
from pipelines.table_language import Delivery
from pipelines.vocabularies import Term, load_vocabulary
from pipelines.yaml_lines import ConfigurationError, Marked, Words, load, parse

T = TypeVar("T")
Kind = Literal["site", "school", "employer", "municipality", "housing", "network", "open_data"]
EVERY_MONTHS = {"month": range(1, 13), "quarter": (3, 6, 9, 12), "half_year": (6, 12), "year": (12,)}


class Location(Words):
    """A place where a site works; outcomes are compared between locations."""

    id: str
    name: str
    since: date
    region: Literal["noord", "midden", "zuid"] | None = None
    """Of the school holidays; None: no week is known to be a holiday, only what the site marks."""


class Admission(Words):
    """Why we may hold this partner's data; outside the demo nothing is accepted without all four."""

    basis: str
    purpose: str
    agreement: str
    retention_days: int = Field(ge=1)


class Plan(Words):
    """When a delivery is due: for which months, and how many days after the month's end."""

    delivery: str
    every: Literal["month", "quarter", "half_year", "year"] | tuple[int, ...] = "month"
    due_days: int = Field(default=15, ge=0)

    def due_on(self, period: str) -> date | None:
        """The day on which the file about `period` (yyyy-mm) must be in, or None when none is expected."""
        year, month = int(period[:4]), int(period[5:])
        months = EVERY_MONTHS[self.every] if isinstance(self.every, str) else self.every
        return month_end(year, month) + timedelta(days=self.due_days) if month in months else None


class Party(Words):
    """One organisation that makes the partnership; also those that deliver nothing."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    name: str
    kind: Kind
    place: str | None = None
    role_nl: str
    role_en: str
    brin: str | None = Field(default=None, pattern=r"^\d{2}[A-Z]{2}$")
    valid_from: str = Field(default="2011-09", pattern=r"^\d{4}-(0[1-9]|1[0-2])$")
    valid_to: str | None = Field(default=None, pattern=r"^\d{4}-(0[1-9]|1[0-2])$")
    retired_because: str | None = None
    mailbox: str | None = Field(default=None, pattern=r"^[^@\s]+@[^@\s]+\.[a-z]+$")
    """Where another partner may ask how it is done; of the organisation, never of a person."""
    locations: tuple[Location, ...] = ()
    delivers: tuple[Plan, ...] = ()
    admission: Admission | None = None

    @field_validator("locations")
    @classmethod
    def _ids_start_with_the_site(cls, value: tuple[Location, ...]) -> tuple[Location, ...]:
        for location in value:
            if "/" not in location.id:
                raise ValueError(f"location id '{location.id}' must be '<site>/<place>'")
        return value


class Parties(Words):
    """The file `partners.yaml`."""

    partners: tuple[Party, ...]


@dataclass(frozen=True)
class Registry:
    """What was agreed with whom; the only thing that stages know about partners."""

    parties: dict[str, Party]
    deliveries: dict[str, dict[str, Delivery]]
    contracts: dict[str, Contract]
    vocabularies: dict[str, dict[str, Term]]
    digests: dict[tuple[str, str], str]
    corrections: dict[tuple[str, str], tuple[Correction, ...]] = field(default_factory=dict)
    waivers: dict[tuple[str, str], tuple[Waived, ...]] = field(default_factory=dict)

    def waived(self, partner: str, delivery: str, period: str) -> tuple[Waived, ...]:
        """The rules that a steward waived for this delivery of this period."""
        return tuple(w for w in self.waivers.get((partner, delivery), ()) if w.period in (None, period))

    def digest(self, partner: str, delivery: str, period: str) -> str:
        """Fingerprint of everything that a file is judged by; an unknown file is judged by the list of known names."""
        known = "-".join(sorted(self.deliveries.get(partner, {}))) or "none"
        digest = self.digests.get((partner, delivery), known)
        waived = [waiver.model_dump_json() for waiver in self.waived(partner, delivery, period)]
        return _fingerprint(digest, *waived) if waived else digest

    def delivery_for(self, partner: str, name: str) -> tuple[str, re.Match[str]] | None:
        """The delivery whose file pattern fits this file name, with the groups that name the period."""
        for delivery_id, delivery in self.deliveries.get(partner, {}).items():
            match = re.search(delivery.file, name)
            if match:
                return delivery_id, match
        return None

    def plan(self, partner: str, delivery: str) -> Plan:
        """When this delivery is due."""
        return next(plan for plan in self.parties[partner].delivers if plan.delivery == delivery)


@cache
def load_registry(folder: Path, trying: Path | None = None) -> Registry:
    """Read all of `sources/`; raises `ConfigurationError` with every mistake of every file.

    `trying` is a folder laid out like it: its files count instead of ours, and its partners are added or replaced.
    """
    mistakes: list[str] = []

    def attempt(action: Callable[[], T]) -> T | None:
        try:
            return action()
        except ConfigurationError as error:
            mistakes.extend(error.mistakes)
            return None

    lists = [attempt(partial(_parties, path)) for path in overlay.both(folder, trying, "partners.yaml")]
    listed = [told for told in lists if told]
    parties = {party.id: party for _, told in listed for party in told.partners}
    vocabularies = {
        path.stem: load_vocabulary(path, mistakes) for path in overlay.files(folder, trying, "vocabulary/*.csv")
    }
    vocabularies["location"] = {
        place.id: Term(place.id, place.name, place.name) for party in parties.values() for place in party.locations
    }
    contracts = {}
    broken = set()
    for path in overlay.files(folder, trying, "contracts/*.yaml"):
        written = attempt(partial(load, path))
        contract = attempt(partial(contract_from, written)) if written else None
        if written and contract:
            contracts[contract.id] = contract
            mistakes.extend(unknown_vocabularies(written, contract, vocabularies))
        else:
            broken.add(path.stem)
    deliveries: dict[str, dict[str, Delivery]] = {}
    files: dict[tuple[str, str], Path] = {}
    for path in overlay.files(folder, trying, "partners/*/*.yaml"):
        if path.name in (correcting.FILE_NAME, repairs.FILE_NAME):
            continue
        marked = attempt(partial(load, path))
        delivery = attempt(partial(parse, Delivery, marked)) if marked else None
        if marked and delivery:
            deliveries.setdefault(path.parent.name, {})[path.stem] = delivery
            files[path.parent.name, path.stem] = path
            known = {name: v for name, v in vocabularies.items() if name != "location" or None not in lists}
            mistakes.extend(mismatches(marked, delivery, contracts, broken, known))
    corrections: dict[tuple[str, str], tuple[Correction, ...]] = {}
    for path in overlay.files(folder, trying, f"partners/*/{correcting.FILE_NAME}"):
        described = correcting.Described(deliveries.get(path.parent.name, {}), contracts)
        corrected = attempt(partial(correcting.load_corrections, path, described)) or {}
        corrections |= {(path.parent.name, name): found for name, found in corrected.items()}
    decided = {}
    for path in overlay.files(folder, trying, f"partners/*/{repairs.FILE_NAME}"):
        own_files = deliveries.get(path.parent.name, {})
        decided[path.parent.name] = attempt(partial(repairs.read, path, own_files, contracts, vocabularies)) or ()
    for marked_list, told in listed:
        own = {party.id for party in told.partners if parties[party.id] in told.partners}
        mistakes.extend(_unplanned(marked_list, told, deliveries, own))
    if None not in lists:
        strangers = sorted(set(deliveries) - set(parties))
        mistakes.extend(f"{folder}/partners.yaml:1: folder partners/{name} belongs to no partner" for name in strangers)
    if mistakes:
        raise ConfigurationError(mistakes)
    agreed = _digest(
        [*overlay.files(folder, trying, "contracts/*.yaml"), *overlay.files(folder, trying, "vocabulary/*.csv")]
    )
    agreed += str(sorted(vocabularies["location"]))
    digests: dict[tuple[str, str], str] = {}
    waivers: dict[tuple[str, str], tuple[Waived, ...]] = {}
    for (partner, name), path in files.items():
        maps, waivers[partner, name] = repairs.of(decided.get(partner, ()), name)
        deliveries[partner][name] = repairs.with_maps(deliveries[partner][name], maps)
        admitted = str(parties[partner].admission is not None)
        corrected_by = "".join(str(one) for one in corrections.get((partner, name), ()))
        mapped = "".join(one.model_dump_json() for one in maps)
        digests[partner, name] = _fingerprint(agreed, _digest([path]), admitted, corrected_by, mapped)
    return Registry(parties, deliveries, contracts, vocabularies, digests, corrections, waivers)


def _parties(path: Path) -> tuple[Marked, Parties]:
    marked = load(path)
    return marked, parse(Parties, marked)


def _fingerprint(*parts: str) -> str:
    return hashlib.sha256("".join(parts).encode()).hexdigest()[:16]


def _digest(paths: list[Path]) -> str:
    joined = hashlib.sha256()
    for path in sorted(paths):
        joined.update(path.name.encode() + path.read_bytes())
    return joined.hexdigest()


def _unplanned(
    marked: Marked, parties: Parties, deliveries: dict[str, dict[str, Delivery]], own: set[str]
) -> list[str]:
    """A delivery that is planned but not described, or described but not planned, or a location of another site."""
    found, seen = [], set()
    for i, party in enumerate(parties.partners):
        if party.id not in own:  # replaced by another list
            continue
        if party.id in seen:
            found.append(marked.mistake(("partners", i), f"partner '{party.id}' stands here twice"))
        seen.add(party.id)
        planned, described = {plan.delivery for plan in party.delivers}, set(deliveries.get(party.id, {}))
        found += [
            marked.mistake(("partners", i, "delivers"), f"partners/{party.id}/{name}.yaml does not exist")
            for name in sorted(planned - described)
        ]
        found += [
            marked.mistake(("partners", i), f"delivery '{name}' is described but not under 'delivers'")
            for name in sorted(described - planned)
        ]
        found += [
            marked.mistake(("partners", i, "locations"), f"'{location.id}' belongs to another site")
            for location in party.locations
            if not location.id.startswith(f"{party.id}/")
        ]
    return found


def month_end(year: int, month: int) -> date:
    """Last day of a month."""
    return (date(year + month // 12, month % 12 + 1, 1)) - timedelta(days=1)
