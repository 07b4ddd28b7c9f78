"""A publication's tables → what "Klopt dit cijfer?" may know of them, in one language.

Opens nothing: whoever has the publication open asks its questions. Numbers of hidden figures are not read; they are not in a
publication at all.
"""

from collections.abc import Callable
from typing import Any

from pipelines.stages.claim.answer import Before, Place, World
from pipelines.stages.claim.match import Known
from pipelines.words import Lang

Ask = Callable[[str], list[dict[str, Any]]]
"""A query on a publication, whose tables are in its own schema → its rows."""
WORDS = (
    "i.label_{lang} as label, i.kind, i.unit, i.bound, i.numerator_{lang} as numerator_words,"
    " i.denominator_{lang} as denominator_words, i.question_{lang} as question"
)
FIGURES = f"""
    select f.indicator, {WORDS}, f.definition_version as version, f.location, l.label as place, f.cohort,
        c.label_{{lang}} as cohort_label, f.level, v.label_{{lang}} as level_label, f.role, f.numerator, f.denominator,
        f.not_evaluable, f.value, f.low, f.high, f.status = 'provisional' as is_provisional
    from figure as f
    inner join indicator as i using (indicator)
    inner join location as l on l.location = f.location
    inner join cohort as c using (cohort)
    inner join level as v using (level)
    where not f.hidden and f.value is not null
    order by i.position, l.position, c.position, v.position, f.role
"""
CLAIMS = f"""
    select k.indicator, {WORDS}, i.version, k.location, l.label as place, 'claim' as cohort, '' as cohort_label, 'all' as level,
        '' as level_label, 'all' as role, k.numerator, k.denominator, k.not_evaluable, k.value, k.low, k.high,
        k.claim, k.text as told, k.as_of
    from claim as k
    inner join indicator as i using (indicator)
    inner join location as l on l.location = k.location
    where k.value is not null and k.verdict in ('reproduced', 'reproduced_truncated')
    order by k.as_of, i.position
"""
BEFORE = """
    select text, location, coalesce(published_text, text) as published_text, verdict, explanation_{lang} as explanation
    from claim
"""


def world(ask: Ask, lang: Lang = "nl") -> World:
    """Everything that may be said from one publication; `ask` runs a query on it."""
    known = [Known(**row) for query in (CLAIMS, FIGURES) for row in ask(query.format(lang=lang))]
    hidden = ask("select location, cohort, level from figure where hidden")
    return World(
        tuple(known),
        tuple((str(row["location"]), str(row["cohort"]), str(row["level"])) for row in hidden),
        tuple(Before(**row) for row in ask(BEFORE.format(lang=lang))),
        tuple(Place(**row) for row in ask("select location, label from location order by position")),
        bool(ask("select demo from publication")[0]["demo"]),
        lang,
    )
