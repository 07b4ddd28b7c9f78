"""The columns of a table × the columns of a contract → which header is which column, how sure that is, and why.

Does not write YAML. Words of the header weigh most; what stands in the column confirms, or forbids.
"""

import itertools
from dataclasses import dataclass, field, replace
from statistics import median

import numpy as np
from scipy.optimize import linear_sum_assignment

from pipelines.contracts import Column, Contract
from pipelines.onboarding.families import CELL_AT, PART_AT, PLACE, SECOND, VALUE
from pipelines.onboarding.fits import FEW, by_content, fit_of
from pipelines.onboarding.lexicon import JOINT, Lexicon, Meaning
from pipelines.onboarding.parts import Part, counted_part, dated_part, without_apostrophe
from pipelines.onboarding.shapes import Profile, formats_of
from pipelines.onboarding.shared import LEAST_SHARED, STRANGER, Numbers, given_out_elsewhere, repeats
from pipelines.onboarding.values import Coded, code_words

ENOUGH = 0.42
SURE = 0.75
# Columns that a person fills in once for the whole file when no column says it.
CONSTANT = ("location", "role", "setting", "moment", "source", "reached")
NAMES = ("family_name", "given_name")
# Of a school the whole file may have one; its word is looked for in titles, as for the columns in CONSTANT.
OF_THE_SCHOOL = ("level", "learning_path")
AMOUNTS = ("int", "decimal", "money")


@dataclass(frozen=True)
class Match:
    """One contract column and the header it is read from."""

    column: Column
    header: str
    score: float
    why: str
    coded: Coded | None = None
    part: Part | None = None
    times: float | None = None


@dataclass(frozen=True)
class Guess:
    """What a table would be as this dataset.

    `given` are needed columns that no header holds and that follow from the file's name or from a date; `parted` those
    that the words in side by side headers are: column → the named group of the pattern.
    """

    contract: Contract
    matches: dict[str, Match]
    score: float
    given: frozenset[str] = frozenset()
    parted: dict[str, str] = field(default_factory=dict)

    @property
    def lacking(self) -> tuple[Column, ...]:
        """Columns that the contract needs and that no header gives."""
        return tuple(c for c in needed(self.contract) if c.name not in self.matches)

    @property
    def lacking_facts(self) -> tuple[Column, ...]:
        """Lacking columns that nobody can fill in once for the whole file, a composed key aside."""
        several = len(self.contract.key) > 1
        composed = [c for c in self.lacking if c.key and (c.type == "id" or (several and c.type == "text"))]
        elsewhere = {*CONSTANT, *self.given, *self.parted}
        return tuple(c for c in self.lacking if c.name not in elsewhere and c not in composed)


def needed(contract: Contract) -> tuple[Column, ...]:
    """Key and required columns that a file must give."""
    return tuple(column for column in contract.columns if (column.key or column.required) and not column.derived)


def guess(
    contract: Contract,
    profiles: list[Profile],
    lexicon: Lexicon,
    constants: dict[str, dict[str, str]],
    prior: float = 0.0,
    named: frozenset[str] = frozenset(),
    unread: int = 0,
    numbers: tuple[Numbers, ...] = (),
) -> Guess:
    """The best way to read this table as this dataset; `constants` are extra words per vocabulary (a site's own places).

    `named` are the groups of the file's name: a year or a week that stands in no cell may stand there. `unread` columns
    are in the file and not among the profiles. `numbers` are those that other samples give out.
    """
    columns = [column for column in contract.columns if not column.derived]
    options = {
        (p.position, column.name): match(contract, column, p, lexicon, constants, numbers)
        for p in profiles
        for column in columns
    }
    table = np.zeros((len(profiles), len(columns)))
    for (i, p), (j, column) in itertools.product(enumerate(profiles), enumerate(columns)):
        found = options[p.position, column.name]
        # Of two columns that fit alike the order in the contract decides: the request comes before its handling.
        order = abs(i / max(1, len(profiles)) - j / max(1, len(columns))) * 0.01
        wanted = 0.02 if column.key or column.required else 0.0
        # Squared: one header that is sure counts for more than two that might be.
        table[i, j] = max(0.0, found.score - order + wanted) ** 2 if found.score >= ENOUGH else 0.0
    matches = {}
    for i, j in zip(*linear_sum_assignment(table, maximize=True), strict=True):
        if table[i, j] > 0:
            matches[columns[j].name] = options[profiles[i].position, columns[j].name]
    for column in columns:
        if column.name not in matches and (shared := _shared(column, options, profiles, matches)):
            matches[column.name] = shared
    _pair_of_dates(columns, profiles, matches)
    parted = _parted(contract, profiles, matches)
    given = frozenset(_given(contract, matches, named))
    return Guess(
        contract, matches, _total(contract, matches, profiles, prior, {*given, *parted}, unread), given, parted
    )


