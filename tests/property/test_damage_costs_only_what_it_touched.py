"""A small part of the mutation sets (`make mutations` runs them whole), and seeds that once went wrong."""

import random

import pytest

from tests.mutations import text, workbooks
from tests.mutations.judge import judge, judge_workbook

# Each was a record lost: a stray quote, a line end in UTF-16 out of step, a header that came again or apart, marks within marks.
TAUGHT = (1055, 1486, 1517, 1548, 1597, 1661, 2067, 2243, 2751, 5020, 5367, 5512, 5689, 5968, 6365, 20693, 30792)


@pytest.mark.parametrize("seeds", [range(first, first + 25) for first in range(0, 100, 25)], ids=str)
def test_a_damaged_text_file_loses_only_what_was_touched(seeds: range) -> None:
    for seed in seeds:
        file = text.mutated(seed)
        verdict = judge(file)
        assert verdict.is_well, (seed, file.applied, verdict)


@pytest.mark.parametrize("seed", TAUGHT)
def test_what_a_seed_once_taught_is_not_forgotten(seed: int) -> None:
    verdict = judge(text.mutated(seed))
    assert verdict.is_well, verdict


def test_a_damaged_workbook_loses_only_what_was_touched() -> None:
    for seed in range(25):
        book = workbooks.mutated(seed)
        verdict = judge_workbook(book, seed)
        assert verdict.is_well, (seed, book.applied, verdict)


def test_the_judge_sees_a_record_that_is_gone() -> None:
    file = text.whole(random.Random(1))
    assert judge(file).is_well
    at = next(i for i, line in enumerate(file.lines) if line.record == 2)
    del file.lines[at]
    assert [record[0] for record in judge(file).lost] == ["R00002"]
