"""The bytes of a text file → batches of whole lines, in the encoding that is certain, else in the one that was agreed.

Does not know columns or quotes. Bytes that do not decode become a mark and stay on their own line; a line end inside a
quoted cell keeps a mark of what it was, so that the cell can be given back exactly.
"""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipelines import findings
from pipelines.findings import Finding
from pipelines.table_language import Text

CHUNK = 2 << 20
LONGEST_LINE = 4 << 20
UNDECODABLE = "\ufdd3"  # not U+FFFD: that one may stand in the file itself
ERRORS = "wlb-undecodable"
codecs.register_error(
    ERRORS, lambda error: (UNDECODABLE, error.end) if isinstance(error, UnicodeDecodeError) else ("?", 0)
)
# Noncharacters, which no text holds: before a \n that stands for \r\n, for a lone \r, and for itself.
CRLF, CR, LF = MARKS = "\ufdd0\ufdd1\ufdd2"
BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
BOM = "\ufeff"
# Where a file of DOS ends; and the byte order mark of a file that was pasted in, also when read as windows-1252.
DOS_END = re.compile(f"\x1a+(?=[{MARKS}]?\n)")
PASTED = re.compile(f"^(?:{BOM}|ï»¿)+", re.MULTILINE)
WIDE = ("utf-16-le", "utf-16-be")
OUT_OF_STEP = "\u0a00"  # what a line end of UTF-16 looks like when it is read one byte too early or too late
SAMPLE, START = 64 << 10, 200  # of the bytes; further down a lost byte may have put everything out of step
# A letter of UTF-8 that was read as windows-1252, and stored so.
MOJIBAKE = ("Ã©", "Ã«", "Ã¯", "Ã¨", "Ã¶", "Ã¼", "â‚¬", "â€™", "â€œ", "â€“")


@dataclass(frozen=True)
class Encoding:
    """How to decode one file: the codec, how many bytes of byte order mark come first, and what must be said about it."""

    codec: str
    skip: int = 0
    finding: Finding | None = None


def encoding_of(path: Path, agreed: str) -> Encoding:
    """The encoding that the bytes prove (a byte order mark, zero bytes, UTF-8 and nothing else), or the agreed one."""
    with path.open("rb") as file:
        head = file.read(SAMPLE)
    family = {"utf-8-sig": "utf-8", "utf-16": "utf-16-le"}.get(agreed, agreed)
    found, skip, proof = "", 0, ""
    for mark, codec in BOMS:
        if head.startswith(mark):
            found, skip, proof = codec, len(mark), "het bestand begint met het kenmerk daarvan"
    if not found and (found := _wide(head[:START])):
        proof = "dat is te zien aan de nulbytes"
    if not found and family in WIDE and b"\0" not in head and _is_utf8(path):
        found, proof = "utf-8", "er staat geen enkele nulbyte in"
    if not found and family in ("cp1252", "latin-1") and not head.isascii() and _is_utf8(path):
        found, proof = "utf-8", "elk bijzonder teken is daarin geldig"
    if not found or found == family or (agreed == "utf-16" and found in WIDE):
        return Encoding(found or family, skip)
    return Encoding(found, skip, findings.other_encoding(agreed, found, proof))


def _wide(head: bytes) -> str:
    """UTF-16 without a byte order mark: western letters leave a zero in every second byte."""
    half = len(head) // 2
    if half < 4:
        return ""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > half * 0.4 and even < half * 0.05:
        return "utf-16-le"
    return "utf-16-be" if even > half * 0.4 and odd < half * 0.05 else ""


def _is_utf8(path: Path) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as file:
        try:
            while chunk := file.read(CHUNK):
                if not chunk.isascii() or decoder.getstate()[0]:
                    decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True


def batches(path: Path, encoding: Encoding, dialect: Text) -> Iterator[str]:
    """Text in batches of whole lines joined by `\\n`, without the last line end; a line far too long is cut off."""
    return (told_apart(piece, dialect) for piece in pieces(path, encoding))


def pieces(path: Path, encoding: Encoding) -> Iterator[str]:
    """Text as it stands in the file, cut behind line ends; the last piece gets one when it has none."""
    begun: list[str] = []  # of the line that has not ended yet
    length = 0
    decoded = _wide_text(path, encoding) if encoding.codec in WIDE else _text(path, encoding)
    for text in decoded:
        if end := text.rfind("\n") + 1:
            yield "".join([*begun, text[:end]])
            begun, length = [], 0
        if length > LONGEST_LINE:
            begun = begun if begun[-1] == UNDECODABLE else [*begun, UNDECODABLE]
        elif end < len(text):
            begun.append(text[end:])
        length += len(text) - end
    if last := "".join(begun).rstrip("\r\n\x1a"):
        yield last + "\n"


