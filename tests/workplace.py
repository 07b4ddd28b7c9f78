"""A data folder with a key, invented partners and the real contracts: a place where deliveries can be taken in.

Used through the fixture `workplace`; `tests/samples/sources` holds what was agreed with the invented partners.
"""

import os
import shutil
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import openpyxl

from pipelines import desk, ingest, receipts
from pipelines.receipts import Receipt
from pipelines.registry import Registry, load_registry
from pipelines.settings import SOURCES, Settings

SAMPLES = Path(__file__).with_name("samples")
KEY = b"a secret of the tests, long enough to be one"
TODAY = date(2026, 10, 31)
FIRST_ARRIVAL = datetime(2026, 10, 1, 12, 0, tzinfo=UTC)

REQUESTS = "Vraagnr;Clientnr;Datum;Datum;Soort hulp;Via;Status;Wijk;"
TRAJECTORIES = "Trajectnr;Roepnaam;Achternaam;Geboren;Wijk;Niveau;Start;Gepl. einde;Einde;Status;Reden"
ENROLMENTS = "#STUDENTNUMMER;VOLGNR;TRAJECTNR;CREBO;NIVEAU;LEERWEG;BEGIN;EIND"
CONTRACTS = "Medewerker;Roepnaam;Achternaam;Geboren;In dienst;Uit dienst;Soort;Uren"


def request(number: int, **other: str) -> str:
    """One line of a file of help requests; keyword arguments replace a cell."""
    cells = {
        "nr": f"HV-{number:04}", "client": f"K{number % 7:03}", "asked": "03-02-2016", "handled": "05-02-2016",
        "kind": "koken", "via": "huisarts", "status": "Afgerond", "place": "Haven",
    } | other  # fmt: skip
    return ";".join(cells.values()) + ";"


def requests(*lines: str, stated: int | None = None) -> bytes:
    """A whole file of help requests in the invented partner's dialect, with its control total."""
    footer = f"Aantal regels: {len(lines) if stated is None else stated}"
    return "\r\n".join([REQUESTS, *lines, footer, ""]).encode("cp1252")


def trajectory(number: int, **other: str) -> str:
    """One line of a file of trajectories."""
    cells = {
        "nr": f"NO-{number:04}", "given": "Fatima", "family": "Achternaam", "born": "03-04-1990", "place": "Haven",
        "level": "2", "start": "01-09-2015", "planned": "31-08-2016", "end": "31-08-2016", "status": "klaar", "reason": "",
    } | other  # fmt: skip
    return ";".join(cells.values())


def trajectories(*lines: str) -> bytes:
    """A whole file of trajectories."""
    return "\n".join([TRAJECTORIES, *lines, ""]).encode("utf-8-sig")


def enrolment(number: int, **other: str) -> str:
    """One line of a school's file."""
    cells = {
        "student": f"S{number:05}", "no": "1", "trajectory": f"NO-{number:04}", "crebo": "25655", "level": "2",
        "path": "bol", "begin": "20150901", "end": "99991231",
    } | other  # fmt: skip
    return ";".join(cells.values())


def enrolments(*lines: str, header: str = ENROLMENTS) -> bytes:
    """A whole file of a school."""
    return "\r\n".join([header, *lines, ""]).encode("utf-8-sig")


def workbook(path: Path, sheets: dict[str, list[list[Any]]], merged: dict[str, list[str]] | None = None) -> Path:
    """Write a workbook with these rows per sheet, and these merged ranges."""
    book = openpyxl.Workbook()
    assert book.active is not None
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
        for cells in (merged or {}).get(name, []):
            sheet.merge_cells(cells)
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)
    return path


@dataclass
class Workplace:
    """A data folder and what was agreed; small verbs for what a test does with them."""

    settings: Settings
    sources: Path

    @property
    def data(self) -> Path:
        """The data folder."""
        return self.settings.data

    @property
    def registry(self) -> Registry:
        """What was agreed, read again when a file under `sources` was changed with `agree`."""
        return load_registry(self.sources)

    def agree(self, file: str, old: str, new: str) -> None:
        """Change the text of a file under `sources`."""
        path = self.sources / file
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{file} does not say {old!r}"
        path.write_text(text.replace(old, new), encoding="utf-8")
        load_registry.cache_clear()

    def drop(self, partner: str, name: str, content: bytes, day: int = 0) -> Path:
        """Put a file in the inbox, as if it came that many days after the first."""
        path = self.data / "inbox" / partner / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        arrived = (FIRST_ARRIVAL + timedelta(days=day)).timestamp()
        os.utime(path, (arrived, arrived))
        return path

    def run(self, partner: str = "noord") -> list[Receipt]:
        """Take in everything of one partner; the new receipts."""
        return ingest.ingest_partner(self.settings, self.registry, partner)

    def deliver(self, partner: str, name: str, content: bytes, day: int = 0) -> Receipt:
        """Drop one file and take it in; its receipt."""
        self.drop(partner, name, content, day)
        made = [receipt for receipt in self.run(partner) if receipt.file == name]
        assert len(made) == 1, made
        return made[0]

    def receipts(self) -> list[Receipt]:
        """Every receipt."""
        return receipts.read_all(self.data / "receipts")

    def effective(self) -> list[Receipt]:
        """The deliveries that count."""
        return receipts.effective(self.receipts())

    def rows(self, receipt: Receipt, dataset: str, columns: str = "*") -> list[tuple[Any, ...]]:
        """The accepted rows of one delivery, in the order of the source."""
        path = self.data / "accepted" / receipt.files[dataset]
        with duckdb.connect() as con:
            return con.execute(f"select {columns} from read_parquet('{path}') order by source_row").fetchall()

    def quarantined(self, receipt: Receipt) -> list[tuple[int, list[str], str]]:
        """Row, reasons and cells of what was set apart."""
        path = self.data / "quarantine" / receipt.quarantine
        with duckdb.connect() as con:
            return con.execute(f"select row, reasons, cells from read_parquet('{path}') order by row").fetchall()

    def bytes_kept(self) -> set[bytes]:
        """The content of every file in the inbox and the archive."""
        places = [*(self.data / "inbox").rglob("*"), *(self.data / "archive").rglob("*")]
        return {path.read_bytes() for path in places if path.is_file() and path.suffix != ".json"}

    def told(self) -> str:
        """Everything that people get to see of deliveries: receipts and the whole desk, as one text."""
        folder = self.data / "desk"
        version = desk.write(self.settings, self.registry)
        texts = [path.read_text(encoding="utf-8") for path in (self.data / "receipts").rglob("*.json")]
        with duckdb.connect(str(folder / f"{version}.duckdb"), read_only=True) as con:
            for (table,) in con.execute("select table_name from duckdb_tables()").fetchall():
                texts += [str(row) for row in con.execute(f"select * from {table}").fetchall()]
        return "\n".join(texts)


def make_workplace(folder: Path) -> Workplace:
    """A fresh place below `folder`."""
    data, sources = folder / "data", folder / "sources"
    data.mkdir(parents=True)
    (data / "demo.key").write_bytes(KEY)
    (data / "demo.json").write_text(f'{{"as_of": "{TODAY}", "today": "{TODAY}"}}', encoding="utf-8")
    shutil.copytree(SAMPLES / "sources", sources)
    for name in ("contracts", "vocabulary", "reference", "calendar"):
        shutil.copytree(SOURCES / name, sources / name)
    return Workplace(Settings(_env_file=None, data=data, threads=1, memory_limit="500MB"), sources)
