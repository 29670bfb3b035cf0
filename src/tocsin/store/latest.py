"""When the store last came to know something: by it a release or a page says how fresh it is."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Connection, func, select

from tocsin.store.schema import document, incident_revision, judgement, tombstone

_MOMENTS = (incident_revision.c.since, document.c.changed, tombstone.c.at, judgement.c.at)


def last_change(conn: Connection) -> datetime | None:
    """Return the moment of the last change of a document, an incident or a decision; ``None`` in an empty store."""
    moments = [conn.execute(select(func.max(column))).scalar() for column in _MOMENTS]
    return max((m for m in moments if m is not None), default=None)


def last_published(conn: Connection) -> date | None:
    """Return the day of publication of the newest document; ``None`` where none has a day."""
    return conn.execute(select(func.max(document.c.published))).scalar()
