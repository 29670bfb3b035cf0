"""How well the happenings of whole crisis pages are read: python benchmarks/crisis_pages.py libya sahel mozambique ethiopia.

The incidents of a corpus tell of each page what it says: type, mode, status, both sides, place, day, who says so. They are
scored as ``tocsin score`` does, all named corpora together; those named above the reader model never learned from.
``takings``: happenings that are the taking of a place, in the gold and as read, and those of them with a place.
Corpora whose mentions do not name the parties (`drc`, `sudan`) cannot be scored so.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from incident_gold import lines, pages_of
from rich.console import Console

from tocsin.base.model import Document, EventMention
from tocsin.base.reading import Reading
from tocsin.documents.read import read
from tocsin.pipeline import Tools, load_tools, run
from tocsin.study.answer_form import marked_of
from tocsin.study.answers import Answer, placed
from tocsin.study.scores import score
from tocsin.write.score_table import score_table

CORPORA = Path(__file__).parent / "corpora"
TAKING = ("ASSAULT", "territory")


def told(corpus: Path) -> dict[str, list[dict[str, Any]]]:
    """Return by page what the gold of a corpus has it tell, in the form of the guide."""
    out: dict[str, list[dict[str, Any]]] = {}
    for incident in lines(corpus / "gold" / "incidents.jsonl"):
        for mention in incident["mentions"]:
            if "actors" in mention:
                out.setdefault(mention["file"], []).append(_row(incident, mention))
    return out


def _row(incident: Mapping[str, Any], mention: Mapping[str, Any]) -> dict[str, Any]:
    place = mention.get("place")
    return {
        "type": incident["type"],
        "mode": incident["mode"],
        "status": incident["modality"],
        "trigger": mention["trigger"],
        "quote": mention["evidence"],
        "also": [a["evidence"] for a in mention.get("also", ())],
        "actors": [{"code": a[1]} for a in mention["actors"]],
        "recipients": [{"code": r[1]} for r in mention["recipients"]],
        "place": {"country": place[1]} if place else None,
        "date": mention.get("date"),
        "said_by": mention.get("said_by", []),
        "denied_by": [],
    }


def read_pages(corpus: Path, tools: Tools) -> dict[str, Reading]:
    """Return the readings of the English pages of a corpus by the name of the file."""
    pages = [d for d in read([pages_of(corpus)]) if isinstance(d, Document) and d.language in (None, "en")]
    found = (r for r in run(pages, tools, jobs=2) if isinstance(r, Reading))
    return {Path(r.document.file or r.document.id).name: r for r in found}


def main(names: Iterable[str]) -> None:
    """Print the figures of the named corpora."""
    tools, answers, made = load_tools(), dict[str, list[Answer]](), dict[str, list[EventMention]]()
    for name in names:
        readings = read_pages(CORPORA / name, tools)
        for file, rows in told(CORPORA / name).items():
            if file in readings:
                page = f"{name}/{file}"
                marked = [marked_of({"doc": page, "events": rows}, page)]
                answers |= placed(marked, {page: readings[file].document.text})
                made[page] = list(readings[file].mentions)
    Console(width=100).print(score_table(score(answers, made), len(answers)), highlight=False)
    gold = sum((a.type, a.mode) == TAKING for of in answers.values() for a in of)
    takings = [m for of in made.values() for m in of if (m.type, m.mode) == TAKING]
    print(f"takings: {gold} in the gold, {len(takings)} read, {sum(m.place is not None for m in takings)} with a place")


if __name__ == "__main__":
    main(sys.argv[1:] or ["libya", "sahel", "mozambique", "ethiopia"])
