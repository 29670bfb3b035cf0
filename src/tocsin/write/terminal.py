"""What a person sees in a terminal: one block per mention, a line of columns with the quote under it.

From ``WIDE`` columns on, the blocks line up as a table under one header;
in a narrower terminal each block is a small card.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from tocsin.base.model import Document, EventMention
from tocsin.base.reading import Reading
from tocsin.write.cells import TIME_WIDTH, one_line, says, what, when, where, who, words

# Narrower than this, six columns leave too little for names: cards instead.
WIDE = 96
# From here on, type and mode fit on one line.
_ROOMY = 124
_GAP = (0, 2, 0, 0)


@dataclass(frozen=True, slots=True)
class DocumentTable:
    """One document's mentions under its title, laid out for the width of the console that prints it."""

    reading: Reading
    mentions: Sequence[EventMention]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        yield from document_title(self.reading.document, len(self.mentions))
        if not self.mentions:
            return
        layout = _layout(self.mentions, options.max_width)
        yield ""
        if layout.is_wide:
            yield _header(layout)
        for n, m in enumerate(self.mentions, start=1):
            yield _row(m, n, layout) if layout.is_wide else _card(m, n, layout)
            yield Padding(words(m), (0, 2, 1, layout.number + 2))


def document_table(reading: Reading, mentions: Sequence[EventMention]) -> RenderableType:
    """Return the table of one document's mentions under its title line."""
    return DocumentTable(reading, mentions)


def document_title(document: Document, count: int) -> Iterable[Text]:
    """Yield a document's title, and under it its outlet, day of publication and number of mentions."""
    d = document
    yield Text(d.title or d.id, style="bold")
    published = f"published {d.published.isoformat()}" if d.published else "no date of publication"
    parts = [d.outlet, published, f"{count} mention{'' if count == 1 else 's'}"]
    yield Text(" · ".join(p for p in parts if p), style="dim")


@dataclass(frozen=True, slots=True)
class _Layout:
    """What all blocks of a document share: numbers of mentions by id, and widths of columns in characters."""

    numbers: Mapping[str, int]
    is_wide: bool
    is_roomy: bool
    number: int
    what: int


def _layout(mentions: Sequence[EventMention], width: int) -> _Layout:
    is_roomy = width >= _ROOMY
    broadest = max(len(line) for m in mentions for line in what(m, is_roomy=is_roomy).plain.splitlines())
    numbers = {m.id: n for n, m in enumerate(mentions, start=1)}
    return _Layout(numbers, width >= WIDE, is_roomy, len(str(len(mentions))), broadest)


def _grid(layout: _Layout) -> Table:
    """Return an empty table whose columns are as wide in every block of a document as in the others."""
    table = Table.grid(padding=_GAP, expand=True)
    table.add_column(justify="right", style="dim", width=layout.number)
    table.add_column(no_wrap=True, width=layout.what)
    table.add_column(ratio=6)
    table.add_column(ratio=3)
    table.add_column(no_wrap=True, width=TIME_WIDTH)
    table.add_column(ratio=4)
    return table


def _header(layout: _Layout) -> RenderableType:
    table = _grid(layout)
    names = ("", "what", "who → to whom", "where", "when", "who says, ✗ denies")
    table.add_row(*(Text(name, style="bold") for name in names))
    return Group(table, Rule(style="dim"))


def _row(m: EventMention, n: int, layout: _Layout) -> Table:
    table = _grid(layout)
    kind = what(m, is_roomy=layout.is_roomy)
    table.add_row(str(n), kind, who(m, layout.numbers), where(m), when(m.time), says(m))
    return table


def _card(m: EventMention, n: int, layout: _Layout) -> Table:
    table = Table.grid(padding=_GAP)
    table.add_column(justify="right", style="dim", width=layout.number)
    table.add_column()
    setting = Text("  ").join(one_line(t) for t in (where(m), when(m.time)) if t.plain != "–")
    table.add_row(str(n), Text("  ").join(what(m, is_roomy=True).split("\n")))
    for part in (who(m, layout.numbers), setting):
        if part:
            table.add_row("", part)
    if m.attributions:
        table.add_row("", Text("told by: ", style="dim") + one_line(says(m)))
    return table
