"""Shared by all tests: the loaded tools, and text pairs from ``tests/golden``."""

import shutil
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
from coded import FOLDER, PAGES, Coder
from golden_text import golden_pairs

from tocsin import runs
from tocsin.pipeline import load_tools
from tocsin.record import open_record

# A case that is right by the codebook and does not come out so yet has a title that begins with "todo: ".
XFAIL = pytest.mark.xfail(reason="not coded so yet")


# When the small store came to know what it holds, as the documents ask it: before their examples of --as-of.
MADE = datetime(2025, 5, 1, tzinfo=UTC)
# The pages of the demo that tell its main line; loading all 80 takes half a minute.
FEW = (
    "01-04-continental-wire", "01-21-continental-wire", "01-25-continental-wire", "01-28-continental-wire",
    "01-28-morning-ledger", "01-29-lakes-news-agency", "02-01-relief-desk", "02-02-le-quotidien-du-fleuve",
    "02-08-continental-wire", "02-16-continental-wire", "02-17-morning-ledger", "02-20-lakes-news-agency",
    "02-25-morning-ledger", "02-27-continental-wire",
)  # fmt: skip


@pytest.fixture(scope="session")
def tools():
    """Return the model, register, gazetteer and lexicon, loaded once for all tests."""
    return load_tools()


@pytest.fixture(scope="session")
def coder(tools):
    """Return what codes documents, each text once for all tests."""
    return Coder(tools)


@pytest.fixture
def quick(coder, monkeypatch):
    """Let records be added to without coding what was coded before; return the coder, which tests may change."""
    monkeypatch.setattr(runs, "run", coder.run)
    monkeypatch.setattr(runs, "load_tools", lambda: coder.tools)
    monkeypatch.setattr(coder, "change", None)
    return coder


def clock():
    """Return a clock that goes on by a minute whenever it is looked at."""
    minutes = count()
    return lambda: datetime(2025, 3, 1, tzinfo=UTC) + timedelta(minutes=next(minutes))


@pytest.fixture(scope="session")
def made_store(coder, tmp_path_factory):
    """Return the file of a store that holds the pages; tests copy it."""
    where = tmp_path_factory.mktemp("made") / "made.db"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(runs, "run", coder.run)
        patch.setattr(runs, "load_tools", lambda: coder.tools)
        with open_record(where, now=clock()) as opened:
            opened.add(PAGES)
    return where


@pytest.fixture(scope="session")
def few_pages():
    """Return some pages of the demo: one crisis, with copies, a denial, tolls that differ, and a French page."""
    return [FOLDER / f"2025-{name}-1.html" for name in FEW]


@pytest.fixture(scope="session")
def small_store(coder, few_pages, tmp_path_factory):
    """Return the file of a store with a few pages of the demo, made once; copy it to write to it."""
    where = tmp_path_factory.mktemp("small") / "tocsin.db"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(runs, "run", coder.run)
        patch.setattr(runs, "load_tools", lambda: coder.tools)
        with open_record(where, now=lambda: MADE) as opened:
            opened.add(few_pages)
    return where


@pytest.fixture(scope="session")
def asked(made_store):
    """Give the record of the pages, which tests only ask."""
    with open_record(made_store, create=False) as opened:
        yield opened


@pytest.fixture
def record(made_store, quick, tmp_path):
    """Give a record of the pages that is the test's own; its clock begins a day later."""
    shutil.copy(made_store, tmp_path / "own.db")
    later = clock()
    with open_record(tmp_path / "own.db", create=False, now=lambda: later() + timedelta(days=1)) as opened:
        yield opened


@pytest.fixture
def empty(quick, tmp_path):
    """Give an empty record of the test's own."""
    with open_record(tmp_path / "empty.db", now=clock()) as opened:
        yield opened


def pytest_collection_modifyitems(items):
    # The browser's driver keeps an event loop running until the session ends, beside which no other may run.
    items.sort(key=lambda item: "browser" in item.path.parts)


def pytest_configure(config):
    config.addinivalue_line("markers", "golden(file): run once per case of tests/golden/file")


def pytest_generate_tests(metafunc):
    for marker in metafunc.definition.iter_markers("golden"):
        cases = [
            pytest.param(given, expected, id=title, marks=[XFAIL] if title.startswith("todo: ") else [])
            for title, given, expected in golden_pairs(marker.args[0])
        ]
        metafunc.parametrize(("given_", "expected"), cases)
