"""Importing tocsin costs nothing: no file of data, socket, model or heavy package."""

import subprocess
import sys

CHECK = """
import sys, time
began = time.perf_counter()
import tocsin
took = time.perf_counter() - began
heavy = {"spacy", "numpy", "rich", "typer", "trafilatura", "lxml", "sqlite3", "socket", "dateparser"} & set(sys.modules)
assert not heavy, heavy
assert took < 0.5, took
"""


def test_import_is_cheap():
    done = subprocess.run([sys.executable, "-c", CHECK], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_import_of_the_records_needs_no_model():
    check = "import sys, tocsin.base.model, tocsin.base.tables; assert 'spacy' not in sys.modules"
    assert subprocess.run([sys.executable, "-c", check], check=False).returncode == 0


def test_the_public_names_are_a_closed_list():
    import tocsin

    assert tocsin.__all__ == ["Document", "EventMention", "Reading", "Skipped"]
    assert all(hasattr(tocsin, name) for name in tocsin.__all__)
