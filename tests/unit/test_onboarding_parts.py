"""Cells that hold more than a value give the part to keep, and what stays is judged on."""

import pytest

from pipelines.onboarding.parts import Part, counted_part, dated_part, without_apostrophe
from pipelines.onboarding.shapes import Profile, profile


def column(*words: str) -> Profile:
    return profile("Kop", 0, enumerate(words * 6, start=1))


def kept(part: Part | None) -> set[str]:
    assert part
    return set(part.seen.words)


def test_a_date_behind_a_yes_is_kept_and_no_is_not() -> None:
    part = dated_part(column("Ja (6-12-2013)", "ja (7-12-2013)", "Nee"))
    assert kept(part) == {"6-12-2013", "7-12-2013"}
    assert part
    assert part.says_yes
    assert part.pattern == r"(?i)^ja \((.+)\)$"


def test_a_date_that_stands_alone_needs_no_pattern() -> None:
    assert dated_part(column("6-12-2013", "7-12-2013")) is None


@pytest.mark.parametrize(
    ("words", "left"),
    [
        (("12 uur", "24 uur"), {"12", "24"}), (("€ 1.250,00", "90,50"), {"1.250,00", "90,50"}), (("€ 3,50", "2,25 pm"), {"3,50", "2,25"}),
    ],
)  # fmt: skip
def test_a_unit_or_a_sign_around_a_number_is_left_out(words: tuple[str, ...], left: set[str]) -> None:
    assert kept(counted_part(column(*words))) == left


def test_words_are_no_numbers() -> None:
    assert counted_part(column("12 uur", "wisselend", "vast")) is None


def test_an_apostrophe_in_front_is_no_part_of_a_number() -> None:
    assert kept(without_apostrophe(column("'02002", "'02005"))) == {"02002", "02005"}
    assert without_apostrophe(column("02002")) is None
