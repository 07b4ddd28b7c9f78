"""The form of an unknown file is seen from its bytes; what the bytes do not tell is asked."""

import pytest

from pipelines.onboarding.sniff import find_delimiter, find_encoding, find_quote, sniff

LINES = ["Nr;Naam;Uren", "1;José;2,25", "2;Anaïs;3,50", "3;Zoë;1,75"]
TEXT = "\r\n".join(LINES)


@pytest.mark.parametrize(
    ("encoding", "found"),
    [("utf-8", "utf-8"), ("utf-8-sig", "utf-8-sig"), ("cp1252", "cp1252"), ("utf-16", "utf-16"), ("utf-16-le", "utf-16-le"),
     ("utf-16-be", "utf-16-be"), ("cp850", "cp850"), ("mac_roman", "mac_roman")],
)  # fmt: skip
def test_each_encoding_is_recognised_by_what_it_makes_of_the_letters(encoding: str, found: str) -> None:
    assert find_encoding(TEXT.encode(encoding))[0] == found


def test_without_special_letters_the_encoding_is_a_question() -> None:
    encoding, remarks = find_encoding(b"a;b\n1;2\n")
    assert encoding == "utf-8"
    assert [remark.kind for remark in remarks] == ["question"]


def test_a_few_wrong_bytes_in_utf8_are_a_warning() -> None:
    encoding, remarks = find_encoding(("é" * 50).encode() + b"\xe9;\n")
    assert encoding == "utf-8"
    assert [remark.kind for remark in remarks] == ["warning"]


@pytest.mark.parametrize("delimiter", list(";,\t|^~"))
def test_each_delimiter_is_recognised_beside_decimal_commas(delimiter: str) -> None:
    lines = [delimiter.join(cells) for cells in (["Nr", "Naam", "Uren"], ["1", "Jan", "2:15"], ["2", "Piet", "3:00"])]
    assert find_delimiter(lines) == (delimiter, True)
    assert find_delimiter(LINES) == (";", True)


def test_a_delimiter_that_might_as_well_be_another_is_not_certain() -> None:
    assert find_delimiter(["a;b,c", "d;e,f"])[1] is False


def test_quotes_that_only_stand_inside_cells_are_no_quotes() -> None:
    assert find_quote(['a;"b;c"', 'd;"e"'], ";") == '"'
    assert find_quote(['a;5" buis', 'b;6" buis'], ";") == ""
    assert find_quote(["'a';'b'", "'c';'d'"], ";") == "'"


def test_a_last_line_that_counts_the_rows_is_a_control_total() -> None:
    found = sniff((TEXT + "\r\nAantal regels: 3").encode("cp1252"), "uren.csv")
    assert found.dialect.footer == r"^Aantal regels\s*:\s*(?P<rows>\d+)"
    assert [number for number, _ in found.rows] == [1, 2, 3, 4]
    assert not [remark for remark in found.remarks if remark.kind == "question"]


def test_a_last_line_that_counts_otherwise_is_asked_about() -> None:
    found = sniff((TEXT + "\r\nAantal regels: 30").encode("cp1252"), "uren.csv")
    assert found.dialect.footer
    assert any("controletotaal" in remark.text for remark in found.remarks if remark.kind == "question")


def test_a_delimiter_at_the_end_of_every_line_is_seen() -> None:
    found = sniff("\n".join(line + ";" for line in LINES).encode(), "uren.csv")
    assert found.dialect.trailing_delimiter
    assert found.rows[0][1] == ("Nr", "Naam", "Uren")


@pytest.mark.parametrize(
    ("data", "name", "reads", "said"),
    [
        (b"PK\x03\x04rest", "uren.csv", "workbook", "klopt niet met de inhoud"),
        (b"<html><table></table></html>", "uren.xls", "unreadable", "webpagina"),
        (TEXT.encode(), "uren.xlsx", "text", "gewone tekst"),
        (b"", "uren.csv", "unreadable", "leeg"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....", "uren.xls", "workbook", "oude Excel-vorm"),
        ("Nr;Naam\n1;JosÃ©\n2;ZoÃ«\n".encode(), "uren.csv", "text", "verkeerd omgezet"),
    ],
)
def test_a_file_that_is_not_what_it_says_is_told(data: bytes, name: str, reads: str, said: str) -> None:
    found = sniff(data, name)
    assert found.reads == reads
    assert any(said in remark.text for remark in found.remarks)
