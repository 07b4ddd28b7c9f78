"""Text files in every dialect and state: each line becomes a record, or is counted or named."""

from collections import Counter
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipelines.findings import Blocked
from pipelines.stages.read import decode, strict
from pipelines.stages.read import text as reader
from pipelines.stages.read.cells import Cells, distinct_headers
from pipelines.table_language import Table, Text

SAMPLES = Path(__file__).resolve().parents[1] / "samples" / "text"
FOOTER = r"^Aantal regels: (?P<rows>\d+)"


class Read:
    """One text file as it was read: its cells and its rows."""

    def __init__(
        self, path: Path, work: Path, header: dict[str, Any] | None = None, end: str | None = None, **dialect: Any
    ) -> None:
        self.con = duckdb.connect()
        table = Table.model_validate(
            {
                "name": "lijst",
                "header": header or {"find": "Nr"},
                "end": end,
                "fills": [{"dataset": "x", "columns": {"nr": "Nr", "naam": "Naam", "uren": "Uren"}}],
            }
        )
        self.cells: Cells = reader.read_text(path, path.name, Text(**dialect), table, self.con, work)
        self.rows: list[tuple[Any, ...]] = self.con.execute("select * from cells_0 order by _row").fetchall()

    @property
    def accounted(self) -> bool:
        """Every source row is a record, damaged, or skipped."""
        skipped = sum(self.cells.skipped.values())
        return self.cells.source_rows == len(self.rows) + len(self.cells.damaged) + skipped


def sample(name: str, work: Path, **how: Any) -> Read:
    return Read(SAMPLES / name, work, **how)


def written(work: Path, content: bytes, **how: Any) -> Read:
    path = work / "file.csv"
    path.write_bytes(content)
    return Read(path, work, **how)


def refused(name: str, work: Path, **how: Any) -> str:
    with pytest.raises(Blocked) as caught:
        sample(name, work, **how)
    return str(caught.value)


def test_records_come_back_with_the_number_of_their_line(tmp_path: Path) -> None:
    read = sample("plain.csv", tmp_path)
    assert read.cells.headers == ("Nr", "Naam", "Uren")
    assert read.rows == [(2, "1", "Anna", "2,5"), (3, "2", "Bram", "3")]
    assert read.accounted
    assert not read.cells.skipped


def test_titles_and_blank_lines_are_skipped_and_counted(tmp_path: Path) -> None:
    read = sample("title_and_blank_lines.csv", tmp_path)
    assert [row[:2] for row in read.rows] == [(5, "1"), (7, "2"), (10, "3")]
    assert read.cells.skipped == Counter(preamble=1, blank=5)
    assert read.accounted


def test_a_header_can_be_a_row_number(tmp_path: Path) -> None:
    read = sample("title_and_blank_lines.csv", tmp_path, header={"row": 4})
    assert read.cells.headers == ("Nr", "Naam", "Uren")
    assert len(read.rows) == 3


def test_a_trailing_delimiter_and_a_right_control_total_are_taken_out(tmp_path: Path) -> None:
    read = sample("trailing_delimiter_and_control_total.csv", tmp_path, trailing_delimiter=True, footer=FOOTER)
    assert read.cells.headers == ("Nr", "Naam", "Uren")
    assert [row[1:3] for row in read.rows] == [("1", "Anna"), ("2", "Bram")]
    assert read.cells.skipped == Counter(control=1)
    assert read.accounted


def test_a_wrong_control_total_is_told_with_both_numbers(tmp_path: Path) -> None:
    read = sample("control_total_is_wrong.csv", tmp_path, trailing_delimiter=True, footer=FOOTER)
    (finding,) = read.cells.findings
    assert (finding.rule, finding.severity, finding.row) == ("file.control_total_holds", "blocks", 3)
    assert "zelf 2 regels" in finding.sentence
    assert "staan er 1" in finding.sentence
    assert "weggevallen" in finding.sentence


def test_a_control_total_counts_records_and_not_lines(tmp_path: Path) -> None:
    content = b'Nr;Naam;Uren\n1;"Anna\nuit Noord";2\n2;Bram;3\nAantal regels: 2\n'
    read = written(tmp_path, content, footer=FOOTER)
    assert not read.cells.findings
    assert [row[1] for row in read.rows] == ["1", "2"]


