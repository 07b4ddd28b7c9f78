"""Published places → what a reader can choose from, by name."""

from collections.abc import Sequence

from dashboards.records import Place
from pipelines.words import Lang, say


def places(found: Sequence[Place], lang: Lang) -> dict[str, str]:
    """Places to choose from: the whole, each site and each location; a site of one location is that location."""
    alone = {place.site for place in found if place.kind == "location"}
    several = {site for site in alone if sum(place.kind == "location" and place.site == site for place in found) > 1}
    return {
        place.location: say("choice.whole_site", lang, site=place.label) if place.kind == "site" else place.label
        for place in found
        if place.kind != "site" or place.site in several
    }
