"""Event coreference on ECB+ dev: tocsin's incidents over the gold mentions that its own mentions hit, and a baseline.

The baseline is the usual one: mentions with the same head lemma are one cluster, over the whole corpus.
"""

from __future__ import annotations

import json
import re
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tocsin.adding import accounts_of
from tocsin.base.incidents import Account
from tocsin.base.model import Document, EventMention
from tocsin.base.reading import Reading
from tocsin.merging.merge import merge
from tocsin.merging.wording import stem
from tocsin.pipeline import load_tools, run
from tocsin.runs import families
from tocsin.study.coreference import Agreement, agreement

_QUOTES = {"``": '"', "''": '"'}
_NO_SPACE = re.compile(r"[.,;:!?)\]}%'’”\"]|n['’]t|['’](?:s|re|ve|ll|d|m)")
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Event:
    """A gold mention that one of tocsin's mentions hits: its cluster, the stem of its head, its topic."""

    id: str
    cluster: str
    mention: str
    head: str
    topic: str


def agreements(gold: Path) -> dict[str, tuple[int, int, Agreement]]:
    """Return the agreement of tocsin's incidents and of the baseline with ECB+ dev."""
    readings, events, count = coded(gold, "dev")
    ours, heads = agree(events, accounts_of(readings))
    return {"dev": (count, len(events), ours), "dev, head lemma": (count, len(events), heads)}


def coded(gold: Path, part: str) -> tuple[list[Reading], list[Event], int]:
    """Return the coded documents of a part of ECB+, the gold mentions that are hit, and how many there are in all."""
    rows = [json.loads(line) for line in (gold / "ecb" / f"ecb_{part}.jsonl").read_text(encoding="utf-8").splitlines()]
    spans = {row["doc"]: text_of(row["sents"]) for row in rows}
    documents = [Document(doc, text) for doc, (text, _) in spans.items()]
    readings = {r.document.id: r for r in run(documents, load_tools(), jobs=2) if isinstance(r, Reading)}
    found: list[Event] = []
    count = 0
    for row in rows:
        events = [m for m in row["mentions"] if m["kind"] == "event"]
        count += len(events)
        for event, mention in _hits(events, spans[row["doc"]][1], readings[row["doc"]].mentions):
            head = stem(row["sents"][event["sent"]][event["toks"][-1]].lower())
            found.append(Event(event["id"], event["cluster"], mention, head, row["topic"]))
    return list(readings.values()), found, count


def agree(events: Iterable[Event], accounts: Sequence[Account]) -> tuple[Agreement, Agreement]:
    """Return how well merging the accounts agrees with the gold, and how well one cluster per head lemma does."""
    joined = merge(accounts, {}, family=families()).joined
    owner = {j.mention: incident for incident, members in joined.items() for j in members}
    events = list(events)
    wanted: dict[Hashable, Hashable] = {e.id: e.cluster for e in events}
    ours: dict[Hashable, Hashable] = {e.id: owner[e.mention] for e in events}
    heads: dict[Hashable, Hashable] = {e.id: e.head for e in events}
    return agreement(ours, wanted), agreement(heads, wanted)


def text_of(sentences: Iterable[Iterable[str]]) -> tuple[str, list[list[Span]]]:
    """Return the text of tokenised sentences, a paragraph each, and the span of each token."""
    text, spans = "", []
    for sentence in sentences:
        row = []
        for token in (_QUOTES.get(t, t) for t in sentence):
            glued = not text or text.endswith(("\n", "(", "[", "$")) or _NO_SPACE.fullmatch(token)
            text += "" if glued else " "
            row.append((len(text), len(text) + len(token)))
            text += token
        spans.append(row)
        text += "\n\n"
    return text, spans


def _hits(
    events: Iterable[Mapping[str, Any]],
    spans: list[list[Span]],
    mentions: Iterable[EventMention],
) -> Iterator[tuple[Mapping[str, Any], str]]:
    """Yield the gold mentions that a trigger of tocsin's overlaps, each once."""
    triggers = [(t.start, t.end, m.id) for m in mentions for t in (m.trigger, *(a.trigger for a in m.also))]
    for event in events:
        words = [spans[event["sent"]][t] for t in event["toks"]]
        hit = next((i for start, end, i in triggers if any(start < b and a < end for a, b in words)), None)
        if hit is not None:
            yield event, hit
