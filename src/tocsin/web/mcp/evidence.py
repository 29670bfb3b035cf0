"""The sentences behind an incident, a claim or a document, each with where it is told and who says or denies it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from tocsin.base.incidents import Claim, Incident
from tocsin.base.model import Document, EventMention, Stance
from tocsin.web.mcp.shapes import Evidence, Sentence
from tocsin.write.kept_cells import headline
from tocsin.write.shapes import address

# Sentences of one incident; a large one has hundreds, most of them copies.
SENTENCES = 40


def incident_evidence(incident: Incident) -> Evidence:
    """Return the sentences that tell an incident, and those in which somebody affirms or denies it; own words first."""
    i = incident
    places = {m.document: (m.outlet, m.published, address(m.file, m.url), m.origin, m.is_copy) for m in i.mentions}
    told = [
        _sentence(m.evidence.text, "tells", m.document, places, start=m.evidence.start, end=m.evidence.end)
        for m in sorted(i.mentions, key=lambda m: m.is_copy)
    ]
    said = [claim_sentence(c, places) for c in i.claims if c.speaker is not None or c.stance is Stance.DENIES]
    # Who denies it is shown whatever is left out.
    said.sort(key=lambda s: s.does != Stance.DENIES.value)
    half = SENTENCES // 2
    shown = [*told[: max(half, SENTENCES - len(said))], *said[: max(half, SENTENCES - len(told))]]
    return Evidence(
        id=i.id, kind="incident", headline=headline(i, width=80), status=i.status.value, sentences=shown,
        left_out=len(told) + len(said) - len(shown),
    )  # fmt: skip


Where = tuple[str | None, date | None, str | None, str | None, bool]


def claim_sentence(claim: Claim, places: Mapping[str, Where]) -> Sentence:
    """Return the sentence of a claim; ``places`` says of documents where they were published."""
    c = claim
    found = _sentence(
        c.evidence.text, c.stance.value, c.document, places, start=c.evidence.start, end=c.evidence.end
    )  # fmt: skip
    speaker = c.speaker.name if c.speaker else None
    return found.model_copy(update={"field": c.field, "value": c.value, "speaker": speaker, "origin": c.origin})


def document_evidence(document: Document, mentions: Sequence[EventMention]) -> Evidence:
    """Return the sentences of a document that tell something, in their order."""
    d = document
    places = {d.id: (d.outlet, d.published, address(d.file, d.url), d.origin, d.copy_of is not None)}
    found = [
        _sentence(m.evidence.text, "tells", d.id, places, start=m.evidence.start, end=m.evidence.end).model_copy(
            update={"field": m.type, "value": m.status.value}
        )
        for m in mentions
    ]
    return Evidence(
        id=d.id, kind="document", headline=d.title or d.id, status=None, sentences=found[:SENTENCES],
        left_out=max(0, len(found) - SENTENCES),
    )  # fmt: skip


def _sentence(words: str, does: str, document: str, places: Mapping[str, Where], *, start: int, end: int) -> Sentence:
    outlet, published, url, origin, is_copy = places.get(document, (None, None, None, None, False))
    return Sentence(
        words=words, does=does, field=None, value=None, speaker=None, document=document, outlet=outlet,
        published=published, url=url, origin=origin, is_copy=is_copy, start=start, end=end,
    )  # fmt: skip
