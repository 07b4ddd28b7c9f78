"""What the files under `sources/` say of each other → every place where one asks for something that another does not have.

Does not read files; the registry does, and hands over what it understood.
"""

from collections.abc import Mapping
from typing import Any

from pipelines.contracts import Contract
from pipelines.table_language import Delivery, Fill
from pipelines.yaml_lines import Marked

Words = Mapping[str, Mapping[str, object]]  # vocabulary → its codes


def unknown_vocabularies(marked: Marked, contract: Contract, vocabularies: Words) -> list[str]:
    """Columns of a contract that speak a vocabulary which is not there."""
    return [
        marked.mistake(("schema", 0, "properties", i), f"there is no vocabulary '{column.vocabulary}'")
        for i, column in enumerate(contract.columns)
        if column.vocabulary and column.vocabulary not in vocabularies
    ]


def mismatches(
    marked: Marked,
    delivery: Delivery,
    contracts: dict[str, Contract],
    broken: set[str],
    vocabularies: Words,
) -> list[str]:
    """What a delivery YAML says against what the contracts and vocabularies know; what is broken itself is not judged."""
    found = []
    for t, table in enumerate(delivery.tables):
        for f, fill in enumerate(table.fills):
            place: tuple[Any, ...] = ("tables", t, "fills", f)
            contract = contracts.get(fill.dataset)
            if contract is None:
                known = sorted({*contracts, *broken})
                if fill.dataset not in known:
                    found.append(marked.mistake(place, f"dataset '{fill.dataset}' has no contract; there are {known}"))
                continue
            columns = {column.name: column for column in contract.columns}
            for name, column in fill.columns.items():
                here = (*place, "columns", name)
                if name not in columns:
                    found.append(
                        marked.mistake(here, f"contract {contract.id} has no such column; it has {sorted(columns)}")
                    )
                    continue
                if column.times is not None and columns[name].type not in ("decimal", "money"):
                    found.append(marked.mistake(here, f"'times' is for decimals; {name} is {columns[name].type}"))
                if column.every_week and columns[name].type != "iso_week":
                    found.append(marked.mistake(here, f"'every_week' gives ISO weeks; {name} is {columns[name].type}"))
                if column.key_list and columns[name].keyed != "trajectory":
                    found.append(marked.mistake(here, f"the key list gives trajectory numbers; {name} is none"))
                vocabulary = columns[name].vocabulary
                if vocabulary is None or vocabulary not in vocabularies:
                    continue
                said = {column.constant} if column.constant and not column.values else set(column.values.values())
                wrong = said - set(vocabularies[vocabulary])
                if wrong:
                    found.append(
                        marked.mistake(
                            here,
                            f"{sorted(wrong)} not in vocabulary '{vocabulary}'; it has {sorted(vocabularies[vocabulary])}",
                        )
                    )
            found += _not_together(marked, place, fill, contract, vocabularies)
            needed = {c.name for c in contract.columns if c.key or (c.required and not fill.join)}
            missing = needed - set(fill.columns) - {c.name for c in contract.columns if c.derived}
            if missing:
                found.append(marked.mistake((*place, "columns"), f"required columns are not mapped: {sorted(missing)}"))
    return found


def _not_together(
    marked: Marked, place: tuple[Any, ...], fill: Fill, contract: Contract, vocabularies: Words
) -> list[str]:
    """Columns that cannot be put together as is asked: a key, words added up, numbers in order, codes that do not exist."""
    found = []
    columns = {column.name: column for column in contract.columns}
    for name, how in fill.together.items():
        column = columns.get(name)
        if column is None:
            continue  # told already: the contract has no such column
        codes = vocabularies.get(column.vocabulary or "", {})
        if column.key:
            said = f"'{name}' is part of the key: it is what the records that go together share"
        elif how == "sum" and column.type not in ("int", "decimal", "money"):
            said = f"only numbers add up; {name} is {column.type}, so list its codes, the one that counts first"
        elif how != "sum" and not column.vocabulary:
            said = f"{name} has no codes to choose from; write `{name}: sum`"
        elif how != "sum" and codes and (wrong := set(how) - set(codes)):
            said = f"{sorted(wrong)} not in vocabulary '{column.vocabulary}'; it has {sorted(codes)}"
        else:
            continue
        found.append(marked.mistake((*place, "together"), said))
    return found
