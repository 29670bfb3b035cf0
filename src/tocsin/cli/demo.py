"""The command that shows what tocsin does, without any input: a crisis in 80 pages, kept in a store and asked."""

from __future__ import annotations

import os
import sys
from collections.abc import Container, Iterator
from contextlib import contextmanager
from importlib.resources import as_file
from pathlib import Path
from shutil import which
from typing import Annotated

import typer

from tocsin.base.model import Document
from tocsin.base.tables import data_folder
from tocsin.cli.common import app, fail, opened, people_console, progress_bar, tell
from tocsin.cli.demo_choice import Shown, shown_of
from tocsin.cli.demo_page import demo_page
from tocsin.record import Record

DEMO_STORE = "tocsin-demo.db"
_PAGES = ("demo", "pages")


@app.command()
def demo(
    store: Annotated[
        str, typer.Option("--store", help="The file that the record is kept in; it is made if it is not there.")
    ] = DEMO_STORE,
) -> None:
    """Keep the 80 pages that come with tocsin in a store, and show what the record of that crisis answers."""
    is_new = "://" not in store and not Path(store).exists()
    with opened(store, create=True) as record:
        if not is_new:
            _refuse_other(record, store)
        shown = load(record)
    people_console().print(demo_page(shown, store, _program()), highlight=False)


def load(record: Record) -> Shown:
    """Add the pages of the demo that the record lacks, and return what the demo shows of it."""
    with pages() as files:
        known = {Path(d.file).name for d in record.documents() if d.file}
        missing = [f for f in files if Path(f).name not in known]
        # Those that are skipped are never known: they alone are read again, to tell why.
        if not known:
            tell(f"reading {len(files)} pages; this takes half a minute, once.")
        with progress_bar(len(missing)) as bar:
            done = record.add(
                missing, jobs=os.cpu_count() or 1, progress=lambda more: bar.advance(bar.task_ids[0], more)
            )
    return shown_of(record, done.skipped)


def _program() -> str:
    """Return how tocsin was called, where that is not by its bare name: ``.venv/bin/tocsin`` is on nobody's path."""
    called = Path(sys.argv[0])
    is_ours = called.name == "tocsin" and which("tocsin") is None
    return str(called) if is_ours else "tocsin"


@contextmanager
def pages() -> Iterator[list[str]]:
    """Give the pages of the demo in the order of their days, as paths from the current folder where they lie below it."""
    with as_file(data_folder().joinpath(*_PAGES)) as folder:
        yield sorted(_shorter(p) for p in Path(folder).iterdir() if p.suffix == ".html")


def _shorter(path: Path) -> str:
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else str(path)


def _refuse_other(record: Record, store: str) -> None:
    """End with an error if a store holds documents, and none of the demo: its pages would mix with real ones."""
    with pages() as files:
        names = {Path(f).name for f in files}
    held = record.documents()
    if held and not any(_is_of_demo(d, names) for d in held):
        fail(
            f"{store} holds other documents than those of the demo, which would mix with them; "
            "name another file with --store."
        )


def _is_of_demo(document: Document, names: Container[str]) -> bool:
    return document.file is not None and Path(document.file).name in names
