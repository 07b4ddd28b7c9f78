"""Each page against axe-core in a real browser: nothing serious that is ours to mend."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests.browser.test_in_browser import PAGES, Watched

pytestmark = pytest.mark.xdist_group("browser")
# Streamlit's own: its menu nests list items in a div, a table that scrolls sideways cannot be focused, and the box to drop
# a file in is called presentation and labelled all the same (its button is a plain button with the same label).
NOT_OURS = {"list", "listitem", "scrollable-region-focusable", "presentation-role-conflict"}


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_no_serious_barrier(address: str, browser: Browser, name: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    Watched(page).open(f"{address}/{name}")
    found = Axe().run(
        page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
    )
    barriers = {
        f"{broken['id']}: {broken['nodes'][0]['html']}"
        for broken in found.response["violations"]
        if broken["id"] not in NOT_OURS
    }
    page.close()
    assert not barriers
