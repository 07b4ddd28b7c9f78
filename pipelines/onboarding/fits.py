"""What stands in a column × what a contract column may hold → how much of it fits, in words that a person can check.

Does not look at headers.
"""

import itertools
import re
from functools import lru_cache

from pipelines.contracts import Column, Contract
from pipelines.onboarding.patterns import school_year_in
from pipelines.onboarding.shapes import COMMA, INTEGER, ISO_WEEK, MONEY, POINT, Profile
from pipelines.onboarding.values import Coded

FEW = 3
BORN_FROM, BORN_UNTIL = 1930, 2015
WITH_FIGURE = re.compile(r".*\d.*")
MUST_MATCH = "expect_column_values_to_match_regex"
PERSON_NAMES = ("family_name", "given_name", "full_name")


def by_content(column: Column, profile: Profile, coded: Coded | None, fit: float) -> float:
    """A column whose header says nothing may still give itself away: by agreed words, or as dates of birth."""
    if coded and column.type == "code" and fit >= 0.8:
        words = [word for word in (*coded.known, *coded.mapped) if len(word) > 2 and not word.isdigit()]
        return 0.32 + 0.18 * fit if len(coded.codes) >= 2 and len(words) >= 2 else 0.0
    if column.name == "birth_date" and fit > 0.95 and profile.distinct > 0.5 and profile.filled >= FEW:
        return 0.5
    return 0.0


def fit_of(contract: Contract, column: Column, profile: Profile, coded: Coded | None) -> tuple[float, str]:
    """Share of the filled cells that can be this column, and the words for it."""
    if coded is not None:
        share = max(0.0, min(1.0, coded.share))
        return share, f"{share:.0%} van de cellen is een bekend woord" if share > 0 else "geen enkel bekend woord"
    if column.type == "date":
        share = profile.dates
        return share * _years_fit(column, profile), f"{share:.0%} van de cellen is een datum"
    if column.type == "int" and column.name.endswith("year") and (share := school_years(profile)) >= 0.8:
        return share, f"{share:.0%} van de cellen is een schooljaar"
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
        share = profile.share(ISO_WEEK)
        if profile.dates > share:
            return profile.dates * _years_fit(
                column, profile
            ), f"{profile.dates:.0%} van de cellen is een datum, en elke dag ligt in een week"
        return share, f"{share:.0%} van de cellen is een week"
    if column.type == "id":
        if profile.dates > 0.8 or profile.numbers - profile.share(INTEGER) > 0.5 or profile.share(WITH_FIGURE) < 0.5:
            return 0.0, "de cellen zijn geen nummers"
        sole = column.key and len(contract.key) == 1
        return (
            0.4 + 0.6 * profile.distinct if sole else 0.85
        ), "elke waarde staat er één keer" if sole and profile.distinct > 0.99 else ""
    if profile.dates > 0.8:
        return 0.0, "de cellen zijn datums"
    if column.name in PERSON_NAMES and profile.share(WITH_FIGURE) > 0.5:
        return 0.0, "de cellen zijn geen namen"
    if shapes := [
        rule.arguments["regex"]
        for rule in contract.rules
        if rule.arguments.get("column") == column.name and rule.expectation == MUST_MATCH
    ]:
        share = profile.share(re.compile(shapes[0]))
        return share, f"{share:.0%} van de cellen heeft de afgesproken vorm"
    return (0.3 if profile.numbers > 0.8 and not column.key else 0.85), ""


def _years_fit(column: Column, profile: Profile) -> float:
    """Birth dates lie a generation back; everything else is of this century."""
    middle = profile.middle_year
    if middle is None:
        return 1.0
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


@lru_cache(maxsize=50_000)
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


def school_years(profile: Profile) -> float:
    """Share of the filled cells that are a school year, and nothing else."""
    years = {word for word in profile.told if (found := school_year_in(word)) and found[0] == word}
    return sum(profile.told[word] for word in years) / max(1, profile.filled)
