"""A publication → what "Klopt dit cijfer?" may know of it, and an answer as one document for machines.

Judges nothing (see `stages.claim`).
"""

from dataclasses import asdict
from pathlib import Path
from typing import Any

import duckdb

from pipelines.stages.claim import world as knowing
from pipelines.stages.claim.answer import Answer, World
from pipelines.stages.claim.match import Match
from pipelines.stages.claim.said import Spoken
from pipelines.stages.claim.sentences import right_sentence
from pipelines.words import Lang


def world(publication: Path, lang: Lang = "nl") -> World:
    """Everything that may be said from one publication, in one language; opened read-only."""
    with duckdb.connect() as con:
        con.execute("attach $1 as published (read_only)", [str(publication)])
        con.execute("use published")
        return knowing.world(lambda query: _rows(con, query), lang)


def plain(told: Answer, lang: Lang = "nl") -> dict[str, Any]:
    """An answer as one JSON document: values as numbers, figures with their definition and their right sentence."""
    return {
        "text": told.text, "outcome": told.outcome, "location": told.location, "cohort": told.cohort,
        "sentences": list(told.sentences),
        "said": [_spoken(one) for one in told.said],
        "gives": [_match(match, lang) for match in told.gives],
        "elsewhere": [_match(match, lang) for match in told.elsewhere],
        "does_not": [_match(match, lang) for match in told.does_not],
        "counts": [asdict(one) | {"spoken": one.spoken.text} for one in told.counts],
        "published_before": [asdict(one) for one in told.before],
    }  # fmt: skip


def _spoken(one: Spoken) -> dict[str, Any]:
    return asdict(one) | {"value": float(one.value)}


def _match(match: Match, lang: Lang) -> dict[str, Any]:
    known = match.known
    names = (
        "indicator",
        "version",
        "location",
        "cohort",
        "level",
        "role",
        "numerator",
        "denominator",
        "value",
        "low",
        "high",
        "claim",
        "as_of",
    )
    return {name: getattr(known, name) for name in names} | {
        "at_least": known.bound == "lower",
        "all_of_it": match.all_of_it,
        "ways": [{"told": hit.spoken.text, "way": hit.way, "reading": hit.reading} for hit in match.hits],
        "sentence": right_sentence(known, lang),
    }


def _rows(con: duckdb.DuckDBPyConnection, query: str) -> list[dict[str, Any]]:
    result = con.execute(query)
    names = [column[0] for column in result.description or ()]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]
