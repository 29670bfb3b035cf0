"""What a person sees in a terminal: one block per mention, a line of columns with the quote under it.

From ``WIDE`` columns on, the blocks line up as a table under one header;
in a narrower terminal each block is a small card.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from tocsin.base.model import (
    EventMention,
    EventTime,
    Participant,
    Precision,
    Reading,
    RegionKind,
    Stance,
    Status,
)
from tocsin.write.native import clip

STYLES: Mapping[Status, str] = {
    Status.ASSERTED: "green",
    Status.ALLEGED: "yellow",
    Status.DENIED: "red",
    Status.NEGATED: "red",
    Status.REQUESTED: "cyan",
    Status.THREATENED: "magenta",
    Status.PLANNED: "blue",
    Status.HYPOTHETICAL: "dim",
}
# Narrower than this, six columns leave too little for names: cards instead.
WIDE = 96
# From here on, type and mode fit on one line.
_ROOMY = 124
# A quote is cut around its trigger to about three lines of a usual terminal.
_QUOTE = 300
# More names than this on one side are counted, not listed.
_NAMES = 4
_GAP = (0, 2, 0, 0)
_REGIONS = {RegionKind.FURNITURE: "pieces of page furniture", RegionKind.TEASER: "teasers of other stories", RegionKind.HEAD: "heads"}


@dataclass(frozen=True, slots=True)
class DocumentTable:
    """One document's mentions under its title, laid out for the width of the console that prints it."""

    reading: Reading
    mentions: Sequence[EventMention]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        yield from _title(self.reading, len(self.mentions))
        if not self.mentions:
            return
        numbers = {m.id: n for n, m in enumerate(self.mentions, start=1)}
        width = options.max_width
        lay_out = _card if width < WIDE else _row
        yield ""
        if width >= WIDE:
            yield _header(self.mentions, width)
        for n, m in enumerate(self.mentions, start=1):
            yield lay_out(m, n, numbers, self.mentions, width)
            yield Padding(_words(m), (0, 2, 1, 4))


def document_table(reading: Reading, mentions: Sequence[EventMention]) -> RenderableType:
    """Return the table of one document's mentions under its title line."""
    return DocumentTable(reading, mentions)


def _title(reading: Reading, count: int) -> Iterable[Text]:
    d = reading.document
    yield Text(d.title or d.id, style="bold")
    published = f"published {d.published.isoformat()}" if d.published else "no date of publication"
    parts = [d.outlet, published, f"{count} mention{'' if count == 1 else 's'}"]
    yield Text(" · ".join(p for p in parts if p), style="dim")


def _grid(mentions: Sequence[EventMention], width: int) -> Table:
    """Return an empty table whose columns are as wide in every block of a document as in the others."""
    what = max(len(line) for m in mentions for line in _what(m, width).plain.splitlines())
    table = Table.grid(padding=_GAP, expand=True)
    table.add_column(justify="right", style="dim", width=2 if len(mentions) < 100 else 4)
    table.add_column(no_wrap=True, width=max(what, 4))
    table.add_column(ratio=6)
    table.add_column(ratio=3)
    table.add_column(no_wrap=True, width=13)
    table.add_column(ratio=4)
    return table


def _header(mentions: Sequence[EventMention], width: int) -> RenderableType:
    table = _grid(mentions, width)
    names = ("", "what", "who → to whom", "where", "when", "who says, ✗ denies")
    table.add_row(*(Text(name, style="bold") for name in names))
    return Group(table, Rule(style="dim"))


def _row(m: EventMention, n: int, numbers: dict[str, int], mentions: Sequence[EventMention], width: int) -> Table:
    table = _grid(mentions, width)
    table.add_row(str(n), _what(m, width), _who(m, numbers), _where(m), when(m.time), _says(m))
    return table


def _card(m: EventMention, n: int, numbers: dict[str, int], mentions: Sequence[EventMention], width: int) -> Table:
    table = Table.grid(padding=_GAP)
    table.add_column(justify="right", style="dim", width=2 if len(mentions) < 100 else 4)
    table.add_column()
    head = Text(m.type, style="bold").append(f" {m.mode}" if m.mode else "", style="not bold")
    head.append("  ").append(m.status.value, style=f"not bold {STYLES[m.status]}")
    setting = Text("  ").join(_one_line(t) for t in (_where(m), when(m.time)) if t.plain != "–")
    table.add_row(str(n), head)
    for part in (_who(m, numbers), setting):
        if part:
            table.add_row("", part)
    if m.attributions:
        table.add_row("", Text("told by: ", style="dim") + _one_line(_says(m)))
    return table


def _one_line(text: Text) -> Text:
    return Text(", ").join(text.split("\n"))


def _what(m: EventMention, width: int) -> Text:
    kind = Text(m.type, style="bold")
    if m.mode:
        kind.append(" " if width >= _ROOMY else "\n").append(m.mode, style="not bold")
    return kind.append("\n").append(m.status.value, style=f"not bold {STYLES[m.status]}")


def _who(m: EventMention, numbers: dict[str, int]) -> Text:
    lines = [_people(m.actors) if m.actors else Text("?" if m.recipients else "–", style="dim")]
    if m.recipients:
        lines.append(Text("→ ", style="bold") + _people(m.recipients))
    facts = Text("  ").join(Text(f"{name} {span(c.low, c.high)}", style="red") for name, c in m.counts)
    if m.about in numbers:
        facts = Text("  ").join([Text(f"about #{numbers[m.about]}", style="cyan"), *([facts] if facts else [])])
    return Text("\n").join([*lines, *([facts] if facts else [])])


