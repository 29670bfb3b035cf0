"""Our own paragraphs on how things stand: ``corpora/paragraphs/*.txt``, with who has which place, who backs whom.

    T Mozambique
    [1:Troops] backed by [2:Rwanda] retook [3:Palma] on Sunday.
    took 1 3
    backs 2 1

``T`` opens a topic; a paragraph is one line; under it each relation, its two sides by number (``0``: nobody is named).
``not-took`` and the like mark what is denied, planned or feared: it is no relation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_MARK = re.compile(r"\[(\d+):([^\[\]]+)\]")
Span = tuple[int, int]


@dataclass(frozen=True)
class StandingText:
    """A paragraph; ``ties`` are (label, subject, object) by the spans of their words, the subject ``None`` for nobody."""

    id: str
    text: str
    ties: tuple[tuple[str, Span | None, Span], ...]
    marks: tuple[Span, ...]


def standing_texts(folder: Path) -> Iterator[StandingText]:
    """Yield all paragraphs of a folder, by file and place in it."""
    for path in sorted(folder.glob("*.txt")):
        blocks = re.split(r"\n\s*\n", path.read_text(encoding="utf-8").strip())
        for n, block in enumerate(blocks):
            lines = [x.strip() for x in block.splitlines() if x.strip() and not x.startswith("T ")]
            if lines:
                yield _text(f"standing/{path.stem}/{n}", lines)


def _text(name: str, lines: list[str]) -> StandingText:
    spans: dict[str, Span] = {}
    text, at = "", 0
    for m in _MARK.finditer(lines[0]):
        text += lines[0][at : m.start()]
        spans[m[1]] = (len(text), len(text) + len(m[2]))
        text, at = text + m[2], m.end()
    text += lines[0][at:]
    told = [line.split() for line in lines[1:]]
    ties = tuple((label, spans.get(a), spans[b]) for label, a, b in told if not label.startswith("not-") and b in spans)
    return StandingText(name, text, ties, tuple(spans.values()))
