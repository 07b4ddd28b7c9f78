"""A page in a real browser, and what is held against it: what it asks for, what it complains of, its barriers, its keyboard."""

import re
from functools import cache
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

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
# Streamlit's own: its menu nests list items in a div, a table that scrolls sideways has no tabindex (Chromium focuses it all
# the same, see `test_in_browser`), and the box to drop a file in is called presentation and labelled all the same (its
# button is a plain button with the same label).
NOT_OURS = {"list", "listitem", "scrollable-region-focusable", "presentation-role-conflict"}
AXE = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],  # the rest is not looked at and costs more than the judging
}
# A chart is judged as a whole, not its hundreds of drawn marks one by one.
CHARTS_AS_A_WHOLE = {"exclude": [["svg g"]]}


# What can be reached with Tab, what the browser shows of where it is, and a look at what is focused.
KEYBOARD = """
(() => {
  const still = document.createElement('style');
  still.textContent = '* { transition: none !important; animation: none !important; }';
  document.head.append(still);
  const can = 'a[href], button, input, select, textarea, summary, [tabindex], [contenteditable=true]';
  const is_shown = one => one.getClientRects().length && getComputedStyle(one).visibility !== 'hidden'
    && !one.closest('[inert], [aria-hidden=true]');
  const told = ['outlineStyle', 'boxShadow', 'borderColor', 'backgroundColor'];
  const looks = one => {
    const found = [];
    for (let at = one, up = 0; at && up < 4; at = at.parentElement, up += 1)
      found.push(told.map(name => getComputedStyle(at)[name]).join());
    return found.join();
  };
  const words = one => one.outerHTML.slice(0, 200);
  const all = () => [...document.querySelectorAll(can)].filter(one => one.tabIndex >= 0 && !one.disabled && is_shown(one));
  const group = one => one.closest('[role=radiogroup], [role=tablist]') || one;
  const at_rest = new Map(all().map(one => [one, looks(one)]));
  const reached = [];
  window.keyboard = {
    count: () => all().length,
    look: () => {
      const one = document.activeElement;
      if (one === document.body || reached.includes(one)) return null;
      const back = reached.length && one.compareDocumentPosition(reached.at(-1)) & Node.DOCUMENT_POSITION_FOLLOWING;
      reached.push(one);
      return {
        is_seen: looks(one) !== at_rest.get(one), is_backwards: Boolean(back), is_ordered: one.tabIndex > 0, words: words(one),
      };
    },
    missed: () => {
      const groups = new Set(reached.map(group));
      return all().filter(one => !groups.has(group(one))).map(words);
    },
  };
})();
"""


# What is drawn while somebody looks comes in between: a chart stands there a moment after its page does.
STILL = """
milliseconds => new Promise(done => {
  const still = () => { watch.disconnect(); done(); };
  let waiting = setTimeout(still, milliseconds);
  const watch = new MutationObserver(() => { clearTimeout(waiting); waiting = setTimeout(still, milliseconds); });
  watch.observe(document.body, { subtree: true, childList: true });
})
"""


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
        # On a busy machine a page stands still for longer than we wait while its script still has things to draw.
        drawn = ("data-test-script-state", "notRunning")
        expect(self.page.get_by_test_id("stApp")).to_have_attribute(*drawn, timeout=30_000)
        expect(self.page.get_by_test_id("stStatusWidget")).to_have_count(0, timeout=30_000)
        expect(self.page.get_by_test_id("stSkeleton")).to_have_count(0, timeout=30_000)

    def wait_until_still(self, milliseconds: int) -> None:
        """Wait until nothing was added to the page for so long."""
        self.page.evaluate(STILL, milliseconds)

    def outside(self) -> list[str]:
        """What was asked of another machine."""
        return [url for url in self.asked if urlsplit(url).hostname not in ("127.0.0.1", None)]

    def barriers(self) -> set[str]:
        """What axe-core finds on the page as it stands, that is ours to mend."""
        found = axe().run(self.page, context=CHARTS_AS_A_WHOLE, options=AXE).response["violations"]
        return {f"{one['id']}: {one['nodes'][0]['html']}" for one in found if one["id"] not in NOT_OURS}

    def walk(self) -> list[str]:
        """Tab from the top to the end; what is wrong on the way, with the element it is about."""
        self.wait_until_still(300)
        self.page.evaluate(KEYBOARD)
        wrong, steps = [], 0
        while steps < self.page.evaluate("keyboard.count()") + 2:
            steps += 1
            self.page.keyboard.press("Tab")
            at = self.page.evaluate("keyboard.look()")
            if at is None:
                break
            wrong += [f"{what}: {at['words']}" for what, is_wrong in (
                ("cannot be seen", not at["is_seen"]), ("goes back", at["is_backwards"]), ("has an order of its own", at["is_ordered"]),
            ) if is_wrong]  # fmt: skip
        else:
            wrong.append("there is no end to it")
        return wrong + [f"not reached: {words}" for words in self.page.evaluate("keyboard.missed()")]


@cache
def axe() -> Axe:
    return Axe()
