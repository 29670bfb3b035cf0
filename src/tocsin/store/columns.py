"""The columns of all incidents, read in one stream, and what changed since: for an index in memory (``indexing``).

Days come as the database keeps them, text in SQLite and dates in PostgreSQL: they are turned once for each different day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Integer,
    Select,
    Text,
    func,
    literal_column,
    select,
    type_coerce,
)

from tocsin.base.incidents import Filter
from tocsin.store.filters import incident_conditions, one_of
from tocsin.store.rows import chunks, in_force, key_of, rows_in
from tocsin.store.schema import (
    alias,
    claim,
    document,
    incident,
    incident_actor,
    incident_revision,
    judgement,
    membership,
    tombstone,
)

# Rows turned into columns at a time: large enough that the turning costs nothing, small enough for the memory.
BATCH = 20_000
DAYS = ("first_day", "last_day")
PLACE = ("place_id", "place", "place_key", "admin1", "country", "lat", "lon")
# The columns of a batch, in this order; then those of a place.
FACTS = ("id", "type", "mode", "told", "status", *DAYS, "score", "origins", *PLACE)
# SQLite numbers the rows of any table; those of revisions are never deleted.
ROWID: ColumnElement[int] = literal_column("incident_revision.rowid", Integer)
Batch = Sequence[Sequence[Any]]


@dataclass(frozen=True, slots=True)
class Mark:
    """How far a store had come: two that are equal hold the same incidents and documents.

    ``changed`` is when an incident was changed last; ``revisions`` the number of the last revision, or in PostgreSQL,
    which does not number them, how many began at ``changed``; ``buried`` the number of the last tombstone; ``last`` the
    moment of the last change of a document or an incident, or of the last decision; ``rest`` the last number of each
    other table that grows with a change.
    """

    changed: datetime | None
    revisions: int
    buried: int
    last: datetime | None
    rest: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """Incidents as they were known at a moment: columns ``FACTS``, the precision of each place, and who took part."""

    facts: Batch
    precisions: dict[str, str]
    parties: Batch


def mark(conn: Connection) -> Mark:
    """Return how far the store has come; index look-ups alone, below a millisecond."""
    found = conn.execute(_marking(conn.dialect.name == "sqlite")).one()
    moments = [m for m in found[1:5] if m is not None]
    return Mark(found[1], found[0] or 0, found[5] or 0, max(moments, default=None), tuple(found[2:]))


@cache
def _marking(numbered: bool) -> Select[*tuple[Any, ...]]:
    newest = [incident.c.changed, document.c.changed, tombstone.c.at]
    numbers = [t.c.n for t in (tombstone, incident, document, membership, claim, judgement, alias)]
    moment, *others = [select(func.max(c)).scalar_subquery() for c in newest]
    decided = select(judgement.c.at).order_by(judgement.c.n.desc()).limit(1)  # its moments have no index
    others += [decided.scalar_subquery(), *(select(func.max(c)).scalar_subquery() for c in numbers)]
    revisions = select(func.max(ROWID)).select_from(incident_revision)
    if not numbered:
        revisions = select(func.count()).where(incident_revision.c.since == moment)
    return select(revisions.scalar_subquery(), moment, *others)


def mark_as_plain(conn: Connection, then: Mark) -> dict[str, Any]:
    """Return a mark as JSON's own types, with the last revision, by which the store is known again."""
    return {
        "changed": then.changed.isoformat() if then.changed else None,
        "revisions": then.revisions,
        "buried": then.buried,
        "revision": _revision(conn, then.revisions),
    }


def mark_of_plain(conn: Connection, given: Mapping[str, Any]) -> Mark | None:
    """Return a mark of this store, from which ``changed_since`` goes on; ``None`` if it is that of another one.

    A store that was put back to an earlier state is another one.
    """
    now = mark(conn)
    known = _revision(conn, given["revisions"])
    if known is None or known != given["revision"] or now.buried < given["buried"]:
        return None
    changed = datetime.fromisoformat(given["changed"]) if given["changed"] else None
    return Mark(changed, given["revisions"], given["buried"], None, ())


def _revision(conn: Connection, number: int) -> list[str] | None:
    r = incident_revision.c
    row = conn.execute(select(r.incident, r.revision, r.since).where(ROWID.in_([number]))).first()
    return None if row is None else [row.incident, str(row.revision), row.since.isoformat()]


def changed_since(conn: Connection, then: Mark) -> tuple[list[str], list[str]]:
    """Return the ids of the incidents that are new or other than at a mark, and of those that are gone.

    In PostgreSQL all that changed in the very moment of the mark is among them, also if it was there already.
    """
    if conn.dialect.name == "sqlite":  # whatever its clock said
        changed = select(incident.c.id).where(
            incident.c.id.in_(select(incident_revision.c.incident).where(then.revisions < ROWID))
        )
    else:
        changed = select(incident.c.id).where(incident.c.changed >= (then.changed or datetime.min.replace(tzinfo=UTC)))
    t = tombstone.c
    gone = select(t.id).where(t.n > then.buried, t.kind == "incident")
    return [r.id for r in conn.execute(changed)], [r.id for r in conn.execute(gone)]


