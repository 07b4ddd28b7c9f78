"""Rows in a partner's words → the contract's columns and types; what will not convert keeps its text for the finding.

Does not know what is sensible (`validate` does) and does not hide anybody (`protect` does). Shape is checked before
converting, because a lenient cast is silently wrong: `5.6` is no integer and `01-02-25` is not the year 25.
"""

from dataclasses import dataclass, field
from datetime import date

from pipelines import sql
from pipelines.column_language import Column as Source
from pipelines.column_language import InKeyList
from pipelines.contracts import SQL_TYPES, Column, Contract
from pipelines.stages import dates, numbers, periods
from pipelines.stages.read.layout import Arranged
from pipelines.stages.read.workbook import column_letters
from pipelines.table_language import Delivery, Fill
from pipelines.vocabularies import Term

NO_FAILS = '[]::struct("column" varchar, "text" varchar)[]'
# Among the words of the file: what it is about, in ISO dates; no group of a pattern can be called so.
FILE_FIRST, FILE_LAST = "first day of the file", "last day of the file"


@dataclass(frozen=True)
class Part:
    """One dataset's columns from one table: a relation with `_table`, `_fill`, `_row`, typed contract columns, `_fails`.

    Where records of one key go `together` also `_part`: the partner's own words for what the key was made from, such as the day.
    Conformed, the relation is a query over `source` that nothing has computed yet: names and birth dates are never stored.
    """

    relation: str
    source: str
    contract: Contract
    join: bool
    sheet: str
    headers: dict[str, str]
    place: tuple[int, int]
    letters: dict[str, str] = field(default_factory=dict)
    times: dict[str, float] = field(default_factory=dict)
    school_years: tuple[str, ...] = ()
    blocks: tuple[dict[str, tuple[str, str]], ...] = ()
    together: dict[str, str | tuple[str, ...]] = field(default_factory=dict)

    def at(self, name: str, block: int) -> tuple[str, str]:
        """Header and letters under which a record's cell stands in the file; `block` counts columns side by side."""
        own = self.blocks[block].get(name) if self.blocks else None
        return own or (self.headers.get(name, ""), self.letters.get(name, ""))


def conform(
    arranged: Arranged,
    fill: Fill,
    contract: Contract,
    delivery: Delivery,
    vocabularies: dict[str, dict[str, Term]],
    file_words: dict[str, str],
    *,
    table_index: int,
    fill_index: int,
    sheet: str,
) -> Part:
    """The query that gives one row per record; cells that do not convert are listed in `_fails`."""
    wanted = {header for source in fill.columns.values() for header in source.headers} | set(fill.when)
    factors = {source.times for source in fill.columns.values() if isinstance(source.times, str)}
    wanted |= factors
    origin, available = arranged.source_for(wanted)
    sources = {name: source for name, source in fill.columns.items() if _is_there(source, available)}
    texts = {
        name: text_of(source, available, delivery, file_words, is_text=contract.column(name).type in ("id", "text"))
        for name, source in sources.items()
    }
    typed, days, failing, fails = [], [], [], []
    for column in contract.columns:
        if column.derived:
            continue
        if column.name not in sources:
            typed.append(f"null::{SQL_TYPES[column.type]} as {sql.name(column.name)}")
            continue
        text = sql.name(f"{column.name}:text")
        if column.type in ("date", "iso_week"):
            days.append(f"{dates.without_weekday(text)} as {sql.name(f'{column.name}:day')}")
        value = _typed(column, sources[column.name], delivery, vocabularies, file_words)
        typed.append(f"{value} as {sql.name(column.name)}")
        if value != text:
            failing.append(f"({text} is not null and {sql.name(column.name)} is null)")
            fails.append(f"case when {failing[-1]} then {{'column': {sql.text(column.name)}, 'text': {text}}} end")
    is_long = bool(arranged.long) and origin == arranged.long
    block = "_block" if is_long else "0::smallint as _block"
    read = [header for header in available if header in wanted]
    cleaned = "".join(f", {sql.filled(sql.name(header))} as {sql.name(header)}" for header in read)
    named = ", ".join(
        [f"{text} as {sql.name(f'{name}:text')}" for name, text in texts.items()]
        + [f"{sql.name(word)} as {sql.name(f'{word}:factor')}" for word in sorted(factors)]
    )
    kept = ", ".join(sql.name(column.name) for column in contract.columns if not column.derived)
    listed = f"list_filter([{', '.join(fails)}], lambda f: f is not null)"
    failed = f"case when {' or '.join(failing)} then {listed} else {NO_FAILS} end" if fails else NO_FAILS
    record = f" where _record = {sql.text(fill.record)}" if fill.record else ""
    # Layer upon layer, each expression once: what DuckDB must plan costs more here than the rows do.
    own_words = [
        "''",
        *(sql.name(f"{c.name}:text") for c in contract.columns if c.key and not c.keyed and c.name in texts),
    ]
    parted = f", concat_ws('|', {', '.join(own_words)}) as _part" if fill.together else ""
    relation = (
        f"(with cleaned as (select _row, {block}{cleaned} from {origin}{record}), "
        f"texts as (select _row, _block, {named} from cleaned where {_when(fill, available, delivery)}), "
        f"days as (select {', '.join(['*', *days])} from texts), "
        f"typed as (select *, {', '.join(typed)} from days) "
        f"select {table_index}::utinyint as _table, {fill_index}::utinyint as _fill, _row, _block, {kept}, {failed} as _fails{parted} "
        "from typed)"
    )
    headers = {name: next((h for h in source.headers if h in available), "") for name, source in sources.items()}
    at = {
        name: column_letters(arranged.letters[header]) for name, header in headers.items() if header in arranged.letters
    }
    years = tuple(name for name, source in sources.items() if source.school_year)
    times = {name: source.times for name, source in sources.items() if isinstance(source.times, float)}
    place, letters = (table_index, fill_index), at if sheet else {}
    blocks = _blocks(arranged, headers, sheet) if is_long else ()
    return Part(
        relation, origin, contract, fill.join, sheet, headers, place, letters, times, years, blocks, dict(fill.together)
    )


