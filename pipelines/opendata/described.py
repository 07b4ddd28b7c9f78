"""`sources/opendata.yaml` and `warehouse/published/tables.yaml` → who offers what, and what every table and column is.

Does not look at a publication: `offer.py` lays the two together and says what has no description.
"""

from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, model_validator

from pipelines.metrics import Agreed, Sentence, Text
from pipelines.yaml_lines import load, parse

Url = Annotated[str, Field(pattern=r"^https?://[^\s<>\"{}|\\^`]+$")]
Code = Annotated[str, Field(pattern=r"^[A-Z_]{3,20}$")]
PLACEHOLDER = ".example"
REFERS = {"indicator": "indicator", "location": "location", "cohort": "cohort", "level": "level", "partner": "party"}


class Contact(Agreed):
    """Whom to ask about the data."""

    name: Sentence
    email: Annotated[str, Field(pattern=r"^[^\s@]+@[^\s@]+$")]


class Licence(Agreed):
    """What others may do with the data."""

    name: Sentence
    title: Sentence
    path: Url


class Keywords(Agreed):
    """Words to find it by."""

    nl: tuple[Sentence, ...]
    en: tuple[Sentence, ...]


class Offer(Agreed):
    """Who offers the figures, on what terms, and how catalogues file them."""

    publisher: Sentence
    contact: Contact
    base_url: Url | None = None
    licence: Licence
    title: Text
    description: Text
    keywords: Keywords
    themes: Annotated[tuple[Code, ...], Field(min_length=1)]
    frequency: Code
    country: Code

    @property
    def is_filled_in(self) -> bool:
        """False while the address is the place to fill in."""
        return not self.contact.email.endswith(PLACEHOLDER)


class Described(Agreed):
    """One published table in words; `columns` holds those that are its own."""

    title: Text
    about: Text
    key: tuple[str, ...] = ()
    refers: tuple[Literal["indicator", "location", "cohort", "level", "partner"], ...] = ()
    columns: dict[str, Text] = Field(default_factory=dict)


class Tables(Agreed):
    """Every published table, in the order in which they are offered; `columns` mean the same everywhere."""

    columns: dict[str, Text]
    tables: dict[str, Described]

    @model_validator(mode="after")
    def _refers_to_what_is_there(self) -> "Tables":
        lacking = {REFERS[name] for table in self.tables.values() for name in table.refers} - set(self.tables)
        if lacking:
            raise ValueError(f"a table refers to {', '.join(sorted(lacking))}, which is not among the tables")
        return self

    def column(self, table: str, name: str) -> Text | None:
        """What a column of a table holds, or None when nobody said."""
        return self.tables[table].columns.get(name) or self.columns.get(name)


@cache
def load_offer(path: Path) -> Offer:
    """Read `opendata.yaml`; raises `ConfigurationError` with every mistake, its file and its line."""
    return parse(Offer, load(path))


@cache
def load_tables(path: Path) -> Tables:
    """Read `tables.yaml`; raises `ConfigurationError` with every mistake, its file and its line."""
    return parse(Tables, load(path))
