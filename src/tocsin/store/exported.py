"""What an export asks of the store besides the incidents themselves: how many there are, and since when they are known."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, func, select

from tocsin.base.incidents import Filter
from tocsin.store.filters import incident_conditions
from tocsin.store.rows import rows_in
from tocsin.store.schema import incident, incident_revision


def count_incidents(conn: Connection, wanted: Filter) -> int:
    """Return how many incidents fit; never more than the limit asked for.

    Raises:
        BadInput: the words hold none to look for.
    """
    rows = incident_revision if wanted.as_of else incident
    found = conn.execute(select(func.count()).select_from(rows).where(*incident_conditions(conn, wanted))).scalar_one()
    return int(found) if wanted.limit is None else min(int(found), wanted.limit)


def moments_of(
    conn: Connection, ids: Iterable[str], as_of: datetime | None = None
) -> dict[str, tuple[datetime, datetime]]:
    """Return when each incident was added and when it was last changed, as far as was known at a moment, in UTC."""
    c = incident_revision.c
    query = select(c.incident, func.min(c.since).label("added"), func.max(c.since).label("changed"))
    if as_of is not None:
        query = query.where(c.since <= as_of)
    return {r.incident: (r.added, r.changed) for r in rows_in(conn, query.group_by(c.incident), c.incident, ids)}
