"""A steward finds why a figure is provisional: from the figure to the delivery that lacks, its findings and the rule."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.watching import Watched

pytestmark = pytest.mark.xdist_group("browser")


def choose(page: Page, label: str, option: str) -> None:
    """Choose in a box as a person does, once the page stands still: a page that is drawn anew closes its boxes."""
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
    box = page.get_by_label(label, exact=True).first
    box.scroll_into_view_if_needed()
    page.wait_for_timeout(300)  # a list that opens while the page still scrolls closes again
    box.click()
    page.get_by_role("option", name=option, exact=True).click()
    expect(page.get_by_role("option")).to_have_count(0)


def test_a_steward_finds_why_a_figure_is_provisional(address: str, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 1440, "height": 1000}, locale="nl-NL")
    watched = Watched(context.new_page())
    page = watched.page
    watched.open(f"{address}/?period=2024%2F25")
    expect(page.locator(".st-key-card-attention").get_by_text("Nog voorlopige cijfers")).to_be_visible()
    with page.expect_popup() as opened:
        page.get_by_role("link", name="Werk, van alle starters").first.click()
    watched = Watched(opened.value)
    page = opened.value
    expect(page.locator("h1")).to_have_text("Werk, van alle starters", timeout=30_000)
    expect(page.get_by_text("voorlopig. Van").first).to_be_visible()

    page.get_by_role("link", name="Aanleveringen").click()
    expect(page.locator("h1")).to_have_text("Aanleveringen")
    expect(page.get_by_text("Presentielijst van oktober 2026 is er nog niet")).to_be_visible()
    choose(page, "Locatie", "West Brink")
    because = page.locator(".st-key-card-provisional")
    expect(because.get_by_text("Die dag schuift niet op: Presentielijst van oktober 2026")).to_be_visible()
    expect(because.get_by_text("zijn compleet t/m 30 september 2026")).to_be_visible()
    assert "place=west%2Fgreen" in page.url, "what was found can be sent to a colleague"

    choose(page, "Partner", "College Noord")
    receipt = page.locator(".st-key-card-receipt")
    expect(receipt.get_by_text("niet verwerkt").or_(receipt.get_by_text("vernietigd")).first).to_be_visible()
    receipt.get_by_role("link", name="Alle bevindingen van deze partner").click()
    expect(page.locator("h1")).to_have_text("Bevindingen")
    expect(page.get_by_text("houdt het bestand tegen").first).to_be_visible()

    page.get_by_role("tab", name="Waarom").click()
    page.get_by_role("link", name="Naar deze regel").click()
    expect(page.locator("h1")).to_have_text("Regels")
    expect(page.locator(".st-key-card-rule").get_by_text("file.carries_no_bsn").first).to_be_visible()
    assert watched.complaints == []
    assert watched.outside() == []
    context.close()
