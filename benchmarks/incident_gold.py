"""The gold of a corpus of pages: its incidents, and which of tocsin's mentions are tellings of them.

A corpus is a folder with ``pages/`` and ``gold/incidents.jsonl`` (the form is described in benchmarks/corpora/README.md).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tocsin.base.model import Document, EventMention
from tocsin.base.tables import data_folder


@dataclass(frozen=True, slots=True)
class GoldTelling:
    """One telling of an incident in a page: its place in the text as ``[start, end)``."""

    incident: str
    file: str
    type: str
    start: int
    end: int
    first: int
    last: int
    number: int


def pages_of(corpus: Path) -> Path:
    """Return the folder of a corpus's pages; those of the demo come with the package."""
    own = corpus / "pages"
    return own if own.is_dir() else Path(str(data_folder())) / "demo" / "pages"


def lines(path: Path) -> list[dict[str, Any]]:
    """Return the objects of a file of JSON lines."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def tellings(corpus: Path, documents: Iterable[Document]) -> list[GoldTelling]:
    """Return where the gold's mentions stand in the documents' texts; those of skipped pages are left out."""
    texts = {Path(d.file or d.id).name: d.text for d in documents}
    found: list[GoldTelling] = []
    for incident in lines(corpus / "gold" / "incidents.jsonl"):
        for mention in incident["mentions"]:
            for telling in (mention, *mention.get("also", ())):
                found.extend(_placed(incident, mention["file"], telling, texts, len(found)))
    return found


def _placed(
    incident: Mapping[str, Any], file: str, telling: Mapping[str, str], texts: Mapping[str, str], number: int
) -> Iterator[GoldTelling]:
    text = texts.get(file)
    if text is None:
        return
    first = text.find(telling["evidence"])
    if first < 0:
        raise ValueError(f"{incident['id']}: {telling['evidence']!r} is not in the text of {file}")
    start = first + telling["evidence"].index(telling["trigger"])
    end, last = start + len(telling["trigger"]), first + len(telling["evidence"])
    yield GoldTelling(incident["id"], file, incident["type"], start, end, first, last, number)


def hits(gold: Iterable[GoldTelling], made: Mapping[str, Iterable[EventMention]]) -> dict[int, str]:
    """Return the mention that each gold telling is hit by, by the telling's number.

    A mention hits a telling if one of its triggers shares a character with the gold's; failing that, if it is of the
    gold's type and the only one of that type in the same sentence.

    Args:
        gold: tellings.
        made: mentions by the name of the file.
    """
    by_file = {file: list(mentions) for file, mentions in made.items()}
    found: dict[int, str] = {}
    for telling in gold:
        mention = _hit(telling, by_file.get(telling.file, []))
        if mention is not None:
            found[telling.number] = mention
    return found


def _hit(telling: GoldTelling, mentions: list[EventMention]) -> str | None:
    over = [
        m.id
        for m in sorted(mentions, key=lambda m: m.type != telling.type)
        for t in (m.trigger, *(a.trigger for a in m.also))
        if t.start < telling.end and telling.start < t.end
    ]
    if over:
        return over[0]
    same = [m.id for m in mentions if m.type == telling.type and telling.first <= m.trigger.start < telling.last]
    return same[0] if len(same) == 1 else None
