"""Typed rows with people in them → rows without: keyed pseudonyms, ages instead of birth dates, nothing direct kept.

Also holds the guard that runs straight after reading, before any column is looked at by name: a column that looks like
citizen service numbers (BSN) or education numbers stops the delivery. Does not judge or drop rows.
"""

import hashlib
import re
from dataclasses import replace
from itertools import takewhile
from math import comb

import duckdb
import pandas as pd

from pipelines import findings, sql
from pipelines.contracts import Contract
from pipelines.findings import Blocked
from pipelines.stages.conform import Part
from pipelines.stages.names import known_as
from pipelines.stages.read.cells import Cells

NUMBER_HEADERS = re.compile(
    r"(?<![a-z])(bsn|burgerservice|sofi-?n(umme)?r|onderwijsn(umme)?r|pgn(?![a-z]))", re.IGNORECASE
)
# Issued once and shared between partners; every other number is a partner's own.
SHARED_DOMAINS = ("trajectory", "person")
FEWEST_NUMBERS = 3
NUMBER_MARKS = ". \u00a0"
NUMBER_SHAPE = f"[0-9{NUMBER_MARKS}]+"
BLOCK = 64
LARGE = 50_000
# Weights 9 8 7 6 5 4 3 2 −1: a BSN leaves 0 after division by 11, an education number leaves 5.
ELEVEN_TEST = """
with number as (select distinct lpad(({number})::varchar, 9, '0') as n from {relation} where ({number}) is not null),
told as (
    select list_sum(list_transform(range(1, 9), lambda i: (10 - i) * substr(n, i::integer, 1)::integer))
        - substr(n, 9, 1)::integer as total
    from number
    where not (n like '0%' and coalesce(year(try_strptime(substr(n, 2), ['%Y%m%d', '%d%m%Y'])) between 1900 and 2100, false))
)
select count(*), count(*) filter (where total % 11 in (0, 5)) from told
"""


def refuse_bsn(con: duckdb.DuckDBPyConnection, cells: Cells) -> None:
    """Raise `Blocked(destroy=True)` when at least half of a column's 8–9 digit values pass the 11-test and chance is no explanation.

    Distinct values count, and real calendar dates (yyyymmdd, dd.mm.yyyy) do not: a register in which everybody starts on one day
    whose digits happen to pass must not be destroyed for it.
    """
    if not cells.headers:
        return
    labels = _labels(con, cells)
    numbers = {header: number_in(sql.name(header)) for header in cells.headers}
    counted = ", ".join(f"count({number})" for number in numbers.values())
    counts = con.execute(f"select {counted} from {cells.relation}").fetchall()[0]
    found = []
    for (header, number), count in zip(numbers.items(), counts, strict=True):
        if not count:
            continue
        judged, passing = con.execute(ELEVEN_TEST.format(number=number, relation=cells.relation)).fetchall()[0]
        names = labels.get(header, (header,))
        if passing and (any(NUMBER_HEADERS.search(name) for name in names) or _is_no_chance(judged, passing)):
            found.append(findings.bsn_found(cells.sheet, names[-1], passing))
        elif passing and passing == judged:
            cells.findings.append(findings.perhaps_bsn(cells.sheet, names[-1], passing))
    if found:
        raise Blocked(*found, destroy=True)


def _is_no_chance(judged: int, passing: int) -> bool:
    """True when at least half pass, at least three, and other numbers would do so in less than one file in twenty.

    Any number passes with chance 2/11: one or two say nothing, and a file is destroyed only once.
    """
    if passing < FEWEST_NUMBERS or passing * 2 < judged:
        return False
    return (
        judged > 50
        or sum(comb(judged, n) * 2**n * 9 ** (judged - n) for n in range(passing, judged + 1)) * 20 < 11**judged
    )


def number_in(column: str) -> str:
    """The 8 or 9 digits of a cell as a number, dots and spaces between them left out; null for anything else."""
    starts = f"({column} < ':' or {column} >= '\u00a0')"  # no letter: cheaper than the pattern
    likely = f"strlen({column}) between 8 and 15 and {starts} and regexp_full_match({column}, {sql.text(NUMBER_SHAPE)})"
    digits = f"translate({column}, {sql.text(NUMBER_MARKS)}, '')"
    return f"case when {likely} and strlen({digits}) between 8 and 9 then {digits}::bigint end"


def _labels(con: duckdb.DuckDBPyConnection, cells: Cells) -> dict[str, tuple[str, ...]]:
    """The words above each column of a sheet (its header is not known yet); of a text file, the header itself.

    They end where numbers begin: what is told of a destroyed file may not be one of its values.
    """
    if not cells.sheet:
        return {}
    top = con.execute(f"select * exclude (_row) from {cells.relation} order by _row limit 12").fetchall()
    found = {}
    for i, header in enumerate(cells.headers):
        filled = [str(row[i]) for row in top if row[i]]
        found[header] = tuple(takewhile(lambda cell: len(re.findall(r"\d", cell)) < 8, filled)) or (header,)
    return found


def load_key(con: duckdb.DuckDBPyConnection, secret: bytes) -> None:
    """Hand the secret to this connection as the two HMAC pads; it never stands in a statement or an error."""
    padded = (hashlib.sha256(secret).digest() if len(secret) > BLOCK else secret).ljust(BLOCK, b"\0")
    con.execute("set variable inner_pad = $1", [bytes(byte ^ 0x36 for byte in padded)])
    con.execute("set variable outer_pad = $1", [bytes(byte ^ 0x5C for byte in padded)])