def _pair_of_dates(columns: list[Column], profiles: list[Profile], matches: dict[str, Match]) -> None:
    """Of two columns with one name the one with the later dates is the next date of the contract: since when, until when."""
    dated = [column for column in columns if column.type == "date"]
    for second in profiles:
        first = next((p for p in profiles if p.header == SECOND.sub("", second.header) != second.header), None)
        if first is None or min(first.dates, second.dates) < 0.8 or middle_day(first) > middle_day(second):
            continue
        own = [m for m in matches.values() if m.header in (first.header, second.header)]
        if len(own) != 1 or own[0].column.type != "date":
            continue
        after = next((c for c in dated[dated.index(own[0].column) + 1 :] if c.name not in matches), None)
        matches[own[0].column.name] = replace(own[0], header=first.header)
        if after:
            why = f"tweede kolom die '{first.header}' heet, met latere datums"
            matches[after.name] = Match(after, second.header, 0.6, why)


def middle_day(seen: Profile) -> float:
    """The middle of the dates of a column, as a day number."""
    days = [min(found.values()).toordinal() for w in itertools.islice(seen.told, 500) if (found := formats_of(w))]
    return median(days) if days else 0.0


def _parted(contract: Contract, profiles: list[Profile], matches: dict[str, Match]) -> dict[str, str]:
    """Needed words that no column has are those of the headers that stand side by side."""
    taken = {found.header for found in matches.values()}
    free = [p.header for p in profiles if PART_AT <= p.position < CELL_AT and p.header not in taken and not p.numbers]
    of_a_place = ("location",) if PLACE in free else ()
    elsewhere = {*matches, *CONSTANT} - {*of_a_place}
    lacking = [c.name for c in needed(contract) if c.type == "code" and c.name not in elsewhere]
    return dict(zip(lacking, free, strict=False))


def _given(contract: Contract, matches: dict[str, Match], named: frozenset[str]) -> list[str]:
    """Needed columns that follow from the name of the file, or a count year from the date that it counts."""
    dates = any(found.column.type == "date" and not found.column.identifying for found in matches.values())
    return [
        column.name
        for column in needed(contract)
        if column.name not in matches
        and (
            (column.name == "year" and "year" in named)
            or (column.type == "iso_week" and "week" in named)
            or (
                column.type == "code"
                and "marks" in named
                and any(c.type == "iso_week" and c.key for c in contract.columns)
            )
            or (column.name in OF_THE_SCHOOL and column.name in named)
            or (column.name.endswith("_year") and column.type == "int" and dates)
        )
    ]