def _blocks(arranged: Arranged, headers: dict[str, str], sheet: str) -> tuple[dict[str, tuple[str, str]], ...]:
    """Per block of columns side by side: contract column → header and letters of the cell that it really is.

    A word that stands in the headers themselves is at the first cell of its block: its own name is ours, not the supplier's.
    """
    words = set(arranged.long_columns) - set(arranged.columns)
    found = []
    for block in arranged.blocks:
        own = dict.fromkeys(words, next(iter(block.values()))) | block
        found.append({
            name: (own[header], column_letters(arranged.letters[own[header]]) if sheet else "")
            for name, header in headers.items()
            if header in own
        })  # fmt: skip
    return tuple(found)


def _when(fill: Fill, available: tuple[str, ...], delivery: Delivery) -> str:
    """SQL that picks the rows that this fill is about, from cleaned cells; the partner's words for nothing do not fill a cell."""
    empty = [word.lower() for word in delivery.formats.empty]
    cells = [_without(empty, sql.name(header)) for header in fill.when if header in available]
    if fill.when_matches:
        cells = [f"regexp_matches({cell}, {sql.text(fill.when_matches)})" for cell in cells]
    else:
        cells = [f"{cell} is not null" for cell in cells]
    return " or ".join(cells) or "true"


def _is_there(source: Source, available: tuple[str, ...]) -> bool:
    if source.constant is not None or source.file:
        return True
    if source.source:
        return any(header in available for header in source.source)
    return all(header in available for header in source.headers)


def text_of(
    source: Source, available: tuple[str, ...], delivery: Delivery, file_words: dict[str, str], *, is_text: bool
) -> str:
    """SQL for the text of one contract column from cleaned cells; the partner's words for empty are null.

    What `matches` does not fit stays whole where it must convert: it will not, and the finding says what stands there.
    """
    if source.constant is not None:
        return sql.text(source.constant)
    if source.file:
        return sql.text(file_words.get(source.file, ""))
    if source.key:
        first, *others = [sql.name(header) for header in source.key]
        return " || '|' || ".join([first, *(f"coalesce({cell}, '')" for cell in others)])
    if source.key_list:
        return name_and_day(source.key_list, delivery, file_words)
    if source.date_of_week:
        return dates.date_of_week(source.date_of_week.week, source.date_of_week.day, file_words.get("year", ""))
    if source.counted_week:
        first_day = _first_day(sql.name(source.counted_week.first), source, delivery, file_words)
        number = sql.name(source.counted_week.number)
        return f"strftime({first_day} + 7 * (try_cast({number} as integer) - 1)::integer, '%G-W%V')"
    if source.every_week and source.every_week.first and source.every_week.last:
        first, last = sql.name(source.every_week.first), sql.name(source.every_week.last)
        return f"{first} || {sql.text(periods.BETWEEN)} || {last}"
    empty = [word.lower() for word in (*delivery.formats.empty, *delivery.formats.open_end, *source.empty)]
    empty = [] if set(empty) & {word.lower() for word in source.values} else empty
    cells = [sql.name(header) for header in source.headers if header in available]
    text = whole = sql.first_of(_without(empty, cell) for cell in cells) if len(cells) > 1 else cells[0]
    if source.matches:
        text = f"nullif(regexp_extract({text}, {sql.text(source.matches)}, 1), '')"
        text = text if is_text else f"coalesce({text}, {whole})"
    text = _without(empty, text)
    return f"coalesce({text}, '')" if "" in source.values else text


def _without(words: list[str], text: str) -> str:
    """SQL for a text that is null when it is one of a partner's words for nothing."""
    return f"case when lower({text}) in ({sql.texts(words)}) then null else {text} end" if words else text


def known_words(fill: Fill) -> dict[str, list[str]]:
    """Per contract column the partner's own words that the YAML knows, to propose from."""
    return {name: list(source.values) for name, source in fill.columns.items() if source.values}


