"""Claims that fit, found by walking them day by day from one end: for filters that many claims fit.

A database that is asked for the latest thirty of half a million claims collects and sorts them all; walking the index on
days ends after some hundred of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeAlias

from sqlalchemy import Connection, select

from tocsin.base.incidents import Claim, Filter
from tocsin.base.plain import record
from tocsin.store.keyset import dated, key_after, place_of
from tocsin.store.rows import in_force, key_of, rows_in
from tocsin.store.schema import claim

# Claims looked at in one question, and before the walk is given up: about a tenth of a second.
STRIDE, FARTHEST = 1000, 12_000
Holds: TypeAlias = Callable[[Sequence[str]], Sequence[bool]]
_LIGHT = ("id", "incident", "said_on", "field", "stance", "told", "speaker", "speaker_key")


def walk_claims(
    conn: Connection, wanted: Filter, holds: Holds, *, newest_first: bool, after: str | None, limit: int
) -> tuple[list[Claim], str | None] | None:
    """Return a page of the claims that fit, by the day on which they were said, and the key of the page after it.

    Args:
        conn: a connection.
        wanted: who says what, when; what it asks of incidents is left to ``holds``.
        holds: tells for ids of incidents whether each fits.
        newest_first: the last day first.
        after: a key of ``paging.page_of_claims``.
        limit: how many, 1 or more.

    Returns:
        ``None`` where the page was not full before the walk had to end: there are few such claims, or none with a day.

    Raises:
        BadInput: ``after`` is no key.
    """
    found: list[Any] = []
    for some in _strides(conn, wanted, after, newest_first=newest_first):
        said = [row for row in some if _says(row, wanted)]
        found += [row for row, fits in zip(said, holds([row.incident for row in said]), strict=True) if fits]
        if len(found) > limit:
            ids = [row.id for row in found[:limit]]
            query = select(claim.c.id, claim.c.body).where(in_force(claim, None))
            bodies = {row.id: row.body for row in rows_in(conn, query, claim.c.id, ids)}
            last = found[limit - 1]
            return [record(Claim, bodies[i]) for i in ids], key_after(last.said_on, last.id)
    return None


def _strides(conn: Connection, wanted: Filter, after: str | None, *, newest_first: bool) -> Iterator[Sequence[Any]]:
    """Yield claims without their words, in order, until it is too far."""
    c = claim.c
    query = select(*(c[name] for name in _LIGHT)).where(in_force(claim, None)).limit(STRIDE)
    if wanted.since:
        query = query.where(c.said_on >= wanted.since)
    if wanted.until:
        query = query.where(c.said_on < wanted.until)
    day, last = place_of(after)
    if day is None and after is not None:  # those without a day are few, and the database's
        return
    for _ in range(FARTHEST // STRIDE):
        rows = conn.execute(dated(query, c.said_on, c.id, day, last, newest_first=newest_first)).all()
        yield rows
        if len(rows) < STRIDE:
            return
        day, last = rows[-1].said_on, rows[-1].id


def _says(row: Any, wanted: Filter) -> bool:
    """Tell whether a claim itself fits, as ``filters.claim_conditions`` asks it."""
    for value, values in ((row.field, wanted.fields), (row.stance, wanted.stances), (row.told, wanted.told)):
        if values and value not in values:
            return False
    if not wanted.speakers and not wanted.speaker_names:
        return True
    return row.speaker in wanted.speakers or row.speaker_key in {key_of(n) for n in wanted.speaker_names}
