"""What a person sees of documents and of changes: a table, one thing a block."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from tocsin.base.model import Document
from tocsin.base.provenance import Change, Judgement, Verdict
from tocsin.write.cells import clip_words
from tocsin.write.incident_table import ID_WIDTH

_CHANGES = {"added": "green", "changed": "yellow", "merged": "cyan", "deleted": "red"}


def documents_table(documents: Iterable[Document]) -> RenderableType:
    """Return documents with where they were read and what they repeat."""
    table = _table(("published", ID_WIDTH), ("title", None), ("outlet", None), ("language", 8), ("origin", None))
    for d in documents:
        day = Text(d.published.isoformat() if d.published else "no date").append(f"\n{d.id}", style="dim")
        title = Text(clip_words(d.title or "(no title)", 90)).append(f"\n{d.file or d.url or ''}", style="dim")
        title.append(f"\ncopy of {d.copy_of}" if d.copy_of else "", style="yellow")
        table.add_row(day, title, d.outlet or "", d.language or "?", d.origin or "")
    return table


def change_table(changes: Iterable[Change]) -> RenderableType:
    """Return changes in the order given: when, what became of which id, by whom and why."""
    table = _table(("when (UTC)", 16), ("id", ID_WIDTH), ("", 8), ("what", 7), ("rev.", 4), ("by", None), ("why", None))
    for c in changes:
        what = Text(c.what, style=_CHANGES.get(c.what, ""))
        table.add_row(f"{c.at:%Y-%m-%d %H:%M}", c.id, c.kind, what, str(c.revision), c.by, c.why)
    return table


def judgement_table(judgements: Iterable[Judgement]) -> RenderableType:
    """Return decisions in the order given: when, by whom, what was decided on what, and why."""
    table = _table(("when (UTC)", 16), ("id", ID_WIDTH), ("by", None), ("decided", None), ("on", None), ("why", None))
    for j in judgements:
        what = j.verdict.value + (f" {j.field} = {j.value}" if j.verdict is Verdict.EDIT else "")
        on = "\n".join(i for i in (j.left, j.right) if i)
        table.add_row(f"{j.at:%Y-%m-%d %H:%M}", j.id, j.by, what, on, j.why or "")
    return table


def _table(*columns: tuple[str, int | None]) -> Table:
    """Return an empty table; columns without a width share what is left, the second of them and the last most."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold", expand=True)
    for name, width in columns:
        ratio = None if width else 4 if name in ("title", "why") else 2
        table.add_column(name, width=width, ratio=ratio, no_wrap=width is not None, overflow="fold")
    return table
