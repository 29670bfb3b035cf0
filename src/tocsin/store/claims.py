"""The ledger of claims: who says what of an incident, who denies it, since when and in which words."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Connection, and_, or_, select

from tocsin.base.errors import BadInput
from tocsin.base.incidents import Claim, Filter
from tocsin.base.plain import record
from tocsin.store.filters import claim_conditions
from tocsin.store.rows import in_force
from tocsin.store.schema import claim


def get_claim(conn: Connection, id_: str, as_of: datetime | None = None) -> Claim | None:
    """Return the claim with an id, as it is or was at a moment; ``None`` where there is none."""
    row = conn.execute(select(claim.c.body).where(claim.c.id == id_, in_force(claim, as_of))).first()
    return None if row is None else record(Claim, row.body)


def find_claims(conn: Connection, wanted: Filter) -> list[Claim]:
    """Return the claims that fit, by the day on which they were said (unknown days last) and id.

    Days, speakers, stances, fields and ``told`` are the claim's own; places, actors, types, statuses, words and the
    least score and origins are asked of its incident.

    Raises:
        BadInput: the words hold none to look for.
    """
    query = select(claim.c.body).where(*claim_conditions(conn, wanted))
    query = query.order_by(claim.c.said_on.is_(None), claim.c.said_on, claim.c.id, claim.c.n).limit(wanted.limit)
    return [record(Claim, row.body) for row in conn.execute(query)]


def latest_claims(conn: Connection, wanted: Filter, after: str | None = None) -> list[Claim]:
    """Return the claims that fit, those said last first, unknown days last; a limit and ``after`` give them page by page.

    Args:
        conn: a connection.
        wanted: what is asked for, as for ``find_claims``.
        after: the ``claim_cursor`` of the last claim of the page before.

    Raises:
        BadInput: the cursor or the words cannot be read.
    """
    c = claim.c
    fits = claim_conditions(conn, wanted)
    day, id_ = _after(after) if after is not None else (date.max, None)
    found: list[Claim] = []
    # Two questions, since an index on days serves neither database for "unknown last".
    if day is not None:
        query = select(c.body).where(*fits, c.said_on.is_not(None)).order_by(c.said_on.desc(), c.id.desc())
        if id_ is not None:
            query = query.where(c.said_on <= day, or_(c.said_on < day, and_(c.said_on == day, c.id < id_)))
        found += [record(Claim, row.body) for row in conn.execute(query.limit(wanted.limit))]
    if wanted.limit is None or len(found) < wanted.limit:
        rest = None if wanted.limit is None else wanted.limit - len(found)
        query = select(c.body).where(*fits, c.said_on.is_(None)).order_by(c.id.desc())
        if day is None and id_ is not None:
            query = query.where(c.id < id_)
        found += [record(Claim, row.body) for row in conn.execute(query.limit(rest))]
    return found


def claim_cursor(last: Claim) -> str:
    """Return where a page of ``latest_claims`` ends, for the page ``after`` it."""
    return f"{last.said_on.isoformat() if last.said_on else '-'} {last.id}"


def _after(given: str) -> tuple[date | None, str]:
    day, _, id_ = given.partition(" ")
    try:
        return (None if day == "-" else date.fromisoformat(day)), id_
    except ValueError:
        raise BadInput(
            f"{given!r} is no place to go on from. A cursor is a day and an id, as in '2025-01-27 c_0123456789ab'; "
            "take the one that the page before ended with."
        ) from None
