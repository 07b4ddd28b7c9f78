"""A name as a partner writes it → what people are known by across partners: letters of the family name, first initial.

Understood are `de Vries` with `Fatima` beside it, and in one cell `Vries, F. de`, `de Vries, Fatima`, `F. de Vries`,
`Fatima de Vries` and `Vries F.`, each with a title in front or a call name between brackets. Does not hash and keeps
nothing: `protect` does the one and sees to the other. Does not guess either: a name that was changed is another name.
"""

import re
import unicodedata

# Words before a family name that one system keeps and the next leaves out; the single letters come from 't, 'n, d' and v.d.
PREFIXES = frozenset(
    (
        "aan", "al", "ben", "bij", "bin", "da", "de", "den", "der", "des", "di", "do", "dos", "du", "el", "het", "in", "la",
        "le", "onder", "op", "over", "te", "ten", "ter", "tot", "uit", "uijt", "ul", "van", "vd", "von", "voor",
    )
)  # fmt: skip
SHORT_PREFIXES = frozenset("dlntv")
TITLES = re.compile(r"^(?:(?:de heer|heer|meneer|dhr|mevrouw|mevr|mw|prof|drs|dr|ing|ir|mr)\b\.?\s*)+(?=\S)")
INITIALS = re.compile(r"(?:[a-z]\.)+[a-z]?|[a-z]")
BETWEEN_BRACKETS = re.compile(r"\([^)]*\)")
# Letters that are not an accent on another letter, so that taking accents off leaves them.
LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "’": "'", "‘": "'", "`": "'", "´": "'"}
)  # fmt: skip


def known_as(family: str | None, given: str | None, full: str | None = None) -> str | None:
    """`vries|f` for every way to write Fatima de Vries; None when family name or given name cannot be told.

    `full` is a cell that holds the whole name; it counts where `family` is empty.
    """
    surname, forename = _plain(family), _plain(given)
    if not surname or (not forename and _is_whole(surname)):
        surname, forename = _split(_untitled(surname or _plain(full)))
    surname, _, behind = surname.partition(",")  # `Vries, de` beside `Fatima`
    forename = forename or _given_of(behind.split())
    letters, initial = _family(surname), _first_letter(forename)
    return f"{letters}|{initial}" if letters and initial else None


def _plain(text: str | None) -> str:
    """Lower case, without accents and without what stands between brackets."""
    taken_apart = unicodedata.normalize("NFKD", (text or "").lower().translate(LETTERS))
    bare = "".join(letter for letter in taken_apart if not unicodedata.combining(letter))
    return " ".join(BETWEEN_BRACKETS.sub(" ", bare).replace("v.d.", "vd ").replace("v/d", "vd ").split())


def _untitled(text: str) -> str:
    return TITLES.sub("", text)


def _is_whole(surname: str) -> bool:
    """True when a cell for the family name holds more than that: a comma, or initials in front."""
    first = _untitled(surname).split()[0]
    return "," in surname or ("." in first and _is_initials(first))


def _split(whole: str) -> tuple[str, str]:
    """Family name and given name of a name in one cell; either is empty when it cannot be told."""
    if "," in whole:
        family, _, behind = whole.partition(",")
        return family, _given_of(_untitled(behind.strip()).replace(",", " ").split())
    words = whole.split()
    if len(words) > 1 and "." in words[-1] and _is_initials(words[-1]) and not _is_initials(words[0]):
        return " ".join(words[:-1]), words[-1]
    if len(words) < 2 or _is_prefix(words[0]):
        return whole, ""
    rest = words[1:]
    while len(rest) > 1 and _is_initials(rest[0]):
        rest = rest[1:]
    prefix = next((place for place, word in enumerate(rest[:-1]) if _is_prefix(word)), 0)
    return " ".join(rest[prefix:]), words[0]


def _given_of(words: list[str]) -> str:
    """The given name behind a comma, where prefixes may stand as well: `F. de`, `de, Fatima`."""
    return next((word for word in words if not _is_prefix(word)), "")


def _is_prefix(word: str) -> bool:
    return word in PREFIXES or (word.startswith("'") and word.strip("'") in SHORT_PREFIXES)


def _is_initials(word: str) -> bool:
    return INITIALS.fullmatch(word) is not None


def _family(surname: str) -> str:
    """The letters of a family name; prefixes before or behind it go as long as a name is left."""
    words = re.findall("[a-z]+", _untitled(surname))
    optional = PREFIXES | SHORT_PREFIXES
    while len(words) > 1 and words[0] in optional:
        words = words[1:]
    while len(words) > 1 and words[-1] in optional:
        words = words[:-1]
    return "".join(words)


def _first_letter(forename: str) -> str:
    return "".join(re.findall("[a-z]", _untitled(forename)))[:1]
