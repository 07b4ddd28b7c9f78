"""Open data: only what everybody may see, in words and types that others' tools accept, and nothing that runs as a formula."""

import csv
import hashlib
import json
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest
from frictionless import Package
from pyshacl import validate
from rdflib import Graph, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import DCAT, DCTERMS, RDF

from pipelines.opendata.described import load_offer, load_tables
from pipelines.opendata.offer import NotOfferedError, offer
from pipelines.settings import SOURCES, WAREHOUSE
from pipelines.yaml_lines import ConfigurationError

SHAPES = Path(__file__).resolve().parents[1] / "samples" / "dcat_ap_nl"
NASTY = ["=1+1", " -2+3", "regel\n@sum(a1)", "+31 6", "gewoon", "", None, "a-b", 'met "aanhaling", en komma']
TABLES = {
    "publication": "version text, built_at timestamp, audience text, demo boolean, as_of date",
    "cohort": "cohort text, label_nl text, label_en text, kind text, position integer",
    "indicator": "indicator text, label_nl text, sql text, position integer",
    "figure": "indicator text, cohort text, numerator double, value double, hidden boolean",
    "claim": "claim text, indicator text, text text",
}


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a small publication with every kind of text in it."""
    folder = tmp_path_factory.mktemp("open")
    return offer(publication(folder), folder / "opendata")


def publication(folder: Path, audience: str = "public", demo: bool = True) -> Path:
    path = folder / "20261103T061200.duckdb"
    with duckdb.connect(str(path)) as con:
        for table, columns in TABLES.items():
            con.execute(f"create table {table} ({columns})")
        own = ["20261103T061200", datetime.fromisoformat("2026-11-03T06:12"), audience, demo, "2026-10-31"]
        con.execute("insert into publication values (?, ?, ?, ?, ?)", own)
        con.execute("insert into cohort values ('all', 'a', 'a', 'all', 0), ('2011/12', 'b', 'b', 'year', 1)")
        con.execute("insert into indicator values ('diploma', 'Diploma', '-- telt\nselect 1', 0)")
        con.execute(
            "insert into figure values ('diploma', 'all', 10, -0.25, false), ('diploma', '2011/12', null, null, true)"
        )
        con.executemany("insert into claim values (?, 'diploma', ?)", [(str(n), text) for n, text in enumerate(NASTY)])
    return path


def rows(made: Path, table: str) -> list[dict[str, str]]:
    with (made / "csv" / f"{table}.csv").open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


def test_no_text_starts_a_formula_and_a_number_stays_a_number(made: Path) -> None:
    texts = [row["text"] for row in rows(made, "claim")]
    assert texts == [
        "'=1+1",
        "' -2+3",
        "'regel\n@sum(a1)",
        "'+31 6",
        "gewoon",
        "",
        "",
        "a-b",
        'met "aanhaling", en komma',
    ]
    assert [row["value"] for row in rows(made, "figure")] == ["-0.25", ""]
    assert rows(made, "indicator")[0]["sql"].startswith("'--")
    kept = duckdb.execute("select text from read_parquet($1)", [str(made / "parquet" / "claim.parquet")]).fetchall()
    assert [text for (text,) in kept] == NASTY


def test_frictionless_accepts_the_package_and_sees_a_broken_one(made: Path, tmp_path: Path) -> None:
    assert Package(str(made / "datapackage.json")).validate().valid
    described = json.loads((made / "datapackage.json").read_text(encoding="utf-8"))
    figure = next(part for part in described["resources"] if part["name"] == "figure")
    assert figure["schema"]["foreignKeys"][0]["reference"] == {"resource": "indicator", "fields": ["indicator"]}
    assert "demo" in described["title"]
    for part in described["resources"]:
        (tmp_path / part["path"]).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / part["path"]).write_bytes((made / part["path"]).read_bytes())
        part.pop("hash"), part.pop("bytes")
    (tmp_path / "datapackage.json").write_text(json.dumps(described), encoding="utf-8")
    (tmp_path / "csv" / "figure.csv").write_text(
        "indicator,cohort,numerator,value,hidden\nanders,all,tien,0.5,false\n", encoding="utf-8"
    )
    wrong = Package(str(tmp_path / "datapackage.json")).validate()
    assert {error.type for task in wrong.tasks for error in task.errors} == {"foreign-key", "type-error"}


def test_every_file_is_described_with_what_proves_that_it_came_over_whole(made: Path) -> None:
    described = json.loads((made / "datapackage.json").read_text(encoding="utf-8"))["resources"]
    files = {
        path.relative_to(made).as_posix() for path in made.rglob("*") if path.suffix in (".csv", ".parquet", ".duckdb")
    }
    assert {part["path"] for part in described} == files
    for part in described:
        content = (made / part["path"]).read_bytes()
        assert (part["bytes"], part["hash"]) == (len(content), f"sha256:{hashlib.sha256(content).hexdigest()}")
    with duckdb.connect(str(made / "kopgroep-benchmark-20261103T061200.duckdb"), read_only=True) as con:
        assert con.execute("select count(*) from claim").fetchall() == [(len(NASTY),)]


def catalogue(made: Path, form: str = "ttl") -> Graph:
    return Graph().parse(made / f"dcat.{form}", publicID="https://data.example/x/dcat.ttl")


def conforms(graph: Graph) -> tuple[bool, str]:
    shapes = Graph()
    for path in sorted(SHAPES.glob("*.ttl")):
        shapes.parse(path)
    found: tuple[bool, Any, str] = validate(graph, shacl_graph=shapes, advanced=True)
    return found[0], found[2]


def test_the_catalogue_passes_the_shapes_of_dcat_ap_nl_and_a_poorer_one_does_not(made: Path) -> None:
    graph = catalogue(made)
    good, told = conforms(graph)
    assert good, told
    graph.remove((URIRef("https://data.example/x/dcat.ttl#figure"), DCTERMS.identifier, None))
    good, told = conforms(graph)
    assert not good
    assert "identifier" in told


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib's own reader of JSON-LD still uses it
def test_both_forms_of_the_catalogue_say_the_same_and_name_every_file(made: Path) -> None:
    graph = catalogue(made)
    assert isomorphic(graph, catalogue(made, "jsonld"))
    offered = {str(address) for address in graph.subjects(RDF.type, DCAT.Distribution)}
    files = {
        path.relative_to(made).as_posix() for path in made.rglob("*") if path.suffix in (".csv", ".parquet", ".duckdb")
    }
    assert offered == {f"https://data.example/x/{file}" for file in files}


def test_a_base_address_makes_every_address_absolute(tmp_path: Path) -> None:
    who = load_offer(SOURCES / "opendata.yaml").model_copy(update={"base_url": "https://data.example/kopgroep/"})
    folder = offer(publication(tmp_path), tmp_path / "opendata", who)
    text = (folder / "dcat.ttl").read_text(encoding="utf-8")
    assert "<https://data.example/kopgroep/20261103T061200/csv/figure.csv>" in text
    assert "<csv/" not in text


@pytest.mark.parametrize("audience", ["kopgroep", "site:noord"])
def test_what_is_not_for_everybody_is_never_offered(tmp_path: Path, audience: str) -> None:
    with pytest.raises(NotOfferedError, match=audience):
        offer(publication(tmp_path, audience), tmp_path / "opendata")
    assert not (tmp_path / "opendata").exists()


def test_outside_the_demo_somebody_can_be_asked(tmp_path: Path) -> None:
    path = publication(tmp_path, demo=False)
    with pytest.raises(NotOfferedError, match="place to fill in"):
        offer(path, tmp_path / "opendata")
    who = load_offer(SOURCES / "opendata.yaml")
    real = who.model_copy(update={"contact": who.contact.model_copy(update={"email": "data@kopgroep.nl"})})
    folder = offer(path, tmp_path / "opendata", real)
    assert "verzonnen" not in (folder / "dcat.ttl").read_text(encoding="utf-8")
    assert "DEMO" not in (folder / "LEESMIJ.md").read_text(encoding="utf-8")


def test_a_column_that_nobody_described_is_named(tmp_path: Path) -> None:
    path = publication(tmp_path)
    with duckdb.connect(str(path)) as con:
        con.execute("alter table figure add column colour text")
        con.execute("create table extra (a integer)")
    with pytest.raises(NotOfferedError, match=r"extra, figure\.colour"):
        offer(path, tmp_path / "opendata")


def test_what_a_killed_run_left_is_made_good_and_what_is_there_stays(tmp_path: Path) -> None:
    left = tmp_path / "opendata" / ".20261103T061200.part" / "csv"
    left.mkdir(parents=True)
    (left / "half.csv").write_text("half", encoding="utf-8")
    path = publication(tmp_path)
    folder = offer(path, tmp_path / "opendata")
    assert not (folder / "csv" / "half.csv").exists()
    assert [p.name for p in folder.parent.iterdir()] == ["20261103T061200"]
    written = (folder / "dcat.ttl").stat().st_mtime_ns
    assert offer(path, tmp_path / "opendata") == folder
    assert (folder / "dcat.ttl").stat().st_mtime_ns == written


def test_every_published_table_is_described() -> None:
    described = load_tables(WAREHOUSE / "published" / "tables.yaml").tables
    assert {path.stem for path in (WAREHOUSE / "published").glob("*.sql")} <= set(described)


def test_mistakes_in_the_yaml_come_with_their_line(tmp_path: Path) -> None:
    text = (SOURCES / "opendata.yaml").read_text(encoding="utf-8")
    (tmp_path / "o.yaml").write_text(text.replace("country: NLD", "country: nl\ncontry: NLD"), encoding="utf-8")
    with pytest.raises(ConfigurationError) as wrong:
        load_offer(tmp_path / "o.yaml")
    assert len(wrong.value.mistakes) == 2
    (tmp_path / "t.yaml").write_text(
        "columns: {}\ntables: {a: {title: {nl: a, en: a}, about: {nl: a, en: a}, refers: [cohort]}}", encoding="utf-8"
    )
    with pytest.raises(ConfigurationError, match="refers to cohort"):
        load_tables(tmp_path / "t.yaml")
