"""Publicaties: the list, what changed between two publications, and the files of the open data."""

import json
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from dashboards import offered, stored
from tests.dashboard.publication import Edit, Tables, changed, write_publication
from tests.dashboard.reading import OpenPage, words_on

FIRST, SECOND = "20261103T061200-a", "20261203T061200-b"
HERE: dict[str, str] = {"location": "west/green", "cohort": "pool:2020-2022", "level": "all", "role": "participant"}
HIDDEN = dict.fromkeys(("numerator", "denominator", "value", "low", "high", "not_evaluable"), None) | {
    "hidden": True, "hidden_reason": "too_few_people", "status": "hidden",
}  # fmt: skip


def later(*edits: Edit) -> Edit:
    """A month later: what the edits say, a new definition and a new delivery."""

    def edit(tables: Tables) -> None:
        for change in edits:
            change(tables)
        changed("indicator", {"version": "1.1"}, indicator="requests_handled")(tables)
        tables["provenance"].append(tables["provenance"][0] | {"delivery_id": "north.rapportage.2026-11.0123456789ab"})

    return edit


def gone(tables: Tables) -> None:
    tables["figure"] = [
        row
        for row in tables["figure"]
        if (row["indicator"], row["location"], row["cohort"], row["level"])
        != ("requests_handled", "west/green", "all", "all")
    ]


def two(data: Path) -> None:
    more = {"numerator": 200.0, "denominator": 240.0, "value": 200 / 240}
    write_publication(data, FIRST)
    write_publication(
        data, SECOND,
        later(
            changed("figure", more, indicator="diploma_rate_starters", **HERE),
            changed("figure", HIDDEN, indicator="work_rate_starters", **HERE),
            gone,
        ),
    )  # fmt: skip


def test_what_changed_is_told_before_and_after_and_a_hidden_figure_stays_hidden(
    data: Path, open_page: OpenPage
) -> None:
    two(data)
    shown = words_on(open_page("publications"))
    assert "1 cijfer veranderd · 1 cijfer verdwenen · 1 cijfer voortaan verborgen" in shown
    assert "83 % (200 van 240)" in shown
    assert "voortaan verborgen" in shown
    assert "• verborgen" in shown
    assert "Afgehandelde hulpvragen (versie 1.0 werd 1.1)" in shown
    assert "1 aanlevering is erbij gekomen of vervangen, van Wijkbedrijf Noord" in shown
    assert "nu te zien" in shown
    only_gone = words_on(open_page("publications", change="gone"))
    assert "83 % (200 van 240)" not in only_gone


def test_any_two_publications_can_be_laid_beside_each_other_by_their_link(data: Path, open_page: OpenPage) -> None:
    two(data)
    other_way = words_on(open_page("publications", publication=FIRST, against=SECOND))
    assert "1 cijfer veranderd · 1 cijfer nieuw · 1 cijfer voortaan te zien" in other_way
    wrong = open_page("publications", publication="../../etc/passwd", change="alles")
    assert "1 cijfer veranderd" in words_on(wrong)


def test_one_publication_says_that_there_is_nothing_to_compare(full: Path, open_page: OpenPage) -> None:
    assert full.exists()
    shown = words_on(open_page("publications"))
    assert "Er is nog maar één publicatie" in shown
    assert "wlb opendata" in shown


def test_an_older_publication_that_broke_is_named_and_not_offered_to_compare(data: Path, open_page: OpenPage) -> None:
    write_publication(data, FIRST)
    write_publication(data, SECOND)
    (data / "published" / "public" / f"{FIRST}.duckdb").write_bytes(b"broken")
    shown = words_on(open_page("publications"))
    assert f"{FIRST} (niet te lezen)" in shown
    assert "Er is nog maar één publicatie" in shown


def offer(data: Path, version: str = FIRST, terms: str = "https://example.org/by") -> Path:
    folder = data / "opendata" / version
    (folder / "csv").mkdir(parents=True)
    (folder / "csv" / "figure.csv").write_text("a\n1\n", encoding="utf-8")
    (folder / "all.duckdb").write_bytes(b"duck")
    described = {
        "licenses": [{"title": "Naamsvermelding", "path": terms}],
        "resources": [
            {"path": "csv/figure.csv", "format": "csv", "bytes": 4},
            {"path": "all.duckdb", "format": "duckdb", "bytes": 4},
        ],
    }
    (folder / "datapackage.json").write_text(json.dumps(described), encoding="utf-8")
    return folder


def test_the_open_data_of_the_live_publication_can_be_taken_home(full: Path, open_page: OpenPage) -> None:
    offer(full)
    page = open_page("publications")
    labels = [str(button.proto.label) for button in page.get("download_button")]
    assert labels[:2] == ["Alles in één zip", "DuckDB (0 MB)"]
    assert "Naamsvermelding" in words_on(page)
    found = offered.find(FIRST)
    assert found is not None
    with zipfile.ZipFile(BytesIO(found.zipped())) as archive:
        assert f"kopgroep-benchmark-{FIRST}/csv/figure.csv" in archive.namelist()
        assert archive.testzip() is None


@pytest.mark.parametrize("damage", ["no json", "no database", "javascript", "outside"])
def test_open_data_that_is_not_whole_is_not_offered(data: Path, damage: str) -> None:
    folder = offer(data, terms="javascript:alert(1)" if damage == "javascript" else "https://example.org/by")
    if damage == "no json":
        (folder / "datapackage.json").write_text("{", encoding="utf-8")
    if damage == "no database":
        (folder / "all.duckdb").unlink()
    assert offered.find("../opendata" if damage == "outside" else FIRST) is None


def test_nothing_of_another_folder_can_be_named(full: Path) -> None:
    database = stored.published_at(next((full / "published" / "public").glob("*.duckdb")))
    with pytest.raises(stored.UnavailableError):
        stored.published_before(database, "../../desk/x")
