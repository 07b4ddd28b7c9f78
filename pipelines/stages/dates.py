"""Dates, weeks and school years as people write them → SQL: `wo 26-6-2013`, `25 jan. 2016`, `1/8/12`, `ma 3-8`, `2016-06`, `15/16`.

Does not look at today's date: what a file means may not change with the day on which it is read. Two digits of a year, and
a day without one, are judged from what the file is about.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from pipelines import sql

MONTHS = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
DAYS = ("ma", "di", "wo", "do", "vr", "za", "zo")
SIGN = "%[dmbYy]"
SHAPES = {"%d": r"\d{1,2}", "%m": r"\d{1,2}", "%Y": r"\d{4}", "%y": r"\d{2}", "%b": r"[a-z]{3}[a-z]*\.?"}
WEEKDAYS = "ma(?:andag)?|di(?:nsdag)?|wo(?:ensdag)?|do(?:nderdag)?|vr(?:ijdag)?|za(?:terdag)?|zo(?:ndag)?"
# A day without a year is the one nearest to the middle of what the file is about.
HALF_A_YEAR = 183
# Nobody in these programmes is younger: a birth date with a year of two digits lies at least this long before the file.
YOUNGEST = 10
# Plans reach this far ahead: a level 4 student who begins now, with delay.
PLANNED_AHEAD = 10


@dataclass(frozen=True)
class About:
    """What a file is about, for dates that leave something out; without a period only the year is known."""

    first: date
    last: date
    latest: int
    """The last year that two digits can mean."""

    @property
    def middle(self) -> date:
        """Halfway the period."""
        return self.first + timedelta(days=(self.last - self.first).days // 2)


def without_weekday(text: str) -> str:
    """`Wo 26-6-2013` and `woensdag 26-6-2013` → `26-6-2013`, in lower case; what starts with a digit has no weekday in front."""
    plain = f"regexp_replace(lower({text}), '^(?:{WEEKDAYS})\\.? ', '')"
    return f"case when {text} < ':' then lower({text}) else {plain} end"


def as_date(day: str, formats: Iterable[str], about: About) -> str:
    """The first format whose shape fits, of a text without weekday; Dutch month names are understood.

    Two digits mean the last such year up to and including `about.latest`; a format without a year gives the day nearest to the
    middle of what the file is about, and one without a month a day of the file's (last) month.
    """
    tries = []
    for form in formats:
        if "%b" in form or "%y" not in form.lower():
            tries.append(_in_parts(day, form, about))
        else:
            shape = re.sub(SIGN, lambda match: SHAPES[match[0]], _literal(form))
            read = f"try_strptime({day}, {sql.text(form)})"
            read = _with_century(read, about.latest) if "%y" in form else read
            tries.append(f"case when regexp_full_match({day}, {sql.text(shape)}) then {read} end")
    return f"({sql.first_of(tries)})::date"


def _in_parts(day: str, form: str, about: About) -> str:
    """SQL for a date whose month is a word, or that leaves out its year or its month: put together from its parts."""
    signs = re.findall(SIGN, form)
    pieces = [
        f"({SHAPES[piece]})" if piece in SHAPES else _literal(piece.lower()) for piece in re.split(f"({SIGN})", form)
    ]
    shape = sql.text(f"^{''.join(pieces)}$")

    def part(sign: str, otherwise: object) -> str:
        return f"regexp_extract({day}, {shape}, {signs.index(sign) + 1})" if sign in signs else f"'{otherwise}'"

    month = part("%m", about.last.month)
    if "%b" in signs:
        names = " ".join(f"when {sql.text(name)} then {i}" for i, name in enumerate(MONTHS, 1))
        month = f"(case left({part('%b', '')}, 3) when 'maa' then 3 {names} end)"
    has_month, has_year = {"%m", "%b"} & {*signs}, {"%y", "%Y"} & {*signs}
    year = part("%Y", about.middle.year if has_month else about.last.year)
    if "%y" in signs:
        two_digits = f"try_cast({part('%y', '')} as integer)"
        year = _full(two_digits, about.latest)
    read = f"try_strptime({year} || '-' || {month} || '-' || {part('%d', 1)}, '%Y-%m-%d')"
    read = f"case when regexp_full_match({day}, {shape}) then {read} end"
    if has_year or not has_month:
        return read
    away = f"date_diff('day', date '{about.middle}', ({read})::date)"
    return f"(({read}) + to_years(case when {away} > {HALF_A_YEAR} then -1 when {away} < -{HALF_A_YEAR} then 1 else 0 end))"


def _literal(form: str) -> str:
    """A format with everything but its signs made harmless for a pattern."""
    return re.sub(r"([.()\[\]+*?|^$\\])", r"\\\1", form)


def date_of_week(week: str, day: str, file_year: str) -> str:
    """The date of `2016-06` or `6` (with the file's year) and `di`; text of an impossible week stays for the finding."""
    cell, word = sql.name(week), f"lower({sql.name(day)})"
    with_year = f"when regexp_full_match({cell}, '\\d{{4}}-\\d{{1,2}}') then {cell}"
    without = f"when regexp_full_match({cell}, '\\d{{1,2}}') then {sql.text(file_year)} || '-' || {cell}"
    full = f"case {with_year} {without} end"
    number = f"case {word} {' '.join(f'when {sql.text(d)} then {i}' for i, d in enumerate(DAYS, 1))} end"
    label = f"split_part({full}, '-', 1) || '-W' || lpad(split_part({full}, '-', 2), 2, '0') || '-' || ({number})"
    day_of_it = f"try_strptime({label}, '%G-W%V-%u')"
    exists = f"strftime({day_of_it}, '%G-W%V-%u') = {label}"  # week 53 of a year that has 52 rolls over otherwise
    found = f"case when {exists} then strftime({day_of_it}, '%Y-%m-%d') end"
    return f"coalesce({found}, nullif(concat_ws(' ', {cell}, {word}), ''))"


def iso_week(text: str, file_year: str) -> str:
    """`2016-06`, `2016 wk 6`, `wk 6 2016` and, with the year of the file, `wk 6` or `6` become `2016-W06`."""
    plain, sign = f"lower({text})", r"(?:w|wk|week)\.? ?"
    number = rf"(?:{sign})?(\d{{1,2}})"
    tries = [(rf"^(\d{{4}})(?:[- ]*{sign}|[- ]+)(\d{{1,2}})$", 1, 2), (rf"^{sign}(\d{{1,2}})[- ]+(\d{{4}})$", 2, 1)]
    found = [
        f"when regexp_matches({plain}, {sql.text(shape)}) then regexp_extract({plain}, {sql.text(shape)}, {year}) "
        f"|| '-W' || lpad(regexp_extract({plain}, {sql.text(shape)}, {week_number}), 2, '0')"
        for shape, year, week_number in tries
    ]
    if file_year:
        bare = sql.text(f"^{number}$")
        found.append(
            f"when regexp_matches({plain}, {bare}) then {sql.text(file_year)} || '-W' || "
            f"lpad(regexp_extract({plain}, {bare}, 1), 2, '0')"
        )
    return f"case {' '.join(found)} else {text} end"


def monday(week: str) -> str:
    """The first day of `2016-W06`; a week that the year does not have rolls over, so compare what comes back."""
    return (
        f"case when regexp_full_match({week}, '\\d{{4}}-W\\d{{2}}') then try_strptime({week} || '-1', '%G-W%V-%u') end"
    )


def latest_year(file_year: int, is_birth_date: bool) -> int:
    """The last year that two digits can mean in a file about `file_year`."""
    return file_year - YOUNGEST if is_birth_date else file_year + PLANNED_AHEAD


def _with_century(day: str, latest: int) -> str:
    """SQL for a date whose year was read from two digits: the last such year up to and including `latest`."""
    return f"({day} + to_years({_full(f'year({day}) % 100', latest)} - year({day})::integer))"


def school_year(text: str, day: str, begins: str, latest: int) -> str:
    """SQL for the first year of a school year: `15/16`, `2015-2016`, `2015`, or a date that lies in it; else null.

    `day` is SQL for the text as a date, `begins` the month and day (mm-dd) on which the year begins.
    """
    first, second = (f"regexp_extract({text}, '^(\\d{{2,4}})[-/](\\d{{2,4}})$', {group})" for group in (1, 2))
    whole = f"case when strlen({first}) = 4 then try_cast({first} as integer) else {_full(f'try_cast({first} as integer)', latest)} end"
    follows = f"try_cast(right({second}, 2) as integer) = (try_cast(right({first}, 2) as integer) + 1) % 100"
    return (
        f"case when regexp_full_match({text}, '(?:\\d{{2}}|\\d{{4}})[-/](?:\\d{{2}}|\\d{{4}})') then case when {follows} then {whole} end "
        f"when regexp_full_match({text}, '(?:19|20)\\d{{2}}') then {text}::integer "
        f"else (year({day}) - (strftime({day}, '%m-%d') < '{begins}')::integer)::integer end"
    )


def first_day(year: str, begins: str) -> str:
    """SQL for the day on which a school year begins."""
    month, day = begins.split("-")
    return f"make_date({year}, {int(month)}, {int(day)})"


def _full(two_digits: str, latest: int) -> str:
    return f"({latest} - (({latest} - {two_digits}) % 100))::integer"
