"""What a publication found worth a look → sentences, each with its reason.

Does not judge: a difference and a change of level are as tested at publication; being late is as the calendar says.
"""

from dashboards import queries
from dashboards.cells import plain
from dashboards.records.figures import Comparison, Freshness
from dashboards.stored import Database
from pipelines import words
from pipelines.words import Lang, say

NAMED = 8
"""More locations than this are counted instead of named."""


def lines(database: Database, cohort: str, fresh: list[Freshness], lang: Lang) -> list[str]:
    """Demonstrable differences, changes that are more than ordinary, few answers, who is late, and what is provisional."""
    tests = queries.comparisons.differences(database, lang, cohort)
    people = {
        (one.indicator, one.location, one.role): one.sentence
        for one in queries.comparisons.opportunities(database, lang, cohort)
    }
    told = [
        plain(f"{test.indicator_label}, {test.label}: {test.sentence} {people.get(_of(test), '')}")
        for test in tests
        if test.q_passed
    ]
    told += [
        plain(f"{signal.indicator_label}, {signal.label}: {signal.sentence}")
        for signal in queries.over_time.trend_signals(database, lang)
    ]
    told += silent(tests, lang)
    told += [late(supplier, lang) for supplier in fresh if not supplier.on_time]
    if provisional := queries.figures.waiting_places(database, cohort):
        names = ", ".join(provisional)
        if len(provisional) > NAMED:
            names = say("attention.so_many", lang, n=len(provisional))
        told.append(say("attention.provisional", lang, places=plain(names)))
    return told


def _of(test: Comparison) -> tuple[str, str, str]:
    return test.indicator, test.location, test.role


def silent(tests: list[Comparison], lang: Lang) -> list[str]:
    """Per location the figures that are not compared because too few people answered."""
    places: dict[str, dict[str, None]] = {}
    for test in tests:
        if test.reason == "few_answers":
            places.setdefault(test.label, {})[test.indicator_label] = None
    return [
        say("attention.few_answers", lang, place=plain(place), indicators=plain(", ".join(names)))
        for place, names in places.items()
    ]


def late(supplier: Freshness, lang: Lang) -> str:
    """One supplier that is not on time, in a sentence."""
    key = f"freshness.{supplier.state}"
    if not supplier.last_period:
        key = "freshness.never"
    return say(
        key if words.knows(key) else "freshness.late",
        lang,
        name=plain(supplier.name),
        last=words.month(supplier.last_period or "", lang),
        expected=words.month(supplier.expected_period or "", lang),
    )
