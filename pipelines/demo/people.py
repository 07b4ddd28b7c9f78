"""Turns a random stream into invented people with names as they occur in Dutch neighbourhoods.

No name, birth date or pair of them is taken from a real list; a likeness is chance.
"""

import random
from datetime import date, timedelta
from typing import Literal

from pipelines.demo.facts import Person

WOMEN = (
    "Fatima", "Samira", "Priya", "Anneke", "Wilma", "Naima", "Rachida", "Shanti", "Ingrid", "Monique", "Hatice",
    "Emine", "Sandra", "Chantal", "Yvonne", "Sherida", "Ewa", "Agnieszka", "Latifa", "Marjan", "Petra", "Zohra",
    "Carmen", "Jacqueline", "Aïcha", "Nurcan", "Joyce", "Esther", "Kamla", "Fenna", "Linda", "Soraya", "Zoë",
    "Renée",
)  # fmt: skip
MEN = (
    "Mohamed", "Ahmed", "Kees", "Ruud", "Rajesh", "Mehmet", "Youssef", "Peter", "Dennis", "Marcin", "Hassan",
    "Winston", "Anil", "Bart", "Ömer", "Karim", "Frank", "Rowan", "René", "Tariq", "Jeroen", "Glenn",
)  # fmt: skip
FAMILIES = (
    ("de", "Vries"), ("", "Yilmaz"), ("van der", "Meer"), ("", "Ramdin"), ("el", "Haddaoui"), ("", "Jansen"),
    ("", "Kaya"), ("van", "Dijk"), ("", "Bouzian"), ("", "Sewpersad"), ("", "Nowicka"), ("de", "Groot"),
    ("", "Amrani"), ("", "Pinas"), ("van den", "Berg"), ("", "Demir"), ("", "Mulder"), ("", "Chedi"),
    ("", "Koster"), ("ten", "Brink"), ("", "Öztürk"), ("", "Baldewsingh"), ("", "Visser"), ("", "Azzouzi"),
    ("", "Wijngaarde"), ("van", "Leeuwen"), ("", "Kowalczyk"), ("", "Hendriks"), ("", "Sahin"), ("", "Soekhai"),
    ("", "Verhoeven"), ("el", "Idrissi"), ("", "Martina"), ("", "Dekker"), ("van ’t", "Hof"), ("", "Brouwer"),
    ("", "Jagroep"), ("", "Aydin"), ("de", "Wit"), ("", "Schouten"), ("", "Tahiri"), ("", "Post"), ("", "Ramautar"),
    ("", "Blom"), ("", "Zwart"), ("ter", "Horst"), ("", "Benali"), ("", "Prinsé"),
)  # fmt: skip


def invented_person(rng: random.Random, on: date, youngest: int = 19, oldest: int = 58, women: float = 0.82) -> Person:
    """Someone between two ages on a day; X as gender is rare."""
    draw = rng.random()
    gender: Literal["m", "f", "x"] = "x" if draw < 0.004 else "f" if draw < women else "m"
    given = rng.choice(MEN if gender == "m" else WOMEN)
    prefix, family = rng.choice(FAMILIES)
    born = on - timedelta(days=rng.randint(youngest * 366, oldest * 365))
    return Person(given, prefix, family, born, gender)
