"""What was found of a figure that was said → the sentences of the answer, in the reader's language.

Decides nothing: which figure agrees is `match`, what that makes of the whole sentence is `answer`.
"""

from collections.abc import Sequence
from typing import Literal

from pipelines import words
from pipelines.stages.claim.match import Counts, Known, Match
from pipelines.stages.claim.said import Said
from pipelines.words import Lang, say

FEW = 5


def right_sentence(known: Known, lang: Lang = "nl") -> str:
    """One published figure in full: who, where, when, numerator, denominator, interval and definition version."""
    when = say("asked.as_of", lang, day=known.as_of) if known.as_of else known.cohort_label.lower()
    about = ", ".join(part for part in (known.place, when, known.level_label if known.level != "all" else "") if part)
    return say(
        "asked.sentence", lang, label=known.label, about=about, figure=_figure(known, lang), interval=_interval(known, lang),
        version=known.version, indicator=known.indicator,
        provisional=say("asked.provisional", lang) if known.is_provisional else "",
    )  # fmt: skip


def _figure(known: Known, lang: Lang) -> str:
    value = known.value or 0.0
    if known.kind == "rate" and known.numerator is not None and known.denominator is not None:
        told = words.count_of(known.numerator, known.denominator, lang)
        if known.denominator >= words.FEW_PEOPLE:
            told = f"{told}, {words.percent(value, lang)}"
        return say("at_least", lang, what=told) if known.bound == "lower" else told
    if known.kind == "survival":
        return say("cell.survival", lang, percent=words.percent(value, lang), n=known.denominator or 0)
    return words.quantity(value, known.unit, lang)


def _interval(known: Known, lang: Lang) -> str:
    if known.low is None or known.high is None:
        return ""
    written = words.percent if known.is_share else words.amount
    return say("asked.interval", lang, low=written(known.low, lang), high=written(known.high, lang))


def headline(outcome: str, said: Said, gives: Sequence[Match], place: str | None, lang: Lang) -> str:
    """The first sentence: whether it agrees, and with what."""
    told = _joined("and", lang, *(f"“{one.text}”" for one in said.figures))
    labels = dict.fromkeys(match.known.label for match in gives if match.all_of_it)
    head = say(
        f"asked.{outcome}",
        lang,
        told=told,
        labels=_joined("or", lang, *(f"“{label}”" for label in labels)),
        place=place or say("asked.partnership", lang),
    )
    return head if len(said.figures) == 1 else f"{say('asked.several', lang, n=len(said.figures), told=told)} {head}"


def about_gives(gives: Sequence[Match], lang: Lang) -> list[str]:
    """The right sentence of everything that gives it, in which way, and what is counted there."""
    shown = [match for match in gives if match.all_of_it] or list(gives)
    told = [f"{right_sentence(match.known, lang)} {_ways(match, lang)}" for match in shown[:FEW]]
    words_of = dict.fromkeys(
        (m.known.label, m.known.numerator_words, m.known.denominator_words) for m in shown[:FEW] if m.known.is_share
    )
    told += [say("asked.words", lang, label=label, numerator=top, denominator=base) for label, top, base in words_of]
    return [*told, say("asked.more", lang, n=len(shown) - FEW)] if len(shown) > FEW else told


def _ways(match: Match, lang: Lang) -> str:
    told = []
    for hit in match.hits:
        exact = "" if match.known.value is None else words.percent(match.known.value, lang, hit.spoken.decimals)
        key = f"asked.way.{hit.reading}" if hit.reading != "value" else f"asked.way.{hit.way}"
        told.append(
            say(
                key,
                lang,
                told=hit.spoken.text,
                rounded=exact if match.known.is_share else words.number(match.known.value or 0, lang),
            )
        )
    return " ".join(told)


def about_elsewhere(gives: Sequence[Match], elsewhere: Sequence[Match], lang: Lang) -> list[str]:
    """What smaller groups give it, and why that may be chance."""
    if not elsewhere:
        return []
    if any(match.all_of_it for match in gives):
        return [say("asked.also_elsewhere", lang, n=len(elsewhere))]
    return [
        say("asked.only_elsewhere", lang, n=len(elsewhere)),
        *(right_sentence(match.known, lang) for match in elsewhere[:FEW]),
    ]


def about_others(does_not: Sequence[Match], lang: Lang) -> list[str]:
    """What the other definitions give instead."""
    told = dict.fromkeys(
        f"{match.known.label}: {_figure(match.known, lang)}{_of(match.known, lang)}" for match in does_not
    )
    return [say("asked.not_from", lang, others="; ".join(list(told)[:FEW]))] if told else []


def _of(known: Known, lang: Lang) -> str:
    return f" ({known.place}, {say('asked.as_of', lang, day=known.as_of)})" if known.as_of else f" ({known.place})"


def about_counts(making: Sequence[Counts], lang: Lang) -> list[str]:
    """Which numbers of people would make the percentage, per published base."""
    told = []
    for one in making[:FEW]:
        rounded, cut = _listed(one.rounded, lang), _listed(one.truncated, lang)
        if rounded and cut:
            told.append(say("asked.counts_both", lang, base=one.base, rounded=rounded, cut=cut))
        elif rounded or cut:
            told.append(
                say("asked.counts" if rounded else "asked.counts_cut", lang, base=one.base, rounded=rounded or cut)
            )
        else:
            told.append(say("asked.counts_none", lang, base=one.base))
    return [say("asked.counts_intro", lang, told=making[0].spoken.text, counts="; ".join(told))] if told else []


def _listed(numbers: Sequence[int], lang: Lang) -> str:
    if len(numbers) > 2:
        return say("asked.from_to", lang, first=numbers[0], last=numbers[-1])
    return _joined("or", lang, *(words.number(number, lang) for number in numbers))


def _joined(word: Literal["and", "or"], lang: Lang, *parts: str) -> str:
    return f" {say(f'asked.{word}', lang)} ".join(parts)
