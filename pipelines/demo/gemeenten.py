"""Writes what two municipalities gave to their site in each closed year: one as lines of text, one as a table of years.

These sums are invented and hang on nobody's trajectory.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import partial

from pipelines.demo.employment import last_quarter
from pipelines.demo.exports import Export, arrival, lines
from pipelines.demo.facts import stream
from pipelines.demo.wording import euros
from pipelines.demo.workbook import Cell, Row, Sheet, workbook_bytes

DORDRECHT, AMERSFOORT = "gemeente_dordrecht", "gemeente_amersfoort"
SCHEMES = ("Subsidie wijkontwikkeling", "Wmo", "Social return", "Overig")


def dordrecht(seed: int, month_ends: Sequence[date]) -> Iterator[Export]:
    """A text file with a line per scheme and year; the last sum is not decided yet."""
    year = last_quarter(month_ends, (12,)).year
    rows = []
    for one in range(2012, year + 1):
        rng = stream(seed, DORDRECHT, one)
        rows += [
            [f"{one}", "Wmo", euros(rng.randint(38, 52) * 1000), f"B{one}-014"],
            [f"{one}", "Participatiebudget", euros(rng.randint(60, 90) * 1000 + 500), f"B{one}-015"],
        ]
        if one % 3 == 0:
            rows.append([f"{one}", "ESF", euros(rng.randint(20, 30) * 1000), f"B{one}-088"])
    rows[-1][2] = "p.m."
    content = partial(
        lines, [["Jaar", "Regeling", "Toegekend", "Besluit"], *rows, ["Totaal", "", "", ""]], ";", "\r\n", "utf-8"
    )
    yield Export(DORDRECHT, f"Bijdragen_WLB_{year}.csv", arrival(DORDRECHT, date(year, 12, 31)), content)


def amersfoort(seed: int, month_ends: Sequence[date]) -> Iterator[Export]:
    """A workbook with a column for every year, in thousands of euros, and totals both ways."""
    year = last_quarter(month_ends, (12,)).year
    years = range(2013, year + 1)
    amounts = [
        [stream(seed, AMERSFOORT, scheme, one).choice((12.5, 15, 17.25, 20)) for one in years] for scheme in SCHEMES
    ]
    shown: list[list[Cell]] = [[scheme, *row, sum(row)] for scheme, row in zip(SCHEMES, amounts, strict=True)]
    shown[2][1], shown[3][2] = None, "p.m."
    rows: list[Row] = [
        ["Bijdragen aan WijkLeerbedrijf Soesterkwartier (x € 1.000)"],
        [],
        ["Regeling", *years, "Totaal"],
        *shown,
        ["Totaal", *(sum(column) for column in zip(*amounts, strict=True)), sum(map(sum, amounts))],
    ]
    arrived = arrival(AMERSFOORT, date(year, 12, 31))
    content = partial(workbook_bytes, [Sheet("Bijdragen", rows)], arrived - timedelta(hours=5))
    yield Export(AMERSFOORT, f"Bijdragen Soesterkwartier {year}.xlsx", arrived, content)
