"""Which document is a copy of which, and whom its text goes back to. No store: what is there already is asked for.

Of documents with one text, the original is the agency's own, else the one published first, else the one added first.
A copy of a copy points at the original. ``origin`` is the agency that any of them credits, else the original's outlet;
a text of somebody's own that credits an agency is no copy, but goes back to that agency too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from tocsin.base.model import Document
from tocsin.documents.agencies import agency_of_outlet
from tocsin.documents.likeness import (
    BANDS,
    LEAST,
    LEAST_WITHIN_OUTLET,
    SHARED_BANDS,
    SHORT_WORDS,
    Likeness,
    Signature,
    bands,
    is_copy,
    signature,
)
from tocsin.documents.wording import body, wording

__all__ = [
    "SHARED_BANDS", "Likeness", "Signature", "Stored", "Traced", "bands", "find_copies", "is_copy", "signature",
]  # fmt: skip

# By its signature, a candidate shares at least this much; LEAST less three standard errors of 64 minima.
_LOOK = 0.3
# No more candidates than this are compared word for word, the likeliest first: all copies of one text show the same.
_TRIED = 12
# A paper in another time zone or a late page stamp may be a day before the original that it cut.
_SAME_TIME_DAYS = 1
# Briefs in the same words on days further apart tell of two happenings of a kind.
_SHORT_DAYS = 2

Alike = Callable[[Sequence[str]], Iterable[tuple[str, date | None, bytes]]]


@dataclass(frozen=True, slots=True)
class Stored:
    """What is asked about the documents that are there already.

    ``alike``: of keys (``bands``), the id, day of publication and signature of every document with ``SHARED_BANDS`` of them
    (it may give those with fewer too, which costs time alone);
    ``get``: of ids, the documents, with ``copy_of``, ``provider`` and ``origin``;
    ``copies_of``: of ids, the ids of the documents whose ``copy_of`` is one of them.
    """

    alike: Alike
    get: Callable[[Sequence[str]], Mapping[str, Document]]
    copies_of: Callable[[Sequence[str]], Iterable[str]]


NOTHING = Stored(lambda _: (), lambda _: {}, lambda _: ())


@dataclass(frozen=True, slots=True)
class Traced:
    """Where a document's text comes from: what to write into its ``copy_of`` and ``origin``.

    ``reason`` is a sentence, empty for a document that repeats no other.
    """

    document: str
    copy_of: str | None
    origin: str | None
    reason: str


def find_copies(
    new: Sequence[Document], *, signatures: Mapping[str, Signature] | None = None, stored: Stored = NOTHING
) -> tuple[Traced, ...]:
    """Return what each new document repeats, and each stored one for which that changes, new ones first.

    A stored document changes when an earlier or the agency's own telling of its text comes later,
    or when a copy credits the agency that the stored ones do not.

    Args:
        new: the documents of a batch, in the order in which they are added.
        signatures: their signatures by id, where they are made already.
        stored: what is there already; left out, only the batch is compared with itself.
    """
    shelf = _Shelf(stored)
    for document in new:
        made = signatures[document.id] if signatures else signature(document)
        shelf.add(document, made)
    return shelf.changed([document.id for document in new])


class _Shelf:
    """The documents seen so far in a batch, and the stored ones that were asked for, with what they repeat."""

    def __init__(self, stored: Stored) -> None:
        self.stored = stored
        self.documents: dict[str, Document] = {}
        self.given: dict[str, Document] = {}
        self.reasons: dict[str, str] = {}
        self.order: dict[str, int] = {}
        self.signatures: dict[str, Signature] = {}
        self.keys: dict[str, list[str]] = defaultdict(list)

    def add(self, document: Document, made: Signature) -> None:
        """Place a document: beside those whose text it shares, else alone."""
        own = replace(document, copy_of=None, origin=document.provider or document.outlet)
        self.documents[own.id] = own
        self.order[own.id] = len(self.order) + 1
        keys = bands(made)
        others = self.candidates(own.id, made, keys)
        self.signatures[own.id] = made
        for key in keys:
            self.keys[key].append(own.id)
        # A page that comes again from its own address is a correction, not a copy: its claims are new ones.
        others = [o for o in others if own.url is None or o.url != own.url]
        links = [link for other in others if (link := self.link(own, other))]
        # First what it is a copy of, the closest first; then what is a copy of it.
        for copy, original, likeness in sorted(links, key=lambda k: (k[0] != own.id, -k[2].of_first)):
            if copy != own.id or self.documents[own.id].copy_of is None:
                self.join(copy, original, likeness.reason)

    def candidates(self, own: str, made: Signature, keys: Sequence[str]) -> list[Document]:
        """Return the documents that may share text with one, the likeliest first."""
        found = {i: self.signatures[i] for key in keys for i in self.keys.get(key, ()) if i != own}
        for i, _, packed in self.stored.alike(keys) if keys else ():
            if i not in self.order and (unpacked := Signature.from_bytes(packed)):
                found[i] = unpacked
        common = {i: made.common(s) for i, s in found.items() if _shared(made, s) >= SHARED_BANDS}
        looked = (i for i, n in common.items() if n >= _LOOK * min(made.size, found[i].size))
        # By how much they share, not by which share of them: of a short item, one phrase is already much.
        likely = sorted(looked, key=lambda i: (-common[i], i))[:_TRIED]
        self.fetch(likely)
        return [self.documents[i] for i in likely if i in self.documents]

    def fetch(self, ids: Iterable[str]) -> None:
        """Ask for stored documents that were not asked for yet, and for the originals that they point at."""
        missing = [i for i in ids if i not in self.documents]
        if not missing:
            return
        got = self.stored.get(missing)
        self.given.update(got)
        self.documents.update(got)
        self.fetch({d.copy_of for d in got.values() if d.copy_of})

    def link(self, own: Document, other: Document) -> tuple[str, str, Likeness] | None:
        """Return which of two documents is a copy of which, by their words, or ``None``."""
        is_one_outlet = own.outlet is not None and own.outlet == other.outlet
        least = LEAST_WITHIN_OUTLET if is_one_outlet else LEAST
        if _are_other_days(own, other):
            return None
        first, second = (own, other) if self.precedes(own, other) else (other, own)
        if likeness := is_copy(body(second), body(first), least=least):
            return second.id, first.id, likeness
        if not _is_open(first, second):
            return None
        likeness = is_copy(body(first), body(second), least=least)
        return (first.id, second.id, likeness) if likeness else None

    def precedes(self, one: Document, other: Document) -> bool:
        """Tell whether ``one`` is the original if both have one text: the agency's own, the earlier, the first added."""
        agencies = _is_agency(one), _is_agency(other)
        if agencies[0] != agencies[1]:
            return agencies[0]
        if one.published and other.published and one.published != other.published:
            return one.published < other.published
        return self.order.get(one.id, 0) < self.order.get(other.id, 0)

    def join(self, copy: str, original: str, reason: str) -> None:
        """Make one group of two: all of them point at one original and go back to whom any of them credits."""
        root, other = self.root(original), self.root(copy)
        if root.id == other.id:
            return
        is_direct = root.id == original and other.id == copy
        if not is_direct and self.precedes(other, root):
            root, other = other, root
        origin = _credited(root) or _credited(other) or root.outlet
        for i in (other.id, *self.followers(other.id)):
            self.documents[i] = replace(self.documents[i], copy_of=root.id, origin=origin)
            self.reasons[i] = reason if i == copy else f"a copy of {other.id}, as this is of {root.id}"
        self.reasons[other.id] = reason
        if origin != root.origin:
            for i in (root.id, *self.followers(root.id)):
                self.documents[i] = replace(self.documents[i], origin=origin)

    def root(self, document: str) -> Document:
        """Return the original that a document points at, or itself where there is none (any more)."""
        own = self.documents[document]
        return self.documents.get(own.copy_of or own.id, own)

    def followers(self, root: str) -> list[str]:
        """Return the copies of a document, those of the batch and the stored ones."""
        if root not in self.order:
            self.fetch(self.stored.copies_of([root]))
        return [i for i, d in self.documents.items() if d.copy_of == root]

    def changed(self, new: Sequence[str]) -> tuple[Traced, ...]:
        """Return the new documents, and the stored ones whose ``copy_of`` or ``origin`` changed."""
        stale = [
            i for i, d in self.given.items()
            if (d.copy_of, d.origin) != (self.documents[i].copy_of, self.documents[i].origin)
        ]  # fmt: skip
        documents = (self.documents[i] for i in (*dict.fromkeys(new), *stale))
        return tuple(Traced(d.id, d.copy_of, d.origin, self.reasons.get(d.id, "")) for d in documents)


def _shared(one: Signature, other: Signature) -> int:
    return sum(a == b for a, b in zip(one.minima[:BANDS], other.minima[:BANDS], strict=True))


def _is_agency(document: Document) -> bool:
    """Tell whether a document stands on the pages of the agency that it credits."""
    agency = agency_of_outlet(document.outlet, document.url)
    return agency is not None and document.provider in (None, agency)


def _credited(document: Document) -> str | None:
    """Return whom a group credits, by its original: a credit, its own or a copy's, but not its outlet alone."""
    return document.provider or (document.origin if document.origin != document.outlet else None)


def _is_open(first: Document, second: Document) -> bool:
    """Tell whether the order of two documents is too near to say which of them came first."""
    if _is_agency(first) != _is_agency(second):
        return False
    days = (first.published, second.published)
    return days[0] is None or days[1] is None or abs((days[0] - days[1]).days) <= _SAME_TIME_DAYS


def _are_other_days(one: Document, other: Document) -> bool:
    """Tell whether one of two documents is a brief, and they are days apart."""
    if one.published is None or other.published is None or abs((one.published - other.published).days) <= _SHORT_DAYS:
        return False
    return min(len(wording(body(d)).words) for d in (one, other)) < SHORT_WORDS
