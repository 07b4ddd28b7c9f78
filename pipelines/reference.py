"""`sources/reference/*.csv` → frames: national figures, with percentages as fractions, and which programme code succeeded which.

Does not decide what may be compared: each row says itself whether it was counted the same way as ours.
"""

import csv
import re
from pathlib import Path

import pandas as pd

from pipelines.yaml_lines import ConfigurationError

REFERENCE = [
    "indicator",
    "population",
    "period",
    "breakdown",
    "unit",
    "value",
    "source",
    "edition",
    "comparable",
    "break_before",
    "note",
]
FILLED = ("indicator", "population", "period", "unit", "value", "source", "edition", "comparable", "break_before")
KEY = ("indicator", "population", "period", "breakdown", "edition")
SUCCESSION = ["crebo", "succeeded_by", "source", "note"]


def load_reference(path: Path) -> pd.DataFrame:
    """The rows of `agreed.reference`; raises `ConfigurationError` with every mistake, its file and its line.

    The file is `;`-separated with a decimal comma. `comparable` (is it counted our way?) and `break_before` (was the count
    changed with this period, so that no line leads to it?) are ja or nee. A value in % becomes a fraction.
    """
    mistakes: list[str] = []
    rows: list[dict[str, object]] = []
    seen: set[tuple[str, ...]] = set()
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file, delimiter=";", strict=True)
        if list(reader.fieldnames or ()) != REFERENCE:
            raise ConfigurationError([f"{path}:1: the columns must be {';'.join(REFERENCE)}"])
        for number, row in enumerate(reader, start=2):
            empty = [name for name in FILLED if not row[name]]
            if empty:
                mistakes.append(f"{path}:{number}: {', '.join(empty)} must be filled in")
                continue
            value = _decimal(row["value"])
            said = (row["comparable"], row["break_before"])
            if value is None or not set(said) <= {"ja", "nee"} or row["unit"] not in ("%", "aantal"):
                mistakes.append(
                    f"{path}:{number}: value is a number with a decimal comma, unit % or aantal, comparable and"
                    " break_before ja or nee"
                )
                continue
            key = tuple(row[name] for name in KEY)
            if key in seen:
                mistakes.append(f"{path}:{number}: {', '.join(key)} stands here twice; another edition is another row")
                continue
            seen.add(key)
            percentage = row["unit"] == "%"
            rows.append(
                {
                    **{name: text or None for name, text in row.items()},
                    "unit": "fraction" if percentage else "count",
                    "value": round(value / 100, 6) if percentage else value,
                    "comparable": row["comparable"] == "ja",
                    "break_before": row["break_before"] == "ja",
                }
            )
    if mistakes:
        raise ConfigurationError(mistakes)
    return pd.DataFrame(rows, columns=REFERENCE)


def load_succession(path: Path) -> pd.DataFrame:
    """The rows of `agreed.crebo_succession`: a code, the code it went on under, and where that stands.

    Raises `ConfigurationError` with every mistake: a code that is no five digits, stands twice or has no source, a circle.
    """
    mistakes: list[str] = []
    next_code: dict[str, str] = {}
    rows: list[dict[str, str]] = []
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file, delimiter=";", strict=True)
        if list(reader.fieldnames or ()) != SUCCESSION:
            raise ConfigurationError([f"{path}:1: the columns must be {';'.join(SUCCESSION)}"])
        for number, row in enumerate(reader, start=2):
            old, new = row["crebo"], row["succeeded_by"]
            if not (re.fullmatch(r"\d{5}", old) and re.fullmatch(r"\d{5}", new) and row["source"]):
                mistakes.append(f"{path}:{number}: crebo and succeeded_by are five digits, and each row has a source")
            elif old in next_code:
                mistakes.append(f"{path}:{number}: crebo {old} stands here twice")
            elif old in _line(new, next_code):
                mistakes.append(f"{path}:{number}: {old} would succeed itself")
            else:
                next_code[old] = new
                rows.append(row)
    if mistakes:
        raise ConfigurationError(mistakes)
    return pd.DataFrame(rows, columns=SUCCESSION)


def _line(code: str, next_code: dict[str, str]) -> list[str]:
    """A code and everything it went on under."""
    codes = [code]
    while codes[-1] in next_code:
        codes.append(next_code[codes[-1]])
    return codes


def _decimal(text: str) -> float | None:
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return None
