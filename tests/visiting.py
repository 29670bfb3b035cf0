"""A served record and a page in a real browser, as its readers see it."""

import os
import re
import shutil
import subprocess
import sys
import time
from contextlib import contextmanager

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
WIDE, PHONE = {"width": 1440, "height": 900}, {"width": 360, "height": 740}
# Faults of these kinds keep people out.
GRAVE = {"serious", "critical"}


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
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("console", lambda m: self.faults.append(m.text) if m.type == "error" else None)
        page.on("request", self._asked)

    def _asked(self, request) -> None:
        if not request.url.startswith((self.address, "data:", "blob:")):
            self.outside.append(request.url)

    def go(self, path: str) -> Page:
        """Open a path and wait until it stands and the server answers to it."""
        self.page.goto(self.address + path)
        self.page.wait_for_selector("h1")
        self.settle()
        return self.page

    def settle(self) -> None:
        """Wait until nothing is loading any more."""
        self.page.wait_for_load_state("networkidle")
        time.sleep(0.2)

    def grave_faults(self) -> list[str]:
        """Return what axe-core finds that keeps people out, each with where."""
        found = Axe().run(self.page).response["violations"]
        return [
            f"{v['id']}: {n['html'][:160]} {n.get('failureSummary', '')[:300]}"
            for v in found
            if v["impact"] in GRAVE
            for n in v["nodes"]
        ]

    def is_wider_than_screen(self) -> bool:
        """Tell whether the page as a whole scrolls sideways."""
        return bool(self.page.evaluate("document.documentElement.scrollWidth > innerWidth + 1"))
