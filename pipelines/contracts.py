"""An Open Data Contract Standard file → the typed contract that every stage works with.

Does not judge data. Our own words stand in the standard's extension points: `physicalType` holds the type that
`conform` casts to, and `customProperties` say how a column is protected, which vocabulary it speaks and which day has `happened`.
"""

import json
import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

import jsonschema
import open_data_contract_standard

from pipelines.yaml_lines import ConfigurationError, Marked, Place

Severity = Literal["blocks", "quarantines", "notice", "signal"]
Type = Literal["id", "text", "code", "date", "int", "decimal", "money", "bool", "iso_week"]
SQL_TYPES: dict[Type, str] = {
    "id": "varchar", "text": "varchar", "code": "varchar", "iso_week": "varchar",
    "date": "date", "int": "integer", "decimal": "double", "money": "double", "bool": "boolean",
}  # fmt: skip


@dataclass(frozen=True)
class Rule:
    """One agreed rule: an expectation of Great Expectations with our words around it."""

    id: str
    severity: Severity
    dimension: str
    sentence: str
    why: str
    expectation: str
    arguments: dict[str, Any] = field(hash=False)

    @property
    def reads(self) -> tuple[str, ...]:
        """Contract columns that decide the verdict; a rule depends on nothing else."""
        named = [self.arguments[key] for key in ("column", "column_A", "column_B") if key in self.arguments]
        condition = self.arguments.get("row_condition", "")
        words = re.findall(r"\b[a-z_][a-z0-9_]*\b", re.sub(r"'[^']*'", "", condition))
        return tuple(dict.fromkeys([*named, *(word for word in words if word not in {"and", "or", "not"})]))


@dataclass(frozen=True)
class Column:
    """One agreed column: name, words, type, and what protects it.

    `happened`: a day that lies behind whoever writes it down, such as a visit; a planned end does not.
    """

    name: str
    type: Type
    label_nl: str
    label_en: str
    required: bool
    key: bool
    vocabulary: str | None
    keyed: str | None
    derived: str | None
    identifying: bool
    kept: bool
    unknown: Severity
    happened: bool = False

    @property
    def masked(self) -> bool:
        """True when a value may never be shown: it identifies, or is the raw form of a pseudonym."""
        return self.identifying or self.keyed is not None


@dataclass(frozen=True)
class Contract:
    """One dataset, the same for every partner."""

    id: str
    label_nl: str
    label_en: str
    version: str
    purpose: str
    limitations: str
    grain: str
    quarantine_limit: float
    columns: tuple[Column, ...]
    rules: tuple[Rule, ...]

    @property
    def key(self) -> tuple[str, ...]:
        """Names of the columns that identify one record."""
        return tuple(column.name for column in self.columns if column.key)

    @property
    def kept(self) -> tuple[Column, ...]:
        """The columns that reach `accepted/`: not identifying, and not only there for a check."""
        return tuple(column for column in self.columns if column.kept and not column.identifying)

    def column(self, name: str) -> Column:
        """The column with this name; KeyError when the contract has none."""
        return next(column for column in self.columns if column.name == name)


@cache
def _standard() -> jsonschema.Draft201909Validator:
    schema = Path(open_data_contract_standard.__file__).with_name("schema.json")
    return jsonschema.Draft201909Validator(json.loads(schema.read_text(encoding="utf-8")))


# What the standard says of a contract, by its content: judging one costs more than everything else about it.
_judged: dict[str, list[tuple[Place, str]]] = {}


def _against_the_standard(data: Any) -> list[tuple[Place, str]]:
    content = json.dumps(data, default=repr)
    if content not in _judged:
        _judged[content] = [(tuple(error.absolute_path), error.message) for error in _standard().iter_errors(data)]
    return _judged[content]


def contract_from(marked: Marked) -> Contract:
    """Validate one file against the standard and read our words from it; all mistakes come back together."""
    mistakes = [marked.mistake(place, what) for place, what in _against_the_standard(marked.data)] or _lacking(marked)
    if mistakes:
        raise ConfigurationError(mistakes)
    data = marked.data
    table = data["schema"][0]
    own = _own_words(data)
    columns = tuple(_column(item, marked, i, mistakes) for i, item in enumerate(table["properties"]))
    rules = _implied_rules(data["id"], columns) + tuple(_written_rules(data["id"], table, marked, mistakes))
    names = {column.name for column in columns} | {"_copy"}
    for rule in rules:
        mistakes += [
            marked.mistake(("schema", 0), f"rule {rule.id} reads '{name}', which is not a column")
            for name in rule.reads
            if name not in names
        ]
    if mistakes:
        raise ConfigurationError(mistakes)
    return Contract(
        id=data["id"], label_nl=data["name"], label_en=own["name_en"], version=data["version"],
        purpose=data["description"]["purpose"], limitations=data["description"]["limitations"],
        grain=table["dataGranularityDescription"], quarantine_limit=float(own["quarantine_limit"]),
        columns=columns, rules=rules,
    )  # fmt: skip


