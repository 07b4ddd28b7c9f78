"""Files without a header in which each line tells what it is: every line becomes a row, stands beside one, or is named."""

from collections import Counter
from pathlib import Path
from typing import Any

import duckdb
import pytest
from pydantic import ValidationError

from pipelines.findings import Blocked
from pipelines.stages import protect
from pipelines.stages.read.layout import Arranged
from pipelines.stages.read.records import gather, read_records
from pipelines.table_language import Table, Text
from tests.workplace import workbook

SAMPLES = Path(__file__).resolve().parents[1] / "samples" / "records"
TYPES: dict[str, Any] = {
    "VLP": ["Instelling", "Van", "Tot en met", "Gemaakt op"],
    "PER": ["Student", "Ander nr", "Geboren", "Geslacht"],
    "ISG": {"below": "PER", "same": ["Student", "Ander nr"],
            "fields": ["Student", "Ander nr", "Volgnr", "Begin", "Gepland", "Einde", "Reden"]},
    "ISP": {"below": "ISG", "same": ["Student", "Volgnr"],
            "fields": ["Student", "-", "Volgnr", "Begin", "Crebo", "Leerweg", "-", "Bekostigd"]},
    "DIP": {"below": "PER", "same": ["Student"], "fields": ["Student", "-", "Nr", "Crebo", "Behaald", "-", "-", "Volgnr"]},
}  # fmt: skip
TOTALS = {"type": "SLR", "counts": ["PER", "ISG", "ISP", "DIP", "BPV"]}
ONE = ["PER|S1||1990-05-06|V", "ISG|S1||1|2023-08-01|2025-07-31||", "ISP|S1||1|2023-08-01|25655|BOL||J"]
TWO = ["PER|S2||1991-05-06|M", "ISG|S2||1|2024-08-01|2026-07-31||", "ISP|S2||1|2024-08-01|25779|BBL||J"]


def table(**words: Any) -> Table:
    """Enrolments from ISG lines and diplomas from DIP lines."""
    records = {"types": TYPES, "not_used": ["BPV"]} | words
    fills = [
        {"dataset": "enrolment", "record": "ISG", "columns": {"a": "PER · Geboren"}},
        {"dataset": "diploma", "record": "DIP", "columns": {"a": "DIP · Nr"}},
    ]
    return Table.model_validate({"name": "x", "header": "none", "records": records, "fills": fills})


class Read:
    """One file as it was read and gathered."""

    def __init__(self, path: Path, work: Path, one: Table, **dialect: Any) -> None:
        self.con = duckdb.connect()
        self.cells = read_records(
            path, path.name, Text(**({"delimiter": "|", "quote": ""} | dialect)), one, self.con, work
        )
        self.arranged: Arranged = gather(self.con, self.cells, one, 0)

    def rows(self, *headers: str) -> list[tuple[Any, ...]]:
        listed = "".join(f", nullif(\"{header}\", '')" for header in headers)
        return self.con.execute(f"select _row{listed} from {self.arranged.relation} order by _row").fetchall()

    @property
    def said(self) -> list[str]:
        return [finding.sentence for finding in self.cells.findings]

    @property
    def is_accounted_for(self) -> bool:
        """Every line is a row, damaged, or skipped."""
        rows = len(self.rows()) if self.arranged.headers else 0
        return self.cells.source_rows == rows + len(self.cells.damaged) + sum(self.cells.skipped.values())


def written(work: Path, lines: list[str], one: Table | None = None, encoding: str = "utf-8", **dialect: Any) -> Read:
    path = work / "file.txt"
    path.write_bytes("\n".join([*lines, ""]).encode(encoding, "surrogateescape"))  # \udcff is the lone byte FF
    return Read(path, work, one or table(), encoding=encoding, **dialect)


def test_a_line_has_the_fields_of_the_lines_it_belongs_to_and_of_the_last_one_below_it(tmp_path: Path) -> None:
    read = Read(SAMPLES / "bars_and_iso_dates.txt", tmp_path, table(totals=TOTALS))
    assert read.rows("ISG · Student", "PER · Ander nr", "PER · Geboren", "ISP · Crebo", "DIP · Nr") == [
        (3, "S1", None, "1987-11-23", "25656", None),
        (7, None, None, "1987-11-23", None, "8286771"),
        (9, None, "O2", "1988-09-11", "25779", None),
    ]
    assert read.cells.skipped == {"attached": 5, "no_record": 1, "out_of_scope": 1, "control": 1}
    assert not read.said
    assert read.is_accounted_for


