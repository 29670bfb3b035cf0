"""Documents: each text once, its older forms kept, its copies found by shared bands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, delete, func, insert, literal, select, update

from tocsin.base.errors import BadInput
from tocsin.base.incidents import Filter
from tocsin.base.model import Document
from tocsin.base.plain import record
from tocsin.base.provenance import Change
from tocsin.store.filters import document_conditions
from tocsin.store.mentions import drop_mentions_of
from tocsin.store.rows import chunks, delete_in, digest_of, insert_rows, packed, rows_in, update_rows
from tocsin.store.schema import band, document, document_revision, tombstone

# Fields with a column of their own that the body leaves out: the text for its size, the others because they change.
APART = ("text", "copy_of", "origin")
LISTED = (
    "id",
    "file",
    "url",
    "title",
    "published",
    "outlet",
    "language",
    "provider",
    "copy_of",
    "origin",
    "revision",
    "run",
    "added",
    "changed",
)


def content_digest(given: Document) -> str:
    """Return the digest of what a document says; another one under the same id makes a new revision.

    Where it was found (file, url) is no part of it, and neither is what is made of it (regions, copies, origin).
    """
    day = given.published.isoformat() if given.published else None
    parts = (given.text, given.title, day, given.outlet, given.author, given.language)
    return digest_of(*("\x01" if part is None else part for part in parts))


def known(conn: Connection, ids: Iterable[str]) -> dict[str, str]:
    """Return the ``content_digest`` of each of the documents that is in the store."""
    return {r.id: r.digest for r in rows_in(conn, select(document.c.id, document.c.digest), document.c.id, ids)}


def put_documents(
    conn: Connection,
    documents: Iterable[Document],
    *,
    run: str,
    at: datetime,
    signatures: Mapping[str, bytes],
    bands: Mapping[str, Sequence[str]],
) -> list[Change]:
    """Keep documents and return what changed: those that are new, or say something else under the same id.

    What is in the store already is left as it is; a changed document's old text goes to ``document_revision``.
    """
    given = {d.id: d for d in documents}
    query = select(document.c.id, document.c.digest, document.c.revision)
    there = {r.id: r for r in rows_in(conn, query, document.c.id, given)}
    rows = [
        _row(d, there[d.id].revision + 1 if d.id in there else 1, run, at, signatures.get(d.id))
        for d in given.values()
        if d.id not in there or there[d.id].digest != content_digest(d)
    ]
    changed = [row for row in rows if row["id"] in there]
    _keep_old(conn, [row["id"] for row in changed], at)
    update_rows(conn, document, "id", changed)
    insert_rows(conn, document, [{**row, "added": at} for row in rows if row["id"] not in there])
    delete_in(conn, band, band.c.document, [row["id"] for row in changed])
    pairs = {(b, row["id"]) for row in rows for b in bands.get(row["id"], ())}
    insert_rows(conn, band, [{"band": b, "document": d} for b, d in sorted(pairs)])
    return [change(row["id"], row["revision"], run, at) for row in rows]


def _row(given: Document, revision: int, run: str, at: datetime, signature: bytes | None) -> dict[str, Any]:
    kept, body, _ = packed(given, without=APART)
    columns = ("id", "title", "published", "url", "outlet", "language", "file", "provider", *APART)
    return {
        **{name: getattr(kept, name) for name in columns},
        "revision": revision,
        "digest": content_digest(given),
        "body": body,
        "signature": signature,
        "run": run,
        "changed": at,
    }


def change(id_: str, revision: int, run: str, at: datetime) -> Change:
    """Return what a revision of a document says in a list of changes."""
    what, why = ("added", "read") if revision == 1 else ("changed", "read again with another text")
    return Change(id_, "document", what, at, run, why, revision)


def _keep_old(conn: Connection, ids: Sequence[str], at: datetime) -> None:
    c = document.c
    old = select(c.id, c.revision, c.digest, c.text, c.body, c.run, c.changed, literal(at, c.changed.type))
    names = ["document", "revision", "digest", "text", "body", "run", "since", "until"]
    for some in chunks(ids):
        conn.execute(insert(document_revision).from_select(names, old.where(c.id.in_(some))))


def get_documents(conn: Connection, ids: Iterable[str], as_of: datetime | None = None) -> dict[str, Document]:
    """Return documents by id; ids that are not in the store, or were not at that moment, are left out."""
    ids = list(ids)
    c, r = document.c, document_revision.c
    query = select(c.id, c.text, c.body, c.copy_of, c.origin)
    if as_of is not None:
        query = query.where(c.changed <= as_of)
    found = rows_in(conn, query, c.id, ids)
    if as_of is not None:
        old = select(r.document.label("id"), r.text, r.body, c.copy_of, c.origin).join(document, c.id == r.document)
        found += rows_in(conn, old.where(r.since <= as_of, r.until > as_of), r.document, ids)
    return {
        row.id: record(Document, {**row.body, "text": row.text, "copy_of": row.copy_of, "origin": row.origin})
        for row in found
    }


def list_documents(conn: Connection, wanted: Filter) -> list[dict[str, Any]]:
    """Return one row for each document that fits, without its text, by day of publication (unknown last) and id.

    Days and words are the document's own; types, places, actors and ``told`` are asked of its mentions.

    Raises:
        BadInput: the words hold none to look for.
    """
    c = document.c
    query = select(*(c[name] for name in LISTED)).where(*document_conditions(conn, wanted))
    query = query.order_by(c.published.is_(None), c.published, c.id).limit(wanted.limit)
    return [dict(row._mapping) for row in conn.execute(query)]


def alike(conn: Connection, bands: Iterable[str], *, least: int = 1) -> list[tuple[str, date | None, bytes]]:
    """Return id, day of publication and signature of the documents that share ``least`` bands, in the order of their ids.

    Asked for the bands of one document, ``least`` keeps away those that share a phrase of everybody's.
    """
    c = document.c
    for_each = select(band.c.document, func.count().label("shared")).group_by(band.c.document)
    shared: Counter[str] = Counter()
    for row in rows_in(conn, for_each, band.c.band, bands):
        shared[row.document] += row.shared
    query = select(c.id, c.published, c.signature).where(c.signature.is_not(None))
    found = rows_in(conn, query, c.id, [i for i, n in shared.items() if n >= least])
    return sorted(((r.id, r.published, r.signature) for r in found), key=_first)


def _first(row: tuple[str, date | None, bytes]) -> str:
    return row[0]


def copies_of(conn: Connection, ids: Iterable[str]) -> list[str]:
    """Return the ids of the documents that repeat one of the documents given."""
    return sorted(r.id for r in rows_in(conn, select(document.c.id), document.c.copy_of, ids))


def set_copies(conn: Connection, rows: Iterable[tuple[str, str | None, str | None]]) -> None:
    """Say of documents (id, copy_of, origin) whose text they repeat and whom it goes back to."""
    update_rows(conn, document, "id", [{"id": i, "copy_of": of, "origin": origin} for i, of, origin in rows])


def drop_document(conn: Connection, id_: str, by: str, why: str, at: datetime) -> Change:
    """Delete a document, its older texts and its mentions; a tombstone stays, and its mentions leave their incidents.

    The incidents that lose mentions are for the caller to put again: ask ``incidents_of`` before.

    Raises:
        BadInput: the store has no such document.
    """
    revision = conn.execute(select(document.c.revision).where(document.c.id == id_)).scalar_one_or_none()
    if revision is None:
        raise BadInput(
            f"There is no document {id_} in the store; tocsin documents lists what there is, with their ids."
        )
    drop_mentions_of(conn, [id_], at=at, why=why, by=by)
    conn.execute(delete(document).where(document.c.id == id_))
    conn.execute(delete(document_revision).where(document_revision.c.document == id_))
    conn.execute(delete(band).where(band.c.document == id_))
    conn.execute(update(document).where(document.c.copy_of == id_).values(copy_of=None))
    grave = {"id": id_, "kind": "document", "what": "deleted", "revision": revision, "at": at}
    insert_rows(conn, tombstone, [{**grave, "merged_into": None, "by_whom": by, "why": why}])
    return Change(id_, "document", "deleted", at, by, why, revision)


def last_published(conn: Connection) -> date | None:
    """Return the day of publication of the newest document; ``None`` where none has a day."""
    return conn.execute(select(func.max(document.c.published))).scalar()
