"""Each telling of an incident by itself: for who holds a town, what a telling says was taken counts, not the headline.

An incident joins tellings that may speak of more than one thing: a town that was lost, retaken and lost again in a week,
an airport and its city. Its headline shows one place, one day and one side; the standing must not lose the others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from tocsin.base.homes import is_bare_army
from tocsin.base.incidents import Account, Incident, IncidentStatus
from tocsin.base.model import FIGHTERS, Actor, EventMention, EventPlace, Participant, Stance, Status, TimeBasis
from tocsin.base.relations import RelationKind, RelationMention
from tocsin.study.sides import same_side
from tocsin.study.unnamed_parties import is_unnamed

_RETRACTED = re.compile(
    r"\b(?:tak(?:e|es|en|ing)|took) back (?:an?|the|its|his|her|their) (?:\w+ )?(?:statement|claim|words?|announcement)"
    r"|\bretract",
    re.IGNORECASE,
)
_SET = "set by a person"
# "An earlier version of this report said": what is said there is taken back.
_TAKEN_BACK = re.compile(
    r"\b(?:earlier|previous) (?:version|report|story|article|edition)|\bthis (?:report|story|article)\b", re.IGNORECASE
)


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
        if member is None or is_taken_back(m):
            continue
        start, end = _days(m)
        yield replace(
            incident,
            type=m.type,
            mode=m.mode,
            told=m.status,
            status=IncidentStatus.REPORTED if is_firm(m) else IncidentStatus.DISPUTED,
            place=m.place,
            start=start,
            end=end,
            actors=tuple(_named(actor_at(p, m.place), incident.actors) for p in m.actors) or incident.actors,
            recipients=tuple(_named(actor_at(p, m.place), incident.recipients) for p in m.recipients),
            first_reported=account.document.published,
            last_reported=account.document.published,
            mentions=(member,),
            claims=(),
        )


def _days(m: EventMention) -> tuple[date | None, date | None]:
    if m.time is None or m.time.basis is TimeBasis.PUBLISHED:
        return None, None
    return m.time.start, m.time.end


def actor_at(p: Participant, place: EventPlace | None) -> Actor:
    """Return a participant as an actor; "the army", "its soldiers" of no named state are those of the place's country."""
    if (
        is_bare_army(p.text or p.name)
        and p.sector == "MIL"
        and place is not None
        and place.country not in (None, p.country)
    ):
        return Actor(None, "the army", place.country, "MIL")
    return Actor(p.id, p.name, p.country, p.sector)


def _named(actor: Actor, headline: Sequence[Actor]) -> Actor:
    """Return the only party of the headline that an unnamed one of its kind can stand for ("the rebels"), else itself."""
    if not is_unnamed(actor):
        return actor
    fit = [a for a in headline if a.id is not None and a.sector == actor.sector and actor.country in (a.country, None)]
    return fit[0] if len(fit) == 1 else actor


def is_firm(m: EventMention | RelationMention) -> bool:
    """Tell whether a taking is told as fact, or said by somebody else than who did it; the doer's own word is a claim."""
    if isinstance(m, RelationMention) and m.kind is not RelationKind.CONTROLS:
        return m.status is not Status.ALLEGED
    said = [s for s in m.attributions if s.stance is Stance.AFFIRMS]
    if isinstance(m, RelationMention) and m.ended:  # who lost says so, or somebody who is no party
        side = actor_at(m.subject, None)
        return not said or any(
            s.speaker.sector not in FIGHTERS or _one_side(actor_at(s.speaker, None), side) for s in said
        )
    if not said and (m.status is Status.ASSERTED or not _denied_here(m)):
        return True  # what others deny elsewhere is still told as fact
    doers = [actor_at(p, m.place) for p in (m.actors if isinstance(m, EventMention) else (m.subject,))]
    return any(not _own(actor_at(s.speaker, m.place), doers) for s in said)


def _denied_here(m: EventMention | RelationMention) -> bool:
    """Tell whether the sentence that tells it has it as what somebody denies."""
    own = m.evidence
    return any(s.stance is Stance.DENIES and own.start <= (s.speaker.start or -1) < own.end for s in m.attributions)


def is_taken_back(m: EventMention | RelationMention) -> bool:
    """Tell whether it is what "an earlier version of this report" said, or a statement that its speaker took back."""
    if _RETRACTED.search(m.evidence.text):
        return True
    return any(_TAKEN_BACK.search(s.speaker.name) for s in m.attributions)


def _own(speaker: Actor, doers: Sequence[Actor]) -> bool:
    if not doers or speaker.sector is None:
        return not doers
    return any(_one_side(speaker, d) for d in doers)


def _one_side(speaker: Actor, doer: Actor) -> bool:
    if same_side(speaker, doer):
        return True
    armed = ("REB", "PRM", "CRM"), ("MIL", "GOV", "COP")
    alike = any(speaker.sector in kind and doer.sector in kind for kind in armed)
    return alike and (speaker.country == doer.country or None in (speaker.country, doer.country))
