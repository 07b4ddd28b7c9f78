"""A needed column that no header names → the one column that is left over and could be it, or the date in the group rows.

Looks at cells only; what it finds is always a question.
"""

import re
from typing import Any

from pipelines.contracts import Column, Contract
from pipelines.onboarding.columns import CONSTANT, Match, middle_day
from pipelines.onboarding.fits import FEW
from pipelines.onboarding.lack import Answer, Lack
from pipelines.onboarding.parts import DATE_IN
from pipelines.onboarding.patterns import GROUP, group_pattern
from pipelines.onboarding.plans import Columns, Planned
from pipelines.onboarding.remarks import question
from pipelines.onboarding.shapes import Profile, choose_formats, profile
from pipelines.onboarding.values import code_words

BY_SHAPE = 0.5
NUMBERED = re.compile(r"[A-Za-z]{1,4}[-. ]?\d{1,6}|\d{3,7}")
PARTS = {"%d": r"\d{1,2}", "%m": r"\d{1,2}", "%Y": r"\d{4}", "%y": r"\d{2}", "%b": r"[A-Za-z]{3,9}\.?"}


def by_shape(lack: Lack) -> Answer | None:
    """The one column that is left over and could be it: dates between the dates around it, or agreed words."""
    column, fill, contract = lack.column, lack.fill, lack.contract
    if column.name in CONSTANT or column.identifying or column.key or column.type not in ("date", "code", "id"):
        return None
    left = [p for p in lack.columns.base if p.header not in fill.headers and p.filled >= FEW and not p.citizen_numbers]
    if column.type == "date":
        left = [p for p in left if p.dates > 0.9 and in_order(p, column, fill, contract, lack.columns)]
    elif column.type == "id":
        left = [p for p in left if p.share(NUMBERED) > 0.9 and not p.dates and len(p.told) > FEW]
    else:
        words = {
            p.header: code_words(p, column.vocabulary or "", lack.context.lexicon, lack.context.places)
            for p in left
            if p.is_wordlist
        }
        left = [p for p in left if p.header in words and words[p.header].share >= 0.8]
    if len(left) != 1:
        return None
    (own,) = left
    spec: dict[str, Any] = {"from": own.header}
    if column.type == "code" and words[own.header].all_mapped:
        spec["values"] = words[own.header].all_mapped
    fill.matches[column.name] = Match(column, own.header, BY_SHAPE, "de enige kolom die overblijft met zulke cellen")
    return spec, question(
        lack.place, f"is '{own.header}' {lack.label}? Het is de enige kolom die overblijft met zulke cellen"
    )


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
