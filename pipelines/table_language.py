"""The table language: what a delivery YAML may say about a partner's file, as typed, frozen models.

Does not read files or rows; the readers and `conform` follow these words. Documented for people in `sources/README.md`.
"""

import re
from typing import Literal

from pydantic import Field, field_validator, model_validator

from pipelines.column_language import Column, DateFormat, KeyList, Pattern, RowPattern
from pipelines.record_types import Records
from pipelines.yaml_lines import Words

SkipKind = Literal["total", "group", "legend", "preamble", "footer", "repeated_header", "control", "out_of_scope"]


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
    matches: RowPattern
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

    date: tuple[DateFormat, ...] = ("%d-%m-%Y",)
    decimal: Literal[",", "."] = ","
    says_yes: tuple[str, ...] = ("ja", "j")  # `yes` and `no` themselves are booleans to YAML
    says_no: tuple[str, ...] = ("nee", "n")
    empty: tuple[str, ...] = ()
    open_end: tuple[str, ...] = ()


class Fill(Words):
    """One dataset that a table fills. `join` adds columns to the same dataset from another table, on its key."""

    dataset: str
    join: bool = False
    record: str | None = Field(default=None, description="the type of line that gives a record, in a file of records")
    when: tuple[str, ...] = Field(default=(), description="only rows in which one of these headers is filled")
    when_matches: RowPattern | None = Field(default=None, description="and in which its cell fits this pattern")
    together: dict[str, Literal["sum"] | tuple[str, ...]] = Field(
        default_factory=dict,
        description="how records of one key become one: `sum` adds up; of listed codes the first that occurs, else what occurs most",
    )
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
    def _parts_are_whole_records(self) -> "Fill":
        if self.together and self.join:
            raise ValueError("'together' makes records whole; a fill with 'join' only adds columns to them")
        if strange := sorted(set(self.together) - set(self.columns)):
            raise ValueError(f"'together' names {strange}, which this fill does not have")
        return self

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
    start: RowPattern | None = Field(
        default=None, description="first filled cell of the row where a further table of the sheet begins"
    )
    above: Pattern | None = Field(
        default=None, description="a text above the header; its named groups become columns: a year, `x € 1.000`"
    )
    end: RowPattern | None = Field(default=None, description="first filled cell of the row where the table is over")
    skip: tuple[Skip, ...] = ()
    fill_down: RowPattern | None = Field(default=None, description="group rows; named groups become columns below them")
    unpivot: Unpivot | None = None
    not_used: tuple[str, ...] = Field(default=(), description="headers we know and deliberately leave alone")
    fills: tuple[Fill, ...] = ()
    key_list: KeyList | None = None

    @model_validator(mode="after")
    def _gives_something(self) -> "Table":
        if bool(self.fills) == bool(self.key_list):
            raise ValueError("give either 'fills' (the datasets of this table) or 'key_list', not both")
        return self

    @model_validator(mode="after")
    def _factors_stand_above(self) -> "Table":
        words = tuple(re.compile(self.above).groupindex) if self.above else ()
        if self.above and not words:
            raise ValueError(f"'{self.above}' needs a named group: (?P<factor>…)")
        for column in (column for fill in self.fills for column in fill.columns.values()):
            if isinstance(column.times, str) and column.times not in words:
                raise ValueError(f"'times: {column.times}' is no named group of 'above'; there are {list(words)}")
        return self

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
        named += [*self.key_list.headers, self.key_list.number] if self.key_list else []
        return tuple(dict.fromkeys(part for name in named for part in (name, *name.split(" · "))))


class Delivery(Words):
    """One kind of file that a partner delivers: its name pattern, its dialect and its tables."""

    title: str
    kind: Literal["register", "increment", "census", "series"]
    file: Pattern
    example: str = Field(description="a file name that fits, for people")
    decides_as_of: bool = Field(default=True, description="counts for the date up to which this partner is complete")
    reads: Literal["text", "workbook", "text_or_workbook"]
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
        groups = {*re.compile(self.file).groupindex}
        groups |= {"iso_week"} if "week" in groups else set()
        for column in columns:
            if column.file and column.file not in groups:
                raise ValueError(f"the file pattern has no group '{column.file}'")
        return self

    @model_validator(mode="after")
    def _sheets_belong_to_workbooks(self) -> "Delivery":
        first = self.tables[0]
        if self.reads == "text" and (len(self.tables) > 1 or first.sheet or first.start or first.above):
            raise ValueError("a text file holds one table and no sheets, and its title is not read")
        if self.reads == "text_or_workbook" and (first.start or first.above or first.key_list):
            raise ValueError(
                "what also comes as text begins with a table that can stand alone: no start, above, key_list"
            )
        if self.reads != "text" and any(table.sheet is None or table.records for table in self.tables):
            raise ValueError("each table of a workbook names its sheet, and its header")
        return self

    @model_validator(mode="after")
    def _parts_go_together_alike(self) -> "Delivery":
        for dataset in self.datasets:
            fills = [fill for table in self.tables for fill in table.fills if fill.dataset == dataset and not fill.join]
            if len({bool(fill.together) for fill in fills}) > 1:
                raise ValueError(
                    f"every fill of '{dataset}' says 'together', or none does: its records share their keys"
                )
            said = [(name, how) for fill in fills for name, how in fill.together.items()]
            if odd := sorted({name for name, how in said if dict(said)[name] != how}):
                raise ValueError(f"the fills of '{dataset}' put {odd} together in different ways")
        return self

    @model_validator(mode="after")
    def _one_key_list(self) -> "Delivery":
        lists = [table for table in self.tables if table.key_list]
        columns = [column for table in self.tables for fill in table.fills for column in fill.columns.values()]
        if len(lists) > 1 or bool(lists) != any(column.key_list for column in columns):
            raise ValueError("a column asks for the key list and one table gives it, or neither does")
        return self

    def as_it_came(self, is_workbook: bool) -> "Delivery":
        """The same delivery for a file of one form: as text there is only the first table, and no sheet."""
        if self.reads != "text_or_workbook":
            return self
        if is_workbook:
            return self.model_copy(update={"reads": "workbook"})
        alone = self.tables[0].model_copy(update={"sheet": None})
        return self.model_copy(update={"reads": "text", "tables": (alone,)})

    @property
    def datasets(self) -> tuple[str, ...]:
        """The datasets that this delivery fills, each once, in order."""
        return tuple(dict.fromkeys(fill.dataset for table in self.tables for fill in table.fills))
