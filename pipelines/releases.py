"""`sources/releases.yaml` → figures of which a site decided to show its own 0 % or 100 %, as typed values.

Does not judge: a release lifts only the rule that nobody or everybody is sensitive, never a count of 1 … T − 1.
"""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import Field

from pipelines.metrics import Agreed, Sentence
from pipelines.yaml_lines import ConfigurationError, load, parse


class Release(Agreed):
    """One figure of one site's own place, who decided to show it, when and why."""

    indicator: str
    location: str
    cohort: str
    level: str
    role: Literal["participant", "intern", "all"]
    decided_by: Sentence
    decided_on: date
    reason: Sentence

    @property
    def key(self) -> tuple[str, str, str, str, str]:
        """What the figure is found by."""
        return self.indicator, self.location, self.cohort, self.level, self.role


class Releases(Agreed):
    """The file `releases.yaml`."""

    releases: tuple[Release, ...] = Field(default=())


@cache
def load_releases(path: Path, indicators: frozenset[str], places: frozenset[str]) -> tuple[Release, ...]:
    """Read the decisions; raises `ConfigurationError` with every mistake, its file and its line.

    `places` are sites and their locations: the total over all sites belongs to no site, so nobody can release it.
    """
    marked = load(path)
    releases = parse(Releases, marked).releases
    mistakes = []
    for index, release in enumerate(releases):
        if release.indicator not in indicators:
            mistakes.append(marked.mistake(("releases", index, "indicator"), f"no indicator '{release.indicator}'"))
        if release.location not in places:
            told = f"'{release.location}' is no place of a site; a site can release its own figures only"
            mistakes.append(marked.mistake(("releases", index, "location"), told))
    if mistakes:
        raise ConfigurationError(mistakes)
    return releases
