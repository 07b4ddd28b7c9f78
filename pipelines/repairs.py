"""What a steward repaired instead of the supplier: a word that was mapped, a rule that was waived → applied to the agreements.

Read from `sources/partners/<id>/repairs.yaml`, reviewed like every other agreement. Does not touch rows: a repair changes
what a file is judged by, so the delivery is judged again, from the archive.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import yaml
from pydantic import Field, field_validator

from pipelines.column_language import Column as Source
from pipelines.contracts import Contract, Rule
from pipelines.stages.land import write_atomically
from pipelines.table_language import Delivery, Fill
from pipelines.unrepairable import CELL_RULES, fills, refused, wrong_map, wrong_waiver
from pipelines.yaml_lines import ConfigurationError, Marked, Words, load, parse

if TYPE_CHECKING:
    from pipelines.vocabularies import Term

FILE_NAME = "repairs.yaml"
INTRODUCTION = (
    "# What a datasteward repaired instead of asking for a new file. Each line changes how files are judged from now on,\n"
    "# and the deliveries it is about are judged again by themselves. Made by `wlb repair`; review it like code.\n"
    "repairs:\n"
)


class NotRepaired(ConfigurationError):
    """This cannot be repaired so. As text only why: the line itself is gone again."""

    def __str__(self) -> str:
        return "; ".join(mistake.split(": ", 2)[-1] for mistake in self.mistakes)


class Decided(Words):
    """Who decided it, when and why: without that no repair stands."""

    delivery: str
    reason: str = Field(min_length=1)
    decided_by: str = Field(min_length=1)
    decided_on: date

    @field_validator("reason", "decided_by")
    @classmethod
    def _says_something(cls, value: str) -> str:
        if not value.strip():
            raise ValueError("say it in words; an empty text is no reason and nobody")
        return value


class Mapped(Decided):
    """One word of the partner that from now on means this code."""

    do: Literal["map"]
    column: str = Field(pattern=r"^[a-z_]+\.[a-z_0-9]+$", description="dataset.column")
    value: str = Field(min_length=1)
    to: str


class Waived(Decided):
    """One rule that for this delivery tells instead of setting rows apart; for one period, or until it is taken out."""

    do: Literal["waive"]
    rule: str
    period: str | None = Field(default=None, pattern=r"^\d{4}-(0[1-9]|1[0-2])$")


Repair = Annotated[Mapped | Waived, Field(discriminator="do")]


class Repairs(Words):
    """The file `repairs.yaml` of one partner."""

    repairs: tuple[Repair, ...]


def read(
    path: Path,
    deliveries: Mapping[str, Delivery],
    contracts: Mapping[str, Contract],
    vocabularies: "Mapping[str, Mapping[str, Term]]",
) -> tuple[Mapped | Waived, ...]:
    """The repairs of one partner; raises `ConfigurationError` with every mistake in the file."""
    marked = load(path)
    repairs = parse(Repairs, marked)
    codes = {name: [*terms, *(term.nl for term in terms.values())] for name, terms in vocabularies.items()}
    if wrong := mistakes(marked, repairs, deliveries, contracts, codes):
        raise ConfigurationError(wrong)
    return repairs.repairs


def everything(sources: Path) -> list[dict[str, Any]]:
    """Every repair under `sources/`, with its partner; the registry has already found them right."""
    return [
        {"partner": path.parent.name, **repair.model_dump()}
        for path in sorted(sources.glob(f"partners/*/{FILE_NAME}"))
        for repair in parse(Repairs, load(path)).repairs
    ]


def of(repairs: Iterable[Mapped | Waived], delivery: str) -> tuple[tuple[Mapped, ...], tuple[Waived, ...]]:
    """The mapped words and the waived rules of one delivery."""
    own = [repair for repair in repairs if repair.delivery == delivery]
    return tuple(r for r in own if isinstance(r, Mapped)), tuple(r for r in own if isinstance(r, Waived))


def mistakes(
    marked: Marked,
    repairs: Repairs,
    deliveries: Mapping[str, Delivery],
    contracts: Mapping[str, Contract],
    codes: Mapping[str, Iterable[str]],
) -> list[str]:
    """Everything that these repairs name and that does not exist, or may not be repaired; each with file and line.

    `codes` holds per vocabulary its codes and Dutch words.
    """
    found: list[str] = []
    seen: set[tuple[str, ...]] = set()
    for index, repair in enumerate(repairs.repairs):
        delivery = deliveries.get(repair.delivery)
        if delivery is None:
            what = refused("not_delivered", delivery=repair.delivery, known=", ".join(sorted(deliveries)))
        elif isinstance(repair, Mapped):
            what = wrong_map(repair, delivery, contracts, codes)
        else:
            what = wrong_waiver(repair, delivery, contracts)
        same = (repair.delivery, *_named(repair))
        if not what and same in seen:
            what = refused("twice")
        seen.add(same)
        if what:
            found.append(marked.mistake(("repairs", index), what))
    return found


def _named(repair: Mapped | Waived) -> tuple[str, ...]:
    if isinstance(repair, Mapped):
        return (repair.column, repair.value.casefold())
    return (repair.rule, repair.period or "")


def may_be_waived(rule: str, delivery: Delivery, contracts: Mapping[str, Contract]) -> bool:
    """True when a steward may let rows count that break this rule."""
    return not wrong_waiver(_as_waiver(rule), delivery, contracts)


def may_be_mapped(rule: str, delivery: Delivery, contracts: Mapping[str, Contract]) -> bool:
    """True for the rule of a column with agreed words that this delivery reads from its file."""
    dataset, _, rest = rule.partition(".")
    name, _, last = rest.rpartition(".")
    columns = contracts[dataset].columns if dataset in contracts else ()
    spoken = any(column.name == name and column.vocabulary for column in columns)
    read = any(source.source for fill in fills(delivery, dataset) if (source := fill.columns.get(name)))
    return last == "is_known" and spoken and read


def _as_waiver(rule: str) -> Waived:
    return Waived(do="waive", rule=rule, delivery="-", reason="-", decided_by="-", decided_on=date.min)


def with_maps(delivery: Delivery, maps: Iterable[Mapped]) -> Delivery:
    """The delivery with the mapped words added to its value maps."""
    for repair in maps:
        dataset, _, name = repair.column.partition(".")

        def mapped(fill: Fill, dataset: str = dataset, name: str = name, repair: Mapped = repair) -> Fill:
            source = fill.columns.get(name)
            if fill.dataset != dataset or source is None or not source.source:
                return fill
            more: Source = source.model_copy(update={"values": {**source.values, repair.value: repair.to}})
            return fill.model_copy(update={"columns": {**fill.columns, name: more}})

        tables = tuple(
            table.model_copy(update={"fills": tuple(mapped(fill) for fill in table.fills)}) for table in delivery.tables
        )
        delivery = delivery.model_copy(update={"tables": tables})
    return delivery


def with_waivers(contracts: dict[str, Contract], waivers: Iterable[Waived]) -> dict[str, Contract]:
    """The contracts in which each waived rule tells instead of setting rows apart, and says who decided that."""
    changed = dict(contracts)
    for waiver in waivers:
        dataset, _, rest = waiver.rule.partition(".")
        column_name, _, last = rest.rpartition(".")
        contract = changed[dataset]
        if last in CELL_RULES:
            columns = tuple(replace(c, unknown="notice") if c.name == column_name else c for c in contract.columns)
            changed[dataset] = replace(contract, columns=columns)
        else:
            rules = tuple(_told(rule, waiver) if rule.id == waiver.rule else rule for rule in contract.rules)
            changed[dataset] = replace(contract, rules=rules)
    return changed


def _told(rule: Rule, waiver: Waived) -> Rule:
    why = (
        f"{rule.why} Vrijgesteld op {waiver.decided_on:%d-%m-%Y} door {waiver.decided_by}: {waiver.reason.rstrip('.')}."
    )
    return replace(rule, severity="notice", why=why)


def write(folder: Path, partner: str, repair: Mapping[str, object]) -> Path:
    """Add one repair to the partner's file below `folder` (`sources`); what a person wrote there stays as it is.

    Raises `NotRepaired` with every mistake; the file is then as it was.
    """
    from pipelines.registry import load_registry  # it reads this module's file

    path = folder / "partners" / partner / FILE_NAME
    before = path.read_text(encoding="utf-8") if path.exists() else None
    words = {name: value for name, value in repair.items() if value is not None}
    line = yaml.safe_dump([words], allow_unicode=True, sort_keys=False, width=10_000)
    start = INTRODUCTION if before is None else before if before.endswith("\n") else before + "\n"
    write_atomically(path, start + line)
    load_registry.cache_clear()
    try:
        load_registry(folder)
    except ConfigurationError as error:
        if before is None:
            path.unlink()
        else:
            write_atomically(path, before)
        load_registry.cache_clear()
        raise NotRepaired(error.mistakes) from error
    return path