def _typed(
    column: Column,
    source: Source,
    delivery: Delivery,
    vocabularies: dict[str, dict[str, Term]],
    file_words: dict[str, str],
) -> str:
    """SQL that turns the column's text (`<name>:text`, of a date `<name>:day`) into the contract's type, or null."""
    text = sql.name(f"{column.name}:text")
    about = _about(file_words, is_birth_date=column.identifying)
    words = {word.lower(): code for word, code in source.values.items()}
    if column.type == "code":
        terms = vocabularies[column.vocabulary or ""].values()
        own = {term.nl.lower(): term.code for term in terms} | {term.code: term.code for term in terms}
        return sql.choice(text, own | words)
    mapped = sql.first_of([sql.choice(text, words), text]) if words else text
    if source.school_year:
        day = dates.as_date(dates.without_weekday(text), _date_formats(source, delivery), about)
        year = dates.school_year(text, day, source.school_year.begins, about.latest)
        return dates.first_day(year, source.school_year.begins) if column.type == "date" else year
    if column.type == "bool":
        yes, no = ([word.lower() for word in group] for group in (delivery.formats.says_yes, delivery.formats.says_no))
        says_yes, says_no = sql.texts([*yes, "ja"]), sql.texts([*no, "nee"])
        return f"case when lower({mapped}) in ({says_yes}) then true when lower({mapped}) in ({says_no}) then false end"
    if column.type == "int":
        return f"case when regexp_full_match({mapped}, '-?\\d{{1,9}}') then {mapped}::integer end"
    if column.type in ("decimal", "money"):
        plain, mark = numbers.money(mapped) if column.type == "money" else mapped, delivery.formats.decimal
        return numbers.times(numbers.decimal(plain, mark), source.times, mark)
    if column.type == "date":
        return dates.as_date(
            dates.without_weekday(mapped) if words else sql.name(f"{column.name}:day"),
            _date_formats(source, delivery),
            about,
        )
    if source.every_week:
        return _every_week(mapped, source, delivery, about)
    if column.type == "iso_week":
        week = mapped
        if source.source or source.date_of_week:
            day = dates.as_date(sql.name(f"{column.name}:day"), _date_formats(source, delivery), about)
            week = f"coalesce(strftime({day}, '%G-W%V'), {dates.iso_week(mapped, file_words.get('year', ''))})"
        return f"case when strftime({dates.monday(week)}, '%G-W%V') = {week} then {week} end"
    if column.type == "id" or column.key:
        # A spreadsheet shows a long number as 1,23457E+08: digits are lost, and two people may share what is left.
        short = f"contains({mapped}, '+') and regexp_matches({mapped}, '(?:^|\\|)\\d(?:[.,]\\d+)?[eE]\\+\\d+(?:\\||$)')"
        return f"case when not ({short}) then {mapped} end"
    return mapped


def _every_week(text: str, source: Source, delivery: Delivery, about: dates.About) -> str:
    """SQL that makes a row for each week of a period; a text that names none keeps one row, for the finding."""
    listed = periods.weeks(text, about.middle.year)
    if source.every_week and source.every_week.first:
        ends = (f"split_part({text}, {sql.text(periods.BETWEEN)}, {part})" for part in (1, 2))
        first, last = (
            dates.as_date(dates.without_weekday(end), _date_formats(source, delivery), about) for end in ends
        )
        listed = periods.between(first, last)
    return f"unnest(coalesce({listed}, [null]))"


def name_and_day(person: InKeyList, delivery: Delivery, file_words: dict[str, str]) -> str:
    """SQL that makes one text of a name, in whatever order it is written, and a first day: `fatima de vries|2013-06-26`."""
    name = f"lower(strip_accents({sql.name(person.who)}))"
    in_order = f"regexp_replace({name}, '^([^,]+?) *, *(.+)$', '\\2 \\1')"
    text = f"regexp_replace({in_order}, '\\s+', ' ', 'g')"
    if person.started_on is None:
        return f"{text} || '|'"
    cell = sql.name(person.started_on)
    day = _first_day(cell, Source(constant="-"), delivery, file_words)
    return f"{text} || '|' || coalesce(strftime({day}, '%Y-%m-%d'), {cell}, '')"


def _first_day(cell: str, source: Source, delivery: Delivery, file_words: dict[str, str]) -> str:
    about = _about(file_words, is_birth_date=False)
    return dates.as_date(dates.without_weekday(cell), _date_formats(source, delivery), about)


def _about(file_words: dict[str, str], *, is_birth_date: bool) -> dates.About:
    today = date.today().isoformat()
    first, last = (date.fromisoformat(file_words.get(name) or today) for name in (FILE_FIRST, FILE_LAST))
    return dates.About(first, last, dates.latest_year(last.year, is_birth_date))


def _date_formats(source: Source, delivery: Delivery) -> tuple[str, ...]:
    if source.date_of_week:
        return ("%Y-%m-%d",)
    formats = source.date or delivery.formats.date
    return ("%Y-%m-%d", *formats) if delivery.reads == "workbook" and "%Y-%m-%d" not in formats else formats
