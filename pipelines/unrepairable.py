"""A repair that a steward asks for → why it cannot stand, in a sentence; nothing when it can. Changes nothing.

Read on the page of whoever asks, and in the terminal by whoever reviews `repairs.yaml`; see `words.spoken`.
"""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from pipelines.contracts import Column, Contract
from pipelines.findings import nearest
from pipelines.table_language import Delivery, Fill
from pipelines.words import say, spoken

if TYPE_CHECKING:
    from pipelines.repairs import Mapped, Waived

NEVER = ("key_stands_once", "is_filled")
CELL_RULES = ("is_known", "is_readable")


def wrong_map(
    repair: "Mapped", delivery: Delivery, contracts: Mapping[str, Contract], codes: Mapping[str, Iterable[str]]
) -> str:
    """Why this word cannot be mapped to this code."""
    dataset, _, name = repair.column.partition(".")
    if dataset not in delivery.datasets or dataset not in contracts:
        return _no_dataset(repair.delivery, dataset, delivery)
    column = next((column for column in contracts[dataset].columns if column.name == name), None)
    if column is None:
        near = _near(name, (column.name for column in contracts[dataset].columns))
        return refused("no_column", dataset=dataset, column=name, near=near)
    if not column.vocabulary:
        return refused("no_vocabulary", column=repair.column)
    sources = [source for fill in fills(delivery, dataset) if (source := fill.columns.get(name)) and source.source]
    if not sources:
        return refused("not_read", delivery=repair.delivery, column=repair.column)
    known = list(codes[column.vocabulary])
    if repair.to not in known:
        return refused("no_code", code=repair.to, vocabulary=column.vocabulary, near=_near(repair.to, known))
    told = {word.casefold() for source in sources for word in source.values} | {word.casefold() for word in known}
    return refused("known_already", word=repair.value) if repair.value.casefold() in told else ""


def wrong_waiver(repair: "Waived", delivery: Delivery, contracts: Mapping[str, Contract]) -> str:
    """Why this rule cannot be waived."""
    dataset, _, rest = repair.rule.partition(".")
    column_name, _, last = rest.rpartition(".")
    if dataset not in delivery.datasets or dataset not in contracts:
        return _no_dataset(repair.delivery, dataset, delivery)
    contract = contracts[dataset]
    if last in NEVER:
        return refused("never_waived", rule=repair.rule, why=refused(f"never.{last}"))
    column = next((column for column in contract.columns if column.name == column_name), None)
    if last in CELL_RULES and column:
        return _wrong_cell_waiver(repair.rule, column)
    rule = next((rule for rule in contract.rules if rule.id == repair.rule), None)
    if rule is None:
        near = _near(repair.rule, (rule.id for rule in contract.rules))
        return refused("no_rule", dataset=dataset, rule=repair.rule, near=near)
    return "" if rule.severity == "quarantines" else refused("sets_nothing_apart", rule=repair.rule)


def _wrong_cell_waiver(rule: str, column: Column) -> str:
    if column.key or column.required:
        why = refused("never.is_filled") + refused("or_map")
        return refused("never_waived", rule=rule, why=why)
    return "" if column.unknown == "quarantines" else refused("sets_nothing_apart", rule=rule)


def refused(key: str, **values: str) -> str:
    """A mistake in words that a steward reads on the page, or whoever reviews the file in the terminal."""
    return say(f"refused.{key}", spoken(), **values)


def _near(told: str, known: Iterable[str]) -> str:
    near = nearest(told, tuple(known))
    return refused("near", near=near) if near else ""


def _no_dataset(name: str, dataset: str, delivery: Delivery) -> str:
    return refused("no_dataset", delivery=name, dataset=dataset, known=", ".join(delivery.datasets))


def fills(delivery: Delivery, dataset: str) -> list[Fill]:
    """Every reading of this dataset in the tables of one delivery."""
    return [fill for table in delivery.tables for fill in table.fills if fill.dataset == dataset]
