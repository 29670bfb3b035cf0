"""What a person sees of standing relations: who stands how to whom, from when until when, with the words for and against."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from tocsin.base.incidents import Relation, Step
from tocsin.write.cells import one_line
from tocsin.write.incident_table import ID_WIDTH
from tocsin.write.kept_cells import STATUS_STYLES, between, numbered, people, place_cell, words_line

_HEADS = ("", "who", "to whom, where", "from", "until")
# Steps shown on each side, the first and the last; the others are counted.
_SHOWN = 2
_KIND_WIDTH = 12


def standing_table(relations: Iterable[Relation]) -> RenderableType:
    """Return relations with the words for and, marked, against each."""
    parts: list[RenderableType] = [_grid([Text(h, style="bold") for h in _HEADS]), Rule(style="dim")]
    for r in relations:
        parts.append(_grid(_cells(r)))
        quotes = [*_quotes(r.evidence_for, ""), *_quotes(r.evidence_against, "✗ ")]
        parts.append(Padding(Group(*quotes), (0, 2, 1, _KIND_WIDTH + 2)))
    return Group(*parts)


def _grid(cells: Sequence[Text]) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0), expand=True)
    table.add_column(no_wrap=True, width=_KIND_WIDTH)
    table.add_column(ratio=1, overflow="fold")
    table.add_column(ratio=1, overflow="fold")
    table.add_column(no_wrap=True, width=ID_WIDTH)
    table.add_column(no_wrap=True, width=ID_WIDTH)
    table.add_row(*cells)
    return table


def _cells(r: Relation) -> list[Text]:
    with_whom = [*([people([r.object])] if r.object else []), *([one_line(place_cell(r.place))] if r.place else [])]
    is_over = r.until_earliest is not None or r.until_latest is not None
    until = Text(between(r.until_earliest, r.until_latest)) if is_over else Text("still in force", style="green")
    status = Text(r.status.value, style=STATUS_STYLES[r.status])
    kind = Text("\n").join([Text(r.kind.value.replace("_", " "), style="bold"), status])
    start = Text(between(r.from_earliest, r.from_latest))
    return [kind, people([r.subject]), Text("\n").join(with_whom), start, until]


def _quotes(steps: Sequence[Step], mark: str) -> Iterator[Text]:
    """Yield the first and the latest of the steps on one side, with where they can be read."""
    for s in steps if len(steps) <= _SHOWN else (steps[0], steps[-1]):
        where = s.files[0] if s.files else ", ".join(s.documents)
        text = Text(f"{mark}{s.effect.value} ", style="red" if mark else "dim") + words_line(s.evidence.text, 180)
        yield text.append(f"  {where}  {s.source}", style="dim")
    if len(steps) > _SHOWN:
        yield Text(f"{mark}and {numbered(len(steps) - _SHOWN, 'step')} between", style="dim")
