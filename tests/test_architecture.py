"""What the shape of the code promises, checked on the code itself; each check is also shown to be able to fail."""

import ast
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
import sqlglot
import yaml
from sqlglot import exp

from pipelines.metrics import load_metrics
from pipelines.registry import load_registry
from pipelines.settings import ROOT, SOURCES, WAREHOUSE

PIPELINES = sorted((ROOT / "pipelines").rglob("*.py"))
DASHBOARDS = sorted((ROOT / "dashboards").rglob("*.py"))
STAGES = [path for path in PIPELINES if "stages" in path.relative_to(ROOT).parts]
PARTNERS = tuple(load_registry(SOURCES).parties)
MAY_BE_IMPORTED_BY_DASHBOARDS = ("pipelines.words", "pipelines.stages.claim")
MAX_LINES = 300
# Files that may be longer, and why.
LONGER: dict[str, str] = {
    "pipelines/words.py": "a list of texts in two languages, not code",
    "pipelines/findings.py": "every sentence for suppliers in one place",
}


def modules(source: str) -> set[str]:
    """Every module that a source text imports, also inside functions; `from a import b` counts as a and a.b."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.update(f"{node.module}.{alias.name}" for alias in node.names)
    return found


def imports_of(source: str, package: str) -> set[str]:
    """What a source text imports of one package."""
    return {name for name in modules(source) if name == package or name.startswith(f"{package}.")}


def too_much_of_pipelines(source: str) -> set[str]:
    """Imports of ours that a dashboard file may not have."""
    allowed = MAY_BE_IMPORTED_BY_DASHBOARDS
    return {n for n in imports_of(source, "pipelines") if not any(n == a or n.startswith(f"{a}.") for a in allowed)}


def names_partner(source: str, partners: Iterable[str]) -> set[str]:
    """Partner ids that stand in code as an identifier or in a string, docstrings aside."""
    tree = ast.parse(source)
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    words: list[str] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            words.append(node.value)
        words += [
            value for _, value in ast.iter_fields(node) if isinstance(value, str) and not isinstance(node, ast.Constant)
        ]
        if isinstance(node, ast.ImportFrom | ast.Import):
            words += [part for alias in node.names for part in alias.name.split(".")]
    names = re.compile(rf"(?<![a-z])({'|'.join(partners)})(?![a-z])")
    return {name for word in words for name in names.findall(word)}


def too_long(text: str, limit: int) -> bool:
    """True when a file has more lines than agreed."""
    return text.count("\n") > limit


def without_schema(query: str) -> set[str]:
    """Tables that a query reads without saying of which schema."""
    statement = sqlglot.parse_one(query, dialect="duckdb")
    own = {cte.alias for cte in statement.find_all(exp.CTE)}
    tables = [table for table in statement.find_all(exp.Table) if isinstance(table.this, exp.Identifier)]
    return {table.name for table in tables if not table.db and table.name not in own}


def half_translated(data: Any, place: str = "") -> set[str]:
    """Places in YAML where a text stands in one language and not in the other."""
    if isinstance(data, list):
        return {found for i, item in enumerate(data) for found in half_translated(item, f"{place}[{i}]")}
    if not isinstance(data, dict):
        return set()
    lacking = {place for one, other in (("nl", "en"), ("en", "nl")) if data.get(one) and not data.get(other)}
    return lacking | {found for key, item in data.items() for found in half_translated(item, f"{place}.{key}")}


def breaking(paths: Iterable[Path], what_is_wrong: Callable[[str], object]) -> dict[str, object]:
    """Each file that breaks a promise, with what is wrong in it."""
    found = {path.relative_to(ROOT).as_posix(): what_is_wrong(path.read_text(encoding="utf-8")) for path in paths}
    assert found
    return {name: wrong for name, wrong in found.items() if wrong}


def test_no_stage_knows_dagster() -> None:
    assert breaking(STAGES, lambda source: imports_of(source, "dagster")) == {}


def test_a_page_imports_only_words_and_claims_of_ours() -> None:
    assert breaking(DASHBOARDS, too_much_of_pipelines) == {}


def test_of_the_pipeline_only_the_factsheet_knows_the_screens() -> None:
    assert set(breaking(PIPELINES, lambda source: imports_of(source, "dashboards"))) == {
        "pipelines/commands/handing_out.py"
    }


def test_only_one_file_of_the_pages_opens_a_database() -> None:
    assert set(breaking(DASHBOARDS, lambda source: imports_of(source, "duckdb"))) == {"dashboards/stored.py"}


def test_no_partner_is_named_in_code() -> None:
    code = [path for path in (*PIPELINES, *DASHBOARDS) if path.parent != ROOT / "pipelines" / "demo"]
    assert breaking(code, lambda source: names_partner(source, PARTNERS)) == {}


def test_what_was_agreed_and_what_is_measured_is_no_python() -> None:
    assert not [*SOURCES.rglob("*.py"), *WAREHOUSE.rglob("*.py")]


def test_dagster_definitions_fit_on_a_page() -> None:
    assert not too_long((ROOT / "pipelines" / "definitions.py").read_text(encoding="utf-8"), 40)


def test_a_file_is_short_or_says_why_not() -> None:
    assert set(breaking((*PIPELINES, *DASHBOARDS), lambda source: too_long(source, MAX_LINES))) == set(LONGER)
    assert all(LONGER.values())


def test_every_name_has_a_dutch_and_an_english_text() -> None:
    registry = load_registry(SOURCES)
    for contract in registry.contracts.values():
        assert contract.label_nl, contract.id
        assert contract.label_en, contract.id
        assert all(column.label_nl and column.label_en for column in contract.columns), contract.id
    assert all(term.nl and term.en for terms in registry.vocabularies.values() for term in terms.values())
    assert all(party.role_nl and party.role_en for party in registry.parties.values())


def test_every_word_of_an_indicator_stands_in_both_languages() -> None:
    assert load_metrics(WAREHOUSE / "metrics" / "metrics.yaml")
    tables = WAREHOUSE / "published" / "tables.yaml"
    for path in [WAREHOUSE / "metrics" / "metrics.yaml", SOURCES / "claims.yaml", SOURCES / "opendata.yaml", tables]:
        assert not half_translated(yaml.safe_load(path.read_text(encoding="utf-8"))), path


def test_every_table_in_a_query_names_its_schema() -> None:
    assert breaking(WAREHOUSE.rglob("*.sql"), without_schema) == {}


def test_each_check_can_fail() -> None:
    assert imports_of("def f():\n    import dagster as dg\n", "dagster") == {"dagster"}
    assert imports_of("from dagster import asset\n", "dagster") == {"dagster.asset"}
    assert not imports_of("import dagsterly\n", "dagster")
    assert too_much_of_pipelines("from pipelines import ingest, words\n") == {"pipelines.ingest"}
    assert too_much_of_pipelines("from pipelines.stages.land import land\nfrom pipelines.stages.claim import x\n") == {
        "pipelines.stages.land.land"
    }
    assert names_partner("def den_haag():\n    pass\n", ["den_haag"]) == {"den_haag"}
    assert names_partner("x = 'de map den_haag/centrum'\n", ["den_haag"]) == {"den_haag"}
    assert names_partner("from pipelines.demo import den_haag\n", ["den_haag"]) == {"den_haag"}
    assert names_partner("den_haag_rows = 1\n", ["den_haag"]) == {"den_haag"}
    assert not names_partner('"""Den Haag, den_haag."""\nx = "duotone"\n', ["den_haag", "duo"])
    assert too_long("a\n" * 301, 300)
    assert not too_long("a\n" * 300, 300)
    assert without_schema("with own as (select 1) select * from own join visits using (a)") == {"visits"}
    assert half_translated({"label": {"nl": "a"}, "x": [{"nl": "a", "en": "b"}]}) == {".label"}


@pytest.mark.xdist_group("together")
def test_tests_that_share_something_costly_stay_together(request: pytest.FixtureRequest, worker_id: str) -> None:
    assert worker_id == "master" or request.node.nodeid.endswith("@together"), "pytest and pytest-xdist do not fit"
