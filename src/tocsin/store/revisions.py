"""How an incident is written: its row of today, its revisions, members, claims and blocking keys, and their ends."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, func, select, update

from tocsin.base.provenance import Change
from tocsin.store.aliases import end_aliases
from tocsin.store.facts import Packed, facts, parties
from tocsin.store.parties import party_rows
from tocsin.store.rows import chunks, delete_in, end_spells, insert_rows, replace_spells, rows_in, update_rows
from tocsin.store.schema import block, claim, incident, incident_actor, incident_revision, membership, step


def end_revisions(conn: Connection, ids: Sequence[str], at: datetime) -> dict[str, int]:
    """End the revisions in force and return the number of the last one of each incident that ever was."""
    r = incident_revision.c
    for some in chunks(ids):
        conn.execute(update(incident_revision).where(r.incident.in_(some), r.until.is_(None)).values(until=at))
    query = select(r.incident, func.max(r.revision).label("last")).group_by(r.incident)
    return {row.incident: row.last for row in rows_in(conn, query, r.incident, ids)}


def write_rows(conn: Connection, rows: Sequence[dict[str, Any]], there: set[str], at: datetime) -> None:
    """Write the rows of today; an id that was merged away and comes back stands for itself again."""
    update_rows(conn, incident, "id", [{**row, "changed": at} for row in rows if row["id"] in there])
    new = [row for row in rows if row["id"] not in there]
    insert_rows(conn, incident, [{**row, "added": at, "changed": at} for row in new])
    end_aliases(conn, [row["id"] for row in new], at)


def revision_row(p: Packed, change: Change, run: str) -> dict[str, Any]:
    """Return the row of a revision that begins with a change."""
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


def write_parties(conn: Connection, fresh: Sequence[Packed]) -> None:
    """Write who took part in incidents."""
    delete_in(conn, incident_actor, incident_actor.c.incident, [p.incident.id for p in fresh])
    who = [
        {"incident": p.incident.id, **row}
        for p in fresh
        for row in party_rows(p.incident.actors, p.incident.recipients)
    ]
    insert_rows(conn, incident_actor, who)


def write_parts(conn: Connection, given: Sequence[Packed], at: datetime) -> None:
    """Write the members and claims of incidents, also of unchanged ones: a mention dropped and put again comes back."""
    replace_spells(conn, membership, "incident", {p.incident.id: p.members for p in given}, at)
    replace_spells(conn, claim, "incident", {p.incident.id: p.claims for p in given}, at)


def write_keys(conn: Connection, keys: Mapping[str, Sequence[str]], fresh: set[str], at: datetime) -> None:
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


def take_away(conn: Connection, ids: Sequence[str], at: datetime) -> None:
    """Let incidents be no more from a moment on; what was known of them until then stays."""
    end_revisions(conn, ids, at)
    for table, owner in ((membership, "incident"), (claim, "incident"), (step, "source")):
        query = select(table.c.n).where(table.c.until.is_(None))
        end_spells(conn, table, [r.n for r in rows_in(conn, query, table.c[owner], ids)], at)
    for table in (incident_actor, block):
        delete_in(conn, table, table.c.incident, ids)
    delete_in(conn, incident, incident.c.id, ids)
