"""Each page in a real browser: it draws, stays on this machine, fits a phone, has no barrier, says no word of a traceback."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

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
# Streamlit's own: its menu nests list items in a div, a table that scrolls sideways cannot be focused, and the box to drop
# a file in is called presentation and labelled all the same (its button is a plain button with the same label).
NOT_OURS = {"list", "listitem", "scrollable-region-focusable", "presentation-role-conflict"}
AXE = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],  # the rest is not looked at and costs more than the judging
}
# A chart is judged as a whole, not its hundreds of drawn marks one by one.
CHARTS_AS_A_WHOLE = {"exclude": [["svg g"]]}


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

    def barriers(self) -> set[str]:
        """What axe-core finds on the page as it stands, that is ours to mend."""
        found = axe().run(self.page, context=CHARTS_AS_A_WHOLE, options=AXE).response["violations"]
        return {f"{one['id']}: {one['nodes'][0]['html']}" for one in found if one["id"] not in NOT_OURS}


@cache
def axe() -> Axe:
    return Axe()


@pytest.fixture(scope="module")
def context(browser: Browser) -> Iterator[BrowserContext]:
    """One reader who visits page after page: what the browser has of Streamlit it does not load again."""
    found = browser.new_context(locale="nl-NL", viewport={"width": 1440, "height": 900}, color_scheme="light")
    yield found
    found.close()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_draws_fits_asks_nothing_of_the_outside_and_has_no_barrier_light_and_wide_or_dark_and_narrow(
    address: str, context: BrowserContext, name: str
) -> None:
    page = context.new_page()
    watched = Watched(page)
    watched.open(f"{address}/{name}")
    expect(page.locator("h1")).to_have_text(PAGES[name])
    for chart in page.get_by_test_id("stVegaLiteChart").all():
        expect(chart.locator("canvas, svg").first).to_be_visible()
    assert page.evaluate("document.documentElement.lang") == "nl"
    assert page.evaluate("[...document.fonts].some(font => font.family === 'Inter' && font.status === 'loaded')")
    assert "app/static/" in "".join(watched.asked), "the font comes from this server"
    for width, scheme in ((1440, "light"), (390, "dark")):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        expect(page.get_by_test_id("stApp")).to_have_css("color-scheme", scheme)
        page.wait_for_timeout(300)
        assert not page.evaluate("document.scrollingElement.scrollWidth > window.innerWidth"), f"too wide for {width}"
        assert watched.barriers() == set(), (width, scheme)
    outside = [url for url in watched.asked if urlsplit(url).hostname not in ("127.0.0.1", None)]
    assert outside == []
    assert watched.complaints == []
    assert page.get_by_test_id("stException").count() == 0
    page.close()


def test_a_member_compares_its_own_location_and_shares_the_view(
    address: str, context: BrowserContext, browser: Browser
) -> None:
    first = Watched(context.new_page())
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


def test_a_steward_finds_why_a_figure_is_provisional(address: str, context: BrowserContext) -> None:
    page = context.new_page()
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


def test_english_stays_when_going_to_another_page(address: str, context: BrowserContext) -> None:
    page = context.new_page()
    Watched(page).open(f"{address}/trend?lang=en")
    page.get_by_role("link", name="From start to work").click()
    expect(page.locator("h1")).to_have_text("From start to work")
    page.wait_for_url(re.compile(r"/steps\?.*lang=en"))
    assert page.evaluate("document.documentElement.lang") == "en"
    page.close()


def test_the_figures_can_be_downloaded(address: str, context: BrowserContext, tmp_path: Path) -> None:
    page = context.new_page()
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
    with serving(full_folder) as served:
        page = browser.new_page()
        Watched(page).open(f"{served.address}/deliveries")
        expect(page.locator("h1")).to_have_text("Aanleveringen")
        expect(page.get_by_role("dialog")).to_have_count(0)
        expect(page.get_by_test_id("stSidebarNavLink")).to_have_count(len(PAGES))
        page.close()


def test_a_choice_is_made_with_the_keyboard_alone(address: str, context: BrowserContext) -> None:
    page = context.new_page()
    Watched(page).open(f"{address}/compare")
    box = page.get_by_label("Mijn locatie")
    reached = []
    for _ in range(40):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.innerText || document.activeElement.ariaLabel || ''"))
        if box.evaluate("element => element === document.activeElement"):
            break
    assert any("Overzicht" in text for text in reached), "the menu comes before the page"
    page.keyboard.type("Werf 2")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"own=east"))
    page.close()
