"""Turns a partner's rows into one file as it lies in the inbox: its name, its bytes, the moment it came in.

What stands in the rows, and in whose words, is the business of the partner's own module.
"""

import zlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from pipelines.demo.facts import next_workday


@dataclass(frozen=True, slots=True)
class Export:
    """A file that will be written when `content` is called."""

    partner: str
    name: str
    arrived_at: datetime
    content: Callable[[], bytes]


def arrival(partner: str, about: date, weeks_later: int = 0) -> datetime:
    """Nine on a working day, five to twelve days after the last day that a file is about; a redelivery a week later."""
    sent = next_workday(about + timedelta(days=5 + steady(partner, about.isoformat()) % 6))
    return datetime.combine(sent + timedelta(weeks=weeks_later), time(9), tzinfo=UTC)


def steady(*about: str) -> int:
    """A number that looks drawn but is the same for the same words, so that a cell keeps its spelling every month."""
    return zlib.crc32("/".join(about).encode())


def lines(
    rows: Iterable[Sequence[str]],
    delimiter: str,
    newline: str,
    encoding: str,
    trailing_delimiter: bool = False,
    footer: str | None = None,
) -> bytes:
    """Delimited text; these systems write cells as they are, without quotes."""
    end = delimiter + newline if trailing_delimiter else newline
    text = "".join(delimiter.join(row) + end for row in rows)
    return (text + (footer + newline if footer is not None else "")).encode(encoding)