def _total(
    contract: Contract,
    matches: dict[str, Match],
    profiles: list[Profile],
    prior: float,
    elsewhere: set[str],
    unread: int,
) -> float:
    facts = [column for column in needed(contract) if column.name not in CONSTANT and column.name not in elsewhere]
    complete = sum(matches[c.name].score for c in facts if c.name in matches) / max(1, len(facts))
    headers = {found.header for found in matches.values()}
    sums = sum(max(m.score for m in matches.values() if m.header == header) for header in headers)
    covered = sums / max(1, len([p for p in profiles if p.filled]) + unread)
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
    contract: Contract,
    column: Column,
    profile: Profile,
    lexicon: Lexicon,
    constants: dict[str, dict[str, str]],
    numbers: tuple[Numbers, ...] = (),
) -> Match:
    """How well one column of the file fits one column of the contract."""
    meaning = _by_numbers(contract, column, profile, numbers, lexicon.means(profile.header, contract, column))
    if profile.citizen_numbers or (column.type in ("code", "bool") and profile.dates > 0.8):
        return Match(column, profile.header, 0.0, "")
    if not profile.filled:
        return Match(column, profile.header, round(meaning.score * 0.7, 3), f"{meaning.why}; de kolom is hier leeg")
    if column.vocabulary and meaning.score < 0.5 and not profile.is_wordlist:
        return Match(column, profile.header, 0.0, "")
    # Before its places are known, whatever stands below a header that says `place` may be one.
    told = column.vocabulary and (lexicon.words[column.vocabulary] or constants.get(column.vocabulary))
    coded = (
        code_words(profile, column.vocabulary, lexicon, constants.get(column.vocabulary))
        if column.vocabulary and told
        else None
    )
    times = lexicon.factor(profile.header, column.name)
    meaning = max(
        meaning, Meaning(0.8, "een deel van een volle week") if times else Meaning(0.0), key=lambda m: m.score
    )
    if profile.header == VALUE and profile.position >= CELL_AT and column.required and column.type in AMOUNTS:
        meaning = Meaning(0.7, "de cellen van de kolommen naast elkaar")
    fit, seen = (1.0, "") if times and profile.numbers > 0.8 else fit_of(contract, column, profile, coded)
    part = _part(column, profile) if meaning.score >= 0.5 and fit < 0.99 else None
    if part:
        kept, kept_seen = fit_of(contract, column, part.seen, coded)
        fit, seen, part = (kept, kept_seen, part) if kept > fit or column.type == "id" else (fit, seen, None)
    score = meaning.score * (0.55 + 0.45 * fit)
    why = f"{meaning.why}; {seen}" if meaning.why and seen else meaning.why or seen
    least = 0.8 if profile.header == VALUE and profile.position >= CELL_AT else 0.35
    if column.type in ("date", "int", "decimal", "money", "iso_week") and profile.filled >= FEW and fit < least:
        score = 0.0
    if column.type == "id" and profile.filled >= FEW and not fit:
        score = 0.0
    if column.type == "code" and fit < 0.2 and meaning.score < 0.9:
        score *= 0.5
    if meaning.score < 0.5:
        score = max(score, by_content(column, profile, coded, fit))
    return Match(column, profile.header, round(score, 3), why, coded, part, times)


def _by_numbers(
    contract: Contract, column: Column, seen: Profile, numbers: tuple[Numbers, ...], said: Meaning
) -> Meaning:
    """Numbers that another list gives out tell more than a header; other numbers are none of these, unless the header is sure."""
    known = given_out_elsewhere(contract, column, numbers) if column.type == "id" and column.keyed else ()
    found = repeats(seen, known)
    if found is None:
        return said
    share, own = found
    if share >= LEAST_SHARED:
        return max(
            said, Meaning(0.9, f"{share:.0%} van deze nummers staat ook onder {own.called}"), key=lambda m: m.score
        )
    return said if share >= STRANGER or said.score >= SURE else Meaning(0.0)


def _part(column: Column, profile: Profile) -> Part | None:
    """What of each cell could be this column, when the cells hold more."""
    if column.type == "date":
        return dated_part(profile)
    if column.type in ("int", "decimal"):
        return counted_part(profile)
    return without_apostrophe(profile) if column.type == "id" else None


def upper_of(header: str) -> str:
    """The upper part of a stacked header, or nothing."""
    return header.split(JOINT)[0] if JOINT in header else ""
