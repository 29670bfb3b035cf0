"""Incidents: what is known of each now, and what was known at any moment before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, func, select, text, update

from tocsin.base.incidents import Change, Incident
from tocsin.base.plain import record
from tocsin.store.aliases import aliases_of, end_aliases, resolve
from tocsin.store.facts import Packed, facts, pack, parties, words
from tocsin.store.parties import party_rows
from tocsin.store.rows import (
    chunks,
    delete_in,
    grouped,
    in_force,
    insert_rows,
    replace_spells,
    rows_in,
    update_rows,
)
from tocsin.store.schema import (
    block,
    claim,
    incident,
    incident_actor,
    incident_revision,
    membership,
)

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
    revisions = _end_revisions(conn, [p.incident.id for p in fresh], at)
    rows = []
    for p in fresh:
        i = p.incident
        number = revisions.get(i.id, 0) + 1
        rows.append({**facts(i), "id": i.id, "revision": number, "digest": p.digest, "words": words(i), "run": run})
    _write_rows(conn, rows, set(there), at)
    changes = [_change(row, row["id"] in there, at, by, why) for row in rows]
    insert_rows(conn, incident_revision, [_revision(p, c, run) for p, c in zip(fresh, changes, strict=True)])
    _write_parts(conn, fresh, at)
    _write_keys(conn, {i: keys.get(i, ()) for i in given}, {p.incident.id for p in fresh}, at)
    return changes


def _change(row: Mapping[str, Any], was_there: bool, at: datetime, by: str, why: str) -> Change:
    return Change(row["id"], "incident", "changed" if was_there else "added", at, by, why, row["revision"])


def _end_revisions(conn: Connection, ids: Sequence[str], at: datetime) -> dict[str, int]:
    """End the revisions in force and return the number of the last one of each incident that ever was."""
    r = incident_revision.c
    for some in chunks(ids):
        conn.execute(update(incident_revision).where(r.incident.in_(some), r.until.is_(None)).values(until=at))
    query = select(r.incident, func.max(r.revision).label("last")).group_by(r.incident)
    return {row.incident: row.last for row in rows_in(conn, query, r.incident, ids)}


def _write_rows(conn: Connection, rows: Sequence[dict[str, Any]], there: set[str], at: datetime) -> None:
    update_rows(conn, incident, "id", [{**row, "changed": at} for row in rows if row["id"] in there])
    new = [row for row in rows if row["id"] not in there]
    insert_rows(conn, incident, [{**row, "added": at, "changed": at} for row in new])
    end_aliases(conn, [row["id"] for row in new], at)


def _revision(p: Packed, change: Change, run: str) -> dict[str, Any]:
    return {
        **facts(p.incident),
        "incident": change.id,
        "revision": change.revision,
        "what": change.what,
        "parties": parties(p.incident),
        "body": p.body,
        "since": change.at,
        "until": None,
        "by_whom": change.by,
        "why": change.why,
        "run": run,
    }


def _write_parts(conn: Connection, fresh: Sequence[Packed], at: datetime) -> None:
    delete_in(conn, incident_actor, incident_actor.c.incident, [p.incident.id for p in fresh])
    who = [
        {"incident": p.incident.id, **row}
        for p in fresh
        for row in party_rows(p.incident.actors, p.incident.recipients)
    ]
    insert_rows(conn, incident_actor, who)
    replace_spells(conn, membership, "incident", {p.incident.id: p.members for p in fresh}, at)
    replace_spells(conn, claim, "incident", {p.incident.id: p.claims for p in fresh}, at)


def _write_keys(conn: Connection, keys: Mapping[str, Sequence[str]], fresh: set[str], at: datetime) -> None:
    """Write the blocking keys of incidents; those that changed come first among the candidates of their keys."""
    query = select(block.c.incident, block.c.block, block.c.changed)
    there = {(r.incident, r.block): r.changed for r in rows_in(conn, query, block.c.incident, keys)}
    wanted = {(i, key) for i, some in keys.items() for key in some}
    stale = [{"i": i, "k": key} for i, key in there if i in fresh or (i, key) not in wanted]
    if stale:
        gone = block.delete().where(block.c.incident == bindparam("i"), block.c.block == bindparam("k"))
        conn.execute(gone, stale)
    rows = sorted(pair for pair in wanted if pair[0] in fresh or pair not in there)
    insert_rows(conn, block, [{"incident": i, "block": key, "changed": at} for i, key in rows])


def get_incidents(conn: Connection, ids: Iterable[str], as_of: datetime | None = None) -> list[Incident]:
    """Return incidents with members and claims, in the order of the ids, as they are or were known at a moment.

    Ids may be aliases; an incident that several ids lead to comes once, and unknown ids are left out.
    """
    wanted = list(dict.fromkeys(resolve(conn, ids, as_of).values()))
    r = incident_revision.c
    query = select(r.incident, r.revision, r.body).where(in_force(incident_revision, as_of))
    light = {row.incident: row for row in rows_in(conn, query, r.incident, wanted)}
    found = [i for i in wanted if i in light]
    return whole(conn, [light[i] for i in found], as_of)


def whole(conn: Connection, rows: Sequence[Row[Any]], as_of: datetime | None, *, parts: bool = True) -> list[Incident]:
    """Return incidents from rows of ``incident_revision``, with members, claims and aliases unless told otherwise."""
    ids = [row.incident for row in rows]
    members = _bodies(conn, ids, as_of, "membership") if parts else {}
    claims = _bodies(conn, ids, as_of, "claim") if parts else {}
    names = aliases_of(conn, ids, as_of)
    return [
        record(
            Incident,
            {
                **row.body,
                "mentions": members.get(row.incident, ()),
                "claims": claims.get(row.incident, ()),
                "aliases": names.get(row.incident, ()),
                "revision": row.revision,
            },
        )
        for row in rows
    ]


def _bodies(conn: Connection, ids: Sequence[str], as_of: datetime | None, name: str) -> dict[str, list[Any]]:
    table = {"membership": membership, "claim": claim}[name]
    query = select(table.c.incident, table.c.body).where(in_force(table, as_of)).order_by(table.c.position, table.c.n)
    rows = rows_in(conn, query, table.c.incident, ids)
    return {i: [r.body for r in some] for i, some in grouped(rows, lambda r: str(r.incident)).items()}