def told_apart(text: str, dialect: Text) -> str:
    """Every line end as `\\n` and the last one gone; so are byte order marks at the start of a line: files are pasted together."""
    if "\r" in text:
        quoted = bool(dialect.quote) and dialect.quote in text
        text = text.replace("\r\n", f"{CRLF}\n" if quoted else "\n").replace("\r", f"{CR}\n" if quoted else "\n")
    if is_special(text):
        text = PASTED.sub("", DOS_END.sub("", text))
    return text.removesuffix("\n")


def is_special(text: str) -> bool:
    """True when there may be signs in it that are no text: the end of a DOS file, a byte order mark that was pasted in."""
    return "\x1a" in text or BOM in text or "ï" in text


def _text(path: Path, encoding: Encoding) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(encoding.codec)(errors=ERRORS)
    held = ""  # a \r whose \n may open the next chunk
    with path.open("rb") as file:
        file.seek(encoding.skip)
        while chunk := file.read(CHUNK) + file.readline(
            LONGEST_LINE
        ):  # whole lines, so that nothing is copied for a rest
            text = held + decoder.decode(chunk)
            held = "\r" if text.endswith("\r") else ""
            yield _lone_ends(text.removesuffix("\r"))
    yield held + decoder.decode(b"", final=True)


def _lone_ends(text: str) -> str:
    """A file of an old Mac has no `\\n` at all: let each `\\r` end a line, so that the text comes in batches."""
    return text if "\n" in text else text.replace("\r", "\r\n") if text.count("\r") > 1 else text


def _wide_text(path: Path, encoding: Encoding) -> Iterator[str]:
    """UTF-16 in pieces of whole lines; where a byte was lost or added, everything behind the next line end is in step again."""
    newline = "\n".encode(encoding.codec)
    rest = b""
    with path.open("rb") as file:
        file.seek(encoding.skip)
        while chunk := file.read(CHUNK):
            rest += chunk
            text, rest = _in_step(rest, newline, encoding.codec)
            yield text
    if rest:
        yield _in_step(rest + newline, newline, encoding.codec)[0]


def _in_step(content: bytes, newline: bytes, codec: str) -> tuple[str, bytes]:
    """The whole lines at the start of the content, and what is left of it."""
    end = content.rfind(newline)
    while end >= 0 and end % 2:
        end = content.rfind(newline, 0, end + 1)
    if end < 0 and len(content) < 4 * LONGEST_LINE and content.find(newline) < 0:
        return "", content
    upto = end + 2 if end >= 0 else len(content) // 2 * 2
    text = content[:upto].decode(codec, errors=ERRORS)
    if OUT_OF_STEP not in text and (end >= 0 or content.find(newline) < 0):
        return text, content[upto:]
    lines, at = [], 0
    while (end := content.find(newline, at)) >= 0:
        line, broken = content[at:end], ""
        if len(line) % 2:
            cut = _odd(line, "\r".encode(codec))
            broken = line[:cut].decode(codec, errors=ERRORS) + UNDECODABLE + ("\r" if cut < len(line) else "")
            line = line[cut + 2 :]
        lines.append(broken + line.decode(codec, errors=ERRORS) + "\n")
        at = end + 2
    return "".join(lines), content[at:]


def _odd(line: bytes, sign: bytes) -> int:
    """Where a sign stands that is out of step: there another line may begin; the length of the line when there is none."""
    at = line.find(sign)
    while at >= 0 and not at % 2:
        at = line.find(sign, at + 1)
    return at if at >= 0 else len(line)


def tell_wrong_letters(text: str, number: int, found: list[Finding]) -> None:
    """Tell, once per file, of letters that were wrong before they came to us; the first line of the text has this number."""
    if mojibake_in(text) and not any(finding.rule == "file.letters_are_whole" for finding in found):
        before = next(i for i, line in enumerate(text.split("\n")) if mojibake_in(line))
        found.append(findings.wrong_letters(number + before))


def mojibake_in(text: str) -> bool:
    """True when letters stand there that were decoded wrongly before the file was written."""
    return "\ufffd" in text or (("Ã" in text or "â" in text) and any(wrong in text for wrong in MOJIBAKE))
