"""Registry, receipts and a day → what was due, what came, and what is late.

Does not send reminders and does not look at what is inside a delivery.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from pipelines.receipts import Receipt
from pipelines.registry import Party, Plan, Registry

State = Literal["on_time", "late", "rejected", "missing", "expected"]
MONTHS_SHOWN = 13


@dataclass(frozen=True)
class Expected:
    """One delivery that is or was due."""

    partner: str
    delivery: str
    period: str
    due_on: date
    state: State


@dataclass(frozen=True)
class Freshness:
    """How a partner stands: the last month that came in, the last that was due, and whether something lacks."""

    partner: str
    last_period: str
    expected_period: str
    state: State

    @property
    def on_time(self) -> bool:
        """True when nothing that was due lacks."""
        return self.state in ("on_time", "late", "expected")


def months_between(first: str, last: str) -> list[str]:
    """All months yyyy-mm from first up to and including last."""
    start, end = _number(first), _number(last)
    return [f"{number // 12}-{number % 12 + 1:02}" for number in range(start, end + 1)]


def months_back(period: str, count: int) -> str:
    """The month `count` months before."""
    number = _number(period) - count
    return f"{number // 12}-{number % 12 + 1:02}"


def _number(period: str) -> int:
    return int(period[:4]) * 12 + int(period[5:]) - 1


def calendar(registry: Registry, receipts: list[Receipt], today: date) -> list[Expected]:
    """Every delivery of the last year that was or is due, per partner and kind of file.

    A partner that never delivered owes only its newest month: nobody is late for years before the agreement was used.
    """
    this_month = f"{today:%Y-%m}"
    rows = []
    for party in registry.parties.values():
        for plan in party.delivers:
            own = [r for r in receipts if (r.partner, r.delivery) == (party.id, plan.delivery)]
            rows += [
                _expected(party, plan, period, own, today) for period in _due_periods(party, plan, own, this_month)
            ]
    return sorted(rows, key=lambda row: (row.partner, row.delivery, row.period))


def _due_periods(party: Party, plan: Plan, own: list[Receipt], this_month: str) -> list[str]:
    accepted = [receipt.period for receipt in own if receipt.is_accepted]
    last = min(this_month, party.valid_to or this_month)
    due = [p for p in months_between(max(party.valid_from, months_back(last, 24)), last) if plan.due_on(p) is not None]
    if not accepted:
        return due[-1:]
    first = max(min(accepted), months_back(last, MONTHS_SHOWN - 1))
    return [period for period in due if period >= first]


def _expected(party: Party, plan: Plan, period: str, own: list[Receipt], today: date) -> Expected:
    due = plan.due_on(period)
    assert due is not None
    covering = [
        r for r in own if r.period == period or (r.covers_from and r.covers_from[:7] <= period <= r.covers_until[:7])
    ]
    accepted = [r for r in covering if r.is_accepted]
    state: State
    if accepted:
        state = "on_time" if min(r.arrived_at[:10] for r in accepted) <= due.isoformat() else "late"
    elif any(r.outcome in ("rejected", "destroyed") for r in covering):
        state = "rejected"
    else:
        state = "missing" if due < today else "expected"
    return Expected(party.id, plan.delivery, period, due, state)


def freshness(rows: list[Expected], receipts: list[Receipt]) -> list[Freshness]:
    """One row per partner that delivers: its worst open state among the newest delivery of each kind."""
    worst: dict[State, int] = {"rejected": 0, "missing": 1, "late": 2, "expected": 3, "on_time": 4}
    found = []
    for partner in dict.fromkeys(row.partner for row in rows):
        own = [row for row in rows if row.partner == partner]
        newest = [
            max((r for r in own if r.delivery == delivery), key=lambda r: r.period)
            for delivery in {r.delivery for r in own}
        ]
        before = [r for r in own if r.state != "expected"]
        latest = {
            d: max((r for r in before if r.delivery == d), key=lambda r: r.period) for d in {r.delivery for r in before}
        }
        judged = list(latest.values()) or newest
        state = min((row.state for row in judged), key=lambda s: worst[s])
        accepted = [r.period for r in receipts if r.partner == partner and r.is_accepted]
        found.append(Freshness(partner, max(accepted, default=""), max(r.period for r in judged), state))
    return found
