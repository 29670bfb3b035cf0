"""Steps: what incidents do to the standing of things, by the table ``data/standing.tsv``; ``remark_steps`` has remarks.

An incident that is told as having happened opens or closes relations; one told only as planned, asked for, threatened
or not having happened does nothing: a withdrawal that was announced moves nobody. A disputed incident makes disputed
steps. Whoever denies an incident that opens a relation speaks against the relation.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from tocsin.base.incidents import Account, Claim, Effect, Incident, IncidentStatus, Step
from tocsin.base.model import FACT, FIGHTERS, STATE_FORCES, Actor, Extent, Stance, Status
from tocsin.base.peoples import is_gang
from tocsin.base.relations import RelationKind
from tocsin.study.apart import tellings
from tocsin.study.side_words import side_words
from tocsin.study.sides import one_per_side, same_side, state_of
from tocsin.study.standing_rules import Rule, fits, rules
from tocsin.study.untold_holders import lost_by

_DAY = timedelta(days=1)
# Fields of a claim whose denial speaks against the relation: that it happened, and who did it.
_FIELDS = frozenset({"act", "doer", "control"})
_NO_WORDS = Extent(0, 0, "")
# Kinds about a place: what each telling says of them counts, not the headline of what was merged.
_APART = frozenset({RelationKind.CONTROLS, RelationKind.PRESENT_IN})
_GONE = frozenset({IncidentStatus.WITHDRAWN, IncidentStatus.SUPERSEDED})


def steps_of(incident: Incident, accounts: Sequence[Account] = ()) -> tuple[Step, ...]:
    """Return what an incident does to the standing of things, and which denials of it speak against that.

    A withdrawn or superseded incident does nothing.

    Args:
        incident: as it is kept.
        accounts: its tellings; with them, who holds a place and whose forces are there follows from each of them.
    """
    if incident.status in _GONE:
        return ()
    apart = [step for telling in tellings(incident, accounts) for step in _by_rules(telling, apart=True)]
    return tuple(dict.fromkeys([*_by_rules(incident, apart=False), *apart]))


def _by_rules(incident: Incident, *, apart: bool) -> Iterator[Step]:
    """Yield the steps that the rules make of an incident: of the kinds told apart, or of the others."""
    if incident.told not in FACT | {Status.DENIED}:
        return
    for rule in rules(incident.type, incident.mode):
        if (rule.kind in _APART) is not apart or not fits(rule, incident):
            continue
        made = [_step(incident, rule, a, b) for a, b in _pairs(incident, rule)]
        if incident.told is Status.DENIED:
            made = [replace(s, effect=Effect.DENIES) for s in made if s.effect is Effect.OPENS]
        yield from made
        if rule.kind is RelationKind.CONTROLS:
            yield from (
                c for s in made if s.effect is Effect.OPENS and s.subject.sector in STATE_FORCES for c in lost_by(s)
            )
        yield from (d for s in made if s.effect is Effect.OPENS for d in _denials(incident, s))


def _pairs(incident: Incident, rule: Rule) -> Iterator[tuple[Actor, Actor | None]]:
    """Yield subject and object of each relation that a rule makes of an incident."""
    if rule.subject == "side":
        sides = _sides(incident)
        state = state_of(incident)
        if rule.kind is RelationKind.AT_WAR and incident.recipients:
            yield from _against(incident)
            return
        if rule.kind is RelationKind.AT_WAR:
            sides = one_per_side((sides[0], state)) if len(sides) == 1 and state is not None else []
        elif len(sides) == 1:
            yield sides[0], None
        yield from ((a, b) for i, a in enumerate(sides) for b in sides[i + 1 :])
        return
    if rule.subject == "state":
        state = state_of(incident)
        if state is not None and not any(same_side(state, a) for a in incident.actors):
            yield state, None
        return
    subjects = incident.actors if rule.subject == "actor" else incident.recipients
    objects = {"actor": incident.actors, "recipient": incident.recipients}.get(rule.object, ())
    for a in subjects:
        if not rule.admits(a, incident):
            continue
        if rule.object == "none" or (not objects and rule.kind is RelationKind.DETAINED):
            yield a, None
        elif rule.kind is RelationKind.DETAINED:
            yield a, objects[0]
        else:
            yield from ((a, b) for b in objects if not same_side(a, b) and rule.admits_object(b))


def _sides(incident: Incident) -> list[Actor]:
    """Return one party of each side that can fight: forces, states and groups, in the order in which they stand."""
    both = (*incident.actors, *incident.recipients)
    return one_per_side(a for a in both if a.sector in FIGHTERS or is_gang(a))


def _against(incident: Incident) -> Iterator[tuple[Actor, Actor]]:
    """Yield who fights whom: those of one side fight those of the other, not each other."""
    ours, theirs = (one_per_side(a for a in side if _fights(a)) for side in (incident.actors, incident.recipients))
    yield from ((a, b) for a in ours for b in theirs if not same_side(a, b))


def _fights(actor: Actor) -> bool:
    """Tell whether a party can be at war: a force, a group or a state, no town or council that linking took for one."""
    state = actor.id is not None or actor.name.split()[-1].casefold() in side_words()["state"]
    return is_gang(actor) or (actor.sector in FIGHTERS and (actor.sector != "GOV" or state))


def _step(incident: Incident, rule: Rule, subject: Actor, other: Actor | None) -> Step:
    earliest, latest = days_of(incident)
    first = incident.mentions[0] if incident.mentions else None
    alleged = rule.alleged if incident.told is Status.ALLEGED else None
    status = alleged if alleged is not None and incident.status is not IncidentStatus.WITHDRAWN else incident.status
    return Step(
        source=incident.id,
        kind=rule.kind,
        effect=rule.effect,
        subject=subject,
        object=other,
        place=incident.place if rule.place else None,
        earliest=earliest,
        latest=latest,
        status=status,
        origins=tuple(dict.fromkeys(m.origin for m in incident.mentions)),
        documents=tuple(dict.fromkeys(m.document for m in incident.mentions)),
        files=tuple(dict.fromkeys(m.file or m.document for m in incident.mentions)),
        evidence=first.evidence if first else _NO_WORDS,
        reason=f"{incident.type}{'/' + incident.mode if incident.mode else ''}: {rule.note or rule.effect.value}",
    )


def days_of(incident: Incident) -> tuple[date | None, date | None]:
    """Return the first and the last day on which an incident may have happened.

    An incident without a time happened by the day on which it was first reported; nothing is reported before it happens.
    """
    start, reported = incident.start, incident.first_reported
    last = incident.end - _DAY if incident.end is not None else reported or start
    if last is not None and reported is not None and (start is None or reported >= start):
        last = min(last, reported)
    if start is not None and last is not None and last < start:
        last = start
    return start, last


def _denials(incident: Incident, step: Step) -> Iterator[Step]:
    """Yield a step against a relation for each speaker who denies the incident that opens it, on the day of saying so."""
    seen: set[object] = set()
    files = {m.document: m.file or m.document for m in incident.mentions}
    for claim in incident.claims:
        if claim.stance is not Stance.DENIES or claim.field not in _FIELDS or claim.superseded_by is not None:
            continue
        key = _speaker(claim)
        if key in seen:
            continue
        seen.add(key)
        said = claim.said_on or step.latest
        yield replace(
            step,
            effect=Effect.DENIES,
            earliest=said,
            latest=said,
            origins=(claim.origin,),
            documents=(claim.document,),
            files=(files.get(claim.document, claim.document),),
            evidence=claim.evidence,
            reason=f"denied by {claim.speaker.name if claim.speaker else 'the writer'}",
        )


def _speaker(claim: Claim) -> object:
    return (claim.speaker.id or claim.speaker.name) if claim.speaker else claim.origin
