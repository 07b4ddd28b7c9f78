"""A number that no header gives → the column or the cells that tell the rows apart, with a question; nothing without a reason.

A number that another dataset gives out, such as that of a trajectory, is never made up from other cells.
"""

from pipelines.onboarding.derived import beside
from pipelines.onboarding.keys import key_of, stand_once
from pipelines.onboarding.lack import Answer, Lack
from pipelines.onboarding.leftovers import NUMBERED, left_over
from pipelines.onboarding.remarks import question
from pipelines.onboarding.shared import own_number

LEAST_ROWS = 10


def by_part_of_key(lack: Lack) -> Answer | None:
    """The part of a key that nobody numbers."""
    column = lack.column
    if not column.key or len(lack.contract.key) < 2:
        return None
    next_to = beside(column, lack.fill, lack.contract, lack.table)
    if next_to is None:
        return None
    if "constant" in next_to:
        said = f"er is geen {lack.label} en iedereen staat er één keer: '1' is aangenomen. Kan iemand later nog een keer voorkomen?"
        return next_to, question(lack.place, said)
    return next_to, question(
        lack.place, f"er is geen {lack.label}; telt '{next_to['from']}' als nummer binnen dezelfde persoon?"
    )


def by_key(lack: Lack) -> Answer | None:
    """Cells that together stand once."""
    column, fill, table = lack.column, lack.fill, lack.table
    if not (column.key and column.type == "id") or (len(lack.contract.key) > 1 and lack.above is not None):
        return None
    is_own = not _is_given_elsewhere(lack)
    unpivoted = lack.columns.family if fill.headers & {p.header for p in lack.columns.long} else None
    if is_own and len(lack.contract.key) == 1 and (alone := _stands_once(lack)):
        return alone
    candidates = [
        m.header
        for m in fill.matches.values()
        if m.column.type in ("id", "text", "date", "code") and m.column.name != column.name
    ]
    candidates += [p.header for p in lack.columns.base if p.header not in candidates]
    candidates = [h for h in candidates if any(p.header == h and not p.citizen_numbers for p in lack.columns.base)]
    dates = [c.name for c in lack.contract.columns if c.type == "date" and c.required and c.name in fill.columns]
    moments = [fill.columns[name] for name in dates[:1]]
    always = tuple(h for spec in moments for h in (spec.get("date_of_week", {}).values() or [spec.get("from", "")]))
    if unpivoted and unpivoted.is_weeks and (by_name := _by_name(lack, candidates)):
        return by_name
    if not is_own:
        return None  # a number that somebody else gave out cannot be made up from other cells
    if unpivoted and not unpivoted.is_weeks:
        return _by_unpivoted_key(lack, candidates)
    key = key_of((cells for _, cells in table.data), table.columns, candidates, always)
    said = f"er is geen {lack.label}; deze cellen samen staan er één keer. Blijven ze per regel gelijk?"
    return ({"key": list(key)}, question(lack.place, said)) if key else None


def _is_given_elsewhere(lack: Lack) -> bool:
    """True for a number that another dataset gives out, such as that of a trajectory in a list of hours."""
    contracts = lack.context.registry.contracts.values()
    owners = (own_number(contract) for contract in contracts if contract.id != lack.contract.id)
    return any(own is not None and own.keyed == lack.column.keyed for own in owners)


def _stands_once(lack: Lack) -> Answer | None:
    """The one column of numbers in which each stands once is how these rows are numbered, if there is but one."""
    rows = [cells for _, cells in lack.table.data]
    told = [p for p in left_over(lack) if p.header in lack.table.columns and p.share(NUMBERED) > 0.9 and not p.dates]
    alone = [p for p in told if p.filled >= LEAST_ROWS and stand_once(rows, [lack.table.columns.index(p.header)])]
    if len(alone) != 1:
        return None
    said = f"is '{alone[0].header}' {lack.label}? De kop zegt het niet, maar het is de enige kolom met nummers die er elk één keer staan"
    return {"from": alone[0].header}, question(lack.place, said)


def _by_name(lack: Lack, candidates: list[str]) -> Answer | None:
    """Whoever stands on one row of a list of weeks is one person: the column that tells the rows apart is all there is."""
    rows = [cells for _, cells in lack.table.data]
    told = [p for p in lack.columns.base if p.header in candidates and p.header in lack.table.columns and not p.dates]
    told = [p for p in told if p.share(NUMBERED) > 0.9] or told
    alone = next((p for p in told if stand_once(rows, [lack.table.columns.index(p.header)])), None)
    if alone is None:
        return None
    if alone.share(NUMBERED) > 0.9:
        return None  # a number that nobody called so may be anybody's: asked about, with the others
    said = (
        f"er is geen {lack.label}; '{alone.header}' is aangenomen, en sluit alleen aan op een traject dat hetzelfde in zijn "
        "sleutel heeft. Kan de partner het nummer erbij zetten, of een sleutellijst (naam en nummer) in hetzelfde bestand?"
    )
    return {"key": [alone.header]}, question(lack.place, said)


def _by_unpivoted_key(lack: Lack, candidates: list[str]) -> Answer | None:
    """Of columns side by side each row is one row and one column: what tells the rows apart, and the number of the column."""
    parts = [name for name, _ in lack.columns.family.parts] if lack.columns.family else []
    rows = [cells for _, cells in lack.table.data]
    alone = next(
        (h for h in candidates if h in lack.table.columns and stand_once(rows, [lack.table.columns.index(h)])), None
    )
    if alone is None or not parts:
        return None
    said = f"er is geen {lack.label}; '{alone}' met het nummer in de kop staat er één keer. Blijft dat zo?"
    return {"key": [alone, *parts]}, question(lack.place, said)
