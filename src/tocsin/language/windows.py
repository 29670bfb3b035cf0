"""Cut a document into the stretches that the reader model reads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tocsin.base.model import Parse

# About 95 word pieces to judge and 30 to know what they speak of; the model is trained on the same windows.
CORE_CHARS, CONTEXT_CHARS = 400, 120


@dataclass(frozen=True, slots=True)
class Window:
    """Offsets: ``[start, end)`` is read, ``[core, end)`` is judged; what lies before gives the context."""

    start: int
    core: int
    end: int


def windows(parse: Parse) -> Iterator[Window]:
    """Yield stretches of whole sentences whose cores together cover the parsed text."""
    first = 0
    sentences = parse.sentences
    while first < len(sentences):
        last = first + 1
        while last < len(sentences) and sentences[last].end - sentences[first].start <= CORE_CHARS:
            last += 1
        before = first
        while before > 0 and sentences[first].start - sentences[before - 1].start <= CONTEXT_CHARS:
            before -= 1
        yield Window(sentences[before].start, sentences[first].start, sentences[last - 1].end)
        first = last
