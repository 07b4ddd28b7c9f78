"""What a person says a table is (`--as Mappen=trajectory`) → its fills, however little the headers say themselves.

Does not doubt it: what no header gives becomes a question. A table of two datasets has a column that says which row is which.
"""

import itertools
from collections.abc import Iterable
from dataclasses import dataclass, replace

from pipelines.onboarding.columns import Guess, guess
from pipelines.onboarding.families import JOINT
from pipelines.onboarding.fill_columns import planned_fill
from pipelines.onboarding.patterns import plain_pattern
from pipelines.onboarding.plans import Columns, Context, Planned, look_at
from pipelines.onboarding.remarks import question
from pipelines.onboarding.shapes import Profile
from pipelines.onboarding.tables import FoundTable
from pipelines.onboarding.weeks import by_kind_of_cell

HEADINGS = frozenset({"week", "marks"})


class Unclear(Exception):
    """What a person said does not fit one way; the text says what to write instead."""


@dataclass(frozen=True)
class Fits:
    """One thing that was said and fits a table: how precisely (`by_sheet`, letters of the file's name), and the words."""

    by_sheet: bool
    letters: int
    said: str


def _fitting(table: FoundTable, context: Context) -> list[Fits]:
    """What was said of this table, by its sheet (`Mappen`), a part of the name of its file (`vragen`), or both (`vragen/Mappen`)."""
    found = []
    for said in context.told:
        file, both, sheet = said.rpartition("/")
        if both and sheet == table.sheet.lower() and file in context.words_around:
            found.append(Fits(True, len(file), said))
        elif not both and said in context.words_around:
            found.append(Fits(False, len(said), said))
    return found


def _most_precise(fitting: list[Fits], context: Context) -> tuple[str, ...]:
    """The datasets of what fits most precisely: a sheet before a file, a longer name before a shorter; raises `Unclear`."""
    rank = max((one.by_sheet, one.letters) for one in fitting)
    best = [one.said for one in fitting if (one.by_sheet, one.letters) == rank]
    if len({context.told[said] for said in best}) > 1:
        named = " and ".join(f"'{said.removeprefix('/')}={','.join(context.told[said])}'" for said in best)
        raise Unclear(f"--as {named} both fit '{context.words_around}'; write more of the name in one of them")
    return context.told[best[0]]


def datasets_told(table: FoundTable, context: Context, *, is_largest: bool = True) -> tuple[str, ...]:
    """The datasets that somebody said this table holds; what was said of a whole workbook is about its largest table."""
    fitting = [one for one in _fitting(table, context) if one.by_sheet or not table.sheet or is_largest]
    return _most_precise(fitting, context) if fitting else ()


def largest_of(tables: Iterable[FoundTable]) -> FoundTable | None:
    """The table with most cells."""
    return max(tables, key=lambda table: len(table.data) * len(table.columns), default=None)


def placed(told: dict[str, tuple[str, ...]], sheets: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """The same, with a stroke before what is the name of a sheet: such a word is never a part of a file's name as well.

    `sheets` are (file, sheet) of all samples. Raises `Unclear` for what was said of nothing that is there.
    """
    there = [(file.lower(), sheet.lower()) for file, sheet in sheets]
    for said in told:
        name, both, sheet = said.rpartition("/")
        if not any(
            (name in file and own == sheet) if both else said in (own, file) or said in file for file, own in there
        ):
            listed = ", ".join(dict.fromkeys(f"'{file}'" + (f" / '{own}'" if own else "") for file, own in there))
            raise Unclear(f"--as '{said}=…' fits no sheet and no part of a file name; there are {listed}")
    names = {sheet for _, sheet in there if sheet}
    return {f"/{said}" if said in names else said: datasets for said, datasets in told.items()}


def check_headers(said: Iterable[str], tables: Iterable[FoundTable]) -> None:
    """Raises `Unclear` for a header that no table has."""
    there = dict.fromkeys(header for table in tables for header in table.columns)
    for header in said:
        if header.lower() not in {part.lower() for name in there for part in (name, *name.split(JOINT))}:
            raise Unclear(f"--as '{header}=…': no table has this header; there are {', '.join(there)}")


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
    return guess(contract, profiles, context.lexicon, context.constants, named=named, numbers=context.numbers)


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
