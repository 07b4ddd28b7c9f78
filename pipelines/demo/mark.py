"""The mark of a demo: a data folder that holds invented data says so, has its own key and its own day.

Does not write exports. Demo and real data never stand in one folder.
"""

import json
import secrets
from datetime import date, timedelta
from pathlib import Path

DAYS_LATER = 20
MARK, KEY = "demo.json", "demo.key"


def is_free(data: Path) -> bool:
    """True when this folder is absent, empty but for an empty inbox, or marked as a demo already without being run."""
    if not data.exists():
        return True
    held = [path for path in data.rglob("*") if path.is_file() and path.name not in (MARK, KEY)]
    return not held


def as_demo(data: Path, as_of: date, seed: int) -> None:
    """Mark the folder and make its pseudonym key.

    The demo's today lies after the deadlines of its last month, so that who did not deliver is late, today and next year.
    """
    data.mkdir(parents=True, exist_ok=True)
    told = {"as_of": as_of.isoformat(), "today": (as_of + timedelta(days=DAYS_LATER)).isoformat(), "seed": seed}
    (data / MARK).write_text(json.dumps(told), encoding="utf-8")
    key = data / KEY
    if not key.exists():
        key.touch(mode=0o600)
        key.write_bytes(secrets.token_bytes(32))
