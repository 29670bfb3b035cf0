"""What a person sees of the answers that only the record gives: what adding did, hits of a search, actors and places."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from tocsin.base.plain import plain
from tocsin.record import Added, Dossier, Found
from tocsin.write.cells import actor_code
from tocsin.write.claim_table import claim_table
from tocsin.write.incident_table import incident_table
from tocsin.write.shapes import claim_dict, incident_dict, relation_dict
from tocsin.write.standing_table import standing_table

FOUND_COLUMNS = ("kind", "id", "day", "title", "snippet")
# Of an actor or a place so many incidents and claims are shown; the commands named under them give all.
_SHOWN = 10
# Entries of a tally.
_TALLY = 8
_BARS = "▁▂▃▄▅▆▇█"


def added_page(done: Added, store: str, usual: str) -> RenderableType:
    """Return what adding did, in numbers, and what can be asked now."""
    option = _option(store, usual)
    known = [
        f"{done.documents:,} new",
        *([f"{done.revised:,} revised"] if done.revised else []),
        *([f"{done.unchanged:,} known already"] if done.unchanged else []),
        *([f"{done.copies:,} copies of others"] if done.copies else []),
        *([f"{len(done.skipped):,} skipped"] if done.skipped else []),
    ]
    next_ = (
        (f"tocsin incidents{option}", "what happened, with its claims counted by origin"),
        (f"tocsin claims --about NAME{option}", "who says what and who denies it"),
        (f"tocsin standing{option}", "who holds, backs, sanctions whom"),
        (f"tocsin judge{option}", "decide the pairs that are in doubt"),
    )
    return Group(Text(f"Added to {store}", style="bold"), _numbers(", ".join(known), done), "", _next(next_))


def recoded_page(done: Added, began: datetime, store: str, usual: str) -> RenderableType:
    """Return what coding afresh changed, in numbers, and how to see it."""
    read = done.documents + done.revised + done.unchanged
    skipped = f", {len(done.skipped):,} skipped" if done.skipped else ""
    page = _numbers(f"{read:,} coded afresh{skipped}", done)
    if not done.begun + done.changed + done.ended:
        return Group(Text(f"Recoded {store}", style="bold"), page, "", "No incident has changed.")
    command = f"tocsin changes --since {began:%Y-%m-%dT%H:%M}{_option(store, usual)}"
    return Group(Text(f"Recoded {store}", style="bold"), page, "", _next([(command, "which, and why")]))


def _option(store: str, usual: str) -> str:
    return "" if store == usual else f" --store {store}"


def _numbers(documents: str, done: Added) -> RenderableType:
    incidents = f"{done.begun:,} begun, {done.changed:,} changed"
    ended = f", {done.ended:,} merged or ended" if done.ended else ""
    return _facts([("documents", documents), ("mentions", f"{done.mentions:,}"), ("incidents", incidents + ended)])


def _facts(rows: Sequence[tuple[str, str | Text]]) -> RenderableType:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    for name, value in rows:
        if value:
            table.add_row(name, value if isinstance(value, Text) else Text(value))
    return Padding(table, (0, 0, 0, 4))


def _next(rows: Sequence[tuple[str, str]]) -> RenderableType:
    table = Table.grid(padding=(0, 2, 0, 0))
    for command, meaning in rows:
        table.add_row(Text(command), Text(meaning, style="dim"))
    return Group(Text("Next", style="bold"), Padding(table, (0, 0, 0, 4)))


def found_table(hits: Sequence[Found]) -> RenderableType:
    """Return the hits of a search: what each is, and the words around it."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold", expand=True)
    for name, width in (("day", 10), ("", 8), ("id", 14)):
        table.add_column(name, width=width, no_wrap=True)
    table.add_column("title, and the words found", ratio=1)
    for n, h in enumerate(hits):
        if n:
            table.add_row()
        words = Text(h.title, style="bold").append(f"\n{' '.join(h.snippet.split())}", style="not bold italic")
        table.add_row(h.day.isoformat() if h.day else "–", h.kind, h.id, words)
    return table


def found_dict(hit: Found) -> dict[str, Any]:
    """Return a hit for JSON lines."""
    return dict(plain(hit))


