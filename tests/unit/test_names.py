"""A name is known as the same whatever system wrote it, and another name is another name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.demo.people import FAMILIES, MEN, WOMEN
from pipelines.stages.names import known_as


@pytest.mark.parametrize(
    "whole",
    [
        "Vries, F. de", "de Vries, Fatima", "F. de Vries", "Fatima de Vries", "Vries, Fatima de", "De Vries, F.", "VRIES, FATIMA DE",
        "Vries, de, Fatima", "Vries F.", "de Vries F.M.", "F.M. de Vries", "F. M. de Vries", "Vries, F.M. de", "mw. F. de Vries",
        "Mevr. Fatima de Vries", "de Vries, mw. F.", "mevrouw drs. F. de Vries", "F.M. (Fatima) de Vries", "Fátima  de\u00a0Vries",
        "Fatima Maria de Vries", "F de Vries",
    ],
)  # fmt: skip
def test_a_whole_name_in_one_cell(whole: str) -> None:
    assert known_as(None, None, whole) == "vries|f"


@pytest.mark.parametrize(
    "family", ["de Vries", "Vries, de", "Vries", "VRIES", "d'Vries", "Vriés", "in 't Vries", "Vries de"]
)
def test_a_family_name_beside_a_given_name(family: str) -> None:
    assert known_as(family, "Fatima") == "vries|f"


@pytest.mark.parametrize(
    "family",
    [
        "van den Berg",
        "v.d. Berg",
        "v/d Berg",
        "vd Berg",
        "Berg, van den",
        "Berg van den",
        "V. d. Berg",
        "Van Den Berg",
        "BERG",
    ],
)
def test_a_prefix_is_written_in_many_ways(family: str) -> None:
    assert known_as(family, "K.") == "berg|k"


@pytest.mark.parametrize("family", ["van ’t Hof", "van 't Hof", "van `t Hof", "Hof, van 't", "Van t Hof"])
def test_an_apostrophe_is_written_in_many_ways(family: str) -> None:
    assert known_as(family, "Aïcha") == "hof|a"


@pytest.mark.parametrize("family", ["Jansen-de Vries", "Jansen - de Vries", "Jansen-De Vries", "JANSEN–DE VRIES"])
def test_a_double_name_stays_double_however_its_hyphen_is_written(family: str) -> None:
    assert known_as(family, "F.") == "jansendevries|f"


@pytest.mark.parametrize(("family", "same"), [("Öztürk", "Ozturk"), ("Yılmaz", "Yilmaz"), ("Şahin", "Sahin"), ("Błaszczyk", "Blaszczyk"),
                                              ("Strauß", "Strauss"), ("Łukasz", "LUKASZ"), ("El-Haddaoui", "el Haddaoui")])  # fmt: skip
def test_letters_that_a_system_cannot_write_make_no_difference(family: str, same: str) -> None:
    assert known_as(family, "A.") == known_as(same, "A.") is not None


@pytest.mark.parametrize(
    ("family", "given_name", "whole"),
    [
        (None, None, None), ("", "", ""), ("Vries", None, None), (None, "Fatima", None), ("-", "F", None), ("Vries", ".", None),
        ("de Vries", None, None), ("Vries, de", None, None), (None, None, "Vries"), (None, None, "de Vries"), (None, None, "Vries, de"),
        (None, None, "El Amrani"), (None, None, ", F."),
    ],
)  # fmt: skip
def test_who_cannot_be_told_has_no_key(family: str | None, given_name: str | None, whole: str | None) -> None:
    assert known_as(family, given_name, whole) is None


def test_a_whole_name_in_the_cell_for_the_family_name_is_understood_when_it_is_certain() -> None:
    assert known_as("Vries, F. de", None) == known_as("F. de Vries", None) == "vries|f"
    assert known_as("Jansen Bakker", None) is None, "two family names, or a given name in front? Nobody can tell"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Vries", "Fatima"), ("Vriess", "Fatima")), (("Vries", "Fatima"), ("Bakker", "Fatima")),
        (("Vries", "Fatima"), ("Vries-Bakker", "Fatima")), (("Vries", "Fatima"), ("Vries", "Anna")),
    ],
)  # fmt: skip
def test_a_typo_a_marriage_or_another_initial_is_another_name(one: tuple[str, str], other: tuple[str, str]) -> None:
    assert known_as(*one) != known_as(*other)


FORMS = (
    "{g} {p} {f}", "{i}. {p} {f}", "{f}, {g} {p}", "{f}, {i}. {p}", "{p} {f}, {g}", "{p} {f}, {i}.", "{f}, {p}, {g}", "mw. {i}. {p} {f}",
)  # fmt: skip


@given(st.sampled_from(FAMILIES), st.sampled_from([*WOMEN, *MEN]), st.sampled_from(FORMS), st.booleans())
def test_any_form_gives_the_key_of_the_separate_cells(
    family: tuple[str, str], name: str, form: str, shout: bool
) -> None:
    prefix, bare = family
    whole = form.format(g=name, i=name[0], p=prefix, f=bare)
    beside = known_as(f"{prefix} {bare}".strip(), name)
    assert beside is not None
    assert known_as(None, None, whole.upper() if shout else whole) == beside
