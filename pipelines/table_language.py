"""The table language: what a delivery YAML may say about a partner's file, as typed, frozen models.

Does not read files or rows; the readers and `conform` follow these words. Documented for people in `sources/README.md`.
"""

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, field_validator, model_validator

from pipelines.record_types import Records
from pipelines.yaml_lines import Words

SkipKind = Literal["total", "group", "legend", "preamble", "footer", "repeated_header", "control", "out_of_scope"]


def _compiles(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueError(f"'{pattern}' is not a valid regular expression: {error}") from error
    return pattern


Pattern = Annotated[str, AfterValidator(_compiles)]


class Text(Words):
    """Dialect of a delimited text file; configured, never guessed."""

    encoding: Literal["utf-8", "utf-8-sig", "cp1252", "latin-1", "utf-16", "utf-16-le"] = "utf-8"
    delimiter: str = Field(default=";", min_length=1, max_length=1)
    quote: str = Field(default='"', max_length=1)
    trailing_delimiter: bool = False
    footer: Pattern | None = Field(default=None, description="a last line; group `rows` is a control total of records")


class Header(Words):
    """Where the column names stand: at a fixed row, or at the first row that holds this cell; `none` for record types."""

    find: str | None = None
    row: int | None = Field(default=None, ge=1)
    rows: int = Field(default=1, ge=1, le=3, description="stacked header rows; names are joined with ' · '")
    absent: bool = Field(default=False, description="written as `header: none`")

    @model_validator(mode="before")
    @classmethod
    def _none_is_a_word(cls, value: object) -> object:
        return {"absent": True} if value == "none" else value

    @model_validator(mode="after")
    def _one_way(self) -> "Header":
        if [self.find is not None, self.row is not None, self.absent].count(True) != 1:
            raise ValueError("give either 'find' (text of a header cell) or 'row' (its number), not both")
        return self


class Skip(Words):
    """Rows that are not data: counted under their kind and left out."""

    kind: SkipKind
    matches: Pattern
    column: str | None = Field(default=None, description="header of the cell to look at; default the first filled cell")


class Unpivot(Words):
    """Columns side by side that are rows in truth: one row per matching header and filled cell."""

    columns: Pattern = Field(
        description="headers to turn into rows; its named groups become columns, except `measure`: "
        "its text names the column that receives the cell, so that several measures stand on one row"
    )
    into: str = Field(default="value", description="name of the column that receives the cell, without `measure`")
    block: tuple[str, ...] = Field(
        default=(),
        description="headers right of a matching one, up to the next, that belong to the same row: `t/m`, `uren`",
    )

    def takes(self, header: str) -> bool:
        """True for a header that is turned into rows, by itself or as part of a block."""
        return bool(re.search(self.columns, header)) or self.in_block(header) is not None

    def in_block(self, header: str) -> str | None:
        """The word of the block that this header is: `t/m (2)`, the second of its name, is `t/m`."""
        plain = re.sub(r" \(\d+\)$", "", header)
        return next((word for word in (header, plain) if word in self.block), None)


class Formats(Words):
    """How this partner writes dates, numbers and yes or no."""

    date: tuple[str, ...] = ("%d-%m-%Y",)
    decimal: Literal[",", "."] = ","
    says_yes: tuple[str, ...] = ("ja", "j")  # `yes` and `no` themselves are booleans to YAML
    says_no: tuple[str, ...] = ("nee", "n")
    empty: tuple[str, ...] = ()
    open_end: tuple[str, ...] = ()


class WeekDay(Words):
    """A date given as ISO week and weekday; the year stands in the week (`2016-06`) or in the file name."""

    week: str
    day: str


class CountedWeek(Words):
    """An ISO week counted from a first day: number 1 is the week of that day."""

    first: str
    number: str


class SchoolYear(Words):
    """A school year written as `15/16`, or the one that a date lies in: its first year, or for a date its first day."""

    of: str
    begins: str = Field(default="08-01", pattern=r"^(0[1-9]|1[0-2])-([012]\d|3[01])$", description="month and day")


class Column(Words):
    """Where one contract column comes from: exactly one source, then what is done with its text."""

    source: tuple[str, ...] = Field(default=(), alias="from", description="spellings of the header, first found wins")
    constant: str | None = None
    file: str | None = Field(default=None, description="named group of the file pattern")
    key: tuple[str, ...] = Field(default=(), description="headers whose cells together identify the record")
    date_of_week: WeekDay | None = None
    counted_week: CountedWeek | None = None
    school_year: SchoolYear | None = None
    matches: Pattern | None = Field(default=None, description="keep the first group of this pattern")
    values: dict[str, str] = Field(default_factory=dict, description="partner's word → vocabulary code")
    date: tuple[str, ...] = Field(default=(), description="other date formats than the delivery's")
    times: float | None = Field(default=None, gt=0, description="what a number is multiplied by: FTE → hours a week")

    @field_validator("source", "key", "date", mode="before")
    @classmethod
    def _one_is_a_list(cls, value: object) -> object:
        return (value,) if isinstance(value, str) else value

    @field_validator("school_year", mode="before")
    @classmethod
    def _its_header_is_enough(cls, value: object) -> object:
        return {"of": value} if isinstance(value, str) else value

    @model_validator(mode="after")
    def _one_source(self) -> "Column":
        weeks_and_years = [self.date_of_week, self.counted_week, self.school_year]
        given = [self.source, self.constant, self.file, self.key, *weeks_and_years]
        if sum(bool(item) for item in given) != 1:
            raise ValueError("give exactly one of from, constant, file, key, date_of_week, counted_week, school_year")
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
        if self.school_year:
            return (self.school_year.of,)
        return self.source + self.key


class Fill(Words):
    """One dataset that a table fills. `join` adds columns to the same dataset from another table, on its key."""

    dataset: str
    join: bool = False
    record: str | None = Field(default=None, description="the type of line that gives a record, in a file of records")
    when: tuple[str, ...] = Field(default=(), description="only rows in which one of these headers is filled")
    when_matches: Pattern | None = Field(default=None, description="and in which its cell fits this pattern")
    columns: dict[str, Column]

    @field_validator("when", mode="before")
    @classmethod
    def _one_is_a_list(cls, value: object) -> object:
        return (value,) if isinstance(value, str) else value

    @field_validator("columns", mode="before")
    @classmethod
    def _short_form(cls, value: object) -> object:
        if not isinstance(value, dict):
            return value
        return {name: {"from": spec} if isinstance(spec, str | list) else spec for name, spec in value.items()}

    @model_validator(mode="after")
    def _pattern_has_a_header(self) -> "Fill":
        if self.when_matches and not self.when:
            raise ValueError("'when_matches' looks at the cells of 'when'; name a header there")
        return self


class Table(Words):
    """One table in a file: where it lies, which rows are not data, and what it fills."""

    name: str
    sheet: Pattern | None = None
    header: Header
    records: Records | None = Field(default=None, description="lines of several types, with `header: none`")
    end: Pattern | None = Field(default=None, description="first filled cell of the row where the table is over")
    skip: tuple[Skip, ...] = ()
    fill_down: Pattern | None = Field(default=None, description="group rows; named groups become columns below them")
    unpivot: Unpivot | None = None
    not_used: tuple[str, ...] = Field(default=(), description="headers we know and deliberately leave alone")
    fills: tuple[Fill, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _records_have_no_header(self) -> "Table":
        if self.header.absent != (self.records is not None):
            raise ValueError("'header: none' and 'records' go together: without a header the fields need names")
        types = self.records.types if self.records else {}
        for fill in self.fills:
            if (fill.record is None) != (self.records is None) or (fill.record and fill.record not in types):
                raise ValueError(f"a fill of records names its 'record', one of {sorted(types)}; other fills name none")
        if self.records and (self.skip or self.end or self.fill_down or self.unpivot):
            raise ValueError("in a file of records each line tells its type: no skip, end, fill_down or unpivot")
        return self

    @property
    def agreed_headers(self) -> tuple[str, ...]:
        """Every header text that this table may have, each once; of stacked headers also the parts."""
        named = [header for fill in self.fills for column in fill.columns.values() for header in column.headers]
        named += [header for fill in self.fills for header in fill.when] + list(self.not_used)
        return tuple(dict.fromkeys(part for name in named for part in (name, *name.split(" · "))))


class Delivery(Words):
    """One kind of file that a partner delivers: its name pattern, its dialect and its tables."""

    title: str
    kind: Literal["register", "increment", "census", "series"]
    file: Pattern
    example: str = Field(description="a file name that fits, for people")
    decides_as_of: bool = Field(default=True, description="counts for the date up to which this partner is complete")
    reads: Literal["text", "workbook"]
    text: Text = Text()
    formats: Formats = Formats()
    tables: tuple[Table, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _example_fits(self) -> "Delivery":
        if not re.search(self.file, self.example):
            raise ValueError(f"example '{self.example}' does not fit the pattern '{self.file}'")
        return self

    @model_validator(mode="after")
    def _file_groups_exist(self) -> "Delivery":
        columns = [column for table in self.tables for fill in table.fills for column in fill.columns.values()]
        for column in columns:
            if column.file and column.file not in re.compile(self.file).groupindex:
                raise ValueError(f"the file pattern has no group '{column.file}'")
        return self

    @model_validator(mode="after")
    def _sheets_belong_to_workbooks(self) -> "Delivery":
        if self.reads == "text" and (len(self.tables) > 1 or self.tables[0].sheet):
            raise ValueError("a text file holds one table and no sheets")
        if self.reads == "workbook" and any(table.sheet is None or table.records for table in self.tables):
            raise ValueError("each table of a workbook names its sheet, and its header")
        return self

    @property
    def datasets(self) -> tuple[str, ...]:
        """The datasets that this delivery fills, each once, in order."""
        return tuple(dict.fromkeys(fill.dataset for table in self.tables for fill in table.fills))
