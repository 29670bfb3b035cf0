"""The ledger of claims: who says what of an incident, who denies it, since when and in which words."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, select

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
