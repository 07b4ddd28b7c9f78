"""The part of the table language about files in record types: lines of several kinds, without a header.

Does not read such a file (`stages/read/records` does). Documented for people in `sources/README.md`.
"""

from pydantic import Field, field_validator, model_validator

from pipelines.yaml_lines import Words


class RecordType(Words):
    """What stands in a line of one type, after its type: a name per field, `-` for one that is known and not named."""

    fields: tuple[str, ...]
    below: str | None = Field(default=None, description="the type of the line above that this one belongs to")
    same: tuple[str, ...] = Field(default=(), description="fields that both lines have, and that must agree")

    def header(self, type_name: str, index: int) -> str:
        """How the field with this index (from 0, the type itself left out) is called in columns and findings."""
        named = index < len(self.fields) and self.fields[index] != "-"
        return f"{type_name} · {self.fields[index] if named else f'veld {index + 2}'}"


class Totals(Words):
    """The line in which a file says how many lines of each type it has, in this order."""

    type: str
    counts: tuple[str, ...]


class Records(Words):
    """Lines of several types in one file without a header; the first field of a line tells its type."""

    types: dict[str, RecordType]
    not_used: tuple[str, ...] = Field(default=(), description="types we know and deliberately leave alone")
    totals: Totals | None = None

    @field_validator("types", mode="before")
    @classmethod
    def _short_form(cls, value: object) -> object:
        if not isinstance(value, dict):
            return value
        return {name: {"fields": spec} if isinstance(spec, list) else spec for name, spec in value.items()}

    @model_validator(mode="after")
    def _types_exist(self) -> "Records":
        known = {*self.types, *self.not_used}
        for name, kind in self.types.items():
            above = [name]
            while (parent := self.types[above[-1]].below) is not None:
                if parent not in self.types or parent in above:
                    raise ValueError(f"type '{name}' stands below '{parent}', which is no other type with fields")
                above.append(parent)
            named = [field for field in kind.fields if field != "-"]
            if len(named) != len(set(named)):
                raise ValueError(f"type '{name}' has two fields of one name")
            both = set(named) & set(self.types[kind.below].fields if kind.below else ())
            if not set(kind.same) <= both:
                raise ValueError(f"'same' of type '{name}' names a field that the line above has not, or no line above")
        if set(self.not_used) & set(self.types):
            raise ValueError("a type has fields or is not used, not both")
        if self.totals and (missing := set(self.totals.counts) - known):
            raise ValueError(f"totals count {sorted(missing)}, which are no types")
        if self.totals and self.totals.type in known:
            raise ValueError(f"'{self.totals.type}' holds the totals and is no other type")
        return self

    @property
    def headers(self) -> tuple[str, ...]:
        """Every agreed field of every type, as columns and findings call it."""
        return tuple(k.header(name, i) for name, k in self.types.items() for i in range(len(k.fields)))
