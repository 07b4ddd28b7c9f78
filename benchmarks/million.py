"""A number of rows → one partner's file of help requests in its own dialect, and the same rows as plain UTF-8.

Does not measure. The mess is about what partners deliver: one row in a hundred is wrong, and no two rows are alike.
"""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

PARTNER, NAME = "dordrecht", "hulpvragen_2024.csv"
HEADER = "Vraagnr;Clientnr;Datum;Datum;Soort hulp;Aangemeld door;Status;Wijk"
KINDS = ("koken", "schoonmaken", "mee naar huisarts", "klusjes", "formulieren", "wandelen", "gezelschap", "taalmaatje")
ASKED_BY = ("sociaal wijkteam", "huisarts", "bewoner zelf", "familie", "school")
STATUS = ("Afgerond",) * 12 + ("Gepland", "Vervallen", "Doorverwezen")
PLACES = ("Helpende Handen 1", "HH1", "Helpende Handen 2", "HH 2")
FIRST_DAY, DAYS, WRONG = date(2012, 9, 1), 4_300, 0.01


def write(rows: int, delivered: Path, plain: Path, seed: int = 1) -> None:
    """Write both files; the delivered one has a trailing delimiter on every line and states its own number of rows."""
    with (
        delivered.open("w", encoding="cp1252", newline="") as own,
        plain.open("w", encoding="utf-8", newline="") as same,
    ):
        own.write(HEADER + ";\r\n")
        same.write(HEADER + "\n")
        for line in _lines(rows, random.Random(seed)):
            own.write(line + ";\r\n")
            same.write(line + "\n")
        own.write(f"Aantal regels: {rows}\r\n")


def _lines(rows: int, rng: random.Random) -> Iterator[str]:
    days = [f"{FIRST_DAY + timedelta(days=day):%d-%m-%Y}" for day in range(DAYS + 60)]
    for number in range(rows):
        asked = rng.randrange(DAYS)
        handled, kind, status = asked + rng.randrange(60), rng.choice(KINDS), rng.choice(STATUS)
        cells = [f"HH{number % 2 + 1}-{number:07}", f"C{rng.randrange(20_000):05}", days[asked], days[handled], kind,
                 rng.choice(ASKED_BY), status, PLACES[number % 2 * 2 + rng.randrange(2)]]  # fmt: skip
        if rng.random() < WRONG:
            _spoil(cells, rng, days[max(0, asked - 9)])
        yield ";".join(cells)


def _spoil(cells: list[str], rng: random.Random, earlier: str) -> None:
    """One of the mistakes that partners make."""
    place, wrong = rng.choice(((2, "31-06-2016"), (3, earlier), (4, "boodschapen"), (6, "n.t.b. – volgt"), (1, "")))
    cells[place] = wrong
