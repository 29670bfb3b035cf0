"""Tables whose rows become cards on a narrow screen, with the head of its column before each value."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup

from tocsin.web.html import Child, el


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: its cells, of which the first is its head, and attributes of its element."""

    cells: Sequence[Child]
    attributes: dict[str, object] = field(default_factory=dict)


def stacked_table(
    title: str, heads: Sequence[str], rows: Iterable[Row], *, class_: str = "", shown: bool = False
) -> Markup:
    """Return a table that is wide on a wide screen and a list of cards on a narrow one.

    The roles are written out, since a browser forgets them where rows are laid out as blocks. ``shown``: the title is
    to be seen, not only heard.
    """
    caption = el("caption", title, class_=None if shown else "hidden")
    head = el(
        "thead", el("tr", [el("th", h, scope="col", role="columnheader") for h in heads], role="row"), role="rowgroup"
    )
    body = el("tbody", [_row(heads, r) for r in rows], role="rowgroup")
    return el("table", caption, head, body, class_=f"table stacked {class_}".strip(), role="table")


def _row(heads: Sequence[str], row: Row) -> Markup:
    first, *rest = row.cells
    cells = [el("th", first, scope="row", role="rowheader")]
    cells += [el("td", c, role="cell", data_head=h) for c, h in zip(rest, heads[1:], strict=True)]
    return el("tr", cells, role="row", **row.attributes)