def test_a_footer_without_a_total_is_counted_as_footer(tmp_path: Path) -> None:
    read = written(tmp_path, b"Nr;Naam;Uren\n1;Anna;2\nEinde lijst\n", footer="^Einde")
    assert read.cells.skipped == Counter(footer=1)
    assert len(read.rows) == 1


def test_a_quoted_newline_keeps_one_record_and_the_right_line_numbers(tmp_path: Path) -> None:
    read = sample("newline_inside_quotes.csv", tmp_path)
    assert read.rows == [
        (2, "1", "Anna\nuit; Noord", "2"),
        (4, "2", "Bram", "3"),
        (5, "3", 'Cas "de Lange"', "4"),
        (6, "4", "Dirk", "5"),
    ]
    assert not read.cells.damaged
    assert read.accounted


def test_an_unclosed_quote_sets_only_its_own_line_apart(tmp_path: Path) -> None:
    read = sample("quote_not_closed.csv", tmp_path)
    assert [row[:2] for row in read.rows] == [(2, "1"), (4, "3"), (6, "4")]
    assert read.cells.damaged == [(3, '2;"Bram;3')]
    assert "aanhalingsteken is niet gesloten" in read.cells.findings[0].sentence
    assert read.cells.skipped == Counter(blank=1)
    assert read.accounted


def test_an_unclosed_quote_does_not_hide_the_end_of_the_table(tmp_path: Path) -> None:
    content = b'Nr,Naam,Uren\n1,"Anna,2\n2,Bram,3\nBewoners,Aantal\nx,3\n'
    read = written(tmp_path, content, delimiter=",", end="^Bewoners")
    assert [row[1] for row in read.rows] == ["2"]
    assert len(read.cells.damaged) == 1
    assert read.cells.skipped == Counter(legend=2)


def test_too_few_and_too_many_fields_are_set_apart_verbatim(tmp_path: Path) -> None:
    read = sample("too_few_and_too_many_fields.csv", tmp_path)
    assert read.cells.damaged == [(2, "1;Anna"), (3, "2;Bram;3;4")]
    assert [row[:2] for row in read.rows] == [(4, "3")]
    assert ["2 velden" in f.sentence or "4 velden" in f.sentence for f in read.cells.findings] == [True, True]
    assert "Anna" not in read.cells.findings[0].sentence
    assert read.accounted


def test_mixed_line_ends_give_the_same_records(tmp_path: Path) -> None:
    read = sample("mixed_line_ends.csv", tmp_path)
    assert [row[:2] for row in read.rows] == [(2, "1"), (3, "2"), (4, "3"), (5, "4")]


def test_bytes_that_do_not_decode_set_their_line_apart(tmp_path: Path) -> None:
    read = sample("cp1252_in_utf8.csv", tmp_path)
    assert [row for row, _ in read.cells.damaged] == [2]
    assert "geen utf-8" in read.cells.findings[0].sentence
    assert [row[1] for row in read.rows] == ["2"]
    assert sample("cp1252_in_utf8.csv", tmp_path, encoding="cp1252").rows[0][2] == "Renée"


def test_a_null_byte_sets_its_line_apart(tmp_path: Path) -> None:
    read = sample("null_byte.csv", tmp_path)
    assert [row for row, _ in read.cells.damaged] == [3]
    assert len(read.rows) == 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le"])
def test_every_encoding_reads_the_same(tmp_path: Path, encoding: str) -> None:
    content = "Nr;Naam;Uren\r\n1;Renée ’t Hooft – é;2\r\n".encode(encoding)
    assert written(tmp_path, content, encoding=encoding).rows == [(2, "1", "Renée ’t Hooft – é", "2")]


def test_a_byte_order_mark_that_appears_is_no_part_of_the_header(tmp_path: Path) -> None:
    read = written(tmp_path, "Nr;Naam;Uren\n1;Anna;2\n".encode("utf-8-sig"), encoding="utf-8")
    assert read.cells.headers == ("Nr", "Naam", "Uren")


def test_an_unusual_line_separator_inside_a_cell_is_text(tmp_path: Path) -> None:
    content = 'Nr;Naam;Uren\n1;"Anna";2\u2028\n2;"Bram\nuit\u2028Noord";3\n'.encode()
    read = written(tmp_path, content)
    assert not read.cells.damaged
    assert read.rows[1][2] == "Bram\nuit\u2028Noord"


