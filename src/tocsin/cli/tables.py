"""The command that checks tables of the user's own and says what they do to ours: tocsin tables."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Annotated

import typer
from rich.console import RenderableType
from rich.table import Table

from tocsin.base.overlay import Change, changes, read_overlay
from tocsin.base.table_keys import shape_of
from tocsin.base.tables import Overlay, Row, using
from tocsin.cli.common import OWN_TABLES, Form, Format, app, fail, failing, listed, tell
from tocsin.linking.gazetteer import open_gazetteer
from tocsin.linking.register import load_register
from tocsin.mentions.lexicon import load_lexicon

_COLUMNS = ("table", "line", "change", "row")


@app.command()
def tables(
    folder: Annotated[
        str | None,
        typer.Argument(help=f"A folder with tables of your own; default: that of the environment's {OWN_TABLES}."),
    ] = None,
    format_: Form = Format.TABLE,
) -> None:
    """Check tables of your own, and say of each row whether it is added, takes the place of ours, or takes ours out.

    The exit code is 0 when all is well, and 2 when a row breaks its form, with file, line and what is allowed.
    """
    given = folder or os.environ.get(OWN_TABLES)
    if not given:
        fail(f"no folder is given; name one, tocsin tables DIR, or set the environment's {OWN_TABLES}.")
    with failing():
        found = list(_changes(read_overlay(given)))
    listed(
        format_,
        dicts=(dict(zip(_COLUMNS, row, strict=True)) for row in found),
        columns=_COLUMNS,
        rows=found,
        page=lambda: _page(found),
    )


def _changes(overlay: Overlay) -> Iterator[tuple[str, int, str, str]]:
    """Yield the rows with what each does; all that reads them is loaded, so that what is broken is told."""
    with using(overlay):
        load_register()
        load_lexicon()
        gazetteer = open_gazetteer(progress=tell)
    moved = {own for number, own in gazetteer.own.items() if gazetteer.entry(number).place.geonameid is not None}
    for name, row, change in changes(overlay):
        # A town of the gazetteer's packages that a row of the user's own gives another point or name.
        is_moved = change is Change.ADDED and row.origin in moved
        yield row.own, row.line, (Change.REPLACED if is_moved else change).value, _told(name, row)


def _told(name: str, row: Row) -> str:
    shape = shape_of(name)
    return " ".join(row[column] for column in (shape.key if shape else ()) if row[column])


def _page(found: list[tuple[str, int, str, str]]) -> RenderableType:
    page = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 2, 0, 0))
    for column in ("table", "line", "", "row"):
        page.add_column(column, justify="right" if column == "line" else "left", overflow="fold")
    for table, line, change, row in found:
        page.add_row(table, str(line), change, row)
    return page
