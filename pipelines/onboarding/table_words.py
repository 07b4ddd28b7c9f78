"""One understood table with its fills → the words of the table language, with reasons and questions beside them.

Does not look at cells again.
"""

from typing import Any

from pipelines.onboarding import file_names
from pipelines.onboarding.likeness import could_give, described, is_open
from pipelines.onboarding.patterns import (
    GROUP,
    PAGE_PATTERN,
    factor_above,
    group_pattern,
    is_listed,
    is_of_a_period,
    sheet_pattern,
)
from pipelines.onboarding.plans import Context, Looked
from pipelines.onboarding.remarks import Remark, below, question, reason


def table_of(
    item: Looked, context: Context, number: int, remarks: list[Remark], sheets: tuple[str, ...]
) -> dict[str, Any]:
    """The table as data; remarks are added with their places seen from the top of the file."""
    table, place = item.table, ("tables", number)
    header: dict[str, Any] = {"find": table.find} if table.find else {"row": table.header_row}
    if table.header_rows > 1:
        header["rows"] = table.header_rows
    spec: dict[str, Any] = {
        "name": file_names.identifier(table.sheet or context.registry.contracts[item.fills[0].dataset].label_nl)
    }
    if table.sheet:
        spec["sheet"] = sheet_pattern(table.sheet, sheets)
        if spec["sheet"] != f"^{table.sheet}$":
            said = "de naam van het tabblad heeft een nummer of teken; blijft hij gelijk?"
            remarks.append(question((*place, "sheet"), said))
        elif sum(is_of_a_period(other) for other in sheets) > 1 and is_of_a_period(table.sheet):
            said = (
                "elke periode heeft een eigen tabblad: een nieuw wordt pas gelezen als het hier bij staat. "
                "Kan het één tabblad per bestand?"
            )
            remarks.append(question((*place, "sheet"), said))
    spec["header"] = header
    if table.start:
        spec["start"] = table.start
        remarks.append(
            question((*place, "start"), "een volgende tabel op hetzelfde tabblad: begint hij hier elke keer?")
        )
    if table.end:
        spec["end"] = table.end
        remarks.append(reason((*place, "end"), "hier begint iets anders"))
    skips = [
        ("total", table.total_pattern, table.totals, "regels met een totaal of een aantal"),
        ("footer", PAGE_PATTERN, table.pages, "paginanummers"),
    ]
    for kind, pattern, count, called in skips:
        if count:
            spec.setdefault("skip", []).append({"kind": kind, "matches": pattern})
            remarks.append(reason((*place, "skip"), f"{count} {called}"))
    if table.groups:
        fitting = group_pattern(table.groups, tuple(context.places), table.first_cells)
        if fitting is None:
            said = f"{len(table.groups)} rijen lijken kopjes boven een groep regels, maar zonder vaste vorm. Wat hebben ze gemeen? "
            said += "Schrijf dat patroon als fill_down; tot dan komen die rijen apart. Of begint bij een ervan een andere tabel? "
            said += "Schrijf dan het begin van die tekst als end"
            remarks.append(question((*place, "header"), said))
        else:
            spec["fill_down"] = fitting
            if f"?P<{GROUP}>" in fitting:
                _use_groups(item, context)
            said = f"{len(table.groups)} rijen zijn kopjes boven een groep regels: past dit patroon ook op een volgend kopje?"
            if is_listed(fitting, table.groups):
                said += " De kopjes hebben geen vaste vorm en staan er daarom bij naam: voeg een nieuw kopje hier toe"
            remarks.append(question((*place, "fill_down"), said))
    long = {p.header for p in item.columns.long}
    if item.columns.family and any(fill.headers & long for fill in item.fills):
        family = item.columns.family
        spec["unpivot"] = {"columns": family.pattern} | ({"block": list(family.block)} if family.block else {})
    used = {header for fill in item.fills for header in (*fill.headers, *fill.when)}
    aside = set(item.columns.family.headers) if "unpivot" in spec and item.columns.family else set()
    unused = [header for header in table.columns if header not in used | aside]
    if unused:
        spec["not_used"] = unused
        remarks += _about_unused(item, unused, context, place)
    _in_thousands(item, spec, context, remarks, place)
    spec["fills"] = []
    for order, fill in enumerate(item.fills):
        spec["fills"].append(
            {"dataset": fill.dataset}
            | ({"join": True} if fill.join else {})
            | ({"when": fill.when} if fill.when else {})
            | ({"when_matches": fill.when_matches} if fill.when_matches else {})
            | ({"together": fill.together} if fill.together else {})
            | {"columns": fill.columns}
        )
        label = context.registry.contracts[fill.dataset].label_nl
        remarks.append(reason((*place, "fills", order), f"{label}: {fill.score:.2f}"))
        remarks += below((*place, "fills", order), fill.remarks)
    return spec


