"""A viewer looks up a place and takes its factsheet home, in a real browser."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser
from pypdf import PdfReader

from tests.browser.watching import Watched

pytestmark = pytest.mark.xdist_group("browser")


def test_a_viewer_takes_the_factsheet_of_a_place_home(address: str, browser: Browser, tmp_path: Path) -> None:
    watched = Watched(browser.new_page(viewport={"width": 1440, "height": 900}, locale="nl-NL"))
    watched.open(f"{address}/profile?location=west/green")
    with watched.page.expect_download() as download:
        watched.page.get_by_role("button", name="Factsheet (pdf)").click()
    path = tmp_path / download.value.suggested_filename
    download.value.save_as(path)
    assert path.name == "factsheet-west-green.pdf"
    pdf = PdfReader(path)
    assert len(pdf.pages) == 2
    assert "West Brink" in pdf.pages[0].extract_text()
    assert watched.complaints == []
    assert watched.outside() == []
    watched.page.close()
