"""Published sentences, claims and definitions → what a factsheet says about its figures: what may be concluded, and on what
it rests. Judges nothing: status and sentences are as published.
"""

from collections.abc import Iterable, Sequence

from dashboards import cells, worth
from dashboards.factsheet.figures import SHOWN
from dashboards.factsheet.shapes import Table, Worth
from dashboards.records.account import Judged, Supplier
from dashboards.records.derived import Value
from dashboards.records.figures import Cell, Claim, Edition, Indicator, Place
from pipelines import words
from pipelines.words import Lang, say

CLAIMS = 5
MAY_NOT = ("sheet.may_not.ranking", "sheet.may_not.cause", "sheet.may_not.add")


def by_itself(sentences: dict[tuple[str, str], str], main: dict[str, Cell]) -> Iterable[str]:
    """What the first figure that can be shown says by itself."""
    for cell in main.values():
        sentence = sentences.get((cell.indicator, cell.role))
        if sentence and not cell.hidden and cell.status in SHOWN:
            yield f"{cell.indicator_label}: {sentence}"
            return


def is_about(one: Judged, place: Place, role: str) -> bool:
    """True when a comparison is about this place or a location in it."""
    return one.role == role and place.location in ("all", one.location, one.site)


def may(judged: Sequence[Judged], main: Sequence[str], place: Place, lang: Lang) -> Iterable[str]:
    """What may be concluded: every demonstrable difference in its own sentence, the rest taken together."""
    judged = [one for one in judged if one.indicator in main]
    if not judged:
        yield say("sheet.may.no_comparison", lang)
        return
    several = place.kind != "location"
    for one in judged:
        if one.status in ("higher", "lower"):
            what = f"{one.label}, {one.indicator_label}" if several else one.indicator_label
            yield f"{what}: {one.sentence}"
    beside = [one for one in judged if one.against == "others"]
    equal = dict.fromkeys(one.indicator_label for one in beside if one.status == "no_difference")
    if equal:
        key = "sheet.may.equal_all" if several else "sheet.may.equal"
        yield say(key, lang, labels=_listed(equal, lang))
    reasons: dict[str, dict[str, None]] = {}
    named = set(equal) | {one.indicator_label for one in beside if one.status in ("higher", "lower")}
    for one in beside:
        if one.status == "not_compared" and one.indicator_label not in named:
            named.add(one.indicator_label)
            reasons.setdefault(one.reason or "", {})[one.indicator_label] = None
    for reason, labels in reasons.items():
        key = f"says.not_compared.{reason}"
        if words.knows(key):
            yield say("sheet.may.not_compared", lang, labels=_listed(labels, lang), why=say(key, lang))
    if not any(one.against == "national" and one.status != "not_compared" for one in judged):
        yield say("sheet.may.national", lang)


def guide(told: Sequence[Cell], edition: Edition, lang: Lang) -> Iterable[str]:
    """What the marks and words mean; only those that occur on this sheet."""
    yield say("sheet.guide.interval", lang)
    if any(cell.bound == "lower" for cell in told):
        yield say("sheet.guide.at_least", lang)
    if any(cells.is_small(cell) and not cell.hidden for cell in told):
        yield say("sheet.guide.small", lang)
    if any(cell.status == "provisional" for cell in told):
        yield say("sheet.guide.provisional", lang)
    if any(cell.hidden for cell in told):
        yield say("sheet.guide.hidden", lang, threshold=edition.threshold)


def _listed(labels: Iterable[str], lang: Lang) -> str:
    """'a, b en c', each with a small letter, as inside a sentence."""
    said = [label[:1].lower() + label[1:] for label in labels]
    return say("sheet.and", lang, first=", ".join(said[:-1]), last=said[-1]) if len(said) > 1 else said[0]


def fresh(suppliers: Sequence[Supplier], place: Place, lang: Lang) -> Iterable[str]:
    """How many are on time; then who is not, of those who deliver in this place."""
    near = [one for one in suppliers if place.kind == "all" or place.site in (one.partner, one.site)]
    on_time = [one for one in near if one.on_time]
    yield say("sheet.fresh_here", lang, part=len(on_time), whole=len(near))
    for one in near:
        if not one.on_time:
            state = say(key if words.knows(key := f"state.{one.state}") else "state.unknown", lang)
            last = words.month(one.last_period or "", lang) or say("cell.none", lang)
            yield say("sheet.fresh_late", lang, name=one.name, state=state, last=last)


def claims(told: Sequence[Claim], place: Place, edition: Edition, lang: Lang) -> Table | None:
    """What was published about this place before, and what the same definition gives now; never of a part of the whole."""
    here = [one for one in told if place.location in (one.location, one.site) and one.verdict != "not_computed"]
    if not here:
        return None
    rows = tuple(
        (one.text, one.computed_text or say("cell.none", lang), say(f"verdict.{one.verdict}", lang))
        for one in here[:CLAIMS]
    )
    head = tuple(say(key, lang) for key in ("column.statement", "column.computed", "column.verdict"))
    note = say("claim.note_demo" if edition.demo else "claim.note", lang)
    return Table(say("claim.title", lang), note, head, rows)


def worth_of(values: Sequence[Value], period: str, name: str, lang: Lang) -> Worth | None:
    """What a site costs and is worth: over the period of the sheet, else the newest that can be shown; None without any."""
    if not values:
        return None
    shown = [value for value in values if value.ratio is not None]
    value = next((value for value in shown if value.cohort == period), shown[0] if shown else values[0])
    title = say("mkba.title", lang, place=f"{name}, {value.cohort_label[:1].lower()}{value.cohort_label[1:]}")
    if value.ratio is None:
        return Worth(title, "", "", worth.why_not(value, lang), "")
    example = say("value.illustrative", lang) if worth.is_example(value) else ""
    big, small = words.number(value.ratio, lang, 2), say("mkba.ratio_axis", lang)
    return Worth(title, big, small, worth.sentence(value, lang), example)


def definitions(cards: Sequence[Indicator], lang: Lang) -> Table:
    """What each figure counts, of whom, and the version of that definition."""
    rows = []
    for card in cards:
        counted = (card.numerator or "").rstrip(".")
        share = card.unit == "fraction" and card.denominator
        of_whom = f" {say('sheet.of_whom', lang, whom=card.denominator or '')}" if share else ""
        rows.append((card.label, f"{counted}.{of_whom}", card.version))
    head = tuple(say(key, lang) for key in ("sheet.column.what", "sheet.column.counts", "definition.version"))
    return Table(say("sheet.definitions", lang), say("sheet.definitions_note", lang), head, tuple(rows))
