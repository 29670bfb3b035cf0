"""Readings into the store: copies found, mentions kept, incidents merged. One batch is one transaction, whole or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from tocsin.base.found import Kept
from tocsin.base.incidents import Account
from tocsin.base.model import Document, EventMention
from tocsin.base.reading import Reading
from tocsin.documents.copies import SHARED_BANDS, Signature, Stored, bands, find_copies, signature
from tocsin.gathering import Gathering, Making, decided_now
from tocsin.merging.judged import Decisions
from tocsin.store import documents as texts
from tocsin.store import incidents as kept
from tocsin.store import mentions as told
from tocsin.store import relations as standing
from tocsin.store.engine import Connection
from tocsin.study.remark_steps import steps_of_relation

__all__ = ["RECODED", "Kept", "Making", "accounts_of", "keep"]

# The reason by which a run that codes stored documents afresh is known.
RECODED = "recoded"


def keep(conn: Connection, readings: Sequence[Reading], making: Making) -> Kept:
    """Keep the readings of a batch in an open transaction, and merge what they tell into the incidents there are.

    Documents that the store has already, with the same text, are left as they are; call it with ``making.why`` ``RECODED``
    to replace what was read of them. Of several texts under one id, each is kept as a revision of the one before.
    """
    once = {r.document.id: r for r in reversed(readings)}
    if len(once) < len(readings):
        firsts = [r for r in readings if once[r.document.id] is r]
        again = [r for r in readings if once[r.document.id] is not r]
        return keep(conn, firsts, making) + keep(conn, again, making)
    digests = texts.known(conn, [r.document.id for r in readings])
    is_recoding = making.why == RECODED
    # Coded afresh is only what still has the text that was coded: another process may have brought a newer one.
    fresh = [r for r in readings if is_recoding == (digests.get(r.document.id) == texts.content_digest(r.document))]
    if not fresh:
        return Kept(unchanged=len(readings))
    work = Gathering(conn, making, Decisions())
    there = [r.document.id for r in fresh if r.document.id in digests]
    # A text that is coded afresh is as it was kept, and so are its signature and what it repeats.
    signed = {} if is_recoding else _signatures(r.document for r in fresh)
    traced = _as_kept(conn, fresh) if is_recoding else _trace(work, fresh, there, signed)
    _replace_old(work, traced, there)
    work.decided = decided_now(conn)
    work.merge(_put(work, traced, signed))
    work.decide()
    return work.write() + Kept(
        documents=len(traced) - len(there),
        revised=len(there),
        unchanged=len(readings) - len(fresh),
        copies=sum(r.document.copy_of is not None for r in traced),
        mentions=sum(len(r.mentions) for r in traced),
    )


def _as_kept(conn: Connection, readings: Sequence[Reading]) -> list[Reading]:
    """Return readings with what the store knows of their documents by now: what they repeat, whom they go back to."""
    documents = texts.get_documents(conn, [r.document.id for r in readings])
    return [replace(r, document=documents[r.document.id]) for r in readings]


def _signatures(documents: Iterable[Document]) -> dict[str, Signature]:
    return {d.id: signature(d) for d in documents}


def _trace(
    work: Gathering, readings: Sequence[Reading], there: Sequence[str], signed: Mapping[str, Signature]
) -> list[Reading]:
    """Return the readings with what their documents repeat; stored ones for which that changes are touched.

    What repeated the old text of a document is looked at anew with it.
    """
    conn, own = work.conn, {r.document.id: r.document for r in readings}
    stored = Stored(
        alike=lambda keys: texts.alike(conn, keys, least=SHARED_BANDS),
        get=lambda ids: texts.get_documents(conn, ids),
        copies_of=lambda ids: texts.copies_of(conn, ids),
    )
    followers = texts.get_documents(conn, [i for i in texts.copies_of(conn, there) if i not in own])
    asked = [*own.values(), *followers.values()]
    signatures = {**signed, **_signatures(followers.values())}
    found = {t.document: t for t in find_copies(asked, signatures=signatures, stored=stored)}
    before = texts.get_documents(conn, [i for i in found if i not in own])
    changed = [t for i, t in found.items() if i in before and _origin(before[i]) != (t.copy_of, t.origin)]
    texts.set_copies(conn, [(t.document, t.copy_of, t.origin) for t in changed])
    touch(work, [t.document for t in changed])
    return [
        replace(r, document=replace(r.document, copy_of=t.copy_of, origin=t.origin))
        for r in readings
        for t in (found[r.document.id],)
    ]


def _origin(document: Document) -> tuple[str | None, str | None]:
    return document.copy_of, document.origin


def touch(work: Gathering, ids: Sequence[str]) -> None:
    """Let what documents tell be made anew, because they are copies or originals now, or go back to somebody else."""
    conn = work.conn
    mentions = [m.id for ms in told.mentions_of_documents(conn, ids).values() for m in ms]
    work.touched |= set(kept.incidents_of(conn, mentions).values())
    documents = texts.get_documents(conn, ids)
    remarks = told.relation_mentions_of(conn, ids)
    steps = [s for i, ms in remarks.items() for m in ms for s in steps_of_relation(m, documents[i])]
    standing.put_steps(conn, steps, at=work.making.at)


def _replace_old(work: Gathering, readings: Sequence[Reading], there: Sequence[str]) -> None:
    """Let go of what was read of documents that are read again, where it is read otherwise now."""
    conn, making = work.conn, work.making
    before = told.mentions_of_documents(conn, there)
    old = {m.id: m for ms in before.values() for m in ms}
    now = {m.id: m for r in readings for m in r.mentions}
    placed = kept.incidents_of(conn, old)
    work.touched |= set(placed.values())
    heirs = {i: h for r in readings for i, h in _heirs(before.get(r.document.id, ()), r.mentions).items()}
    work.left |= {heirs[i]: placed[i] for i in heirs if i in placed}
    work.left |= {i: placed[i] for i in old.keys() & now.keys() & placed.keys() if _tells(old[i]) != _tells(now[i])}
    told.drop_mentions(conn, old.keys() - now.keys(), at=making.at, why=making.why, by=making.run, heirs=heirs)
    remarks = [m.id for ms in told.relation_mentions_of(conn, there).values() for m in ms]
    gone = set(remarks) - {m.id for r in readings for m in r.relations}
    told.drop_relation_mentions(conn, gone)
    standing.drop_steps(conn, gone, at=making.at)


def _tells(mention: EventMention) -> object:
    """Return what decides to which incident a mention belongs; one that tells something else is merged anew."""
    m = mention
    place = (m.place.geonameid, m.place.name) if m.place else None
    time = (m.time.start, m.time.end) if m.time else None
    sides = [[(p.id, p.name, p.country, p.sector) for p in side] for side in (m.actors, m.recipients)]
    return m.type, m.mode, m.status, place, time, sides, m.evidence.text


def _heirs(old: Sequence[EventMention], new: Sequence[EventMention]) -> dict[str, str]:
    """Return for each old mention that is no more the new one that tells the same words, by id: each heir has one."""
    known = {m.id for m in old}
    now = {m.id for m in new}
    added = [m for m in new if m.id not in known]
    heirs: dict[str, str] = {}
    for m in old:
        free = [n for n in added if n.id not in heirs.values()] if m.id not in now else []
        same = next((n for n in free if n.trigger == m.trigger), None)
        words = (m.type, m.trigger.text, m.evidence.text)
        same = same or next((n for n in free if (n.type, n.trigger.text, n.evidence.text) == words), None)
        if same is not None:
            heirs[m.id] = same.id
    return heirs


def _put(work: Gathering, readings: Sequence[Reading], signed: Mapping[str, Signature]) -> list[Account]:
    """Keep documents, mentions and relations; return the accounts that belong to no incident yet."""
    conn, run, at = work.conn, work.making.run, work.making.at
    documents = [r.document for r in readings]
    packed, keys = {i: bytes(s) for i, s in signed.items()}, {i: bands(s) for i, s in signed.items()}
    texts.put_documents(conn, documents, run=run, at=at, signatures=packed, bands=keys)
    mentions = [m for r in readings for m in r.mentions]
    told.put_mentions(conn, mentions, run=run, at=at)
    told.put_relation_mentions(conn, [m for r in readings for m in r.relations], run=run, at=at)
    steps = {m.id: steps_of_relation(m, r.document) for r in readings for m in r.relations}
    standing.put_steps(conn, [s for of in steps.values() for s in of], at=at)
    standing.drop_steps(conn, [i for i, of in steps.items() if not of], at=at)
    work.accounts |= {a.mention.id: a for a in accounts_of(readings)}
    placed = kept.incidents_of(conn, [m.id for m in mentions])
    free = [m.id for m in mentions if m.id not in placed or m.id in work.left]
    return [work.accounts[i] for i in free if i not in work.decided.wrong]


def accounts_of(readings: Iterable[Reading]) -> list[Account]:
    """Return the accounts of readings, each with the mention that it is about."""
    found: list[Account] = []
    for reading in readings:
        by_id = {m.id: m for m in reading.mentions}
        found += [Account(m, reading.document, by_id.get(m.about or "")) for m in reading.mentions]
    return found
