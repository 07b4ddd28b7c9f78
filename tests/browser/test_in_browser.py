"""Each page in a real browser: it draws, stays on this machine, fits a phone, and says no word of a traceback."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.serving import serving

pytestmark = pytest.mark.xdist_group("browser")

PAGES = {
    "": "Overzicht",
    "compare": "Diplomarendement",
    "steps": "Van start tot werk",
    "definitions": "Definities",
    "publications": "Publicaties",
    "deliveries": "Aanleveringen",
}
# Opened by its own address, a page first asks for Streamlit's status below that address, and gets a 404 by design.
BY_DESIGN = re.compile(r"/[a-z]+/_stcore/(health|host-config)$")


class Watched:
    """A browser page that remembers what it asked for and what it complained of."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.asked: list[str] = []
        self.complaints: list[str] = []
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("websocket", lambda socket: self.asked.append(socket.url))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("response", lambda answer: self._note(answer.status, answer.url))

    def _note(self, status: int, url: str) -> None:
        if status >= 400 and not BY_DESIGN.search(url):
            self.complaints.append(f"{status} {url}")

    def open(self, url: str) -> None:
        """Open an address and wait until Streamlit has drawn it."""
        self.page.goto(url)
        expect(self.page.locator("h1")).to_be_visible(timeout=30_000)
        expect(self.page.get_by_test_id("stStatusWidget")).to_have_count(0, timeout=30_000)
        expect(self.page.get_by_test_id("stSkeleton")).to_have_count(0, timeout=30_000)


@pytest.fixture(params=[1440, 390])
def watched(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Watched]:
    page = browser.new_page(viewport={"width": request.param, "height": 900}, locale="nl-NL")
    yield Watched(page)
    page.close()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_draws_and_asks_nothing_of_the_outside(address: str, watched: Watched, name: str) -> None:
    watched.open(f"{address}/{name}")
    page = watched.page
    expect(page.locator("h1")).to_have_text(PAGES[name])
    for chart in page.get_by_test_id("stVegaLiteChart").all():
        expect(chart.locator("canvas, svg").first).to_be_visible()
    outside = [url for url in watched.asked if urlsplit(url).hostname not in ("127.0.0.1", None)]
    assert outside == []
    assert watched.complaints == []
    assert page.get_by_test_id("stException").count() == 0
    assert page.evaluate("document.documentElement.lang") == "nl"
    assert page.evaluate("[...document.fonts].some(font => font.family === 'Inter' && font.status === 'loaded')")
    assert "app/static/" in "".join(watched.asked), "the font comes from this server"
    assert not page.evaluate("document.scrollingElement.scrollWidth > window.innerWidth"), "it does not fit its window"


def test_a_choice_stands_in_the_address_and_the_address_gives_it_back(address: str, browser: Browser) -> None:
    first = Watched(browser.new_page(viewport={"width": 1440, "height": 900}))
    first.open(f"{address}/compare")
    first.page.get_by_label("Mijn locatie").click()
    first.page.get_by_role("option", name="Oost Werf 2").click()
    first.page.wait_for_url(re.compile(r"own="))
    assert parse_qs(urlsplit(first.page.url).query) == {"own": ["east/barn"]}
    second = Watched(browser.new_page(viewport={"width": 1440, "height": 900}))
    second.open(first.page.url)
    expect(second.page.get_by_text("Oost Werf 2: Aantoonbaar hoger")).to_be_visible()
    first.page.close()
    second.page.close()


def test_the_figures_can_be_downloaded(address: str, browser: Browser, tmp_path: Path) -> None:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    Watched(page).open(f"{address}/compare?indicator=diploma_rate_starters&period=all")
    page.get_by_role("tab", name="Cijfers").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download als csv").first.click()
    path = tmp_path / download.value.suggested_filename
    download.value.save_as(path)
    assert path.name == "diploma_rate_starters-all-all-participant.csv"
    assert ";north/mill;Noord Molen;all;all;participant;160;190;0,8421052632;" in path.read_text(encoding="utf-8-sig")
    page.close()


def test_the_page_asked_for_first_after_a_start_is_the_page_that_comes(full_folder: Path, browser: Browser) -> None:
    with serving(full_folder) as address:
        page = browser.new_page()
        Watched(page).open(f"{address}/deliveries")
        expect(page.locator("h1")).to_have_text("Aanleveringen")
        expect(page.get_by_role("dialog")).to_have_count(0)
        expect(page.get_by_test_id("stSidebarNavLink")).to_have_count(len(PAGES))
        page.close()
