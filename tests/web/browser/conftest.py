"""A served record and a real browser, for tests of the pages; skipped with a reason where there is no Chromium."""

import shutil

import pytest
from playwright.sync_api import sync_playwright
from visiting import WIDE, Visit, chromium, serving

from tocsin.record import open_record


@pytest.fixture(scope="session")
def browser():
    """Give the browser."""
    program = chromium()
    if program is None:
        pytest.skip("no Chromium on this machine: install it (apt-get install chromium) or name it in TOCSIN_CHROMIUM")
    with sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def address(small_store, tmp_path_factory):
    """Give the address of the small record, served."""
    own = tmp_path_factory.mktemp("served") / "tocsin.db"
    shutil.copy(small_store, own)
    with serving(own) as found:
        yield found


@pytest.fixture(scope="session")
def paths(small_store):
    """Return the address of each screen of the small record: the fall of Goma, its page, its actor and place."""
    with open_record(small_store, create=False) as record:
        fallen = max(record.incidents(place="Goma", mode="territory"), key=lambda i: len(i.mentions))
    return {name: f"/{name}" for name in ("overview", "claims", "standing", "surges", "review")} | {
        "search": "/search?words=Goma",
        "actor": "/actor/M23",
        "place": "/place/Goma",
        "incident": f"/incident/{fallen.id}",
        "document": f"/document/{fallen.mentions[0].document}#{fallen.mentions[0].mention}",
    }


@pytest.fixture
def visit(browser, address):
    """Give a function that opens a page of the small record; nothing may fail on it or ask another host."""
    visits = []

    def begin(path: str, *, viewport=WIDE, scheme="light", at: str = address) -> Visit:
        context = browser.new_context(viewport=viewport, color_scheme=scheme, reduced_motion="reduce")
        context.set_default_timeout(15_000)
        found = Visit(context.new_page(), at)
        visits.append(found)
        found.go(path)
        return found

    yield begin
    for one in visits:
        one.page.context.close()
    assert [f for v in visits for f in v.faults] == []
    assert [u for v in visits for u in v.outside] == []
