"""How fast the screens of a large record are in a real browser: the second half of ``million``.

Times are the page's own (``performance.now``): from the navigation to the first paint and to what is looked for in the
page, and from the reader's event (a click, a change, Enter, the end of a brush) to the next frame after the new list.
"""

from __future__ import annotations

import os
import shutil
import statistics
from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.parse import quote

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from tocsin.record import open_record

VISITS = 5
WIDE: ViewportSize = {"width": 1440, "height": 900}
MOST = 120_000
PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
# Notes when feed and map are first there, when an event of the reader began, and when the list after it was drawn.
WATCH = """
(() => {
  const seen = window.seen = {};
  const look = () => {
    if (!seen.feed && document.querySelector('.overview-feed article')) seen.feed = performance.now();
    if (!seen.map && document.querySelector('.tmap-cluster')) seen.map = performance.now();
    if (!seen.head && document.querySelector('h1')) seen.head = performance.now();
    if (seen.began && !seen.listed && seen.asked && document.documentElement.dataset.asking === undefined) {
      seen.listed = -1;
      requestAnimationFrame(() => { seen.listed = performance.now(); });
    }
    if (seen.began && document.documentElement.dataset.asking !== undefined) seen.asked = true;
  };
  new MutationObserver((records) => {
    if (seen.began && records.some((r) => r.target.closest?.('.overview-feed'))) seen.fed = performance.now();
    look();
  }).observe(document, { childList: true, subtree: true, attributes: true, attributeFilter: ['data-asking'] });
  const begin = () => { if (seen.armed && !seen.asked) seen.began = performance.now(); };
  for (const name of ['click', 'change', 'submit', 'pointerup']) document.addEventListener(name, begin, true);
})();
"""
PAINT = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime"


def browser_program() -> str:
    """Return the browser, as the tests look for it."""
    found = os.environ.get("TOCSIN_CHROMIUM") or next(filter(None, map(shutil.which, PROGRAMS)), None)
    if found is None:
        raise SystemExit("no Chromium on this machine; name it in TOCSIN_CHROMIUM")
    return found


def measure_browser(store: Path, serving: Callable[[Path], object]) -> None:
    """Print how long the screens of a store take to be there, and the overview to answer to its filters."""
    with open_record(store, create=False) as record:
        rows = record.index.rows({})
        values = rows.facets(("place", "actor", "type", "status", "country"), most=2 * VISITS + 2)
        screens = _screens(record, values)
        span = rows.span()
        print(f"\n{store.name}: {rows.total:,} incidents, {span[0] if span else ''} to {span[1] if span else ''}")
    with serving(store) as address, sync_playwright() as driver:  # type: ignore[attr-defined]
        browser = driver.chromium.launch(executable_path=browser_program(), args=["--no-sandbox"])
        _first(browser, address)
        _print("overview, each visit in a fresh context", _visits(browser, address, "/overview"))
        _print("filters of the overview, each asked the first time", _filters(browser, address, values))
        for name, path in screens.items():
            _print(name, _visits(browser, address, path))
        browser.close()


def _first(browser: Browser, address: str) -> None:
    print(f"\n{'milliseconds':58}{'median':>9}{'p95':>9}{'first':>9}")
    for name, found in _visits(browser, address, "/overview", times=1).items():
        print(f"{'first visit after the start: ' + name:58}{found[0]:9.0f}")


def _screens(record: object, values: Mapping[str, tuple[tuple[str, int], ...]]) -> dict[str, str]:
    """Return the addresses of the other screens, with the values that have most incidents."""
    from tocsin.record import Record

    assert isinstance(record, Record)
    page = record.index.rows({"min_origins": 2}).ids(limit=1)
    incident = record.get(page.ids)[0]
    actor, place = (quote(values[name][0][0]) for name in ("actor", "place"))
    return {
        "incident": f"/incident/{incident.id}",
        "document": f"/document/{incident.mentions[0].document}",
        "claims": "/claims",
        "claims of one who says": "/claims?speaker=Rwanda",
        "standing": "/standing",
        "standing of the commonest place": f"/standing?place={place}",
        "the commonest actor": f"/actor/{actor}",
        "a rarer actor": f"/actor/{quote(values['actor'][-1][0])}",
        "the commonest place": f"/place/{place}",
        "search, frequent word": "/search?words=killed",
        "search, two words": "/search?words=grenade%20market",
        "review": "/review",
        "review of the unsure": "/review?list=singles",
        "surges": "/surges",
    }


