"""What was agreed → the tables of the desk from which a steward chooses: deliveries, agreed words, repairs that stand.

Holds nothing that was delivered.
"""

import pandas as pd

from pipelines import words
from pipelines.registry import Party, Plan, Registry
from pipelines.repairs import Mapped

PLAN = {
    "partner": "str", "partner_name": "str", "kind": "str", "delivery": "str", "title": "str", "example": "str",
    "rhythm_nl": "str", "rhythm_en": "str", "due_days": "Int64", "admitted": "bool",
}  # fmt: skip
TERM = {"column": "str", "label": "str", "code": "str", "nl": "str", "en": "str"}
REPAIR = {
    "partner": "str", "partner_name": "str", "delivery": "str", "do": "str", "what": "str", "becomes": "str", "period": "str",
    "reason": "str", "decided_by": "str", "decided_on": "datetime64[us]",
}  # fmt: skip


def tables(registry: Registry) -> dict[str, pd.DataFrame]:
    """`plan`: every partner and what it delivers; `term`: the words of every coded column; `repair`: what stewards decided."""
    rows = {"plan": _plans(registry), "term": _terms(registry), "repair": _repairs(registry)}
    shapes = {"plan": PLAN, "term": TERM, "repair": REPAIR}
    return {name: pd.DataFrame(rows[name], columns=list(shape)).astype(shape) for name, shape in shapes.items()}


def _plans(registry: Registry) -> list[dict[str, object]]:
    """A partner that delivers nothing has one row, without a delivery."""
    rows: list[dict[str, object]] = []
    for party in registry.parties.values():
        own = {
            "partner": party.id,
            "partner_name": party.name,
            "kind": party.kind,
            "admitted": party.admission is not None,
        }
        rows += [own | _plan(registry, party, plan) for plan in party.delivers] or [own | {"delivery": ""}]
    return rows


def _plan(registry: Registry, party: Party, plan: Plan) -> dict[str, object]:
    described = registry.deliveries[party.id][plan.delivery]
    told = {f"rhythm_{lang}": _rhythm(plan, lang) for lang in words.LANGUAGES}
    return told | {
        "delivery": plan.delivery, "title": described.title, "example": described.example, "due_days": plan.due_days,
    }  # fmt: skip


def _rhythm(plan: Plan, lang: words.Lang) -> str:
    if isinstance(plan.every, str):
        return words.say(f"rhythm.{plan.every}", lang)
    months = ", ".join(words.month_name(month, lang) for month in plan.every)
    return words.say("rhythm.months", lang, months=months)


def _terms(registry: Registry) -> list[dict[str, object]]:
    return [
        {
            "column": f"{contract.id}.{column.name}",
            "label": column.label_nl,
            "code": term.code,
            "nl": term.nl,
            "en": term.en,
        }
        for contract in registry.contracts.values()
        for column in contract.columns
        if column.vocabulary
        for term in registry.vocabularies[column.vocabulary].values()
    ]


def _repairs(registry: Registry) -> list[dict[str, object]]:
    return [
        {
            "partner": partner, "partner_name": registry.parties[partner].name, "delivery": repair.delivery, "do": repair.do,
            "what": f"{repair.column}: {repair.value}" if isinstance(repair, Mapped) else repair.rule,
            "becomes": repair.to if isinstance(repair, Mapped) else "",
            "period": "" if isinstance(repair, Mapped) else repair.period or "",
            "reason": repair.reason, "decided_by": repair.decided_by, "decided_on": pd.Timestamp(repair.decided_on),
        }
        for partner, decided in sorted(registry.repaired.items())
        for repair in decided
    ]  # fmt: skip