@pytest.mark.parametrize("name", ["empty.csv", "only_blank_lines.csv"])
def test_a_file_without_a_single_word_is_empty(tmp_path: Path, name: str) -> None:
    assert "is leeg" in refused(name, tmp_path)


@pytest.mark.parametrize("name", ["nothing_to_report.csv", "header_only.csv", "header_and_nothing_to_report.csv"])
def test_nothing_to_report_is_a_valid_delivery(tmp_path: Path, name: str) -> None:
    read = sample(name, tmp_path)
    assert read.rows == []
    assert not read.cells.findings
    assert read.accounted


def test_what_stands_below_the_end_is_left_out_and_counted(tmp_path: Path) -> None:
    read = sample("second_table_below.csv", tmp_path, delimiter=",", end="^Bewoners")
    assert [row[1] for row in read.rows] == ["1"]
    assert read.cells.skipped == Counter(blank=1, legend=3)
    assert read.accounted


def test_a_missing_header_is_told_without_telling_what_stands_there_instead(tmp_path: Path) -> None:
    sentence = refused("header_is_gone.csv", tmp_path)
    assert "geen kopregel met 'Nr'" in sentence
    assert "Vries" not in sentence
    assert "1990" not in sentence


def test_of_another_header_only_the_agreed_words_are_told(tmp_path: Path) -> None:
    sentence = refused("header_is_renamed.csv", tmp_path, header={"find": "Naam"}, encoding="cp1252")
    assert "'Nr', 'Uren'" in sentence
    assert "cliënt" not in sentence


def test_a_header_that_stands_far_down_is_not_looked_for(tmp_path: Path) -> None:
    with pytest.raises(Blocked, match="geen kopregel"):
        written(tmp_path, b"titel\n" * 60 + b"Nr;Naam;Uren\n1;Anna;2\n")


@pytest.mark.parametrize("chunk", [1, 7, 64])
def test_where_a_file_is_cut_in_chunks_makes_no_difference(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, chunk: int
) -> None:
    lines = [f"{n};Naam{n};{n}" for n in range(40)]
    content = "\r\n".join(["titel", "Nr;Naam;Uren", *lines[:20], "", *lines[20:], "Aantal regels: 40", ""]).encode()
    whole = written(tmp_path, content, footer=FOOTER)
    monkeypatch.setattr(decode, "CHUNK", chunk)
    cut = written(tmp_path, content, footer=FOOTER)
    assert cut.rows == whole.rows
    assert len(cut.rows) == 40
    assert cut.rows[-1][0] == 43
    assert cut.cells.skipped == whole.cells.skipped == Counter(preamble=1, blank=1, control=1)


def test_a_file_without_quotes_keeps_them_as_text(tmp_path: Path) -> None:
    read = written(tmp_path, b'Nr;Naam;Uren\n1;5" scherm;2\n2;Bram;3\n', quote="")
    assert [row[2] for row in read.rows] == ['5" scherm', "Bram"]


def test_headers_that_stand_twice_or_are_empty_get_a_name_of_their_own() -> None:
    assert distinct_headers(["Datum", "datum ", "", "Aantal\u00a0uren"]) == (
        "Datum",
        "datum (2)",
        "kolom 3",
        "Aantal uren",
    )


def test_a_sign_that_was_lost_before_is_text_and_told(tmp_path: Path) -> None:
    read = written(tmp_path, "Nr;Naam;Uren\n1;37\ufffd36;2\n".encode())
    assert read.rows == [(2, "1", "37\ufffd36", "2")]
    assert [finding.rule for finding in read.cells.findings] == ["file.letters_are_whole"]


@pytest.mark.parametrize(
    ("content", "agreed", "words"),
    [
        ("Nr;Naam;Uren\n1;Renée;2\n".encode("utf-8-sig"), "cp1252", "U leverde UTF-8 en wij spraken windows-1252 af"),
        ("Nr;Naam;Uren\n1;Renée;2\n".encode(), "cp1252", "elk bijzonder teken"),
        ("Nr;Naam;Uren\n1;Renée;2\n".encode("utf-16"), "utf-8", "U leverde UTF-16 en wij spraken UTF-8 af"),
        ("Nr;Naam;Uren\n1;Renée;2\n".encode("utf-16-be"), "latin-1", "UTF-16 (big-endian)"),
        ("Nr;Naam;Uren\n1;Renée;2\n".encode(), "utf-16", "geen enkele nulbyte"),
    ],
)  # fmt: skip
def test_an_encoding_that_the_bytes_prove_is_used_and_told(
    tmp_path: Path, content: bytes, agreed: str, words: str
) -> None:
    read = written(tmp_path, content, encoding=agreed)
    assert read.rows == [(2, "1", "Renée", "2")]
    (finding,) = read.cells.findings
    assert words in finding.sentence


