"""A column that says yes or no to `is this row also one of that dataset?` → which rows count, and the date they count from.

Does not find the dataset (`fills` does). Which headers are such a column is in `sources/headers.yaml`, `flags`.
"""

import re
from dataclasses import replace

from pipelines.onboarding.columns import Guess, Match
from pipelines.onboarding.parts import dated_part
from pipelines.onboarding.patterns import plain_pattern
from pipelines.onboarding.plans import Columns, Context, Planned
from pipelines.onboarding.remarks import question
from pipelines.onboarding.shapes import NO, YES, Profile

MOST_DATES = 0.9


def flag_of(dataset: str, columns: Columns, context: Context) -> Profile | None:
    """The column that tells which rows are of this dataset: yes and no, or a date behind a yes."""
    named = [p for p in columns.base if p.filled and context.lexicon.is_flag(p.header, dataset)]
    return next((p for p in named if p.yes_or_no >= 0.5 or dated_part(p) or _starred(p)), None)


def with_flag(found: Guess, main: Guess, columns: Columns, context: Context) -> Guess:
    """Of flagged rows the one date that no header gives is the last date of the first dataset."""
    lacking = [column for column in found.lacking_facts if column.type == "date"]
    flag = flag_of(found.contract.id, columns, context)
    if flag is None or len(lacking) != 1 or len(found.lacking_facts) != 1:
        return found
    order = [c.name for c in main.contract.columns]
    dates = [m for m in main.matches.values() if m.column.type == "date" and not m.column.identifying]
    last = max(dates, key=lambda m: order.index(m.column.name), default=None)
    if last is None:
        return found
    why = f"'{flag.header}' zegt of, en '{last.header}' wanneer"
    match = Match(lacking[0], last.header, 0.6, why)
    return replace(found, matches=found.matches | {lacking[0].name: match})


def only_flagged(fill: Planned, found: Guess, columns: Columns, context: Context) -> None:
    """Let only the rows count that the column says yes to."""
    parted = next((m for m in fill.matches.values() if m.column.type == "date" and m.part and m.part.says_yes), None)
    if parted and parted.part:
        fill.when, fill.when_matches = [parted.header], parted.part.pattern
        return
    flag = flag_of(found.contract.id, columns, context)
    dated = any(m.column.required and m.column.type == "date" and m.header in fill.when for m in fill.matches.values())
    if flag is None or dated:
        return
    words = sorted({word for word in flag.told if word.rstrip("*").lower() in YES}, key=len)
    starts = sorted({word.rstrip("*") for word in words})
    if not starts:
        return
    fill.when, fill.when_matches = [flag.header], "^(" + "|".join(map(plain_pattern, starts)) + ")"
    label = found.contract.label_nl.lower()
    fill.remarks.append(question((), f"alleen regels waar '{flag.header}' ja zegt, zijn {label}: klopt dat?"))


def _starred(seen: Profile) -> bool:
    """Yes, no, and yes with a mark: `J*` still has to be settled."""
    return bool(seen.told) and all(re.sub(r"\*+$", "", word).lower() in YES | NO for word in seen.told)
