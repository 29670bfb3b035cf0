"""What lies around one incident or document: what is said about it, and what it was before."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, func, select

from tocsin.base.incidents import Filter
from tocsin.base.provenance import Change
from tocsin.store.documents import change
from tocsin.store.filters import looked_up, one_of, place_parts
from tocsin.store.relations import side_parts
from tocsin.store.rows import in_force, rows_in
from tocsin.store.schema import document, document_revision, incident, membership, step, tombstone


def incidents_about(conn: Connection, id_: str) -> list[str]:
    """Return the ids of the incidents that are about another: its denials, demands, accusations, by their first day.

    What is about something is told in a document that tells of it, so that only such documents are looked through.
    """
    m = membership.c
    documents = select(m.document).where(m.incident == id_, m.until.is_(None)).distinct()
    near = select(m.incident).where(m.until.is_(None), m.document.in_(documents))
    query = select(incident.c.id).where(incident.c.about == id_, incident.c.id.in_(near))
    return [r.id for r in conn.execute(query.order_by(incident.c.first_day, incident.c.id))]


def document_history(conn: Connection, id_: str) -> list[Change]:
    """Return the revisions of a document, the oldest first; one never changed has one."""
    d, r = document.c, document_revision.c
    query = select(r.revision, r.run, r.since.label("at"))
    rows = list(rows_in(conn, query.order_by(r.revision), r.document, [id_]))
    rows += rows_in(conn, select(d.revision, d.run, d.changed.label("at")), d.id, [id_])
    return [change(id_, row.revision, row.run, row.at) for row in rows]


def count_steps(conn: Connection, wanted: Filter, *, kinds: Sequence[str] = (), most: int) -> int:
    """Return how many steps there are of the places, or of the actors if no place is asked for, counted up to ``most``."""
    c = step.c
    given = (in_force(step, None), *one_of((c.kind, kinds)))
    parts = place_parts(step, wanted) or side_parts(wanted)
    query = select(c.n).where(*(looked_up(step, parts, *given) or given)).limit(most)
    return conn.execute(select(func.count()).select_from(query.subquery())).scalar_one()


def tombstone_of(conn: Connection, id_: str) -> Change | None:
    """Return how a document or an incident that is no more ended last: deleted or merged, when, by whom and why."""
    t = tombstone.c
    query = select(tombstone).where(t.id == id_).order_by(t.at.desc(), t.n.desc()).limit(1)
    row = conn.execute(query).first()
    return None if row is None else Change(row.id, row.kind, row.what, row.at, row.by_whom, row.why, row.revision)
