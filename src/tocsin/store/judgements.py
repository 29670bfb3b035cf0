"""What people decide: rows that are only ever added, so that every decision can be replayed and undone."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, select

from tocsin.base.errors import BadInput
from tocsin.base.ids import content_id
from tocsin.base.provenance import Judgement, Verdict
from tocsin.store.rows import insert_rows
from tocsin.store.schema import judgement


def put_judgement(conn: Connection, given: Judgement) -> bool:
    """Keep a decision and return whether it is new; one with an id that is there already changes nothing."""
    if conn.execute(select(judgement.c.n).where(judgement.c.id == given.id)).first():
        return False
    row = {
        "id": given.id,
        "at": given.at,
        "by_whom": given.by,
        "verdict": given.verdict.value,
        "left_id": given.left,
        "right_id": given.right,
        "field": given.field,
        "value": given.value,
        "why": given.why,
        "undoes": None,
    }
    insert_rows(conn, judgement, [row])
    return True


def undo_judgement(conn: Connection, id_: str, *, at: datetime, by: str, why: str | None = None) -> str:
    """Take a decision back by a row that names it, and return the id of that row.

    Raises:
        BadInput: there is no such decision, or it is undone already.
    """
    c = judgement.c
    if not conn.execute(select(c.n).where(c.id == id_, c.undoes.is_(None))).first():
        raise BadInput(f"There is no decision {id_} in the store; tocsin judge lists the decisions, with their ids.")
    if conn.execute(select(c.n).where(c.undoes == id_)).first():
        raise BadInput(f"The decision {id_} is undone already; decide anew if it is to hold again.")
    own = content_id("j", "undo", id_, at.isoformat(), by)
    row = {"id": own, "at": at, "by_whom": by, "undoes": id_, "why": why}
    insert_rows(conn, judgement, [row])
    return own


def list_judgements(conn: Connection, as_of: datetime | None = None) -> list[Judgement]:
    """Return the decisions in force, now or at a moment, in the order in which they were made."""
    c = judgement.c
    query = select(judgement).order_by(c.at, c.n)
    if as_of is not None:
        query = query.where(c.at <= as_of)
    rows = conn.execute(query).all()
    undone = {r.undoes for r in rows}
    return [
        Judgement(r.id, r.at, r.by_whom, Verdict(r.verdict), r.left_id, r.right_id, r.field, r.value, r.why)
        for r in rows
        if r.verdict and r.id not in undone
    ]
