"""A text as lines that are not blank, and marked lines as regions that cover the text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tocsin.base.model import Region, RegionKind
from tocsin.documents.rules import Mark, spans_in

# A line is a paragraph of a story from this length on, if it ends as a sentence does ...
PARAGRAPH_CHARS = 60
# ... or from this many words on, however it ends: teasers are often cut off before their full stop.
PARAGRAPH_WORDS = 25

_LINE = re.compile(r"[^\n]+")
_ENDS = re.compile(r"[.!?…][\"”’'»)\]]*\)?$")


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank: its stripped text and where it stands in the document."""

    start: int
    end: int
    text: str

    @property
    def words(self) -> int:
        """The number of words."""
        return len(self.text.split())

    @property
    def is_stopped(self) -> bool:
        """Whether it ends with a stop, a question mark or the colon before an enumeration."""
        return self.text.endswith(":") or _ENDS.search(self.text) is not None

    @property
    def is_sentence(self) -> bool:
        """Whether it ends as a sentence does, or is too long to be a head; questions can be heads."""
        ends = _ENDS.search(self.text) is not None and not self.text.endswith("?")
        return (ends and self.words > 2) or self.words >= PARAGRAPH_WORDS

    @property
    def is_paragraph(self) -> bool:
        """Whether it looks like a paragraph of a story."""
        long = len(self.text) >= PARAGRAPH_CHARS
        return (long and _ENDS.search(self.text) is not None) or self.words >= PARAGRAPH_WORDS


Marks = list[Mark | None]


def split_lines(text: str) -> list[Line]:
    """Return the lines that are not blank."""
    lines = []
    for match in _LINE.finditer(text):
        stripped = match.group().strip()
        if stripped:
            start = match.start() + match.group().index(stripped)
            lines.append(Line(start, start + len(stripped), stripped))
    return lines


def to_regions(text: str, lines: list[Line], marks: Marks) -> tuple[Region, ...]:
    """Return the regions of a marked text; blank stretches go with what stands before them."""
    spans: list[Region] = []
    for line, whole in zip(lines, marks, strict=True):
        if whole is not None:
            spans.append(Region(line.start, line.end, whole.kind, whole.reason))
            continue
        inside = sorted(spans_in(line.text), key=lambda m: (m.start, -m.end))
        at = line.start
        for m in inside:
            start, end = line.start + m.start, line.start + m.end
            if start < at:
                continue
            if line.text[at - line.start : m.start].strip():
                spans.append(Region(at, start, RegionKind.BODY))
            spans.append(Region(start, end, m.kind, m.reason))
            at = end
        if text[at : line.end].strip():
            spans.append(Region(at, line.end, RegionKind.BODY))
    return _closed(text, spans)


def _closed(text: str, spans: list[Region]) -> tuple[Region, ...]:
    """Join neighbouring body spans and close the gaps, so that the regions cover the text."""
    joined: list[Region] = []
    for span in spans:
        if joined and span.kind is RegionKind.BODY is joined[-1].kind:
            joined[-1] = Region(joined[-1].start, span.end, RegionKind.BODY)
        else:
            joined.append(span)
    if not joined:
        return (Region(0, len(text), RegionKind.BODY),) if text else ()
    starts = [0, *(span.start for span in joined[1:])]
    ends = [*starts[1:], len(text)]
    return tuple(Region(s, e, j.kind, j.reason) for s, e, j in zip(starts, ends, joined, strict=True))