def test_padded_lines_with_the_totals_first_and_other_dates_are_read_by_the_same_words(tmp_path: Path) -> None:
    counts = ["PER", "ISG", "ISP", "BPV", "DIP"]
    one = table(totals={"type": "SLR", "counts": counts})
    read = Read(SAMPLES / "semicolons_padded_totals_first.txt", tmp_path, one, delimiter=";")
    assert read.rows("PER · Geboren", "ISG · Gepland", "DIP · Behaald") == [
        (3, "24-2-1992", "31-7-2026", None),
        (6, "24-2-1992", None, "27-1-2025"),
    ]
    assert read.cells.skipped == {"attached": 2, "no_record": 1, "control": 1, "blank": 1}
    assert not read.said
    assert read.is_accounted_for


def test_a_field_that_was_not_agreed_is_told_and_can_be_guarded(tmp_path: Path) -> None:
    read = written(tmp_path, [*ONE, TWO[0], TWO[1] + "||extra", TWO[2]])
    assert "ISG · veld 10" in read.arranged.headers
    assert "ISG · veld 9" not in read.arranged.headers, "an empty one is no news"
    assert read.rows("ISG · veld 10") == [(2, None), (5, "extra")]


def test_a_service_number_in_a_line_that_is_left_alone_is_seen_by_the_guard(tmp_path: Path) -> None:
    numbers = ["999990019", "999990020", "999990032", "999990044"]  # the official range for tests
    read = written(tmp_path, [*ONE, *(f"BPV|{number}|x" for number in numbers)])
    with pytest.raises(Blocked, match="BPV · veld 2") as caught:
        protect.refuse_bsn(read.con, read.cells)
    assert caught.value.destroy
    assert not {header for header in read.arranged.headers if header.startswith("BPV")}


def test_a_lost_person_never_lends_a_line_the_person_before(tmp_path: Path) -> None:
    for lost in ("PER|S2||1991-05-06", "P\x00R|S2||1991-05-06|M", "PERS|S2||1991-05-06|M", ""):
        read = written(tmp_path, [*ONE, lost, *TWO[1:]])
        assert read.rows("ISG · Student", "PER · Geboren") == [(2, "S1", "1990-05-06")], lost
        assert [row for row, _ in read.cells.damaged][-2:] == [5, 6]
        assert "bij deze ISG-regel staat geen PER-regel" in read.said[-2]
        assert "bij deze ISP-regel staat geen ISG-regel" in read.said[-1]
        assert read.is_accounted_for


def test_without_a_field_to_compare_an_unreadable_line_breaks_the_chain(tmp_path: Path) -> None:
    types = {"PER": ["Student"], "ISG": {"below": "PER", "fields": ["Begin"]}, "DIP": ["Nr"]}
    read = written(tmp_path, ["PER|1", "ISG|a", "??|2", "ISG|b", "PER|3", "ISG|c"], table(types=types))
    assert read.rows("PER · Student", "ISG · Begin") == [(2, "1", "a"), (6, "3", "c")]
    assert [row for row, _ in read.cells.damaged] == [3, 4]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("ISP|S2||1|2024-08-01|25779|BBL", "er staan 7 velden; er horen 9 velden"),
        ("ISP|S2||1|2024-08-01|25779|BBL||J" + "|x" * 50, "er staan 59 velden"),
        ("ISP|S2||1|2024-08-01|2577\udcff|BBL||J", "er staan tekens in die geen utf-8 zijn"),
        ("XYZ|S2", "de regel begint met 'XYZ'; afgesproken zijn VLP, PER, ISG, ISP, DIP, BPV"),
        ("Jansen|S2", "de regel begint met iets anders"),
        ("999990019|S2", "de regel begint met iets anders"),
    ],
)
def test_a_damaged_or_unknown_line_is_set_apart_and_its_neighbours_stay(tmp_path: Path, line: str, said: str) -> None:
    read = written(tmp_path, [*ONE, line, *TWO])
    assert said in read.said[0]
    assert read.cells.damaged == [(4, line.replace("\udcff", "\ufffd"))]
    assert read.rows("ISG · Student") == [(2, "S1"), (6, "S2")]
    assert read.is_accounted_for


