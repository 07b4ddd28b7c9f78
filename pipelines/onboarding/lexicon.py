"""What the partnership already calls things → how well a header fits a contract column, and what a word means.

Learns from the contracts' names, from every delivery YAML of every partner and from `sources/headers.yaml`; no header of a
single partner is known to the code. Does not look at cells.
"""

import csv
import re
import unicodedata
from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import Field
from rapidfuzz import fuzz

from pipelines.contracts import Column, Contract
from pipelines.registry import Registry
from pipelines.table_language import Fill
from pipelines.vocabularies import Term
from pipelines.yaml_lines import ConfigurationError, Words, load, parse

NEAR = 0.8
PART = 0.72
TO_CONFIRM = 0.7
JOINT = " · "


class Headers(Words):
    """The file `sources/headers.yaml`."""

    abbreviations: dict[str, str] = Field(default_factory=dict)
    columns: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    columns_to_confirm: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    words: dict[str, dict[str, tuple[str, ...]]] = Field(default_factory=dict)
    words_to_confirm: dict[str, dict[str, tuple[str, ...]]] = Field(default_factory=dict)
    words_in_titles: dict[str, dict[str, tuple[str, ...]]] = Field(default_factory=dict)
    factors: dict[str, dict[str, float]] = Field(default_factory=dict)
    flags: dict[str, tuple[str, ...]] = Field(default_factory=dict)


def load_headers(path: Path, contracts: dict[str, Contract], vocabularies: dict[str, dict[str, Term]]) -> Headers:
    """Read the list of words; a column, vocabulary or code that was never agreed is a mistake with its line."""
    marked = load(path)
    headers = parse(Headers, marked)
    names = {column.name for contract in contracts.values() for column in contract.columns}
    names |= {f"{contract.id}.{column.name}" for contract in contracts.values() for column in contract.columns}
    by_column = {name: getattr(headers, name) for name in ("columns", "columns_to_confirm", "factors")}
    wrong = [
        marked.mistake((section, name), "no contract has this column")
        for section, listed in by_column.items()
        for name in listed
        if name not in names
    ]
    listed_words = {name: getattr(headers, name) for name in ("words", "words_to_confirm", "words_in_titles")}
    for section, listed in listed_words.items():
        for vocabulary, codes in listed.items():
            wrong += [
                marked.mistake((section, vocabulary, code), f"vocabulary '{vocabulary}' has no such code")
                for code in codes
                if code not in vocabularies.get(vocabulary, {})
            ]
    wrong += [
        marked.mistake(("flags", name), "there is no contract for this dataset")
        for name in headers.flags
        if name not in contracts
    ]
    if wrong:
        raise ConfigurationError(wrong)
    return headers


@dataclass(frozen=True)
class Meaning:
    """How well a header fits a column (0…1), and by which word."""

    score: float
    why: str = ""


