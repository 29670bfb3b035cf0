"""What was added, changed, merged and deleted since a moment, for those who keep a copy of the record."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, select

from tocsin.base.provenance import Change
from tocsin.store.documents import change
from tocsin.store.schema import document, document_revision, incident_revision, tombstone

KINDS = ("document", "incident")


def changes(conn: Connection, since: datetime) -> list[Change]:
    """Return the changes of documents and incidents from a moment on, the oldest first."""
    r, t, d, old = incident_revision.c, tombstone.c, document.c, document_revision.c
    revisions = select(r.incident, r.what, r.since, r.by_whom, r.why, r.revision).where(r.since >= since)
    found = [
        *(Change(row[0], "incident", *row[1:]) for row in conn.execute(revisions.where(r.what != "merged"))),
        *(change(*row) for row in conn.execute(select(d.id, d.revision, d.run, d.changed).where(d.changed >= since))),
        *(
            change(*row)
            for row in conn.execute(select(old.document, old.revision, old.run, old.since).where(old.since >= since))
        ),
        *(
            Change(*row)
            for row in conn.execute(
                select(t.id, t.kind, t.what, t.at, t.by_whom, t.why, t.revision).where(t.at >= since, t.kind.in_(KINDS))
            )
        ),
    ]
    return sorted(found, key=lambda c: (c.at, c.kind, c.id, c.revision, c.what))
