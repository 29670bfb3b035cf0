"""How incidents end: merged into another, or deleted; a tombstone says when, by whom and why."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from tocsin.base.errors import BadInput
from tocsin.base.incidents import IncidentStatus
from tocsin.base.provenance import Change
from tocsin.store.aliases import put_alias, resolve
from tocsin.store.revisions import take_away
from tocsin.store.rows import insert_rows, rows_in
from tocsin.store.schema import incident, incident_revision, tombstone


def merge_away(conn: Connection, old: str, new: str, *, at: datetime, by: str, why: str) -> Change:
    """Let an incident be a part of another: its id leads there for ever, and a tombstone says when, by whom and why.

    Its members and claims end with it; the caller puts the other one with them.

    Raises:
        BadInput: one of the two is not in the store, or both are one already.
    """
    into = resolve(conn, [new])[new]
    if old == into:
        raise BadInput(f"{old} and {new} are one incident already; merging takes two that are apart.")
    _existing(conn, [into])
    last = _last(conn, old)
    row = {**last, "status": IncidentStatus.SUPERSEDED.value, "revision": last["revision"] + 1, "what": "merged"}
    row |= {"body": {**last["body"], "status": row["status"]}, "since": at, "until": at, "by_whom": by, "why": why}
    take_away(conn, [old], at)
    insert_rows(conn, incident_revision, [row])
    put_alias(conn, old, into, at=at, by=by, why=why)
    return _bury(conn, [Change(old, "incident", "merged", at, by, why, row["revision"])], into)[0]


def drop_incidents(conn: Connection, ids: Iterable[str], *, at: datetime, by: str, why: str) -> list[Change]:
    """Delete incidents, as when their last document goes; tombstones stay, and what was known of them before.

    Raises:
        BadInput: one of them is not in the store.
    """
    revisions = _existing(conn, ids)
    take_away(conn, list(revisions), at)
    return _bury(conn, [Change(i, "incident", "deleted", at, by, why, n) for i, n in revisions.items()], None)


def _existing(conn: Connection, ids: Iterable[str]) -> dict[str, int]:
    ids = list(ids)
    found = {r.id: r.revision for r in rows_in(conn, select(incident.c.id, incident.c.revision), incident.c.id, ids)}
    missing = [i for i in ids if i not in found]
    if missing:
        raise BadInput(f"There is no incident {missing[0]} in the store; tocsin incidents lists what there is.")
    return found


def _last(conn: Connection, id_: str) -> dict[str, Any]:
    revision = _existing(conn, [id_])[id_]
    r = incident_revision
    query = select(r).where(r.c.incident == id_, r.c.revision == revision)
    return dict(conn.execute(query).one()._mapping)


def _bury(conn: Connection, gone: list[Change], into: str | None) -> list[Change]:
    rows = [
        {"id": c.id, "kind": c.kind, "what": c.what, "merged_into": into, "revision": c.revision, "at": c.at}
        | {"by_whom": c.by, "why": c.why}
        for c in gone
    ]
    insert_rows(conn, tombstone, rows)
    return gone
