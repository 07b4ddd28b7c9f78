"""`sources/value/*.yaml` → what the social cost-benefit analysis assumes, as typed values, one scenario set per file.

Does not compute: `pipelines.stages.value` lays the assumptions beside published figures and delivered costs.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, model_validator

from pipelines.metrics import Agreed, Sentence, Text
from pipelines.words import LANGUAGES, Lang, say
from pipelines.yaml_lines import ConfigurationError, Marked, load, parse

Unit = Literal["fraction", "eur", "years", "hours"]
Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
Year = Annotated[int, Field(ge=1990, le=2100)]
COUNTING = ("rate", "count", "people")
SHARES = ("deadweight", "displacement", "attribution", "drop_off")


class Assumption(Agreed):
    """One thing that is assumed: the value we count with, how low and how high it may be, and who says so."""

    base: float = Field(ge=0)
    low: float = Field(ge=0)
    high: float = Field(ge=0)
    source: Sentence

    @model_validator(mode="after")
    def _base_lies_between(self) -> "Assumption":
        if not self.low <= self.base <= self.high:
            raise ValueError("low, base and high must follow each other: low ≤ base ≤ high")
        return self


class Share(Assumption):
    """A fraction: 0.35 is 35 %."""

    base: float = Field(ge=0, le=1)
    low: float = Field(ge=0, le=1)
    high: float = Field(ge=0, le=1)


class Years(Assumption):
    """A whole number of years."""

    base: int = Field(ge=1, le=60)
    low: int = Field(ge=1, le=60)
    high: int = Field(ge=1, le=60)


class Benefit(Agreed):
    """One good that is worth money: what counts it, and what remains of it after everything that is not our doing."""

    benefit: Name
    label: Text
    counted_by: Name
    role: Literal["participant", "intern", "all"]
    starts_after: Literal[0, 1] = 1
    value_eur: Assumption
    years: Years
    deadweight: Share
    displacement: Share
    attribution: Share
    drop_off: Share


class InKind(Agreed):
    """Hours that a partner gives without a bill; `sites` when not at every site."""

    contribution: Name
    label: Text
    payer: Name
    sites: tuple[str, ...] | None = None
    hours_per_year: Assumption
    eur_per_hour: Assumption


class PriceChanges(Agreed):
    """Per year the change of prices against the year before, in percent."""

    source: Sentence
    percent: dict[Year, float]


class ScenarioSet(Agreed):
    """One version of everything that is assumed."""

    scenario_set: Name
    version: str = Field(pattern=r"^\d+\.\d+$")
    adopted_on: date
    status: Literal["illustrative", "adopted"]
    label: Text
    price_year: Year
    price_changes: PriceChanges
    discount_rate: Share
    in_kind: tuple[InKind, ...] = ()
    benefits: tuple[Benefit, ...] = Field(min_length=1)

    @cached_property
    def assumptions(self) -> "dict[str, Named]":
        """Every assumption by its id, such as `sustained_work.deadweight`, in the order of the file."""
        found = {"discount_rate": Named(self.discount_rate, "fraction", None, "discount_rate")}
        for given in self.in_kind:
            found[f"{given.contribution}.hours_per_year"] = Named(
                given.hours_per_year, "hours", given.label, "hours_per_year"
            )
            found[f"{given.contribution}.eur_per_hour"] = Named(given.eur_per_hour, "eur", given.label, "eur_per_hour")
        units: dict[str, Unit] = {"value_eur": "eur", "years": "years", **dict.fromkeys(SHARES, "fraction")}
        for benefit in self.benefits:
            for name, unit in units.items():
                found[f"{benefit.benefit}.{name}"] = Named(getattr(benefit, name), unit, benefit.label, name)
        return found


@dataclass(frozen=True)
class Named:
    """An assumption with its unit, and of which benefit or contribution it is which part."""

    assumption: Assumption
    unit: Unit
    of: Text | None
    part: str

    def label(self, lang: Lang) -> str:
        """What it is called: 'Duurzaam werk: zou ook zonder ons zijn gebeurd'."""
        part = say(f"assumption.{self.part}", lang)
        return f"{self.of.nl if lang == LANGUAGES[0] else self.of.en}: {part}" if self.of else part


@cache
def load_scenarios(
    folder: Path, kinds: tuple[tuple[str, str], ...], sites: frozenset[str], payers: frozenset[str]
) -> tuple[ScenarioSet, ...]:
    """Every scenario set in `folder`, oldest first; raises `ConfigurationError` with every mistake of every file.

    `kinds` are pairs of indicator and kind: only what counts people or things (`COUNTING`) can be worth money.
    """
    mistakes: list[str] = []
    sets: dict[tuple[str, str], ScenarioSet] = {}
    for path in sorted(folder.glob("*.yaml")):
        try:
            marked = load(path)
            one = parse(ScenarioSet, marked)
        except ConfigurationError as error:
            mistakes += error.mistakes
            continue
        mistakes += _misfits(marked, one, dict(kinds), sites, payers)
        key = (one.scenario_set, one.version)
        if key in sets:
            mistakes.append(
                marked.mistake(("version",), f"version {one.version} of '{one.scenario_set}' exists already")
            )
        if path.stem != f"{one.scenario_set}_{one.version}":
            mistakes.append(
                marked.mistake(("version",), f"this file must be called {one.scenario_set}_{one.version}.yaml")
            )
        sets[key] = one
    if mistakes:
        raise ConfigurationError(mistakes)
    return tuple(sorted(sets.values(), key=lambda one: (one.adopted_on, one.scenario_set, one.version)))


def _misfits(
    marked: Marked, one: ScenarioSet, kinds: Mapping[str, str], sites: Collection[str], payers: Collection[str]
) -> list[str]:
    """What is well-formed and still cannot be computed with."""
    found: list[str] = []
    if one.price_year not in one.price_changes.percent:
        found.append(
            marked.mistake(("price_changes", "percent"), f"the price year {one.price_year} is not in this list")
        )
    if one.discount_rate.high >= 1:
        found.append(marked.mistake(("discount_rate", "high"), "a discount rate is a fraction below 1, such as 0.0225"))
    named = [("in_kind", index, given.contribution) for index, given in enumerate(one.in_kind)]
    named += [("benefits", index, benefit.benefit) for index, benefit in enumerate(one.benefits)]
    seen = {"discount_rate"}
    for key, index, name in named:
        if name in seen:
            found.append(marked.mistake((key, index), f"'{name}' stands here twice; keep one"))
        seen.add(name)
    for index, benefit in enumerate(one.benefits):
        kind = kinds.get(benefit.counted_by)
        if kind not in COUNTING:
            why = "there is no indicator" if kind is None else "people or things are not counted by"
            found.append(marked.mistake(("benefits", index, "counted_by"), f"{why} '{benefit.counted_by}'"))
    for index, given in enumerate(one.in_kind):
        if given.payer not in payers:
            found.append(marked.mistake(("in_kind", index, "payer"), f"'{given.payer}' is no funder"))
        strangers = [site for site in given.sites or () if site not in sites]
        found += [marked.mistake(("in_kind", index, "sites"), f"'{site}' is no site") for site in strangers]
    return found