@pytest.mark.parametrize(
    ("content", "what"),
    [(b"PK\x03\x04abc", "werkmap"), (b"<!DOCTYPE html><html>", "webpagina"), (b"%PDF-1.7", "PDF"), (b"\x1f\x8b\x08", "gzip")],
)  # fmt: skip
def test_what_only_calls_itself_text_is_told_as_what_it_is(tmp_path: Path, content: bytes, what: str) -> None:
    with pytest.raises(Blocked, match=what):
        written(tmp_path, content)


def test_letters_that_were_wrong_before_are_told_once(tmp_path: Path) -> None:
    read = written(tmp_path, "Nr;Naam;Uren\n1;An;2\n2;RenÃ©e;2\n3;RenÃ©e;2\n".encode())
    assert [(finding.rule, finding.row) for finding in read.cells.findings] == [("file.letters_are_whole", 3)]
    assert "Ren" not in read.cells.findings[0].sentence


def test_a_damaged_header_is_read_as_what_it_can_only_mean(tmp_path: Path) -> None:
    for header in ("Nr;Naa\0m;Uren", "Nr;Naam;Ureb", "Nr;;Naam;Uren", "NrNaam;Uren", "Nr;Na\nam;Uren", 'Nr;Na"am;Uren'):
        read = written(tmp_path, f"{header}\n1;Anna;2\n2;Bram;3\n3;Cas;4\n".encode())
        assert read.cells.headers == ("Nr", "Naam", "Uren"), header
        assert [row[1:] for row in read.rows] == [("1", "Anna", "2"), ("2", "Bram", "3"), ("3", "Cas", "4")], header
        assert [finding.rule for finding in read.cells.findings] == ["table.header_is_whole"], header


def test_a_header_that_does_not_fit_its_lines_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Blocked, match="2 kolommen en de regels eronder 3"):
        written(tmp_path, b"Nr;Na\n1;Anna;2\n2;Bram;3\n3;Cas;4\n")


def test_records_above_a_header_that_came_again_are_no_titles(tmp_path: Path) -> None:
    lines = "".join(f"{n};Anna;{n}\n" for n in range(5))
    read = written(tmp_path, f"geen kop\n{lines}Nr;Naam;Uren\n{lines}".encode())
    assert len(read.rows) == 11  # the header between them is left out by the layout, like any that comes again


def test_a_footer_that_is_gone_is_told(tmp_path: Path) -> None:
    read = written(tmp_path, b"Nr;Naam;Uren\n1;Anna;2\n", footer=FOOTER)
    assert [finding.rule for finding in read.cells.findings] == ["file.footer_is_present"]


def test_a_total_that_damage_explains_blocks_nothing(tmp_path: Path) -> None:
    read = written(tmp_path, b"Nr;Naam;Uren\n1;Anna;22;Bram;3\n3;Cas;4\nAantal regels: 3\n", footer=FOOTER)
    assert {finding.severity for finding in read.cells.findings} == {"quarantines"}


def test_a_quoted_cell_keeps_its_own_line_ends(tmp_path: Path) -> None:
    for wrong in ("", "9;x\r\n"):
        read = written(tmp_path, f'Nr;Naam;Uren\r\n{wrong}1;"An\r\nna\n\nx";2\r\n2;"Bram\rB";3\r\n'.encode())
        assert [row[2] for row in read.rows] == ["An\r\nna\n\nx", "Bram\rB"]


def test_utf_16_that_lost_a_byte_loses_one_line(tmp_path: Path) -> None:
    lines = ["Nr;Naam;Uren", *(f"{n};Anna{n};{n}" for n in range(30))]
    content = bytearray("\n".join([*lines, ""]).encode("utf-16-le"))
    del content[200]
    read = written(tmp_path, bytes(content), encoding="utf-16-le")
    assert (len(read.rows), len(read.cells.damaged)) == (29, 1)


