"""The columns of a table × the columns of a contract → which header is which column, how sure that is, and why.

Does not write YAML. Words of the header weigh most; what stands in the column confirms, or forbids.
"""

import itertools
import re
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

import numpy as np
from scipy.optimize import linear_sum_assignment

from pipelines.contracts import Column, Contract
from pipelines.onboarding.lexicon import JOINT, Lexicon
from pipelines.onboarding.shapes import COMMA, INTEGER, ISO_WEEK, MONEY, POINT, Profile, formats_of
from pipelines.onboarding.values import Coded, code_words

ENOUGH = 0.42
SURE = 0.75
FEW = 3
BORN_FROM, BORN_UNTIL = 1930, 2015
# Columns that a person fills in once for the whole file when no column says it.
CONSTANT = ("location", "role", "setting", "moment", "source", "reached")
NAMES = ("family_name", "given_name")


@dataclass(frozen=True)
class Match:
    """One contract column and the header it is read from."""

    column: Column
    header: str
    score: float
    why: str
    coded: Coded | None = None


@dataclass(frozen=True)
class Guess:
    """What a table would be as this dataset."""

    contract: Contract
    matches: dict[str, Match]
    score: float

    @property
    def lacking(self) -> tuple[Column, ...]:
        """Columns that the contract needs and that no header gives."""
        return tuple(c for c in needed(self.contract) if c.name not in self.matches)

    @property
    def lacking_facts(self) -> tuple[Column, ...]:
        """Lacking columns that nobody can fill in once for the whole file, a composed key aside."""
        several = len(self.contract.key) > 1
        composed = [c for c in self.lacking if c.key and (c.type == "id" or (several and c.type == "text"))]
        return tuple(c for c in self.lacking if c.name not in CONSTANT and c not in composed)


def needed(contract: Contract) -> tuple[Column, ...]:
    """Key and required columns that a file must give."""
    return tuple(column for column in contract.columns if (column.key or column.required) and not column.derived)


def guess(
    contract: Contract,
    profiles: list[Profile],
    lexicon: Lexicon,
    constants: dict[str, dict[str, str]],
    prior: float = 0.0,
) -> Guess:
    """The best way to read this table as this dataset; `constants` are extra words per vocabulary (a site's own places)."""
    columns = [column for column in contract.columns if not column.derived]
    options = {
        (p.position, column.name): match(contract, column, p, lexicon, constants)
        for p in profiles
        for column in columns
    }
    table = np.zeros((len(profiles), len(columns)))
    for (i, p), (j, column) in itertools.product(enumerate(profiles), enumerate(columns)):
        found = options[p.position, column.name]
        # Of two columns that fit alike the order in the contract decides: the request comes before its handling.
        order = abs(i / max(1, len(profiles)) - j / max(1, len(columns))) * 0.01
        wanted = 0.02 if column.key or column.required else 0.0
        table[i, j] = max(0.0, found.score - order + wanted) if found.score >= ENOUGH else 0.0
    matches = {}
    for i, j in zip(*linear_sum_assignment(table, maximize=True), strict=True):
        if table[i, j] > 0:
            matches[columns[j].name] = options[profiles[i].position, columns[j].name]
    for column in columns:
        if column.name not in matches and (shared := _shared(column, options, profiles, matches)):
            matches[column.name] = shared
    return Guess(contract, matches, _total(contract, matches, profiles, prior))


def _total(contract: Contract, matches: dict[str, Match], profiles: list[Profile], prior: float) -> float:
    facts = [column for column in needed(contract) if column.name not in CONSTANT]
    complete = sum(matches[c.name].score for c in facts if c.name in matches) / max(1, len(facts))
    headers = {found.header for found in matches.values()}
    sums = sum(max(m.score for m in matches.values() if m.header == header) for header in headers)
    covered = sums / max(1, len([p for p in profiles if p.filled]))
    return round(0.55 * complete + 0.45 * min(1.0, covered) + prior, 4)


