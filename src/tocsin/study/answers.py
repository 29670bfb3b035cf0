"""Answers: what people say a document reports, in the form of the annotation guide.

The form is checked before any document is read (``answer_form``), ids and quotes against the documents (``placed``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from tocsin.base.errors import BadInput
from tocsin.base.model import Document
from tocsin.study.answer_fields import shown

BODIES = ("IGO", "NGO", "IMG")

Code = tuple[str | None, str | None]
Point = tuple[float | None, float | None, str | None]


@dataclass(frozen=True, slots=True)
class Answer:
    """One happening that a person marked.

    ``spans`` are the passages that tell of it, as offsets into the document's text.
    ``actors`` and ``recipients`` are (country, sector) pairs; ``None`` is unknown.
    ``place`` is (latitude, longitude, country), the first two both known or both ``None``;
    ``day`` the first day of its time.
    """

    type: str
    mode: str | None
    status: str
    trigger: str
    spans: tuple[tuple[int, int], ...]
    actors: tuple[Code, ...]
    recipients: tuple[Code, ...]
    place: Point | None
    day: date | None
    said_by: tuple[str, ...]
    denied_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Marked:
    """What one object of annotations says of a document, not yet held against its text.

    The answers have no spans; ``quotes`` are, for each answer, its quote and its ``also``.
    ``origin`` says where the object stands.
    """

    document: str
    origin: str
    answers: tuple[Answer, ...]
    quotes: tuple[tuple[str, ...], ...]


def texts_of(documents: Iterable[Document]) -> dict[str, str]:
    """Return the texts by document id.

    Raises:
        BadInput: two documents have one id, so that it is open which of them the annotations are of.
    """
    texts, origins = dict[str, str](), dict[str, str]()
    for doc in documents:
        if doc.id in texts:
            both = " and ".join(dict.fromkeys((origins[doc.id], str(doc.file))))
            raise BadInput(
                f"two documents have the id {doc.id!r} ({both}); give each an id of its own, or take one out"
            )
        texts[doc.id], origins[doc.id] = doc.text, str(doc.file)
    return texts


def placed(marked: Iterable[Marked], texts: Mapping[str, str]) -> dict[str, list[Answer]]:
    """Return the answers by document id, with their spans; several objects of one document are joined.

    Raises:
        BadInput: a document is not among the texts, or a quote is not in its text.
    """
    out = dict[str, list[Answer]]()
    for m in marked:
        if m.document not in texts:
            known = ", ".join(map(repr, list(texts)[:3])) + (", …" if len(texts) > 3 else "")
            raise BadInput(
                f"{m.origin}: document {m.document!r} is not among the documents given, whose ids are {known}; "
                "the `document` field of `tocsin code --format jsonl` tells a document's id"
            )
        answers = out.setdefault(m.document, [])
        for n, (answer, quotes) in enumerate(zip(m.answers, m.quotes, strict=True), start=1):
            spans = [_found(q, texts[m.document], f"{m.origin}, event {n}", also=i > 0) for i, q in enumerate(quotes)]
            answers.append(replace(answer, spans=tuple(s for found in spans for s in found)))
    return out


def _found(quote: str, text: str, origin: str, *, also: bool) -> list[tuple[int, int]]:
    starts, at = [], text.find(quote)
    while at >= 0:
        starts.append(at)
        at = text.find(quote, at + 1)
    if not starts:
        field = "also" if also else "quote"
        raise BadInput(f"{origin}: {field} {shown(quote)} is not in the text of its document; copy it unchanged")
    return [(start, start + len(quote)) for start in starts]