@dataclass(frozen=True)
class Lexicon:
    """Known phrases per `dataset.column` with their weight, and known words per vocabulary."""

    phrases: dict[str, dict[str, tuple[float, str]]]
    words: dict[str, dict[str, str]]
    learned: dict[str, dict[str, str]]
    hints: dict[str, dict[str, str]]
    implied: dict[str, dict[str, str]]
    abbreviations: tuple[tuple[str, str], ...]
    in_titles: dict[str, dict[str, str]] = field(default_factory=dict)
    factors: dict[str, dict[str, float]] = field(default_factory=dict)
    flags: dict[str, frozenset[str]] = field(default_factory=dict)
    coded: dict[Hashable, Any] = field(default_factory=dict, init=False, repr=False, compare=False)
    """What `code_words` found with this lexicon."""
    meant: dict[tuple[str, str], Meaning] = field(default_factory=dict, init=False, repr=False, compare=False)
    """What `means` found with this lexicon: a header is held against every column for each dataset that a table may be."""

    def factor(self, header: str, column: str) -> float | None:
        """What a number below this header is multiplied by to be this column: a part-time factor × 36 is hours a week."""
        return self.factors.get(column, {}).get(self.phrase(header))

    def is_flag(self, header: str, dataset: str) -> bool:
        """True when a column with this header says yes or no to: is this row (also) one of this dataset?"""
        return self.phrase(header) in self.flags.get(dataset, frozenset())

    def with_headers(self, said: dict[str, str], contracts: Iterable[Contract]) -> "Lexicon":
        """The same, knowing what a person said that headers are: header → column."""
        phrases = {place: dict(known) for place, known in self.phrases.items()}
        for header, column in said.items():
            for contract in contracts:
                if any(own.name == column for own in contract.columns):
                    phrases[f"{contract.id}.{column}"][self.phrase(header)] = (1.0, "dat is gezegd")
        return replace(self, phrases=phrases)

    def phrase(self, header: str) -> str:
        """A header in plain words: small letters, no accents, shortened words written out."""
        return _phrase(header, self.abbreviations)

    def knows(self, header: str) -> bool:
        """True when some contract column is called this by somebody."""
        phrase = self.phrase(header).replace(" ", "")
        return bool(phrase) and phrase in self._compact()

    def _compact(self) -> frozenset[str]:
        return _compact(id(self), tuple(frozenset(own) for own in self.phrases.values()))

    def means(self, header: str, contract: Contract, column: Column) -> Meaning:
        """How well this header fits this column, by its words alone."""
        place = (header, f"{contract.id}.{column.name}")
        if place not in self.meant:
            self.meant[place] = self._means(header, self.phrases[place[1]])
        return self.meant[place]

    def _means(self, header: str, known: dict[str, tuple[float, str]]) -> Meaning:
        plain = re.sub(r" \(\d+\)$", "", header)
        parts = plain.split(JOINT)
        best = _fits(self.phrase(plain.replace(JOINT, " ")), known)
        if len(parts) > 1:
            lower, upper = _fits(self.phrase(parts[-1]), known), _fits(self.phrase(parts[0]), known)
            best = max(
                best,
                Meaning(lower.score * 0.85, lower.why),
                Meaning(upper.score * 0.6, upper.why),
                key=lambda m: m.score,
            )
        return best


@lru_cache(maxsize=8)
def _compact(_identity: int, groups: tuple[frozenset[str], ...]) -> frozenset[str]:
    return frozenset(phrase.replace(" ", "") for group in groups for phrase in group)


@lru_cache(maxsize=50_000)
def _phrase(text: str, abbreviations: tuple[tuple[str, str], ...]) -> str:
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text)
    plain = "".join(c for c in unicodedata.normalize("NFKD", spaced.lower()) if not unicodedata.combining(c))
    long = dict(abbreviations)
    plain = plain.replace("t/m", "tm").replace("p/w", "per week").replace("p.w.", "per week")
    return " ".join(long.get(word, word) for word in re.split(r"[^a-z0-9]+", plain) if word)


def _fits(phrase: str, known: dict[str, tuple[float, str]]) -> Meaning:
    """The best of the known phrases: the same, nearly the same, or wholly contained."""
    best = Meaning(0.0)
    if not phrase:
        return best
    compact, own = phrase.replace(" ", ""), set(phrase.split())
    for other, (weight, why) in known.items():
        if other.replace(" ", "") == compact:
            score = weight
        else:
            # A typing error spares the first letter of a word: `richting` is no `lichting`.
            begins_alike = sorted(word[0] for word in phrase.split()) == sorted(word[0] for word in other.split())
            near = fuzz.ratio(compact, other.replace(" ", "")) if compact[0] == other[0] else 0.0
            near = max(near, fuzz.token_sort_ratio(phrase, other) if begins_alike else 0.0) / 100
            score = weight * near * 0.95 if near >= NEAR else 0.0
            words = set(other.split())
            if words < own and any(len(word) > 3 for word in words):
                score = max(score, weight * PART * (len(words) / len(own)) ** 0.3)
        if score > best.score:
            best = Meaning(round(score, 3), why)
    return best