MANY = [f"{n};{'naam ' * (n % 3)}{n};{n},5" for n in range(400)]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("trailing", [False, True])
@pytest.mark.parametrize("quoted", [False, True])
def test_a_file_that_is_read_in_many_parts_gives_the_same_rows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, end: str, trailing: bool, quoted: bool
) -> None:
    """A part is handed over behind a whole record, also when one goes on over lines."""
    lines = [*MANY, '400;"over\ntwee regels";1', *MANY] if quoted else [*MANY, *MANY]
    text = end.join(line + ";" * trailing for line in ["Nr;Naam;Uren", *lines]) + end
    monkeypatch.setattr(decode, "CHUNK", 500)
    whole = written(tmp_path, text.encode(), trailing_delimiter=trailing)
    monkeypatch.setattr(strict, "PART_ROWS", 7)
    parts = written(tmp_path, text.encode(), trailing_delimiter=trailing)
    assert parts.rows == whole.rows
    assert len(parts.rows) == len(lines)
    assert not parts.cells.damaged
    assert [row[1] for row in parts.rows[:400]] == [str(n) for n in range(400)]
    assert parts.accounted
    assert [path.name for path in tmp_path.iterdir()] == ["file.csv"], "the parts are gone"


def test_a_line_that_is_wrong_in_a_later_part_is_set_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decode, "CHUNK", 500)
    monkeypatch.setattr(strict, "PART_ROWS", 7)
    lines = [*MANY, "1;2;3;4", *MANY]
    read = written(tmp_path, "\n".join(["Nr;Naam;Uren", *lines, ""]).encode())
    assert len(read.rows) == 800
    assert read.cells.damaged == [(402, "1;2;3;4")]
    assert read.accounted


@pytest.mark.parametrize(
    ("top", "rows"),
    [
        ("Nr;Naam;Uren;\nNr;Naam;Uren;\n1;Anna;2;\n", [(3, "1", "Anna", "2")]),
        ('"Nr";"Naam"\n;"Uren"\n"1";"Anna";"2"\n', [(3, "1", "Anna", "2")]),
        ("N;r;Naam;Uren\n1;Anna;2\n2;Bram;3\nNr;Naam;Uren\n3;Cas;4\n", [(2, "1", "Anna", "2"), (3, "2", "Bram", "3")]),
    ],
    ids=[
        "header_twice_at_the_top",
        "header_broken_before_a_delimiter",
        "damaged_header_and_whole_one_below_two_records",
    ],
)
def test_a_header_that_came_apart_or_twice_costs_no_record(
    tmp_path: Path, top: str, rows: list[tuple[object, ...]]
) -> None:
    read = written(tmp_path, top.encode(), trailing_delimiter=top.startswith("Nr;Naam;Uren;"))
    assert read.cells.headers == ("Nr", "Naam", "Uren")
    assert set(rows) <= set(read.rows)
    assert not read.cells.damaged
    assert read.accounted


def test_a_lost_byte_of_utf_16_costs_only_its_own_line_also_before_a_lone_return(tmp_path: Path) -> None:
    content = "Nr\tNaam\tUren\r\n1\tAnna\t2\r2\tBram\t3\r\n3\tCas\t4\r\n".encode("utf-16-le")
    lost = content.index("Anna".encode("utf-16-le"))
    read = written(tmp_path, content[:lost] + content[lost + 1 :], encoding="utf-16", delimiter="\t")
    assert [row[1:] for row in read.rows] == [("2", "Bram", "3"), ("3", "Cas", "4")]
    assert [row for row, _ in read.cells.damaged] == [2]
    assert read.accounted


def test_a_line_whose_quotes_are_wrong_twice_over_is_set_apart_alone(tmp_path: Path) -> None:
    """One quote too many and a cell that stays open: as many quotes as a whole record has."""
    lines = ['"Nr";"Naam";"Uren"', '"1";"Anna";"2"', '"2"3";"Bram";"', '"4";"Cas";"5"', '"6";"Dirk";"7;"', '"x']
    read = written(tmp_path, "\n".join([*lines, ""]).encode())
    assert [row[1] for row in read.rows] == ["1", "4", "6"]
    assert [row for row, _ in read.cells.damaged] == [3, 6]
    assert read.accounted


