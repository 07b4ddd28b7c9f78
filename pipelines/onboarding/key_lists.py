"""A small table of names and trajectory numbers beside a table of names → the `key_list` of the table language.

Shows no name: the two columns are compared, and only their headers are told.
"""

from typing import Any

from pipelines.onboarding.lexicon import Lexicon
from pipelines.onboarding.patterns import sheet_pattern
from pipelines.onboarding.plans import Context, Looked
from pipelines.onboarding.remarks import Remark, question
from pipelines.onboarding.shapes import Profile

NUMBER = "trajectory_id"
MOST_COLUMNS, SHARED, MEANS, FIRST_DAY = 3, 0.5, 0.6, 0.8


def take_key_list(
    looked: list[Looked], context: Context, sheets: tuple[str, ...]
) -> tuple[dict[str, Any], list[Remark]] | None:
    """The table that is the key list, with remarks (places seen from it); the columns that ask for it are changed."""
    for item in looked:
        columns = [p for p in item.columns.base if p.filled]
        number = next((p for p in columns if _is_number(p, context)), None)
        names = next((p for p in columns if not p.numbers and not p.dates and p is not number), None)
        if not item.table.sheet or len(columns) > MOST_COLUMNS or number is None or names is None:
            continue
        day = next((p for p in columns if p.dates > FIRST_DAY), None)
        if not _ask(looked, item, names, day):
            continue
        item.fills = []
        who = {"who": names.header} | ({"started_on": day.header} if day else {}) | {"number": number.header}
        table = item.table
        header = {"find": table.find} if table.find else {"row": table.header_row}
        spec = {"name": "sleutellijst", "sheet": sheet_pattern(table.sheet, sheets), "header": header, "key_list": who}
        return spec, [question(("key_list",), "zegt deze tabel welk trajectnummer bij een naam hoort?")]
    return None


def _is_number(seen: Profile, context: Context) -> bool:
    return seen.distinct > 0.9 and _means(seen, context.lexicon, context) >= MEANS and not seen.dates


def _means(seen: Profile, lexicon: Lexicon, context: Context) -> float:
    contract = context.registry.contracts["trajectory"]
    return lexicon.means(seen.header, contract, contract.column(NUMBER)).score


def _ask(looked: list[Looked], own: Looked, names: Profile, day: Profile | None) -> bool:
    """Let every other table with these names ask the list for its number; False when there is none."""
    asked = False
    for item in looked:
        for seen in item.columns.base if item is not own else ():
            same = sum(n for word, n in seen.told.items() if word in names.told)
            if seen.numbers or not seen.filled or same < SHARED * seen.filled:
                continue
            for fill in item.fills:
                if NUMBER not in fill.columns or (NUMBER in fill.matches and "key" not in fill.columns[NUMBER]):
                    continue
                first = next((m.header for n, m in fill.matches.items() if n == "started_on"), None)
                first = first or next(
                    (m.header for f in item.fills for n, m in f.matches.items() if n == "started_on"), None
                )
                spec = {"who": seen.header} | ({"started_on": first} if day and first else {})
                fill.columns[NUMBER] = {"key_list": spec}
                fill.remarks = [r for r in fill.remarks if r.place != ("columns", NUMBER)]
                fill.remarks.append(
                    question(("columns", NUMBER), f"komt het nummer van '{seen.header}' uit de sleutellijst?")
                )
                asked = True
    return asked
