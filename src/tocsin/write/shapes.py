"""The record's shapes as plain dictionaries for JSON lines: documents, incidents, claims, relations, changes.

The names are a contract (docs/reference/output.md): none is renamed or dropped, new ones come after the others.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from tocsin.base.incidents import Claim, Incident, Member, Relation, Step
from tocsin.base.model import Actor, Document, EventPlace, Extent
from tocsin.base.plain import plain
from tocsin.base.provenance import Change, Judgement


def document_dict(document: Document) -> dict[str, Any]:
    """Return a document without its text; ``file`` is the path as given, or the address that it was fetched from."""
    return _source(document.id, document.file, document.url) | {
        "title": document.title,
        "published": plain(document.published),
        "outlet": document.outlet,
        "language": document.language,
        "copy_of": document.copy_of,
        "origin": document.origin,
        "provider": document.provider,
        "author": document.author,
        "characters": len(document.text),
    }


def document_text_dict(document: Document) -> dict[str, Any]:
    """Return a document with its text and the regions of it."""
    return document_dict(document) | {"text": document.text, "regions": plain(document.regions)}


def _source(id_: str, file: str | None, url: str | None) -> dict[str, Any]:
    return {"id": id_, "file": file or url, "url": address(file, url)}


def address(file: str | None, url: str | None) -> str | None:
    """Return where a document is on the web: its own address, or the one that it was fetched from."""
    return url or (file if file and "://" in file else None)


def incident_dict(incident: Incident) -> dict[str, Any]:
    """Return an incident with its mentions and claims."""
    i = incident
    return {
        "id": i.id,
        "type": i.type,
        "mode": i.mode,
        "time": time_dict(i),
        "place": place_dict(i.place),
        "actors": plain(i.actors),
        "recipients": plain(i.recipients),
        "counts": {name: plain(count) for name, count in i.counts},
        "origins": i.origins,
        "status": i.status.value,
        "mentions": [member_dict(m) for m in i.mentions],
        "told": i.told.value,
        "score": i.score,
        "first_reported": plain(i.first_reported),
        "last_reported": plain(i.last_reported),
        "claims": [claim_dict(c, i) for c in i.claims],
        "aliases": list(i.aliases),
        "revision": i.revision,
        "documents": i.documents,
        "contexts": list(i.contexts),
        "cameo": i.cameo,
        "quad": i.quad,
        "intensity": i.intensity,
        "about": i.about,
        "reasons": list(i.reasons),
    }


def time_dict(incident: Incident) -> dict[str, Any] | None:
    """Return when an incident took place, as ``[start, end)`` in days; ``None`` where nothing is told."""
    i = incident
    if i.start is None and i.end is None:
        return None
    return {
        "start": plain(i.start),
        "end": plain(i.end),
        "precision": i.time_precision,
        "basis": plain(i.time_basis),
    }


def place_dict(place: EventPlace | None) -> dict[str, Any] | None:
    """Return a place as in a mention, without the words of any one document."""
    if place is None:
        return None
    return {n: plain(getattr(place, n)) for n in ("name", "geonameid", "country", "admin1", "lat", "lon", "precision")}


def member_dict(member: Member) -> dict[str, Any]:
    """Return a mention as part of an incident: where it is told, in which words, and why it belongs there."""
    m = member
    return {
        "document": m.document,
        "file": m.file or m.url,
        "trigger": m.trigger.text,
        "evidence": m.evidence.text,
        **_offsets("trigger", m.trigger),
        **_offsets("evidence", m.evidence),
        "id": m.mention,
        "url": address(m.file, m.url),
        "outlet": m.outlet,
        "published": plain(m.published),
        "origin": m.origin,
        "is_copy": m.is_copy,
        "score": m.score,
        "reasons": list(m.reasons),
    }


def _offsets(name: str, extent: Extent) -> dict[str, int]:
    return {f"{name}_start": extent.start, f"{name}_end": extent.end}


def claim_dict(claim: Claim, incident: Incident | None) -> dict[str, Any]:
    """Return a claim; where it says that something happened, ``what`` tells what that is."""
    c = claim
    is_act = incident is not None and c.field == "act"
    return {
        "id": c.id,
        "incident": c.incident,
        "field": c.field,
        "value": c.value,
        "stance": c.stance.value,
        "speaker": plain(c.speaker),
        "cue": c.cue,
        "said_on": plain(c.said_on),
        "document": c.document,
        "evidence": c.evidence.text,
        "origin": c.origin,
        "told": c.told.value,
        "superseded_by": c.superseded_by,
        "what": _what(incident) if incident is not None and is_act else None,
        "count": plain(c.count),
        "mention": c.mention,
        **_offsets("evidence", c.evidence),
    }


def _what(incident: Incident) -> dict[str, Any]:
    i = incident
    sides = {"actors": [a.name for a in i.actors], "recipients": [r.name for r in i.recipients]}
    place = i.place.name if i.place else None
    return {"type": i.type, "mode": i.mode, **sides, "place": place, "time": time_dict(i), "status": i.status.value}


def relation_dict(relation: Relation) -> dict[str, Any]:
    """Return a standing relation with the steps for and against it; ``until`` is ``None`` while it holds."""
    r = relation
    is_over = r.until_earliest is not None or r.until_latest is not None
    return {
        "kind": r.kind.value,
        "subject": plain(r.subject),
        "object": _actor(r.object),
        "place": place_dict(r.place),
        "from": _bounds(r.from_earliest, r.from_latest),
        "until": _bounds(r.until_earliest, r.until_latest) if is_over else None,
        "status": r.status.value,
        "files": files_of(r),
        "evidence_for": [_step(s) for s in r.evidence_for],
        "evidence_against": [_step(s) for s in r.evidence_against],
    }


def files_of(relation: Relation) -> list[str]:
    """Return where a relation can be read, each file or address once, what speaks for it first."""
    steps = (*relation.evidence_for, *relation.evidence_against)
    return list(dict.fromkeys(f for s in steps for f in s.files))


def _actor(actor: Actor | None) -> dict[str, Any] | None:
    return None if actor is None else dict(plain(actor))


def _bounds(earliest: date | None, latest: date | None) -> dict[str, Any]:
    return {"earliest": plain(earliest), "latest": plain(latest)}


def _step(step: Step) -> dict[str, Any]:
    s = step
    return {
        "source": s.source,
        "effect": s.effect.value,
        "words": s.evidence.text,
        "file": s.files[0] if s.files else None,
        "files": list(s.files),
        "documents": list(s.documents),
        "origins": list(s.origins),
        **_bounds(s.earliest, s.latest),
        "status": s.status.value,
        "reason": s.reason,
    }


def change_dict(change: Change) -> dict[str, Any]:
    """Return a change: which id, what became of it, when, by whom and why."""
    return dict(plain(change))


def judgement_dict(judgement: Judgement) -> dict[str, Any]:
    """Return a person's decision: on what, by whom, when and why."""
    return dict(plain(judgement))
