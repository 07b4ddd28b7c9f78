"""The part of the table language that says where one column comes from and what is done with its text.

Does not read cells; `conform` follows these words.
"""

import re
from functools import lru_cache
from typing import Annotated

import duckdb
from pydantic import AfterValidator, Field, field_validator, model_validator

from pipelines.yaml_lines import Words


def _compiles(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueError(f"'{pattern}' is not a valid regular expression: {error}") from error
    return pattern


@lru_cache(maxsize=1)
def _database() -> duckdb.DuckDBPyConnection:
    return duckdb.connect(config={"threads": 1})


@lru_cache(maxsize=4096)
def _runs_on_rows(pattern: str) -> str:
    """Patterns on rows and cells are run by DuckDB, which knows no look-around and no back-references."""
    try:
        _database().execute("select regexp_matches('', $1)", [pattern]).fetchall()
    except duckdb.Error as error:
        why = str(error).partition(": ")[2].strip()
        raise ValueError(
            f"'{pattern}' cannot be run on rows ({why}): it may not look around `(?=` `(?!` or refer back `\\1`; write it without"
        ) from error
    return pattern


def _is_understood(form: str) -> str:
    """A format that is accepted and never fits would set every row apart."""
    if unknown := sorted(set(re.findall(r"%.?", form)) - {"%d", "%m", "%Y", "%y", "%b"}):
        raise ValueError(
            f"'{form}' has {', '.join(unknown)}; a date is written with %d %m %Y %y and %b (a month in words, also in full)"
        )
    return form


DateFormat = Annotated[str, AfterValidator(_is_understood)]
Pattern = Annotated[str, AfterValidator(_compiles)]
RowPattern = Annotated[str, AfterValidator(_compiles), AfterValidator(_runs_on_rows)]


class WeekDay(Words):
    """A date given as ISO week and weekday; the year stands in the week (`2016-06`) or in the file name."""

    week: str
    day: str


class CountedWeek(Words):
    """An ISO week counted from a first day: number 1 is the week of that day."""

    first: str
    number: str


class EveryWeek(Words):
    """A period in which something holds every week: one that a cell names (`1e kw.`, `aug 2026`), or between two dates."""

    of: str | None = None
    first: str | None = None
    last: str | None = None

    @model_validator(mode="after")
    def _named_or_between(self) -> "EveryWeek":
        if (self.of is None) == (self.first is None or self.last is None) or (self.of and (self.first or self.last)):
            raise ValueError(
                "give the header of a period (`every_week: Kwartaal`), or both `first` and `last` with the headers of dates"
            )
        return self

    @property
    def headers(self) -> tuple[str, ...]:
        """The headers that tell the period."""
        return tuple(header for header in (self.of, self.first, self.last) if header)


class SchoolYear(Words):
    """A school year written as `15/16`, or the one that a date lies in: its first year, or for a date its first day."""

    of: str
    begins: str = Field(default="08-01", pattern=r"^(0[1-9]|1[0-2])-([012]\d|3[01])$", description="month and day")


class InKeyList(Words):
    """Who somebody is where a partner writes names: the name, and the first day when one name can stand for two people."""

    who: str
    started_on: str | None = None

    @property
    def headers(self) -> tuple[str, ...]:
        """The headers that tell who it is."""
        return (self.who, self.started_on) if self.started_on else (self.who,)


class KeyList(InKeyList):
    """A table that says which trajectory number belongs to a name; it is used while protecting and kept nowhere."""

    number: str


class Column(Words):
    """Where one contract column comes from: exactly one source, then what is done with its text."""

    source: tuple[str, ...] = Field(default=(), alias="from", description="spellings of the header, first found wins")
    constant: str | None = None
    file: str | None = Field(default=None, description="named group of the file pattern")
    key: tuple[str, ...] = Field(default=(), description="headers whose cells together identify the record")
    date_of_week: WeekDay | None = None
    counted_week: CountedWeek | None = None
    every_week: EveryWeek | None = Field(default=None, description="a row for each ISO week of a period")
    school_year: SchoolYear | None = None
    key_list: InKeyList | None = Field(default=None, description="the number that the key list of this workbook gives")
    matches: RowPattern | None = Field(default=None, description="keep the first group of this pattern")
    values: dict[str, str] = Field(default_factory=dict, description="partner's word → vocabulary code")
    empty: tuple[str, ...] = Field(default=(), description="the partner's words that mean nothing in this column")
    date: tuple[DateFormat, ...] = Field(default=(), description="other date formats than the delivery's")
    times: Annotated[float, Field(gt=0)] | str | None = Field(
        default=None,
        description="what a number is multiplied by: FTE → hours a week; or the word of `above` that says it: `x € 1.000`",
    )

    @field_validator("source", "key", "empty", "date", mode="before")
    @classmethod
    def _one_is_a_list(cls, value: object) -> object:
        return (value,) if isinstance(value, str) else value

    @field_validator("school_year", "every_week", mode="before")
    @classmethod
    def _its_header_is_enough(cls, value: object) -> object:
        return {"of": value} if isinstance(value, str) else value

    @model_validator(mode="after")
    def _one_source(self) -> "Column":
        weeks_and_years = [self.date_of_week, self.counted_week, self.every_week, self.school_year]
        given = [self.source, self.constant, self.file, self.key, *weeks_and_years, self.key_list]
        if sum(bool(item) for item in given) != 1:
            words = "from, constant, file, key, date_of_week, counted_week, every_week, school_year, key_list"
            raise ValueError(f"give exactly one of {words}")
        return self

    @model_validator(mode="after")
    def _keeps_a_group(self) -> "Column":
        if self.matches and not re.compile(self.matches).groups:
            raise ValueError(f"'{self.matches}' needs a group: put what must be kept between brackets")
        return self

    @property
    def headers(self) -> tuple[str, ...]:
        """Every header of the partner's file that this column may read."""
        if self.date_of_week:
            return (self.date_of_week.week, self.date_of_week.day)
        if self.counted_week:
            return (self.counted_week.first, self.counted_week.number)
        if self.every_week:
            return self.every_week.headers
        if self.school_year:
            return (self.school_year.of,)
        if self.key_list:
            return self.key_list.headers
        return self.source + self.key
