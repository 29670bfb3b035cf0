"""Write the training samples: python training/samples.py ../shared/gold samples.jsonl.

One sample is one window of text as the reader will meet it, with the happenings told in its core:
the head word of each, its type, mode, status, and the words that name its actor, recipient, place and speaker.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from crises import crises
from gold import Happening, Span, Text, load

from tocsin.base.model import ActorLink, Document, Parse
from tocsin.base.reading import Reading
from tocsin.language.windows import Window, windows
from tocsin.mentions.scene import make_scene
from tocsin.mentions.triggers import find_triggers
from tocsin.pipeline import STEPS, Tools, load_tools

LINKING = [step for name, step in STEPS if name not in ("understand", "find_mentions")]
YIELDS = frozenset({"CONCEDE", "RETREAT"})
ROLES = ("actor", "recipient", "place", "speaker")


def overlap(a: Span, b: Span) -> bool:
    """Tell whether two spans share a character."""
    return a[0] < b[1] and b[0] < a[1]


def readings(texts: list[Text], tools: Tools) -> Iterator[tuple[Text, Reading]]:
    """Yield the texts with their readings, linked and not yet coded."""
    for at in range(0, len(texts), 32):
        batch = texts[at : at + 32]
        days = [date.fromisoformat(t.published[:10]) if t.published else None for t in batch]
        found = [Reading(Document(t.id, t.text, published=d)) for t, d in zip(batch, days, strict=True)]
        for step in LINKING:
            found = step(found, tools)
        yield from zip(batch, found, strict=True)


def samples(text: Text, reading: Reading, tools: Tools) -> Iterator[dict[str, Any]]:
    """Yield the samples of one document."""
    parse = reading.parse
    if parse is None or not parse.tokens:
        return
    drafts, _ = find_triggers(make_scene(reading, parse, tools.lexicon))
    proposed = {d.token: d.entry.type for d in drafts}
    told: dict[int, Happening] = {}
    for event in text.events:
        for span in event.triggers:
            if (token := token_in(parse, span)) is not None:
                told.setdefault(token, event)
    if (
        not text.whole or text.set == "voa"
    ):  # a telling that the annotator did not mark: where the lexicon sees its type
        for token, kind in proposed.items():
            if token not in told and (retold := _retold(text, parse, token, kind)) is not None:
                told[token] = retold
    # Where not every event is annotated, what the lexicon proposes besides is neither right nor wrong.
    open_ = [] if text.whole else [_extent(parse, t) for t in proposed if t not in told]
    for window in windows(parse):
        yield _sample(text, reading, parse, window, told, open_)


def token_in(parse: Parse, span: Span) -> int | None:
    """Return the head of the tokens of a span: the one whose own head lies outside."""
    inside = [t for t in parse.tokens if overlap((t.start, t.end), span)]
    tops = [t for t in inside if t.head == t.i or not overlap(_extent(parse, t.head), span)]
    return tops[0].i if tops else None


def _extent(parse: Parse, token: int) -> Span:
    return parse.tokens[token].start, parse.tokens[token].end


def _retold(text: Text, parse: Parse, token: int, kind: str) -> Happening | None:
    """Return the event that a trigger of the lexicon tells in a sentence whose trigger the annotator did not mark."""
    if text.set == "plv":
        event = text.events[0]
        same = event.type == kind or (event.type == "YIELD" and kind in YIELDS)
        return Happening(kind, (), None, None, event.actors, event.recipients) if same else None
    found = [e for e in text.events if e.type == kind and any(overlap(u, _extent(parse, token)) for u in e.unsure)]
    return found[0] if len(found) == 1 else None


def _sample(
    text: Text, reading: Reading, parse: Parse, window: Window, told: dict[int, Happening], open_: list[Span]
) -> dict[str, Any]:
    a, b = window.start, window.end
    happenings = []
    for token, event in told.items():
        span = _extent(parse, token)
        if window.core <= span[0] and span[1] <= b:
            roles, mask = _roles(reading, event, (a, b), span[0])
            phrase = next((t for t in event.triggers if overlap(t, span)), span)
            happenings.append(
                {
                    "head": [span[0] - a, span[1] - a],
                    "trigger": [phrase[0] - a, min(phrase[1], b) - a],
                    "type": event.type,
                    "mode": event.mode,
                    "status": event.status,
                    "roles": [[s[0] - a, s[1] - a, r] for s, r in roles],
                    "mask": [[s[0] - a, s[1] - a] for s in mask],
                    "sided": event.sided,
                }
            )
    unsure = [u for u in [*open_, *(u for e in text.events for u in e.unsure)] if overlap(u, (a, b))]
    return {
        "set": text.set,
        "doc": text.id,
        "text": text.text[a:b],
        "core": window.core - a,
        "happenings": happenings,
        "unsure": [[max(u[0], a) - a, min(u[1], b) - a] for u in unsure],
        "whole": text.whole,
    }


def _roles(reading: Reading, event: Happening, window: Span, at: int) -> tuple[list[tuple[Span, str]], list[Span]]:
    """Return who fills the roles in the window, and the other mentions of the same, which are neither right nor wrong."""
    roles: list[tuple[Span, str]] = []
    mask: list[Span] = []
    for role, spans in zip(ROLES, (event.actors, event.recipients, event.places, event.speakers), strict=True):
        for s in spans:
            here, same = in_window(reading, s, window, at)
            roles += [(h, role) for h in here]
            mask += same
    return roles, mask


def in_window(reading: Reading, span: Span, window: Span, at: int) -> tuple[list[Span], list[Span]]:
    """Return where a role's filler stands in the window (the mention nearest to the trigger), and its other mentions."""
    over = link_over(reading.actors, span)
    key = _name(over) if over else None
    links = [k for k in reading.actors if key is not None and _name(k) == key and overlap((k.start, k.end), window)]
    same = [(k.start, k.end) for k in links]
    if overlap(span, window):
        return [(max(span[0], window[0]), min(span[1], window[1]))], [s for s in same if not overlap(s, span)]
    near = sorted(same, key=lambda s: abs(s[0] - at))
    return near[:1], near[1:]


def link_over(links: tuple[ActorLink, ...], span: Span) -> ActorLink | None:
    """Return the link that shares most characters with a span."""
    inside = [k for k in links if overlap((k.start, k.end), span)]
    return max(inside, key=lambda k: min(k.end, span[1]) - max(k.start, span[0]), default=None)


def _name(link: ActorLink) -> str:
    return link.actor.id or link.actor.name.lower()


def main() -> None:
    gold, out = Path(sys.argv[1]), Path(sys.argv[2])
    tools, n = load_tools(), Counter[str]()
    with out.open("w", encoding="utf-8") as file:
        texts = [*load(gold, Path(__file__).parent / "annotations"), *crises()]
        for text, reading in readings(texts, tools):
            for sample in samples(text, reading, tools):
                if sample["whole"] or sample["happenings"]:
                    n[sample["set"]] += 1
                    n[f"{sample['set']} happenings"] += len(sample["happenings"])
                    file.write(json.dumps(sample, ensure_ascii=False) + "\n")
    print(dict(n))


if __name__ == "__main__":
    main()
