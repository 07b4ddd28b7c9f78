"""YAML text → plain data plus the line of every key, so that a mistake can be named with file and line.

Does not judge the content: that is the registry's work.
"""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError
from yaml.constructor import SafeConstructor

TEXT = "tag:yaml.org,2002:str"
Place = tuple[str | int, ...]
Mistake = tuple[int, str]
Model = TypeVar("Model", bound=BaseModel)


class Words(BaseModel):
    """Base of every model under `sources/`: frozen, and unknown keys are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class ConfigurationError(Exception):
    """Every mistake found under `sources/` or `warehouse/`, each with file, line, what is wrong and what is expected."""

    def __init__(self, mistakes: list[str]) -> None:
        self.mistakes = mistakes
        super().__init__("\n".join(mistakes))


@dataclass(frozen=True)
class Marked:
    """Parsed YAML and the 1-based line of each place in it."""

    path: Path
    data: Any
    lines: dict[Place, int]

    def line(self, place: Place) -> int:
        """Line of the deepest known part of `place`; a missing key is reported at its parent."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)

    def mistake(self, place: Place, what: str) -> str:
        """One sentence that an editor can jump to: `path:line: place: what`."""
        where = ".".join(str(part) for part in place)
        return f"{self.path}:{self.line(place)}: {where + ': ' if where else ''}{what}"


def load(path: Path) -> Marked:
    """Read one YAML file; duplicate keys and broken YAML raise `ConfigurationError`. What comes back is to be read only."""
    try:
        data, lines, mistakes = _read(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError as error:
        raise ConfigurationError([f"{path}:1: this file is not UTF-8; save it again as UTF-8"]) from error
    if mistakes:
        raise ConfigurationError([f"{path}:{line}: {what}" for line, what in mistakes])
    return Marked(path, data, lines)


@lru_cache(maxsize=256)
def _read(text: str) -> tuple[Any, dict[Place, int], tuple[Mistake, ...]]:
    """What a text says, the line of every place in it, and what is wrong; the same text is taken apart once."""
    try:
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        return (
            None,
            {},
            ((mark.line + 1 if mark else 1, f"this is not valid YAML: {getattr(error, 'problem', error)}"),),
        )
    lines: dict[Place, int] = {}
    mistakes: list[Mistake] = []
    data = _walk(node, (), lines, mistakes) if node else {}
    return data, lines, tuple(mistakes)


def _walk(node: yaml.Node, place: Place, lines: dict[Place, int], mistakes: list[Mistake]) -> Any:
    lines[place] = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        result: dict[Any, Any] = {}
        for key_node, value_node in node.value:
            key = _scalar(key_node, mistakes)
            if key in result:
                mistakes.append((key_node.start_mark.line + 1, f"'{key}' stands here twice; keep one"))
            result[key] = _walk(value_node, (*place, key), lines, mistakes)
            lines[(*place, key)] = key_node.start_mark.line + 1
        return result
    if isinstance(node, yaml.SequenceNode):
        return [_walk(item, (*place, i), lines, mistakes) for i, item in enumerate(node.value)]
    return _scalar(node, mistakes)


def _scalar(node: yaml.Node, mistakes: list[Mistake]) -> Any:
    """A word, number or date; one that cannot exist, such as 2013-02-30, is a mistake and stays as its text."""
    if node.tag == TEXT and isinstance(node, yaml.ScalarNode):
        return node.value  # most of what is read; the rest takes a constructor of its own
    try:
        if not isinstance(node, yaml.ScalarNode):
            raise ValueError("a key is one word, not a list or a table")
        return SafeConstructor().construct_object(node, deep=True)
    except (ValueError, yaml.YAMLError) as error:
        why = getattr(error, "problem", None) or error
        mistakes.append((node.start_mark.line + 1, f"'{node.value}' cannot be read: {why}"))
        return str(node.value)


def parse(model: type[Model], marked: Marked) -> Model:
    """Validate against a pydantic model; all mistakes of the file come back together, each with its line."""
    try:
        return model.model_validate(marked.data)
    except ValidationError as error:
        raise ConfigurationError(
            [marked.mistake(_place(item["loc"]), _sentence(item["type"], item["msg"])) for item in error.errors()]
        ) from error


def _place(loc: tuple[int | str, ...]) -> Place:
    return tuple(part for part in loc if not (isinstance(part, str) and part.startswith("function-")))


def _sentence(kind: str, message: str) -> str:
    if kind == "extra_forbidden":
        return "unknown key; remove it or correct the spelling"
    if kind == "missing":
        return "this key is required and missing"
    return message.removeprefix("Value error, ")