def _shared(
    column: Column, options: dict[tuple[int, str], Match], profiles: list[Profile], matches: dict[str, Match]
) -> Match | None:
    """A header may give two columns when they ask different things of it: two name parts, or two vocabularies."""
    best = max((options[p.position, column.name] for p in profiles), key=lambda m: m.score, default=None)
    if best is None or best.score < SURE:
        return None
    users = [m for m in matches.values() if m.header == best.header]
    differs = all(
        {column.name, user.column.name} == set(NAMES)
        or (
            column.type == "code"
            and user.column.type in ("code", "bool")
            and user.column.vocabulary != column.vocabulary
        )
        for user in users
    )
    return best if differs else None


def match(
    contract: Contract, column: Column, profile: Profile, lexicon: Lexicon, constants: dict[str, dict[str, str]]
) -> Match:
    """How well one column of the file fits one column of the contract."""
    meaning = lexicon.means(profile.header, contract, column)
    if profile.citizen_numbers:
        return Match(column, profile.header, 0.0, "")
    if not profile.filled:
        return Match(column, profile.header, round(meaning.score * 0.7, 3), f"{meaning.why}; de kolom is hier leeg")
    if column.vocabulary and meaning.score < 0.5 and not profile.is_wordlist:
        return Match(column, profile.header, 0.0, "")
    coded = (
        code_words(profile, column.vocabulary, lexicon, constants.get(column.vocabulary)) if column.vocabulary else None
    )
    fit, seen = _fit(contract, column, profile, coded)
    score = meaning.score * (0.55 + 0.45 * fit)
    why = f"{meaning.why}; {seen}" if meaning.why and seen else meaning.why or seen
    if column.type in ("date", "int", "decimal", "money", "iso_week") and profile.filled >= FEW and fit < 0.35:
        score = 0.0
    if column.type == "code" and fit < 0.2 and meaning.score < 0.9:
        score *= 0.5
    if meaning.score < 0.5:
        score = max(score, _by_content(column, profile, coded, fit))
    return Match(column, profile.header, round(score, 3), why, coded)


def _by_content(column: Column, profile: Profile, coded: Coded | None, fit: float) -> float:
    """A column whose header says nothing may still give itself away: by agreed words, or as dates of birth."""
    if coded and column.type == "code" and fit >= 0.8:
        words = [word for word in (*coded.known, *coded.mapped) if len(word) > 2 and not word.isdigit()]
        return 0.32 + 0.18 * fit if len(coded.codes) >= 2 and len(words) >= 2 else 0.0
    if column.name == "birth_date" and fit > 0.95 and profile.distinct > 0.5 and profile.filled >= FEW:
        return 0.5
    return 0.0


def _fit(contract: Contract, column: Column, profile: Profile, coded: Coded | None) -> tuple[float, str]:
    """Share of the filled cells that can be this column, and the words for it."""
    if coded is not None:
        share = max(0.0, min(1.0, coded.share))
        return share, f"{share:.0%} van de cellen is een bekend woord" if share > 0 else "geen enkel bekend woord"
    if column.type == "date":
        share = profile.dates
        return share * _years_fit(column, profile), f"{share:.0%} van de cellen is een datum"
    if column.type == "int":
        share = profile.share(INTEGER)
        return share * _in_range(contract, column, profile), f"{share:.0%} van de cellen is een heel getal"
    if column.type == "money":
        share = profile.share(MONEY)
        return share, f"{share:.0%} van de cellen is een bedrag"
    if column.type == "decimal":
        return profile.numbers * _in_range(
            contract, column, profile
        ), f"{profile.numbers:.0%} van de cellen is een getal of duur"
    if column.type == "bool":
        marks = 1.0 if len(profile.told) <= 2 else 0.0
        return max(profile.yes_or_no, marks * 0.7), f"{profile.yes_or_no:.0%} van de cellen is ja of nee"
    if column.type == "iso_week":
        return profile.share(ISO_WEEK), ""
    if column.type == "id":
        if profile.dates > 0.8 or profile.numbers - profile.share(INTEGER) > 0.5:
            return 0.0, "de cellen zijn geen nummers"
        sole = column.key and len(contract.key) == 1
        return (
            0.4 + 0.6 * profile.distinct if sole else 0.85
        ), "elke waarde staat er één keer" if sole and profile.distinct > 0.99 else ""
    if profile.dates > 0.8:
        return 0.0, "de cellen zijn datums"
    if shapes := [
        rule.arguments["regex"]
        for rule in contract.rules
        if rule.arguments.get("column") == column.name and "regex" in rule.arguments
    ]:
        share = profile.share(re.compile(shapes[0]))
        return share, f"{share:.0%} van de cellen heeft de afgesproken vorm"
    return (0.3 if profile.numbers > 0.8 and not column.key else 0.85), ""


