"""Original files and quarantined rows beyond their term → gone; receipts, accepted rows and hashes stay.

Does not touch what is pseudonymised: that has a term of its own in the agreement with the partner.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

from pipelines.receipts import Receipt


def erase(
    data: Path, receipts: Iterable[Receipt], days_of: dict[str, int], default_days: int, today: date
) -> list[Path]:
    """Remove bytes and quarantine of every file whose newest outcome is older than its partner's term; returns what went.

    The term counts from processing, so a file that waits for a better agreement is never erased before it was judged.
    """
    newest: dict[tuple[str, str], Receipt] = {}
    for receipt in sorted(receipts, key=lambda r: r.processed_at):
        newest[receipt.partner, receipt.sha256] = receipt
    gone = []
    for (partner, sha256), receipt in newest.items():
        term = timedelta(days=days_of.get(partner, default_days))
        if not sha256 or date.fromisoformat(receipt.processed_at[:10]) + term >= today:
            continue
        held = [data / "archive" / partner / sha256]
        held += [data / "quarantine" / receipt.quarantine] if receipt.quarantine else []
        for path in held:
            if path.exists():
                path.unlink()
                gone.append(path)
    return gone
