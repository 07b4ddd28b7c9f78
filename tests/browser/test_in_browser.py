"""What people do on the pages, in a real browser: choose, share, download, go by keyboard, change language."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from tests.browser.serving import serving
from tests.browser.watching import PAGES, Watched

pytestmark = pytest.mark.xdist_group("browser")


@pytest.fixture(scope="module")
def context(browser: Browser) -> Iterator[BrowserContext]:
    """One reader who visits page after page: what the browser has of Streamlit it does not load again."""
    found = browser.new_context(locale="nl-NL", viewport={"width": 1440, "height": 900}, color_scheme="light")
    yield found
    found.close()


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
    expect(second.page.locator(".st-key-card-conclusion").get_by_text("Oost Werf 2: Zin bij")).to_be_visible()
    first.page.close()
    second.page.close()


def test_english_stays_when_going_to_another_page(address: str, context: BrowserContext) -> None:
    page = context.new_page()
    Watched(page).open(f"{address}/trend?lang=en")
    page.get_by_role("link", name="From start to work").click()
    expect(page.locator("h1")).to_have_text("From start to work")
    page.wait_for_url(re.compile(r"/steps\?.*lang=en"))
    expect(page.get_by_test_id("stSidebar")).to_have_attribute("aria-label", "Sidebar")
    assert page.evaluate("document.documentElement.lang") == "en"
    page.close()


def test_the_figures_can_be_downloaded(address: str, context: BrowserContext, tmp_path: Path) -> None:
    page = context.new_page()
    watched = Watched(page)
    watched.open(f"{address}/compare?indicator=diploma_rate_starters&period=all")
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
    assert watched.outside() == []
    page.close()


def test_the_page_asked_for_first_after_a_start_is_the_page_that_comes(full_folder: Path, browser: Browser) -> None:
    with serving(full_folder) as served:
        page = browser.new_page()
        Watched(page).open(f"{served.address}/deliveries")
        expect(page.locator("h1")).to_have_text("Aanleveringen")
        expect(page.get_by_role("dialog")).to_have_count(0)
        expect(page.get_by_test_id("stSidebarNavLink")).to_have_count(len(PAGES))
        page.close()


def test_a_view_is_chosen_and_shared_with_the_keyboard_alone(address: str, context: BrowserContext) -> None:
    page = context.new_page()
    Watched(page).open(f"{address}/compare")
    keys, focused = page.keyboard, page.locator(":focus")
    keys.press("Tab")
    expect(focused).to_have_text("Naar de inhoud")
    keys.press("Enter")
    keys.press("Tab")
    expect(focused).to_have_attribute("aria-label", "Indicator")
    box = page.get_by_label("Mijn locatie")
    for _ in range(8):
        keys.press("Tab")
        if box.evaluate("element => element === document.activeElement"):
            break
    keys.type("Werf 2")
    keys.press("Enter")
    page.wait_for_url(re.compile(r"own=east"))
    keys.press("Tab")
    expect(focused).to_have_text("Grafiek")
    keys.press("ArrowRight")
    page.wait_for_url(re.compile(r"tab=figures"))
    expect(page.get_by_role("columnheader", name="Teller", exact=True).first).to_be_visible()
    keys.press("ArrowLeft")
    share = page.get_by_role("button", name="Deel deze weergave")
    share.focus()
    keys.press("Space")
    expect(page.get_by_test_id("stPopoverBody")).to_be_visible()
    keys.press("Escape")
    expect(page.get_by_test_id("stPopoverBody")).to_have_count(0)
    expect(share).to_be_focused()
    page.close()


def test_a_table_that_is_wider_than_a_phone_is_reached_and_scrolled_with_the_keyboard(
    address: str, browser: Browser
) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 900}, locale="nl-NL")
    Watched(page).open(f"{address}/deliveries")
    wide = page.evaluate_handle(
        """[...document.querySelectorAll('[data-testid=stTable] *')].find(one => one.scrollWidth > one.clientWidth + 20
             && ['auto', 'scroll'].includes(getComputedStyle(one).overflowX))"""
    ).as_element()
    assert wide
    for _ in range(60):
        page.keyboard.press("Tab")
        if wide.evaluate("one => one === document.activeElement"):
            break
    page.keyboard.press("ArrowRight")
    page.wait_for_function("one => one.scrollLeft > 0", arg=wide)
    page.close()


def test_a_wrong_address_and_a_wrong_link_get_a_sentence_in_the_readers_language(
    address: str, context: BrowserContext
) -> None:
    page = context.new_page()
    watched = Watched(page)
    watched.open(address)  # until a server has drawn one page, Streamlit judges addresses by files
    watched.open(f"{address}/nosuchpage")
    expect(page.get_by_text("Deze pagina bestaat niet")).to_be_visible()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page).to_have_title(re.compile("Deze pagina bestaat niet"))
    page.get_by_role("link", name="Terug naar het overzicht").click()
    expect(page.locator("h1")).to_have_text("Overzicht")
    watched.open(f"{address}/compare?indicator=nonsense&own=%3Cscript%3E&period=1066")
    expect(page.get_by_text("deze keuzes in de link bestaan niet")).to_have_count(1)
    expect(page).to_have_title(re.compile("Indicator vergelijken"))
    assert watched.complaints == []
    page.close()
