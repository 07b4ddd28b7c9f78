"""A column of the file × a column of a contract that nothing was found for → how much the one looks like the other.

For questions only: nothing is proposed because it looks alike.
"""

import re
from collections.abc import Iterable

from pipelines.contracts import Column, Contract
from pipelines.onboarding.fits import FEW, fit_of
from pipelines.onboarding.leftovers import NUMBERED, in_order
from pipelines.onboarding.parts import counted_part
from pipelines.onboarding.plans import Context, Looked, Planned, is_placeholder
from pipelines.onboarding.shapes import Profile
from pipelines.onboarding.values import code_words, is_no_name

ENOUGH, BY_WORDS, BY_HEADER = 0.3, 0.3, 0.45
MOST_WORDS, MOST_NAMED, MOST_GIVEN, MOST_SHOWN = 25, 6, 3, 5
ONE_OF = "expect_column_values_to_be_in_set"
REMARKS = re.compile(r"opm|bijzonder|notitie|toelicht|comment|remark|memo|aanteken", re.IGNORECASE)
SHAPES = {"date": 0.5, "iso_week": 0.5, "money": 0.5, "decimal": 0.4, "int": 0.35}


def likeness(contract: Contract, column: Column, seen: Profile, context: Context) -> float:
    """0 for what cannot be, 1 for what says so itself."""
    meaning = context.lexicon.means(seen.header, contract, column).score
    if column.type != "text" and REMARKS.search(seen.header):
        return 0.0
    is_list = seen.is_wordlist and len(seen.told) <= MOST_WORDS and not seen.dates and not seen.numbers > 0.5
    if column.vocabulary:
        coded = code_words(seen, column.vocabulary, context.lexicon, context.constants.get(column.vocabulary))
        content = coded.share if seen.is_wordlist and not seen.dates > 0.5 else 0.0
        return max(
            content, meaning if meaning >= BY_HEADER and is_list else 0.0, 0.1 if is_list and column.required else 0.0
        )
    if column.type == "int" and is_list and column.required and one_of_few(contract, column):
        return max(0.1, meaning)
    if column.type == "bool":
        return max(seen.yes_or_no * 0.8, meaning if meaning >= BY_HEADER and seen.is_wordlist else 0.0)
    if column.type in SHAPES:
        part = counted_part(seen) if column.type in ("int", "decimal") and not seen.numbers > 0.5 else None
        fit, _ = fit_of(contract, column, part.seen if part else seen, None)
        return SHAPES[column.type] * fit + 0.5 * meaning if fit >= 0.8 else 0.0
    if column.type == "id":
        return 0.4 + 0.5 * meaning if seen.share(NUMBERED) > 0.8 and not seen.dates else 0.0
    return meaning if meaning >= BY_HEADER and not seen.dates > 0.5 else 0.0


def could_be(contract: Contract, column: Column, seen: Iterable[Profile], context: Context) -> list[Profile]:
    """The columns of a file that this contract column might be read from, the likeliest first."""
    usable = [p for p in seen if p.filled >= FEW and not p.citizen_numbers]
    scored = [(round(likeness(contract, column, p, context), 1), p) for p in usable]
    least = BY_WORDS / 3 if column.required else ENOUGH
    return [p for score, p in sorted(scored, key=lambda item: -item[0]) if score >= least][:MOST_NAMED]


def one_of_few(contract: Contract, column: Column) -> set[int]:
    """The few numbers that a column may be, as the months of a call round; empty when it may be any."""
    rules = (
        rule for rule in contract.rules if rule.expectation == ONE_OF and rule.arguments.get("column") == column.name
    )
    return {value for rule in rules for value in rule.arguments.get("value_set", ())}


def could_give(seen: Profile, item: Looked, context: Context) -> list[tuple[Planned, Column]]:
    """The contract columns, not yet found, that a column of the file might be, the likeliest first."""
    ranked = []
    for number, fill in enumerate(item.fills):
        contract = context.registry.contracts[fill.dataset]
        for place, column in enumerate(contract.columns):
            if column.derived or column.identifying or not is_open(item, fill.dataset, column):
                continue
            score = round(likeness(contract, column, seen, context), 1)
            if score < ENOUGH:
                continue
            strange, away = False, 0
            if (
                column.type == "date"
            ):  # the order of days ranks and does not forbid: somebody who stops ends before the plan
                strange = not in_order(seen, column, fill, contract, item.columns)
                away = abs(_rank(seen, item) - _open_dates(item, contract).index(column.name))
            ranked.append((-score, strange, away, number, place, fill, column))
    return [(fill, column) for *_, fill, column in sorted(ranked, key=lambda one: one[:5])][:MOST_GIVEN]


def _rank(seen: Profile, item: Looked) -> int:
    """The how many-th column of dates this is of those that nothing is read from: lists tend to follow time."""
    used = {header for fill in item.fills for header in fill.headers}
    left = [p.header for p in item.columns.base if p.dates > 0.8 and p.header not in used]
    return left.index(seen.header) if seen.header in left else 0


def _open_dates(item: Looked, contract: Contract) -> list[str]:
    wanted = [c for c in contract.columns if c.type == "date" and not (c.derived or c.identifying)]
    return [c.name for c in wanted if is_open(item, contract.id, c)]


def is_open(item: Looked, dataset: str, column: Column) -> bool:
    """True for a column of a dataset that no table column is read for yet."""
    specs = [fill.columns.get(column.name) for fill in item.fills if fill.dataset == dataset]
    return all(spec is None or is_placeholder(spec) for spec in specs)


def described(seen: Profile) -> str:
    """What stands in a column, in words that may be shown; of remarks none, however often they come back."""
    if seen.dates > 0.8:
        return "datums"
    if REMARKS.search(seen.header):
        return "tekst"
    if seen.is_wordlist and not seen.numbers > 0.8:
        often = [word for word, _ in seen.told.most_common() if is_no_name(word, seen)]
        more = len(seen.told) - len(often[:MOST_SHOWN])
        listed = ", ".join(f"'{word}'" for word in often[:MOST_SHOWN])
        return (listed + (f" en nog {more}" if more else "")) if listed else f"{len(seen.told)} verschillende woorden"
    if seen.numbers > 0.8:
        return "getallen"
    return "nummers" if seen.share(NUMBERED) > 0.8 else "tekst"
