"""An incident from its accounts: headline values, claims side by side, origins counted, status."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tocsin.base.incidents import Account, Claim, Incident, Member
from tocsin.merging.claims import ACT, claims_of, tellers
from tocsin.merging.headline import counts_of, firmest, most_told, place_of, sides_of, time_of
from tocsin.merging.merge import Joined
from tocsin.merging.origins import publisher
from tocsin.merging.status import origins, status_of


def incident_of(id_: str, accounts: Sequence[Account], joined: Mapping[str, Joined]) -> Incident:
    """Return the incident that accounts tell of.

    Args:
        id_: its permanent id.
        accounts: its accounts, in the order in which they joined; at least one.
        joined: how each account came to belong to it, by the id of its mention.
    """
    speaking = tellers(accounts)
    mentions = [a.mention for a in speaking]
    type_ = most_told(m.type for m in mentions)
    of_type = [m for m in mentions if m.type == type_]
    mode = most_told(m.mode for m in of_type)
    code = next((m for m in of_type if m.mode == mode), of_type[0])
    time, place, claims = time_of(speaking), place_of(speaking), claims_of(id_, accounts)
    actors, recipients = sides_of(mentions)
    days = sorted(a.document.published for a in accounts if a.document.published)
    return Incident(
        id=id_,
        type=code.type,
        mode=mode,
        contexts=tuple(sorted({c for m in of_type for c in m.contexts})),
        cameo=code.cameo,
        quad=code.quad,
        intensity=code.intensity,
        told=firmest(m.status for m in mentions),
        status=status_of(claims),
        start=time.start if time else None,
        end=time.end if time else None,
        time_precision=time.precision if time else None,
        time_basis=time.basis if time else None,
        place=place,
        actors=actors,
        recipients=recipients,
        counts=counts_of(claims),
        origins=len(origins(_affirming(claims))),
        documents=len({a.document.id for a in accounts}),
        first_reported=days[0] if days else None,
        last_reported=days[-1] if days else None,
        score=max(m.score for m in mentions),
        mentions=tuple(_member(a, joined[a.mention.id]) for a in accounts),
        claims=claims,
    )


def _affirming(claims: Sequence[Claim]) -> list[Claim]:
    return [c for c in claims if c.field == ACT and c.stands]


def _member(account: Account, joined: Joined) -> Member:
    mention, document = account.mention, account.document
    return Member(
        mention=mention.id,
        document=document.id,
        file=document.file,
        url=document.url,
        outlet=document.outlet,
        published=document.published,
        trigger=mention.trigger,
        evidence=mention.evidence,
        origin=publisher(document),
        is_copy=document.copy_of is not None,
        score=joined.score,
        reasons=joined.reasons,
    )
