"""Weeks in a file → dates and ISO weeks: a week beside a weekday, and columns that each stand for a week.

Does not decide which year a week is in; the table language does that from the week or the file name.
"""

import re
from collections import Counter
from typing import Any

from pipelines.contracts import Column, Contract
from pipelines.nothing import means_nothing
from pipelines.onboarding.columns import CONSTANT
from pipelines.onboarding.families import VALUE, Family
from pipelines.onboarding.plans import Columns, Context, Planned
from pipelines.onboarding.remarks import question
from pipelines.onboarding.shapes import Profile
from pipelines.onboarding.values import code_words, said_in_legend, told

WEEKDAYS = frozenset({"ma", "di", "wo", "do", "vr", "za", "zo"})
WEEK = re.compile(r"(?:\d{4}-)?\d{1,2}")
HOURS = re.compile(r"\d{1,3}(?:[.,]\d{1,2}|:[0-5]\d)? ?(?:u|uur|uren)?\.?", re.IGNORECASE)


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


def fill_weeks(fill: Planned, contract: Contract, columns: Columns, above: Planned | None, context: Context) -> None:
    """Week columns, or columns of the days of weeks: which week each is, and what a mark or a number in a cell means."""
    family = columns.family
    assert family is not None
    week = next(column for column in contract.columns if column.type == "iso_week")
    fill.matches.pop(week.name, None)
    spec, said = _week_of(family, above, context)
    if spec:
        fill.columns[week.name] = spec
    fill.remarks.append(question(("columns", week.name), said))
    marks = next((p for p in columns.long if p.header == VALUE), None)
    status = _status(contract)
    if marks and status:
        fill.when = [VALUE]
        fill.matches.pop("hours", None)
        if status.name not in fill.matches:
            coded = code_words(marks, status.vocabulary or "", context.lexicon, _legend(status, context))
            fill.columns[status.name] = {"from": VALUE} | ({"values": coded.all_mapped} if coded.all_mapped else {})
            said = (
                f"betekenen de tekens in deze kolommen dit? In de cellen staan: {told(list(marks.everywhere), marks)}"
            )
            fill.remarks.append(question(("columns", status.name), said))


def _week_of(family: Family, above: Planned | None, context: Context) -> tuple[dict[str, Any] | None, str]:
    """Where the ISO week of a column comes from, and what has to be confirmed about it."""
    first, last = family.headers[0], family.headers[-1]
    if family.number == "day":
        said = f"'{first}' … '{last}' zijn dagen; elke dag telt in zijn week. Klopt de datumvorm {family.form}?"
        return {"from": family.parts[0][0], "date": [family.form]}, said
    if family.number == "weekday":
        if "week" in context.named:
            return {"file": "iso_week"}, "de weekdagen zijn die van de week in de naam van het bestand: klopt dat?"
        return (
            None,
            "de kolommen zijn weekdagen, maar van welke week? Vraag de partner om de week in de naam van het bestand (wk32)",
        )
    started = above.matches.get("started_on") if above else None
    if family.number == "week" and started and min(family.numbers) == 1:
        said = f"telt '{first}' vanaf de week van '{started.header}', of is het een weeknummer van het jaar?"
        return {"counted_week": {"first": started.header, "number": family.number}}, said
    return {"from": "week"}, f"is '{first}' een weeknummer van het jaar dat in de naam van het bestand staat?"


