"""What a person sees of surges: a block each, with its weeks as a line of blocks in which a gap is a gap."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from tocsin.base.surges import Change, Point, Surge, SurgeKind, Trend
from tocsin.write.surge_words import change_words

_BLOCKS = "▁▂▃▄▅▆▇█"
_GAP = "·"
_STYLES = {SurgeKind.EVENTS: "bold red", SurgeKind.BOTH: "bold red", SurgeKind.COVERAGE: "yellow"}


def surge_table(surges: Iterable[Surge]) -> RenderableType:
    """Return surges in the order given: which week, where or who, what rose from what to what, and why."""
    return Group(*(_block(s.trend, Text(s.kind.value, style=_STYLES[s.kind]), s.why, s.sure) for s in surges))


def trend_table(trends: Iterable[Trend]) -> RenderableType:
    """Return places or pairs as they stand in a week, whether they surge or not."""
    return Group(*(_block(t, Text(t.events.band.value), "", "") for t in trends))


def _block(trend: Trend, what: Text, why: str, sure: str) -> RenderableType:
    t, grid = trend, Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(no_wrap=True, width=14)
    grid.add_column(overflow="fold")
    head = Text(t.subject.label, style="bold").append(f"  {t.measure.value}", style="dim")
    head.append(f"  {t.span} weeks together" if t.span > 1 else "", style="dim")
    grid.add_row(t.week.isoformat(), head)
    grid.add_row(what if why else "", _change("incidents", t.events, [p.count for p in t.points]))
    grid.add_row(f"{sure} evidence" if sure else "", _change("documents", t.coverage, [p.telling for p in t.points]))
    read = f"{t.points[-1].read} documents of {len(t.outlets)} outlets, {t.reading:.1f} times a week before"
    grid.add_row("", Text(f"read       {_line(t.points)}  {read}", style="dim"))
    if why:
        grid.add_row("", Text(why))
        grid.add_row("", Text(" ".join(t.incidents) or "no new incidents", style="dim"))
    grid.add_row()
    return grid


def _change(name: str, change: Change, counts: list[int | None]) -> Text:
    return Text(f"{name:<10} {blocks(counts)}  {change_words(change)}: ").append(change.band.value, style="bold")


def _line(points: Iterable[Point]) -> str:
    return blocks([p.read or None for p in points])


def blocks(counts: Iterable[int | None]) -> str:
    """Return numbers as blocks of a height each; a gap (``None``) is a dot, and no low block."""
    values = list(counts)
    most = max((v for v in values if v is not None), default=0)
    step = max(most, 1) / (len(_BLOCKS) - 1)
    return "".join(_GAP if v is None else _BLOCKS[round(v / step)] for v in values)
