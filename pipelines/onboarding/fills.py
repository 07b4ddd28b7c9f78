"""One table → the datasets that it fills: the main one, those beside it, blocks, and columns for another table's dataset.

Does not say where a column comes from (`fill_columns` does).
"""

from pipelines.contracts import Column
from pipelines.onboarding.blocks import find_blocks
from pipelines.onboarding.columns import CONSTANT, Guess, guess, needed
from pipelines.onboarding.fill_columns import from_header, planned_fill
from pipelines.onboarding.plans import Columns, Context, Planned
from pipelines.onboarding.remarks import reason
from pipelines.onboarding.tables import FoundTable

LEAST = 0.33


def plan(table: FoundTable, columns: Columns, context: Context) -> list[Planned]:
    """Every dataset that this table fills, the main one first; empty when it fits none."""
    blocks = find_blocks(table, columns, context)
    aside = {header for block in blocks for header in block.headers} - {
        m.header for b in blocks for m in b.matches.values() if m.column.key
    }
    if blocks and columns.family and aside & set(columns.family.headers):
        columns = Columns(columns.base, [], None)  # the same columns, told better as blocks
    base = [p for p in columns.base if p.header not in aside]
    asked = {block.dataset for block in blocks}
    guesses = {
        contract.id: guess(contract, base, context.lexicon, context.constants, context.priors.get(contract.id, 0.0))
        for contract in context.registry.contracts.values()
        if contract.id not in asked
    }
    with_long = {
        contract.id: guess(contract, [*base, *columns.long], context.lexicon, context.constants, context.priors.get(contract.id, 0.0))
        for contract in context.registry.contracts.values()
    } if columns.long else {}  # fmt: skip
    ranked = sorted([*guesses.values(), *with_long.values()], key=_rank, reverse=True)
    if not ranked or (not blocks and ranked[0].score < LEAST):
        return []
    main = ranked[0]
    facts = [c for c in needed(main.contract) if c.name not in CONSTANT and not (c.key and c.type == "id")]
    if main.score < LEAST or (len(main.lacking_facts) * 2 > len(facts) and not _may_join(main)):
        return blocks
    planned = [planned_fill(main, table, columns, context)]
    used = planned[0].headers
    second = (
        ranked[1:] if not with_long else sorted(ranked[1:], key=lambda g: bool(_long_headers(g, columns)), reverse=True)
    )
    for other in second:
        if other.contract.id in {fill.dataset for fill in planned} or other.contract.id in {
            fill.dataset for fill in blocks
        }:
            continue
        if _adds(other, used, columns):
            extra = planned_fill(other, table, columns, context, above=planned[0])
            own = _own_facts(other, used)
            extra.when = [name for name in own if _is_partly_blank(name, columns)][:2] or extra.when
            planned.append(extra)
            used |= extra.headers
    return planned + blocks


def plan_join(columns: Columns, context: Context, dataset: str, used: set[str]) -> Planned | None:
    """Columns that this table adds to a dataset of another table, found by its number; None when there are fewer than two."""
    contract = context.registry.contracts[dataset]
    numbers = [p for p in columns.base if p.header not in used]
    found = guess(contract, columns.base, context.lexicon, context.constants)
    if not all(name in found.matches for name in contract.key):
        return None
    keys = {found.matches[name].header for name in contract.key}
    found = guess(
        contract, [p for p in columns.base if p.header in keys or p in numbers], context.lexicon, context.constants
    )
    told_twice = {"family_name", "given_name", "birth_date"} | {c.name for c in needed(contract)}
    extra = {n: m for n, m in found.matches.items() if n not in told_twice and m.header not in keys and m.score >= 0.6}
    if len(extra) < 2 or not all(name in found.matches for name in contract.key):
        return None
    own = {name: found.matches[name] for name in contract.key} | extra
    fill = Planned(dataset, {}, found.score, join=True, matches=own)
    profiles = {p.header: p for p in columns.base}
    for column in contract.columns:
        if column.name in own:
            from_header(fill, own[column.name], profiles[own[column.name].header], context)
    said = f"vult {contract.label_nl.lower()} aan uit de andere tabel, op hetzelfde nummer"
    fill.remarks.append(reason((), said))
    return fill


def _may_join(found: Guess) -> bool:
    """A table that holds the number of something and more about it may add columns to another table."""
    return all(name in found.matches for name in found.contract.key) and len(found.matches) > len(found.contract.key)


def _rank(found: Guess) -> float:
    return found.score - 0.12 * len(found.lacking_facts)


def _long_headers(found: Guess, columns: Columns) -> set[str]:
    return {m.header for m in found.matches.values()} & {p.header for p in columns.long}


def _own_facts(found: Guess, used: set[str]) -> list[str]:
    facts = [c.name for c in needed(found.contract) if c.name not in CONSTANT]
    return [
        found.matches[name].header for name in facts if name in found.matches and found.matches[name].header not in used
    ]


def _adds(found: Guess, used: set[str], columns: Columns) -> bool:
    """A second dataset must be complete and rest on at least one needed column that the first does not use."""
    own = _own_facts(found, used)
    weeks = (
        any(c.type == "iso_week" for c in found.lacking)
        and columns.family is not None
        and columns.family.number == "week"
    )
    lacking = [c for c in found.lacking_facts if not (weeks and c.type == "iso_week")]
    if weeks:
        return not [c for c in lacking if not _value_column(c, columns)]
    sure = all(found.matches[c.name].score >= 0.6 for c in needed(found.contract) if c.name in found.matches)
    return bool(own) and not lacking and sure and not any(c.key and c.type not in ("id", "text") for c in found.lacking)


def _value_column(column: Column, columns: Columns) -> bool:
    """The marks in week columns are the one code that such a dataset needs."""
    return column.type == "code" and any(p.header == "value" for p in columns.long)


def _is_partly_blank(header: str, columns: Columns) -> bool:
    return any(p.header == header and sum(p.words.values()) < p.rows for p in [*columns.base, *columns.long])
