"""Samples of one delivery → the tables in the largest of them, each with the datasets that it seems to fill.

Reads nothing. The other samples add only what stands in their cells: a word that came once in another month is asked about too.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from statistics import median

from pipelines.onboarding.columns import CONSTANT
from pipelines.onboarding.fills import plan, plan_join
from pipelines.onboarding.grids import Opened
from pipelines.onboarding.plans import Context, Looked, Planned, is_placeholder, look_at
from pipelines.onboarding.remarks import Remark, question, reason, warning
from pipelines.onboarding.shared import LEAST_LENGTH, LEAST_NUMBERS, Numbers, own_number
from pipelines.onboarding.tables import FoundTable, find_tables
from pipelines.onboarding.told import datasets_told, largest_of, plan_told
from pipelines.registry import Registry

MOST_OTHERS = 8


def tables_in(sample: Opened, knows: Callable[[str], bool]) -> list[FoundTable]:
    """Every table of a sample, from the first sheet to the last."""
    several = sample.sniffed.reads == "workbook"
    return [table for grid in sample.grids for table in find_tables(grid, knows, several=several)]


def look(sample: Opened, others: Iterable[Opened], context: Context, remarks: list[Remark]) -> list[Looked]:
    """The tables of a sample and what they fill; what has to be said of the whole file goes into `remarks`."""
    knows, several = context.lexicon.knows, sample.sniffed.reads == "workbook"
    found = tables_in(sample, knows)
    beside = [table for other in list(others)[:MOST_OTHERS] for table in tables_in(other, knows)]
    if not several and not found and sample.grids:
        said = "geen kopregel herkend: de eerste regels lijken al gegevens. Vraag de partner om een kopregel, of om een beschrijving"
        remarks.append(question(("tables",), said))
    largest = largest_of(found)
    looked = []
    for own in found:
        table = replace(own, beside=tuple(other for other in beside if _is_same(own, other)))
        columns = look_at(table, tuple(context.places))
        for seen in columns.base:
            if seen.citizen_numbers:
                said = (
                    f"kolom '{seen.header}' bevat {seen.citizen_numbers} verschillende nummers die een BSN of onderwijsnummer kunnen "
                    "zijn. Die mogen wij niet ontvangen: een levering met deze kolom "
                    "wordt vernietigd. Vraag een export zonder, en wis dit voorbeeld"
                )
                remarks.append(warning((), said))
        datasets = datasets_told(table, context, is_largest=own is largest)
        fills = plan_told(table, columns, context, datasets) if datasets else plan(table, columns, context)
        looked.append(Looked(table, columns, fills))
        if not looked[-1].fills and several:
            where = f"tabblad '{table.sheet}', rij {table.header_row}"
            remarks.append(reason((), f"{where}: deze tabel past op geen dataset en wordt niet gelezen"))
    return looked


def numbers_of(looked: Iterable[tuple[str, Looked]], registry: Registry) -> tuple[Numbers, ...]:
    """(file, table) of all samples → the numbers of every dataset that has one number as its key."""
    found = []
    for file, item in looked:
        for fill in item.fills:
            contract = registry.contracts[fill.dataset]
            own = own_number(contract)
            spec = fill.columns.get(own.name) if own else None
            if own is None or not isinstance(spec, dict) or is_placeholder(spec) or "from" not in spec:
                continue
            seen = item.profiles.get(spec["from"])
            words = frozenset(seen.plain_words) if seen else frozenset()
            if len(words) >= LEAST_NUMBERS and median(map(len, words)) >= LEAST_LENGTH:
                found.append(Numbers(own.keyed or "", contract.id, spec["from"], file, words))
    return tuple(found)


def _is_same(own: FoundTable, other: FoundTable) -> bool:
    """True for the same table in another sample: the same columns, those that stand for days or weeks aside."""
    return bool(own.stable_columns) and own.stable_columns == other.stable_columns


def join(looked: list[Looked], context: Context) -> None:
    """A table with the number of a dataset that another table fills, and more about it, adds columns to that dataset.

    What only looks a little like a dataset that another table gives in full (a list of words, a summary) is left out.
    """
    whole = {fill.dataset: item for item in looked for fill in item.fills if not fill.lacks}
    for item in looked:
        complete = [fill for fill in item.fills if len(set(fill.lacks) - {*CONSTANT}) < 2 and _has_number(fill)]
        for dataset, main in whole.items():
            if main is item or dataset in {fill.dataset for fill in complete}:
                continue
            if extra := plan_join(item.columns, context, dataset, {h for fill in complete for h in fill.headers}):
                item.fills = [extra, *complete]
        item.fills = [
            fill
            for fill in item.fills
            if fill.join or fill.dataset not in whole or len(set(fill.lacks) - {*CONSTANT}) < 2
        ]


def _has_number(fill: Planned) -> bool:
    """True when a header gives (part of) the key; a key that was put together from other cells is a weak sign."""
    return any(match.column.key for match in fill.matches.values())
