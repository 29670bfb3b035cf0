"""Incidents: what is known of each now, and what was known at any moment before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Table, and_, or_, select, text

from tocsin.base.errors import BadInput
from tocsin.base.incidents import Filter, Incident
from tocsin.base.plain import record
from tocsin.base.provenance import Change
from tocsin.store.aliases import aliases_of, resolve
from tocsin.store.facts import days, facts, pack, words
from tocsin.store.filters import incident_conditions
from tocsin.store.revisions import (
    end_revisions,
    revision_row,
    write_keys,
    write_parties,
    write_parts,
    write_rows,
)
from tocsin.store.rows import Found, chunks, grouped, in_force, insert_rows, rows_in
from tocsin.store.schema import claim, incident, incident_revision, membership

# Keys asked for in one statement: SQLite joins at most 500 questions, and each has three parts.
KEYS = 64


def candidates(conn: Connection, keys: Iterable[str], *, per_key: int) -> dict[str, list[str]]:
    """Return for each blocking key the ids of up to ``per_key`` incidents, the most recently changed first."""
    found: dict[str, list[str]] = {}
    for some in chunks(keys, KEYS):
        padded = some + [some[0]] * ((1 << (len(some) - 1).bit_length()) - len(some))  # few forms of statement
        one = "SELECT * FROM (SELECT block, incident, changed FROM block WHERE block = :k{0} "
        one += "ORDER BY changed DESC, incident DESC LIMIT :most) AS q{0}"
        query = text(" UNION ALL ".join(one.format(i) for i in range(len(padded))))
        values = {f"k{i}": key for i, key in enumerate(padded)}
        for row in conn.execute(query, {**values, "most": per_key}):
            found.setdefault(row.block, []).append(row.incident)
    return {key: list(dict.fromkeys(ids)) for key, ids in found.items()}


def members_of(conn: Connection, ids: Iterable[str]) -> dict[str, list[str]]:
    """Return the ids of the mentions of each incident, in order; ids may be aliases and keep their name here."""
    leads = resolve(conn, ids)
    query = select(membership.c.incident, membership.c.mention).where(membership.c.until.is_(None))
    rows = rows_in(conn, query.order_by(membership.c.position), membership.c.incident, leads.values())
    of = {i: [r.mention for r in some] for i, some in grouped(rows, lambda r: str(r.incident)).items()}
    return {i: of[to] for i, to in leads.items() if to in of}


def incidents_of(conn: Connection, mentions: Iterable[str]) -> dict[str, str]:
    """Return the id of the incident of each mention that is in one."""
    query = select(membership.c.incident, membership.c.mention).where(membership.c.until.is_(None))
    return {r.mention: r.incident for r in rows_in(conn, query, membership.c.mention, mentions)}


def put_incidents(
    conn: Connection,
    incidents: Iterable[Incident],
    *,
    keys: Mapping[str, Sequence[str]],
    run: str,
    at: datetime,
    by: str,
    why: str,
) -> list[Change]:
    """Keep incidents with their members and claims, and return what changed; one that is as it was writes nothing.

    The store counts revisions itself: an incident's own ``revision`` and ``aliases`` are not kept.

    Args:
        conn: a connection that writes.
        incidents: whole ones, with all members and claims; of two with one id the last holds.
        keys: blocking keys by incident id; missing ids have none.
        run: what made them.
        at: the moment, with a time zone.
        by: who or what decided.
        why: in words for people.
    """
    given = {i.id: pack(i) for i in incidents}
    query = select(incident.c.id, incident.c.digest, incident.c.revision)
    there = {r.id: r for r in rows_in(conn, query, incident.c.id, given)}
    fresh = [p for i, p in given.items() if i not in there or there[i].digest != p.digest]
    revisions = end_revisions(conn, [p.incident.id for p in fresh], at)
    rows = []
    for p in fresh:
        i = p.incident
        number = revisions.get(i.id, 0) + 1
        rows.append({**facts(i), "id": i.id, "revision": number, "digest": p.digest, "words": words(p), "run": run})
    write_rows(conn, rows, set(there), at)
    changes = [_change(row, row["id"] in there, at, by, why) for row in rows]
    insert_rows(conn, incident_revision, [revision_row(p, c, run) for p, c in zip(fresh, changes, strict=True)])
    write_parties(conn, fresh)
    write_parts(conn, list(given.values()), at)
    write_keys(conn, {i: keys.get(i, ()) for i in given}, {p.incident.id for p in fresh}, at)
    return changes


def _change(row: Mapping[str, Any], was_there: bool, at: datetime, by: str, why: str) -> Change:
    return Change(row["id"], "incident", "changed" if was_there else "added", at, by, why, row["revision"])


def get_incidents(
    conn: Connection,
    ids: Iterable[str],
    as_of: datetime | None = None,
    *,
    mentions: bool = True,
    claims: bool = True,
) -> list[Incident]:
    """Return incidents in the order of the ids, as they are or were known at a moment.

    Ids may be aliases; an incident that several ids lead to comes once, and unknown ids are left out.

    Args:
        conn: a connection.
        ids: of incidents.
        as_of: the moment; ``None`` is now.
        mentions: give their members.
        claims: give their claims.
    """
    wanted = list(dict.fromkeys(resolve(conn, ids, as_of).values()))
    r = incident_revision.c
    query = select(r.incident, r.revision, r.body).where(in_force(incident_revision, as_of))
    light = {row.incident: row for row in rows_in(conn, query, r.incident, wanted)}
    found = [i for i in wanted if i in light]
    return whole(conn, [light[i] for i in found], as_of, mentions=mentions, claims=claims)


def whole(
    conn: Connection, rows: Sequence[Found], as_of: datetime | None, *, mentions: bool = True, claims: bool = True
) -> list[Incident]:
    """Return incidents from rows of ``incident_revision``, with aliases, and members and claims if asked for."""
    ids = [row.incident for row in rows]
    members = _bodies(conn, membership, ids, as_of) if mentions else {}
    said = _bodies(conn, claim, ids, as_of) if claims else {}
    names = aliases_of(conn, ids, as_of)
    return [
        record(
            Incident,
            {
                **row.body,
                "mentions": members.get(row.incident, ()),
                "claims": said.get(row.incident, ()),
                "aliases": names.get(row.incident, ()),
                "revision": row.revision,
            },
        )
        for row in rows
    ]


def _bodies(conn: Connection, table: Table, ids: Sequence[str], as_of: datetime | None) -> dict[str, list[Any]]:
    query = select(table.c.incident, table.c.body).where(in_force(table, as_of)).order_by(table.c.position, table.c.n)
    rows = rows_in(conn, query, table.c.incident, ids)
    return {i: [r.body for r in some] for i, some in grouped(rows, lambda r: str(r.incident)).items()}


def has_incidents(conn: Connection, wanted: Filter) -> bool:
    """Tell whether any incident fits; quicker than finding the first, which asks for an order."""
    return conn.execute(select(incident.c.n).where(*incident_conditions(conn, wanted)).limit(1)).first() is not None


def latest(conn: Connection, limit: int) -> list[str]:
    """Return the ids of the last incidents by their first day, the earliest of them first; without those of no day."""
    c = incident.c
    query = select(c.id).where(c.first_day < date.max).order_by(c.first_day.desc(), c.id.desc()).limit(limit)
    return [row.id for row in conn.execute(query)][::-1]


def find_incidents(
    conn: Connection,
    wanted: Filter,
    after: str | None = None,
    *,
    area: tuple[float, float, float, float] | None = None,
    mentions: bool = True,
    claims: bool = False,
) -> list[Incident]:
    """Return the incidents that fit, by their first day and id; a limit and ``after`` give them page by page.

    Args:
        conn: a connection.
        wanted: what is asked for; an incident of several days fits if one of them is asked for.
        after: the ``cursor`` of the last incident of the page before.
        area: south, west, north, east in degrees; incidents without coordinates are left out.
        mentions: give their members.
        claims: give their claims.

    Raises:
        BadInput: the cursor or the words cannot be read.
    """
    r = incident_revision
    day, name = (r.c.first_day, r.c.incident) if wanted.as_of else (incident.c.first_day, incident.c.id)
    query = select(r.c.incident, r.c.revision, r.c.body)
    if wanted.as_of is None:
        query = query.join(incident, (incident.c.id == r.c.incident) & (incident.c.revision == r.c.revision))
    query = query.where(*incident_conditions(conn, wanted, area)).order_by(day, name)
    if after is not None:
        first, id_ = _after(after)
        query = query.where(or_(day > first, and_(day == first, name > id_)), day >= first)
    rows = conn.execute(query.limit(wanted.limit)).all()
    return whole(conn, rows, wanted.as_of, mentions=mentions, claims=claims)


def cursor(last: Incident) -> str:
    """Return where a page ends, for the page ``after`` it."""
    return f"{days(last)[0].isoformat()} {last.id}"


def _after(text_: str) -> tuple[date, str]:
    day, _, id_ = text_.partition(" ")
    try:
        return date.fromisoformat(day), id_
    except ValueError as error:
        raise BadInput(
            f"{text_!r} is no place to go on from. A cursor is a day and an id, as in '2025-01-27 i_0123456789ab'; "
            "take the one that the page before ended with."
        ) from error


def history(conn: Connection, id_: str) -> list[tuple[Change, Incident]]:
    """Return every revision of an incident, the oldest first, with who made it, when and why; without members.

    The last one of an incident that was merged away has the status ``superseded``.
    """
    r = incident_revision.c
    query = select(r.incident, r.revision, r.body, r.what, r.since, r.by_whom, r.why).where(r.incident == id_)
    rows = conn.execute(query.order_by(r.revision)).all()
    found = whole(conn, rows, None, mentions=False, claims=False)
    return [
        (Change(row.incident, "incident", row.what, row.since, row.by_whom, row.why, row.revision), was)
        for row, was in zip(rows, found, strict=True)
    ]
