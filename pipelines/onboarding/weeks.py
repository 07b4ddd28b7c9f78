"""Weeks in a file → dates and ISO weeks: a week beside a weekday, and columns that each stand for a week.

Does not decide which year a week is in; the table language does that from the week or the file name.
"""

import re

from pipelines.contracts import Contract
from pipelines.onboarding.columns import CONSTANT
from pipelines.onboarding.lexicon import Lexicon
from pipelines.onboarding.plans import Columns, Planned
from pipelines.onboarding.remarks import question
from pipelines.onboarding.values import code_words, told

WEEKDAYS = frozenset({"ma", "di", "wo", "do", "vr", "za", "zo"})
WEEK = re.compile(r"(?:\d{4}-)?\d{1,2}")


def week_and_day(columns: Columns) -> tuple[str, str] | None:
    """The headers of a week and of a weekday that together are a date."""
    week = next(
        (
            p.header
            for p in columns.base
            if p.filled and p.share(WEEK) > 0.9 and p.header.lower().startswith(("w", "iso"))
        ),
        None,
    )
    days = next((p.header for p in columns.base if p.told and {w.lower() for w in p.told} <= WEEKDAYS), None)
    return (week, days) if week and days else None


def fill_weeks(fill: Planned, contract: Contract, columns: Columns, above: Planned | None, lexicon: Lexicon) -> None:
    """Week columns: marks are the status, and the week is counted from the first day or is a calendar week."""
    family = columns.family
    assert family is not None
    week = next(column for column in contract.columns if column.type == "iso_week")
    first = above.matches.get("started_on") if above else None
    place = ("columns", week.name)
    if first and min(family.numbers) == 1:
        fill.columns[week.name] = {"counted_week": {"first": first.header, "number": family.number}}
        said = f"telt '{family.headers[0]}' vanaf de week van '{first.header}', of is het een weeknummer van het jaar?"
        fill.remarks.append(question(place, said))
    fill.matches.pop(week.name, None)
    marks = next((p for p in columns.long if p.header == "value"), None)
    status = next((c for c in contract.columns if c.type == "code" and c.required and c.name not in CONSTANT), None)
    if marks and status:
        fill.when = ["value"]
        if status.name not in fill.matches:
            coded = code_words(marks, status.vocabulary or "", lexicon)
            fill.columns[status.name] = {"from": "value"} | ({"values": coded.all_mapped} if coded.all_mapped else {})
            said = f"betekenen de tekens in de weekkolommen dit? In de cellen staan: {told(list(marks.words), marks)}"
            fill.remarks.append(question(("columns", status.name), said))
