"""A file that somebody hands in → the inbox of a partner, whole or not at all, as something that arrived now.

Does not look inside: what becomes of the file is for the run that takes it in. Nothing that waits there is replaced.
"""

import os
import re
import time
from pathlib import Path

from pipelines import receipts
from pipelines.registry import Registry
from pipelines.settings import Settings
from pipelines.words import say, spoken

PASSED_OVER = (".tmp", ".part")  # names with these ends, and hidden ones, are left alone by `intake`
COPIED_AT_ONCE = 1 << 20


class NotTaken(Exception):
    """The file cannot be put there; the sentence says why and what to do."""


def hand_in(settings: Settings, registry: Registry, file: Path, partner: str) -> Path:
    """Copy `file` to the partner's inbox under its own name; returns where it waits. Raises `NotTaken`."""
    name, lang = file.name, spoken("nl")
    if partner not in registry.parties:
        raise NotTaken(say("inbox.no_partner", lang, partner=partner))
    if name.startswith((".", "~$")) or file.suffix.lower() in PASSED_OVER or re.search(r"[\x00-\x1f/\\]", name):
        raise NotTaken(say("inbox.no_name", lang, name=receipts.safe_name(name)))
    if file.stat().st_size > settings.max_file_mb << 20:
        raise NotTaken(say("inbox.too_large", lang, name=name, most=settings.max_file_mb))
    folder = settings.data / "inbox" / partner
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / name
    part = folder / f".{os.getpid()}.{time.monotonic_ns()}.tmp"
    try:
        with file.open("rb") as source, part.open("xb") as copy:
            part.chmod(0o600)
            while chunk := source.read(COPIED_AT_ONCE):
                copy.write(chunk)
            copy.flush()
            os.fsync(copy.fileno())
        os.link(part, target)  # unlike a rename this never replaces a file that waits
    except FileExistsError as error:
        raise NotTaken(say("inbox.waits_already", lang, name=name)) from error
    finally:
        part.unlink(missing_ok=True)
    return target
