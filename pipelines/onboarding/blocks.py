"""The same questions asked several times side by side → a fill per block: the call round at 0, 6 and 12 months.

Only for datasets that have a moment in their key; columns that differ by a number alone are a family (`tables`).
"""

import re
from dataclasses import replace

from pipelines.onboarding.columns import CONSTANT, Guess, guess, upper_of
from pipelines.onboarding.fill_columns import planned_fill
from pipelines.onboarding.plans import Columns, Context, Planned
from pipelines.onboarding.remarks import question
from pipelines.onboarding.shapes import Profile, profile
from pipelines.onboarding.tables import FoundTable


def find_blocks(table: FoundTable, columns: Columns, context: Context) -> list[Planned]:
    """The same question asked several times side by side: each block of headers is a fill of its own."""
    groups: dict[str, list[Profile]] = {}
    everything = [profile(h, i, ((n, cells[i]) for n, cells in table.data)) for i, h in enumerate(table.columns)]
    for p in everything:
        label = upper_of(p.header) or " ".join(p.header.split()[1:])
        if label:
            groups.setdefault(label, []).append(p)
    groups = {label: own for label, own in groups.items() if len(own) >= 2}
    if len(groups) < 2:
        return []
    planned = []
    for contract in context.registry.contracts.values():
        moment = next((c for c in contract.columns if c.key and c.type == "int" and c.name in CONSTANT), None)
        if moment is None:
            continue
        keys = [c for c in contract.columns if c.key and c.type == "id"]
        for label, own in groups.items():
            members = {p.header for p in own}
            outside = [p for p in everything if p.header not in members and not any(p in g for g in groups.values())]
            bare = {_without(p.header, label): p for p in own}
            alone = [replace(p, header=short) for short, p in bare.items()]
            found = guess(contract, [*outside, *alone], context.lexicon, context.constants, numbers=context.numbers)
            found = replace(
                found,
                matches={
                    n: replace(m, header=bare[m.header].header) if m.header in bare else m
                    for n, m in found.matches.items()
                },
            )
            inside = {name: m for name, m in found.matches.items() if m.header in members}
            dated = any(m.column.type == "date" for m in inside.values())
            if not dated or len(inside) < 2 or not all(key.name in found.matches for key in keys):
                continue
            kept = {k.name: found.matches[k.name] for k in keys} | inside
            fill = planned_fill(Guess(contract, kept, found.score), table, replace(columns, base=everything), context)
            number = re.search(r"\d+", label)
            fill.columns[moment.name] = {"constant": number[0] if number else "0"}
            fill.remarks = [r for r in fill.remarks if r.place != ("columns", moment.name)]
            said = f"hoort '{label}' bij {moment.label_nl.lower()} {number[0] if number else 0}?"
            fill.remarks.append(question(("columns", moment.name), said))
            fill.when = [p.header for p in own if p.header in fill.headers][:2]
            planned.append(fill)
    return planned if len(planned) >= 2 else []


def _without(header: str, label: str) -> str:
    """The part of a header that is its own: `Werk` of `Werk uitstroom` and of `Navraag na 6 mnd · Werk`."""
    if upper_of(header) == label:
        return header.split(" · ")[-1]
    return header.split()[0]
