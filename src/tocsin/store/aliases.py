"""Ids that an incident had before it was merged into another: they lead to it for ever."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, select, update

from tocsin.store.rows import chunks, in_force, insert_rows, rows_in
from tocsin.store.schema import alias


def resolve(conn: Connection, ids: Iterable[str], as_of: datetime | None = None) -> dict[str, str]:
    """Return for each id the id of the incident that it leads to: itself, or where it was merged."""
    found = {i: i for i in ids}
    query = select(alias.c.alias, alias.c.incident).where(in_force(alias, as_of))
    ahead = set(found)
    while ahead:  # merged into one that was merged itself: one step a round, all ids at once
        into = {r.alias: r.incident for r in rows_in(conn, query, alias.c.alias, ahead)}
        found = {i: into.get(to, to) for i, to in found.items()}
        ahead = set(into.values())
    return found


def aliases_of(conn: Connection, ids: Iterable[str], as_of: datetime | None = None) -> dict[str, tuple[str, ...]]:
    """Return for each incident that has any the ids that lead to it."""
    query = select(alias.c.alias, alias.c.incident).where(in_force(alias, as_of))
    owner = {i: i for i in ids}
    found: dict[str, list[str]] = {}
    ahead = set(owner)
    while ahead:
        rows = [r for r in rows_in(conn, query, alias.c.incident, ahead) if r.alias not in owner]
        for row in rows:
            owner[row.alias] = owner[row.incident]
            found.setdefault(owner[row.alias], []).append(row.alias)
        ahead = {r.alias for r in rows}
    return {i: tuple(sorted(names)) for i, names in found.items()}


def put_alias(conn: Connection, old: str, new: str, *, at: datetime, by: str, why: str) -> None:
    """Let an id lead to another incident from now on."""
    row = {"alias": old, "incident": new, "since": at, "until": None, "by_whom": by, "why": why}
    insert_rows(conn, alias, [row])


def end_aliases(conn: Connection, ids: Iterable[str], at: datetime) -> None:
    """Let ids that led to others stand for themselves again, because a person took them apart."""
    for some in chunks(ids):
        conn.execute(update(alias).where(alias.c.alias.in_(some), alias.c.until.is_(None)).values(until=at))
