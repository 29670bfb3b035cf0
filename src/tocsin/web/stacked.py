"""Tables whose rows become cards on a narrow screen, with the head of its column before each value."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup

from tocsin.web.html import Child, el, join


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: its cells, of which the first is its head, and attributes of its element.

    ``below`` is what has the whole width under the cells; the two lines are then one group of rows with the attributes.
    """

    cells: Sequence[Child]
    attributes: dict[str, object] = field(default_factory=dict)
    below: Child = None


def stacked_table(
    title: str,
    heads: Sequence[str],
    rows: Iterable[Row],
    *,
    class_: str = "",
    shown: bool = False,
    hidden: bool = False,
) -> Markup:
    """Return a table that is wide on a wide screen and a list of cards on a narrow one.

    The roles are written out, since a browser forgets them where rows are laid out as blocks. ``shown``: the title is
    to be seen, not only heard. ``hidden``: the table is not there yet, as none of its rows is.
    """
    caption = el("caption", title, class_=None if shown else "hidden")
    head = el(
        "thead", el("tr", [el("th", h, scope="col", role="columnheader") for h in heads], role="row"), role="rowgroup"
    )
    laid = list(rows)
    groups = any(r.below is not None for r in laid)
    body = (
        join([_group(heads, r) for r in laid])
        if groups
        else el("tbody", [_row(heads, r) for r in laid], role="rowgroup")
    )
    return el("table", caption, head, body, class_=f"table stacked {class_}".strip(), role="table", hidden=hidden)


def _group(heads: Sequence[str], row: Row) -> Markup:
    below = el("tr", el("td", row.below, role="cell", colspan=len(heads), class_="below"), role="row")
    return el("tbody", el("tr", _cells(heads, row), role="row"), below, role="rowgroup", **row.attributes)


def _row(heads: Sequence[str], row: Row) -> Markup:
    return el("tr", _cells(heads, row), role="row", **row.attributes)


def _cells(heads: Sequence[str], row: Row) -> list[Markup]:
    first, *rest = row.cells
    cells = [el("th", first, scope="row", role="rowheader")]
    return cells + [el("td", c, role="cell", data_head=h) for c, h in zip(rest, heads[1:], strict=True)]
