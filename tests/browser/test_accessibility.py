"""Each page against axe-core in a real browser, light and dark, wide and on a phone; and the keyboard gets everywhere."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_in_browser import PAGES, Watched

pytestmark = pytest.mark.xdist_group("browser")
# Streamlit's own: its menu nests list items in a div, and a table that scrolls sideways cannot be focused.
NOT_OURS = {"list", "listitem", "scrollable-region-focusable"}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def barriers(page: Page) -> set[str]:
    """What axe finds that is ours to mend; a chart as a whole, not its hundreds of drawn marks one by one."""
    found = Axe().run(page, context={"exclude": [["svg g"]]}, options={"runOnly": RULES})
    return {
        f"{broken['id']}: {broken['nodes'][0]['html']}"
        for broken in found.response["violations"]
        if broken["id"] not in NOT_OURS
    }


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_no_barrier_wide_and_light_or_narrow_and_dark(address: str, browser: Browser, name: str) -> None:
    page = browser.new_page(viewport={"width": 1440, "height": 900}, color_scheme="light")
    Watched(page).open(f"{address}/{name}")
    found = barriers(page)
    page.set_viewport_size({"width": 390, "height": 900})
    page.emulate_media(color_scheme="dark")
    expect(page.get_by_test_id("stApp")).to_have_css("color-scheme", "dark")
    page.wait_for_timeout(300)
    found |= barriers(page)
    page.close()
    assert found == set()


def test_a_choice_is_made_with_the_keyboard_alone(address: str, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
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