def protect(con: duckdb.DuckDBPyConnection, part: Part, partner: str) -> Part:
    """Create relation `protected_<table>_<fill>`: identifiers hashed, derived columns filled in, direct ones gone.

    A pseudonym is HMAC-SHA-256 over domain and value, the first 128 bits as 32 hex digits.
    """
    relation = f"protected_{part.place[0]}_{part.place[1]}"
    mapped = set(part.headers)
    listed, joined = [], _names(con, part.relation, part.contract)
    keyed = [c.name for c in part.contract.columns if c.keyed and c.name in mapped and not (c.identifying or c.derived)]
    repeated = _repeated(con, part, keyed)
    for column in part.contract.columns:
        if column.identifying:
            continue
        quoted = sql.name(column.name)
        if column.derived:
            listed.append(f"{_derived(column.derived)} as {quoted}")
        elif column.keyed and column.name in mapped:
            domain = _domain(column.keyed, partner)
            if column.name in repeated:
                once = sql.name(f"once {column.name}")
                con.execute(
                    f"create or replace temp table {once} as select _number, {_keyed(domain, '_number')} as _pseudonym "
                    f"from (select distinct upper({quoted}) as _number from {part.relation} as part)"
                )
                joined += f" left join {once} on {once}._number = upper(typed.{quoted})"
                listed.append(f"{once}._pseudonym as {quoted}")
            else:
                listed.append(f"{pseudonym(column.keyed, partner, quoted)} as {quoted}")
        else:
            listed.append(quoted)
    kept = "_table, _fill, _row, _block, _fails" + (", _part" if part.together else "")
    con.execute(
        f"create or replace temp table {relation} as select {kept}, {', '.join(listed)} "
        f"from {part.relation} as typed{joined}"
    )
    for name in repeated:
        con.execute(f"drop table {sql.name(f'once {name}')}")
    con.unregister("names_once")
    return replace(part, relation=relation, source=relation)


def pseudonym(entity: str, partner: str, number: str) -> str:
    """SQL for the pseudonym of a number: the same one typed as `dh-0001` and `DH-0001` is the same person."""
    return _keyed(_domain(entity, partner), f"upper({number})")


def _domain(entity: str, partner: str) -> str:
    return entity if entity in SHARED_DOMAINS else f"{entity}|{partner}"


def _repeated(con: duckdb.DuckDBPyConnection, part: Part, names: list[str]) -> set[str]:
    """The columns of a large table in which a value stands in many rows: those are hashed once per value."""
    rows = con.execute(f"select count(*) from {part.source}").fetchall()[0][0]
    if not names or rows < LARGE:
        return set()
    counted = ", ".join(f"approx_count_distinct({sql.name(name)})" for name in names)
    looked_at = min(rows, LARGE)
    first = f"(select {', '.join(map(sql.name, names))} from {part.relation} as part limit {looked_at})"
    distinct = con.execute(f"select {counted} from {first}").fetchall()[0]
    return {name for name, count in zip(names, distinct, strict=True) if count * 2 < looked_at}


def _names(con: duckdb.DuckDBPyConnection, relation: str, contract: Contract) -> str:
    """For a dataset with people: the join that gives each row `_known_as`; every way to write a name is looked at once."""
    if not any(column.derived == "person_key" for column in contract.columns):
        return ""
    has = {column.name for column in contract.columns}
    cells = [name if name in has else "null" for name in ("family_name", "given_name", "full_name")]
    rows = con.execute(
        f"select distinct {', '.join(cells)} from {relation} as part where birth_date is not null"
    ).fetchall()
    frame = pd.DataFrame([(*row, known_as(*row)) for row in rows], columns=["f", "g", "w", "_known_as"], dtype="str")
    con.register("names_once", frame)  # in memory only: names are not stored, also not on the way
    same = " and ".join(f"n.{name} is not distinct from {cell}" for name, cell in zip("fgw", cells, strict=True))
    return f" left join names_once as n on {same}"


def _keyed(domain: str, expression: str) -> str:
    message = f"getvariable('inner_pad') || encode({sql.text(domain + '|')} || {expression})"
    return f"left(sha256(getvariable('outer_pad') || unhex(sha256({message}))), 32)"


def _derived(rule: str) -> str:
    """SQL of a derived column: `person_key`, `age_at_start`, `postcode4`, `sum(a, b)`, and three about years from 1 October."""
    if rule == "person_key":
        return _keyed("person", "_known_as || '|' || strftime(birth_date, '%Y-%m-%d')")
    if rule == "age_at_start":
        return "date_sub('year', birth_date, started_on)::integer"
    if rule == "under_23_on_1_october":
        counted = "make_date(case when count_year between 1990 and 2100 then count_year end, 10, 1)"
        return f"date_sub('year', birth_date, {counted}) < 23"
    if rule == "last_count_year_under_23":
        birthday = "birth_date + interval 23 year"
        return f"(year({birthday}) - (strftime({birthday}, '%m-%d') <= '10-01')::integer)::integer"
    if rule == "count_year_of_leaving":
        return "(year(left_on) - (strftime(left_on, '%m-%d') < '10-01')::integer)::integer"
    if rule == "postcode4":
        return "nullif(regexp_extract(postcode, '^([1-9][0-9]{3}) ?(?:[A-Za-z]{2})?$', 1), '')"
    match = re.fullmatch(r"sum\((\w+), (\w+)\)", rule)
    if match:
        return f"{sql.name(match[1])} + {sql.name(match[2])}"
    raise ValueError(f"the contract derives a column with '{rule}', which protect does not know")
