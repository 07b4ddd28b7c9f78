"""One dataset that a table fills → where each of its columns comes from, with reasons and questions beside it.

What no header gives is filled by `lacking`.
"""

import re
from typing import Any

from pipelines.contracts import Contract
from pipelines.onboarding.columns import NAMES, SURE, Guess, Match, needed
from pipelines.onboarding.families import CELL_AT, PART_AT, VALUE
from pipelines.onboarding.fits import FEW, school_years
from pipelines.onboarding.keys import key_of
from pipelines.onboarding.lack import Lack
from pipelines.onboarding.lacking import fill_lacking, own_codes
from pipelines.onboarding.leftovers import BY_SHAPE, in_order
from pipelines.onboarding.odd_words import odd_words
from pipelines.onboarding.plans import Columns, Context, Planned
from pipelines.onboarding.remarks import named, question, reason
from pipelines.onboarding.shapes import Profile
from pipelines.onboarding.tables import FoundTable
from pipelines.onboarding.values import told
from pipelines.onboarding.weeks import fill_weeks

WHOLE_NAME = "full_name"
STATE = "state_on"


def planned_fill(
    found: Guess, table: FoundTable, columns: Columns, context: Context, above: Planned | None = None
) -> Planned:
    """Turn a guess into column specifications; what lacks becomes a constant, a key, or a placeholder with a question."""
    fill = Planned(found.contract.id, {}, found.score, matches=dict(found.matches))
    if columns.family and columns.family.is_weeks and any(c.type == "iso_week" for c in found.contract.columns):
        fill_weeks(fill, found.contract, columns, above, context)
    profiles = {p.header: p for p in [*columns.base, *columns.long]}
    for column in found.contract.columns:
        if column.derived or column.name in fill.columns:
            continue
        own = found.matches.get(column.name)
        if own and (key := _not_alone(own, found, table, profiles, columns)):
            fill.columns[column.name] = {"key": list(key)}
            said = f"'{own.header}' staat vaker in het bestand; met deze cellen erbij staat elke regel er één keer. Klopt dat?"
            fill.remarks.append(question(("columns", column.name), said))
            continue
        if own and own.header in profiles and column.name in fill.matches:
            from_header(fill, own, profiles[own.header], context)
    _split_names(fill, found.contract, profiles)
    for column in sorted(needed(found.contract), key=lambda own: own.key and own.type == "id"):
        if column.name not in fill.columns:
            fill_lacking(Lack(column, found, fill, table, columns, context, above))
    if VALUE in fill.headers and not fill.when:
        fill.when = [VALUE]  # of columns side by side a blank cell is no record, however blank is written
    _days_of_weeks(fill, found.contract, profiles, context)
    _left_over_date(fill, found.contract, columns)
    _state_of_file(fill, found, context)
    order = {column.name: place for place, column in enumerate(found.contract.columns)}
    fill.columns = dict(sorted(fill.columns.items(), key=lambda item: order[item[0]]))
    return fill


def _days_of_weeks(fill: Planned, contract: Contract, profiles: dict[str, Profile], context: Context) -> None:
    """A row per day where a week is wanted: the days of a week go together."""
    week = next((m for m in fill.matches.values() if m.column.type == "iso_week" and m.header in profiles), None)
    if week is None or profiles[week.header].dates < 0.8:
        return
    fill.together = {
        c.name: "sum" if c.type == "decimal" else list(context.registry.vocabularies[c.vocabulary or ""])[:1]
        for c in contract.columns
        if c.name in fill.columns and (c.type == "decimal" or (c.type == "code" and not c.key))
    }
    said = f"'{week.header}' is een dag, en aanwezigheid telt per week: gaan de dagen van een week zo samen?"
    fill.remarks.append(question(("together",), said))


def _left_over_date(fill: Planned, contract: Contract, columns: Columns) -> None:
    """The one column of dates that is left over is the one date of the contract that is left over and fits between the others."""
    left = [p for p in columns.base if p.header not in fill.headers and p.filled >= FEW and p.dates > 0.9]
    dates = [
        c
        for c in contract.columns
        if c.type == "date" and not (c.identifying or c.derived) and c.name not in fill.columns
    ]
    known = [m for m in fill.matches.values() if m.column.type == "date" and not m.column.identifying]
    if len(left) != 1 or not known:
        return
    fitting = [c for c in dates if in_order(left[0], c, fill, contract, columns)]
    if len(fitting) == 1:
        name = fitting[0].name
        fill.columns[name] = {"from": left[0].header}
        fill.matches[name] = Match(fitting[0], left[0].header, BY_SHAPE, "de enige kolom die overblijft met datums")
        said = f"is '{left[0].header}' {fitting[0].label_nl.lower()}? Het is de enige kolom met datums die overblijft"
        fill.remarks.append(question(("columns", name), said))


def _state_of_file(fill: Planned, found: Guess, context: Context) -> None:
    """A list without a date of its own, in a file with a day in its name, is how things stood on that day."""
    dated = [m for m in fill.matches.values() if m.column.type == "date" and not m.column.identifying]
    if dated or "day" not in context.named or all(column.name != STATE for column in found.contract.columns):
        return
    fill.columns[STATE] = {"file": "day"} | ({"date": [context.day_format]} if context.day_format else {})
    said = "er staan geen datums in de lijst; is dit wie er was op de dag in de bestandsnaam (census)?"
    fill.remarks.append(question(("columns", STATE), said))


