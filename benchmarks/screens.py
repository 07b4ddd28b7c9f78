"""The dashboard over a large publication as a person meets it: opening pages and choosing, in Debian's Chromium.

A page is there when its script has run and nothing in it changes any more: the time is that of the last change, so it holds
what the server does, what goes over the wire, and what the browser draws. Needs the chromium that the browser tests use.
"""

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import cycle, islice
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, Page, TimeoutError, sync_playwright

from benchmarks import crowd, large
from tests.browser.serving import Served, serving

# Page and select box, by the box's key and its name on the page.
BOXES = [
    ("compare", "indicator"), ("compare", "period"), ("compare", "own"), ("trend", "indicator"), ("trend", "location"),
    ("steps", "location"), ("steps", "period"), ("profile", "location"), ("profile", "period"), ("", "period"), ("", "places"),
]  # fmt: skip
KEYS = [(page, f"{page}_{box}") for page, box in BOXES]
NOTHING = "no_such_page"
PAGES = ("", "compare", "trend", "steps", "profile")
EACH, ROUNDS, AT_ONCE, WARM = 6, 5, 20, 5
QUIET_MS, STUCK_MS, TRIES = 250, 5000, 4
WATCH = """
(() => {
  const seen = { changed: 0, runs: 0, asked: 0 };
  window.__seen = seen;
  const state = () => document.querySelector('[data-testid=stApp]')?.dataset.testScriptState;
  new MutationObserver(records => {
    seen.changed = performance.now();
    seen.runs += records.filter(record => record.attributeName === 'data-test-script-state').length;
  }).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  document.addEventListener('pointerdown', () => { seen.asked = performance.now(); seen.runs = 0; }, true);
  window.__whole = (quiet, needs_run) => {
    const busy = document.querySelector('[data-testid=stSkeleton], [data-stale=true]');
    const still = performance.now() - seen.changed > quiet;
    const ran = !needs_run || seen.runs > 0;
    return state() === 'notRunning' && !busy && still && ran && document.querySelector('h1')
      ? seen.changed - seen.asked : 0;
  };
})();
"""


def measure() -> dict[str, float]:
    """Seconds of opening and choosing for one reader and for twenty at once, and MB per reader."""
    with TemporaryDirectory() as folder:
        data = Path(folder)
        found = {"dashboard_figures": float(large.write(data))}
        with serving(data) as served:
            with _chromium() as browser:
                found |= _alone(browser, served)
                found |= _together(browser, served.address)
            found["session_mb"] = crowd.memory_of_a_session(served.address, served.process, KEYS)
        return found


def _alone(browser: Browser, served: Served) -> dict[str, float]:
    """One reader: the first page of all on a server that nobody has asked anything yet, pages after that, and choices."""
    page, address = _watched(browser), served.address
    cold, warm = _open(page, f"{address}/compare"), {}
    for name in (NOTHING, *PAGES):
        _open(page, f"{address}/{name}")
        warm[name] = [_open(page, f"{address}/{name}") for _ in range(WARM)]
    bare, before = median(warm.pop(NOTHING)), processor_seconds(served.process)
    slowest = max(warm, key=lambda name: median(warm[name]))
    choices: list[float] = []
    for name, box in BOXES:
        _open(page, f"{address}/{name}")
        choices += [_choose(page, f"{name}_{box}", turn) for turn in range(EACH)]
    used = (processor_seconds(served.process) - before) / (len(choices) + len(BOXES))
    page.close()
    return {
        "page_cold_seconds": cold, "page_bare_seconds": bare, "page_warm_seconds": median(warm[slowest]),
        "page_warm_least_seconds": min(warm[slowest]), "choice_seconds": median(choices), "choice_p95_seconds": _p95(choices),
        "choice_processor_seconds": used,
    }  # fmt: skip


def _together(browser: Browser, address: str) -> dict[str, float]:
    """Twenty readers who all choose in the same instant: one in a browser, the others over the websocket alone."""
    page = _watched(browser)
    _open(page, f"{address}/compare")
    with crowd.gathered(address, list(islice(cycle(KEYS), AT_ONCE - 1))) as others:
        seen = [_choose(page, "compare_indicator", turn, others) for turn in range(ROUNDS)]
    page.close()
    return {
        "crowd_seconds": median(others.seconds), "crowd_p95_seconds": _p95(others.seconds),
        "crowd_browser_seconds": median(seen),
    }  # fmt: skip


def processor_seconds(process: int) -> float:
    """What a process has used so far."""
    told = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")


def _open(page: Page, url: str) -> float:
    """Open an address; seconds from the start of the navigation to the last change on the page."""
    page.goto("about:blank")
    page.goto(url, wait_until="commit")
    return _whole(page, needs_run=False)


def _choose(page: Page, key: str, turn: int, others: crowd.Crowd | None = None) -> float:
    """Choose another option of a select box; seconds from the click to the last change on the page."""
    for _ in range(TRIES):
        box = page.locator(f".st-key-{key}").get_by_role("combobox")
        box.scroll_into_view_if_needed()
        page.wait_for_timeout(QUIET_MS)
        box.click()
        options = page.get_by_role("option", selected=False)
        try:
            options.first.wait_for(timeout=STUCK_MS)
            if others:
                others.choose(turn)
            options.nth(turn % options.count()).click()
            page.wait_for_function("window.__seen.runs > 0", timeout=STUCK_MS)
        except TimeoutError:
            # A list that opens while the page still moves closes again, and the click falls beside it.
            page.keyboard.press("Escape")
            continue
        finally:
            if others:
                others.wait()
        return _whole(page, needs_run=True)
    raise RuntimeError(f"nothing could be chosen in {key}")


def _whole(page: Page, needs_run: bool) -> float:
    """Wait until nothing changes any more; how long ago the last change was asked for, in seconds."""
    told = page.wait_for_function("([quiet, run]) => window.__whole(quiet, run)", arg=[QUIET_MS, needs_run])
    return float(told.json_value()) / 1000


def _p95(seconds: Sequence[float]) -> float:
    return quantiles(seconds, n=20)[-1]


def _watched(browser: Browser) -> Page:
    page = browser.new_page(locale="nl-NL", viewport={"width": 1440, "height": 900})
    page.add_init_script(WATCH)
    return page


@contextmanager
def _chromium() -> Iterator[Browser]:
    path = shutil.which("chromium")
    assert path, "the dashboard is measured in Debian's chromium"
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield found
        found.close()
