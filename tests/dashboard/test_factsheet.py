"""A factsheet: two accessible pages that say what the publication says, hide what it hides, and can be read by anybody."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from dashboards import stored
from dashboards.factsheet import figures
from dashboards.factsheet.content import NoSuchPeriodError, NoSuchPlaceError, content
from dashboards.factsheet.shapes import Chart, Content
from dashboards.factsheet.sheet import factsheet, file_name
from dashboards.stored import Database
from tests.dashboard.publication import Edit, Tables, changed, only, write_publication

POOL = "pool:2020-2022"
HERE: dict[str, str] = {"location": "west/green", "cohort": POOL, "level": "all", "role": "participant"}
HIDDEN = dict.fromkeys(("numerator", "denominator", "value", "low", "high", "not_evaluable"), None) | {
    "hidden": True, "hidden_reason": "too_few_people", "status": "hidden",
}  # fmt: skip


def drawn(sheet: Content) -> Chart:
    assert sheet.intervals is not None
    return sheet.intervals


def opened(data: Path, *edits: Edit) -> Database:
    def edit(tables: Tables) -> None:
        for change in edits:
            change(tables)

    return stored.published_at(write_publication(data, edit=edit))


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> Database:
    """A whole publication that no test changes."""
    return opened(tmp_path_factory.mktemp("usual"))


def read(made: bytes) -> PdfReader:
    return PdfReader(BytesIO(made))


def text_of(pdf: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in pdf.pages).replace("\u00a0", " ")


def tagged(node: Any) -> list[dict[str, Any]]:
    """Every element of the structure tree, in reading order."""
    node = node.get_object() if hasattr(node, "get_object") else node
    if not isinstance(node, dict):
        return [found for part in node for found in tagged(part)] if isinstance(node, list) else []
    below = tagged(node["/K"]) if "/K" in node else []
    return [node, *below] if "/S" in node else below


def test_a_factsheet_is_two_tagged_pages_with_title_language_and_alternative_texts(usual: Database) -> None:
    made = factsheet(usual, "west/green")
    assert factsheet(usual, "west/green") == made, "the same publication gives the same bytes"
    pdf = read(made)
    assert len(pdf.pages) == 2
    root: Any = pdf.root_object
    assert root["/MarkInfo"]["/Marked"]
    assert str(root["/Lang"]).startswith("nl")
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"<pdfuaid:part>1<" in root["/Metadata"].get_object().get_data()
    assert pdf.metadata is not None
    assert pdf.metadata.title == "Factsheet West Brink (demo)"
    elements = tagged(root["/StructTreeRoot"])
    figures = [element for element in elements if element["/S"] == "/Figure"]
    assert len(figures) == 2
    assert all("van" in element["/Alt"] for element in figures)
    kinds = [element["/S"] for element in elements]
    assert kinds.count("/H1") == 1
    assert "/TH" in kinds
    assert not {kind for kind in kinds if kind in ("/H4", "/H5", "/H6")}
    text = text_of(pdf)
    sheet = content(usual, "west/green", "nl")
    for said in (sheet.cards[0].big, sheet.cards[0].small, drawn(sheet).rows[0].text):
        assert said in text
    assert text.count("verzonnen") == 3, "a strip, and in each footer"
    for heading in (
        "Van start tot werk",
        "Wat mag u hieruit concluderen?",
        "Hoe vers zijn de gegevens?",
        "Wat tellen we precies?",
    ):
        assert heading in text


def test_a_hidden_cell_stays_hidden_everywhere(data: Path) -> None:
    database = opened(data, changed("figure", HIDDEN, indicator="work_rate_starters", **HERE))
    sheet = content(database, "west/green", "nl", POOL)
    row = next(row for row in drawn(sheet).rows if row.label == "Werk, van alle starters")
    assert (row.text, row.value, row.low, row.high) == ("• verborgen", None, None, None)
    assert any("Verborgen (•)" in line and "Aantallen onder de 10" in line for line in sheet.guide)
    assert not any("voor werk meetellen" in line for line in sheet.lead)
    assert sheet.cards[1].big == "• verborgen"
    assert sheet.cards[1].small == ""
    assert "• verborgen" in text_of(read(factsheet(database, "west/green", period=POOL)))


def test_below_thirty_people_there_are_counts_and_an_open_point(data: Path) -> None:
    few: dict[str, object] = {"numerator": 8, "denominator": 13, "value": 8 / 13, "low": 0.36, "high": 0.82}
    sheet = content(
        opened(data, changed("figure", few, indicator="diploma_rate_starters", **HERE)), "west/green", "nl", POOL
    )
    assert sheet.cards[0].big == "8 van de 13"
    assert sheet.cards[0].people == (8, 13)
    assert sheet.cards[1].people is None
    assert drawn(sheet).rows[0].small
    assert "%" not in drawn(sheet).rows[0].text
    assert any("Onder de 30 mensen" in line for line in sheet.guide)


def test_costs_and_worth_stand_in_a_box_that_says_whose_assumptions_they_are(usual: Database, data: Path) -> None:
    box = content(usual, "north/mill", "nl", POOL).worth
    assert box is not None
    assert (box.big, box.title) == ("2,40", "Kosten en maatschappelijke waarde (MKBA) · Noord, 2020 tot 2023")
    assert "saldo van **1,40 euro** per euro" in box.sentence
    text = text_of(read(factsheet(usual, "north/mill", period=POOL)))
    assert "Voorbeeldaannames: ze laten zien hoe er gerekend wordt" in text
    assert content(usual, "west/green", "nl").worth is None
    hidden = {"ratio": None, "balance_per_euro": None, "status": "hidden", "reason": "too_few_people"}
    withheld = content(opened(data, changed("value", hidden, location="north")), "north", "nl", POOL).worth
    assert withheld is not None
    assert withheld.big == ""
    assert "verborgen cijfer" in withheld.sentence


def test_a_full_first_page_passes_what_does_not_fit_to_the_second(data: Path) -> None:
    late = {
        "on_time": False,
        "state": "missing",
        "name": "Een leverancier met een lange naam, in de gemeente en daarbuiten",
    }
    waiting = {"status": "provisional", "not_evaluable": 12}
    database = opened(data, changed("freshness", late), changed("figure", waiting, **HERE))
    pdf = read(factsheet(database, "west/green", period=POOL))
    assert len(pdf.pages) == 2
    assert "Hoe vers zijn de gegevens?" in text_of(pdf)


def test_only_a_demonstrable_difference_is_said_as_one(usual: Database) -> None:
    told = " ".join(content(usual, "east/barn", "nl").may)
    assert "Diplomarendement: Aantoonbaar hoger dan de andere locaties samen: 6 procentpunt (2 tot 10)." in told
    others = " ".join(content(usual, "west/green", "nl").may)
    assert "Aantoonbaar hoger" not in others
    assert "geen aantoonbaar verschil met de andere locaties samen bij diplomarendement" in others


def test_a_site_of_several_locations_and_the_partnership_lay_them_side_by_side(usual: Database) -> None:
    site = content(usual, "east", "nl")
    assert [row[0] for row in site.matrices[0].rows] == ["Oost Werf 1", "Oost Werf 2"]
    assert not site.side_by_side
    whole = content(usual, "all", "nl")
    assert len(whole.matrices[0].rows) == 5
    assert len(whole.side_by_side) == 3
    assert not drawn(whole).beside
    pdf = read(factsheet(usual, "all"))
    assert len(pdf.pages) >= 3
    assert "Samenwerkingsrapport".upper() in text_of(pdf)


def test_a_chart_of_many_locations_goes_on_in_the_next_one(usual: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(figures, "ROWS", 2)
    charts = content(usual, "all", "nl").side_by_side
    assert [len(chart.rows) for chart in charts] == [2, 2, 1] * 3
    assert charts[2].title == "Diplomarendement (3 van 3)"


def test_a_period_that_was_not_compared_says_so(usual: Database) -> None:
    told = " ".join(content(usual, "east/barn", "nl", "all").may)
    assert "Over deze periode is niet met andere locaties of landelijk vergeleken." in told
    assert "Aantoonbaar" not in told


def test_a_real_one_is_no_demo_and_one_for_members_says_so_on_every_page(data: Path) -> None:
    real = opened(data, changed("publication", {"demo": False, "audience": "kopgroep"}, audience="public"))
    made = read(factsheet(real, "north"))
    assert made.metadata is not None
    assert made.metadata.title == "Factsheet Noord"
    text = text_of(made)
    assert "verzonnen" not in text
    assert "niet doorsturen" in text
    assert text.count("alleen voor de Kopgroep") == len(made.pages)


def test_names_with_any_sign_and_hostile_names_are_drawn_as_text(data: Path) -> None:
    odd = 'Č\'\\ #eval("1") *vet* <x> ✓ 漢 Brink'
    pdf = read(factsheet(opened(data, changed("location", {"label": odd}, location="west/green")), "west/green"))
    assert '#eval("1") *vet* <x> ? ? Brink' in text_of(pdf)
    assert len(pdf.pages) == 2


def test_an_unknown_place_or_period_is_named_with_what_there_is(usual: Database) -> None:
    with pytest.raises(NoSuchPlaceError) as place:
        content(usual, "nergens", "nl")
    assert place.value.known["west/green"] == "West Brink"
    with pytest.raises(NoSuchPeriodError) as period:
        content(usual, "west/green", "nl", "1999/00")
    assert POOL in period.value.known
    assert content(usual, "west brink", "nl").name == "West Brink"


def test_a_publication_without_figures_gives_a_sheet_that_says_so(data: Path) -> None:
    pdf = read(factsheet(opened(data, only("publication", "indicator", "location", "level")), "west/green"))
    assert "Over deze locatie is nog niets gepubliceerd" in text_of(pdf)


def test_english_and_the_name_of_the_file(usual: Database) -> None:
    pdf = read(factsheet(usual, "north", "en"))
    assert str(pdf.root_object["/Lang"]).startswith("en")
    assert "What may you conclude from this?" in text_of(pdf)
    assert file_name("den_x/y z") == "factsheet-den_x-y-z.pdf"
