"""Original files and quarantined rows beyond their term → gone; receipts, accepted rows and hashes stay.

Does not touch what is pseudonymised: that has a term of its own in the agreement with the partner.
"""

import os
import re
import shutil
import time
from collections.abc import Iterable
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path

from pipelines.receipts import Receipt, findings_path

DAY = 24 * 60 * 60
KEPT = ("archive", "accepted", "quarantine", "findings", "receipts", "outbox", "explanations")


def erase(
    data: Path, receipts: Iterable[Receipt], days_of: dict[str, int], default_days: int, today: date
) -> list[Path]:
    """Remove every file whose newest outcome is older than its partner's term; returns what went.

    Gone are its bytes, its quarantine and the places of its findings. The term counts from processing, so a file that waits
    for a better agreement is never erased before it was judged.
    """
    newest: dict[tuple[str, str], Receipt] = {}
    apart: dict[tuple[str, str], set[Path]] = {}
    for receipt in sorted(receipts, key=lambda r: r.processed_at):
        newest[receipt.partner, receipt.sha256] = receipt
        # Each agreement that judged the file set its own rows apart.
        held_apart = {findings_path(data, receipt)}
        if receipt.quarantine:
            held_apart.add(data / "quarantine" / receipt.quarantine)
        apart.setdefault((receipt.partner, receipt.sha256), set()).update(held_apart)
    gone = []
    for (partner, sha256), receipt in newest.items():
        term = timedelta(days=days_of.get(partner, default_days))
        if not sha256 or date.fromisoformat(receipt.processed_at[:10]) + term >= today:
            continue
        held = [data / "archive" / partner / sha256, *sorted(apart[partner, sha256])]
        for path in held:
            if path.exists():
                path.unlink()
                gone.append(path)
    return gone


def clear_leftovers(data: Path) -> None:
    """Remove what runs that were killed left behind: half-written files and scratch folders with a partner's rows."""
    left = [*(data / "work").glob("*.*")]
    left += [path for name in KEPT for path in (data / name).rglob(".*.tmp")]
    for path in left:
        owner = re.search(r"^(\d+)\.|\.(\d+)\.tmp$", path.name)
        if owner is None:
            continue
        with suppress(FileNotFoundError):  # whoever works beside us finished just now, or cleared it first
            if _is_alive(int(owner[1] or owner[2])) and time.time() - path.stat().st_mtime < DAY:
                continue
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink()


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
