"""Published numbers and stored statuses → the sentences that say what may be concluded, in Dutch and English.

Computes and judges nothing: a sentence follows from a status or an interval, never from bars that overlap or not. Below
30 people it speaks in counts; of what is hidden it says no number.
"""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from math import floor

import pandas as pd

from pipelines.metrics import Metric
from pipelines.words import FEW_PEOPLE, LANGUAGES, Lang, amount, count_of, number, percent, quantity, rate, say

CONCLUSION = ["indicator", "location", "cohort", "level", "role", "sentence_nl", "sentence_en"]
ENOUGH_RESPONSE = 0.8


@dataclass(frozen=True)
class Compared:
    """One tested difference: its status (higher, lower, no_difference), both sides, and the size with its interval."""

    against: str
    status: str
    is_strict: bool
    """Passes q = .002 as well."""
    own: tuple[int, int]
    other: tuple[int, int] | float
    """Counts of the other locations, or the national share."""
    difference: float
    low: float
    high: float


def both(write: Callable[[Lang], str]) -> dict[str, str]:
    """The columns `sentence_nl` and `sentence_en` of a sentence that can be written in either language."""
    return {f"sentence_{lang}": write(lang) for lang in LANGUAGES}


def conclude(figures: pd.DataFrame, metrics: tuple[Metric, ...]) -> pd.DataFrame:
    """For every figure what it says by itself; columns as in `CONCLUSION`. `figures` as `disclose` gives them."""
    known = {metric.indicator: metric for metric in metrics}
    cells = figures.astype(object).where(figures.notna(), None).to_dict("records")
    rows = [
        {**{name: cell[name] for name in CONCLUSION[:5]}, **both(_about(cell, known[str(cell["indicator"])]))}
        for cell in cells
    ]
    return pd.DataFrame(rows, columns=CONCLUSION)


def difference(found: Compared) -> dict[str, str]:
    """What a tested difference says: which way, how much, and never why."""

    def write(lang: Lang) -> str:
        against = say(f"says.against.{found.against}", lang)
        small = is_small(found)
        if found.status == "no_difference":
            if small:
                return say("says.none_few", lang, sides=sides(found, lang), against=against)
            return say("says.none", lang, against=against)
        size = sides(found, lang) if small else points(found, lang)
        text = say("says.differs", lang, way=say(f"says.{found.status}", lang), against=against, size=size)
        strict = [say("says.strict", lang)] if found.is_strict else []
        return " ".join([text, *strict, say("says.no_cause", lang)])

    return both(write)


def not_compared(against: str, reason: str) -> dict[str, str]:
    """Why there is no test."""
    return both(
        lambda lang: say(
            "says.not_compared",
            lang,
            against=say(f"says.against.{against}", lang),
            why=say(f"says.not_compared.{reason}", lang),
        )
    )


def is_small(found: Compared) -> bool:
    """True when either side has fewer people than a percentage can bear."""
    totals = [found.own[1]] if isinstance(found.other, float) else [found.own[1], found.other[1]]
    return min(totals) < FEW_PEOPLE


def sides(found: Compared, lang: Lang) -> str:
    """'8 van de 13 tegen 70 van de 130', or against a national share."""
    other = percent(found.other, lang) if isinstance(found.other, float) else count_of(*found.other, lang)
    return say("says.sides", lang, own=count_of(*found.own, lang), other=other)


def points(found: Compared, lang: Lang) -> str:
    """'29 procentpunt (tussen 19,5 en 37,2)'; where the interval holds 0 the size cannot be told."""
    size = number(abs(found.difference) * 100, lang)
    if found.low <= 0 <= found.high:
        return say("says.points_unsure", lang, size=size)
    near, far = sorted((abs(found.low), abs(found.high)))
    return say("says.points", lang, size=size, near=number(near * 100, lang), far=number(far * 100, lang))


def share_range(low: float, high: float, lang: Lang) -> str:
    """'77 tot 89 %'."""
    return say("range", lang, low=number(round(low * 100, 10), lang, 0), high=percent(high, lang, 0))


def _about(cell: Mapping[Hashable, object], metric: Metric) -> Callable[[Lang], str]:
    def write(lang: Lang) -> str:
        if cell["status"] == "hidden":
            return say("says.hidden", lang)
        if cell["status"] == "not_evaluable" or cell["value"] is None:
            return say("says.nobody_yet" if cell["not_evaluable"] else "says.nobody", lang)
        told = [_figure(cell, metric, lang)]
        if cell["status"] == "provisional":
            waiting = _float(cell["not_evaluable"])
            key = "says.provisional" if waiting and metric.unit == "fraction" else "says.provisional_any"
            told.append(say(key, lang, n=waiting or 0))
        response = _float(cell["response"])
        if response is not None and response < ENOUGH_RESPONSE:
            # Rounded down: "80 %" would be enough.
            told.append(say("says.few_answers", lang, share=percent(floor(response * 100 + 1e-9) / 100, lang, 0)))
        return " ".join(told)

    return write


def _figure(cell: Mapping[Hashable, object], metric: Metric, lang: Lang) -> str:
    value = float(str(cell["value"]))
    part, whole = _float(cell["numerator"]) or 0, _float(cell["denominator"]) or 0
    if metric.kind not in ("rate", "survival"):
        text = percent(value, lang, 0) if metric.unit == "fraction" else quantity(value, metric.unit, lang)
        return " ".join([f"{text}.", *_amount_margin(cell, metric, lang)])
    if whole < FEW_PEOPLE:
        if metric.kind == "survival":
            return say("says.few_followed", lang, n=whole)
        counts = rate(value, part, whole, lang, at_least=metric.bound == "lower")
        return say("says.few_units" if metric.clustered else "says.few", lang, counts=_capital(counts))
    if metric.kind == "survival":
        text = say("says.estimate", lang, percent=percent(value, lang, 0), n=whole)
    else:
        text = _capital(rate(value, part, whole, lang, at_least=metric.bound == "lower")) + "."
    low, high, unknown = _float(cell["low"]), _float(cell["high"]), _float(cell["unknown"])
    if low is None or high is None:
        return f"{text} {say('says.no_interval', lang)}"
    span = share_range(low, high, lang)
    if metric.bound != "lower" or not unknown:
        return f"{text} {say('says.interval', lang, range=span)}"
    # What nobody answered and what chance does are two things: in one sentence they read as "at least 52, possibly 42".
    most = percent((part + unknown) / whole, lang, 0)
    chance = say("says.chance", lang, percent=percent(value, lang, 0), range=span)
    return f"{text} {say('says.unknown', lang, n=unknown, most=most)} {chance}"


def _amount_margin(cell: Mapping[Hashable, object], metric: Metric, lang: Lang) -> list[str]:
    low, high = _float(cell["low"]), _float(cell["high"])
    if low is None or high is None:
        return []
    if metric.unit == "fraction":
        return [say("says.margin", lang, range=share_range(low, high, lang))]
    return [say("says.margin", lang, range=say("range", lang, low=amount(low, lang), high=amount(high, lang)))]


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]


def _float(value: object) -> float | None:
    return None if value is None else float(str(value))
