"""`sources/calendar/school_holidays.csv` → the school holidays of each region as a frame.

Does not say which weeks are school weeks: `warehouse/core/holiday_week.sql` does. A holiday that is not in the file is
not known, and is then only seen where a site marks it.
"""

import csv
from datetime import date
from pathlib import Path

import pandas as pd

from pipelines.yaml_lines import ConfigurationError

HOLIDAY = ["school_year", "holiday", "region", "first_day", "last_day", "source"]
REGIONS = ("noord", "midden", "zuid")
NAMES = ("herfst", "kerst", "voorjaar", "mei", "zomer")
LONGEST = 64  # days; the seven weeks of a summer and some


def load_holidays(path: Path) -> pd.DataFrame:
    """The rows of `agreed.school_holiday`; raises `ConfigurationError` with every mistake, its file and its line.

    A holiday lies in its school year (1 August to 31 July; summer begins in it), and stands once per region and year.
    """
    mistakes: list[str] = []
    rows: list[tuple[object, ...]] = []
    seen: set[tuple[str, str, str]] = set()
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file, delimiter=";", strict=True)
        if list(reader.fieldnames or ()) != HOLIDAY:
            raise ConfigurationError([f"{path}:1: the columns must be {';'.join(HOLIDAY)}"])
        for number, row in enumerate(reader, start=2):
            wrong = _wrong(row)
            slot = (row["school_year"], row["holiday"], row["region"])
            if not wrong and slot in seen:
                wrong = f"{' '.join(slot)} stands here twice; keep one"
            seen.add(slot)
            if wrong:
                mistakes.append(f"{path}:{number}: {wrong}")
            else:
                days = (date.fromisoformat(row["first_day"]), date.fromisoformat(row["last_day"]))
                rows.append((*slot, *days, row["source"]))
    if mistakes:
        raise ConfigurationError(mistakes)
    return pd.DataFrame(rows, columns=HOLIDAY)


def _wrong(row: dict[str, str]) -> str:
    """What is wrong with one line, or nothing."""
    if row["region"] not in REGIONS or row["holiday"] not in NAMES:
        return f"region is one of {', '.join(REGIONS)} and holiday one of {', '.join(NAMES)}"
    if not row["source"]:
        return "source must be filled in: where do these days stand?"
    try:
        first, last = date.fromisoformat(row["first_day"]), date.fromisoformat(row["last_day"])
    except ValueError:
        return "first_day and last_day are written yyyy-mm-dd"
    year = first.year if first.month >= 8 else first.year - 1
    if row["school_year"] != f"{year}/{(year + 1) % 100:02}":
        return f"{first} lies in school year {year}/{(year + 1) % 100:02}"
    if not 0 <= (last - first).days <= LONGEST:
        return f"{first} to {last} is no holiday: it ends before it begins, or takes more than {LONGEST} days"
    return ""
