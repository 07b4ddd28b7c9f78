"""A delivery or a loose file → what its supplier gets back: its own workbook with comments, or a list of findings.

Made on request, because it holds the supplier's rows: readable for this account only, with a password outside the demo,
and destroyed after a term. Does not judge again when the places of all findings were kept.
"""

import re
import secrets
import sys
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from pipelines import explanations, findings, ingest, outbox, receipts
from pipelines.findings import SET_APART, Finding
from pipelines.receipts import Receipt
from pipelines.registry import Registry
from pipelines.settings import Settings
from pipelines.stages.feedback import kept, listing, notes, workbook
from pipelines.stages.feedback.actions import repair_actions
from pipelines.words import say, spoken

AUTHOR = "Kopgroep benchmark"
NOTE_CELLS = 50_000  # beyond this no spreadsheet opens its comments in reasonable time; the actions tell the rest
PER_CELL = 12
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


class NotFound(Exception):
    """There is no such delivery; the sentence says what there is."""


@dataclass(frozen=True)
class Returned:
    """What was made: the folder, the copy (none when there is nothing to point at), and the password of the copy."""

    folder: Path
    copy: Path | None
    cells: int
    findings: int
    password: str | None
    why_none: str = ""


def delivery_of(data: Path, wanted: str) -> Receipt:
    """The newest receipt of the delivery with this reference (or the only one that begins with it)."""
    everything = [r for r in receipts.read_all(data / "receipts") if r.outcome not in outbox.NOT_TOLD]
    by_id = {
        name: r for r in sorted(everything, key=lambda r: r.processed_at) for name in (r.receipt_id, r.delivery_id)
    }
    if wanted in by_id:
        return by_id[wanted]
    begun = {r.delivery_id: r for name, r in by_id.items() if wanted and name.startswith(wanted)}
    if len(begun) == 1:
        return next(iter(begun.values()))
    known, lang = sorted({r.delivery_id for r in everything}), spoken()
    if begun:
        hint = say("refused.begin_with_it", lang, n=len(begun))
    elif near := findings.nearest(wanted, tuple(known)):
        hint = say("refused.near", lang, near=near)
    else:
        hint = say("refused.see_status", lang)
    raise NotFound(say("refused.no_delivery", lang, wanted=wanted, hint=hint))


def give_back(settings: Settings, registry: Registry, receipt: Receipt, *, encrypt: bool) -> Returned:
    """Make the copy of one delivery in its outbox folder, beside its receipt; a copy made earlier is replaced."""
    folder = outbox.write(settings, registry, receipt)
    archived = settings.data / "archive" / receipt.partner / receipt.sha256
    if not receipt.sha256 or not archived.exists():
        return Returned(folder, None, 0, 0, None, say("returned.gone"))
    found, complete = kept.read(receipts.findings_path(settings.data, receipt))
    if receipt.findings and not complete:
        found = judged_again(settings, registry, archived, receipt.partner, receipt.file)
    said = explanations.read(settings.data, receipt)
    still_open = [finding for finding in found if explanations.explained_by(asdict(finding), said) is None]
    return _write(archived, receipt.file, still_open, folder, encrypt=encrypt)


def give_back_file(
    settings: Settings, registry: Registry, file: Path, partner: str, folder: Path, *, encrypt: bool
) -> Returned:
    """The same for a file that was not delivered: it is judged now, and nothing is stored but the copy."""
    found = judged_again(settings, registry, file, partner, file.name)
    folder.mkdir(parents=True, exist_ok=True)
    return _write(file, file.name, found, folder, encrypt=encrypt)


def judged_again(settings: Settings, registry: Registry, path: Path, partner: str, name: str) -> list[Finding]:
    """Every finding of a file with its place, none left out."""
    _, trial = ingest.try_out(settings, registry, path, partner, name=name, details=sys.maxsize)
    return trial.findings


def _write(source: Path, name: str, found: list[Finding], folder: Path, *, encrypt: bool) -> Returned:
    if not found:
        return Returned(folder, None, 0, 0, None, say("returned.nothing"))
    folder.chmod(0o700)
    stem = receipts.safe_name(Path(name).stem)
    cells: dict[str, dict[str, str]] = {}
    try:
        sheets = workbook.sheets_of(source)
        cells = notes_of(found, sheets)
    except workbook.NotAWorkbook:
        sheets = {}
    with TemporaryDirectory(dir=folder, prefix=".") as place:
        made = Path(place) / "copy.xlsx"
        if cells:
            copy = folder / f"{stem} - met opmerkingen.xlsx"
            count = workbook.annotate(source, made, cells, AUTHOR)
        else:
            copy = folder / f"{stem} - bevindingen.xlsx"
            count = 0
            listing.write(made, repair_actions(found), found)
        password = _encrypted(made) if encrypt else None
        made.chmod(0o600)
        made.replace(copy)
    return Returned(folder, copy, count, sum(finding.count for finding in found), password)


def _encrypted(path: Path) -> str:
    """Put a password on a workbook, as Excel does (AES-256); returns it, for it is kept nowhere."""
    from msoffcrypto.format.ooxml import OOXMLFile  # only here: it is not needed to show a list

    password = "-".join("".join(secrets.choice(ALPHABET) for _ in range(5)) for _ in range(4))
    locked = path.with_suffix(".locked")
    with path.open("rb") as plain, locked.open("wb") as target:
        OOXMLFile(plain).encrypt(password, target)
    locked.replace(path)
    return password


def notes_of(found: Iterable[Finding], sheets: Iterable[str]) -> dict[str, dict[str, str]]:
    """Sheet → cell → what is said there; findings without a cell stand on the receipt only.

    A finding about a whole row stands on its first cell.
    """
    known = set(sheets)
    said: dict[tuple[str, str], list[str]] = {}
    for finding in found:
        if finding.sheet in known and finding.row:
            cell = f"{finding.letters or 'A'}{finding.row}"
            try:
                notes.position(cell)
            except ValueError:
                continue
            if (finding.sheet, cell) in said or len(said) < NOTE_CELLS:
                said.setdefault((finding.sheet, cell), []).append(_note(finding))
    cells: dict[str, dict[str, str]] = {}
    for (sheet, cell), texts in said.items():
        different = list(dict.fromkeys(texts))
        more = len(different) - PER_CELL
        shown = different[:PER_CELL] + ([say("returned.more", n=more)] if more > 0 else [])
        cells.setdefault(sheet, {})[cell] = "\n\n".join(shown)
    return cells


def _note(finding: Finding) -> str:
    """What stands in a comment: the sentence without the place, where it stands, and without what comes first in it."""
    sentence = re.sub(r"\s+", " ", finding.sentence.removeprefix(f"{finding.place}: ")).replace(f" {SET_APART}", "")
    return f"{say(f'note.{finding.severity}')}: {sentence[:1].upper()}{sentence[1:]}"
