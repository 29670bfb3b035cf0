"""The command that shows what tocsin does, without any input."""

from __future__ import annotations

from importlib.resources import as_file

from tocsin.base.model import Skipped
from tocsin.base.tables import data_folder
from tocsin.cli.coding import read_all
from tocsin.cli.common import app, failing, finish, people_console
from tocsin.write.terminal import document_table, sources

_DEMO = ("demo", "el-fasher.html")
_NEXT = """
[bold]Next[/bold]
    tocsin code PAGE.html NEWS.jsonl FOLDER/    [dim]your own pages, texts, JSON lines, CSV, or folders of them[/dim]
    tocsin code PAGE.html --format jsonl        [dim]one JSON line per mention, for programs; csv for spreadsheets[/dim]
    tocsin add FOLDER/                          [dim]keep them in a record that can be asked: tocsin incidents[/dim]
    tocsin annotate PAGE.html                   [dim]the layers: places, actors, times, who says what[/dim]
    tocsin explain "Rebels seized Sake."        [dim]why a sentence is coded as it is[/dim]"""


@app.command()
def demo() -> None:
    """Code the page that comes with tocsin, and show where each part of the result comes from."""
    console, skipped = people_console(), list[Skipped]()
    with as_file(data_folder().joinpath(*_DEMO)) as page, failing():
        readings = list(read_all([str(page)], None, 1, skipped))
    for reading in readings:
        console.print(document_table(reading, reading.mentions), highlight=False)
        console.print(sources(reading), highlight=False)
    finish(bool(readings), skipped)
    console.print(_NEXT, highlight=False, soft_wrap=True)
