"""The bytes of an unknown file → what kind of file it is and, for text, its dialect as the table language says it.

Does not look for tables. Reading at run time never sniffs: what is found here is written down and agreed first.
"""

import csv
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

from pipelines.onboarding.remarks import Remark, question, reason, warning
from pipelines.table_language import Text

Encoding = Literal["utf-8", "utf-8-sig", "cp1252", "latin-1", "utf-16", "utf-16-le", "utf-16-be", "cp850", "mac_roman"]
DELIMITERS = ";,\t|^~"
DELIMITER_NAMES = {";": "puntkomma", ",": "komma", "\t": "tab", "|": "verticale streep", "^": "dakje", "~": "tilde"}
LINES = 20_000
FOOTER_WITHIN = 12
PRINTABLE = bytes({9, 10, 12, 13, *range(32, 256)})
# Letters and signs that Dutch text really holds; what a wrong code page makes of them is none of these.
PLAUSIBLE = set("éëèêïíîöóôüúûáàâäçñßÉËÈÏÖÜÁÀÇ€£‘’“”–—…°²½·´« »©®†•")
MOJIBAKE = re.compile(r"Ã[©«¨¯¶¼¡ ±]|â‚¬|â€[™œ“”]")
NUMBERED = re.compile(r"^(?P<words>[^\d;,|\t]*[A-Za-z][^\d;,|\t]*?)[\s:=]*(?P<number>\d+)\D*$")


@dataclass(frozen=True)
class Sniffed:
    """What a file is: `workbook`, or `text` with its dialect and its rows of cells by line number; else why it is neither."""

    reads: Literal["text", "workbook", "unreadable"]
    dialect: Text = field(default_factory=Text)
    rows: tuple[tuple[int, tuple[str, ...]], ...] = ()
    remarks: tuple[Remark, ...] = ()
    is_plain: bool = False


def sniff(data: bytes, name: str) -> Sniffed:
    """Look at the first bytes, then at the text; the file's extension is only compared, never believed."""
    if data[:4] == b"PK\x03\x04":
        lying = () if name.lower().endswith((".xlsx", ".ods", ".xlsm", ".xltx")) else (_lies(name, "een werkmap"),)
        return Sniffed("workbook", remarks=lying)
    if data[:8] == bytes.fromhex("d0cf11e0a1b11ae1"):
        return Sniffed("workbook", remarks=(reason((), "oude Excel-vorm (.xls), of een werkmap met wachtwoord"),))
    if not data.strip(b"\x00 \r\n\t\xef\xbb\xbf"):
        return Sniffed("unreadable", remarks=(question((), "het bestand is leeg; vraag een voorbeeld met regels"),))
    encoding, remarks = find_encoding(data)
    if data.startswith(b"%PDF") or (not encoding.startswith("utf-16") and _is_binary(data)):
        said = "dit is geen tekst en geen werkmap (een pdf, een foto, een gepakt bestand?); vraag om .xlsx of .csv"
        return Sniffed("unreadable", remarks=(question((), said),))
    text = data.decode(encoding, errors="replace").removeprefix("\ufeff")
    if re.match(r"\s*<(!doctype|html|table|\?xml)", text, re.IGNORECASE):
        said = "dit is een webpagina of XML, ook al heet het anders; open het in Excel en bewaar het als .xlsx of .csv"
        return Sniffed("unreadable", remarks=(question((), said),))
    if name.lower().endswith((".xlsx", ".xls", ".ods")):
        remarks.append(_lies(name, "gewone tekst"))
    found = MOJIBAKE.search(text)
    if found:
        said = "er staan tekens in als 'Ã©': de tekst is bij de partner al eens verkeerd omgezet. Vraag om een nieuwe export"
        remarks.append(warning(("text", "encoding"), said))
    lines = re.split(r"\r\n|\n|\r", text)[:LINES]
    while lines and not lines[-1].strip():
        lines.pop()
    delimiter, certain = find_delimiter(lines)
    if not certain:
        remarks.append(
            question(("text", "delimiter"), f"is {DELIMITER_NAMES[delimiter]} het scheidingsteken? Dat is niet zeker")
        )
    quote = find_quote(lines, delimiter)
    rows = _cells(lines, delimiter, quote)
    trailing = _is_trailing(rows)
    if trailing:
        rows = [(number, cells[:-1] if len(cells) > 1 and not cells[-1] else cells) for number, cells in rows]
    footer, rows, told = find_footer(rows)
    # Not validated here: an encoding that the reader cannot be told is a question, not a fault.
    words: dict[str, Any] = {
        "encoding": encoding,
        "delimiter": delimiter,
        "quote": quote,
        "trailing_delimiter": trailing,
        "footer": footer,
    }
    dialect = Text.model_construct(**words)
    return Sniffed("text", dialect, tuple(rows), (*remarks, *told), is_plain=data.isascii())


def _is_binary(data: bytes) -> bool:
    """True when more than a stray sign cannot be printed."""
    head = data[:65_536]
    return len(head.translate(None, PRINTABLE)) * 200 > len(head)