def test_an_open_quote_in_a_last_cell_does_not_swallow_a_record_whose_own_cell_goes_on(tmp_path: Path) -> None:
    """The quote that opens the last cell of record 2 would close it too, and few lines tell what a record looks like."""
    lines = ["Nr;Naam;Uren", '1;"An\nna";2', '2;Bram;"3', '3;Cas;"', '4"', "5;Dirk;6"]
    read = written(tmp_path, "\n".join([*lines, ""]).encode())
    assert [row[1:] for row in read.rows] == [("1", "An\nna", "2"), ("3", "Cas", "\n4"), ("5", "Dirk", "6")]
    assert read.cells.damaged == [(4, '2;Bram;"3')]
    assert read.accounted


def test_a_rare_word_does_not_let_an_open_quote_swallow_its_record(tmp_path: Path) -> None:
    lines = [f"{n};{'Anna' if n % 2 else 'Anna B'};{n}" for n in range(20)]
    wrong = ['20;Bram;"21', '22;R2-D2 (x);"', '23"']
    read = written(tmp_path, "\n".join(["Nr;Naam;Uren", *lines, *wrong, *lines, ""]).encode())
    assert (len(read.rows), read.cells.damaged) == (41, [(22, '20;Bram;"21')])
    assert ("22", "R2-D2 (x)", "\n23") in [row[1:] for row in read.rows]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_blanks_around_quotes_are_no_part_of_a_cell_however_many(tmp_path: Path, end: str) -> None:
    content = f'Nr;Naam;Uren{end}1;  "Anna"   ;2{end}2  ;   "Bram; B"; "3"{end}3;   "C{end}as"  ;  zei  "x"{end}'
    read = written(tmp_path, content.encode())
    assert [row[1:] for row in read.rows] == [
        ("1", "Anna", "2"),
        ("2  ", "Bram; B", "3"),
        ("3", f"C{end}as", '  zei  "x"'),
    ]
    assert not read.cells.damaged


SHIFTED = ["1;;Anna;2;", "1;;Anna;2;;", 'x;1;"Anna";2;', '1;"An\nna";;2;', '1;;Anna;2;""']


@pytest.mark.parametrize("line", SHIFTED)
@pytest.mark.parametrize("trailing", [False, True])
@pytest.mark.parametrize(("quoted", "many"), [(False, 0), (True, 30)])
def test_a_delimiter_too_many_before_a_blank_last_cell_shifts_nothing_in_silence(
    tmp_path: Path, line: str, trailing: bool, quoted: bool, many: int
) -> None:
    """Strict reading drops a blank cell too many at the end of a line, and with it tells nothing of what moved up."""
    lines = [
        f"{n};{chr(34) * quoted}Anna; {n}{chr(34) * quoted};{n};memo" if quoted else f"{n};Anna;{n};memo"
        for n in range(many)
    ]
    content = "\n".join([text + ";" * trailing for text in ["Nr;Naam;Uren;Memo", *lines, line, *lines]]) + "\n"
    read = written(tmp_path, content.encode(), trailing_delimiter=trailing)
    assert not [row for row in read.rows if "2" in row[4:]], "the hours stand under the memo"
    assert len(read.rows) == 2 * many
    assert len(read.cells.damaged) == 1 + line.count("\n")
    assert read.accounted


@pytest.mark.parametrize("every", [1, 2, 9])
def test_a_blank_cell_too_many_at_the_end_costs_no_record_where_nothing_can_have_moved(
    tmp_path: Path, every: int
) -> None:
    lines = [f"{n};Anna;{n},5;01-01-2016" + ";" * 2 * (n % every == 3 % every) for n in range(40)]
    read = written(tmp_path, "\n".join(["Nr;Naam;Uren;Dag", *lines, ""]).encode())
    assert [row[1:] for row in read.rows] == [(f"{n}", "Anna", f"{n},5", "01-01-2016") for n in range(40)]
    assert not read.cells.damaged


def test_a_delimiter_inside_the_last_name_costs_nothing_where_few_lines_tell_how_wide_they_are(tmp_path: Path) -> None:
    read = written(tmp_path, b"Nr;Naam;Ure;n;\n1;Anna;2;\n", trailing_delimiter=True)
    assert (read.cells.headers, [row[1:] for row in read.rows]) == (("Nr", "Naam", "Uren"), [("1", "Anna", "2")])
    assert [finding.rule for finding in read.cells.findings] == ["table.header_is_whole"]
