"""Published places → what a reader can choose from, by name."""

from collections.abc import Sequence

from dashboards.records import Place
from pipelines.words import Lang, say

# How many locations can be read beside each other.
ABREAST = 6


def places(found: Sequence[Place], lang: Lang) -> dict[str, str]:
    """Places to choose from: the whole, each site and each location; a site of one location is that location."""
    alone = {place.site for place in found if place.kind == "location"}
    several = {site for site in alone if sum(place.kind == "location" and place.site == site for place in found) > 1}
    return {
        place.location: say("choice.whole_site", lang, site=place.label) if place.kind == "site" else place.label
        for place in found
        if place.kind != "site" or place.site in several
    }


def lots(found: Sequence[Place], lang: Lang) -> tuple[dict[str, str], dict[str, list[Place]]]:
    """Locations in lots that can be read beside each other: the name of each lot, and its locations; by its first location."""
    every = [place for place in found if place.kind == "location"]
    count = -(-len(every) // ABREAST)
    # As many in each lot as in the others, so that none of them holds a single location.
    size = -(-len(every) // max(1, count))
    parts = {every[at].location: every[at : at + size] for at in range(0, len(every), max(1, size))}
    names = {
        first: say("choice.lot", lang, first=part[0].label, last=part[-1].label, part=number * size + 1,
                   until=number * size + len(part), whole=len(every))
        for number, (first, part) in enumerate(parts.items())
    }  # fmt: skip
    return names, parts
