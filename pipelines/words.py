"""Keys, numbers and dates → the words that people read, in Dutch or English.

Used by pages, receipts and the command line. Does not know figures, files or partners: whoever calls it brings the
values, and every text stands in the one table at the end. Indicator names and their definitions are not here but in
`warehouse/metrics/metrics.yaml`.
"""

from datetime import date, datetime
from typing import Literal

from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal

Lang = Literal["nl", "en"]
Value = str | int | float | date | datetime

LANGUAGES: tuple[Lang, ...] = ("nl", "en")
HIDDEN = "•"
# Below this many people a percentage suggests more than it knows: we write "8 van de 13".
FEW_PEOPLE = 30


def say(key: str, lang: Lang = "nl", **values: Value) -> str:
    """The text under `key`, filled in; numbers and dates are written the reader's way.

    When `n` is 1 and a text `<key>.one` exists, that one is used. An unknown key is a mistake in the caller: KeyError.
    """
    if values.get("n") == 1 and f"{key}.one" in TEXTS:
        key = f"{key}.one"
    text = TEXTS[key][LANGUAGES.index(lang)]
    return text.format(**{name: _written(value, lang) for name, value in values.items()})


def knows(key: str) -> bool:
    """True when there is a text for `key`; for codes that come from data, such as a reason or a state."""
    return key in TEXTS


def number(value: float, lang: Lang = "nl", digits: int | None = None) -> str:
    """10000 → '10.000'; with `digits` fixed decimals (2.2 → '2,20'), else at most one and none when it is whole."""
    pattern = "#,##0.#" if digits is None else "#,##0" + ("." + "0" * digits if digits else "")
    return format_decimal(value, format=pattern, locale=lang)


def percent(fraction: float, lang: Lang = "nl", digits: int = 1) -> str:
    """0.839 → '83,9 %' ('83.9%' in English)."""
    return number(fraction * 100, lang, digits) + (" %" if lang == "nl" else "%")


def date_long(day: date, lang: Lang = "nl") -> str:
    """2026-10-31 → '31 oktober 2026'; the time of a datetime is left out."""
    return format_date(day, format="d MMMM y", locale=lang)


def moment(at: datetime, lang: Lang = "nl") -> str:
    """2026-11-03 06:12 → '3 nov. 2026, 06:12'."""
    return format_datetime(at, format="d MMM y, HH:mm", locale=lang)


def month(period: str, lang: Lang = "nl") -> str:
    """'2026-10' → 'oktober 2026'; what is not a month is returned as it is."""
    try:
        return format_date(datetime.strptime(period, "%Y-%m"), format="MMMM y", locale=lang)
    except ValueError:
        return period


def count_of(part: float, whole: float, lang: Lang = "nl") -> str:
    """(8, 13) → '8 van de 13'."""
    return say("count_of", lang, part=part, whole=whole)


def rate(value: float, part: float, whole: float, lang: Lang = "nl", at_least: bool = False) -> str:
    """A published rate with its counts: '84 % (130 van 155)', and below 30 people only '8 van de 13'."""
    if whole < FEW_PEOPLE:
        text = count_of(part, whole, lang)
    else:
        text = say("rate", lang, percent=percent(value, lang, 0), part=part, whole=whole)
    return say("at_least", lang, what=text) if at_least else text


def quantity(value: float, unit: str, lang: Lang = "nl") -> str:
    """A published value that is no rate, with its unit: '22.000 uur', '2,2 uur per hulpvraag'."""
    return say(f"quantity.{unit}", lang, n=number(value, lang, 1 if unit == "hours_per_request" else None))


def _written(value: Value, lang: Lang) -> str:
    if isinstance(value, datetime):
        return moment(value, lang)
    if isinstance(value, date):
        return date_long(value, lang)
    if isinstance(value, str):
        return value
    return number(value, lang)
