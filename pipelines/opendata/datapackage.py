"""What is offered, in words → `datapackage.json`, the Data Package standard of Frictionless Data (version 2).

Every csv is a table with types, key and references, so that anybody can check it; Parquet and DuckDB are files with a
checksum.
"""

from typing import TYPE_CHECKING, Any

from pipelines.opendata.described import REFERS, Offer, Tables

if TYPE_CHECKING:
    from pipelines.opendata.offer import Edition, File, Offered

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
MEDIA = {"csv": "text/csv", "parquet": "application/vnd.apache.parquet", "duckdb": "application/vnd.duckdb"}


def describe(edition: "Edition", who: Offer, words: Tables) -> dict[str, Any]:
    """The whole package, ready for JSON."""
    made_up = "DEMO: alle mensen en cijfers zijn verzonnen. " if edition.demo else ""
    licence = {"name": who.licence.name, "title": who.licence.title, "path": who.licence.path}
    return {
        "$schema": PROFILE,
        "name": "kopgroep-benchmark",
        "title": f"{who.title.nl} (demo)" if edition.demo else who.title.nl,
        "description": f"{made_up}{who.description.nl}",
        "version": edition.version,
        "created": f"{edition.built_at:%Y-%m-%dT%H:%M:%S}Z",
        "keywords": list(who.keywords.nl),
        "licenses": [licence],
        "contributors": [{"title": who.publisher, "email": who.contact.email, "roles": ["publisher", "contact"]}],
        "resources": [
            *(_table(offered, words) for offered in edition.tables),
            *(_file(offered.parquet, f"{offered.table}-parquet", words.tables[offered.table].title.nl)
              for offered in edition.tables),
            _file(edition.database, "duckdb", "Alle tabellen in één DuckDB-bestand"),
        ],
    }  # fmt: skip


def _table(offered: "Offered", words: Tables) -> dict[str, Any]:
    described = words.tables[offered.table]
    names = {name for name, _ in offered.columns}
    schema: dict[str, Any] = {"fields": [_field(offered.table, name, kind, words) for name, kind in offered.columns]}
    if described.key and names.issuperset(described.key):
        schema["primaryKey"] = list(described.key)
    if refers := [name for name in described.refers if name in names]:
        schema["foreignKeys"] = [
            {"fields": [name], "reference": {"resource": REFERS[name], "fields": [name]}} for name in refers
        ]
    return _whole(offered.csv, offered.table, described.title.nl) | {
        "type": "table",
        "description": described.about.nl,
        "encoding": "utf-8",
        "schema": schema,
    }


def _field(table: str, name: str, kind: str, words: Tables) -> dict[str, Any]:
    text = words.column(table, name)
    assert text is not None
    return {"name": name, "type": kind, "description": text.nl}


def _file(file: "File", name: str, title: str) -> dict[str, Any]:
    return _whole(file, name, title) | {"type": "file"}


def _whole(file: "File", name: str, title: str) -> dict[str, Any]:
    form = file.path.rsplit(".", 1)[-1]
    return {
        "name": name, "path": file.path, "title": title, "format": form, "mediatype": MEDIA[form], "bytes": file.bytes,
        "hash": f"sha256:{file.sha256}",
    }  # fmt: skip
