"""Shared by all tests: the loaded tools, and text pairs from ``tests/golden``."""

import pytest
from golden_text import golden_pairs

from tocsin.pipeline import load_tools

# A case that is right by the codebook and does not come out so yet has a title that begins with "todo: ".
XFAIL = pytest.mark.xfail(reason="not coded so yet")


@pytest.fixture(scope="session")
def tools():
    """Return the model, register, gazetteer and lexicon, loaded once for all tests."""
    return load_tools()


def pytest_configure(config):
    config.addinivalue_line("markers", "golden(file): run once per case of tests/golden/file")


def pytest_generate_tests(metafunc):
    for marker in metafunc.definition.iter_markers("golden"):
        cases = [
            pytest.param(given, expected, id=title, marks=[XFAIL] if title.startswith("todo: ") else [])
            for title, given, expected in golden_pairs(marker.args[0])
        ]
        metafunc.parametrize(("given_", "expected"), cases)
