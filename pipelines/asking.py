"""A publication → what "Klopt dit cijfer?" may know of it: shown figures, earlier sentences, places, and how many are hidden.

Judges nothing (see `stages.claim`). Numbers of hidden figures are not read: they are not in a publication at all.
"""

from dataclasses import asdict
from pathlib import Path
from typing import Any

import duckdb

from pipelines.stages.claim.answer import Answer, Before, Place, World, right_sentence
from pipelines.stages.claim.match import Known, Match
from pipelines.stages.claim.said import Spoken

WORDS = (
    "i.label_nl as label, i.kind, i.unit, i.bound, i.numerator_nl as numerator_words, i.denominator_nl as denominator_words, "
    "i.question_nl as question"
)
FIGURES = f"""
    select f.indicator, {WORDS}, f.definition_version as version, f.location, l.label as place, f.cohort, c.label_nl as cohort_label,
        f.level, v.label_nl as level_label, f.role, f.numerator, f.denominator, f.not_evaluable, f.value, f.low, f.high,
        f.status = 'provisional' as is_provisional
    from published.figure as f
    inner join published.indicator as i using (indicator)
    inner join published.location as l on l.location = f.location
    inner join published.cohort as c using (cohort)
    inner join published.level as v using (level)
    where not f.hidden and f.value is not null
    order by i.position, l.position, c.position, v.position, f.role
"""
CLAIMS = f"""
    select k.indicator, {WORDS}, i.version, k.location, l.label as place, 'claim' as cohort, '' as cohort_label, 'all' as level,
        '' as level_label, 'all' as role, k.numerator, k.denominator, k.not_evaluable, k.value, k.low, k.high,
        k.claim, k.text as told, k.as_of
    from published.claim as k
    inner join published.indicator as i using (indicator)
    inner join published.location as l on l.location = k.location
    where k.value is not null and k.verdict in ('reproduced', 'reproduced_truncated')
    order by k.as_of, i.position
"""


def world(publication: Path) -> World:
    """Everything that may be said from one publication; opened read-only."""
    with duckdb.connect() as con:
        con.execute("attach $1 as published (read_only)", [str(publication)])
        known = [Known(**row) for query in (CLAIMS, FIGURES) for row in _rows(con, query)]
        hidden = con.execute("select location, cohort, level from published.figure where hidden").fetchall()
        before = _rows(
            con,
            "select text, location, coalesce(published_text, text) as published_text, verdict, explanation_nl as explanation "
            "from published.claim",
        )
        places = _rows(con, "select location, label from published.location order by position")
        demo = con.execute("select demo from published.publication").fetchall()
    return World(
        tuple(known),
        tuple((str(location), str(cohort), str(level)) for location, cohort, level in hidden),
        tuple(Before(**row) for row in before),
        tuple(Place(**row) for row in places),
        bool(demo[0][0]),
    )


def plain(told: Answer) -> dict[str, Any]:
    """An answer as one JSON document: values as numbers, figures with their definition and their right sentence."""
    return {
        "text": told.text, "outcome": told.outcome, "location": told.location, "cohort": told.cohort,
        "sentences": list(told.sentences),
        "said": [_spoken(one) for one in told.said],
        "gives": [_match(match) for match in told.gives],
        "elsewhere": [_match(match) for match in told.elsewhere],
        "does_not": [_match(match) for match in told.does_not],
        "counts": [asdict(one) | {"spoken": one.spoken.text} for one in told.counts],
        "published_before": [asdict(one) for one in told.before],
    }  # fmt: skip


def _spoken(one: Spoken) -> dict[str, Any]:
    return asdict(one) | {"value": float(one.value)}


def _match(match: Match) -> dict[str, Any]:
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
        "sentence": right_sentence(known),
    }


def _rows(con: duckdb.DuckDBPyConnection, query: str) -> list[dict[str, Any]]:
    result = con.execute(query)
    names = [column[0] for column in result.description or ()]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]
