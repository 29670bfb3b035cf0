"""Mentions: what single documents tell, of happenings and of how things stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table, select

from tocsin.base.model import EventMention
from tocsin.base.plain import record
from tocsin.base.relations import RelationMention
from tocsin.store.parties import party_rows, place_columns
from tocsin.store.rows import delete_in, end_spells, insert_rows, packed, rows_in
from tocsin.store.schema import membership, mention, participant, relation_mention, tombstone


def put_mentions(conn: Connection, mentions: Iterable[EventMention], *, run: str, at: datetime) -> list[str]:
    """Keep mentions and return the ids of those that are new or have changed; the others are left as they are."""
    given = {m.id: packed(m) for m in mentions}
    rows = [_row(kept, body, digest) | {"run": run, "at": at} for kept, body, digest in given.values()]
    changed = _replace(conn, mention, rows)
    delete_in(conn, participant, participant.c.mention, changed)
    parties = [
        {"mention": i, **party} for i in changed for party in party_rows(given[i][0].actors, given[i][0].recipients)
    ]
    insert_rows(conn, participant, parties)
    return changed


def _row(given: EventMention, body: dict[str, Any], digest: str) -> dict[str, Any]:
    return {
        "id": given.id,
        "document": given.document,
        "type": given.type,
        "mode": given.mode,
        "status": given.status.value,
        "start_day": given.time.start if given.time else None,
        "end_day": given.time.end if given.time else None,
        **place_columns(given.place),
        "trigger_text": given.trigger.text,
        "evidence_text": given.evidence.text,
        "score": given.score,
        "digest": digest,
        "body": body,
    }


def _replace(conn: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> list[str]:
    """Write the rows whose digest is another than the one kept, and return their ids."""
    query = select(table.c.id, table.c.digest)
    there = {r.id: r.digest for r in rows_in(conn, query, table.c.id, [row["id"] for row in rows])}
    changed = [row for row in rows if there.get(row["id"]) != row["digest"]]
    delete_in(conn, table, table.c.id, [row["id"] for row in changed if row["id"] in there])
    insert_rows(conn, table, changed)
    return [row["id"] for row in changed]


def get_mentions(conn: Connection, ids: Iterable[str]) -> dict[str, EventMention]:
    """Return mentions by id; ids that are not in the store are left out."""
    found = rows_in(conn, select(mention.c.id, mention.c.body), mention.c.id, ids)
    return {r.id: record(EventMention, r.body) for r in found}


def mentions_of_documents(conn: Connection, ids: Iterable[str]) -> dict[str, list[EventMention]]:
    """Return the mentions of each document that has any, in the order of the text."""
    found: dict[str, list[EventMention]] = {}
    for row in rows_in(conn, select(mention.c.document, mention.c.body), mention.c.document, ids):
        found.setdefault(row.document, []).append(record(EventMention, row.body))
    return {i: sorted(of, key=lambda m: (m.trigger.start, m.id)) for i, of in found.items()}


def drop_mentions(
    conn: Connection,
    ids: Iterable[str],
    *,
    at: datetime,
    why: str,
    by: str = "tocsin",
    heirs: Mapping[str, str] | None = None,
) -> None:
    """Delete mentions, which leave their incidents; each leaves a tombstone. Ids that are not there are left out.

    ``heirs`` are the mentions that tell the same words from now on; ``heirs_of`` leads there.
    """
    there = [r.id for r in rows_in(conn, select(mention.c.id), mention.c.id, ids)]
    delete_in(conn, mention, mention.c.id, there)
    delete_in(conn, participant, participant.c.mention, there)
    query = select(membership.c.n).where(membership.c.until.is_(None))
    end_spells(conn, membership, [r.n for r in rows_in(conn, query, membership.c.mention, there)], at)
    grave = {"kind": "mention", "what": "deleted", "revision": 1, "at": at, "by_whom": by, "why": why}
    insert_rows(conn, tombstone, [{"id": i, **grave, "merged_into": (heirs or {}).get(i)} for i in there])


def heirs_of(conn: Connection, ids: Iterable[str]) -> dict[str, str]:
    """Return for each mention that is gone the one that tells its words now; those without one are left out."""
    t = tombstone.c
    query = select(t.id, t.merged_into).where(t.kind == "mention").order_by(t.n)
    found = {i: i for i in ids}
    ahead = set(found)
    seen: set[str] = set()
    while ahead:
        seen |= ahead
        there = {r.id for r in rows_in(conn, select(mention.c.id), mention.c.id, ahead)}
        into = {r.id: r.merged_into for r in rows_in(conn, query, t.id, ahead - there) if r.merged_into}
        found = {i: into.get(to, to) for i, to in found.items()}
        ahead = set(into.values()) - seen
    return {i: to for i, to in found.items() if to != i}


def drop_mentions_of(conn: Connection, documents: Iterable[str], *, at: datetime, why: str, by: str) -> None:
    """Delete all mentions of documents, of happenings and of relations."""
    documents = list(documents)
    drop_mentions(
        conn,
        [r.id for r in rows_in(conn, select(mention.c.id), mention.c.document, documents)],
        at=at,
        why=why,
        by=by,
    )
    delete_in(conn, relation_mention, relation_mention.c.document, documents)


def put_relation_mentions(
    conn: Connection, relations: Iterable[RelationMention], *, run: str, at: datetime
) -> list[str]:
    """Keep mentions of relations and return the ids of those that are new or have changed."""
    rows = []
    for kept, body, digest in (packed(r) for r in {r.id: r for r in relations}.values()):
        row = {
            "id": kept.id,
            "document": kept.document,
            "kind": kept.kind.value,
            "status": kept.status.value,
            "subject": kept.subject.name,
            "object": kept.object.name if kept.object else None,
            "place": kept.place.name if kept.place else None,
            "evidence_text": kept.evidence.text,
            "digest": digest,
            "body": body,
            "run": run,
            "at": at,
        }
        rows.append(row)
    return _replace(conn, relation_mention, rows)


def relation_mentions_of(conn: Connection, documents: Iterable[str]) -> dict[str, list[RelationMention]]:
    """Return the mentions of relations of each document that has any, in the order of the text."""
    found: dict[str, list[RelationMention]] = {}
    query = select(relation_mention.c.document, relation_mention.c.body)
    for row in rows_in(conn, query, relation_mention.c.document, documents):
        found.setdefault(row.document, []).append(record(RelationMention, row.body))
    return {i: sorted(of, key=lambda r: (r.evidence.start, r.id)) for i, of in found.items()}


def drop_relation_mentions(conn: Connection, ids: Iterable[str]) -> None:
    """Delete mentions of relations; their steps are dropped by ``drop_steps`` with the same ids."""
    delete_in(conn, relation_mention, relation_mention.c.id, ids)
