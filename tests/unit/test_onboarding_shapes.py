"""What stands in a column tells what it may be: dates in one order or the other, numbers, a few words, people's numbers."""

from collections import Counter

import pytest

from pipelines.onboarding.fits import number
from pipelines.onboarding.keys import key_of
from pipelines.onboarding.shapes import Profile, choose_formats, formats_of, profile


def column(*texts: str) -> Profile:
    return profile("kolom", 0, enumerate(texts, start=2))


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("31-12-2015", {"%d-%m-%Y"}), ("03-04-2016", {"%d-%m-%Y", "%m-%d-%Y"}), ("2016-04-03", {"%Y-%m-%d"}),
        ("04/23/2016", {"%m/%d/%Y"}), ("20160403", {"%Y%m%d"}), ("25 jan. 2016", {"%d %b %Y"}), ("25-1-'16", {"%d-%m-'%y"}),
        ("wo 26-6-2013", {"%d-%m-%Y"}), ("31-06-2016", set()), ("12345678", set()), ("HV-0001", set()), ("", set()),
    ],
)  # fmt: skip
def test_a_date_is_read_in_every_way_it_can_be(text: str, forms: set[str]) -> None:
    assert set(formats_of(text)) == forms


@pytest.mark.parametrize(
    ("texts", "formats", "verdict"),
    [
        (("03-04-2016", "25-04-2016"), ["%d-%m-%Y"], "sure"),
        (("03/04/2016", "04/25/2016", "01/31/2016"), ["%m/%d/%Y"], "sure"),
        (("03-04-2016", "05-06-2016"), ["%d-%m-%Y"], "default"),
        (("25/04/2016", "04/25/2016"), ["%d/%m/%Y", "%m/%d/%Y"], "both"),
        (("2016-01-25", "25-01-2016", "25 jan. 2016"), ["%d-%m-%Y", "%Y-%m-%d", "%d %b %Y"], "sure"),
        (("koken",), [], "none"),
    ],
)
def test_the_order_of_day_and_month_is_decided_by_evidence_or_asked(
    texts: tuple[str, ...], formats: list[str], verdict: str
) -> None:
    found, said = choose_formats([column(*texts)])
    assert sorted(found) == sorted(formats)
    assert said == verdict


def test_one_typing_error_does_not_make_a_second_format() -> None:
    good = [f"{day:02}-0{day % 9 + 1}-2016" for day in range(13, 28)] * 5
    assert choose_formats([column(*good, "04-25-2016")]) == (["%d-%m-%Y"], "sure")


def test_words_for_nothing_do_not_count() -> None:
    seen = column("2,25", "-", "n.v.t.", "3,50", "")
    assert (seen.filled, seen.rows, seen.numbers) == (2, 5, 1.0)


def test_a_date_that_nobody_lives_to_see_is_an_open_end() -> None:
    assert column("01-02-2016", "31-12-2999").open_ends == ("31-12-2999",)
    assert column("20160201", "99991231").open_ends == ("99991231",)


def test_a_few_words_again_and_again_are_codes_and_names_are_not() -> None:
    assert column(*["koken", "taal"] * 10).is_wordlist
    assert not column(*(f"Naam {letter}" for letter in "abcdefgh")).is_wordlist


def test_citizen_numbers_are_seen_and_dates_or_running_numbers_are_not() -> None:
    assert column("111222333", "123456782").citizen_numbers == 2
    assert column("20160101", "20160102", "20160103").citizen_numbers == 0
    assert column("10000001", "10000002", "10000003", "10000004").citizen_numbers == 0


@pytest.mark.parametrize(
    ("text", "value"), [("2,25", 2.25), ("1.234,5", 1234.5), ("0.67", 0.67), ("2:15", 2.25), ("12", 12), ("x", None)]
)
def test_a_number_is_read_in_either_notation(text: str, value: float | None) -> None:
    assert number(text) == value


def test_a_key_is_the_fewest_columns_that_tell_rows_apart() -> None:
    rows = [("Jan", "1", "a"), ("Jan", "2", "a"), ("Piet", "1", "a"), ("Piet", "1", "a")]
    assert key_of(rows, ("Naam", "Dag", "Soort"), ("Naam", "Dag", "Soort")) == ("Naam", "Dag")
    assert key_of([("a", "b"), ("a", "c")], ("x", "y"), ("x",)) is None
    assert key_of(rows, ("Naam", "Dag", "Soort"), ("Naam", "Soort"), always=("Dag",)) == ("Naam", "Dag")


def test_a_profile_knows_the_row_where_a_word_first_stands() -> None:
    assert column("a", "b", "a").first_rows == {"a": 2, "b": 3}
    assert column("a", "b", "a").words == Counter({"a": 2, "b": 1})
