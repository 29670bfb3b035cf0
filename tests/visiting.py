"""A served record and a page in a real browser, as its readers see it."""

import os
import re
import shutil
import subprocess
import sys
from contextlib import contextmanager

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, Request

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
WIDE, PHONE = {"width": 1440, "height": 900}, {"width": 360, "height": 740}
# Faults of these kinds keep people out.
GRAVE = {"serious", "critical"}
# Milliseconds between looks at what is loading, looks in a row that find nothing, and looks until that is a fault.
# The map waits 120 ms after it was moved before it asks for more.
MOMENT, QUIET, TRIES = 50, 5, 400


def chromium() -> str | None:
    """Return the browser's program: the one that TOCSIN_CHROMIUM names, or the machine's."""
    return os.environ.get("TOCSIN_CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)


@contextmanager
def serving(store, *more: str):
    """Give the address of a record that is served by the command, as its users serve it."""
    command = [sys.executable, "-m", "tocsin", "serve", "--store", str(store), "--port", "0", *more]
    with subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True) as process:
        try:
            line = process.stderr.readline()
            found = re.search(r"http://\S+?(?=/ )", line)
            assert found, line + process.stderr.read()
            yield found.group()
        finally:
            process.terminate()
            process.wait(20)


class Visit:
    """A page in the browser with what went wrong on it and what it asked of others."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.address = page, address
        self.faults: list[str] = []
        self.outside: list[str] = []
        self._open: set[Request] = set()
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("console", lambda m: self.faults.append(m.text) if m.type == "error" else None)
        page.on("request", self._asked)
        page.on("requestfinished", lambda request: self._open.discard(request))
        page.on("requestfailed", lambda request: self._open.discard(request))

    def _asked(self, request: Request) -> None:
        self._open.add(request)
        if not request.url.startswith((self.address, "data:", "blob:")):
            self.outside.append(request.url)

    def go(self, path: str) -> Page:
        """Open a path and wait until it stands and the server answers to it."""
        self._open.clear()  # what the page before still asked for is not told to have ended
        self.page.goto(self.address + path)
        self.settle()
        return self.page

    def settle(self) -> None:
        """Wait until the page stands, the server answers to it, and nothing was loading for a while."""
        self.page.wait_for_function(
            "document.querySelector('h1') && !document.documentElement.dataset.asking"
            " && (window.did_handshake || !document.getElementById('app'))"
        )
        quiet, left = 0, TRIES
        while quiet < QUIET and left:
            self.page.wait_for_timeout(MOMENT)
            quiet, left = 0 if self._open else quiet + 1, left - 1
        assert left, f"still loading: {[r.url for r in self._open]}"

    def grave_faults(self, **options: object) -> list[str]:
        """Return what axe-core finds that keeps people out, each with where; ``options`` are those of ``axe.run``."""
        found = Axe().run(self.page, options={"resultTypes": ["violations"], "preload": False, **options})
        return [
            f"{v['id']}: {n['html'][:160]} {n.get('failureSummary', '')[:300]}"
            for v in found.response["violations"]
            if v["impact"] in GRAVE
            for n in v["nodes"]
        ]

    def is_wider_than_screen(self) -> bool:
        """Tell whether the page as a whole scrolls sideways."""
        return bool(self.page.evaluate("document.documentElement.scrollWidth > innerWidth + 1"))


@contextmanager
def visiting(context: BrowserContext, address: str):
    """Give a page that is not open yet; nothing may fail on it or ask another host."""
    found = Visit(context.new_page(), address)
    try:
        yield found
    finally:
        found.page.close()
    assert found.faults == []
    assert found.outside == []
