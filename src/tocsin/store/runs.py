"""Runs: what made each record, and what each run left out and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from datetime import datetime

from sqlalchemy import Connection, select

from tocsin.base.errors import BadInput
from tocsin.base.model import Skipped
from tocsin.base.provenance import Run
from tocsin.store import schema
from tocsin.store.rows import insert_rows, update_rows

NAMES = tuple(f.name for f in fields(Run))


def begin_run(conn: Connection, given: Run) -> None:
    """Keep a run before it makes anything, so that what is made can name it."""
    insert_rows(conn, schema.run, [{name: getattr(given, name) for name in NAMES}])


def end_run(conn: Connection, given: Run) -> None:
    """Write when a run ended and how much it made; a run that was killed has no end.

    Raises:
        BadInput: the run was never begun.
    """
    if not conn.execute(select(schema.run.c.id).where(schema.run.c.id == given.id)).first():
        raise BadInput(f"There is no run {given.id} in the store; a run is begun before it ends.")
    update_rows(conn, schema.run, "id", [{name: getattr(given, name) for name in NAMES}])


def runs(conn: Connection, ids: Iterable[str] | None = None) -> list[Run]:
    """Return runs, or those with the ids, the oldest first."""
    query = select(schema.run).order_by(schema.run.c.started, schema.run.c.id)
    wanted = None if ids is None else set(ids)
    rows = (dict(row._mapping) for row in conn.execute(query))
    return [Run(**row) for row in rows if wanted is None or row["id"] in wanted]


def put_skipped(conn: Connection, given: Iterable[Skipped], *, run: str, at: datetime) -> None:
    """Keep what a run left out, with the reason."""
    rows = [{"run": run, "file": s.file, "step": s.step, "reason": s.reason, "at": at} for s in given]
    insert_rows(conn, schema.skipped, rows)


def skipped(conn: Connection, run: str | None = None) -> list[Skipped]:
    """Return what was left out, by one run or by all, in the order of time."""
    c = schema.skipped.c
    query = select(c.file, c.step, c.reason).order_by(c.n)
    query = query if run is None else query.where(c.run == run)
    return [Skipped(*row) for row in conn.execute(query)]
