"""The demo on a few of its pages: what it shows, and that it changes nothing the second time."""

import shutil
from contextlib import contextmanager

import pytest
from rich.console import Console
from typer.testing import CliRunner

from tocsin.cli import app, demo
from tocsin.cli.demo_choice import shown_of
from tocsin.cli.demo_page import demo_page
from tocsin.record import Added, Record, open_record


@pytest.fixture
def call(monkeypatch, tmp_path, small_store, few_pages):
    """Return a function that runs the demo in a folder where its store, with a few pages, is there already."""

    @contextmanager
    def pages():
        yield [str(p) for p in few_pages]

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(demo, "pages", pages)
    shutil.copy(small_store, tmp_path / "tocsin-demo.db")
    return lambda *args: CliRunner().invoke(app, ["demo", *args], catch_exceptions=False)


def held(path):
    with open_record(path, create=False) as record:
        return record.documents(), record.incidents()


def test_demo_shows_the_crisis_and_what_to_ask_next(call):
    result = call()
    assert result.exit_code == 0, result.stderr
    for words in (
        "13 from", "2 of them copies", "1: its language is 'fr'", "Two towns fall", "Goma: who says so", "✗ denies",
        "700+", "Who holds which town", "Walikale", "2025-03-25", "Sanctions in force", "United States",
        "Kept in tocsin-demo.db", "tocsin standing --as-of 2025-02-20 --actor M23 --store tocsin-demo.db",
    ):  # fmt: skip
        assert words in result.stdout, words


def test_demo_run_again_changes_nothing(call, tmp_path):
    before = held(tmp_path / "tocsin-demo.db")
    first, second = call(), call()
    assert first.stdout == second.stdout
    assert held(tmp_path / "tocsin-demo.db") == before


def test_demo_adds_only_the_pages_that_the_store_lacks(call, monkeypatch):
    added = []
    monkeypatch.setattr(Record, "add", lambda self, paths, **_: added.extend(paths) or Added())
    assert call().exit_code == 0
    assert [p.rpartition("/")[2] for p in added] == ["2025-02-02-le-quotidien-du-fleuve-1.html"]


def test_demo_leaves_a_store_of_other_documents_alone(call, tmp_path, monkeypatch):
    shutil.copy(tmp_path / "tocsin-demo.db", tmp_path / "mine.db")
    monkeypatch.setattr(demo, "_is_of_demo", lambda *_: False)
    result = call("--store", "mine.db")
    assert result.exit_code == 2
    assert "mine.db holds other documents than those of the demo" in result.stderr


@pytest.mark.parametrize("width", [80, 100, 140])
def test_demo_fits_the_terminal(small_store, width):
    console = Console(width=width)
    with open_record(small_store) as record:
        lines = console.render_lines(demo_page(shown_of(record, ()), "tocsin-demo.db"))
    assert max(sum(len(s.text) for s in line) for line in lines) <= width


def test_demo_of_an_empty_record_leaves_out_what_is_not_there(tmp_path):
    console = Console(width=100)
    with open_record(tmp_path / "empty.db") as record, console.capture() as shown:
        console.print(demo_page(shown_of(record, ()), "empty.db"))
    assert "Two towns fall" not in shown.get()
    assert "Who holds which town" in shown.get()


def test_demo_names_the_program_as_it_was_called(monkeypatch):
    monkeypatch.setattr(demo.sys, "argv", [".venv/bin/tocsin", "demo"])
    monkeypatch.setattr(demo, "which", lambda _: None)
    assert demo._program() == ".venv/bin/tocsin"
    monkeypatch.setattr(demo, "which", lambda _: "/usr/bin/tocsin")
    assert demo._program() == "tocsin"
