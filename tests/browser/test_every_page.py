"""Each page in a real browser: it draws, stays on this machine, fits a phone, has no barrier, and goes without a mouse."""

from collections.abc import Iterator
from typing import Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from tests.browser.watching import PAGES, Watched

pytestmark = pytest.mark.xdist_group("browser")


@pytest.fixture(scope="module")
def context(browser: Browser) -> Iterator[BrowserContext]:
    """One reader who visits page after page: what the browser has of Streamlit it does not load again."""
    found = browser.new_context(locale="nl-NL", viewport={"width": 1440, "height": 900}, color_scheme="light")
    yield found
    found.close()


@pytest.fixture(scope="module", params=PAGES, ids=lambda name: name or "overview")
def opened(request: pytest.FixtureRequest, address: str, context: BrowserContext) -> Iterator[tuple[str, Watched]]:
    """One page after the other, each opened once for all that is looked at."""
    page = context.new_page()
    watched = Watched(page)
    watched.open(f"{address}/{request.param}")
    yield request.param, watched
    page.close()


def test_a_page_draws_and_asks_nothing_of_the_outside(opened: tuple[str, Watched]) -> None:
    name, watched = opened
    page = watched.page
    expect(page.locator("h1")).to_have_text(PAGES[name])
    for chart in page.get_by_test_id("stVegaLiteChart").all():
        expect(chart.locator("canvas, svg").first).to_be_visible()
    assert page.evaluate("document.documentElement.lang") == "nl"
    assert page.evaluate("[...document.fonts].some(font => font.family === 'Inter' && font.status === 'loaded')")
    assert "app/static/" in "".join(watched.asked), "the font comes from this server"
    assert watched.outside() == []
    assert watched.complaints == []
    assert page.get_by_test_id("stException").count() == 0
    expect(page.get_by_test_id("stSidebar")).to_have_css("width", "240px")


def test_everything_on_a_page_is_reached_with_tab_in_order_and_seen_when_it_is(opened: tuple[str, Watched]) -> None:
    _, watched = opened
    assert watched.walk() == []


def test_a_page_fits_and_has_no_barrier_light_and_wide_or_dark_and_narrow(opened: tuple[str, Watched]) -> None:
    _, watched = opened
    page = watched.page
    looks: tuple[tuple[int, Literal["light", "dark"]], ...] = ((1440, "light"), (390, "dark"))
    for width, scheme in looks:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        expect(page.get_by_test_id("stApp")).to_have_css("color-scheme", scheme)
        watched.wait_until_still(100)
        assert not page.evaluate("document.scrollingElement.scrollWidth > window.innerWidth"), f"too wide for {width}"
        assert watched.barriers() == set(), (width, scheme)
