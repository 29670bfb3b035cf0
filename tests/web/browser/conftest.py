"""A served record and a real browser, for tests of the pages; skipped with a reason where there is no Chromium."""

import shutil
from contextlib import ExitStack
from types import SimpleNamespace

import pytest
from playwright.sync_api import sync_playwright
from visiting import WIDE, Visit, chromium, serving, visiting

from tocsin.record import open_record

READ, WRITE = "lantern", "anvil"


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
def guarded(small_store, tmp_path_factory):
    """Give a small record that is served to those with a token: its address, its file, and two incidents made one."""
    own = tmp_path_factory.mktemp("guarded") / "tocsin.db"
    shutil.copy(small_store, own)
    with open_record(own, create=False) as record:
        one, other, *_ = next(iter(record.doubts(limit=1)))
        record.judge("same", one.id, other.id, by="amina")
        kept = record.show(other.id).id
    gone = next(i for i in (one.id, other.id) if i != kept)
    with serving(own, "--read-token", READ, "--write-token", WRITE) as found:
        yield SimpleNamespace(address=found, store=own, gone=gone, kept=kept)


@pytest.fixture(scope="session")
def fallen(small):
    """Return the fall of Goma."""
    return max(small.incidents(place="Goma", mode="territory"), key=lambda i: len(i.mentions))


@pytest.fixture(scope="session")
def paths(fallen):
    """Return the address of each screen of the small record: the fall of Goma, its page, its actor and place."""
    told = fallen.mentions[0]
    return {name: f"/{name}" for name in ("overview", "claims", "standing", "surges", "review")} | {
        "search": "/search?words=Goma",
        "actor": "/actor/M23",
        "place": "/place/Goma",
        "incident": f"/incident/{fallen.id}",
        "document": f"/document/{told.document}#{told.mention}",
    }


@pytest.fixture(scope="session")
def shared(browser):
    """Return a context of the browser for all who read openly: what pages have in common is loaded once."""
    return _context(browser)


def _context(browser):
    found = browser.new_context(viewport=WIDE, color_scheme="light", reduced_motion="reduce")
    found.set_default_timeout(15_000)
    return found


@pytest.fixture
def visit(shared, address):
    """Give a function that opens a page of the small record."""
    with ExitStack() as stack:

        def opened(path: str) -> Visit:
            found = stack.enter_context(visiting(shared, address))
            found.go(path)
            return found

        yield opened


@pytest.fixture
def stranger(browser, guarded):
    """Give a visit to the guarded record that has shown no token yet."""
    context = _context(browser)
    with visiting(context, guarded.address) as found:
        yield found
    context.close()


@pytest.fixture(scope="session")
def known(browser, guarded):
    """Return contexts of the browser that have shown a token, by what it gives the right to."""

    def of(token: str):
        found = _context(browser)
        answer = found.request.post(f"{guarded.address}/login", form={"token": token, "next": "/login"})
        assert answer.ok, answer.text()
        return found

    return {"read": of(READ), "write": of(WRITE)}


@pytest.fixture
def reader(known, guarded):
    """Give a visit to the guarded record of one who may read."""
    with visiting(known["read"], guarded.address) as found:
        yield found


@pytest.fixture
def writer(known, guarded):
    """Give a visit to the guarded record of one who may decide."""
    with visiting(known["write"], guarded.address) as found:
        yield found
