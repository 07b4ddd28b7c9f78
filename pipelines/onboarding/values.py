"""The partner's words in one column → codes of a vocabulary: the same, learned from others, nearly the same, or a question.

Shows a word only when it is (nearly) an agreed word or comes back often; anything else is named by its row.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process

from pipelines.nothing import means_nothing
from pipelines.onboarding.lexicon import Lexicon
from pipelines.onboarding.shapes import Profile

NEAR = 80
OFTEN = 5
# Words that stand in many terms and tell nothing.
COMMON = frozenset(
    {
        "niet",
        "geen",
        "naar",
        "het",
        "een",
        "van",
        "voor",
        "door",
        "met",
        "zorg",
        "mbo",
        "contract",
        "tijd",
        "overig",
        "other",
        "care",
        "and",
    }
)
NAME = re.compile(r"(?<![^\W\d_])[A-ZÀ-Þ][a-zà-ÿ]{2,}")
ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}


@dataclass(frozen=True)
class Coded:
    """What the words of a column come to: `known` need no map, `mapped` go into `values:`, `unsure` with the nearest code."""

    known: dict[str, str]
    mapped: dict[str, str]
    unsure: dict[str, tuple[str, int]]
    unknown: tuple[str, ...]
    share: float

    @property
    def all_mapped(self) -> dict[str, str]:
        """The value map to propose."""
        return self.mapped | {word: code for word, (code, _) in self.unsure.items()}

    @property
    def codes(self) -> set[str]:
        """The codes that were found."""
        return {*self.known.values(), *self.all_mapped.values()}


def code_words(profile: Profile, vocabulary: str, lexicon: Lexicon, extra: dict[str, str] | None = None) -> Coded:
    """Find the code of every word; `share` is the share of the filled cells that got one (an unsure one counts for half)."""
    asked = profile, vocabulary, frozenset((extra or {}).items())
    found: Coded | None = lexicon.coded.get(asked)
    if found is None:  # many columns of the contracts are of one vocabulary
        found = lexicon.coded[asked] = _code_words(profile, vocabulary, lexicon, extra)
    return found


def _code_words(profile: Profile, vocabulary: str, lexicon: Lexicon, extra: dict[str, str] | None) -> Coded:
    agreed = lexicon.words[vocabulary]
    learned = lexicon.learned.get(vocabulary, {}) | {word.lower(): code for word, code in (extra or {}).items()}
    hints = lexicon.hints.get(vocabulary, {})
    known: dict[str, str] = {}
    mapped: dict[str, str] = {}
    unsure: dict[str, tuple[str, int]] = {}
    unknown: list[str] = []
    covered = 0.0
    seen: dict[str, str] = {}
    for word, _ in profile.everywhere.most_common(200):
        lower, count = word.lower(), profile.words[word]
        if lower in agreed:
            known[word] = agreed[lower]
        elif lower in learned:
            mapped.setdefault(seen.setdefault(lower, word), learned[lower])
        elif means_nothing(lower):
            continue
        else:
            found = _hinted(lower, hints) or _nearest(lower, agreed | learned) or _by_number(lower, agreed or learned)
            found = found or _by_part(lower, agreed | learned)
            if (
                not found
                or (found[1] < 90 and not profile.is_wordlist)
                or (found[1] < 75 and not may_be_shown(word, profile))
            ):
                unknown.append(word)
                continue
            unsure.setdefault(seen.setdefault(lower, word), found)
            covered -= 0.5 * count if found[1] < 90 else 0.2 * count
        covered += count
    return Coded(known, mapped, unsure, tuple(unknown), covered / max(1, profile.filled))


def said_in_legend(legend: dict[str, str], vocabulary: str, lexicon: Lexicon) -> dict[str, str]:
    """Marks that a legend in the file explains (`z = ziek`) → the code that its words mean."""
    seen = Profile("", 0, len(legend), Counter(legend.values()))
    coded = code_words(seen, vocabulary, lexicon)
    codes = coded.known | coded.mapped | {word: code for word, (code, near) in coded.unsure.items() if near >= NEAR}
    by_words = {word: codes.get(word) or _by_own_words(word, vocabulary, lexicon) for word in legend.values()}
    return {mark: code for mark, word in legend.items() if (code := by_words[word])}


def _by_own_words(text: str, vocabulary: str, lexicon: Lexicon) -> str | None:
    """The one code of which a known word stands in this text as a whole word, the longest first: `ongeoorloofd afwezig`."""
    known = lexicon.learned.get(vocabulary, {}) | lexicon.words[vocabulary]
    inside = [word for word in known if len(word) > 2 and re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text.lower())]
    longest = max(map(len, inside), default=0)
    codes = {known[word] for word in inside if len(word) == longest}
    return codes.pop() if len(codes) == 1 else None


def _hinted(word: str, hints: dict[str, str]) -> tuple[str, int] | None:
    return (hints[word], 70) if word in hints else None


def _by_part(word: str, known: dict[str, str]) -> tuple[str, int] | None:
    """`sociaal wijkteam` holds the agreed word `wijkteam`, and `Leerwerk (BBL)` shares `bbl` with one code only."""
    own = _letters(word)
    codes = {code for other, code in known.items() if own & (_letters(other) - COMMON)} if own else set()
    return (codes.pop(), 72) if len(codes) == 1 else None


@lru_cache(maxsize=20_000)
def _letters(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[a-z]{3,}", text))


@lru_cache(maxsize=20_000)
def _pieces(text: str) -> tuple[str, ...]:
    return tuple(re.split(r"[ ./_-]+", text))


def _nearest(word: str, known: dict[str, str]) -> tuple[str, int] | None:
    """The code whose word is nearest, with how near (0–100); short words must be the same."""
    if len(word) < 4 or word.isdigit():
        return None
    found = process.extractOne(word, known.keys(), scorer=fuzz.ratio, score_cutoff=NEAR)
    if found:
        return known[found[0]], int(found[1])
    fits = _same_ends if re.search("['’]", word) else _same_start
    parts = {known[other] for other in known if len(other) >= 4 and fits(word, other)}
    return (parts.pop(), 75) if len(parts) == 1 else None


def _same_start(word: str, other: str) -> bool:
    """`bep. tijd` and `bepaalde tijd`: each word of the shorter begins the matching word of the longer."""
    short, long = _pieces(word.strip(" .")), _pieces(other)
    return len(short) == len(long) and all(
        len(s) > 1 and (b.startswith(s) or s.startswith(b)) for s, b in zip(short, long, strict=True)
    )


def _same_ends(word: str, other: str) -> bool:
    """`R'dam` and `Rotterdam`: what is left out in the middle has an apostrophe; or the apostrophe is part of the name."""
    start, _, end = word.replace("’", "'").partition("'")
    is_cut = (
        bool(start) and len(end) >= 2 and len(other) > len(word) and other.startswith(start) and other.endswith(end)
    )
    return is_cut or _same_start(word, other)


def _by_number(word: str, known: dict[str, str]) -> tuple[str, int] | None:
    """`niv. 2`, `MBO-2` and `II` are the only code with a 2 in it."""
    tokens = [ROMAN.get(token, token) for token in re.findall(r"[a-z]+|\d+", word)]
    digits = [token for token in tokens if token.isdigit()]
    if len(digits) != 1 or len(digits[0]) > 2:
        return None
    codes = {code for code in known.values() if re.findall(r"\d+", code) == digits}
    return (codes.pop(), 85) if len(codes) == 1 else None


def may_be_shown(word: str, profile: Profile) -> bool:
    """True for a word that comes back often in a column of few words; a name, a number or a remark is never repeated."""
    return (
        profile.everywhere[word] >= OFTEN and profile.is_wordlist and len(word) <= 40 and not re.search(r"\d{4,}", word)
    )


def is_no_name(word: str, profile: Profile) -> bool:
    """True for a word of a column that nobody understands yet and that may be shown all the same: it is not written like a name."""
    return may_be_shown(word, profile) and not NAME.search(word)


def told(words: Iterable[str], profile: Profile) -> str:
    """Words as they may be shown: as they stand, or by the row where they first stand."""
    listed = list(words)
    parts = [
        f"'{word}' ({profile.everywhere[word]}×)" if may_be_shown(word, profile)
        else f"een woord in rij {profile.first_rows[word]} ({profile.everywhere[word]}×)" if word in profile.first_rows
        else f"een woord in een ander voorbeeld ({profile.everywhere[word]}×)"
        for word in listed[:12]
    ]  # fmt: skip
    return ", ".join(parts) + (f" en nog {len(listed) - 12} andere" if len(listed) > 12 else "")