def _visits(browser: Browser, address: str, path: str, times: int = VISITS) -> dict[str, list[float]]:
    """Return first paint, heading, and on the overview feed and map, of some visits with nothing kept."""
    found: dict[str, list[float]] = {}
    for _ in range(times):
        context = browser.new_context(viewport=WIDE)
        context.add_init_script(WATCH)
        page = context.new_page()
        try:
            page.goto(address + path, timeout=MOST, wait_until="commit")
            page.wait_for_function("window.seen?.head", timeout=MOST)
            parts = ("feed", "map") if path == "/overview" else ()
            for part in parts:
                page.wait_for_function(f"window.seen.{part}", timeout=MOST)
            page.wait_for_function(PAINT, timeout=MOST)
            found.setdefault("first paint", []).append(page.evaluate(PAINT))
            for part in parts:
                found.setdefault(part, []).append(page.evaluate(f"window.seen.{part}"))
        finally:
            context.close()
    return found


def _filters(
    browser: Browser, address: str, values: Mapping[str, tuple[tuple[str, int], ...]]
) -> dict[str, list[float]]:
    """Return how long each filter takes; in each visit another value, so that no answer is there already."""
    found: dict[str, list[float]] = {}
    for visit in range(VISITS):
        context = browser.new_context(viewport=WIDE, reduced_motion="reduce")
        context.add_init_script(WATCH)
        page = context.new_page()
        page.goto(f"{address}/overview", timeout=MOST)
        page.wait_for_function("window.seen.map", timeout=MOST)
        page.wait_for_load_state("networkidle")
        for name, act in _acts(visit, values).items():
            spent = _asked(page, act)
            found.setdefault(name, []).append(spent)
        context.close()
    found["all filters together"] = [v for spent in list(found.values()) for v in spent]
    return found


def _acts(visit: int, values: Mapping[str, tuple[tuple[str, int], ...]]) -> dict[str, Callable[[Page], None]]:
    """Return what a reader does, in this order; all is cleared between."""
    words = ("hospital", "market", "school", "troops", "border", "camp", "road", "church", "drone", "mine")[visit]

    def typed(name: str, value: str) -> Callable[[Page], None]:
        def act(page: Page) -> None:
            page.fill(f"#f-{name}", value)
            page.press(f"#f-{name}", "Enter")

        return act

    def picked(name: str, value: str) -> Callable[[Page], None]:
        def act(page: Page) -> None:
            page.select_option(f"#f-{name}", value)

        return act

    def nth(name: str) -> str:
        found = values[name]
        return found[visit % len(found)][0]

    return {
        "place": typed("place", nth("place")),
        "country": typed("place", nth("country")),
        "actor": typed("actor", nth("actor")),
        "type": picked("type", nth("type")),
        "status": picked("status", nth("status")),
        "from a day on": typed("since", f"2024-0{visit + 1}-03"),
        "words": typed("words", words),
        "score": lambda page: _more(page, "min_score", f"0.{visit + 3}"),
        "facet": lambda page: page.click(f".facets section:nth-of-type(1) li:nth-of-type({visit + 1}) a"),
        "brush": lambda page: _brush(page, visit),
    }


def _more(page: Page, name: str, value: str) -> None:
    page.fill(f"#f-{name}", value)
    page.press(f"#f-{name}", "Enter")


def _brush(page: Page, visit: int) -> None:
    page.locator(".tline-svg").scroll_into_view_if_needed()
    box = page.locator(".tline-svg").bounding_box()
    assert box is not None
    y, left = box["y"] + 60, box["x"] + box["width"] * (0.3 + 0.05 * visit)
    page.mouse.move(left, y)
    page.mouse.down()
    page.mouse.move(left + 30, y, steps=3)
    page.mouse.move(left + 90, y, steps=3)
    page.mouse.up()


def _asked(page: Page, act: Callable[[Page], None]) -> float:
    """Return the milliseconds from an event to the frame after the new list; then all filters are taken away."""
    page.evaluate("document.querySelector('.filter-more').open = true")
    page.evaluate("Object.assign(seen, { armed: true, began: 0, asked: false, listed: 0, fed: 0 })")
    act(page)
    page.wait_for_function("seen.listed > 0", timeout=MOST)
    spent: float = page.evaluate("Math.max(seen.listed, seen.fed) - seen.began")
    page.evaluate("seen.armed = false")
    page.wait_for_load_state("networkidle")
    page.evaluate("tocsinSet(Object.fromEntries([...new URLSearchParams(location.search)].map(([k]) => [k, ''])))")
    page.wait_for_function("document.documentElement.dataset.asking === undefined", timeout=MOST)
    page.wait_for_timeout(400)
    return spent


def _print(what: str, found: Mapping[str, list[float]]) -> None:
    for name, spent in found.items():
        label = f"{what}: {name}" if len(what) < 40 else f"{what.split(',')[0]}: {name}"
        p95 = statistics.quantiles(spent, n=20, method="inclusive")[-1] if len(spent) > 1 else spent[0]
        print(f"{label:58}{statistics.median(spent):9.0f}{p95:9.0f}{spent[0]:9.0f}", flush=True)
