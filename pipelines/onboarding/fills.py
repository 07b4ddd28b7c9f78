"""One table → the datasets that it fills: the main one, those beside it, blocks, and columns for another table's dataset.

Does not say where a column comes from (`fill_columns` does).
"""

from dataclasses import replace

from pipelines.contracts import Column, Contract
from pipelines.onboarding.blocks import find_blocks
from pipelines.onboarding.columns import CONSTANT, OF_THE_SCHOOL, Guess, guess, needed
from pipelines.onboarding.derived import said_around
from pipelines.onboarding.fill_columns import from_header, planned_fill
from pipelines.onboarding.flags import flag_of, only_flagged, with_flag
from pipelines.onboarding.plans import Columns, Context, Planned
from pipelines.onboarding.remarks import reason
from pipelines.onboarding.shapes import Profile
from pipelines.onboarding.tables import FoundTable
from pipelines.onboarding.weeks import by_kind_of_cell, share_of_marks

LEAST = 0.33
# Cells of week columns that are marks of attendance say more than the headers beside them.
BY_MARKS = 0.3


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
    named = context.named | said_for_all(table, context)
    in_headings = {"week", "marks"} if columns.family and columns.family.is_weeks else set()
    cells = len(columns.family.cells) if columns.family else 0

    def guessed(contract: Contract, profiles: list[Profile], unread: int) -> Guess:
        prior = context.priors.get(contract.id, 0.0)
        if profiles is not wide or not in_headings:
            return guess(contract, profiles, context.lexicon, context.constants, prior, named, unread, context.numbers)
        wider = named | in_headings
        found = guess(contract, profiles, context.lexicon, context.constants, prior, wider, unread, context.numbers)
        return replace(found, score=found.score + BY_MARKS * share_of_marks(contract, columns, context))

    contracts = context.registry.contracts.values()
    wide = [*base, *columns.long]
    guesses = {contract.id: guessed(contract, base, cells) for contract in contracts if contract.id not in asked}
    with_long = {contract.id: guessed(contract, wide, 0) for contract in contracts} if columns.long else {}
    ranked = sorted([*guesses.values(), *with_long.values()], key=_rank, reverse=True)
    if not ranked or (not blocks and ranked[0].score < LEAST):
        return []
    main = ranked[0]
    facts = [c for c in needed(main.contract) if c.name not in CONSTANT and not (c.key and c.type == "id")]
    if main.score < LEAST or (len(main.lacking_facts) * 2 > len(facts) and not _may_join(main)):
        return blocks
    first = planned_fill(main, table, columns, context)
    planned = by_kind_of_cell(first, main.contract, columns, context)
    used = {header for fill in planned for header in fill.headers}
    second = (
        ranked[1:] if not with_long else sorted(ranked[1:], key=lambda g: bool(_long_headers(g, columns)), reverse=True)
    )
    for candidate in second:
        other = with_flag(candidate, main, columns, context)
        if other.contract.id in {fill.dataset for fill in planned} or other.contract.id in {
            fill.dataset for fill in blocks
        }:
            continue
        if _adds(other, used, columns, is_flagged=flag_of(other.contract.id, columns, context) is not None):
            extra = planned_fill(other, table, columns, context, above=planned[0])
            own = _own_facts(other, used)
            extra.when = [name for name in own if _is_partly_blank(name, columns)][:2] or extra.when
            only_flagged(extra, other, columns, context)
            planned += by_kind_of_cell(extra, other.contract, columns, context)
            used |= extra.headers
    return planned + blocks


def said_for_all(table: FoundTable, context: Context) -> frozenset[str]:
    """Columns of which a title says one code for the whole file."""
    columns = {c.name: c for contract in context.registry.contracts.values() for c in contract.columns}
    return frozenset(name for name in OF_THE_SCHOOL if said_around(columns[name], table, context))


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


def _adds(found: Guess, used: set[str], columns: Columns, *, is_flagged: bool) -> bool:
    """A second dataset must be complete and rest on at least one needed column that the first does not use."""
    own = _own_facts(found, used)
    weeks = any(c.type == "iso_week" for c in found.lacking) and columns.family is not None and columns.family.is_weeks
    lacking = [c for c in found.lacking_facts if not (weeks and c.type == "iso_week")]
    elsewhere = {*found.given, *found.parted}
    if weeks:
        return not [c for c in lacking if not _value_column(c, columns)]
    sure = all(found.matches[c.name].score >= 0.6 for c in needed(found.contract) if c.name in found.matches)
    own_number = any(c.key and c.type == "id" and c.name in found.matches for c in needed(found.contract))
    keyless = [c for c in found.lacking if c.key and c.type not in ("id", "text") and c.name not in elsewhere]
    return own_number and (bool(own) or is_flagged) and not lacking and sure and not keyless


def _value_column(column: Column, columns: Columns) -> bool:
    """The marks in week columns are the one code that such a dataset needs."""
    return column.type == "code" and any(p.header == "value" for p in columns.long)


def _is_partly_blank(header: str, columns: Columns) -> bool:
    return any(p.header == header and sum(p.words.values()) < p.rows for p in [*columns.base, *columns.long])
