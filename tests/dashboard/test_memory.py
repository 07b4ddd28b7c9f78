"""A question is asked of a file once, what is remembered is bounded, and nobody can change what another reader gets."""

from functools import partial
from pathlib import Path

import pytest

from dashboards import queries, stored
from dashboards.memory import Memory
from dashboards.records.figures import Edition
from tests.dashboard.publication import changed, write_publication


def test_a_question_is_asked_once_and_the_answer_is_the_askers_own() -> None:
    memory, asked = Memory(most=10), []

    def ask() -> list[int]:
        asked.append(1)
        return [1, 2]

    first = memory.answer("q", ask)
    first.append(3)
    assert memory.answer("q", ask) == [1, 2]
    assert len(asked) == 1


def test_what_was_not_asked_for_longest_is_forgotten_first() -> None:
    memory, asked = Memory(most=7), list[str]()

    def answer(question: str) -> list[str]:
        asked.append(question)
        return [question] * 2

    for question in "abacb":
        memory.answer(question, partial(answer, question))
    assert asked == ["a", "b", "c", "b"], "two answers of three rows fit; b was the oldest when c came"


def test_a_file_that_breaks_is_asked_again(full: Path) -> None:
    memory, database = Memory(most=10), stored.publication()
    with pytest.raises(stored.UnavailableError):
        stored.records(database, Edition, "from nothing_there")
    with pytest.raises(ZeroDivisionError):
        memory.answer("q", lambda: [1 // 0])
    assert memory.answer("q", lambda: [1]) == [1]
    assert full.exists()


def test_publications_of_two_audiences_never_answer_for_each_other(full: Path) -> None:
    exact = changed("location", {"label": "Alleen voor de Kopgroep"}, location="west/green")
    write_publication(full, edit=exact, audience="kopgroep")
    public, kopgroep = stored.publication("public"), stored.publication("kopgroep")
    assert public.name == kopgroep.name
    for database, told in ((public, False), (kopgroep, True), (public, False)):
        assert ("Alleen voor de Kopgroep" in [place.label for place in queries.figures.places(database)]) is told
