"""Gold as one form: documents with events whose spans are offsets into the text.

Read in place, never copied: VOA and short items (annotated by the project), PLV (pairs), M2E2 (ACE triggers), and our own
annotations of news items and reports, which the repository keeps as offsets without text (``annotations/``).
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))
from ecb import text_of

Span = tuple[int, int]
ACE = {
    "Conflict:Attack": "ASSAULT",
    "Conflict:Demonstrate": "PROTEST",
    "Justice:Arrest-Jail": "COERCE",
    "Contact:Meet": "CONSULT",
    "Contact:Phone-Write": "CONSULT",
}


@dataclass(frozen=True, slots=True)
class Happening:
    """One event of the gold.

    ``triggers`` are the head words of each telling, ``unsure`` stretches retell it without a marked trigger.
    ``mode``, ``status`` are ``None`` where the set does not annotate them; ``sided`` tells whether it annotates who.
    """

    type: str
    triggers: tuple[Span, ...]
    mode: str | None = None
    status: str | None = None
    actors: tuple[Span, ...] = ()
    recipients: tuple[Span, ...] = ()
    places: tuple[Span, ...] = ()
    speakers: tuple[Span, ...] = ()
    unsure: tuple[Span, ...] = ()
    sided: bool = True


@dataclass(frozen=True, slots=True)
class Text:
    """One document of the gold; ``whole`` tells whether every event of the codebook is annotated."""

    id: str
    set: str
    published: str | None
    text: str
    events: tuple[Happening, ...] = field(default=())
    whole: bool = True


def load(gold: Path, annotations: Path) -> list[Text]:
    """Return every training text of the gold and of our own annotations."""
    return [*voa(gold), *short(gold), *ours(gold, annotations), *plv(gold), *m2e2(gold, annotations)]


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the objects of a JSON lines file."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)


def voa(gold: Path) -> Iterator[Text]:
    """Yield the VOA reports with their events."""
    for path in sorted((gold / "voa" / "gold").glob("*.json")):
        doc = json.loads((gold / "voa" / "docs" / path.name).read_text(encoding="utf-8"))
        events = json.loads(path.read_text(encoding="utf-8"))["events"]
        yield Text(doc["id"], "voa", doc["published"], doc["text"], tuple(_guided(doc["text"], events)))


def short(gold: Path) -> Iterator[Text]:
    """Yield the short items with their events."""
    docs = {d["id"]: d for d in rows(gold / "short" / "docs.jsonl")}
    for row in rows(gold / "short" / "gold.jsonl"):
        doc = docs[row["doc"]]
        yield Text(doc["id"], "short", doc["published"], doc["text"], tuple(_guided(doc["text"], row["events"])))


def _guided(text: str, events: Iterable[dict[str, Any]]) -> Iterator[Happening]:
    """Yield events in the form of the annotation guide."""
    for e in events:
        base = text.find(e["quote"])
        at = text.find(e["trigger"], max(base, 0))
        if base < 0 or at < 0:
            continue
        trigger = (at, at + len(e["trigger"]))
        unsure = tuple((text.find(q), text.find(q) + len(q)) for q in e["also"] if text.find(q) >= 0)

        def near(words: Iterable[str], at: int = at) -> tuple[Span, ...]:
            return tuple(s for w in words if (s := nearest(text, w, at)) is not None)

        yield Happening(
            e["type"],
            (trigger,),
            e["mode"],
            e["status"],
            near(a["text"] for a in e["actors"]),
            near(r["text"] for r in e["recipients"]),
            near([e["place"]["text"]] if e["place"] else []),
            near([*e["said_by"], *e["denied_by"]]),
            unsure,
        )


def nearest(text: str, words: str, at: int) -> Span | None:
    """Return where some words stand nearest to an offset."""
    found, i = [], text.find(words)
    while i >= 0:
        found.append(i)
        i = text.find(words, i + 1)
    best = min(found, key=lambda k: abs(k - at), default=None)
    return None if best is None else (best, best + len(words))


def plv(gold: Path) -> Iterator[Text]:
    """Yield the PLV sentences: one pair and a type each, the trigger unknown; nothing where the set is absent."""
    path = gold / "plv" / "plv_train.jsonl"
    for row in rows(path) if path.exists() else ():
        e, text = row["events"][0], row["text"]
        pair = [(text.find(e[k]), text.find(e[k]) + len(e[k])) for k in ("source_text", "target_text")]
        if min(a for a, _ in pair) >= 0:
            event = Happening(e["plover"], (), None, None, (pair[0],), (pair[1],))
            yield Text(row["id"], "plv", None, text, (event,), whole=False)


def m2e2_text(row: dict[str, Any]) -> tuple[str, list[list[Span]], list[int]]:
    """Return the text of an M2E2 article, the offsets of its words by sentence, and where each sentence begins."""
    text, words, starts = "", [], []
    for s in row["sents"]:
        base = at = len(text)
        text += s["text"]
        spans = []
        for w in s["words"]:
            i = text.find(w, at)
            i = i if i >= 0 else at
            spans.append((i, i + len(w)))
            at = i + len(w)
        words.append(spans)
        starts.append(base)
        text += "\n\n"
    return text.rstrip("\n"), words, starts


def m2e2(gold: Path, annotations: Path) -> Iterator[Text]:
    """Yield the M2E2 articles that we have not annotated ourselves, with the ACE triggers that PLOVER has too."""
    own = {row["id"] for path in annotations.glob("reports*.jsonl") for row in rows(path)}
    for row in rows(gold / "m2e2" / "m2e2_dev.jsonl"):
        if row["id"] in own:
            continue
        text, words, _ = m2e2_text(row)
        events = []
        for e in row["events"]:
            first, last, _ = e["trigger"]
            spans = words[e["sent"]]
            if e["type"] in ACE and first < len(spans):
                trigger = (spans[first][0], spans[min(last, len(spans)) - 1][1])
                events.append(Happening(ACE[e["type"]], (trigger,), sided=False))
        yield Text(row["id"], "m2e2", row["date"], text, tuple(events), whole=False)


def ours(gold: Path, annotations: Path) -> Iterator[Text]:
    """Yield the texts of our own annotations: ``wcep/`` by line number, ``m2e2/`` and ``articles/`` by id, and what we wrote."""
    yield from _items(gold, annotations, "items")
    for name in ("written", "composed", "warfare"):
        for path in sorted(annotations.glob(f"{name}*.jsonl")):
            yield from own_texts(path, name)
    outbreaks = {row["id"]: row for row in rows(gold / "geo" / "geovirus.jsonl")}
    for path in sorted(annotations.glob("geovirus*.jsonl")):
        for row in rows(path):
            about = outbreaks[row["id"]]
            yield Text(row["id"], "wikinews", about["date"], about["text"], tuple(map(_offsets, row["events"])))
    for path in sorted(annotations.glob("wikinews*.jsonl")):
        for row in rows(path):
            published, text = article(gold / "articles" / f"{row['id']}.txt")
            yield Text(row["id"], "wikinews", published, text, tuple(map(_offsets, row["events"])))
    reports = {row["id"]: row for row in rows(gold / "m2e2" / "m2e2_dev.jsonl")}
    for path in sorted(annotations.glob("reports*.jsonl")):
        for row in rows(path):
            text, _, _ = m2e2_text(reports[row["id"]])
            events = tuple(map(_offsets, row["events"]))
            yield Text(row["id"], "reports", reports[row["id"]]["date"], text, events)


def own_texts(path: Path, name: str) -> Iterator[Text]:
    """Yield the annotated texts of a file whose rows carry them."""
    for row in rows(path):
        yield Text(row["id"], name, row.get("published"), row["text"], tuple(map(_offsets, row["events"])))


def unseen(gold: Path, annotations: Path) -> Iterator[Text]:
    """Yield what is only measured: items of ``wcep/``, reports of PolNeAR and ECB+, whose text is not ours to learn from."""
    folder = annotations / "unseen"
    yield from _items(gold, folder, "unseen")
    yield from _items(gold, folder, "unseen-more", "more")
    speeches = {row["id"]: row for row in rows(gold / "polnear" / "polnear_train.jsonl")}
    for row in rows(folder / "polnear.jsonl"):
        about = speeches[row["id"]]
        yield Text(row["id"], "polnear-reports", about["date"], about["text"], tuple(map(_offsets, row["events"])))
    told = {row["doc"]: row for row in rows(gold / "ecb" / "ecb_train.jsonl")}
    for row in rows(folder / "ecb.jsonl"):
        text, _ = text_of(told[row["id"]]["sents"])
        yield Text(row["id"], "ecb-reports", None, text, tuple(map(_offsets, row["events"])))


def _items(gold: Path, folder: Path, name: str, files: str = "items") -> Iterator[Text]:
    items = list(rows(gold / "wcep" / "wcep_2024_2026.jsonl"))
    for path in sorted(folder.glob(f"{files}*.jsonl")):
        for row in rows(path):
            item = items[int(row["id"].removeprefix("wcep-"))]
            yield Text(row["id"], name, item["date"], item["text"], tuple(map(_offsets, row["events"])))


def article(path: Path) -> tuple[str | None, str]:
    """Return date and text of a file of ``articles/``: a header of ``name: value`` lines, a blank line, the text."""
    head, _, text = path.read_text(encoding="utf-8").partition("\n\n")
    published = next((line[11:] for line in head.split("\n") if line.startswith("published: ")), "")
    return published if published[:4].isdigit() else None, text


def _offsets(e: dict[str, Any]) -> Happening:
    """Return an event of our own annotations, which stand as offsets."""

    def spans(key: str) -> tuple[Span, ...]:
        return tuple((s[0], s[1]) for s in e.get(key, ()))

    return Happening(
        e["type"],
        spans("triggers"),
        e.get("mode"),
        e["status"],
        spans("actors"),
        spans("recipients"),
        spans("place"),
        (*spans("said_by"), *spans("denied_by")),
    )
