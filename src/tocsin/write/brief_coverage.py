"""The part of a brief on what was read: documents, outlets, copies and gaps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

from tocsin.base.dates import full_day
from tocsin.base.model import Document
from tocsin.write.brief_material import Material
from tocsin.write.brief_parts import Section, Sentence, Table
from tocsin.write.brief_words import number, span

# Days without a document that make a gap; a quiet weekend is none.
GAP = 4
CAVEAT = (
    "A day without a document is a gap in what was read, not a quiet day. "
    "An incident that names no place inside the area is not counted here. "
    "Statuses say how well something is attested, not whether it is true."
)


def coverage(material: Material) -> Section:
    """Return how much was read in the period, from whom, how much of it repeats other texts, and when nothing was read."""
    read = material.read
    if not read:
        return Section("What was read", (Sentence("No document of the period was read."), Sentence(CAVEAT)))
    copies = tuple(d.id for d in read if d.copy_of)
    ids = tuple(d.id for d in read)
    outlets = Counter(d.outlet or "outlet not known" for d in read)
    text = (
        f"{number(len(read))} documents published from {span(material.first, material.last)} were read, "
        f"from {number(len(outlets))} outlets; {number(len(copies))} of them repeat another's text and count as one origin."
    )
    intro = (Sentence(text, (), (), (ids, tuple(outlets), copies)), _gaps(material), Sentence(CAVEAT))
    rows = tuple(
        _outlet(name, [d for d in read if (d.outlet or "outlet not known") == name])
        for name, _ in outlets.most_common()
    )
    table = Table("Outlets", ("Outlet", "Documents", "Copies", "First", "Last"), rows)
    return Section("What was read", intro, tables=(table,))


def _outlet(name: str, read: Sequence[Document]) -> tuple[Sentence, ...]:
    ids = tuple(d.id for d in read)
    copies = tuple(d.id for d in read if d.copy_of)
    days = sorted(d.published for d in read if d.published)
    return (
        Sentence(name, (), ids),
        Sentence(number(len(ids)), counted=(ids,)),
        Sentence(number(len(copies)), counted=(copies,)),
        Sentence(full_day(days[0]) if days else "–", (), ids),
        Sentence(full_day(days[-1]) if days else "–", (), ids),
    )


def gaps(days: Sequence[date], first: date, last: date) -> list[tuple[date, date]]:
    """Return the stretches of ``GAP`` days or more, first and last day, on which nothing was published."""
    marks = [first - timedelta(days=1), *sorted({d for d in days if first <= d <= last}), last + timedelta(days=1)]
    found = [(a + timedelta(days=1), b - timedelta(days=1)) for a, b in pairwise(marks)]
    return [(a, b) for a, b in found if (b - a).days + 1 >= GAP]


def _gaps(material: Material) -> Sentence:
    found = gaps([d.published for d in material.read if d.published], material.first, material.last)
    if not found:
        return Sentence(f"There is no stretch of {GAP} days or more without a document.")
    return Sentence(f"Nothing was read from {'; '.join(span(a, b) for a, b in found)}.")