def found_row(hit: Found) -> list[object]:
    """Return the cells of ``FOUND_COLUMNS``."""
    return [hit.kind, hit.id, hit.day, hit.title, hit.snippet]


def dossier_dict(dossier: Dossier) -> dict[str, Any]:
    """Return what is held on an actor or a place for JSON lines; tallies as objects of name and number."""
    d, by_id = dossier, {i.id: i for i in dossier.incidents}
    bare = replace(d, incidents=(), claims=(), standing=())
    tallies = {n: dict(getattr(d, n)) for n in ("done", "suffered", "others", "places", "by_month")}
    return {
        **plain(bare),
        **tallies,
        "standing": [relation_dict(r) for r in d.standing],
        "incidents": [incident_dict(i) for i in d.incidents],
        "claims": [claim_dict(c, by_id.get(c.incident)) for c in d.claims],
    }


def dossier_page(dossier: Dossier) -> RenderableType:
    """Return what is held on an actor or a place: tallies, what stands, the latest incidents and claims."""
    d, by_id = dossier, {i.id: i for i in dossier.incidents}
    is_place = d.place is not None
    parts: list[RenderableType] = [Text(d.name, style="bold"), _head(d, is_place=is_place)]
    if d.standing:
        parts += ["", Text("What stands", style="bold"), standing_table(d.standing)]
    if d.incidents:
        parts += ["", _of("Incidents", len(d.incidents)), incident_table(d.incidents[:_SHOWN])]
    if d.claims:
        parts += ["", _of("Claims", len(d.claims)), claim_table(d.claims[:_SHOWN], by_id)]
    option = "--place" if is_place else "--actor"
    every = [(f'tocsin incidents {option} "{d.name}"', "all of them"), (_claims_of(d.name, is_place), "every claim")]
    return Group(*parts, "", _next(every))


def _claims_of(name: str, is_place: bool) -> str:
    return f'tocsin claims {"--place" if is_place else "--speaker"} "{name}"'


def _of(title: str, count: int) -> Text:
    more = f"  the latest {_SHOWN} of {count:,}" if count > _SHOWN else ""
    return Text(title, style="bold").append(more, style="not bold dim")


def _head(d: Dossier, *, is_place: bool) -> RenderableType:
    return _facts([
        ("ids", ", ".join(d.ids)),
        ("code", actor_code(d.actor) if d.actor else ""),
        ("where", _where(d)),
        ("incidents", f"{len(d.incidents):,}"),
        ("happened" if is_place else "did", _tally(d.done)),
        ("suffered", _tally(d.suffered)),
        ("acting there" if is_place else "with", _tally(d.others)),
        ("places" if not is_place else "parts", _tally(d.places)),
        ("by month", _months(d.by_month)),
    ])  # fmt: skip


def _where(d: Dossier) -> str:
    if d.place is None:
        return ""
    p = d.place
    spot = f"{p.lat:.3f}, {p.lon:.3f}" if p.lat is not None and p.lon is not None else None
    return ", ".join(x for x in (p.admin1, p.country, p.precision.value, spot) if x)


def _tally(entries: Sequence[tuple[str, int]]) -> Text:
    shown = [Text(name).append(f" {count:,}", style="bold") for name, count in entries[:_TALLY]]
    more = [Text(f"{len(entries) - _TALLY} more", style="dim")] if len(entries) > _TALLY else []
    return Text(" · ").join([*shown, *more])


def _months(by_month: Sequence[tuple[str, int]]) -> Text:
    """Return a bar for each month from the first to the last, those in which nothing happened left empty."""
    if not by_month:
        return Text()
    counts = dict(by_month)
    first, last = min(counts), max(counts)
    most = max(counts.values()) or 1
    bars = "".join(_bar(counts.get(month, 0), most) for month in _from_to(first, last))
    text = Text(f"{first} ", style="dim").append(bars, style="not dim cyan").append(f" {last}", style="dim")
    return text.append(f"  most in a month: {most:,}", style="dim")


def _bar(count: int, most: int) -> str:
    return _BARS[(len(_BARS) - 1) * count // most] if count else " "


def _from_to(first: str, last: str) -> Iterator[str]:
    year, month = map(int, first.split("-"))
    while (at := f"{year:04d}-{month:02d}") <= last:
        yield at
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
