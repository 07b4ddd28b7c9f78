"""YAML keeps its lines, and every mistake comes back with one."""

from pathlib import Path

import pytest
from pydantic import BaseModel, ConfigDict

from pipelines.yaml_lines import ConfigurationError, load, parse


class Place(BaseModel):
    model_config = ConfigDict(extra="forbid")

    name: str
    since: int


class Places(BaseModel):
    model_config = ConfigDict(extra="forbid")

    places: list[Place]


def written(folder: Path, text: str) -> Path:
    path = folder / "places.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def mistakes_of(path: Path) -> list[str]:
    with pytest.raises(ConfigurationError) as caught:
        load(path)
    return caught.value.mistakes


def test_every_key_and_item_knows_its_line(tmp_path: Path) -> None:
    marked = load(
        written(tmp_path, "# titel\nplaces:\n  - name: Haven\n    since: 2012\n  - {name: Markt, since: 2013}\n")
    )
    assert marked.data == {"places": [{"name": "Haven", "since": 2012}, {"name": "Markt", "since": 2013}]}
    assert marked.line(("places",)) == 2
    assert marked.line(("places", 0, "since")) == 4
    assert marked.line(("places", 1, "name")) == 5


def test_a_missing_key_is_reported_at_its_parent(tmp_path: Path) -> None:
    marked = load(written(tmp_path, "places:\n  - name: Haven\n"))
    assert marked.line(("places", 0, "since", "deeper")) == 2
    assert marked.mistake((), "iets") == f"{marked.path}:1: iets"


def test_an_empty_file_is_empty_data(tmp_path: Path) -> None:
    assert load(written(tmp_path, "# nog niets\n")).data == {}


def test_keys_that_stand_twice_are_all_named_with_their_lines(tmp_path: Path) -> None:
    path = written(tmp_path, "name: a\nplaces:\n  x: 1\n  x: 2\nname: b\n")
    assert mistakes_of(path) == [
        f"{path}:4: 'x' stands here twice; keep one",
        f"{path}:5: 'name' stands here twice; keep one",
    ]


def test_broken_yaml_is_named_with_its_line(tmp_path: Path) -> None:
    path = written(tmp_path, "places:\n  - name: 'Haven\n")
    (mistake,) = mistakes_of(path)
    assert mistake.startswith(f"{path}:")
    assert "not valid YAML" in mistake


def test_a_date_that_does_not_exist_is_named_with_its_line(tmp_path: Path) -> None:
    path = written(tmp_path, "places:\n  - since: 2013-02-30\n")
    (mistake,) = mistakes_of(path)
    assert mistake.startswith(f"{path}:2: ")
    assert "2013-02-30" in mistake


def test_a_tag_that_we_do_not_know_is_named_with_its_line(tmp_path: Path) -> None:
    path = written(tmp_path, "places:\n  - !run ls\n")
    (mistake,) = mistakes_of(path)
    assert mistake.startswith(f"{path}:2: ")


def test_a_key_that_is_a_list_is_named_with_its_line(tmp_path: Path) -> None:
    path = written(tmp_path, "places: 1\n? [a, b]\n: 2\n")
    (mistake,) = mistakes_of(path)
    assert mistake.startswith(f"{path}:2: ")


def test_a_file_in_another_encoding_is_named(tmp_path: Path) -> None:
    path = tmp_path / "places.yaml"
    path.write_bytes("name: Privé".encode("cp1252"))
    (mistake,) = mistakes_of(path)
    assert mistake.startswith(f"{path}:1: ")
    assert "UTF-8" in mistake


def test_all_mistakes_of_a_file_come_together_in_words_that_help(tmp_path: Path) -> None:
    path = written(tmp_path, "places:\n  - name: Haven\n    since: vroeger\n  - sinds: 2013\n    name: Markt\n")
    with pytest.raises(ConfigurationError) as caught:
        parse(Places, load(path))
    first, second, third = caught.value.mistakes
    assert first.startswith(f"{path}:3: places.0.since: ")
    assert second == f"{path}:4: places.1.since: this key is required and missing"
    assert third == f"{path}:4: places.1.sinds: unknown key; remove it or correct the spelling"
    assert str(caught.value) == "\n".join(caught.value.mistakes)
