"""What a person sees in a terminal: mentions as a table with the quote under each record, and explanations."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from tocsin.base.model import Dropped, EventMention, EventTime, Participant, Reading, Stance, Status
from tocsin.write.native import clip

_STYLES = {
    Status.ASSERTED: "green",
    Status.ALLEGED: "yellow",
    Status.DENIED: "red",
    Status.NEGATED: "red",
    Status.REQUESTED: "cyan",
    Status.THREATENED: "magenta",
    Status.PLANNED: "blue",
    Status.HYPOTHETICAL: "dim",
}
_QUOTE = 190


def document_table(reading: Reading, mentions: Sequence[EventMention]) -> RenderableType:
    """Return the table of one document's mentions under its title line."""
    table = Table(box=None, pad_edge=False, header_style="bold", show_edge=False, padding=(0, 2, 1, 0), expand=True)
    table.add_column("#", justify="right", style="dim")
    table.add_column("what", no_wrap=True)
    table.add_column("who → to whom, in these words", ratio=5)
    table.add_column("where", ratio=2)
    table.add_column("when", no_wrap=True)
    table.add_column("who says, who denies", ratio=2)
    numbers = {m.id: n for n, m in enumerate(mentions, start=1)}
    for n, m in enumerate(mentions, start=1):
        table.add_row(str(n), _what(m), _who(m, numbers), _where(m), when(m.time), _says(m))
    title = Text(reading.document.title or reading.document.id, style="bold")
    published = reading.document.published.isoformat() if reading.document.published else "no date"
    line = Text(f"  {reading.document.outlet or ''}  published {published}  {len(mentions)} mentions", style="dim")
    return Group(title + line, Padding(table, (1, 0, 0, 0))) if mentions else Group(title + line)


def _what(m: EventMention) -> Text:
    kind = Text(f"{m.type}\n", style="bold")
    kind.append(f"{m.mode}\n" if m.mode else "", style="not bold")
    return kind.append(m.status.value, style=f"not bold {_STYLES[m.status]}")


def _who(m: EventMention, numbers: dict[str, int]) -> Text:
    text = Text()
    if m.actors or m.recipients:
        text.append(_names(m.actors) or "?")
        text.append(f" → {_names(m.recipients)}" if m.recipients else "")
    if m.about in numbers:
        text.append(f"  about #{numbers[m.about]}", style="dim")
    for name, count in m.counts:
        text.append(f"  {name} {span(count.low, count.high)}", style="red")
    if text:
        text.append("\n")
    return text + quote(m)


def quote(m: EventMention) -> Text:
    """Return the sentence of a mention with its trigger marked."""
    text = Text("“", style="italic dim")
    start, end = m.trigger.start - m.evidence.start, m.trigger.end - m.evidence.start
    low = max(0, start - _QUOTE // 2) if len(m.evidence.text) > _QUOTE else 0
    high = min(len(m.evidence.text), max(low + _QUOTE, end + _QUOTE // 2)) if len(m.evidence.text) > _QUOTE else None
    words = m.evidence.text
    text.append("…" if low else "").append(words[low:start]).append(words[start:end], style="bold not dim")
    return text.append(words[end:high]).append("…”" if high and high < len(words) else "”")


def _names(people: Iterable[Participant]) -> str:
    return ", ".join(f"{p.name or p.text} ({' '.join(x for x in (p.country, p.sector) if x) or '?'})" for p in people)


def span(low: int | None, high: int | None) -> str:
    """Return a count as people write it: ``15``, ``15+``, ``10-15``, ``up to 20``."""
    if low is None:
        return f"up to {high}"
    if high is None:
        return f"{low}+"
    return str(low) if low == high else f"{low}-{high}"


def _where(m: EventMention) -> Text:
    if m.place is None:
        return Text("–", style="dim")
    return Text(f"{m.place.name}\n").append(f"{m.place.country or '?'}, {m.place.precision.value}", style="dim")


def when(time: EventTime | None) -> Text:
    """Return an event's time: its day, or its first and last day, with the words under it."""
    if time is None or (time.start is None and time.end is None):
        return Text("–", style="dim")
    start = time.start.isoformat() if time.start else "…"
    dates = start if time.precision == "day" else f"{start[:7] if time.precision == 'month' else start}"
    if time.precision not in ("day", "month", "year"):
        dates = f"{start} to\n{time.end.isoformat() if time.end else '…'}"
    return Text(dates[:4] if time.precision == "year" else dates).append(f"\n{clip_words(time.text)}", style="dim")


def clip_words(words: str, width: int = 20) -> str:
    """Return words on one line, cut at ``width`` characters."""
    return words if len(words) <= width else words[: width - 1] + "…"


def _says(m: EventMention) -> Text:
    text = Text()
    for a in m.attributions:
        name = a.speaker.name or a.speaker.text
        text.append(f"{name}\n" if a.stance is Stance.AFFIRMS else f"✗ {name}\n", "red" if a.stance is Stance.DENIES else "")
    return text or Text("the writer", style="dim")


def explanation(reading: Reading) -> RenderableType:
    """Return every mention with the steps that made it, and what was considered and dropped."""
    parts: list[RenderableType] = []
    for n, m in enumerate(reading.mentions, start=1):
        head = Text(f"{n}  {m.type}{'/' + m.mode if m.mode else ''}  ", style="bold").append(m.status.value, _STYLES[m.status])
        parts += [head, Padding(quote(m), (0, 0, 0, 3)), Padding(_steps(m), (0, 0, 1, 3))]
    if not reading.mentions:
        parts.append(Text("No event found."))
    if reading.dropped:
        parts += [Text("Considered and dropped", style="bold"), Padding(_dropped(reading.dropped), (0, 0, 1, 3))]
    return Group(*parts)


def _steps(m: EventMention) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim", no_wrap=True)
    table.add_column()
    for reason in m.reasons:
        name, _, detail = reason.partition(":")
        table.add_row(name, Text(detail))
    for side, people in (("actor", m.actors), ("recipient", m.recipients)):
        for p in people:
            code = " ".join(x for x in (p.country, p.sector) if x) or "?"
            table.add_row(f"= {side}", Text(f"{p.text} → {p.name} ({code}){'  ' + p.id if p.id else ''}; {p.reason}"))
    for a in m.attributions:
        table.add_row(f"= {a.stance.value}", Text(f"{a.speaker.text} ({a.cue})"))
    table.add_row("= score", Text(f"{m.score:.2f}  cameo {m.cameo or '–'}  quad {m.quad or '–'}"))
    return table


def _dropped(dropped: Iterable[Dropped]) -> Table:
    table = Table.grid(padding=(0, 2))
    for d in dropped:
        table.add_row(clip(d.trigger, 30), Text(d.rule, style="dim"), d.reason)
    return table
