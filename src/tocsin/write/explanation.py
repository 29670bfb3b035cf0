"""Why a text is coded as it is, for a terminal: each mention with the steps that made it, and what was dropped."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from tocsin.base.model import EventMention
from tocsin.base.reading import Dropped, Reading
from tocsin.write.cells import STYLES, actor_code, one_line, quote, when
from tocsin.write.native import clip

# A rule is shown in about this many characters: its long lists of words are in the tables.
RULE = 60
# A lemma and its inflected form share at least this much: "supply" and "supplies".
_STEM = 4
_CONDITIONS = re.compile(r"\[([^\]]*)\]")
_RULE = re.compile(r"[A-Z]+:[^\[\]]*\[[^\]]*\]")
_WORD = re.compile(r"[\w-]+")


def explanation(reading: Reading) -> RenderableType:
    """Return every mention with the steps that made it, and what was considered and dropped."""
    parts: list[RenderableType] = []
    for n, m in enumerate(reading.mentions, start=1):
        head = Text(f"{n}  {m.type}{'/' + m.mode if m.mode else ''}  ", style="bold")
        head.append(m.status.value, style=f"not bold {STYLES[m.status]}")
        parts += [head, Padding(quote(m), (0, 0, 0, 3)), Padding(_steps(m), (0, 0, 1, 3))]
    if not reading.mentions:
        parts.append(Text("No event found."))
    if reading.dropped:
        parts.append(Text("Considered and dropped", style="bold"))
        parts.append(Padding(_dropped(reading.dropped, reading.document.text), (0, 0, 1, 3)))
    return Group(*parts)


def short_rule(rule: str, words: str) -> str:
    """Return a rule of the lexicon without its long lists: of each, the words that stand in ``words``.

    ``ASSAULT:capture/v[obj:town|city|... subj=armed]`` becomes ``ASSAULT:capture/v[obj:headquarters… subj=armed]``
    where the sentence has "headquarters". Conditions that forbid something are left out when there is no room.
    """
    found = _CONDITIONS.search(rule)
    if not found or len(rule) <= RULE:
        return rule
    seen = {w.casefold() for w in _WORD.findall(words)}
    conditions = [(c.startswith("!"), _short_condition(c, seen)) for c in found[1].split()]
    shown = [c for _, c in conditions]
    if len(rule[: found.start()]) + len(" ".join(shown)) > RULE:
        shown = [c for is_veto, c in conditions if not is_veto]
        shown += ["…"] if len(shown) < len(conditions) else []
    text = " ".join(shown)
    room = max(RULE - found.start() - 2, 20)
    return f"{rule[: found.start()]}[{text if len(text) <= room else text[: room - 1] + '…'}]{rule[found.end() :]}"


def _short_condition(condition: str, seen: set[str]) -> str:
    sign = ":" if ":" in condition else "="
    slot, _, rest = condition.partition(sign)
    values = rest.split("|")
    if len(values) <= 2:
        return condition
    told = [v for v in values if sign == ":" and _stands_in(v, seen)]
    return f"{slot}{sign}{'|'.join((told or values)[:2])}…"


def _stands_in(lemma: str, seen: set[str]) -> bool:
    stem = lemma[: max(_STEM, len(lemma) - 1)]
    return lemma in seen or any(w.startswith(stem) and len(w) <= len(lemma) + 3 for w in seen)


def _steps(m: EventMention) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    for reason in m.reasons:
        name, _, detail = reason.partition(":")
        table.add_row(name, Text(_RULE.sub(lambda rule: short_rule(rule[0], m.evidence.text), detail)))
    for side, people in (("actor", m.actors), ("recipient", m.recipients)):
        for p in people:
            who = Text(p.text) if p.text == p.name else Text(f"{p.text} → {p.name}")
            who.append(f" ({actor_code(p)})").append(f"  {p.id}" if p.id else "", style="cyan")
            table.add_row(f"= {side}", who.append(f"  {p.reason}" if p.reason else "", style="dim"))
    for a in m.attributions:
        table.add_row(f"= {a.stance.value}", Text(f"{a.speaker.text} ({a.cue})"))
    if m.place:
        where = f"({m.place.country or '?'}, {m.place.precision.value})"
        table.add_row("= place", Text(f"{m.place.text} → {m.place.name} {where}"))
    if m.time:
        table.add_row("= time", one_line(when(m.time)))
    table.add_row("= codes", Text(f"CAMEO {m.cameo or '–'}  quad {m.quad or '–'}  intensity {_signed(m.intensity)}"))
    table.add_row("= score", Text(f"{m.score:.2f}"))
    return table


def _signed(number: float | None) -> str:
    return "–" if number is None else f"{number:+.1f}"


def _dropped(dropped: Iterable[Dropped], words: str) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    for d in dropped:
        rule = Text(short_rule(d.rule, words), style="dim")
        table.add_row(Text(clip(d.trigger, 30)), rule, Text(d.reason))
    return table
