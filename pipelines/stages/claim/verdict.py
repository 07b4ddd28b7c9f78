"""What was published before, beside what the same selection gives now → a verdict per claim.

Reads no files and measures nothing; claims come from `pipelines.claims`, numbers from `measure`. A computed count
is shown only where it agrees with the published text: one that differs would be new information about people.
"""

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any, Literal, TypeAlias

import pandas as pd

from pipelines.claims import Claim, Published, Statement
from pipelines.words import Lang, number, percent, say

Row: TypeAlias = "pd.Series[Any]"
Found: TypeAlias = "pd.Series[Any] | None"
Verdict = Literal["reproduced", "reproduced_truncated", "not_reproduced", "not_evaluable", "not_computed"]

CLAIM = [
    "claim",
    "indicator",
    "location",
    "role",
    "text",
    "source",
    "as_of",
    "started_from",
    "started_until",
    "cohort",
    "numerator",
    "denominator",
    "not_evaluable",
    "value",
    "low",
    "high",
    "published_text",
    "computed_text",
    "verdict",
    "explanation_nl",
    "explanation_en",
]
SHOWN = ["numerator", "denominator", "not_evaluable", "value", "low", "high"]
AGREES: tuple[Verdict, ...] = ("reproduced", "reproduced_truncated")
BECAUSE = {
    "no_base": (
        "Niet na te rekenen: er is geen aantal en geen periode bij gepubliceerd.",
        "Cannot be recomputed: it was published without a number of people and without a period.",
    ),
    "no_figure": (
        "Niet na te rekenen: er staat geen getal bij.",
        "Cannot be recomputed: there is no figure in it.",
    ),
    "no_dataset": (
        "Niet berekend: deze locatie levert de gegevens hiervoor niet aan.",
        "Not computed: this site does not deliver the data for it.",
    ),
}


def check(claims: tuple[Claim, ...], measured: pd.DataFrame, demo: bool) -> pd.DataFrame:
    """One row per claim and statement, columns as in `CLAIM`; `measured` as `measure.measure` gives it.

    `demo`: the data are made up, so every explanation begins by saying that the claim was rebuilt with them.
    """
    rows = [
        _row(claim, statement, _found(measured, claim, statement), demo)
        for claim in claims
        for statement in claim.statements
    ]
    return pd.DataFrame(rows, columns=CLAIM)


def verdict(published: Published, value: Fraction | None, numerator: int | None, denominator: int | None) -> Verdict:
    """Does a computed value say what was published? Tries rounding first, then cutting off, and names which.

    `value` is a fraction for percentages, else in the unit of the text. Published counts must agree exactly.
    """
    if value is None:
        return "not_evaluable"
    if published.numerator is not None and published.numerator != numerator:
        return "not_reproduced"
    if published.denominator is not None and published.denominator != denominator:
        return "not_reproduced"
    if published.value is None:
        return "reproduced"
    shown = value * 100 if published.unit == "percent" else value
    if published.at_least:
        return "reproduced" if shown >= Fraction(str(published.value)) else "not_reproduced"
    target = Decimal(str(published.value))
    if _written(shown, published.decimals, ROUND_HALF_UP) == target:
        return "reproduced"
    return "reproduced_truncated" if _written(shown, published.decimals, ROUND_DOWN) == target else "not_reproduced"


def _written(value: Fraction, decimals: int, way: str) -> Decimal:
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return exact.quantize(Decimal(1).scaleb(-decimals), rounding=way)


def _found(measured: pd.DataFrame, claim: Claim, statement: Statement) -> Found:
    rows = measured[
        (measured["ask"] == claim.claim)
        & (measured["indicator"] == statement.indicator)
        & (measured["role"] == statement.role)
    ]
    return None if rows.empty else rows.iloc[0]


