"""What is known around a column that no header gives → the cells, words or titles that it follows from.

Decides nothing: `lacking` asks these one by one and turns the first answer into a question.
"""

import re
from dataclasses import replace
from typing import Any

from pipelines.contracts import Column, Contract
from pipelines.onboarding.columns import CONSTANT, OF_THE_SCHOOL, Match
from pipelines.onboarding.keys import stand_once
from pipelines.onboarding.patterns import GROUP_PLACE, group_pattern
from pipelines.onboarding.plans import Columns, Context, Planned
from pipelines.onboarding.shapes import Profile, profile
from pipelines.onboarding.tables import FoundTable
from pipelines.onboarding.values import code_words


def beside(column: Column, fill: Planned, contract: Contract, table: FoundTable) -> dict[str, Any] | None:
    """A column that tells a person's records apart, such as the programme; `1` when there is none and nobody stands twice."""
    others = [
        fill.columns[name].get("from", "") for name in contract.key if name != column.name and name in fill.columns
    ]
    places = [table.columns.index(header) for header in others if header in table.columns]
    if column.type not in ("id", "text") or not places or len(places) < len(contract.key) - 1:
        return None
    rows = list(dict.fromkeys(cells for _, cells in table.data))
    usable = [
        match
        for match in fill.matches.values()
        if match.column.type == "text" and not match.column.identifying and match.header not in others
    ]
    for match in usable:
        if match.header in table.columns and stand_once(rows, [*places, table.columns.index(match.header)]):
            return {"from": match.header}
    return {"constant": "1"} if stand_once(rows, places) else None


def place_in_number(columns: Columns, context: Context) -> dict[str, Any] | None:
    """Numbers such as `HH1-0012` may begin with the place where they were given out."""
    for seen in columns.base:
        starts = {match[1] for word in seen.told if (match := re.match(r"([A-Za-z]+\d?)-\d", word))}
        whole = sum(n for word, n in seen.told.items() if re.match(r"[A-Za-z]+\d?-\d", word))
        if not 2 <= len(starts) <= 12 or whole < 0.95 * seen.filled:
            continue
        coded = code_words(
            profile("", 0, ((0, start) for start in starts)), "location", context.lexicon, context.places
        )
        if not coded.unknown:
            return {"from": seen.header, "matches": r"^([A-Za-z]+\d?)-", "values": coded.all_mapped}
    return None


def places_in(groups: tuple[str, ...], others: tuple[str, ...], context: Context) -> dict[str, str]:
    """The words for the partner's places that the pattern of the group rows finds in them, with their codes."""
    pattern = group_pattern(groups, tuple(context.places), others) or ""
    if GROUP_PLACE not in re.compile(pattern).groupindex:
        return {}
    known = {word.lower(): code for word, code in context.places.items()}
    told = [match[GROUP_PLACE] for text in groups if (match := re.search(pattern, text))]
    return {word: known[word.lower()] for word in dict.fromkeys(told) if word.lower() in known}


def place_around(table: FoundTable, context: Context) -> str | None:
    """The one place of the partner that the name of the file, the sheet or the title names."""
    for around in (table.sheet, table.title, context.words_around):
        found = {
            code
            for word, code in context.places.items()
            if "/" not in word and _stands_in(word.lower(), around.lower())
        }
        if len(found) == 1:
            return found.pop()
    return None


def through(column: Column, fill: Planned, columns: Columns, context: Context) -> dict[str, Any] | None:
    """A code that follows from another: a programme has a level, and its word may carry the number."""
    best: dict[str, Any] | None = None
    for own in fill.matches.values():
        if own.coded is None or own.column.vocabulary in (None, column.vocabulary) or not own.column.required:
            continue
        seen = next((p for p in columns.base if p.header == own.header), None)
        if seen is None:
            continue
        shared = replace(own, column=column)
        found = _guess_words(shared, seen, context)
        if len(found) >= 0.6 * len(seen.told) and (best is None or len(found) > len(best["values"])):
            best = {"from": own.header, "values": found}
    return best


def _guess_words(own: Match, seen: Profile, context: Context) -> dict[str, str]:
    """Codes of another vocabulary that the words of this column carry, straight or through their own code."""
    vocabulary = own.column.vocabulary or ""
    direct = (
        code_words(seen, vocabulary, context.lexicon).all_mapped if seen.is_wordlist or len(seen.told) <= 12 else {}
    )
    through = context.lexicon.implied.get(vocabulary, {})
    first = (own.coded.known | own.coded.all_mapped) if own.coded else {}
    return {word: through[code] for word, code in first.items() if code in through} | direct


def said_around(column: Column, table: FoundTable, context: Context) -> str | None:
    """The one code whose Dutch word stands in the file's name or titles; who the rows are about also shows in the headers."""
    if column.name not in (*CONSTANT, *OF_THE_SCHOOL):
        return None
    around = f"{context.words_around} {table.sheet} {table.title}".lower()
    headers = " ".join(table.columns).lower()
    vocabulary = column.vocabulary or ""
    in_titles = context.lexicon.in_titles.get(vocabulary, {})
    words = {term.nl.lower(): term.code for term in context.registry.vocabularies[vocabulary].values()}
    found = {code for word, code in (words | in_titles).items() if len(word) > 2 and _stands_in(word, around)}
    # A header tells who rows are about, or how they were asked; `Werkgever` above a column does not say that employers were asked.
    told = words | in_titles if column.name == "role" else in_titles if column.name in CONSTANT else {}
    found |= {code for word, code in told.items() if len(word) > 2 and _stands_in(word, headers)}
    return found.pop() if len(found) == 1 else None


def _stands_in(word: str, text: str) -> bool:
    """Long words may be inflected, short ones stand alone."""
    if len(word) > 5:
        return word in text
    return re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text) is not None
