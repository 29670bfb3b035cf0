"""Gold as training items for the tagger: a text, and labelled spans for trigger type, mode and status.

Only gold marked "train" is read (VOA, short items); it is read in place and never copied.
Data statement: voa/ is public domain text, short/ is CC BY-SA 4.0; both annotations are the project's own.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

# Longer paragraphs are cut at sentence ends: the encoder reads at most 256 word pieces.
MAX_CHARS = 700
_SENTENCE_END = re.compile(r"(?<=[.!?”\"])\s+(?=[A-Z“\"])")


@dataclass(frozen=True, slots=True)
class Label:
    """A trigger in an item's text."""

    start: int
    end: int
    type: str
    mode: str | None
    status: str


@dataclass(frozen=True, slots=True)
class Item:
    """A stretch of text with its triggers; ``unsure`` stretches retell an event without a marked trigger."""

    document: str
    text: str
    labels: tuple[Label, ...]
    unsure: tuple[tuple[int, int], ...]


def load_items(gold: Path) -> list[Item]:
    """Return the items of the training gold."""
    return [*_folder(gold / "voa"), *_lines(gold / "short")]


def _folder(folder: Path) -> list[Item]:
    items = []
    for path in sorted((folder / "gold").glob("*.json")):
        doc = json.loads((folder / "docs" / path.name).read_text(encoding="utf-8"))
        items += to_items(doc["id"], doc["text"], json.loads(path.read_text(encoding="utf-8"))["events"])
    return items


def _lines(folder: Path) -> list[Item]:
    texts = {d["id"]: d["text"] for d in map(json.loads, (folder / "docs.jsonl").open(encoding="utf-8"))}
    rows = map(json.loads, (folder / "gold.jsonl").open(encoding="utf-8"))
    return [item for row in rows for item in to_items(row["doc"], texts[row["doc"]], row["events"])]


def to_items(document: str, text: str, events: list[dict[str, object]]) -> list[Item]:
    """Return one item per stretch of the text, with the labels that lie in it."""
    labels, unsure = [], []
    for e in events:
        quote, trigger = str(e["quote"]), str(e["trigger"])
        at = text.find(quote)
        inside = quote.find(trigger)
        if at >= 0 and inside >= 0:
            mode = e["mode"] if isinstance(e["mode"], str) else None
            start = at + inside
            labels.append(Label(start, start + len(trigger), str(e["type"]), mode, str(e["status"])))
        also = e["also"] if isinstance(e["also"], list) else []
        unsure += [(text.find(q), text.find(q) + len(q)) for q in also if text.find(q) >= 0]
    items = []
    for start, end in stretches(text):
        mine = tuple(shift(lb, -start) for lb in labels if start <= lb.start and lb.end <= end)
        doubt = tuple((max(a, start) - start, min(b, end) - start) for a, b in unsure if a < end and b > start)
        items.append(Item(document, text[start:end], mine, doubt))
    return items


def shift(label: Label, by: int) -> Label:
    """Return a label moved by ``by`` code points."""
    return Label(label.start + by, label.end + by, label.type, label.mode, label.status)


def stretches(text: str) -> list[tuple[int, int]]:
    """Return the paragraphs of a text, long ones cut at sentence ends."""
    out = []
    for line in re.finditer(r"[^\n]+", text):
        start = line.start()
        for gap in _SENTENCE_END.finditer(text, line.start(), line.end()):
            if gap.end() - start > MAX_CHARS:
                out.append((start, gap.start()))
                start = gap.end()
        out.append((start, line.end()))
    return out
