"""A period that a cell names → SQL for every ISO week in it: `1e kw.`, `Q3 2026`, `aug`, `jan t/m mrt`, `2e halfjaar`, `2026`.

Does not know what holds in those weeks. A week belongs to the period in which its Thursday lies, as ISO 8601 gives weeks to
years; so the quarters of a year share out its weeks, none twice. Two dates are a period too, first and last day included.
"""

from pipelines import sql
from pipelines.stages.dates import MONTHS

BETWEEN = "|"
QUARTER = (
    r"(?:^|[^a-z])(?:q|k|kw|kwart|kwartaal)[. ]*([1-4])(?:[^0-9]|$)",
    r"(?:^|[^0-9])([1-4])(?:e|ste|de)?[. ]*(?:q|kw|kwart)",
)
HALF = (
    r"(?:^|[^a-z])(?:h|hj|halfjaar|half jaar)[. ]*([12])(?:[^0-9]|$)",
    r"(?:^|[^0-9])([12])(?:e|ste|de)?[. ]*(?:h|hj|half)",
)
YEAR = r"(?:^|[^0-9])((?:19|20)\d{2})(?:[^0-9]|$)"
MONTH = rf"(?:^|[^a-z])({'|'.join((*MONTHS, 'maa'))})[a-z]*"
IN_FIGURES = r"^(\d{4})-(\d{1,2})$"


def weeks(text: str, file_year: int) -> str:
    """SQL for the list of weeks (`2026-W01`) of the period that a text names; null when it names none.

    `file_year` counts where the text has no year. Words between are left alone: `1e kw. (jan-mrt)` is a quarter.
    """
    plain = f"lower({text})"
    year = f"coalesce(try_cast(regexp_extract({plain}, {sql.text(YEAR)}, 1) as integer), {file_year})"
    rest = f"regexp_replace({plain}, {sql.text(YEAR)}, ' ')"
    quarter, half = (_number(rest, *shapes) for shapes in (QUARTER, HALF))
    named = f"regexp_extract_all({rest}, {sql.text(MONTH)}, 1)"
    figures = f"try_cast(regexp_extract({plain}, {sql.text(IN_FIGURES)}, 2) as integer)"
    whole = f"regexp_full_match(trim({rest}), '(?:heel|hele|jaar|geheel)?')"
    months = (
        f"case when {quarter} is not null then [{quarter} * 3 - 2, {quarter} * 3] "
        f"when {half} is not null then [{half} * 6 - 5, {half} * 6] "
        f"when len({named}) > 0 then [{_month(f'{named}[1]')}, {_month(f'{named}[-1]')}] "
        f"when {figures} between 1 and 12 then [{figures}, {figures}] "
        f"when {whole} and regexp_matches({plain}, {sql.text(YEAR)}) then [1, 12] end"
    )
    first = f"make_date({year}, ({months})[1], 1)"
    last = f"last_day(make_date({year}, ({months})[2], 1))"
    return between(first, last)


def between(first: str, last: str) -> str:
    """SQL for the list of weeks of which the Thursday lies from the first up to and including the last day; null when none does."""
    thursday = f"({first} + ((11 - isodow({first})) % 7)::integer)"
    days = f"generate_series({thursday}::timestamp, {last}::timestamp, interval 7 day)"
    return f"nullif(list_transform({days}, lambda day: strftime(day, '%G-W%V')), [])"


def _number(text: str, *shapes: str) -> str:
    """SQL for the first group of the first shape that fits, as a number; null when none does."""
    tried = (f"nullif(regexp_extract({text}, {sql.text(shape)}, 1), '')" for shape in shapes)
    return f"try_cast({sql.first_of(tried)} as integer)"


def _month(word: str) -> str:
    names = " ".join(f"when {sql.text(name)} then {number}" for number, name in enumerate(MONTHS, 1))
    return f"(case {word} {names} when 'maa' then 3 end)"
