"""Turns clean rows into rows as people deliver them: a few that are wrong, each in a way that really occurs.

Every fault has a name, so that a test can ask for it. Only rows outside the published cohorts are ever touched, and
never so many that a whole delivery would be refused. Faults of a whole file (a redelivery, a wrong control total, a
column with citizen service numbers) are made by the partner's own module.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Generic, Literal, TypeVar

from pipelines.demo.people import MEN, WOMEN
from pipelines.demo.workbook import Cell

C = TypeVar("C")


@dataclass(frozen=True, slots=True)
class Fault(Generic[C]):
    """One bad row: a copy of a good one under a new number (`added`), once more under its own (`again`), or in its
    place (`instead`), with some cells changed."""

    what: str
    place: Literal["added", "again", "instead"]
    changes: Mapping[int, C | Callable[[Sequence[C]], C]]


def spread(faults: Sequence[Fault[C]], safe_keys: Sequence[str]) -> dict[str, list[tuple[int, Fault[C]]]]:
    """Gives every fault a good row to start from, evenly over the rows that may be touched."""
    spots: dict[str, list[tuple[int, Fault[C]]]] = {}
    for place, fault in enumerate(faults):
        if safe_keys:
            key = safe_keys[(place + 1) * len(safe_keys) // (len(faults) + 1)]
            spots.setdefault(key, []).append((place, fault))
    return spots


def messed(
    rows: Iterable[Sequence[C]],
    spots: Mapping[str, Sequence[tuple[int, Fault[C]]]],
    key: Callable[[Sequence[C]], str],
    new_number: Callable[[int], C],
) -> Iterator[Sequence[C]]:
    """The rows with their faults; `new_number` gives the number of the nth added row."""
    for row in rows:
        here = spots.get(key(row), ())
        instead = [fault for _, fault in here if fault.place == "instead"]
        yield _changed(row, instead[0]) if instead else row
        for place, fault in here:
            if fault.place == "again":
                yield _changed(row, fault)
            if fault.place == "added":
                yield [new_number(place), *_changed(row, fault)[1:]]


def _changed(row: Sequence[C], fault: Fault[C]) -> Sequence[C]:
    cells = list(row)
    for column, change in fault.changes.items():
        cells[column] = change(row) if callable(change) else change
    return cells


def rotated(faults: Sequence[Fault[C]], turn: int, count: int) -> list[Fault[C]]:
    """A few faults at a time, so that small files together show them all."""
    return [faults[(turn * count + step) % len(faults)] for step in range(count)]


def no_such_day(year: int) -> str:
    """A date that does not exist, as people type it."""
    return f"31-06-{year}"


def den_haag_participants(year: int) -> list[Fault[Cell]]:
    """Sheet Deelnemers; columns from 0: number, name, birth, M/V, town, programme, level, manager, benefit, start, …"""

    def before_start(row: Sequence[Cell]) -> Cell:
        started = row[9]
        return started - timedelta(days=20) if isinstance(started, date) else "01-01-2010"

    def of_a_twin(row: Sequence[Cell]) -> Cell:
        given, _, family = str(row[1]).partition(" ")
        return f"{next(name for name in (*WOMEN, *MEN, f'{given}a') if name[0] == given[0] and name != given)} {family}"

    nothing_yet = dict.fromkeys((9, 11, 12, 13, 14, 16), None)
    return [
        Fault("impossible_date", "added", {9: no_such_day(year)}),
        Fault("end_before_start", "added", {11: before_start, 12: "N", 13: None, 14: None}),
        Fault("blank_required", "added", {6: None}),
        Fault("unknown_status", "added", {15: "Wacht op plek"}),
        Fault("not_started", "added", {**nothing_yet, 15: "Niet gestart"}),
        Fault("twin", "added", {1: of_a_twin}),
        Fault("exact_duplicate", "again", {}),
        Fault("duplicate_key", "again", {4: "Rijswijk", 5: "Zorghulp", 6: "niv. 1", 7: "n.n.b."}),
    ]


def den_haag_leavers(year: int) -> list[Fault[Cell]]:
    """Sheet Uitstroom; a number that Deelnemers does not have, and calls that cannot have been made."""
    return [
        Fault("unmatched_row", "added", {}),
        Fault("hours_99", "added", {13: 99}),
        Fault("impossible_date", "instead", {10: no_such_day(year)}),
    ]


def den_haag_requests(year: int) -> list[Fault[Cell]]:
    """Sheet Hulpvragen: number, client, asked, kind, by, status, handled, location."""

    def before_request(row: Sequence[Cell]) -> Cell:
        return row[2] - timedelta(days=9) if isinstance(row[2], date) else "01-01-2010"

    return [
        Fault("unknown_category", "added", {3: "boodschapen"}),
        Fault("end_before_start", "added", {6: before_request}),
        Fault("impossible_date", "added", {2: no_such_day(year)}),
        Fault("blank_required", "added", {1: None}),
        Fault("unknown_status", "added", {5: "Weet niet"}),
        Fault("exact_duplicate", "again", {}),
        Fault("duplicate_key", "again", {1: "K-0000"}),
    ]


def den_haag_visits(year: int) -> list[Fault[Cell]]:
    """Sheet Uren: line, request, trajectory, day, hours, travel, setting, location."""
    return [
        Fault("hours_99", "added", {4: 99}),
        Fault("impossible_date", "added", {3: no_such_day(year)}),
        Fault("blank_required", "added", {1: None}),
        Fault("exact_duplicate", "again", {}),
        Fault("duplicate_key", "again", {4: 3.75}),
    ]


def dordrecht_requests(year: int) -> list[Fault[str]]:
    """Vraagnr;Clientnr;Datum;Datum;Soort hulp;Aangemeld door;Status;Wijk."""
    return [
        Fault("unknown_category", "added", {4: "boodschapen"}),
        Fault("impossible_date", "added", {3: no_such_day(year)}),
        Fault("blank_required", "added", {1: ""}),
        Fault("exact_duplicate", "again", {}),
        Fault("unknown_status", "added", {6: "n.t.b. – volgt"}),
        Fault("end_before_start", "added", {3: "01-09-2012"}),
        Fault("duplicate_key", "again", {1: "C9", 4: "overig"}),
    ]


def dordrecht_visits() -> list[Fault[str]]:
    """Vraagnr;Stagiair;Wk;Dag;Van;Tot;Duur;Km."""
    return [
        Fault("hours_99", "added", {6: "99,00"}),
        Fault("blank_required", "added", {6: ""}),
        Fault("exact_duplicate", "again", {}),
        Fault("impossible_date", "added", {2: lambda row: row[2][:-2] + "60"}),
        Fault("duplicate_key", "again", {6: "0:45"}),
    ]


def dordrecht_trajectories(year: int) -> list[Fault[str]]:
    """Trajectnr;Wijk;Opleiding;Niveau;Start;Gepl. einde;Einde;Status;Reden;Diploma;…;Werk vanaf;Uren werk;…"""
    return [
        Fault("impossible_date", "added", {4: no_such_day(year)}),
        Fault("end_before_start", "added", {6: "03-09-2012"}),
        Fault("blank_required", "added", {3: ""}),
        Fault("unknown_status", "added", {7: "in overleg"}),
        Fault("hours_99", "added", {13: "99"}),
        Fault("exact_duplicate", "again", {}),
        Fault("duplicate_key", "again", {1: "Helpende Handen 2", 3: "1", 11: ""}),
    ]


def amersfoort_placements(year: int) -> list[Fault[str]]:
    """Stagiair,School,Opleiding,Start,Einde gepl.,wk 1 … wk 13,tot,Afgerond,Reden."""
    return [
        Fault("impossible_date", "added", {3: f"31-6-{year}"}),
        Fault("blank_required", "added", {4: ""}),
        Fault("unknown_category", "added", {2: "Kok niv. 2"}),
        Fault("unknown_mark", "added", {7: "q"}),
        Fault("unknown_status", "added", {19: "BIJNA"}),
        Fault("end_before_start", "added", {4: "7-1-2013"}),
        Fault("exact_duplicate", "again", {}),
        Fault("duplicate_key", "again", {1: "Prisma College", 9: "z"}),
    ]


def mondriaan_enrolments(year: int) -> list[Fault[str]]:
    """#STUDENTNUMMER;TRAJECTNR;GEBOORTEDATUM;BRIN;VERBINTENIS_VOLGNR;CREBO;OPLEIDING;LEERWEG;NIVEAU;BEGINDATUM;…"""
    return [
        Fault("impossible_date", "added", {1: "", 9: f"{year}0631"}),
        Fault("blank_required", "added", {1: "", 5: ""}),
        Fault("unknown_category", "added", {1: "", 7: "BXL"}),
        Fault("end_before_start", "added", {1: "", 10: "20140901", 12: ""}),
        Fault("exact_duplicate", "again", {}),
        Fault("duplicate_key", "again", {3: "25LX", 7: "BBL"}),
    ]


def hvp_contracts(year: int) -> list[Fault[str]]:
    """Medewerker;Trajectnr;Roepnaam;Achternaam;Geboortedatum;Datum in dienst;Datum uit dienst;Soort contract;Uren;…"""
    return [
        Fault("impossible_date", "added", {1: "", 5: no_such_day(year)}),
        Fault("end_before_start", "added", {1: "", 6: "01-02-2012"}),
        Fault("hours_99", "added", {1: "", 8: "99,00"}),
        Fault("blank_required", "added", {1: "", 7: ""}),
        Fault("unknown_category", "added", {1: "", 7: "Payroll"}),
        Fault("married_name", "added", {1: "", 3: "Jansen-de Boer"}),
        Fault("no_birth_date", "added", {1: "", 4: ""}),
        Fault("exact_duplicate", "again", {}),
        Fault("duplicate_key", "again", {8: "8,00"}),
    ]
