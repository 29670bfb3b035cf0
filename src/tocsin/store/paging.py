"""Claims and documents page by page, each page after the last one of the page before: no offset that grows slow."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Connection,
    Integer,
    Select,
    Text,
    case,
    literal,
    select,
    true,
    tuple_,
)

from tocsin.base.errors import BadInput
from tocsin.base.incidents import Claim, Filter
from tocsin.base.model import Document
from tocsin.base.plain import record
from tocsin.base.provenance import Change
from tocsin.store.aliases import aliases_of
from tocsin.store.changes import KINDS
from tocsin.store.documents import get_documents
from tocsin.store.filters import claim_conditions, document_conditions
from tocsin.store.keyset import key_after, page
from tocsin.store.rows import in_force, rows_in
from tocsin.store.schema import claim, document, document_revision, incident, incident_revision, tombstone
from tocsin.store.walking import Holds, walk_claims


def page_of_claims(
    conn: Connection, wanted: Filter, *, newest_first: bool, after: str | None, limit: int, holds: Holds | None = None
) -> tuple[list[Claim], str | None]:
    """Return a page of the claims that fit, by the day on which they were said, and the key of the page after it.

    A database that is asked for thirty of half a million claims about some incidents collects and sorts them all: with
    ``holds`` the claims are walked instead, as far as that is quick.

    Args:
        conn: a connection.
        wanted: filters, as of ``find_claims``; its limit is not looked at.
        newest_first: the last day first; claims without a day come last in both orders.
        after: the key that the page before ended with.
        limit: how many, 1 or more.
        holds: tells which incidents fit, as of now; worth having where many do.

    Raises:
        BadInput: the words hold none to look for, or ``after`` is no key.
    """
    if holds is not None and wanted.as_of is None:
        walked = walk_claims(conn, wanted, holds, newest_first=newest_first, after=after, limit=limit)
        if walked is not None:
            return walked
    c = claim.c
    query = select(c.id, c.said_on.label("day"), c.body).where(*claim_conditions(conn, wanted))
    rows = page(conn, query, c.said_on, c.id, newest_first=newest_first, after=after, limit=limit)
    return [record(Claim, row.body) for row in rows[:limit]], _key(rows, limit)


def page_of_documents(
    conn: Connection, wanted: Filter, *, newest_first: bool, after: str | None, limit: int
) -> tuple[list[Document], str | None]:
    """Return a page of the documents that fit, by their day of publication, and the key of the page after it.

    Args:
        conn: a connection.
        wanted: filters, as of ``list_documents``; its limit is not looked at.
        newest_first: the last day first; documents without a day come last in both orders.
        after: the key that the page before ended with.
        limit: how many, 1 or more.

    Raises:
        BadInput: the words hold none to look for, or ``after`` is no key.
    """
    c = document.c
    query = select(c.id, c.published.label("day")).where(*document_conditions(conn, wanted))
    rows = page(conn, query, c.published, c.id, newest_first=newest_first, after=after, limit=limit)
    ids = [row.id for row in rows[:limit]]
    found = get_documents(conn, ids)
    return [found[i] for i in ids], _key(rows, limit)


def bodies_of_incidents(conn: Connection, ids: Iterable[str]) -> list[dict[str, Any]]:
    """Return incidents as they are kept, in the order of the ids, with ``revision`` and ``aliases``.

    For long lists of which nothing but text is made: making records of them takes ten times as long. Ids that are gone,
    or lead elsewhere, are left out.
    """
    ids = list(ids)
    r = incident_revision.c
    query = select(r.incident, r.revision, r.body).where(in_force(incident_revision, None))
    found = {row.incident: row for row in rows_in(conn, query, r.incident, ids)}
    names = aliases_of(conn, found)
    return [
        {**found[i].body, "revision": found[i].revision, "aliases": list(names.get(i, ()))} for i in ids if i in found
    ]


def _key(rows: Sequence[Any], limit: int) -> str | None:
    if len(rows) <= limit:
        return None
    last = rows[limit - 1]
    return key_after(last.day, last.id)


def changed_at(conn: Connection, ids: Iterable[str]) -> dict[str, datetime]:
    """Return when each of the incidents changed last, as of now."""
    query = select(incident.c.id, incident.c.changed)
    return {row.id: row.changed for row in rows_in(conn, query, incident.c.id, ids)}


def page_of_changes(
    conn: Connection, since: datetime, *, after: str | None, limit: int
) -> tuple[list[Change], str | None]:
    """Return a page of the changes of documents and incidents since a moment, the oldest first, and the key of the next.

    Raises:
        BadInput: ``after`` is no key.
    """
    key = _change_key(after) if after is not None else None
    found = [c for part in _changes(since, key, limit + 1) for c in (Change(*row) for row in conn.execute(part))]
    page = sorted(found, key=_of_change)[: limit + 1]
    more = json.dumps([page[limit - 1].at.isoformat(), *_of_change(page[limit - 1])[1:]]) if len(page) > limit else None
    return page[:limit], more


def _changes(since: datetime, key: tuple[Any, ...] | None, limit: int) -> Iterator[Select[Any]]:
    """Yield the questions for the changes that each table holds, in one order, each behind the key."""
    r, t, d, old = incident_revision.c, tombstone.c, document.c, document_revision.c
    kinds, one = {k: literal(k, Text) for k in KINDS}, literal(1, Integer)
    text = case((d.revision == one, literal("added")), else_=literal("changed"))
    was = case((old.revision == one, literal("added")), else_=literal("changed"))
    why, again = literal("read", Text), literal("read again with another text", Text)
    parts = [
        (r.incident, kinds["incident"], r.what, r.since, r.by_whom, r.why, r.revision, r.what != "merged"),
        (d.id, kinds["document"], text, d.changed, d.run, case((d.revision == one, why), else_=again), d.revision, true()),
        (
            old.document, kinds["document"], was, old.since, old.run, case((old.revision == one, why), else_=again),
            old.revision, true(),
        ),
        (t.id, t.kind, t.what, t.at, t.by_whom, t.why, t.revision, t.kind.in_(KINDS)),
    ]  # fmt: skip
    for id_, kind, what, at, by, reason, revision, holds in parts:
        order = (at, kind, id_, revision, what)
        query = select(id_, kind, what, at, by, reason, revision).where(at >= since, holds)
        if key is not None:
            # The first condition alone lets an index be used.
            query = query.where(
                at >= key[0], tuple_(*order) > tuple_(*(literal(v, c.type) for v, c in zip(key, order, strict=True)))
            )
        yield query.order_by(*order).limit(limit)


def _of_change(change: Change) -> tuple[datetime, str, str, int, str]:
    return change.at, change.kind, change.id, change.revision, change.what


def _change_key(after: str) -> tuple[Any, ...]:
    try:
        at, kind, id_, revision, what = json.loads(after)
        return datetime.fromisoformat(at), str(kind), str(id_), int(revision), str(what)
    except (ValueError, TypeError):
        raise BadInput(f"{after!r} is no place to go on from; take the key that the page before ended with.") from None
