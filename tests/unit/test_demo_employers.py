"""Checks what the demo's employers and municipalities deliver: true to the facts, few files, every oddity in it."""

import io
from datetime import date, datetime
from itertools import pairwise
from typing import Any

import openpyxl
import pytest

from pipelines.demo import (
    birkhoven_zorggoed,
    eykenburg,
    gemeenten,
    humanitas_dmh,
    placements,
    thuiszorg_dordrecht,
    trajectories,
    werkgeversservicepunt_den_haag,
)
from pipelines.demo.employment import chain, employed
from pipelines.demo.exports import Export
from pipelines.demo.facts import Trajectory, month_end, month_start, stream

AS_OF = date(2026, 10, 31)
MONTHS = [month_end(month_start(2026, 10 - back)) for back in range(11, -1, -1)]


@pytest.fixture(scope="module")
def haagse() -> list[Trajectory]:
    return trajectories.den_haag(1, AS_OF)


@pytest.fixture(scope="module")
def exports(haagse: list[Trajectory]) -> list[Export]:
    return [
        *eykenburg.files(1, haagse, MONTHS),
        *humanitas_dmh.files(1, haagse, MONTHS),
        *birkhoven_zorggoed.files(1, placements.amersfoort(1, AS_OF), MONTHS),
        *thuiszorg_dordrecht.files(1, trajectories.dordrecht(1, AS_OF), MONTHS),
        *werkgeversservicepunt_den_haag.files(1, haagse, MONTHS),
        *gemeenten.dordrecht(1, MONTHS),
        *gemeenten.amersfoort(1, MONTHS),
    ]


def cells(export: Export, sheet: str) -> list[tuple[Any, ...]]:
    return list(openpyxl.load_workbook(io.BytesIO(export.content()))[sheet].iter_rows(values_only=True))


def of(exports: list[Export], partner: str) -> list[Export]:
    return [export for export in exports if export.partner == partner]


def test_together_they_write_fourteen_files(exports: list[Export]) -> None:
    assert len(exports) == 14
    assert [export.content() for export in exports] == [export.content() for export in exports]


@pytest.mark.parametrize("employer", [eykenburg, humanitas_dmh])
def test_chains_of_contracts_begin_and_end_with_the_published_jobs(employer: Any, haagse: list[Trajectory]) -> None:
    published = [
        (one, job)
        for one, job in employed(haagse, employer.EMPLOYER)
        if one.location == "Schilderswijk" and one.started_on <= date(2014, 9, 30)
    ]
    assert len(published) >= 10
    for one, job in published:
        rng = stream(1, employer.PARTNER, one.number)
        rng.choice(employer.JOBS) if employer is eykenburg else rng.random()
        contracts = chain(rng, job)
        assert (contracts[0][0], contracts[-1][1]) == (job.started_on, job.last_day)
        for (_, ended, _), (started, _, _) in pairwise(contracts):
            assert ended
            assert 1 <= (started - ended).days <= 31


def test_bad_rows_of_employers_stand_beside_good_ones_so_that_no_published_job_is_lost() -> None:
    wide = [*eykenburg.faults(2026), *humanitas_dmh.faults(2026)]
    beside = [(fault.place, fault.what) for fault in wide]
    beside += [(fault.place, fault.what) for fault in birkhoven_zorggoed.faults()]
    assert {place for place, _ in beside} == {"added", "again"}
    assert all(what == "exact_duplicate" for place, what in beside if place == "again")


def test_the_wide_workbooks_hold_their_oddities(exports: list[Export]) -> None:
    rows = cells(of(exports, "eykenburg")[0], "Contracten")
    assert list(rows[3][4:10]) == ["Contract 1 van", "t/m", "uren", "Contract 2 van", "t/m", "uren"]
    assert {type(row[5]) for row in rows[4:-1]} >= {str, datetime}
    assert any("vast" in row for row in rows)
    assert {"31-06-2026", "1-2-2012", 99} <= {cell for row in rows for cell in row}
    rows = cells(of(exports, "humanitas_dmh")[0], "Dienstverbanden")
    assert (rows[2][6], rows[2][10], rows[3][6:10]) == (
        "1e contract",
        "2e contract",
        ("Begin", "Einde", "Soort", "Uren"),
    )
    assert {"heden", "payroll", "31-06-2026"} <= {cell for row in rows for cell in row}
    assert 0 < sum(row[1] is None for row in rows[4:-4]) < len(rows) / 3


def test_the_english_export_is_month_first_quoted_and_ends_without_a_line_end(exports: list[Export]) -> None:
    text = of(exports, "birkhoven_zorggoed")[0].content().decode()
    assert not text.endswith("\n")
    assert text.count('"') > 100
    assert all(code in text for code in (",BT,", ",OT,", ",0-u,,", ",UZK,", ",PAY,", ",23/04/2016,", ",0.67,"))


def test_one_monthly_list_was_never_sent_and_holds_neither_begin_nor_end(exports: list[Export]) -> None:
    lists = of(exports, "thuiszorg_dordrecht")
    months = [export.name[17:19] for export in lists]
    assert months == ["02", "03", "04", "05", "07", "08", "09", "10"]
    text = lists[0].content().decode("cp1252")
    assert "–" in text.splitlines()[0]
    assert text.splitlines()[2] == "Pers.nr;WLB-nr;Naam;Geb.datum;Contracturen;Dienstverband"
    assert ["99,0" in export.content().decode("cp1252") for export in lists].count(True) == 2


def test_money_is_written_in_as_many_ways_as_there_are_municipalities(exports: list[Export]) -> None:
    paid = cells(of(exports, "werkgeversservicepunt_den_haag")[0], "Financiering")
    assert {type(row[6]) for row in paid[3:]} == {str, int, float}
    assert any(str(row[6]).startswith("€ 4.500,00") for row in paid[3:])
    assert any(row[1] is None and row[2] for row in paid[3:])
    assert "p.m." in of(exports, "gemeente_dordrecht")[0].content().decode()
    table = cells(of(exports, "gemeente_amersfoort")[0], "Bijdragen")
    assert "x € 1.000" in str(table[0][0])
    assert table[2][:2] == ("Regeling", 2013)
    assert table[-1][0] == "Totaal"