def _row(claim: Claim, statement: Statement, found: Found, demo: bool) -> dict[str, object]:
    published = statement.published
    outcome: Verdict
    if statement.cannot:
        outcome = "not_computed" if statement.cannot == "no_dataset" else "not_reproduced"
    elif found is None:
        outcome = "not_computed"
    else:
        outcome = verdict(published, _exact(found), _whole(found["numerator"]), _whole(found["denominator"]))
    may_show = outcome in AGREES or (outcome == "not_evaluable" and _says_who_is_left(published, found))
    shown = {name: _shown(found[name]) if found is not None and may_show else None for name in SHOWN}
    # A ratio of published figures tells nobody anything new: it stands beside the claim whatever the verdict.
    tells = found is not None and (outcome in AGREES or found["kind"] == "value")
    computed = _computed_text(found) if found is not None and tells else None
    words = {
        lang: " ".join(
            part for part in (say("claim.rebuilt", lang) if demo else "", _why(statement, outcome, found, lang)) if part
        )
        for lang in ("nl", "en")
    }
    return {
        "claim": claim.claim,
        "indicator": statement.indicator,
        "location": claim.location,
        "role": statement.role,
        "text": statement.text,
        "source": claim.source,
        "as_of": claim.as_of,
        "started_from": claim.started_from,
        "started_until": claim.started_until,
        # a ratio stands beside that of a published period; everything else is counted on the claim's own people
        "cohort": found["cohort"] if found is not None and found["kind"] == "value" else None,
        **shown,
        "published_text": published.text,
        "computed_text": computed,
        "verdict": outcome,
        "explanation_nl": words["nl"],
        "explanation_en": words["en"],
    }


def _exact(found: Row) -> Fraction | None:
    """The value without floating point, so that rounding and cutting off are decided on the real number."""
    value = _shown(found["value"])
    if value is None:
        return None
    if found["kind"] in ("rate", "per_week") and found["denominator"] > 0:
        return Fraction(int(found["numerator"]), int(found["denominator"]))
    return Fraction(Decimal(repr(value)))


def _shown(figure: float) -> float | None:
    return None if pd.isna(figure) else float(figure)


def _whole(count: float) -> int | None:
    return None if pd.isna(count) else round(count)


def _says_who_is_left(published: Published, found: Found) -> bool:
    return found is not None and published.denominator is not None and found["not_evaluable"] == published.denominator


def _computed_text(found: Row) -> str:
    if found["kind"] == "value":
        return str(found["computed"])
    if found["kind"] == "rate":
        counts = f"{number(found['numerator'])} van {number(found['denominator'])}"
        at_least = "ten minste " if found["bound"] == "lower" else ""
        return f"{at_least}{percent(found['value'])} ({counts})"
    return number(found["value"])


def _why(statement: Statement, outcome: Verdict, found: Found, lang: Lang) -> str:
    index = 0 if lang == "nl" else 1
    parts = [BECAUSE[statement.cannot][index]] if statement.cannot else [_sentence(statement, outcome, found)[index]]
    if statement.note:
        parts.append(statement.note.nl if lang == "nl" else statement.note.en)
    return " ".join(parts)


def _sentence(statement: Statement, outcome: Verdict, found: Found) -> tuple[str, str]:
    if outcome == "reproduced":
        return "De berekening komt op hetzelfde uit.", "The computation agrees."
    if outcome == "reproduced_truncated" and found is not None:
        rounded = {lang: percent(found["value"], lang, statement.published.decimals) for lang in ("nl", "en")}
        return (
            f"De berekening komt op hetzelfde uit als er wordt afgekapt; afgerond is het {rounded['nl']}.",
            f"The computation agrees when cut off; rounded it is {rounded['en']}.",
        )
    if outcome == "not_evaluable":
        return (
            "Op die datum was dit nog niet te beoordelen: de termijn was voor niemand voorbij.",
            "On that date this could not be judged yet: the time had passed for nobody.",
        )
    if outcome == "not_computed":
        return "Hiervoor is nog niets aangeleverd.", "Nothing has been delivered for this yet."
    if found is not None and found["kind"] == "value":
        return (
            "De berekening komt op iets anders uit. Met welke aannames er toen gerekend is, is niet bekend.",
            "The computation gives something else. Which assumptions were used at the time is not known.",
        )
    return (
        "De berekening komt op iets anders uit. Dat andere getal blijft hier weg, omdat het iets over mensen verraadt.",
        "The computation gives something else. That other number is left out here, since it tells about people.",
    )
