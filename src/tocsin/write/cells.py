"""The cells of a mention as styled text: what, who, where, when, who says so, and the quote."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

from rich.text import Text

from tocsin.base.model import Actor, EventMention, EventTime, Extent, Participant, Precision, Stance, Status
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
# A quote is cut around its trigger to about three lines of a usual terminal.
_QUOTE = 300
# More names than this on one side are counted, not listed.
_NAMES = 4
# How many characters of a date are shown at each precision; other intervals show both ends.
_SHOWN = {"day": 10, "month": 7, "year": 4}
# Characters of the column of times.
TIME_WIDTH = 13


def one_line(text: Text) -> Text:
    """Return a text of several lines on one, joined with commas."""
    return Text(", ").join(text.split("\n"))


def what(m: EventMention, *, is_roomy: bool) -> Text:
    """Return type and mode, on one line where there is room, and the status under them."""
    kind = Text(m.type, style="bold")
    if m.mode:
        kind.append(" " if is_roomy else "\n").append(m.mode, style="not bold")
    return kind.append("\n").append(m.status.value, style=f"not bold {STYLES[m.status]}")


def who(m: EventMention, numbers: Mapping[str, int]) -> Text:
    """Return actors, recipients, and what the mention is about by its number; counts after them."""
    lines = [_people(m.actors) if m.actors else Text("?" if m.recipients else "–", style="dim")]
    if m.recipients:
        lines.append(Text("→ ") + _people(m.recipients))
    facts = Text("  ").join(Text(f"{name} {span(c.low, c.high)}", style="red") for name, c in m.counts)
    if m.about is not None and m.about in numbers:
        facts = Text("  ").join([Text(f"about #{numbers[m.about]}", style="cyan"), *([facts] if facts else [])])
    return Text("\n").join([*lines, *([facts] if facts else [])])


def _people(people: Sequence[Participant]) -> Text:
    """Return names with their codes; a code is one word, so that no line breaks inside it."""
    named = [Text(p.name or p.text).append(f" ({actor_code(p)})", style="dim") for p in people[:_NAMES]]
    more = [Text(f"{len(people) - _NAMES} more", style="dim")] if len(people) > _NAMES else []
    return Text(", ").join([*named, *more])


def actor_code(p: Participant | Actor) -> str:
    """Return country and sector as one word: ``SDN·REB``; ``?`` where neither is known."""
    return "·".join(dict.fromkeys(x for x in (p.country, p.sector) if x)) or "?"


def words(m: EventMention) -> Text:
    """Return the quote, and the triggers of further tellings after it."""
    text = quote(m)
    if m.also:
        again = ", ".join(dict.fromkeys(f"“{clip(t.trigger, 24)}”" for t in m.also))
        text.append(f"  also told as {again}", style="dim cyan")
    return text


def quote(m: EventMention) -> Text:
    """Return the sentence of a mention with its trigger marked, on one line."""
    return quoted(m.evidence, m.trigger)


def quoted(evidence: Extent, trigger: Extent) -> Text:
    """Return the words of an extent on one line, those of another inside it marked, cut around them where long."""
    words = evidence.text.replace("\n", " ")
    start, end = trigger.start - evidence.start, trigger.end - evidence.start
    low, high = 0, len(words)
    if len(words) > _QUOTE:
        low = _word_start(words, max(0, start - _QUOTE // 2))
        high = _word_end(words, max(low + _QUOTE, end + _QUOTE // 3))
    text = Text("“" if not low else "“… ", style="italic")
    text.append(words[low:start]).append(words[start:end], style="bold").append(words[end:high])
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
        return f"up to {high}" if high is not None else "?"
    if high is None:
        return f"{low}+"
    return f"{low}" if low == high else f"{low}-{high}"


def where(m: EventMention) -> Text:
    """Return the place with its country and precision under it; a dash where there is none."""
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
    return Text(dates).append(f"\n{clip_words(time.text, TIME_WIDTH)}" if time.text else "", style="dim")


def clip_words(words: str, width: int = 20) -> str:
    """Return words on one line, cut at ``width`` characters."""
    words = " ".join(words.split())
    return words if len(words) <= width else words[: width - 1] + "…"


def says(m: EventMention) -> Text:
    """Return who affirms and, marked, who denies, one a line."""
    names = []
    for a in m.attributions:
        name = clip_words(a.speaker.name or a.speaker.text, 80)
        names.append(Text(name) if a.stance is Stance.AFFIRMS else Text(f"✗ {name}", style="red"))
    return Text("\n").join(names) if names else Text("the writer", style="dim")
