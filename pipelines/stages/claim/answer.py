"""Klopt dit cijfer? A sentence and the figures that may be seen → an answer in the reader's language, with the right sentence.

Decides nothing about numbers: `said` reads them, `match` compares them, and `sentences` tells.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal

from pipelines.stages.claim.match import Counts, Known, Match, counts, matches
from pipelines.stages.claim.said import Said, Spoken, read
from pipelines.stages.claim.sentences import about_counts, about_elsewhere, about_gives, about_others, headline
from pipelines.words import Lang, say

Outcome = Literal[
    "agrees",
    "agrees_cut_off",
    "agrees_partly",
    "elsewhere",
    "published_before",
    "not_found",
    "no_number",
    "unknown_place",
]


@dataclass(frozen=True)
class Place:
    """A location, a site, or everything together; what a sentence may be about."""

    location: str
    label: str


@dataclass(frozen=True)
class Before:
    """A sentence that was published before and what became of it; `figures` are the numbers in what was published."""

    text: str
    location: str | None
    published_text: str
    verdict: str
    explanation: str


@dataclass(frozen=True)
class World:
    """Everything that the answer may use: what may be seen, and per cell only that it is hidden; its words are in `lang`."""

    known: tuple[Known, ...]
    hidden: tuple[tuple[str, str, str], ...]
    """Location, cohort and level of each hidden figure; not which numbers."""
    before: tuple[Before, ...]
    places: tuple[Place, ...]
    is_demo: bool = False
    lang: Lang = "nl"


@dataclass(frozen=True)
class Answer:
    """`sentences` is the whole answer, to be read aloud; the rest is what it rests on."""

    text: str
    outcome: Outcome
    location: str | None
    cohort: str | None
    said: tuple[Spoken, ...]
    gives: tuple[Match, ...]
    elsewhere: tuple[Match, ...]
    does_not: tuple[Match, ...]
    counts: tuple[Counts, ...]
    before: tuple[Before, ...]
    sentences: tuple[str, ...]


def answer(text: str, world: World, location: str | None = None, cohort: str | None = None) -> Answer:
    """Judge a sentence or a number. `location` is an id or a name; without it the sentence itself may name one.

    The definitions are tried on what was published before (their own people and period) and on the figures of all school
    years and levels together, or of `cohort`; what only another cell gives is told apart, since many cells hold many numbers.
    """
    lang = world.lang
    said = read(text, lang)
    place = _place(world.places, location) if location else _named(world.places, text)
    if location and place is None:
        return _empty(text, "unknown_place", location, cohort, said, (_unknown_place(world, location),))
    here = [one for one in world.known if place is None or one.location == place.location]
    cohorts = sorted({one.cohort for one in here})
    if cohort and cohort not in cohorts:
        told = say("asked.unknown_cohort", lang, cohort=cohort, known=", ".join(cohorts) or say("asked.none", lang))
        return _empty(text, "unknown_place", place.location if place else None, cohort, said, (told,))
    if not said.figures:
        return _empty(text, "no_number", place.location if place else None, cohort, said, (_no_number(said, lang),))
    first = [one for one in here if _is_first(one, place, cohort)]
    return _judge(said, world, place, cohort, first, [one for one in here if one not in first])


def _judge(
    said: Said, world: World, place: Place | None, cohort: str | None, first: list[Known], rest: list[Known]
) -> Answer:
    tried = matches(said, first)
    gives = tuple(match for match in tried if match.hits)
    # A bare number is found somewhere in nearly every table: elsewhere only what gives the whole sentence counts.
    elsewhere = tuple(match for match in matches(said, rest) if match.all_of_it and not cohort)
    share = any(one.kind in ("percent", "share", "pair") for one in said.figures)
    fits = [match for match in tried if not match.hits and (match.known.is_share or not share)]
    asks = {match.known.claim for match in gives if match.all_of_it} or {match.known.claim for match in gives}
    does_not = tuple(sorted(fits, key=lambda match: (bool(asks) and match.known.claim not in asks, -match.topic)))
    before, lang = _before(said, world, place), world.lang
    own = [one for one in first if one.claim in asks] or [one for one in first if one.claim] or first
    making = tuple(counts(said, own))
    outcome = _outcome(gives, elsewhere, before)
    hidden = sum(
        1 for location, of, level in world.hidden
        if (place is None or location == place.location) and of == (cohort or "all") and level == "all"
    )  # fmt: skip
    told = [
        headline(outcome, said, gives, place.label if place else None, lang),
        *about_gives(gives, lang),
        *about_elsewhere(gives, elsewhere, lang),
        *(f"{one.text} {one.explanation}" for one in before if not gives),
        *about_others(does_not, lang),
        *about_counts(making, lang),
    ]
    if hidden:
        told.append(say("asked.hidden", lang, n=hidden))
    if world.is_demo:
        told.append(say("asked.demo", lang))
    where = place.location if place else None
    return Answer(
        said.text, outcome, where, cohort, said.figures, gives, elsewhere, does_not, making, before, tuple(told)
    )


def _place(places: Sequence[Place], asked: str) -> Place | None:
    """By id or name; a part of a name will do when it is of one place only."""
    wanted = asked.casefold().strip()
    whole = [one for one in places if wanted in (one.location.casefold(), one.label.casefold())]
    part = [one for one in places if wanted and wanted in one.label.casefold()]
    return whole[0] if whole else part[0] if len(part) == 1 else None


def _named(places: Sequence[Place], text: str) -> Place | None:
    """The place that a sentence names; the longest name, since a location may carry the name of its site."""
    named = [one for one in places if one.location != "all" and one.label.casefold() in text.casefold()]
    return max(named, key=lambda one: len(one.label), default=None)


def _unknown_place(world: World, asked: str) -> str:
    places, lang = world.places, world.lang
    names = {name.casefold(): one.location for one in places for name in (one.location, one.label)}
    near = get_close_matches(asked.casefold(), names, n=1, cutoff=0.5)
    meant = say("asked.did_you_mean", lang, name=names[near[0]]) if near else ""
    known = say("asked.places", lang, names=", ".join(one.location for one in places))
    return f"{say('asked.unknown_place', lang, name=asked)} {meant}{known}"


def _no_number(said: Said, lang: Lang) -> str:
    return say("asked.only_aside", lang, aside=", ".join(said.aside)) if said.aside else say("asked.no_number", lang)


def _is_first(known: Known, place: Place | None, cohort: str | None) -> bool:
    if cohort:
        return known.claim is None and known.cohort == cohort and known.level == "all"
    if known.claim:
        return True
    return known.cohort == "all" and known.level == "all" and (place is not None or known.location == "all")


def _before(said: Said, world: World, place: Place | None) -> tuple[Before, ...]:
    """What was published before with the same figure and could not be recomputed, at this place or without a place."""
    spoken = {(one.kind, one.value) for one in said.figures}

    def same(one: Before) -> bool:
        told = {(figure.kind, figure.value) for figure in read(one.published_text).figures}
        here = place is None or one.location in (None, "all", place.location)
        return here and one.verdict not in ("reproduced", "reproduced_truncated") and bool(told & spoken)

    return tuple(one for one in world.before if same(one))


def _outcome(gives: Sequence[Match], elsewhere: Sequence[Match], before: Sequence[Before]) -> Outcome:
    whole = [match for match in gives if match.all_of_it]
    if whole:
        cut_off = all(any(hit.way == "truncated" for hit in match.hits) for match in whole)
        return "agrees_cut_off" if cut_off else "agrees"
    if gives:
        return "agrees_partly"
    if before:
        return "published_before"
    return "elsewhere" if elsewhere else "not_found"


def _empty(
    text: str, outcome: Outcome, location: str | None, cohort: str | None, said: Said, told: tuple[str, ...]
) -> Answer:
    return Answer(text, outcome, location, cohort, said.figures, (), (), (), (), (), told)
