"""The first bytes of a file → what it really is, in the supplier's words, whatever its name says.

Does not read further than it must, and does not decide whether that is a reason to refuse.
"""

from pathlib import Path

HEAD = 4096
# Signature → what people call such a file.
SIGNATURES = {
    b"PK\x03\x04": "een werkmap of ander ingepakt bestand",
    bytes.fromhex("d0cf11e0a1b11ae1"): "een oude of beveiligde Office-werkmap",
    b"%PDF": "een PDF",
    b"{\\rtf": "een tekstverwerkerbestand (RTF)",
    b"\x1f\x8b": "een ingepakt bestand (gzip)",
    b"7z\xbc\xaf\x27\x1c": "een ingepakt bestand (7z)",
    b"Rar!": "een ingepakt bestand (rar)",
    b"\x89PNG": "een afbeelding",
    b"\xff\xd8\xff": "een afbeelding",
    b"PAR1": "een Parquet-bestand",
    b"SQLite format 3": "een database",
    b"\x7fELF": "een programma",
    b"MZ\x90": "een programma",
}
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
CONTROL = set(range(32)) - set(b"\t\n\v\f\r\x1a")  # no text holds these
PAGES = (b"<!doctype html", b"<html", b"<head", b"<table", b"<meta", b"<style")


def of_binary(path: Path) -> str:
    """What a file that is no delimited text is: by its signature, or a page or XML; empty for anything that may be text."""
    with path.open("rb") as file:
        head = file.read(HEAD)
    known = next((what for signature, what in SIGNATURES.items() if head.startswith(signature)), "")
    return known or _marked_up(head)


def of_text(path: Path) -> str:
    """What a file is that should have been a workbook; text when nothing else speaks against it."""
    with path.open("rb") as file:
        head = file.read(HEAD)
    is_text = head.startswith(UTF_16) or not CONTROL & set(head)
    return of_binary(path) or ("tekst" if is_text else "een onbekend soort bestand")


def _marked_up(head: bytes) -> str:
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:HEAD].lower()
    if start.startswith(PAGES):
        return "een webpagina (HTML)"
    if start.startswith(b"<?xml"):
        return "een webpagina (HTML)" if b"<html" in start else "een XML-bestand"
    return ""