def _not_alone(
    own: Match, found: Guess, table: FoundTable, profiles: dict[str, Profile], columns: Columns
) -> tuple[str, ...] | None:
    """The columns that make a number unique when it is the sole key and comes back: one person, several contracts."""
    column = own.column
    if not (column.key and column.type == "id" and len(found.contract.key) == 1) or own.header not in profiles:
        return None
    family = columns.family
    if (
        family
        and set(found.contract.key)
        and {m.header for m in found.matches.values()} & {p.header for p in columns.long}
    ):
        return (own.header, *(name for name, _ in family.parts)) if own.header in table.columns else None
    if profiles[own.header].distinct > 0.97 or own.header not in table.columns:
        return None
    dates = [m.header for m in found.matches.values() if m.column.type == "date" and m.column.required]
    others = [
        m.header for m in found.matches.values() if m.header not in (own.header, *dates) and not m.column.identifying
    ]
    for extra in [*dates, *others]:
        if key_of((cells for _, cells in table.data), table.columns, (own.header, extra)):
            return own.header, extra
    return None


def from_header(fill: Planned, own: Match, seen: Profile, context: Context) -> None:
    """Read a column from its header, with its value map; what is unsure or unknown becomes a question."""
    name, place = own.column.name, ("columns", own.column.name)
    spec: dict[str, Any] = {"from": own.header}
    sure = "zeker" if own.score >= 0.9 else "waarschijnlijk" if own.score >= SURE else "onzeker"
    said = f"{sure} ({own.score:.2f}): {own.why}" if own.why else f"{sure} ({own.score:.2f})"
    if own.score < SURE:
        fill.remarks.append(question(place, f"{_asked_about(own, seen)} {own.column.label_nl.lower()}? {said}"))
    else:
        fill.remarks.append(reason(place, said))
    if own.part:
        spec["matches"] = own.part.pattern
        said = f"van '{own.header}' telt het deel dat past op {own.part.pattern}: klopt dat?"
        fill.remarks.append(question(place, said))
    if own.times:
        spec["times"] = own.times
        said = f"'{own.header}' × {own.times:g} is {own.column.label_nl.lower()}: hoeveel is een volle week hier? (VVT: 36)"
        fill.remarks.append(question(place, said))
    if own.column.name.endswith("_year") and school_years(seen) >= 0.8:
        spec = {"school_year": own.header}
    if own.coded is not None:
        if own.coded.all_mapped:
            spec["values"] = own.coded.all_mapped
        for word, (code, near) in own.coded.unsure.items():
            shown = f"'{word}'" if near >= 75 and not re.search(r"\d{4,}", word) else told([word], seen)
            fill.remarks.append(question(place, f"is {shown} hetzelfde als {code}? ({near} van 100)"))
        if own.coded.unknown:
            known = ", ".join(own_codes(own.column, context)[:14])
            what = "horen deze regels er niet bij, zet ze dan onder skip; " if own.column.required else ""
            listed = told(own.coded.unknown, seen)
            fill.remarks.append(
                question(place, f"onbekend voor {own.column.label_nl.lower()}: {listed}. {what}bekend zijn: {known}")
            )
    fill.remarks += odd_words(own, seen)
    blank = seen.rows - sum(seen.words.values())
    if own.column.required and own.column.type == "code" and blank > 0.005 * seen.rows:
        said = f"{blank} cellen zijn leeg; betekent leeg iets? Schrijf dan '': met de code erbij, anders komen die regels apart"
        fill.remarks.append(question(place, said))
    fill.columns[name] = spec


def _asked_about(own: Match, seen: Profile) -> str:
    """What is asked about, as people see it: a column, the cells of columns side by side, or words in their headings."""
    if seen.position >= CELL_AT:
        return "zijn de cellen van de kolommen naast elkaar"
    if seen.position >= PART_AT:
        return f"zijn {named(list(seen.told)[:2])} in de koppen"
    return f"is '{own.header}'"


def _split_names(fill: Planned, contract: Contract, profiles: dict[str, Profile]) -> None:
    """One column with whole names gives family name and given name by a pattern."""
    family, given = (fill.matches.get(name) for name in NAMES)
    whole = family or given
    if whole is None or (family and given and family.header != given.header) or whole.header not in profiles:
        return
    if not {column.name for column in contract.columns}.issuperset(NAMES):
        return
    seen = profiles[whole.header]
    comma = sum(n for word, n in seen.told.items() if re.match(r"[^,]+, *\S", word)) / max(1, seen.filled)
    spaced = sum(n for word, n in seen.told.items() if " " in word) / max(1, seen.filled)
    if comma >= 0.7:
        patterns, said = (r"^([^,]+),", r", *(\S+)"), "namen staan als 'Achternaam, Voornaam'"
    elif spaced >= 0.7:
        patterns, said = (r"^\S+ (.+)$", r"^(\S+)"), "namen staan als 'Voornaam Achternaam'"
    else:
        return
    if any(column.name == WHOLE_NAME for column in contract.columns):
        for name in NAMES:
            fill.columns.pop(name, None)
        fill.columns[WHOLE_NAME] = {"from": whole.header}
        fill.remarks.append(reason(("columns", WHOLE_NAME), said))
        return
    for name, pattern in zip(NAMES, patterns, strict=True):
        fill.columns[name] = {"from": whole.header, "matches": pattern}
    fill.remarks.append(question(("columns", NAMES[0]), f"{said}: klopt dat voor alle regels?"))