def _years_fit(column: Column, profile: Profile) -> float:
    """Birth dates lie a generation back; everything else is of this century."""
    years = [min(formats_of(word).values()).year for word in itertools.islice(profile.told, 500) if formats_of(word)]
    if not years:
        return 1.0
    middle = median(years)
    if column.name == "birth_date":
        return 1.0 if BORN_FROM <= middle <= BORN_UNTIL else 0.2
    return 1.0 if middle >= 2003 else 0.15


def _in_range(contract: Contract, column: Column, profile: Profile) -> float:
    """Share of the numbers that the contract's own rule finds possible; 1 when no rule says."""
    for rule in contract.rules:
        low, high = rule.arguments.get("min_value"), rule.arguments.get("max_value")
        if (
            rule.arguments.get("column") == column.name
            and isinstance(low, int | float)
            and isinstance(high, int | float)
        ):
            numbers = [number(word) for word in itertools.islice(profile.told, 500)]
            judged = [value for value in numbers if value is not None]
            return sum(low <= value <= high for value in judged) / max(1, len(judged)) if judged else 1.0
    return 1.0


def number(word: str) -> float | None:
    """A number in either decimal notation, or a duration in hours; None for anything else."""
    if INTEGER.fullmatch(word):
        return float(word)
    if COMMA.fullmatch(word):
        return float(word.replace(".", "").replace(",", "."))
    if POINT.fullmatch(word):
        return float(word.replace(",", ""))
    if ":" in word:
        hours, minutes = word.split(":")[:2]
        return int(hours) + int(minutes) / 60 if hours.isdigit() and minutes.isdigit() else None
    return None


def key_of(
    rows: Iterable[tuple[str, ...]], headers: tuple[str, ...], candidates: Iterable[str], always: tuple[str, ...] = ()
) -> tuple[str, ...] | None:
    """The fewest of the candidate columns (two at least, with `always` among them) that together stand once.

    Rows that are wholly the same count as one. None when even five columns do not tell rows apart.
    """
    listed = list(dict.fromkeys(rows))
    fixed = [headers.index(name) for name in always if name in headers]
    places = [headers.index(name) for name in candidates if name in headers and name not in always][:9]
    for size in range(max(1 if fixed else 2, 2 - len(fixed)), 5):
        for chosen in itertools.combinations(places, size):
            combination = (*chosen, *fixed)
            seen = {tuple(row[i].lower() for i in combination) for row in listed if row[combination[0]]}
            filled = sum(bool(row[combination[0]]) for row in listed)
            if filled >= 0.95 * len(listed) and len(seen) >= 0.995 * filled:
                return tuple(headers[i] for i in combination)
    return None


def stand_once(rows: list[tuple[str, ...]], places: list[int]) -> bool:
    """True when these cells together are different in (nearly) every row."""
    told_apart = [tuple(row[place].lower() for place in places) for row in rows if row[places[0]]]
    return bool(told_apart) and len(set(told_apart)) >= 0.99 * len(told_apart)


def upper_of(header: str) -> str:
    """The upper part of a stacked header, or nothing."""
    return header.split(JOINT)[0] if JOINT in header else ""
