"""A file in the inbox → its bytes in the archive under their SHA-256, with a note of each arrival beside them.

Does not read what is in the file beyond the few bytes that tell whether it is safe to open.
"""

import errno
import hashlib
import json
import os
import struct
import unicodedata
import zipfile
import zlib
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from pipelines import findings
from pipelines.findings import Blocked

CHUNK = 1 << 20
OLE_MAGIC, ZIP_MAGIC = bytes.fromhex("d0cf11e0a1b11ae1"), b"PK\x03\x04"
# What Python's zipfile may raise on bytes that are no zip any more, besides an OSError for a place before the start.
BROKEN_ZIP = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, RuntimeError, LookupError, ValueError, OverflowError, SyntaxError,
)  # fmt: skip
MAX_ENTRIES, MAX_UNPACKED, MAX_RATIO = 2_000, 2 << 30, 200


@dataclass(frozen=True)
class Arrival:
    """One file as it came in: who, under which name, when, and which bytes."""

    partner: str
    name: str
    arrived_at: datetime
    sha256: str
    size: int


def name_of(path: Path) -> str:
    """The name of a file or folder as it can be shown and written down.

    Bytes that are no UTF-8 are taken for Windows' own, which an old archive program leaves behind; control characters show as �.
    """
    raw = os.fsencode(path.name)
    try:
        name = raw.decode("utf-8")
    except UnicodeDecodeError:
        name = raw.decode("cp1252", errors="replace")
    return "".join("\ufffd" if unicodedata.category(letter) == "Cc" else letter for letter in name)


def land(path: Path, partner: str, archive: Path, max_mb: int) -> Arrival:
    """Copy the bytes to `archive/<partner>/<sha256>` and note the arrival; landing the same file again changes nothing.

    Raises `Blocked` for a file that is too large or is not a plain file; it then stays where it is.
    """
    stat = path.lstat()
    name = name_of(path)
    if not path.is_file() or path.is_symlink():
        raise Blocked(findings.no_plain_file(name))
    if stat.st_size > max_mb << 20:
        raise Blocked(findings.too_large(name, stat.st_size / (1 << 20), max_mb))
    folder = archive / partner
    folder.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    temporary = folder / f".{os.getpid()}.tmp"
    with path.open("rb") as source, temporary.open("wb") as target:
        while chunk := source.read(CHUNK):
            digest.update(chunk)
            target.write(chunk)
        target.flush()
        os.fsync(target.fileno())
    arrived = datetime.fromtimestamp(stat.st_mtime, UTC).replace(microsecond=0)
    arrival = Arrival(partner, name, arrived, digest.hexdigest(), stat.st_size)
    if was_destroyed(archive, partner, arrival.sha256):
        temporary.unlink()
    else:
        temporary.replace(folder / arrival.sha256)
    note = folder / f"{arrival.sha256}.json"
    known = arrivals_of(note)
    if arrival not in known:
        _write_note(note, [*known, arrival], destroyed=_is_marked(note))
    return arrival


def arrivals(archive: Path, partner: str | None = None) -> list[Arrival]:
    """Every arrival that was ever noted (of one partner), oldest first."""
    found = [arrival for note in archive.glob(f"{partner or '*'}/*.json") for arrival in arrivals_of(note)]
    return sorted(found, key=lambda arrival: (arrival.arrived_at, arrival.partner, arrival.name))


def arrivals_of(note: Path) -> list[Arrival]:
    """The arrivals of one file's bytes; an absent note is no arrival."""
    if not note.exists():
        return []
    rows = json.loads(note.read_text(encoding="utf-8"))["arrivals"]
    return [Arrival(**row | {"arrived_at": datetime.fromisoformat(row["arrived_at"])}) for row in rows]


def was_destroyed(archive: Path, partner: str, sha256: str) -> bool:
    """True when these bytes came before and may never be kept."""
    return _is_marked(archive / partner / f"{sha256}.json")


def destroy(archive: Path, arrival: Arrival) -> None:
    """Remove the bytes for good and remember that they may not come back; hash, size and arrivals stay known."""
    note = archive / arrival.partner / f"{arrival.sha256}.json"
    _write_note(note, arrivals_of(note), destroyed=True)
    (archive / arrival.partner / arrival.sha256).unlink(missing_ok=True)


def is_workbook(path: Path) -> bool:
    """True when the bytes begin as a workbook does, whatever the name says."""
    with path.open("rb") as file:
        magic = file.read(8)
    return magic == OLE_MAGIC or magic[:4] == ZIP_MAGIC


def refuse_unsafe(path: Path, name: str) -> None:
    """Raise `Blocked` for what must not be opened: encrypted or macro workbooks and archive bombs."""
    with path.open("rb") as file:
        magic = file.read(8)
        if magic == OLE_MAGIC:
            _refuse_unsafe_container(file.read(), name)
    if magic[:4] != ZIP_MAGIC:
        return
    try:
        with zipfile.ZipFile(path) as package:
            entries = package.infolist()
    except (*BROKEN_ZIP, OSError) as error:
        if isinstance(error, OSError) and error.errno != errno.EINVAL:
            raise
        raise Blocked(findings.unreadable(name, "de werkmap is beschadigd of afgebroken")) from error
    unpacked, packed = sum(e.file_size for e in entries), sum(e.compress_size for e in entries)
    if any(entry.flag_bits & 1 for entry in entries):
        raise Blocked(findings.unreadable(name, "de werkmap is met een wachtwoord beveiligd; haal het wachtwoord eraf"))
    if any(entry.filename.lower().endswith("vbaproject.bin") for entry in entries):
        raise Blocked(findings.unreadable(name, "de werkmap bevat macro's; sla hem op als .xlsx"))
    if len(entries) > MAX_ENTRIES or unpacked > MAX_UNPACKED or (packed > 0 and unpacked / packed > MAX_RATIO):
        raise Blocked(findings.unreadable(name, "de werkmap is uitgepakt onwaarschijnlijk groot"))


def _refuse_unsafe_container(content: bytes, name: str) -> None:
    """An old workbook (.xls) may be read; a protected new one, one with macros, and a letter in the same container may not."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise Blocked(findings.unreadable(name, "de werkmap is met een wachtwoord beveiligd; haal het wachtwoord eraf"))
    if "_VBA_PROJECT".encode("utf-16-le") in content:
        raise Blocked(findings.unreadable(name, "de werkmap bevat macro's; sla hem op als .xlsx"))
    if not any(stream.encode("utf-16-le") in content for stream in ("Workbook", "Book")):
        raise Blocked(findings.unreadable(name, "het is geen Excel-werkmap, ook al heet het zo"))


def _is_marked(note: Path) -> bool:
    return note.exists() and bool(json.loads(note.read_text(encoding="utf-8"))["destroyed"])


def _write_note(path: Path, noted: list[Arrival], *, destroyed: bool) -> None:
    rows = [asdict(arrival) | {"arrived_at": arrival.arrived_at.isoformat()} for arrival in noted]
    write_atomically(path, json.dumps({"destroyed": destroyed, "arrivals": rows}, indent=1, ensure_ascii=False))


def write_atomically(path: Path, text: str) -> None:
    """Write the whole text or nothing: a temporary file, fsync, rename."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    with temporary.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)
