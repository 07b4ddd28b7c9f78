"""Names, texts and cell expressions → quoted SQL, so that no stage ever pastes a partner's words into a statement.

Does not run anything.
"""

from collections.abc import Iterable, Mapping

# A partner's blanks: space, tab, line ends and the non-breaking space that spreadsheets love.
BLANKS = " \t\r\n\u00a0\ufeff"


def name(identifier: str) -> str:
    """A quoted identifier."""
    return '"' + identifier.replace('"', '""') + '"'


def text(value: str) -> str:
    """A quoted string literal."""
    return "'" + value.replace("'", "''") + "'"


def texts(values: Iterable[str]) -> str:
    """A comma-separated list of string literals."""
    return ", ".join(text(value) for value in values)


def filled(expression: str) -> str:
    """The text of a cell without blanks around it; null when nothing is left.

    A text in plain letters that starts and ends above the space needs no trimming, which is what costs time.
    """
    trimmed = f"nullif(trim(replace({expression}, '\u00a0', ' '), {text(BLANKS)}), '')"
    plain = f"{expression} >= '!' and {expression}[-1] >= '!' and strlen({expression}) = length({expression})"
    return f"case when {plain} then {expression} else {trimmed} end"


def choice(expression: str, mapping: Mapping[str, str]) -> str:
    """Look a text up without regard to case; null when it is not there."""
    if not mapping:
        return "null"
    whens = " ".join(f"when {text(word)} then {text(code)}" for word, code in mapping.items())
    return f"case lower({expression}) {whens} end"


def first_of(expressions: Iterable[str]) -> str:
    """The first that is not null."""
    found = list(expressions)
    return found[0] if len(found) == 1 else f"coalesce({', '.join(found)})"
