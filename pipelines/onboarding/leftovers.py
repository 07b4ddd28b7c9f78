"""A needed column that no header names → the one column that is left over and could be it, or the date in the group rows.

Looks at cells only; what it finds is always a question.
"""

import re
from typing import Any

from pipelines.contracts import Column, Contract
from pipelines.onboarding.columns import CONSTANT, Match, middle_day, needed
from pipelines.onboarding.fits import FEW
from pipelines.onboarding.lack import Answer, Lack
from pipelines.onboarding.parts import DATE_IN
from pipelines.onboarding.patterns import GROUP, group_pattern
from pipelines.onboarding.plans import Columns, Planned
from pipelines.onboarding.remarks import question
from pipelines.onboarding.shapes import Profile, choose_formats, profile
from pipelines.onboarding.values import Coded, code_words

BY_SHAPE = 0.5
NUMBERED = re.compile(r"[A-Za-z]{1,4}[-./ ]?\d{1,8}(?:[-./]\d{1,6}){0,2}|\d{3,8}|\d{2,6}[-/]\d{3,6}")
PARTS = {"%d": r"\d{1,2}", "%m": r"\d{1,2}", "%Y": r"\d{4}", "%y": r"\d{2}", "%b": r"[A-Za-z]{3,9}\.?"}


def by_shape(lack: Lack) -> Answer | None:
    """The one column that is left over and shows itself what it is: dates between the dates around it, or agreed words.

    That nothing else is left tells nothing: numbers, and words that are only figures, are asked about with their candidates.
    """
    column, fill, contract = lack.column, lack.fill, lack.contract
    if column.name in CONSTANT or column.identifying or column.key or column.type not in ("date", "code"):
        return None
    left = left_over(lack)
    spec: dict[str, Any] = {}
    if column.type == "date":
        left = [p for p in left if p.dates > 0.9]
        fitting = [p for p in left if in_order(p, column, fill, contract, lack.columns)]
        own = fitting[0] if len(fitting) == 1 and (_has_neighbours(fill) or _is_only_date(lack, left)) else None
    else:
        told = {
            p.header: code_words(p, column.vocabulary or "", lack.context.lexicon, lack.context.places)
            for p in left
            if p.is_wordlist
        }
        fitting = [p for p in left if p.header in told and told[p.header].share >= 0.8 and _are_words(told[p.header])]
        own = fitting[0] if len(fitting) == 1 else None
        spec = {"values": told[own.header].all_mapped} if own and told[own.header].all_mapped else {}
    if own is None:
        return None
    why = (
        "de enige overgebleven kolom met datums op die plaats"
        if column.type == "date"
        else "de cellen zijn bekende woorden"
    )
    fill.matches[column.name] = Match(column, own.header, BY_SHAPE, why)
    return {"from": own.header} | spec, question(
        lack.place, f"is '{own.header}' {lack.label}? De kop zegt het niet: {why}"
    )


def left_over(lack: Lack) -> list[Profile]:
    """The columns that nothing is read from yet."""
    own = lack.columns.base
    return [p for p in own if p.header not in lack.fill.headers and p.filled >= FEW and not p.citizen_numbers]


def _has_neighbours(fill: Planned) -> bool:
    """True when another date of this dataset is known: then the order of the days says something."""
    return any(m.column.type == "date" and not m.column.identifying for m in fill.matches.values())


def _is_only_date(lack: Lack, left: list[Profile]) -> bool:
    """True when the dataset needs one date and the table has one column of dates."""
    wanted = [c for c in needed(lack.contract) if c.type == "date"]
    there = [p for p in lack.columns.base if p.dates > 0.9]
    return len(wanted) == 1 and len(there) == 1 and left == there


def _are_words(coded: Coded) -> bool:
    """True when at least two codes are told by words; `1` and `2` may be anything."""
    words = [word for word in (*coded.known, *coded.all_mapped) if len(word) > 1 and not word.isdigit()]
    return len(coded.codes) >= 2 and len(words) >= 2


def in_order(seen: Profile, column: Column, fill: Planned, contract: Contract, columns: Columns) -> bool:
    """True when the middle of these dates lies between those of the dates that the contract has before and after it."""
    order = [c.name for c in contract.columns]
    own = middle_day(seen)
    profiles = {p.header: p for p in columns.base}
    for name, match in fill.matches.items():
        if match.column.type == "date" and not match.column.identifying and match.header in profiles:
            other = middle_day(profiles[match.header])
            if (order.index(name) < order.index(column.name) and other > own) or (
                order.index(name) > order.index(column.name) and other < own
            ):
                return False
    return True


def by_group(lack: Lack) -> Answer | None:
    """The date that stands in every group row: `Groep 3 – start 2 maart 2026`."""
    column, groups = lack.column, lack.table.groups
    found = [match[1] for text in groups if (match := DATE_IN.search(text))]
    if column.type != "date" or column.identifying or not groups or len(found) < len(groups):
        return None
    forms, _ = choose_formats([profile("", 0, enumerate(found))])
    is_named = f"?P<{GROUP}>" in (group_pattern(groups, tuple(lack.context.places), lack.table.first_cells) or "")
    if len(forms) != 1 or not is_named:
        return None
    shape = "".join(PARTS.get(piece, piece) for piece in re.split(r"(%[dmbYy])", forms[0].replace(".", r"\.")))
    said = f"elke groepsregel noemt een datum: is dat {lack.label}?"
    return {"from": GROUP, "matches": f"({shape})", "date": forms}, question(lack.place, said)