def find_encoding(data: bytes) -> tuple[Encoding, list[Remark]]:
    """The encoding that explains every byte, and what is unsure about it."""
    place = ("text", "encoding")
    if data.startswith(b"\xef\xbb\xbf"):
        return "utf-8-sig", []
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16", []
    head = data[:4096]
    if head.count(0) * 4 > len(head):
        return ("utf-16-le" if head[1::2].count(0) > head[::2].count(0) else "utf-16-be"), []
    if data.isascii():
        said = (
            "er staat geen enkele bijzondere letter in: utf-8 en cp1252 passen beide. Voorgesteld is utf-8, "
            "omdat een verkeerde letter dan opvalt. Kan de partner een voorbeeld met é of ë geven?"
        )
        return "utf-8", [question(place, said)]
    decoded = data.decode("utf-8", errors="replace")
    wrong, right = decoded.count("\ufffd"), sum(letter > "\x7f" and letter != "\ufffd" for letter in decoded)
    if not wrong:
        return "utf-8", []
    if right > 4 * wrong:
        return "utf-8", [warning(place, f"op {wrong} plaatsen staan bytes die geen utf-8 zijn; die regels komen apart")]
    pages: tuple[Encoding, ...] = ("cp1252", "cp850", "mac_roman")
    ranked = sorted(pages, key=lambda page: -_plausible(data, page))
    best, second = ranked[0], ranked[1]
    unsure = _plausible(data, best) - _plausible(data, second) < 0.2
    told = (
        [question(place, f"{best} past het best, maar {second} past ook; kijk of é en ë goed staan")] if unsure else []
    )
    return best, told


def _plausible(data: bytes, page: str) -> float:
    """Share of the special characters that a Dutch text could hold."""
    special = [letter for letter in data.decode(page, errors="replace") if letter > "\x7f"]
    return sum(letter in PLAUSIBLE for letter in special) / max(1, len(special))


def find_delimiter(lines: list[str]) -> tuple[str, bool]:
    """The character that cuts most lines in the same number of fields; False when another does it as well."""
    scores = []
    for delimiter in DELIMITERS:
        widths = Counter(len(cells) for _, cells in _cells(lines[:2000], delimiter, '"') if any(cells))
        best = max((count * (1 - 1 / width) for width, count in widths.items() if width > 1), default=0.0)
        scores.append((best / max(1, sum(widths.values())), delimiter))
    scores.sort(key=lambda item: -item[0])
    (first, delimiter), (second, _) = scores[:2]
    return (delimiter, first - second > 0.1) if first else (";", False)


def find_quote(lines: list[str], delimiter: str) -> str:
    """The quote that stands around cells; none when quotes only stand inside them."""
    cells = [cell.strip() for line in lines[:2000] for cell in line.split(delimiter)]
    for quote in ('"', "'"):
        starts = sum(cell.startswith(quote) for cell in cells)
        ends = sum(cell.endswith(quote) for cell in cells)
        if starts and ends and min(starts, ends) * 2 >= max(starts, ends) and (quote == '"' or starts * 3 > len(cells)):
            return quote
    return "" if any('"' in cell for cell in cells) else '"'


def find_footer(
    rows: list[tuple[int, tuple[str, ...]]],
) -> tuple[str | None, list[tuple[int, tuple[str, ...]]], list[Remark]]:
    """A last line such as `Aantal regels: 120` as a pattern; a number that counts the rows becomes a control total."""
    widths = Counter(len(cells) for _, cells in rows if any(cells))
    width = widths.most_common(1)[0][0] if widths else 0
    filled = [(place, cells) for place, (_, cells) in enumerate(rows) if any(cells)]
    if width < 2 or not filled:
        return None, rows, []
    place, cells = filled[-1]
    words = [cell for cell in cells if cell]
    match = NUMBERED.match(" ".join(words).strip())
    if not match or len(words) > 2 or len(rows) - place > FOOTER_WITHIN:
        return None, rows, []
    stated = int(match["number"])
    whole = [index for index, (_, other) in enumerate(rows[:place]) if len(other) >= width - 1 and any(other)]
    records = len(whole) - 1  # without the header
    between = r"\s*:\s*" if ":" in " ".join(words) else r"\W+"
    start = "^" + re.escape(match["words"].strip(" :")).replace(r"\ ", " ") + between
    if stated in (records, records + 1):
        said = f"het getal op de laatste regel ({stated}) is het aantal regels: een controletotaal"
        return start + r"(?P<rows>\d+)", rows[:place], [reason(("text", "footer"), said)]
    if re.search(r"aantal|regels|records|rijen|totaal", match["words"], re.IGNORECASE):
        said = f"de laatste regel noemt {stated}, wij tellen {records} regels: is dit een controletotaal?"
        return start + r"(?P<rows>\d+)", rows[:place], [question(("text", "footer"), said)]
    return None, rows, []


def allowed_encodings() -> tuple[str, ...]:
    """What the table language can be told to read."""
    return get_args(Text.model_fields["encoding"].annotation)


def _cells(lines: list[str], delimiter: str, quote: str) -> list[tuple[int, tuple[str, ...]]]:
    reader = csv.reader(
        (line + "\n" for line in lines), delimiter=delimiter, quotechar=quote or None,
        quoting=csv.QUOTE_MINIMAL if quote else csv.QUOTE_NONE,
    )  # fmt: skip
    rows: list[tuple[int, tuple[str, ...]]] = []
    before = 0
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return rows
        except csv.Error:  # a cell of megabytes: the reader at run time reports it
            cells = []
        rows.append((before + 1, tuple(" ".join(cell.replace("\u00a0", " ").split()) for cell in cells)))
        before = reader.line_num


def _is_trailing(rows: list[tuple[int, tuple[str, ...]]]) -> bool:
    widths = Counter(len(cells) for _, cells in rows if any(cells))
    width = widths.most_common(1)[0][0] if widths else 0
    whole = [cells for _, cells in rows if len(cells) == width]
    return width > 2 and all(not cells[-1] for cells in whole)


def _lies(name: str, what: str) -> Remark:
    return warning((), f"'{name}' is in werkelijkheid {what}; de naam klopt niet met de inhoud")