def _people(people: Sequence[Participant]) -> Text:
    """Return names with their codes; a code is one word, so that no line breaks inside it."""
    named = [Text(p.name or p.text).append(f" ({actor_code(p)})", style="dim") for p in people[:_NAMES]]
    more = [Text(f"{len(people) - _NAMES} more", style="dim")] if len(people) > _NAMES else []
    return Text(", ").join([*named, *more])


def actor_code(p: Participant) -> str:
    """Return country and sector as one word: ``SDN·REB``; ``?`` where neither is known."""
    return "·".join(dict.fromkeys(x for x in (p.country, p.sector) if x)) or "?"


def _words(m: EventMention) -> Text:
    """Return the quote, and the triggers of further tellings after it."""
    text = quote(m)
    if m.also:
        again = ", ".join(dict.fromkeys(f"“{clip(t.trigger, 24)}”" for t in m.also))
        text.append(f"  also told as {again}", style="dim cyan")
    return text


def quote(m: EventMention) -> Text:
    """Return the sentence of a mention with its trigger marked, on one line."""
    words = m.evidence.text.replace("\n", " ")
    start, end = m.trigger.start - m.evidence.start, m.trigger.end - m.evidence.start
    low, high = 0, len(words)
    if len(words) > _QUOTE:
        low = _word_start(words, max(0, start - _QUOTE // 2))
        high = _word_end(words, max(low + _QUOTE, end + _QUOTE // 3))
    text = Text("“" if not low else "“… ", style="italic dim")
    text.append(words[low:start]).append(words[start:end], style="bold not dim").append(words[end:high])
    return text.append(" …”" if high < len(words) else "”")


def _word_start(words: str, at: int) -> int:
    """Return where the word after ``at`` starts, if that is near; a word is not cut."""
    blank = words.find(" ", at, at + 30)
    return at if at == 0 or blank < 0 else blank + 1


def _word_end(words: str, at: int) -> int:
    blank = words.rfind(" ", max(0, at - 30), at)
    return len(words) if at >= len(words) else at if blank < 0 else blank


def span(low: int | None, high: int | None) -> str:
    """Return a count as people write it: ``15``, ``15+``, ``10-15``, ``up to 20``."""
    if low is None:
        return f"up to {high:,}" if high is not None else "?"
    if high is None:
        return f"{low:,}+"
    return f"{low:,}" if low == high else f"{low:,}-{high:,}"


def _where(m: EventMention) -> Text:
    if m.place is None:
        return Text("–", style="dim")
    kind = m.place.precision.value
    code = kind if m.place.precision is Precision.COUNTRY else f"{m.place.country or '?'}, {kind}"
    return Text(m.place.name).append(f"\n{code}", style="dim")


def when(time: EventTime | None) -> Text:
    """Return an event's time: its day, or its first and last day, with the words under it."""
    if time is None or (time.start is None and time.end is None):
        return Text("–", style="dim")
    last = (time.end - timedelta(days=1)).isoformat() if time.end else None
    first = time.start.isoformat() if time.start else None
    if first is None or last is None:
        dates = f"from {first}" if first else f"to {last}"
    elif time.precision in _SHOWN:
        dates = first[: _SHOWN[time.precision]]
    else:
        dates = f"{first} to\n{last}"
    return Text(dates).append(f"\n{clip_words(time.text, 13)}" if time.text else "", style="dim")


# How much of a date is shown at each precision.
_SHOWN = {"day": 10, "month": 7, "year": 4}


def clip_words(words: str, width: int = 20) -> str:
    """Return words on one line, cut at ``width`` characters."""
    words = " ".join(words.split())
    return words if len(words) <= width else words[: width - 1] + "…"


def _says(m: EventMention) -> Text:
    names = []
    for a in m.attributions:
        name = clip_words(a.speaker.name or a.speaker.text, 80)
        names.append(Text(name) if a.stance is Stance.AFFIRMS else Text(f"✗ {name}", style="red"))
    return Text("\n").join(names) if names else Text("the writer", style="dim")


def sources(reading: Reading) -> RenderableType:
    """Return where a document comes from and how much of it was set aside as no part of the story."""
    d = reading.document
    body = [r for r in d.regions if r.kind is RegionKind.BODY]
    words = sum(len(d.text[r.start : r.end].split()) for r in body) if d.regions else len(d.text.split())
    kinds = Counter(r.kind for r in d.regions)
    aside = [f"{kinds[kind]} {name}" for kind, name in _REGIONS.items() if kinds[kind]]
    rows = {
        "page": d.origin or d.id,
        "address": d.url,
        "outlet": d.outlet,
        "author": d.author,
        "published": d.published.isoformat() if d.published else "unknown: relative dates stay open",
        "coded": f"{words} words",
        "set aside": ", ".join(aside) or "nothing",
    }
    table = Table.grid(padding=_GAP)
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    for name, value in rows.items():
        if value:
            table.add_row(name, value)
    for item in d.related:
        table.add_row("not coded", Text(clip_words(item.text, 70), style="dim"))
    return Group(Text("Sources", style="bold"), Padding(table, (0, 0, 0, 4)))