def learn(registry: Registry, sources: Path) -> Lexicon:
    """Everything that contracts, partners' YAML and the list of header words call a column.

    `implied` holds what a code says about another vocabulary: an extra column of a vocabulary file that is called like one.
    """
    headers = load_headers(sources / "headers.yaml", registry.contracts, registry.vocabularies)
    abbreviations = tuple(sorted(headers.abbreviations.items()))
    phrases: dict[str, dict[str, tuple[float, str]]] = defaultdict(dict)

    def note(place: str, text: str, weight: float, why: str) -> None:
        phrase = _phrase(text, abbreviations)
        if phrase and weight > phrases[place].get(phrase, (0.0, ""))[0]:
            phrases[place][phrase] = (weight, why)

    for contract in registry.contracts.values():
        for column in contract.columns:
            place = f"{contract.id}.{column.name}"
            note(place, column.label_nl, 0.97, f"heet in de afspraak '{column.label_nl}'")
            note(place, column.label_en, 0.9, f"heet in de afspraak '{column.label_en}'")
            note(place, column.name.replace("_", " "), 0.9, f"heet in de afspraak '{column.name}'")
            for name, weight in ((place, 1.0), (column.name, 0.97)):
                for word in headers.columns.get(name, ()):
                    note(place, word, weight, f"'{word}' is een bekend woord hiervoor")
                for word in headers.columns_to_confirm.get(name, ()):
                    note(place, word, TO_CONFIRM, f"'{word}' is hier vaak een woord voor")
    learned: dict[str, dict[str, str]] = defaultdict(dict, _by_word(headers.words))
    for fill in _fills(registry):
        for name, source in fill.columns.items():
            own = registry.contracts[fill.dataset].column(name)
            for header in source.source:
                for contract in registry.contracts.values():
                    if any(column.name == name for column in contract.columns):
                        weight = 1.0 if contract.id == fill.dataset else 0.85
                        note(
                            f"{contract.id}.{name}",
                            re.sub(r" \(\d+\)$", "", header),
                            weight,
                            "zo noemt een andere levering het ook",
                        )
            for word, code in source.values.items():
                if own.vocabulary and word:
                    learned[own.vocabulary].setdefault(word.lower(), code)
    words = {
        name: {term.code.lower(): term.code for term in terms.values()}
        | {term.en.lower(): term.code for term in terms.values()}
        | {term.nl.lower(): term.code for term in terms.values()}
        for name, terms in registry.vocabularies.items()
    }
    hints = _by_word(headers.words_to_confirm)
    factors = {
        column: {_phrase(word, abbreviations): factor for word, factor in own.items()}
        for column, own in headers.factors.items()
    }
    flags = {dataset: frozenset(_phrase(word, abbreviations) for word in own) for dataset, own in headers.flags.items()}
    titles = _by_word(headers.words_in_titles)
    implied = _implied(sources / "vocabulary")
    return Lexicon(dict(phrases), words, dict(learned), hints, implied, abbreviations, titles, factors, flags)


def _by_word(listed: dict[str, dict[str, tuple[str, ...]]]) -> dict[str, dict[str, str]]:
    return {
        vocabulary: {word.lower(): code for code, words in codes.items() for word in words}
        for vocabulary, codes in listed.items()
    }


def _implied(folder: Path) -> dict[str, dict[str, str]]:
    names = {path.stem for path in folder.glob("*.csv")}
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter=";"):
                for other in names & set(row):
                    if row[other]:
                        found[other][row["code"]] = row[other]
    return dict(found)


def _fills(registry: Registry) -> list[Fill]:
    return [
        fill
        for deliveries in registry.deliveries.values()
        for delivery in deliveries.values()
        for table in delivery.tables
        for fill in table.fills
    ]
