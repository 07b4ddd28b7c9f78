"""What a person says a table is (`--as Mappen=trajectory`) → its fills, however little the headers say themselves.

Does not doubt it: what no header gives becomes a question. A table of two datasets has a column that says which row is which.
"""

import itertools
from dataclasses import replace

from pipelines.onboarding.columns import Guess, guess
from pipelines.onboarding.fill_columns import planned_fill
from pipelines.onboarding.patterns import plain_pattern
from pipelines.onboarding.plans import Columns, Context, Planned, look_at
from pipelines.onboarding.remarks import question
from pipelines.onboarding.shapes import Profile
from pipelines.onboarding.tables import FoundTable
from pipelines.onboarding.weeks import by_kind_of_cell

HEADINGS = frozenset({"week", "marks"})


def datasets_told(table: FoundTable, context: Context) -> tuple[str, ...]:
    """The datasets that somebody said this table holds: by the name of its sheet, or by a part of the name of its file."""
    by_sheet = context.told.get(table.sheet.lower(), ())
    by_file = (own for name, own in context.told.items() if not table.sheet and name in context.words_around)
    return by_sheet or next(by_file, ())


def plan_told(table: FoundTable, columns: Columns, context: Context, datasets: tuple[str, ...]) -> list[Planned]:
    """A fill per dataset; where there are several, each for the rows of one word of a column."""
    if len(datasets) > 1 and (parted := _by_row(table, columns, context, datasets)):
        return parted
    planned: list[Planned] = []
    for dataset in datasets:
        found = _guess(dataset, columns, context)
        fill = planned_fill(found, table, columns, context, above=planned[0] if planned else None)
        planned += by_kind_of_cell(fill, found.contract, columns, context)
    return planned


def _guess(dataset: str, columns: Columns, context: Context) -> Guess:
    named = context.named | (HEADINGS if columns.family and columns.family.is_weeks else set())
    contract = context.registry.contracts[dataset]
    profiles = [*columns.base, *columns.long]
    return guess(contract, profiles, context.lexicon, context.constants, named=named)


def _by_row(table: FoundTable, columns: Columns, context: Context, datasets: tuple[str, ...]) -> list[Planned]:
    """A column with one word per dataset: `VRG` and `BZK`. Which is which shows in the columns that are filled there."""
    for seen in columns.base:
        words = list(seen.told)
        if len(words) != len(datasets) or not seen.is_wordlist or seen.header not in table.columns:
            continue
        parts = {word: _rows_with(table, seen, word) for word in words}
        looked = {word: _filled(look_at(part, tuple(context.places))) for word, part in parts.items()}
        best = max(
            itertools.permutations(datasets),
            key=lambda order: sum(_guess(d, looked[w], context).score for d, w in zip(order, words, strict=True)),
        )
        planned = []
        for dataset, word in zip(best, words, strict=True):
            fill = planned_fill(_guess(dataset, looked[word], context), parts[word], looked[word], context)
            fill.when, fill.when_matches = [seen.header], f"^{plain_pattern(word)}$"
            label = context.registry.contracts[dataset].label_nl.lower()
            fill.remarks.append(
                question(("when_matches",), f"is een regel met '{word}' onder '{seen.header}' {label}?")
            )
            planned.append(fill)
        return sorted(planned, key=lambda fill: datasets.index(fill.dataset))
    return []


def _filled(columns: Columns) -> Columns:
    """A column that is blank in all rows of one kind belongs to the other."""
    return replace(columns, base=[seen for seen in columns.base if seen.filled])


def _rows_with(table: FoundTable, seen: Profile, word: str) -> FoundTable:
    place = table.columns.index(seen.header)
    kept = [(row, group) for row, group in zip(table.data, table.group_of, strict=True) if row[1][place] == word]
    return replace(table, data=tuple(row for row, _ in kept), group_of=tuple(group for _, group in kept))
