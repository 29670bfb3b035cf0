"""The ledger of claims: who says what of an incident, who denies it, since when and in which words."""

from __future__ import annotations

from sqlalchemy import Connection, select

from tocsin.base.incidents import Claim, Filter
from tocsin.base.plain import record
from tocsin.store.filters import claim_conditions
from tocsin.store.schema import claim


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
