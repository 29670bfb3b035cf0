"""Pages of our own corpora of crises as training texts: what their gold tells of each page, as offsets.

``sudan`` does not name the parties of a mention (``benchmarks/corpora/README.md``): it teaches what is a happening, not who.
Those that measure are left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from gold import Happening, Span, Text, nearest, rows

from tocsin.base.model import Document
from tocsin.documents.read import read

CORPORA = Path(__file__).parents[1] / "benchmarks" / "corpora"
# `drc` is the demo; `sahel` and `ethiopia` measure: incidents and standing of a crisis that the reader never saw.
LEARNED = ("syria", "myanmar", "ukraine", "sudan")


def crises(corpora: Path = CORPORA) -> Iterator[Text]:
    """Yield the pages of the corpora that may be learned from, with their happenings."""
    for name in LEARNED:
        told: dict[str, list[tuple[Mapping[str, Any], Mapping[str, Any]]]] = {}
        for incident in rows(corpora / name / "gold" / "incidents.jsonl"):
            for mention in incident["mentions"]:
                told.setdefault(mention["file"], []).append((incident, mention))
        for page in pages((name,), corpora):
            found = told.get(Path(page.id).name, ())
            yield replace(page, events=tuple(e for i, m in found if (e := _happening(page.text, i, m)) is not None))


def pages(names: Iterable[str], corpora: Path = CORPORA) -> Iterator[Text]:
    """Yield the pages of some corpora as texts without happenings, named by corpus and file."""
    for name in names:
        for page in read([corpora / name / "pages"]):
            if isinstance(page, Document):
                published = page.published.isoformat() if page.published else None
                yield Text(f"{name}/{Path(page.file or page.id).name}", "crises", published, page.text)


def _happening(text: str, incident: Mapping[str, Any], mention: Mapping[str, Any]) -> Happening | None:
    """Return what a page tells of an incident; ``None`` where its text does not hold the words."""
    tellings = (mention, *mention.get("also", ()))
    triggers = tuple(s for t in tellings if (s := _trigger(text, t)) is not None)
    if not triggers:
        return None

    def near(words: list[list[str]]) -> tuple[Span, ...]:
        return tuple(s for w in words if (s := nearest(text, w[0], triggers[0][0])) is not None)

    return Happening(
        incident["type"],
        triggers,
        incident["mode"],
        incident["modality"],
        near(mention.get("actors", [])),
        near(mention.get("recipients", [])),
        near([mention["place"]] if mention.get("place") else []),
        near([[w] for w in mention.get("said_by", ())]),
        sided="actors" in mention,
    )


def _trigger(text: str, telling: Mapping[str, str]) -> Span | None:
    base = text.find(telling["evidence"])
    if base < 0:
        return None
    start = base + telling["evidence"].index(telling["trigger"])
    return start, start + len(telling["trigger"])
