"""The words of an unknown site's location column → the places that its entry in the registry would have.

Does not invent a place where the file names none: then the site itself is its one place.
"""

from datetime import date

from pipelines.onboarding.file_names import identifier
from pipelines.onboarding.plans import Planned
from pipelines.onboarding.shapes import Profile
from pipelines.onboarding.values import may_be_shown
from pipelines.registry import Location

MOST = 12


def places_of(
    partner: str, fills: list[Planned], profiles: dict[str, Profile]
) -> tuple[tuple[Location, ...], dict[str, str]]:
    """Places for the registry, and the partner's words for them; nothing when no dataset here is about places."""
    columns = [fill for fill in fills if "location" in fill.columns]
    if not columns:
        return (), {}
    words: list[str] = []
    for fill in columns:
        match = fill.matches.get("location")
        seen = profiles.get(match.header) if match else None
        if seen:
            words += [word for word in seen.told if may_be_shown(word, seen) and word not in words]
    names = list(dict.fromkeys(words))[:MOST] or [partner.replace("_", " ").title()]
    found = tuple(Location(id=f"{partner}/{identifier(name)}", name=name, since=date(2020, 1, 1)) for name in names)
    return found, {place.name: place.id for place in found}
