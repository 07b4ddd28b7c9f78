"""Registry, receipts and a day → frames about deliveries: what was due, what was right at the first try, who is behind.

Does not judge: `warehouse/metrics/delivery_timeliness.sql` and `first_time_right.sql` do.
"""

from datetime import date

import pandas as pd

from pipelines import deadlines
from pipelines.receipts import Receipt
from pipelines.registry import Registry

TRIED = ("accepted", "accepted_with_notices", "rejected", "destroyed")


def due_deliveries(registry: Registry, receipts: list[Receipt], today: date) -> pd.DataFrame:
    """The rows of `agreed.due_delivery`: every delivery that is or was due in the last thirteen months."""
    return pd.DataFrame(
        [(row.partner, row.delivery, row.period, row.due_on, row.state) for row in deadlines.calendar(registry, receipts, today)],
        columns=["partner", "delivery", "period", "due_on", "state"],
    )  # fmt: skip


def freshness(registry: Registry, receipts: list[Receipt], today: date) -> pd.DataFrame:
    """The rows of `published.freshness`: how each partner that delivers stands."""
    rows = deadlines.freshness(deadlines.calendar(registry, receipts, today), receipts)
    return pd.DataFrame(
        [
            (r.partner, registry.parties[r.partner].name, r.on_time, r.last_period, r.expected_period, r.state)
            for r in rows
        ],
        columns=["partner", "name", "on_time", "last_period", "expected_period", "state"],
    )


def first_tries(receipts: list[Receipt]) -> pd.DataFrame:
    """The rows of `agreed.first_try`: per partner, delivery and what it is about, what became of the first file.

    A file that nobody could place, and the same bytes again, are no try. A file that is judged anew under a changed
    agreement keeps what was said of it first.
    """
    first: dict[tuple[str, str, str], Receipt] = {}
    for receipt in sorted(receipts, key=lambda r: (r.arrived_at, r.processed_at, r.receipt_id)):
        if receipt.outcome in TRIED and receipt.delivery:
            first.setdefault((receipt.partner, receipt.delivery, receipt.about), receipt)
    return pd.DataFrame(
        [(*slot, date.fromisoformat(one.arrived_at[:10]), one.is_accepted) for slot, one in sorted(first.items())],
        columns=["partner", "delivery", "about", "arrived_on", "is_accepted"],
    ).astype({"is_accepted": bool})
