"""`sources/claims.yaml` → what the partnership has published about itself, as typed values.

Does not judge a claim: `pipelines.stages.claim` lays it beside what the same selection gives now.
"""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

import pandas as pd
from pydantic import Field, model_validator

from pipelines.metrics import Agreed, Sentence, Text
from pipelines.yaml_lines import ConfigurationError, load, parse


class Published(Agreed):
    """What the text says, and the numbers in it."""

    text: Sentence
    value: float | None = None
    unit: Literal["percent", "number"] = "number"
    decimals: int = Field(default=0, ge=0)
    at_least: bool = False
    numerator: int | None = None
    denominator: int | None = None


class Statement(Agreed):
    """One sentence of a claim, and the indicator that would give it; `cannot` says why no indicator does."""

    text: Sentence
    published: Published
    indicator: str | None = None
    role: Literal["participant", "intern", "all"] | None = None
    cannot: Literal["no_base", "no_figure", "no_dataset"] | None = None
    note: Text | None = None

    @model_validator(mode="after")
    def _has_an_indicator_or_a_reason(self) -> "Statement":
        if (self.cannot is None) != (self.indicator is not None and self.role is not None):
            raise ValueError("give 'indicator' and 'role', or say under 'cannot' why there is none")
        return self


class Claim(Agreed):
    """One publication about one group of people or one period: where, when, and how far it could look."""

    claim: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    source: Sentence
    location: str | None = None
    as_of: date | None = None
    started_from: date | None = None
    started_until: date | None = None
    statements: tuple[Statement, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _can_be_selected(self) -> "Claim":
        selection = (self.location, self.as_of, self.started_from, self.started_until)
        if any(statement.indicator for statement in self.statements) and None in selection:
            raise ValueError("an indicator needs location, as_of, started_from and started_until")
        if self.started_from and self.started_until and self.started_from > self.started_until:
            raise ValueError("started_until lies before started_from")
        if self.claim == "benchmark":
            raise ValueError("'benchmark' is taken; choose another name")
        return self


class Claims(Agreed):
    """The file `claims.yaml`."""

    claims: tuple[Claim, ...]


@cache
def load_claims(path: Path, indicators: frozenset[str], places: frozenset[str]) -> tuple[Claim, ...]:
    """Read `claims.yaml`; raises `ConfigurationError` with every mistake, its file and its line.

    `indicators` and `places` (sites and locations) are what a claim may be about.
    """
    marked = load(path)
    claims = parse(Claims, marked).claims
    mistakes: list[str] = []
    seen: set[str] = set()
    for index, claim in enumerate(claims):
        here = ("claims", index)
        if claim.claim in seen:
            mistakes.append(marked.mistake(here, f"claim '{claim.claim}' stands here twice; keep one"))
        seen.add(claim.claim)
        if claim.location is not None and claim.location not in places:
            mistakes.append(marked.mistake((*here, "location"), f"'{claim.location}' is no site or location"))
        named = [statement.indicator for statement in claim.statements if statement.indicator]
        for number, statement in enumerate(claim.statements):
            there = (*here, "statements", number)
            if statement.indicator and statement.indicator not in indicators:
                mistakes.append(marked.mistake(there, f"there is no indicator '{statement.indicator}'"))
            if statement.indicator and named.count(statement.indicator) > 1:
                mistakes.append(marked.mistake(there, f"'{statement.indicator}' stands twice in this claim"))
    if mistakes:
        raise ConfigurationError(mistakes)
    return claims


def selection_frame(claims: tuple[Claim, ...]) -> pd.DataFrame:
    """The rows of `agreed.claim`: the claims that can be recomputed, with whom and until when they look."""
    rows = [
        (claim.claim, claim.location, claim.as_of, claim.started_from, claim.started_until)
        for claim in claims
        if any(statement.indicator for statement in claim.statements)
    ]
    return pd.DataFrame(rows, columns=["claim", "location", "as_of", "started_from", "started_until"])
