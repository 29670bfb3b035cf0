"""The latest claims that fit, found by walking back from the last one said: for filters that many claims fit.

A database that is asked for the latest thirty of half a million claims collects and sorts them all; walking the index on
days ends after some hundred of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, and_, or_, select

from tocsin.base.incidents import Claim, Filter
from tocsin.base.plain import record
from tocsin.store.rows import in_force, key_of, rows_in
from tocsin.store.schema import claim

# Claims looked at in one question, and before the walk is given up: about a tenth of a second.
STRIDE, FARTHEST = 1000, 12_000
_LIGHT = ("id", "incident", "said_on", "field", "stance", "told", "speaker", "speaker_key")


def walk_claims(
    conn: Connection,
    wanted: Filter,
    holds: Callable[[Sequence[str]], Sequence[bool]],
    *,
    after: str | None,
    limit: int,
) -> tuple[list[Claim], str | None] | None:
    """Return a page of the claims that fit, those said last first, and the key of the page after it.

    Args:
        conn: a connection.
        wanted: who says what, when; what it asks of incidents is left to ``holds``.
        holds: tells for ids of incidents whether each fits.
        after: a key of ``paging.page_of_claims``, which makes the same.
        limit: how many, 1 or more.

    Returns:
        ``None`` where the page was not full before the walk had to end: there are few such claims, or none with a day.
    """
    found: list[Any] = []
    for some in _strides(conn, wanted, after):
        said = [row for row in some if _says(row, wanted)]
        found += [row for row, fits in zip(said, holds([row.incident for row in said]), strict=True) if fits]
        if len(found) > limit:
            ids = [row.id for row in found[:limit]]
            query = select(claim.c.id, claim.c.body).where(in_force(claim, None))
            bodies = {row.id: row.body for row in rows_in(conn, query, claim.c.id, ids)}
            last = found[limit - 1]
            return [record(Claim, bodies[i]) for i in ids], f"{last.said_on.isoformat()} {last.id}"
    return None


def _strides(conn: Connection, wanted: Filter, after: str | None) -> Iterator[Sequence[Any]]:
    """Yield claims without their words, the last said first, until it is too far."""
    c = claim.c
    query = select(*(c[name] for name in _LIGHT)).where(in_force(claim, None), c.said_on.is_not(None))
    query = query.order_by(c.said_on.desc(), c.id.desc()).limit(STRIDE)
    if wanted.since:
        query = query.where(c.said_on >= wanted.since)
    if wanted.until:
        query = query.where(c.said_on < wanted.until)
    begin = _place(after)
    for _ in range(FARTHEST // STRIDE):
        further = query
        if begin is not None:
            day, id_ = begin
            further = query.where(c.said_on <= day, or_(c.said_on < day, and_(c.said_on == day, c.id < id_)))
        rows = conn.execute(further).all()
        yield rows
        if len(rows) < STRIDE:
            return
        begin = rows[-1].said_on, rows[-1].id


def _place(after: str | None) -> tuple[date, str] | None:
    day, _, id_ = (after or "").partition(" ")
    return (date.fromisoformat(day), id_) if after else None


def _says(row: Any, wanted: Filter) -> bool:
    """Tell whether a claim itself fits, as ``filters.claim_conditions`` asks it."""
    for value, values in ((row.field, wanted.fields), (row.stance, wanted.stances), (row.told, wanted.told)):
        if values and value not in values:
            return False
    if not wanted.speakers and not wanted.speaker_names:
        return True
    return row.speaker in wanted.speakers or row.speaker_key in {key_of(n) for n in wanted.speaker_names}
