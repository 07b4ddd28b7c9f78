"""Each page in a real browser: it draws, stays on this machine, fits a phone, and says no word of a traceback."""

import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.serving import serving

pytestmark = pytest.mark.xdist_group("browser")

PAGES = {
    "": "Overzicht",
    "compare": "Diplomarendement",
    "trend": "Ontwikkeling: Diplomarendement",
    "steps": "Van start tot werk",
    "profile": "Noord Molen",
    "practices": "Praktijken en afspraken",
    "claim": "Klopt dit cijfer?",
    "definitions": "Definities",
    "publications": "Publicaties",
    "deliveries": "Aanleveringen",
    "findings": "Bevindingen",
    "deliver": "Aanleveren",
    "onboard": "Partner toevoegen",
    "rules": "Regels",
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


@pytest.mark.parametrize("name", PAGES)
def test_a_page_draws_fits_and_asks_nothing_of_the_outside(address: str, browser: Browser, name: str) -> None:
    page = browser.new_page(viewport={"width": 1440, "height": 900}, locale="nl-NL")
    watched = Watched(page)
    watched.open(f"{address}/{name}")
    expect(page.locator("h1")).to_have_text(PAGES[name])
    for chart in page.get_by_test_id("stVegaLiteChart").all():
        expect(chart.locator("canvas, svg").first).to_be_visible()
    assert page.evaluate("document.documentElement.lang") == "nl"
    assert page.evaluate("[...document.fonts].some(font => font.family === 'Inter' && font.status === 'loaded')")
    assert "app/static/" in "".join(watched.asked), "the font comes from this server"
    for width in (1440, 390):
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_timeout(300)
        assert not page.evaluate("document.scrollingElement.scrollWidth > window.innerWidth"), f"too wide for {width}"
    outside = [url for url in watched.asked if urlsplit(url).hostname not in ("127.0.0.1", None)]
    assert outside == []
    assert watched.complaints == []
    assert page.get_by_test_id("stException").count() == 0
    page.close()


def test_a_member_compares_its_own_location_and_shares_the_view(address: str, browser: Browser) -> None:
    first = Watched(browser.new_page(viewport={"width": 1440, "height": 900}))
    first.open(f"{address}/compare")
    first.page.get_by_label("Mijn locatie").click()
    first.page.get_by_role("option", name="Oost Werf 2").click()
    first.page.wait_for_url(re.compile(r"own="))
    first.page.get_by_text("Naar grootte (funnel)").click()
    first.page.wait_for_url(re.compile(r"view=funnel"))
    assert parse_qs(urlsplit(first.page.url).query) == {"own": ["east/barn"], "view": ["funnel"]}
    first.page.get_by_role("button", name="Deel deze weergave").click()
    code = first.page.get_by_test_id("stPopoverBody").locator("code")
    expect(code).to_contain_text("view=funnel")
    shared = code.inner_text()
    assert parse_qs(urlsplit(shared).query) == {"own": ["east/barn"], "view": ["funnel"]}
    second = Watched(browser.new_page(viewport={"width": 1440, "height": 900}))
    second.open(shared)
    expect(second.page.get_by_text("Aantoonbaar hoger")).to_be_visible()
    expect(second.page.get_by_text("wat toeval alleen al kan doen")).to_be_visible()
    first.page.close()
    second.page.close()


def test_a_steward_finds_why_a_figure_is_provisional(address: str, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    Watched(page).open(f"{address}/?period=2024/25")
    expect(page.get_by_text("Nog voorlopige cijfers", exact=False)).to_be_visible()
    with page.expect_popup() as opened:
        page.get_by_role("link", name="Werk na diploma").first.click()
    detail = opened.value
    expect(detail.locator("h1")).to_have_text("Werk na diploma", timeout=30_000)
    expect(detail.get_by_text("de uitkomst nog niet bekend", exact=False).first).to_be_visible()
    detail.get_by_role("link", name="Aanleveringen").click()
    expect(detail.get_by_text("Presentielijst van oktober 2026 is er nog niet", exact=False)).to_be_visible()
    detail.close()
    page.close()


def test_english_stays_when_going_to_another_page(address: str, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    Watched(page).open(f"{address}/trend?lang=en")
    page.get_by_role("link", name="From start to work").click()
    expect(page.locator("h1")).to_have_text("From start to work")
    page.wait_for_url(re.compile(r"/steps\?.*lang=en"))
    assert page.evaluate("document.documentElement.lang") == "en"
    page.close()


def test_the_figures_can_be_downloaded(address: str, browser: Browser, tmp_path: Path) -> None:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    Watched(page).open(f"{address}/compare?indicator=diploma_rate_starters&period=all")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download als csv").first.click()
    path = tmp_path / download.value.suggested_filename
    download.value.save_as(path)
    assert path.name == "diploma_rate_starters-all-all-participant.csv"
    assert ";north/mill;Noord Molen;all;all;participant;160;190;0,8421052632;" in path.read_text(encoding="utf-8-sig")
    for kind, start in (("xlsx", b"PK"), ("png", b"\x89PNG")):
        with page.expect_download() as download:
            page.get_by_role("button", name=kind, exact=True).first.click()
        download.value.save_as(tmp_path / kind)
        assert (tmp_path / kind).read_bytes().startswith(start)
    page.close()


def test_the_page_asked_for_first_after_a_start_is_the_page_that_comes(full_folder: Path, browser: Browser) -> None:
    with serving(full_folder) as address:
        page = browser.new_page()
        Watched(page).open(f"{address}/deliveries")
        expect(page.locator("h1")).to_have_text("Aanleveringen")
        expect(page.get_by_role("dialog")).to_have_count(0)
        expect(page.get_by_test_id("stSidebarNavLink")).to_have_count(len(PAGES))
        page.close()
