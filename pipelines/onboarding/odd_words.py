"""A column that holds dates, numbers or yes and no → every text in it that is none of these, in any sample, as a question.

Does not decide what such a text means: nothing, a mistake, or a value that must be written otherwise.
"""

from collections import Counter
from dataclasses import replace

from pipelines.contracts import Column
from pipelines.nothing import means_nothing
from pipelines.onboarding.columns import Match
from pipelines.onboarding.families import VALUE
from pipelines.onboarding.fits import number
from pipelines.onboarding.remarks import Remark, question
from pipelines.onboarding.shapes import MONEY, NO, YES, Profile, formats_of
from pipelines.onboarding.values import is_no_name

WHAT = {
    "date": "geen datum",
    "decimal": "geen getal",
    "int": "geen getal",
    "money": "geen bedrag",
    "bool": "geen ja of nee",
}

MOST = 12
PART_OF_IT = "Telt maar een deel van de cel, schrijf dan 'matches'"


def odd_words(own: Match, seen: Profile) -> list[Remark]:
    """One question about all texts that will not convert; none where a part of each cell is kept."""
    column = own.column
    if column.type not in WHAT or own.part:
        return []
    odd = Counter({word: count for word, count in seen.everywhere.items() if not _fits(column, word)})
    if not odd:
        return []
    rest = replace(seen, words=odd & seen.words, elsewhere=odd - (odd & seen.words))
    listed = ", ".join(_shown(word, rest) for word, _ in odd.most_common(MOST))
    empty = "Betekent het niets, schrijf dan 'empty: [...]' bij deze kolom"
    else_ = "Betekent het ja of nee, schrijf dan 'values: {woord: ja}'" if column.type == "bool" else PART_OF_IT
    where = "de kolommen naast elkaar" if own.header == VALUE else f"'{own.header}'"
    said = f"in {where} staat ook wat {WHAT[column.type]} is: {listed}. {empty}. {else_}. Anders komen die regels apart"
    return [question(("columns", column.name), said)]


def _shown(word: str, seen: Profile) -> str:
    """A word that comes back and is not written like a name; any other by its row."""
    if is_no_name(word, seen):
        return f"'{word}' ({seen.everywhere[word]}×)"
    where = f"rij {seen.first_rows[word]}" if word in seen.first_rows else "een ander voorbeeld"
    return f"een woord in {where} ({seen.everywhere[word]}×)"


def _fits(column: Column, word: str) -> bool:
    if means_nothing(word):
        return True
    if column.type == "date":
        return bool(formats_of(word))
    if column.type == "bool":
        return word.lower() in YES | NO
    return number(word) is not None or (column.type == "money" and MONEY.fullmatch(word) is not None)