def read_facts(conn: Connection, ids: Iterable[str] | None = None) -> Iterator[Batch]:
    """Yield the columns ``FACTS`` of all incidents, or of those with the ids, and last the number of each row."""
    query = select(*(_raw(incident.c[name]) for name in FACTS), incident.c.n)
    yield from _batches(conn, query, incident.c.id, ids)


def read_parties(conn: Connection, ids: Iterable[str] | None = None) -> Iterator[Batch]:
    """Yield incident, id, name in one spelling and name of all who take part, in either role."""
    c = incident_actor.c
    yield from _batches(conn, select(c.incident, c.actor, c.name_key, c.name), c.incident, ids)


def read_said(conn: Connection, ids: Iterable[str] | None = None) -> Iterator[Batch]:
    """Yield incident, stance and field of what is claimed of all incidents, or of some, each once."""
    c = claim.c
    query = select(c.incident, c.stance, c.field).where(in_force(claim, None)).distinct()
    yield from _batches(conn, query, c.incident, ids)


def _raw(column: Column[Any]) -> Any:
    # A million days need not be made dates one by one.
    return type_coerce(column, Text).label(column.name) if column.name in DAYS else column


def _batches(
    conn: Connection, query: Select[*tuple[Any, ...]], key: Column[Any], ids: Iterable[str] | None
) -> Iterator[Batch]:
    if ids is None:
        for rows in _streamed(conn, query):
            yield list(zip(*rows, strict=True))
        return
    for some in chunks(ids):
        if rows := conn.execute(query.where(key.in_(some))).all():
            yield list(zip(*rows, strict=True))


def _streamed(conn: Connection, query: Select[*tuple[Any, ...]]) -> Iterator[Sequence[Sequence[Any]]]:
    """Yield all rows of a query without parameters, some thousands at a time."""
    if conn.dialect.name != "sqlite":
        yield from conn.execute(query.execution_options(yield_per=BATCH)).partitions()
        return
    # The driver's own rows: to make a million of SQLAlchemy's takes longer than to read them.
    with closing(conn.connection.cursor()) as cursor:
        cursor.execute(str(query.compile(dialect=conn.dialect)))
        while rows := cursor.fetchmany(BATCH):
            yield rows


def read_precisions(conn: Connection, ids: Iterable[str]) -> dict[str, str]:
    """Return how precisely the place of each incident is known, for those that have a place."""
    r = incident_revision
    precision = r.c.body["place"]["precision"].as_string()
    query = select(r.c.incident, precision.label("precision")).where(in_force(r, None))
    return {row.incident: row.precision for row in rows_in(conn, query, r.c.incident, ids) if row.precision}


def read_days(conn: Connection) -> dict[date, int]:
    """Return how many documents were published on each day; those without a day are left out."""
    c = document.c
    query = select(c.published, func.count().label("documents")).where(c.published.is_not(None)).group_by(c.published)
    return {row.published: row.documents for row in conn.execute(query)}


def ids_said(conn: Connection, wanted: Filter) -> list[str]:
    """Return the incidents with a claim in force of the speakers asked for, with the stances and fields, in no order.

    Those that have several such claims come several times.
    """
    c, names, found = claim.c, [key_of(n) for n in wanted.speaker_names], []
    of_what = one_of((c.stance, wanted.stances), (c.field, wanted.fields))
    # Ids and names are asked apart, for each has an index; and all comes as one row, for a database that gives rows one
    # by one lets other threads wait at each.
    for speaks in one_of((c.speaker, wanted.speakers), (c.speaker_key, names)):
        query = select(func.aggregate_strings(c.incident, "\n")).where(in_force(claim, None), speaks, *of_what)
        said: str | None = conn.execute(query).scalar()
        found += said.split("\n") if said else []
    return found


def read_known(conn: Connection, wanted: Filter) -> Known:
    """Return the incidents that fit as they were known at ``wanted.as_of``.

    Raises:
        BadInput: the words hold none to look for.
    """
    r = incident_revision.c
    names = [r.incident, *(_raw(r[name]) for name in FACTS[1:])]
    rows = conn.execute(select(*names, r.body).where(*incident_conditions(conn, wanted))).all()
    precisions = {row.incident: row.body["place"]["precision"] for row in rows if row.body["place"]}
    parties = [
        (row.incident, who["id"], key_of(who["name"]), who["name"])
        for row in rows
        for who in (*row.body["actors"], *row.body["recipients"])
    ]
    return Known(list(zip(*(row[:-1] for row in rows), strict=True)), precisions, list(zip(*parties, strict=True)))