def _lacking(marked: Marked) -> list[str]:
    """What the standard leaves optional and every reader here needs, each with the place where it lacks."""
    data = marked.data
    table: dict[str, Any] = next(iter(data.get("schema", [])), {})
    wanted: list[tuple[Place, dict[str, Any], tuple[str, ...]]] = [
        ((), data, ("name", "description", "schema")),
        (("description",), data.get("description", {}), ("purpose", "limitations")),
        (("customProperties",), _own_words(data), ("name_en", "quarantine_limit")),
        (("schema", 0), table, ("dataGranularityDescription", "properties")),
    ]
    qualities: list[tuple[Place, dict[str, Any]]] = [
        (("schema", 0, "quality", i), quality) for i, quality in enumerate(table.get("quality", []))
    ]
    for i, item in enumerate(table.get("properties", [])):
        place: Place = ("schema", 0, "properties", i)
        wanted.append((place, item, ("businessName", "physicalType")))
        qualities += [((*place, "quality", q), quality) for q, quality in enumerate(item.get("quality", []))]
    for place, quality in qualities:
        kwargs = quality.get("implementation")
        wanted.append(((*place, "implementation"), kwargs if isinstance(kwargs, dict) else {}, ("type", "kwargs")))
    return [
        marked.mistake(place, f"'{key}' is required here and missing")
        for place, item, keys in wanted
        for key in keys
        if key not in item
    ]


def _own_words(item: dict[str, Any]) -> dict[str, Any]:
    return {entry["property"]: entry["value"] for entry in item.get("customProperties", [])}


def _column(item: dict[str, Any], marked: Marked, index: int, mistakes: list[str]) -> Column:
    own = _own_words(item)
    place = ("schema", 0, "properties", index)
    known = {"label_en", "keyed", "vocabulary", "derived", "unknown", "protect", "kept", "happened"}
    mistakes += [marked.mistake(place, f"unknown custom property '{name}'") for name in own if name not in known]
    if item["physicalType"] not in get_args(Type):
        mistakes.append(marked.mistake(place, f"physicalType '{item['physicalType']}' is none of {get_args(Type)}"))
    if item["physicalType"] == "code" and "vocabulary" not in own:
        mistakes.append(marked.mistake(place, "a code needs the custom property 'vocabulary'"))
    if "happened" in own and item["physicalType"] != "date":
        mistakes.append(marked.mistake(place, "only a date can say when something 'happened'"))
    if "label_en" not in own:
        mistakes.append(marked.mistake(place, "the English name is missing: custom property 'label_en'"))
    return Column(
        name=item["name"], type=item["physicalType"], label_nl=item["businessName"], label_en=own.get("label_en", ""),
        required=bool(item.get("required")), key=bool(item.get("primaryKey")), vocabulary=own.get("vocabulary"),
        keyed=own.get("keyed"), derived=own.get("derived"), identifying=own.get("protect") == "drop",
        kept=own.get("kept", True), unknown=own.get("unknown", "quarantines"),
        happened=bool(own.get("happened")),
    )  # fmt: skip


def _implied_rules(dataset: str, columns: tuple[Column, ...]) -> tuple[Rule, ...]:
    """`required` and the key are rules too, so that they stand in the suite like every other."""
    filled = tuple(
        Rule(
            f"{dataset}.{column.name}.is_filled", "quarantines", "completeness", f"{column.label_nl} is ingevuld.",
            "Zonder dit gegeven kan de regel nergens bij worden geteld.",
            "expect_column_values_to_not_be_null", {"column": column.name},
        )
        for column in columns
        if column.required
    )  # fmt: skip
    once = Rule(
        f"{dataset}.key_stands_once", "quarantines", "uniqueness", "Elke sleutel staat één keer in het bestand.",
        "Een dubbele regel telt dubbel; bij verschil is niet te zien welke klopt.",
        "expect_column_values_to_be_in_set", {"column": "_copy", "value_set": [0]},
    )  # fmt: skip
    return (*filled, once)


def _written_rules(dataset: str, table: dict[str, Any], marked: Marked, mistakes: list[str]) -> list[Rule]:
    rules = []
    places = [(("schema", 0), table, None)] + [
        (("schema", 0, "properties", i), item, item["name"]) for i, item in enumerate(table["properties"])
    ]
    for place, item, column in places:
        for index, quality in enumerate(item.get("quality", [])):
            missing = [
                key for key in ("name", "severity", "dimension", "description", "businessImpact") if key not in quality
            ]
            if missing or quality.get("severity") not in get_args(Severity):
                what = f"lacks {missing}" if missing else f"severity is none of {get_args(Severity)}"
                mistakes.append(marked.mistake((*place, "quality", index), f"rule {what}"))
                continue
            name = ".".join(part for part in (dataset, column, quality["name"]) if part)
            arguments = ({"column": column} if column else {}) | quality["implementation"]["kwargs"]
            rules.append(
                Rule(
                    name, quality["severity"], quality["dimension"], quality["description"], quality["businessImpact"],
                    quality["implementation"]["type"], arguments,
                )
            )  # fmt: skip
    return rules