def by_kind_of_cell(fill: Planned, contract: Contract, columns: Columns, context: Context) -> list[Planned]:
    """The same fill once for cells with a number of hours and once for cells with a mark; days of one week go together."""
    family, status = columns.family, _status(contract)
    hours = next((column for column in contract.columns if column.type == "decimal"), None)
    cells = next((p for p in columns.long if p.header == VALUE), None)
    if family is None or not family.is_weeks or cells is None or status is None or fill.when != [VALUE]:
        return [fill]
    codes = list(context.registry.vocabularies[status.vocabulary or ""])
    together: dict[str, Any] = {status.name: codes[:1]} if family.is_days else {}
    place = ("columns", status.name)
    said = f"is iemand met een getal in de cel {codes[0]}?"
    if together:
        fill.together = dict(together)
        asked = f"een week met één dag {codes[0]} is {codes[0]}, en anders wat het vaakst in de week staat: klopt dat?"
        fill.remarks.append(question(("together",), asked))
    everywhere = Counter({word: n for word, n in cells.everywhere.items() if not means_nothing(word)})
    numbers = {word for word in everywhere if HOURS.fullmatch(word)}
    if hours is None or not {word for word in numbers if word not in ("0", "1")}:
        return [fill]
    counted = Planned(fill.dataset, dict(fill.columns), fill.score, [VALUE], matches=dict(fill.matches))
    counted.remarks = [remark for remark in fill.remarks if remark.place != place]
    marks = Counter({word: count for word, count in everywhere.items() if word not in numbers})
    # A mark such as `0!` begins like a number and is none.
    is_strict = any(word[0].isdigit() for word in marks) and all(word[-1].isdigit() for word in numbers)
    only_numbers, only_marks = (r"^[\d.,:]+$", r"[^\d.,:]") if is_strict else (r"^\d", r"^\D")
    has_zeros = any(not re.search("[1-9]", word) for word in numbers)
    not_zero = r"^[0.,:]*[1-9][\d.,:]*$" if is_strict else r"^[\d.,:]*[1-9]"
    counted.when_matches = not_zero if has_zeros else only_numbers
    counted.columns |= {status.name: {"constant": codes[0]}, hours.name: {"from": VALUE}}
    if any(not word[-1].isdigit() for word in numbers):
        counted.columns[hours.name]["matches"] = r"^([\d.,:]+)"
    counted.remarks.append(question(place, said))
    counted.remarks.append(
        question(("columns", hours.name), "zijn de getallen in deze kolommen uren (en geen dagdelen)?")
    )
    if together:
        counted.together = {hours.name: "sum"} | together
    if not marks:
        counted.when_matches = counted.when_matches if has_zeros else None
        return [counted]
    seen = Profile(cells.header, cells.position, cells.rows, marks, cells.first_rows)
    coded = code_words(seen, status.vocabulary or "", context.lexicon, _legend(status, context))
    fill.when_matches = only_marks
    fill.columns[status.name] = {"from": VALUE} | ({"values": coded.all_mapped} if coded.all_mapped else {})
    # What is the same in both is asked once, at the first.
    fill.remarks = [remark for remark in fill.remarks if remark.kind == "reason"]
    asked = f"; nog zonder code: {told(coded.unknown, seen)}. Bekend zijn: {', '.join(codes)}" if coded.unknown else ""
    meant = "; ".join(f"{told([word], seen)} is {code}" for word, code in (coded.known | coded.all_mapped).items())
    fill.remarks.append(question(place, f"betekenen de tekens in deze kolommen dit? {meant or 'niets herkend'}{asked}"))
    return [counted, fill]


def share_of_marks(contract: Contract, columns: Columns, context: Context) -> float:
    """Share of the cells in week columns that are a number of hours or a mark with a known meaning."""
    status = _status(contract)
    cells = next((p for p in columns.long if p.header == VALUE), None)
    if cells is None or status is None or not any(column.type == "iso_week" for column in contract.columns):
        return 0.0
    coded = code_words(cells, status.vocabulary or "", context.lexicon, _legend(status, context))
    known = {**coded.known, **coded.all_mapped}
    return sum(n for word, n in cells.told.items() if word in known or HOURS.fullmatch(word)) / max(1, cells.filled)


def _legend(status: Column, context: Context) -> dict[str, str]:
    return said_in_legend(context.legend, status.vocabulary or "", context.lexicon)


def _status(contract: Contract) -> Column | None:
    return next((c for c in contract.columns if c.type == "code" and c.required and c.name not in CONSTANT), None)