def test_a_quote_that_does_not_close_spoils_one_line_only(tmp_path: Path) -> None:
    read = written(tmp_path, [*ONE, 'PER|"S2||1991-05-06|M', *(line.replace("S1", '"S1"') for line in ONE)], quote='"')
    assert [row for row, _ in read.cells.damaged] == [4]
    assert "aanhalingsteken is niet gesloten" in read.said[0]
    assert read.rows("ISG · Student") == [(2, "S1"), (6, "S1")]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("SLR|3|2|2|0|0", "regel 7: de sluitregel zegt dat er 3 PER-regels zijn, maar er staan er 2"),
        ("SLR|2|2|2", "'' bij DIP: geen aantal"),
        ("SLR|2|2|x|0|0", "'x' bij ISP: geen aantal"),
    ],
)
def test_totals_that_do_not_hold_block_the_file(tmp_path: Path, line: str, said: str) -> None:
    read = written(tmp_path, [*ONE, *TWO, line], table(totals=TOTALS))
    assert said in read.said[0]
    assert {finding.severity for finding in read.cells.findings} == {"blocks"}


def test_a_damaged_line_counts_in_the_totals_because_it_was_sent(tmp_path: Path) -> None:
    read = written(tmp_path, [*ONE, "PER|S2", "SLR|2|1|1|0|0"], table(totals=TOTALS))
    assert [finding.severity for finding in read.cells.findings] == ["quarantines"]


def test_a_file_that_was_cut_off_before_its_totals_is_blocked(tmp_path: Path) -> None:
    read = written(tmp_path, ONE, table(totals=TOTALS))
    assert read.said == [
        "De afgesproken regel met aantallen (SLR) ontbreekt: het bestand is waarschijnlijk afgebroken. "
        "Exporteer opnieuw en lever opnieuw."
    ]
    assert read.cells.findings[0].severity == "blocks"


def test_nothing_to_report_is_no_fault_and_an_empty_file_is(tmp_path: Path) -> None:
    read = written(tmp_path, ["niets te melden"], table(totals=TOTALS))
    assert (read.arranged.headers, read.cells.skipped, read.said) == ((), Counter(preamble=1), [])
    read = written(tmp_path, ["niets te melden", *ONE], table(totals=TOTALS))
    assert [finding.rule for finding in read.cells.findings] == ["file.control_total_is_present"]
    with pytest.raises(Blocked, match="is leeg"):
        written(tmp_path, ["", "  "])


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16-le", "cp1252"])
def test_an_encoding_and_a_byte_order_mark_change_nothing(tmp_path: Path, encoding: str) -> None:
    lines = [("\ufeff" if encoding == "utf-16-le" else "") + ONE[0], *ONE[1:]]
    assert written(tmp_path, lines, encoding=encoding).rows("PER · Geboren") == [(2, "1990-05-06")]


def test_a_workbook_that_calls_itself_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Blocked, match="geen tekst"):
        Read(workbook(tmp_path / "file.txt.xlsx", {"x": [["a"]]}), tmp_path, table())


def test_another_encoding_that_the_bytes_prove_is_used_and_told(tmp_path: Path) -> None:
    path = tmp_path / "file.txt"
    path.write_bytes("\ufeff".encode("utf-16-le") + "\r\n".join(ONE).encode("utf-16-le"))
    read = Read(path, tmp_path, table(), encoding="utf-8")
    assert read.rows("PER · Geboren") == [(2, "1990-05-06")]
    assert [finding.severity for finding in read.cells.findings] == ["notice"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({"types": {"PER": ["A", "A"]}}, "two fields of one name"),
        ({"types": {"PER": {"below": "XXX", "fields": ["A"]}}}, "below 'XXX'"),
        (
            {"types": {"PER": {"below": "ISG", "fields": ["A"]}, "ISG": {"below": "PER", "fields": ["A"]}}},
            "no other type",
        ),
        (
            {"types": TYPES | {"ISG": {"below": "PER", "same": ["Volgnr"], "fields": ["Volgnr"]}}},
            "'same' of type 'ISG'",
        ),
        ({"not_used": ["PER"]}, "not both"),
        ({"totals": {"type": "SLR", "counts": ["ABC"]}}, "which are no types"),
        ({"totals": {"type": "PER", "counts": []}}, "no other type"),
    ],
)
def test_words_that_contradict_each_other_are_refused(words: dict[str, Any], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        table(**words)


@pytest.mark.parametrize(
    "words",
    [
        {"header": {"find": "Nr"}},
        {"records": None},
        {"fills": [{"dataset": "x", "columns": {"a": "Nr"}}]},
        {"fills": [{"dataset": "x", "record": "ABC", "columns": {"a": "Nr"}}]},
        {"skip": [{"kind": "total", "matches": "x"}]},
    ],
)
def test_a_table_of_records_has_no_header_and_its_fills_name_a_type(words: dict[str, Any]) -> None:
    good = table().model_dump(by_alias=True) | {"header": "none"}
    assert Table.model_validate(good)
    with pytest.raises(ValidationError):
        Table.model_validate(good | words)
