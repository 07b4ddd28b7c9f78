"""Numbers, durations and amounts as people write them → SQL: `1.234,5`, `2:15`, `€ 12.345,00-`, `x € 1.000`.

Shape is checked before converting: `5.6` is no whole number and `1e2` is no number of hours.
"""

from pipelines import sql


def decimal(text: str, mark: str) -> str:
    """A number with the partner's decimal mark, or a duration h:mm as hours."""
    thousands, point = ("\\.", ",") if mark == "," else (",", "\\.")
    shape = f"-?(?:\\d{{1,3}}(?:{thousands}\\d{{3}})+|\\d+)(?:{point}\\d+)?"
    number = f"replace(replace({text}, '.', ''), ',', '.')" if mark == "," else f"replace({text}, ',', '')"
    hours, minutes = f"split_part({text}, ':', 1)::double", f"split_part({text}, ':', 2)::double"
    return (
        f"case when regexp_full_match({text}, {sql.text(shape)}) then {number}::double "
        f"when regexp_full_match({text}, '\\d{{1,3}}:[0-5]\\d(?::00)?') then {hours} + {minutes} / 60 end"
    )


def money(text: str) -> str:
    """`€ 12.345,-` and `EUR 12.345` lose their signs; `€ 12.345,00-`, as bookkeeping writes it, is a negative amount."""
    amount = f"regexp_replace({text}, '^(-?) *(?:€|EUR|eur) *(-?) *|(?: *(?:€|EUR|eur))$', '\\1\\2', 'g')"
    whole = f"regexp_replace({amount}, '[,.] ?(?:-|–|—|=){{1,2}}$', '')"
    return f"regexp_replace({whole}, '^(\\d.*?) ?-$', '-\\1')"


def times(number: str, factor: float | str | None, mark: str) -> str:
    """The number times a factor; one that stands in the file (`<word>:factor`) may be absent there and is 1 then."""
    if factor is None:
        return number
    told = f"coalesce({decimal(sql.name(f'{factor}:factor'), mark)}, 1)" if isinstance(factor, str) else f"{factor}"
    return f"round(({number}) * {told}, 4)"
