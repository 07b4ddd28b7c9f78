"""A viewer looks up a place and takes its factsheet home, in a real browser."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from pypdf import PdfReader

from tests.browser.test_steward_story import choose
from tests.browser.watching import Watched

pytestmark = pytest.mark.xdist_group("browser")


def test_a_viewer_takes_the_factsheet_of_a_place_home(address: str, browser: Browser, tmp_path: Path) -> None:
    watched = Watched(browser.new_page(viewport={"width": 1440, "height": 900}, locale="nl-NL"))
    watched.open(address)
    watched.page.get_by_role("link", name="Locatieprofiel").click()
    expect(watched.page.locator("h1")).to_have_text("Noord Molen")
    choose(watched.page, "Locatie", "West Brink")
    expect(watched.page.locator("h1")).to_have_text("West Brink")
    with watched.page.expect_download() as download:
        watched.page.get_by_role("button", name="Factsheet (pdf)").click()
    path = tmp_path / download.value.suggested_filename
    download.value.save_as(path)
    assert path.name == "factsheet-west-green.pdf"
    pdf = PdfReader(path)
    assert len(pdf.pages) == 2
    front = " ".join(pdf.pages[0].extract_text().split())
    assert "West Brink" in front
    assert "verzonnen" in front, "what leaves the page still says that it is a demo"
    assert watched.complaints == []
    assert watched.outside() == []
    watched.page.close()
