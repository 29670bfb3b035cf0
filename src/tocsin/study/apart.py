"""Each telling of an incident by itself: for who holds a town, what a telling says was taken counts, not the headline.

An incident joins tellings that may speak of more than one thing: a town that was lost, retaken and lost again in a week,
an airport and its city. Its headline shows one place, one day and one side; the standing must not lose the others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

from tocsin.base.incidents import Account, Incident, IncidentStatus
from tocsin.base.model import Actor, EventMention, Participant, SaidBy, Stance, Status, TimeBasis
from tocsin.study.sides import is_unnamed, same_side

_DAY = timedelta(days=1)
_SET = "set by a person"
# "An earlier version of this report said": what is said there is taken back.
_TAKEN_BACK = re.compile(r"\b(?:earlier|previous) (?:version|report|story|article|edition)|\bthis (?:report|story|article)\b", re.IGNORECASE)


def tellings(incident: Incident, accounts: Sequence[Account]) -> Iterator[Incident]:
    """Yield an incident as each account tells it; what an account leaves open is the headline's.

    An incident that a person has edited is yielded as it is, and so is one without accounts.
    """
    if not accounts or any(r.endswith(_SET) for r in incident.reasons):
        yield incident
        return
    members = {m.mention: m for m in incident.mentions}
    for account in accounts:
        m, member = account.mention, members.get(account.mention.id)
        if member is None or any(_TAKEN_BACK.search(s.speaker.name) for s in m.attributions):
            continue
        start, end = _days(m)
        yield replace(
            incident,
            type=m.type,
            mode=m.mode,
            told=m.status,
            status=IncidentStatus.REPORTED if is_firm(m) else IncidentStatus.DISPUTED,
            place=m.place or incident.place,
            start=start,
            end=end,
            actors=_party(m.actors, incident.actors),
            recipients=tuple(_named(_actor(p), incident.recipients) for p in m.recipients),
            first_reported=account.document.published,
            last_reported=account.document.published,
            mentions=(member,),
            claims=(),
        )


def _days(m: EventMention) -> tuple[object, object]:
    if m.time is None or m.time.basis is TimeBasis.PUBLISHED:
        return None, None
    return m.time.start, m.time.end


def _actor(p: Participant) -> Actor:
    return Actor(p.id, p.name, p.country, p.sector)


def _party(told: Sequence[Participant], headline: Sequence[Actor]) -> tuple[Actor, ...]:
    return tuple(_named(_actor(p), headline) for p in told) or tuple(headline)


def _named(actor: Actor, headline: Sequence[Actor]) -> Actor:
    """Return the only party of the headline that an unnamed one of its kind can stand for ("the rebels"), else itself."""
    if not is_unnamed(actor):
        return actor
    fit = [a for a in headline if a.id is not None and a.sector == actor.sector and actor.country in (a.country, None)]
    return fit[0] if len(fit) == 1 else actor


def is_firm(m: EventMention) -> bool:
    """Tell whether a taking is told as fact, or said by somebody else than who did it; the doer's own word is a claim."""
    if m.status is not Status.ALLEGED:
        return True
    doers = [_actor(p) for p in m.actors]
    return any(not _own(s, doers) for s in m.attributions if s.stance is Stance.AFFIRMS)


def _own(said: SaidBy, doers: Sequence[Actor]) -> bool:
    speaker = _actor(said.speaker)
    if not doers or speaker.sector is None:
        return not doers
    return any(_one_side(speaker, d) for d in doers)


def _one_side(speaker: Actor, doer: Actor) -> bool:
    if same_side(speaker, doer):
        return True
    armed = ("REB", "PRM"), ("MIL", "GOV")
    alike = any(speaker.sector in kind and doer.sector in kind for kind in armed)
    return alike and (speaker.country == doer.country or None in (speaker.country, doer.country))