def _about_unused(item: Looked, unused: list[str], context: Context, place: tuple[str | int, ...]) -> list[Remark]:
    """Of each column that is not read what it might be; the others are named together."""
    asked, others = [], []
    for header in unused:
        seen = item.profiles.get(header)
        could = could_give(seen, item, context) if seen and seen.filled else []
        if seen is None or not could:
            others.append(header)
            continue
        several = len({fill.dataset for fill in item.fills}) > 1
        options = " of ".join(
            f"{column.name}{f' van {fill.dataset}' if several else ''} ({column.label_nl.lower()})"
            for fill, column in could
        )
        said = f"'{header}' ({described(seen)}) wordt niet gelezen. Is het {options}? "
        said += f"Haal het dan uit not_used en schrijf '{could[0][1].name}: {header}'"
        asked.append(question((*place, "not_used"), said))
    if others:
        told = ", ".join(
            f"'{h}'" + (f" ({described(p)})" if (p := item.profiles.get(h)) and p.filled else "") for h in others
        )
        said = f"{len(others)} kolommen worden niet gelezen en zeggen zelf niet wat ze zijn: {told}"
        if wanted := _not_found(item, context):
            said += f". Hoort er een bij {wanted}?"
        asked.append(question((*place, "not_used"), said))
    return asked


def _not_found(item: Looked, context: Context) -> str:
    """What the datasets of this table could also hold, those that must not be left out first."""
    listed = [
        column
        for fill in item.fills
        for column in context.registry.contracts[fill.dataset].columns
        if not (column.derived or column.identifying) and is_open(item, fill.dataset, column)
    ]
    names = dict.fromkeys(c.name for c in sorted(listed, key=lambda c: not (c.required or c.key)))
    return ", ".join(names)


def _in_thousands(
    item: Looked, spec: dict[str, Any], context: Context, remarks: list[Remark], place: tuple[str | int, ...]
) -> None:
    """Amounts in thousands, by the title: as a word of `above`, or as a number where a title is not read."""
    said = factor_above(item.table.title)
    amounts = [
        fill.columns[column.name]
        for fill in item.fills
        for column in context.registry.contracts[fill.dataset].columns
        if column.name.endswith("_eur") and column.name in fill.columns
    ]
    if said is None or not amounts:
        return
    above, times, asked = said
    if above and item.table.sheet:
        spec["above"] = above
    else:
        times = 1000
    for amount in amounts:
        amount["times"] = times
    remarks.append(question((*place, *(("above",) if "above" in spec else ("fills",))), asked.text))


def _use_groups(item: Looked, context: Context) -> None:
    """The text of a group row is the start group, where the dataset has one."""
    for fill in item.fills:
        contract = context.registry.contracts[fill.dataset]
        if any(column.name == "start_group" for column in contract.columns) and "start_group" not in fill.columns:
            fill.columns["start_group"] = {"from": "group"}
            fill.remarks.append(question(("columns", "start_group"), "is de groepsregel de startgroep?"))
